"""The one state of an outlet that the user is shown, decided from everything known: pure, no words."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from app.core.model import Activity, Availability, Charger, Outlet, Session, Wish

# A line that falls and comes back within this is not worth a word.
CONTACT_GRACE = timedelta(seconds=60)
# A car that has paused this long after taking energy has most likely had enough.
FULL_AFTER = timedelta(minutes=10)
# How long an approved card waits for its car (and a remote start for its cable).
CARD_WAITS = timedelta(seconds=60)
# The current limit binds when the car draws at least this share of it.
BINDING_SHARE = 0.9


class State(Enum):
    NEW = "new"
    NEVER_SEEN = "never_seen"
    OFFLINE = "offline"
    RESTARTING = "restarting"
    FAULT = "fault"
    SWITCHED_OFF = "switched_off"
    OUT_OF_SERVICE = "out_of_service"
    STOPPING = "stopping"
    CHARGING = "charging"
    CHARGING_LIMITED = "charging_limited"
    PAUSED_BY_USER = "paused_by_user"
    PAUSED_BY_CHARGER = "paused_by_charger"
    PAUSED_BY_CAR = "paused_by_car"
    FULL = "full"
    CAR_WAITING = "car_waiting"
    NEED_CARD = "need_card"
    NEED_CABLE = "need_cable"
    STARTING = "starting"
    DONE = "done"
    RESERVED = "reserved"
    FREE = "free"
    UNKNOWN = "unknown"  # connected, and has not said how its outlet is


def state_of(charger: Charger, outlet: Outlet, now: datetime) -> State:
    """What to say of this outlet at `now`. The first reason that holds wins."""
    return _unreachable(charger, now) or _unusable(outlet) or _in_use(outlet, now) or _idle(outlet, now)


def _unreachable(charger: Charger, now: datetime) -> State | None:
    if not charger.approved:
        return State.NEW
    if charger.restarting:
        return State.RESTARTING
    if charger.online:
        return None
    if charger.last_seen_at is None:
        return State.NEVER_SEEN
    return State.OFFLINE if now - charger.last_seen_at > CONTACT_GRACE else None


_UNUSABLE = {
    Availability.FAULTED: State.FAULT,
    Availability.UNAVAILABLE: State.OUT_OF_SERVICE,
}


def _unusable(outlet: Outlet) -> State | None:
    state = _UNUSABLE.get(outlet.availability)
    if state is State.OUT_OF_SERVICE and outlet.switched_off:
        return State.SWITCHED_OFF
    return state


def _in_use(outlet: Outlet, now: datetime) -> State | None:
    session = outlet.session
    running = session is not None and session.open
    if running and outlet.wish is Wish.STOPPING:
        return State.STOPPING
    if not running and outlet.availability is not Availability.OCCUPIED:
        return None
    match outlet.activity:
        case Activity.CHARGING:
            return _charging(outlet)
        case Activity.PAUSED_BY_CAR:
            return _paused_by_car(outlet, session, now)
        case Activity.PAUSED_BY_CHARGER:
            return State.PAUSED_BY_USER if outlet.limit_a == 0 else State.PAUSED_BY_CHARGER
        case Activity.FINISHING:
            return State.DONE
    if session is not None and not session.open:
        return State.DONE
    approved_card = outlet.card or (session.card if session is not None else None)
    return State.STARTING if approved_card or outlet.wish is Wish.STARTING else State.NEED_CARD


def _charging(outlet: Outlet) -> State:
    if outlet.limit_a == 0:
        return State.PAUSED_BY_USER
    if outlet.limit_a is not None and outlet.live is not None and outlet.live.current_a is not None:
        drawn_a = max((amps for amps in outlet.live.current_a if amps is not None), default=0.0)
        if drawn_a >= outlet.limit_a * BINDING_SHARE:
            return State.CHARGING_LIMITED
    return State.CHARGING


def _paused_by_car(outlet: Outlet, session: Session | None, now: datetime) -> State:
    if session is None or session.energy_wh == 0:
        return State.CAR_WAITING
    long_ago = outlet.status_at is not None and now - outlet.status_at >= FULL_AFTER
    return State.FULL if long_ago else State.PAUSED_BY_CAR


def _idle(outlet: Outlet, now: datetime) -> State:
    if outlet.availability is Availability.RESERVED:
        return State.RESERVED
    if outlet.wish is Wish.STARTING:
        return State.NEED_CABLE
    if outlet.card is not None and outlet.card_at is not None and now - outlet.card_at < CARD_WAITS:
        return State.NEED_CABLE
    return State.FREE if outlet.availability is Availability.AVAILABLE else State.UNKNOWN
