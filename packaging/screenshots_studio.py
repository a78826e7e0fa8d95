"""One window on one house, and the camera: waits until nothing changes any more, then paints what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from screenshots_house import House

from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.icons import Icons
from app.gui.language import Language
from app.gui.main_window import MainWindow
from app.gui.page import Page
from app.gui.theme import Theme

T = TypeVar("T")

# A picture is ready when it stayed the same over so many looks, this far apart.
_LOOKS, _LOOK_S = 3, 0.02
# Longer than the bridge gathers changes for.
_CHANGES_S = 0.07
_MOST_LOOKS = 400
# Regions whose figures and times the pictures are written in.
LOCALES = {"en": "en_GB", "sv": "sv_SE"}


class Unsettled(Exception):
    """The window never came to rest."""


class _CountedAsk(Ask):
    """Knows whether something is being read."""

    reading = 0

    async def read(self, function: Callable[..., T], *args: object) -> T:
        self.reading += 1
        try:
            return await super().read(function, *args)
        finally:
            self.reading -= 1


class Studio:
    """Open from `open` to `close`; what is shown is the real window with its real pages."""

    def __init__(
        self, house: House, theme: Theme, icons: Icons, language: Language, size: QSize, place_file: Path
    ) -> None:
        self.house = house
        self._theme = theme
        self.window = MainWindow(theme, icons, language, place_file)
        self.window.resize(size)
        self.window.show()
        self._bridge: Bridge | None = None
        self._ask: _CountedAsk | None = None

    async def fill(self) -> None:
        """The engine runs."""
        self._bridge, self._ask = Bridge(self.house.engine), _CountedAsk(self.house.engine)
        await self._bridge.start()
        self.window.fill(self.house.engine, self._bridge, self._ask, self.house.clock)

    async def close(self) -> None:
        if self.window.current_page is not None:
            self.window.current_page.deactivated()
        if self._bridge is not None:
            self._bridge.close()
        if self._ask is not None:
            await self._ask.close()
        self.window.hide()
        self.window.deleteLater()
        await asyncio.sleep(0)

    def open(self, key: str, about: str | None = None) -> Page | None:
        """Bring this section to the front."""
        self.window.open_page(key, about)
        return self.window.current_page

    async def settled(self, at_least_s: float = 0.0) -> QImage:
        """Return the window's picture once nothing changes any more. Raises Unsettled."""
        await asyncio.sleep(max(at_least_s, _CHANGES_S))
        before, same = QImage(), 0
        for _ in range(_MOST_LOOKS):
            QApplication.sendPostedEvents()
            image = self.window.grab().toImage()
            same = same + 1 if image == before and not (self._ask and self._ask.reading) else 0
            if same == _LOOKS - 1:
                return image
            before = image
            await asyncio.sleep(_LOOK_S)
        raise Unsettled(self.window.windowTitle())

    async def picture(self, over: QWidget | None) -> QImage:
        """The window, with a dialog or menu of it painted where a screen with room for it would have it."""
        image = await self.settled()
        if over is not None:
            spare = self.window.size() - over.size()
            painter = QPainter(image)
            if isinstance(over, QMenu):
                wanted = over.pos() - self.window.pos()
                painter.drawPixmap(min(wanted.x(), spare.width()), min(wanted.y(), spare.height()), over.grab())
            else:
                at = QPoint(spare.width() // 2, spare.height() // 3)
                painter.drawPixmap(at, over.grab())
                # In place of the frame that a window manager draws.
                painter.setPen(self._theme.colour("edge"))
                painter.drawRect(QRect(at, over.size()).adjusted(-1, -1, 0, 0))
            painter.end()
            over.close()
        return image


def speak(language: Language, code: str) -> None:
    """This language, and its own region's figures whatever this computer's is."""
    language.choose(code)
    QLocale.setDefault(QLocale(LOCALES[code]))
