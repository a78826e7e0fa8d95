"""How far a charger has come on its way in, decided from what is known: pure, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.core.contact import Knock, Outcome
from app.core.model import Availability, Charger, Outlet, Standing

LET_IN = frozenset({Outcome.WELCOME, Outcome.WAITING})


class Step(Enum):
    """In the order in which they happen."""

    LISTENING = "listening"
    KNOCKED = "knocked"
    NAMED = "named"
    HELLO = "hello"
    APPROVED = "approved"
    STATUS = "status"
    METER = "meter"


@dataclass(frozen=True, slots=True)
class Progress:
    """Which steps are done, and what of."""

    done: frozenset[Step]
    charger: Charger | None = None  # the one that is being added
    knock: Knock | None = None  # the newest attempt

    @property
    def lost(self) -> bool:
        """A charger that had been let in and called, and is not there now."""
        return self.charger is not None and _is_lost(self.charger)

    @property
    def next(self) -> Step | None:
        """What is waited for now."""
        return next((step for step in Step if step not in self.done), None)


def subject(
    chargers: Mapping[str, Charger], about: str | None, since: datetime, settled: Iterable[str]
) -> Charger | None:
    """The charger that is being added: the one asked about, else one that waits, else the newest of this visit.

    `settled` are those that had already been let in when the visit began.
    """
    if about is not None and about in chargers:
        return chargers[about]
    before = set(settled)
    waiting = [charger for charger in chargers.values() if charger.standing is Standing.WAITING]
    new = [
        charger
        for charger in chargers.values()
        if charger.approved and charger.id not in before and charger.first_seen_at is not None
    ]
    found = waiting or new
    return max(found, key=lambda charger: charger.last_seen_at or since, default=None)


def progress(
    charger: Charger | None,
    outlets: Iterable[Outlet],
    knocks: Sequence[Knock],
    since: datetime,
    settled: Iterable[str],
    *,
    listening: bool,
) -> Progress:
    """`knocks` the newest last; those from before `since`, and of chargers long let in, do not count."""
    before = set(settled)
    lost = charger is not None and _is_lost(charger)
    knock = next(
        (
            knock
            for knock in reversed(knocks)
            if (charger is not None and knock.identity == charger.id and (knock.at >= since or not lost))
            or (charger is None and knock.at >= since and knock.identity not in before)
        ),
        None,
    )
    done = {Step.LISTENING} if listening else set()
    seen = charger is not None and charger.last_seen_at is not None and not lost
    if knock is not None or seen:
        done.add(Step.KNOCKED)
    if seen or (knock is not None and knock.identity and knock.outcome in LET_IN):
        done.add(Step.NAMED)
    if lost:
        # What it once did says nothing about why it is away; the user's own yes still holds.
        done.add(Step.APPROVED)
    elif charger is not None:
        done |= _steps_of(charger, [outlet for outlet in outlets if outlet.charger_id == charger.id])
    return Progress(frozenset(done), charger, knock)


def _is_lost(charger: Charger) -> bool:
    return charger.approved and not charger.online and charger.last_seen_at is not None


def _steps_of(charger: Charger, outlets: Sequence[Outlet]) -> set[Step]:
    """Many chargers never introduce themselves again, so a later step stands for the earlier ones."""
    done = set()
    if any(outlet.live or (outlet.session and outlet.session.last_reading_at) for outlet in outlets):
        done.add(Step.METER)
    if any(outlet.availability is not Availability.UNKNOWN for outlet in outlets):
        done.add(Step.STATUS)
    if charger.vendor or charger.model or charger.booted_at or done:
        done.add(Step.HELLO)
    if charger.approved:
        done.add(Step.APPROVED)
    return done
