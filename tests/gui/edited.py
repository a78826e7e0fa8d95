"""What the tests of a session's detail and its dialogs share: a session of yesterday with its meter and its events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.interfaces import SessionQuery, utc_now
from app.core.model import Event, EventKind, Reading, Session
from app.gui.history.page import HistoryPage
from tests.gui.conftest import House, until
from tests.gui.pages import keep, session

# On the engine's own clock, since it refuses what lies in its future. Not a whole minute, as no charger's start is.
STARTED = (utc_now() - timedelta(days=1)).replace(minute=20, second=34, microsecond=0)
METER_WH = 1_000_000


def charged(house: House, number: int = 101, **more: Any) -> Session:
    """An hour at the garage's outlet with 7.20 kWh, most of it in the second half.

    The ledger has not heard of it and counts its own from 1.
    """
    if "GARAGE" not in house.do(lambda: list(house.engine.site.registry.chargers)):
        house.wish(house.engine.site.wishes.add_charger("GARAGE", "Garage"))
    facts: dict[str, Any] = {"card": "04A2", "meter_start_wh": METER_WH, "meter_stop_wh": METER_WH + 7_200}
    made = session(number, more.pop("started_at", STARTED), more.pop("energy_wh", 7_200), **(facts | more))
    keep(house, [made])
    return made


def metered(house: House, of: Session) -> None:
    """A value every quarter: 1.20 kWh in the first half, 6.00 in the second."""
    registers = (0, 600, 1_200, 4_200, 7_200)
    readings = [
        Reading(of.started_at + timedelta(minutes=15 * place), METER_WH + wh, 2_400 if place < 3 else 12_000)
        for place, wh in enumerate(registers)
    ]

    async def kept() -> None:
        house.engine._records.add_readings(of.charger_id, of.outlet, of.id, readings)
        written = house.engine._records.settled()
        if written is not None:
            await written

    house.wish(kept())


def keep_events(house: House, events: Iterable[tuple[float, EventKind, str]], since: datetime = STARTED) -> None:
    """So many minutes after the start; negative before it."""

    async def kept() -> None:
        for minutes, kind, detail in events:
            at = since + timedelta(minutes=minutes)
            house.engine._records.add_event(Event("GARAGE", 1, at, kind, detail))
        written = house.engine._records.settled()
        if written is not None:
            await written

    house.wish(kept())


def listed(house: House) -> list[Session]:
    """Oldest first."""
    return house.engine.history.sessions(SessionQuery(newest_first=False))


async def opened(room: Any, of: Session) -> HistoryPage:
    """The page with this session's detail in front and everything about it read."""
    page: HistoryPage = room.page(HistoryPage)
    page.resize(1100, 800)
    page.activateWindow()
    page.open_session(of)
    await until(lambda: page.detail._whole is not None)
    return page


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
