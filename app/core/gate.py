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
from app.core.cards import AnswerTo, Asked, Card, CardKind, Decision, Doing, Reason, Shown, Used, Verdict
from app.core.changes import AskedChanged, CardShownChange, Changes
from app.core.interfaces import Now, Records
from app.core.model import Session
from app.core.people import People
from app.core.tallies import Tallies
from app.core.values import replace

# How long a driver waits at a charger for the user to say yes.
ASK_FOR = timedelta(minutes=2)
# How long a card that was let in once has for its session to begin.
ONCE_FOR = timedelta(minutes=5)
LEARN_FOR_S = 60.0
# How long a charger may take to begin what this computer asked it to.
OURS_FOR = timedelta(minutes=10)

# Whether a session of this card, begun by then and other than this one, is under way.
Charging = Callable[[Card, Session | None, datetime], bool]

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
        charging: Charging,
        now: Now,
        zone: tzinfo | None = None,
    ) -> None:
        """`zone`: where people live; None: the system's."""
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
        self._once_over: dict[_Where, datetime] = {}  # those whose session has begun, until when they would have held
        self._turned_down: dict[_Where, datetime] = {}  # until when not to ask again
        self._ours: dict[str, datetime] = {}  # charger → until when a start with this computer's card is ours
        self._learning: asyncio.Future[Shown] | None = None

    def starts_here(self, charger_id: str) -> None:
        """This computer is about to have this charger start with its own card; it may ask about it at once (TX-17)."""
        self._ours[charger_id] = self._now() + OURS_FOR

    def may_charge(
        self,
        charger_id: str,
        outlet: int,
        number: str,
        doing: Doing,
        *,
        kind: CardKind = CardKind.CARD,
        late_at: datetime | None = None,
        own: Session | None = None,
    ) -> Decision:
        """Decide, log and, where the policy says so, ask. `late_at` and `own`: as foresee's."""
        waits = late_at is None and doing is not Doing.REMOTE
        decision = self.foresee(charger_id, number, late_at=late_at, own=own, waits=waits)
        where = (card_numbers.key(number), charger_id)
        if decision.reason is Reason.ALLOWED_ONCE and doing is Doing.STARTING:
            self._once_over[where] = self._once.pop(where)
        self._log(charger_id, outlet, number, doing, decision, kind)
        if decision.reason is Reason.ASKED:
            self._ask(Asked(number, charger_id, outlet, self._now(), kind))
        elif decision.allowed and self.asked.pop(where, None) is not None:  # the card has become known meanwhile
            self._tell_asked()
        return decision

    def foresee(
        self,
        charger_id: str,
        number: str | None,
        *,
        late_at: datetime | None = None,
        own: Session | None = None,
        once: bool = False,
        waits: bool = True,
    ) -> Decision:
        """What would be answered now; nothing comes of it.

        late_at: a start of then that is told only now; it is held against the hours of its time. own: the session that
        it is about, which is no other to be busy with. once: the user let in this very session.
        """
        now = self._now()
        at = late_at or now
        until = None if late_at is not None else self._once.get((card_numbers.key(number or ""), charger_id))
        once = once or (until is not None and until > now)
        # What is told late was begun while nobody here could know of it.
        ours = late_at is not None or self._ours.get(charger_id, now) > now
        question = Question(number, charger_id, at, at.astimezone(self._zone), once, waits, ours)
        known = self.circumstances(self._book.find(number), own, at)
        decision = access.may_charge(question, self._book.policy(charger_id), known)
        past = decision.holds_until is not None and decision.holds_until < now
        return replace(decision, holds_until=now) if past else decision

    def circumstances(self, card: Card | None, own: Session | None = None, at: datetime | None = None) -> Circumstances:
        """`own`: left out of what runs; `at`: what began later is no reason against a start of then."""
        if card is None:
            return Circumstances()
        person = self._people.people.get(card.person_id or 0)
        budget = None if person is None else person.budget
        return Circumstances(
            card,
            self._tallies.of_card(card, own),
            card.alone and self._charging(card, own, at or self._now()),
            budget,
            Used() if person is None or budget is None else self._tallies.of_person(person.id, own),
        )

    def may_stop(
        self, charger_id: str, outlet: int, number: str, session: Session | None, kind: CardKind = CardKind.CARD
    ) -> Decision:
        decision = self.foresee_stop(number, session)
        self._log(charger_id, outlet, number, Doing.STOPPING, decision, kind)
        return decision

    def foresee_stop(self, number: str, session: Session | None) -> Decision:
        began = None if session is None else session.card
        return access.may_stop(number, self._book.find(number), began, self._book.find(began))

    def shown(
        self, charger_id: str, outlet: int, number: str, decision: Decision, kind: CardKind = CardKind.CARD
    ) -> None:
        """A card was held to a reader and this was answered, where it needed no asking whether it may charge."""
        self._log(charger_id, outlet, number, Doing.ASKING, decision, kind)

    def ended(self, session: Session, reason: Reason) -> None:
        """A session is being stopped because this is used up; the log says why."""
        if session.card is not None:
            self._put_in_log(
                Shown(
                    self._now(),
                    session.charger_id,
                    session.outlet,
                    session.card,
                    Doing.STOPPING,
                    Verdict.NO_CREDIT,
                    reason,
                )
            )

    def forget(self, keys: frozenset[str]) -> None:
        """Nothing waits for these cards any more."""
        for where in [where for where in self.asked if where[0] in keys]:
            del self.asked[where]
            self._tell_asked()

    def put_right(self) -> None:
        """Memory is being made what the disk says: sessions that were let in once may have to begin again."""
        self._once |= self._once_over
        self._once_over.clear()

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
        for kept in (self._once, self._once_over, self._turned_down):
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

    def _log(self, charger_id: str, outlet: int, number: str, doing: Doing, decision: Decision, kind: CardKind) -> None:
        shown = Shown(self._now(), charger_id, outlet, number, doing, decision.verdict, decision.reason, kind=kind)
        self._put_in_log(shown)
        learnable = doing is not Doing.REMOTE and decision.reason is not Reason.THIS_COMPUTER
        if self._learning is not None and learnable and number.strip() and not self._learning.done():
            self._learning.set_result(shown)

    def _put_in_log(self, shown: Shown) -> None:
        self._records.add_shown(shown)
        self._changes.publish(CardShownChange(shown))
