"""Tells what is in a backup or in the data itself, without changing a byte of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.backups import NOWHERE, BackupFailed, Contents, Origin, Reason, WhyNot
from app.store import rows
from app.store.backup import ABOUT, open_source
from app.store.database import APPLICATION_ID, FILE_NAME, connect, log_bytes, migrations
from app.store.failures import failure_of


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself."""

    made_at: datetime | None = None
    reason: Reason | None = None
    origin: Origin = NOWHERE


def contents_of(file: Path) -> Contents:
    """Raises BackupFailed: NO_FILE, NOT_OURS, DAMAGED, NEWER. Reads the file's figures, not all of it."""
    with opened(file) as connection:
        return _contents(connection, file.stat().st_size)


def contents_of_data(data: Path) -> Contents:
    """Of the data folder, also while the program runs on it. Raises BackupFailed."""
    with closing(open_source(data / FILE_NAME)) as connection:
        try:
            return _contents(connection, _size(connection))
        except sqlite3.Error as error:
            raise BackupFailed(WhyNot.DAMAGED, str(error)) from error


def storage_of(data: Path) -> tuple[int, int]:
    """The bytes of the data file, and how many of them the message log takes, about."""
    with closing(open_source(data / FILE_NAME)) as connection:
        try:
            newest = connection.execute("SELECT end_bytes FROM messages ORDER BY id DESC LIMIT 1").fetchone()
            oldest = connection.execute("SELECT end_bytes FROM messages ORDER BY id LIMIT 1").fetchone()
            size = _size(connection)
        except sqlite3.Error as error:
            raise BackupFailed(WhyNot.DAMAGED, str(error)) from error
    return size, min(size, newest[0] - oldest[0]) if newest else 0


def about_of(file: Path) -> About | None:
    """None for what is no backup of ours, or cannot be read."""
    try:
        with opened(file) as connection:
            return _about(connection)
    except BackupFailed:
        return None


def is_backup(file: Path) -> bool:
    """Whether the file is this program's, of whatever version, and sound enough to tell."""
    try:
        contents_of(file)
    except BackupFailed as failure:
        return failure.why is WhyNot.NEWER
    return True


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The file for reading, sure to be ours and of a schema we know. Raises BackupFailed.

    It may be the data that this process has open, so nobody but SQLite opens and closes it: a plain close would drop
    every lock that SQLite holds on it (POSIX).
    """
    if not file.is_file():
        raise BackupFailed(WhyNot.NO_FILE, str(file))
    try:
        # A plain copy of the data may have its log beside it; what stands in that counts as well.
        with closing(connect(file, "ro", still=not log_bytes(file))) as connection:
            try:
                if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise BackupFailed(WhyNot.NOT_OURS, str(file))
                if connection.execute("PRAGMA user_version").fetchone()[0] > migrations()[-1][0]:
                    raise BackupFailed(WhyNot.NEWER, str(file))
                yield connection
            except sqlite3.Error as error:
                raise BackupFailed(_why(error), f"{file}: {failure_of(error).detail}") from error
    except OSError as error:
        raise BackupFailed(WhyNot.NO_FILE, f"{file}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise BackupFailed(WhyNot.DAMAGED, f"{file}: {failure_of(error).detail}") from error


def _why(error: sqlite3.Error) -> WhyNot:
    match getattr(error, "sqlite_errorcode", None):
        case sqlite3.SQLITE_NOTADB:
            return WhyNot.NOT_OURS
        case sqlite3.SQLITE_FULL:  # of the copy that is made of it
            return WhyNot.DISK_FULL
    return WhyNot.DAMAGED


def standing(connection: sqlite3.Connection) -> str:
    """What to count sessions from: those that people added and took back are in no list. Also of older schemas."""
    columns = {row[1] for row in connection.execute("PRAGMA table_xinfo(sessions)")}
    return "sessions WHERE NOT removed" if "removed" in columns else "sessions"


def _contents(connection: sqlite3.Connection, size_bytes: int) -> Contents:
    about = _about(connection)
    sessions = standing(connection)
    started, energy_wh = (
        ("booked_started_us", "booked_energy_wh") if "removed" in sessions else ("started_us", "energy_wh")
    )
    count, first, last, energy = connection.execute(
        f"SELECT count(*), min({started}), max({started}), coalesce(sum({energy_wh}), 0) FROM {sessions}"  # noqa: S608
    ).fetchone()
    return Contents(
        made_at=about.made_at,
        schema=connection.execute("PRAGMA user_version").fetchone()[0],
        chargers=connection.execute("SELECT count(*) FROM chargers").fetchone()[0],
        sessions=count,
        first_at=None if first is None else rows.at_us(first),
        last_at=None if last is None else rows.at_us(last),
        energy_wh=energy,
        size_bytes=size_bytes,
        origin=about.origin,
        reason=about.reason,
    )


def _about(connection: sqlite3.Connection) -> About:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ABOUT,)).fetchone():
        return About()
    told = dict(connection.execute(f"SELECT name, value FROM {ABOUT}"))  # noqa: S608 - our own word
    try:
        at = datetime.fromisoformat(told.get("made_at", ""))
    except ValueError:
        at = None
    addresses = tuple(filter(None, told.get("addresses", "").split("\n")))
    origin = Origin(told.get("computer", ""), addresses, told.get("program", ""), told.get("data", ""))
    return About(at, next((each for each in Reason if each.value == told.get("reason")), None), origin)


def _size(connection: sqlite3.Connection) -> int:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])
