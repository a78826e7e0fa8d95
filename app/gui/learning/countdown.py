"""How long is left: a ring that grows shorter once a second, and stands still in between."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import FIGURE

translate = QCoreApplication.translate

_SIDE_PX = 128
_STROKE_PX = 6
_SPOKEN_EVERY_S = 10


class Countdown(QWidget):
    """The seconds that are left, in figures and as a part of a ring."""

    def __init__(self, theme: Theme, whole_s: int) -> None:
        super().__init__()
        self._theme = theme
        self._whole_s = whole_s
        self.left_s = whole_s
        self.setFixedSize(_SIDE_PX, _SIDE_PX)
        self.setFont(theme.font(FIGURE, STRONG))
        theme.changed.connect(self.update)
        self.show_left(whole_s)

    def show_left(self, seconds: int) -> None:
        self.left_s = max(0, min(self._whole_s, seconds))
        # A screen reader is told now and then, not every second.
        spoken = -(-self.left_s // _SPOKEN_EVERY_S) * _SPOKEN_EVERY_S
        words = translate("Learning", "%1 seconds left").replace("%1", str(spoken))
        if words != self.accessibleName():
            self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = _STROKE_PX / 2
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(self._theme.colour("grid"), _STROKE_PX))
        painter.drawEllipse(ring)
        pen = QPen(self._theme.colour("accent"), _STROKE_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self.left_s:
            painter.drawArc(ring, 90 * 16, round(360 * 16 * self.left_s / self._whole_s))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self.font())
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.left_s))
