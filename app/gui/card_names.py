"""How a card is called on the screen: by its name, or masked until somebody asks for its number on purpose."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.core import card_numbers
from app.core.cards import OUR_CARD, Card
from app.core.model import Person

translate = QCoreApplication.translate


class CardNames:
    """The known cards by every number that a reader tells them by."""

    def __init__(self, cards: Iterable[Card] = (), people: Iterable[Person] = ()) -> None:
        self._cards = {card_numbers.key(each): card for card in cards for each in (card.uid, *card.also)}
        self._people = {person.id: person.name for person in people}

    def find(self, number: str | None) -> Card | None:
        """None for a stranger."""
        return None if number is None else self._cards.get(card_numbers.key(number))

    def words(self, number: str | None) -> str:
        """The card's name, or its number masked; empty where there is none."""
        if not number:
            return ""
        if is_ours(number):
            return this_computer()
        card = self.find(number)
        return (card.name if card is not None else "") or card_numbers.masked(number)

    def owner(self, card: Card) -> str:
        """Empty for nobody."""
        return self._people.get(card.person_id or 0, "")

    def card_words(self, card: Card) -> str:
        """ "Blue tag (Anna)"."""
        name = card.name or card_numbers.masked(card.uid)
        owner = self.owner(card)
        return f"{name} ({owner})" if owner else name

    def alike(self, number: str) -> list[tuple[Card, card_numbers.Likeness]]:
        """Known cards that may be the one of this number, for the user to say."""
        found: dict[str, tuple[Card, card_numbers.Likeness]] = {}
        for known, card in self._cards.items():
            like = card_numbers.likeness(number, known)
            if like is not None:
                found.setdefault(card.uid, (card, like))
        return list(found.values())


def this_computer() -> str:
    """In place of the card that it shows."""
    return translate("History", "This computer")


def is_ours(number: str | None) -> bool:
    """The card that this computer shows where it starts a session itself."""
    return number is not None and card_numbers.key(number) == card_numbers.key(OUR_CARD)


NOBODY_KNOWN = CardNames()
