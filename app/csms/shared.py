"""What all lines have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.interfaces import Desk, Now
from app.csms.calls import Timing
from app.csms.handshake import Door


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Handed to every line. The collections are what is remembered of chargers from one line to the next, by id."""

    desk: Desk
    now: Now
    door: Door
    timing: Timing
    new_id: Callable[[], str]
    waiting: set[str]  # those the user has not approved
    mute: set[str] = field(default_factory=set)  # those whose line was closed because they answered nothing
    intervals_s: dict[str, int] = field(default_factory=dict)  # the heartbeat interval each was given last
