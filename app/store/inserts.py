"""Inserts many rows a step, so that the writer seldom has to win back the interpreter's lock."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from functools import cache
from itertools import chain

from app.store.rows import Row

# Few sizes, so that SQLite's prepared statements are used again; the largest stays below its 32,766 values a statement.
_ROWS_A_STEP = (256, 128, 64, 32, *range(16, 0, -1))

_NUMBERED = re.compile(r"\?\d")


def insert_many(connection: sqlite3.Connection, statement: str, many: Sequence[Row]) -> None:
    """Like executemany, many rows a step where the statement is an INSERT of one row.

    Each step gives up the interpreter's lock and must win it back from the loop's thread, which under load costs more
    than the row itself.
    """
    parts = _around_values(statement)
    if len(many) == 1 or parts is None:
        connection.executemany(statement, many)
        return
    head, values, tail = parts
    done = 0
    for count in _ROWS_A_STEP:
        if len(many) - done >= count:
            step = f"{head}{', '.join([values] * count)}{tail}"
            while len(many) - done >= count:
                connection.execute(step, tuple(chain.from_iterable(many[done : done + count])))
                done += count


@cache
def _around_values(statement: str) -> tuple[str, str, str] | None:
    """What stands before, in and after the one row of an INSERT; None where its values are numbered or it has none."""
    start = statement.find("VALUES (") + len("VALUES ")
    if start < len("VALUES ") or _NUMBERED.search(statement):
        return None
    depth = 0
    for end in range(start, len(statement)):
        depth += {"(": 1, ")": -1}.get(statement[end], 0)
        if depth == 0:
            return statement[:start], statement[start : end + 1], statement[end + 1 :]
    return None
