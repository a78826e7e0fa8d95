"""Copies the data into one file while the program runs, checked and whole before it has its name."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.backups import NOWHERE, BackupFailed, Origin, Progress, Reason, WhyNot
from app.core.contact import TroubleKind
from app.core.interfaces import Now, utc_now
from app.store.database import APPLICATION_ID, FILE_NAME, connect, log_bytes
from app.store.failures import Broken, StoreError, failure_of, failure_of_os

# Small steps with a breath between them: each commit of the writer finds the disk free.
_PAGES = 200
_BREATH_S = 0.002
# What was written goes to the disk little by little: one large sync at the end held up every commit for 50 ms.
_STEPS_BETWEEN_SYNCS = 10
_PART = ".part"

# What a backup holds beside the data's own tables; a restored file loses them when it is first opened.
ABOUT, FILES = "backup_about", "backup_files"
_TABLES = f"""
    DROP TABLE IF EXISTS {ABOUT}; DROP TABLE IF EXISTS {FILES};
    CREATE TABLE {ABOUT} (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE {FILES} (name TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL) STRICT;
"""
_WHY = {
    TroubleKind.DISK_FULL: WhyNot.DISK_FULL,
    TroubleKind.DATA_NOT_WRITABLE: WhyNot.NOT_WRITABLE,
    TroubleKind.DATA_UNREACHABLE: WhyNot.NO_FOLDER,
    TroubleKind.DATA_LOCKED: WhyNot.IN_USE,
    TroubleKind.DATA_NEWER: WhyNot.NEWER,
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """What goes into a backup beside the data: where it is from, and files of the folder that a restore needs too."""

    origin: Origin = NOWHERE
    files: tuple[str, ...] = ()


def back_up(
    data: Path,
    target: Path,
    keeping: Keeping,
    reason: Reason,
    *,
    now: Now = utc_now,
    told: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Copy the folder's data into `target`, which then holds all of it or is as it was. Blocking.

    Beside any writer and without disturbing it. Raises BackupFailed.
    """
    made_at = now()
    with _failing_as_backup(target), closing(open_source(data / FILE_NAME)) as source, part_beside(target) as part:
        copy_pages(source, part, told, cancelled)
        try:
            _add_about(part, made_at, reason, keeping.origin, _read(data, keeping.files))
            check_quickly(part)
        except (BackupFailed, sqlite3.DatabaseError) as failure:
            damaged = not isinstance(failure, sqlite3.Error) or isinstance(failure_of(failure), Broken)
            if damaged and _sound(source):
                raise BackupFailed(WhyNot.NOT_WRITABLE, f"{target}: what was written reads otherwise") from failure
            raise
        finish(part, target)


def open_source(path: Path) -> sqlite3.Connection:
    """A connection that reads one instant of the file, however much is written meanwhile. Raises BackupFailed."""
    if not path.is_file():
        raise BackupFailed(WhyNot.NO_DATA, str(path.parent))
    try:
        connection = connect(path, "ro")
        try:
            _hold(connection)
        except sqlite3.OperationalError:
            connection.close()
            if log_bytes(path):
                raise
            # In a folder that may not be written nobody writes: the file stands still.
            connection = connect(path, "ro", still=True)
            _hold(connection)
    except sqlite3.Error as error:
        raise _backup_failed(failure_of(error), path) from error
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.close()
        raise BackupFailed(WhyNot.NOT_OURS, str(path))
    return connection


def _hold(connection: sqlite3.Connection) -> None:
    """From here on the connection sees this instant.

    It is also what lets a backup end: SQLite's online backup starts over whenever another connection has written. With
    a commit every 10 ms a copy of 205 MB never got beyond its first pages; within one read transaction it took 1.5 s.
    VACUUM INTO reads one instant as well (1.1 s), but in one piece: no progress, no cancelling, commits held up 29 ms.
    """
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise


def copy_pages(
    source: sqlite3.Connection,
    part: Path,
    told: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """All pages of `source` into the file `part`, in one file with nothing beside it."""
    step = 0
    with part.open("r+b") as written, closing(_open_part(part)) as copy:

        def breathe(_status: int, left: int, total: int) -> None:
            nonlocal step
            step += 1
            if cancelled():
                raise BackupFailed(WhyNot.CANCELLED)
            if told is not None:
                told(total - left, total)
            if step % _STEPS_BETWEEN_SYNCS == 0:
                os.fsync(written.fileno())
            time.sleep(_BREATH_S)

        source.backup(copy, pages=_PAGES, progress=breathe)
        # The copy says of itself that it has a log, as the source does; in one file it must not.
        copy.execute("PRAGMA journal_mode = DELETE")


def _open_part(part: Path) -> sqlite3.Connection:
    connection = connect(part, "rw")
    # Cut off, the copy is thrown away: it needs no journal. Locked, it needs no shared memory: not all disks have it.
    connection.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000")
    return connection


def _add_about(
    part: Path, made_at: datetime, reason: Reason, origin: Origin, files: Sequence[tuple[str, bytes]]
) -> None:
    about = {
        "made_at": made_at.isoformat(),
        "reason": reason.value,
        "program": origin.program,
        "computer": origin.computer,
        "addresses": "\n".join(origin.addresses),
        "data": origin.data,
    }
    with closing(_open_part(part)) as copy:
        copy.executescript(f"BEGIN; {_TABLES}")
        copy.executemany(f"INSERT INTO {ABOUT} VALUES (?, ?)", about.items())  # noqa: S608 - our own word
        copy.executemany(f"INSERT INTO {FILES} VALUES (?, ?)", files)  # noqa: S608 - our own word
        copy.execute("COMMIT")


def check_quickly(part: Path) -> None:
    with closing(connect(part, "ro", still=True)) as copy:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupFailed(WhyNot.DAMAGED, str(found))


def _sound(source: sqlite3.Connection) -> bool:
    """Whether it is the copy that is damaged and not the data."""
    try:
        return bool(source.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


@contextmanager
def part_beside(target: Path) -> Iterator[Path]:
    """A file that only the user can read, beside the one it shall become; gone afterwards where it did not."""
    part = target.with_name(f".{target.name}{_PART}")
    _drop(part)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
    finally:
        with suppress(OSError):
            _drop(part)


def _drop(part: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def finish(part: Path, target: Path) -> None:
    """On the disk first, then under its name, then the name on the disk."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    os.replace(part, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows keeps names without being asked
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot
            os.fsync(handle)
    finally:
        os.close(handle)


def _read(data: Path, names: Sequence[str]) -> list[tuple[str, bytes]]:
    found = []
    for name in names:
        with suppress(FileNotFoundError):
            found.append((name, (data / name).read_bytes()))
    return found


@contextmanager
def _failing_as_backup(target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _backup_failed(failure_of(error), target) from error
    except FileNotFoundError as error:
        raise BackupFailed(WhyNot.NO_FOLDER, str(target.parent)) from error
    except OSError as error:
        raise _backup_failed(failure_of_os(error), target) from error


def _backup_failed(failure: StoreError, path: Path) -> BackupFailed:
    return BackupFailed(_WHY.get(failure.kind, WhyNot.DAMAGED), f"{path}: {failure.detail}")
