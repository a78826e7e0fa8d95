"""What the history knows of cards and people, read off the window's thread in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core import card_numbers
from app.core.cards import Card, CardUse, PersonUse, Stranger, Used
from app.core.interfaces import History, SessionQuery
from app.core.model import Person, Session
from app.core.prices.books import Book
from app.core.prices.kept import CostSum
from app.core.tallies import counted_of_card, counted_of_person, month_start, read_used, used_with
from app.core.values import replace
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
    budgets: dict[int, Used] = field(default_factory=dict)  # of this month's, by person
    book: Book | None = None  # whose costs count against limits in money

    def last_used(self, card: Card) -> datetime | None:
        """Whichever of its numbers was used last."""
        return max((use.last_at for use in self._uses(card) if use.last_at is not None), default=None)

    def charged(self, card: Card) -> tuple[int, int]:
        """How many sessions, and Wh, by all of its numbers."""
        uses = self._uses(card)
        return sum(use.sessions for use in uses), sum(use.energy_wh for use in uses)

    def _uses(self, card: Card) -> list[CardUse]:
        keys = {card_numbers.key(number) for number in (card.uid, *card.also)}
        return [self.uses[key] for key in keys if key in self.uses]

    def used(self, card: Card) -> Used:
        return self.spent.get(card_numbers.key(card.uid), Used())


def read_facts(
    history: History,
    cards: Sequence[Card],
    people: Iterable[Person],
    now: datetime,
    book: Book | None,
    cost: Callable[[int], CostSum | None],
) -> Facts:
    """May take a while; of this month as the user's clock has it.

    `book`: whose costs count; `cost`: by it, of the sessions that run.
    """
    month = month_start(now, local_zone())
    running = history.sessions(SessionQuery(open_only=True))
    spent, budgets = read_used(history, cards, people, month, book)
    for card in cards:
        key = card_numbers.key(card.uid)
        if key in spent:
            spent[key] = used_with(spent[key], counted_of_card(card, running), cost)
    for person_id, used in budgets.items():
        budgets[person_id] = used_with(used, counted_of_person(person_id, month, running), cost)
    uses = history.person_uses(month, now + timedelta(days=1), book)
    if book is not None:
        uses = {each: _with_running(use, counted_of_person(each, month, running), cost) for each, use in uses.items()}
    return Facts(
        tuple(history.strangers(now - STRANGERS_FOR)),
        history.card_uses(),
        uses,
        spent,
        budgets,
        book,
    )


def _with_running(use: PersonUse, running: Sequence[Session], cost: Callable[[int], CostSum | None]) -> PersonUse:
    """What runs is counted in its energy already."""
    used = used_with(Used(money=use.money, unpriced=use.unpriced), running, cost)
    return replace(use, money=used.money, unpriced=used.unpriced)
