"""The register of each outlet around given instants: from its readings, and from what sessions began and ended with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.core.model import MeterHabit
from app.core.papers.registers import RegisterAround, Shown
from app.store.rows import at_ms, at_us, ms, us

# A session's own meter values stand near its start and its stop: of a few around the instant, one is the nearest.
_FEW = 4
_PLACES = "SELECT charger_id, outlet, id FROM places UNION SELECT charger_id, outlet, NULL FROM sessions"
_READ = "SELECT at_ms, energy_wh FROM readings WHERE place_id = ? AND energy_wh IS NOT NULL AND at_ms"
_READ_BEFORE = f"{_READ} <= ? ORDER BY at_ms DESC, moment DESC LIMIT 1"
_READ_AFTER = f"{_READ} > ? ORDER BY at_ms, moment LIMIT 1"
_TOLD = (
    "SELECT started_us, meter_start_wh, stopped_us, meter_stop_wh FROM sessions"
    " WHERE charger_id = ? AND outlet = ? AND NOT removed AND part_of IS NULL AND booked_started_us"
)
_TOLD_BEFORE = f"{_TOLD} <= ? ORDER BY booked_started_us DESC LIMIT {_FEW}"
_TOLD_AFTER = f"{_TOLD} > ? ORDER BY booked_started_us LIMIT {_FEW}"


def registers(connection: sqlite3.Connection, at: Sequence[datetime]) -> list[RegisterAround]:
    habits = {
        charger_id: None if habit is None else MeterHabit(habit)
        for charger_id, habit in connection.execute("SELECT id, meter_habit FROM chargers")
    }
    places: dict[tuple[str, int], int | None] = {}
    for charger_id, outlet, place_id in connection.execute(_PLACES):
        if place_id is not None or (charger_id, outlet) not in places:
            places[charger_id, outlet] = place_id
    found = []
    for (charger_id, outlet), place_id in sorted(places.items()):
        habit = habits.get(charger_id)
        for instant in at:
            shown = [*_told(connection, charger_id, outlet, instant, habit)]
            if place_id is not None and habit is not MeterHabit.SESSION_SAMPLES:
                shown += _read(connection, place_id, instant)
            before = max((each for each in shown if each.at <= instant), key=_when, default=None)
            after = min((each for each in shown if each.at > instant), key=_when, default=None)
            found.append(RegisterAround(charger_id, outlet, instant, before, after))
    return found


def _read(connection: sqlite3.Connection, place_id: int, at: datetime) -> Iterable[Shown]:
    for sql in (_READ_BEFORE, _READ_AFTER):
        for read_ms, energy_wh in connection.execute(sql, (place_id, ms(at))):
            yield Shown(at_ms(read_ms), energy_wh)


def _told(
    connection: sqlite3.Connection, charger_id: str, outlet: int, at: datetime, habit: MeterHabit | None
) -> Iterable[Shown]:
    """A start that always says 0 says nothing of the register."""
    for sql in (_TOLD_BEFORE, _TOLD_AFTER):
        for started_us, start_wh, stopped_us, stop_wh in connection.execute(sql, (charger_id, outlet, us(at))):
            if start_wh is not None and habit is not MeterHabit.ZERO_START:
                yield Shown(at_us(started_us), start_wh)
            if stop_wh is not None and stopped_us is not None:
                yield Shown(at_us(stopped_us), stop_wh)


def _when(shown: Shown) -> tuple[datetime, int]:
    return shown.at, shown.energy_wh
