"""The gate: answers every card that is shown at a charger, keeps the log of it, and asks the user where that is wished.

The decision itself is access.py's; here is what it must know, and what follows from it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from app.core import access, card_numbers
from app.core.access import Circumstances, Question
from app.core.card_book import CardBook, CardRefused, WhyCard
from app.core.cards import AnswerTo, Asked, Card, Decision, Doing, Reason, Shown
from app.core.changes import AskedChanged, CardShownChange, Changes
from app.core.interfaces import Now, Records
from app.core.model import Session
from app.core.people import People
from app.core.tallies import Tallies

# How long a driver waits at a charger for the user to say yes.
ASK_FOR = timedelta(minutes=2)
# How long a card that was let in once has for its session to begin.
ONCE_FOR = timedelta(minutes=5)
LEARN_FOR_S = 60.0

_Where = tuple[str, str]  # the card's key, the charger


class Gate:
    """One answer for every way of asking; plain calls, nothing here waits but `learn` and `answer`."""

    def __init__(
        self,
        records: Records,
        changes: Changes,
        book: CardBook,
        people: People,
        tallies: Tallies,
        charging: Callable[[Card], bool],
        now: Now,
        zone: tzinfo | None = None,
    ) -> None:
        """`charging`: whether a session of this card is under way; `zone`: where people live, None: the system's."""
        self._records = records
        self._changes = changes
        self._book = book
        self._people = people
        self._tallies = tallies
        self._charging = charging
        self._now = now
        self._zone = zone
        self.asked: dict[_Where, Asked] = {}
        self._once: dict[_Where, datetime] = {}  # until when
        self._turned_down: dict[_Where, datetime] = {}  # until when not to ask again
        self._learning: asyncio.Future[Shown] | None = None

    def may_charge(self, charger_id: str, outlet: int, number: str | None, doing: Doing) -> Decision:
        """Decide, log and, where the policy says so, ask."""
        decision = self.foresee(charger_id, number)
        where = (card_numbers.key(number or ""), charger_id)
        if decision.reason is Reason.ALLOWED_ONCE and doing is Doing.STARTING:
            self._once.pop(where, None)
        if number is not None:
            self._log(charger_id, outlet, number, doing, decision)
        if decision.reason is Reason.ASKED:
            self._ask(Asked(number or "", charger_id, outlet, self._now()))
        return decision

    def foresee(self, charger_id: str, number: str | None) -> Decision:
        """What would be answered now; nothing comes of it."""
        now = self._now()
        card = self._book.find(number)
        once = self._once.get((card_numbers.key(number or ""), charger_id))
        question = Question(number, charger_id, now, now.astimezone(self._zone), once is not None and once > now)
        return access.may_charge(question, self._book.policy(charger_id), self.circumstances(card))

    def circumstances(self, card: Card | None) -> Circumstances:
        if card is None:
            return Circumstances()
        person = self._people.people.get(card.person_id or 0)
        budget = None if person is None else person.budget
        return Circumstances(
            card,
            self._tallies.of_card(card),
            card.alone and self._charging(card),
            budget,
            self._tallies.of_person(card.person_id or 0),
        )

    def may_stop(self, charger_id: str, outlet: int, number: str, session: Session | None) -> Decision:
        began = None if session is None else session.card
        decision = access.may_stop(number, self._book.find(number), began, self._book.find(began))
        self._log(charger_id, outlet, number, Doing.STOPPING, decision)
        return decision

    # Asking the user.

    async def answer(self, asked: Asked, said: AnswerTo) -> Asked:
        """Take the user's word for a card that waits. Always: it is known from now on. Raises CardRefused."""
        where = (card_numbers.key(asked.card), asked.charger_id)
        if self.asked.pop(where, None) is None:
            raise CardRefused(WhyCard.NOBODY_WAITS)
        self._tell_asked()
        if said is AnswerTo.NO:
            self._turned_down[where] = self._now() + ASK_FOR
        else:
            self._once[where] = self._now() + ONCE_FOR
        if said is AnswerTo.ALWAYS:
            await self._book.add(Card(asked.card))
        return asked

    def tidy(self, now: datetime) -> None:
        """Let go of questions whose driver has gone away. To be called every few seconds."""
        for kept in (self._once, self._turned_down):
            for where in [where for where, until in kept.items() if until <= now]:
                del kept[where]
        gone = [where for where, asked in self.asked.items() if now - asked.at > ASK_FOR]
        for where in gone:
            del self.asked[where]
        if gone:
            self._tell_asked()

    def _ask(self, asked: Asked) -> None:
        where = (card_numbers.key(asked.card), asked.charger_id)
        until = self._turned_down.get(where)
        if self._learning is None and (until is None or until <= self._now()):
            self.asked[where] = asked
            self._tell_asked()

    def _tell_asked(self) -> None:
        self._changes.publish(AskedChanged(tuple(self.asked.values())))

    # Learning a card.

    async def learn(self, seconds: float = LEARN_FOR_S) -> Shown | None:
        """The next card that is held to any charger; None where none was. Raises CardRefused where one is learnt."""
        if self._learning is not None:
            raise CardRefused(WhyCard.LEARNING_ALREADY)
        self._learning = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(self._learning, seconds)
        except TimeoutError:
            return None
        finally:
            self._learning = None

    def _log(self, charger_id: str, outlet: int, number: str, doing: Doing, decision: Decision) -> None:
        shown = Shown(self._now(), charger_id, outlet, number, doing, decision.verdict, decision.reason)
        self._records.add_shown(shown)
        self._changes.publish(CardShownChange(shown))
        learnable = doing is not Doing.REMOTE and decision.reason is not Reason.THIS_COMPUTER
        if self._learning is not None and learnable and number.strip() and not self._learning.done():
            self._learning.set_result(shown)
