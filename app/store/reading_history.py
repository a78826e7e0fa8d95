"""What is read of readings: the curve of a time, and how far and where they are thinned."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from itertools import pairwise

from app.core.interfaces import PowerPoint
from app.core.metering import mean_power_w
from app.core.model import Reading
from app.store import rows, session_rows
from app.store.queries import joined
from app.store.rows import Cell, Found

# A curve on a screen shows no more.
MOST_POINTS = 2_000
_DAY_MS = 86_400_000


def power(
    connection: sqlite3.Connection, charger_id: str, outlet: int, since: datetime, until: datetime
) -> list[PowerPoint]:
    """At most MOST_POINTS, means where there are more readings; worked out from energy where no power was told."""
    values: dict[str, Cell] = {"since": rows.ms(since), "until": rows.ms(until)}
    place = connection.execute("SELECT id FROM places WHERE charger_id = ? AND outlet = ?", (charger_id, outlet))
    found = place.fetchone()
    if found is None:
        return []
    values["place"] = found[0]
    told = _curve(connection, "power_w", "round(avg(power_w))", values)
    if told:
        return [PowerPoint(rows.at_ms(at), int(value)) for at, value in told]
    energy = _curve(connection, "energy_wh", "energy_wh", values)
    points = []
    for earlier, later in pairwise(Reading(at=rows.at_ms(at), energy_wh=int(value)) for at, value in energy):
        power_w = mean_power_w(earlier, later)
        if power_w is not None:
            points.append(PowerPoint(later.at, power_w))
    return points


def thinned_until(connection: sqlite3.Connection) -> datetime | None:
    """The midnight until which readings are thinned, or that of the first day with any; None without readings."""
    found = connection.execute("SELECT until_us FROM upkeep WHERE name = ?", (session_rows.THINNED,)).fetchone()
    if found is not None:
        return rows.at_us(found[0])
    places = connection.execute("SELECT id FROM places").fetchall()
    oldest = "SELECT min(at_ms) FROM readings WHERE place_id = ?"
    firsts = [connection.execute(oldest, place).fetchone()[0] for place in places]
    known = [first for first in firsts if first is not None]
    return rows.at_ms(min(known) // _DAY_MS * _DAY_MS) if known else None


def places_with_readings(connection: sqlite3.Connection, since: datetime, until: datetime) -> list[int]:
    some = "SELECT 1 FROM readings WHERE place_id = places.id AND at_ms >= ? AND at_ms < ?"
    sql = joined("SELECT id FROM places WHERE EXISTS (", some, ") ORDER BY id")
    return [found[0] for found in connection.execute(sql, (rows.ms(since), rows.ms(until)))]


def _curve(connection: sqlite3.Connection, column: str, value: str, values: dict[str, Cell]) -> list[tuple[int, float]]:
    """(ms, value) of all readings that tell `column`; of too many, the first ms and the `value` of each span."""
    told = f"FROM readings WHERE place_id = :place AND at_ms >= :since AND at_ms < :until AND {column} IS NOT NULL"
    sql = joined("SELECT at_ms,", column, told, f"ORDER BY at_ms LIMIT {MOST_POINTS + 1}")
    few: list[Found] = connection.execute(sql, values).fetchall()
    if len(few) <= MOST_POINTS:
        return [(found[0], found[1]) for found in few]
    first_ms, last_ms = connection.execute(joined("SELECT min(at_ms), max(at_ms)", told), values).fetchone()
    width_ms = (last_ms - first_ms) // MOST_POINTS + 1
    sql = joined("SELECT min(at_ms),", value, told, "GROUP BY (at_ms - :first) / :width ORDER BY 1")
    spans = connection.execute(sql, {**values, "first": first_ms, "width": width_ms})
    return [(found[0], found[1]) for found in spans]
