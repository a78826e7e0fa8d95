"""The three phases, each against the most it may carry."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.charts.canvas import figure
from app.gui.theme import Colour, Theme
from app.gui.theme.tokens import SMALL

_ROW_PX = 21
_BAR_PX = 6.0
_NEAR_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class PhaseLoad:
    """What one phase carries."""

    name: str  # "L1"
    current_a: float


class PhaseBars(QWidget):
    """One bar per phase; near the fuse it turns to waiting's colour, above it to a fault's."""

    def __init__(self, theme: Theme, name: str, locale: QLocale, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the picture."""
        super().__init__(parent)
        self._theme = theme
        self._locale = locale
        self._font = theme.font(SMALL)
        self._loads: tuple[PhaseLoad, ...] = ()
        self._most_a = 1.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_loads(self, loads: tuple[PhaseLoad, ...], most_a: float) -> None:
        """`most_a` is the fuse, in amperes, above nought."""
        if most_a <= 0:
            raise ValueError(f"a fuse has a rating above nought, not {most_a}")
        self._loads = loads
        self._most_a = most_a
        phases = ", ".join(f"{load.name} {self._amperes(load.current_a)}" for load in loads)
        self.setAccessibleDescription(
            QCoreApplication.translate("Charts", "%1, of at most %2.")
            .replace("%1", phases)
            .replace("%2", self._amperes(most_a))
        )
        self.updateGeometry()
        self.update()

    def set_locale(self, locale: QLocale) -> None:
        """Another language: other figures."""
        self._locale = locale
        self.set_loads(self._loads, self._most_a)

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW_PX * max(1, len(self._loads)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        texts = [self._amperes(load.current_a) for load in self._loads]
        names = max((metrics.horizontalAdvance(load.name) for load in self._loads), default=0)
        # As wide as the most it may have to say, so that the bars do not breathe with the figures.
        figures = max(
            (metrics.horizontalAdvance(text) for text in (*texts, self._amperes(self._most_a))),
        )
        left = math.ceil(names) + 10
        length = max(8.0, self.width() - left - math.ceil(figures) - 12)
        for row, (load, text) in enumerate(zip(self._loads, texts, strict=True)):
            line = QRectF(0, row * _ROW_PX, self.width(), _ROW_PX)
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, load.name)
            share = max(0.0, load.current_a / self._most_a)
            track = QRectF(left, line.center().y() - _BAR_PX / 2, length, _BAR_PX)
            filled = QRectF(track)
            filled.setWidth(min(1.0, share) * length)
            ink = _ink(share)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("neutral_soft"))
            painter.drawRoundedRect(track, 3, 3)
            painter.setBrush(self._theme.colour(ink))
            painter.drawRoundedRect(filled, min(3.0, filled.width() / 2), 3)
            painter.setPen(self._theme.colour("muted" if ink == "accent" else ink))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _amperes(self, current_a: float) -> str:
        return f"{figure(self._locale, current_a, 0)} A"


def _ink(share: float) -> Colour:
    if share > 1:
        return "fault"
    return "wait" if share >= _NEAR_SHARE else "accent"
