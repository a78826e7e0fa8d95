"""What measurements are made of: programs started and watched, runs in turn, and the figures that come of it."""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from machine import ROOT

HERE = Path(ROOT) / "packaging"
# Beside the checkout, because a temporary folder may be in memory, where a commit costs nothing.
FOLDERS = Path(ROOT) / "build"
PATIENCE_S = 60.0
COMMAND_PATIENCE_S = 300.0
LISTENING = r"listening on (ws://\S+)"
SHOWN = r"shown"
_SYNCS = 30
# Nothing of this account's settings for Python may leak in: without its cache of compiled files it starts much later.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    "PYTHONPATH": ROOT,
    "QT_QPA_PLATFORM": "offscreen",
    "LADDVAKT_SAY_WHEN_SHOWN": "1",
}


class Broken(Exception):
    """A measurement could not be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, worded."""

    what: str
    ours: str
    reference: str
    bound: str
    holds: bool | None  # None: told for information


class Running:
    """A program on its way; every line it prints is kept with the moment it came."""

    def __init__(self, command: Sequence[str | Path], home: Path | None = None) -> None:
        self._command = " ".join(map(str, command[1:4]))
        self._lines: list[tuple[float, str]] = []
        self._news = threading.Condition()
        self.begun_s = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=ENVIRONMENT | ({"XDG_DATA_HOME": str(home)} if home else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            at_s = time.perf_counter()
            with self._news:
                self._lines.append((at_s, line))
                self._news.notify_all()
        with self._news:
            self._lines.append((time.perf_counter(), ""))  # the end
            self._news.notify_all()

    def wait_for(self, pattern: str) -> tuple[re.Match[str], float]:
        """The first line with `pattern`, and the seconds it took to come. Raises Broken."""
        until, seen = time.monotonic() + PATIENCE_S, 0
        with self._news:
            while True:
                for at_s, line in self._lines[seen:]:
                    if match := re.search(pattern, line):
                        return match, at_s - self.begun_s
                    if not line:
                        raise Broken(f"{self._command} ended: {self.printed()}")
                seen = len(self._lines)
                if not self._news.wait(until - time.monotonic()):
                    raise Broken(f"{self._command} did not print “{pattern}”: {self.printed()}")

    def url(self) -> str:
        return self.wait_for(LISTENING)[0][1]

    def printed(self) -> str:
        return "".join(line for _, line in self._lines)[-2_000:]

    def rss_bytes(self) -> int:
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def children_rss_bytes(self) -> int:
        return sum(child.memory_info().rss for child in psutil.Process(self.process.pid).children(recursive=True))

    def last_words(self) -> Any:
        """End it in order; the JSON that it prints at its end."""
        self.process.terminate()
        return self.spoken()

    def spoken(self) -> Any:
        """The JSON that it prints at its end, which it comes to by itself."""
        self.process.wait(PATIENCE_S)
        self._reader.join()
        try:
            return json.loads(next(line for _, line in reversed(self._lines) if line.strip()))
        except (StopIteration, ValueError):
            raise Broken(f"{self._command} said nothing at its end: {self.printed()}") from None


@contextmanager
def running(*command: str | Path, home: Path | None = None) -> Iterator[Running]:
    """A program while the block runs; what is left of it then, and of its children, is killed.

    `home`: where it finds the user's data folder, when it is started without a word.
    """
    program = Running(command, home)
    try:
        yield program
    finally:
        if program.process.poll() is None:
            children = psutil.Process(program.process.pid).children(recursive=True)
            program.process.kill()
            for child in children:
                with suppress(psutil.NoSuchProcess):
                    child.kill()
            program.process.wait()


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the checkout's disk that is gone after the block."""
    FOLDERS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=FOLDERS, ignore_cleanup_errors=True) as made:
        yield Path(made)


@contextmanager
def serving(data: Path) -> Iterator[Running]:
    """`serve` as a user starts it, taking everybody in and asking nobody anything."""
    words = ("serve", "--listen", "127.0.0.1:0", "--approve-new", "--test-mode", "--data", data)
    with running(sys.executable, "-m", "app", *words) as program:
        yield program


@contextmanager
def ours() -> Iterator[Running]:
    with folder() as data, serving(data) as program:
        yield program


@contextmanager
def plain(kind: str) -> Iterator[Running]:
    """A server to compare with: "ocpp" or "websockets"."""
    with running(sys.executable, HERE / "bench_servers.py", kind) as program:
        yield program


def load(what: str, url: str, *words: object) -> Any:
    """What the load client measured. Raises Broken."""
    command = [sys.executable, str(HERE / "load.py"), what, url, *map(str, words)]
    return json.loads(output_of("the load client", command))


def printed_by(*words: str) -> str:
    """What our program printed when run with these words. Raises Broken."""
    return output_of(f"`{words[0]}`", [sys.executable, "-m", "app", *words])


def output_of(name: str, command: Sequence[str]) -> str:
    """What a command printed that is over soon. Raises Broken."""
    done = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8", timeout=COMMAND_PATIENCE_S
    )
    if done.returncode != 0:
        raise Broken(f"{name}: {done.stderr.strip()[-500:]}")
    return done.stdout


def in_turn(runs: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each, measured A B A B, so that what else the machine does falls on all alike."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(runs):
        for results, measure in zip(found, measures, strict=True):
            results.append(measure())
    return [statistics.median(results) for results in found]


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that `percent` of them do not exceed. Raises Broken where there are none."""
    if not values:
        raise Broken("nothing was measured")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def mb(count_bytes: float) -> str:
    return f"{count_bytes / 1e6:.0f} MB"


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms" if seconds >= 0.01 else f"{seconds * 1e3:.1f} ms"


# The machine.


def machine_sentence() -> str:
    """What all this was measured on; nothing that names the machine itself."""
    cores = os.cpu_count() or 1
    memory_gb = psutil.virtual_memory().total / 1e9
    parts = (
        f"{cores} core{'s' if cores != 1 else ''} of {_processor()}",
        f"{memory_gb:.0f} GB of memory",
        f"a disk that keeps a write in {_sync_ms():.1f} ms",
        _system(),
        f"Python {platform.python_version()}",
        f"PySide6 {version('PySide6-Essentials')}",
    )
    return ", ".join(parts)


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _sync_ms() -> float:
    """How long the disk takes to keep 4 KiB, the median of some."""
    took_ms = []
    with folder() as data, (data / "sync").open("wb", buffering=0) as file:
        for _ in range(_SYNCS):
            begun = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            took_ms.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(took_ms)
