"""A file that sessions are wanted in: which kind, for whom, and in whose words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from app.core.model import Origin, Quality


class FileFormat(Enum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Column(Enum):
    """What stands in a file for people, in this order."""

    STARTED = "started"
    ENDED = "ended"
    CHARGER = "charger"
    OUTLET = "outlet"
    PERSON = "person"
    VEHICLE = "vehicle"
    CARD = "card"
    ENERGY = "energy"  # kWh
    DURATION = "duration"  # minutes
    METER_START = "meter_start"  # kWh
    METER_STOP = "meter_stop"  # kWh
    COST = "cost"
    CURRENCY = "currency"
    QUALITY = "quality"
    ORIGIN = "origin"
    LEFT_OUT = "left_out"
    NOTE = "note"
    TRANSACTION = "transaction"


class Fact(Enum):
    """What a workbook says about itself, in this order; what was not asked for is not named."""

    SINCE = "since"
    UNTIL = "until"
    CHARGER = "charger"
    OUTLET = "outlet"
    PERSON = "person"
    VEHICLE = "vehicle"
    CARD = "card"
    TEXT = "text"
    ONLY_RUNNING = "only_running"
    ONLY_CHOSEN = "only_chosen"
    SESSIONS = "sessions"
    ZONE = "zone"
    WRITTEN = "written"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that a file for people says, in their language."""

    language: str  # as in "sv"
    columns: Mapping[Column, str]
    qualities: Mapping[Quality, str]
    refused: str  # of a session whose card was
    origins: Mapping[Origin, str]
    facts: Mapping[Fact, str]
    sessions: str  # the sheet of the sessions
    about: str  # the sheet that says what was exported
    total: str
    yes: str
    nobody: str
    this_computer: str  # where the start came from this computer, which shows a card of its own


@dataclass(frozen=True, slots=True)
class SessionsFile:
    """A file to write sessions into. With a wording it is for people, without for programs."""

    path: Path
    format: FileFormat
    written_at: datetime
    wording: Wording | None = None  # a workbook is always for people
    delimiter: str = ","
    decimal: str = "."
    zone: str = ""  # of the times in a file for people; empty: this computer's
