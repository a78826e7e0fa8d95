"""What is known of backups, and what a program that keeps them can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

Progress = Callable[[int, int], None]
"""Told how many of how many parts are done, from whichever thread does them."""


class Reason(Enum):
    """Why a backup was made. Only the daily ones make room for each other."""

    DAILY = "daily"
    ASKED = "asked"
    BEFORE_UPDATE = "before_update"
    BEFORE_RESTORE = "before_restore"


class WhyNot(Enum):
    """Why a backup could not be made or restored."""

    NO_FOLDER = "no_folder"
    NOT_WRITABLE = "not_writable"
    DISK_FULL = "disk_full"
    NO_DATA = "no_data"  # nothing was ever kept
    IN_USE = "in_use"  # a program runs on the data
    NO_FILE = "no_file"
    NOT_OURS = "not_ours"
    DAMAGED = "damaged"
    NEWER = "newer"
    CANCELLED = "cancelled"


class BackupFailed(Exception):
    """`why` is what to tell the user, `detail` the file, the folder or the system's own words."""

    def __init__(self, why: WhyNot, detail: str = "") -> None:
        super().__init__(f"{why.value}: {detail}")
        self.why = why
        self.detail = detail


@dataclass(frozen=True, slots=True)
class BackupFile:
    path: Path
    made_at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The computer that data lives on, and how chargers reach it there."""

    computer: str = ""
    addresses: tuple[str, ...] = ()  # "ws://192.168.1.20:8887/", the likeliest first
    program: str = ""  # the program's version
    data: str = ""  # the data folder; with the computer it tells whose backup this is


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup, or in the data itself."""

    made_at: datetime | None  # None: the data as it is now, or a plain copy of it
    schema: int
    chargers: int
    sessions: int
    first_at: datetime | None
    last_at: datetime | None
    energy_wh: int
    size_bytes: int
    origin: Origin = NOWHERE
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Storage:
    """What takes room on the disk, in bytes; the parts of the data file are estimates."""

    data: int
    messages: int
    backups: int
    backup_files: int

    @property
    def sessions(self) -> int:
        return max(0, self.data - self.messages)


class Backups(Protocol):
    """Every coroutine runs on the engine's loop and raises BackupFailed."""

    @property
    def folder(self) -> Path:
        """Where they are kept now."""

    async def listed(self) -> tuple[BackupFile, ...]:
        """The newest first; an empty answer where the folder is away."""

    async def make(self, told: Progress | None = None) -> BackupFile:
        """One now, because the user asked."""

    async def contents(self, file: Path | None) -> Contents:
        """None: of the data as it is now."""

    async def stage(self, file: Path) -> None:
        """Check it whole and lay it ready: it takes the data's place when the program starts the next time."""

    async def storage(self) -> Storage: ...

    async def origin(self) -> Origin:
        """This computer as it is now."""
