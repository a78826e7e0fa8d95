"""Holds what is in the data file against the truth: all that was acknowledged is there once, and nothing else.

It reads the file with sqlite3 alone and knows its tables by name, so that no fault of the program's own reading can
hide one of its writing.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crash_tape import Tape, TrueReading, TrueSession, Violation
from machine import ROOT

FILE_NAME = "laddvakt.sqlite3"
# The file as a kill leaves it: with its log, and without the marks of readers, which no start may need.
_LEFT = (FILE_NAME, f"{FILE_NAME}-wal")


@dataclass(frozen=True, slots=True)
class Row:
    """A session as the file has it."""

    id: int
    charger_id: str
    outlet: int
    transaction_id: str
    started_us: int
    stopped_us: int | None
    card: str | None
    start_wh: int | None
    stop_wh: int | None
    energy_wh: int
    quality: str
    evidence: str


_SESSIONS = (
    "SELECT id, charger_id, outlet, transaction_id, started_us, stopped_us, card, meter_start_wh, meter_stop_wh,"
    " energy_wh, quality, evidence FROM sessions ORDER BY id"
)
_READINGS = (
    "SELECT charger_id, outlet, at_ms, moment, energy_wh, session_id"
    " FROM readings LEFT JOIN places ON places.id = readings.place_id"
)


def check_left_behind(data: Path, scratch: Path, tape: Tape) -> None:
    """Check the files of a program that is dead, on a copy: what repairs them shall be the next start."""
    if not (data / FILE_NAME).exists():  # it died before it had made one
        check_rows([], {}, tape)
        return
    scratch.mkdir(exist_ok=True)
    for name in (*_LEFT, f"{FILE_NAME}-shm"):
        (scratch / name).unlink(missing_ok=True)
    for name in _LEFT:
        if (data / name).exists():
            shutil.copyfile(data / name, scratch / name)
    with closing(sqlite3.connect(scratch / FILE_NAME)) as connection:
        _check(connection, tape)
        whole = connection.execute("PRAGMA user_version").fetchone()[0] == _newest_schema()
    if whole:  # else it died before it had made all of its tables
        _check_by_command(scratch)


def _newest_schema() -> int:
    return max(int(each.name[:4]) for each in (Path(ROOT) / "app" / "store" / "migrations").glob("*.sql"))


def _check_by_command(data: Path) -> None:
    """What the program's own `check` says of it."""
    command = [sys.executable, "-m", "app", "check", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise Violation(f"`check` finds fault: {done.stdout.strip()} {done.stderr.strip()}")


def check_beside(data: Path, tape: Tape) -> None:
    """Check the file that a running program has open, as a reader that it does not notice."""
    with closing(sqlite3.connect(f"{(data / FILE_NAME).as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")  # all of it as of one instant
        _check(connection, tape)


def check_end(data: Path, tape: Tape) -> None:
    """Check that everything is told and kept: one row for each session that happened, each with its exact energy."""
    for session in tape.sessions:
        if not session.ended.acknowledged:
            raise Violation(f"A stop was never acknowledged: {session}")
    with closing(sqlite3.connect(data / FILE_NAME)) as connection:
        _check(connection, tape)
        sessions = [Row(*found) for found in connection.execute(_SESSIONS)]
    opened = [each for each in sessions if each.stopped_us is None]
    if opened:
        raise Violation(f"Still open at the end: {opened[0]}")
    true_wh, kept_wh = sum(each.energy_wh for each in tape.sessions), sum(each.energy_wh for each in sessions)
    if (len(tape.sessions), true_wh) != (len(sessions), kept_wh):
        raise Violation(
            f"{len(tape.sessions)} sessions with {true_wh} Wh became {len(sessions)} with {kept_wh} Wh in the file"
        )
    for each in sessions:
        if each.quality != "measured":
            raise Violation(f"Every message arrived, and a session is not said to be measured: {each}")


def _check(connection: sqlite3.Connection, tape: Tape) -> None:
    try:
        _check_integrity(connection)
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'readings'").fetchone():
            check_rows([], {}, tape)  # it died before it had made its tables
            return
        chargers = {name for (name,) in connection.execute("SELECT id FROM chargers WHERE standing = 'approved'")}
        lost = tape.introduced - chargers
        if lost:
            raise Violation(f"A charger whose introduction was answered is not in the file: {min(lost)}")
        sessions = [Row(*found) for found in connection.execute(_SESSIONS)]
        readings = {tuple(found[:4]): (found[4], found[5]) for found in connection.execute(_READINGS)}
    except sqlite3.Error as error:
        raise Violation(f"The file cannot be read: {error}") from error
    check_rows(sessions, readings, tape)


def _check_integrity(connection: sqlite3.Connection) -> None:
    found = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise Violation(f"The file is damaged: {'; '.join(found[:3])}")


Readings = dict[tuple[object, ...], tuple[int | None, int | None]]
"""(charger, outlet, instant in ms, moment) → register in Wh, number of its session."""


def check_rows(rows: list[Row], readings: Readings, tape: Tape) -> None:
    """Raises Violation with the first promise that these rows break."""
    by_start: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows:
        by_start.setdefault((row.charger_id, row.outlet, row.started_us), []).append(row)
    for number, times in Counter((row.charger_id, row.transaction_id) for row in rows).most_common(1):
        if times > 1:
            raise Violation(f"{times} sessions have the same charger and transaction: {number}")
    readings = dict(readings)
    for session in tape.sessions:
        found = by_start.pop((session.charger_id, session.outlet, session.started_ms * 1000), [])
        if len(found) > 1:
            raise Violation(f"One session is there {len(found)} times: {session}: {found}")
        if not found and session.began.acknowledged:
            raise Violation(f"An acknowledged start is not in the file: {session}")
        if found and not session.began.sent:
            raise Violation(f"A session is in the file that was not told yet: {session}: {found[0]}")
        kept_session = found[0] if found else None
        if kept_session is not None:
            _check_session(session, kept_session)
        for reading in session.readings:
            kept = readings.pop((session.charger_id, session.outlet, reading.at_ms, reading.moment), None)
            _check_reading(session, kept_session, reading, kept)
    for strangers in by_start.values():
        raise Violation(f"A session is in the file that never was: {strangers[0]}")
    for stranger in readings.items():
        raise Violation(f"A reading is in the file that never was: {stranger}")


def _check_session(session: TrueSession, row: Row) -> None:
    if session.began.acknowledged and row.transaction_id != session.transaction_id:
        raise Violation(f"The session has another transaction's number in the file: {session}: {row}")
    if row.start_wh != session.start_wh or row.card != session.card:
        raise Violation(f"The session has another start or card in the file: {session}: {row}")
    if row.stopped_us is None:
        if session.ended.acknowledged:
            raise Violation(f"An acknowledged stop is not in the file: {session}: {row}")
        registers = [each.register_wh for each in session.readings if each.told.acknowledged]
        least_wh = max([session.start_wh, *registers]) - session.start_wh
        sent = [each.register_wh for each in session.readings if each.told.sent]
        most_wh = max([session.start_wh, *sent]) - session.start_wh
        if not least_wh <= row.energy_wh <= most_wh:
            raise Violation(
                f"The energy so far is {row.energy_wh} Wh and not {least_wh} to {most_wh} Wh: {session}: {row}"
            )
        return
    if not session.ended.sent or session.stopped_ms is None:
        raise Violation(f"A session is over in the file whose stop was not told yet: {session}: {row}")
    if (row.stopped_us, row.stop_wh, row.energy_wh) != (session.stopped_ms * 1000, session.stop_wh, session.energy_wh):
        raise Violation(
            f"A session did not end as it is in the file, but at {session.stopped_ms} ms with {session.stop_wh} Wh,"
            f" {session.energy_wh} Wh of energy: {session}: {row}"
        )


def _check_reading(
    session: TrueSession, row: Row | None, reading: TrueReading, kept: tuple[int | None, int | None] | None
) -> None:
    if kept is None:
        if reading.told.acknowledged:
            raise Violation(f"An acknowledged reading is not in the file: {reading} of {session}")
        return
    if not reading.told.sent:
        raise Violation(f"A reading is in the file that was not told yet: {reading} of {session}")
    if kept[0] != reading.register_wh:
        raise Violation(f"A reading has another value in the file, {kept[0]} Wh: {reading} of {session}")
    if row is None or kept[1] != row.id:
        raise Violation(f"A reading belongs to another session in the file, {kept[1]}: {reading} of {session}: {row}")


def sessions_listed(data: Path, root: Path) -> str:
    """What the program itself lists, from its files alone."""
    command = [sys.executable, "-m", "app", "sessions", "--json", "--data", str(data)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Violation(f"`sessions` ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout
