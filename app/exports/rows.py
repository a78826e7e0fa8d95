"""Chargers, sessions and messages as the rows that the command line promises: plain values under snake_case names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.core.contact import Knock, RawMessage
from app.core.interfaces import Remembered
from app.core.model import Charger, Outlet, Session
from app.core.states import state_of
from app.core.values import replace
from app.exports.names import Names

Row = dict[str, object]


def instant(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def charger_rows(remembered: Remembered, online: Mapping[str, str | None], now: datetime) -> list[Row]:
    """online: those that are connected, and when each was last heard of, which no file knows."""
    by_charger: dict[str, list[Outlet]] = {}
    for outlet in remembered.outlets:
        by_charger.setdefault(outlet.charger_id, []).append(outlet)
    rows = []
    for charger in remembered.chargers:
        row = _charger_row(replace(charger, online=charger.id in online), by_charger.get(charger.id, []), now)
        row["last_seen_at"] = online.get(charger.id) or row["last_seen_at"]
        rows.append(row)
    return rows


def _charger_row(charger: Charger, outlets: Sequence[Outlet], now: datetime) -> Row:
    return {
        "id": charger.id,
        "name": charger.name,
        "approved": charger.approved,
        "standing": charger.standing.value,
        "online": charger.online,
        "ocpp": charger.protocol,
        "vendor": charger.vendor,
        "model": charger.model,
        "serial": charger.serial,
        "firmware": charger.firmware,
        "address": charger.address,
        "last_seen_at": instant(charger.last_seen_at),
        "outlets": len(outlets),
        "states": [state_of(charger, outlet, now).value for outlet in outlets],
    }


SESSION_COLUMNS = (
    "id",
    "charger_id",
    "outlet",
    "transaction_id",
    "card",
    "person",
    "started_at",
    "stopped_at",
    "meter_start_wh",
    "meter_stop_wh",
    "energy_wh",
    "quality",
    "stop_reason",
    "cost",
    "currency",
)


def session_row(session: Session, names: Names) -> Row:
    """As booked: the contract's columns first, energy in Wh. Cost is empty where prices are missing."""
    told, session = session, session.booked
    cost = names.costs.get(session.id)
    amended, answer = session.amended, session.card_answer
    return {
        "id": session.id,
        "charger_id": session.charger_id,
        "outlet": session.outlet,
        "transaction_id": session.transaction_id,
        "card": session.card,
        "person": names.person(session.person_id),
        "started_at": instant(session.started_at),
        "stopped_at": instant(session.stopped_at),
        "meter_start_wh": session.meter_start_wh,
        "meter_stop_wh": session.meter_stop_wh,
        "energy_wh": session.energy_wh,
        "quality": session.quality.value,
        "stop_reason": None if session.stop_reason is None else session.stop_reason.value,
        "cost": None if cost is None or cost.gross is None else str(cost.gross),
        "currency": None if cost is None else cost.currency,
        "vehicle": names.vehicle(session.vehicle_id),
        "origin": session.origin.value,
        "part_of": session.part_of,
        "excluded": amended.excluded,
        "note": amended.note,
        "evidence": sorted(each.value for each in session.evidence),
        "told": _told(told) if amended.touches_numbers else None,
        "card_answer": None if answer is None else answer.verdict.value,
        "card_reason": None if answer is None else answer.reason.value,
    }


def _told(session: Session) -> Row:
    """What the charger said of a session whose numbers people corrected."""
    return {
        "started_at": instant(session.started_at),
        "stopped_at": instant(session.stopped_at),
        "energy_wh": session.energy_wh,
        "quality": session.quality.value,
    }


def message_row(message: RawMessage) -> Row:
    return {
        "id": message.id,
        "at": message.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "charger_id": message.charger_id,
        "direction": message.direction.value,
        "text": message.text,
        "note": message.note,
    }


def knock_row(knock: Knock) -> Row:
    return {
        "at": instant(knock.at),
        "address": knock.address,
        "identity": knock.identity,
        "path": knock.path,
        "outcome": knock.outcome.value,
        "ocpp": knock.protocol,
        "detail": knock.detail,
        "count": knock.count,
    }


def table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The named columns as text, each as wide as its widest value; control characters are shown, not obeyed."""
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(len(line[index]) for line in [list(columns), *cells]) for index in range(len(columns))]
    lines = [list(columns), *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value)
    text = "".join(character if character.isprintable() else "·" for character in str(value))
    return text if len(text) <= 120 else text[:119] + "…"
