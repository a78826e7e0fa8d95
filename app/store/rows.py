"""Frozen values → rows → frozen values: each thing's columns, how it is written and how it is read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from math import isfinite
from typing import Any, TypeVar

from app.core.model import (
    AS_TOLD,
    Activity,
    Amendment,
    Availability,
    Charger,
    Direction,
    EndedKey,
    Evidence,
    Fault,
    FaultKind,
    Knock,
    MeterHabit,
    Moment,
    Origin,
    Outcome,
    Outlet,
    Phases,
    Quality,
    RawMessage,
    Reading,
    Session,
    Standing,
    StopReason,
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


# Sessions. What a charger told is one set of columns, what people wrote over it another: neither statement writes both.

_TOLD = (
    "id, charger_id, outlet, transaction_id, started_us, reported_start_us, stopped_us, card, stop_card,"
    " meter_start_wh, meter_last_wh, meter_stop_wh, carried_wh, suspect_wh, energy_wh, last_reading_us, quality,"
    " evidence, stop_reason, remote_start_id, reported_stop_us, heard, power_ws, power_us"
)
_AMENDED = "amended_started_us, amended_stopped_us, amended_energy_wh, person_id, vehicle_id, note, excluded, removed"
SESSION = f"{_TOLD}, origin, part_of, {_AMENDED}"
SAVE_SESSION = upsert("sessions", "id", _TOLD)
# For a session that is in the file and only went on: what the indices are made of stays, and so do they.
SAVE_PROGRESS = upsert("sessions", "id", _TOLD, unchanged="charger_id, started_us, stopped_us, card")
ADD_SESSION = upsert("sessions", "id", SESSION)
SAVE_AMENDMENT = " ".join(("UPDATE sessions SET", _AMENDED.replace(",", " = ?,"), "= ? WHERE id = ?"))
_QUALITIES = codes(Quality)
_ORIGINS = codes(Origin)
_EVIDENCE = codes(Evidence)
_REASONS = codes(StopReason)
_NOTHING_WRITTEN = (None, None, None, None, None, "", 0, 0)


def session_row(session: Session) -> Row:
    evidence, reason, runs = session.evidence, session.stop_reason, session.heard
    last_reading_us = maybe_us(session.last_reading_at)
    return (
        session.id,
        session.charger_id,
        session.outlet,
        session.transaction_id,
        us(session.started_at),
        maybe_us(session.reported_start),
        maybe_us(session.stopped_at),
        session.card,
        session.stop_card,
        session.meter_start_wh,
        session.meter_last_wh,
        session.meter_stop_wh,
        session.carried_wh,
        session.suspect_wh,
        session.energy_wh,
        last_reading_us,
        session.quality.value,
        ",".join(sorted(each.value for each in evidence)) if evidence else "",
        None if reason is None else reason.value,
        session.remote_start_id,
        maybe_us(session.reported_stop),
        "" if not runs else f"{runs[0][0]}-{runs[0][1]}" if len(runs) == 1 else ",".join([f"{a}-{b}" for a, b in runs]),
        session.power_ws,
        last_reading_us if session.power_at is session.last_reading_at else maybe_us(session.power_at),
    )


def added_session_row(session: Session) -> Row:
    return (*session_row(session), session.origin.value, session.part_of, *_amendment_row(session.amended))


def amendment_row(session: Session) -> Row:
    return (*_amendment_row(session.amended), session.id)


def _amendment_row(amended: Amendment) -> Row:
    return (
        maybe_us(amended.started_at),
        maybe_us(amended.stopped_at),
        amended.energy_wh,
        amended.person_id,
        amended.vehicle_id,
        amended.note,
        amended.excluded,
        amended.removed,
    )


def _amendment_of(found: Found) -> Amendment:
    return Amendment(
        started_at=maybe_at_us(found[0]),
        stopped_at=maybe_at_us(found[1]),
        energy_wh=found[2],
        person_id=found[3],
        vehicle_id=found[4],
        note=found[5],
        excluded=bool(found[6]),
        removed=bool(found[7]),
    )


def session_of(found: Found) -> Session:
    return Session(
        id=found[0],
        charger_id=found[1],
        outlet=found[2],
        transaction_id=found[3],
        started_at=at_us(found[4]),
        reported_start=maybe_at_us(found[5]),
        stopped_at=maybe_at_us(found[6]),
        card=found[7],
        stop_card=found[8],
        meter_start_wh=found[9],
        meter_last_wh=found[10],
        meter_stop_wh=found[11],
        carried_wh=found[12],
        suspect_wh=found[13],
        energy_wh=found[14],
        last_reading_at=maybe_at_us(found[15]),
        quality=_QUALITIES[found[16]],
        evidence=frozenset(_EVIDENCE[code] for code in found[17].split(",")) if found[17] else frozenset(),
        stop_reason=None if found[18] is None else _REASONS[found[18]],
        remote_start_id=found[19],
        reported_stop=maybe_at_us(found[20]),
        heard=tuple(_run(run) for run in found[21].split(",")) if found[21] else (),
        power_ws=found[22],
        power_at=maybe_at_us(found[23]),
        origin=_ORIGINS[found[24]],
        part_of=found[25],
        amended=AS_TOLD if found[26:] == _NOTHING_WRITTEN else _amendment_of(found[26:]),
    )


def _run(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last)


# Of sessions ended long ago: enough to know them again.
FIND_KEYS = "SELECT charger_id, id, transaction_id, outlet, card, reported_start_us, reported_stop_us FROM sessions"
# joining.incomplete, in SQL.
INCOMPLETE = "(evidence <> '' AND (evidence LIKE '%_missed%' OR evidence LIKE '%events_missing%'))"


def key_of(found: Found) -> EndedKey:
    return EndedKey(
        charger_id=found[0],
        session_id=found[1],
        transaction_id=found[2],
        outlet=found[3],
        card=found[4],
        reported_start=maybe_at_us(found[5]),
        reported_stop=maybe_at_us(found[6]),
    )


# Readings: current to the mA, voltage to 0.1 V, state of charge to 0.1 %.

SAVE_PLACE = "INSERT OR IGNORE INTO places (charger_id, outlet) VALUES (?, ?)"
_READING = (
    "at_ms, moment, energy_wh, power_w, current_l1_ma, current_l2_ma, current_l3_ma, voltage_l1_dv, voltage_l2_dv,"
    " voltage_l3_dv, soc_permille"
)
# What is said again, or more of the same instant, completes what is there.
ADD_READING = " ".join(
    (
        "INSERT INTO readings (place_id, session_id,",
        _READING,
        ") VALUES ((SELECT id FROM places WHERE charger_id = ? AND outlet = ?)," + "?, " * 11 + "?)",
        "ON CONFLICT (place_id, at_ms, moment) DO UPDATE SET",
        ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in ("session_id", *_READING.split(", ")[2:])),
    )
)
FIND_READINGS = " ".join(("SELECT", _READING, "FROM readings WHERE session_id = ? ORDER BY at_ms, moment"))
# Of a place's span: all but each quarter's first and last register values and highest power, and what begins or ends.
# Outside sessions the first of each hour stays.
THIN_READINGS = """
    DELETE FROM readings WHERE place_id = ?1 AND at_ms >= ?2 AND at_ms < ?3 AND moment IN (1, 2, 3)
    AND (at_ms, moment) IN (
        SELECT at_ms, moment FROM (
            SELECT at_ms, moment, session_id,
                row_number() OVER (PARTITION BY session_id, span ORDER BY energy_wh IS NULL, at_ms, moment) AS first,
                row_number() OVER (
                    PARTITION BY session_id, span ORDER BY energy_wh IS NULL, at_ms DESC, moment DESC
                ) AS last,
                row_number() OVER (PARTITION BY session_id, span ORDER BY power_w DESC, at_ms, moment) AS strongest
            FROM (
                SELECT *, at_ms / CASE WHEN session_id IS NULL THEN 3600000 ELSE 900000 END AS span FROM readings
                WHERE place_id = ?1 AND at_ms >= ?2 AND at_ms < ?3
            )
        ) WHERE first > 1 AND (session_id IS NULL OR (last > 1 AND strongest > 1))
    )
"""
SAVE_UPKEEP = upsert("upkeep", "name", "name, until_us")
THINNED = "readings thinned"
_MOMENTS = (Moment.BEGIN, Moment.PERIODIC, Moment.CLOCK, Moment.TRIGGER, Moment.INTERRUPTION, Moment.END)
_MOMENT_CODES = {moment: code for code, moment in enumerate(_MOMENTS)}
_NO_PHASES: tuple[None, None, None] = (None, None, None)


def reading_row(charger_id: str, outlet: int, session_id: int | None, reading: Reading) -> Row:
    return (
        charger_id,
        outlet,
        session_id,
        ms(reading.at),
        _MOMENT_CODES[reading.moment],
        reading.energy_wh,
        reading.power_w,
        *_scaled(reading.current_a, 1000),
        *_scaled(reading.voltage_v, 10),
        _whole(reading.soc_percent, 10),
    )


def reading_of(found: Found) -> Reading:
    return Reading(
        at=at_ms(found[0]),
        moment=_MOMENTS[found[1]],
        energy_wh=found[2],
        power_w=found[3],
        current_a=_phases(found[4:7], 1000),
        voltage_v=_phases(found[7:10], 10),
        soc_percent=None if found[10] is None else found[10] / 10,
    )


def _scaled(phases: Phases | None, scale: int) -> tuple[int | None, int | None, int | None]:
    if phases is None:
        return _NO_PHASES
    return _whole(phases[0], scale), _whole(phases[1], scale), _whole(phases[2], scale)


def _whole(value: float | None, scale: int) -> int | None:
    return None if value is None or not isfinite(value) else round(value * scale)


def _phases(found: Sequence[int | None], scale: int) -> Phases | None:
    l1, l2, l3 = (None if value is None else value / scale for value in found)
    return None if l1 is None and l2 is None and l3 is None else (l1, l2, l3)


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
