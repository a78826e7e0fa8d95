"""How a session's energy lay in time: exact, and always adding up to what the register says.

Between two readings energy is spread evenly, or by the power where it was sampled in between (OCPI leaves this open).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from itertools import pairwise

from app.core.metering import STEADY_POWER_W, Register, finish, follow
from app.core.prices.clock import SECOND
from app.core.prices.series import microseconds
from app.core.prices.usage import Usage

Knot = tuple[int, Fraction]
"""Microseconds since 1970 UTC, and the Wh charged until then."""


class Flow:
    """The energy of one session as a function of time: straight lines between knots."""

    __slots__ = ("_energies", "_times", "estimated", "gap_us")

    def __init__(self, knots: list[Knot], gap_us: int, *, estimated: bool = False) -> None:
        self._times = [at for at, _ in knots]
        self._energies = [energy for _, energy in knots]
        self.gap_us = gap_us  # a longer time between two knots leaves the split in doubt
        self.estimated = estimated  # the meter was reset, so the energy itself is

    @property
    def total_wh(self) -> Fraction:
        return self._energies[-1]

    def until(self, at_us: int | Fraction) -> Fraction:
        """Wh charged until an instant."""
        index = bisect_right(self._times, at_us)
        if index == 0:
            return Fraction(0)
        if index == len(self._times):
            return self._energies[-1]
        before, after = self._times[index - 1], self._times[index]
        low, high = self._energies[index - 1], self._energies[index]
        if low == high or at_us == before:
            return low
        return low + (high - low) * Fraction(at_us - before, after - before)

    def reaches(self, energy_wh: Fraction) -> Fraction | None:
        """The first instant by which so much was charged; None: never."""
        index = bisect_left(self._energies, energy_wh)
        if index == len(self._energies):
            return None
        if index == 0:
            return Fraction(self._times[0])
        before, after = self._times[index - 1], self._times[index]
        low, high = self._energies[index - 1], self._energies[index]
        return before + (energy_wh - low) / (high - low) * (after - before)

    def gap_at(self, at_us: int | Fraction) -> int:
        """How long the stretch without a figure is in which an instant lies with energy before and after it."""
        index = bisect_left(self._times, at_us)
        if index in (0, len(self._times)) or self._times[index] == at_us:
            return 0
        return self._times[index] - self._times[index - 1] if self._energies[index] > self._energies[index - 1] else 0


def flow_of(usage: Usage) -> Flow:
    """The booked energy spread over the session's readings; where none is booked, what they show."""
    start, stop = microseconds(usage.start), microseconds(usage.stop)
    if stop < start:
        raise ValueError("A session cannot stop before it starts.")
    knots, reset = _followed(usage, start, stop)
    knots = _fitted(knots, start, stop, usage.energy_wh)
    power = [(microseconds(point.at), max(point.power_w, 0)) for point in usage.power]
    if power:
        knots = _weighted(knots, sorted(power))
    estimated = usage.energy_estimated or (reset and usage.energy_wh is None)
    return Flow(knots, 2 * usage.expected_gap_s * SECOND, estimated=estimated)


def _followed(usage: Usage, start: int, stop: int) -> tuple[list[Knot], bool]:
    """What the ledger would make of the readings, one by one; and whether the meter began a new count.

    What was read before the start is not this session's; what was read after the stop was charged by then.
    """
    points = [
        (min(at, stop), point.energy_wh)
        for at, point in sorted(((microseconds(point.at), point) for point in usage.readings), key=lambda pair: pair[0])
        if at >= start
    ]
    if not points:
        return [], False
    first, counted = points[0]
    register = Register(counted, counted)
    knots: list[Knot] = [(first, Fraction(0))]
    reset = False
    before = first
    for index, (at, value) in enumerate(points[1:], 1):
        seconds, whole_s = (at - before) // SECOND, (at - first) // SECOND
        if index < len(points) - 1:
            register = follow(register, value, seconds, whole_s)
        else:
            register, _ = finish(register, value, seconds, whole_s)
        reset |= register.jumped
        if register.suspect_wh is None:
            before = at
        energy = max(Fraction(register.energy_wh), knots[-1][1])
        if knots[-1][0] == at:
            knots[-1] = (at, energy)
        else:
            knots.append((at, energy))
    return knots, reset


def _fitted(knots: list[Knot], start: int, stop: int, booked_wh: int | None) -> list[Knot]:
    """From start to stop, and to the booked energy: what is lacking lies where nothing was read, if it can."""
    observed = knots[-1][1] if knots else Fraction(0)
    total = observed if booked_wh is None else Fraction(booked_wh)
    if start == stop:
        return [(start, total)]
    if not observed:
        return [(start, Fraction(0)), (stop, total)]
    head, tail = knots[0][0] - start, stop - knots[-1][0]
    lacking = total - observed
    unread = head + tail
    if 0 < lacking * 3600 * SECOND <= STEADY_POWER_W * unread:
        before = lacking * Fraction(head, unread)
        fitted = [(at, energy + before) for at, energy in knots]
    elif lacking:
        fitted = [(at, energy * total / observed) for at, energy in knots]
    else:
        fitted = list(knots)
    if head:
        fitted.insert(0, (start, Fraction(0)))
    if tail:
        fitted.append((stop, total))
    return fitted


def _weighted(knots: list[Knot], samples: list[tuple[int, int]]) -> list[Knot]:
    """The same knots with those of the power in between; each rise stays what the register said."""
    times = [at for at, _ in samples]
    found = knots[:1]
    for (start, low), (end, high) in pairwise(knots):
        inside = samples[bisect_left(times, start) : bisect_right(times, end)]
        if inside and high > low:
            if inside[0][0] > start:
                inside.insert(0, (start, inside[0][1]))
            if inside[-1][0] < end:
                inside.append((end, inside[-1][1]))
            steps = list(pairwise(inside))
            work = [(one[1] + other[1]) * (other[0] - one[0]) for one, other in steps]
            whole = sum(work)
            done = 0
            for (_, (at, _)), part in zip(steps[:-1], work[:-1], strict=True):
                done += part
                if whole and at > found[-1][0]:
                    found.append((at, low + (high - low) * Fraction(done, whole)))
        found.append((end, high))
    return found
