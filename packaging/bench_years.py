"""A data file of ten years of a busy site, for the measurements: `python packaging/bench_years.py FOLDER`.

100,000 sessions on 20 chargers, by 50 people, with their readings; prints how many sessions.
The readings are such as thinning leaves: each quarter's first and last.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.model import Availability, Charger, Outlet, Person, Quality, Reading, Session, Standing, StopReason
from app.core.values import replace
from app.store import Store, rows, session_rows, written_rows
from app.store.database import FILE_NAME

SESSIONS = 100_000
CHARGERS = 20
PEOPLE = 50
YEARS = timedelta(days=3_650)
_LASTS = timedelta(hours=3)
_WH_A_QUARTER = 1_800
_QUARTER = timedelta(minutes=15)


def _sessions(until: datetime) -> Iterator[Session]:
    # Each charger's follow one another; all end before now.
    step = (YEARS - timedelta(days=1)) / SESSIONS
    for number in range(SESSIONS):
        begun = until - YEARS + number * step
        start_wh = (number // CHARGERS) * 12 * _WH_A_QUARTER
        energy_wh = (number % 12 + 1) * _WH_A_QUARTER
        yield Session(
            id=number + 1,
            charger_id=f"SITE-{number % CHARGERS:02}",
            outlet=1,
            transaction_id=str(number + 1),
            started_at=begun,
            reported_start=begun,
            stopped_at=begun + _LASTS,
            card=f"04A2B3C4{number % 200:06X}",
            meter_start_wh=start_wh,
            meter_last_wh=start_wh + energy_wh,
            meter_stop_wh=start_wh + energy_wh,
            energy_wh=energy_wh,
            last_reading_at=begun + _LASTS,
            quality=Quality.RECONSTRUCTED if number % 50 == 0 else Quality.MEASURED,
            stop_reason=StopReason.LOCAL,
        )


def _readings(session: Session) -> Iterator[Reading]:
    start_wh, energy_wh = session.meter_start_wh or 0, session.energy_wh
    for quarter in range(_LASTS // _QUARTER):
        for second in (0, 840):
            at = session.started_at + quarter * _QUARTER + timedelta(seconds=second)
            gained_wh = min(energy_wh, quarter * _WH_A_QUARTER + second * _WH_A_QUARTER // 900)
            yield Reading(at, start_wh + gained_wh, 7_200 if gained_wh < energy_wh else 0)


def make(folder: Path) -> None:
    """Fill a new data folder; half a minute's work."""
    store = Store.open(folder)
    now = datetime.now(UTC)
    with sqlite3.connect(folder / FILE_NAME) as file:
        file.execute("PRAGMA synchronous = OFF")
        for number in range(CHARGERS):
            charger = Charger(f"SITE-{number:02}", f"Place {number}", Standing.APPROVED, first_seen_at=now - YEARS)
            file.execute(rows.SAVE_CHARGER, rows.charger_row(charger))
            file.execute(rows.SAVE_OUTLET, rows.outlet_row(Outlet(charger.id, 1, availability=Availability.AVAILABLE)))
            file.execute(session_rows.SAVE_PLACE, (charger.id, 1))
        for number in range(1, PEOPLE + 1):
            file.execute(written_rows.SAVE_PERSON, written_rows.person_row(Person(number, f"Person {number}")))
        for session in _sessions(now):
            person_id = session.id % PEOPLE + 1
            session = replace(session, amended=replace(session.amended, person_id=person_id))
            file.execute(session_rows.ADD_SESSION, session_rows.added_session_row(session))
            place, readings = (session.charger_id, 1), list(_readings(session))
            days = {(*place, session.id, rows.day(each.at)) for each in readings}
            file.executemany(session_rows.SAVE_READING_DAY, days)
            told = (session_rows.reading_row(*place, session.id, each) for each in readings)
            file.executemany(session_rows.ADD_READING, told)
        file.execute(session_rows.SAVE_UPKEEP, (session_rows.THINNED, rows.us(now)))
    store.history.close()
    store._connection.close()
    store._lock.release()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
    print(SESSIONS)
