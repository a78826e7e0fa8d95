"""A list of cards and people as a file: its columns, what can be wrong in a line, and how hours are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import Enum

from app.core.card_book import Handed
from app.core.cards import WEEK, Hours
from app.core.values import Value


class CardColumn(Enum):
    """What a line may say; only `number`, or a `person` alone, is needed."""

    NUMBER = "number"
    NAME = "name"
    PERSON = "person"
    VEHICLE = "vehicle"
    GROUP = "group"
    STATE = "state"  # allowed, blocked
    EXPIRES = "expires"  # a date, or a time with a zone
    CHARGERS = "chargers"  # identities, with blanks between
    HOURS = "hours"  # "mon-fri 08:00-17:00; sat 10:00-16:00"
    COLOUR = "colour"
    MASTER = "master"
    ONE_AT_A_TIME = "one_at_a_time"
    LIMIT_KWH = "limit_kwh"
    LIMIT_MONEY = "limit_money"  # what counts against it: see prices/limits.py
    LIMIT_SESSIONS = "limit_sessions"
    LIMIT_DAYS = "limit_days"
    OTHER_NUMBERS = "other_numbers"  # of the same card, with blanks between
    BUDGET_KWH = "budget_kwh"  # of its person, a month
    BUDGET_MONEY = "budget_money"
    BUDGET_THEN = "budget_then"  # warn, stop, refuse


class WhyLine(Enum):
    """What can be wrong in a file, or in one line of it."""

    NOT_A_TABLE = "not_a_table"  # empty, or no line that names columns
    NO_SUCH_COLUMN = "no_such_column"
    NUMBER_COLUMN_MISSING = "number_column_missing"
    COLUMN_TWICE = "column_twice"
    NOT_UTF8 = "not_utf8"
    TOO_LARGE = "too_large"
    CELLS = "cells"  # more cells than the first line names
    NO_NUMBER = "no_number"  # neither a card nor a person
    NUMBER = "number"  # too long, or with letters that no reader tells
    NUMBER_TWICE = "number_twice"
    NUMBER_TAKEN = "number_taken"  # another card's other number
    STATE = "state"
    DATE = "date"
    HOURS = "hours"
    COLOUR = "colour"
    YES_OR_NO = "yes_or_no"
    AMOUNT = "amount"
    MONEY = "money"
    THEN = "then"
    TEXT_TOO_LONG = "text_too_long"


@dataclass
class BadLine(Exception):
    """The first thing wrong in a file; nothing of it was taken in."""

    why: WhyLine
    line: int  # from 1; 0: the file as a whole
    detail: str = ""  # the cell's own words, clipped


class NoSuchCharger(Value, frozen=True):
    """A card is for a charger that is not known, or not yet: worth saying, and nothing to refuse."""

    line: int
    charger_id: str


class CardsFileDone(Value, frozen=True):
    """What came of taking in or writing a file."""

    cards: int
    people: int
    no_such_chargers: tuple[NoSuchCharger, ...] = ()


def no_such_chargers(handed: Sequence[Handed], known: Callable[[str], bool]) -> tuple[NoSuchCharger, ...]:
    return tuple(
        NoSuchCharger(each.line, charger_id)
        for each in handed
        if each.card is not None
        for charger_id in each.card.chargers
        if not known(charger_id)
    )


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(?:([a-z,\s-]+?)\s+)?(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\Z")
_MIDNIGHT = 24


def hours_text(hours: Sequence[Hours]) -> str:
    return "; ".join(_span_text(each) for each in hours)


def read_hours(text: str) -> tuple[Hours, ...]:
    """What `hours_text` writes, with or without days. Raises ValueError."""
    return tuple(_span(each.strip().lower()) for each in text.split(";") if each.strip())


def _span_text(hours: Hours) -> str:
    span = f"{hours.since:%H:%M}-{hours.until:%H:%M}"
    return span if hours.days == WEEK else f"{_days_text(hours.days)} {span}"


def _days_text(days: Sequence[int]) -> str:
    """Neighbours are written as a span: mon-fri,sun."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _span(text: str) -> Hours:
    found = _SPAN.match(text)
    if found is None:
        raise ValueError(text)
    days, since_hour, since_minute, until_hour, until_minute = found.groups()
    since = time(int(since_hour), int(since_minute))
    until = time(int(until_hour) % _MIDNIGHT, int(until_minute)) if int(until_hour) <= _MIDNIGHT else None
    if until is None or since == until:
        raise ValueError(text)
    return Hours(since, until, _days(days) if days else WEEK)


def _days(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in filter(None, re.split(r"[,\s]+", text.replace(" -", "-").replace("- ", "-"))):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
        found.update(day % 7 for day in range(begin, end + (7 if end < begin else 0) + 1))
    return tuple(sorted(found))
