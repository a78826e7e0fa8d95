"""Real lines and a real file: a list comes into a charger unasked, and whole, whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.application import Running
from app.control.sentences import away_sentence
from app.control.verbs import VERBS
from app.core.card_book import SITE, Handed
from app.core.cards import Card, Hours, Openness, Policy
from app.core.lists.away import LeftOut, ListState
from app.virtual.charger import VirtualCharger
from app.virtual.faults import Lists
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until

IN_VERSIONS = pytest.mark.parametrize("version", VERSIONS)
MANY = [f"04A2B3C4D5{number:04X}" for number in range(500)]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("setup.AFTER_BOOT_S", "setup.WITHOUT_BOOT_S", "lists.keeper.GATHER_S"):
        monkeypatch.setattr(f"app.core.{name}", 0.05)


def stands(run: Running, state: ListState) -> bool:
    away = run.site.lists.away.get("EH1")
    return away is not None and away.state is state


@asynccontextmanager
async def known_only(data: Path, *numbers: str) -> AsyncIterator[Running]:
    async with program(data, test_mode=False) as run:
        await run.site.cards.set_policy(SITE, Policy(Openness.KNOWN))
        await run.site.cards.take_in([Handed(Card(each)) for each in numbers])
        yield run


def settings_of(run: Running, version: Version, **more: Any) -> ChargerSettings:
    return a_charger(run, version, tolerant=True, backoff_s=(0.05,), most_cards=600, **more)


@IN_VERSIONS
def test_five_hundred_cards_reach_a_charger_that_takes_twenty_and_loses_its_line_after_the_first(
    version: Version, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            known_only(tmp_path, *MANY) as run,
            VirtualCharger(settings_of(run, version, most_cards_at_once=20)) as charger,
        ):
            charger.faults.lists = Lists.CUT_AFTER_1_PART
            await charger.power_up()
            await until(run, lambda: stands(run, ListState.FAILED))
            assert run.site.lists.away["EH1"].cards == 20
            await charger.wait_online()
            await charger.call("Heartbeat", {})  # a line counts from its first message on
            await until(run, lambda: stands(run, ListState.SAME))
            assert {each.casefold() for each in charger.cards.listed} == {each.casefold() for each in MANY}

    asyncio.run(story())


@IN_VERSIONS
def test_a_changed_card_goes_out_by_itself_also_where_the_charger_thinks_it_has_another_list(
    version: Version, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            known_only(tmp_path, "04A2B3C4", "04A2B3C5") as run,
            VirtualCharger(settings_of(run, version)) as charger,
        ):
            await charger.power_up()
            await until(run, lambda: stands(run, ListState.SAME))
            charger.faults.lists = Lists.MISMATCH_ONCE
            await run.site.cards.block("04A2B3C4")
            await until(run, lambda: stands(run, ListState.SAME) and run.site.lists.away["EH1"].cards == 1)
            assert charger.faults.lists is Lists.HONEST
            listed = {number.casefold(): answer.accepted for number, answer in charger.cards.listed.items()}
            assert listed == {"04a2b3c4": False, "04a2b3c5": True}

    asyncio.run(story())


@IN_VERSIONS
def test_a_program_that_starts_again_knows_what_it_sent_and_sees_that_a_new_charger_has_nothing(
    version: Version, tmp_path: Path
) -> None:
    async def story() -> None:
        async with known_only(tmp_path, "04A2B3C4") as run:
            settings = settings_of(run, version)
            async with VirtualCharger(settings) as charger:
                await charger.power_up()
                await until(run, lambda: stands(run, ListState.SAME))
                kept = charger.cards.list_version
            assert kept == 1
        async with program(tmp_path, test_mode=False) as again:
            assert (again.site.lists.away["EH1"].state, again.site.lists.away["EH1"].cards) == (
                ListState.NOT_LOOKED,
                1,
            )
            async with VirtualCharger(settings_of(again, version)) as charger:  # a new one
                await charger.power_up()
                await until(again, lambda: stands(again, ListState.SAME))
                assert charger.cards.list_version == kept + 1
                await again.site.lists.send_now("EH1")
                assert charger.cards.list_version == kept + 1

    asyncio.run(story())


@IN_VERSIONS
def test_a_charger_without_lists_says_so_and_serves_its_cards_as_before(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with (
            known_only(tmp_path, "04A2B3C4") as run,
            VirtualCharger(settings_of(run, version)) as charger,
        ):
            charger.faults.lists = Lists.UNSUPPORTED
            await charger.power_up()
            await until(run, lambda: stands(run, ListState.NOT_SUPPORTED))
            assert (await charger.authorize("04A2B3C4")).accepted

    asyncio.run(story())


@IN_VERSIONS
def test_a_full_list_holds_the_cards_that_charged_last(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with known_only(tmp_path, *MANY[:5]) as run:
            clock = two_hours_ago()
            wanted = a_charger(run, version, tolerant=True, backoff_s=(0.05,), most_cards=2)
            async with VirtualCharger(wanted, clock) as charger:
                await charger.power_up()
                await until(run, lambda: stands(run, ListState.TOO_MANY))
                for card in (MANY[1], MANY[4]):
                    await charger.plug_in(1)
                    assert await charger.tap(1, card)
                    clock.advance(timedelta(minutes=10).total_seconds())
                    assert await charger.stop(1, card)
                    await charger.unplug(1)
                await charger.delivered()
                away = await run.site.lists.send_now("EH1")
                assert away.state is ListState.TOO_MANY and away.left_out == ((LeftOut.NO_ROOM, 3),)
                held = {each.casefold() for each in charger.cards.listed}
                assert held == {MANY[1].casefold(), MANY[4].casefold()}

    asyncio.run(story())


def test_the_command_says_who_can_charge_and_which_cards_are_left_out(tmp_path: Path) -> None:
    async def story() -> None:
        async with (
            known_only(tmp_path, "04A2B3C4") as run,
            VirtualCharger(settings_of(run, Version.V16)) as charger,
        ):
            await run.site.cards.add(Card("04A2B3C5", hours=(Hours(time(22), time(6)),)))
            await run.site.cards.add(Card("04A2B3C6" * 3))
            await charger.power_up()
            await until(run, lambda: stands(run, ListState.SAME))
            row = await VERBS["away"].run(run.site, {"charger": "eh1", "who": "known"})
            assert (row["charger_id"], row["when_off"], row["list"], row["cards"]) == ("EH1", "known", "same", 1)
            assert row["left_out"] == {"hours": 1, "number_too_long": 1}
            assert away_sentence(row) == (
                "When this computer is off, the cards in its list can charge. Its list is up to date, with 1 card. "
                "Not in its list, since it knows no hours: 1. "
                "Not in its list, since their numbers are too long for it, so that they charge only while this "
                "computer is on: 1."
            )

    asyncio.run(story())
