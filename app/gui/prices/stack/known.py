"""What the editor can offer by name: chargers, groups, cards, price series; and what all its figures are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.card_numbers import masked
from app.core.cards import Card
from app.core.model import Charger


@dataclass(frozen=True, slots=True)
class Known:
    """By what is kept in a price, the words for it."""

    currency: str
    series: tuple[str, ...] = ()
    holidays: tuple[str, ...] = ()
    chargers: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)


def known_to(
    chargers: Iterable[Charger], cards: Iterable[Card], series: Iterable[str], holidays: Iterable[str], currency: str
) -> Known:
    listed = list(cards)
    return Known(
        currency,
        tuple(series),
        tuple(holidays),
        {each.id: each.title for each in chargers if each.approved},
        {each.group: each.group for each in listed if each.group},
        {each.uid: f"{each.name} {masked(each.uid)}".strip() for each in listed},
    )
