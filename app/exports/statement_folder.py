"""Many statements into one folder, each under a name that every system can keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.interfaces import History
from app.core.papers.statements_file import StatementFormat
from app.core.statements import Statement
from app.exports.signed_file import write_signed
from app.exports.statement_files import words_of, write_statement

_MOST = 60  # characters of a name; folders and endings want room too
_FORBIDDEN = frozenset('<>:"/\\|?*')


def write_statements(
    statements: Sequence[Statement], history: History, folder: Path, form: StatementFormat
) -> list[Path]:
    """Makes the folder where there is none. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for statement in statements:
        path = folder / f"{file_name(statement)}.{form.value}"
        written.append(write_with_signed(statement, history, path, form))
    return written


def write_with_signed(
    statement: Statement, history: History, path: Path, form: StatementFormat, *, for_people: bool = True
) -> Path:
    """The statement, and beside it what the meters signed of its sessions. Raises OSError."""
    write_statement(statement, path, form, for_people=for_people)
    if statement.signed:
        ids = [row.session_id for row in statement.rows if row.signed]
        beside = path.with_name(f"{path.stem} {words_of(statement).signed_file}.json")
        write_signed(history.signed(ids), history.sessions_by_id(ids), beside)
    return path


def file_name(statement: Statement) -> str:
    """ "0007 Anna Andersson 2026-10": it begins with the number, so no two are alike and none is a device's name."""
    wanted = statement.wanted
    zone = ZoneInfo(wanted.zone)
    month = f"{wanted.since.astimezone(zone):%Y-%m}"
    number = f"{statement.number:04d}" if statement.number else words_of(statement).statement
    return " ".join(filter(None, (number, safe(statement.title), month)))


def safe(name: str) -> str:
    """What of a name can stand in a file's name on Windows, macOS and Linux."""
    plain = "".join(each if each.isprintable() and each not in _FORBIDDEN else " " for each in name)
    return " ".join(plain.split())[:_MOST].strip(" .")
