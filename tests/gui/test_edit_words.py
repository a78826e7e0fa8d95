"""What people did to a session, in words, where its card says something too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.edits import Edit, EditKind, EditPart
from app.core.model import Amendment, Person, Session, Vehicle
from app.gui.history.edit_words import Known, edit_words

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
KNOWN = Known([Person(1, "Åsa"), Person(2, "Bo")], [Vehicle(5, "Kona")])


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Amendment(), Amendment(person_id=2), "Assigned to Bo"),
        (Amendment(), Amendment(person_id=0), "Assigned to nobody"),
        (Amendment(person_id=2), Amendment(), "Assigned to Åsa"),
        (Amendment(vehicle_id=0), Amendment(), "Vehicle: Kona"),
        (Amendment(), Amendment(vehicle_id=0), "Vehicle taken away"),
    ],
)
def test_where_people_say_nothing_a_session_is_of_whose_card_began_it(
    before: Amendment, after: Amendment, words: str
) -> None:
    session = Session(1, "EH1", 1, "1", NOON, card="04A1", card_person_id=1, card_vehicle_id=5, amended=after)
    edit = Edit(1, NOON, "me", EditKind.ASSIGNED, (EditPart(1, before, after),))
    assert edit_words(edit, session, KNOWN, 2026) == words
