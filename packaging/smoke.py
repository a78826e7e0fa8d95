"""Tries out the built program: its version, a charging session through `serve`, the window, a clean end, its size.

`python packaging/smoke.py [FOLDER]`, by default dist/laddvakt. Standard library alone; everything it starts uses a
temporary data folder, the loopback network and no screen.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".exe" if os.name == "nt" else ""
LARGEST_BYTES = 150_000_000
START_S = 60.0  # the longest that a start may take on a slow, busy machine
SESSION_S = 180.0  # until a virtual car has come and taken some energy
WINDOW_S = 8.0  # how long the window is left to itself
STOP_S = 30.0
CHARGER = "SMOKE-1"

Found = TypeVar("Found")


class Failed(Exception):
    """The built program is not fit to ship; the text says why."""


class Program:
    """The built programs of one folder, run with a home of their own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        self.data = home / "data"
        # Nothing of this account's settings, and nothing of the checkout, may leak in.
        places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            **{name: str(home) for name in places},
            "QT_QPA_PLATFORM": "offscreen",
        }
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            self.environment.pop(name, None)

    def path(self, name: str) -> str:
        return str(self.folder / (name + SUFFIX))

    def ask(self, *words: str) -> str:
        """Runs a command to its end; what it printed."""
        done = subprocess.run(
            [self.path("laddvakt-cli"), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=START_S,
        )
        if done.returncode != 0:
            raise Failed(f"`{' '.join(words)}` ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    @contextmanager
    def running(self, name: str, *words: str) -> Iterator[Running]:
        """A program that runs while the block does."""
        log = self.home / f"{name}-{words[0].strip('-')}.log"
        with log.open("w") as printed:
            process = subprocess.Popen(
                [self.path(name), *words],
                env=self.environment,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield Running(" ".join([name, *words[:1]]), process, log)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


class Running:
    """A program on its way, with the file that gathers all it prints."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.name = name
        self.process = process
        self.log = log

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def must_live(self) -> None:
        if self.process.poll() is not None:
            raise Failed(f"{self.name} ended by itself with {self.process.returncode}: {self.printed()}")

    def stop(self) -> None:
        """Ends it as a system does at shutdown; it must obey, in order, and leave no process behind."""
        if os.name != "posix":
            self.process.terminate()  # Windows has no polite way to end a program without a window
            self.process.wait(STOP_S)
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name} did not stop within {STOP_S:.0f} s of SIGTERM") from None
        if status != 0 or "Traceback" in self.printed():
            raise Failed(f"{self.name} stopped with {status}: {self.printed()}")
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        raise Failed(f"{self.name} left a process running")


def try_version(program: Program) -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    answer = program.ask("--version").strip()
    if project["version"] not in answer:
        raise Failed(f"--version prints {answer!r}, not {project['version']}")
    return answer


def try_session(program: Program) -> str:
    """A virtual charger's session must reach `sessions` through a running `serve`."""
    data = ("--data", str(program.data))
    with program.running("laddvakt-cli", "serve", "--listen", "127.0.0.1:0", "--approve-new", *data) as serve:
        url = wait_for(lambda: re.search(r"listening on (wss?://[^\s/]+)", serve.printed()), serve)
        words = ("--url", url[1], "--id", CHARGER, "--ocpp", "1.6", "--outlets", "1")
        with program.running("laddvakt-cli", "simulate", *words) as charger:
            energy_wh = wait_for(lambda: charged_wh(program.ask("sessions", "--json", *data)), charger)
        serve.stop()
    return f"{energy_wh} Wh"


def try_workbook(program: Program) -> str:
    """The session is written by a library that only loads when it is wanted."""
    file = program.data / "sessions.xlsx"
    program.ask("export", "sessions", "--out", str(file), "--data", str(program.data))
    with zipfile.ZipFile(file) as book:
        if CHARGER.encode() not in book.read("xl/worksheets/sheet1.xml"):
            raise Failed("the workbook lacks the session")
    return f"{file.stat().st_size} bytes"


def charged_wh(listed: str) -> int:
    """The energy of the virtual charger's sessions in what `sessions --json` printed."""
    rows = [row for row in json.loads(listed) if row["charger_id"] == CHARGER]
    return sum(row["energy_wh"] or 0 for row in rows)


def try_window(program: Program) -> str:
    with program.running("laddvakt", "--demo") as window:
        until = time.monotonic() + WINDOW_S
        while time.monotonic() < until:
            window.must_live()
            time.sleep(0.2)
        window.stop()
    return f"open for {WINDOW_S:.0f} s, stopped in order"


def try_size(program: Program) -> str:
    files = [file for file in program.folder.rglob("*") if file.is_file() and not file.is_symlink()]
    size_bytes = sum(file.stat().st_size for file in files)
    if size_bytes > LARGEST_BYTES:
        raise Failed(f"the folder has {size_bytes / 1e6:.0f} MB, more than {LARGEST_BYTES / 1e6:.0f}")
    return f"{size_bytes / 1e6:.0f} MB"


def wait_for(look: Callable[[], Found | None], running: Running) -> Found:
    """What `look` finds, once it finds something, while the program it depends on lives."""
    until = time.monotonic() + SESSION_S
    while time.monotonic() < until:
        running.must_live()
        if found := look():
            return found
        time.sleep(0.5)
    raise Failed(f"nothing came of {running.name} within {SESSION_S:.0f} s: {running.printed()}")


TRIALS = (
    ("version", try_version),
    ("session", try_session),
    ("workbook", try_workbook),
    ("window", try_window),
    ("size", try_size),
)


def main(words: list[str]) -> int:
    folder = Path(words[0]).resolve() if words else ROOT / "dist" / "laddvakt"
    with tempfile.TemporaryDirectory(prefix="laddvakt-smoke-") as home:
        program = Program(folder, Path(home))
        for name, trial in TRIALS:
            try:
                print(f"{name}: {trial(program)}", flush=True)
            except (Failed, OSError, subprocess.TimeoutExpired) as failure:
                print(f"{name}: FAILED: {failure}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
