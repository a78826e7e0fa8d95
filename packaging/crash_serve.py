"""The program under test: `serve` as its users start it, killed and started again; and the disk it writes on."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from crash_checks import FILE_NAME
from crash_tape import Violation

ROOT = Path(__file__).resolve().parent.parent
_STARTS_WITHIN_S = 60.0
_STOPS_WITHIN_S = 60.0


class Serve:
    """One data folder and one port, over many lives of the program."""

    def __init__(self, data: Path, log: Path) -> None:
        self.data = data
        self.log = log
        self.port = _free_port()
        self.start_s = 1.0  # how long the last start took until it listened
        self._process: asyncio.subprocess.Process | None = None
        self._begun = 0.0

    async def begin(self) -> None:
        """Start it, and do not wait for it to be ready."""
        words = ("serve", "--approve-new", "--test-mode", "--listen", f"127.0.0.1:{self.port}")
        self._begun = time.monotonic()
        with self.log.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "app", *words, "--data", str(self.data)),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def listens(self) -> None:
        """Return when it says that it is ready."""
        process = self._running
        if process.stdout is None:
            raise Violation("serve has no standard output")
        try:
            line = await asyncio.wait_for(process.stdout.readline(), _STARTS_WITHIN_S)
        except TimeoutError:
            raise Violation(f"serve was not ready in {_STARTS_WITHIN_S:.0f} s: {self.complaints()}") from None
        if b"listening on" not in line:
            await process.wait()
            raise Violation(f"serve did not start: {line!r}, status {process.returncode}: {self.complaints()}")
        self.start_s = time.monotonic() - self._begun

    async def start(self) -> None:
        await self.begin()
        await self.listens()

    async def kill(self) -> None:
        process = self._running
        if process.returncode is None:
            process.kill()
        await process.wait()

    def ask_to_stop(self) -> None:
        self._running.terminate()

    async def stop(self) -> None:
        """Stop it in order, as a system does at shutdown."""
        self.ask_to_stop()
        try:
            status = await asyncio.wait_for(self._running.wait(), _STOPS_WITHIN_S)
        except TimeoutError:
            raise Violation(f"serve did not stop in {_STOPS_WITHIN_S:.0f} s: {self.complaints()}") from None
        if status != 0:
            raise Violation(f"serve stopped with status {status}: {self.complaints()}")

    def must_live(self) -> None:
        if self._running.returncode is not None:
            raise Violation(f"serve ended by itself with {self._running.returncode}: {self.complaints()}")

    async def end(self) -> None:
        """However the test went, nothing of it stays."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def alive(self) -> bool:
        return self._running.returncode is None

    def complaints(self) -> str:
        """The end of what it has complained of."""
        return self.log.read_text("utf-8", "replace").strip()[-600:]

    def written_at(self) -> int:
        """Changes when the file itself is written, which only a checkpoint does: all else goes to its log."""
        try:
            return os.stat(self.data / FILE_NAME).st_mtime_ns
        except FileNotFoundError:
            return 0

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise Violation("serve was never started")
        return self._process


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


# Disks that fill up.


class Disk(Protocol):
    """A place for the data folder whose room the test decides on."""

    def fill(self, left_bytes: int) -> None: ...

    def make_room(self) -> None: ...


class SmallDisk:
    """A mounted file system of its own; only root may."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"
        self._folder = folder

    def fill(self, left_bytes: int) -> None:
        with self._filler.open("wb") as filler:
            while (free := shutil.disk_usage(self._folder).free) > left_bytes:
                # The program may have taken some of it meanwhile.
                with suppress(OSError):
                    os.posix_fallocate(filler.fileno(), 0, os.fstat(filler.fileno()).st_size + free - left_bytes)

    def make_room(self) -> None:
        self._filler.unlink()


class Ceiling:
    """Where nobody may mount: no file of the running program may grow beyond a size, so that its writes fail."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve

    def fill(self, left_bytes: int) -> None:
        log = self._serve.data / f"{FILE_NAME}-wal"
        self._limit(log.stat().st_size // 2 + left_bytes if log.exists() else left_bytes)

    def make_room(self) -> None:
        if self._serve.alive:  # the next one has no ceiling
            self._limit(None)

    def _limit(self, most_bytes: int | None) -> None:
        if sys.platform != "linux":
            raise Violation("Only Linux can limit what another program writes.")
        import resource

        most = resource.RLIM_INFINITY if most_bytes is None else most_bytes
        resource.prlimit(self._serve.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@contextmanager
def mounted(folder: Path, size: str = "256m") -> Iterator[bool]:
    """The folder on a disk of its own while the block runs; False where this machine lets nobody mount one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield False
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
