"""What the ledger makes of a charger that forgot it had been answered, and tells the end of a session once more."""

from __future__ import annotations

import asyncio

import pytest

from app.core.model import Quality, Reading
from app.core.reports import Metered
from tests.core.conftest import World
from tests.core.ledger.test_sessions_told import begin, end, started, tell


@pytest.mark.parametrize("restarted", [False, True], ids=["told to the same program", "told after a restart"])
def test_readings_told_again_after_the_next_start_stay_with_the_session_they_were_read_in(restarted: bool) -> None:
    world = World()

    async def story() -> None:
        link, number = await started(world)
        early = [Metered(1, (Reading(world.clock.on(minutes=5), energy_wh=100_000 + gained),)) for gained in (400, 800)]
        await tell(world, link, *early)
        stop = end(world, number, meter=101_200)
        await tell(world, link, stop)
        world.clock.on(minutes=5)
        start = begin(world, meter=101_200)
        await tell(world, link, start)
        if restarted:
            await world.restart()
            link = world.connect()
        for each in (*early, stop, start):
            await tell(world, link, each)
        first, second = world.sessions
        assert (first.energy_wh, second.energy_wh) == (1200, 0)
        assert second.quality is Quality.MEASURED
        assert [owner for owner, _ in world.records.readings] == [first.id] * 4

    asyncio.run(story())
