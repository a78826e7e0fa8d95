"""Keeps ten years of readings small: after 90 days what cost and curve need of each quarter stays, a little at a time.

Of a session's quarter there stay its first and last register values, between which a price that changes on the quarter
divides energy just as before, and its highest power. What begins or ends a session always stays. Outside sessions one
reading an hour stays, by which missing energy is found.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from app.core.interfaces import Now
from app.store.history import SqliteHistory
from app.store.records import SqliteRecords

FULL_FOR = timedelta(days=90)
# One step looks at so much of one outlet: a few milliseconds of the writer's time.
STEP = timedelta(hours=6)
# Between steps chargers have the writer to themselves.
REST_S = 0.05

_DAY = timedelta(days=1)


async def thin(records: SqliteRecords, history: SqliteHistory, now: Now) -> int:
    """Thin what has grown old since the last time; how many days were looked at. Raises NotStored, StoreError."""
    until = _midnight(now() - FULL_FOR)
    day = await asyncio.to_thread(history.thinned_until)
    days = 0
    while day is not None and day < until:
        await _thin_day(records, history, day)
        day += _DAY
        records.thinned(day)
        await _kept(records)
        days += 1
    return days


async def _thin_day(records: SqliteRecords, history: SqliteHistory, day: datetime) -> None:
    for place in await asyncio.to_thread(history.places_with_readings, day, day + _DAY):
        since = day
        while since < day + _DAY:
            records.thin(place, since, since + STEP)
            await _kept(records)
            await asyncio.sleep(REST_S)
            since += STEP


async def _kept(records: SqliteRecords) -> None:
    written = records.settled()
    if written is not None:
        await written


def _midnight(at: datetime) -> datetime:
    """Of its UTC day, so that a step's bounds are bounds of quarters as well."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
