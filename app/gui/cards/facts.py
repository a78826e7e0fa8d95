"""What the history knows of cards and people, read off the window's thread in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core import card_numbers
from app.core.cards import Card, CardUse, PersonUse, Stranger, Used
from app.core.interfaces import History, SessionQuery
from app.core.model import Person, Session
from app.core.prices.books import Book
from app.core.prices.kept import CostSum
from app.core.tallies import month_start, used_with
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
        uses = (self.uses.get(card_numbers.key(number)) for number in (card.uid, *card.also))
        return max((use.last_at for use in uses if use is not None and use.last_at is not None), default=None)

    def used(self, card: Card) -> Used:
        return self.spent.get(card_numbers.key(card.uid), Used())


def read_facts(
    history: History,
    cards: Iterable[Card],
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
    spent, budgets = {}, {}
    for card in cards:
        if card.allowance is not None:
            numbers, since = (card.uid, *card.also), card.allowance.counted_from
            used = history.used_by_card(numbers, since, None if card.allowance.money is None else book)
            keys = set(map(card_numbers.key, numbers))
            theirs = [each for each in running if each.started_at >= since and _key(each.card) in keys]
            spent[_key(card.uid)] = used_with(used, theirs, cost)
    for person in people:
        if person.budget is not None:
            used = history.used_by_person(person.id, month, None if person.budget.money is None else book)
            theirs = [each for each in running if each.started_at >= month and each.person_id == person.id]
            budgets[person.id] = used_with(used, theirs, cost)
    uses = history.person_uses(month, now + timedelta(days=1), book)
    if book is not None:
        uses = {each: _with_running(use, each, running, month, cost) for each, use in uses.items()}
    return Facts(
        tuple(history.strangers(now - STRANGERS_FOR)),
        history.card_uses(),
        uses,
        spent,
        budgets,
        book,
    )


def _with_running(
    use: PersonUse, person_id: int, running: Iterable[Session], month: datetime, cost: Callable[[int], CostSum | None]
) -> PersonUse:
    """What runs is counted in its energy already."""
    theirs = [each for each in running if each.started_at >= month and each.person_id == person_id]
    used = used_with(Used(money=use.money, unpriced=use.unpriced), theirs, cost)
    return replace(use, money=used.money, unpriced=used.unpriced)


def _key(number: str | None) -> str:
    return card_numbers.key(number or "")
