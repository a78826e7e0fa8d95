"""What pages read of cards: who is known, who is not, what was answered, and what each has taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from app.core import card_numbers
from app.core.cards import OUR_CARD, Card, CardUse, Doing, PersonUse, Reason, Shown, Stranger, Used, Verdict
from app.core.prices.books import Book
from app.core.prices.kept import from_minor
from app.core.values import replace
from app.store import card_rows, rows
from app.store.queries import listed, where_all
from app.store.rows import Cell

# A start that was refused and took nothing is none: Session.turned_away, in SQL.
_COUNTED = (
    "NOT removed AND NOT excluded AND (booked_energy_wh <> 0 OR card_verdict IS NULL OR card_verdict = 'accepted')"
)
# Of what is over, all that is asked for stands in an index; of what runs there is little.
_SESSIONS_BY_CARD = tuple(
    "SELECT card, count(*), sum(booked_energy_wh), min(booked_started_us), max(booked_started_us) FROM sessions"  # noqa: S608
    f" INDEXED BY {index} WHERE card IS NOT NULL AND {standing} AND {_COUNTED} AND booked_started_us >= :since"
    " GROUP BY card COLLATE NOCASE"
    for index, standing in (("sessions_used", "stopped_us IS NOT NULL"), ("sessions_open", "stopped_us IS NULL"))
)
_SHOWN_BY_CARD = (
    "SELECT card, count(*), min(at_us), max(at_us) FROM shown WHERE at_us >= :since AND doing != 'remote'"
    " GROUP BY card COLLATE NOCASE"
)
_SHOWN_LAST = f"{card_rows.FIND_SHOWN} WHERE card = ? COLLATE NOCASE ORDER BY at_us DESC, id DESC LIMIT 1"
_SESSION_LAST = (
    "SELECT card, charger_id, outlet, booked_started_us, card_verdict FROM sessions"
    " WHERE card IS NOT NULL AND card = ? COLLATE NOCASE ORDER BY booked_started_us DESC LIMIT 1"
)
_USED = "count(*), coalesce(sum(booked_energy_wh), 0), min(booked_started_us)"
_OF_CARD = "card IS NOT NULL AND card COLLATE NOCASE IN (SELECT value FROM json_each(:numbers))"
_OF_PERSON = "booked_person_id = :person"
# Without the sessions that are counted elsewhere.
_OVER = (
    f"stopped_us IS NOT NULL AND booked_started_us >= :since AND {_COUNTED}"  # noqa: S608
    " AND sessions.id NOT IN (SELECT value FROM json_each(:but))"
)
# What each came to; NULL where prices are missing.
_COSTS = (
    "LEFT JOIN costs INDEXED BY costs_standing ON session_id = sessions.id AND side = :side AND NOT superseded"
    " AND currency = :currency"
)
_IN_MONEY = "coalesce(sum(gross_minor), 0), sum(gross_minor IS NULL)"
_PERSON_USES = tuple(
    "SELECT booked_person_id, count(*), sum(booked_energy_wh) FROM sessions"  # noqa: S608
    f" INDEXED BY {index} WHERE booked_started_us >= ? AND booked_started_us < ? AND {_COUNTED} AND {standing}"
    " GROUP BY booked_person_id"
    for index, standing in (("sessions_counted", "stopped_us IS NOT NULL"), ("sessions_open", "stopped_us IS NULL"))
)
# The inner part alone names sessions' columns, some of which costs have too.
_PERSON_COSTS = (
    f"SELECT person, {_IN_MONEY} FROM (SELECT id AS session, booked_person_id AS person FROM sessions"  # noqa: S608
    " INDEXED BY sessions_counted WHERE booked_started_us >= :since AND booked_started_us < :until"
    f" AND {_COUNTED} AND stopped_us IS NOT NULL AND booked_person_id IS NOT NULL)"
    " LEFT JOIN costs INDEXED BY costs_standing ON session_id = session AND side = :side AND NOT superseded"
    " AND currency = :currency GROUP BY person"
)
_EVER = -(2**63)


class _Sums:
    """What is known of one number, from the log and from sessions."""

    def __init__(self, card: str) -> None:
        self.card = card
        self.times = 0
        self.sessions = 0
        self.energy_wh = 0
        self.first_us: int | None = None
        self.last_us: int | None = None

    def spans(self, first_us: int, last_us: int) -> None:
        self.first_us = first_us if self.first_us is None else min(self.first_us, first_us)
        self.last_us = last_us if self.last_us is None else max(self.last_us, last_us)


def cards(connection: sqlite3.Connection) -> list[Card]:
    return [card_rows.card_of(found) for found in connection.execute(card_rows.FIND_CARDS)]


def numbers_of(connection: sqlite3.Connection, number: str) -> tuple[str, ...]:
    """All numbers of the known card that has this one; of a stranger, this one alone."""
    wanted = card_numbers.key(number)
    for card in cards(connection):
        numbers = (card.uid, *card.also)
        if wanted in map(card_numbers.key, numbers):
            return numbers
    return (number,)


def strangers(connection: sqlite3.Connection, since: datetime | None) -> list[Stranger]:
    known = {card_numbers.key(each) for card in cards(connection) for each in (card.uid, *card.also)}
    known.add(card_numbers.key(OUR_CARD))
    found = []
    for key, sums in _sums(connection, _EVER if since is None else rows.us(since)).items():
        if key in known or sums.first_us is None or sums.last_us is None:
            continue
        last = _last(connection, sums.card)
        found.append(
            Stranger(
                card=last.card,
                # The log may have begun later, and a session's card was shown once at least.
                times=max(sums.times, sums.sessions),
                first_at=rows.at_us(sums.first_us),
                last_at=rows.at_us(sums.last_us),
                charger_id=last.charger_id,
                outlet=last.outlet,
                verdict=last.verdict,
                sessions=sums.sessions,
                energy_wh=sums.energy_wh,
                kind=last.kind,
            )
        )
    return sorted(found, key=lambda each: each.last_at, reverse=True)


def _last(connection: sqlite3.Connection, card: str) -> Shown:
    """When it was shown last; a session that neither log nor answer is known of was let in."""
    logged = connection.execute(_SHOWN_LAST, (card,)).fetchone()
    if logged is not None:
        return card_rows.shown_of(logged)
    card, charger_id, outlet, started_us, verdict = connection.execute(_SESSION_LAST, (card,)).fetchone()
    verdict = Verdict.ACCEPTED if verdict is None else card_rows.VERDICTS[verdict]
    return Shown(rows.at_us(started_us), charger_id, outlet, card, Doing.STARTING, verdict, Reason.OPEN_TO_ALL)


def shown(connection: sqlite3.Connection, card: str | None, before_id: int | None, limit: int) -> list[Shown]:
    conditions = []
    values: dict[str, Cell] = {"limit": limit}
    if card is not None:
        conditions.append("card COLLATE NOCASE IN (SELECT value FROM json_each(:numbers))")
        values["numbers"] = listed(numbers_of(connection, card))
    if before_id is not None:
        conditions.append("id < :before")
        values["before"] = before_id
    sql = f"{card_rows.FIND_SHOWN} {where_all(conditions)} ORDER BY id DESC LIMIT :limit"
    return [card_rows.shown_of(found) for found in connection.execute(sql, values)]


def card_uses(connection: sqlite3.Connection) -> dict[str, CardUse]:
    return {
        key: CardUse(sums.sessions, sums.energy_wh, rows.maybe_at_us(sums.last_us))
        for key, sums in _sums(connection, _EVER).items()
    }


def _sums(connection: sqlite3.Connection, since_us: int) -> dict[str, _Sums]:
    """By key: SQLite tells upper from lower case beyond ASCII, people do not."""
    found: dict[str, _Sums] = {}
    for card, times, first_us, last_us in connection.execute(_SHOWN_BY_CARD, {"since": since_us}):
        sums = found.setdefault(card_numbers.key(card), _Sums(card))
        sums.times += times
        sums.spans(first_us, last_us)
    for sql in _SESSIONS_BY_CARD:
        for card, sessions, energy_wh, first_us, last_us in connection.execute(sql, {"since": since_us}):
            sums = found.setdefault(card_numbers.key(card), _Sums(card))
            sums.sessions += sessions
            sums.energy_wh += energy_wh
            sums.spans(first_us, last_us)
    found.pop("", None)  # of erased people
    return found


def person_uses(
    connection: sqlite3.Connection, since: datetime, until: datetime, by: Book | None = None
) -> dict[int, PersonUse]:
    nothing = PersonUse(0, 0, None if by is None else from_minor(0, by.currency))
    found: dict[int, PersonUse] = {}
    for sql in _PERSON_USES:
        for person_id, sessions, energy_wh in connection.execute(sql, (rows.us(since), rows.us(until))):
            if person_id is not None:
                before = found.get(person_id, nothing)
                told = replace(before, sessions=before.sessions + sessions, energy_wh=before.energy_wh + energy_wh)
                found[person_id] = told
    if by is not None:
        values = {"since": rows.us(since), "until": rows.us(until), "side": by.side.value, "currency": by.currency}
        for person_id, gross, unpriced in connection.execute(_PERSON_COSTS, values):
            money = from_minor(gross, by.currency)
            found[person_id] = replace(found[person_id], money=money, unpriced=unpriced)
    return found


def used_by_card(
    connection: sqlite3.Connection,
    numbers: Sequence[str],
    since: datetime,
    by: Book | None = None,
    but: Sequence[int] = (),
) -> Used:
    values: dict[str, Cell] = {"numbers": listed(numbers), "since": rows.us(since), "but": listed(but)}
    return _used(connection, _OF_CARD, values, by)


def used_by_person(
    connection: sqlite3.Connection, person_id: int, since: datetime, by: Book | None = None, but: Sequence[int] = ()
) -> Used:
    values: dict[str, Cell] = {"person": person_id, "since": rows.us(since), "but": listed(but)}
    return _used(connection, _OF_PERSON, values, by)


def _used(connection: sqlite3.Connection, whose: str, values: dict[str, Cell], by: Book | None) -> Used:
    if by is None:
        sql = f"SELECT {_USED} FROM sessions WHERE {whose} AND {_OVER}"  # noqa: S608 - our own words
        sessions, energy_wh, first_us = connection.execute(sql, values).fetchone()
        return Used(energy_wh, sessions, rows.maybe_at_us(first_us))
    sql = f"SELECT {_USED}, {_IN_MONEY} FROM sessions {_COSTS} WHERE {whose} AND {_OVER}"  # noqa: S608
    values |= {"side": by.side.value, "currency": by.currency}
    sessions, energy_wh, first_us, gross, unpriced = connection.execute(sql, values).fetchone()
    money = from_minor(gross, by.currency)
    return Used(energy_wh, sessions, rows.maybe_at_us(first_us), money, unpriced or 0)
