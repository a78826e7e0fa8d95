"""What is kept of a person is handed over whole, and erased it is gone from the file and stays gone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.card_book import CardRefused
from app.core.cards import Card, Openness, Policy
from app.core.interfaces import SessionQuery, utc_now
from app.core.model import Person, Vehicle
from tests.stories.conftest import program


def test_a_person_is_handed_over_whole_and_erased_for_good(tmp_path: Path) -> None:
    async def story() -> None:
        now = utc_now()
        async with program(tmp_path) as run:
            site, people = run.site, []
            for name, uid in (("Anna", "04A2B3C4D5"), ("Berit", "04FFEE1122")):
                person = await site.cards.add_person(name)
                people.append(person)
                await site.cards.add(Card(uid, person_id=person.id))
                await site.cards.put_vehicle(Vehicle(0, f"{name}s Volvo", person.id))
            await site.wishes.add_charger("EH1")
            await site.cards.set_policy("EH1", Policy(Openness.PLUGGED, people[0].id))
            began = now - timedelta(hours=5)
            edit = await site.bookkeeping.add(
                "EH1", 1, began, began + timedelta(hours=1), 7_000, person="Anna", note="for Anna's mother"
            )
            kept = await site.privacy.kept_of(people[0].id)
            assert kept.person == people[0]
            assert [card.uid for card in kept.cards] == ["04A2B3C4D5"]
            assert [vehicle.name for vehicle in kept.vehicles] == ["Annas Volvo"]
            assert [(each.session.energy_wh, each.readings) for each in kept.sessions] == [(7_000, 0)]
            assert [each.id for each in kept.sessions[0].edits] == [edit.id]
            for person in people:  # two of no name beside each other
                await site.privacy.erase_person(person.id)
            with pytest.raises(CardRefused):
                await site.privacy.kept_of(people[0].id)
        async with program(tmp_path) as run:
            assert list(run.site.people.people.values()) == [Person(person.id, "", erased=True) for person in people]
            assert run.site.cards.cards == {}
            assert run.site.cards.policy("EH1").person_id is None
            (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery(person_id=people[0].id))
            assert (session.energy_wh, session.amended.note) == (7_000, "")

    asyncio.run(story())
    for file in tmp_path.glob("**/*"):
        kept_bytes = file.read_bytes() if file.is_file() else b""
        for word in (b"Anna", b"Berit", b"04A2B3C4D5", b"04FFEE1122"):
            assert word not in kept_bytes, (file, word)


def test_who_charged_is_let_go_of_as_soon_as_the_user_wishes_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path) as run:
            await run.site.wishes.add_charger("EH1")
            began = utc_now() - timedelta(days=100)
            await run.site.bookkeeping.add("EH1", 1, began, began + timedelta(hours=1), 7_000, person="Anna", note="n")
            await run.prefer(replace(run.preferences, keep_people_months=2))
            async with asyncio.timeout(10):
                while True:
                    (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery())
                    if session.person_id is None:
                        break
            assert (session.energy_wh, session.amended.note) == (7_000, "")
        async with program(tmp_path) as run:
            assert run.preferences.keep_people_months == 2

    asyncio.run(story())
