"""Frozen values → rows → frozen values: each thing's columns, how it is written and how it is read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum
from math import isfinite
from typing import Any, TypeVar

from app.core.contact import Direction, Knock, Outcome, RawMessage
from app.core.model import (
    Activity,
    Availability,
    Charger,
    Fault,
    FaultKind,
    MeterHabit,
    Outlet,
    Session,
    Standing,
)

Cell = str | int | float | None
Row = tuple[Cell, ...]
Found = tuple[Any, ...]  # a row as SQLite hands it out; its types are those of the STRICT tables

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_E = TypeVar("_E", bound=Enum)


def us(at: datetime) -> int:
    """Microseconds since 1970 UTC, exactly."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def maybe_us(at: datetime | None) -> int | None:
    return None if at is None else us(at)


def ms(at: datetime) -> int:
    return us(at) // 1000


def day(at: datetime) -> int:
    """Days since 1970 UTC."""
    return (at - _EPOCH).days


def at_us(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


def maybe_at_us(value: int | None) -> datetime | None:
    return None if value is None else at_us(value)


def at_ms(value: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=value)


def codes(kind: type[_E]) -> dict[str, _E]:
    return {each.value: each for each in kind}


def upsert(table: str, key: str, columns: str, unchanged: str = "") -> str:
    """`unchanged`: columns that a row which is there already keeps."""
    names = [name.strip() for name in columns.split(",")]
    keys = {name.strip() for name in (key + "," + unchanged).split(",")}
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    marks = ", ".join("?" * len(names))
    into, otherwise = f"INTO {table} ({columns})", f"({key}) DO UPDATE SET {changes}"
    return " ".join(("INSERT", into, f"VALUES ({marks})", "ON CONFLICT", otherwise))


# Chargers. `online` and `restarting` are true of a line, not of a file: nothing is online when a program starts.

_CHARGER = (
    "id, name, standing, vendor, model, serial, firmware, protocol, address, anonymous,"
    " first_seen_us, last_seen_us, booted_us, meter_habit"
)
SAVE_CHARGER = upsert("chargers", "id", _CHARGER)
FIND_CHARGERS = " ".join(
    ("SELECT", _CHARGER, ", id IN (SELECT charger_id FROM passwords) FROM chargers ORDER BY first_seen_us, id")
)
FORGET_CHARGER = "DELETE FROM chargers WHERE id = ?"
SAVE_PASSWORD = upsert("passwords", "charger_id", "charger_id, hash")
FORGET_PASSWORD = "DELETE FROM passwords WHERE charger_id = ?"
_STANDINGS = codes(Standing)
_HABITS = codes(MeterHabit)


def charger_row(charger: Charger) -> Row:
    return (
        charger.id,
        charger.name,
        charger.standing.value,
        charger.vendor,
        charger.model,
        charger.serial,
        charger.firmware,
        charger.protocol,
        charger.address,
        charger.anonymous,
        maybe_us(charger.first_seen_at),
        maybe_us(charger.last_seen_at),
        maybe_us(charger.booted_at),
        None if charger.meter_habit is None else charger.meter_habit.value,
    )


def charger_of(found: Found) -> Charger:
    return Charger(
        id=found[0],
        name=found[1],
        standing=_STANDINGS[found[2]],
        vendor=found[3],
        model=found[4],
        serial=found[5],
        firmware=found[6],
        protocol=found[7],
        address=found[8],
        anonymous=bool(found[9]),
        first_seen_at=maybe_at_us(found[10]),
        last_seen_at=maybe_at_us(found[11]),
        booted_at=maybe_at_us(found[12]),
        meter_habit=None if found[13] is None else _HABITS[found[13]],
        has_password=bool(found[14]),
    )


# Outlets. `live` and `wish` are of the moment and not kept; the session is kept by its number.

_OUTLET = (
    "charger_id, number, name, availability, activity, fault, fault_detail, switched_off, status_us, session_id,"
    " limit_a, card, card_us"
)
SAVE_OUTLET = upsert("outlets", "charger_id, number", _OUTLET)
FIND_OUTLETS = " ".join(("SELECT", _OUTLET, "FROM outlets ORDER BY charger_id, number"))
FORGET_OUTLETS = "DELETE FROM outlets WHERE charger_id = ?"
_AVAILABILITIES = codes(Availability)
_ACTIVITIES = codes(Activity)
_FAULTS = codes(FaultKind)
OUTLET_SESSION = 9  # where FIND_OUTLETS has the session's number


def outlet_row(outlet: Outlet) -> Row:
    fault, limit_a = outlet.fault, outlet.limit_a
    return (
        outlet.charger_id,
        outlet.number,
        outlet.name,
        outlet.availability.value,
        outlet.activity.value,
        None if fault is None else fault.kind.value,
        "" if fault is None else fault.detail,
        outlet.switched_off,
        maybe_us(outlet.status_at),
        None if outlet.session is None else outlet.session.id,
        None if limit_a is None or not isfinite(limit_a) else limit_a,
        outlet.card,
        maybe_us(outlet.card_at),
    )


def outlet_of(found: Found, session: Session | None) -> Outlet:
    return Outlet(
        charger_id=found[0],
        number=found[1],
        name=found[2],
        availability=_AVAILABILITIES[found[3]],
        activity=_ACTIVITIES[found[4]],
        fault=None if found[5] is None else Fault(_FAULTS[found[5]], found[6]),
        switched_off=bool(found[7]),
        status_at=maybe_at_us(found[8]),
        session=session,
        limit_a=found[10],
        card=found[11],
        card_at=maybe_at_us(found[12]),
    )


# Notes and knocks.

ADD_NOTE = "INSERT INTO notes (charger_id, at_us, about, text) VALUES (?, ?, ?, ?)"

_KNOCK = "at_us, address, outcome, identity, path, protocol, detail, count"
# A knock counted again takes the place of the one it was counted from.
SAVE_KNOCK = " ".join(
    (
        "INSERT OR REPLACE INTO knocks (id,",
        _KNOCK,
        ") VALUES ((SELECT id FROM knocks WHERE ?8 > 1 AND address = ?2 AND outcome = ?3 AND identity IS ?4",
        "ORDER BY id DESC LIMIT 1), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
)
FIND_KNOCKS = " ".join(("SELECT", _KNOCK, "FROM knocks ORDER BY at_us DESC, id DESC LIMIT ?"))
_OUTCOMES = codes(Outcome)


def knock_row(knock: Knock) -> Row:
    return (
        us(knock.at),
        knock.address,
        knock.outcome.value,
        knock.identity,
        knock.path,
        knock.protocol,
        knock.detail,
        knock.count,
    )


def knock_of(found: Found) -> Knock:
    return Knock(
        at=at_us(found[0]),
        address=found[1],
        outcome=_OUTCOMES[found[2]],
        identity=found[3],
        path=found[4],
        protocol=found[5],
        detail=found[6],
        count=found[7],
    )


# The raw log.

MESSAGE = "id, at_us, charger_id, direction, note, text"
_DIRECTIONS = codes(Direction)


def message_row(message: RawMessage) -> tuple[int, str, str, str, str]:
    return us(message.at), message.charger_id, message.direction.value, message.note, message.text


def message_of(found: Found) -> RawMessage:
    return RawMessage(
        id=found[0],
        at=at_us(found[1]),
        charger_id=found[2],
        direction=_DIRECTIONS[found[3]],
        note=found[4],
        text=found[5],
    )


# What SQLite cannot hold: numbers beyond 64 bits, halves of surrogate pairs.

_MOST = 2**63 - 1


def fitting(row: Row) -> Row:
    """The row with the nearest values that can be kept; used only for a row that SQLite has refused."""
    return tuple(_fitting(cell) for cell in row)


def _fitting(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode("utf-8")
    if isinstance(cell, int):
        return max(-_MOST, min(_MOST, cell))
    return cell
