"""The writer's thread: drains what is queued into one transaction, commits it, and says so once for all of it."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.interfaces import NotStored
from app.core.model import RawMessage, TroubleKind
from app.store import rows
from app.store.database import Place
from app.store.failures import StoreError, Unreachable, kind_of
from app.store.inserts import insert_many
from app.store.rawlog import RawLog
from app.store.rows import Row

log = logging.getLogger(__name__)

# A transaction of more units than this would keep its first waiting for its last.
MOST_UNITS_PER_COMMIT = 2_000

# What SQLite or its binding raises for a write that did not work.
_WRITE_ERRORS = (sqlite3.Error, StoreError, OverflowError, UnicodeError)
# These are no unit's own fault: to try them one by one would only take long.
_FOR_ALL_ALIKE = (TroubleKind.DATA_LOCKED, TroubleKind.DATA_NOT_WRITABLE, TroubleKind.DATA_UNREACHABLE)
# These must come after what was queued before them and before what is queued after.
_IN_TURN = frozenset({rows.FORGET_CHARGER, rows.FORGET_OUTLETS, rows.FORGET_PASSWORD})


@dataclass(slots=True)
class Unit:
    """What is committed together or not at all, and who waits for it."""

    number: int
    rows: list[tuple[str, Row]]
    messages: list[RawMessage]
    written: asyncio.Future[None] | None  # touched on the loop's thread only
    after: int | None = None  # one without rows of its own waits for all units from this number on
    chars: int = 0  # of its messages
    failure: NotStored | None = None


Renew = Callable[[], sqlite3.Connection]
"""Opens the file at the path anew; raises a StoreError."""

Queue = queue.SimpleQueue[list[Unit] | None]  # None: write what came before, then end


class Writer:
    """Owns the write connection. `told` hears of every unit that is over, `ended` is the last word; both from here."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        waiting: Queue,
        raw_log: RawLog,
        told: Callable[[Sequence[Unit]], None],
        ended: Callable[[], None],
        renew: Renew | None = None,
    ) -> None:
        self._connection = connection
        self._waiting = waiting
        self._raw_log = raw_log
        self._told = told
        self._ended = ended
        self._renew = renew
        self._place = Place(Path(connection.execute("PRAGMA database_list").fetchone()[2]))
        self._doubtful = False  # the file could not be reached last time: what is open may never be again
        self._taken: list[Unit] = []  # taken from the queue and not over yet
        self._last_failed: Unit | None = None
        self._dropping = False  # raw messages found no room last time

    def run(self) -> None:
        try:
            while self._take():
                self._write()
            self._write()
        finally:
            if self._taken:
                abandon(self._taken, self._told)
            # Where readers of other programs hold on to the log, what is in it is safe where it is.
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA busy_timeout = 200")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with suppress(sqlite3.Error):
                self._connection.close()
            self._ended()

    def _take(self) -> bool:
        """All that waits, after waiting for the first; False where the end was asked for."""
        units = self._waiting.get()
        while units is not None:
            self._taken += units
            if len(self._taken) >= MOST_UNITS_PER_COMMIT:
                return True
            try:
                units = self._waiting.get_nowait()
            except queue.Empty:
                return True
        return False

    def _write(self) -> None:
        units = self._taken
        if not units:
            return
        try:
            self._commit(units)
        except Exception as error:  # nothing that is in one batch may end the writer
            log.exception("the writer stumbled")
            for unit in units:
                unit.failure = NotStored(TroubleKind.DATA_BROKEN, f"{type(error).__name__}: {error}")
        for unit in units:
            self._settle(unit)
        self._taken = []
        self._told(units)

    def _settle(self, unit: Unit) -> None:
        """One that waits for others shares the fate of those it waits for."""
        if unit.failure is not None:
            self._last_failed = unit
        elif unit.after is not None and self._last_failed is not None and self._last_failed.number >= unit.after:
            failure = self._last_failed.failure
            if failure is not None:
                unit.failure = NotStored(failure.kind, failure.detail)

    def _commit(self, units: Sequence[Unit]) -> None:
        messages = [message for unit in units for message in unit.messages]
        try:
            self._transaction(units, messages)
        except _WRITE_ERRORS as error:
            kind = kind_of(error)
            self._doubtful = self._doubtful or kind is TroubleKind.DATA_UNREACHABLE
            if kind in _FOR_ALL_ALIKE:
                _fail(units, error)
                self._drop(messages, error)
                return
            self._commit_halves(units)
            if kind is TroubleKind.DISK_FULL:
                self._drop(messages, error)
            else:
                self._add_messages(messages)
        else:
            self._dropping = self._dropping and not messages

    def _commit_halves(self, units: Sequence[Unit]) -> None:
        """Only what cannot be written fails; what is beside it is committed, in order, in as few commits as may be."""
        units = [unit for unit in units if unit.rows]
        if not units:
            return
        try:
            self._transaction(units)
        except _WRITE_ERRORS as error:
            if kind_of(error) in _FOR_ALL_ALIKE:
                _fail(units, error)
            elif len(units) > 1:
                middle = len(units) // 2
                self._commit_halves(units[:middle])
                self._commit_halves(units[middle:])
            else:
                self._commit_mended(units[0], error)

    def _commit_mended(self, unit: Unit, error: Exception) -> None:
        """The last resort for a unit that failed alone: with the nearest values that can be kept."""
        mended = [(statement, rows.fitting(row)) for statement, row in unit.rows]
        if mended == unit.rows:
            _fail((unit,), error)
            return
        unit.rows = mended
        try:
            self._transaction((unit,))
        except _WRITE_ERRORS as again:
            _fail((unit,), again)

    def _add_messages(self, messages: Sequence[RawMessage]) -> None:
        if not messages:
            return
        try:
            self._transaction((), messages, mend=True)
        except _WRITE_ERRORS as error:
            self._drop(messages, error)

    def _drop(self, messages: Sequence[RawMessage], error: Exception) -> None:
        if messages and not self._dropping:
            self._dropping = True
            log.warning("the message log is not kept for now: %s", error)

    def _transaction(self, units: Sequence[Unit], messages: Sequence[RawMessage] = (), *, mend: bool = False) -> None:
        if self._doubtful or not self._place.holds():
            self._find_again()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for statement, many in _grouped(units):
                insert_many(self._connection, statement, many)
            if messages:
                self._raw_log.add(messages, mend=mend)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
            raise

    def _find_again(self) -> None:
        """Go on with the file that is at the path now, which may be the same or one that was put back there."""
        self._doubtful = True
        if self._renew is not None:
            connection = self._renew()
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = connection
            self._raw_log.write_to(connection)
            self._place = Place(self._place.path)
        elif not self._place.holds():
            raise Unreachable("the data file is no longer where it was")
        self._doubtful = False


def _grouped(units: Sequence[Unit]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of all units by statement; within a statement in the order they were queued."""
    groups: dict[str, list[Row]] = {}
    for unit in units:
        for statement, row in unit.rows:
            if statement in _IN_TURN:
                yield from _progress_first(groups)
                groups = {}
                yield statement, [row]
            elif (group := groups.get(statement)) is not None:
                group.append(row)
            else:
                groups[statement] = [row]
    yield from _progress_first(groups)


def _progress_first(groups: dict[str, list[Row]]) -> Iterator[tuple[str, list[Row]]]:
    """Progress is only told of sessions that are in the file, so what else is told of one comes after it."""
    if rows.SAVE_PROGRESS in groups:
        yield rows.SAVE_PROGRESS, groups.pop(rows.SAVE_PROGRESS)
    yield from groups.items()


def _fail(units: Sequence[Unit], error: Exception) -> None:
    kind = kind_of(error)
    for unit in units:
        if unit.rows:
            unit.failure = NotStored(kind, str(error))


def abandon(units: Sequence[Unit], told: Callable[[Sequence[Unit]], None]) -> None:
    """Nobody writes any more: whoever waits is told."""
    for unit in units:
        unit.failure = NotStored(TroubleKind.DATA_LOCKED, "the data file is closed")
    told(units)


def abandon_all(waiting: Queue, told: Callable[[Sequence[Unit]], None]) -> None:
    left: list[Unit] = []
    with suppress(queue.Empty):
        while True:
            left += waiting.get_nowait() or ()
    abandon(left, told)
