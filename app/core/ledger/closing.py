"""How a session gets its ends: a stop that is told, a closing of ours where none came, a start told late. Pure.

A closing of ours is a guess from stated evidence, and every later fact about the session takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from app.core.ledger.belief import quality_of
from app.core.ledger.following import at_register, counted, followed, register_of
from app.core.metering import ROUNDING_WH, STEADY_POWER_W, Register, finish, follow
from app.core.model import Evidence, MeterHabit, Reading, Session, StopReason
from app.core.reports import TransactionTold
from app.core.values import replace

# Readings up to this long after a stop still belong to it: the closing one often comes last.
GRACE = timedelta(minutes=5)
# A stop without a meter value counts as metered where the last reading is so near.
STOP_NEAR = timedelta(minutes=1)
# A session whose last reading is younger than this was running until now.
RUNNING_WITHIN = timedelta(minutes=15)
# Register and power over time disagree from here on: by this, and by this factor.
DISAGREES_WH = 2_000
DISAGREES_TIMES = 2.0
# About a thousand times: a unit mistaken for another.
_THOUSANDFOLD = (600.0, 1_600.0)

# What a closing of ours writes down, and takes back when more is heard.
_OF_CLOSING = frozenset(
    {
        Evidence.STOP_MISSED,
        Evidence.CLOSED_BY_NEXT_START,
        Evidence.METER_STOP_MISSING,
        Evidence.METER_STOP_FROM_NEXT_START,
        Evidence.ENERGY_FROM_POWER,
        Evidence.POWER_DISAGREES,
        Evidence.UNIT_DOUBTED,
    }
)


def reported(told: TransactionTold) -> datetime | None:
    """The time as the charger wrote it, however wrong: the same in every repeat."""
    return told.reported_at if told.clock_corrected else told.at


def with_evidence(session: Session, *more: Evidence) -> Session:
    evidence = session.evidence.union(more)
    return session if evidence == session.evidence else _judged_by(session, evidence)


def _judged_by(session: Session, evidence: Iterable[Evidence]) -> Session:
    evidence = frozenset(evidence)
    return replace(session, evidence=evidence, quality=quality_of(evidence))


# Closed by us.


def unheard(session: Session) -> bool:
    """Closed by us: its own stop never came."""
    return session.stopped_at is not None and Evidence.STOP_MISSED in session.evidence


def closed(session: Session, at: datetime, why: Evidence | None = None, next_wh: int | None = None) -> Session:
    """A session whose own stop did not come, ended at what is known of it.

    `next_wh`: what the meter said when the next session began; what was counted until then was this one's.
    """
    evidence = {*session.evidence, Evidence.STOP_MISSED} | ({why} if why else set())
    stop_wh, energy_wh = session.meter_last_wh, session.energy_wh
    if next_wh is not None and session.meter_start_wh is not None and not _zero_start(session):
        for_life = session.meter_start_wh + energy_wh if Evidence.SESSION_METER in evidence else session.meter_last_wh
        gained = next_wh - (session.meter_start_wh if for_life is None else for_life)
        if gained >= 0:
            stop_wh, energy_wh = next_wh, energy_wh + gained
            evidence.add(Evidence.METER_STOP_FROM_NEXT_START)
    if session.last_reading_at is None and Evidence.METER_STOP_FROM_NEXT_START not in evidence:
        evidence.add(Evidence.METER_STOP_MISSING)
    by_power_wh = (session.power_ws or 0) // 3600
    if energy_wh == 0 and by_power_wh >= ROUNDING_WH and Evidence.METER_STOP_FROM_NEXT_START not in evidence:
        energy_wh = by_power_wh
        evidence.add(Evidence.ENERGY_FROM_POWER)
    ended = replace(
        session,
        stopped_at=max(at, session.started_at),
        meter_stop_wh=stop_wh,
        energy_wh=energy_wh,
        suspect_wh=None,
        stop_reason=StopReason.UNKNOWN,
    )
    return _compared(_judged_by(ended, evidence))


def closed_by_next(session: Session, next_at: datetime, next_wh: int | None) -> Session:
    """A session that a newer start at its outlet shows to be over."""
    last_at = session.last_reading_at or session.started_at
    if next_wh is not None and session.meter_last_wh is not None:
        most = STEADY_POWER_W * max((next_at - last_at).total_seconds(), 0.0) / 3600 + ROUNDING_WH
        if next_wh - session.meter_last_wh > most and Evidence.SESSION_METER not in session.evidence:
            next_wh = None
    at = session.last_reading_at or next_at
    return closed(session, min(at, next_at), Evidence.CLOSED_BY_NEXT_START, next_wh)


def reopened(session: Session) -> Session:
    """The session as it was before we closed it."""
    energy_wh = session.energy_wh if session.meter_start_wh is None else register_of(session).energy_wh
    session = replace(session, stopped_at=None, meter_stop_wh=None, energy_wh=energy_wh, stop_reason=None)
    return _judged_by(session, session.evidence - _OF_CLOSING)


def revised(session: Session, change: Callable[[Session], Session]) -> Session:
    """The session after `change`; one that we closed is closed again as it was, from what is known now."""
    if session.stopped_at is None or not unheard(session):
        return change(session)
    next_wh = session.meter_stop_wh if Evidence.METER_STOP_FROM_NEXT_START in session.evidence else None
    why = Evidence.CLOSED_BY_NEXT_START if Evidence.CLOSED_BY_NEXT_START in session.evidence else None
    changed = change(reopened(session))
    at = max(session.stopped_at, changed.last_reading_at or session.stopped_at)
    return closed(changed, at, why, next_wh)


def read_late(session: Session, readings: tuple[Reading, ...], habit: MeterHabit | None, until: datetime) -> Session:
    """An ended session after readings that came when it was over; only what belongs to its time counts."""
    after = followed(session, readings, habit, until)
    if after.carried_wh != session.carried_wh or after.energy_wh < session.energy_wh:
        return session
    known = (after.energy_wh, after.meter_start_wh, after.started_at)
    if known == (session.energy_wh, session.meter_start_wh, session.started_at):
        return session
    if session.stopped_at is None or unheard(session) or after.meter_last_wh == session.meter_last_wh:
        return replace(after, suspect_wh=None)
    gained = after.energy_wh - session.energy_wh
    after = replace(after, suspect_wh=None, meter_stop_wh=after.meter_last_wh)
    return with_evidence(after, Evidence.READ_AFTER_STOP) if gained > ROUNDING_WH else after


# Stopped by the charger's own word.


def stopped(session: Session, told: TransactionTold, now: datetime, previous_wh: int | None = None) -> Session:
    """The session after its own stop. `previous_wh`: where the meter stood when the session before it ended."""
    at, evidence = _stop_instant(session, told, now), set(session.evidence)
    if at != told.at or told.clock_corrected:
        evidence.add(Evidence.CLOCK_CORRECTED)
    value_wh = told.meter_stop_wh
    if value_wh is None:
        if session.last_reading_at is None or at - session.last_reading_at > STOP_NEAR:
            evidence.add(Evidence.METER_STOP_MISSING)
    elif session.meter_start_wh is None:
        start_wh = value_wh
        evidence.add(Evidence.METER_START_MISSING)
        if previous_wh is not None and previous_wh <= value_wh:
            start_wh = previous_wh
            evidence.add(Evidence.METER_START_FROM_LAST_STOP)
        session = at_register(session, Register(start_wh, value_wh), at)
    else:
        register, zero = register_of(session), _zero_start(session)
        seconds = (at - (session.last_reading_at or session.started_at)).total_seconds()
        register, odd = finish(register, value_wh, seconds, (at - session.started_at).total_seconds())
        if odd is Evidence.METER_JUMPED and zero:  # the 0 at the start was no figure
            odd = Evidence.METER_START_MISSING
            known = previous_wh is not None and previous_wh <= value_wh
            register = Register(previous_wh if known and previous_wh is not None else value_wh, value_wh)
            if known:
                odd = Evidence.METER_START_FROM_LAST_STOP
        session = at_register(session, register, at)
        evidence |= session.evidence | ({odd} if odd is not None else set())
        if odd is Evidence.SESSION_METER:  # it was no reset: the register for life went on
            evidence.discard(Evidence.REGISTER_RESET)
        if odd is Evidence.METER_STOP_MISSING:
            value_wh = None
    ended = replace(
        session,
        stopped_at=at,
        meter_stop_wh=session.meter_last_wh if value_wh is None else value_wh,
        suspect_wh=None,
        stop_reason=told.reason or StopReason.LOCAL,
        stop_card=told.card,
        reported_stop=reported(told),
    )
    return _compared(_judged_by(ended, evidence))


def stopped_again(session: Session, told: TransactionTold, now: datetime) -> Session:
    """An ended session whose stop is told again. The later and higher one counts; two that differ are in dispute."""
    first_wh, second_wh, at = session.meter_stop_wh, told.meter_stop_wh, session.stopped_at
    if reported(told) == session.reported_stop or not second_wh or first_wh is None or at is None:
        return session
    apart = abs(told.at - at)
    if abs(second_wh - first_wh) <= ROUNDING_WH and (apart <= STOP_NEAR or told.clock_corrected):
        return session
    if told.at >= at and second_wh > first_wh and not told.clock_corrected:
        later = stopped(replace(session, stopped_at=None), told, now)
        if Evidence.METER_JUMPED not in later.evidence:
            return with_evidence(later, Evidence.TWO_STOPS)
    return with_evidence(session, Evidence.TWO_STOPS)


def _stop_instant(session: Session, told: TransactionTold, now: datetime) -> datetime:
    """When it ended: not before it began, nor before what it told on its way, whatever the clock said."""
    last_at = max(session.started_at, session.last_reading_at or session.started_at)
    if told.at >= session.started_at and last_at - told.at <= GRACE:
        return told.at
    running = not told.offline and now - last_at <= RUNNING_WITHIN
    return max(now, last_at) if running else last_at


def _zero_start(session: Session) -> bool:
    """Its start said 0 and nothing was counted since: perhaps no figure at all."""
    return session.meter_start_wh == 0 and register_of(session).untouched


def _compared(session: Session) -> Session:
    """The ended session, its register held against power over time."""
    evidence = session.evidence - {Evidence.POWER_DISAGREES, Evidence.UNIT_DOUBTED}
    power_at, stopped_at = session.power_at, session.stopped_at
    if (
        session.power_ws
        and power_at is not None
        and stopped_at is not None
        and stopped_at - power_at <= GRACE
        and Evidence.ENERGY_FROM_POWER not in evidence
    ):
        low, high = sorted((session.power_ws / 3600, float(session.energy_wh)))
        times = high / max(low, 1.0)
        if high - low > DISAGREES_WH and times > DISAGREES_TIMES:
            thousandfold = _THOUSANDFOLD[0] <= times <= _THOUSANDFOLD[1]
            evidence |= {Evidence.UNIT_DOUBTED if thousandfold else Evidence.POWER_DISAGREES}
    return session if evidence == session.evidence else _judged_by(session, evidence)


# A start told late.


def with_start(session: Session, told: TransactionTold, habit: MeterHabit | None = None) -> Session:
    """A session heard of before its start was told, with the start in its place."""
    evidence = set(session.evidence - {Evidence.START_MISSED})
    start_wh, register = start_of(told), register_of(session)
    unsaid = start_wh is None or (start_wh == 0 and register.start_wh > STEADY_POWER_W)
    if unsaid and start_wh is not None and session.open and register.untouched and habit is not MeterHabit.ZERO_START:
        unsaid = False  # one reading against a 0: the next tells which of the two was no figure
    if start_wh is not None and not unsaid:
        evidence -= {Evidence.METER_START_MISSING, Evidence.METER_START_FROM_LAST_STOP}
        register, odd = _from_start(session, start_wh, told.at)
        evidence |= {odd} if odd is not None else set()
        session = counted(session, register)
    mended = replace(
        session,
        started_at=min(told.at, session.stopped_at or told.at),
        reported_start=reported(told),
        card=told.card if session.card is None else session.card,
    )
    return _compared(_judged_by(mended, evidence))


def _from_start(session: Session, start_wh: int, started_at: datetime) -> tuple[Register, Evidence | None]:
    """The register of a session whose start is told when more of it is known already, and what is odd about it."""
    known = register_of(session)
    if session.meter_last_wh is None:
        return Register(start_wh, start_wh), None
    if known.carried_wh:
        return replace(known, start_wh=start_wh), None
    seconds = ((session.last_reading_at or session.stopped_at or started_at) - started_at).total_seconds()
    moved = follow(Register(start_wh, start_wh), known.last_wh, seconds, seconds)
    if moved.suspect_wh is None:
        return replace(moved, suspect_wh=known.suspect_wh), None
    if session.open:  # what was read is doubted until the next reading
        return moved, None
    if known.last_wh < start_wh:  # its readings count from zero
        return Register(start_wh, known.last_wh, start_wh), Evidence.SESSION_METER
    return Register(start_wh, start_wh), Evidence.METER_JUMPED


def start_of(told: TransactionTold) -> int | None:
    """The meter at the start: as told, or the first reading that came with it."""
    if told.meter_start_wh is not None:
        return told.meter_start_wh
    return next((each.energy_wh for each in told.readings if each.energy_wh is not None), None)
