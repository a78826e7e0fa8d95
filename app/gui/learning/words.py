"""What is said while a card is learnt: who listens, and in what a number is like a card that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from app.core.card_numbers import Likeness
from app.core.model import Charger

translate = QCoreApplication.translate

_MOST_NAMED = 4

_ALIKE: dict[Likeness, Callable[[], str]] = {
    Likeness.SEPARATORS: lambda: translate("Learning", "the same digits, written with other separators"),
    Likeness.BYTE_ORDER: lambda: translate("Learning", "the same number, read from its other end"),
    Likeness.SUFFIX: lambda: translate("Learning", "the same number, with something written beside it"),
    Likeness.LENGTH: lambda: translate("Learning", "one number is a part of the other"),
    Likeness.DECIMAL: lambda: translate("Learning", "the same number, counted in tens instead of sixteens"),
}


def alike_words(likeness: Likeness) -> str:
    """In what two numbers differ that may be one card's."""
    return _ALIKE[likeness]()


def listening_words(chargers: Iterable[Charger]) -> str:
    """Which chargers hear a card now; empty where none does."""
    names = sorted((each.title for each in chargers if each.approved and each.online), key=str.casefold)
    if not names:
        return ""
    if len(names) > _MOST_NAMED:
        words = translate("Learning", "Connected: %1 and %2 more")
        return words.replace("%1", ", ".join(names[:_MOST_NAMED])).replace("%2", str(len(names) - _MOST_NAMED))
    return translate("Learning", "Connected: %1").replace("%1", ", ".join(names))
