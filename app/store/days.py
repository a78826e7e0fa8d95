"""A zone's days and months in microseconds: where its offset from UTC stays the same, and what a day is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.store.rows import at_us, us

DAY_US = 86_400_000_000
# 0001-01-01 counted in days from 1970-01-01; no instant lies before it.
FIRST_DAY = -719_162
# Beyond these a charger's clock is wrong, and the nearer one's offset is as good as any.
_FROM_US = us(datetime(1970, 1, 1, tzinfo=UTC))
_UNTIL_US = us(datetime(2100, 1, 1, tzinfo=UTC))


def offsets(first_us: int, last_us: int, zone: str) -> Iterator[tuple[int, int, int]]:
    """Spans (start, end, offset) in µs that together hold first_us to last_us, each with one offset from UTC."""
    local = ZoneInfo(zone)

    def offset(instant_us: int) -> timedelta | None:
        return at_us(min(max(instant_us, _FROM_US), _UNTIL_US)).astimezone(local).utcoffset()

    start_us = first_us
    current = offset(first_us)
    walked_us = max(first_us, _FROM_US)
    while walked_us < min(last_us, _UNTIL_US):
        ahead_us = walked_us + DAY_US
        if offset(ahead_us) != current:
            before_us = walked_us
            while ahead_us - before_us > 1:
                middle_us = (before_us + ahead_us) // 2
                if offset(middle_us) == current:
                    before_us = middle_us
                else:
                    ahead_us = middle_us
            yield start_us, ahead_us, _in_us(current)
            start_us, current = ahead_us, offset(ahead_us)
        walked_us = ahead_us
    if start_us <= last_us:
        yield start_us, last_us + 1, _in_us(current)


def months(first_us: int, last_us: int, zone: str) -> Iterator[tuple[str, int, int]]:
    """(YYYY-MM, start, end) in µs of the local months that together hold first_us to last_us, in order."""
    if first_us > last_us:
        return
    local = ZoneInfo(zone)
    # A clock that is centuries wrong would have them walked through: what lies beyond is the outermost months'.
    begun = at_us(min(max(first_us, _FROM_US), _UNTIL_US)).astimezone(local)
    year, month, start_us = begun.year, begun.month, first_us
    while start_us <= last_us:
        name = f"{year:04}-{month:02}"
        year, month = year + month // 12, month % 12 + 1
        end_us = us(datetime(year, month, 1, tzinfo=local))
        if end_us >= _UNTIL_US:
            end_us = last_us + 1
        yield name, start_us, end_us
        start_us = end_us


def day_name(number: int) -> str:
    """YYYY-MM-DD of a day counted from FIRST_DAY."""
    return date.fromordinal(number + 1).isoformat()


def _in_us(offset: timedelta | None) -> int:
    return (offset or timedelta()) // timedelta(microseconds=1)
