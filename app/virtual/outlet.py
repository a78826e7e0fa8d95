"""One outlet: cable, card, meter and the transaction that is open on it."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from app.virtual.car import MAINS_V, Car, Draw

# IEC 61851: a car is never offered less than this; below it charging is suspended.
MIN_CURRENT_A = 6.0


class State(Enum):
    """What an outlet is doing; the values are 1.6's words, the finest of all versions."""

    AVAILABLE = "Available"
    PREPARING = "Preparing"
    CHARGING = "Charging"
    SUSPENDED_BY_CAR = "SuspendedEV"
    SUSPENDED_BY_CHARGER = "SuspendedEVSE"
    FINISHING = "Finishing"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


class EndCause(Enum):
    """Why a transaction ends: 1.6's reason, 2.x's stoppedReason and triggerReason."""

    LOCAL = ("Local", "Local", "StopAuthorized")
    REMOTE = ("Remote", "Remote", "RemoteStop")
    UNPLUGGED = ("EVDisconnected", "EVDisconnected", "EVCommunicationLost")
    UNLOCKED = ("UnlockCommand", "Other", "UnlockCommand")
    HARD_RESET = ("HardReset", "ImmediateReset", "ResetCommand")
    SOFT_RESET = ("SoftReset", "ImmediateReset", "ResetCommand")
    REFUSED_CARD = ("DeAuthorized", "DeAuthorized", "Deauthorized")
    MASTER = ("Local", "MasterPass", "StopAuthorized")
    NO_CABLE = ("Other", "Timeout", "EVConnectTimeout")
    POWER_LOSS = ("PowerLoss", "PowerLoss", "AbnormalCondition")

    @property
    def reason16(self) -> str:
        return self.value[0]

    @property
    def stopped_reason(self) -> str:
        return self.value[1]

    @property
    def trigger(self) -> str:
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Card:
    """A card or any other token; `kind` is 2.x's IdTokenEnumType."""

    uid: str
    kind: str = "ISO14443"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter shows; `at` is the time as the charger tells it."""

    at: datetime
    energy_wh: int
    power_w: float
    current_a: tuple[float, ...]
    voltage_v: tuple[float, ...]
    soc_percent: float | None


@dataclass(slots=True)
class Transaction:
    """An open transaction and what has been told of it."""

    outlet: int
    card: Card | None
    begun: Reading
    remote_start_id: int | None = None  # the 2.x request this came from
    key: str = field(default_factory=lambda: str(uuid.uuid4()))  # 2.x: the charger names it
    number: int | None = None  # 1.6: the central system names it
    seq_no: int = -1  # of the last 2.x event
    card_told: bool = False
    told_state: str = ""  # the last 2.x chargingState


class Outlet:
    """The physics and the facts of one outlet. Knows no protocol and does no input or output."""

    def __init__(self, number: int, max_current_a: float, now: datetime) -> None:
        self.number = number
        self.max_current_a = max_current_a
        self.lock = asyncio.Lock()  # one verb, command or pulse at a time
        self.car: Car | None = None  # None: no cable
        self.card: Card | None = None  # accepted and not yet used up
        self.card_at = now
        self.remote_start_id: int | None = None
        self.transaction: Transaction | None = None
        self.finishing = False  # the transaction is over, the cable still in
        self.operative = True
        self.inoperative_after = False  # becomes unavailable when the transaction ends
        self.fault: str | None = None
        self.offered_a = max_current_a
        self.told_status = ""
        self.metered_at = now  # when the last periodic reading was taken
        self._register_wh = 1000.0 * number
        self._drawn = Draw((), ())
        self._advanced_to = now

    @property
    def power_w(self) -> float:
        """What flows now."""
        return self._drawn.power_w

    @property
    def energized(self) -> bool:
        """Whether cable, card and transaction are all there, so that energy may flow."""
        return self.car is not None and self.card is not None and self.transaction is not None and self.fault is None

    @property
    def state(self) -> State:
        if self.fault is not None:
            return State.FAULTED
        if self.energized and self.car is not None:
            if self.offered_a < MIN_CURRENT_A:
                return State.SUSPENDED_BY_CHARGER
            return State.CHARGING if self.car.wants_energy else State.SUSPENDED_BY_CAR
        if not self.operative:
            return State.UNAVAILABLE
        if self.finishing:
            return State.FINISHING
        if self.car is not None or self.card is not None or self.transaction is not None:
            return State.PREPARING
        return State.AVAILABLE

    def advance(self, now: datetime, offered_a: Callable[[datetime], float]) -> None:
        """Lets time pass up to `now`, in steps of at most a second, as far as power is offered."""
        at = self._advanced_to
        left = (now - at).total_seconds()
        self._advanced_to = max(now, at)
        while left > 0:
            step = min(1.0, left)
            left -= step
            self.offered_a = min(self.max_current_a, offered_a(at))
            at += timedelta(seconds=step)
            self._flow(step)
        self.offered_a = min(self.max_current_a, offered_a(now))
        self._flow(0.0)

    def read(self, told_at: datetime, with_soc: bool) -> Reading:
        """What the meter shows after the last `advance`."""
        drawn, car = self._drawn, self.car
        return Reading(
            at=told_at,
            energy_wh=round(self._register_wh),
            power_w=round(drawn.power_w, 1),
            current_a=tuple(round(a, 2) for a in drawn.current_a) or (0.0,),
            voltage_v=tuple(round(v, 1) for v in drawn.voltage_v) or (MAINS_V,),
            soc_percent=round(car.soc_percent, 1) if with_soc and car is not None else None,
        )

    def _flow(self, seconds: float) -> None:
        car = self.car
        if car is None:
            self._drawn = Draw((), ())
        elif self.energized and self.offered_a >= MIN_CURRENT_A:
            self._drawn = car.draw(seconds, self.offered_a)
            self._register_wh += self._drawn.power_w * seconds / 3600
        else:
            self._drawn = car.idle()
