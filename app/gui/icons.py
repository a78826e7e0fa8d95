"""The icon family: line drawings in `resources/icons`, coloured by token and sharp on any screen."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from app.gui.theme import Colour, Theme

NAMES: Final = (
    "app",
    "bolt",
    "car",
    "cards",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "close",
    "computer",
    "copy",
    "edit",
    "export",
    "fault",
    "help",
    "history",
    "key",
    "lock",
    "message-log",
    "more",
    "network",
    "overview",
    "pause",
    "phone",
    "play",
    "plug",
    "plus",
    "prices",
    "refresh",
    "reports",
    "search",
    "settings",
    "stop",
    "trash",
    "unlock",
    "unplug",
    "warning",
)


class Icons:
    """Makes icons from the SVG files; an icon handed out follows the theme by itself.

    `asleep`: icons are blank until `wake`, because Qt's SVG library takes as long to load as a window to show.
    """

    def __init__(self, folder: Path, theme: Theme, *, asleep: bool = False) -> None:
        self.folder = folder
        self._asleep = asleep
        self._theme = theme
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}
        self._icons: dict[tuple[str, Colour, Colour | None], QIcon] = {}
        self.clones: list[QIconEngine] = []
        theme.changed.connect(self._forget)

    def wake(self) -> None:
        """Draw from now on; whoever shows icons must be painted anew."""
        self._asleep = False

    def icon(self, name: str, colour: Colour = "text", on: Colour | None = None) -> QIcon:
        """An icon in a token's colour; `on` is its colour while a checkable button is checked."""
        key = (name, colour, on)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = QIcon(_TokenEngine(self, name, colour, on or colour))
        return icon

    def pixmap(self, name: str, size_px: int = 20, colour: Colour = "text", device_pixel_ratio: float = 1.0) -> QPixmap:
        """The drawing at `size_px` logical pixels for a screen of that pixel ratio."""
        device_px = round(size_px * device_pixel_ratio)
        pixmap = QPixmap(self.rendered(name, colour, QSize(device_px, device_px)))
        pixmap.setDevicePixelRatio(device_pixel_ratio)
        return pixmap

    def _forget(self) -> None:
        self._pixmaps.clear()

    def rendered(self, name: str, colour: Colour, device_size: QSize) -> QPixmap:
        """The drawing at exactly that many device pixels, from the cache if it was drawn before."""
        ink = getattr(self._theme.tokens, colour)
        key = (name, ink, device_size.width(), device_size.height())
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = QPixmap(device_size)
            pixmap.fill(QColor(0, 0, 0, 0))
            if self._asleep:
                return pixmap
            from PySide6.QtSvg import QSvgRenderer

            side = min(device_size.width(), device_size.height())
            drawing = self._drawing(name).replace(b"currentColor", ink.encode())
            painter = QPainter(pixmap)
            QSvgRenderer(QByteArray(drawing)).render(
                painter,
                # At the left of a wider space, which is how a button keeps its word at a distance.
                QRectF(0, (device_size.height() - side) / 2, side, side),
            )
            painter.end()
            self._pixmaps[key] = pixmap
        return pixmap

    def _drawing(self, name: str) -> bytes:
        drawing = self._drawings.get(name)
        if drawing is None:
            drawing = self._drawings[name] = (self.folder / f"{name}.svg").read_bytes()
        return drawing


class _TokenEngine(QIconEngine):
    """Asks for its colour at each painting, so that a switched theme needs no new icons."""

    def __init__(self, icons: Icons, name: str, off: Colour, on: Colour) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._off = off
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._on if state == QIcon.State.On else self._off
        if mode == QIcon.Mode.Disabled:
            colour = "faint"
        return self._icons.rendered(self._name, colour, size)

    def clone(self) -> QIconEngine:
        # Qt deletes the clone; until then Python must not, so someone has to hold it.
        clone = _TokenEngine(self._icons, self._name, self._off, self._on)
        self._icons.clones.append(clone)
        return clone
