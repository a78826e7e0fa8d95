"""Tells chargers what charging costs, for their displays: the price, what runs up, and the sum at the end.

A charger is visited after everything else was asked of it. Nothing here is in a hurry: a figure that was not told when
the next is known is never told, and a charger that cannot take one is left alone until it calls anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from app.core.changes import BooksChanged, Change, ChargerForgotten, CostChanged, SessionChanged
from app.core.commands import Accepted, NotPossible, Offline, SetDisplay, TellCost, TellPrice, WhyNot
from app.core.displays.display import Display, Showing, ShownCost
from app.core.displays.visit import Line, ToShow, Visits
from app.core.displays.words import total_sentence
from app.core.interfaces import Link, Now, Receipt, Records
from app.core.model import Activity, Event, EventKind, Session
from app.core.prices.books import minor_unit
from app.core.prices.kept import CostSum
from app.core.prices.money import rounded
from app.core.prices.tariff import CannotBeSaid, Tariff
from app.core.pricing import Pricing
from app.core.registry import Registry
from app.core.reports import Answer, Reckoned, TransactionAnswer
from app.core.values import replace

# The answer to a session's end waits so long for its sum, which 2.x has no other place for (I03).
MOMENT_S = 0.25
# The driver of a session that ended longer ago has left, and an offline night's are told without a wait.
STILL_THERE = timedelta(minutes=10)
# Sessions whose sum may still come.
MOST_ENDING = 200
# Cards of one charger whose price waits to be told: whoever held one up before these has gone on.
MOST_CARDS = 20


class _Ending:
    """A session that has just ended, whose sum is being reckoned."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sum: asyncio.Future[Decimal] = asyncio.get_running_loop().create_future()
        self.answering = False  # the answer to its end waits

    @property
    def known(self) -> Decimal | None:
        return self.sum.result() if self.sum.done() and not self.sum.cancelled() else None


class DisplayKeeper:
    """The department of `site.displays`. Lives on the engine's loop."""

    def __init__(
        self,
        registry: Registry,
        records: Records,
        prices: Pricing,
        running: Sequence[Session],
        find: Callable[[str, str], Session | None],
        now: Now,
        *,
        enabled: bool,
    ) -> None:
        """Disabled, it words answers and asks chargers nothing. `find`: by charger and transaction."""
        self._registry = registry
        self._records = records
        self._prices = prices
        self._find = find
        self._now = now
        self._enabled = enabled
        self._to_show = ToShow(prices, now)
        self._visits = Visits(registry.changes, self._to_show, now)
        self._lines: dict[str, Line] = {}
        self._running = {session.id: session for session in running}
        self._ending: dict[int, _Ending] = {}
        self._reckoned: dict[int, Reckoned] = {}  # by session, what its charger made of it
        self._answers: set[asyncio.Task[None]] = set()  # that wait for a sum
        registry.changes.observe(self._heard)

    @property
    def displays(self) -> dict[str, Display]:
        """How each charger stands, by id."""
        return self._visits.displays

    @property
    def language(self) -> str:
        return self._to_show.language

    def put_right(self, running: Sequence[Session]) -> None:
        """Memory is what the disk says."""
        self._running = {session.id: session for session in running}
        for ending in self._ending.values():
            ending.sum.cancel()
        self._ending.clear()
        self._reckoned.clear()

    def choose(self, shown: ShownCost, language: str) -> None:
        """Which costs are shown from now on, and in which language they are worded."""
        if (shown, language) != (self._to_show.shown, self._to_show.language):
            self._to_show.shown, self._to_show.language = shown, language
            self.renew()

    async def turn_on(self, charger_id: str) -> Accepted:
        """Have the charger show costs, as the user wishes. Raises CommandFailed."""
        charger = self._registry.charger(charger_id)
        if not charger.approved:
            raise NotPossible(WhyNot.NOT_APPROVED)
        link, book = self._registry.link(charger.id), self._to_show.book
        if book is None:
            raise NotPossible(WhyNot.BAD_VALUE, "There are no prices to show.")
        result = await link.send(SetDisplay(book.currency))
        self._begin(charger.id, link)
        return result if isinstance(result, Accepted) else Accepted()

    async def served(self, charger_id: str) -> None:
        """Return when it has been asked and told what there is."""
        line = self._lines.get(charger_id)
        if line is not None and line.worker is not None:
            await asyncio.wait({line.worker})

    # What answers say.

    def price_at(self, charger_id: str, card: str) -> tuple[str, str]:
        """The price that a card is shown, and in which language; told apart where an answer has no room for it."""
        line = self._lines.get(charger_id)
        if line is not None and (line.settings.takes_tariffs is False or line.showing is Showing.OTHER_CURRENCY):
            return "", ""
        words = self._to_show.words(charger_id)
        if words and line is not None and not line.link.answers_tell_cost and line.takes(TellPrice):
            line.waiting.pop(card, None)
            cards = [each for each in line.waiting if isinstance(each, str)]
            for oldest in cards[: max(0, len(cards) - MOST_CARDS + 1)]:
                del line.waiting[oldest]
            line.waiting[card] = TellPrice(card, words)
            self._wake(line)
        return words, self.language if words else ""

    def receipt(self, link: Link, charger_id: str, answer: Answer, written: asyncio.Future[None] | None) -> Receipt:
        """The answer to news of a session, with what it costs; at its end it waits a moment for the sum."""
        plain = Receipt(answer, written)
        side = self._to_show.shown.side
        if side not in self._prices.books or not link.answers_tell_cost or not isinstance(answer, TransactionAnswer):
            return plain
        line = self._lines.get(charger_id)
        session = self._find(charger_id, answer.transaction_id)
        if session is None or (line is not None and line.showing in (Showing.OFF, Showing.OTHER_CURRENCY)):
            return plain
        if session.open:  # a figure that became known while the answer waited for the disk was told by then
            return Receipt(answer, written, lambda: self._with_cost(answer, session))
        ending = self._ending.get(session.id)
        if ending is None or ending.answering or not self._still_there(session):
            return plain
        return self._held(answer, written, ending)

    def _still_there(self, session: Session) -> bool:
        return session.stopped_at is not None and self._now() - session.stopped_at < STILL_THERE

    def _with_cost(self, answer: TransactionAnswer, session: Session) -> Answer:
        side = self._to_show.shown.side
        came_to = None if side is None else self._prices.live.get((session.id, side))
        return answer if came_to is None else replace(answer, cost=came_to.gross)

    def _held(self, answer: TransactionAnswer, written: asyncio.Future[None] | None, ending: _Ending) -> Receipt:
        held: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def hold() -> None:
            try:
                if written is not None:
                    await asyncio.wait({written})
                    failure = written.exception()
                    if failure is not None:
                        held.set_exception(failure)
                        return
                await asyncio.wait({ending.sum}, timeout=MOMENT_S)
                session, line = ending.session, self._lines.get(ending.session.charger_id)
                if ending.known is not None:
                    self._ending.pop(session.id, None)
                    if line is not None:
                        self._visits.was_told(line, session.id, ending.known, final=True)
                held.set_result(None)
            finally:
                ending.answering = False
                if not held.done():
                    held.cancel()

        ending.answering = True
        task = asyncio.get_running_loop().create_task(hold())
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
        return Receipt(answer, held, lambda: replace(answer, cost=ending.known))

    def reckoned(self, charger_id: str, told: Reckoned) -> None:
        """Kept until the sum is known, to tell people where the two differ."""
        session = self._find(charger_id, told.transaction_id)
        if session is not None and (session.open or session.id in self._ending):
            self._reckoned[session.id] = told

    def _compare(self, session: Session, came_to: CostSum) -> None:
        told = self._reckoned.pop(session.id, None)
        ours = None if told is None else came_to.gross if told.with_vat else came_to.net
        if told is None or ours is None or session.stopped_at is None:
            return
        theirs = rounded(Fraction(told.cost), minor_unit(came_to.currency))
        if theirs != ours or told.currency not in ("", came_to.currency):
            said = f"{theirs} {told.currency or came_to.currency}"
            where = (session.charger_id, session.outlet, session.stopped_at)
            self._records.add_event(Event(*where, EventKind.COST_DIFFERS, said))
            self._records.dispatch()

    # When it is time.

    def ready(self, link: Link) -> None:
        """This charger was asked whatever else there was to ask."""
        charger = self._registry.charger_of(link)
        if charger is not None and charger.approved and self._enabled:
            self._begin(charger.id, link)

    def renew(self) -> None:
        """Also time alone brings other prices. To be called every hour or so."""
        for line in self._lines.values():
            line.due = True
            self._wake(line)

    async def close(self) -> None:
        tasks = [line.worker for line in self._lines.values() if line.worker is not None]
        for task in (*tasks, *self._answers):
            task.cancel()
        await asyncio.gather(*tasks, *self._answers, return_exceptions=True)

    def _heard(self, change: Change) -> None:
        match change:
            case SessionChanged(session):
                self._session_changed(session)
            case CostChanged(came_to) if came_to.side is self._to_show.shown.side:
                self._cost_changed(came_to)
            case BooksChanged():
                self.renew()
            case ChargerForgotten(charger_id):
                self._drop(charger_id)
                self.displays.pop(charger_id, None)

    def _session_changed(self, session: Session) -> None:
        if session.open:
            self._running[session.id] = session
            return
        if self._running.pop(session.id, None) is None:
            return  # later news of one that is over
        line = self._lines.get(session.charger_id)
        if line is not None:
            line.drop(session.id)  # or it would stand there in the place of the sum
            line.told.pop(session.id, None)
        if self._to_show.shown.side not in self._prices.books:
            self._reckoned.pop(session.id, None)
            return
        self._ending[session.id] = _Ending(session)
        while len(self._ending) > MOST_ENDING:
            oldest = next(iter(self._ending))
            self._ending.pop(oldest).sum.cancel()
            self._reckoned.pop(oldest, None)

    def _cost_changed(self, came_to: CostSum) -> None:
        if not came_to.final:
            session = self._running.get(came_to.session_id)
            if session is not None:
                self._tell(session, came_to)
            return
        ending = self._ending.get(came_to.session_id)
        if ending is None or ending.sum.done():
            return
        self._compare(ending.session, came_to)
        if came_to.gross is None:
            ending.sum.cancel()
        else:
            ending.sum.set_result(came_to.gross)
        if not ending.answering:
            del self._ending[came_to.session_id]
            if self._still_there(ending.session):
                self._tell(ending.session, came_to)

    def _tell(self, session: Session, came_to: CostSum) -> None:
        """Have the charger told soon, in the place of what it was not told yet."""
        line = self._lines.get(session.charger_id)
        if line is None or came_to.gross is None or not line.takes(TellCost):
            return
        cost = line.in_its_decimals(came_to.gross, came_to.currency)
        if session.open and line.told.get(session.id) == cost and session.id not in line.waiting:
            return
        outlet = self._registry.outlets.get((session.charger_id, session.outlet))
        line.drop(session.id)
        line.waiting[session.id] = TellCost(
            session.transaction_id,
            cost,
            session.stopped_at or session.last_reading_at or self._now(),
            session.meter_stop_wh or session.meter_last_wh or session.meter_start_wh or 0,
            charging=outlet is None or outlet.activity is Activity.CHARGING,
            words="" if session.open else total_sentence(cost, came_to.currency, self.language),
            tariff=self._tariff_of(session),
        )
        self._wake(line)

    def _tariff_of(self, session: Session) -> Tariff | None:
        try:
            return self._to_show.tariff(session.charger_id, session.started_at)
        except CannotBeSaid:
            return None

    # One line, one thing at a time.

    def _begin(self, charger_id: str, link: Link) -> None:
        self._drop(charger_id)
        line = self._lines[charger_id] = Line(charger_id, link)
        self._wake(line)

    def _drop(self, charger_id: str) -> None:
        line = self._lines.pop(charger_id, None)
        if line is not None and line.worker is not None:
            line.worker.cancel()

    def _wake(self, line: Line) -> None:
        if line.worker is None and self._lines.get(line.charger_id) is line:
            line.worker = asyncio.get_running_loop().create_task(self._serve(line))

    async def _serve(self, line: Line) -> None:
        try:
            while line.due or line.waiting:
                if line.due:
                    line.due = False
                    await self._visits.visit(line)
                    self._tell_running(line)
                else:
                    await self._visits.say(line, next(iter(line.waiting)))
        except Offline:
            return  # again with its next line
        finally:
            line.worker = None

    def _tell_running(self, line: Line) -> None:
        side = self._to_show.shown.side
        for session in self._running.values():
            came_to = None if side is None else self._prices.live.get((session.id, side))
            if came_to is not None and session.charger_id == line.charger_id:
                self._tell(session, came_to)
