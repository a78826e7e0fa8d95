"""The ledger's memory: sessions by what chargers call them, so that every report finds the one it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from app.core.ledger.closing import GRACE, reported, unheard
from app.core.metering import ROUNDING_WH, STEADY_POWER_W, most_wh
from app.core.model import EndedKey, Evidence, Session
from app.core.reports import Stage, TransactionTold
from app.core.values import replace


def key_of(session: Session) -> EndedKey:
    return EndedKey(
        session.charger_id,
        session.id,
        session.transaction_id,
        session.outlet,
        session.card,
        session.reported_start,
        session.reported_stop,
    )


class _Book:
    """One charger's sessions, by number. Lists are in the order in which sessions came to be."""

    __slots__ = ("by_start", "by_stop", "by_transaction", "open", "outlets", "running")

    def __init__(self) -> None:
        self.by_transaction: dict[str, list[int]] = {}  # a charger that counts anew has several of one name
        self.by_start: dict[datetime, list[int]] = {}  # the times as the charger wrote them
        self.by_stop: dict[datetime, list[int]] = {}
        self.outlets: dict[int, list[tuple[datetime, int]]] = {}  # (start, number), ascending
        self.running: dict[int, int] = {}  # outlet → its newest open session
        self.open: dict[int, None] = {}


class Shelf:
    """Open sessions, those lately ended, and keys of those ended long ago."""

    def __init__(self, sessions: Iterable[Session], older: Iterable[EndedKey]) -> None:
        self._sessions: dict[int, Session] = {}
        self._books: dict[str, _Book] = {}
        self._older: list[EndedKey] = list(older)
        # Made of `_older` when first asked for, which is seldom: charger and name, or time → keys.
        self._older_index: dict[tuple[str, str | datetime], list[EndedKey]] | None = None
        for session in sorted(sessions, key=lambda each: each.id):
            self.keep(session)

    # Looking up.

    def known(self, session_id: int) -> Session | None:
        """The session of this number, open or lately ended."""
        return self._sessions.get(session_id)

    def open_at(self, charger_id: str, outlet: int) -> Session | None:
        book = self._books.get(charger_id)
        number = None if book is None else book.running.get(outlet)
        return None if number is None else self._sessions[number]

    def open_of(self, charger_id: str) -> list[Session]:
        book = self._books.get(charger_id)
        return [] if book is None else [self._sessions[number] for number in book.open]

    def all_open(self) -> list[Session]:
        return [self._sessions[number] for book in self._books.values() for number in book.open]

    def find(self, charger_id: str, transaction_id: str | None) -> Session | None:
        """The newest session that this charger gave this name."""
        book = self._books.get(charger_id)
        if book is None or transaction_id is None:
            return None
        named = book.by_transaction.get(transaction_id)
        return None if named is None else self._sessions[named[-1]]

    def named(self, charger_id: str, transaction_id: str) -> list[Session]:
        """All of them, the newest first."""
        return self._all(charger_id, lambda book: book.by_transaction.get(transaction_id, ()))[::-1]

    def begun(self, charger_id: str, told: TransactionTold) -> Session | None:
        """The session that this very start began."""
        at = reported(told)
        if at is None:
            return None
        for session in self._all(charger_id, lambda book: book.by_start.get(at, ())):
            named = told.transaction_id in (None, session.transaction_id)
            if not named or told.outlet not in (None, 0, session.outlet) or not _began_with(told, session.card):
                continue
            # A clock that begins anew writes the same times again: then the meter must not have moved on either.
            moved_on = not session.open and (not told.meter_start_wh or told.meter_start_wh != session.meter_start_wh)
            if not (told.clock_corrected and moved_on):
                return session
        return None

    def ended(self, charger_id: str, told: TransactionTold) -> Session | None:
        """The session that this very stop, which names none we know, ended."""
        at = reported(told)
        if at is None:
            return None
        for session in self._all(charger_id, lambda book: book.by_stop.get(at, ())):
            if told.outlet in (None, 0, session.outlet) and _same_card(told.card, session.stop_card):
                return session
        return None

    def fitting(self, charger_id: str, told: TransactionTold) -> list[Session]:
        """Sessions without a stop of their own that this stop could be of, the likeliest first."""
        book = self._books.get(charger_id)
        if book is None:
            return []
        waiting = [*self.open_of(charger_id), *self._unheard(book)]
        found = [session for session in waiting if _fits(session, told)]
        return sorted(found, key=lambda session: _distance(session, told))

    def _unheard(self, book: _Book) -> Iterator[Session]:
        for starts in book.outlets.values():
            for _, number in starts:
                session = self._sessions[number]
                if unheard(session):
                    yield session

    def before(self, charger_id: str, outlet: int, at: datetime, but: int = 0) -> Session | None:
        """The session at this outlet that began last until `at`."""
        starts = self._starts(charger_id, outlet)
        index = bisect_right(starts, (at, _BEYOND)) - 1
        while index >= 0 and starts[index][1] == but:
            index -= 1
        return self._sessions[starts[index][1]] if index >= 0 else None

    def after(self, charger_id: str, outlet: int, at: datetime) -> Session | None:
        """The session at this outlet that began first after `at`."""
        starts = self._starts(charger_id, outlet)
        index = bisect_right(starts, (at, _BEYOND))
        return self._sessions[starts[index][1]] if index < len(starts) else None

    def _starts(self, charger_id: str, outlet: int) -> list[tuple[datetime, int]]:
        book = self._books.get(charger_id)
        return [] if book is None else book.outlets.get(outlet, [])

    def _all(self, charger_id: str, numbers: Callable[[_Book], Iterable[int]]) -> list[Session]:
        book = self._books.get(charger_id)
        return [] if book is None else [self._sessions[number] for number in numbers(book)]

    def long_ago(self, charger_id: str, told: TransactionTold) -> EndedKey | None:
        """The key of a session ended long ago that this report repeats a word of."""
        if self._older_index is None:
            self._older_index = {}
            for key in self._older:
                for name in {key.transaction_id, key.reported_start, key.reported_stop}:
                    if name is not None:
                        self._older_index.setdefault((key.charger_id, name), []).append(key)
        at = reported(told)
        if told.stage is Stage.BEGAN and at is not None:
            for key in self._older_index.get((charger_id, at), ()):
                named = told.transaction_id in (None, key.transaction_id)
                here = told.outlet in (None, 0, key.outlet)
                if named and here and key.reported_start == at and _began_with(told, key.card):
                    return key
            return None
        if told.transaction_id is not None:
            for key in reversed(self._older_index.get((charger_id, told.transaction_id), ())):
                begun_before = key.reported_start is None or told.at >= key.reported_start
                if begun_before and (key.reported_stop is None or told.at <= key.reported_stop + GRACE):
                    return key
        if told.stage is Stage.ENDED and at is not None:
            for key in self._older_index.get((charger_id, at), ()):
                if key.reported_stop == at:
                    return key
        return None

    # Keeping.

    def keep(self, session: Session) -> None:
        known = self._sessions.get(session.id)
        self._sessions[session.id] = session
        if known is not None:
            if (
                known.stopped_at is session.stopped_at
                and known.started_at is session.started_at
                and known.outlet == session.outlet
                and known.reported_start is session.reported_start
                and known.reported_stop is session.reported_stop
            ):
                return  # it only went on
            self._take_out(known)
        self._put_in(session)

    def forget(self, until: datetime) -> None:
        """Of what ended before `until`, and may want nothing more, keep only the key; of the oldest not even that."""
        over = [
            session
            for session in self._sessions.values()
            if session.stopped_at is not None and session.stopped_at < until and not incomplete(session)
        ]
        for session in sorted(over, key=lambda each: each.id):
            self._take_out(session)
            del self._sessions[session.id]
            self._older.append(key_of(session))
        if over:
            del self._older[:-MOST_KEYS]
            self._older_index = None

    def unname(self, change: Callable[[Session], Session], keys: frozenset[str]) -> None:
        """Let go of who charged: sessions as `change` leaves them, and old keys without cards of these keys."""
        for session in list(self._sessions.values()):
            self.keep(change(session))
        self._older = [
            replace(each, card=None) if (each.card or "").strip().casefold() in keys else each for each in self._older
        ]
        self._older_index = None

    def _put_in(self, session: Session) -> None:
        book = self._books.setdefault(session.charger_id, _Book())
        _add(book.by_transaction, session.transaction_id, session.id)
        if session.reported_start is not None:
            _add(book.by_start, session.reported_start, session.id)
        if session.reported_stop is not None:
            _add(book.by_stop, session.reported_stop, session.id)
        insort(book.outlets.setdefault(session.outlet, []), (session.started_at, session.id))
        if session.open:
            book.open[session.id] = None
            self._find_running(book, session.outlet)

    def _take_out(self, session: Session) -> None:
        book = self._books[session.charger_id]
        _remove(book.by_transaction, session.transaction_id, session.id)
        if session.reported_start is not None:
            _remove(book.by_start, session.reported_start, session.id)
        if session.reported_stop is not None:
            _remove(book.by_stop, session.reported_stop, session.id)
        starts = book.outlets[session.outlet]
        del starts[bisect_left(starts, (session.started_at, session.id))]
        book.open.pop(session.id, None)
        self._find_running(book, session.outlet)

    def _find_running(self, book: _Book, outlet: int) -> None:
        # Among those that are open, which are few, and not down the outlet's whole past.
        newest = max(
            (
                (each.started_at, each.id)
                for each in map(self._sessions.__getitem__, book.open)
                if each.outlet == outlet
            ),
            default=None,
        )
        if newest is None:
            book.running.pop(outlet, None)
        else:
            book.running[outlet] = newest[1]


# A program that runs for years remembers no more keys than this, some 300 bytes each.
MOST_KEYS = 20_000
# Sorts after every number of a session.
_BEYOND = 2**63


def incomplete(session: Session) -> bool:
    """More of it may still come, however late, that changes its numbers."""
    return not _INCOMPLETE.isdisjoint(session.evidence)


_INCOMPLETE = frozenset({Evidence.STOP_MISSED, Evidence.START_MISSED, Evidence.EVENTS_MISSING})


def _fits(session: Session, told: TransactionTold) -> bool:
    """This stop could be this session's: meter and time did not run back, the card is not another."""
    if told.outlet not in (None, 0, session.outlet) or not _same_card(told.card, session.card, unsaid=True):
        return False
    if not told.clock_corrected and told.at < session.started_at - _CLOCK_DRIFT:
        return False
    if session.stopped_at is not None and not told.clock_corrected and told.at > session.stopped_at + _CLOSED_WITHIN:
        return False
    if told.meter_start_wh is not None and session.meter_start_wh not in (None, told.meter_start_wh):
        return False
    risen = _risen(session, told)
    if risen is None:
        return True
    seconds = max((told.at - (session.last_reading_at or session.started_at)).total_seconds(), 0.0)
    if risen < -ROUNDING_WH:  # only a meter that began anew, and shows no more than was charged since
        whole_s = max((told.at - session.started_at).total_seconds(), 0.0)
        return (told.meter_stop_wh or 0) <= STEADY_POWER_W * whole_s / 3600 + ROUNDING_WH
    return risen <= most_wh(max(seconds, 3600.0)) or session.meter_start_wh == 0


def _risen(session: Session, told: TransactionTold) -> int | None:
    if session.meter_last_wh is None or told.meter_stop_wh is None:
        return None
    if told.meter_stop_wh == 0:  # a charger that does not say, or whose meter is at 0
        return None if session.meter_last_wh else 0
    start_wh = session.meter_start_wh
    if Evidence.SESSION_METER in session.evidence and start_wh is not None and told.meter_stop_wh >= start_wh:
        return told.meter_stop_wh - start_wh - session.energy_wh
    return told.meter_stop_wh - session.meter_last_wh


def _distance(session: Session, told: TransactionTold) -> tuple[bool, bool, int, float]:
    """How far a stop is from a session it fits: the same start, the same card, little energy, little time between."""
    same_start = told.meter_start_wh is not None and told.meter_start_wh == session.meter_start_wh
    same_card = told.card is not None and session.card is not None
    risen = _risen(session, told)
    apart_wh = _UNKNOWN if risen is None else risen if risen >= 0 else _UNKNOWN - risen
    return not same_start, not same_card, apart_wh, -session.started_at.timestamp()


# Further than any meter reading is from another.
_UNKNOWN = 2**62


# A charger that told a session's end under no name has its clock no further off than this.
_CLOCK_DRIFT = timedelta(minutes=5)
# A session that we closed ended no later than this after the last that was heard of it.
_CLOSED_WITHIN = timedelta(days=1)


def _same_card(one: str | None, other: str | None, *, unsaid: bool = False) -> bool:
    if one is None or other is None:
        return unsaid or one is other
    return one.casefold() == other.casefold()


def _began_with(told: TransactionTold, card: str | None) -> bool:
    """Whether this start can be one of a session with this card: where it has a name the card may have come later."""
    named = told.transaction_id is not None and (told.card is None or not told.clock_corrected)
    return named or _same_card(told.card, card)


_Name = TypeVar("_Name")


def _add(index: dict[_Name, list[int]], name: _Name, number: int) -> None:
    numbers = index.get(name)
    if numbers is None:
        index[name] = [number]
    else:
        insort(numbers, number)


def _remove(index: dict[_Name, list[int]], name: _Name, number: int) -> None:
    numbers = index[name]
    numbers.remove(number)
    if not numbers:
        del index[name]
