"""A session and an export as people read them: a value for each column and each fact, in their words and their time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app import PROGRAM
from app.core.interfaces import SessionQuery
from app.core.model import Session
from app.core.papers.sessions_file import Column, Fact, SessionsFile, Wording
from app.core.wishes import OUR_CARD
from app.exports.names import Names

Shown = str | int | Decimal | datetime | None
"""A time is local and says no zone, as spreadsheets want it; a Decimal is kWh or money, with its decimals."""


def kwh(energy_wh: int) -> Decimal:
    return Decimal(energy_wh).scaleb(-3)


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone) if zone else None).replace(tzinfo=None)


def columns(session: Session, names: Names, wording: Wording, zone: str) -> dict[Column, Shown]:
    """As booked. What is not known is None."""
    session = session.booked
    ended, amended, cost = session.stopped_at, session.amended, names.costs.get(session.id)
    return {
        Column.STARTED: local(session.started_at, zone),
        Column.ENDED: None if ended is None else local(ended, zone),
        Column.CHARGER: names.charger(session.charger_id),
        Column.OUTLET: names.outlet(session.charger_id, session.outlet),
        Column.PERSON: names.person(session.person_id),
        Column.VEHICLE: names.vehicle(session.vehicle_id),
        Column.CARD: wording.this_computer if session.card == OUR_CARD else session.card,
        Column.ENERGY: kwh(session.energy_wh),
        Column.DURATION: None if ended is None else round((ended - session.started_at).total_seconds() / 60),
        Column.METER_START: None if session.meter_start_wh is None else kwh(session.meter_start_wh),
        Column.METER_STOP: None if session.meter_stop_wh is None else kwh(session.meter_stop_wh),
        Column.COST: None if cost is None else cost.gross,
        Column.CURRENCY: None if cost is None else cost.currency,
        Column.QUALITY: _quality(session, wording),
        Column.ORIGIN: wording.origins[session.origin],
        Column.LEFT_OUT: wording.yes if amended.excluded else None,
        Column.NOTE: amended.note or None,
        Column.TRANSACTION: session.transaction_id,
    }


def facts(query: SessionQuery, names: Names, into: SessionsFile, wording: Wording, count: int) -> dict[Fact, Shown]:
    """What was asked for, and what came of it."""
    known: dict[Fact, Shown] = {
        Fact.SINCE: None if query.since is None else local(query.since, into.zone),
        Fact.UNTIL: None if query.until is None else local(query.until, into.zone),
        Fact.CHARGER: None if query.charger_id is None else names.charger(query.charger_id),
        Fact.OUTLET: query.outlet,
        Fact.PERSON: _who(query.person_id, names.person, wording),
        Fact.VEHICLE: _who(query.vehicle_id, names.vehicle, wording),
        Fact.CARD: query.card,
        Fact.TEXT: query.text or None,
        Fact.ONLY_RUNNING: wording.yes if query.open_only else None,
        Fact.ONLY_CHOSEN: None if query.ids is None else wording.yes,
        Fact.SESSIONS: count,
        Fact.ZONE: into.zone or None,
        Fact.WRITTEN: local(into.written_at, into.zone),
        Fact.PROGRAM: PROGRAM,
    }
    return {fact: known[fact] for fact in Fact if known[fact] is not None}


def _quality(session: Session, wording: Wording) -> str:
    """Of a start that was refused and took nothing there are no figures to doubt."""
    quality = wording.qualities[session.quality]
    if not session.refused:
        return quality
    return wording.refused if session.turned_away else f"{quality} ({wording.refused})"


def _who(number: int | None, name: Callable[[int], str | None], wording: Wording) -> str | None:
    """0 is nobody."""
    if number is None:
        return None
    return name(number) if number else wording.nobody
