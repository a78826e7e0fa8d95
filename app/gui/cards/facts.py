"""What the history knows of cards and people, read off the window's thread in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core import card_numbers
from app.core.cards import Card, CardUse, PersonUse, Stranger, Used
from app.core.interfaces import History
from app.core.tallies import month_start
from app.gui.figures import local_zone

# A card that was shown longer ago is nobody's question any more.
STRANGERS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Facts:
    """As of one reading."""

    strangers: tuple[Stranger, ...] = ()
    uses: dict[str, CardUse] = field(default_factory=dict)  # by the key of a number
    month: dict[int, PersonUse] = field(default_factory=dict)  # by person
    spent: dict[str, Used] = field(default_factory=dict)  # of allowances, by the key of the card

    def last_used(self, card: Card) -> datetime | None:
        """Whichever of its numbers was used last."""
        uses = (self.uses.get(card_numbers.key(number)) for number in (card.uid, *card.also))
        return max((use.last_at for use in uses if use is not None and use.last_at is not None), default=None)

    def used(self, card: Card) -> Used:
        return self.spent.get(card_numbers.key(card.uid), Used())


def read_facts(history: History, cards: Iterable[Card], now: datetime) -> Facts:
    """May take a while; of this month as the user's clock has it."""
    spent = {
        card_numbers.key(card.uid): history.used_by_card((card.uid, *card.also), card.allowance.counted_from)
        for card in cards
        if card.allowance is not None
    }
    return Facts(
        tuple(history.strangers(now - STRANGERS_FOR)),
        history.card_uses(),
        history.person_uses(month_start(now, local_zone()), now + timedelta(days=1)),
        spent,
    )
