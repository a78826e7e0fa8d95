"""Meters that lie in the ways meters do: what a session's energy is then, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from app.core.ledger.belief import Number, belief, beliefs
from app.core.model import Evidence, MeterHabit, Moment, Quality, Reading, Session, StopReason
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


# Events in another order than they happened, with a meter that glitches.

_ENDS = {Stage.BEGAN: Moment.BEGIN, Stage.CONTINUED: Moment.PERIODIC, Stage.ENDED: Moment.END}
Heard = tuple[str, Stage, int, int, int]
"""A transaction's name, the stage, seconds from the start, what the meter said, and the number of the event."""


def heard(world: World, *events: Heard) -> dict[str, Session]:
    """All of it an hour or so after it happened; the sessions by what the charger calls them."""

    async def story() -> None:
        link = world.connect()
        world.clock.on(hours=4)
        for name, stage, second, wh, seq in events:
            at = START + timedelta(seconds=second)
            reading = Reading(at, energy_wh=wh, moment=_ENDS[stage])
            start_wh, stop_wh = (wh if stage is each else None for each in (Stage.BEGAN, Stage.ENDED))
            told = TransactionTold(stage, at, name, 1, None, start_wh, stop_wh, (reading,), seq=seq)
            await tell(world, link, told)

    run(story())
    return {each.transaction_id: each for each in world.sessions}


def test_a_glitch_heard_before_a_start_at_zero_is_no_start(world: World) -> None:
    known = heard(
        world,
        ("t", Stage.CONTINUED, 60, 2**32, 1),
        ("t", Stage.BEGAN, 0, 0, 0),
        ("t", Stage.ENDED, 200, 180, 2),
    )
    assert known["t"].energy_wh == 180


def test_a_zero_that_is_told_after_a_true_reading_is_no_start_once_the_next_reading_agrees(world: World) -> None:
    """Its start says 0 and its meter counts for life: the reading came first, and the one after it follows from it."""
    known = heard(
        world,
        ("t", Stage.CONTINUED, 60, 50_000_000, 1),
        ("t", Stage.BEGAN, 0, 0, 0),
        ("t", Stage.CONTINUED, 120, 50_000_300, 2),
        ("t", Stage.ENDED, 200, 50_000_700, 3),
    )
    assert (known["t"].energy_wh, known["t"].meter_start_wh) == (700, 50_000_000)
    assert world.site.registry.charger("EH1").meter_habit is MeterHabit.ZERO_START


def test_a_first_reading_of_zero_teaches_nothing_of_how_a_charger_starts(world: World) -> None:
    known = heard(
        world,
        ("later", Stage.CONTINUED, 5_000, 0, 1),
        ("later", Stage.ENDED, 5_060, 17_100, 2),
        ("later", Stage.BEGAN, 3_000, 6_120, 0),
        ("t", Stage.BEGAN, 0, 0, 0),
        ("t", Stage.CONTINUED, 2_000, 6_000, 1),
        ("t", Stage.ENDED, 2_100, 6_120, 2),
    )
    assert world.site.registry.charger("EH1").meter_habit is None
    assert (known["t"].energy_wh, known["later"].energy_wh) == (6_120, 10_980)


@pytest.mark.parametrize(("stop", "seconds"), [(10_260, 350), (6_120, 700)])
def test_a_new_count_that_never_counted_was_none(world: World, stop: int, seconds: int) -> None:
    known = heard(
        world,
        ("t", Stage.BEGAN, 0, 3_780, 0),
        ("t", Stage.CONTINUED, 10, 0, 1),
        ("t", Stage.CONTINUED, 2_200, 0, 2),
        ("t", Stage.ENDED, 2_200 + seconds, stop, 3),
    )
    assert known["t"].energy_wh == stop - 3_780


def test_a_meter_that_told_only_zeros_until_its_stop_charged_what_the_stop_says(world: World) -> None:
    known = heard(
        world,
        ("t", Stage.BEGAN, 0, 50_000_000, 0),
        ("t", Stage.CONTINUED, 1, 0, 1),
        ("t", Stage.CONTINUED, 6_900, 0, 2),
        ("t", Stage.ENDED, 6_905, 50_020_700, 3),
    )
    assert known["t"].energy_wh == 20_700


@pytest.mark.parametrize("lost", [True, False])
def test_garbage_that_is_told_twice_makes_no_energy_of_a_whole_register(world: World, lost: bool) -> None:
    before = () if lost else (("t", Stage.CONTINUED, 6_890, 50_020_600, 3),)
    known = heard(
        world,
        ("t", Stage.BEGAN, 0, 50_000_000, 0),
        ("t", Stage.CONTINUED, 5_000, 2**32, 1),
        ("t", Stage.CONTINUED, 6_900, 2**32, 2),
        *before,
        ("t", Stage.ENDED, 6_905, 50_020_700, 4),
    )
    assert known["t"].energy_wh == 20_700


def test_a_meter_exchanged_by_one_that_stands_lower_charged_no_whole_register(world: World) -> None:
    async def story() -> None:
        session = await charged(world, world.connect(), 80_000_000, [80_001_000, 50_000_100, 50_000_600], 50_000_900)
        assert session.energy_wh == 1_800
        assert session.evidence == {Evidence.REGISTER_RESET}

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
