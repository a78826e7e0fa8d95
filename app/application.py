"""Builds the parts, starts and stops them in order: window, `serve`, tests and one-off commands all run on this."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import getpass
import hashlib
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from app import PROGRAM, __version__
from app.control.server import ControlServer
from app.core.backups import Backups, Origin
from app.core.cards_file import CardsFileDone, no_such_chargers
from app.core.changes import Change, Picture
from app.core.contact import Trouble, TroubleKind
from app.core.engine import Reach
from app.core.interfaces import Archive, History, NotStored, SessionQuery, utc_now
from app.core.papers.papers import Papers
from app.core.papers.sessions_file import SessionsFile
from app.core.preferences import Preferences
from app.core.prices.kept import PriceImport, SeriesInfo
from app.core.prices.series_file import SeriesAnswers, SeriesRead
from app.core.prices.survey import Survey, survey
from app.core.site import Site
from app.csms.passwords import Passwords
from app.csms.server import CannotListen, Options, Server, WhyNot
from app.exports.cards import cards_csv
from app.exports.files import write_whole
from app.exports.papers import FilePapers
from app.exports.periods import own_zone
from app.exports.person_file import person_json
from app.exports.sessions import export
from app.imports.cards import read_cards_file
from app.imports.price_folder import PriceFolder
from app.imports.prices import read_prices_file
from app.lan.addresses import holder_of_port, own_addresses
from app.settings import KEPT_WITH_DATA, Address, Settings, language_of, load_preferences, save_preferences
from app.store import Keeping, LogLimits, SqliteRecords, Store, StoreError
from app.store.keeper import Keeper
from app.store.logfile import kept_log
from app.store.place import Hazard, bad_place

log = logging.getLogger(__name__)

T = TypeVar("T")

_TROUBLES = {
    WhyNot.TAKEN: TroubleKind.PORT_TAKEN,
    WhyNot.FORBIDDEN: TroubleKind.PORT_FORBIDDEN,
    WhyNot.NO_SUCH_ADDRESS: TroubleKind.ADDRESS_GONE,
}
_HAZARDS = {Hazard.CLOUD: TroubleKind.DATA_IN_CLOUD, Hazard.NETWORK: TroubleKind.DATA_ON_NETWORK}
_TIDY_FIRST_S = 600.0
_TIDY_EVERY_S = 3600.0
_MOST_FILES = 16_384
_FORGET_EVERY_S = 86_400.0
_COLLECT = (20_000, 20, 50)
_LISTEN_AGAIN_S = 5.0


class Running:
    """The parts while they run; core's Engine for whoever is on another thread."""

    def __init__(
        self,
        settings: Settings,
        preferences: Preferences,
        history: History,
        archive: Archive,
        records: SqliteRecords,
        site: Site,
    ) -> None:
        self._settings = settings
        self._preferences = preferences
        self._history = history
        self._papers = FilePapers(history, PROGRAM)
        self._records = records
        self._loop = asyncio.get_running_loop()
        self.site = site
        self.server: Server | None = None
        self._preferring = asyncio.Lock()
        self.price_folder = PriceFolder(site.prices, archive, self._prices_folder, own_zone, utc_now)
        self.keeps_people_otherwise = asyncio.Event()  # for how long, the user has just changed
        self.keeper = Keeper(
            site, settings.data, lambda: self._preferences.backup_folder, lambda: keeping_of(settings.data)
        )

    @property
    def history(self) -> History:
        return self._history

    @property
    def papers(self) -> Papers:
        return self._papers

    @property
    def data(self) -> Path:
        return self._settings.data

    @property
    def preferences(self) -> Preferences:
        return self._preferences

    @property
    def backups(self) -> Backups:
        return self.keeper

    def call(self, wish: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(wish, self._loop)

    def observe(self, observer: Callable[[Change], None]) -> Future[Picture]:
        return self.call(self._observe(observer))

    async def _observe(self, observer: Callable[[Change], None]) -> Picture:
        self.site.changes.observe(observer)
        return self.site.picture()

    async def reach(self) -> Reach:
        if not self.site.listening:
            return Reach(())
        host, port = self.site.listening[0]
        if host not in ("0.0.0.0", "::"):  # noqa: S104 - asked, not bound
            return Reach((_url(host, port),), port=port)
        likely, others = await asyncio.to_thread(own_addresses)
        return Reach(
            tuple(_url(each, port) for each in likely),
            tuple(_url(each, port) for each in others),
            port,
        )

    @property
    def urls(self) -> tuple[str, ...]:
        """Where it listens, as bound; encrypted ports last."""
        encrypted = self.server.bound_encrypted if self.server is not None else ()
        return (
            *(_url(host, port) for host, port in self.site.listening),
            *(_url(host, port).replace("ws://", "wss://", 1) for host, port in encrypted),
        )

    async def prefer(self, preferences: Preferences) -> None:
        """Keep them; a new port is listened on at once instead of the old one, or tried again. Raises OSError."""
        async with self._preferring:  # one after the other, so that the last wish is the one that is kept
            await asyncio.to_thread(save_preferences, self.data, preferences)
            before, self._preferences = self._preferences, preferences
        self._records.limit_log(_log_limits(preferences))
        self.site.displays.choose(preferences.shown_cost, language_of(preferences))
        if preferences.keep_people_months != before.keep_people_months:
            self.keeps_people_otherwise.set()
        if preferences.prices_folder != before.prices_folder:
            self.price_folder.look_soon()
        if preferences.port != before.port and self.server is not None and self._settings.listen is None:
            await self.server.stop()
            self.site.listens(())
            await self._try_to_listen()
        if preferences.accepted_place == str(self.data):
            self.site.passed(*_HAZARDS.values())

    def _prices_folder(self) -> str:
        return str(self._settings.prices_folder or self._preferences.prices_folder)

    async def warn_of_place(self) -> None:
        """Tell the user of a bad place for the data, until they say that they know."""
        trouble = await asyncio.to_thread(trouble_of_place, self.data)
        if trouble is not None and self._preferences.accepted_place != str(self.data):
            self.site.trouble(trouble.kind, trouble.detail)

    async def export_sessions(self, query: SessionQuery, into: SessionsFile, told: Callable[[int, int], None]) -> int:
        stop = threading.Event()

        def tell(done: int, of: int) -> None:
            if stop.is_set():
                raise InterruptedError
            told(done, of)

        try:
            return await asyncio.to_thread(export, self.history, query, into, tell)
        except asyncio.CancelledError:
            stop.set()  # the thread hears of it before its next sessions, and tidies up behind itself
            raise

    async def take_in_cards(self, file: Path) -> CardsFileDone:
        handed = await asyncio.to_thread(lambda: read_cards_file(file, utc_now()))
        cards = await self.site.cards.take_in(handed)
        people = len({each.person.casefold() for each in handed if each.person})
        return CardsFileDone(cards, people, no_such_chargers(handed, self._knows_charger))

    def _knows_charger(self, identity: str) -> bool:
        return self.site.canonical(identity) is not None

    async def write_cards(self, file: Path) -> CardsFileDone:
        people = tuple(self.site.people.people.values())
        cards = tuple(self.site.cards.cards.values())
        content = cards_csv(cards, people, tuple(self.site.people.vehicles.values()))
        await asyncio.to_thread(write_whole, file, content)
        return CardsFileDone(len(cards), len(people))

    def look_at_prices(self, file: Path, answers: SeriesAnswers, zone: str) -> tuple[SeriesRead, Survey]:
        read = read_prices_file(file, answers)
        return read, survey(read, zone)

    async def keep_prices(self, read: SeriesRead, series_id: str, file: Path) -> int:
        digest = await asyncio.to_thread(lambda: hashlib.sha256(file.read_bytes()).hexdigest())
        info = SeriesInfo(series_id, read.area, read.unit.currency, read.resolution_s)
        first, last = read.points[0].start, read.points[-1].end
        came = PriceImport(series_id, file.name, digest, len(read.points), first, last, utc_now())
        sessions = await self.site.prices.put_prices(info, read.points, came)
        self.price_folder.look_soon()
        return sessions

    async def write_person(self, person_id: int, file: Path) -> None:
        kept = await self.site.privacy.kept_of(person_id)
        await asyncio.to_thread(lambda: write_whole(file, person_json(kept, utc_now())))

    async def listen(self) -> None:
        """Let chargers in. Raises CannotListen."""
        assert self.server is not None  # noqa: S101 - only called while serving
        address = self._settings.listen or Address("", self._preferences.port)
        await self.server.start(address.host, address.port)
        if self._settings.tls_listen is not None:
            await self._listen_encrypted(self._settings.tls_listen)
        self.site.passed(TroubleKind.PORT_TAKEN, TroubleKind.PORT_FORBIDDEN, TroubleKind.ADDRESS_GONE)
        self.site.listens(self.server.bound)

    async def _listen_encrypted(self, address: Address) -> None:
        from app.lan.certificates import server_context

        assert self.server is not None  # noqa: S101 - only called while serving
        likely, others = await asyncio.to_thread(own_addresses)
        context = await asyncio.to_thread(server_context, self.data, [*likely, *others])
        await self.server.start(address.host, address.port, tls=context)

    async def keep_listening(self) -> None:
        """For the window: let chargers in as soon as they can be, and say meanwhile why they cannot."""
        while True:
            if not self.site.listening:
                await self._try_to_listen()
            await asyncio.sleep(_LISTEN_AGAIN_S)

    async def _try_to_listen(self) -> None:
        try:
            await self.listen()
        except CannotListen as failure:
            holder = await asyncio.to_thread(_holder, failure)
            self.site.trouble(_TROUBLES[failure.kind], _why_unreachable(failure, holder), holder)


@contextlib.asynccontextmanager
async def running(settings: Settings, *, patient: bool = False) -> AsyncIterator[Running]:
    """The program without a window, until the context ends.

    patient: with a window; a port that cannot be had is told as a trouble and tried again. Raises store.StoreError
    and its kin, csms CannotListen, OSError.
    """
    _allow_many_lines()
    store = await asyncio.to_thread(open_store, settings.data)
    # After the opening, which may have put other preferences in their place.
    preferences = await asyncio.to_thread(load_preferences, settings.data)
    async with contextlib.AsyncExitStack() as parts:
        parts.push_async_callback(store.close)
        if settings.serving:
            parts.enter_context(kept_log(settings.data))
        passwords = Passwords()
        parts.callback(passwords.close)
        records = store.start(asyncio.get_running_loop(), _log_limits(preferences))
        site = Site(
            records,
            await asyncio.to_thread(store.remembered),
            archive=store,
            now=utc_now,
            hash_password=passwords.hash,
            who=_account(),
            approve_new=settings.approve_new,
            test_mode=settings.test_mode,
            program=PROGRAM,
        )
        site.displays.choose(preferences.shown_cost, language_of(preferences))
        site.has_window = patient
        parts.push_async_callback(site.close)
        await site.begin()
        run = Running(settings, preferences, store.history, store, records, site)
        parts.push_async_callback(run.keeper.close)
        if settings.serving:
            site.prices.start()
            run.price_folder.start()
            parts.push_async_callback(run.price_folder.close)
            keeping_daily = asyncio.create_task(_warn_and_keep(run))
            parts.push_async_callback(_ended, keeping_daily)
            control = ControlServer(site, settings.data)
            await control.start()
            parts.push_async_callback(control.stop)
            run.server = Server(site, utc_now, passwords, Options(limit_strangers=not settings.approve_new))
            parts.push_async_callback(run.server.stop)
            if patient:
                await _attempt_then_keep_trying(run, parts)
            else:
                await run.listen()
        # What is there now stays: the collector need not walk it each time, which with many lines takes milliseconds.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_COLLECT)
        tidying = asyncio.create_task(_tidy(site, store))
        parts.push_async_callback(_ended, tidying)
        forgetting = asyncio.create_task(_forget_people(run))
        parts.push_async_callback(_ended, forgetting)
        yield run


def _account() -> str:
    """Who uses the program, for the record of what people write over sessions."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as some containers have
        return ""


def _allow_many_lines() -> None:
    """A line is a file to the system, and what it allows by default is too few for a thousand chargers."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_FILES)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def _attempt_then_keep_trying(run: Running, parts: contextlib.AsyncExitStack) -> None:
    listening = asyncio.create_task(run.keep_listening())
    parts.push_async_callback(_ended, listening)
    # One turn is enough where the port is free, so that whoever looks next sees the address and not a gap.
    await asyncio.wait({listening}, timeout=0.5)


async def _warn_and_keep(run: Running) -> None:
    await run.warn_of_place()
    await run.keeper.keep_daily()


async def _tidy(site: Site, store: Store) -> None:
    await asyncio.sleep(_TIDY_FIRST_S)
    while True:
        site.tidy(utc_now())
        try:
            await store.tidy()
        except (NotStored, StoreError) as failure:  # the trouble is told where it concerns chargers; this can wait
            log.info("old readings could not be thinned: %s", failure)
        await asyncio.sleep(_TIDY_EVERY_S)


async def _forget_people(run: Running) -> None:
    """Daily, and at once where the user wishes it otherwise."""
    while True:
        run.keeps_people_otherwise.clear()
        try:
            await run.site.privacy.forget_people(run.preferences.keep_people_months)
        except NotStored as failure:  # told already; tomorrow is soon enough
            log.info("who charged long ago could not be let go of: %s", failure)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(run.keeps_people_otherwise.wait(), _FORGET_EVERY_S)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


class EngineThread:
    """`running` on a thread and a loop of its own, so that a busy window delays no charger."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._started: Future[Running] = Future()
        self._stop: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._main, name="engine")

    def start(self) -> Running:
        """Return when it runs. Raises what `running` raises."""
        # Chargers wait for this thread while the window computes: take turns often.
        sys.setswitchinterval(0.0003)
        self._thread.start()
        return self._started.result()

    def stop(self) -> None:
        """Stop in order and wait for it."""
        self._stop()
        self._thread.join()

    def _main(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        loop, stopping = asyncio.get_running_loop(), asyncio.Event()
        self._stop = lambda: _wake(loop, stopping)
        try:
            async with running(self._settings, patient=True) as run:
                self._started.set_result(run)
                await stopping.wait()
        except Exception as failure:  # whatever it was, whoever waits in start() must hear of it
            if self._started.done():
                raise
            self._started.set_exception(failure)
        finally:
            self._stop = lambda: None


def trouble_of_place(data: Path) -> Trouble | None:
    """What there is to warn of where the data lies. Blocking."""
    bad = bad_place(data)
    return None if bad is None else Trouble(_HAZARDS[bad.hazard], bad.name)


def open_store(data: Path) -> Store:
    return Store.open(data, keeping=lambda: keeping_of(data))


def keeping_of(data: Path) -> Keeping:
    """What goes into a backup beside the data. Looks at the system's tables: not for a loop's thread."""
    likely, others = own_addresses()
    port = load_preferences(data).port
    addresses = tuple(_url(address, port) for address in (*likely, *others))
    return Keeping(Origin(socket.gethostname(), addresses, __version__, str(data.absolute())), KEPT_WITH_DATA)


def why_unreachable(failure: CannotListen) -> str:
    """Why chargers cannot call, as a sentence. Looks at the system's tables: not for a loop's thread."""
    return _why_unreachable(failure, _holder(failure))


def _holder(failure: CannotListen) -> str:
    """The program that has the port, where that is why and the system tells."""
    return holder_of_port(failure.port) or "" if failure.kind is WhyNot.TAKEN else ""


def _why_unreachable(failure: CannotListen, holder: str) -> str:
    match failure.kind:
        case WhyNot.TAKEN:
            other = f"another program ({holder})" if holder else "another program"
            return (
                f"Port {failure.port} is used by {other}. "
                "Chargers cannot reach this program until that one is closed or the port is changed."
            )
        case WhyNot.FORBIDDEN:
            return f"This account may not listen on port {failure.port}. Choose a port from 1024 up."
        case WhyNot.NO_SUCH_ADDRESS:
            return f"This computer has no address {failure.host}:{failure.port} to listen on."


def _wake(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    loop.call_soon_threadsafe(event.set)


def _log_limits(preferences: Preferences) -> LogLimits:
    return LogLimits(timedelta(days=preferences.log_days), preferences.log_megabytes * 1_000_000)


def _url(host: str, port: int) -> str:
    return f"ws://[{host}]:{port}/" if ":" in host else f"ws://{host}:{port}/"
