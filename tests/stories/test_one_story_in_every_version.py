"""Boot, plug in, tap, charge, suspend, stop, unplug: told in every version it must come to the same."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.interfaces import SessionQuery
from app.core.model import Quality, Reading, Session, StopReason
from app.core.states import State, state_of
from app.core.values import replace
from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until

CARD = "04A2B3C4"


async def told(data: Path, version: Version, clock: HandClock) -> tuple[Session, list[Reading], list[State]]:
    """The story; the session and readings it leaves on disk, and what the outlet's card said on the way."""
    states: list[State] = []
    async with program(data) as run:
        registry = run.site.registry

        def see() -> None:
            states.append(state_of(registry.chargers["EH1"], registry.outlets["EH1", 1], clock()))

        async with VirtualCharger(a_charger(run, version), clock) as charger:
            await charger.power_up()
            see()
            await charger.plug_in(1)
            see()
            assert await charger.tap(1, CARD)
            await charger.hold_power(1, 7200)
            see()
            clock.advance(1800)
            await charger.meter_tick(1)
            await charger.suspend_by_car(1)
            see()
            clock.advance(600)
            await charger.resume(1)
            see()
            clock.advance(1800)
            assert await charger.stop(1, CARD)
            see()
            await charger.unplug(1)
            see()
            await charger.delivered()
        await until(run, lambda: not registry.chargers["EH1"].online)
        (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery())
        readings = await asyncio.to_thread(run.history.readings, session.id)
    return session, readings, states


@pytest.fixture(scope="module")
def clock_start() -> HandClock:
    return two_hours_ago()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_story_is_one_session_with_the_meters_energy(version: Version, tmp_path: Path) -> None:
    session, _, states = asyncio.run(told(tmp_path, version, two_hours_ago()))
    assert session.energy_wh == 7200
    assert (session.meter_start_wh, session.meter_stop_wh) == (1000, 8200)
    assert session.card == CARD
    assert session.stop_reason is StopReason.LOCAL
    assert session.quality is Quality.MEASURED
    assert session.stopped_at is not None
    assert (session.stopped_at - session.started_at).total_seconds() == 4200
    assert states == [
        State.FREE,
        State.NEED_CARD,
        State.CHARGING,
        State.PAUSED_BY_CAR,
        State.CHARGING,
        State.DONE,
        State.FREE,
    ]


def test_every_version_leaves_the_same_session_the_same_readings_and_the_same_words(tmp_path: Path) -> None:
    start = two_hours_ago()()
    stories = [asyncio.run(told(tmp_path / version.value, version, HandClock(start))) for version in VERSIONS]
    sessions = [
        replace(session, transaction_id="", heard=(), reported_start=None, reported_stop=None)
        for session, _, _ in stories
    ]
    assert sessions[0] == sessions[1] == sessions[2]
    assert stories[0][1] == stories[1][1] == stories[2][1]
    assert stories[0][2] == stories[1][2] == stories[2][2]
