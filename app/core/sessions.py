"""The ledger: opens, follows, joins and closes sessions, in whatever order and however often they are told.

A charger repeats what it got no answer to, tells its offline night hours late, forgets starts and stops. The ledger
answers the same thing to a repeat, closes what a newer fact shows to be over, and writes down as evidence why each
number is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from app.core.ledger import numbering
from app.core.ledger.closing import (
    GRACE,
    closed,
    closed_by_next,
    read_late,
    reopened,
    reported,
    revised,
    start_of,
    stopped,
    stopped_again,
    unheard,
    with_evidence,
    with_start,
)
from app.core.ledger.following import followed, learned
from app.core.ledger.joining import Shelf
from app.core.metering import most_wh
from app.core.model import EndedKey, Evidence, MeterHabit, Quality, Reading, Session
from app.core.reports import Metered, Stage, TransactionTold
from app.core.values import Value, replace

# How long an ended session is kept at hand whole, and then its key, so that a late repeat is told from news.
REMEMBERED_FOR = timedelta(days=3)
# A told start this long ago was queued while the charger was offline.
LATE_AFTER = timedelta(minutes=5)
# No queue holds what has not happened yet: a time further ahead than this is a wrong clock's.
AHEAD = timedelta(minutes=5)


class Booked(Value, frozen=True):
    """What one report did to the ledger."""

    session: Session | None = None  # the one it was about, as it now stands
    changed: bool = False  # it differs from before
    new: bool = False  # nothing was heard of it before
    card_heard: bool = False  # its card is told now for the first time
    closed: tuple[Session, ...] = ()  # others that it showed to be over
    readings: tuple[Reading, ...] = ()  # to be kept with `session`
    session_id: int | None = None  # the one it was about, where only its key is remembered
    transaction_id: str | None = None  # and what it is called
    latest: bool = True  # nothing newer was told of the session before
    habit: MeterHabit | None = None  # learned of the charger's meter


class Ledger:
    """Open sessions and those just ended, by charger. Knows nothing of outlets' states, links or disks."""

    def __init__(
        self,
        open_sessions: Iterable[Session],
        recent: Iterable[Session],
        last_id: int,
        older: Iterable[EndedKey] = (),
        habits: Mapping[str, MeterHabit] | None = None,
    ) -> None:
        self._last_id = last_id
        self._shelf = Shelf((*recent, *open_sessions), older)
        self._habits = dict(habits or {})  # by charger
        self.open_at = self._shelf.open_at
        self.open_of = self._shelf.open_of
        self.all_open = self._shelf.all_open
        self.find = self._shelf.find
        self.known = self._shelf.known
        self.unname = self._shelf.unname

    def amended(self, session: Session) -> None:
        """Follow this successor of a known session, which people have written over, or which is known to be theirs."""
        self._shelf.keep(session)

    def next_id(self) -> int:
        """A number that no session has."""
        self._last_id += 1
        return self._last_id

    def told(self, charger_id: str, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        """Book a transaction report; `outlet` is where it is known or guessed to be."""
        told = _not_ahead(told, now)
        session, sure = self._meant(charger_id, outlet, told)
        if now - told.at > REMEMBERED_FOR and (session is None or not _in_its_time(session, told.at)):
            key = self._shelf.long_ago(charger_id, told)
            if key is not None:
                return Booked(readings=told.readings, session_id=key.session_id, transaction_id=key.transaction_id)
        if session is not None:
            return self._continued(session, outlet, told, now, sure=sure)
        return self._first_heard(charger_id, outlet, told, now)

    def metered(self, charger_id: str, metered: Metered, *, charging: bool, now: datetime) -> Booked:
        """Book readings. `charging`: the outlet says a car charges, so an unheard-of session must be running."""
        readings = metered.readings
        if readings and readings[-1].at > now + AHEAD:
            readings = _readings_not_ahead(readings, now)
        session = self._shelf.find(charger_id, metered.transaction_id)
        if session is None:
            session = self._unnamed(charger_id, metered, readings)
        if session is None:
            if not charging or metered.transaction_id is None:
                return Booked(readings=readings)
            session = self._adopt(charger_id, metered.outlet, metered.transaction_id, readings, now)
        habit = self._habits.get(charger_id)
        after = followed(session, readings, habit) if session.open else self._read_late(session, readings)
        return self._booked(session, after, readings)

    def close(self, session: Session, at: datetime, why: Evidence | None = None) -> Session:
        """End a session whose own stop never came, at what is known of it."""
        ended = closed(session, at, why)
        self._shelf.keep(ended)
        return ended

    def forget_old(self, now: datetime) -> None:
        """Keep of ended sessions that no charger will change any more what tells a repeat."""
        self._shelf.forget(now - REMEMBERED_FOR)

    # How a report finds its session.

    def _meant(self, charger_id: str, outlet: int, told: TransactionTold) -> tuple[Session | None, bool]:
        """The session a report is about, and whether that is sure."""
        if told.stage is Stage.BEGAN:
            return self._begun(charger_id, outlet, told), True
        newest = self._shelf.find(charger_id, told.transaction_id)
        if newest is not None and told.at >= newest.started_at:  # the ordinary case
            return newest, True
        if told.transaction_id is not None:
            # A charger that counts anew has several of one name: the newest that had begun by then.
            named = self._shelf.named(charger_id, told.transaction_id)
            begun = [each for each in named if not told.clock_corrected and each.started_at <= told.at]
            for session in begun or named:
                return session, True
        if told.stage is not Stage.ENDED or told.seq is not None:
            return None, True
        # A stop with 0, -1 or an unheard-of number, from a charger that lost ours: told before, or the likeliest.
        again = self._shelf.ended(charger_id, told)
        if again is not None:
            return again, True
        fitting = self._shelf.fitting(charger_id, told)
        return (fitting[0], len(fitting) == 1) if fitting else (None, True)

    def _begun(self, charger_id: str, outlet: int, told: TransactionTold) -> Session | None:
        again = self._shelf.begun(charger_id, told)
        if again is not None:
            return again
        if told.transaction_id is None:
            return self._begun_unnamed(charger_id, outlet, told)
        newest = self._shelf.find(charger_id, told.transaction_id)
        if newest is None or Evidence.START_MISSED in newest.evidence:
            # An ended one that began before this start had the same name from a charger that counts anew.
            reused = newest is not None and newest.stopped_at is not None and told.at > newest.stopped_at
            return None if reused else newest
        # The clock was set between two tellings of one start, if the meter has not moved between them.
        same = newest.open and told.meter_start_wh is not None and told.meter_start_wh == newest.meter_start_wh
        return newest if same and Evidence.CLOCK_CORRECTED in newest.evidence else None

    def _begun_unnamed(self, charger_id: str, outlet: int, told: TransactionTold) -> Session | None:
        """A start that waits for our number, of a session known already by its readings or under a wrong time."""
        running = self._shelf.open_at(charger_id, outlet)
        if running is None or not running.transaction_id.isdecimal():
            return None
        if Evidence.START_MISSED in running.evidence:
            return running if told.at <= running.started_at else None
        same = (
            told.meter_start_wh == running.meter_start_wh
            and told.card == running.card
            and (bool(told.meter_start_wh) or running.energy_wh == 0)
        )
        return running if same and Evidence.CLOCK_CORRECTED in running.evidence else None

    def _unnamed(self, charger_id: str, metered: Metered, readings: tuple[Reading, ...]) -> Session | None:
        """The session of readings that name none, or a wrong one: the one that ran at the outlet at their time."""
        running = self._shelf.open_at(charger_id, metered.outlet)
        if not readings or (running is not None and readings[-1].at >= running.started_at):
            return running
        at = readings[-1].at
        session = self._shelf.before(charger_id, metered.outlet, at)
        if session is not None and (session.stopped_at is None or at <= session.stopped_at):
            return session
        if metered.transaction_id is None:
            return None  # the idle outlet's own
        if running is not None and at >= running.started_at - GRACE:
            return running
        return session if session is not None and session.stopped_at and at <= session.stopped_at + GRACE else None

    # What a report does to its session.

    def _first_heard(self, charger_id: str, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        began = told.stage is Stage.BEGAN
        evidence: set[Evidence] = set() if began else {Evidence.START_MISSED}
        if told.clock_corrected:
            evidence.add(Evidence.CLOCK_CORRECTED)
        if told.offline or now - told.at > LATE_AFTER:
            evidence.add(Evidence.SENT_LATE)
        start_wh = start_of(told) if began else told.meter_start_wh
        number = self._new_number(charger_id)
        session = Session(
            id=number,
            charger_id=charger_id,
            outlet=outlet,
            transaction_id=told.transaction_id or str(number),
            started_at=told.at if began else min([told.at, *(reading.at for reading in told.readings)]),
            reported_start=reported(told) if began else None,
            card=told.card,
            meter_start_wh=start_wh,
            meter_last_wh=start_wh,
            evidence=frozenset(evidence),
            quality=Quality.MEASURED if began else Quality.RECONSTRUCTED,
            remote_start_id=told.remote_start_id,
        )
        earlier: tuple[Session, ...] = ()
        if told.stage is not Stage.ENDED or (told.seq is not None and told.outlet):
            earlier = self._closed_by(session)
        after = self._with(session, told)
        if told.stage is Stage.ENDED:
            after = stopped(after, told, now, self._previous_wh(after, told))
        else:
            after = self._closed_by_later(after)
        self._shelf.keep(after)
        return self._booked(session, after, told.readings, closed=earlier, new=True)

    def _continued(self, before: Session, outlet: int, told: TransactionTold, now: datetime, *, sure: bool) -> Booked:
        seq, runs = told.seq, before.heard
        latest = seq is None or not runs or seq > runs[-1][1]
        if seq is not None and not latest:
            newest = max(before.started_at, before.last_reading_at or before.started_at)
            latest = told.at > newest
            if numbering.heard(runs, seq) and (told.clock_corrected or told.at <= (before.stopped_at or newest)):
                # The same event again; only a charger that counts anew after a restart has news under an old number.
                return Booked(before, latest=False)
        if told.stage is Stage.BEGAN and seq is None and Evidence.START_MISSED not in before.evidence:
            return Booked(before, latest=False)  # the same start again
        session = before
        if told.stage is Stage.BEGAN and Evidence.START_MISSED in before.evidence:
            habit = self._habits.get(session.charger_id)
            session = revised(session, lambda each: with_start(each, told, habit))
        if outlet and told.outlet and outlet != session.outlet and session.open:
            session = replace(session, outlet=outlet)
        if told.stage is Stage.ENDED and (session.open or unheard(session)):
            after = self._stopped(session, told, now, sure=sure)
        elif told.stage is Stage.ENDED:
            after = stopped_again(self._with_facts(session, told), told, now)
        elif session.open:
            after = self._with(session, told)
            if self.open_at(session.charger_id, session.outlet) is not before:
                after = self._closed_by_later(after)
        else:
            after = self._read_late(self._with_facts(session, told), told.readings)
        if before.open and (told.offline or now - told.at > LATE_AFTER):
            after = with_evidence(after, Evidence.SENT_LATE)
        return self._booked(before, after, told.readings, latest=latest)

    def _with(self, session: Session, told: TransactionTold) -> Session:
        """The session after what a report says of it besides its end."""
        return followed(self._with_facts(session, told), told.readings, self._habits.get(session.charger_id))

    @staticmethod
    def _with_facts(session: Session, told: TransactionTold) -> Session:
        """Late facts bind; those that were told before stay."""
        runs = session.heard if told.seq is None else numbering.with_heard(session.heard, told.seq)
        bound = session.meter_start_wh is not None and session.card is not None and told.remote_start_id is None
        if bound and len(runs) <= 1 >= len(session.heard):  # the ordinary case
            return session if runs == session.heard else replace(session, heard=runs)
        card = session.card if session.card is not None or told.stage is Stage.ENDED else told.card
        start_wh = session.meter_start_wh if session.meter_start_wh is not None else told.meter_start_wh
        session = replace(
            session,
            card=card,
            heard=runs,
            meter_start_wh=start_wh,
            meter_last_wh=start_wh if session.meter_last_wh is None else session.meter_last_wh,
            remote_start_id=told.remote_start_id if session.remote_start_id is None else session.remote_start_id,
        )
        if len(runs) > 1:
            return with_evidence(session, Evidence.EVENTS_MISSING)
        if Evidence.EVENTS_MISSING in session.evidence:
            return replace(session, evidence=session.evidence - {Evidence.EVENTS_MISSING})
        return session

    def _stopped(self, session: Session, told: TransactionTold, now: datetime, *, sure: bool) -> Session:
        if not session.open:
            session = reopened(session)
        session = self._with(session, told)
        session = stopped(session, told, now, self._previous_wh(session, told))
        return session if sure else with_evidence(session, Evidence.JOINED_BY_METER)

    def _read_late(self, session: Session, readings: tuple[Reading, ...]) -> Session:
        """Readings of an ended session: within its time they count, after it they open nothing again.

        Only what we closed ourselves goes on, if its meter does and no other session has begun since.
        """
        if session.stopped_at is None:
            return session
        habit = self._habits.get(session.charger_id)
        later = self._shelf.after(session.charger_id, session.outlet, session.started_at)
        if not unheard(session):
            until = session.stopped_at + GRACE
            return read_late(session, readings, habit, min(until, later.started_at) if later else until)
        if later is not None:
            until = later.started_at
            return revised(session, lambda each: read_late(each, readings, habit, until))
        running = followed(reopened(session), readings, habit)
        moved_on = running.last_reading_at is not None and running.last_reading_at > session.stopped_at
        if moved_on and running.energy_wh > session.energy_wh:
            return running
        return revised(session, lambda each: followed(each, readings, habit, session.stopped_at))

    def _adopt(
        self, charger_id: str, outlet: int, transaction_id: str, readings: tuple[Reading, ...], now: datetime
    ) -> Session:
        """A session that was begun when nobody listened, known by its readings alone."""
        return Session(
            id=self._new_number(charger_id),
            charger_id=charger_id,
            outlet=outlet,
            transaction_id=transaction_id,
            started_at=readings[0].at if readings else now,
            evidence=frozenset({Evidence.START_MISSED}),
            quality=Quality.RECONSTRUCTED,
        )

    def _new_number(self, charger_id: str) -> int:
        """A number that this charger has given to no transaction of its own."""
        self._last_id += 1
        while self._shelf.find(charger_id, str(self._last_id)) is not None:
            self._last_id += 1
        return self._last_id

    # What one session says of its neighbours at the outlet.

    def _closed_by(self, new: Session) -> tuple[Session, ...]:
        """What is still open at this outlet, which a newer start shows to be over."""
        over = tuple(
            closed_by_next(running, new.started_at, new.meter_start_wh)
            for running in self.open_of(new.charger_id)
            if running.outlet == new.outlet and running.started_at <= new.started_at
        )
        for ended in over:
            self._shelf.keep(ended)
        return over

    def _closed_by_later(self, session: Session) -> Session:
        """A session that is told of when a later one at its outlet is known already is over."""
        later = self._shelf.after(session.charger_id, session.outlet, session.started_at)
        if later is None or later.id == session.id:
            return session
        near = later.started_at - session.started_at <= REMEMBERED_FOR
        return closed_by_next(session, later.started_at, later.meter_start_wh if near else None)

    def _previous_wh(self, session: Session, told: TransactionTold) -> int | None:
        """Where the meter stood when the session before this one ended, if this one may have begun there."""
        previous = self._shelf.before(session.charger_id, session.outlet, session.started_at, session.id)
        if previous is None or previous.stopped_at is None or not previous.meter_stop_wh or not told.meter_stop_wh:
            return None
        seconds = (told.at - previous.stopped_at).total_seconds()
        return previous.meter_stop_wh if told.meter_stop_wh - previous.meter_stop_wh <= most_wh(seconds) else None

    def _booked(
        self,
        before: Session,
        after: Session,
        readings: tuple[Reading, ...],
        *,
        closed: tuple[Session, ...] = (),
        new: bool = False,
        latest: bool = True,
    ) -> Booked:
        self._shelf.keep(after)
        habit: MeterHabit | None = None
        if after.evidence is not before.evidence:
            habit = learned(before, after)
            if habit is not None and self._habits.get(after.charger_id) is not habit:
                self._habits[after.charger_id] = habit
            else:
                habit = None
        card_heard = after.card is not None and (new or before.card is None)
        changed = new or after != before
        return Booked(after, changed, new, card_heard, closed, readings, latest=latest, habit=habit)


def _in_its_time(session: Session, at: datetime) -> bool:
    return session.started_at <= at and (session.stopped_at is None or at <= session.stopped_at)


def _not_ahead(told: TransactionTold, now: datetime) -> TransactionTold:
    """What is told of the future is told of now."""
    ahead = now + AHEAD
    if told.at > ahead:
        told = replace(told, at=now, clock_corrected=True, reported_at=told.at)
    if told.readings and told.readings[-1].at > ahead:
        told = replace(told, readings=_readings_not_ahead(told.readings, now))
    return told


def _readings_not_ahead(readings: tuple[Reading, ...], now: datetime) -> tuple[Reading, ...]:
    return tuple(reading if reading.at <= now + AHEAD else replace(reading, at=now) for reading in readings)
