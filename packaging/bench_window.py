"""The program with its window, and in the window a timer that notes how late it is.

`python packaging/bench_window.py DATA [--stall]` prints the address where chargers can call, lives until SIGTERM, then
prints when each tick came and how late, as JSON. With --stall the window computes for half a second every two seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.application import EngineThread, Running
from app.gui.run import RunOptions, run
from app.settings import Address, Settings, resources_folder

TICK_MS = 16
STALL_S = 0.5
STALL_EVERY_MS = 2_000


class Probe(QObject):
    """A precise timer, armed anew at each tick, so that each tick's lateness is its own."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks: list[tuple[float, float]] = []  # the system's monotonic clock in s, late in ms
        self._since = QElapsedTimer()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self._arm()

    def _arm(self) -> None:
        self._since.start()
        self._timer.start(TICK_MS)

    @Slot()
    def _tick(self) -> None:
        self.ticks.append((time.monotonic(), self._since.nsecsElapsed() / 1e6 - TICK_MS))
        self._arm()


class Stall(QObject):
    """Keeps the window's thread busy in plain Python."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._compute)
        self._timer.start(STALL_EVERY_MS)

    @Slot()
    def _compute(self) -> None:
        until = time.monotonic() + STALL_S
        total = 0
        while time.monotonic() < until:
            total += sum(range(100))


def main(data: Path, stall: bool) -> int:
    application = QApplication(sys.argv[:1])  # here, because timers need it
    engines: list[EngineThread] = []

    def start_engine() -> Running:
        engines.append(EngineThread(Settings(data, listen=Address("127.0.0.1", 0), approve_new=True)))
        running = engines[0].start()
        print(f"listening on {running.urls[0]}", flush=True)
        return running

    probe = Probe()
    watched = (probe, Stall()) if stall else (probe,)
    status = run(start_engine, RunOptions(resources=resources_folder(), data=data, language="en", appearance="light"))
    for engine in engines:
        engine.stop()
    print(json.dumps(probe.ticks), flush=True)
    del watched, application
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--stall" in sys.argv[2:]))
