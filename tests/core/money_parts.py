"""What the tests of prices and statements share: a desk on a real file, sessions that end, and a file that refuses."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.core.changes import Change, Changes, SessionChanged
from app.core.model import Charger, Reading, Session
from app.core.papers.desk import StatementDesk
from app.core.prices.books import Book, Component, Dimension, Fixed, Rate, Scope, Series, Side, Tier, Tiers, Version
from app.core.prices.cost import Cost
from app.core.prices.kept import KeptCost, PriceImport, SeriesInfo
from app.core.prices.series import PricePoint
from app.core.pricing import Pricing
from app.core.statements import About, Wanted
from app.store import SqliteRecords, Store
from app.store.database import FILE_NAME

D = Decimal
ZONE = "Europe/Stockholm"
CHARGER = "GARO-1"
JANUARY = date(2026, 1, 1)


def at(day: int, hour: int = 12, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def flat(amount: str = "2.00", *, since: date = JANUARY, vat: str = "0.25") -> Version:
    return Version(since, (Component(Dimension.ENERGY, Fixed(D(amount)), vat_rate=D(vat), vat_inside=True),))


def priced_by(rate: Rate, *, since: date = JANUARY) -> Version:
    return Version(since, (Component(Dimension.ENERGY, rate),))


def spot(series_id: str = "SE3") -> Version:
    return priced_by(Series(series_id))


def tiers(scope: Scope = Scope.MONTH_SITE) -> Version:
    """The first 10 kWh of a month at 1 kr, the others at 2."""
    return priced_by(Tiers(scope, (Tier(D(10), D(1)), Tier(None, D(2)))))


def book(*versions: Version, side: Side = Side.CHARGE, currency: str = "SEK", zone: str = ZONE) -> Book:
    return Book(side, currency, zone, versions)


def session(number: int, began: datetime, energy_wh: int = 8_000, hours: float = 2, **told: object) -> Session:
    """One that is over, or with hours=0 one that runs."""
    known: dict[str, object] = {
        "id": number,
        "charger_id": CHARGER,
        "outlet": 1,
        "transaction_id": str(number),
        "started_at": began,
        "stopped_at": began + timedelta(hours=hours) if hours else None,
        "meter_start_wh": 100_000,
        "meter_stop_wh": 100_000 + energy_wh if hours else None,
        "energy_wh": energy_wh,
        "card": "04A2B3C4",
    }
    return Session(**{**known, **told})  # type: ignore[arg-type]


def quarters(first: datetime, values: Sequence[str]) -> list[PricePoint]:
    step = timedelta(minutes=15)
    return [PricePoint(first + n * step, first + (n + 1) * step, D(value)) for n, value in enumerate(values)]


class Money:
    """Prices and statements on one open file."""

    def __init__(self, folder: Path, store: Store, records: SqliteRecords) -> None:
        self.folder = folder
        self.store = store
        self.records = records
        self.now = at(1, month=6)
        self.changes = Changes()
        self.told: list[Change] = []
        self.running: list[Session] = []
        self.prices = Pricing(records, store, self.changes, lambda: self.running, lambda: self.now)
        self.statements = StatementDesk(
            records, store, self.changes, self.prices, lambda: self.now, "Laddvakt of the tests"
        )
        self.changes.observe(self.told.append)

    async def ends(self, *sessions: Session, readings: Sequence[Reading] = ()) -> None:
        """They are kept, told to be over, and reckoned."""
        for each in sessions:
            self.records.save_session(each)
            self.records.save_amendment(each)
            self.records.add_readings(each.charger_id, each.outlet, each.id, readings)
            self.changes.publish(SessionChanged(each))
        await self.prices.settled()

    async def kept(self) -> None:
        written = self.records.settled()
        if written is not None:
            await written

    async def put_prices(self, points: Sequence[PricePoint], series_id: str = "SE3", currency: str = "SEK") -> int:
        came = PriceImport(series_id, "prices.json", "0" * 64, len(points), points[0].start, points[-1].end, self.now)
        return await self.prices.put_prices(SeriesInfo(series_id, currency=currency), points, came)

    def costs(self, session_id: int, side: Side = Side.CHARGE) -> list[KeptCost]:
        return self.store.history.money.costs(session_id, side)

    def cost(self, session_id: int, side: Side = Side.CHARGE) -> Cost:
        """As it stands."""
        (standing,) = [each.cost for each in self.costs(session_id, side) if not each.superseded]
        return standing

    def gross(self, *ids: int, side: Side = Side.CHARGE) -> list[Decimal | None]:
        costs = [self.cost(each, side) for each in ids]
        return [None if each.total is None else each.total.gross for each in costs]


@asynccontextmanager
async def money(folder: Path, *books: Book) -> AsyncIterator[Money]:
    """Started as the program starts it, with these books put in."""
    store = Store.open(folder)
    records = store.start(asyncio.get_running_loop())
    found = Money(folder, store, records)
    found.prices.install(store.remembered())
    records.save_charger(Charger(CHARGER, "Garage"))
    found.prices.start()
    try:
        for each in books:
            await found.prices.put_book(each)
        yield found
    finally:
        await found.prices.close()
        await store.close()


def march(**more: object) -> Wanted:
    known: dict[str, object] = {
        "about": About(charger_id=CHARGER),
        "since": at(1, 0),
        "until": at(1, 0, month=4),
        "zone": "UTC",
        "side": Side.CHARGE,
    }
    return Wanted(**{**known, **more})  # type: ignore[arg-type]


@contextmanager
def refusing(folder: Path, table: str, when: str = "1") -> Iterator[None]:
    """While the block runs, the file takes no row of this table for which `when` holds."""
    _do(
        folder,
        f"CREATE TRIGGER refuses BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'refused'); END",
    )
    try:
        yield
    finally:
        _do(folder, "DROP TRIGGER refuses")


def _do(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, timeout=20)) as connection:
        connection.execute(sql)
        connection.commit()
