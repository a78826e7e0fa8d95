"""The writer's thread: drains what is queued into one transaction, commits it, and says so once for all of it."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.contact import RawMessage, TroubleKind
from app.core.interfaces import NotStored
from app.store import card_rows, erasing, rows, session_rows
from app.store.database import Place
from app.store.failures import StoreError, Unreachable, kind_of
from app.store.inserts import insert_many
from app.store.rawlog import RawLog
from app.store.rows import Row

log = logging.getLogger(__name__)

# A transaction of more units than this would keep its first waiting for its last.
MOST_UNITS_PER_COMMIT = 2_000

# What SQLite or its binding raises for a write that did not work.
_UNWRITABLE = (OverflowError, UnicodeError)  # a value that SQLite cannot hold
_WRITE_ERRORS = (sqlite3.Error, StoreError, *_UNWRITABLE)
# These are no unit's own fault: to try them one by one would only take long.
_FOR_ALL_ALIKE = (TroubleKind.DATA_LOCKED, TroubleKind.DATA_NOT_WRITABLE, TroubleKind.DATA_UNREACHABLE)
# These must come after what was queued before them and before what is queued after.
_IN_TURN = frozenset(
    {
        *(rows.FORGET_CHARGER, rows.FORGET_OUTLETS, rows.FORGET_PASSWORD, session_rows.SAVE_AMENDMENT),
        *(card_rows.FORGET_CARD, card_rows.FORGET_POLICY, card_rows.FORGET_HOLDING),
        *(erasing.ERASE_PERSON, erasing.FORGET_PEOPLE, erasing.SWEEP),
    }
)


@dataclass(slots=True)
class Unit:
    """What is committed together or not at all, and who waits for it."""

    number: int
    rows: list[tuple[str, Row]]
    written: asyncio.Future[None] | None  # touched on the loop's thread only
    after: int | None = None  # one without rows of its own waits for all units from this number on
    failure: NotStored | None = None


Renew = Callable[[], sqlite3.Connection]
"""Opens the file at the path anew; raises a StoreError."""

# What goes over at once: units, and raw messages that nobody waits for. None: write what came before, then end.
Queue = queue.SimpleQueue[tuple[list[Unit], list[RawMessage]] | None]


class Writer:
    """Owns the write connection. From its thread `told` hears of units that are over, `logged` of messages; `ended` is
    its last word.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        waiting: Queue,
        raw_log: RawLog,
        told: Callable[[Sequence[Unit]], None],
        logged: Callable[[Sequence[RawMessage]], None],
        ended: Callable[[], None],
        renew: Renew | None = None,
    ) -> None:
        self._connection = connection
        self._waiting = waiting
        self._raw_log = raw_log
        self._told = told
        self._logged = logged
        self._ended = ended
        self._renew = renew
        self._place = Place(Path(connection.execute("PRAGMA database_list").fetchone()[2]))
        self._doubtful = False  # the file could not be reached last time: what is open may never be again
        self._taken: list[Unit] = []  # taken from the queue and not over yet
        self._messages: list[RawMessage] = []  # likewise
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
        handed = self._waiting.get()
        while handed is not None:
            units, messages = handed
            self._taken += units
            self._messages += messages
            if len(self._taken) >= MOST_UNITS_PER_COMMIT:
                return True
            try:
                handed = self._waiting.get_nowait()
            except queue.Empty:
                return True
        return False

    def _write(self) -> None:
        """Units first: nobody's answer waits for the log."""
        erased = any(erasing.erases(statement) for unit in self._taken for statement, _ in unit.rows)
        if erased:  # what was heard before is erased from the log as well
            self._write_messages()
        if self._taken:
            self._write_units()
        self._write_messages()

    def _write_messages(self) -> None:
        if self._messages:
            messages, self._messages = self._messages, []
            try:
                self._log(messages)
            except Exception:
                log.exception("the writer stumbled over the message log")
            self._logged(messages)

    def _write_units(self) -> None:
        units = self._taken
        try:
            self._commit(units)
        except Exception as error:  # nothing that is in one batch may end the writer
            log.exception("the writer stumbled")
            for unit in units:
                unit.failure = NotStored(TroubleKind.DATA_BROKEN, f"{type(error).__name__}: {error}")
        if any(erasing.erases(statement) for unit in units for statement, _ in unit.rows):
            self._sweep()
        for unit in units:
            self._settle(unit)
        self._taken = []
        self._told(units)

    def _sweep(self) -> None:
        """Nobody can do anything where it fails: what was erased is in no table, and it is tried again by and by."""
        try:
            erasing.sweep(self._connection)
        except sqlite3.Error as error:
            log.warning("what was erased is not swept from the file's unused parts yet: %s", error)

    def _settle(self, unit: Unit) -> None:
        """One that waits for others shares the fate of those it waits for."""
        if unit.failure is not None:
            self._last_failed = unit
        elif unit.after is not None and self._last_failed is not None and self._last_failed.number >= unit.after:
            failure = self._last_failed.failure
            if failure is not None:
                unit.failure = NotStored(failure.kind, failure.detail)

    def _commit(self, units: Sequence[Unit]) -> None:
        """Only what cannot be written fails; what is beside it is committed, in order, in as few commits as may be."""
        units = [unit for unit in units if unit.rows]
        if not units:
            return
        try:
            with self._transaction():
                for statement, many in _grouped(units):
                    self._put(statement, many)
        except _WRITE_ERRORS as error:
            kind = kind_of(error)
            self._doubtful = self._doubtful or kind is TroubleKind.DATA_UNREACHABLE
            if kind in _FOR_ALL_ALIKE:
                _fail(units, error)
            elif len(units) > 1:
                middle = len(units) // 2
                self._commit(units[:middle])
                self._commit(units[middle:])
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
            with self._transaction():
                for statement, row in unit.rows:
                    self._put(statement, (row,))
        except _WRITE_ERRORS as again:
            _fail((unit,), again)

    def _put(self, statement: str, many: Sequence[Row]) -> None:
        if erasing.erases(statement):
            for row in many:
                erasing.step(self._connection, statement, row)
        else:
            insert_many(self._connection, statement, many)

    def _log(self, messages: Sequence[RawMessage]) -> None:
        try:
            try:
                with self._transaction():
                    self._raw_log.add(messages)
            except _UNWRITABLE:
                with self._transaction():
                    self._raw_log.add(messages, mend=True)
        except _WRITE_ERRORS as error:
            if not self._dropping:
                log.warning("the message log is not kept for now: %s", error)
            self._dropping = True
        else:
            self._dropping = False

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._doubtful or not self._place.holds():
            self._find_again()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
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
                yield from _in_order(groups)
                groups = {}
                yield statement, [row]
            elif (group := groups.get(statement)) is not None:
                group.append(row)
            else:
                groups[statement] = [row]
    yield from _in_order(groups)


def _in_order(groups: dict[str, list[Row]]) -> Iterator[tuple[str, list[Row]]]:
    """Readings need their place. Progress is only told of sessions that are in the file, so what else is told of one
    comes after it."""
    for statement in (session_rows.SAVE_PLACE, session_rows.SAVE_PROGRESS):
        if statement in groups:
            yield statement, groups.pop(statement)
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
            left += (waiting.get_nowait() or ((), ()))[0]
    abandon(left, told)
