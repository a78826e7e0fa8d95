"""Watches a folder for price files: each is taken in once, when it is whole and leaves no question."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import re
import stat
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app.core.interfaces import Archive, History, NotStored, Now
from app.core.prices.folder import NOT_WATCHED, FolderState, TakenFile, WaitingFile, WatchedFolder, WhyFile
from app.core.prices.keeping import PricingRefused
from app.core.prices.kept import PriceImport, SeriesInfo
from app.core.prices.series_file import BadPrices, SeriesRead, WhyPrices
from app.core.prices.survey import survey
from app.core.pricing import Pricing
from app.core.reckoning import series_of
from app.core.values import replace
from app.imports.prices import MOST_BYTES, area_in, read_prices

log = logging.getLogger(__name__)

T = TypeVar("T")

EVERY_S = 10.0
# Where something new lies it is looked at again sooner: then it is whole.
SOON_S = 3.0
# What could not be kept is tried again after so long.
AGAIN_S = 60.0
# Of what else lies there nothing is said: the folder may be where a browser puts everything.
_ENDINGS = frozenset((".json", ".csv", ".xml", ".txt"))
_NO_FOLLOWING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# Price areas that can be no other word of a file's name.
_AREA = re.compile(r"(SE[1-4]|NO[1-5]|DK[12])\Z")

Stamp = tuple[int, int, int, int]
"""Size, time of the last change, number, and when its rights changed: with the same four it is the same file, whole."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    stamp: Stamp
    mode: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What was taken in before, by the content's hash, and the names that a series goes by."""

    taken: Mapping[str, PriceImport]
    series: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What became of one file."""

    stamp: Stamp
    digest: str = ""  # of its content, where it was read
    waiting: WaitingFile | None = None  # None: taken in, now or before


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that leaves no question."""

    read: SeriesRead
    series_id: str
    digest: str


class PriceFolder:
    """Looks every few seconds, on a thread of its own; the state stands in `Pricing` for all to see."""

    def __init__(
        self,
        prices: Pricing,
        archive: Archive,
        folder: Callable[[], str],
        zone: Callable[[], str],
        now: Now,
        every_s: float = EVERY_S,
    ) -> None:
        """`folder`: the one that is to be watched, "" for none. `zone`: where people live; it may take a while."""
        self._prices = prices
        self._archive = archive
        self._folder = folder
        self._zone = zone
        self._now = now
        self._every_s = every_s
        self._before: dict[str, Stamp] = {}  # as the last look saw them
        self._looked: dict[str, _Looked] = {}
        self.looks = 0  # how many are over
        self._soon = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._work = asyncio.get_running_loop().create_task(self._watch())

    async def close(self) -> None:
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait((self._work,))

    def look_soon(self) -> None:
        """Another folder was chosen, or a file taken in by hand."""
        self._soon.set()

    async def _watch(self) -> None:
        while True:
            wait_s = self._every_s
            self._soon.clear()
            try:
                if await self._look():
                    wait_s = min(SOON_S, wait_s)
            except NotStored as failure:  # told where it concerns chargers
                log.info("the price folder is looked at again later: %s", failure)
                wait_s = AGAIN_S
            except Exception:  # a fault of ours must cost this look and nothing more
                log.exception("the price folder could not be looked at")
            self.looks += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._soon.wait()

    async def _look(self) -> bool:
        """Whether something lies there that was not there at the look before."""
        chosen, told = self._folder(), self._prices.watched
        if chosen != told.folder or not chosen:
            self._before, self._looked = {}, {}
            told = WatchedFolder(chosen, FolderState.WATCHING) if chosen else NOT_WATCHED
        if not chosen:
            self._prices.watches(told)
            return False
        folder = Path(chosen)
        try:
            entries = await _apart(partial(_entries, folder))
        except OSError as failure:
            self._before, self._looked = {}, {}
            self._tell(replace(told, state=FolderState.GONE, waiting=(), detail=failure.strerror or str(failure)))
            return False
        whole = [each for each in entries if self._before.get(each.name) == each.stamp]
        self._before = {each.name: each.stamp for each in entries}
        self._looked = {name: each for name, each in self._looked.items() if self._before.get(name) == each.stamp}
        fresh = [each for each in whole if each.name not in self._looked]
        told = replace(told, state=FolderState.WATCHING, detail="")
        if fresh or any(each.waiting is not None and each.digest for each in self._looked.values()):
            told = await self._deal_with(folder, fresh, told)
        self._tell(replace(told, waiting=self._waiting()))
        return len(whole) < len(entries)

    def _waiting(self) -> tuple[WaitingFile, ...]:
        found = (each.waiting for _, each in sorted(self._looked.items()))
        return tuple(each for each in found if each is not None)

    def _tell(self, watched: WatchedFolder) -> None:
        if self._folder() == watched.folder:  # otherwise another was chosen meanwhile
            self._prices.watches(watched)

    async def _deal_with(self, folder: Path, fresh: list[_Entry], told: WatchedFolder) -> WatchedFolder:
        """The oldest first, so that of two for the same time the newer one stands."""
        known = await self._archive.read(_known)
        for name, each in list(self._looked.items()):
            if each.waiting is not None and each.digest in known.taken:  # by hand, meanwhile
                self._looked[name] = _Looked(each.stamp, each.digest)
                told = _later(told, name, known.taken[each.digest])
        for entry in sorted(fresh, key=lambda each: (each.stamp[1], each.name)):
            found = await _apart(partial(examined, folder / entry.name, entry, known, self._zone))
            if isinstance(found, _Looked):
                self._looked[entry.name] = found
                if found.digest in known.taken:
                    told = _later(told, entry.name, known.taken[found.digest])
            elif isinstance(found, _Ready):
                told = await self._take_in(folder, entry, found, told)
                known = await self._archive.read(_known)
        return told

    async def _take_in(self, folder: Path, entry: _Entry, ready: _Ready, told: WatchedFolder) -> WatchedFolder:
        read, at = ready.read, self._now()
        first, last = read.points[0].start, read.points[-1].end
        info = SeriesInfo(ready.series_id, read.area, read.unit.currency, read.resolution_s)
        came = PriceImport(ready.series_id, entry.name, ready.digest, len(read.points), first, last, at)
        try:
            await self._prices.put_prices(info, read.points, came)
        except PricingRefused as refusal:
            waiting = WaitingFile(entry.name, str(folder / entry.name), WhyFile.CURRENCY, detail=refusal.detail)
            self._looked[entry.name] = _Looked(entry.stamp, ready.digest, waiting)
            return told
        log.info("%s: %s prices of %s were taken in", entry.name, len(read.points), ready.series_id)
        self._looked[entry.name] = _Looked(entry.stamp, ready.digest)
        told = replace(told, taken=TakenFile(entry.name, ready.series_id, len(read.points), at))
        self._tell(replace(told, waiting=self._waiting()))
        return told


def _known(history: History) -> _Known:
    taken = {each.sha256: each for each in reversed(history.money.imports())}
    followed = (series_of(book) for book in history.money.books())
    return _Known(taken, frozenset({each.id for each in history.money.all_series()}).union(*followed))


def _later(told: WatchedFolder, name: str, came: PriceImport) -> WatchedFolder:
    """What was taken in last is told, also of a run before this one."""
    if told.taken is not None and told.taken.at >= came.imported_at:
        return told
    return replace(told, taken=TakenFile(name, came.series_id, came.prices, came.imported_at))


# On a thread of its own.


def _entries(folder: Path) -> list[_Entry]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[:1] in (".", "~") or os.path.splitext(entry.name)[1].lower() not in _ENDINGS:
                continue
            try:
                seen = entry.stat(follow_symlinks=False)
            except OSError:  # it went away meanwhile
                continue
            found.append(
                _Entry(entry.name, (seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_ctime_ns), seen.st_mode)
            )
    return found


def examined(path: Path, entry: _Entry, known: _Known, zone: Callable[[], str]) -> _Looked | _Ready | None:
    """None: it has gone, or is being written after all."""

    def waits(why: WhyFile | WhyPrices, line: int = 0, detail: str = "", digest: str = "") -> _Looked:
        return _Looked(entry.stamp, digest, WaitingFile(entry.name, str(path), why, line, detail))

    if stat.S_ISLNK(entry.mode):
        return waits(WhyFile.LINK)
    if not stat.S_ISREG(entry.mode):
        return waits(WhyFile.NO_FILE)
    if entry.stamp[0] > MOST_BYTES:
        return waits(WhyPrices.TOO_LARGE)
    try:
        content = _content(path, entry.stamp)
    except FileNotFoundError:
        return None
    except OSError as failure:
        return waits(WhyFile.UNREADABLE, detail=failure.strerror or str(failure))
    if content is None:
        return None
    digest = hashlib.sha256(content).hexdigest()
    if digest in known.taken:
        return _Looked(entry.stamp, digest)
    try:
        read = read_prices(content)
        seen = survey(read, zone())
    except BadPrices as wrong:
        return waits(wrong.why, wrong.line, wrong.detail, digest)
    except Exception:  # whatever it holds, it is one file of many
        log.exception("%s could not be read", entry.name)
        return waits(WhyPrices.NOT_RECOGNISED, digest=digest)
    series_id = _series(read, path, known)
    if not series_id:
        return waits(WhyFile.NO_SERIES, digest=digest)
    if read.with_tax:
        return waits(WhyFile.WITH_TAX, digest=digest)
    if seen.doubtful:
        waiting = WaitingFile(entry.name, str(path), WhyFile.DOUBTFUL, survey=seen)
        return _Looked(entry.stamp, digest, waiting)
    return _Ready(replace(read, area=read.area or series_id), series_id, digest)


def _content(path: Path, stamp: Stamp) -> bytes | None:
    """None: it is no longer the file that was looked at."""
    with open(os.open(path, os.O_RDONLY | _NO_FOLLOWING), "rb") as reading:
        content = reading.read(MOST_BYTES + 1)
        seen = os.fstat(reading.fileno())
    same = (seen.st_size, seen.st_mtime_ns) == stamp[:2] and len(content) == seen.st_size
    return content if same else None


def _series(read: SeriesRead, path: Path, known: _Known) -> str:
    """Its area as the file says it; otherwise what its name says, where that is a series or can be nothing else."""
    if read.area:
        return read.area
    named = area_in(path.name)
    for each in (named, path.stem):
        if each in known.series:
            return each
    return named if _AREA.match(named) else ""


async def _apart(work: Callable[[], T]) -> T:
    """On a thread that nobody waits for: a network drive that hangs must not hold up the program's end."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except Exception as failure:  # raised where it is waited for
            _hand_over(loop, partial(_settle, answer, answer.set_exception, failure))
        else:
            _hand_over(loop, partial(_settle, answer, answer.set_result, result))

    threading.Thread(target=run, name="price folder", daemon=True).start()
    return await answer


def _settle(answer: asyncio.Future[T], settle: Callable[[Any], None], outcome: object) -> None:
    if not answer.cancelled():
        settle(outcome)


def _hand_over(loop: asyncio.AbstractEventLoop, tell: Callable[[], object]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
        loop.call_soon_threadsafe(tell)
