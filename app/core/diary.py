"""What happened at an outlet, read from how it differs from before: the events of its sessions' timelines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.core.model import Activity, Availability, Event, EventKind, Outlet

_ACTIVITIES = {
    Activity.CHARGING: EventKind.CHARGING,
    Activity.PAUSED_BY_CAR: EventKind.PAUSED_BY_CAR,
    Activity.PAUSED_BY_CHARGER: EventKind.PAUSED_BY_CHARGER,
    Activity.FINISHING: EventKind.FINISHING,
}
_IN_USE = (Availability.OCCUPIED,)
_FREE = (Availability.AVAILABLE, Availability.RESERVED)


def between(before: Outlet, after: Outlet, at: datetime) -> list[Event]:
    """What made `before` into `after`, in the order it is told."""
    return [Event(after.charger_id, after.number, at, kind, detail) for kind, detail in _changes(before, after)]


def _changes(before: Outlet, after: Outlet) -> Iterator[tuple[EventKind, str]]:
    if before.availability in _FREE and after.availability in _IN_USE:
        yield EventKind.PLUGGED_IN, ""
    if after.card is not None and (after.card, after.card_at) != (before.card, before.card_at):
        yield EventKind.CARD_SHOWN, after.card
    if after.limit_a != before.limit_a:
        yield EventKind.LIMITED, "" if after.limit_a is None else f"{after.limit_a:g}"
    if after.fault is not None and after.fault != before.fault:
        yield EventKind.FAULT, f"{after.fault.kind.value} {after.fault.detail}".strip()
    if before.fault is not None and after.fault is None:
        yield EventKind.FAULT_OVER, ""
    activity = _ACTIVITIES.get(after.activity)
    if activity is not None and after.activity is not before.activity:
        yield activity, ""
    if before.availability in _IN_USE and after.availability in _FREE:
        yield EventKind.UNPLUGGED, ""
