"""Sessions → CSV: for people in their language's manner, for programs under the contract's names."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from app.core.model import Session
from app.core.papers.sessions_file import Column, SessionsFile, Wording
from app.exports.cells import cell
from app.exports.for_people import Shown, columns, kwh
from app.exports.names import Names
from app.exports.rows import SESSION_COLUMNS, Row, session_row

# What stands after the contract's columns.
FURTHER_COLUMNS = (
    "energy_kwh",
    "vehicle",
    "origin",
    "part_of",
    "excluded",
    "note",
    "evidence",
    "told_started_at",
    "told_stopped_at",
    "told_energy_wh",
    "told_quality",
    "card_answer",
    "card_reason",
)


def write_csv(sessions: Iterable[Session], names: Names, into: SessionsFile, file: BinaryIO) -> None:
    # The byte order mark is how a spreadsheet knows that this is UTF-8; a program would stumble over it.
    encoded = codecs.getwriter("utf-8" if into.wording is None else "utf-8-sig")(file)
    writer = csv.writer(encoded, delimiter=into.delimiter)
    if into.wording is None:
        named = (*SESSION_COLUMNS, *FURTHER_COLUMNS)
        writer.writerow(named)
        for session in sessions:
            row = _flat(session_row(session, names), session, into.decimal)
            writer.writerow([_for_programs(row[name]) for name in named])
    else:
        _write_for_people(sessions, names, into, into.wording, writer.writerow)


def _flat(row: Row, session: Session, decimal: str) -> Row:
    """The row with nothing in it that a cell has no room for."""
    told = row["told"] if isinstance(row["told"], dict) else {}
    energy_kwh = str(kwh(session.booked.energy_wh)).replace(".", decimal)
    cost = row["cost"]
    return {
        **row,
        "energy_kwh": energy_kwh,
        "cost": None if cost is None else str(cost).replace(".", decimal),
        **{f"told_{name}": told.get(name) for name in ("started_at", "stopped_at", "energy_wh", "quality")},
    }


def _for_programs(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return cell(str(value))


def _write_for_people(
    sessions: Iterable[Session],
    names: Names,
    into: SessionsFile,
    wording: Wording,
    write: Callable[[Iterable[str]], object],
) -> None:
    write(wording.columns[column] for column in Column)
    for session in sessions:
        shown = columns(session, names, wording, into.zone)
        write(_for_people(shown[column], into.decimal) for column in Column)


def _for_people(value: Shown, decimal: str) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ", "minutes")
        case Decimal():
            return str(value).replace(".", decimal)
        case int():
            return str(value)
        case str():
            return cell(value)
