"""What charging costs: the two books and the price series, each session's cost while it runs and when it is over.

The engine is prices/; here is when it is asked, with what, and what becomes of its answer. Nothing is reckoned on the
loop's thread, and nothing that was reckoned is ever overwritten.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from app.core.changes import BooksChanged, Change, Changes, CostChanged, FolderChanged, SessionChanged
from app.core.edits import LONGEST
from app.core.interfaces import Archive, History, NotStored, Now, Records, Remembered, SessionQuery
from app.core.model import Session
from app.core.prices.again import Again
from app.core.prices.books import Book, Side, Version, VersionUsed
from app.core.prices.clock import midnight
from app.core.prices.cost import Cost
from app.core.prices.folder import NOT_WATCHED, WatchedFolder
from app.core.prices.keeping import PricingRefused, WhyPricing, kept, marked
from app.core.prices.kept import CostSum, PriceImport, SeriesInfo, sum_of
from app.core.prices.revising import DayTaken, Revision, revised, version_from
from app.core.prices.series import PricePoint
from app.core.reckoning import accepted, foreseen, reckoned, series_of, with_later
from app.core.values import replace

log = logging.getLogger(__name__)

# A running session is reckoned again this often at most.
LIVE_EVERY_S = 30.0
# So many sessions are reckoned before others may have the disk and the interpreter.
AT_ONCE = 50
_DAY = timedelta(days=1)
# Prices may be valid from the first or the last day of all.
_NO_SESSION_BEFORE, _NO_SESSION_AFTER = date(1970, 1, 1), date(9000, 1, 1)


class Pricing:
    """The books as they stand, the running sums, and the one queue of what is to be reckoned."""

    def __init__(
        self,
        records: Records,
        archive: Archive,
        changes: Changes,
        running: Callable[[], Sequence[Session]],
        now: Now,
    ) -> None:
        self._records = records
        self._archive = archive
        self._changes = changes
        self._running = running
        self._now = now
        self.books: dict[Side, Book] = {}
        self.live: dict[tuple[int, Side], CostSum] = {}
        self.watched = NOT_WATCHED  # the folder that price files are put into, as whoever watches it says
        self.left_of: Callable[[Session], int | None] = lambda _session: None  # Wh until a limit ends it
        self._due: dict[int, None] = {}  # sessions that are over, in the order to reckon them
        self._changed: set[int] = set()  # running ones with news since they were reckoned last
        self._again = Again()
        self._held = asyncio.Lock()  # one at a time: nothing is reckoned by a book that is being changed
        self._wake = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        changes.observe(self._heard)

    def install(self, remembered: Remembered) -> None:
        """Take over what is on disk."""
        self.books = {book.side: book for book in remembered.books}
        self._changes.publish(BooksChanged(tuple(self.books.values())))

    def start(self) -> None:
        """Reckon from now on."""
        self._run_anew()
        self._worker = asyncio.get_running_loop().create_task(self._work())

    async def close(self) -> None:
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.wait((self._worker,))

    # Wishes.

    async def put_book(self, book: Book) -> Book:
        """In the place of this side's. Versions that priced sessions stay as they are. Raises PricingRefused."""
        if not any(version.components for version in book.versions):
            raise PricingRefused(WhyPricing.NOTHING_TO_KEEP)
        return await self._put(book.side, lambda _standing: book)

    async def put_version(self, side: Side, version: Version, *, currency: str = "SEK", zone: str = "UTC") -> Book:
        """Into this side's book, made where there is none; currency and zone are of a new book alone."""
        version = replace(version, entered_at=self._now())

        def with_it(standing: Book | None) -> Book:
            # One that all was taken out of is as good as none.
            known = standing if standing is not None and standing.versions else Book(side, currency, zone)
            return known.with_version(version)

        return await self._put(side, with_it)

    async def revise(self, revision: Revision) -> Book:
        """What an editor wants of one version. Raises PricingRefused."""
        if not revision.version.components:
            raise PricingRefused(WhyPricing.NOTHING_TO_KEEP)
        revision = replace(revision, version=replace(revision.version, entered_at=self._now()))
        return await self._put(revision.side, lambda standing: revised(standing, revision))

    async def withdraw(self, side: Side, first_day: date) -> Book:
        """Take out the version that begins on this day; none was priced by it. Raises PricingRefused."""

        def without(standing: Book | None) -> Book:
            version = version_from(standing, first_day)
            if standing is None or version is None:
                raise PricingRefused(WhyPricing.NO_BOOK)
            return standing.without(version)

        return await self._put(side, without)

    async def _put(self, side: Side, change: Callable[[Book | None], Book]) -> Book:
        """The book as `change` makes it of the one that stands, when nothing else changes it."""
        async with self._held:
            self._hold_accepted()
            try:
                book = change(self.books.get(side))
            except VersionUsed as used:
                raise PricingRefused(WhyPricing.VERSION_USED, f"{used.version.valid_from}") from None
            except DayTaken as taken:
                raise PricingRefused(WhyPricing.DAY_TAKEN, f"{taken.version.valid_from}") from None
            book = kept(self.books.get(book.side), book, self._now())
            await self._check_series(book)
            self._records.save_book(book)
            await self._kept()
            self._stands(book)
        self._run_anew()
        try:
            await self.reckon_unpriced()
        except NotStored:
            self._owe()
            raise
        return self.books[book.side]

    async def put_prices(self, info: SeriesInfo, points: Sequence[PricePoint], came: PriceImport | None) -> int:
        """Take in prices, in order of time, in the place of what they overlap; how many sessions are reckoned anew."""
        if not points:
            raise PricingRefused(WhyPricing.NOTHING_TO_KEEP)
        first, last = points[0].start, points[-1].end
        async with self._held:
            # Its prices need not be read to know what it is in.
            known = await self._archive.read(lambda history: history.money.series(info.id, since=first, until=first))
            if known.currency and info.currency and known.currency != info.currency:
                raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{info.currency}, {known.currency}")
            self._check_currency(info)
            self._records.put_prices(info, points, came)
            await self._kept()
        if not any(info.id in series_of(book) for book in self.books.values()):
            return 0
        self._run_anew()
        ended: list[int] = []
        try:
            ended = await self._ended(first - LONGEST, last, after=first)
            return await self._reckon_these(ended)
        except NotStored:
            self._owe(ended)
            raise

    async def forget_series(self, series_id: str) -> None:
        async with self._held:
            if any(series_id in series_of(book) for book in self.books.values()):
                raise PricingRefused(WhyPricing.SERIES_IN_USE, series_id)
            self._records.forget_series(series_id)
            await self._kept()

    async def reckon(self, since: datetime | None, until: datetime | None) -> int:
        """Reckon anew, by the book as it stands, every session that began in this time; how many.

        What was reckoned before is kept; a session on an issued statement is left as it is.
        """
        return await self._reckon_these(await self._ended(since, until), wished=True)

    async def reckon_session(self, session_id: int) -> None:
        """This one anew; on an issued statement it is left as it is."""
        await self._reckon_these([session_id])

    async def reckon_again(self, ids: Sequence[int]) -> None:
        """These too where they stand on a statement: it is about to be corrected by a new one."""
        await self._reckon_these(ids, wished=True, also_issued=True)

    async def reckon_unpriced(self) -> int:
        """Reckon what is over and was never reckoned, since the first day that a book has prices for."""
        return sum([await self._reckon_lacking(side) for side in list(self.books)])

    def watches(self, watched: WatchedFolder) -> None:
        """Told by whoever looks into the folder; said on where it is news."""
        if watched != self.watched:
            self.watched = watched
            self._changes.publish(FolderChanged(watched))

    async def settled(self) -> None:
        """Return when nothing waits to be reckoned; at once where nobody reckons."""
        if self._worker is not None:
            await self._idle.wait()

    # What sessions come to.

    def _heard(self, change: Change) -> None:
        if not isinstance(change, SessionChanged) or not self.books:
            return
        session = change.session
        if session.open:
            self._changed.add(session.id)
        else:
            self._due[session.id] = None
            self._idle.clear()
            self._wake.set()

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        await self._reckon_owed()
        live_at = loop.time() + LIVE_EVERY_S
        while True:
            try:
                async with asyncio.timeout_at(min(live_at, self._again.at) if self._again else live_at):
                    await self._wake.wait()
            except TimeoutError:
                if self._again and loop.time() >= self._again.at:
                    await self._reckon_owed()
                else:
                    await self._guarded(self._reckon_running())
                    live_at = loop.time() + LIVE_EVERY_S
                continue
            self._wake.clear()
            while self._due:
                ids = list(self._due)[:AT_ONCE]
                for each in ids:
                    del self._due[each]
                if not await self._guarded(self._reckon_ended(ids)):
                    self._owe(ids)
            self._idle.set()

    async def _guarded(self, work: Coroutine[Any, Any, object]) -> bool:
        """One session that cannot be reckoned keeps no other from it. False: the disk gave or took nothing."""
        try:
            await work
        except NotStored as failure:  # told where it concerns chargers
            log.info("costs could not be reckoned: %s", failure)
            return False
        except Exception:  # a fault of ours must cost these costs and nothing more
            log.exception("costs could not be reckoned")
        return True

    def _owe(self, ids: Sequence[int] = ()) -> None:
        """These are tried again after a while; without any, all that lack a cost."""
        self._again.owe(ids, asyncio.get_running_loop().time())
        self._wake.set()  # whoever waits learns when

    async def _reckon_owed(self) -> None:
        """What could not be reckoned, and what ended when nobody reckoned: the program was cut off."""
        ids, everything = self._again.take()
        went = await self._guarded(self._reckon_ended(ids)) if ids else True
        if not went:
            self._owe(ids)
        if everything and not await self._guarded(self.reckon_unpriced()):
            went = False
            self._owe()
        self._again.tried(kept=went)

    async def _reckon_lacking(self, side: Side) -> int:
        if not self.books[side].versions:
            return 0
        query = SessionQuery(since=_begins(self.books[side]) - _DAY, newest_first=False)

        def lacking(history: History) -> list[int]:
            ids = history.session_ids(query)
            sums = history.money.sums(ids, side)
            return [each for each in ids if each not in sums or sums[each].net is None]

        ids = await self._archive.read(lacking)
        running = {session.id for session in self._running()}
        return await self._reckon_these([each for each in ids if each not in running], (side,))

    async def _reckon_ended(self, ids: Sequence[int]) -> None:
        await self._kept()  # that they ended may still be on its way to the file
        await self._reckon_these(ids)

    async def _reckon_running(self) -> None:
        if not self._changed:
            return
        await self._kept()  # their newest readings may still be on their way to the file
        running = {session.id: session for session in self._running()}
        wanted = [running[each] for each in sorted(self._changed & set(running))]
        self._changed.clear()
        left = {each.id: self.left_of(each) for each in wanted}
        left_wh = {session_id: energy_wh for session_id, energy_wh in left.items() if energy_wh is not None}
        now = self._now()
        async with self._held:
            for side, book in list(self.books.items()):
                versions = accepted(book, wanted, {})
                ask = partial(foreseen, book=book, sessions=wanted, now=now, versions=versions, left_wh=left_wh)
                found = await self._archive.read(ask)
                for session_id, (came_to, ahead) in found.items():
                    if session_id in {session.id for session in self._running()}:
                        self._tell(sum_of(session_id, side, came_to, now, final=False, ahead=ahead))

    async def _ended(
        self, since: datetime | None, until: datetime | None, *, after: datetime | None = None
    ) -> list[int]:
        """The sessions that began in this time and are over; with `after`, those that ended after it."""
        query = SessionQuery(since=since, until=until, newest_first=False)
        sessions = await self._archive.read(lambda history: history.sessions(query))
        ended = [(each.id, each.booked.stopped_at) for each in sessions if not each.open]
        return [each for each, stopped_at in ended if after is None or stopped_at is None or stopped_at > after]

    async def _reckon_these(
        self,
        ids: Sequence[int],
        sides: Sequence[Side] = tuple(Side),
        *,
        wished: bool = False,
        also_issued: bool = False,
    ) -> int:
        """How many of them were. `wished`: by the book as it stands, whatever stood when they began."""
        done: set[int] = set()
        for first in range(0, len(ids), AT_ONCE):
            part = ids[first : first + AT_ONCE]
            for side in filter(self.books.__contains__, sides):
                async with self._held:
                    done |= await self._reckon_part(side, part, wished=wished, also_issued=also_issued)
        return len(done & set(ids))

    async def _reckon_part(self, side: Side, ids: Sequence[int], *, wished: bool, also_issued: bool) -> set[int]:
        now, book = self._now(), self.books[side]

        def ask(history: History) -> tuple[dict[int, Cost], dict[int, Cost]]:
            sessions = with_later(history, book, [each for each in history.sessions_by_id(ids) if not each.open])
            issued = history.money.on_statements([each.id for each in sessions], side)
            sessions = [each for each in sessions if each.id not in issued or (also_issued and each.id in ids)]
            known = history.money.costs_of([each.id for each in sessions], side)
            bound = [each for each in sessions if not (wished and each.id in ids)]
            return reckoned(history, book, sessions, now, accepted(book, bound, known)), known

        found, known = await self._archive.read(ask)
        for session_id, came_to in found.items():
            if known.get(session_id) != came_to:
                self._records.save_cost(session_id, side, came_to, now)
        if changed := marked(self.books[side], found.values()):
            self._records.save_book(changed)
        await self._kept()
        if changed:
            self._stands(changed)
        for session_id, came_to in found.items():
            self.live.pop((session_id, side), None)
            self._changes.publish(CostChanged(sum_of(session_id, side, came_to, now)))
        return set(found)

    def _tell(self, came_to: CostSum) -> None:
        self.live[came_to.session_id, came_to.side] = came_to
        self._changes.publish(CostChanged(came_to))

    # Helpers of the above.

    def _hold_accepted(self) -> None:
        """What I charge for sessions that run was accepted when they began, and is not changed under them."""
        book = self.books.get(Side.CHARGE)
        if book is None:
            return
        zone = ZoneInfo(book.zone)
        begun = [session.booked.started_at for session in self._running()]
        ids = {
            version.id
            for at in begun
            if (version := book.on(at.astimezone(zone).date())) is not None
            and (version.entered_at is None or version.entered_at <= at)
        }
        versions = tuple(replace(each, used=each.used or each.id in ids) for each in book.versions)
        self.books[Side.CHARGE] = replace(book, versions=versions)

    async def _check_series(self, book: Book) -> None:
        wanted = series_of(book)
        known = {each.id: each for each in await self._archive.read(lambda history: history.money.all_series())}
        for series_id in wanted:
            if series_id in known and known[series_id].currency not in ("", book.currency):
                raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{known[series_id].currency}, {book.currency}")

    def _check_currency(self, info: SeriesInfo) -> None:
        for book in self.books.values():
            if info.id in series_of(book) and info.currency not in ("", book.currency):
                raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{info.currency}, {book.currency}")

    def _run_anew(self) -> None:
        """What runs is reckoned again, also where its charger says nothing more."""
        self._changed.update(session.id for session in self._running())

    def _stands(self, book: Book) -> None:
        """It is on the disk."""
        self.books[book.side] = book
        self._changes.publish(BooksChanged(tuple(self.books.values())))

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def _begins(book: Book) -> datetime:
    first = min(max(book.versions[0].valid_from, _NO_SESSION_BEFORE), _NO_SESSION_AFTER)
    return midnight(book.zone, first)
