"""The ways the data folder can fail its user, as types with a kind and a sentence's worth of detail."""

from __future__ import annotations

import errno
import sqlite3

from app.core.contact import TroubleKind


class StoreError(Exception):
    """The data cannot be opened or read; `kind` is what to tell the user, `detail` the particulars in English."""

    kind = TroubleKind.DATA_BROKEN

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class DataFolderBusy(StoreError):
    """Another program writes this data folder, or holds its file locked."""

    kind = TroubleKind.DATA_LOCKED


class NewerData(StoreError):
    """The file was written by a newer version of the program; it was not touched."""

    kind = TroubleKind.DATA_NEWER

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"The data was written by a newer version of the program: its format is {found}, this version knows {known}"
        )
        self.found = found
        self.known = known


class NotWritable(StoreError):
    """The folder or its file cannot be written by this user."""

    kind = TroubleKind.DATA_NOT_WRITABLE


class DiskFull(StoreError):
    kind = TroubleKind.DISK_FULL


class Broken(StoreError):
    """The file is damaged, or is not ours."""

    kind = TroubleKind.DATA_BROKEN


class NoFolder(StoreError):
    """There is no data folder where one was named, and none can be made, or it holds no data yet."""

    kind = TroubleKind.DATA_NOT_WRITABLE


class NoBackupFirst(NotWritable):
    """The data is of an older version and could not be backed up, so it was not changed."""

    SENTENCE = "The data was not brought to this version, because it could not be backed up first"


class Unreachable(StoreError):
    """The folder was there and is gone, or its drive gives no answer."""

    kind = TroubleKind.DATA_UNREACHABLE


_KINDS = {
    sqlite3.SQLITE_FULL: TroubleKind.DISK_FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: TroubleKind.DISK_FULL,  # no room for the index of the write-ahead log
    sqlite3.SQLITE_READONLY: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_PERM: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_AUTH: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_IOERR_WRITE: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_IOERR_FSYNC: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_IOERR_SHMOPEN: TroubleKind.DATA_NOT_WRITABLE,
    sqlite3.SQLITE_READONLY_DBMOVED: TroubleKind.DATA_UNREACHABLE,
    sqlite3.SQLITE_IOERR: TroubleKind.DATA_UNREACHABLE,  # every other failure of the drive itself
    sqlite3.SQLITE_BUSY: TroubleKind.DATA_LOCKED,
    sqlite3.SQLITE_LOCKED: TroubleKind.DATA_LOCKED,
    sqlite3.SQLITE_PROTOCOL: TroubleKind.DATA_LOCKED,
}
_OF_KIND: dict[TroubleKind, type[DataFolderBusy | NotWritable | DiskFull | Broken | Unreachable]] = {
    TroubleKind.DISK_FULL: DiskFull,
    TroubleKind.DATA_NOT_WRITABLE: NotWritable,
    TroubleKind.DATA_LOCKED: DataFolderBusy,
    TroubleKind.DATA_BROKEN: Broken,
    TroubleKind.DATA_UNREACHABLE: Unreachable,
}
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}


def kind_of(error: Exception) -> TroubleKind:
    """What to tell the user of; DATA_BROKEN where SQLite does not say or says that the file is damaged."""
    if isinstance(error, StoreError):
        return error.kind
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return TroubleKind.DATA_BROKEN
    # The extended code first, then the plain one in its lowest byte.
    return _KINDS.get(code) or _KINDS.get(code & 0xFF) or TroubleKind.DATA_BROKEN


def failure_of(error: sqlite3.Error) -> StoreError:
    return _OF_KIND[kind_of(error)](str(error))


def failure_of_os(error: OSError) -> StoreError:
    detail = f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return DiskFull(detail) if error.errno in _FULL_ERRNOS else NotWritable(detail)
