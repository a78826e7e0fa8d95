"""Puts a backup in the place of the data: laid ready beside it first, then exchanged in one step at the next opening.

Whatever is cut off, and wherever, the folder holds either the old data or the new, whole: only a copy that was checked
from end to end is ever laid ready, and one rename makes it the data.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from app.core.backups import BackupFailed, Contents, Reason, WhyNot
from app.core.interfaces import Now
from app.store import shelf
from app.store.backup import ABOUT, FILES, Keeping, copy_pages, finish, part_beside, sync_folder
from app.store.contents import contents_of, opened
from app.store.database import FILE_NAME, connect, make_folder
from app.store.failures import Broken, DiskFull, NotWritable, StoreError, failure_of, failure_of_os

STAGED = "laddvakt.restore"
_BESIDE = ("-wal", "-shm", "-journal")
_WITH_DATA = ("", "-wal", "-journal")  # what the memory shared between programs holds is worked out anew


def stage(file: Path, data: Path) -> Contents:
    """Lay the backup ready for the next opening of the folder. Blocking; raises BackupFailed or StoreError.

    The data itself is not touched, and a program may run on it meanwhile.
    """
    contents = contents_of(file)
    make_folder(data)
    try:
        with part_beside(data / STAGED) as part:
            with opened(file) as source:
                copy_pages(source, part)
            _check_whole(part)
            finish(part, data / STAGED)
    except sqlite3.Error as error:
        failure = failure_of(error)
        raise BackupFailed(WhyNot.DAMAGED, failure.detail) if isinstance(failure, Broken) else failure from error
    except OSError as error:
        raise failure_of_os(error) from error
    return contents


def _check_whole(part: Path) -> None:
    with closing(connect(part, "ro", still=True)) as copy:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupFailed(WhyNot.DAMAGED, str(found))


def exchange(data: Path, keeping: Callable[[], Keeping], now: Now) -> None:
    """Where a backup lies ready, make it the data; what was there is kept as a backup first. Under the folder's lock.

    Raises a StoreError where that cannot be kept; the old data then stays, and nothing lies ready any more.
    """
    staged, file = data / STAGED, data / FILE_NAME
    if not staged.exists():
        return
    try:
        if file.exists() and file.stat().st_size:
            _set_aside(data, keeping(), now)
        _leave_alone(file)
        os.replace(staged, file)
        sync_folder(data)
    except (OSError, StoreError) as error:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
        raise error if isinstance(error, StoreError) else failure_of_os(error) from error


def _set_aside(data: Path, keeping: Keeping, now: Now) -> None:
    """A backup of what is there; where that is too damaged to be read, its files as they are."""
    try:
        shelf.keep(data, data / shelf.FOLDER, keeping, Reason.BEFORE_RESTORE, now=now)
    except BackupFailed as failure:
        if failure.why in _NO_ROOM:
            detail = f"The present data could not be kept, so it was not replaced: {failure.detail}"
            raise _NO_ROOM[failure.why](detail) from failure
        kept = data / shelf.FOLDER / f"damaged-{shelf.name_at(now())}"
        for ending in _WITH_DATA:
            path = data / f"{FILE_NAME}{ending}"
            if path.exists() and path.stat().st_size:
                shutil.copy2(path, kept.with_name(kept.name + ending))


_NO_ROOM: dict[WhyNot, Callable[[str], StoreError]] = {
    WhyNot.DISK_FULL: DiskFull,
    WhyNot.NOT_WRITABLE: NotWritable,
    WhyNot.NO_FOLDER: NotWritable,
}


def _leave_alone(file: Path) -> None:
    """Nothing of the old data may lie beside the new: a log would be read into it. What the log holds goes home first,
    so that the old data is whole until the very moment it is replaced."""
    with suppress(sqlite3.Error), closing(connect(file, "rw")) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old.execute("PRAGMA journal_mode = DELETE")
    for ending in _BESIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def unpack(connection: sqlite3.Connection, data: Path, keeping: Callable[[], Keeping]) -> None:
    """A restored file gives up the other files it brought, and is plain data from then on. May be done twice."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (FILES,)).fetchone():
        return
    names = keeping().files
    try:
        for name, content in connection.execute(f"SELECT name, content FROM {FILES}"):  # noqa: S608 - our own word
            if name in names:  # and nothing else, whatever a file that was meddled with says
                target = data / name
                with part_beside(target) as part:
                    part.write_bytes(content)
                    finish(part, target)
        connection.executescript(f"BEGIN IMMEDIATE; DROP TABLE {FILES}; DROP TABLE {ABOUT}; COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise failure_of(error) from error
    except OSError as error:
        raise failure_of_os(error) from error
