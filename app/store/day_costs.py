"""What the sessions of each local day came to, by charger or by person, added up where they are kept."""

from __future__ import annotations

import sqlite3
from operator import add

from app.core.interfaces import SessionQuery, StackBy
from app.core.prices.books import Book
from app.core.prices.kept import DayCost
from app.store.days import DAY_US, FIRST_DAY, day_name, offsets
from app.store.queries import PARTS, bounds, which

# Of what is over; a cost in another currency than the book's is none. The inner part alone names columns of sessions,
# some of which costs have too.
_OVER = """
    SELECT (started_us + :shift_us) / :day_us, part, coalesce(sum(gross_minor), 0), count(gross_minor),
        sum(gross_minor IS NULL), 0
    FROM (SELECT id AS session, booked_started_us AS started_us, {part} AS part FROM sessions {which})
    LEFT JOIN costs INDEXED BY costs_standing ON session_id = session AND side = :side AND NOT superseded
        AND currency = :currency
    GROUP BY 1, 2
"""
# What runs has no cost yet.
_RUNNING = """
    SELECT (booked_started_us + :shift_us) / :day_us, {part}, 0, 0, 0, count(*) FROM sessions {which} GROUP BY 1, 2
"""
_STATEMENTS = ((_OVER, "AND stopped_us IS NOT NULL"), (_RUNNING, "AND stopped_us IS NULL"))
_WITHIN = "AND booked_started_us >= :span_start_us AND booked_started_us < :span_end_us"


def costs_by_day(
    connection: sqlite3.Connection, query: SessionQuery, zone: str, book: Book, by: StackBy
) -> list[DayCost]:
    """Days in order. A zone's clock changes are handed to SQLite as spans of one offset each."""
    where, values = which(connection, query, counted=True)
    values |= {"side": book.side.value, "currency": book.currency, "day_us": DAY_US}
    first_us, last_us = bounds(connection, where, values)
    statements = [sql.format(part=PARTS[by], which=f"{where} {standing} {_WITHIN}") for sql, standing in _STATEMENTS]
    found: dict[tuple[int, str], tuple[int, ...]] = {}
    for start_us, end_us, offset_us in offsets(first_us, last_us, zone):
        # Counted from FIRST_DAY, so that no instant is negative and division rounds one way.
        shift_us = offset_us - FIRST_DAY * DAY_US
        span = {"span_start_us": start_us, "span_end_us": end_us, "shift_us": shift_us}
        for sql in statements:
            for day, part, *sums in connection.execute(sql, {**values, **span}):
                before = found.get((day, part))
                found[day, part] = tuple(sums if before is None else map(add, before, sums))
    names = {day: day_name(day) for day, _ in found}
    return [DayCost(names[day], part, *found[day, part]) for day, part in sorted(found)]
