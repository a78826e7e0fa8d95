"""What is measured with ten years of data, during a backup, and on a slow disk: rows as in bench_rows.py."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

from bench_parts import HERE, Figure, Running, folder, in_turn, load, mb, ms, output_of, printed_by, running, serving

_STARTS_LATER_MS = 100
_HISTORY_MS = {"first screen": 150, "year's chart": 300, "search in all years": 200}
# Of each its name, what it is, its reference, its bound.
_PRICES = (
    ("all", "10,000 sessions reckoned by quarter-hour prices and kept", ("reading them", "read"), "< 20 s", 20),
    ("one", "one session reckoned by quarter-hour prices", ("by a flat price", "flat"), "< 5 ms", 0.005),
    ("pdf", "a statement of 200 sessions as PDF, with Qt's start", ("as CSV", "csv"), "< 1 s", 1),
)
_EMPTY = "empty: "
_HISTORY_MS_EMPTY = [_EMPTY + name for name in _HISTORY_MS]
_BACKUP_LINES = 100
_BACKUP_S = 15
_BACKUP_MS = 100
_SLOW_SYNC_MS = 20
_SLOW_STARTS = 100
_SLOW_MS = 150


def start_up(runs: int) -> Iterator[Figure]:
    """`serve` until it listens, with ten years of data and with none."""
    with folder() as full, folder() as empty:
        sessions = _ten_years(full)
        full_s, empty_s = in_turn(runs, lambda: _listens_s(full), lambda: _listens_s(empty))
    yield Figure(
        f"start of `serve` with {sessions:,} sessions",
        ms(full_s),
        f"empty file {ms(empty_s)}",
        f"≤ {_STARTS_LATER_MS} ms later",
        (full_s - empty_s) * 1e3 <= _STARTS_LATER_MS,
    )


def _ten_years(data: Path) -> int:
    """Fill this new folder; how many sessions."""
    return int(output_of("the ten years", [sys.executable, str(HERE / "bench_years.py"), str(data)]))


def _listens_s(data: Path) -> float:
    words = ("serve", "--listen", "127.0.0.1:0", "--test-mode", "--data", data)
    with running(sys.executable, "-m", "app", *words) as it:
        took_s = it.wait_for("listening on")[1]
        it.process.terminate()  # in order, so that the next start finds nothing to mend
        it.process.wait()
        return took_s


def slow_disk(runs: int) -> Iterator[Figure]:
    """A hundred chargers starting at once where each commit takes 20 ms longer."""

    def starts_s(sync_ms: int) -> float:
        with folder() as data, _slow_serve(data, sync_ms) as it:
            return float(load("burst", it.url(), "--count", _SLOW_STARTS))

    slow_s, quick_s = in_turn(runs, lambda: starts_s(_SLOW_SYNC_MS), lambda: starts_s(0))
    yield Figure(
        f"{_SLOW_STARTS} StartTransactions at once on a disk slowed to {_SLOW_SYNC_MS} ms a sync",
        ms(slow_s),
        f"this disk {ms(quick_s)}",
        f"≤ {_SLOW_MS} ms",
        slow_s * 1e3 <= _SLOW_MS,
    )


def history(runs: int) -> Iterator[Figure]:
    """History in the real window, from the wish to the painted answer."""
    took: dict[str, list[float]] = {name: [] for name in (*_HISTORY_MS, *_HISTORY_MS_EMPTY)}

    def look(data: Path, prefix: str) -> float:
        for name, took_s in json.loads(output_of("History", [sys.executable, *_history_words(data)])).items():
            took[prefix + name].append(took_s)
        return 0.0

    with folder() as full, folder() as empty:
        sessions = _ten_years(full)
        in_turn(runs, lambda: look(full, ""), lambda: look(empty, _EMPTY))
    for name, most_ms in _HISTORY_MS.items():
        took_s = median(took[name])
        yield Figure(
            f"History with {sessions:,} sessions: {name}",
            ms(took_s),
            f"empty file {ms(median(took[_EMPTY + name]))}",
            f"< {most_ms} ms",
            took_s * 1e3 < most_ms,
        )


def _history_words(data: Path) -> tuple[str, ...]:
    return (str(HERE / "bench_history.py"), str(data))


def prices(runs: int) -> Iterator[Figure]:
    """What ten years of a household cost, what one session costs, and a month's statement as PDF."""
    took: dict[str, list[float]] = {}

    def look() -> float:
        with folder() as data:
            command = [sys.executable, str(HERE / "bench_prices.py"), str(data)]
            for name, took_s in json.loads(output_of("the prices", command)).items():
                took.setdefault(name, []).append(took_s)
        return 0.0

    in_turn(runs, look)
    for name, what, beside, bound, most_s in _PRICES:
        ours_s = median(took[name])
        reference, reference_name = beside
        yield Figure(what, ms(ours_s), f"{reference} {ms(median(took[reference_name]))}", bound, ours_s < most_s)


def backup(runs: int) -> Iterator[Figure]:
    """The longest that any of a hundred chargers waited for an answer while ten years of data were backed up."""
    sizes: list[float] = []

    def longest_s(data: Path, beside: Path | None) -> float:
        """`beside`: where to put backups, one after the other, for as long as the chargers speak."""
        with serving(data) as it, running(sys.executable, HERE / "load.py", *_steady_words(it.url())) as chargers:
            while beside is not None and chargers.process.poll() is None:
                file = beside / f"{len(sizes)}.sqlite3"
                printed_by("backup", str(file), "--data", str(data))
                sizes.append(file.stat().st_size)
            return float(max(chargers.spoken()["latencies_s"]))

    with folder() as data, folder() as beside:
        sessions = _ten_years(data)
        during_s, calm_s = in_turn(runs, lambda: longest_s(data, beside), lambda: longest_s(data, None))
    yield Figure(
        f"longest answer while {sessions:,} sessions are backed up ({mb(median(sizes))})",
        ms(during_s),
        f"no backup {ms(calm_s)}",
        f"≤ {_BACKUP_MS} ms longer",
        (during_s - calm_s) * 1e3 <= _BACKUP_MS,
    )


def _steady_words(url: str) -> tuple[str, ...]:
    return ("steady", url, "--count", str(_BACKUP_LINES), "--seconds", str(_BACKUP_S), "--settle", "2")


def _slow_serve(data: Path, sync_ms: int) -> AbstractContextManager[Running]:
    words = ("--listen", "127.0.0.1:0", "--approve-new", "--test-mode", "--data", data)
    return running(sys.executable, HERE / "slow_serve.py", str(sync_ms), *words)
