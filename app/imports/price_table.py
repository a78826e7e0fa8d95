"""Prices as a table: CSV of any make, with a column of times and one of prices; what it does not say is asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.core.prices.series_file import BadPrices, PriceFormat, PriceUnit, SeriesAnswers, WhyPrices
from app.imports.price_parts import Raw, clipped, figure, until_next

_TIMES = re.compile(r"start|from|från|tid|time|datum|date|period|valid_from|hour|timme|zeit|von|begin", re.IGNORECASE)
_PRICES = re.compile(r"pri[cs]e?|preis|spot|value|värde|öre|kwh|mwh|kostnad|cost|rate", re.IGNORECASE)
_ENDS = re.compile(r"\b(end|to|until|till|slut|bis|valid_to)\b", re.IGNORECASE)
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})[ T](.*)\Z")
_CURRENCIES = {
    "sek": ("SEK", False),
    "kr": ("SEK", False),
    "öre": ("SEK", True),
    "ore": ("SEK", True),
    "eur": ("EUR", False),
    "€": ("EUR", False),
    "ct": ("EUR", True),
    "cent": ("EUR", True),
    "gbp": ("GBP", False),
    "£": ("GBP", False),
    "p": ("GBP", True),
    "pence": ("GBP", True),
    "nok": ("NOK", False),
    "dkk": ("DKK", False),
}
_UNIT = re.compile(r"([a-zö€£]+)\s*(?:/|_per_|\s+per\s+|_)\s*([km]wh)", re.IGNORECASE)


def read(text: str, answers: SeriesAnswers) -> Raw:
    """Raises BadPrices."""
    rows = _rows(text)
    head, body = rows[0], rows[1:]
    time_place, price_place = _places(head[1], answers)
    zone = _zone(answers.zone)
    moments, values = [], []
    for line, cells in body:
        if len(cells) <= max(time_place, price_place):
            raise BadPrices(WhyPrices.COLUMNS, line, clipped(" ".join(cells)))
        moments.append((line, _moment(cells[time_place], line)))
        values.append(figure(cells[price_place], line))
    starts = _instants(moments, zone)
    unit = unit_of(head[1][price_place])
    return Raw(PriceFormat.CSV, until_next(starts, values), unit, lines=[line for line, _ in body])


def unit_of(text: str) -> PriceUnit | None:
    """The unit that a column's head or a person says: "öre/kWh", "EUR/MWh", "SEK_per_kWh"; None where it says none."""
    found = _UNIT.search(text)
    currency = _CURRENCIES.get(found.group(1).lower()) if found else None
    if found is None or currency is None:
        return None
    return PriceUnit(currency[0], currency[1], found.group(2).lower() == "mwh")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each line's number and cells, the head first; empty lines left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,|", key=first.count)
    if not first.count(delimiter):
        raise BadPrices(WhyPrices.NOT_RECOGNISED)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:  # a cell without end: a quotation mark that nothing closes
        raise BadPrices(WhyPrices.NOT_RECOGNISED, reader.line_num) from None
    if len(rows) < 2:
        raise BadPrices(WhyPrices.NO_PRICES)
    return rows


def _places(head: Sequence[str], answers: SeriesAnswers) -> tuple[int, int]:
    """Where time and price stand. What could be two columns is asked, never guessed."""
    times = [place for place, name in enumerate(head) if _TIMES.search(name) and not _ENDS.search(name)]
    time_place = _chosen(head, answers.time_column, times[:1] if times else [])
    prices = [place for place, name in enumerate(head) if _PRICES.search(name) and place != time_place]
    return time_place, _chosen(head, answers.price_column, prices)


def _chosen(head: Sequence[str], asked: str, found: Sequence[int]) -> int:
    if asked:
        found = [place for place, name in enumerate(head) if name.casefold() == asked.casefold()]
    if len(found) != 1:
        raise BadPrices(WhyPrices.COLUMNS, 1, ", ".join(map(clipped, head)))
    return found[0]


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # of names that are none, and of names that are paths
        raise BadPrices(WhyPrices.ZONE, 0, clipped(name)) from None


def _moment(text: str, line: int) -> datetime:
    german = _GERMAN.match(text)
    if german is not None:
        day, month, year, rest = german.groups()
        text = f"{year}-{int(month):02d}-{int(day):02d} {rest}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadPrices(WhyPrices.TIME, line, clipped(text)) from None


def _instants(moments: Sequence[tuple[int, datetime]], zone: ZoneInfo | None) -> list[datetime]:
    """In UTC. Of a local hour that is there twice the first is summer time's and the second winter time's."""
    seen: dict[datetime, list[int]] = {}
    for place, (_, moment) in enumerate(moments):
        if moment.tzinfo is None:
            seen.setdefault(moment, []).append(place)
    found: list[datetime] = []
    for place, (line, moment) in enumerate(moments):
        if moment.tzinfo is None:
            if zone is None:
                raise BadPrices(WhyPrices.ZONE, line, f"{moment:%Y-%m-%d %H:%M}")
            moment = _local(moment, seen[moment], place, line, zone)
        try:
            found.append(moment.astimezone(UTC))
        except OverflowError:
            raise BadPrices(WhyPrices.TIME, line, f"{moment:%Y-%m-%d %H:%M}") from None
    return found


def _local(moment: datetime, told: Sequence[int], place: int, line: int, zone: ZoneInfo) -> datetime:
    first, second = moment.replace(tzinfo=zone), moment.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    words = f"{moment:%Y-%m-%d %H:%M}"
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise BadPrices(WhyPrices.NEVER_WAS, line, words)
    if len(told) != 2:
        raise BadPrices(WhyPrices.SAID_ONCE if len(told) == 1 else WhyPrices.OVERLAP, line, words)
    return first if place == told[0] else second
