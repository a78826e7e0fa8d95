"""The SQLite file: the only folder with SQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.core.interfaces import History, NotStored, Now, Remembered, utc_now
from app.store.database import FolderLock, make_folder, open_for_writing
from app.store.failures import Broken, DataFolderBusy, DiskFull, NewerData, NoFolder, NotWritable, StoreError
from app.store.history import SqliteHistory
from app.store.rawlog import LogLimits
from app.store.records import SqliteRecords
from app.store.thinning import thin

T = TypeVar("T")


class Store:
    """One data folder held for writing: `history` at once, `records` from start() on, until close()."""

    def __init__(self, lock: FolderLock, connection: sqlite3.Connection, history: SqliteHistory, now: Now) -> None:
        self.history = history
        self._lock = lock
        self._connection = connection
        self._now = now
        self._records: SqliteRecords | None = None

    @classmethod
    def open(cls, folder: Path, now: Now = utc_now) -> Store:
        """Take the folder, made where there is none, and bring its file to the newest schema. Blocking.

        Raises a StoreError: DataFolderBusy, NewerData (nothing was touched), NotWritable, DiskFull, Broken, NoFolder.
        """
        make_folder(folder)
        lock = FolderLock(folder)
        try:
            return cls(lock, open_for_writing(folder), SqliteHistory(folder, now, beside_writer=True), now)
        except BaseException:
            lock.release()
            raise

    def start(self, loop: asyncio.AbstractEventLoop, limits: LogLimits | None = None) -> SqliteRecords:
        """The durable writes of this loop; once."""
        if self._records is not None:
            raise RuntimeError("already started")
        self._records = SqliteRecords(self._connection, loop, limits, self._now)
        return self._records

    def remembered(self) -> Remembered:
        """What a start finds. Blocking; raises a StoreError."""
        return self.history.remembered()

    async def read(self, question: Callable[[History], T]) -> T:
        """interfaces.Archive: what the disk says now; raises NotStored, as the writes do."""
        try:
            return await asyncio.to_thread(question, self.history)
        except StoreError as error:
            raise NotStored(error.kind, error.detail) from error

    async def tidy(self) -> None:
        """Once an hour or so: thin what readings have grown old. Raises NotStored, StoreError."""
        if self._records is not None:
            await thin(self._records, self.history, self._now)

    async def close(self) -> None:
        """Write what is queued, then let go of file and folder."""
        if self._records is not None:
            await self._records.close()
        else:
            self._connection.close()
        self.history.close()
        self._lock.release()


__all__ = [
    "Broken",
    "DataFolderBusy",
    "DiskFull",
    "LogLimits",
    "NewerData",
    "NoFolder",
    "NotWritable",
    "SqliteHistory",
    "SqliteRecords",
    "Store",
    "StoreError",
]
