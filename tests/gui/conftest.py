"""A real site on a real store, on the engine's own thread, for the window's parts to look at; only lines are fakes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from app.application import EngineThread
from app.core.interfaces import utc_now
from app.core.model import Activity, Availability, Reading
from app.core.reports import Booted, Metered, Report, Stage, StatusTold, TransactionTold
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.icons import Icons
from app.gui.page import Page
from app.gui.theme import Theme, ThemeChoice
from app.settings import Settings
from tests.core.conftest import FakeLink

ICONS = Path(__file__).parents[2] / "resources" / "icons"
WITHIN_S = 10.0

T = TypeVar("T")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window with a least size."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _figures_of_no_country() -> Iterator[None]:
    """Whatever this computer is set to, and whichever language a window before was in."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


async def until(holds: Callable[[], object]) -> None:
    """Return as soon as it holds; fail if it does not within a generous time."""
    async with asyncio.timeout(WITHIN_S):
        while not holds():  # noqa: ASYNC110 - what is waited for is on the screen, and tells nobody
            await asyncio.sleep(0.01)


class House:
    """The running engine, and chargers that speak to it as their lines would."""

    def __init__(self, data: Path) -> None:
        self._thread = EngineThread(Settings(data=data, serving=False, test_mode=True))
        self.engine = self._thread.start()

    def stop(self) -> None:
        self._thread.stop()

    def do(self, act: Callable[[], T]) -> T:
        """Do something plain on the engine's thread."""

        async def done() -> T:
            return act()

        return self.engine.call(done()).result(WITHIN_S)

    def wish(self, wish: Coroutine[Any, Any, T]) -> T:
        return self.engine.call(wish).result(WITHIN_S)

    def connect(self, identity: str) -> FakeLink:
        """A charger calls and introduces itself."""
        link = FakeLink(identity)
        self.do(lambda: self.engine.site.connected(link))
        self.tell(link, Booted("Zaptec", "Go 2", "ZAP1", "2.4"))
        return link

    def approved(self, identity: str, outlets: int = 1) -> FakeLink:
        """A charger that is ours, with its outlets free."""
        link = self.connect(identity)
        self.wish(self.engine.site.wishes.approve(identity))
        self.tell(link, *(StatusTold(number, Availability.AVAILABLE) for number in range(1, outlets + 1)))
        return link

    def charging(self, identity: str, *, power_w: int = 7200, energy_wh: int = 8400) -> FakeLink:
        """A charger that is ours and charges."""
        link = self.approved(identity)
        now = utc_now()
        self.tell(link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        self.tell(link, TransactionTold(Stage.BEGAN, now, "7", 1, "04A2B3C4", meter_start_wh=1000))
        reading = Reading(utc_now(), 1000 + energy_wh, power_w, (10.4, 10.4, 10.5))
        self.tell(link, Metered(1, (reading,), "7"))
        return link

    def tell(self, link: FakeLink, *reports: Report) -> None:
        """The charger says so; return when it is kept."""

        async def told(said: Sequence[Report]) -> None:
            for report in said:
                receipt = self.engine.site.receive(link, [report])
                if receipt.written is not None:
                    await receipt.written

        self.wish(told(reports))

    def hang_up(self, link: FakeLink) -> None:
        self.do(lambda: self.engine.site.disconnected(link))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data")
    yield made
    made.stop()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ICONS, ThemeChoice.LIGHT)
    yield made
    made.choose(ThemeChoice.SYSTEM)
    made.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(ICONS, theme)


Tell = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture(scope="session")
def in_window(qapp: QApplication) -> Iterator[Tell]:
    """Runs a story in the window's own loop, which is Qt's.

    One for all tests, as in the program: what is left of a closed one may be swept up by any thread.
    """
    qapp.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(qapp)
    yield loop.run_until_complete
    loop.close()


class Room:
    """The window's side: the bridge, the ask, and the making of pages."""

    def __init__(self, house: House, theme: Theme, icons: Icons, bridge: Bridge, ask: Ask) -> None:
        self.house = house
        self.theme = theme
        self.icons = icons
        self.bridge = bridge
        self.ask = ask
        self.now = utc_now
        self.pages: list[Page] = []
        self.widgets: list[QWidget] = []  # dialogs that stand on no page

    def page(self, kind: Callable[..., Page], now: Callable[[], datetime] = utc_now) -> Any:
        """A page of that class, shown."""
        page = kind(self.theme, self.icons, self.house.engine, self.bridge, self.ask, now)
        page.resize(960, 720)
        page.show()
        page.activated()
        self.pages.append(page)
        return page


@pytest.fixture
def open_room(house: House, theme: Theme, icons: Icons) -> Callable[[], Any]:
    """To be entered inside a story: `async with open_room() as room`."""

    @asynccontextmanager
    async def room() -> AsyncIterator[Room]:
        bridge, ask = Bridge(house.engine), Ask(house.engine)
        await bridge.start()
        made = Room(house, theme, icons, bridge, ask)
        try:
            yield made
        finally:
            for widget in made.widgets:
                if shiboken6.isValid(widget):
                    widget.close()
            for page in made.pages:
                page.deactivated()
                page.close()
                page.deleteLater()
            bridge.close()
            await ask.close()

    return room


NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
