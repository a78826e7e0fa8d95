"""A new charger waits to be approved, and from that moment works, whether or not it introduces itself again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.contact import Outcome
from app.core.interfaces import SessionQuery
from app.core.model import Standing
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until


@pytest.mark.parametrize("version", VERSIONS)
def test_a_charger_that_never_introduces_itself_again_works_once_it_is_approved(
    version: Version, tmp_path: Path
) -> None:
    async def story() -> None:
        clock = two_hours_ago()
        async with program(tmp_path, approve_new=False) as run:
            settings = a_charger(run, version, ignores_pending=True, tolerant=True)
            async with VirtualCharger(settings, clock) as charger:
                await charger.connect()
                assert await charger.boot() == "Pending"
                assert [knock.outcome for knock in run.site.knocks] == [Outcome.WAITING]
                await run.site.wishes.approve("eh1", name="Garage")
                await charger.plug_in(1)
                assert await charger.tap(1, "04A2B3C4")
                await charger.hold_power(1, 6000)
                clock.advance(600)
                await charger.stop(1)
                await charger.unplug(1)
                await charger.delivered()
            (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery())
            assert session.energy_wh == 1000

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_charger_that_waits_learns_of_its_approval_without_being_restarted(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with (
            program(tmp_path, approve_new=False, test_mode=False) as run,
            VirtualCharger(a_charger(run, version, tolerant=True), two_hours_ago()) as charger,
        ):
            await charger.connect()
            assert await charger.boot() == "Pending"
            await run.site.wishes.approve("EH1")
            # The program asks it to introduce itself again, which is what tells it.
            await asyncio.wait_for(charger.wait_online(), 20)

    asyncio.run(story())


def test_what_waited_from_before_is_let_in_where_everybody_is(tmp_path: Path) -> None:
    async def story() -> None:
        for approve_new, answer in ((False, "Pending"), (True, "Accepted")):
            async with program(tmp_path, approve_new=approve_new) as run:
                async with VirtualCharger(a_charger(run, tolerant=True), two_hours_ago()) as charger:
                    await charger.connect()
                    assert await charger.boot() == answer
                await until(run, lambda run=run: not run.site.registry.chargers["EH1"].online)
        assert run.site.registry.chargers["EH1"].standing is Standing.APPROVED

    asyncio.run(story())


def test_a_charger_that_is_not_ours_is_turned_away_with_its_reason_kept(tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path, approve_new=False) as run:
            settings = a_charger(run, tolerant=True, backoff_s=(0.05,))
            async with VirtualCharger(settings, two_hours_ago()) as charger:
                await charger.connect()
                await charger.boot()
                await run.site.wishes.refuse("EH1")
                await until(run, lambda: any(each.outcome is Outcome.REFUSED_BY_USER for each in run.site.knocks))

    asyncio.run(story())
