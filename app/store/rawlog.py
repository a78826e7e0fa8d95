"""Keeps the raw messages within their age and size, a few rows at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.core.contact import RawMessage
from app.core.interfaces import Now
from app.store.inserts import insert_many
from app.store.rows import Row, fitting, message_row, us

_ADD = "INSERT INTO messages (at_us, charger_id, direction, note, text, end_bytes) VALUES (?, ?, ?, ?, ?, ?)"
_END = "SELECT end_bytes FROM messages ORDER BY id DESC LIMIT 1"
_OLDEST = "SELECT at_us, end_bytes FROM messages ORDER BY id LIMIT 1"
# Looks at the oldest rows alone. The newest is always kept: it carries the count of bytes and the highest number.
_TRIM = """
    DELETE FROM messages WHERE id < (SELECT max(id) FROM messages) AND id <= (
        SELECT max(id) FROM (SELECT id, at_us, end_bytes FROM messages ORDER BY id LIMIT :rows)
        WHERE end_bytes <= :floor OR at_us < :since
    )
"""
# Beside its texts, what a row takes in the file, about.
_ROW_BYTES = 60
# One trim may delete twice the rows that were added since the last, so the log always gets back within its bounds.
_ADDED_BETWEEN_TRIMS = 250
_BYTES_BETWEEN_TRIMS = 1_000_000
_ROWS_PER_TRIM = 500


@dataclass(frozen=True, slots=True)
class LogLimits:
    age: timedelta = timedelta(days=14)
    size_bytes: int = 100_000_000


class RawLog:
    """Adds messages in the writer's transaction; used by the writer's thread alone."""

    def __init__(self, connection: sqlite3.Connection, limits: LogLimits, now: Now) -> None:
        self._connection = connection
        self.limits = limits
        self._now = now
        self._untrimmed_rows = _ADDED_BETWEEN_TRIMS  # the first message trims what grew too old while we were away
        self._untrimmed_bytes = 0

    def write_to(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, messages: Sequence[RawMessage], *, mend: bool = False) -> None:
        """Raises sqlite3.Error, and OverflowError or UnicodeError where a text cannot be kept and is not mended."""
        found = self._connection.execute(_END).fetchone()
        end = begun = 0 if found is None else int(found[0])
        rows: list[Row] = []
        for message in messages:
            row: Row = message_row(message)
            if mend:
                row = fitting(row)
            end += len(message.text.encode("utf-8", "replace")) + len(message.note) + _ROW_BYTES
            rows.append((*row, end))
        insert_many(self._connection, _ADD, rows)
        self._untrimmed_rows += len(rows)
        self._untrimmed_bytes += end - begun
        if self._untrimmed_rows >= _ADDED_BETWEEN_TRIMS or self._untrimmed_bytes >= _BYTES_BETWEEN_TRIMS:
            self._trim(end)

    def _trim(self, end: int) -> None:
        rows = max(_ROWS_PER_TRIM, 2 * self._untrimmed_rows)
        floor, since = end - self.limits.size_bytes, us(self._now() - self.limits.age)
        at, its_end = self._connection.execute(_OLDEST).fetchone()
        if its_end > floor and at >= since:
            self._untrimmed_rows = self._untrimmed_bytes = 0
            return
        limits = {"rows": rows, "floor": floor, "since": since}
        deleted = self._connection.execute(_TRIM, limits).rowcount
        # Where more is left than one trim takes, the next message trims again.
        self._untrimmed_rows = _ADDED_BETWEEN_TRIMS if deleted >= rows else 0
        self._untrimmed_bytes = 0
