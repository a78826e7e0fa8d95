"""What we ask of a charger, and the ways it can fail. Words for the user are made in the window and the command line.

CommandFailed
├── UnknownCharger   no such charger
├── NotPossible      nothing to do it to: no session to stop, no such outlet
├── NotAllowed       this card may not charge there now
├── Offline          the charger is not connected, or the line fell while we waited
├── NoAnswer         it did not answer in time
├── Refused          it said no, and perhaps why
├── NotSupported     its protocol version has no such command, or it says it cannot
├── VersionMismatch  its card list is another one than we thought
├── BadAnswer        it answered what cannot be read
└── BadRequest       what we were about to send breaks the protocol's schema
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from app.core.cards import Reason
from app.core.displays.display import DisplaySettings
from app.core.lists.away import AwaySettings, Listed
from app.core.prices.tariff import Tariff
from app.core.reports import Setting


@dataclass(frozen=True, slots=True)
class StartCharging:
    card: str
    outlet: int | None = None
    remote_start_id: int = 0


@dataclass(frozen=True, slots=True)
class StopCharging:
    transaction_id: str


@dataclass(frozen=True, slots=True)
class Unlock:
    outlet: int


@dataclass(frozen=True, slots=True)
class Restart:
    hard: bool = False  # at once, instead of when nobody charges


@dataclass(frozen=True, slots=True)
class SetAvailable:
    available: bool
    outlet: int | None = None  # None: the whole charger


class Topic(Enum):
    """What a charger can be asked to tell again."""

    INTRODUCTION = "boot"
    HEARTBEAT = "heartbeat"
    STATUS = "status"
    METER = "meter"
    TRANSACTION = "transaction"
    FIRMWARE = "firmware"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class AskAgain:
    topic: Topic
    outlet: int | None = None


@dataclass(frozen=True, slots=True)
class SetLimit:
    """Hold an outlet's current at limit_a amperes; None lifts the limit. 0 pauses.

    transaction_id: bind the limit to the running transaction; None: the outlet's default for every session.
    outlet 0: every outlet.
    """

    outlet: int
    limit_a: float | None
    transaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSettings:
    names: tuple[str, ...] = ()  # empty: all of them


@dataclass(frozen=True, slots=True)
class WriteSetting:
    name: str  # 1.6: the key; 2.x: "Component.Variable", with an outlet as "EVSE#1.Variable"
    value: str


@dataclass(frozen=True, slots=True)
class SetMeterInterval:
    """Report the meter every so many seconds while a car charges, with the values the program shows."""

    seconds: int


@dataclass(frozen=True, slots=True)
class ReadListVersion:
    """The version of the card list that the charger keeps; the answer is a ListVersion."""


@dataclass(frozen=True, slots=True)
class SendList:
    """A part of the list of cards that the charger decides by when this computer is off.

    full: these are all, and what it had is forgotten; otherwise these are added or changed, and `removed` taken off.
    Raises VersionMismatch where the charger holds another version than the one this part follows.
    """

    version: int  # the list's after this part, from 1 up
    listed: tuple[Listed, ...]
    removed: tuple[str, ...] = ()
    full: bool = False


@dataclass(frozen=True, slots=True)
class ForgetCache:
    """Ask about every card again, instead of remembering earlier answers."""


@dataclass(frozen=True, slots=True)
class ReadAway:
    """What the charger does with cards when this computer is off; the answer is an AwayRead."""


@dataclass(frozen=True, slots=True)
class SetAway:
    """Set what is not None of these; what the charger does not have is left out. Raises Refused where it will not."""

    settings: AwaySettings


@dataclass(frozen=True, slots=True)
class ReadDisplay:
    """Whether the charger shows what charging costs; the answer is a DisplayRead. Raises NotSupported where not."""


@dataclass(frozen=True, slots=True)
class SetDisplay:
    """Have it show what charging costs, in this currency: for a wish of the user's alone."""

    currency: str


@dataclass(frozen=True, slots=True)
class TellCost:
    """What a session costs so far, or at its end, with VAT."""

    transaction_id: str
    cost: Decimal
    at: datetime
    meter_wh: int
    charging: bool = True
    words: str = ""  # at the end: the sum in a sentence; empty: the session runs
    tariff: Tariff | None = None  # the prices behind it, where they can be said


@dataclass(frozen=True, slots=True)
class TellPrice:
    """The price for this card, in a sentence: for chargers whose answer about a card has no room for it."""

    card: str
    words: str


@dataclass(frozen=True, slots=True)
class SetPriceText:
    """What the charger shows while it knows of nobody; empty: nothing any more."""

    words: str


@dataclass(frozen=True, slots=True)
class SetTariff:
    """The prices for whoever charges, to reckon with; the charger is asked whether it has them afterwards."""

    tariff: Tariff
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class ClearTariffs:
    """Have it forget every tariff that we gave it, and no other."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Exactly this request, odd values and all; the answer comes back unread, as JSON text."""

    action: str
    payload_json: str


Command = (
    StartCharging
    | StopCharging
    | Unlock
    | Restart
    | SetAvailable
    | AskAgain
    | SetLimit
    | ReadSettings
    | WriteSetting
    | SetMeterInterval
    | ReadListVersion
    | SendList
    | ForgetCache
    | ReadAway
    | SetAway
    | ReadDisplay
    | SetDisplay
    | TellCost
    | TellPrice
    | SetPriceText
    | SetTariff
    | ClearTariffs
    | Raw
)

# What gives way to every other command: nobody waits for it.
UNHURRIED: frozenset[type[Command]] = frozenset(
    (ReadDisplay, TellCost, TellPrice, SetPriceText, SetTariff, ClearTariffs)
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The charger agreed. later: it will do so when the running session ends; reboot: only after a restart."""

    later: bool = False
    reboot: bool = False


@dataclass(frozen=True, slots=True)
class SettingsRead:
    settings: tuple[Setting, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawAnswer:
    payload_json: str


@dataclass(frozen=True, slots=True)
class ListVersion:
    version: int  # 0: the list is empty or there never was one


@dataclass(frozen=True, slots=True)
class AwayRead:
    settings: AwaySettings


@dataclass(frozen=True, slots=True)
class DisplayRead:
    settings: DisplaySettings


Result = Accepted | SettingsRead | ListVersion | AwayRead | DisplayRead | RawAnswer


class CommandFailed(Exception):
    """The root of every way a command can fail."""


@dataclass
class UnknownCharger(CommandFailed):
    charger_id: str


class WhyNot(Enum):
    NO_SESSION = "no_session"
    SESSION_RUNNING = "session_running"
    NO_SUCH_OUTLET = "no_such_outlet"
    WHICH_OUTLET = "which_outlet"  # several could be meant
    NOT_APPROVED = "not_approved"
    EXISTS_ALREADY = "exists_already"
    BAD_VALUE = "bad_value"
    CARD_TOO_LONG = "card_too_long"  # detail: how many characters of a card's number this charger can be told


@dataclass
class NotPossible(CommandFailed):
    why: WhyNot
    detail: str = ""


@dataclass
class NotAllowed(CommandFailed):
    """A start with a card that may not charge there now."""

    reason: Reason


@dataclass
class Offline(CommandFailed):
    charger_id: str


@dataclass
class NoAnswer(CommandFailed):
    charger_id: str
    seconds: float


@dataclass
class Refused(CommandFailed):
    status: str  # the charger's own word
    detail: str = ""


@dataclass
class NotSupported(CommandFailed):
    what: str
    detail: str = ""


@dataclass
class VersionMismatch(CommandFailed):
    """The charger's card list is not of the version that was to be changed."""


@dataclass
class BadAnswer(CommandFailed):
    detail: str


@dataclass
class BadRequest(CommandFailed):
    detail: str
