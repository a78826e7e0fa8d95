"""Times what charging costs, ten years of a household: `python packaging/bench_prices.py FOLDER`.

10,000 sessions by quarter-hour prices with tax and transfer on top. Prints the seconds as JSON, each beside its
reference: all of them reckoned and kept, one session, and a statement of 200 as PDF.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

from app.core.changes import Changes
from app.core.interfaces import History, SessionQuery
from app.core.model import Charger, Quality, Reading, Session, Standing
from app.core.papers.desk import StatementDesk
from app.core.papers.statements_file import StatementFormat
from app.core.prices.books import Book, Component, Dimension, Fixed, Series, Side, Version
from app.core.prices.kept import SeriesInfo
from app.core.prices.series import PricePoint
from app.core.pricing import Pricing
from app.core.reckoning import reckoned
from app.core.statements import About, Wanted
from app.core.values import replace
from app.exports.statement_files import content_of
from app.store import Store, rows, session_rows
from app.store.database import FILE_NAME

SESSIONS = 10_000
ON_STATEMENT = 200
_YEARS = timedelta(days=3_652)
_SINCE = datetime(2016, 1, 1, tzinfo=UTC)
_QUARTER = timedelta(minutes=15)
_LASTS = 12 * _QUARTER
_WH_A_QUARTER = 1_800
_CHARGER = "HOME"
_VAT = Decimal("0.25")
_ZONE = "Europe/Stockholm"
_STACK = (
    Component(Dimension.ENERGY, Series("SE3", adder=Decimal("0.05")), part="spot", vat_rate=_VAT),
    Component(Dimension.ENERGY, Fixed(Decimal("0.244")), part="transfer", vat_rate=_VAT),
    Component(Dimension.ENERGY, Fixed(Decimal("0.360")), part="tax", vat_rate=_VAT),
)
SPOT = Book(Side.PAY, "SEK", _ZONE, (Version(date(2016, 1, 1), _STACK),))
FLAT = Book(Side.PAY, "SEK", _ZONE, (Version(date(2016, 1, 1), _STACK[2:]),))


def _session(number: int) -> Session:
    begun = _SINCE + number * (_YEARS - timedelta(days=1)) / SESSIONS
    start_wh = number * 12 * _WH_A_QUARTER
    energy_wh = (number % 12 + 1) * _WH_A_QUARTER
    return Session(
        id=number + 1,
        charger_id=_CHARGER,
        outlet=1,
        transaction_id=str(number + 1),
        started_at=begun,
        stopped_at=begun + _LASTS,
        card="04A2B3C4",
        meter_start_wh=start_wh,
        meter_last_wh=start_wh + energy_wh,
        meter_stop_wh=start_wh + energy_wh,
        energy_wh=energy_wh,
        last_reading_at=begun + _LASTS,
        quality=Quality.MEASURED,
    )


def _readings(session: Session) -> list[Reading]:
    """Such as thinning leaves: each quarter's first and last."""
    start_wh, found = session.meter_start_wh or 0, []
    for quarter in range(_LASTS // _QUARTER):
        for second in (0, 840):
            gained_wh = min(session.energy_wh, quarter * _WH_A_QUARTER + second * _WH_A_QUARTER // 900)
            at = session.started_at + quarter * _QUARTER + timedelta(seconds=second)
            found.append(Reading(at, start_wh + gained_wh, 7_200 if gained_wh < session.energy_wh else 0))
    return found


def _make(folder: Path) -> None:
    Store.open(folder)._connection.close()
    place = (_CHARGER, 1)
    with sqlite3.connect(folder / FILE_NAME) as file:
        file.execute(rows.SAVE_CHARGER, rows.charger_row(Charger(_CHARGER, "Garage", Standing.APPROVED)))
        file.execute(session_rows.SAVE_PLACE, place)
        for session in map(_session, range(SESSIONS)):
            readings = _readings(session)
            file.execute(session_rows.ADD_SESSION, session_rows.added_session_row(session))
            days = {(*place, session.id, rows.day(each.at)) for each in readings}
            file.executemany(session_rows.SAVE_READING_DAY, days)
            told = [session_rows.reading_row(*place, session.id, each) for each in readings]
            file.executemany(session_rows.ADD_READING, told)


def _prices() -> list[PricePoint]:
    count = _YEARS // _QUARTER
    values = [Decimal(37 * number % 2_000 - 100) / 1_000 for number in range(count)]
    return [PricePoint(_SINCE + n * _QUARTER, _SINCE + (n + 1) * _QUARTER, value) for n, value in enumerate(values)]


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _read(history: History) -> None:
    """What reckoning all of them has to read of sessions."""
    for session in history.sessions(SessionQuery()):
        history.readings(session.id)


async def measure(folder: Path) -> dict[str, float]:
    store = Store.open(folder)
    records = store.start(asyncio.get_running_loop())
    changes, now = Changes(), _SINCE + _YEARS
    prices = Pricing(records, store, changes, list, lambda: now)
    await prices.put_prices(SeriesInfo("SE3", currency="SEK"), _prices(), None)
    took_s = {"read": await store.read(lambda history: _timed(lambda: _read(history)))}
    begun = perf_counter()
    await prices.put_book(SPOT)  # which reckons all that was never reckoned
    took_s["all"] = perf_counter() - begun

    def each(book: Book) -> float:
        """One by one, with what has to be read for it."""
        history = store.history
        some = history.sessions_by_id(range(1, SESSIONS, SESSIONS // 200))
        return median(_timed(lambda session=session: reckoned(history, book, [session], now)) for session in some)  # type: ignore[misc]

    took_s["flat"], took_s["one"] = await store.read(lambda _: each(FLAT)), await store.read(lambda _: each(SPOT))
    since = _SINCE + (_YEARS - timedelta(days=1)) / SESSIONS * (SESSIONS - ON_STATEMENT)
    wanted = Wanted(About(charger_id=_CHARGER), since, now, _ZONE, Side.PAY, issuer="Anna\nStorgatan 1")
    statement = await StatementDesk(records, store, changes, prices, lambda: now, "Laddvakt").issue(wanted)
    if not ON_STATEMENT <= len(statement.rows) <= ON_STATEMENT + 1 or any(row.amount is None for row in statement.rows):
        raise SystemExit(f"{len(statement.rows)} sessions stand on the statement, or not all are priced.")
    statement = replace(statement, rows=statement.rows[-ON_STATEMENT:])
    took_s["csv"] = _timed(lambda: content_of(statement, StatementFormat.CSV))
    took_s["pdf"] = _timed(lambda: content_of(statement, StatementFormat.PDF))  # with Qt's start
    await store.close()
    return took_s


if __name__ == "__main__":
    _make(Path(sys.argv[1]))
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
