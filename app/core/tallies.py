"""What cards have taken of their allowances and people of their months: read from the file, kept up with what runs.

An answer to a card must not wait for the disk, so the sums of what is over are read ahead, and what runs is added.
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
        self._running = running
        self._now = now
        self._zone = zone
        self._cards: dict[str, Used] = {}
        self._people: dict[int, Used] = {}

    async def read(self, cards: Sequence[Card], people: Sequence[Person]) -> None:
        """Read anew what is over, of those that have a bound. What cannot be read stays as it was known."""
        bounded = [card for card in cards if card.allowance is not None]
        budgeted = [person for person in people if person.budget is not None]
        month = month_start(self._now(), self._zone)

        def sums(history: History) -> tuple[dict[str, Used], dict[int, Used]]:
            by_card = {
                card_numbers.key(card.uid): history.used_by_card((card.uid, *card.also), card.allowance.counted_from)
                for card in bounded
                if card.allowance is not None
            }
            return by_card, {person.id: history.used_by_person(person.id, month) for person in budgeted}

        if bounded or budgeted:
            try:
                self._cards, self._people = await self._archive.read(sums)
            except NotStored as failure:
                log.info("what was used could not be read: %s", failure)

    def of_card(self, card: Card) -> Used:
        """What it has taken of its allowance, what runs now included."""
        if card.allowance is None:
            return Used()
        keys = {card_numbers.key(number) for number in (card.uid, *card.also)}
        since = card.allowance.counted_from
        running = [
            each
            for each in self._running()
            if each.card is not None and card_numbers.key(each.card) in keys and each.started_at >= since
        ]
        return _with(self._cards.get(card_numbers.key(card.uid), Used()), running)

    def of_person(self, person_id: int) -> Used:
        """What was taken of this month's budget, what runs now included."""
        month = month_start(self._now(), self._zone)
        running = [each for each in self._running() if each.person_id == person_id and each.started_at >= month]
        return _with(self._people.get(person_id, Used()), running)


def month_start(at: datetime, zone: tzinfo | None) -> datetime:
    """When the local month began, in UTC; `zone` None: the system's."""
    local = at.astimezone(zone)
    return datetime(local.year, local.month, 1, tzinfo=zone).astimezone(UTC)  # naive, it is the system's


def _with(used: Used, running: Sequence[Session]) -> Used:
    for session in running:
        first = session.started_at if used.first_at is None else min(used.first_at, session.started_at)
        used = replace(used, energy_wh=used.energy_wh + session.energy_wh, sessions=used.sessions + 1, first_at=first)
    return used
