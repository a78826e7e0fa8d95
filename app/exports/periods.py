"""Dates, times, months and zones as people type them → what they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def instant(text: str) -> datetime:
    """A date or a time; without a zone it is this computer's. Raises ValueError with a sentence."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise ValueError(f"“{text}” is not a date or a time, for example 2026-10-01 or 2026-10-01T18:30.") from None


def own_zone() -> str:
    """The name of this computer's time zone; "UTC" where it tells none."""
    from tzlocal import get_localzone_name

    try:
        return str(ZoneInfo(get_localzone_name()).key)
    except (ZoneInfoNotFoundError, ValueError, OSError, AttributeError):
        return "UTC"


def end(text: str) -> datetime:
    """Like `instant`, but a date alone means that the whole day counts. Raises ValueError with a sentence."""
    found = instant(text)
    return instant(f"{date.fromisoformat(text) + timedelta(days=1)}") if len(text.strip()) == 10 else found


def month(text: str) -> tuple[datetime, datetime]:
    """The first instant of a month and of the next. Raises ValueError with a sentence."""
    year, _, number = text.partition("-")
    if not (len(year) == 4 and year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12):
        raise ValueError(f"“{text}” is not a month, for example 2026-10.")
    following_year, following = int(year) + int(number) // 12, int(number) % 12 + 1
    return instant(f"{year}-{int(number):02d}-01"), instant(f"{following_year:04d}-{following:02d}-01")


def zone(text: str) -> str:
    """The name of a time zone. Raises ValueError with a sentence."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{text}” is not a time zone, for example Europe/Stockholm.") from None
