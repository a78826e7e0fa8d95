"""What the tests of History, Add charger and the message log share: a house with a past, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from app.core.contact import Direction, RawMessage
from app.core.model import Evidence, Quality, Reading, Session, StopReason
from tests.gui.conftest import NOON, House


def now() -> datetime:
    """A clock that stands still, on Sunday 22 November 2026."""
    return NOON


def session(number: int, started_at: datetime, energy_wh: int = 10_000, **more: Any) -> Session:
    """An hour's charging at GARAGE's first outlet, over unless something else is said."""
    facts: dict[str, Any] = {
        "charger_id": "GARAGE",
        "outlet": 1,
        "transaction_id": f"T{number}",
        "stopped_at": started_at + timedelta(hours=1),
        "stop_reason": StopReason.CAR_DISCONNECTED,
        "meter_start_wh": 1_000_000,
        "meter_stop_wh": 1_000_000 + energy_wh,
        "energy_wh": energy_wh,
    }
    return Session(number, started_at=started_at, **(facts | more))


def keep(house: House, sessions: Iterable[Session]) -> None:
    """As if they had been booked long ago."""

    async def kept() -> None:
        records = house.engine._records
        for each in sessions:
            records.save_session(each)
        written = records.settled()
        if written is not None:
            await written

    house.wish(kept())


def keep_past(house: House) -> None:
    """Two chargers; three sessions this month and one in the month before."""
    house.wish(house.engine.site.wishes.add_charger("GARAGE", "Garage"))
    house.wish(house.engine.site.wishes.add_charger("CARPORT", "Carport"))
    keep(
        house,
        [
            session(1, NOON - timedelta(days=30), 7_000),
            session(2, NOON - timedelta(days=5), 31_240, card="04A2"),
            session(3, NOON - timedelta(days=3), 9_000, charger_id="CARPORT"),
            session(
                4,
                NOON - timedelta(days=1),
                24_060,
                quality=Quality.RECONSTRUCTED,
                evidence=frozenset({Evidence.STOP_MISSED}),
            ),
        ],
    )


def keep_readings(house: House, of: Session, powers_w: Iterable[int]) -> None:
    """A reading a minute from its start."""

    async def kept() -> None:
        records = house.engine._records
        for minute, power_w in enumerate(powers_w):
            reading = Reading(of.started_at + timedelta(minutes=minute), power_w=power_w)
            records.add_readings(of.charger_id, of.outlet, of.id, [reading])
            written = records.settled()
            if written is not None:
                await written

    house.wish(kept())


def log_message(house: House, text: str, *, charger_id: str = "GARAGE", note: str = "", incoming: bool = True) -> None:
    """One frame crosses the wire."""
    direction = Direction.IN if incoming else Direction.OUT
    house.do(lambda: house.engine.site.overheard(RawMessage(NOON, charger_id, direction, text, note)))


def words_on(widget: QWidget) -> Iterator[str]:
    """Everything a user could read on it or have read aloud."""
    for child in (widget, *widget.findChildren(QWidget)):
        yield child.accessibleName()
        yield child.toolTip()
        if isinstance(child, QLabel | QAbstractButton):
            yield child.text()
        if isinstance(child, QLineEdit):
            yield child.placeholderText()
