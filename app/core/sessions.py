"""The ledger: opens, follows, joins and closes sessions, in whatever order and however often they are told.

A charger repeats what it got no answer to, tells its offline night hours late, forgets starts and stops. The ledger
answers the same thing to a repeat, closes what a newer fact shows to be over, and writes down as evidence why each
number is believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.core.metering import Register, finish, follow
from app.core.model import Evidence, Moment, Quality, Reading, Session, StopReason
from app.core.reports import Metered, Stage, TransactionTold
from app.core.values import Value, replace

# Evidence that makes a session's energy a reconstruction rather than a measurement.
_RECONSTRUCTED = frozenset(
    {
        Evidence.START_MISSED,
        Evidence.STOP_MISSED,
        Evidence.REGISTER_RESET,
        Evidence.METER_START_MISSING,
        Evidence.METER_STOP_BELOW_START,
        Evidence.EVENTS_MISSING,
    }
)
# How long an ended session is kept at hand, so that a late repeat is told from news.
REMEMBERED_FOR = timedelta(days=3)
# A told start this long ago was queued while the charger was offline.
LATE_AFTER = timedelta(minutes=5)


class Booked(Value, frozen=True):
    """What one report did to the ledger."""

    session: Session | None = None  # the one it was about, as it now stands
    changed: bool = False  # it differs from before
    closed: tuple[Session, ...] = ()  # others that it showed to be over
    readings: tuple[Reading, ...] = ()  # to be kept with `session`


class Ledger:
    """Open sessions and those just ended, by charger. Knows nothing of outlets' states, links or disks."""

    def __init__(self, open_sessions: Iterable[Session], recent: Iterable[Session], last_id: int) -> None:
        self._last_id = last_id
        self._open: dict[tuple[str, int], Session] = {}
        # By charger: transaction id → the session that last had it, open or ended.
        self._by_transaction: dict[str, dict[str, Session]] = {}
        # What makes a start the same start → its transaction id.
        self._by_start: dict[_Start, str] = {}
        for session in sorted((*recent, *open_sessions), key=lambda each: each.id):
            self._keep(session)

    def open_at(self, charger_id: str, outlet: int) -> Session | None:
        return self._open.get((charger_id, outlet))

    def open_of(self, charger_id: str) -> list[Session]:
        return [session for (owner, _), session in self._open.items() if owner == charger_id]

    def find(self, charger_id: str, transaction_id: str | None) -> Session | None:
        """The open or lately ended session of this charger's transaction."""
        if transaction_id is None:
            return None
        return self._by_transaction.get(charger_id, {}).get(transaction_id)

    def known(self, session_id: int) -> Session | None:
        """The session of this number, open or lately ended."""
        everything = (each for kept in self._by_transaction.values() for each in kept.values())
        return next((each for each in everything if each.id == session_id), None)

    def amended(self, session: Session) -> None:
        """Follow this successor of a known session, which people have written over."""
        self._keep(session)

    def next_id(self) -> int:
        """A number that no session has."""
        self._last_id += 1
        return self._last_id

    def told(self, charger_id: str, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        """Book a transaction report; `outlet` is where it is known or guessed to be."""
        if told.transaction_id is None and told.stage is Stage.BEGAN:
            return self._began_unnamed(charger_id, outlet, told, now)
        session = self._meant(charger_id, told)
        if session is None:
            return self._first_heard(charger_id, outlet, told, now)
        if told.stage is Stage.BEGAN and self._is_reused(session, told):
            return self._first_heard(charger_id, outlet, told, now)
        return self._continued(session, outlet, told, now)

    def metered(self, charger_id: str, metered: Metered, *, charging: bool, now: datetime) -> Booked:
        """Book readings. `charging`: the outlet says a car charges, so an unheard-of session must be running."""
        named = self.find(charger_id, metered.transaction_id)
        running = self.open_at(charger_id, metered.outlet)
        session = named or running
        if session is None:
            if not charging or metered.transaction_id is None:
                return Booked(readings=metered.readings)
            session = self._adopt(charger_id, metered, now)
        after = _followed(session, metered.readings) if session.open else session
        return self._booked(session, after, metered.readings)

    def close(self, session: Session, at: datetime, why: Evidence | None = None) -> Session:
        """End a session whose own stop never came, at what is known of it."""
        ended = _ended(
            session,
            at,
            meter_stop_wh=None,
            reason=StopReason.UNKNOWN,
            evidence={Evidence.STOP_MISSED} | ({why} if why else set()),
        )
        self._keep(ended)
        return ended

    def forget_old(self, now: datetime) -> None:
        """Drop ended sessions that no charger will repeat any more."""
        for sessions in self._by_transaction.values():
            for transaction_id, session in list(sessions.items()):
                if session.stopped_at is not None and now - session.stopped_at > REMEMBERED_FOR:
                    del sessions[transaction_id]
                    self._by_start.pop(_start_of(session), None)

    # How a report finds its session.

    def _meant(self, charger_id: str, told: TransactionTold) -> Session | None:
        session = self.find(charger_id, told.transaction_id)
        if session is not None or told.stage is not Stage.ENDED or told.seq is not None:
            return session
        # A stop with 0, -1 or an unheard-of number, from a charger that lost ours: the session it fits, if one does.
        fitting = [running for running in self.open_of(charger_id) if _fits(running, told)]
        return fitting[0] if len(fitting) == 1 else None

    @staticmethod
    def _is_reused(session: Session, told: TransactionTold) -> bool:
        """A charger that began to count anew gives an ended session's number to a new one."""
        return not session.open and session.stopped_at is not None and told.at > session.stopped_at

    def _began_unnamed(self, charger_id: str, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        """A start that waits for our number: the same start again gets the same number."""
        start = (charger_id, outlet, told.card, told.at, told.meter_start_wh)
        session = self.find(charger_id, self._by_start.get(start))
        if session is not None and not told.clock_corrected:
            return Booked(session)
        return self._first_heard(charger_id, outlet, told, now)

    # What a report does to its session.

    def _first_heard(self, charger_id: str, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        self._last_id += 1
        evidence: set[Evidence] = set()
        if told.stage is not Stage.BEGAN:
            evidence.add(Evidence.START_MISSED)
        if told.clock_corrected:
            evidence.add(Evidence.CLOCK_CORRECTED)
        if told.offline or now - told.at > LATE_AFTER:
            evidence.add(Evidence.SENT_LATE)
        session = Session(
            id=self._last_id,
            charger_id=charger_id,
            outlet=outlet,
            transaction_id=told.transaction_id or str(self._last_id),
            started_at=_first_instant(told),
            reported_start=told.at if told.stage is Stage.BEGAN else None,
            card=told.card,
            meter_start_wh=told.meter_start_wh,
            meter_last_wh=told.meter_start_wh,
            evidence=frozenset(evidence),
            last_seq=None,
            remote_start_id=told.remote_start_id,
        )
        closed = () if told.stage is Stage.ENDED else self._closed_by(session)
        after = _told(session, told)
        self._keep(after)
        return Booked(after, changed=True, closed=closed, readings=told.readings)

    def _continued(self, session: Session, outlet: int, told: TransactionTold, now: datetime) -> Booked:
        if told.seq is not None and session.last_seq is not None and told.seq == session.last_seq:
            return Booked(session)  # the same event again
        if told.stage is Stage.BEGAN and Evidence.START_MISSED in session.evidence:
            return self._booked(session, _with_start(session, told), told.readings)
        if not session.open:
            if told.stage is Stage.ENDED and told.seq is None:
                return Booked(session)  # the same stop again
            # News from before the end that arrives after it is kept, and changes no number.
            return Booked(session, readings=told.readings)
        if outlet and told.outlet and outlet != session.outlet:
            moved = replace(session, outlet=outlet)
            self._open.pop((session.charger_id, session.outlet), None)
            session = moved
        after = _told(session, told)
        if told.offline or now - told.at > LATE_AFTER:
            after = replace(after, evidence=after.evidence | {Evidence.SENT_LATE})
        return self._booked(session, after, told.readings)

    def _adopt(self, charger_id: str, metered: Metered, now: datetime) -> Session:
        """A session that was begun when nobody listened, known by its readings alone."""
        self._last_id += 1
        return Session(
            id=self._last_id,
            charger_id=charger_id,
            outlet=metered.outlet,
            transaction_id=metered.transaction_id or str(self._last_id),
            started_at=metered.readings[0].at if metered.readings else now,
            evidence=frozenset({Evidence.START_MISSED}),
            quality=Quality.RECONSTRUCTED,
        )

    def _closed_by(self, new: Session) -> tuple[Session, ...]:
        """The session still open at this outlet, which a newer start shows to be over."""
        running = self._open.get((new.charger_id, new.outlet))
        if running is None or running.started_at > new.started_at:
            return ()
        at = running.last_reading_at or new.started_at
        return (self.close(running, min(at, new.started_at), Evidence.CLOSED_BY_NEXT_START),)

    def _booked(self, before: Session, after: Session, readings: tuple[Reading, ...]) -> Booked:
        self._keep(after)
        return Booked(after, changed=after != before, readings=readings)

    def _keep(self, session: Session) -> None:
        where = (session.charger_id, session.outlet)
        self._by_transaction.setdefault(session.charger_id, {})[session.transaction_id] = session
        if session.reported_start is not None:
            self._by_start[_start_of(session)] = session.transaction_id
        running = self._open.get(where)
        if session.open:
            if running is None or running.started_at <= session.started_at:
                self._open[where] = session
        elif running is not None and running.id == session.id:
            del self._open[where]


_Start = tuple[str, int, str | None, datetime | None, int | None]


def _start_of(session: Session) -> _Start:
    return (session.charger_id, session.outlet, session.card, session.reported_start, session.meter_start_wh)


def _first_instant(told: TransactionTold) -> datetime:
    """When a session first heard of in the middle or at its end began, as far back as its readings go."""
    return min([told.at, *(reading.at for reading in told.readings)]) if told.stage is not Stage.BEGAN else told.at


def _fits(session: Session, told: TransactionTold) -> bool:
    """This stop could be this open session's: meter and time did not run back, the card is not another."""
    meter_fits = (
        told.meter_stop_wh is None
        or told.meter_stop_wh == 0
        or session.meter_last_wh is None
        or told.meter_stop_wh >= session.meter_last_wh
    )
    card_fits = told.card is None or session.card is None or told.card.casefold() == session.card.casefold()
    outlet_fits = told.outlet is None or told.outlet == session.outlet
    return meter_fits and card_fits and outlet_fits and told.at >= session.started_at


def _with_start(session: Session, told: TransactionTold) -> Session:
    """A session heard of before its start was told, with the start in its place."""
    evidence = session.evidence - {Evidence.START_MISSED}
    begun_wh = next((each.energy_wh for each in told.readings if each.energy_wh is not None), told.meter_start_wh)
    start_wh = told.meter_start_wh if told.meter_start_wh is not None else begun_wh
    if start_wh is not None and session.meter_last_wh is not None:
        evidence = evidence - {Evidence.METER_START_MISSING}
        energy_wh = Register(start_wh, session.meter_last_wh, session.carried_wh).energy_wh
    else:
        start_wh, energy_wh = session.meter_start_wh, session.energy_wh
    return replace(
        session,
        started_at=told.at,
        reported_start=told.at,
        card=told.card if session.card is None else session.card,
        meter_start_wh=start_wh,
        energy_wh=energy_wh,
        evidence=evidence,
        quality=_quality(evidence),
    )


def _told(session: Session, told: TransactionTold) -> Session:
    """The session after this report: late facts bind, readings move the register, an end closes."""
    evidence = set(session.evidence)
    if told.seq is not None and session.last_seq is not None and told.seq > session.last_seq + 1:
        evidence.add(Evidence.EVENTS_MISSING)
    last_seq = session.last_seq if told.seq is None else max(told.seq, session.last_seq or 0)
    card = session.card if session.card is not None or told.stage is Stage.ENDED else told.card
    start_wh = session.meter_start_wh if session.meter_start_wh is not None else told.meter_start_wh
    session = replace(
        session,
        card=card,
        evidence=frozenset(evidence),
        last_seq=last_seq,
        meter_start_wh=start_wh,
        meter_last_wh=start_wh if session.meter_last_wh is None else session.meter_last_wh,
        remote_start_id=told.remote_start_id if session.remote_start_id is None else session.remote_start_id,
    )
    session = _followed(session, told.readings)
    if told.stage is not Stage.ENDED:
        return session
    return _ended(session, told.at, told.meter_stop_wh, told.reason or StopReason.LOCAL, set(), told.card)


def _followed(session: Session, readings: tuple[Reading, ...]) -> Session:
    """The session after these readings; those older than what it already follows move nothing."""
    for reading in readings:
        value_wh = reading.energy_wh
        if value_wh is None:
            continue
        if reading.moment is Moment.BEGIN:
            if session.meter_start_wh is None:
                session = replace(session, meter_start_wh=value_wh, meter_last_wh=value_wh)
            continue
        if session.last_reading_at is not None and reading.at < session.last_reading_at:
            continue
        if session.meter_start_wh is None or session.meter_last_wh is None:
            session = replace(
                session,
                meter_start_wh=value_wh,
                meter_last_wh=value_wh,
                last_reading_at=reading.at,
                evidence=session.evidence | {Evidence.METER_START_MISSING},
            )
            continue
        since = session.last_reading_at or session.started_at
        session = _at_register(
            session, follow(_register(session), value_wh, (reading.at - since).total_seconds()), reading.at
        )
    return session


def _register(session: Session) -> Register:
    start_wh = session.meter_start_wh or 0
    last_wh = start_wh if session.meter_last_wh is None else session.meter_last_wh
    return Register(start_wh, last_wh, session.carried_wh, session.suspect_wh)


def _at_register(session: Session, register: Register, at: datetime) -> Session:
    evidence = session.evidence | {Evidence.REGISTER_RESET} if register.jumped else session.evidence
    return replace(
        session,
        meter_last_wh=register.last_wh,
        carried_wh=register.carried_wh,
        suspect_wh=register.suspect_wh,
        energy_wh=register.energy_wh,
        last_reading_at=at,
        evidence=evidence,
        quality=_quality(evidence),
    )


def _ended(
    session: Session,
    at: datetime,
    meter_stop_wh: int | None,
    reason: StopReason,
    evidence: set[Evidence],
    card: str | None = None,
) -> Session:
    evidence = evidence | session.evidence
    if meter_stop_wh is not None:
        if session.meter_start_wh is None:
            evidence.add(Evidence.METER_START_MISSING)
            session = replace(session, meter_start_wh=meter_stop_wh, meter_last_wh=meter_stop_wh)
        else:
            seconds = (at - (session.last_reading_at or session.started_at)).total_seconds()
            session = _at_register(session, finish(_register(session), meter_stop_wh, seconds), at)
        evidence |= session.evidence
    elif session.last_reading_at is None:
        evidence.add(Evidence.METER_STOP_MISSING)
    return replace(
        session,
        stopped_at=max(at, session.started_at),
        meter_stop_wh=meter_stop_wh if meter_stop_wh else session.meter_last_wh,
        suspect_wh=None,
        stop_reason=reason,
        stop_card=card,
        evidence=frozenset(evidence),
        quality=_quality(evidence),
    )


def _quality(evidence: Iterable[Evidence]) -> Quality:
    return Quality.MEASURED if _RECONSTRUCTED.isdisjoint(evidence) else Quality.RECONSTRUCTED
