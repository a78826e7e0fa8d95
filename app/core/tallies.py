"""What cards have taken of their allowances and people of their months: read from the file, kept up with what runs.

An answer to a card must not wait for the disk: the sums of what is over are read ahead, and what runs, and what ended
since they were read, is added.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo

from app.core import card_numbers
from app.core.cards import Card, Used
from app.core.interfaces import Archive, History, NotStored, Now
from app.core.model import Person, Session
from app.core.values import replace

log = logging.getLogger(__name__)


class Tallies:
    """The sums of ended sessions by card and person as last read, and the running ones on top."""

    def __init__(
        self,
        archive: Archive,
        running: Callable[[], Sequence[Session]],
        now: Now,
        zone: tzinfo | None = None,
    ) -> None:
        """`running`: the open sessions, whose energy counts as it stands; `zone`: as Gate's."""
        self._archive = archive
        self.running = running
        self._now = now
        self._zone = zone
        self._cards: dict[str, Used] = {}
        self._people: dict[int, Used] = {}
        self._people_of = self.month  # the month that these are of
        self._ended: dict[int, Session] = {}  # by number: over, and perhaps in no sum yet

    def has_ended(self, session: Session) -> None:
        """It was running until now: what it took counts on until the sums are read."""
        self._ended[session.id] = session

    async def read(self, cards: Sequence[Card], people: Sequence[Person]) -> None:
        """Read anew what is over, of those that have a bound. What cannot be read stays as it was known."""
        bounded = [card for card in cards if card.allowance is not None]
        budgeted = [person for person in people if person.budget is not None]
        month = self.month
        ended = dict(self._ended)

        def sums(history: History) -> tuple[dict[str, Used], dict[int, Used]]:
            by_card = {
                card_numbers.key(card.uid): history.used_by_card((card.uid, *card.also), card.allowance.counted_from)
                for card in bounded
                if card.allowance is not None
            }
            return by_card, {person.id: history.used_by_person(person.id, month) for person in budgeted}

        try:
            self._cards, self._people = await self._archive.read(sums) if bounded or budgeted else ({}, {})
        except NotStored as failure:
            log.info("what was used could not be read: %s", failure)
            return
        self._people_of = month
        self._ended = {each: session for each, session in self._ended.items() if session is not ended.get(each)}

    @property
    def month(self) -> datetime:
        """When the month that budgets are counted in began."""
        return month_start(self._now(), self._zone)

    def of_card(self, card: Card, but: Session | None = None) -> Used:
        """What it has taken of its allowance, what runs now included, `but` this one."""
        if card.allowance is None:
            return Used()
        keys = {card_numbers.key(number) for number in (card.uid, *card.also)}
        since = card.allowance.counted_from
        running = [
            each
            for each in self._unread(but)
            if each.card is not None and card_numbers.key(each.card) in keys and each.started_at >= since
        ]
        return _with(self._cards.get(card_numbers.key(card.uid), Used()), running)

    def of_person(self, person_id: int, but: Session | None = None) -> Used:
        """What was taken of this month's budget, what runs now included, `but` this one."""
        month = self.month
        running = [each for each in self._unread(but) if each.person_id == person_id and each.started_at >= month]
        over = self._people.get(person_id, Used()) if month == self._people_of else Used()
        return _with(over, running)

    def _unread(self, but: Session | None) -> list[Session]:
        """What runs and what has just ended, one of each: a session that goes on after all runs."""
        unread = self._ended | {each.id: each for each in self.running()}
        if but is not None:
            unread.pop(but.id, None)
        return list(unread.values())


def month_start(at: datetime, zone: tzinfo | None) -> datetime:
    """When the local month began, in UTC; `zone` None: the system's."""
    local = at.astimezone(zone)
    return datetime(local.year, local.month, 1, tzinfo=zone).astimezone(UTC)  # naive, it is the system's


def _with(used: Used, running: Sequence[Session]) -> Used:
    for session in running:
        if session.turned_away:
            continue
        first = session.started_at if used.first_at is None else min(used.first_at, session.started_at)
        used = replace(used, energy_wh=used.energy_wh + session.energy_wh, sessions=used.sessions + 1, first_at=first)
    return used
