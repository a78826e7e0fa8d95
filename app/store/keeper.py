"""Keeps the backups of a running program: one a day, one when the user asks, and answers what is in them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from app.core.backups import BackupFailed, BackupFile, Contents, Origin, Progress, Reason, Storage, WhyNot
from app.core.contact import TroubleKind
from app.core.interfaces import Now, utc_now
from app.core.site import Site
from app.store import contents, restore, shelf
from app.store.backup import Keeping
from app.store.failures import StoreError

T = TypeVar("T")

# Not while everything else starts, and soon enough for a laptop that is opened for an hour.
FIRST_LOOK_S = 60.0
LOOK_EVERY_S = 900.0
EVERY = timedelta(days=1)

_WHY = {TroubleKind.DISK_FULL: WhyNot.DISK_FULL, TroubleKind.DATA_BROKEN: WhyNot.DAMAGED}


class Keeper:
    """core's Backups. Its coroutines run on the engine's loop, their work on a thread of their own."""

    def __init__(
        self,
        site: Site,
        data: Path,
        folder: Callable[[], str],
        keeping: Callable[[], Keeping],
        now: Now = utc_now,
    ) -> None:
        """`folder` is the one the user chose, empty for the one beside the data; `keeping` may take a while."""
        self._site = site
        self._data = data
        self._chosen = folder
        self._keeping = keeping
        self._now = now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="backup")
        self._closing = threading.Event()

    @property
    def folder(self) -> Path:
        chosen = self._chosen()
        return Path(chosen) if chosen else self._data / shelf.FOLDER

    @property
    def _folders(self) -> tuple[Path, ...]:
        """Those made before an update or a restore stay beside the data."""
        return self.folder, self._data / shelf.FOLDER

    async def listed(self) -> tuple[BackupFile, ...]:
        return tuple(await asyncio.to_thread(shelf.listed, *self._folders))

    async def make(self, told: Progress | None = None) -> BackupFile:
        return await self._make(Reason.ASKED, told)

    async def contents(self, file: Path | None) -> Contents:
        if file is None:
            return await asyncio.to_thread(contents.contents_of_data, self._data)
        return await asyncio.to_thread(contents.contents_of, file)

    async def stage(self, file: Path) -> None:
        await self._run(lambda: restore.stage(file, self._data))

    async def storage(self) -> Storage:
        return await asyncio.to_thread(self._storage)

    async def origin(self) -> Origin:
        return (await asyncio.to_thread(self._keeping)).origin

    def _storage(self) -> Storage:
        data, messages = contents.storage_of(self._data)
        kept = shelf.listed(*self._folders)
        return Storage(data, messages, sum(each.size_bytes for each in kept), len(kept))

    async def keep_daily(self) -> None:
        """For ever: one whenever the newest is older than a day."""
        await asyncio.sleep(FIRST_LOOK_S)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Make the day's backup where it is time for one. A failure is told as a trouble, and tried again."""
        kept = await asyncio.to_thread(shelf.listed, self.folder)
        newest = kept[0].made_at if kept else None
        self._site.newest_backup_at = newest
        folder_there = await asyncio.to_thread(self.folder.is_dir)
        if newest is not None and folder_there and self._now() - newest < EVERY:
            self._site.passed(TroubleKind.BACKUP_FAILED)
            return
        try:
            await self._make(Reason.DAILY)
        except BackupFailed as failure:
            if failure.why is WhyNot.DAMAGED:
                # Writing may go on for long beside a damaged page: it is told until a backup finds the data sound.
                self._site.trouble(TroubleKind.DATA_BROKEN, failure.detail, lasting=True)
            elif failure.why not in (WhyNot.CANCELLED, WhyNot.NO_DATA):
                self._site.trouble(TroubleKind.BACKUP_FAILED, failure.detail)

    async def _make(self, reason: Reason, told: Progress | None = None) -> BackupFile:
        folder = self.folder

        def work() -> BackupFile:
            return shelf.keep(
                *(self._data, folder, self._keeping(), reason),
                now=self._now,
                told=told,
                cancelled=self._closing.is_set,
            )

        made = await self._run(work)
        self._site.newest_backup_at = made.made_at
        self._site.passed(TroubleKind.BACKUP_FAILED, TroubleKind.DATA_BROKEN)
        return made

    async def _run(self, work: Callable[[], T]) -> T:
        """One after the other, on the thread that backups have."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except StoreError as failure:
            raise BackupFailed(_WHY.get(failure.kind, WhyNot.NOT_WRITABLE), failure.detail) from failure

    async def close(self) -> None:
        """A backup that is being made is given up; nothing of it stays."""
        self._closing.set()
        await asyncio.to_thread(self._thread.shutdown, True, cancel_futures=True)
