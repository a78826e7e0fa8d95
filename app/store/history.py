"""What pages and lists read: read-only connections, from any thread, beside any writer or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from operator import add
from pathlib import Path

from app.core.cards import Card, CardUse, PersonUse, Policy, Shown, Stranger, Used
from app.core.contact import Knock, RawMessage
from app.core.edits import Edit
from app.core.interfaces import (
    MessageQuery,
    MonthTotals,
    Now,
    PowerPoint,
    Remembered,
    SessionQuery,
    StackBy,
    Totals,
    utc_now,
)
from app.core.model import Charger, Event, Outlet, Person, Reading, Session, Vehicle
from app.core.papers.registers import RegisterAround
from app.core.papers.signed import KeptSigned
from app.core.prices.books import Book
from app.core.prices.kept import DayCost
from app.store import card_history, card_rows, reading_history, rows, session_rows, signed_rows, written_rows
from app.store.database import FILE_NAME, open_for_reading
from app.store.day_costs import costs_by_day
from app.store.days import DAY_US, FIRST_DAY, day_name, months, offsets
from app.store.failures import failure_of
from app.store.money_history import SqliteMoney, books
from app.store.queries import LENGTH_US, PARTS, Bound, anywhere, bounds, in_order, joined, listed, where_all, which
from app.store.registers import registers
from app.store.rows import Cell, Found

# Ended sessions that a charger may still speak of.
RECENT = timedelta(days=3)
# Of the sessions booked last so many are known again however old they are, and more at a site with many chargers.
KNOWN_AGAIN = 2_000
KNOWN_AGAIN_A_CHARGER = 20
KNOCKS_REMEMBERED = 100
# Sums of what is over are read from an index of their own, which what runs is kept out of.
_STANDINGS = ("AND stopped_us IS NOT NULL", "AND stopped_us IS NULL")
# From one card to the next by the index, instead of past every session.
_CARDS = """
    WITH RECURSIVE each(card) AS (
        SELECT * FROM (SELECT card FROM sessions WHERE card IS NOT NULL ORDER BY card COLLATE NOCASE LIMIT 1)
        UNION ALL
        SELECT (
            SELECT card FROM sessions WHERE card IS NOT NULL AND card COLLATE NOCASE > each.card
            ORDER BY card COLLATE NOCASE LIMIT 1
        ) FROM each WHERE each.card IS NOT NULL
    ) SELECT card FROM each WHERE card != ''
"""
# Connections kept open between calls; as many as are needed are open during them.
_KEPT_OPEN = 2


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

    @property
    def money(self) -> SqliteMoney:
        return SqliteMoney(self._reading)

    def close(self) -> None:
        self._closed = True
        self.start_over()

    def start_over(self) -> None:
        """The file at the path may be another now: read from nothing that was opened before."""
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
            # Sessions that people added are nothing that a charger speaks of.
            told = "origin = 'charger' AND"
            open_sessions = _sessions(connection, f"WHERE {told} stopped_us IS NULL ORDER BY booked_started_us")
            chargers = _chargers(connection)
            last_id = connection.execute("SELECT coalesce(max(id), 0) FROM sessions").fetchone()[0]
            known_again = max(KNOWN_AGAIN, KNOWN_AGAIN_A_CHARGER * len(chargers))
            ended: dict[str, Cell] = {"since": rows.us(self._now() - RECENT), "after": last_id - known_again}
            recent = _sessions(connection, f"WHERE {told} stopped_us >= :since ORDER BY stopped_us", ended)
            before = f"WHERE {told} id > :after AND stopped_us < :since AND"
            # Kept whole: those of which a stop, a start or events may still come.
            recent = [*_sessions(connection, f"{before} {session_rows.INCOMPLETE} ORDER BY id", ended), *recent]
            keys = joined(session_rows.FIND_KEYS, before, "NOT", session_rows.INCOMPLETE, "ORDER BY id")
            older = [session_rows.key_of(found) for found in connection.execute(keys, ended)]
            return Remembered(
                chargers=tuple(chargers),
                outlets=tuple(_outlets(connection, {each.id: each for each in (*recent, *open_sessions)})),
                open_sessions=tuple(open_sessions),
                recent_sessions=tuple(recent),
                older_sessions=tuple(older),
                knocks=tuple(reversed(_knocks(connection, KNOCKS_REMEMBERED))),
                password_hashes=tuple(connection.execute("SELECT charger_id, hash FROM passwords")),
                last_session_id=last_id,
                people=tuple(_people(connection)),
                vehicles=tuple(_vehicles(connection)),
                books=tuple(books(connection)),
                last_edit_id=connection.execute("SELECT coalesce(max(id), 0) FROM edits").fetchone()[0],
                cards=tuple(card_history.cards(connection)),
                policies=tuple(_policies(connection)),
                holdings=tuple(map(card_rows.holding_of, connection.execute(card_rows.FIND_HOLDINGS))),
            )

    def chargers(self) -> list[Charger]:
        with self._reading() as connection:
            return _chargers(connection)

    def people(self) -> list[Person]:
        with self._reading() as connection:
            return _people(connection)

    def vehicles(self) -> list[Vehicle]:
        with self._reading() as connection:
            return _vehicles(connection)

    def outlets(self) -> list[Outlet]:
        with self._reading() as connection:
            return _outlets(connection, {})

    def knocks(self, limit: int = 100) -> list[Knock]:
        with self._reading() as connection:
            return _knocks(connection, limit)

    # Sessions.

    def sessions(self, query: SessionQuery) -> list[Session]:
        with self._reading() as connection:
            return _sessions(connection, *_asked(connection, query))

    def session_ids(self, query: SessionQuery) -> list[int]:
        with self._reading() as connection:
            chosen, values = _asked(connection, query)
            return [found[0] for found in connection.execute(joined("SELECT id FROM sessions", chosen), values)]

    def sessions_by_id(self, session_ids: Sequence[int]) -> list[Session]:
        with self._reading() as connection:
            chosen = "WHERE id IN (SELECT value FROM json_each(:ids))"
            found = {each.id: each for each in _sessions(connection, chosen, {"ids": listed(session_ids)})}
        return [found[each] for each in session_ids if each in found]

    def totals(self, query: SessionQuery) -> Totals:
        """An open session counts up to its last reading."""
        with self._reading() as connection:
            where, values = which(connection, query, counted=True)
            sql = joined(
                "SELECT count(*), coalesce(sum(booked_energy_wh), 0),",
                f"coalesce(sum(max(0, {LENGTH_US})), 0)",
                "FROM sessions",
                where,
            )
            sessions, energy_wh, duration_us = connection.execute(sql, values).fetchone()
            return Totals(sessions, energy_wh, duration_us // 1_000_000)

    def energy_by_day(
        self, query: SessionQuery, zone: str, by: StackBy = StackBy.CHARGER
    ) -> list[tuple[str, str, int]]:
        """Days in order."""
        with self._reading() as connection:
            found = _by_day(connection, query, zone, f"{PARTS[by]}, booked_energy_wh")
        names = {day: day_name(day) for day in {row[0] for row in found}}
        return [(names[day], part, energy_wh) for day, part, energy_wh in found]

    def costs_by_day(self, query: SessionQuery, zone: str, book: Book, by: StackBy = StackBy.CHARGER) -> list[DayCost]:
        with self._reading() as connection:
            return costs_by_day(connection, query, zone, book, by)

    def months(self, query: SessionQuery, zone: str) -> list[MonthTotals]:
        found = []
        within = "AND booked_started_us >= :month_start_us AND booked_started_us < :month_end_us"
        with self._reading() as connection:
            where, values = which(connection, replace(query, since=None, until=None), counted=True)
            sums = [
                joined("SELECT count(*), coalesce(sum(booked_energy_wh), 0) FROM sessions", where, standing, within)
                for standing in _STANDINGS
            ]
            for month, start_us, end_us in months(*bounds(connection, where, values), zone):
                span = {"month_start_us": start_us, "month_end_us": end_us}
                counted = [connection.execute(sql, {**values, **span}).fetchone() for sql in sums]
                sessions, energy_wh = map(sum, zip(*counted, strict=True))
                if sessions:
                    found.append(MonthTotals(month, sessions, energy_wh))
        return found[::-1]

    def card_numbers(self) -> list[str]:
        with self._reading() as connection:
            return [found[0] for found in connection.execute(_CARDS)]

    # Cards.

    def cards(self) -> list[Card]:
        with self._reading() as connection:
            return card_history.cards(connection)

    def policies(self) -> list[tuple[str, Policy]]:
        with self._reading() as connection:
            return _policies(connection)

    def strangers(self, since: datetime | None = None) -> list[Stranger]:
        with self._reading() as connection:
            return card_history.strangers(connection, since)

    def shown(self, card: str | None = None, before_id: int | None = None, limit: int = 200) -> list[Shown]:
        with self._reading() as connection:
            return card_history.shown(connection, card, before_id, limit)

    def card_uses(self) -> dict[str, CardUse]:
        with self._reading() as connection:
            return card_history.card_uses(connection)

    def person_uses(self, since: datetime, until: datetime, by: Book | None = None) -> dict[int, PersonUse]:
        with self._reading() as connection:
            return card_history.person_uses(connection, since, until, by)

    def used_by_card(
        self, numbers: Sequence[str], since: datetime, by: Book | None = None, but: Sequence[int] = ()
    ) -> Used:
        with self._reading() as connection:
            return card_history.used_by_card(connection, numbers, since, by, but)

    def used_by_person(self, person_id: int, since: datetime, by: Book | None = None, but: Sequence[int] = ()) -> Used:
        with self._reading() as connection:
            return card_history.used_by_person(connection, person_id, since, by, but)

    # What people wrote, and what happened.

    def edits(self, session_id: int) -> list[Edit]:
        sql = joined(
            written_rows.FIND_EDIT_PARTS,
            "WHERE edits.id IN (SELECT edit_id FROM edit_parts WHERE session_id = ?) ORDER BY edits.id DESC",
        )
        with self._reading() as connection:
            return written_rows.edits_of(connection.execute(sql, (session_id,)).fetchall())

    def edit(self, edit_id: int) -> Edit | None:
        sql = joined(written_rows.FIND_EDIT_PARTS, "WHERE edits.id = ?")
        with self._reading() as connection:
            return next(iter(written_rows.edits_of(connection.execute(sql, (edit_id,)).fetchall())), None)

    def events(self, charger_id: str, outlet: int, since: datetime, until: datetime) -> list[Event]:
        values = (charger_id, outlet, rows.us(since), rows.us(until))
        with self._reading() as connection:
            return [written_rows.event_of(found) for found in connection.execute(written_rows.FIND_EVENTS, values)]

    # Readings.

    def readings(self, session_id: int) -> list[Reading]:
        with self._reading() as connection:
            return [
                session_rows.reading_of(found)
                for found in connection.execute(session_rows.FIND_READINGS, (session_id,))
            ]

    def signed(self, session_ids: Sequence[int]) -> list[KeptSigned]:
        with self._reading() as connection:
            found = connection.execute(signed_rows.FIND_SIGNED, (listed(session_ids),))
            return [signed_rows.signed_of(row) for row in found]

    def signed_counts(self, session_ids: Sequence[int]) -> dict[int, int]:
        with self._reading() as connection:
            return dict(connection.execute(signed_rows.COUNT_SIGNED, (listed(session_ids),)).fetchall())

    def registers(self, at: Sequence[datetime]) -> list[RegisterAround]:
        with self._reading() as connection:
            return registers(connection, at)

    def power(self, charger_id: str, outlet: int, since: datetime, until: datetime) -> list[PowerPoint]:
        with self._reading() as connection:
            return reading_history.power(connection, charger_id, outlet, since, until)

    # Upkeep.

    def thinned_until(self) -> datetime | None:
        with self._reading() as connection:
            return reading_history.thinned_until(connection)

    def places_with_readings(self, since: datetime, until: datetime) -> list[int]:
        with self._reading() as connection:
            return reading_history.places_with_readings(connection, since, until)

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
            values["text"] = anywhere(query.text)
        sql = joined("SELECT", rows.MESSAGE, "FROM messages", where_all(conditions), "ORDER BY id DESC LIMIT :limit")
        with self._reading() as connection:
            return [rows.message_of(found) for found in connection.execute(sql, values)]


def _chargers(connection: sqlite3.Connection) -> list[Charger]:
    return [rows.charger_of(found) for found in connection.execute(rows.FIND_CHARGERS)]


def _people(connection: sqlite3.Connection) -> list[Person]:
    return [written_rows.person_of(found) for found in connection.execute(written_rows.FIND_PEOPLE)]


def _policies(connection: sqlite3.Connection) -> list[tuple[str, Policy]]:
    return [card_rows.policy_of(found) for found in connection.execute(card_rows.FIND_POLICIES)]


def _vehicles(connection: sqlite3.Connection) -> list[Vehicle]:
    return [written_rows.vehicle_of(found) for found in connection.execute(written_rows.FIND_VEHICLES)]


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
    sql = joined("SELECT", session_rows.SESSION, "FROM sessions", chosen)
    return [session_rows.session_of(found) for found in connection.execute(sql, values or {})]


def _by_day(connection: sqlite3.Connection, query: SessionQuery, zone: str, shown: str) -> list[Found]:
    """(day counted from FIRST_DAY, part, sums) by day and part, of those that count.

    `shown`: of a session, its part and what is to be added up.

    A zone's clock changes are handed to SQLite as spans of one offset each.
    """
    where, values = which(connection, query, counted=True)
    first_us, last_us = bounds(connection, where, values)
    day = "SELECT (booked_started_us + :shift_us) / :day_us,"
    within = "AND booked_started_us >= :span_start_us AND booked_started_us < :span_end_us"
    statements = [joined(day, shown, "FROM sessions", where, standing, within) for standing in _STANDINGS]
    found: dict[tuple[int, str], tuple[int, ...]] = {}
    for start_us, end_us, offset_us in offsets(first_us, last_us, zone):
        # Counted from FIRST_DAY, so that no instant is negative and division rounds one way.
        shift_us = offset_us - FIRST_DAY * DAY_US
        span = {"span_start_us": start_us, "span_end_us": end_us, "shift_us": shift_us, "day_us": DAY_US}
        for sql in statements:
            for number, part, *sums in connection.execute(sql, {**values, **span}):
                before = found.get((number, part))
                found[number, part] = tuple(sums if before is None else map(add, before, sums))
    return [(*key, *found[key]) for key in sorted(found)]


def _asked(connection: sqlite3.Connection, query: SessionQuery) -> Bound:
    """Which sessions, in which order, and how many of them."""
    where, values = which(connection, query)
    values["limit"] = -1 if query.limit is None else query.limit
    return joined(where, in_order(query), "LIMIT :limit"), values
