"""Prices as ENTSO-E's transparency platform writes them (Publication_MarketDocument, A44): XML, EUR/MWh as a rule."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree as Tree

from app.core.prices.series import PricePoint
from app.core.prices.series_file import BadPrices, PriceFormat, PriceUnit, SeriesAnswers, WhyPrices
from app.imports.price_parts import Raw, clipped, figure, instant

_RESOLUTION = re.compile(r"PT(\d+)M\Z")
_MOST_POINTS = 100_000  # of one period; a year of quarters is a third
# EIC codes of the areas people here know by other names.
_AREAS = {
    "10Y1001A1001A44P": "SE1",
    "10Y1001A1001A45N": "SE2",
    "10Y1001A1001A46L": "SE3",
    "10Y1001A1001A47J": "SE4",
    "10Y1001A1001A82H": "DE-LU",
    "10YNL----------L": "NL",
    "10YFI-1--------U": "FI",
    "10YDK-1--------W": "DK1",
    "10YDK-2--------M": "DK2",
}


def read(text: str, answers: SeriesAnswers) -> Raw:
    """Raises BadPrices."""
    if "<!" in text[:2000].replace("<!--", ""):  # a document type: no price file has one, and it can hold bombs
        raise BadPrices(WhyPrices.NOT_RECOGNISED)
    try:
        root = Tree.fromstring(text)  # noqa: S314 - without a document type nothing can be expanded
    except Tree.ParseError:
        raise BadPrices(WhyPrices.NOT_RECOGNISED) from None
    if _name(root) != "Publication_MarketDocument":
        raise BadPrices(WhyPrices.NOT_RECOGNISED)
    series = [each for each in root if _name(each) == "TimeSeries"]
    areas = sorted({_area(each) for each in series})
    area = answers.area if answers.area in areas else areas[0] if len(areas) == 1 else ""
    if series and len(areas) > 1 and not area:
        raise BadPrices(WhyPrices.AREA, 0, ", ".join(areas))
    points: list[PricePoint] = []
    units = set()
    for each in series:
        if _area(each) == area:
            units.add((_said(each, "currency_Unit.name"), _said(each, "price_Measure_Unit.name").upper() == "MWH"))
            for period in (child for child in each if _name(child) == "Period"):
                points += _period(period, len(points), repeats=_said(each, "curveType") == "A03")
    if len(units) > 1:
        raise BadPrices(WhyPrices.CURRENCIES, 0, ", ".join(sorted(currency for currency, _ in units)))
    unit = next((PriceUnit(currency, per_mwh=per_mwh) for currency, per_mwh in units), None)
    return Raw(PriceFormat.ENTSO_E, points, unit, area)


def _period(period: Tree.Element, before: int, *, repeats: bool) -> list[PricePoint]:
    """`repeats`: a point that is left out is as the one before it."""
    start = instant(_within(period, "start"), before)
    end = instant(_within(period, "end"), before)
    found = _RESOLUTION.match(_said(period, "resolution"))
    if found is None or not int(found.group(1)):
        raise BadPrices(WhyPrices.TIME, before, clipped(_said(period, "resolution")))
    step = timedelta(minutes=int(found.group(1)))
    count = (end - start) // step
    if not 0 <= count <= _MOST_POINTS:
        raise BadPrices(WhyPrices.TIME, before, clipped(_within(period, "end")))
    told: dict[int, Decimal] = {}
    for place, point in enumerate((each for each in period if _name(each) == "Point"), before + 1):
        told[int(figure(_said(point, "position"), place))] = figure(_said(point, "price.amount"), place)
    points: list[PricePoint] = []
    value = None
    for position in range(1, count + 1):
        value = told.get(position, value if repeats else None)
        if value is not None:
            points.append(PricePoint(start + (position - 1) * step, start + position * step, value))
    return points


def _name(element: Tree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _said(element: Tree.Element, name: str) -> str:
    return next(((each.text or "").strip() for each in element if _name(each) == name), "")


def _within(period: Tree.Element, name: str) -> str:
    interval = next((each for each in period if _name(each) == "timeInterval"), None)
    return "" if interval is None else _said(interval, name)


def _area(series: Tree.Element) -> str:
    code = _said(series, "in_Domain.mRID")
    return _AREAS.get(code, code)
