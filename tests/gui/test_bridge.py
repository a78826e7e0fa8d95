"""Changes in: the whole picture first, then the newest of each thing, a few times a second."""

from __future__ import annotations

from typing import Any

from app.core.changes import Change, ChargerChanged, OutletChanged, SessionChanged
from app.core.contact import Knock, Outcome
from app.core.interfaces import utc_now
from app.core.model import Charger, Reading
from app.core.reports import Metered
from app.gui.bridge import Bridge, everything
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, session


def test_a_page_that_opens_later_finds_the_whole_picture(house: House, in_window: Tell, open_room: Any) -> None:
    house.charging("EH1")
    house.connect("NEW1")

    async def story() -> None:
        async with open_room() as room:
            assert set(room.bridge.chargers) == {"EH1", "NEW1"}
            assert room.bridge.outlets["EH1", 1].session.energy_wh == 8400

    in_window(story())


def test_a_flood_from_one_outlet_arrives_as_its_newest_word(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            batches: list[list[Change]] = []
            room.bridge.changed.connect(batches.append)
            readings = [Reading(utc_now(), 9400 + step, 5000 + step) for step in range(300)]
            house.do(lambda: [house.engine.site.receive(link, [Metered(1, (each,), "7")]) for each in readings])
            await until(lambda: room.bridge.outlets["EH1", 1].live.power_w == 5299)
            told = [[each for each in batch if isinstance(each, OutletChanged)] for batch in batches]
            assert all(len(of_outlets) <= 1 for of_outlets in told)
            assert sum(map(len, told)) < 100

    in_window(story())


def test_a_page_is_not_told_of_messages_and_sessions_that_it_does_not_heed(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            told: list[Change] = []
            room.bridge.changed.connect(told.extend)
            room.bridge.heed(lambda change: not isinstance(change, SessionChanged))
            house.charging("EH1")
            await until(lambda: ("EH1", 1) in room.bridge.outlets and room.bridge.outlets["EH1", 1].live)
            assert not [each for each in told if isinstance(each, SessionChanged)]
            room.bridge.heed(everything)
            house.charging("EH2")
            await until(lambda: [each for each in told if isinstance(each, SessionChanged)])

    in_window(story())


def test_a_great_many_changes_come_in_parts_and_all_of_them_come(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            sizes: list[int] = []
            room.bridge.changed.connect(lambda batch: sizes.append(len(batch)))
            publish = house.engine.site.changes.publish
            house.do(lambda: [publish(ChargerChanged(Charger(f"EH{each}"))) for each in range(450)])
            await until(lambda: len(room.bridge.chargers) == 450)
            assert max(sizes) <= 100

    in_window(story())


def test_a_forgotten_charger_takes_its_outlets_with_it(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1", outlets=2)

    async def story() -> None:
        async with open_room() as room:
            assert len(room.bridge.outlets) == 2
            house.wish(house.engine.site.wishes.remove_charger("EH1"))
            await until(lambda: not room.bridge.chargers)
            assert not room.bridge.outlets

    in_window(story())


def test_a_knock_that_is_counted_stands_once(house: House, in_window: Tell, open_room: Any) -> None:
    def knock() -> None:
        house.do(
            lambda: house.engine.site.knocked(Knock(utc_now(), "192.168.1.57", Outcome.WRONG_PASSWORD, identity="EH1"))
        )

    async def story() -> None:
        async with open_room() as room:
            knock()
            await until(lambda: len(room.bridge.knocks) == 1)
            knock()
            await until(lambda: room.bridge.knocks[-1].count == 2)
            assert len(room.bridge.knocks) == 1

    in_window(story())


def test_after_closing_it_says_no_more(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            told: list[object] = []
            room.bridge.changed.connect(told.append)
            room.bridge.close()
            house.connect("EH1")
            # Long enough for a bridge that is open to have told of it.
            other = Bridge(house.engine)
            await other.start()
            assert "EH1" in other.chargers
            other.close()
            assert not told
            assert "EH1" not in room.bridge.chargers

    in_window(story())


def test_people_and_vehicles_are_part_of_the_picture(house: House, in_window: Tell, open_room: Any) -> None:
    keep(house, [session(1, NOON)])
    house.wish(house.engine.site.bookkeeping.assign([1], person="Åsa", vehicle="XC40"))

    async def story() -> None:
        async with open_room() as room:
            assert [each.name for each in room.bridge.people.values()] == ["Åsa"]
            assert [each.name for each in room.bridge.vehicles.values()] == ["XC40"]
            house.wish(house.engine.site.bookkeeping.assign([1], person="Erik"))
            await until(lambda: [each.name for each in room.bridge.people.values()] == ["Åsa", "Erik"])

    in_window(story())
