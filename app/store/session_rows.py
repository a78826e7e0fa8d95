"""Sessions and their readings → rows → values, as rows.py does for chargers and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from app.core.cards import Answered
from app.core.model import (
    AS_TOLD,
    Amendment,
    EndedKey,
    Evidence,
    Moment,
    Origin,
    Phases,
    Quality,
    Reading,
    Session,
    StopReason,
)
from app.store.card_rows import REASONS, VERDICTS
from app.store.rows import Found, Row, at_ms, at_us, codes, maybe_at_us, maybe_us, ms, upsert, us

# Sessions. What a charger told is one set of columns, what people wrote over it another: neither statement writes both.

_TOLD = (
    "id, charger_id, outlet, transaction_id, started_us, reported_start_us, stopped_us, card, stop_card,"
    " card_person_id, card_vehicle_id, meter_start_wh, meter_last_wh, meter_stop_wh, carried_wh, suspect_wh, energy_wh,"
    " last_reading_us, quality, evidence, stop_reason, remote_start_id, reported_stop_us, heard, power_ws, power_us,"
    " card_verdict, card_reason"
)
_AMENDED = "amended_started_us, amended_stopped_us, amended_energy_wh, person_id, vehicle_id, note, excluded, removed"
SESSION = f"{_TOLD}, origin, part_of, {_AMENDED}"
SAVE_SESSION = upsert("sessions", "id", _TOLD)
# For a session that is in the file and only went on: what the indices are made of stays, and so do they.
SAVE_PROGRESS = upsert("sessions", "id", _TOLD, unchanged="charger_id, started_us, stopped_us, card, card_person_id")
ADD_SESSION = upsert("sessions", "id", SESSION)
SAVE_AMENDMENT = " ".join(("UPDATE sessions SET", _AMENDED.replace(",", " = ?,"), "= ? WHERE id = ?"))
_QUALITIES = codes(Quality)
_ORIGINS = codes(Origin)
_EVIDENCE = codes(Evidence)
_REASONS = codes(StopReason)
_NOTHING_WRITTEN = (None, None, None, None, None, "", 0, 0)


def session_row(session: Session) -> Row:
    evidence, reason, runs = session.evidence, session.stop_reason, session.heard
    answer = session.card_answer
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
        session.card_person_id,
        session.card_vehicle_id,
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
        None if answer is None else answer.verdict.value,
        None if answer is None else answer.reason.value,
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
        card_person_id=found[9],
        card_vehicle_id=found[10],
        meter_start_wh=found[11],
        meter_last_wh=found[12],
        meter_stop_wh=found[13],
        carried_wh=found[14],
        suspect_wh=found[15],
        energy_wh=found[16],
        last_reading_at=maybe_at_us(found[17]),
        quality=_QUALITIES[found[18]],
        evidence=frozenset(_EVIDENCE[code] for code in found[19].split(",")) if found[19] else frozenset(),
        stop_reason=None if found[20] is None else _REASONS[found[20]],
        remote_start_id=found[21],
        reported_stop=maybe_at_us(found[22]),
        heard=tuple(_run(run) for run in found[23].split(",")) if found[23] else (),
        power_ws=found[24],
        power_at=maybe_at_us(found[25]),
        card_answer=None if found[26] is None else Answered(VERDICTS[found[26]], REASONS[found[27]]),
        origin=_ORIGINS[found[28]],
        part_of=found[29],
        amended=AS_TOLD if found[30:] == _NOTHING_WRITTEN else _amendment_of(found[30:]),
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
_PLACE = "(SELECT id FROM places WHERE charger_id = ? AND outlet = ?)"
# Where a session's readings are found again.
SAVE_READING_DAY = " ".join(
    ("INSERT OR IGNORE INTO reading_days (place_id, session_id, day)", f"VALUES ({_PLACE}, ?, ?)")
)
_READING = (
    "at_ms, moment, energy_wh, power_w, current_l1_ma, current_l2_ma, current_l3_ma, voltage_l1_dv, voltage_l2_dv,"
    " voltage_l3_dv, soc_permille"
)
# What is said again, or more of the same instant, completes what is there.
ADD_READING = " ".join(
    (
        "INSERT INTO readings (place_id, session_id,",
        _READING,
        f") VALUES ({_PLACE}, {'?, ' * 11}?)",
        "ON CONFLICT (place_id, at_ms, moment) DO UPDATE SET",
        ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in ("session_id", *_READING.split(", ")[2:])),
    )
)
FIND_READINGS = " ".join(
    (
        *("SELECT", _READING, "FROM reading_days CROSS JOIN readings USING (place_id)"),
        "WHERE reading_days.session_id = ?1 AND readings.session_id = ?1",
        "AND at_ms >= day * 86400000 AND at_ms < (day + 1) * 86400000 ORDER BY at_ms, moment",
    )
)
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
