"""Cards, what they may do, and who may charge where: the values behind every answer to a card.

Hours are local wall-clock times; energy is integer Wh, money exact decimals.
"""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from enum import Enum

from app.core.values import Value

# The card that a start from this computer shows: hexadecimal and short, as the pickiest chargers want it (TX-09).
OUR_CARD = "4C41444456414B54"
# A new card's own colour, and what the window can draw; the words of these are made in the window.
COLOURS = ("blue", "green", "amber", "violet", "red", "grey", "white", "black")
WEEK = (0, 1, 2, 3, 4, 5, 6)


class Hours(Value, frozen=True):
    """A span of the day on some days of the week, local; from `since` up to and without `until`.

    `until` at or before `since` means on the next day: 22:00 to 06:00 on Fridays ends on Saturday morning.
    """

    since: time
    until: time
    days: tuple[int, ...] = WEEK  # 0 is Monday


class Allowance(Value, frozen=True):
    """What a guest's card may still take, counted from `counted_from`; None: no such bound. Spent: no more starts."""

    counted_from: datetime
    energy_wh: int | None = None
    sessions: int | None = None
    days: int | None = None  # from its first session on
    money: Decimal | None = None  # in the currency of what counts: see prices/limits.py


class Card(Value, frozen=True):
    """A card that people gave a name; `uid` as the reader told it, compared without case."""

    uid: str
    name: str = ""
    colour: str = ""  # one of COLOURS
    person_id: int | None = None
    group: str = ""  # who is of one group may stop each other's sessions (parentIdTag, groupIdToken)
    blocked: bool = False
    master: bool = False  # stops any session and starts none
    alone: bool = False  # one session at a time
    expires_at: datetime | None = None
    chargers: tuple[str, ...] = ()  # where it may charge; empty: everywhere
    hours: tuple[Hours, ...] = ()  # when; empty: always
    allowance: Allowance | None = None
    also: tuple[str, ...] = ()  # what other readers make of the same card; people joined them
    added_at: datetime | None = None


class AtTheEnd(Enum):
    """What happens when a person's budget is used up."""

    WARN = "warn"
    STOP = "stop"  # the running session too
    REFUSE = "refuse"  # the next start


class Budget(Value, frozen=True):
    """What a person may take in a calendar month, local; warned at `warn_percent` of it."""

    energy_wh: int | None = None
    money: Decimal | None = None
    at_the_end: AtTheEnd = AtTheEnd.WARN
    warn_percent: int = 90


class Openness(Enum):
    """Whom a charger serves."""

    EVERYONE = "everyone"
    KNOWN = "known"  # the cards that are known and allowed
    ASK = "ask"  # these, and others when the user says so while the driver waits
    PLUGGED = "plugged"  # whoever plugs in charges for one chosen person


class Policy(Value, frozen=True):
    """Who may charge at a charger, or, as the site's own, wherever no other stands."""

    openness: Openness = Openness.EVERYONE
    person_id: int | None = None  # PLUGGED: for whom
    hours: tuple[Hours, ...] = ()  # when it serves anyone; empty: always
    locked: bool = False  # a child lock: nobody starts here but from this computer


class CardKind(Enum):
    """What a number is that a charger is shown. People name and block all of them alike."""

    CARD = "card"
    CODE = "code"  # typed in
    CAR = "car"  # the car itself says who it is
    CHARGER = "charger"  # the charger made it up


class Doing(Enum):
    """What a card is shown for."""

    ASKING = "asking"  # held to the reader
    STARTING = "starting"
    STOPPING = "stopping"
    REMOTE = "remote"  # started from this computer


class Verdict(Enum):
    """The answer to a card, in words that every protocol version can be given its own for."""

    ACCEPTED = "accepted"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    BUSY = "busy"  # it is charging already
    NO_CREDIT = "no_credit"
    NOT_HERE = "not_here"
    NOT_NOW = "not_now"


class Reason(Enum):
    """Why a card was answered as it was."""

    THIS_COMPUTER = "this_computer"
    OPEN_TO_ALL = "open_to_all"
    PLUGGED_IN = "plugged_in"
    KNOWN = "known"
    ALLOWED_ONCE = "allowed_once"
    OWN_SESSION = "own_session"
    SAME_GROUP = "same_group"
    MASTER = "master"
    UNKNOWN = "unknown"
    ASKED = "asked"  # unknown, and the user is asked
    NO_NUMBER = "no_number"  # what the reader told is no card's number
    BLOCKED = "blocked"
    EXPIRED = "expired"
    OTHER_CHARGERS = "other_chargers"
    OUTSIDE_ITS_HOURS = "outside_its_hours"
    CHARGER_CLOSED = "charger_closed"
    CHARGER_LOCKED = "charger_locked"
    MASTER_STARTS_NONE = "master_starts_none"
    ALREADY_CHARGING = "already_charging"
    ENERGY_USED_UP = "energy_used_up"
    SESSIONS_USED_UP = "sessions_used_up"
    DAYS_USED_UP = "days_used_up"
    MONEY_USED_UP = "money_used_up"
    BUDGET_USED_UP = "budget_used_up"
    ANOTHERS_SESSION = "anothers_session"


class Used(Value, frozen=True):
    """What a card has taken of its allowance, or a person of this month's budget."""

    energy_wh: int = 0
    sessions: int = 0
    first_at: datetime | None = None  # when the first of these sessions began
    money: Decimal | None = None  # as prices/limits.py counts it; None: no prices are set, or nobody asked
    unpriced: int = 0  # sessions that `money` lacks, for their prices are missing


class Decision(Value, frozen=True):
    """The answer to one card at one charger, and why; logged and worded for people."""

    verdict: Verdict
    reason: Reason
    card: Card | None = None  # the known card that was meant
    person_id: int | None = None  # for whom a session that begins so is booked
    group: str = ""
    holds_until: datetime | None = None  # a charger may rely on this answer so long; None: until told otherwise

    @property
    def allowed(self) -> bool:
        return self.verdict is Verdict.ACCEPTED


class Answered(Value, frozen=True):
    """How a card was answered, and why."""

    verdict: Verdict
    reason: Reason

    @property
    def refused(self) -> bool:
        return self.verdict is not Verdict.ACCEPTED


class Shown(Value, frozen=True):
    """One card that was shown, and how it was answered: a line of the log of decisions."""

    at: datetime
    charger_id: str
    outlet: int  # 0: not said
    card: str  # as the reader told it
    doing: Doing
    verdict: Verdict
    reason: Reason
    id: int = 0  # 0: not in the log yet
    kind: CardKind = CardKind.CARD


class Stranger(Value, frozen=True):
    """A card that was shown and that nobody has named, with how often and where."""

    card: str
    times: int
    first_at: datetime
    last_at: datetime
    charger_id: str  # where it was shown last
    outlet: int
    verdict: Verdict  # how it was answered last
    sessions: int = 0
    energy_wh: int = 0
    kind: CardKind = CardKind.CARD  # as shown last


class Asked(Value, frozen=True):
    """An unknown card waits for the user's word: once, always, or no."""

    card: str
    charger_id: str
    outlet: int  # 0: not said
    at: datetime
    kind: CardKind = CardKind.CARD


class CardUse(Value, frozen=True):
    """What a card has charged so far."""

    sessions: int
    energy_wh: int
    last_at: datetime | None


class PersonUse(Value, frozen=True):
    """What a person's sessions of a span of time come to."""

    sessions: int
    energy_wh: int
    money: Decimal | None = None  # of those that are over; None: nobody asked
    unpriced: int = 0  # those among them that `money` lacks


class AnswerTo(Enum):
    """What the user says of an unknown card that waits at a charger."""

    ONCE = "once"
    ALWAYS = "always"  # it becomes a known card
    NO = "no"
