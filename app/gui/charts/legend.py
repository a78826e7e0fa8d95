"""The legend of a chart: each series with its colour, its pattern and its name."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.charts.patterns import fill
from app.gui.theme import Theme
from app.gui.theme.tokens import SMALL
from app.gui.widgets.labels import tip

_SWATCH_PX = 18  # with the distance to its word
_SERIES_GAP_PX = 16
_LINE_GAP_PX = 4
# A name is shortened rather than that one series takes more than a line of the narrowest window.
_WIDEST_PX = 280


class Legend(QWidget):
    """The series of a chart, each with its colour and pattern and its name, in as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.font(SMALL)
        self._series: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def set_series(self, series: Sequence[str]) -> None:
        self._series = tuple(series)
        self.setAccessibleName(", ".join(series))
        self.setToolTip(tip(", ".join(series)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All in one line."""
        places = self._places(math.inf)
        return QSize(math.ceil(places[-1].right()) + 1 if places else 0, self.heightForWidth(1 << 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._line_px())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return math.ceil(places[-1].bottom()) if places else self._line_px()

    def _line_px(self) -> int:
        return math.ceil(QFontMetricsF(self._font).height()) + _LINE_GAP_PX

    def _places(self, width: float) -> list[QRectF]:
        """Where each series stands, swatch and name, when the widget is so wide."""
        metrics, line = QFontMetricsF(self._font), self._line_px()
        places: list[QRectF] = []
        left, top = 0.0, 0.0
        for name in self._series:
            wide = min(_SWATCH_PX + metrics.horizontalAdvance(name) + 1, _WIDEST_PX, width)
            if left and left + wide > width:
                left, top = 0.0, top + line
            places.append(QRectF(left, top, wide, line))
            left += wide + _SERIES_GAP_PX
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        for number, (name, place) in enumerate(zip(self._series, self._places(self.width()), strict=True)):
            swatch = QPainterPath()
            swatch.addRoundedRect(QRectF(place.left(), place.center().y() - 6, 12, 12), 3, 3)
            fill(painter, swatch, self._theme, number)
            painter.setPen(self._theme.colour("muted"))
            words = place.adjusted(_SWATCH_PX, 0, 1, 0)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
