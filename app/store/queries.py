"""What a SessionQuery is in SQL: which sessions, and in which order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from app.core.interfaces import SessionQuery, SortBy, StackBy
from app.store import rows
from app.store.rows import Cell

Bound = tuple[str, dict[str, Cell]]  # a WHERE clause and the values of its names

# An open session counts up to its last reading.
LENGTH_US = "coalesce(booked_stopped_us, last_reading_us, booked_started_us) - booked_started_us"
# Whose part of a stacked bar a session is; the text "" is nobody's.
PARTS = {StackBy.CHARGER: "charger_id", StackBy.PERSON: "coalesce(CAST(booked_person_id AS TEXT), '')"}
_BOOKED_QUALITY = "iif(coalesce(amended_started_us, amended_stopped_us, amended_energy_wh) IS NULL, quality, 'edited')"
_CHARGER_NAME = "(SELECT nullif(name, '') FROM chargers WHERE chargers.id = sessions.charger_id)"
_PERSON_NAME = "(SELECT name FROM people WHERE people.id = sessions.booked_person_id)"
_ORDERS: dict[SortBy, tuple[str, ...]] = {
    SortBy.STARTED: ("booked_started_us",),
    SortBy.ENDED: ("booked_stopped_us IS NULL", "booked_stopped_us"),
    SortBy.CHARGER: (f"coalesce({_CHARGER_NAME}, charger_id) COLLATE NOCASE", "outlet"),
    SortBy.PERSON: (f"coalesce({_PERSON_NAME}, '') COLLATE NOCASE",),
    SortBy.CARD: ("coalesce(card, '')",),
    SortBy.ENERGY: ("booked_energy_wh",),
    SortBy.DURATION: (LENGTH_US,),
    SortBy.QUALITY: ("excluded", "stopped_us IS NULL", _BOOKED_QUALITY),
}


def which(connection: sqlite3.Connection, query: SessionQuery, *, counted: bool = False) -> Bound:
    """`counted`: without those that people left out, unless the query asks for them."""
    conditions = ["NOT removed"]
    values: dict[str, Cell] = {}
    if query.ids is not None:
        conditions.append("id IN (SELECT value FROM json_each(:ids))")
        values["ids"] = listed(query.ids)
    if query.charger_id is not None:
        conditions.append("charger_id = :charger")
        values["charger"] = query.charger_id
    if query.outlet is not None:
        conditions.append("outlet = :outlet")
        values["outlet"] = query.outlet
    if query.since is not None:
        conditions.append("booked_started_us >= :since")
        values["since"] = rows.us(query.since)
    if query.until is not None:
        conditions.append("booked_started_us < :until")
        values["until"] = rows.us(query.until)
    for column, wanted_id in (("booked_person_id", query.person_id), ("booked_vehicle_id", query.vehicle_id)):
        if wanted_id is not None:
            # 0 is nobody.
            conditions.append(f"{column} = :{column}" if wanted_id else f"{column} IS NULL")
            values[column] = wanted_id
    if query.card is not None:
        conditions.append("card = :card COLLATE NOCASE")
        values["card"] = query.card
    if query.open_only:
        conditions.append("stopped_us IS NULL")
    if query.quality is not None:
        conditions.append(f"stopped_us IS NOT NULL AND {_BOOKED_QUALITY} = :quality")
        values["quality"] = query.quality.value
    left_out = False if counted and query.left_out is None else query.left_out
    if left_out is not None:
        conditions.append("excluded" if left_out else "NOT excluded")
    if query.text:
        conditions.append(_holds(connection, query.text, values))
    return where_all(conditions), values


def bounds(connection: sqlite3.Connection, where: str, values: dict[str, Cell]) -> tuple[int, int]:
    """The booked start of the first and of the last; of none, two instants in the wrong order."""
    sql = f"SELECT coalesce(min(booked_started_us), 1), coalesce(max(booked_started_us), 0) FROM sessions {where}"  # noqa: S608
    first_us, last_us = connection.execute(sql, values).fetchone()
    return first_us, last_us


def in_order(query: SessionQuery) -> str:
    """The ORDER BY clause."""
    way = "DESC" if query.newest_first else "ASC"
    if query.by is SortBy.STARTED:
        return f"ORDER BY booked_started_us {way}, id {way}"
    keys = [f"{key} {way}" for key in _ORDERS[query.by]]
    return f"ORDER BY {', '.join(keys)}, booked_started_us DESC, id DESC"


def where_all(conditions: Sequence[str]) -> str:
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def anywhere(text: str) -> str:
    """A LIKE pattern for text anywhere, its own wildcards meant literally."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, "\\" + special)
    return f"%{text}%"


def _holds(connection: sqlite3.Connection, text: str, values: dict[str, Cell]) -> str:
    values["text"] = anywhere(text)
    columns = ("charger_id", "card", "stop_card", "transaction_id", "note")
    found = [rf"{column} LIKE :text ESCAPE '\'" for column in columns]
    # Who has a name is also found by it, in any alphabet's upper or lower case.
    for index, (column, key) in enumerate(_named(connection, text.casefold())):
        found.append(f"{column} = :named{index}")
        values[f"named{index}"] = key
    return f"({' OR '.join(found)})"


def _named(connection: sqlite3.Connection, wanted: str) -> list[tuple[str, Cell]]:
    """(column, value) of every charger, person and vehicle whose name holds the wanted letters."""
    tables = (("charger_id", "chargers"), ("booked_person_id", "people"), ("booked_vehicle_id", "vehicles"))
    return [
        (column, key)
        for column, table in tables
        for key, name in connection.execute(f"SELECT id, name FROM {table}")  # noqa: S608 - our own words
        if wanted in name.casefold()
    ]


def listed(values: Sequence[int] | Sequence[str]) -> str:
    """For json_each, which takes more of them than a statement has room for."""
    return json.dumps(list(values))


def joined(*parts: str) -> str:
    """Statements are put together from this folder's own words; every value is bound."""
    return " ".join(parts)
