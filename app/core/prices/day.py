"""What a kilowatt-hour costs through one local day, all its parts together: for a picture, never for a bill."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from app.core.prices.books import Book, Dimension, Version
from app.core.prices.clock import midnight
from app.core.prices.costing import cost
from app.core.prices.money import rounded
from app.core.prices.series import PriceSeries
from app.core.prices.usage import MeterPoint, Usage
from app.core.values import Value, replace

_QUARTER = timedelta(minutes=15)
_KWH = 1000
_SHOWN = Decimal("0.0001")


class DayPrice(Value, frozen=True):
    """The price of a kWh, with VAT, that is drawn evenly within a quarter of an hour; None: not known."""

    start: datetime
    end: datetime
    price: Decimal | None


def day_prices(book: Book, series: Iterable[PriceSeries], day: date) -> tuple[DayPrice, ...]:
    """Each quarter of the day: 92, 96 or 100 of them."""
    known = tuple(series)
    book = replace(book, versions=tuple(map(_without_bounds, book.versions)))
    start, ends = midnight(book.zone, day), midnight(book.zone, day + timedelta(days=1))
    found = []
    while start < ends:
        end = start + _QUARTER
        found.append(DayPrice(start, end, _price(book, known, start, end)))
        start = end
    return tuple(found)


def _without_bounds(version: Version) -> Version:
    """What a kWh costs when nothing is free any more and no bound is met."""
    components = (replace(each, free=None, floor=None, cap=None, step=1) for each in version.components)
    return replace(version, components=tuple(components), least=None, most=None)


def _price(book: Book, series: tuple[PriceSeries, ...], start: datetime, end: datetime) -> Decimal | None:
    usage = Usage(start, end, _KWH, (MeterPoint(start, 0), MeterPoint(end, _KWH)))
    found = cost(usage, book, series)
    if found.total is None:
        return None
    lines = (line for line in found.lines if line.dimension is Dimension.ENERGY)
    return rounded(sum((line.exact_gross for line in lines), Fraction(0)), _SHOWN)
