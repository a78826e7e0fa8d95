"""The truth of a crash test: what every charger did, what it has told, and what it was told is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

BEGIN, PERIODIC, END = 0, 1, 5  # the moments of readings, by the codes that the file has for them


class Violation(Exception):
    """A promise was broken; the text says which, in words."""


@dataclass(slots=True)
class Told:
    """How far one message has come."""

    sent: bool = False  # at least once, whole
    acknowledged: bool = False  # its answer was received and believed


@dataclass(frozen=True, slots=True)
class TrueReading:
    at_ms: int
    moment: int
    register_wh: int
    told: Told


@dataclass(slots=True)
class TrueSession:
    """What happened at one outlet from start to stop. Instants are milliseconds since 1970."""

    charger_id: str
    outlet: int
    card: str | None
    started_ms: int
    start_wh: int
    transaction_id: str | None = None  # 1.6: None until the central system has given one
    began: Told = field(default_factory=Told)
    readings: list[TrueReading] = field(default_factory=list)
    stopped_ms: int | None = None
    stop_wh: int = 0
    ended: Told = field(default_factory=Told)

    @property
    def energy_wh(self) -> int:
        return self.stop_wh - self.start_wh

    def __str__(self) -> str:
        number = self.transaction_id or "not known"
        return f"{self.charger_id}, outlet {self.outlet}, started {iso(self.started_ms)}, transaction {number}"


@dataclass(slots=True)
class Tape:
    """Everything that all chargers did. Grows while the test runs; nothing is ever taken from it."""

    sessions: list[TrueSession] = field(default_factory=list)
    introduced: set[str] = field(default_factory=set)  # chargers whose introduction was answered
    acknowledged: int = 0  # messages of sessions whose answer was received
    repeats: int = 0  # messages of sessions that were sent again
    refused: int = 0  # answers that asked the charger to repeat

    def keep(self, file: Path) -> None:
        """Write it down for whoever looks into a violation."""
        file.write_text(json.dumps(asdict(self), indent=1, default=sorted), encoding="utf-8")


def iso(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
