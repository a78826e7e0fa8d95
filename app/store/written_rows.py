"""Edits, people, vehicles and events → rows → values, as rows.py does for what chargers tell."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.core.cards import Budget
from app.core.edits import Edit, EditKind, EditPart
from app.core.model import Amendment, Event, EventKind, Person, Vehicle
from app.core.values import replace
from app.store import rows
from app.store.rows import Found, Row

# Edits: the amendments before and after as JSON, which both can be read from.

_EDIT_KINDS = rows.codes(EditKind)
_to_json = msgspec.json.Encoder().encode
_amendment_from_json = msgspec.json.Decoder(Amendment).decode
_budget_from_json = msgspec.json.Decoder(Budget).decode
SAVE_EDIT = rows.upsert("edits", "id", "id, at_us, by, kind, undone_us, undone_by")
SAVE_EDIT_PART = "INSERT OR REPLACE INTO edit_parts (edit_id, session_id, before, after) VALUES (?, ?, ?, ?)"
FIND_EDIT_PARTS = (
    "SELECT edits.id, at_us, by, kind, undone_us, undone_by, session_id, before, after"
    " FROM edits JOIN edit_parts ON edit_id = id"
)


def edit_row(edit: Edit) -> Row:
    return (edit.id, rows.us(edit.at), edit.by, edit.kind.value, rows.maybe_us(edit.undone_at), edit.undone_by or None)


def edit_part_rows(edit: Edit) -> list[Row]:
    return [
        (edit.id, part.session_id, _to_json(part.before).decode(), _to_json(part.after).decode()) for part in edit.parts
    ]


def edits_of(found: Sequence[Found]) -> list[Edit]:
    """From FIND_EDIT_PARTS, the parts of one edit together."""
    edits: dict[int, Edit] = {}
    for row in found:
        part = EditPart(row[6], _amendment_from_json(row[7]), _amendment_from_json(row[8]))
        edit = edits.get(row[0])
        if edit is None:
            at, undone_at = rows.at_us(row[1]), rows.maybe_at_us(row[4])
            edits[row[0]] = Edit(row[0], at, row[2], _EDIT_KINDS[row[3]], (part,), undone_at, row[5] or "")
        else:
            edits[row[0]] = replace(edit, parts=(*edit.parts, part))
    return list(edits.values())


# People and vehicles.

SAVE_PERSON = rows.upsert("people", "id", "id, name, budget, erased")
SAVE_VEHICLE = rows.upsert("vehicles", "id", "id, name, person_id")
FIND_PEOPLE = "SELECT id, name, budget, erased FROM people ORDER BY id"
FIND_VEHICLES = "SELECT id, name, person_id FROM vehicles ORDER BY id"


def person_row(person: Person) -> Row:
    budget = None if person.budget is None else _to_json(person.budget).decode()
    return (person.id, person.name, budget, person.erased)


def person_of(found: Found) -> Person:
    return Person(found[0], found[1], None if found[2] is None else _budget_from_json(found[2]), bool(found[3]))


def vehicle_row(vehicle: Vehicle) -> Row:
    return (vehicle.id, vehicle.name, vehicle.person_id)


def vehicle_of(found: Found) -> Vehicle:
    return Vehicle(found[0], found[1], found[2])


# Events.

ADD_EVENT = "INSERT INTO events (charger_id, outlet, at_us, kind, detail) VALUES (?, ?, ?, ?, ?)"
FIND_EVENTS = (
    "SELECT charger_id, outlet, at_us, kind, detail FROM events"
    " WHERE charger_id = ? AND outlet = ? AND at_us >= ? AND at_us < ? ORDER BY at_us, id"
)
_EVENT_KINDS = rows.codes(EventKind)


def event_row(event: Event) -> Row:
    return (event.charger_id, event.outlet, rows.us(event.at), event.kind.value, event.detail)


def event_of(found: Found) -> Event:
    return Event(found[0], found[1], rows.at_us(found[2]), _EVENT_KINDS[found[3]], found[4])
