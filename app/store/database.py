"""Opens the data folder and the SQLite file in it: the lock, the migrations, the settings of a connection."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO

from app.store.failures import (
    Broken,
    DataFolderBusy,
    NewerData,
    NoFolder,
    NotWritable,
    failure_of,
    failure_of_os,
)

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE_NAME = "laddvakt.sqlite3"
LOCK_NAME = "laddvakt.lock"
# Marks the file as ours ("LADD"), so that nobody else's SQLite file is ever taken for it.
APPLICATION_ID = 0x4C414444
# How long another program may hold the file (a backup, a curious user) before our work fails.
BUSY_MS = 2000

_HEADER_BYTES = 100
_MIGRATION_NAME = re.compile(r"(\d{4})_\w+\.sql")


class Place:
    """Remembers which file stood at a path, to tell when it is another or none: the open one would still take writes,
    into a folder that was moved away or into nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._identity = self._look()

    def holds(self) -> bool:
        return self._identity == self._look()

    def _look(self) -> tuple[int, int] | None:
        if sys.platform == "win32":  # lets nobody move or delete what is open
            return None
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


class FolderLock:
    """Held for as long as this program may write the folder; the system lets go of it however the program ends."""

    def __init__(self, folder: Path) -> None:
        """Raises DataFolderBusy where another program holds it, and NotWritable."""
        try:
            self._file: IO[bytes] = os.fdopen(os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise failure_of_os(error) from error
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            if sys.platform == "win32" or isinstance(error, BlockingIOError):
                raise DataFolderBusy(f"{folder} is in use by another running program") from error
            raise NotWritable(f"{folder} cannot be locked: {error.strerror}") from error
        self.place = Place(folder / LOCK_NAME)

    def release(self) -> None:
        self._file.close()


@cache
def migrations() -> list[tuple[int, str]]:
    """(number, SQL) in order; 1 and up without a gap. Read as package data, so a built program finds them too."""
    found = []
    for entry in (files("app.store") / "migrations").iterdir():
        if named := _MIGRATION_NAME.fullmatch(entry.name):
            found.append((int(named[1]), entry.read_text("utf-8")))
    return sorted(found)


def make_folder(folder: Path) -> None:
    """A new folder is the user's alone; one that is there already keeps the access its owner gave it."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        if not folder.is_dir():
            raise NoFolder(f"{folder} is not a folder") from error
    except OSError as error:
        raise NoFolder(f"{folder} cannot be made: {error.strerror}") from error


def open_for_writing(
    folder: Path, before_update: Callable[[], None] = lambda: None, *, again: bool = False
) -> sqlite3.Connection:
    """The one write connection, on a file that is made or brought to the newest schema first.

    `before_update` is called before data of an older schema is changed, and what it raises prevents that. The folder's
    lock must be held. `again`: this process may have the file open. The connection may be used from any one thread at a
    time. Raises a StoreError; a file from a newer version is not touched.
    """
    path = folder / FILE_NAME
    steps = migrations()
    newest = steps[-1][0]
    try:
        _make_file(path)
        if not again:
            _refuse_newer(path, newest)
        _refuse_newer_log(path, newest)
    except OSError as error:
        raise failure_of_os(error) from error
    try:
        connection = connect(path, "rw")
        try:
            version = _version_of(connection, path)
            if version > newest:
                raise NewerData(version, newest)
            # Every commit is on the disk before it is over, on macOS as well.
            connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;"
                "PRAGMA checkpoint_fullfsync = ON; PRAGMA wal_autocheckpoint = 4000;"
                "PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -4000"
            )
            if 0 < version < newest:
                before_update()
            for number, sql in steps[version:]:
                _migrate(connection, number, sql)
            # A file that can be read and not written says so here, not at the first charger's message.
            connection.executescript("BEGIN IMMEDIATE; ROLLBACK")
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise failure_of(error) from error
    return connection


def open_for_reading(path: Path, *, look_first: bool) -> sqlite3.Connection:
    """A connection that cannot write, beside any writer and on a folder that nobody has open.

    `look_first`: find a newer file out without leaving a trace; only where this process has no connection to it yet.

    Raises a StoreError: NoFolder where there is no data yet, NewerData, Broken, NotWritable where the folder is
    read-only and the program that wrote it was cut off.
    """
    if not path.is_file():
        raise NoFolder(f"There is no data in {path.parent}")
    newest = migrations()[-1][0]
    if look_first:
        try:
            _refuse_newer(path, newest)
        except OSError as error:
            raise failure_of_os(error) from error
    try:
        connection = connect(path, "ro")
        try:
            version = _version_of(connection, path)
        except sqlite3.OperationalError:
            connection.close()
            if log_bytes(path):
                raise
            # A read-only folder has no room for a reader's mark; where no log lies beside it the file stands still.
            connection = connect(path, "ro", still=True)
            version = _version_of(connection, path)
        try:
            if version > newest:
                raise NewerData(version, newest)
            if version < newest:
                raise NoFolder(f"The data in {path.parent} is to be opened by the program itself first")
            connection.executescript("PRAGMA query_only = ON; PRAGMA cache_size = -1000")
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise failure_of(error) from error
    return connection


def connect(path: Path, mode: str, *, still: bool = False) -> sqlite3.Connection:
    """`mode` is "rw" or "ro"; `still` says that nobody can change the file meanwhile."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if still else ''}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,  # transactions are begun and ended by name
        check_same_thread=False,
    )


def _make_file(path: Path) -> None:
    """Private from its first byte; SQLite gives the files beside it the same access."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            path.chmod(0o600)


def _refuse_newer(path: Path, newest: int) -> None:
    """Look before SQLite does: to open a file in its own way may already leave traces.

    Never while this process has the file open: closing it here drops every lock the process holds on it (POSIX).
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    version = int.from_bytes(header[60:64], "big")
    if header[68:72] == APPLICATION_ID.to_bytes(4, "big") and version > newest:
        raise NewerData(version, newest)


def _refuse_newer_log(path: Path, newest: int) -> None:
    """The newest state may stand in the log beside the file, which a reader leaves as it is and a writer does not."""
    if log_bytes(path):
        with suppress(sqlite3.Error), closing(connect(path, "ro")) as reader:
            version = _version_of(reader, path)
            if version > newest:
                raise NewerData(version, newest)


def log_bytes(path: Path) -> int:
    """How much stands in the write-ahead log; 0 where there is none."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    """0 where the file is empty; raises Broken for somebody else's."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application == APPLICATION_ID:
        return version
    if version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise Broken(f"{path} is not a file of this program")
    return 0


def _migrate(connection: sqlite3.Connection, number: int, sql: str) -> None:
    """One step in one transaction, its number included: cut off at any moment, it happened or it did not."""
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}; COMMIT"
        )
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
