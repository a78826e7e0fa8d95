"""Answers the cards in what chargers tell: one that is held to a reader, and those of a session's start, news and end.

A charger repeats itself: the same start gets the same answer, is logged once, and is never busy with itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from app.core import card_numbers
from app.core.access import person_of
from app.core.card_book import CardBook
from app.core.cards import Answered, Decision, Doing, Reason
from app.core.commands import CommandFailed, StopCharging
from app.core.gate import Gate
from app.core.interfaces import Now
from app.core.model import Charger, Session
from app.core.people import People
from app.core.registry import Registry
from app.core.reports import CardShown, Stage, TransactionTold
from app.core.sessions import LATE_AFTER, Booked
from app.core.values import Value, replace

log = logging.getLogger(__name__)

# So many starts are remembered with their answers; no charger repeats older ones.
_MOST_ADMITTED = 4_000


class Admitted(Value, frozen=True):
    """How a session's card was answered when it began, and as of when."""

    key: str  # the card's
    decision: Decision
    at: datetime


class Admission:
    """Asks the gate, and remembers what was answered. Plain calls; a master card's stops go their own way."""

    def __init__(
        self,
        registry: Registry,
        gate: Gate,
        book: CardBook,
        people: People,
        knows_masters: Callable[[str], bool],
        now: Now,
    ) -> None:
        """`knows_masters`: whether this charger ends sessions by itself when a master card is held to it."""
        self._registry = registry
        self._gate = gate
        self._book = book
        self._people = people
        self._knows_masters = knows_masters
        self._now = now
        self._admitted: dict[int, Admitted] = {}  # by session
        self._stopping: set[asyncio.Task[None]] = set()

    def shown(self, charger: Charger, told: CardShown, running: Sequence[Session]) -> Decision:
        """A card is held to the reader; `running`: the sessions that it may mean to end."""
        stops = [each for each in running if self._would_end(told.card, each)]
        if not stops:
            return self._gate.may_charge(charger.id, told.outlet or 0, told.card, Doing.ASKING, kind=told.kind)
        decision = self._gate.foresee_stop(told.card, stops[0])
        self._gate.shown(charger.id, told.outlet or 0, told.card, decision, told.kind)
        if decision.reason is Reason.MASTER:
            self._end_all(charger, running)
        return decision

    def _would_end(self, number: str, session: Session) -> bool:
        """A session that no card began is nobody's to end with one: such a card is there to charge."""
        decision = self._gate.foresee_stop(number, session)
        return decision.allowed and (session.card is not None or decision.reason is Reason.MASTER)

    def told(self, told: TransactionTold, booked: Booked, session: Session) -> Decision | None:
        """The answer to the card in this report of `session`, which is booked; None where it names none."""
        number = told.card
        if number is None:
            return None
        own = session.card is None or _same(session.card, number) or self._may_take_over(number, session)
        if told.stage is Stage.ENDED:
            return self._may_stop(number, told, booked, session)
        if told.stage is Stage.BEGAN or own:
            return self._may_charge(number, told, booked, session)
        decision = self._may_stop(number, told, booked, session)
        if decision.reason is Reason.MASTER and session.open and booked.changed:
            self._end_all(self._registry.charger(session.charger_id), [session])
        return decision

    def told_long_ago(self, charger: Charger, told: TransactionTold) -> Decision | None:
        """The answer to the card in a repeat about a session of which only its key is remembered."""
        if told.card is None:
            return None
        if told.stage is Stage.ENDED:
            return self._gate.foresee_stop(told.card, None)
        return self._gate.foresee(charger.id, told.card, late_at=told.at, waits=False)

    def taken_over(self, told: TransactionTold, booked: Booked, session: Session, decision: Decision | None) -> Booked:
        """A card that is let in to a session whose own was refused, before anything was charged, is its card.

        That can be the same card, which was unblocked meanwhile.
        """
        number = told.card
        if number is None or decision is None or not decision.allowed or told.stage is Stage.ENDED:
            return booked
        if not self._may_take_over(number, session):
            return booked
        self._admitted[session.id] = Admitted(card_numbers.key(number), decision, self._now())
        session = replace(session, card=number, card_answer=None)
        return replace(booked, session=session, card_heard=True, changed=True)

    def named(self, session: Session, booked: Booked, decision: Decision | None) -> Session:
        """The session with whose it is and how its card was answered, where that is heard now.

        From then on both stay, whoever gets the card and whatever becomes of it.
        """
        answer = session.card_answer
        if booked.card_heard:
            if decision is None or decision.card is None:
                card = self._book.find(session.card)
                person_id = card.person_id if card is not None else decision.person_id if decision is not None else None
            else:
                person_id = decision.card.person_id
            admitted = self._admitted.get(session.id)  # not where its end alone was told
            if admitted is not None:
                answer = Answered(admitted.decision.verdict, admitted.decision.reason)
        elif booked.new and session.card is None:
            person_id = person_of(self._book.policy(session.charger_id))
        else:
            return session
        vehicle_id = self._people.only_vehicle_of(person_id)
        known = (session.card_person_id, session.card_vehicle_id, session.card_answer)
        if known == (person_id, vehicle_id, answer):
            return session
        return replace(session, card_person_id=person_id, card_vehicle_id=vehicle_id, card_answer=answer)

    def put_right(self) -> None:
        """Memory is being made what the disk says: its numbers may soon be those of other sessions."""
        self._admitted.clear()

    def close(self) -> None:
        for task in self._stopping:
            task.cancel()

    # Helpers of the above.

    def _may_take_over(self, number: str, session: Session) -> bool:
        """Where a card was refused and nothing was charged, the next one is there to charge; a master card to stop."""
        waits = session.open and session.turned_away
        return waits and self._gate.foresee_stop(number, session).reason is not Reason.MASTER

    def _may_charge(self, number: str, told: TransactionTold, booked: Booked, session: Session) -> Decision:
        known = self._admitted.get(session.id)
        if known is not None and known.key != card_numbers.key(number):
            known = None
        if known is not None and told.stage is Stage.BEGAN:
            return known.decision
        where = (session.charger_id, session.outlet)
        # Late: told after the fact. What nobody waits for is not asked, and a night's start is held against the night.
        late = told.offline or not session.open or self._now() - told.at > LATE_AFTER
        fresh = told.stage is Stage.BEGAN or booked.card_heard or not _same(session.card, number)
        if known is None and booked.changed and fresh:
            late_at = told.at if late else None
            decision = self._gate.may_charge(
                *where, number, Doing.STARTING, kind=told.card_kind, late_at=late_at, own=session
            )
        else:
            # Said again, or news of one that goes on: as of when it began, for hours end no session. One that waits to
            # be let in is held against now.
            waits = not late and self._may_take_over(number, session)
            at = None if waits else session.started_at if known is None else known.at
            once = session.card_answer is not None and session.card_answer.reason is Reason.ALLOWED_ONCE
            decision = self._gate.foresee(session.charger_id, number, late_at=at, own=session, once=once, waits=False)
        if known is None:
            self._admitted[session.id] = Admitted(card_numbers.key(number), decision, told.at if late else self._now())
            while len(self._admitted) > _MOST_ADMITTED:
                del self._admitted[next(iter(self._admitted))]
        return decision

    def _may_stop(self, number: str, told: TransactionTold, booked: Booked, session: Session) -> Decision:
        if not booked.changed:
            return self._gate.foresee_stop(number, session)
        return self._gate.may_stop(session.charger_id, session.outlet, number, session, told.card_kind)

    def _end_all(self, charger: Charger, running: Sequence[Session]) -> None:
        """A master card is held to a charger that knows of none: what runs there is ended from here."""
        if self._knows_masters(charger.id):
            return
        for session in running:
            task = asyncio.get_running_loop().create_task(self._end(session))
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)

    async def _end(self, session: Session) -> None:
        try:
            await self._registry.link(session.charger_id).send(StopCharging(session.transaction_id))
        except CommandFailed as failure:
            log.info("session %s was not ended for a master card: %r", session.id, failure)


def _same(one: str | None, other: str) -> bool:
    return one is not None and card_numbers.key(one) == card_numbers.key(other)
