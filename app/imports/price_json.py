"""Prices as JSON, by what is in them: elprisetjustnu.se, Nord Pool's data portal, Tibber, Octopus Energy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.core.prices.series import PricePoint
from app.core.prices.series_file import BadPrices, PriceFormat, PriceUnit, SeriesAnswers, WhyPrices
from app.imports.price_parts import Raw, figure, instant, until_next

_Read = Callable[[Any, SeriesAnswers], Raw]


def read(document: Any, answers: SeriesAnswers) -> Raw:
    """Raises BadPrices."""
    for is_one, how in _READERS:
        if is_one(document):
            try:
                return how(document, answers)
            except (KeyError, TypeError, AttributeError):
                raise BadPrices(WhyPrices.NOT_RECOGNISED) from None
    raise BadPrices(WhyPrices.NOT_RECOGNISED)


def _elpriset(document: Any, answers: SeriesAnswers) -> Raw:
    """One day of one area; the area stands in the file's name. Without VAT."""
    currency = answers.unit.currency if answers.unit is not None else "SEK"
    points = [
        PricePoint(
            instant(each["time_start"], place),
            instant(each["time_end"], place),
            figure(each[f"{currency}_per_kWh"], place),
        )
        for place, each in enumerate(document, 1)
    ]
    return Raw(PriceFormat.ELPRISET_JUST_NU, points, PriceUnit(currency))


def _nord_pool(document: Any, answers: SeriesAnswers) -> Raw:
    """Any number of areas, per MWh, without VAT."""
    entries = document["multiAreaEntries"]
    areas = sorted({area for each in entries for area in each["entryPerArea"]})
    area = answers.area if answers.area in areas else areas[0] if len(areas) == 1 else ""
    if not area:
        raise BadPrices(WhyPrices.AREA, 0, ", ".join(areas))
    points = [
        PricePoint(
            instant(each["deliveryStart"], place),
            instant(each["deliveryEnd"], place),
            figure(each["entryPerArea"][area], place),
        )
        for place, each in enumerate(entries, 1)
        if area in each["entryPerArea"]
    ]
    return Raw(PriceFormat.NORD_POOL, points, PriceUnit(str(document["currency"]), per_mwh=True), area)


def _tibber(document: Any, answers: SeriesAnswers) -> Raw:
    """`total` has tax and VAT in it, `energy` has not: one of them is taken, never both."""
    rows = list(_with("startsAt", document))
    currencies = sorted({str(each["currency"]) for each in rows if each.get("currency")})
    if len(currencies) > 1:
        raise BadPrices(WhyPrices.CURRENCIES, 0, ", ".join(currencies))
    with_tax = bool(answers.with_tax) or not all("energy" in each for each in rows)
    name = "total" if with_tax else "energy"
    starts = [instant(each["startsAt"], place) for place, each in enumerate(rows, 1)]
    values = [figure(each[name], place) for place, each in enumerate(rows, 1)]
    unit = PriceUnit(currencies[0]) if currencies else None
    return Raw(PriceFormat.TIBBER, until_next(starts, values), unit, with_tax=with_tax)


def _octopus(document: Any, answers: SeriesAnswers) -> Raw:
    """Half-hours in pence, the newest first; a price without an end lasts as long as the others."""
    rows = document["results"]
    with_tax = bool(answers.with_tax)
    name = "value_inc_vat" if with_tax else "value_exc_vat"
    starts = [instant(each["valid_from"], place) for place, each in enumerate(rows, 1)]
    values = [figure(each[name], place) for place, each in enumerate(rows, 1)]
    points = [
        point
        if each.get("valid_to") is None
        else PricePoint(point.start, instant(each["valid_to"], place), point.value)
        for place, (each, point) in enumerate(zip(rows, until_next(starts, values), strict=True), 1)
    ]
    return Raw(PriceFormat.OCTOPUS, points, PriceUnit("GBP", hundredths=True), with_tax=with_tax)


def _with(name: str, thing: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object, however deep, that has this field."""
    if depth > _MOST_DEPTH:
        raise BadPrices(WhyPrices.NOT_RECOGNISED)
    if isinstance(thing, dict):
        if name in thing:
            yield thing
        else:
            for each in thing.values():
                yield from _with(name, each, depth + 1)
    elif isinstance(thing, list):
        for each in thing:
            yield from _with(name, each, depth + 1)


def _has(name: str, document: Any) -> bool:
    return isinstance(document, dict) and name in document


def _is_octopus(document: Any) -> bool:
    rows = document.get("results") if isinstance(document, dict) else None
    return isinstance(rows, list) and bool(rows) and _has("valid_from", rows[0])


def _is_elpriset(document: Any) -> bool:
    return isinstance(document, list) and bool(document) and _has("SEK_per_kWh", document[0])


def _is_tibber(document: Any) -> bool:
    return next(_with("startsAt", document), None) is not None


_MOST_DEPTH = 20
_READERS: tuple[tuple[Callable[[Any], bool], _Read], ...] = (
    (_is_elpriset, _elpriset),
    (lambda document: _has("multiAreaEntries", document), _nord_pool),
    (_is_octopus, _octopus),
    (_is_tibber, _tibber),
)
