"""The price books that come with the program are documents as any, and say where their figures are from."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.prices.books import Book, Fixed
from app.core.prices.costing import cost
from app.core.prices.document import book_of, document_of
from app.core.prices.series import PriceSeries
from app.core.reckoning import series_of
from app.settings import resources_folder
from tests.core.prices.parts import D, local, points, usage

FOLDER = resources_folder() / "prices"
FILES = sorted(FOLDER.glob("*.json"))


def starter(name: str) -> Book:
    return book_of((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def gross(book: Book, day: str) -> Decimal:
    """Of 10 kWh in an hour of that day, with 1.00 as the market's price."""
    start = local(f"{day} 12:00", book.zone)
    series = [PriceSeries(each, points(start, 3600, ["1.00"])) for each in series_of(book)]
    found = cost(usage(start, local(f"{day} 13:00", book.zone), 10_000), book, series).total
    assert found is not None
    return found.gross


def test_there_are_those_of_four_countries_and_one_for_all_others() -> None:
    assert [each.stem for each in FILES] == ["generic", "germany", "netherlands", "sweden", "united-kingdom"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_is_read_whole_and_tells_its_source_and_that_rates_change(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    book = book_of(text)
    assert document_of(book) == text
    for version in book.versions:
        assert version.components
        assert re.search(r"\b20\d\d\b", version.source), "where the figures are from, and of when"
        assert version.note.startswith("A start, not advice")
        assert "rates change" in version.note or "Each year has another" in version.note


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("sweden", "2022-06-01", "17.00"),  # (1.00 + 0.360) × 1.25 × 10
        ("sweden", "2023-06-01", "17.40"),
        ("sweden", "2024-06-01", "17.85"),
        ("sweden", "2025-06-01", "17.99"),  # 12.50 and 5.488 of tax, with VAT
        ("sweden", "2026-06-01", "17.00"),  # 45 öre of tax with VAT
        ("germany", "2026-06-01", "3.40"),
        ("united-kingdom", "2026-06-01", "10.50"),
        ("netherlands", "2026-06-01", "10.00"),
        ("generic", "2026-06-01", "10.00"),
    ],
)
def test_ten_kilowatt_hours_come_to_what_the_figures_say(name: str, day: str, expected: str) -> None:
    assert gross(starter(name), day) == D(expected)


def test_where_nothing_is_known_nothing_is_priced() -> None:
    """A flat rate of one year is not that of the next, and a book without figures is no book of free electricity."""
    germany = starter("germany")
    start = local("2027-01-02 12:00", germany.zone)
    assert cost(usage(start, local("2027-01-02 13:00", germany.zone), 10_000), germany).total is None
    for name in ("generic", "netherlands", "sweden", "united-kingdom"):
        book = starter(name)
        rates = [each.rate for version in book.versions for each in version.components]
        assert not any(isinstance(rate, Fixed) and not rate.amount for rate in rates)
        assert series_of(book)
