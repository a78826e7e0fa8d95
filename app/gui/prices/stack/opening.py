"""With what the editor opens: a version to look at, one to change, or a new one that begins as an older one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.core.prices.books import Book, Version
from app.core.prices.revising import next_first_day
from app.core.values import replace
from app.gui.prices.words import day_words

translate = QCoreApplication.translate


class Mode(Enum):
    LOOK = "look"  # sessions were priced by it: it stays as it is
    CHANGE = "change"  # none was
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Opening:
    """`book` with its zone and currency, also where it is none yet; `version` as the form begins."""

    mode: Mode
    book: Book
    version: Version
    copied_from: Version | None = None

    def words(self) -> str:
        """What becomes of what is done here."""
        if self.mode is Mode.LOOK:
            return translate(
                "Prices",
                "Sessions were priced by these prices, so they stay as they are. To change something, make new ones "
                "that hold from a later day.",
            )
        if self.mode is Mode.CHANGE:
            return translate("Prices", "No session was priced by these prices yet: change or remove them as you like.")
        if self.copied_from is None:
            return translate("Prices", "Every line is a price, and they add up. They hold from the day you choose.")
        since = day_words(self.copied_from.valid_from)
        if self.copied_from.used:
            words = translate(
                "Prices",
                "The prices from %1 are in use and stay as they are. What you keep here holds from the day you choose.",
            )
        else:
            words = translate("Prices", "A copy of the prices from %1. It holds from the day you choose.")
        return words.replace("%1", since)


def opened(book: Book, version: Version) -> Opening:
    """To change where that may be, else to look at."""
    return Opening(Mode.LOOK if version.used else Mode.CHANGE, book, version)


def copied(book: Book, version: Version, today: date) -> Opening:
    """New prices from the first of a month on that begin as these."""
    fresh = replace(
        version, valid_from=next_first_day(book, today), valid_to=None, id=0, used=False, entered_at=None, source=""
    )
    return Opening(Mode.NEW, book, fresh, version)


def begun(book: Book, version: Version) -> Opening:
    """New prices that are no copy."""
    return Opening(Mode.NEW, book, version)
