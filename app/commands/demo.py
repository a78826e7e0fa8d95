"""The demo: a data folder that is gone when the program ends, and virtual chargers in a process of their own."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from app.application import EngineThread, Running
from app.settings import Address, Settings
from app.store import StoreError
from app.store.database import LOCK_NAME, FolderLock
from app.virtual.names import CARPORT, GARAGE

_PREFIX = "laddvakt-demo-"


class DemoThread(EngineThread):
    """The engine on the demo's folder, with two chargers that plug in, charge and stop by themselves."""

    def __init__(self) -> None:
        clear_earlier_demos(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        self._chargers: subprocess.Popen[bytes] | None = None
        super().__init__(Settings(Path(self._folder.name), listen=Address("127.0.0.1", 0), approve_new=True))

    def start(self) -> Running:
        """Name the two chargers and let them loose. Their process ends when its standard input does: never after us."""
        run = super().start()
        for charger_id, name in ((GARAGE, "Garage"), (CARPORT, "Carport")):
            run.call(run.site.wishes.add_charger(charger_id, name)).result()
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
        self._chargers = subprocess.Popen(  # noqa: S603 - our own program
            [*program, "demo-chargers", run.urls[0]],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[2],
        )
        return run

    def stop(self) -> None:
        super().stop()
        if self._chargers is not None:
            if self._chargers.stdin is not None:
                self._chargers.stdin.close()
            try:
                self._chargers.wait(5)
            except subprocess.TimeoutExpired:
                self._chargers.kill()
                self._chargers.wait()
        self._folder.cleanup()


def clear_earlier_demos(folder: Path) -> None:
    """Remove what demos that were killed have left there; never one that runs, never through a link. Blocking."""
    for demo in folder.glob(f"{_PREFIX}*"):
        try:
            found = demo.lstat()
            if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
                continue
            if not stat.S_ISREG((demo / LOCK_NAME).lstat().st_mode):
                continue
            lock = FolderLock(demo)
        except (OSError, StoreError):  # in use, or so new that it has no lock yet, or gone meanwhile
            continue
        shutil.rmtree(demo, ignore_errors=True)  # follows no links
        lock.release()
        shutil.rmtree(demo, ignore_errors=True)  # Windows lets go of the lock's own file only now
