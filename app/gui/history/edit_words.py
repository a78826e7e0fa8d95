"""What people did to a session, in words: for the list of its changes and for its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.edits import Edit, EditKind, EditPart
from app.core.model import Amendment, Origin, Person, Session, Vehicle
from app.core.values import replace
from app.gui.figures import clock, local
from app.gui.history.words import day_and_clock, exact_kwh

translate = QCoreApplication.translate

_MOST_OF_A_NOTE = 80


class Known:
    """The people and vehicles by their numbers."""

    def __init__(self, people: Iterable[Person] = (), vehicles: Iterable[Vehicle] = ()) -> None:
        self.people = {person.id: person.name for person in people}
        self.vehicles = {vehicle.id: vehicle.name for vehicle in vehicles}

    def knows(self, session: Session) -> bool:
        """Whom it names stands here; somebody new may not be read yet."""
        person, vehicle = session.person_id, session.vehicle_id
        return (person is None or person in self.people) and (vehicle is None or vehicle in self.vehicles)

    def person(self, person_id: int | None) -> str:
        return "" if person_id is None else self.people.get(person_id, "")

    def vehicle(self, vehicle_id: int | None) -> str:
        return "" if vehicle_id is None else self.vehicles.get(vehicle_id, "")


def edit_words(edit: Edit, session: Session, known: Known, this_year: int) -> str:
    """What this edit did to this session: "Corrected: energy 7.20 → 7.00 kWh"."""
    part = next((part for part in edit.parts if part.session_id == session.id), None)
    if part is None:
        return ""
    match edit.kind:
        case EditKind.ASSIGNED:
            return _assigned(session, part, known)
        case EditKind.NOTED:
            return _noted(part.after.note)
        case EditKind.EXCLUDED:
            return translate("Session", "Left out of totals and statements")
        case EditKind.INCLUDED:
            return translate("Session", "Taken into totals and statements again")
        case EditKind.CORRECTED:
            changes = " · ".join(_corrections(session, part, this_year))
            return translate("Session", "Corrected: %1").replace("%1", changes)
        case EditKind.SPLIT:
            at = part.after.stopped_at or session.started_at
            return translate("Session", "Split at %1").replace("%1", clock(at))
        case EditKind.ADDED:
            return translate("Session", "Added by hand")
        case EditKind.FOUND:
            return translate("Session", "Booked from what the meter counted")


def told_words(session: Session, number: str) -> str:
    """What stood there before people wrote over it: "the charger said 7.20 kWh"."""
    if session.origin is Origin.CHARGER:
        return translate("Session", "the charger said %1").replace("%1", number)
    return translate("Session", "at first %1").replace("%1", number)


def instant_beside(at: datetime, beside: datetime, this_year: int) -> str:
    """The time of day, with its day where that is another than that of what it stands beside."""
    return clock(at) if local(at).date() == local(beside).date() else day_and_clock(at, this_year)


def is_split(edits: Iterable[Edit]) -> bool:
    """Whether it is a part of what was one session."""
    return any(edit.kind is EditKind.SPLIT and edit.undone_at is None for edit in edits)


def _assigned(session: Session, part: EditPart, known: Known) -> str:
    """To whom it then was: where people say nothing of it, whose card began it."""
    words = []
    before, after = (replace(session, amended=amended) for amended in (part.before, part.after))
    if after.person_id != before.person_id:
        name = known.person(after.person_id)
        to_name = translate("Session", "Assigned to %1").replace("%1", name)
        words.append(to_name if name else translate("Session", "Assigned to nobody"))
    if after.vehicle_id != before.vehicle_id:
        name = known.vehicle(after.vehicle_id)
        its = translate("Session", "Vehicle: %1").replace("%1", name)
        words.append(its if name else translate("Session", "Vehicle taken away"))
    return " · ".join(words)


def _noted(note: str) -> str:
    if not note:
        return translate("Session", "Note taken away")
    line = " ".join(note.split())
    short = line if len(line) <= _MOST_OF_A_NOTE else f"{line[:_MOST_OF_A_NOTE].rstrip()}…"
    return translate("Session", "Note: “%1”").replace("%1", short)


def _corrections(session: Session, part: EditPart, this_year: int) -> Iterator[str]:
    before, after = (_with(session, amended) for amended in (part.before, part.after))
    if before.started_at != after.started_at:
        yield _changed(translate("Session", "start %1 → %2"), before.started_at, after.started_at, this_year)
    if before.stopped_at != after.stopped_at and before.stopped_at is not None and after.stopped_at is not None:
        yield _changed(translate("Session", "end %1 → %2"), before.stopped_at, after.stopped_at, this_year)
    if before.energy_wh != after.energy_wh:
        words = translate("Session", "energy %1 → %2 kWh")
        yield words.replace("%1", exact_kwh(before.energy_wh)).replace("%2", exact_kwh(after.energy_wh))


def _with(session: Session, amended: Amendment) -> Session:
    return replace(session, amended=amended).booked


def _changed(words: str, before: datetime, after: datetime, this_year: int) -> str:
    first = instant_beside(before, after, this_year)
    return words.replace("%1", first).replace("%2", instant_beside(after, before, this_year))
