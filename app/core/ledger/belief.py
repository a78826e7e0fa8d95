"""Why a session's numbers are believed: for each its quality, and the evidence behind it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from app.core.model import Evidence, Origin, Quality, Session
from app.core.values import Value


class Number(Enum):
    """A figure of a session that can be doubted by itself."""

    STARTED_AT = "started_at"
    STOPPED_AT = "stopped_at"
    METER_START = "meter_start"
    METER_STOP = "meter_stop"
    ENERGY = "energy"


class Belief(Value, frozen=True):
    quality: Quality
    evidence: tuple[Evidence, ...] = ()  # what speaks of this number, in the order of the table below


class Beliefs(Value, frozen=True):
    """One for each number; the quality of the energy is the session's own."""

    started_at: Belief
    stopped_at: Belief
    meter_start: Belief
    meter_stop: Belief
    energy: Belief


# Of two qualities of one number the later one here is what it is worth.
_WORSE = (Quality.MEASURED, Quality.RECONSTRUCTED, Quality.DISPUTED, Quality.EDITED)

# These begin, and count, where a person said so.
_PEOPLES = (Origin.BY_HAND, Origin.SPLIT)

_M, _R, _D = Quality.MEASURED, Quality.RECONSTRUCTED, Quality.DISPUTED
_STARTED, _STOPPED = Number.STARTED_AT, Number.STOPPED_AT
_METER_START, _METER_STOP, _ENERGY = Number.METER_START, Number.METER_STOP, Number.ENERGY

# What each piece of evidence makes of which numbers. MEASURED: it is worth saying, and takes nothing away.
_SAYS: dict[Evidence, dict[Number, Quality]] = {
    Evidence.START_MISSED: {_STARTED: _R, _METER_START: _R, _ENERGY: _R},
    Evidence.STOP_MISSED: {_STOPPED: _R, _METER_STOP: _R, _ENERGY: _R},
    Evidence.CLOSED_BY_NEXT_START: {_STOPPED: _R},
    Evidence.METER_START_MISSING: {_METER_START: _R, _ENERGY: _R},
    Evidence.METER_START_FROM_LAST_STOP: {_METER_START: _R, _ENERGY: _R},
    Evidence.METER_STOP_MISSING: {_METER_STOP: _R, _ENERGY: _R},
    Evidence.METER_STOP_FROM_NEXT_START: {_METER_STOP: _R, _ENERGY: _R},
    Evidence.METER_STOP_BELOW_START: {_METER_STOP: _R, _ENERGY: _R},
    Evidence.JOINED_BY_METER: {_STOPPED: _R, _METER_STOP: _R, _ENERGY: _R},
    Evidence.REGISTER_RESET: {_ENERGY: _R},
    Evidence.ENERGY_FROM_POWER: {_ENERGY: _R},
    Evidence.SESSION_METER: {_ENERGY: _M},
    Evidence.READ_AFTER_STOP: {_METER_STOP: _M, _ENERGY: _M},
    Evidence.CLOCK_CORRECTED: {_STARTED: _R, _STOPPED: _R},
    Evidence.SENT_LATE: {_STARTED: _M, _STOPPED: _M},
    Evidence.EVENTS_MISSING: {_ENERGY: _M},  # what lies between a start and a stop changes nothing they say
    Evidence.FOUND_BY_METER: {_STARTED: _R, _STOPPED: _R, _ENERGY: _R},
    Evidence.TWO_STOPS: {_STOPPED: _D, _METER_STOP: _D, _ENERGY: _D},
    Evidence.STOP_BELOW_READING: {_METER_STOP: _D, _ENERGY: _D},
    Evidence.METER_JUMPED: {_METER_STOP: _D, _ENERGY: _D},
    Evidence.POWER_DISAGREES: {_ENERGY: _D},
    Evidence.UNIT_DOUBTED: {_METER_START: _D, _METER_STOP: _D, _ENERGY: _D},
}


def beliefs(session: Session) -> Beliefs:
    return Beliefs(*(belief(session, number) for number in Number))


def belief(session: Session, number: Number) -> Belief:
    """Of the number as booked: what people wrote is theirs, whatever the charger told."""
    if _is_peoples(session, number):
        return Belief(Quality.EDITED)
    evidence = tuple(each for each, says in _SAYS.items() if each in session.evidence and number in says)
    return Belief(_worst(_SAYS[each][number] for each in evidence), evidence)


def _is_peoples(session: Session, number: Number) -> bool:
    amended = session.amended
    match number:
        case Number.STARTED_AT:
            return session.origin in _PEOPLES or amended.started_at is not None
        case Number.STOPPED_AT:
            return session.origin is Origin.BY_HAND or amended.stopped_at is not None
        case Number.METER_START:
            return session.origin in _PEOPLES and session.meter_start_wh is not None
        case Number.METER_STOP:
            return session.origin is Origin.BY_HAND and session.meter_stop_wh is not None
        case Number.ENERGY:
            return session.origin in _PEOPLES or amended.energy_wh is not None


def quality_of(evidence: Iterable[Evidence]) -> Quality:
    """What a session's energy is worth."""
    return _worst(_SAYS[each].get(_ENERGY, _M) for each in evidence)


def _worst(qualities: Iterable[Quality]) -> Quality:
    return max(qualities, key=_WORSE.index, default=_M)
