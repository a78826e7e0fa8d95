"""Local wall time over spans of UTC: integer microseconds, both passes of a repeated hour, none of a skipped one.

Within a span the offset stands still, so local edges are found by plain addition there. Nothing is ever added to or
subtracted from a local time across a clock change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.core.prices.series import instant_of

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)

Span = tuple[int, int, int]
"""[start, end) in microseconds since 1970 UTC, and what local time is ahead of UTC in it."""


def spans(zone: str, start_us: int, end_us: int, *, winter_time: bool = False) -> list[Span]:
    """[start, end) cut wherever the zone's clocks change; at least one span, even of an empty time."""
    found: list[Span] = []
    for day in range(start_us // DAY, max(end_us - 1, start_us) // DAY + 1):
        for since, offset in _offsets(zone, day, winter_time):
            if found and found[-1][2] == offset:
                continue
            if since >= end_us and found:
                break
            begin = max(since, start_us)
            if found:
                previous = found.pop()
                if previous[0] < begin:
                    found.append((previous[0], begin, previous[2]))
            found.append((begin, end_us, offset))
    return found


def edges(among: Iterable[Span], times_us: Iterable[int]) -> set[int]:
    """The instants within the spans at which a local clock shows one of these times of day, and its changes."""
    times = sorted(set(times_us))
    found: set[int] = set()
    for start, end, offset in among:
        found.add(start)
        for day in range((start + offset) // DAY, (end + offset) // DAY + 1):
            for time_us in times:
                at = day * DAY + time_us - offset
                if start < at < end:
                    found.add(at)
    return found


def local_day(at_us: int, offset: int) -> date:
    return _date((at_us + offset) // DAY)


def month_of(day: date) -> date:
    """The first day of its month: how a month is named here."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the one that this is in."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_before(day: date, count: int) -> date:
    """The first day of the month so many before the one that this is in."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def midnight(zone: str, day: date) -> datetime:
    """The first instant of a local day, in UTC: where the clocks skip midnight, the first after it."""
    around = (day.toordinal() - _EPOCH_ORDINAL) * DAY
    return instant_of(
        min(
            at
            for span in spans(zone, around - DAY, around + DAY)
            for at in (span[0], around - span[2])
            if span[0] <= at < span[1] and local_day(at, span[2]) >= day
        )
    )


@lru_cache(maxsize=4096)
def _date(day: int) -> date:
    return date.fromordinal(_EPOCH_ORDINAL + day)


@lru_cache(maxsize=8192)
def _offsets(zone: str, day: int, winter_time: bool) -> tuple[tuple[int, int], ...]:
    """Since when which offset holds, within one UTC day."""
    start = day * DAY
    if winter_time:
        return ((start, _winter_offset(zone, instant_of(start).year)),)
    found = [(start, _offset(zone, start))]
    _changes(zone, start, start + DAY, found)
    return tuple(found)


def _changes(zone: str, low: int, high: int, found: list[tuple[int, int]]) -> None:
    """Appends the change between two instants, if there is one, to the second."""
    before, after = _offset(zone, low), _offset(zone, high)
    if before == after:
        return
    while high - low > SECOND:
        middle = low + (high - low) // (2 * SECOND) * SECOND
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    found.append((high, _offset(zone, high)))


def _offset(zone: str, at_us: int) -> int:
    offset = instant_of(at_us).astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None  # noqa: S101 - an aware instant has one
    return offset // _MICROSECOND


@lru_cache(maxsize=1024)
def _winter_offset(zone: str, year: int) -> int:
    """The lower of January's and July's: zones differ in which of the two they call standard.

    At noon of the first day: a zone may change its standard in the year's first hours (São Tomé, 2018 and 2019).
    """
    offsets = (datetime(year, month, 1, 12, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
    return min(offset // _MICROSECOND for offset in offsets if offset is not None)
