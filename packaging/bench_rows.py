"""What is measured: one function a row, each with its reference and its bound."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import bench_scale
from bench_parts import (
    HERE,
    SHOWN,
    Broken,
    Figure,
    Running,
    folder,
    in_turn,
    load,
    mb,
    ms,
    ours,
    percentile,
    plain,
    printed_by,
    running,
    serving,
)
from machine import ROOT

Row = Callable[[int], Iterator[Figure]]

# First window, and the packaged folder.
_START_TIMES = 1.5
_PACKAGED_TIMES = 2.0
_PACKAGED_BYTES = 150_000_000
_PACKAGED = Path(ROOT) / "dist" / "laddvakt"
# Memory.
_DEMO_CHARGES_S = 27.0  # the first car comes after 2 s, so it has charged for more than 20
_DEMO_BYTES = 140_000_000
_SERVE_BYTES = 60_000_000
_SESSION = """boot
plug
tap 04A2B3C4
wait for start
charge 10s at 7400
stop
unplug
wait for delivered
"""
# Messages a second: kind → times as many as the plain server.
_TIMES_AS_MANY = {"MeterValues": 10, "TransactionEvent": 10, "StartTransaction": 4, "Heartbeat": 4}
_LINES = 50
_THROUGHPUT_S = 3
# A thousand chargers.
_MANY = 1_000
_SETTLE_S = 6  # what the program asks newcomers is over by then
_STEADY_S = 15
_ANSWER_MS = 20
_LATE_MS = 5
_BURST_MS = 250
_LINE_BYTES = 60_000
_LINES_BEFORE = 20  # so that what the first ever line loads is not counted for each
# A busy window.
_STALLED_LINES = 100
_STALLED_S = 20  # ten stalls
_STALLED_MS = 100


# First window.


def _shown_s(*command: str | Path, home: Path | None = None) -> float:
    with running(*command, home=home) as program:
        return program.wait_for(SHOWN)[1]


def _source_shown_s(data: Path) -> float:
    return _shown_s(sys.executable, "-m", "app", home=data)


def _empty_shown_s() -> float:
    return _shown_s(sys.executable, HERE / "empty_window.py")


def window(runs: int) -> Iterator[Figure]:
    """From the start of the process to the first paint."""
    with folder() as data:
        ours_s, empty_s = in_turn(runs, lambda: _source_shown_s(data), _empty_shown_s)
    times = ours_s / empty_s
    yield Figure(
        "first window",
        f"{ms(ours_s)} ({times:.2f} ×)",
        f"empty PySide6 window {ms(empty_s)}",
        f"≤ {_START_TIMES} ×",
        times <= _START_TIMES,
    )


def package(runs: int) -> Iterator[Figure]:
    """The built program, where there is one."""
    built = _PACKAGED / ("laddvakt-cli.exe" if os.name == "nt" else "laddvakt")
    if not built.exists():
        yield Figure("packaged folder", "not built", "—", f"≤ {mb(_PACKAGED_BYTES)}", None)
        return
    files = [file for file in _PACKAGED.rglob("*") if file.is_file() and not file.is_symlink()]
    size_bytes = sum(file.stat().st_size for file in files)
    yield Figure("packaged folder", mb(size_bytes), "—", f"≤ {mb(_PACKAGED_BYTES)}", size_bytes <= _PACKAGED_BYTES)
    with folder() as data:
        packaged_s, source_s = in_turn(runs, lambda: _shown_s(built, home=data), lambda: _source_shown_s(data))
    times = packaged_s / source_s
    yield Figure(
        "first window, packaged",
        f"{ms(packaged_s)} ({times:.2f} ×)",
        f"source tree {ms(source_s)}",
        f"≤ {_PACKAGED_TIMES:g} ×",
        times <= _PACKAGED_TIMES,
    )


# Memory.


def memory(runs: int) -> Iterator[Figure]:
    """Resident memory of the program with the demo charging, and of `serve` after a session."""
    others: list[float] = []

    def demo() -> float:
        with folder() as data, running(sys.executable, "-m", "app", "--demo", "--data", data) as it:
            it.wait_for(SHOWN)
            time.sleep(_DEMO_CHARGES_S)
            others.append(it.children_rss_bytes())
            return it.rss_bytes()

    def empty() -> float:
        with running(sys.executable, HERE / "empty_window.py") as it:
            it.wait_for(SHOWN)
            return it.rss_bytes()

    def serve() -> float:
        with ours() as it, folder() as beside:
            script = beside / "session"
            script.write_text(_SESSION, encoding="utf-8")
            printed_by("simulate", "--url", it.url(), "--id", "LOAD-1", "--script", str(script))
            return it.rss_bytes()

    def bare() -> float:
        with running(sys.executable, "-c", "print('shown', flush=True); input()") as it:
            it.wait_for(SHOWN)
            return it.rss_bytes()

    demo_bytes, empty_bytes, serve_bytes, bare_bytes = in_turn(runs, demo, empty, serve, bare)
    yield Figure(
        "memory, demo open and charging",
        f"{mb(demo_bytes)} (and its virtual chargers' process {mb(median(others))})",
        f"empty PySide6 window {mb(empty_bytes)}",
        f"< {mb(_DEMO_BYTES)}",
        demo_bytes < _DEMO_BYTES,
    )
    yield Figure(
        "memory, `serve` after a session",
        mb(serve_bytes),
        f"Python alone {mb(bare_bytes)}",
        f"< {mb(_SERVE_BYTES)}",
        serve_bytes < _SERVE_BYTES,
    )


# Messages a second.


def throughput(runs: int) -> Iterator[Figure]:
    """Decoded, checked, decided, committed and answered, against validated and answered."""

    def measure(action: str, server: Callable[[], AbstractContextManager[Running]]) -> float:
        with server() as it:
            rate = load("throughput", it.url(), "--action", action, "--count", _LINES, "--seconds", _THROUGHPUT_S)
        return float(rate)

    for action, least in _TIMES_AS_MANY.items():
        ours_hz, plain_hz = in_turn(
            runs, partial(measure, action, ours), partial(measure, action, partial(plain, "ocpp"))
        )
        times = ours_hz / plain_hz
        yield Figure(
            f"{action} a second, {_LINES} lines",
            f"{ours_hz:,.0f} ({times:.1f} ×)",
            f"plain `ocpp` server {plain_hz:,.0f}",
            f"≥ {least} ×",
            times >= least,
        )


# A thousand chargers.


def _steady(url: str, count: int, seconds: float) -> tuple[list[float], float, float]:
    """Each answer's seconds, and when it was measured by the system's monotonic clock."""
    found = load("steady", url, "--count", count, "--seconds", seconds, "--settle", _SETTLE_S)
    if found["unanswered"]:
        raise Broken(f"{found['unanswered']} messages were not answered")
    return found["latencies_s"], found["begun"], found["ended"]


def _window_program(data: Path, *words: str) -> AbstractContextManager[Running]:
    return running(sys.executable, HERE / "bench_window.py", data, *words)


def _late_ms(program: Running, begun: float, ended: float) -> float:
    return percentile([late for at, late in program.last_words() if begun <= at <= ended], 99)


def chargers(runs: int) -> Iterator[Figure]:
    """A thousand charging, each telling ten values a second, with the window open."""
    late_ms: list[float] = []

    def answered_s() -> float:
        with folder() as data, _window_program(data) as it:
            latencies_s, begun, ended = _steady(it.url(), _MANY, _STEADY_S)
            late_ms.append(_late_ms(it, begun, ended))
        return percentile(latencies_s, 99)

    def without_window_s() -> float:
        with ours() as it:
            return percentile(_steady(it.url(), _MANY, _STEADY_S)[0], 99)

    def idle_late_ms() -> float:
        with folder() as data, _window_program(data) as it:
            it.url()
            time.sleep(_SETTLE_S)
            begun = time.monotonic()
            time.sleep(_STEADY_S)
            return _late_ms(it, begun, time.monotonic())

    answer_s, headless_s, idle_ms = in_turn(runs, answered_s, without_window_s, idle_late_ms)
    yield Figure(
        f"answer to MeterValues, {_MANY:,} chargers each second, window open (p99)",
        ms(answer_s),
        f"`serve` without a window {ms(headless_s)}",
        f"≤ {_ANSWER_MS} ms",
        answer_s * 1e3 <= _ANSWER_MS,
    )
    yield Figure(
        "lateness of a 16 ms timer in that window (p99)",
        f"{median(late_ms):.1f} ms",
        f"no chargers {idle_ms:.1f} ms",
        f"< {_LATE_MS} ms",
        median(late_ms) < _LATE_MS,
    )


def burst(runs: int) -> Iterator[Figure]:
    """A thousand StartTransactions at once; the program is then killed, and all must stand in its file."""

    def ours_s() -> float:
        with folder() as data:
            with serving(data) as it:
                took_s = float(load("burst", it.url(), "--count", _MANY))
            kept = len(json.loads(printed_by("sessions", "--json", "--data", str(data))))
        if kept != _MANY:
            raise Broken(f"{kept} of {_MANY} sessions were on the disk when their answers had left")
        return took_s

    def plain_s() -> float:
        with plain("ocpp") as it:
            return float(load("burst", it.url(), "--count", _MANY))

    took_s, reference_s = in_turn(runs, ours_s, plain_s)
    yield Figure(
        f"{_MANY:,} StartTransactions at once, all durable and answered",
        ms(took_s),
        f"plain `ocpp` server, storing nothing {ms(reference_s)}",
        f"≤ {_BURST_MS} ms",
        took_s * 1e3 <= _BURST_MS,
    )


def connections(runs: int) -> Iterator[Figure]:
    """What a line costs that speaks compressed, with its charger and its session."""

    def line_bytes(server: AbstractContextManager[Running]) -> float:
        with server as it:
            url = it.url()
            with _holding(url, _LINES_BEFORE):
                pass
            before = it.rss_bytes()
            with _holding(url, _MANY):
                time.sleep(1)  # for what is written a little later
                return (it.rss_bytes() - before) / _MANY

    ours_bytes, plain_bytes = in_turn(runs, lambda: line_bytes(ours()), lambda: line_bytes(plain("websockets")))
    yield Figure(
        f"memory of each of {_MANY:,} compressed connections",
        f"{ours_bytes / 1e3:.0f} KB",
        f"`websockets` as delivered {plain_bytes / 1e3:.0f} KB",
        f"< {_LINE_BYTES / 1e3:.0f} KB",
        ours_bytes < _LINE_BYTES,
    )


@contextmanager
def _holding(url: str, count: int) -> Iterator[Running]:
    """A load client, once all its chargers are there."""
    with running(sys.executable, HERE / "load.py", "hold", url, "--count", str(count)) as it:
        it.wait_for("connected")
        yield it


def stall(runs: int) -> Iterator[Figure]:
    """The longest that any answer took while the window computed, ten times half a second."""

    def longest_s(*words: str) -> float:
        with folder() as data, _window_program(data, *words) as it:
            return max(_steady(it.url(), _STALLED_LINES, _STALLED_S)[0])

    stalled_s, calm_s = in_turn(runs, lambda: longest_s("--stall"), longest_s)
    yield Figure(
        "longest answer while the window is busy for 0.5 s",
        ms(stalled_s),
        f"window at rest {ms(calm_s)}",
        f"≤ {_STALLED_MS} ms",
        stalled_s * 1e3 <= _STALLED_MS,
    )


# Name → what is measured, and how often where nothing else is asked for.
ROWS: dict[str, tuple[Row, int]] = {
    "window": (window, 11),
    "memory": (memory, 3),
    "throughput": (throughput, 5),
    "chargers": (chargers, 3),
    "burst": (burst, 5),
    "connections": (connections, 3),
    "stall": (stall, 1),
    "package": (package, 9),
    "start": (bench_scale.start_up, 7),
    "history": (bench_scale.history, 7),
    "prices": (bench_scale.prices, 3),
    "backup": (bench_scale.backup, 3),
    "slow-disk": (bench_scale.slow_disk, 5),
}
