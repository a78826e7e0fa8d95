"""What readings do to a session: its register, its energy, and power over time as a second opinion. Pure."""

from __future__ import annotations

from datetime import datetime

from app.core.ledger.belief import quality_of
from app.core.metering import MOST_POWER_W, Register, follow, recounted
from app.core.model import Evidence, MeterHabit, Moment, Reading, Session
from app.core.values import replace

# Power told less often than this says too little of the time between.
POWER_HOLDS_S = 300.0
# A first reading under this is no register for life.
FIRST_WH = 1_000
# What one reading adds without a closer look: a minute of the strongest charger.
_ORDINARY_WH = MOST_POWER_W // 60


def followed(
    session: Session, readings: tuple[Reading, ...], habit: MeterHabit | None = None, until: datetime | None = None
) -> Session:
    """The session after these readings, those of `until` and later left out; older ones move no register."""
    for reading in readings:
        if until is not None and reading.at >= until:
            continue
        value_wh = reading.energy_wh
        last_at, last_wh = session.last_reading_at, session.meter_last_wh
        if (
            value_wh is not None
            and last_at is not None
            and last_wh is not None
            and session.suspect_wh is None
            and reading.at > last_at
            and 0 <= value_wh - last_wh <= _ORDINARY_WH
            and (last_wh or not session.carried_wh)
            and reading.moment is not Moment.BEGIN
        ):
            start_wh = session.meter_start_wh or 0
            power_ws, power_at = _power(session, reading)
            session = replace(
                session,
                meter_last_wh=value_wh,
                energy_wh=max(0, session.carried_wh + value_wh - start_wh),
                last_reading_at=reading.at,
                power_ws=power_ws,
                power_at=power_at,
            )
            continue
        if reading.power_w is not None:
            power_ws, power_at = _power(session, reading)
            session = replace(session, power_ws=power_ws, power_at=power_at)
        if value_wh is not None:
            session = _moved(session, reading, value_wh, habit)
    return session


def _power(session: Session, reading: Reading) -> tuple[int | None, datetime | None]:
    """Each told power holds for the time since the one before."""
    power_w, so_far = reading.power_w, session.power_ws
    if power_w is None or so_far is None:
        return so_far, session.power_at
    seconds = (reading.at - (session.power_at or session.started_at)).total_seconds()
    if seconds <= 0:
        return so_far, session.power_at
    if seconds > POWER_HOLDS_S:
        return None, None
    return so_far + round(power_w * seconds), reading.at


def _moved(session: Session, reading: Reading, value_wh: int, habit: MeterHabit | None) -> Session:
    """The session after a register value that is not simply the next one."""
    if reading.moment is Moment.BEGIN:
        if session.meter_start_wh is None:
            return replace(session, meter_start_wh=value_wh, meter_last_wh=value_wh)
        return session
    if session.meter_start_wh is None or session.meter_last_wh is None:
        return replace(
            session,
            meter_start_wh=value_wh,
            meter_last_wh=value_wh,
            last_reading_at=reading.at,
            evidence=session.evidence | {Evidence.METER_START_MISSING},
        )
    register = register_of(session)
    last_at = session.last_reading_at
    if last_at is not None and reading.at <= last_at:
        return _moved_by_older(session, register, reading, value_wh)
    whole_s = (reading.at - session.started_at).total_seconds()
    seconds = whole_s if last_at is None else (reading.at - last_at).total_seconds()
    moved = follow(register, value_wh, seconds, whole_s)
    if register.untouched and last_at is None:
        counts_anew = habit is MeterHabit.SESSION_SAMPLES and 0 < value_wh < register.start_wh
        starts_late = habit is MeterHabit.ZERO_START and register.start_wh == 0 and value_wh > FIRST_WH
        if counts_anew or starts_late:
            moved = recounted(register, value_wh, value_wh, from_zero=counts_anew)
    return at_register(session, moved, reading.at)


def _moved_by_older(session: Session, register: Register, reading: Reading, value_wh: int) -> Session:
    """A reading from before the newest: it may extend a session back to a start that was never told.

    A register that was not reset only rises: a higher value with an older time comes from a clock that was set back.
    """
    evidence = session.evidence
    if register.carried_wh or register.suspect_wh is not None:
        return session
    over = session.stopped_at is not None
    if (
        value_wh < register.start_wh
        and Evidence.METER_START_MISSING in evidence
        and register.start_wh - value_wh
        <= (MOST_POWER_W * max((session.last_reading_at or reading.at) - reading.at, _NO_TIME).total_seconds() / 3600)
    ):
        started_at = session.started_at
        if Evidence.START_MISSED in evidence:
            started_at = min(started_at, reading.at)
        register = Register(value_wh, register.last_wh)
        return replace(
            session, meter_start_wh=value_wh, energy_wh=register.energy_wh, started_at=started_at, evidence=evidence
        )
    moved = follow(register, value_wh, 0.0)
    if value_wh > register.last_wh and moved.suspect_wh is None and not over:
        late = reading.at < (session.last_reading_at or reading.at)
        session = replace(session, evidence=evidence | {Evidence.CLOCK_CORRECTED} if late else evidence)
        return at_register(session, moved, session.last_reading_at or reading.at)
    return session


_NO_TIME = datetime.resolution * 0


def register_of(session: Session) -> Register:
    start_wh = session.meter_start_wh or 0
    last_wh = start_wh if session.meter_last_wh is None else session.meter_last_wh
    return Register(start_wh, last_wh, session.carried_wh, session.suspect_wh)


def counted(session: Session, register: Register) -> Session:
    """With the register's figures as its own: what `register_of` reads back."""
    return replace(
        session,
        meter_start_wh=register.start_wh,
        meter_last_wh=register.last_wh,
        carried_wh=register.carried_wh,
        suspect_wh=register.suspect_wh,
        energy_wh=register.energy_wh,
    )


def at_register(session: Session, register: Register, at: datetime) -> Session:
    """The session with its register here, and what this step says of its meter."""
    evidence, before = session.evidence, register_of(session)
    if register.jumped and before.untouched and Evidence.METER_START_MISSING in evidence:
        # A start that was only the first reading is worth no more than what contradicts it.
        first_wh = register.last_wh if before.suspect_wh is None else before.suspect_wh
        register = Register(first_wh, register.last_wh)
    elif register.jumped:
        evidence |= {Evidence.SESSION_METER if before.untouched else Evidence.REGISTER_RESET}
    elif register.start_wh != session.meter_start_wh and before.untouched:
        evidence |= {Evidence.METER_START_MISSING}
    return replace(
        counted(session, register),
        last_reading_at=at,
        evidence=evidence,
        quality=session.quality if evidence is session.evidence else quality_of(evidence),
    )


def learned(before: Session, after: Session) -> MeterHabit | None:
    """What a session's own figures teach of the charger's meter, where they do."""
    if Evidence.SESSION_METER in after.evidence and Evidence.SESSION_METER not in before.evidence:
        return MeterHabit.SESSION_SAMPLES
    # The start itself must have said 0, and not a first reading in the place of one that never came.
    if (
        before.meter_start_wh == 0
        and after.meter_start_wh
        and Evidence.METER_START_MISSING in (after.evidence - before.evidence)
    ):
        return MeterHabit.ZERO_START
    return None
