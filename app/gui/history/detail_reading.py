"""What a session's detail reads, in one go where it may wait: power, meter, events, edits, people, costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.edits import Edit, EditKind
from app.core.interfaces import History, PowerPoint
from app.core.model import Event, Person, Reading, Session, Vehicle
from app.core.prices.ahead import Ahead
from app.core.prices.books import Side
from app.core.prices.cost import Cost
from app.core.reckoning import foreseen
from app.gui.history.edit_words import is_split
from app.gui.history.timeline import AFTER, BEFORE, of_the_stay
from app.gui.history.words import Names


@dataclass(frozen=True, slots=True)
class SideCost:
    """What one side's prices make of it."""

    side: Side
    cost: Cost | None  # None: it was never reckoned
    statement: int | None = None  # the issued one that it stands on
    ahead: Ahead | None = None  # of one that runs


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything about one session beside its own value."""

    end: datetime  # of what was read
    power: Sequence[PowerPoint] = ()
    readings: Sequence[Reading] = ()
    events: Sequence[Event] = ()
    edits: Sequence[Edit] = ()  # newest first, undone ones too
    other_parts: Sequence[Session] = ()  # where it was split
    people: Sequence[Person] = ()
    vehicles: Sequence[Vehicle] = ()
    costs: Sequence[SideCost] = ()  # a side that has no prices is not among them
    signed: int = 0  # how many records its meter signed

    @property
    def split(self) -> bool:
        return is_split(self.edits)


def read_whole(history: History, session: Session, now: datetime) -> Whole:
    booked = session.booked
    end = booked.stopped_at or now
    edits = history.edits(session.id)
    readings = history.readings(session.part_of or session.id)
    split = is_split(edits)
    if split:
        readings = [reading for reading in readings if booked.started_at <= reading.at <= end]
    events = history.events(session.charger_id, session.outlet, booked.started_at - BEFORE, end + AFTER)
    return Whole(
        end,
        history.power(session.charger_id, session.outlet, booked.started_at, end),
        readings,
        of_the_stay(events, session, split=split),
        edits,
        _other_parts(history, session, edits),
        history.people(),
        history.vehicles(),
        _costs(history, session, now),
        sum(history.signed_counts([session.part_of or session.id]).values()),
    )


def _costs(history: History, session: Session, now: datetime) -> list[SideCost]:
    """As they are kept; of what still runs, as it stands."""
    found = []
    for book in history.money.books():
        if session.open:
            came_to, ahead = foreseen(history, book, [session], now, {}, {}).get(session.id, (None, None))
            found.append(SideCost(book.side, came_to, ahead=ahead))
            continue
        kept = history.money.costs_of([session.id], book.side).get(session.id)
        found.append(SideCost(book.side, kept, history.money.on_statements([session.id], book.side).get(session.id)))
    return found


def places(history: History) -> list[tuple[str, int, str]]:
    """Every outlet of the chargers that are ours: the charger, its number, and how people call it; by that name."""
    chargers = {charger.id: charger for charger in history.chargers() if charger.approved}
    outlets = {(outlet.charger_id, outlet.number): outlet for outlet in history.outlets()}
    names = Names(chargers, outlets)
    keys = {key for key in outlets if key[0] in chargers}
    # One that has told of no outlet yet has one all the same.
    keys |= {(charger_id, 1) for charger_id in set(chargers) - {charger_id for charger_id, _ in keys}}
    return sorted(((*key, names.place(*key)) for key in keys), key=lambda place: place[2].casefold())


def _other_parts(history: History, session: Session, edits: Sequence[Edit]) -> list[Session]:
    splits = [edit for edit in edits if edit.kind is EditKind.SPLIT and edit.undone_at is None]
    ids = {part.session_id for edit in splits for part in edit.parts} - {session.id}
    found = history.sessions_by_id(sorted(ids))
    return sorted((each for each in found if not each.amended.removed), key=lambda each: each.booked.started_at)
