"""Meter samples → readings → energy and power: pure arithmetic, no state.

A charger sends loose samples (a quantity, perhaps a phase, perhaps a context). `settle` makes one reading of those that
belong together; `follow` moves a session's energy on by one register value and notices when the register is not the
one it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from math import isfinite, sqrt

from app.core.model import Evidence, Moment, Phases, Reading
from app.core.values import Value

# No home or shop outlet gives more; a register that runs faster has jumped.
MOST_POWER_W = 400_000
# What one charges with for hours.
STEADY_POWER_W = 50_000
# Clocks and meters are not read at one instant: so much more is no jump.
SLACK_WH = 20_000
FIRST_SLACK_WH = 2_000
# Two sources of one meter may differ by this without a word.
ROUNDING_WH = 100


class Quantity(Enum):
    """What a sample measures; its value is in the unit of the name."""

    ENERGY_WH = "energy_wh"
    POWER_W = "power_w"
    CURRENT_A = "current_a"
    VOLTAGE_V = "voltage_v"
    SOC_PERCENT = "soc_percent"

    # Members are single objects: hashing them by identity is right, and spares a call on every look-up.
    __hash__ = object.__hash__


class Phase(Enum):
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    N = "N"
    L1_L2 = "L1-L2"
    L2_L3 = "L2-L3"
    L3_L1 = "L3-L1"

    __hash__ = object.__hash__


class Sample(Value, frozen=True):
    quantity: Quantity
    value: float
    phase: Phase | None = None  # None: all phases together, or not said
    moment: Moment = Moment.PERIODIC


_LINES = (Phase.L1, Phase.L2, Phase.L3)
_NO_LINES = (None, None, None)
# The phase whose voltage stands in for a line-to-line one.
_LINE_TO_LINE = {Phase.L1_L2: 0, Phase.L2_L3: 1, Phase.L3_L1: 2}


def settle(at: datetime, samples: Iterable[Sample]) -> tuple[Reading, ...]:
    """One reading for each moment among samples of one instant; samples that are not finite numbers are left out."""
    moments: dict[Moment, dict[Quantity, dict[Phase | None, float]]] = {}
    for sample in samples:
        if isfinite(sample.value):
            quantities = moments.get(sample.moment)
            if quantities is None:
                quantities = moments[sample.moment] = {}
            phases = quantities.get(sample.quantity)
            if phases is None:
                quantities[sample.quantity] = {sample.phase: sample.value}
            else:
                phases[sample.phase] = sample.value
    return tuple(_reading(at, moment, quantities) for moment, quantities in moments.items())


def _reading(at: datetime, moment: Moment, values: dict[Quantity, dict[Phase | None, float]]) -> Reading:
    energy = _energy(values[Quantity.ENERGY_WH]) if Quantity.ENERGY_WH in values else None
    power = _power(values[Quantity.POWER_W]) if Quantity.POWER_W in values else None
    soc = values.get(Quantity.SOC_PERCENT)
    return Reading(
        at=at,
        energy_wh=None if energy is None else round(energy),
        power_w=None if power is None else round(power),
        current_a=_current(values[Quantity.CURRENT_A]) if Quantity.CURRENT_A in values else None,
        voltage_v=_voltage(values[Quantity.VOLTAGE_V]) if Quantity.VOLTAGE_V in values else None,
        soc_percent=next(iter(soc.values())) if soc else None,
        moment=moment,
    )


def _energy(by_phase: dict[Phase | None, float]) -> float | None:
    """The total register. Some chargers tag the total with a phase: one alone, or all three alike, is the total."""
    if None in by_phase:
        return by_phase[None]
    lines = [by_phase[line] for line in _LINES if line in by_phase]
    if not lines:
        return None
    return lines[0] if len(set(lines)) == 1 else sum(lines)


def _power(by_phase: dict[Phase | None, float]) -> float | None:
    """The total: never added to its own phases where both are sent."""
    if None in by_phase:
        return by_phase[None]
    lines = [by_phase[line] for line in _LINES if line in by_phase]
    return sum(lines) if lines else None


def _per_line(by_phase: dict[Phase | None, float]) -> Phases | None:
    lines = by_phase.get(Phase.L1), by_phase.get(Phase.L2), by_phase.get(Phase.L3)
    return None if lines == _NO_LINES else lines


def _current(by_phase: dict[Phase | None, float]) -> Phases | None:
    """Per phase; an unphased value, or one on the neutral alone, is a single-phase charger's L1."""
    lines = _per_line(by_phase)
    if lines is not None:
        return lines
    single = by_phase.get(None, by_phase.get(Phase.N))
    return None if single is None else (single, None, None)


def _voltage(by_phase: dict[Phase | None, float]) -> Phases | None:
    """Phase to neutral; a line-to-line value is divided by √3 where nothing better was sent."""
    lines = _per_line(by_phase)
    if lines is not None:
        return lines
    found: list[float | None] = [None, None, None]
    for phase, index in _LINE_TO_LINE.items():
        if phase in by_phase:
            found[index] = by_phase[phase] / sqrt(3)
    if any(value is not None for value in found):
        return found[0], found[1], found[2]
    return (by_phase[None], None, None) if None in by_phase else None


class Register(Value, frozen=True):
    """A session's view of the meter: energy in Wh is carried_wh + last_wh - start_wh."""

    start_wh: int
    last_wh: int
    carried_wh: int = 0
    suspect_wh: int | None = None  # a value that cannot follow last_wh; believed when the next one confirms it
    jumped: bool = False  # this step began a new count

    @property
    def energy_wh(self) -> int:
        return max(0, self.carried_wh + self.last_wh - self.start_wh)

    @property
    def untouched(self) -> bool:
        """Nothing was counted since the start."""
        return self.carried_wh == 0 and self.last_wh == self.start_wh


def follow(register: Register, value_wh: int, seconds: float, whole_s: float = 0.0) -> Register:
    """The register after the meter said value_wh, `seconds` after its last value and `whole_s` after the start.

    A value below the last one, or higher than any car could have charged in the time, is a glitch or a new count. One
    alone is set aside; a second that follows from it shows that the meter was reset (it counts from 0 again) or
    exchanged (it counts on from where it stood): by another that no car could have brought so far, if it is lower.
    """
    if register.last_wh == 0 and _for_life(register, value_wh, seconds, whole_s):
        return Register(register.start_wh, value_wh)  # a new count that never counted was none
    if _follows(register, value_wh, seconds, whole_s):
        return Register(register.start_wh, value_wh, register.carried_wh)
    if _for_life(register, value_wh, seconds, whole_s):
        return Register(register.start_wh, value_wh)
    suspect = register.suspect_wh
    if suspect is None or not 0 <= value_wh - suspect <= most_wh(seconds):
        return Register(register.start_wh, register.last_wh, register.carried_wh, suspect_wh=value_wh)
    from_zero = suspect < register.last_wh and suspect <= most_wh(max(seconds, whole_s))
    return recounted(register, suspect, value_wh, from_zero=from_zero)


def recounted(register: Register, first_wh: int, value_wh: int, *, from_zero: bool) -> Register:
    """The register after first_wh, which did not follow, proved to be a new count, now at value_wh."""
    if register.untouched and register.start_wh == 0:
        return Register(first_wh, value_wh)  # the 0 at the start said nothing: the first value is the start
    counted_from = 0 if from_zero else first_wh
    carried = register.carried_wh + register.last_wh - counted_from
    return Register(register.start_wh, value_wh, carried, jumped=True)


def finish(register: Register, value_wh: int, seconds: float, whole_s: float = 0.0) -> tuple[Register, Evidence | None]:
    """Like `follow` for a charger's last word, which nothing can confirm: the register, and what is odd about it."""
    start, last, carried = register.start_wh, register.last_wh, register.carried_wh
    known = Register(start, last, carried)
    if value_wh == 0 and last > 0:  # a charger that does not say
        return known, Evidence.METER_STOP_MISSING
    if _for_life(known, value_wh, seconds, whole_s):
        # The readings counted anew, the register for life did not: start and stop are both its.
        return Register(start, value_wh), Evidence.SESSION_METER if carried > 0 else None
    followed = follow(register, value_wh, seconds, whole_s)
    if followed.suspect_wh is None:
        return followed, None
    if value_wh > last:
        return known, Evidence.METER_JUMPED
    if last - value_wh <= ROUNDING_WH:
        return known, None
    if carried == 0 and value_wh >= start:
        return Register(start, value_wh), Evidence.STOP_BELOW_READING
    if value_wh <= most_wh(seconds):  # reset just before the end: what it shows was counted since
        return Register(start, value_wh, carried + last, jumped=True), Evidence.METER_STOP_BELOW_START
    return known, Evidence.METER_JUMPED


def most_wh(seconds: float) -> float:
    """More than any car charges in this time."""
    return MOST_POWER_W * max(seconds, 0.0) / 3600 + SLACK_WH


def _for_life(register: Register, value_wh: int, seconds: float, whole_s: float) -> bool:
    """A new count was begun, and yet this value goes on from the start as if there had been none."""
    gained = value_wh - register.start_wh - register.energy_wh
    whole_wh = STEADY_POWER_W * whole_s / 3600 - register.energy_wh  # the new count may have measured no time at all
    return register.carried_wh != 0 and -ROUNDING_WH <= gained <= max(most_wh(seconds), whole_wh)


def _follows(register: Register, value_wh: int, seconds: float, whole_s: float) -> bool:
    risen = value_wh - register.last_wh
    if risen < 0:
        return False
    if register.start_wh == 0 and register.untouched:  # 0 may be no figure at all: what comes first must be small
        return risen <= MOST_POWER_W * max(seconds, whole_s, 0.0) / 3600 + FIRST_SLACK_WH
    # A meter that is read seldom may show a whole session at once.
    return risen <= most_wh(seconds) or (
        register.carried_wh == 0 and value_wh - register.start_wh <= STEADY_POWER_W * whole_s / 3600
    )


def mean_power_w(earlier: Reading, later: Reading) -> int | None:
    """Power from two register values, for meters that send energy only; None where that cannot be told."""
    if earlier.energy_wh is None or later.energy_wh is None:
        return None
    seconds = (later.at - earlier.at).total_seconds()
    gained = later.energy_wh - earlier.energy_wh
    if seconds < 1 or gained < 0:
        return None
    power = round(gained * 3600 / seconds)
    return power if power <= MOST_POWER_W else None
