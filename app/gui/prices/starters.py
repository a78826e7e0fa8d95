"""The price books that come with the program, as a start for somebody's own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.core.prices.books import Book
from app.core.prices.document import DocumentWrong, book_of

translate = QCoreApplication.translate

log = logging.getLogger(__name__)

# File → what it is called; in this order.
_TITLES: dict[str, Callable[[], str]] = {
    "sweden": lambda: translate("Prices", "Sweden"),
    "germany": lambda: translate("Prices", "Germany, company car"),
    "united-kingdom": lambda: translate("Prices", "United Kingdom"),
    "netherlands": lambda: translate("Prices", "Netherlands"),
    "generic": lambda: translate("Prices", "Another country"),
}


# And what is to be done with each, which its own note says in English alone.
_ABOUT: dict[str, Callable[[], str]] = {
    "sweden": lambda: translate(
        "Prices",
        "Compare the energy tax with your bill, then add transfer and markup. SE3 is the price area: write yours. "
        "The north has a lower tax.",
    ),
    "germany": lambda: translate(
        "Prices", "The flat rate for company cars of one year; each year has another. No VAT is told in it."
    ),
    "united-kingdom": lambda: translate(
        "Prices",
        "Half-hour prices without VAT, from your supplier's file, as the series AGILE. Add the standing charge.",
    ),
    "netherlands": lambda: translate("Prices", "Market prices alone: add energy tax, markup, fees and VAT."),
    "generic": lambda: translate(
        "Prices", "No figures: set currency, VAT and your price series, then add taxes and fees from your bill."
    ),
}


def about(name: str) -> str:
    return _ABOUT[name]()


def title(name: str) -> str:
    return _TITLES[name]()


class Starters:
    """Reads them; called where it may wait."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self) -> list[tuple[str, Book]]:
        found = []
        for name in _TITLES:
            try:
                found.append((name, book_of((self._folder / f"{name}.json").read_text(encoding="utf-8"))))
            except (OSError, ValueError, DocumentWrong) as failure:  # nobody's prices depend on it
                log.warning("a starter is left out: %s: %s", name, failure)
        return found
