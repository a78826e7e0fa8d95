"""Power over time as the charts hold it, and its thinning to what a screen can show."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

_GAP_S = 900.0


@dataclass(frozen=True, slots=True)
class PowerPoint:
    """The power at an instant."""

    at: datetime  # aware
    power_w: float  # NaN where it is known that nothing is known


@dataclass(frozen=True, slots=True)
class PowerCurve:
    """Power over time in two arrays of equal length; thousands of points cost a few kilobytes."""

    times_s: Sequence[float] = field(default_factory=lambda: array("d"))  # ascending, Unix time
    power_w: Sequence[float] = field(default_factory=lambda: array("d"))
    gap_s: float = _GAP_S  # two points further apart than this are not joined

    @classmethod
    def of(cls, points: Iterable[PowerPoint], gap_s: float = _GAP_S) -> "PowerCurve":
        """The curve through points that stand in the order of time."""
        held = list(points)
        return cls(
            array("d", [point.at.timestamp() for point in held]),
            array("d", [point.power_w for point in held]),
            gap_s,
        )

    def __len__(self) -> int:
        return len(self.times_s)


class Run(NamedTuple):
    """An unbroken stretch of a curve: from index `first` up to, not including, `end`."""

    first: int
    end: int


def runs(curve: PowerCurve) -> tuple[Run, ...]:
    """The stretches between gaps; a gap is a NaN or a silence longer than the curve's `gap_s`."""
    found: list[Run] = []
    first = 0
    before_s = -math.inf
    for index, (at_s, power_w) in enumerate(zip(curve.times_s, curve.power_w, strict=True)):
        unknown = power_w != power_w  # NaN is the only value that differs from itself
        if unknown or at_s - before_s > curve.gap_s:
            if index > first:
                found.append(Run(first, index))
            first = index + 1 if unknown else index
        before_s = at_s
    if len(curve) > first:
        found.append(Run(first, len(curve)))
    return tuple(found)


def thinned(
    curve: PowerCurve, stretches: Sequence[Run], start_s: float, end_s: float, columns: int
) -> Iterator[list[tuple[float, float]]]:
    """Each run between two times as (time, watts), no more than four points per pixel column.

    The first, lowest, highest and last point of a column draw exactly what all of them would.
    """
    times, power = curve.times_s, curve.power_w
    column_s = (end_s - start_s) / max(1, columns)
    for run in stretches:
        # One point beyond each edge, so that the line leaves the picture instead of ending in it.
        first = max(run.first, bisect_left(times, start_s, run.first, run.end) - 1)
        end = min(run.end, bisect_right(times, end_s, run.first, run.end) + 1)
        if end <= first or times[first] > end_s or times[end - 1] < start_s:
            continue
        if end - first <= 4 * columns:
            yield list(zip(times[first:end], power[first:end], strict=True))
            continue
        yield list(_column_extremes(times, power, first, end, start_s, column_s))


def _column_extremes(
    times: Sequence[float],
    power: Sequence[float],
    first: int,
    end: int,
    start_s: float,
    column_s: float,
) -> Iterator[tuple[float, float]]:
    index = first
    while index < end:
        column = math.floor((times[index] - start_s) / column_s)
        after = bisect_left(times, start_s + (column + 1) * column_s, index, end)
        after = max(after, index + 1)
        values = power[index:after]
        lowest = index + values.index(min(values))
        highest = index + values.index(max(values))
        for kept in sorted({index, lowest, highest, after - 1}):
            yield times[kept], power[kept]
        index = after


def nearest(curve: PowerCurve, at_s: float) -> int | None:
    """The index of the known point nearest to a time."""
    place = bisect_left(curve.times_s, at_s)
    around = range(max(0, place - 2), min(len(curve), place + 2))
    known = [index for index in around if not math.isnan(curve.power_w[index])]
    return min(known, key=lambda index: abs(curve.times_s[index] - at_s), default=None)
