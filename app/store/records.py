"""Every durable write: queued on the engine's loop, committed in groups by a thread of its own."""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from app.core import card_numbers
from app.core.cards import Card, Policy, Shown
from app.core.contact import Knock, RawMessage
from app.core.edits import Edit
from app.core.interfaces import NotStored, Now, utc_now
from app.core.lists.away import Holding
from app.core.model import Charger, Event, Outlet, Person, Reading, Session, Vehicle
from app.core.papers.signed import SignedValue
from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost
from app.core.prices.kept import PriceImport, SeriesInfo
from app.core.prices.series import PricePoint, spans_of
from app.core.statements import Payment, Statement
from app.store import card_rows, erasing, money_rows, rows, session_rows, signed_rows, written_rows
from app.store.rawlog import LogLimits, RawLog
from app.store.rows import Row
from app.store.writer import Queue, Renew, Unit, Writer, abandon_all

log = logging.getLogger(__name__)

# What nobody waits for is written by itself after this long.
LINGER_S = 0.5
# So many raw messages go over before that: a few hundred rows in one step cost half of what they do a few at a time.
SHEAF = 256
# What the indices are made of: charger, start, stop, card and whose card it is.
_Indexed = tuple[str, datetime, datetime | None, str | None, int | None]
# Raw messages waiting to be written, at most; a stalled disk must not fill the memory.
MOST_MESSAGE_CHARS = 8_000_000


class SqliteRecords:
    """interfaces.Records on one write connection. Everything but the writer's own methods runs on the loop's thread.

    A unit's future fails with NotStored where the unit could not be committed; the units beside it are not touched.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        loop: asyncio.AbstractEventLoop,
        limits: LogLimits | None = None,
        now: Now = utc_now,
        renew: Renew | None = None,
    ) -> None:
        self._loop = loop
        self._rows: list[tuple[str, Row]] = []  # the unit being queued
        self._messages: list[RawMessage] = []
        self._handing: list[Unit] = []  # what this turn of the loop queued
        self._is_handing = False  # _hand will be called by itself
        # Of each outlet whose place in the readings is made: the session and day that readings of it were last kept of.
        self._places: dict[tuple[str, int], tuple[int | None, int]] = {}
        # What the indices know of each open session, and the unit that told them.
        self._open_sessions: dict[int, tuple[_Indexed, int]] = {}
        self._watcher: Callable[[NotStored | None], None] = _nobody
        self._logged: Callable[[frozenset[str]], None] = _nobody
        self._chars_waiting = 0  # of all messages not yet written
        self._queued = 0  # the number of the newest unit
        self._resolved = 0  # the number up to which every unit has been told
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Future[None] | None = None
        self._waiting: Queue = queue.SimpleQueue()
        self._gone = False  # the writer takes no more
        self._raw_log = RawLog(connection, limits or LogLimits(), now)
        writer = Writer(connection, self._waiting, self._raw_log, self._told, self._log_written, self._ended, renew)
        self._thread = threading.Thread(target=writer.run, name="writer", daemon=True)
        self._thread.start()

    def limit_log(self, limits: LogLimits) -> None:
        """Keep the raw log within these from its next trim on."""
        self._raw_log.limits = limits

    def watch(self, told: Callable[[NotStored | None], None]) -> None:
        self._watcher = told

    def watch_log(self, told: Callable[[frozenset[str]], None]) -> None:
        self._logged = told

    # What is queued.

    def save_charger(self, charger: Charger) -> None:
        self._add(rows.SAVE_CHARGER, rows.charger_row(charger))

    def save_password(self, charger_id: str, password_hash: str | None) -> None:
        if password_hash is None:
            self._add(rows.FORGET_PASSWORD, (charger_id,))
        else:
            self._add(rows.SAVE_PASSWORD, (charger_id, password_hash))

    def forget_charger(self, charger_id: str) -> None:
        for statement in (
            *(rows.FORGET_CHARGER, rows.FORGET_OUTLETS, rows.FORGET_PASSWORD),
            *(card_rows.FORGET_POLICY, card_rows.FORGET_HOLDING),
        ):
            self._add(statement, (charger_id,))

    def save_outlet(self, outlet: Outlet) -> None:
        self._add(rows.SAVE_OUTLET, rows.outlet_row(outlet))

    def save_session(self, session: Session) -> None:
        row = session_rows.session_row(session)
        indexed = (session.charger_id, session.started_at, session.stopped_at, session.card, session.card_person_id)
        kept = self._open_sessions.get(session.id)
        if kept is not None and kept[0] == indexed and kept[1] <= self._resolved:
            self._add(session_rows.SAVE_PROGRESS, row)
            return
        if session.open:
            self._open_sessions[session.id] = (indexed, self._queued + 1)
        else:
            self._open_sessions.pop(session.id, None)
        self._add(session_rows.SAVE_SESSION, row)

    def add_session(self, session: Session) -> None:
        self._add(session_rows.ADD_SESSION, session_rows.added_session_row(session))

    def save_amendment(self, session: Session) -> None:
        self._add(session_rows.SAVE_AMENDMENT, session_rows.amendment_row(session))

    def save_edit(self, edit: Edit) -> None:
        self._add(written_rows.SAVE_EDIT, written_rows.edit_row(edit))
        for row in written_rows.edit_part_rows(edit):
            self._add(written_rows.SAVE_EDIT_PART, row)

    def save_person(self, person: Person) -> None:
        self._add(written_rows.SAVE_PERSON, written_rows.person_row(person))

    def save_vehicle(self, vehicle: Vehicle) -> None:
        self._add(written_rows.SAVE_VEHICLE, written_rows.vehicle_row(vehicle))

    def save_card(self, card: Card) -> None:
        self._add(card_rows.SAVE_CARD, card_rows.card_row(card))

    def forget_card(self, uid: str) -> None:
        self._add(card_rows.FORGET_CARD, (card_numbers.key(uid),))

    def save_policy(self, charger_id: str, policy: Policy | None) -> None:
        if policy is None:
            self._add(card_rows.FORGET_POLICY, (charger_id,))
        else:
            self._add(card_rows.SAVE_POLICY, card_rows.policy_row(charger_id, policy))

    def save_holding(self, holding: Holding) -> None:
        self._add(card_rows.SAVE_HOLDING, card_rows.holding_row(holding))

    def add_shown(self, shown: Shown) -> None:
        self._add(card_rows.ADD_SHOWN, card_rows.shown_row(shown))

    def erase_person(self, person: Person, numbers: Sequence[str]) -> None:
        self._erase(erasing.ERASE_PERSON, (*written_rows.person_row(person), json.dumps(list(numbers))))

    def forget_people_before(self, until: datetime) -> None:
        self._erase(erasing.FORGET_PEOPLE, (rows.us(until),))

    def _erase(self, statement: str, row: Row) -> None:
        """The messages that were heard before are in the log by then."""
        messages, self._messages = self._messages, []
        self._put([], messages)
        self._add(statement, row)

    def sweep(self) -> None:
        """Where what was erased may still stand in the file's unused parts, make the file anew."""
        self._add(erasing.SWEEP, ())

    def add_event(self, event: Event) -> None:
        self._add(written_rows.ADD_EVENT, written_rows.event_row(event))

    def save_book(self, book: Book) -> None:
        self._add(money_rows.SAVE_BOOK, money_rows.book_row(book))

    def put_prices(self, info: SeriesInfo, points: Sequence[PricePoint], came: PriceImport | None) -> None:
        self._add(money_rows.SAVE_SERIES, money_rows.series_row(info))
        for start, end in spans_of(points):
            self._add(money_rows.CLEAR_PRICES, money_rows.clear_row(info.id, start, end))
        for row in money_rows.price_rows(info.id, points):
            self._add(money_rows.ADD_PRICE, row)
        if came is not None:
            self._add(money_rows.ADD_IMPORT, money_rows.import_row(came))

    def forget_series(self, series_id: str) -> None:
        for statement in money_rows.FORGET_SERIES:
            self._add(statement, (series_id,))

    def save_cost(self, session_id: int, side: Side, cost: Cost, at: datetime) -> None:
        self._add(money_rows.SUPERSEDE, (session_id, side.value))
        self._add(money_rows.ADD_COST, money_rows.cost_row(session_id, side, cost, at))

    def add_statement(self, statement: Statement) -> None:
        self._add(money_rows.ADD_STATEMENT, money_rows.statement_row(statement))
        for row in money_rows.statement_session_rows(statement):
            self._add(money_rows.ADD_STATEMENT_SESSION, row)

    def add_payment(self, payment: Payment, currency: str) -> None:
        self._add(money_rows.ADD_PAYMENT, money_rows.payment_row(payment, currency))

    def add_readings(self, charger_id: str, outlet: int, session_id: int | None, readings: Sequence[Reading]) -> None:
        place = (charger_id, outlet)
        for reading in readings:
            found_by = (session_id, rows.day(reading.at))
            if self._places.get(place) != found_by:
                self._places[place] = found_by
                self._add(session_rows.SAVE_PLACE, place)
                if session_id is not None:
                    self._add(session_rows.SAVE_READING_DAY, (*place, *found_by))
            self._add(session_rows.ADD_READING, session_rows.reading_row(charger_id, outlet, session_id, reading))

    def add_signed(self, session_id: int, values: Sequence[SignedValue]) -> None:
        for value in values:
            self._add(signed_rows.ADD_SIGNED, signed_rows.signed_row(session_id, value))

    def thin(self, place_id: int, since: datetime, until: datetime) -> None:
        """Let go of the readings of one outlet that neither a cost nor a curve of long ago needs."""
        self._add(session_rows.THIN_READINGS, (place_id, rows.ms(since), rows.ms(until)))

    def thinned(self, until: datetime) -> None:
        """All readings before this are thinned."""
        self._add(session_rows.SAVE_UPKEEP, (session_rows.THINNED, rows.us(until)))

    def add_note(self, charger_id: str, at: datetime, about: str, text: str) -> None:
        self._add(rows.ADD_NOTE, (charger_id, rows.us(at), about, text))

    def save_knock(self, knock: Knock) -> None:
        self._add(rows.SAVE_KNOCK, rows.knock_row(knock))

    def add_message(self, message: RawMessage) -> None:
        chars = len(message.text)
        if self._chars_waiting + chars > MOST_MESSAGE_CHARS:
            return
        self._chars_waiting += chars
        self._messages.append(message)
        if len(self._messages) == SHEAF:
            self._hand_soon()
        elif self._timer is None:
            self._linger()

    def _add(self, statement: str, row: Row) -> None:
        self._rows.append((statement, row))
        if self._timer is None:
            self._linger()

    def settled(self) -> asyncio.Future[None] | None:
        first_waiting = self._resolved + 1
        if not self._rows and first_waiting > self._queued:
            return None
        written: asyncio.Future[None] = self._loop.create_future()
        # With nothing of its own it waits for all that is on its way, and fails if any of that does.
        self._hand_over(written, None if self._rows else first_waiting)
        return written

    def dispatch(self) -> None:
        if self._rows:
            self._hand_over(None)

    # How it reaches the writer.

    def _linger(self) -> None:
        self._timer = self._loop.call_later(LINGER_S, self._linger_over)

    def _linger_over(self) -> None:
        self._timer = None
        self._hand_all()

    def _hand_over(self, written: asyncio.Future[None] | None, after: int | None = None) -> None:
        self._queued += 1
        self._handing.append(Unit(self._queued, self._rows, written, after))
        self._rows = []
        self._hand_soon()

    def _hand_soon(self) -> None:
        """What one turn of the loop queues goes over together: fewer, larger commits, and fewer wake-ups."""
        if not self._is_handing:
            self._is_handing = True
            self._loop.call_soon(self._hand)

    def _hand(self) -> None:
        self._is_handing = False
        units, self._handing = self._handing, []
        messages: list[RawMessage] = []
        if len(self._messages) >= SHEAF:
            messages, self._messages = self._messages, messages
        self._put(units, messages)

    def _hand_all(self) -> None:
        if self._rows:
            self._hand_over(None)
        units, self._handing = self._handing, []
        messages, self._messages = self._messages, []
        self._put(units, messages)

    def _put(self, units: list[Unit], messages: list[RawMessage]) -> None:
        if units or messages:
            self._waiting.put((units, messages))
        if self._gone:  # checked after the put: whichever side comes last finds it
            abandon_all(self._waiting, self._told)

    def _told(self, units: Sequence[Unit]) -> None:
        """From the writer's thread: these are over; one wake-up for all of them."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._resolve, units)

    def _resolve(self, units: Sequence[Unit]) -> None:
        failure: NotStored | None = None
        for unit in units:
            failure = unit.failure or failure
            self._resolved = max(self._resolved, unit.number)
            if unit.written is None:
                if unit.failure is not None:
                    log.error("not stored, and nobody waited: %s", unit.failure)
            elif not unit.written.done():
                if unit.failure is None:
                    unit.written.set_result(None)
                else:
                    unit.written.set_exception(unit.failure)
        if failure is not None:
            # Any of these may have been in what failed.
            self._places.clear()
            self._open_sessions.clear()
        self._watcher(failure)

    def _log_written(self, messages: Sequence[RawMessage]) -> None:
        """From the writer's thread: these stand in the log, or found no room there."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell_logged, messages)

    def _tell_logged(self, messages: Sequence[RawMessage]) -> None:
        self._chars_waiting -= sum(len(message.text) for message in messages)
        self._logged(frozenset(message.charger_id for message in messages))

    def _ended(self) -> None:
        """From the writer's thread, as its last word."""
        self._gone = True
        abandon_all(self._waiting, self._told)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._close_over)

    # The end.

    async def close(self) -> None:
        """Write all that is queued, bring the log home into the file and close it. What comes after is not stored."""
        if self._closing is None:
            self._closing = self._loop.create_future()
            if self._timer is not None:
                self._timer.cancel()
            self._hand_all()
            self._waiting.put(None)
            if self._gone:
                self._close_over()
        await asyncio.shield(self._closing)
        self._thread.join()

    def _close_over(self) -> None:
        if self._closing is not None and not self._closing.done():
            self._closing.set_result(None)


def _nobody(_news: object) -> None:
    """Nobody watches yet."""
