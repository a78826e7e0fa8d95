"""Whether an outlet's meter went on only in its sessions: last stop against next start, pure.

A meter counts for life, so what it gained between two sessions was charged in a session that nobody told of, and can be
booked as a found session. A meter that begins anew at each session tells nothing of this kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from app.core.model import Evidence, Origin, Session
from app.core.values import Value

# Between two readings of one meter: chargers stop a little before the energy does (Wallbox, up to 0.1 kWh).
TOLERATED_WH = 100


class Seam(Value, frozen=True):
    """Where two sessions of one outlet meet on its meter."""

    charger_id: str
    outlet: int
    earlier_id: int
    later_id: int
    since: datetime  # the earlier one's end
    until: datetime  # the later one's start
    stop_wh: int
    start_wh: int

    @property
    def missing_wh(self) -> int:
        """What the meter counted between the two; negative where it fell."""
        return self.start_wh - self.stop_wh

    @property
    def holds(self) -> bool:
        return abs(self.missing_wh) <= TOLERATED_WH

    @property
    def fell(self) -> bool:
        """The meter was reset or exchanged, so nothing can be said."""
        return self.missing_wh < -TOLERATED_WH


def seams(sessions: Iterable[Session]) -> list[Seam]:
    """Those between each two sessions of an outlet that both know the meter, in the order of time.

    `sessions`: of one outlet, found ones included, so that energy which was booked is not missed again.
    """
    known = sorted((each for each in sessions if _knows_both(each)), key=lambda each: (each.started_at, each.id))
    if _begins_anew(known):
        return []
    found = []
    for earlier, later in pairwise(known):
        assert earlier.meter_stop_wh is not None and later.meter_start_wh is not None  # noqa: S101 - _knows_both
        found.append(
            Seam(
                later.charger_id,
                later.outlet,
                earlier.id,
                later.id,
                since=earlier.stopped_at or earlier.started_at,
                until=later.started_at,
                stop_wh=earlier.meter_stop_wh,
                start_wh=later.meter_start_wh,
            )
        )
    return found


def _knows_both(session: Session) -> bool:
    if session.amended.removed or session.meter_start_wh is None or session.meter_stop_wh is None:
        return False
    if session.origin is Origin.SPLIT:  # the whole stands for all its parts, as the charger told it
        return False
    return session.stopped_at is not None and Evidence.METER_START_MISSING not in session.evidence


def _begins_anew(sessions: list[Session]) -> bool:
    """This meter counts each session from 0."""
    return len(sessions) > 1 and sum(session.meter_start_wh == 0 for session in sessions) * 2 > len(sessions)
