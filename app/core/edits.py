"""What people may do to a session's numbers, and what comes of it: pure, with a reason for each refusal.

What the charger told is never changed. A person's word stands beside it as an amendment; each edit keeps the amendment
before and after, so that it can be shown and undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise

from app.core.commands import CommandFailed
from app.core.metering import MOST_POWER_W
from app.core.model import Amendment, Evidence, Origin, Quality, Reading, Session
from app.core.values import Value, replace

# Longer words are somebody's mistake.
MOST_NOTE = 2_000
MOST_NAME = 120

# No car stays longer at an outlet, so no session that began earlier lies in one's time.
LONGEST = timedelta(days=30)
# Sessions that overlap by less touch.
TOUCHING = timedelta(minutes=1)

_US = timedelta(microseconds=1)


class EditKind(Enum):
    ASSIGNED = "assigned"  # to a person or a vehicle
    NOTED = "noted"
    EXCLUDED = "excluded"
    INCLUDED = "included"
    CORRECTED = "corrected"
    SPLIT = "split"
    ADDED = "added"
    FOUND = "found"


class EditPart(Value, frozen=True):
    """What an edit did to one session."""

    session_id: int
    before: Amendment
    after: Amendment


class Edit(Value, frozen=True):
    id: int
    at: datetime
    by: str  # the account on this computer
    kind: EditKind
    parts: tuple[EditPart, ...]
    undone_at: datetime | None = None
    undone_by: str = ""


class WhyRefused(Enum):
    UNKNOWN_SESSION = "unknown_session"
    UNKNOWN_EDIT = "unknown_edit"
    STILL_RUNNING = "still_running"  # its numbers are not final, so they cannot be corrected
    ENDS_BEFORE_START = "ends_before_start"
    IN_FUTURE = "in_future"
    NOT_ENERGY = "not_energy"  # negative, or more than any outlet gives in the time
    SPLIT_OUTSIDE = "split_outside"
    OVERLAPS = "overlaps"  # another session of the outlet lies in this time
    TOO_LONG = "too_long"  # a note or a name
    NOTHING_CHANGES = "nothing_changes"
    CHANGED_SINCE = "changed_since"  # undo the later edit first
    UNDONE_ALREADY = "undone_already"
    SPLIT_STANDS = "split_stands"  # its other part has a share of what was told


@dataclass
class EditRefused(CommandFailed):
    why: WhyRefused


def corrected(
    session: Session, started_at: datetime | None, stopped_at: datetime | None, energy_wh: int | None, now: datetime
) -> Amendment:
    """The session's amendment with these numbers; None: as it was told. Raises EditRefused."""
    if session.open:
        raise EditRefused(WhyRefused.STILL_RUNNING)
    amendment = replace(
        session.amended,
        started_at=None if started_at == session.started_at else started_at,
        stopped_at=None if stopped_at == session.stopped_at else stopped_at,
        energy_wh=None if energy_wh == session.energy_wh else energy_wh,
    )
    booked = replace(session, amended=amendment).booked
    _check(booked.started_at, booked.stopped_at, booked.energy_wh, now)
    return amendment


def split(session: Session, at: datetime, readings: Sequence[Reading], new_id: int) -> tuple[Amendment, Session]:
    """The session's amendment as its first part, and its second part as a session of its own.

    Energy is divided by the meter, evenly in time between two readings. Raises EditRefused.
    """
    booked = session.booked
    if booked.stopped_at is None:
        raise EditRefused(WhyRefused.STILL_RUNNING)
    if not booked.started_at < at < booked.stopped_at:
        raise EditRefused(WhyRefused.SPLIT_OUTSIDE)
    first_wh = energy_until(session, at, readings)
    amendment = replace(session.amended, stopped_at=at, energy_wh=first_wh)
    middle_wh = None if session.meter_start_wh is None else session.meter_start_wh + first_wh
    second = replace(
        session,
        id=new_id,
        origin=Origin.SPLIT,
        part_of=session.part_of or session.id,
        started_at=at,
        reported_start=None,
        stopped_at=booked.stopped_at,
        meter_start_wh=middle_wh,
        meter_last_wh=session.meter_stop_wh,
        energy_wh=booked.energy_wh - first_wh,
        quality=Quality.EDITED,
        amended=Amendment(person_id=session.amended.person_id, vehicle_id=session.amended.vehicle_id),
    )
    return amendment, second


def is_divided(session_id: int, edits: Iterable[Edit], since: int = 0) -> bool:
    """Whether a part that was split off it after the edit `since` still stands."""
    return any(
        edit.kind is EditKind.SPLIT
        and edit.id > since
        and edit.undone_at is None
        and any(part.session_id == session_id and not part.before.removed for part in edit.parts)
        for edit in edits
    )


def changes_numbers(edit: Edit) -> bool:
    """Whether its undo changes what a session counts for."""
    return any(_numbers(part.before) != _numbers(part.after) for part in edit.parts)


def _numbers(amended: Amendment) -> tuple[object, ...]:
    return amended.started_at, amended.stopped_at, amended.energy_wh, amended.removed


def energy_until(session: Session, at: datetime, readings: Iterable[Reading]) -> int:
    """Wh of the ended session as booked until `at`, divided by the meter; evenly in time where it tells nothing.

    What people wrote over its energy is spread over it in the same way.
    """
    booked = session.booked
    stopped_at = booked.stopped_at or booked.started_at
    told = _told_line(session, readings)
    begun_wh, ended_wh = _on(told, booked.started_at), _on(told, stopped_at)
    if ended_wh > begun_wh:
        return booked.energy_wh * (_on(told, at) - begun_wh) // (ended_wh - begun_wh)
    return booked.energy_wh * ((at - booked.started_at) // _US) // max(1, (stopped_at - booked.started_at) // _US)


_Line = list[tuple[datetime, int]]  # instants and what was counted since the first, both ascending


def _told_line(session: Session, readings: Iterable[Reading]) -> _Line:
    """The meter's line through the session, its own total being exact at its end."""
    line = [(session.started_at, 0)]
    stopped_at = session.stopped_at or session.started_at
    start_wh = session.meter_start_wh
    for reading in readings:
        if reading.energy_wh is None or not line[-1][0] < reading.at < stopped_at:
            continue
        start_wh = reading.energy_wh if start_wh is None else start_wh
        gained_wh = reading.energy_wh - start_wh
        if line[-1][1] <= gained_wh <= session.energy_wh:
            line.append((reading.at, gained_wh))
    return [*line, (stopped_at, session.energy_wh)]


def _on(line: _Line, at: datetime) -> int:
    """Wh at this instant: between two readings the register is a straight line."""
    if at <= line[0][0]:
        return 0
    for (earlier, before_wh), (later, after_wh) in pairwise(line):
        if at <= later:
            # Whole microseconds, so that no float comes between the meter and the money.
            gone, span = (at - earlier) // _US, max(1, (later - earlier) // _US)
            return before_wh + (after_wh - before_wh) * gone // span
    return line[-1][1]


def written_down(
    new_id: int,
    origin: Origin,
    charger_id: str,
    outlet: int,
    started_at: datetime,
    stopped_at: datetime,
    energy_wh: int,
    now: datetime,
    meter_start_wh: int | None = None,
) -> Session:
    """A session that no charger told. Raises EditRefused."""
    _check(started_at, stopped_at, energy_wh, now)
    meter_stop_wh = None if meter_start_wh is None else meter_start_wh + energy_wh
    return Session(
        id=new_id,
        charger_id=charger_id,
        outlet=outlet,
        transaction_id="",
        started_at=started_at,
        stopped_at=stopped_at,
        meter_start_wh=meter_start_wh,
        meter_last_wh=meter_stop_wh,
        meter_stop_wh=meter_stop_wh,
        energy_wh=energy_wh,
        quality=Quality.RECONSTRUCTED if origin is Origin.FOUND else Quality.EDITED,
        evidence=frozenset({Evidence.FOUND_BY_METER}) if origin is Origin.FOUND else frozenset(),
        origin=origin,
    )


def clean(words: str, most: int) -> str:
    """What a person typed, without blanks around it. Raises EditRefused where it is too long to be meant."""
    words = words.strip()
    if len(words) > most:
        raise EditRefused(WhyRefused.TOO_LONG)
    return words


def _check(started_at: datetime, stopped_at: datetime | None, energy_wh: int, now: datetime) -> None:
    if stopped_at is None:
        raise EditRefused(WhyRefused.STILL_RUNNING)
    if stopped_at < started_at:
        raise EditRefused(WhyRefused.ENDS_BEFORE_START)
    if stopped_at > now:
        raise EditRefused(WhyRefused.IN_FUTURE)
    # A short span is rounded up, since people write minutes.
    seconds = max(3600, int((stopped_at - started_at).total_seconds()))
    if not 0 <= energy_wh <= MOST_POWER_W * seconds // 3600:
        raise EditRefused(WhyRefused.NOT_ENERGY)
