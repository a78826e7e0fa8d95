"""Sessions → a file, whole or not at all, whatever its kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.core.interfaces import History, SessionQuery
from app.core.model import Session
from app.core.papers.sessions_file import FileFormat, SessionsFile
from app.exports.csv_file import write_csv
from app.exports.files import fill_whole
from app.exports.json_file import write_json
from app.exports.names import Names
from app.exports.xlsx_file import write_xlsx

Told = Callable[[int, int], None]
"""Hears how many of how many are written; what it raises ends the writing."""

# Where a file is named, this is what stands for standard output.
STANDARD_OUTPUT = Path("-")
# So many are held in memory at once.
_AT_ONCE = 500


def export(history: History | None, query: SessionQuery, into: SessionsFile, told: Told = lambda *_: None) -> int:
    """Write what the query finds (in no history, nothing); how many. Raises OSError, and what the history raises."""
    ids = [] if history is None else history.session_ids(query)
    names = Names() if history is None else Names.of(history)
    sessions = _Counted(() if history is None else _read(history, ids, names, told))
    write(sessions, names, query, into, lambda: told(len(ids), len(ids)))
    return sessions.count


def write(
    sessions: Iterable[Session],
    names: Names,
    query: SessionQuery,
    into: SessionsFile,
    still_wanted: Callable[[], None] = lambda: None,
) -> None:
    """Raises OSError, and what `still_wanted` raises."""
    fill = partial(_fill, sessions, names, query, into)
    if into.path == STANDARD_OUTPUT:
        fill(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        fill_whole(into.path, fill, still_wanted)


def _fill(sessions: Iterable[Session], names: Names, query: SessionQuery, into: SessionsFile, file: BinaryIO) -> None:
    match into.format:
        case FileFormat.CSV:
            write_csv(sessions, names, into, file)
        case FileFormat.JSON:
            write_json(sessions, names, file)
        case FileFormat.XLSX:
            write_xlsx(sessions, names, query, into, file)


def _read(history: History, ids: list[int], names: Names, told: Told) -> Iterator[Session]:
    told(0, len(ids))
    for first in range(0, len(ids), _AT_ONCE):
        names.look_up_costs(history, ids[first : first + _AT_ONCE])
        yield from history.sessions_by_id(ids[first : first + _AT_ONCE])
        told(min(first + _AT_ONCE, len(ids)), len(ids))


class _Counted:
    """Sessions that are counted as they pass: one may be gone before its turn comes."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        self._sessions = sessions
        self.count = 0

    def __iter__(self) -> Iterator[Session]:
        for session in self._sessions:
            self.count += 1
            yield session
