"""A QR code as a picture that a phone can read in either theme: dark on white, with its quiet zone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import LIGHT, Theme

# ISO/IEC 18004 asks for four modules of light around the code.
QUIET_MODULES = 4


def qr_image(text: str) -> QImage:
    """One pixel a module, quiet zone included, for drawing enlarged without smoothing."""
    # Imported late: only this page needs it, and the first window should not wait for it.
    import segno

    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * QUIET_MODULES
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    ink = QColor(LIGHT.text).rgb()
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x + QUIET_MODULES, y + QUIET_MODULES, ink)
    return image


class QrCode(QWidget):
    """Shows the code of a text; always on white, because many phones cannot read light on dark."""

    def __init__(self, theme: Theme, side_px: int = 144, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side_px = side_px
        self._image: QImage | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """What the code says; an empty text shows no code."""
        if text != self.text:
            self.text = text
            self._image = qr_image(text) if text else None
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(ground, Qt.GlobalColor.white)
        # Whole device pixels a module, so that every edge is sharp.
        ratio = self.devicePixelRatioF()
        module = max(1, int(min(self.width(), self.height()) * ratio / self._image.width())) / ratio
        side = module * self._image.width()
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, self._image)
