"""What cards have taken of their allowances and people of their months: read from the file, kept up with what runs.

An answer to a card must not wait for the disk: the sums of what is over are read ahead, and what runs, and what ended
since they were read, is added.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from app.core import card_numbers
from app.core.cards import Card, Used
from app.core.interfaces import Archive, History, NotStored, Now
from app.core.model import Person, Session
from app.core.prices.books import Book, Side
from app.core.prices.kept import CostSum
from app.core.prices.limits import counted_by
from app.core.pricing import Pricing
from app.core.values import replace

log = logging.getLogger(__name__)


class Tallies:
    """The sums of ended sessions by card and person as last read, and the running ones on top."""

    def __init__(
        self,
        archive: Archive,
        running: Callable[[], Sequence[Session]],
        prices: Pricing,
        now: Now,
        zone: tzinfo | None = None,
    ) -> None:
        """`running`: the open sessions, whose energy and cost count as they stand; `zone`: as Gate's."""
        self._archive = archive
        self.running = running
        self._prices = prices
        self._now = now
        self._zone = zone
        self._cards: dict[str, Used] = {}
        self._people: dict[int, Used] = {}
        self._people_of = self.month  # the month that these are of
        self._by: Book | None = None  # whose costs are in these
        self._in_money = False  # whether anybody's bound is in money
        self._ended: dict[int, Session] = {}  # by number: over, and perhaps in no sum yet
        self._final: dict[tuple[int, Side], CostSum] = {}  # what these came to

    def has_ended(self, session: Session) -> None:
        """It was running until now: what it took counts on until the sums are read."""
        self._ended[session.id] = session

    def counts(self, came_to: CostSum) -> bool:
        """Whether anything is bounded by what this cost is part of."""
        return self._in_money and self._by is not None and came_to.side is self._by.side

    def has_cost(self, came_to: CostSum) -> None:
        """What a session that is over came to."""
        if came_to.session_id in self._ended:
            self._final[came_to.session_id, came_to.side] = came_to

    @property
    def over(self) -> Mapping[int, Session]:
        """What has ended and is not known to be in the sums."""
        return dict(self._ended)

    async def read(self, cards: Sequence[Card], people: Sequence[Person], written: Mapping[int, Session]) -> None:
        """Read anew what is over, of those that have a bound. What cannot be read stays as it was known.

        `written`: of `over`, those that are in the file by now, with what they came to.
        """
        cards = [card for card in cards if card.allowance is not None]
        people = [person for person in people if person.budget is not None]
        month, by = self.month, counted_by(self._prices.books)
        # These are counted from memory, wherever the file stands.
        but = [each.id for each in self._unread(None) if written.get(each.id) is not each]

        def sums(history: History) -> tuple[dict[str, Used], dict[int, Used]]:
            return read_used(history, cards, people, month, by, but)

        try:
            self._cards, self._people = await self._archive.read(sums) if cards or people else ({}, {})
        except NotStored as failure:
            log.info("what was used could not be read: %s", failure)
            return
        self._people_of, self._by = month, by
        used = (*self._cards.values(), *self._people.values())
        self._in_money = any(each.money is not None for each in used)
        self._ended = {each: session for each, session in self._ended.items() if session is not written.get(each)}
        self._final = {key: came_to for key, came_to in self._final.items() if key[0] in self._ended}

    @property
    def month(self) -> datetime:
        """When the month that budgets are counted in began."""
        return month_start(self._now(), self._zone)

    def of_card(self, card: Card, but: Session | None = None) -> Used:
        """What it has taken of its allowance, what runs now included, `but` this one."""
        if card.allowance is None:
            return Used()
        running = counted_of_card(card, self._unread(but))
        return used_with(self._cards.get(card_numbers.key(card.uid), Used()), running, self._cost)

    def of_person(self, person_id: int, but: Session | None = None) -> Used:
        """What was taken of this month's budget, what runs now included, `but` this one."""
        month = self.month
        running = counted_of_person(person_id, month, self._unread(but))
        over = self._people.get(person_id, Used()) if month == self._people_of else Used()
        return used_with(over, running, self._cost)

    def _unread(self, but: Session | None) -> list[Session]:
        """What runs and what has just ended, one of each: a session that goes on after all runs."""
        unread = self._ended | {each.id: each for each in self.running()}
        if but is not None:
            unread.pop(but.id, None)
        return list(unread.values())

    def _cost(self, session_id: int) -> CostSum | None:
        """What it costs so far, or came to."""
        if self._by is None:
            return None
        key = (session_id, self._by.side)
        return self._prices.live.get(key) or self._final.get(key)


def month_start(at: datetime, zone: tzinfo | None) -> datetime:
    """When the local month began, in UTC; `zone` None: the system's."""
    local = at.astimezone(zone)
    return datetime(local.year, local.month, 1, tzinfo=zone).astimezone(UTC)  # naive, it is the system's


def read_used(
    history: History,
    cards: Iterable[Card],
    people: Iterable[Person],
    month: datetime,
    by: Book | None,
    but: Sequence[int] = (),
) -> tuple[dict[str, Used], dict[int, Used]]:
    """What is over of those that have a bound: by the key of the card since it is counted, by person since `month`.

    `by`: whose costs count, asked of bounds in money alone; `but`: sessions that are counted elsewhere.
    """
    by_card = {
        card_numbers.key(card.uid): history.used_by_card(
            (card.uid, *card.also), allowance.counted_from, None if allowance.money is None else by, but
        )
        for card in cards
        if (allowance := card.allowance) is not None
    }
    by_person = {
        person.id: history.used_by_person(person.id, month, None if budget.money is None else by, but)
        for person in people
        if (budget := person.budget) is not None
    }
    return by_card, by_person


def counted_of_card(card: Card, sessions: Iterable[Session]) -> list[Session]:
    """Those of its allowance, by whichever of its numbers they began."""
    if card.allowance is None:
        return []
    since, keys = card.allowance.counted_from, {card_numbers.key(number) for number in (card.uid, *card.also)}
    return [each for each in sessions if each.started_at >= since and card_numbers.key(each.card or "") in keys]


def counted_of_person(person_id: int, month: datetime, sessions: Iterable[Session]) -> list[Session]:
    return [each for each in sessions if each.person_id == person_id and each.started_at >= month]


def used_with(used: Used, sessions: Sequence[Session], cost: Callable[[int], CostSum | None]) -> Used:
    """With these sessions too; one whose cost was not reckoned yet costs nothing yet."""
    money, unpriced = used.money, used.unpriced
    for session in sessions:
        if session.turned_away:
            continue
        first = session.started_at if used.first_at is None else min(used.first_at, session.started_at)
        used = replace(used, energy_wh=used.energy_wh + session.energy_wh, sessions=used.sessions + 1, first_at=first)
        came_to = cost(session.id)
        if money is None or came_to is None:
            continue
        if came_to.gross is None:
            unpriced += 1
        else:
            money += came_to.gross
    return replace(used, money=money, unpriced=unpriced)
