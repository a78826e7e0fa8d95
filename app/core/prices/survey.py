"""Looks a file of prices over before it is imported: what is missing, doubtful or odd in it, for people to see."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.core.prices.clock import midnight
from app.core.prices.series import PricePoint
from app.core.prices.series_file import SeriesRead
from app.core.values import Value

# Beyond these a kWh has cost only on the strangest days; in kronor, and a tenth of it in dearer currencies.
_USUAL = (Decimal(-5), Decimal(20))
_TENTH = frozenset(("EUR", "GBP", "USD", "CHF"))
_SAMPLES = 3
_DAY = timedelta(days=1)


class OddDay(Value, frozen=True):
    """A local day that has another number of prices than its length wants (92, 96 or 100 quarters)."""

    day: date
    prices: int
    expected: int


class Sample(Value, frozen=True):
    """A price as people read it."""

    start: datetime  # local
    end: datetime
    value: Decimal


class Survey(Value, frozen=True):
    """What people are shown before they say yes."""

    first: datetime
    last: datetime  # the end of the last price
    prices: int
    lowest: Decimal
    highest: Decimal
    samples: tuple[Sample, ...]
    gaps: tuple[tuple[datetime, datetime], ...]
    odd_days: tuple[OddDay, ...]
    unusual: tuple[PricePoint, ...]  # outside of what is usual: negative is, down to a bound

    @property
    def doubtful(self) -> bool:
        return bool(self.gaps or self.odd_days or self.unusual)


def usual_bounds(currency: str) -> tuple[Decimal, Decimal]:
    """Between what the price of a kWh usually is."""
    least, most = _USUAL
    return (least / 10, most / 10) if currency in _TENTH else (least, most)


def survey(read: SeriesRead, zone: str) -> Survey:
    """`zone`: where people live, by whose days it is counted."""
    points, local = read.points, ZoneInfo(zone)
    least, most = usual_bounds(read.unit.currency)
    values = [point.value for point in points]
    return Survey(
        points[0].start,
        points[-1].end,
        len(points),
        min(values),
        max(values),
        tuple(_sample(points[place], local) for place in _places(len(points))),
        tuple((one.end, other.start) for one, other in pairwise(points) if other.start > one.end),
        _odd_days(read, local),
        tuple(point for point in points if not least <= point.value <= most),
    )


def _sample(point: PricePoint, zone: ZoneInfo) -> Sample:
    return Sample(point.start.astimezone(zone), point.end.astimezone(zone), point.value)


def _places(count: int) -> list[int]:
    """The first, the middle and the last."""
    return sorted({0, count // 2, count - 1}) if count >= _SAMPLES else list(range(count))


def _odd_days(read: SeriesRead, zone: ZoneInfo) -> tuple[OddDay, ...]:
    """Each by its own usual length of a price: within a file hours may become quarters.

    At its ends a file of several days may begin or stop in the middle of one.
    """
    lengths: dict[date, Counter[timedelta]] = {}
    for point in read.points:
        lengths.setdefault(point.start.astimezone(zone).date(), Counter())[point.end - point.start] += 1
    odd = []
    for day, found in sorted(lengths.items()):
        begins, ends = midnight(zone.key, day), midnight(zone.key, day + _DAY)
        expected = (ends - begins) // found.most_common(1)[0][0]
        at_an_end = begins < read.points[0].start or ends > read.points[-1].end
        if found.total() != expected and not (at_an_end and found.total() < expected and len(lengths) > 1):
            odd.append(OddDay(day, found.total(), expected))
    return tuple(odd)
