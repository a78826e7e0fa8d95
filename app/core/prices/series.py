"""Prices that follow a market: one value for each interval of time, looked up by the instant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.core.values import Value

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class PricePoint(Value, frozen=True):
    """The price of one kWh within [start, end), both aware UTC."""

    start: datetime
    end: datetime
    value: Decimal


class SeriesOverlap(ValueError):
    """Two points claim the same time with different prices or bounds."""

    def __init__(self, one: PricePoint, other: PricePoint) -> None:
        super().__init__(
            f"Two prices are given for {max(one.start, other.start):%Y-%m-%d %H:%M} UTC: {one.value} and {other.value}."
        )
        self.one = one
        self.other = other


class PriceSeries:
    """The prices of one market area, in order of time however they came. It is never changed, only made anew."""

    __slots__ = ("_ends", "_starts", "area", "currency", "id", "points", "resolution_s")

    def __init__(
        self, id: str, points: Iterable[PricePoint], *, area: str = "", currency: str = "", resolution_s: int = 900
    ) -> None:
        """`currency` empty: that of the book that uses it. A point told twice alike is one."""
        self.id = id
        self.area = area
        self.currency = currency
        self.resolution_s = resolution_s
        ordered = sorted(points, key=lambda point: point.start)
        kept: list[PricePoint] = []
        for point in ordered:
            if point.end <= point.start:
                raise ValueError(f"A price ends before it begins: {point.start:%Y-%m-%d %H:%M} UTC.")
            if kept and point.start < kept[-1].end:
                if point != kept[-1]:
                    raise SeriesOverlap(kept[-1], point)
                continue
            kept.append(point)
        self.points = tuple(kept)
        self._starts = [microseconds(point.start) for point in kept]
        self._ends = [microseconds(point.end) for point in kept]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PriceSeries) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)

    @property
    def _told(self) -> tuple[object, ...]:
        return self.id, self.area, self.currency, self.resolution_s, self.points

    def at(self, instant: datetime) -> PricePoint | None:
        """The point whose interval holds the instant; None where no price is known."""
        return self.at_us(microseconds(instant))

    def at_us(self, at_us: int) -> PricePoint | None:
        """The same by microseconds since 1970 UTC."""
        index = bisect_right(self._starts, at_us) - 1
        return self.points[index] if index >= 0 and at_us < self._ends[index] else None

    def edges_us(self, start_us: int, end_us: int) -> set[int]:
        """Every instant strictly between the two at which a price begins or ends."""
        starts = self._starts[bisect_right(self._starts, start_us) : bisect_left(self._starts, end_us)]
        ends = self._ends[bisect_right(self._ends, start_us) : bisect_left(self._ends, end_us)]
        return {*starts, *ends}

    def gaps(self, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The spans of [start, end) without a price."""
        found = []
        at = start
        for point in self.points[max(0, bisect_right(self._starts, microseconds(start)) - 1) :]:
            if point.start >= end:
                break
            if point.start > at:
                found.append((at, point.start))
            at = max(at, point.end)
        if at < end:
            found.append((at, end))
        return tuple(found)

    def with_points(self, newer: Iterable[PricePoint]) -> PriceSeries:
        """The series after another import: a newer price replaces what it overlaps, whole."""
        fresh = PriceSeries(self.id, newer)
        kept = [point for point in self.points if fresh.at(point.start) is None and not fresh.begins_within(point)]
        return PriceSeries(
            self.id,
            [*kept, *fresh.points],
            area=self.area,
            currency=self.currency,
            resolution_s=self.resolution_s,
        )

    def begins_within(self, span: PricePoint) -> bool:
        """Whether one of these prices begins inside the span of another."""
        first = bisect_left(self._starts, microseconds(span.start))
        return first < len(self._starts) and self._starts[first] < microseconds(span.end)


def spans_of(points: Iterable[PricePoint]) -> list[tuple[datetime, datetime]]:
    """The unbroken spans [start, end) that these prices, in order of time, cover."""
    found: list[tuple[datetime, datetime]] = []
    for point in points:
        if found and found[-1][1] == point.start:
            found[-1] = (found[-1][0], point.end)
        else:
            found.append((point.start, point.end))
    return found


def microseconds(instant: datetime) -> int:
    """Since 1970 UTC; exact. The engine counts time in these."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(at_us: int) -> datetime:
    """The aware UTC instant of so many microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=at_us)
