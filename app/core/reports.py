"""What a charger tells us, in one shape for every protocol version, and the answer core gives.

The shape follows 2.x: a merged word can be split, a lost fact cannot be found again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.core.model import Activity, Availability, Fault, Reading, Standing, StopReason


@dataclass(frozen=True, slots=True)
class Booted:
    vendor: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alive:
    """A heartbeat: it wants the time."""


@dataclass(frozen=True, slots=True)
class StatusTold:
    """outlet 0 is the whole charger. None: not said, keep what was known."""

    outlet: int
    availability: Availability
    activity: Activity | None = None
    fault: Fault | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CardShown:
    card: str
    outlet: int | None = None


class Stage(Enum):
    BEGAN = "began"
    CONTINUED = "continued"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TransactionTold:
    """A transaction's beginning, news of it, or its end. Fields come once; None: not said this time."""

    stage: Stage
    at: datetime
    transaction_id: str | None = None  # None: the charger waits for ours (1.6 start), or named none
    outlet: int | None = None
    card: str | None = None
    meter_start_wh: int | None = None
    meter_stop_wh: int | None = None
    readings: tuple[Reading, ...] = ()
    activity: Activity | None = None
    reason: StopReason | None = None
    seq: int | None = None
    offline: bool = False
    remote_start_id: int | None = None
    clock_corrected: bool = False  # `at` is ours: the charger's own time could not be


@dataclass(frozen=True, slots=True)
class Metered:
    """Meter readings of an outlet; transaction_id None where none was named.

    outlet 0: not said, or the whole charger.
    """

    outlet: int
    readings: tuple[Reading, ...]
    transaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One configuration key or variable, in the charger's own words."""

    name: str
    value: str | None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class SettingsTold:
    settings: tuple[Setting, ...]
    last: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """Something said that is kept and answered, and changes nothing (firmware, log, security news …)."""

    about: str
    text: str = ""


Report = Booted | Alive | StatusTold | CardShown | TransactionTold | Metered | SettingsTold | Noted


class Verdict(Enum):
    """May this card charge."""

    ACCEPTED = "accepted"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class BootAnswer:
    standing: Standing
    interval_s: int  # heartbeat interval, or while waiting: when to introduce itself again


@dataclass(frozen=True, slots=True)
class CardAnswer:
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TransactionAnswer:
    transaction_id: str
    verdict: Verdict | None = None  # None: no card was named


@dataclass(frozen=True, slots=True)
class Heard:
    """Nothing to decide: thank you."""


@dataclass(frozen=True, slots=True)
class NotApproved:
    """The charger waits for the user's approval; until then only an introduction is answered."""


Answer = BootAnswer | CardAnswer | TransactionAnswer | Heard | NotApproved
