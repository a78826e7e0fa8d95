"""Sessions → CSV and JSON files, for people and for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.engine import SessionsFile
from app.core.model import Session
from app.exports.rows import SESSION_COLUMNS, session_row

# The columns of a file for people, in order; the window gives each its title.
COLUMNS = ("started", "ended", "charger", "outlet", "card", "energy_kwh", "duration_min", "quality", "transaction")
# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sessions(sessions: Iterable[Session], people: Mapping[int, str], into: SessionsFile) -> int:
    """Write the file beside its place, then put it there whole; how many sessions. Raises OSError.

    A link is followed, and what is not an ordinary file (a device, a pipe) is written to as it is.
    """
    listed = list(sessions)
    into = replace(into, path=into.path.resolve())
    if into.path.exists() and not into.path.is_file():
        _write(listed, people, into, into.path)
        return len(listed)
    beside = into.path.with_name(into.path.name + ".part")
    try:
        _write(listed, people, into, beside)
        beside.replace(into.path)
    finally:
        beside.unlink(missing_ok=True)
    return len(listed)


def _write(listed: list[Session], people: Mapping[int, str], into: SessionsFile, file: Path) -> None:
    if into.format == "json":
        rows = [session_row(session, people) for session in listed]
        file.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    elif into.titles:
        _write_for_people(listed, into, file)
    else:
        _write_for_programs(listed, people, file)


def _write_for_programs(sessions: list[Session], people: Mapping[int, str], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as writing:
        writer = csv.writer(writing)
        writer.writerow(SESSION_COLUMNS)
        for session in sessions:
            row = session_row(session, people)
            writer.writerow(["" if row[name] is None else harmless(str(row[name])) for name in SESSION_COLUMNS])


def _write_for_people(sessions: list[Session], into: SessionsFile, file: Path) -> None:
    zone = ZoneInfo(into.zone)
    # The byte order mark is how a spreadsheet knows that this is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as writing:
        writer = csv.writer(writing, delimiter=into.delimiter)
        writer.writerow(into.titles)
        for session in (each.booked for each in sessions):
            ended = session.stopped_at
            minutes = "" if ended is None else str(round((ended - session.started_at).total_seconds() / 60))
            kwh = f"{session.energy_wh // 1000}{into.decimal}{session.energy_wh % 1000:03d}"
            writer.writerow(
                [
                    session.started_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
                    "" if ended is None else ended.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
                    harmless(session.charger_id),
                    str(session.outlet),
                    harmless(session.card or ""),
                    kwh,
                    minutes,
                    session.quality.value,
                    harmless(session.transaction_id),
                ]
            )


def harmless(text: str) -> str:
    """The text as a spreadsheet will show it, and not compute it. Plain numbers are left alone."""
    if text.startswith(_FORMULA) and not text.lstrip("+-").isdecimal():
        return "'" + text
    return text
