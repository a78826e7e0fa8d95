"""What prices come to that are still being typed: a day's price of a kWh and one session, by the real engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from app.core.interfaces import History
from app.core.prices.books import Book, Version
from app.core.prices.cost import Cost
from app.core.prices.costing import WrongCurrency, cost
from app.core.prices.day import DayPrice, day_prices
from app.core.prices.usage import MeterPoint, Usage
from app.core.reckoning import series_of
from app.core.values import replace

ENERGY_KWH = 20
FROM, UNTIL = time(18), time(22)
_QUARTER = timedelta(minutes=15)
_TWO_DAYS = timedelta(days=2)
_BEFORE_ALL = date(1970, 1, 1)
_SATURDAY, _SUNDAY = 5, 6


class DayKind(Enum):
    """A day of which kind is looked at; the newest one, so that its prices may be known."""

    WEEKDAY = "weekday"
    SUNDAY = "sunday"
    WINTER = "winter"
    SUMMER = "summer"


_MIDDLES = {DayKind.WINTER: (1, 15), DayKind.SUMMER: (7, 15)}


@dataclass(frozen=True, slots=True)
class Previewed:
    """None: the prices cannot be reckoned with, because a series is in another currency."""

    day: date
    prices: tuple[DayPrice, ...]
    came_to: Cost | None


def day_of_kind(kind: DayKind, today: date) -> date:
    if kind is DayKind.SUNDAY:
        return today - timedelta(days=(today.weekday() - _SUNDAY) % 7)
    day = today
    if kind in _MIDDLES:
        day = date(today.year, *_MIDDLES[kind])
        if day > today:
            day = day.replace(year=day.year - 1)
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    return day


def previewed(history: History, book: Book, version: Version, day: date) -> Previewed:
    """Reads and computes, so it runs where it may take a while."""
    alone = replace(book, versions=(replace(version, valid_from=_BEFORE_ALL, valid_to=None),))
    since = datetime(day.year, day.month, day.day, tzinfo=UTC)
    series = [history.money.series(each, since - _TWO_DAYS, since + _TWO_DAYS) for each in sorted(series_of(alone))]
    try:
        return Previewed(day, day_prices(alone, series, day), cost(_usage(book.zone, day), alone, series))
    except WrongCurrency:
        return Previewed(day, (), None)


def _usage(zone: str, day: date) -> Usage:
    """Evenly charged, with a reading a quarter."""
    local = ZoneInfo(zone)
    start = datetime.combine(day, FROM, local).astimezone(UTC)
    stop = datetime.combine(day, UNTIL, local).astimezone(UTC)
    quarters = (stop - start) // _QUARTER
    energy_wh = ENERGY_KWH * 1000
    readings = tuple(MeterPoint(start + at * _QUARTER, energy_wh * at // quarters) for at in range(quarters + 1))
    return Usage(start, stop, energy_wh, readings, last_energy_at=stop)
