"""What charging costs: the two books and the price series, each session's cost while it runs and when it is over.

The engine is prices/; here is when it is asked, with what, and what becomes of its answer. Nothing is reckoned on the
loop's thread, and nothing that was reckoned is ever overwritten.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from app.core.changes import BooksChanged, Change, Changes, CostChanged, SessionChanged
from app.core.commands import CommandFailed
from app.core.interfaces import Archive, History, NotStored, Now, Records, Remembered, SessionQuery
from app.core.model import Session
from app.core.prices.books import Book, Series, Side, Version, VersionUsed
from app.core.prices.cost import Cost
from app.core.prices.costing import WrongCurrency, cost
from app.core.prices.kept import CostSum, PriceImport, SeriesInfo, sum_of
from app.core.prices.month import used_before
from app.core.prices.pieces import months_matter
from app.core.prices.series import PricePoint
from app.core.prices.usage import Usage, UsedSoFar, usage_of
from app.core.values import replace

log = logging.getLogger(__name__)

# A running session is reckoned again this often at most.
LIVE_EVERY_S = 30.0
# So many sessions are reckoned before others may have the disk and the interpreter.
AT_ONCE = 50
_DAY = timedelta(days=1)


class WhyPricing(Enum):
    VERSION_USED = "version_used"  # these prices priced sessions already
    WRONG_CURRENCY = "wrong_currency"  # of a series, or of a book that priced sessions already
    UNKNOWN_SERIES = "unknown_series"
    UNKNOWN_ZONE = "unknown_zone"
    NO_BOOK = "no_book"
    NOTHING_TO_KEEP = "nothing_to_keep"  # a book without prices, a file without points
    SERIES_IN_USE = "series_in_use"


@dataclass
class PricingRefused(CommandFailed):
    """What a user wanted of prices that makes no sense."""

    why: WhyPricing
    detail: str = ""


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
        self._due: dict[int, None] = {}  # sessions that are over, in the order to reckon them
        self._changed: set[int] = set()  # running ones with news since they were reckoned last
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
        self._changed.update(session.id for session in self._running())
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
        try:
            ZoneInfo(book.zone)
        except (KeyError, OSError, ValueError):
            raise PricingRefused(WhyPricing.UNKNOWN_ZONE, book.zone) from None
        book = self._with_used(book)
        await self._check_series(book)
        self._keep(book)
        await self._kept()
        await self.reckon_unpriced()
        return book

    async def put_version(self, side: Side, version: Version, *, currency: str = "SEK", zone: str = "UTC") -> Book:
        """Into this side's book, made where there is none; currency and zone are of a new book alone."""
        known = self.books.get(side) or Book(side, currency, zone)
        try:
            return await self.put_book(known.with_version(replace(version, entered_at=self._now())))
        except VersionUsed as used:
            raise PricingRefused(WhyPricing.VERSION_USED, f"{used.version.valid_from}") from None

    async def put_prices(self, info: SeriesInfo, points: Sequence[PricePoint], came: PriceImport | None) -> int:
        """Take in prices, in order of time, in the place of what they overlap; how many sessions are reckoned anew."""
        if not points:
            raise PricingRefused(WhyPricing.NOTHING_TO_KEEP)
        known = await self._archive.read(lambda history: history.money.series(info.id, until=points[0].start))
        if known.currency and info.currency and known.currency != info.currency:
            raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{info.currency}, {known.currency}")
        self._check_currency(info)
        self._records.put_prices(info, points, came)
        await self._kept()
        if not any(info.id in series_of(book) for book in self.books.values()):
            return 0
        return await self.reckon(points[0].start - _DAY, points[-1].end, touching=(points[0].start, points[-1].end))

    async def forget_series(self, series_id: str) -> None:
        if any(series_id in series_of(book) for book in self.books.values()):
            raise PricingRefused(WhyPricing.SERIES_IN_USE, series_id)
        self._records.forget_series(series_id)
        await self._kept()

    async def reckon(
        self, since: datetime | None, until: datetime | None, *, touching: tuple[datetime, datetime] | None = None
    ) -> int:
        """Reckon anew every session that began in this time; how many. `touching`: only those that ran within it.

        What was reckoned before is kept; a session on an issued statement is left as it is.
        """
        query = SessionQuery(since=since, until=until, newest_first=False)
        sessions = await self._archive.read(lambda history: history.sessions(query))
        ids = [
            each.id
            for each in sessions
            if not each.open and (touching is None or (each.booked.stopped_at or touching[0]) > touching[0])
        ]
        await self._reckon_these(ids)
        return len(ids)

    async def reckon_session(self, session_id: int) -> None:
        """This one anew; on an issued statement it is left as it is."""
        await self._reckon_these([session_id])

    async def reckon_again(self, ids: Sequence[int]) -> None:
        """These too where they stand on a statement: it is about to be corrected by a new one."""
        await self._reckon_these(ids, also_issued=True)

    async def reckon_unpriced(self) -> int:
        """Reckon what is over and was never reckoned, since the first day that a book has prices for."""
        firsts = [_begins(book) for book in self.books.values() if book.versions]
        if not firsts:
            return 0
        query = SessionQuery(since=min(firsts) - _DAY, newest_first=False)
        sides = tuple(self.books)

        def lacking(history: History) -> list[int]:
            ids = history.session_ids(query)
            known = [history.money.sums(ids, side) for side in sides]
            return [each for each in ids if any(each not in sums or sums[each].net is None for sums in known)]

        ids = await self._archive.read(lacking)
        running = {session.id for session in self._running()}
        ids = [each for each in ids if each not in running]
        await self._reckon_these(ids)
        return len(ids)

    async def settled(self) -> None:
        """Return when nothing waits to be reckoned."""
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
        await self._guarded(self._reckon_lacking())
        while True:
            try:
                async with asyncio.timeout(LIVE_EVERY_S):
                    await self._wake.wait()
            except TimeoutError:
                await self._guarded(self._reckon_running())
                continue
            self._wake.clear()
            while self._due:
                ids = list(self._due)[:AT_ONCE]
                for each in ids:
                    del self._due[each]
                await self._guarded(self._reckon_ended(ids))
            self._idle.set()

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """One session that cannot be reckoned keeps no other from it."""
        try:
            await work
        except NotStored as failure:  # told where it concerns chargers; what is lacking is reckoned at the next start
            log.info("costs could not be reckoned: %s", failure)
        except Exception:
            log.exception("costs could not be reckoned")

    async def _reckon_lacking(self) -> None:
        """What ended when nobody reckoned: the program was cut off, or the prices came later."""
        await self.reckon_unpriced()

    async def _reckon_ended(self, ids: Sequence[int]) -> None:
        await self._kept()  # that they ended may still be on its way to the file
        await self._reckon_these(ids)

    async def _reckon_running(self) -> None:
        running = {session.id: session for session in self._running()}
        wanted = [running[each] for each in sorted(self._changed & set(running))]
        self._changed.clear()
        now = self._now()
        for side, book in list(self.books.items()):
            found = await self._archive.read(partial(reckoned, book=book, sessions=wanted, now=now))
            for session_id, came_to in found.items():
                if session_id in {session.id for session in self._running()}:
                    self._tell(sum_of(session_id, side, came_to, now, final=False))
            self._mark_used(side, found.values())

    async def _reckon_these(self, ids: Sequence[int], *, also_issued: bool = False) -> None:
        for first in range(0, len(ids), AT_ONCE):
            part = ids[first : first + AT_ONCE]
            for side in list(self.books):
                await self._reckon_part(side, part, also_issued=also_issued)

    async def _reckon_part(self, side: Side, ids: Sequence[int], *, also_issued: bool) -> None:
        now, book = self._now(), self.books[side]

        def ask(history: History) -> tuple[dict[int, Cost], dict[int, Cost]]:
            sessions = _with_later(history, book, [each for each in history.sessions_by_id(ids) if not each.open])
            issued = history.money.on_statements([each.id for each in sessions], side)
            sessions = [each for each in sessions if each.id not in issued or (also_issued and each.id in ids)]
            known = history.money.costs_of([each.id for each in sessions], side)
            return reckoned(history, book, sessions, now), known

        found, known = await self._archive.read(ask)
        for session_id, came_to in found.items():
            if known.get(session_id) != came_to:
                self._records.save_cost(session_id, side, came_to, now)
            self.live.pop((session_id, side), None)
            self._changes.publish(CostChanged(sum_of(session_id, side, came_to, now)))
        self._mark_used(side, found.values())
        await self._kept()

    def _tell(self, came_to: CostSum) -> None:
        self.live[came_to.session_id, came_to.side] = came_to
        self._changes.publish(CostChanged(came_to))

    # Helpers of the above.

    def _mark_used(self, side: Side, costs: Iterable[Cost]) -> None:
        """Prices that priced a session are never changed any more."""
        ids = {each for came_to in costs for each in came_to.version_ids}
        book = self.books[side]
        versions = tuple(replace(each, used=each.used or each.id in ids) for each in book.versions)
        if versions != book.versions:
            self._keep(replace(book, versions=versions))

    def _with_used(self, book: Book) -> Book:
        """The book with its versions numbered, and every one that is used as it was."""
        known = self.books.get(book.side)
        used = [] if known is None else [each for each in known.versions if each.used]
        if known is not None and used and known.currency != book.currency:
            raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{book.currency}, {known.currency}")
        for old in used:
            new = next((each for each in book.versions if each.valid_from == old.valid_from), None)
            if new is None or replace(new, id=old.id, used=True, entered_at=old.entered_at) != old:
                raise PricingRefused(WhyPricing.VERSION_USED, f"{old.valid_from}")
        kept = {each.valid_from: each for each in used}
        last = max((each.id for each in (known.versions if known is not None else ())), default=0)
        versions = []
        for each in book.versions:
            if each.valid_from in kept:
                versions.append(kept[each.valid_from])
            else:
                last += 1
                versions.append(replace(each, id=last, used=False, entered_at=each.entered_at or self._now()))
        return replace(book, versions=tuple(versions))

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

    def _keep(self, book: Book) -> None:
        self.books[book.side] = book
        self._records.save_book(book)
        self._changes.publish(BooksChanged(tuple(self.books.values())))

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def series_of(book: Book) -> frozenset[str]:
    """The series that a book's prices follow."""
    components = (component for version in book.versions for component in version.components)
    return frozenset(each.rate.series_id for each in components if isinstance(each.rate, Series))


def reckoned(history: History, book: Book, sessions: Sequence[Session], now: datetime) -> dict[int, Cost]:
    """What these sessions come to by this book. Reads and computes: where it may take a while."""
    if not sessions:
        return {}
    since = min(each.booked.started_at for each in sessions) - _DAY
    until = max(each.booked.stopped_at or now for each in sessions) + _DAY
    series = [history.money.series(each, since, until) for each in sorted(series_of(book))]
    used = _used(history, book, sessions, now)
    found = {}
    for session in sessions:
        usage = _usage(history, session, now, used.get(session.id, ()))
        try:
            found[session.id] = cost(usage, book, series)
        except WrongCurrency as failure:  # checked when either was kept; a session must not fall with it
            log.warning("a session could not be priced: %s", failure)
    return found


def _with_later(history: History, book: Book, sessions: list[Session]) -> list[Session]:
    """And those after them in their months, whose prices depend on what these used: a late one moves tiers."""
    if not sessions or not _by_month(book):
        return sessions
    zone = ZoneInfo(book.zone)
    first = min(each.booked.started_at for each in sessions)
    last = max(each.booked.stopped_at or each.booked.started_at for each in sessions).astimezone(zone)
    until = datetime(last.year + last.month // 12, last.month % 12 + 1, 1, tzinfo=zone)
    query = SessionQuery(since=first, until=until, newest_first=False)
    later = {each.id: each for each in history.sessions(query) if not each.open}
    return list({**later, **{each.id: each for each in sessions}}.values())


def _by_month(book: Book) -> bool:
    return any(months_matter(component) for version in book.versions for component in version.components)


def _usage(history: History, session: Session, now: datetime, used: tuple[UsedSoFar, ...] = ()) -> Usage:
    return usage_of(session, history.readings(session.part_of or session.id), now=now, used=used)


def _used(history: History, book: Book, sessions: Sequence[Session], now: datetime) -> dict[int, tuple[UsedSoFar, ...]]:
    """What the months had used before each, where any price depends on it."""
    if not _by_month(book):
        return {}
    zone = ZoneInfo(book.zone)
    first = min(each.booked.started_at for each in sessions).astimezone(zone)
    last = max(each.booked.started_at for each in sessions)
    since = datetime(first.year, first.month, 1, tzinfo=zone) - _DAY
    earlier = history.sessions(SessionQuery(since=since, until=last + timedelta(microseconds=1)))
    return used_before(((each.id, _usage(history, each, now)) for each in earlier), book.zone)


def _begins(book: Book) -> datetime:
    first: date = book.versions[0].valid_from
    return datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(book.zone))
