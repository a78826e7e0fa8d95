"""The things a user would name: chargers, outlets, sessions, readings, people, and what happens at an outlet.

Every value is frozen: a change makes a new value, so whoever holds one holds a true picture of one instant, on any
thread. Instants are aware UTC, energy is integer Wh, power integer W, current A and voltage V per phase.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from app.core.cards import Answered, Budget
from app.core.values import Value, replace


class Standing(Enum):
    """What a charger is to us."""

    APPROVED = "approved"
    WAITING = "waiting"  # it introduced itself; the user has not said yes
    REFUSED = "refused"  # the user said "not mine"


class Availability(Enum):
    """Whether a car can use an outlet (2.x: AvailabilityState)."""

    UNKNOWN = "unknown"  # nothing was ever said
    AVAILABLE = "available"
    OCCUPIED = "occupied"
    RESERVED = "reserved"
    UNAVAILABLE = "unavailable"
    FAULTED = "faulted"


class Activity(Enum):
    """What the car and the outlet are doing (2.x: chargingState; 1.6 merges it into the status)."""

    IDLE = "idle"
    CONNECTED = "connected"  # the cable is in, energy is not offered yet
    CHARGING = "charging"
    PAUSED_BY_CAR = "paused_by_car"
    PAUSED_BY_CHARGER = "paused_by_charger"
    FINISHING = "finishing"  # the session is over, the cable is still in


class Moment(Enum):
    """Why a reading was taken (OCPP: reading context)."""

    BEGIN = "begin"
    PERIODIC = "periodic"
    CLOCK = "clock"
    TRIGGER = "trigger"
    INTERRUPTION = "interruption"
    END = "end"

    # Members are single objects: hashing them by identity is right, and spares a call on every look-up.
    __hash__ = object.__hash__


class Quality(Enum):
    """Why a session's energy is believed."""

    MEASURED = "measured"
    RECONSTRUCTED = "reconstructed"
    EDITED = "edited"
    DISPUTED = "disputed"


class Evidence(Enum):
    """A fact behind a session's numbers, worded for the user in its detail."""

    START_MISSED = "start_missed"  # readings or a stop came for a session whose start never did
    STOP_MISSED = "stop_missed"  # closed without the charger's own stop
    CLOSED_BY_NEXT_START = "closed_by_next_start"
    REGISTER_RESET = "register_reset"  # the meter fell during the session
    METER_START_MISSING = "meter_start_missing"
    METER_STOP_MISSING = "meter_stop_missing"
    METER_STOP_BELOW_START = "meter_stop_below_start"
    CLOCK_CORRECTED = "clock_corrected"  # the charger's time was impossible or off by a fixed amount
    SENT_LATE = "sent_late"  # told after the fact, from the charger's offline queue
    EVENTS_MISSING = "events_missing"  # a gap in the charger's own numbering, until a late event fills it
    METER_STOP_FROM_NEXT_START = "meter_stop_from_next_start"  # the end never came; the next start's meter counts
    METER_START_FROM_LAST_STOP = "meter_start_from_last_stop"  # the start never came; the last stop's meter counts
    JOINED_BY_METER = "joined_by_meter"  # a stop without a known number, matched where several sessions could be meant
    READ_AFTER_STOP = "read_after_stop"  # a reading soon after the stop was higher, and counts
    SESSION_METER = "session_meter"  # readings count each session from zero, beside a register for life
    TWO_STOPS = "two_stops"  # the charger told two different ends
    STOP_BELOW_READING = "stop_below_reading"  # the meter at the stop was lower than a reading before it
    METER_JUMPED = "meter_jumped"  # the meter at the stop is further off than any car could charge, and is left out
    POWER_DISAGREES = "power_disagrees"  # power and time give a very different energy than the register
    UNIT_DOUBTED = "unit_doubted"  # they differ by about a thousand: kWh in a field for Wh, or the reverse
    ENERGY_FROM_POWER = "energy_from_power"  # the register never moved; power and time count
    FOUND_BY_METER = "found_by_meter"  # the meter went on between two sessions; a person booked what it counted


class Origin(Enum):
    """Where a session comes from."""

    CHARGER = "charger"  # the charger told it
    BY_HAND = "by_hand"  # a person wrote it down
    FOUND = "found"  # the meter went on between two sessions; a person booked what it counted
    SPLIT = "split"  # the later part of a session that a person split


class MeterHabit(Enum):
    """What was learned of a charger's meter from its own figures, and is remembered for its next sessions."""

    SESSION_SAMPLES = "session_samples"  # readings count from zero each session, start and stop for life
    ZERO_START = "zero_start"  # the start says 0, readings and stop count for life


class StopReason(Enum):
    """Why a session ended, in words both protocol families can be read into."""

    LOCAL = "local"
    REMOTE = "remote"
    CAR_DISCONNECTED = "car_disconnected"
    CAR_FINISHED = "car_finished"
    CARD_REFUSED = "card_refused"
    EMERGENCY = "emergency"
    POWER_LOSS = "power_loss"
    RESET = "reset"
    UNLOCKED = "unlocked"
    TIMEOUT = "timeout"
    FAULT = "fault"
    LIMIT_REACHED = "limit_reached"
    OTHER = "other"
    UNKNOWN = "unknown"  # closed by us, the charger never said


class FaultKind(Enum):
    """What is wrong with an outlet, as far as a charger's own word for it can be read."""

    CABLE_LOCK = "cable_lock"
    CAR_COMMUNICATION = "car_communication"
    EARTH_FAULT = "earth_fault"
    TEMPERATURE = "temperature"
    OVER_CURRENT = "over_current"
    OVER_VOLTAGE = "over_voltage"
    UNDER_VOLTAGE = "under_voltage"
    METER = "meter"
    CONTACTOR = "contactor"
    CARD_READER = "card_reader"
    WEAK_SIGNAL = "weak_signal"
    RESET = "reset"
    INTERNAL = "internal"
    OTHER = "other"


Phases = tuple[float | None, float | None, float | None]
"""One value for each of L1, L2, L3; None where the charger said nothing."""


class Fault(Value, frozen=True):
    kind: FaultKind
    detail: str = ""  # the charger's own words, already clipped and cleaned


class Reading(Value, frozen=True):
    """What the meter of one outlet said at one instant; None where it said nothing."""

    at: datetime
    energy_wh: int | None = None  # the register, imported energy; may be per session or for life
    power_w: int | None = None
    current_a: Phases | None = None
    voltage_v: Phases | None = None
    soc_percent: float | None = None
    moment: Moment = Moment.PERIODIC


class Amendment(Value, frozen=True):
    """What people wrote over a session; None: it stands as it was told."""

    started_at: datetime | None = None
    stopped_at: datetime | None = None
    energy_wh: int | None = None
    person_id: int | None = None  # 0: nobody, whatever its card says
    vehicle_id: int | None = None  # 0: none
    note: str = ""
    excluded: bool = False  # in no total and on no statement
    removed: bool = False  # of a session that a person added: it was taken back

    @property
    def touches_numbers(self) -> bool:
        return not (self.started_at is None and self.stopped_at is None and self.energy_wh is None)


AS_TOLD = Amendment()


class Session(Value, frozen=True):
    """One car's stay at one outlet, from start to stop, as it was told; `booked` is what people see and pay."""

    id: int
    charger_id: str
    outlet: int
    transaction_id: str  # the charger's, or for 1.6 ours, as text
    started_at: datetime
    reported_start: datetime | None = None  # the start as the charger wrote it, for telling repeats
    stopped_at: datetime | None = None
    card: str | None = None
    stop_card: str | None = None
    card_person_id: int | None = None  # whose card it was when it began the session: cards change hands
    card_vehicle_id: int | None = None  # that person's only vehicle then
    card_answer: Answered | None = None  # to the card that began it; None: no card did, or it is not known any more
    meter_start_wh: int | None = None
    meter_last_wh: int | None = None  # the newest register value in this session
    meter_stop_wh: int | None = None
    carried_wh: int = 0  # what the register had counted before it was last reset
    suspect_wh: int | None = None  # a register value set aside until the next one confirms it
    energy_wh: int = 0
    last_reading_at: datetime | None = None
    power_ws: int | None = 0  # power over time, W·s, beside the register; None: told too seldom to add up
    power_at: datetime | None = None  # up to when
    quality: Quality = Quality.MEASURED
    evidence: frozenset[Evidence] = frozenset()
    stop_reason: StopReason | None = None
    reported_stop: datetime | None = None  # the stop as the charger wrote it, for telling repeats
    heard: tuple[tuple[int, int], ...] = ()  # runs of the charger's own event numbers, ascending (first, last)
    remote_start_id: int | None = None
    origin: Origin = Origin.CHARGER
    part_of: int | None = None  # the whole that the charger told and people split; its readings are kept there
    amended: Amendment = AS_TOLD

    @property
    def open(self) -> bool:
        return self.stopped_at is None

    @property
    def person_id(self) -> int | None:
        """Who is booked for it."""
        written = self.amended.person_id
        return (written or None) if written is not None else self.card_person_id

    @property
    def vehicle_id(self) -> int | None:
        written = self.amended.vehicle_id
        return (written or None) if written is not None else self.card_vehicle_id

    @property
    def refused(self) -> bool:
        """Its card was refused; a charger may have charged all the same."""
        return self.card_answer is not None and self.card_answer.refused

    @property
    def turned_away(self) -> bool:
        """Its card was refused and nothing was charged: listed, and in no budget, allowance, price or statement."""
        return self.refused and self.booked.energy_wh == 0

    @property
    def booked(self) -> Session:
        """The session with what people wrote over it; itself where they wrote nothing over its numbers."""
        amended = self.amended
        if not amended.touches_numbers:
            return self
        return replace(
            self,
            started_at=amended.started_at or self.started_at,
            stopped_at=amended.stopped_at or self.stopped_at,
            energy_wh=self.energy_wh if amended.energy_wh is None else amended.energy_wh,
            quality=Quality.EDITED,
        )


class Person(Value, frozen=True):
    id: int
    name: str
    budget: Budget | None = None  # what they may take in a month
    erased: bool = False  # its sums stay, its name is made up


class Vehicle(Value, frozen=True):
    id: int
    name: str
    person_id: int | None = None  # who drives it


class EndedKey(Value, frozen=True):
    """What is remembered of a session that ended long ago: enough to know it again, not to change it."""

    charger_id: str
    session_id: int
    transaction_id: str
    outlet: int
    card: str | None
    reported_start: datetime | None
    reported_stop: datetime | None


class Outlet(Value, frozen=True):
    """A socket one car uses, as last heard of."""

    charger_id: str
    number: int  # 1 and up
    name: str = ""
    availability: Availability = Availability.UNKNOWN
    activity: Activity = Activity.IDLE
    fault: Fault | None = None
    switched_off: bool = False  # by us, on the user's wish
    status_at: datetime | None = None
    session: Session | None = None  # the open one, or the last until the car leaves
    live: Reading | None = None  # the newest reading young enough to show
    limit_a: float | None = None  # the current limit the user set, None = none
    card: str | None = None  # a card approved here that has not begun a session yet
    card_at: datetime | None = None
    wish: Wish | None = None  # a command on its way


class Wish(Enum):
    """What the user asked of an outlet that the charger has accepted and not yet done."""

    STARTING = "starting"
    STOPPING = "stopping"


class Charger(Value, frozen=True):
    id: str  # its identity as first heard or typed; compared without case
    name: str = ""
    standing: Standing = Standing.WAITING
    vendor: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    protocol: str = ""  # the version spoken last, e.g. "1.6"
    address: str = ""  # where it called from last
    anonymous: bool = False  # it never says its name; we made one up
    has_password: bool = False
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    booted_at: datetime | None = None
    meter_habit: MeterHabit | None = None
    online: bool = False
    restarting: bool = False  # we asked it to restart and it has not come back

    @property
    def approved(self) -> bool:
        return self.standing is Standing.APPROVED

    @property
    def title(self) -> str:
        return self.name or self.id


class EventKind(Enum):
    """What can happen at an outlet beside a session's own figures."""

    PLUGGED_IN = "plugged_in"
    UNPLUGGED = "unplugged"
    CARD_SHOWN = "card_shown"
    CHARGING = "charging"
    PAUSED_BY_CAR = "paused_by_car"
    PAUSED_BY_CHARGER = "paused_by_charger"
    FINISHING = "finishing"
    LIMITED = "limited"  # detail: amperes; empty: the limit was lifted
    FAULT = "fault"  # detail: the kind, and the charger's own word after a blank
    FAULT_OVER = "fault_over"
    LINE_LOST = "line_lost"
    LINE_BACK = "line_back"
    COST_DIFFERS = "cost_differs"  # detail: what the charger reckoned by itself, and its currency after a blank


class Event(Value, frozen=True):
    """Something that happened at an outlet, for the timeline of its sessions."""

    charger_id: str
    outlet: int
    at: datetime
    kind: EventKind
    detail: str = ""
