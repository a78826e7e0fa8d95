"""What a charger tells us, in one shape for every protocol version, and the answer core gives.

The shape follows 2.x: a merged word can be split, a lost fact cannot be found again.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum

from app.core.cards import CardKind, Verdict
from app.core.model import Activity, Availability, Fault, Reading, Standing, StopReason
from app.core.papers.signed import SignedValue
from app.core.values import Value


class Booted(Value, frozen=True):
    vendor: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    reason: str = ""


class Alive(Value, frozen=True):
    """A heartbeat: it wants the time."""


class StatusTold(Value, frozen=True):
    """outlet 0 is the whole charger. None: not said, keep what was known."""

    outlet: int
    availability: Availability
    activity: Activity | None = None
    fault: Fault | None = None
    at: datetime | None = None


class CardShown(Value, frozen=True):
    card: str
    outlet: int | None = None
    kind: CardKind = CardKind.CARD


class Stage(Enum):
    BEGAN = "began"
    CONTINUED = "continued"
    ENDED = "ended"


class TransactionTold(Value, frozen=True):
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
    reported_at: datetime | None = None  # then: the charger's own, where it wrote one, for telling repeats
    card_kind: CardKind = CardKind.CARD


class Metered(Value, frozen=True):
    """Meter readings of an outlet; transaction_id None where none was named.

    outlet 0: not said, or the whole charger.
    """

    outlet: int
    readings: tuple[Reading, ...]
    transaction_id: str | None = None


class SignedTold(Value, frozen=True):
    """What the meter signed of a session. outlet 0: not said, or the whole charger."""

    outlet: int
    values: tuple[SignedValue, ...]
    transaction_id: str | None = None


class Setting(Value, frozen=True):
    """One configuration key or variable, in the charger's own words."""

    name: str
    value: str | None  # None: it does not tell it, as with passwords
    read_only: bool | None = False  # None: it has not said


class SettingsTold(Value, frozen=True):
    settings: tuple[Setting, ...]
    last: bool = True


class Reckoned(Value, frozen=True):
    """What the charger itself makes of a session's cost: evidence, and never the bill."""

    transaction_id: str
    cost: Decimal
    currency: str
    with_vat: bool


class Noted(Value, frozen=True):
    """Something said that is kept and answered, and changes nothing (firmware, log, security news …)."""

    about: str
    text: str = ""


Report = (
    Booted | Alive | StatusTold | CardShown | TransactionTold | Metered | SignedTold | SettingsTold | Reckoned | Noted
)


class BootAnswer(Value, frozen=True):
    standing: Standing
    interval_s: int  # heartbeat interval, or while waiting: when to introduce itself again


class CardAnswer(Value, frozen=True):
    verdict: Verdict
    group: str = ""  # whose cards may end each other's sessions
    holds_until: datetime | None = None  # the charger may answer by itself so long; None: until told otherwise
    price: str = ""  # what charging costs, in a sentence for the charger's display
    language: str = ""  # of that sentence


class TransactionAnswer(Value, frozen=True):
    transaction_id: str
    verdict: Verdict | None = None  # None: no card was named
    group: str = ""
    holds_until: datetime | None = None
    cost: Decimal | None = None  # with VAT, so far or at the end; None: not known, or not to be shown


class Heard(Value, frozen=True):
    """Nothing to decide: thank you."""


class NotApproved(Value, frozen=True):
    """The charger waits for the user's approval; until then only an introduction is answered."""


Answer = BootAnswer | CardAnswer | TransactionAnswer | Heard | NotApproved
