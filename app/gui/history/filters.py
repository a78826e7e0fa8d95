"""What History is narrowed to beside its time: whose, where, with which card, and how far the numbers are believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.interfaces import SessionQuery
from app.core.model import Quality


class Standing(StrEnum):
    """What the mark of a row says; every session is of exactly one of these."""

    MEASURED = "measured"
    REBUILT = "rebuilt"
    EDITED = "edited"
    DISPUTED = "disputed"
    LEFT_OUT = "left out"
    RUNNING = "running"


_QUERIES = {
    Standing.MEASURED: SessionQuery(quality=Quality.MEASURED, left_out=False),
    Standing.REBUILT: SessionQuery(quality=Quality.RECONSTRUCTED, left_out=False),
    Standing.EDITED: SessionQuery(quality=Quality.EDITED, left_out=False),
    Standing.DISPUTED: SessionQuery(quality=Quality.DISPUTED, left_out=False),
    Standing.LEFT_OUT: SessionQuery(left_out=True),
    Standing.RUNNING: SessionQuery(open_only=True, left_out=False),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """None: all of them. A person or vehicle of number 0 is nobody, or none."""

    charger_id: str | None = None
    person_id: int | None = None
    vehicle_id: int | None = None
    card: str | None = None
    standing: Standing | None = None
    text: str = ""

    @property
    def any(self) -> bool:
        return self != Filters()

    def query(self) -> SessionQuery:
        """Of any time."""
        base = SessionQuery() if self.standing is None else _QUERIES[self.standing]
        return replace(
            base,
            charger_id=self.charger_id,
            person_id=self.person_id,
            vehicle_id=self.vehicle_id,
            card=self.card,
            text=self.text,
        )
