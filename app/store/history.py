"""What pages and lists read: read-only connections, from any thread, beside any writer or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from app.core.interfaces import MessageQuery, Now, PowerPoint, Remembered, SessionQuery, Totals, utc_now
from app.core.metering import mean_power_w
from app.core.model import Charger, Knock, Outlet, RawMessage, Reading, Session
from app.store import rows
from app.store.database import FILE_NAME, open_for_reading
from app.store.days import DAY_US, FIRST_DAY, day_name, offsets
from app.store.failures import failure_of
from app.store.rows import Cell, Found

# Ended sessions that a charger may still speak of.
RECENT = timedelta(days=3)
# Of the sessions booked last so many are known again however old they are, and more at a site with many chargers.
KNOWN_AGAIN = 2_000
KNOWN_AGAIN_A_CHARGER = 20
KNOCKS_REMEMBERED = 100
# A curve on a screen shows no more.
MOST_POINTS = 2_000
# Connections kept open between calls; as many as are needed are open during them.
_KEPT_OPEN = 2

Bound = tuple[str, dict[str, Cell]]  # a WHERE clause and the values of its names


class SqliteHistory:
    """interfaces.History on one data folder. Every call reads one consistent state and raises a StoreError."""

    def __init__(self, folder: Path, now: Now = utc_now, *, beside_writer: bool = False) -> None:
        """`beside_writer`: this process has the write connection of this folder."""
        self._path = folder / FILE_NAME
        self._first = not beside_writer  # no connection of this process to the file was made yet
        self._now = now
        self._idle: list[sqlite3.Connection] = []  # its append and pop are safe from any thread
        self._closed = False

    @staticmethod
    def kept_in(folder: Path) -> bool:
        """Whether anything was ever kept in this folder."""
        return (folder / FILE_NAME).exists()

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection within one read transaction: all that is read is of one instant."""
        try:
            connection = self._idle.pop()
        except IndexError:
            first, self._first = self._first, False
            connection = open_for_reading(self._path, look_first=first)
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise failure_of(error) from error
            raise
        if self._closed or len(self._idle) >= _KEPT_OPEN:
            connection.close()
        else:
            self._idle.append(connection)

    # What a start needs.

    def remembered(self) -> Remembered:
        with self._reading() as connection:
            open_sessions = _sessions(connection, "WHERE stopped_us IS NULL ORDER BY started_us")
            chargers = _chargers(connection)
            last_id = connection.execute("SELECT coalesce(max(id), 0) FROM sessions").fetchone()[0]
            known_again = max(KNOWN_AGAIN, KNOWN_AGAIN_A_CHARGER * len(chargers))
            ended: dict[str, Cell] = {"since": rows.us(self._now() - RECENT), "after": last_id - known_again}
            recent = _sessions(connection, "WHERE stopped_us >= :since ORDER BY stopped_us", ended)
            before = "WHERE id > :after AND stopped_us < :since AND"
            # Kept whole: those of which a stop, a start or events may still come.
            recent = [*_sessions(connection, f"{before} {rows.INCOMPLETE} ORDER BY id", ended), *recent]
            keys = _sql(rows.FIND_KEYS, before, "NOT", rows.INCOMPLETE, "ORDER BY id")
            older = [rows.key_of(found) for found in connection.execute(keys, ended)]
            return Remembered(
                chargers=tuple(chargers),
                outlets=tuple(_outlets(connection, {each.id: each for each in (*recent, *open_sessions)})),
                open_sessions=tuple(open_sessions),
                recent_sessions=tuple(recent),
                older_sessions=tuple(older),
                knocks=tuple(reversed(_knocks(connection, KNOCKS_REMEMBERED))),
                password_hashes=tuple(connection.execute("SELECT charger_id, hash FROM passwords")),
                last_session_id=last_id,
            )

    def chargers(self) -> list[Charger]:
        with self._reading() as connection:
            return _chargers(connection)

    def outlets(self) -> list[Outlet]:
        with self._reading() as connection:
            return _outlets(connection, {})

    def knocks(self, limit: int = 100) -> list[Knock]:
        with self._reading() as connection:
            return _knocks(connection, limit)

    # Sessions.

    def sessions(self, query: SessionQuery) -> list[Session]:
        with self._reading() as connection:
            where, values = _chosen(connection, query)
            order = "ORDER BY started_us DESC, id DESC" if query.newest_first else "ORDER BY started_us, id"
            values["limit"] = -1 if query.limit is None else query.limit
            return _sessions(connection, f"{where} {order} LIMIT :limit", values)

    def totals(self, query: SessionQuery) -> Totals:
        """An open session counts up to its last reading."""
        with self._reading() as connection:
            where, values = _chosen(connection, query)
            sql = _sql(
                "SELECT count(*), coalesce(sum(energy_wh), 0),",
                "coalesce(sum(max(0, coalesce(stopped_us, last_reading_us, started_us) - started_us)), 0)",
                "FROM sessions",
                where,
            )
            sessions, energy_wh, duration_us = connection.execute(sql, values).fetchone()
            return Totals(sessions, energy_wh, duration_us // 1_000_000)

    def energy_by_day(self, query: SessionQuery, zone: str) -> list[tuple[str, str, int]]:
        """Days in order. A zone's clock changes are handed to SQLite as spans of one offset each."""
        with self._reading() as connection:
            where, values = _chosen(connection, query)
            sql = _sql("SELECT min(started_us), max(started_us) FROM sessions", where)
            bounds = connection.execute(sql, values).fetchone()
            if bounds[0] is None:
                return []
            sql = _sql(
                "SELECT (started_us + :shift_us) / :day_us, charger_id, energy_wh FROM sessions",
                where,
                "AND" if where else "WHERE",
                "started_us >= :span_start_us AND started_us < :span_end_us ORDER BY started_us",
            )
            values["day_us"] = DAY_US
            summed: dict[tuple[int, str], int] = {}  # in the order of days
            for start_us, end_us, offset_us in offsets(bounds[0], bounds[1], zone):
                # Counted from FIRST_DAY, so that no instant is negative and division rounds one way.
                span = {"span_start_us": start_us, "span_end_us": end_us, "shift_us": offset_us - FIRST_DAY * DAY_US}
                for day, charger_id, energy_wh in connection.execute(sql, {**values, **span}):
                    summed[day, charger_id] = summed.get((day, charger_id), 0) + energy_wh
        names = {day: day_name(day) for day in {day for day, _ in summed}}
        return [(names[day], charger_id, energy_wh) for (day, charger_id), energy_wh in summed.items()]

    # Readings.

    def readings(self, session_id: int) -> list[Reading]:
        with self._reading() as connection:
            return [rows.reading_of(found) for found in connection.execute(rows.FIND_READINGS, (session_id,))]

    def power(self, charger_id: str, outlet: int, since: datetime, until: datetime) -> list[PowerPoint]:
        """At most MOST_POINTS, means where there are more readings; worked out from energy where no power was told."""
        values: dict[str, Cell] = {"since": rows.ms(since), "until": rows.ms(until)}
        with self._reading() as connection:
            place = connection.execute(
                "SELECT id FROM places WHERE charger_id = ? AND outlet = ?", (charger_id, outlet)
            ).fetchone()
            if place is None:
                return []
            values["place"] = place[0]
            power = _curve(connection, "power_w", "round(avg(power_w))", values)
            if power:
                return [PowerPoint(rows.at_ms(at), int(value)) for at, value in power]
            energy = _curve(connection, "energy_wh", "energy_wh", values)
        points = []
        for earlier, later in pairwise(Reading(at=rows.at_ms(at), energy_wh=int(value)) for at, value in energy):
            power_w = mean_power_w(earlier, later)
            if power_w is not None:
                points.append(PowerPoint(later.at, power_w))
        return points

    # The raw log.

    def messages(self, query: MessageQuery) -> list[RawMessage]:
        conditions = []
        values: dict[str, Cell] = {"limit": query.limit}
        if query.charger_id is not None:
            conditions.append("charger_id = :charger")
            values["charger"] = query.charger_id
        if query.since is not None:
            conditions.append("at_us >= :since")
            values["since"] = rows.us(query.since)
        if query.until is not None:
            conditions.append("at_us < :until")
            values["until"] = rows.us(query.until)
        if query.before_id is not None:
            conditions.append("id < :before")
            values["before"] = query.before_id
        if query.text:
            conditions.append(r"(text LIKE :text ESCAPE '\' OR note LIKE :text ESCAPE '\')")
            values["text"] = _anywhere(query.text)
        sql = _sql("SELECT", rows.MESSAGE, "FROM messages", _where(conditions), "ORDER BY id DESC LIMIT :limit")
        with self._reading() as connection:
            return [rows.message_of(found) for found in connection.execute(sql, values)]


def _chargers(connection: sqlite3.Connection) -> list[Charger]:
    return [rows.charger_of(found) for found in connection.execute(rows.FIND_CHARGERS)]


def _outlets(connection: sqlite3.Connection, known: dict[int, Session]) -> list[Outlet]:
    """`known` spares reading sessions twice."""
    outlets = []
    for found in connection.execute(rows.FIND_OUTLETS).fetchall():
        session_id = found[rows.OUTLET_SESSION]
        session = known.get(session_id) if session_id is not None else None
        if session is None and session_id is not None:
            session = next(iter(_sessions(connection, "WHERE id = :id", {"id": session_id})), None)
        outlets.append(rows.outlet_of(found, session))
    return outlets


def _knocks(connection: sqlite3.Connection, limit: int) -> list[Knock]:
    return [rows.knock_of(found) for found in connection.execute(rows.FIND_KNOCKS, (limit,))]


def _sessions(connection: sqlite3.Connection, chosen: str, values: dict[str, Cell] | None = None) -> list[Session]:
    sql = _sql("SELECT", rows.SESSION, "FROM sessions", chosen)
    return [rows.session_of(found) for found in connection.execute(sql, values or {})]


def _chosen(connection: sqlite3.Connection, query: SessionQuery) -> Bound:
    conditions = []
    values: dict[str, Cell] = {}
    if query.charger_id is not None:
        conditions.append("charger_id = :charger")
        values["charger"] = query.charger_id
    if query.outlet is not None:
        conditions.append("outlet = :outlet")
        values["outlet"] = query.outlet
    if query.since is not None:
        conditions.append("started_us >= :since")
        values["since"] = rows.us(query.since)
    if query.until is not None:
        conditions.append("started_us < :until")
        values["until"] = rows.us(query.until)
    if query.open_only:
        conditions.append("stopped_us IS NULL")
    if query.text:
        values["text"] = _anywhere(query.text)
        found = [rf"{column} LIKE :text ESCAPE '\'" for column in ("charger_id", "card", "stop_card", "transaction_id")]
        # A charger is also found by the name the user gave it, in any alphabet's upper or lower case.
        wanted = query.text.casefold()
        named = [each.id for each in _chargers(connection) if wanted in each.name.casefold()]
        for index, charger_id in enumerate(named):
            found.append(f"charger_id = :named{index}")
            values[f"named{index}"] = charger_id
        conditions.append(f"({' OR '.join(found)})")
    return _where(conditions), values


def _where(conditions: Sequence[str]) -> str:
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def _anywhere(text: str) -> str:
    """A LIKE pattern for text anywhere, its own wildcards meant literally."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, "\\" + special)
    return f"%{text}%"


def _curve(connection: sqlite3.Connection, column: str, value: str, values: dict[str, Cell]) -> list[tuple[int, float]]:
    """(ms, value) of all readings that tell `column`; of too many, the first ms and the `value` of each span."""
    told = f"FROM readings WHERE place_id = :place AND at_ms >= :since AND at_ms < :until AND {column} IS NOT NULL"
    sql = _sql("SELECT at_ms,", column, told, f"ORDER BY at_ms LIMIT {MOST_POINTS + 1}")
    few: list[Found] = connection.execute(sql, values).fetchall()
    if len(few) <= MOST_POINTS:
        return [(found[0], found[1]) for found in few]
    first_ms, last_ms = connection.execute(_sql("SELECT min(at_ms), max(at_ms)", told), values).fetchone()
    width_ms = (last_ms - first_ms) // MOST_POINTS + 1
    sql = _sql("SELECT min(at_ms),", value, told, "GROUP BY (at_ms - :first) / :width ORDER BY 1")
    spans = connection.execute(sql, {**values, "first": first_ms, "width": width_ms})
    return [(found[0], found[1]) for found in spans]


def _sql(*parts: str) -> str:
    """Statements are put together from this folder's own words; every value is bound."""
    return " ".join(parts)
