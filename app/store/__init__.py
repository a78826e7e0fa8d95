"""The SQLite file: the only folder with SQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.core.backups import BackupFailed, Reason, WhyNot
from app.core.contact import TroubleKind
from app.core.interfaces import History, NotStored, Now, Remembered, utc_now
from app.store import restore, shelf
from app.store.backup import Keeping
from app.store.database import FILE_NAME, FolderLock, make_folder, open_for_writing
from app.store.failures import (
    Broken,
    DataFolderBusy,
    DiskFull,
    NewerData,
    NoBackupFirst,
    NoFolder,
    NotWritable,
    StoreError,
    Unreachable,
)
from app.store.history import SqliteHistory
from app.store.rawlog import LogLimits
from app.store.records import SqliteRecords
from app.store.thinning import thin

T = TypeVar("T")


class Store:
    """One data folder held for writing: `history` at once, `records` from start() on, until close()."""

    def __init__(
        self, folder: Path, lock: FolderLock, connection: sqlite3.Connection, history: SqliteHistory, now: Now
    ) -> None:
        self.history = history
        self._folder = folder
        self._lock = lock
        self._connection = connection
        self._now = now
        self._records: SqliteRecords | None = None

    @classmethod
    def open(cls, folder: Path, now: Now = utc_now, keeping: Callable[[], Keeping] = Keeping) -> Store:
        """Take the folder, made where there is none, and bring its file to the newest schema. Blocking.

        A backup that lies ready takes the data's place first; data of an older schema is backed up before it changes.
        `keeping` is asked for what goes into that backup, where there is one.

        Raises a StoreError: DataFolderBusy, NewerData (nothing was touched), NotWritable, DiskFull, Broken, NoFolder.
        """
        make_folder(folder)
        lock = FolderLock(folder)
        try:
            restore.exchange(folder, keeping, now)
            connection = open_for_writing(folder, lambda: _back_up_first(folder, keeping, now))
            try:
                restore.unpack(connection, folder, keeping)
            except BaseException:
                connection.close()
                raise
            return cls(folder, lock, connection, SqliteHistory(folder, now, beside_writer=True), now)
        except BaseException:
            lock.release()
            raise

    def start(self, loop: asyncio.AbstractEventLoop, limits: LogLimits | None = None) -> SqliteRecords:
        """The durable writes of this loop; once."""
        if self._records is not None:
            raise RuntimeError("already started")
        self._records = SqliteRecords(self._connection, loop, limits, self._now, self._renew)
        return self._records

    def remembered(self) -> Remembered:
        """What a start finds. Blocking; raises a StoreError."""
        return self.history.remembered()

    async def read(self, question: Callable[[History], T]) -> T:
        """interfaces.Archive: what the disk says now; raises NotStored, as the writes do."""
        try:
            return await asyncio.to_thread(question, self.history)
        except NoFolder as error:  # it was there when this began
            raise NotStored(TroubleKind.DATA_UNREACHABLE, error.detail) from error
        except StoreError as error:
            raise NotStored(error.kind, error.detail) from error

    async def tidy(self) -> None:
        """Once an hour or so: thin what readings have grown old, and sweep what could not be. Raises NotStored,
        StoreError."""
        if self._records is not None:
            self._records.sweep()
            await thin(self._records, self.history, self._now)

    def _renew(self) -> sqlite3.Connection:
        """On the writer's thread: the folder was away, and may be back as another. Nothing new is made in its place."""
        file = self._folder / FILE_NAME
        if not file.is_file() or not file.stat().st_size:
            raise Unreachable(f"There is no data in {self._folder} any more")
        if not self._lock.place.holds():
            lock = FolderLock(self._folder)
            self._lock.release()
            self._lock = lock
        connection = open_for_writing(self._folder, again=True)
        self.history.start_over()
        return connection

    async def close(self) -> None:
        """Write what is queued, then let go of file and folder."""
        if self._records is not None:
            await self._records.close()
        else:
            self._connection.close()
        self.history.close()
        self._lock.release()


def _back_up_first(folder: Path, keeping: Callable[[], Keeping], now: Now) -> None:
    """Beside the data, wherever the daily ones go: a drive that is away must not keep the program from starting."""
    try:
        shelf.keep(folder, folder / shelf.FOLDER, keeping(), Reason.BEFORE_UPDATE, now=now)
    except BackupFailed as failure:
        if failure.why is WhyNot.DISK_FULL:
            raise DiskFull(f"{NoBackupFirst.SENTENCE} ({failure.detail})") from failure
        if failure.why is WhyNot.DAMAGED:
            raise Broken(f"{NoBackupFirst.SENTENCE} ({failure.detail})") from failure
        raise NoBackupFirst(f"{NoBackupFirst.SENTENCE} ({failure.detail})") from failure


__all__ = [
    "Broken",
    "DataFolderBusy",
    "DiskFull",
    "Keeping",
    "LogLimits",
    "NewerData",
    "NoBackupFirst",
    "NoFolder",
    "NotWritable",
    "SqliteHistory",
    "SqliteRecords",
    "Store",
    "StoreError",
    "Unreachable",
]
