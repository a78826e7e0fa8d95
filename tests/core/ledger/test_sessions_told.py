"""What the ledger makes of what chargers tell, in whatever order and however often."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from app.core.changes import SessionChanged
from app.core.model import Activity, Availability, Evidence, Quality, Reading, StopReason
from app.core.reports import Metered, Report, Stage, StatusTold, TransactionAnswer, TransactionTold
from app.core.states import State, state_of
from tests.core.conftest import FakeLink, World


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def tell(world: World, link: FakeLink, *reports: Report) -> TransactionAnswer | None:
    receipt = world.site.receive(link, reports)
    if receipt.written is not None:
        await receipt.written
    return receipt.answer if isinstance(receipt.answer, TransactionAnswer) else None


def begin(world: World, *, meter: int = 100_000, outlet: int = 1, card: str = "04A2B3C4") -> TransactionTold:
    return TransactionTold(Stage.BEGAN, world.clock(), outlet=outlet, card=card, meter_start_wh=meter)


def end(world: World, transaction_id: str | None, *, meter: int | None) -> TransactionTold:
    return TransactionTold(
        Stage.ENDED, world.clock(), transaction_id, meter_stop_wh=meter, reason=StopReason.LOCAL, card="04A2B3C4"
    )


@pytest.fixture
def fresh() -> World:
    return World()


async def started(world: World) -> tuple[FakeLink, str]:
    link = world.connect()
    answer = await tell(world, link, begin(world))
    assert answer is not None
    return link, answer.transaction_id


def test_start_readings_and_stop_are_one_session_with_the_meters_own_energy(fresh: World) -> None:
    async def story() -> None:
        link, number = await started(fresh)
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=101_200, power_w=7200),), number))
        fresh.clock.on(minutes=10)
        await tell(fresh, link, end(fresh, number, meter=102_400))
        (session,) = fresh.sessions
        assert session.energy_wh == 2400
        assert (session.meter_start_wh, session.meter_stop_wh) == (100_000, 102_400)
        assert session.quality is Quality.MEASURED
        assert session.stop_reason is StopReason.LOCAL
        assert not session.evidence

    run(story())


def test_a_repeated_start_gets_the_same_number_and_no_second_session(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect()
        told = begin(fresh)
        first = await tell(fresh, link, told)
        fresh.clock.on(seconds=40)
        again = await tell(fresh, link, told)
        assert first is not None and again is not None
        assert first.transaction_id == again.transaction_id
        assert len(fresh.sessions) == 1

    run(story())


def test_a_start_repeated_after_a_restart_still_gets_the_same_number(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect()
        told = begin(fresh)
        first = await tell(fresh, link, told)
        await fresh.restart()
        again = await tell(fresh, fresh.connect(), told)
        assert first == again
        assert len(fresh.sessions) == 1

    run(story())


def test_a_repeated_stop_changes_nothing(fresh: World) -> None:
    async def story() -> None:
        link, number = await started(fresh)
        fresh.clock.on(minutes=10)
        stop = end(fresh, number, meter=101_000)
        await tell(fresh, link, stop)
        (before,) = fresh.sessions
        fresh.clock.on(minutes=1)
        await tell(fresh, link, stop)
        assert fresh.sessions == [before]

    run(story())


@pytest.mark.parametrize("number", [None, "987654"])
def test_a_stop_with_a_lost_number_ends_the_session_it_fits(fresh: World, number: str | None) -> None:
    async def story() -> None:
        link, _ = await started(fresh)
        fresh.clock.on(minutes=10)
        await tell(fresh, link, end(fresh, number, meter=101_000))
        (session,) = fresh.sessions
        assert not session.open
        assert session.energy_wh == 1000

    run(story())


def test_a_stop_that_fits_nothing_is_kept_as_a_found_session(fresh: World) -> None:
    async def story() -> None:
        link, _ = await started(fresh)
        fresh.clock.on(minutes=10)
        await tell(fresh, link, end(fresh, "55", meter=90_000))
        running, found = fresh.sessions
        assert running.open
        assert not found.open
        assert Evidence.START_MISSED in found.evidence
        assert found.quality is Quality.RECONSTRUCTED

    run(story())


def test_a_new_start_closes_the_session_whose_stop_was_lost_and_its_meter_is_the_missing_stops(fresh: World) -> None:
    async def story() -> None:
        link, number = await started(fresh)
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=101_200),), number))
        fresh.clock.on(hours=3)
        await tell(fresh, link, begin(fresh, meter=101_300))
        lost, running = fresh.sessions
        assert lost.stopped_at == at
        assert lost.energy_wh == 1300
        assert {Evidence.METER_STOP_FROM_NEXT_START} <= lost.evidence
        assert {Evidence.STOP_MISSED, Evidence.CLOSED_BY_NEXT_START} <= lost.evidence
        assert lost.quality is Quality.RECONSTRUCTED
        assert running.open

    run(story())


def test_a_charger_that_sends_a_ghost_of_an_ended_session_does_not_open_it_again(fresh: World) -> None:
    async def story() -> None:
        link, number = await started(fresh)
        fresh.clock.on(minutes=5)
        await tell(fresh, link, end(fresh, number, meter=100_500))
        at = fresh.clock.on(minutes=5)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=100_600),), number))
        (session,) = fresh.sessions
        assert not session.open
        assert session.energy_wh == 500

    run(story())


def test_a_session_begun_while_nobody_listened_is_followed_from_its_first_reading(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect()
        await tell(fresh, link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        at = fresh.clock.on(minutes=1)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=5000, power_w=7000),), "4711"))
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=6000, power_w=7000),), "4711"))
        (session,) = fresh.sessions
        assert session.transaction_id == "4711"
        assert session.energy_wh == 1000
        assert session.quality is Quality.RECONSTRUCTED

    run(story())


def test_a_start_told_after_its_news_mends_the_session(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect(protocol="2.0.1")
        began = fresh.clock()
        later = fresh.clock.on(minutes=5)
        news = TransactionTold(
            Stage.CONTINUED, later, "tx-9", outlet=1, readings=(Reading(later, energy_wh=2000),), seq=1
        )
        await tell(fresh, link, news)
        start = TransactionTold(Stage.BEGAN, began, "tx-9", outlet=1, card="04A2", meter_start_wh=1000, seq=0)
        await tell(fresh, link, start)
        (session,) = fresh.sessions
        assert session.started_at == began
        assert session.energy_wh == 1000
        assert session.card == "04A2"
        assert session.quality is Quality.MEASURED

    run(story())


def test_a_gap_in_the_chargers_numbering_is_written_down(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect(protocol="2.0.1")
        at = fresh.clock()
        for stage, seq in ((Stage.BEGAN, 0), (Stage.CONTINUED, 1), (Stage.ENDED, 3)):
            await tell(fresh, link, TransactionTold(stage, at, "tx-1", outlet=1, seq=seq, meter_start_wh=0))
            at = fresh.clock.on(minutes=1)
        assert Evidence.EVENTS_MISSING in fresh.sessions[0].evidence

    run(story())


def test_an_offline_night_is_booked_and_changes_nothing_that_is_live(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect(protocol="2.0.1")
        await tell(fresh, link, StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        night = fresh.clock()
        fresh.clock.on(hours=9)
        for stage, seq, wh in ((Stage.BEGAN, 0, 1000), (Stage.ENDED, 1, 9000)):
            told = TransactionTold(
                stage, night, "night", outlet=1, seq=seq, offline=True, meter_start_wh=1000, meter_stop_wh=wh
            )
            await tell(fresh, link, told)
        (session,) = fresh.sessions
        assert session.energy_wh == 8000
        assert Evidence.SENT_LATE in session.evidence
        charger, outlet = fresh.site.registry.chargers["EH1"], fresh.site.registry.outlets["EH1", 1]
        assert state_of(charger, outlet, fresh.clock()) is State.FREE

    run(story())


def test_killed_in_the_middle_the_session_goes_on_as_one(fresh: World) -> None:
    async def story() -> None:
        link, number = await started(fresh)
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=101_000),), number))
        await fresh.restart()
        link = fresh.connect()
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=102_000),), number))
        fresh.clock.on(minutes=10)
        await tell(fresh, link, end(fresh, number, meter=103_000))
        (session,) = fresh.sessions
        assert session.energy_wh == 3000
        assert session.quality is Quality.MEASURED

    run(story())


def test_an_outlet_that_stays_free_closes_a_session_whose_stop_never_came(
    fresh: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.handlers.FREE_CLOSES_AFTER_S", 0.0)

    async def story() -> None:
        link, number = await started(fresh)
        at = fresh.clock.on(minutes=10)
        await tell(fresh, link, Metered(1, (Reading(at, energy_wh=101_000),), number))
        await tell(fresh, link, StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        closed = asyncio.Event()
        fresh.site.changes.observe(lambda change: closed.set() if isinstance(change, SessionChanged) else None)
        async with asyncio.timeout(5):
            await closed.wait()
        assert fresh.sessions[0].energy_wh == 1000
        assert fresh.sessions[0].stop_reason is StopReason.UNKNOWN

    run(story())


def test_a_start_that_named_no_card_and_is_repeated_after_one_was_told_is_no_second_session(fresh: World) -> None:
    async def story() -> None:
        link = fresh.connect()
        start = TransactionTold(Stage.BEGAN, fresh.clock(), "T", 1, meter_start_wh=1_000, seq=0)
        await tell(fresh, link, start)
        await tell(fresh, link, TransactionTold(Stage.CONTINUED, fresh.clock.on(seconds=30), "T", 1, card="AA", seq=1))
        await tell(fresh, link, start)
        ended = TransactionTold(Stage.ENDED, fresh.clock.on(minutes=10), "T", 1, meter_stop_wh=3_000, seq=2)
        await tell(fresh, link, ended)
        await fresh.restart()
        fresh.clock.on(days=30)
        fresh.site.tidy(fresh.clock())
        await tell(fresh, fresh.connect(), start)
        (session,) = fresh.sessions
        assert (session.card, session.energy_wh) == ("AA", 2_000)

    run(story())
