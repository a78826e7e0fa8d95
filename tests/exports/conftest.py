"""Sessions worth exporting, and the writing of them into a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.core.interfaces import SessionQuery
from app.core.model import Amendment, Evidence, Origin, Session
from app.core.papers.sessions_file import FileFormat, SessionsFile
from app.core.prices.books import Side
from app.core.prices.cost import CostQuality
from app.core.prices.kept import CostSum
from app.core.wishes import OUR_CARD
from app.exports.english import ENGLISH
from app.exports.names import Names
from app.exports.sessions import write

AT = datetime(2026, 10, 5, 17, 20, tzinfo=UTC)
_CAME_TO = CostSum(1, Side.PAY, "SEK", CostQuality.MEASURED, Decimal("10.66"), Decimal("13.33"), AT)
NAMES = Names({1: "Åsa Berg"}, {1: "Volvo"}, {"EH1": "Garage"}, {("EH1", 2): "left"}, {1: _CAME_TO})


def session(number: int = 1, **more: Any) -> Session:
    """Ninety minutes on a Monday evening in Stockholm's summer time."""
    facts: dict[str, Any] = {
        "charger_id": "EH1",
        "outlet": 1,
        "transaction_id": f"T{number}",
        "started_at": AT,
        "stopped_at": AT + timedelta(minutes=90),
        "energy_wh": 7205,
        "meter_start_wh": 1_000_000,
        "meter_stop_wh": 1_007_205,
    }
    return Session(number, **(facts | more))


SESSIONS = (
    session(1, amended=Amendment(person_id=1, vehicle_id=1, note="Guests; left early")),
    session(2, outlet=2, card=OUR_CARD, evidence=frozenset({Evidence.SENT_LATE, Evidence.CLOCK_CORRECTED})),
    session(3, energy_wh=5, amended=Amendment(excluded=True)),
    session(4, energy_wh=9_000, amended=Amendment(energy_wh=8_500)),
    session(5, stopped_at=None, meter_stop_wh=None, energy_wh=0, origin=Origin.BY_HAND),
)


def exported(
    folder: Path,
    form: FileFormat,
    sessions: Iterable[Session] = SESSIONS,
    names: Names = NAMES,
    query: SessionQuery | None = None,
    *,
    for_people: bool = False,
    **more: Any,
) -> Path:
    """The file with these sessions in it."""
    into = SessionsFile(folder / f"sessions.{form.value}", form, AT, ENGLISH if for_people else None)
    write(sessions, names, query or SessionQuery(), replace(into, **more))
    return into.path
