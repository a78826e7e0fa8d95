"""One outlet's meter for the pictures' data set: whole stays and parts of them, as the reports that tell of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import sin

from screenshots_house import NOW, Line, Told

from app.core.model import Activity, Availability, Reading, StopReason
from app.core.reports import Metered, Report, Stage, StatusTold, TransactionTold

_VOLT_V = 230.0


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


class Meter:
    """One outlet's meter and the cars at it; its register only ever counts on."""

    def __init__(self, line: Line, outlet: int = 1, *, register_wh: int = 0, seed: int = 1) -> None:
        self.line = line
        self.outlet = outlet
        self.register_wh = register_wh
        self._random = random.Random(seed)
        self._transactions = 100 * seed
        self._drawn_w = 0

    def told(self, at: datetime, report: Report) -> Told:
        return Told(at, self.line, report)

    def status(self, at: datetime, availability: Availability, activity: Activity | None = None) -> Told:
        return self.told(at, StatusTold(self.outlet, availability, activity))

    def begin(self, at: datetime, card: str, activity: Activity = Activity.CONNECTED) -> Iterator[Told]:
        """The cable goes in, the card is shown, the session starts."""
        self._transactions += 1
        self.transaction = str(self._transactions)
        self._drawn_w = 0
        yield self.status(at, Availability.OCCUPIED, activity)
        began = TransactionTold(
            Stage.BEGAN, at, self.transaction, self.outlet, card, meter_start_wh=self.register_wh, activity=activity
        )
        yield self.told(at, began)

    def charge(
        self, at: datetime, until: datetime, power_w: int, *, every: timedelta, phases: int = 3, full: bool = False
    ) -> Iterator[Told]:
        """Power flows: up within a minute, steady with a little noise, and down over a full car's last half hour."""
        yield self.status(at, Availability.OCCUPIED, Activity.CHARGING)
        span_s, step_s = (until - at).total_seconds(), every.total_seconds()
        before_w, passed_s = self._drawn_w, 0.0
        while passed_s <= span_s:
            # A slow sway as of the line's voltage, and a little noise.
            level_w = power_w * (0.985 + 0.008 * sin(passed_s / 700) + self._random.uniform(-0.006, 0.006))
            drawn_w = before_w + (level_w - before_w) * min(1.0, passed_s / 60)
            if full:
                drawn_w *= max(0.12, min(1.0, (span_s - passed_s) / 1800))
            self._drawn_w = round(drawn_w)
            self.register_wh += round(drawn_w * (step_s if passed_s else 0.0) / 3600)
            yield self.told(
                at + timedelta(seconds=passed_s),
                Metered(self.outlet, (self._reading(at, passed_s, self._drawn_w, phases),), self.transaction),
            )
            passed_s += step_s

    def still(self, at: datetime, until: datetime, every: timedelta) -> Iterator[Told]:
        """Nothing flows, and the meter says so."""
        self._drawn_w = 0
        while at <= until:
            yield self.told(at, Metered(self.outlet, (self._reading(at, 0, 0, 3),), self.transaction))
            at += every

    def end(
        self, at: datetime, reason: StopReason, *, leaves: timedelta | None = timedelta(minutes=9)
    ) -> Iterator[Told]:
        """The session stops; the car leaves a little later, or stays."""
        stop = TransactionTold(
            Stage.ENDED, at, self.transaction, self.outlet, meter_stop_wh=self.register_wh, reason=reason
        )
        yield self.told(at, stop)
        if leaves is not None:
            yield self.status(at + leaves, Availability.AVAILABLE)

    def visit(self, at: datetime, minutes: float, power_w: int, card: str, *, step_min: float = 5) -> Iterator[Told]:
        """A whole stay, from plugging in to leaving."""
        full = self._random.random() < 0.5
        stop = at + timedelta(minutes=minutes)
        every = timedelta(minutes=step_min)
        yield from self.begin(at, card)
        phases = 1 if power_w < 5000 else 3
        yield from self.charge(at + timedelta(seconds=40), stop, power_w, every=every, phases=phases, full=full)
        yield from self.end(stop, StopReason.CAR_DISCONNECTED if not full else StopReason.CAR_FINISHED)

    def days(self, first: int, last: int, every: float, power_w: int, card: str, step_min: float = 5) -> Iterator[Told]:
        """Stays on the days so many days ago, newest last, each at an hour and of a length of its own."""
        day = float(first)
        while day > last:
            at = ago(days=day) + timedelta(minutes=self._random.randrange(-180, 240))
            yield from self.visit(at, self._random.randrange(70, 260), power_w, card, step_min=step_min)
            day -= max(1.0, every * self._random.uniform(0.6, 1.5))

    def _reading(self, began: datetime, passed_s: float, drawn_w: int, phases: int) -> Reading:
        amps = round(drawn_w / phases / _VOLT_V, 1)
        return Reading(
            began + timedelta(seconds=passed_s),
            self.register_wh,
            drawn_w,
            (amps, amps, amps) if phases == 3 else (amps, 0.0, 0.0),
            (_VOLT_V, _VOLT_V, _VOLT_V),
        )
