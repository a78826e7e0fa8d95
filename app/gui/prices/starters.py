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
