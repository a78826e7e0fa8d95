"""What the page shows, in order: strangers, one block for each person, the cards of nobody; pure, from facts alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.core import card_numbers
from app.core.access import must_warn
from app.core.cards import Budget, Card, PersonUse, Stranger, Used
from app.core.model import Person, Vehicle
from app.core.prices.books import Book as PriceBook
from app.gui.access_words import CardState, card_state
from app.gui.cards.facts import Facts
from app.gui.cards.words import (
    budget_end_words,
    card_title,
    charged_words,
    cost_about_words,
    left_words,
    month_cost_words,
    month_sessions_words,
    sessions_words,
    unpriced_words,
    used_of_words,
    used_words,
)
from app.gui.figures import energy

translate = QCoreApplication.translate

# More strangers are one line that opens a list.
MOST_STRANGERS = 3
# More cards of one person are folded away until they are wanted.
MOST_CARDS = 8


class Kind(StrEnum):
    STRANGER = "stranger"
    STRANGERS = "strangers"
    BLOCK = "block"
    EMPTY = "empty"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class CardView:
    """One card's line."""

    uid: str
    title: str
    number: str  # masked, beside a name; empty where it is the title
    colour: str
    state: CardState
    charged: str
    used: str
    left: str


@dataclass(frozen=True, slots=True)
class BudgetView:
    part: float  # used of the limit, from 0 to 1
    near: bool  # past the point of warning
    limit: str  # "Budget 139 kWh of 300 kWh"
    end: str
    note: str = ""  # what is not counted


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the page."""

    key: str
    kind: Kind
    stranger: Stranger | None = None
    strangers: tuple[Stranger, ...] = ()
    person: Person | None = None
    title: str = ""
    vehicles: str = ""
    energy: str = ""
    sessions: str = ""
    cost: str = ""  # of this month; empty: no prices are set
    cost_about: str = ""  # whose cost it is, and what it lacks
    budget: BudgetView | None = None
    cards: tuple[CardView, ...] = ()
    more: int = 0  # cards that are folded away


@dataclass(frozen=True, slots=True)
class Book:
    """The live picture's part in it."""

    cards: Mapping[str, Card]
    people: Mapping[int, Person]
    vehicles: Mapping[int, Vehicle]


def rows(book: Book, facts: Facts, text: str, unfolded: Iterable[str], now: datetime) -> list[Row]:
    """`text`: what is searched for; `unfolded`: the keys of blocks that show all their cards."""
    wanted = text.strip().casefold()
    strangers = facts.strangers
    if wanted:
        strangers = tuple(each for each in strangers if _holds(each.card, wanted))
    found = _strangers(strangers)
    blocks = _blocks(book, facts, wanted, frozenset(unfolded), now)
    if not blocks and not found:
        return [Row("not found", Kind.NOT_FOUND) if wanted else Row("empty", Kind.EMPTY)]
    if not blocks and not wanted:
        return [*found, Row("empty", Kind.EMPTY)]
    return found + blocks


def _strangers(strangers: tuple[Stranger, ...]) -> list[Row]:
    if len(strangers) > MOST_STRANGERS:
        return [Row("strangers", Kind.STRANGERS, strangers=strangers)]
    return [
        Row(f"stranger {card_numbers.key(each.card)}", Kind.STRANGER, stranger=each, strangers=strangers)
        for each in strangers
    ]


def _blocks(book: Book, facts: Facts, wanted: str, unfolded: frozenset[str], now: datetime) -> list[Row]:
    of: dict[int, list[Card]] = {}
    for card in book.cards.values():
        of.setdefault(card.person_id if card.person_id in book.people else 0, []).append(card)  # type: ignore[arg-type]
    made = []
    people = sorted((each for each in book.people.values() if not each.erased), key=lambda each: natural(each.name))
    for person in people:
        vehicles = [each.name for each in book.vehicles.values() if each.person_id == person.id]
        about = (person.name, *vehicles)
        cards = of.get(person.id, [])
        if not any(wanted in each.casefold() for each in about):
            cards = [card for card in cards if _found(card, wanted)]
            if not cards:
                continue
        use = facts.month.get(person.id, PersonUse(0, 0))
        made.append(_person_row(person, vehicles, cards, use, facts, wanted, unfolded, now))
    nobodys = [card for card in of.get(0, []) if _found(card, wanted)]
    if nobodys:
        key = "nobody"
        shown, more = _folded(nobodys, key, wanted, unfolded)
        views = tuple(_card(card, facts, None, Used(), now) for card in shown)
        made.append(Row(key, Kind.BLOCK, title=translate("Cards", "Cards of nobody"), cards=views, more=more))
    return made


def _person_row(
    person: Person,
    vehicles: list[str],
    cards: list[Card],
    use: PersonUse,
    facts: Facts,
    wanted: str,
    unfolded: frozenset[str],
    now: datetime,
) -> Row:
    key = f"person {person.id}"
    used = facts.budgets.get(person.id, Used(use.energy_wh, use.sessions))
    shown, more = _folded(cards, key, wanted, unfolded)
    budget = None if person.budget is None else _budget(person.budget, used, facts.book)
    told = budget is not None and bool(budget.note)  # what has no price
    return Row(
        key,
        Kind.BLOCK,
        person=person,
        title=person.name,
        vehicles=" · ".join(sorted(vehicles, key=str.casefold)),
        energy=energy(use.energy_wh),
        sessions=sessions_words(use.sessions) if told else month_sessions_words(use),
        cost=month_cost_words(use, facts.book),
        cost_about=cost_about_words(use, facts.book),
        budget=budget,
        cards=tuple(_card(card, facts, person.budget, used, now) for card in shown),
        more=more,
    )


def _folded(cards: list[Card], key: str, wanted: str, unfolded: frozenset[str]) -> tuple[list[Card], int]:
    """By name, the nameless last; how many are not shown."""
    ordered = sorted(cards, key=lambda card: (not card.name, natural(card.name), card.uid))
    if key in unfolded or wanted or len(ordered) <= MOST_CARDS + 1:  # one more needs no line to unfold it
        return ordered, 0
    return ordered[:MOST_CARDS], len(ordered) - MOST_CARDS


def natural(name: str) -> list[tuple[int, str]]:
    """For ordering: "Flat 2" stands before "Flat 10"."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _card(card: Card, facts: Facts, budget: Budget | None, used_of_budget: Used, now: datetime) -> CardView:
    used = facts.used(card)
    return CardView(
        card.uid,
        card_title(card),
        card_numbers.masked(card.uid) if card.name else "",
        card.colour,
        card_state(card, now, used, budget, used_of_budget),
        charged_words(*facts.charged(card)),
        used_words(facts.last_used(card), now),
        left_words(card, used, now, facts.book),
    )


def _budget(budget: Budget, used: Used, prices: PriceBook | None) -> BudgetView:
    """The bar shows whichever bound is nearest to its end."""
    parts = [0.0]
    if budget.energy_wh:
        parts.append(used.energy_wh / budget.energy_wh)
    if budget.money and used.money is not None:
        parts.append(float(used.money / budget.money))
    words = translate("Cards", "Budget %1").replace("%1", " · ".join(used_of_words(budget, used, prices)))
    unpriced = unpriced_words(used)
    note = f"{unpriced}." if unpriced else ""
    return BudgetView(min(1.0, max(parts)), must_warn(budget, used), words, budget_end_words(budget), note)


def _found(card: Card, wanted: str) -> bool:
    return not wanted or wanted in card.name.casefold() or any(_holds(each, wanted) for each in (card.uid, *card.also))


def _holds(number: str, wanted: str) -> bool:
    """The number as it is told, or as it is shown."""
    return wanted in card_numbers.key(number) or wanted in card_numbers.masked(number).casefold()
