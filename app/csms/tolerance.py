"""Reads values as chargers really write them: numbers as text, times without a zone, single things for lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import isfinite

# No charger's clock is before this: it has not been set.
FIRST_YEAR = 2010
# A clock further ahead than this is wrong, not merely off.
MOST_AHEAD = timedelta(days=1)
# Longer texts are cut: nothing a person reads is longer, and everything is kept in memory.
MOST_TEXT = 2_000
# No number a charger means has more characters.
MOST_DIGITS = 64

_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?"
    r"\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_DIGITS = re.compile(r"\d{9,14}(?:\.\d*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
# Control characters, and those that turn the direction of what stands beside them on a screen.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
# Texts that chargers write where they mean "nothing".
_NOTHING = frozenset({"", "null", "none", "nil", "undefined"})


def read_time(value: object, received_at: datetime, notes: list[str]) -> datetime:
    """The instant a charger wrote, in UTC; `received_at` where it is missing, impossible or cannot be read.

    Accepted: ISO 8601 with any offset or fraction, a blank for the T, seconds or milliseconds since 1970. Without a
    zone it is taken as UTC or local time, whichever is nearer to `received_at`. What was mended is added to `notes`.
    """
    if isinstance(value, str):
        try:
            at = datetime.fromisoformat(value)  # the ordinary case, and the fast one
        except ValueError:
            at = None
        if at is None or at.tzinfo is None or at.year < FIRST_YEAR:
            at = _odd_time(value.strip(), received_at, notes)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        at = _since_1970(float(value), notes)
    else:
        at = None
        if value is None:
            notes.append("no timestamp")
            return received_at
    if at is None:
        notes.append("no timestamp" if value == "" else f"time unreadable: {as_text(value, 40)}")
        return received_at
    if at.year < FIRST_YEAR or at > received_at + MOST_AHEAD:
        notes.append(f"clock wrong: {as_text(value, 40)}")
        return received_at
    return at.astimezone(UTC)


def written_time(value: object) -> datetime | None:
    """What a charger wrote for a time, however impossible, so that the same thing written again is known; or None."""
    if isinstance(value, str):
        match = _TIME.fullmatch(value.strip())
        if match is not None:
            return _odd_time(value.strip(), _NO_NEARER, [])
        value = float(value) if _DIGITS.fullmatch(value.strip()) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value), [])
    return None


# What a time without a zone is compared with where nothing is known of when it was written.
_NO_NEARER = datetime(1970, 1, 1, tzinfo=UTC)


def _odd_time(text: str, received_at: datetime, notes: list[str]) -> datetime | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return _since_1970(float(text), notes) if _DIGITS.fullmatch(text) else None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        at = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),  # a leap second
            int((fraction or "0")[:6].ljust(6, "0")),
            tzinfo=UTC,
        )
        if at.year < FIRST_YEAR:
            return at  # impossible in every zone, and some sums below would overflow
        if zone is None:
            notes.append("time without zone")
            local = at.replace(tzinfo=None).astimezone()
            return min(at, local, key=lambda guess: abs(guess - received_at))
        if zone not in "zZ":
            digits = zone[1:].replace(":", "")
            hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
            offset = timedelta(hours=hours, minutes=minutes)
            at = at + offset if zone[0] == "-" else at - offset
    except (ValueError, OverflowError, OSError):
        return None
    return at


def _since_1970(number: float, notes: list[str]) -> datetime | None:
    seconds = number / 1000 if number > 1e11 else number
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    notes.append("time as a number")
    return at


def as_number(value: object) -> float | None:
    """A finite number, also written as text with blanks, an exponent or one decimal comma; else None."""
    if isinstance(value, str):
        if len(value) > MOST_DIGITS:
            return None
        try:
            number = float(value)  # the ordinary case, and the fast one
        except ValueError:
            text = value.strip(" \t\r\n\x00")
            if text.count(",") == 1 and "." not in text:
                text = text.replace(",", ".")
            if _NUMBER.fullmatch(text) is None:
                return None
            number = float(text)
        else:
            if "_" in value or not value.isascii():  # Python's own ways of writing numbers
                return None
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            return None
    else:
        return None
    return number if isfinite(number) else None


def as_int(value: object) -> int | None:
    """A whole number, rounded to the nearest, from a number or text; else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:  # not by way of a fraction, which would round the largest
            if len(value) <= MOST_DIGITS and "_" not in value and value.isascii():
                return int(value)
        except ValueError:
            pass
    number = as_number(value)
    return None if number is None else round(number)


def as_text(value: object, limit: int = MOST_TEXT) -> str:
    """Text without control characters and outer blanks, cut at `limit`; "" for nothing ("null" counts as nothing)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        try:
            return str(value)[:limit]
        except ValueError:  # a whole number of thousands of digits
            return ""
    if not isinstance(value, str):
        return ""
    # Twice the limit is enough to look at: what is cut away need not be clean.
    text = value[: 2 * limit]
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", text)
    text = text.strip()[:limit]
    return "" if text.lower() in _NOTHING else text


def as_bool(value: object) -> bool | None:
    """True and false, also as text or 1 and 0; else None."""
    if isinstance(value, bool):
        return value
    word = as_text(value).lower()
    if word in {"true", "1", "yes", "on"}:
        return True
    return False if word in {"false", "0", "no", "off"} else None


def as_list(value: object) -> list[object]:
    """A list as it is, nothing as the empty list, and a single thing as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def as_object(value: object) -> dict[str, object]:
    """A JSON object as it is, anything else as the empty one."""
    return value if isinstance(value, dict) else {}
