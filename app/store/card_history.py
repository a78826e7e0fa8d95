"""What is read of cards: the known ones, strangers, the log of decisions, and what cards and people have taken."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from app.core import card_numbers
from app.core.cards import OUR_CARD, Card, CardUse, PersonUse, Shown, Stranger, Used
from app.store import card_rows, rows
from app.store.rows import Cell

_COUNTED = "stopped_us IS NOT NULL AND NOT excluded AND NOT removed"
_USED = "count(*), coalesce(sum(booked_energy_wh), 0), min(booked_started_us)"
# What each number charged, of what is over, from an index of its own.
_BY_CARD = " ".join(
    (
        "SELECT card, count(*), sum(booked_energy_wh), min(booked_started_us), max(booked_started_us) FROM sessions",
        "WHERE card IS NOT NULL AND",
        _COUNTED,
        "GROUP BY card COLLATE NOCASE",
    )
)
_LAST_SHOWN = "SELECT card, max(at_us) FROM shown GROUP BY card COLLATE NOCASE"
_SHOWN_BY_CARD = (
    "SELECT card, count(*), min(at_us), max(at_us) FROM shown WHERE at_us >= :since GROUP BY card COLLATE NOCASE"
)
_NEWEST_SHOWN = f"{card_rows.FIND_SHOWN} WHERE card = :card COLLATE NOCASE ORDER BY at_us DESC, id DESC LIMIT 1"
_NEWEST_SESSION = (
    "SELECT charger_id, outlet FROM sessions WHERE card = :card COLLATE NOCASE AND stopped_us IS NOT NULL"
    " ORDER BY booked_started_us DESC LIMIT 1"
)


def cards(connection: sqlite3.Connection) -> list[Card]:
    return [card_rows.card_of(found) for found in connection.execute(card_rows.FIND_CARDS)]


def shown(connection: sqlite3.Connection, card: str | None, before_id: int | None, limit: int) -> list[Shown]:
    conditions = []
    values: dict[str, Cell] = {"limit": limit}
    if card is not None:
        known = next((each for each in cards(connection) if _is(each, card)), None)
        numbers = (card,) if known is None else (known.uid, *known.also)
        conditions.append(f"card COLLATE NOCASE IN ({_named(numbers, values)})")
    if before_id is not None:
        conditions.append("id < :before")
        values["before"] = before_id
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"{card_rows.FIND_SHOWN} {where} ORDER BY id DESC LIMIT :limit"
    return [card_rows.shown_of(found) for found in connection.execute(sql, values)]


def card_uses(connection: sqlite3.Connection) -> dict[str, CardUse]:
    found = {}
    for number, sessions, energy_wh, _, last_us in connection.execute(_BY_CARD):
        found[card_numbers.key(number)] = CardUse(sessions, energy_wh, rows.at_us(last_us))
    for number, last_us in connection.execute(_LAST_SHOWN):
        key, last_at = card_numbers.key(number), rows.at_us(last_us)
        use = found.get(key, CardUse(0, 0, None))
        found[key] = CardUse(use.sessions, use.energy_wh, max(last_at, use.last_at or last_at))
    return found


def strangers(connection: sqlite3.Connection, since: datetime | None) -> list[Stranger]:
    """Those that were shown, and those that charged before there was a log of it."""
    known = {card_numbers.key(number) for card in cards(connection) for number in (card.uid, *card.also)}
    known.add(card_numbers.key(OUR_CARD))
    charged = {card_numbers.key(row[0]): row for row in connection.execute(_BY_CARD)}
    since_us = 0 if since is None else rows.us(since)
    found = []
    for number, times, first_us, last_us in connection.execute(_SHOWN_BY_CARD, {"since": since_us}):
        key = card_numbers.key(number)
        if key not in known and number.strip():
            newest = card_rows.shown_of(connection.execute(_NEWEST_SHOWN, {"card": number}).fetchone())
            sessions, energy_wh = charged.pop(key, (None, 0, 0))[1:3]
            found.append(
                Stranger(
                    number,
                    times,
                    rows.at_us(first_us),
                    rows.at_us(last_us),
                    newest.charger_id,
                    newest.outlet,
                    newest.verdict,
                    sessions,
                    energy_wh,
                )
            )
            known.add(key)
    for key, (number, sessions, energy_wh, first_us, last_us) in charged.items():
        if key not in known and number.strip() and last_us >= since_us:
            place = connection.execute(_NEWEST_SESSION, {"card": number}).fetchone()
            first_at, last_at = rows.at_us(first_us), rows.at_us(last_us)
            charger_id, outlet = place
            found.append(
                Stranger(
                    number, sessions, first_at, last_at, charger_id, outlet, card_rows.ACCEPTED, sessions, energy_wh
                )
            )
    return sorted(found, key=lambda stranger: stranger.last_at, reverse=True)


def used_by_card(connection: sqlite3.Connection, numbers: Sequence[str], since: datetime) -> Used:
    values: dict[str, Cell] = {"since": rows.us(since)}
    which = f"card COLLATE NOCASE IN ({_named(numbers, values)}) AND booked_started_us >= :since"
    return _used(connection, which, values)


def used_by_person(connection: sqlite3.Connection, person_id: int, since: datetime) -> Used:
    which = "booked_person_id = :person AND booked_started_us >= :since"
    return _used(connection, which, {"person": person_id, "since": rows.us(since)})


def person_uses(connection: sqlite3.Connection, since: datetime, until: datetime) -> dict[int, PersonUse]:
    """Those that run count as they stand."""
    sql = (
        "SELECT booked_person_id, count(*), sum(booked_energy_wh) FROM sessions WHERE booked_person_id IS NOT NULL AND"
        " booked_started_us >= ? AND booked_started_us < ? AND NOT excluded AND NOT removed GROUP BY booked_person_id"
    )
    found = connection.execute(sql, (rows.us(since), rows.us(until)))
    return {person_id: PersonUse(sessions, energy_wh) for person_id, sessions, energy_wh in found}


def _used(connection: sqlite3.Connection, which: str, values: dict[str, Cell]) -> Used:
    sql = " ".join(("SELECT", _USED, "FROM sessions WHERE", which, "AND", _COUNTED))
    sessions, energy_wh, first_us = connection.execute(sql, values).fetchone()
    return Used(energy_wh, sessions, rows.maybe_at_us(first_us))


def _named(numbers: Sequence[str], values: dict[str, Cell]) -> str:
    values["numbers"] = json.dumps(list(numbers))
    return "SELECT value FROM json_each(:numbers)"


def _is(card: Card, number: str) -> bool:
    return card_numbers.key(number) in {card_numbers.key(each) for each in (card.uid, *card.also)}
