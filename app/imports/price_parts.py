"""What the readers of price files share: points not yet in a unit, instants, and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from app.core.prices.series import PricePoint
from app.core.prices.series_file import BadPrices, PriceFormat, PriceUnit, WhyPrices

_CLIPPED = 40
# Of a figure, before its point and after it: sums of exact figures with more of them would never end.
_MOST_DIGITS = 80


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's prices as they stand there, in its own unit and order."""

    format: PriceFormat
    points: Sequence[PricePoint]
    unit: PriceUnit | None  # None: it does not say
    area: str = ""
    with_tax: bool = False
    lines: Sequence[int] = ()  # where each stands, of a table


def figure(value: object, place: int) -> Decimal:
    """A number of JSON, or text with a point or a comma before the decimals. Raises BadPrices."""
    text = str(value).strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise BadPrices(WhyPrices.PRICE, place, clipped(text)) from None
    if not found.is_finite() or found.adjusted() > _MOST_DIGITS or found.as_tuple().exponent < -_MOST_DIGITS:  # type: ignore[operator]
        raise BadPrices(WhyPrices.PRICE, place, clipped(text))
    return found


def instant(value: object, place: int) -> datetime:
    """An ISO 8601 time with its offset. Raises BadPrices."""
    try:
        at = datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise BadPrices(WhyPrices.TIME, place, clipped(value)) from None
    if at.tzinfo is None:
        raise BadPrices(WhyPrices.ZONE, place, clipped(value))
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise BadPrices(WhyPrices.TIME, place, clipped(value)) from None


def until_next(starts: Sequence[datetime], values: Sequence[Decimal]) -> list[PricePoint]:
    """Points of which only the beginnings are told: each lasts as long as is usual, at most to the next."""
    order = sorted(range(len(starts)), key=lambda place: starts[place])
    steps = [starts[b] - starts[a] for a, b in pairwise(order) if starts[b] > starts[a]]
    usual = min(steps, default=timedelta(hours=1))
    return [PricePoint(starts[place], starts[place] + usual, values[place]) for place in range(len(starts))]


def clipped(value: object) -> str:
    text = "".join(sign if sign.isprintable() else "·" for sign in str(value))
    return text if len(text) <= _CLIPPED else text[: _CLIPPED - 1] + "…"
