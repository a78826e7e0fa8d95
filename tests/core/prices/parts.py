"""Sessions, books and instants for the tests of the price engine, written short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.core.prices.books import Book, Component, Condition, Dimension, Fixed, Limit, Rate, Side, Version
from app.core.prices.series import PricePoint
from app.core.prices.usage import MeterPoint, Usage

D = Decimal
STOCKHOLM = "Europe/Stockholm"
QUARTER_VAT = D("0.25")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def local(text: str, zone: str = STOCKHOLM, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def energy(rate: Rate | str, **more: object) -> Component:
    return Component(Dimension.ENERGY, Fixed(D(rate)) if isinstance(rate, str) else rate, **more)  # type: ignore[arg-type]


def component(dimension: Dimension, rate: str, **more: object) -> Component:
    return Component(dimension, Fixed(D(rate)), **more)  # type: ignore[arg-type]


def book(
    *components: Component,
    side: Side = Side.PAY,
    currency: str = "SEK",
    zone: str = STOCKHOLM,
    since: date = date(2000, 1, 1),
    least: Limit | None = None,
    most: Limit | None = None,
) -> Book:
    version = Version(since, tuple(components), id=7, least=least, most=most)
    return Book(side=side, currency=currency, zone=zone, versions=(version,))


def usage(start: datetime, stop: datetime, wh: int | None, **more: object) -> Usage:
    return Usage(start=start, stop=stop, energy_wh=wh, **more)  # type: ignore[arg-type]


def readings(*pairs: tuple[str, int]) -> tuple[MeterPoint, ...]:
    return tuple(MeterPoint(utc(at), wh) for at, wh in pairs)


def points(start: datetime, seconds: int, values: Iterable[str]) -> list[PricePoint]:
    begin = start.timestamp()
    return [
        PricePoint(
            datetime.fromtimestamp(begin + index * seconds, UTC),
            datetime.fromtimestamp(begin + (index + 1) * seconds, UTC),
            D(value),
        )
        for index, value in enumerate(values)
    ]


NIGHT = Condition(from_time=time(22), to_time=time(6))
TOU_A = (energy("0.80", when=(NIGHT,), priority=1, name="low"), energy("1.60", name="high"))
