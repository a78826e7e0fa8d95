"""A real site on a real store for the pictures: its clock is moved by hand, its chargers speak without a network."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.application import Running
from app.core.backups import BackupFile, Backups, Contents, Origin, Reason, Storage
from app.core.commands import Accepted, Command, CommandFailed, ReadSettings, Result, SettingsRead, WriteSetting
from app.core.contact import Knock, Outcome
from app.core.engine import Reach
from app.core.interfaces import MessageQuery
from app.core.preferences import Preferences
from app.core.reports import Booted, Report, Setting
from app.core.site import Site
from app.settings import Settings
from app.store import Keeping, SqliteRecords, Store
from app.store.keeper import Keeper

# What every picture calls now: a Thursday evening, 18:42 in Stockholm.
NOW = datetime(2026, 10, 22, 16, 42, tzinfo=UTC)
PORT = 8887
# Rows are made durable after this many reports, so that filling a month does not wait for the disk at each.
_UNIT = 400
_LOG_S = 20.0


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Line:
    """A charger's open line. It agrees to everything, or fails as told, or never answers."""

    def __init__(self, identity: str, address: str = "192.168.1.57", protocol: str = "1.6") -> None:
        self.identity = identity
        self.address = address
        self.protocol = protocol
        self.anonymous = False
        self.longest_card = 36
        self.answers_tell_cost = True
        self.failure: CommandFailed | None = None
        self.silent = False
        self.settings: tuple[Setting, ...] = ()

    def supports(self, command: type[Command]) -> bool:
        return True

    async def send(self, command: Command) -> Result:
        if self.silent:
            await asyncio.Event().wait()
        if self.failure is not None:
            raise self.failure
        if isinstance(command, ReadSettings):
            return SettingsRead(self.settings)
        return Accepted(reboot=isinstance(command, WriteSetting))

    def close(self, reason: str) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one charger says at one instant."""

    at: datetime
    line: Line
    report: Report


class PicturedBackups(Keeper):
    """As of a computer that is always the same, with backups of four weeks."""

    before = Origin("stuga-pc", (f"ws://192.168.1.77:{PORT}/",), "0.1.0", "/srv/laddvakt")
    here = Origin("garage-pc", (f"ws://192.168.1.20:{PORT}/",), "0.1.0", "/srv/laddvakt")

    @property
    def folder(self) -> Path:
        return Path("/srv/laddvakt/backups")

    async def listed(self) -> tuple[BackupFile, ...]:
        ages = (0, 1, 2, 3, 4, 8, 15, 21, 28)
        made = [NOW - timedelta(days=age, hours=9, minutes=7 * age) for age in ages]
        return tuple(
            BackupFile(self.folder / f"laddvakt-{at:%Y-%m-%d-%H%M%S}.sqlite3", at, 38_400_000 - 310_000 * age)
            for age, at in zip(ages, made, strict=True)
        )

    async def contents(self, file: Path | None) -> Contents:
        if file is None:
            return replace(await super().contents(None), origin=self.here, size_bytes=39_100_000)
        made_at, last_at = NOW - timedelta(days=4, hours=9, minutes=28), NOW - timedelta(days=5, hours=2)
        first_at = NOW - timedelta(days=400)
        return Contents(
            *(made_at, 1, 5, 812, first_at, last_at, 11_482_300, 37_160_000, self.before, Reason.DAILY),
        )

    async def storage(self) -> Storage:
        return Storage(39_100_000, 14_600_000, 331_000_000, 9)

    async def origin(self) -> Origin:
        return self.here


class PicturedEngine(Running):
    """The running program, but with the addresses and the folder of a computer that is always the same."""

    on_network = True

    @property
    def backups(self) -> Backups:
        return PicturedBackups(self.site, self._settings.data, str, Keeping)

    @property
    def data(self) -> Path:
        return Path("/srv/laddvakt")

    async def reach(self) -> Reach:
        if not self.site.listening:
            return Reach(())
        if not self.on_network:
            return Reach((), (), PORT)
        return Reach((f"ws://192.168.1.20:{PORT}/",), (f"ws://10.8.0.2:{PORT}/",), PORT)


class House:
    """One data folder with the site on it, all on the loop that opened it."""

    def __init__(self, store: Store, clock: Clock, engine: PicturedEngine, records: SqliteRecords) -> None:
        self._store = store
        self.records = records
        self.clock = clock
        self.engine = engine
        self.site = engine.site
        self.wishes = engine.site.wishes
        self.lines: dict[str, Line] = {}

    @classmethod
    async def open(cls, folder: Path) -> House:
        clock = Clock()
        store = Store.open(folder, clock)
        records = store.start(asyncio.get_running_loop())
        site = Site(
            records,
            store.remembered(),
            archive=store,
            now=clock,
            hash_password=_no_password,
            who="elin",
            test_mode=True,
        )
        site.listens((("0.0.0.0", PORT),))  # noqa: S104 - said, not bound
        engine = PicturedEngine(Settings(data=folder), Preferences(), store.history, store, records, site)
        return cls(store, clock, engine, records)

    async def close(self) -> None:
        await self.site.close()
        await self._store.close()

    async def charger(self, line: Line, name: str, booted: Booted, at: datetime) -> Line:
        """A charger of ours: it called at `at` and was approved then."""
        self.clock.now = at
        self.connect(line, booted)
        await self.wishes.approve(line.identity, name)
        return line

    def connect(self, line: Line, booted: Booted | None) -> None:
        """A line opens now, and the charger introduces itself unless it does not."""
        self.lines[line.identity] = line
        outcome = Outcome.WAITING if self.site.canonical(line.identity) is None else Outcome.WELCOME
        path = f"/{line.identity}"
        self.site.knocked(Knock(self.clock(), line.address, outcome, line.identity, path, f"ocpp{line.protocol}"))
        self.site.connected(line)
        if booted is not None:
            self.site.receive(line, [booted])

    async def tell(self, told: Iterable[Told]) -> None:
        """The chargers say all this, each at its time; the clock ends at the last."""
        written = None
        for number, each in enumerate(sorted(told, key=lambda each: each.at)):
            self.clock.now = each.at
            written = self.site.receive(each.line, [each.report]).written or written
            if number % _UNIT == _UNIT - 1 and written is not None:
                await written
        if written is not None:
            await written

    async def kept(self) -> None:
        """Return when everything so far is on disk and the site knows it, so that no trouble passes by it later."""
        first = next(iter(self.site.registry.chargers.values()))
        await self.wishes.rename_charger(first.id, first.name)
        await asyncio.sleep(0)

    async def logged(self, messages: int) -> None:
        """Return when so many raw messages stand in the log, which is written when there is time."""
        async with asyncio.timeout(_LOG_S):
            while len(self.engine.history.messages(MessageQuery())) < messages:  # noqa: ASYNC110 - the log tells nobody
                await asyncio.sleep(0.02)

    def say_now(self, line: Line, *reports: Report) -> None:
        """The charger says so at the present instant."""
        for report in reports:
            self.site.receive(line, [report])


Fill = Callable[[House], Awaitable[None]]


class Houses:
    """Every house that pictures are taken in; one that no picture alters is built once."""

    def __init__(self) -> None:
        self._open: list[House] = []
        self._shared: dict[Fill, House] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="laddvakt-pictures-")

    async def __aenter__(self) -> Houses:
        return self

    async def __aexit__(self, *_: object) -> None:
        for house in self._open:
            await house.close()
        self._folder.cleanup()

    async def of(self, fill: Fill, *, own: bool = False) -> House:
        """The house that `fill` fills; a new one where the picture alters it."""
        if not own and fill in self._shared:
            return self._shared[fill]
        house = await House.open(Path(self._folder.name) / str(len(self._open)))
        self._open.append(house)
        await fill(house)
        if not own:
            self._shared[fill] = house
        return house


async def _no_password(password: str) -> str:
    return password
