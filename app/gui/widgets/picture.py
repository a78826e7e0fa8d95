"""An icon on its own, to be looked at and not pressed."""

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class Picture(QWidget):
    """Painted anew with the theme; a label's pixmap would keep its colour."""

    def __init__(self, icon: QIcon, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(side_px, side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
