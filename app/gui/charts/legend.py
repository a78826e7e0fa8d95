"""The legend of a chart: each series with its colour, its pattern and its name."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.charts.patterns import fill
from app.gui.theme import Theme
from app.gui.theme.tokens import SMALL

_SWATCH_PX = 18  # with the distance to its word
_SERIES_GAP_PX = 16


class Legend(QWidget):
    """The series of a chart, each with its colour and pattern and its name, in one line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.font(SMALL)
        self._series: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_series(self, series: Sequence[str]) -> None:
        self._series = tuple(series)
        self.setAccessibleName(", ".join(series))
        self.setToolTip(", ".join(series))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font)
        words = sum(metrics.horizontalAdvance(name) for name in self._series)
        count = len(self._series)
        width = words + count * _SWATCH_PX + max(0, count - 1) * _SERIES_GAP_PX
        return QSize(math.ceil(width) + 1, math.ceil(metrics.height()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        left = max(0.0, self.width() - self.sizeHint().width())
        for number, name in enumerate(self._series):
            swatch = QPainterPath()
            swatch.addRoundedRect(QRectF(left, self.height() / 2 - 6, 12, 12), 3, 3)
            fill(painter, swatch, self._theme, number)
            painter.setPen(self._theme.colour("muted"))
            width = metrics.horizontalAdvance(name)
            room = max(0.0, min(width + 1, self.width() - left - _SWATCH_PX))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRectF(left + _SWATCH_PX, 0, room + 1, self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
                shown,
            )
            left += width + _SWATCH_PX + _SERIES_GAP_PX
