"""Meters that lie in the ways meters do: what a session's energy is then, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from app.core.belief import Number, belief, beliefs
from app.core.model import Evidence, MeterHabit, Quality, Reading, Session, StopReason
from app.core.reports import Metered, Report, Stage, TransactionAnswer, TransactionTold
from tests.core.conftest import START, FakeLink, World


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def tell(world: World, link: FakeLink, report: Report) -> str:
    receipt = world.site.receive(link, (report,))
    if receipt.written is not None:
        await receipt.written
    return receipt.answer.transaction_id if isinstance(receipt.answer, TransactionAnswer) else ""


async def charged(
    world: World, link: FakeLink, start: int, samples: list[int], stop: int | None, *, minutes: float = 5
) -> Session:
    """One session told by its meter alone."""
    number = await tell(
        world, link, TransactionTold(Stage.BEGAN, world.clock.on(minutes=1), outlet=1, card="A", meter_start_wh=start)
    )
    for wh in samples:
        at = world.clock.on(minutes=minutes)
        await tell(world, link, Metered(1, (Reading(at, energy_wh=wh),), number))
    end = world.clock.on(minutes=minutes)
    told = TransactionTold(Stage.ENDED, end, number, meter_stop_wh=stop, reason=StopReason.LOCAL)
    await tell(world, link, told)
    return world.sessions[-1]


def test_a_register_that_begins_anew_in_the_middle_is_added_up(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 1_523_400, [1_527_100, 200, 2050], 2050)
        assert session.energy_wh == 5750
        assert Evidence.REGISTER_RESET in session.evidence
        assert session.quality is Quality.RECONSTRUCTED

    run(story())


@pytest.mark.parametrize("stop", [353, 4_076_753])
def test_samples_from_zero_beside_a_start_for_life_are_the_sessions_energy(world: World, stop: int) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 4_076_400, [104, 228, 353], stop)
        assert session.energy_wh == 353
        assert Evidence.SESSION_METER in session.evidence
        assert session.quality is Quality.MEASURED

    run(story())


def test_a_charger_whose_samples_count_from_zero_is_remembered_by_it(world: World) -> None:
    async def story() -> None:
        link = world.connect()
        await charged(world, link, 4_076_400, [104, 228, 353], 4_076_753)
        assert world.records.chargers["EH1"].meter_habit is MeterHabit.SESSION_SAMPLES
        await world.restart()
        link = world.connect()
        number = await tell(
            world, link, TransactionTold(Stage.BEGAN, world.clock.on(hours=1), outlet=1, meter_start_wh=4_076_753)
        )
        await tell(world, link, Metered(1, (Reading(world.clock.on(minutes=5), energy_wh=90),), number))
        assert world.sessions[-1].energy_wh == 90  # at its first sample

    run(story())


def test_a_start_of_zero_beside_samples_for_life_begins_at_the_first_sample(world: World) -> None:
    async def story() -> None:
        link = world.connect()
        session = await charged(world, link, 0, [8_000_000, 8_000_400, 8_000_900], 8_001_000)
        assert session.energy_wh == 1000
        assert Evidence.METER_START_MISSING in session.evidence
        assert session.quality is Quality.RECONSTRUCTED
        assert world.records.chargers["EH1"].meter_habit is MeterHabit.ZERO_START

    run(story())


def test_a_start_of_zero_and_a_stop_for_life_alone_begin_at_the_last_stop(world: World) -> None:
    async def story() -> None:
        link = world.connect()
        await charged(world, link, 7_990_000, [], 8_000_000)
        session = await charged(world, link, 0, [], 8_003_000, minutes=30)
        assert session.energy_wh == 3000
        assert Evidence.METER_START_FROM_LAST_STOP in session.evidence

    run(story())


def test_a_start_of_zero_and_a_stop_for_life_with_nothing_before_book_nothing(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 0, [], 8_003_000)
        assert session.energy_wh == 0
        assert session.quality is Quality.RECONSTRUCTED

    run(story())


@pytest.mark.parametrize("glitch", [0, 2**32, 103])
def test_a_glitch_told_twice_moves_nothing(world: World, glitch: int) -> None:
    async def story() -> None:
        link = world.connect()
        number = await tell(
            world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=100_000)
        )
        for wh in (101_000, glitch):
            reading = Metered(1, (Reading(world.clock.on(minutes=5), energy_wh=wh),), number)
            for _ in range(3):  # the answer was lost
                await tell(world, link, reading)
        await tell(world, link, Metered(1, (Reading(world.clock.on(minutes=5), energy_wh=102_000),), number))
        (session,) = world.sessions
        assert session.energy_wh == 2000
        assert not session.evidence

    run(story())


def test_a_register_that_only_rises_at_the_end_is_believed(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 500_000, [500_000] * 8, 540_000, minutes=30)
        assert session.energy_wh == 40_000
        assert session.quality is Quality.MEASURED

    run(story())


def test_a_stop_below_a_reading_counts_and_is_in_dispute(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 100_000, [104_000], 103_000)
        assert session.energy_wh == 3000
        assert Evidence.STOP_BELOW_READING in session.evidence
        assert session.quality is Quality.DISPUTED

    run(story())


def test_a_stop_a_little_below_the_last_reading_is_not_worth_a_word(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 100_000, [104_000], 103_950)
        assert session.energy_wh == 4000
        assert session.quality is Quality.MEASURED
        assert not session.evidence

    run(story())


def test_a_stop_no_car_could_reach_is_left_out_and_in_dispute(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 100_000, [104_000], 900_000_000)
        assert session.energy_wh == 4000
        assert Evidence.METER_JUMPED in session.evidence
        assert session.quality is Quality.DISPUTED

    run(story())


def test_a_stop_below_the_start_that_counts_from_zero_is_the_energy(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 4_076_400, [], 353)
        assert session.energy_wh == 353
        assert session.quality is Quality.RECONSTRUCTED

    run(story())


async def powered(world: World, wh_a_minute: int, power_w: int, minutes: int) -> Session:
    link = world.connect()
    number = await tell(
        world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=100_000)
    )
    wh = 100_000
    for _ in range(minutes):
        wh += wh_a_minute
        at = world.clock.on(minutes=1)
        await tell(world, link, Metered(1, (Reading(at, energy_wh=wh, power_w=power_w),), number))
    await tell(world, link, TransactionTold(Stage.ENDED, world.clock.on(seconds=10), number, meter_stop_wh=wh))
    return world.sessions[-1]


def test_a_register_that_agrees_with_power_is_measured(world: World) -> None:
    async def story() -> None:
        session = await powered(world, 120, 7200, 60)
        assert session.power_ws == 7200 * 3600
        assert session.quality is Quality.MEASURED
        assert not session.evidence

    run(story())


def test_kilowatt_hours_in_a_field_for_watt_hours_are_in_dispute_and_not_scaled(world: World) -> None:
    async def story() -> None:
        session = await powered(world, 1, 60_000, 60)
        assert session.energy_wh == 60
        assert Evidence.UNIT_DOUBTED in session.evidence
        assert session.quality is Quality.DISPUTED

    run(story())


def test_a_register_far_from_power_over_time_is_in_dispute(world: World) -> None:
    async def story() -> None:
        session = await powered(world, 30, 7200, 60)
        assert session.energy_wh == 1800
        assert Evidence.POWER_DISAGREES in session.evidence
        assert session.quality is Quality.DISPUTED

    run(story())


def test_power_counts_where_the_register_never_moved_and_no_stop_came(world: World) -> None:
    async def story() -> None:
        link = world.connect()
        number = await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, meter_start_wh=5000))
        for _ in range(60):
            at = world.clock.on(minutes=1)
            await tell(world, link, Metered(1, (Reading(at, energy_wh=5000, power_w=7200),), number))
        await tell(world, link, TransactionTold(Stage.BEGAN, world.clock.on(minutes=1), outlet=1))
        session = world.sessions[0]
        assert session.energy_wh == 7200
        assert Evidence.ENERGY_FROM_POWER in session.evidence
        assert session.quality is Quality.RECONSTRUCTED

    run(story())


def test_power_told_too_seldom_accuses_no_register(world: World) -> None:
    async def story() -> None:
        link = world.connect()
        number = await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, meter_start_wh=5000))
        for _ in range(8):
            at = world.clock.on(minutes=15)
            await tell(world, link, Metered(1, (Reading(at, energy_wh=5100, power_w=11_000),), number))
        await tell(world, link, TransactionTold(Stage.ENDED, world.clock.on(minutes=1), number, meter_stop_wh=5100))
        assert world.sessions[0].quality is Quality.MEASURED

    run(story())


# What is believed of each number.


def session_with(*evidence: Evidence) -> Session:
    return Session(1, "EH1", 1, "1", START, stopped_at=START + timedelta(hours=1), evidence=frozenset(evidence))


def test_each_number_is_believed_for_itself() -> None:
    known = beliefs(session_with(Evidence.STOP_MISSED, Evidence.CLOSED_BY_NEXT_START, Evidence.SENT_LATE))
    assert known.started_at.quality is Quality.MEASURED
    assert known.meter_start == belief(session_with(), Number.METER_START)
    assert known.stopped_at.quality is Quality.RECONSTRUCTED
    assert known.stopped_at.evidence == (Evidence.STOP_MISSED, Evidence.CLOSED_BY_NEXT_START, Evidence.SENT_LATE)
    assert known.meter_stop.evidence == (Evidence.STOP_MISSED,)
    assert known.energy.quality is Quality.RECONSTRUCTED


def test_of_two_doubts_the_worse_one_holds() -> None:
    energy = beliefs(session_with(Evidence.REGISTER_RESET, Evidence.POWER_DISAGREES)).energy
    assert energy.quality is Quality.DISPUTED


@pytest.mark.parametrize("evidence", Evidence)
def test_every_evidence_speaks_of_some_number(evidence: Evidence) -> None:
    assert any(belief(session_with(evidence), number).evidence == (evidence,) for number in Number)
