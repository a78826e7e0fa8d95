"""A file of prices, of any format that is known → its points; recognised by what is in it, never by its name alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from app.core.prices.series import PricePoint
from app.core.prices.series_file import BadPrices, PriceUnit, SeriesAnswers, SeriesRead, WhyPrices
from app.imports import price_json, price_table, price_xml
from app.imports.content import content_of
from app.imports.price_parts import Raw

# Ten years of quarters for one area, written at length, are half of this.
MOST_BYTES = 100_000_000
# No kWh ever cost this much, in any currency that prices come in.
MOST_PRICE = Decimal(1000)
_AREA_IN_NAME = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}\d{0,2})(?![A-Za-z0-9])")


def read_prices_file(file: Path, answers: SeriesAnswers = SeriesAnswers()) -> SeriesRead:  # noqa: B008 - frozen
    """Raises BadPrices, OSError."""
    return read_prices(content_of(file, MOST_BYTES), answers, file.name)


def read_prices(content: bytes, answers: SeriesAnswers = SeriesAnswers(), name: str = "") -> SeriesRead:  # noqa: B008
    """`name`: the file's, which may say the area. Raises BadPrices."""
    raw = _raw(_text(content), answers)
    if not raw.points:
        raise BadPrices(WhyPrices.NO_PRICES)
    unit = answers.unit or raw.unit
    if unit is None:
        raise BadPrices(WhyPrices.UNIT)
    area = raw.area or answers.area or area_in(name)
    points = _in_order(
        [_point(each, unit, place) for place, each in zip(raw.lines or count(1), raw.points, strict=False)]
    )
    return SeriesRead(raw.format, points, unit, _resolution_s(points), area, raw.with_tax)


def _text(content: bytes) -> str:
    if not content.strip():
        raise BadPrices(WhyPrices.EMPTY)
    if len(content) > MOST_BYTES:
        raise BadPrices(WhyPrices.TOO_LARGE)
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # of figures and dates every encoding says the same
    if "\0" in text:
        raise BadPrices(WhyPrices.NOT_TEXT)
    return text


def _raw(text: str, answers: SeriesAnswers) -> Raw:
    begins = text.lstrip()[:1]
    if begins == "<":
        return price_xml.read(text, answers)
    if begins in "[{":
        return price_json.read(_json(text), answers)
    return price_table.read(text, answers)


def _json(text: str) -> Any:
    def not_a_number(word: str) -> Decimal:
        raise BadPrices(WhyPrices.PRICE, 0, word)

    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=not_a_number)
    except (ValueError, RecursionError):
        raise BadPrices(WhyPrices.NOT_RECOGNISED) from None


def _point(point: PricePoint, unit: PriceUnit, place: int) -> PricePoint:
    value = unit.per_kwh(point.value)
    if not value.is_finite():
        raise BadPrices(WhyPrices.PRICE, place, str(point.value))
    if abs(value) > MOST_PRICE:
        raise BadPrices(WhyPrices.IMPOSSIBLE, place, f"{value:f}"[:40])
    if point.end <= point.start:
        raise BadPrices(WhyPrices.TIME, place, f"{point.start:%Y-%m-%d %H:%M}")
    return PricePoint(point.start, point.end, value)


def _in_order(points: Sequence[PricePoint]) -> tuple[PricePoint, ...]:
    ordered: list[PricePoint] = []
    for point in sorted(points, key=lambda each: each.start):
        if ordered and point.start < ordered[-1].end:
            if point == ordered[-1]:
                continue
            raise BadPrices(WhyPrices.OVERLAP, 0, f"{point.start:%Y-%m-%d %H:%M} UTC")
        ordered.append(point)
    return tuple(ordered)


def _resolution_s(points: Sequence[PricePoint]) -> int:
    """That of most prices."""
    lengths = Counter((point.end - point.start) // timedelta(seconds=1) for point in points)
    return lengths.most_common(1)[0][0]


def area_in(name: str) -> str:
    found = _AREA_IN_NAME.search(name.rpartition(".")[0].replace("_", " "))
    return found.group(1) if found else ""
