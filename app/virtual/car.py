"""A believable car: it ramps up, draws what it is offered, tapers near full and stops by itself."""

import random
from dataclasses import dataclass

MAINS_V = 230.0


@dataclass(frozen=True, slots=True)
class CarModel:
    """What kind of car comes."""

    battery_wh: int = 60_000
    start_soc_percent: float = 35.0
    phases: int = 3
    max_current_a: float = 16.0  # per phase
    ramp_s: float = 12.0  # from nothing to full current
    taper_from_percent: float = 88.0
    noise: float = 0.008  # share of the current that flickers
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """What flows at one instant, per phase."""

    current_a: tuple[float, ...]
    voltage_v: tuple[float, ...]

    @property
    def power_w(self) -> float:
        return sum(a * v for a, v in zip(self.current_a, self.voltage_v, strict=True))


class Car:
    """One car at a cable. Deterministic for a given model and sequence of steps."""

    def __init__(self, model: CarModel) -> None:
        self.model = model
        self._random = random.Random(model.seed)
        self._battery_wh = model.battery_wh * model.start_soc_percent / 100
        self._current_a = 0.0
        self._held_power_w: float | None = None
        # True while the car itself wants no energy.
        self.paused = False

    @property
    def soc_percent(self) -> float:
        """How full the battery is, 0 to 100."""
        return min(100.0, 100 * self._battery_wh / self.model.battery_wh)

    @property
    def full(self) -> bool:
        """Whether the battery takes no more. A car held at a power never fills."""
        return self._held_power_w is None and self._battery_wh >= self.model.battery_wh

    @property
    def wants_energy(self) -> bool:
        return not self.paused and not self.full

    def hold(self, power_w: float | None) -> None:
        """Draws exactly this power, without ramp, noise, taper or end; None gives it back."""
        self._held_power_w = power_w

    def idle(self) -> Draw:
        """Nothing flows: the next draw ramps up afresh."""
        self._current_a = 0.0
        return Draw((0.0,) * self.model.phases, self._voltages())

    def draw(self, seconds: float, offered_a: float) -> Draw:
        """Charges for `seconds` with at most `offered_a` per phase and says what flowed."""
        if not self.wants_energy or offered_a <= 0:
            return self.idle()
        if self._held_power_w is not None:
            asked_a = self._held_power_w / (MAINS_V * self.model.phases)
            drawn = Draw((min(asked_a, offered_a),) * self.model.phases, self._voltages())
        else:
            drawn = self._draw_as_cars_do(seconds, offered_a)
        self._battery_wh += drawn.power_w * seconds / 3600
        return drawn

    def _draw_as_cars_do(self, seconds: float, offered_a: float) -> Draw:
        target_a = min(self.model.max_current_a, offered_a, self._taper_a())
        ramp_a = self.model.max_current_a * seconds / max(self.model.ramp_s, seconds, 0.1)
        self._current_a = min(target_a, self._current_a + ramp_a)
        currents = tuple(
            min(offered_a, self._current_a * (1 - self.model.noise * self._random.random()))
            for _ in range(self.model.phases)
        )
        return Draw(currents, self._voltages())

    def _taper_a(self) -> float:
        over = self.soc_percent - self.model.taper_from_percent
        if over <= 0:
            return self.model.max_current_a
        share = over / (100 - self.model.taper_from_percent)
        # Real cars end well below the 6 A that chargers must offer; none ends at nothing.
        return self.model.max_current_a * (1 - 0.85 * share)

    def _voltages(self) -> tuple[float, ...]:
        if self._held_power_w is not None or not self.model.noise:
            return (MAINS_V,) * self.model.phases
        return tuple(MAINS_V + self._random.uniform(-1.5, 1.5) for _ in range(self.model.phases))
