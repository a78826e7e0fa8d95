"""What the store's tests share: a running store, values to keep in it, waiting on a condition."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.contact import Direction, RawMessage
from app.core.model import Reading, Session
from app.store import LogLimits, SqliteRecords, Store
from app.store.database import FILE_NAME, open_for_writing

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def session(number: int, **told: object) -> Session:
    known: dict[str, object] = {
        "id": number,
        "charger_id": "GARO-1",
        "outlet": 1,
        "transaction_id": str(number),
        "started_at": NOON + timedelta(minutes=number),
    }
    return Session(**{**known, **told})  # type: ignore[arg-type]


def unwritable_session(number: int) -> Session:
    """SQLite refuses it whatever is done to it: the table takes only whole numbers there."""
    return session(number, energy_wh="much")


def reading(second: int, **told: object) -> Reading:
    return Reading(at=NOON + timedelta(seconds=second), **told)  # type: ignore[arg-type]


def message(text: str, *, at: datetime = NOON, charger_id: str = "GARO-1") -> RawMessage:
    return RawMessage(at, charger_id, Direction.IN, text)


@asynccontextmanager
async def running(folder: Path, limits: LogLimits | None = None) -> AsyncIterator[tuple[Store, SqliteRecords]]:
    store = Store.open(folder, now=lambda: NOON)
    records = store.start(asyncio.get_running_loop(), limits)
    try:
        yield store, records
    finally:
        await store.close()


@asynccontextmanager
async def writing(connection: sqlite3.Connection) -> AsyncIterator[SqliteRecords]:
    """Records on a connection that the test has prepared."""
    records = SqliteRecords(connection, asyncio.get_running_loop(), now=lambda: NOON)
    try:
        yield records
    finally:
        await records.close()


def new_file(folder: Path) -> sqlite3.Connection:
    folder.mkdir(exist_ok=True)
    return open_for_writing(folder)


def look(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Straight from the file, past everything that is tested."""
    connection = sqlite3.connect(folder / FILE_NAME)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


async def settled(records: SqliteRecords) -> None:
    written = records.settled()
    assert written is not None
    await asyncio.wait_for(written, 20)


async def logged(records: SqliteRecords) -> None:
    """Every raw message that was added stands in the log, or found no room there."""
    await until(lambda: not records._chars_waiting)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - what is waited for happens on another thread or in a file
            await asyncio.sleep(0.01)
