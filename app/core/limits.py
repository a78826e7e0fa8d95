"""Ends a session whose card or person has used up what there was, and tells of a budget that is nearly so."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from app.core import card_numbers
from app.core.access import Circumstances, must_end, must_warn
from app.core.card_book import CardBook
from app.core.cards import AtTheEnd, Reason, Used
from app.core.changes import BudgetWarning, Changes
from app.core.commands import CommandFailed, StopCharging
from app.core.gate import Gate
from app.core.interfaces import Now
from app.core.model import Person, Session, StopReason
from app.core.people import People
from app.core.registry import Registry
from app.core.tallies import Tallies

log = logging.getLogger(__name__)

# How soon a charger that did not stop is asked again; one that agreed is not.
AGAIN = timedelta(minutes=1)


class Limits:
    """Looks at a session whenever something is heard of it.

    Disabled, in test mode, it stops nothing: there the program sends nothing to a charger that nobody asked for.
    """

    def __init__(
        self,
        registry: Registry,
        book: CardBook,
        people: People,
        tallies: Tallies,
        gate: Gate,
        now: Now,
        *,
        enabled: bool,
    ) -> None:
        self._registry = registry
        self._changes: Changes = registry.changes
        self._book = book
        self._people = people
        self._tallies = tallies
        self._gate = gate
        self._now = now
        self._enabled = enabled
        self._stopped: dict[int, Reason] = {}  # by session: those that were told to stop, and why
        self._not_before: dict[int, datetime] = {}  # by session: when to ask again where the charger did not
        self._warned: set[tuple[int, datetime]] = set()  # person and month
        self._stopping: set[asyncio.Task[None]] = set()

    def look(self, session: Session) -> None:
        """What is heard of a session: is it to end, is its person to be warned."""
        if not session.open:
            self._stopped.pop(session.id, None)
            self._not_before.pop(session.id, None)
            return
        card = self._book.find(session.card)
        person = self._people.people.get(session.person_id or 0)
        budget = None if person is None else person.budget
        bounded = card is not None and card.allowance is not None
        if budget is None and not bounded:  # the ordinary case
            return
        used_of_budget = Used()
        if person is not None and budget is not None:
            used_of_budget = self._tallies.of_person(person.id)
            self._warn(person, used_of_budget)
        used = Used() if card is None else self._tallies.of_card(card)
        reason = must_end(Circumstances(card, used, budget=budget, used_of_budget=used_of_budget))
        if reason is not None and self._enabled:
            self._stop(session, reason)

    def left_of(self, session: Session) -> int | None:
        """How many Wh a session that runs may still take before it is stopped for them; None: no such bound."""
        card = self._book.find(session.card)
        person = self._people.people.get(session.person_id or 0)
        bounds = []
        if card is not None and card.allowance is not None and card.allowance.energy_wh is not None:
            bounds.append(card.allowance.energy_wh - self._tallies.of_card(card).energy_wh)
        budget = None if person is None else person.budget
        stops = budget is not None and budget.at_the_end is AtTheEnd.STOP
        if person is not None and budget is not None and budget.energy_wh is not None and stops:
            bounds.append(budget.energy_wh - self._tallies.of_person(person.id).energy_wh)
        return max(0, min(bounds)) if bounds else None

    def look_at_all(self, *, tell: bool = True) -> None:
        """The sums were read anew. `tell` False: whoever is past a warning by now has had it."""
        for person in self._people.people.values():
            if person.budget is not None:
                self._warn(person, self._tallies.of_person(person.id), tell=tell)

    def worded(self, session: Session | None, reason: StopReason | None) -> StopReason | None:
        """Why a session ended: the charger only knows that it was told to."""
        ours = session is not None and session.id in self._stopped
        return StopReason.LIMIT_REACHED if ours and reason is StopReason.REMOTE else reason

    def _warn(self, person: Person, used: Used, *, tell: bool = True) -> None:
        month = (person.id, self._tallies.month)
        if person.budget is None or month in self._warned or not must_warn(person.budget, used):
            return
        self._warned.add(month)
        if tell:
            self._changes.publish(BudgetWarning(person, used))

    def _stop(self, session: Session, reason: Reason) -> None:
        if session.id in self._stopped:
            again_at = self._not_before.get(session.id)
            if again_at is None or self._now() < again_at:
                return
        else:
            whose = card_numbers.masked(session.card or "")
            log.info("session %s of card %s is being stopped: %s", session.id, whose, reason.value)
            self._gate.ended(session, reason)
        self._stopped[session.id] = reason
        self._not_before.pop(session.id, None)
        task = asyncio.get_running_loop().create_task(self._send(session))
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    async def _send(self, session: Session) -> None:
        try:
            await self._registry.link(session.charger_id).send(StopCharging(session.transaction_id))
        except CommandFailed as failure:
            log.info("session %s could not be stopped, it is tried again: %r", session.id, failure)
            self._not_before[session.id] = self._now() + AGAIN

    def put_right(self) -> None:
        """Memory is being made what the disk says: its numbers may soon be those of other sessions."""
        self._stopped.clear()
        self._not_before.clear()

    def close(self) -> None:
        for task in self._stopping:
            task.cancel()
