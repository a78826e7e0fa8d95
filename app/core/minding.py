"""Minds what time and other people's changes do to cards: questions grow old, months turn, sums are read anew."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from app.core.card_book import CardBook
from app.core.changes import BooksChanged, CardsChanged, Change, CostChanged, PeopleChanged, SessionChanged
from app.core.gate import Gate
from app.core.interfaces import NotStored, Now, Records
from app.core.limits import Limits
from app.core.people import People
from app.core.prices.kept import CostSum
from app.core.pricing import Pricing
from app.core.tallies import Tallies

EVERY_S = 3.0
# So long at most is waited for what has ended to be reckoned; then it goes on counting from memory.
RECKONED_WITHIN_S = 5.0


class Minder:
    """Reads what was used whenever that may have changed; nothing that a charger waits for waits for it."""

    def __init__(
        self,
        records: Records,
        gate: Gate,
        tallies: Tallies,
        limits: Limits,
        prices: Pricing,
        book: CardBook,
        people: People,
        now: Now,
        *,
        used_anew: Callable[[], None],
    ) -> None:
        """`used_anew`: called whenever the sums were read."""
        self._records = records
        self._gate = gate
        self._tallies = tallies
        self._limits = limits
        self._prices = prices
        self._book = book
        self._people = people
        self._now = now
        self._used_anew = used_anew
        self._month = tallies.month
        self._open: set[int] = set()  # the sessions that were last heard of as running
        self._stale = False
        self._recosted = False  # sessions that are over cost otherwise than when the sums were read
        self._reading: asyncio.Task[None] | None = None
        self._ticking: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Know what was used before the first card is shown; from now on keep up with it."""
        self._open.update(each.id for each in self._tallies.running())
        await self._read(tell=False)
        self._ticking = asyncio.get_running_loop().create_task(self._tick_on())

    def heard(self, change: Change) -> None:
        """One of core's changes, on its way to whoever else observes them."""
        match change:
            case SessionChanged(session) if session.open:
                self._open.add(session.id)
                return
            case SessionChanged(session):
                if session.id in self._open:
                    self._open.discard(session.id)
                    self._tallies.has_ended(session)
            case CostChanged(came_to):
                if self._tallies.counts(came_to):
                    self._cost(came_to)
                return
            case CardsChanged() | PeopleChanged() | BooksChanged():
                pass
            case _:
                return
        self._read_soon()

    def tick(self) -> None:
        """A few seconds have passed."""
        self._gate.tidy(self._now())
        if self._recosted or self._tallies.month != self._month:
            self._month = self._tallies.month
            self._read_soon()

    def _cost(self, came_to: CostSum) -> None:
        """Of one that is over the sums have to be read anew, but thousands may be reckoned: with the next tick."""
        if came_to.final:
            self._tallies.has_cost(came_to)
            self._recosted = True
            return
        for session in self._tallies.running():
            if session.id == came_to.session_id:
                self._limits.look(session)

    def _read_soon(self) -> None:
        self._stale = True
        if self._reading is None:
            self._reading = asyncio.get_running_loop().create_task(self._read_on())

    async def _tick_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            self.tick()

    async def _read_on(self) -> None:
        try:
            while self._stale:
                self._stale = False
                await self._read()
        finally:
            self._reading = None

    async def _read(self, *, tell: bool = True) -> None:
        over = self._tallies.over
        written = self._records.settled()
        if written is not None:
            with contextlib.suppress(NotStored):  # told by whoever queued it
                await asyncio.shield(written)
        try:
            async with asyncio.timeout(RECKONED_WITHIN_S):
                await self._prices.settled()
            self._recosted = False
        except TimeoutError:
            over, self._recosted = {}, True
        await self._tallies.read(tuple(self._book.cards.values()), tuple(self._people.people.values()), over)
        self._limits.look_at_all(tell=tell)
        self._used_anew()

    async def read(self) -> None:
        """Return when what was used is known as of now."""
        while self._reading is not None:
            await asyncio.wait({self._reading})

    def close(self) -> None:
        for task in (self._reading, self._ticking):
            if task is not None:
                task.cancel()
