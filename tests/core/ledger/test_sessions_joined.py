"""Starts, readings and stops that come under wrong names, in wrong order, late, twice or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.interfaces import Remembered
from app.core.model import Activity, Availability, Evidence, Moment, Quality, Reading, StopReason
from app.core.reports import Metered, Report, Stage, StatusTold, TransactionAnswer, TransactionTold
from app.core.sessions import REMEMBERED_FOR
from app.core.states import State, state_of
from tests.core.conftest import START, FakeLink, World


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Line:
    """A charger's line, in few words. Every word moves the clock on a little."""

    def __init__(self, world: World, protocol: str = "1.6") -> None:
        self.world = world
        self.link: FakeLink = world.connect(protocol=protocol)

    async def tell(self, *reports: Report) -> str:
        receipt = self.world.site.receive(self.link, reports)
        if receipt.written is not None:
            await receipt.written
        return receipt.answer.transaction_id if isinstance(receipt.answer, TransactionAnswer) else ""

    async def began(self, meter: int | None = 100_000, *, at: datetime | None = None, **told: Any) -> str:
        return await self.tell(started(at or self.world.clock.on(minutes=1), meter, **told))

    async def read(self, wh: int, number: str | None, *, at: datetime | None = None, outlet: int = 1) -> None:
        await self.tell(Metered(outlet, (Reading(at or self.world.clock.on(minutes=10), energy_wh=wh),), number))

    async def ended(self, number: str | None, meter: int | None, *, at: datetime | None = None, **told: Any) -> str:
        return await self.tell(stopped(at or self.world.clock.on(minutes=1), number, meter, **told))


def started(at: datetime, meter: int | None, **told: Any) -> TransactionTold:
    return TransactionTold(Stage.BEGAN, at, **{"outlet": 1, "card": "A", "meter_start_wh": meter, **told})


def stopped(at: datetime, number: str | None, meter: int | None, **told: Any) -> TransactionTold:
    return TransactionTold(
        Stage.ENDED, at, number, **{"card": "A", "meter_stop_wh": meter, "reason": StopReason.LOCAL, **told}
    )


def event(stage: Stage, at: datetime, seq: int, wh: int, name: str = "tx-1", **told: Any) -> TransactionTold:
    moment = {Stage.BEGAN: Moment.BEGIN, Stage.CONTINUED: Moment.PERIODIC, Stage.ENDED: Moment.END}[stage]
    return TransactionTold(
        stage,
        at,
        name,
        **{
            "outlet": 1,
            "meter_start_wh": wh if stage is Stage.BEGAN else None,
            "meter_stop_wh": wh if stage is Stage.ENDED else None,
            "readings": (Reading(at, energy_wh=wh, moment=moment),),
            "seq": seq,
            **told,
        },
    )


def shown(world: World) -> State:
    registry = world.site.registry
    return state_of(registry.chargers["EH1"], registry.outlets["EH1", 1], world.clock())


# Stops under no name, or a wrong one.


@pytest.mark.parametrize("name", [None, "987654"])
def test_a_stop_with_a_lost_number_told_again_after_a_restart_makes_no_second_row(world: World, name: str) -> None:
    async def story() -> None:
        line = Line(world)
        await line.began()
        at = world.clock.on(minutes=10)
        await line.ended(name, 101_000, at=at)
        before = world.sessions
        await world.restart()
        await Line(world).ended(name, 101_000, at=at)
        assert world.sessions == before
        assert len(before) == 1

    run(story())


def test_an_orphaned_stop_told_again_makes_no_second_row(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        at = world.clock.on(minutes=10)
        await line.ended(None, 101_000, at=at)
        await line.ended(None, 101_000, at=at)
        await world.restart()
        await Line(world).ended(None, 101_000, at=at)
        (session,) = world.sessions
        assert Evidence.START_MISSED in session.evidence

    run(story())


def test_a_stop_with_another_chargers_number_ends_its_own_chargers_session(world: World) -> None:
    async def story() -> None:
        line, other = Line(world), world.connect("EH2")
        mine = await line.began()
        receipt = world.site.receive(other, (started(world.clock.on(minutes=1), 5_000_000),))
        assert isinstance(receipt.answer, TransactionAnswer) and receipt.answer.transaction_id != mine
        await line.ended(receipt.answer.transaction_id, 101_000)
        first, second = world.sessions
        assert (first.open, first.energy_wh) == (False, 1000)
        assert second.open

    run(story())


def test_a_stop_without_a_number_goes_to_the_outlet_whose_meter_it_fits(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        await line.began(100_000, outlet=1)
        await line.began(7_000_000, outlet=2)
        await line.ended(None, 7_002_000)
        first, second = world.sessions
        assert first.open
        assert (second.open, second.energy_wh) == (False, 2000)
        assert Evidence.JOINED_BY_METER not in second.evidence  # the other outlet's meter cannot be meant

    run(story())


def test_where_several_sessions_could_be_meant_the_nearest_is_and_says_so(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        await line.began(100_000, outlet=1)
        await line.began(101_000, outlet=2)
        await line.ended(None, 102_000)
        first, second = world.sessions
        assert first.open and not second.open
        assert Evidence.JOINED_BY_METER in second.evidence
        assert second.quality is Quality.RECONSTRUCTED

    run(story())


def test_a_stop_without_a_start_begins_where_the_last_stop_left_the_meter(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        await line.ended(await line.began(100_000), 101_000)
        world.clock.on(hours=3)
        await line.ended(None, 104_000)
        _, found = world.sessions
        assert (found.meter_start_wh, found.energy_wh) == (101_000, 3000)
        assert {Evidence.START_MISSED, Evidence.METER_START_FROM_LAST_STOP} <= found.evidence

    run(story())


def test_a_number_that_the_charger_made_up_is_never_given_to_a_start_of_ours(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        await line.ended("2", 50_000)
        number = await line.began(100_000)
        assert number != "2"
        assert len({session.transaction_id for session in world.sessions}) == 2

    run(story())


def test_a_name_used_again_is_a_new_session_and_repeats_of_the_old_one_stay_with_it(world: World) -> None:
    async def story() -> None:
        line = Line(world, "2.0.1")
        old = [
            event(Stage.BEGAN, world.clock(), 0, 1000),
            event(Stage.ENDED, world.clock.on(minutes=20), 1, 3000),
        ]
        await line.tell(*old)
        await line.tell(event(Stage.BEGAN, world.clock.on(minutes=2), 0, 3000))
        for repeated in old:
            await line.tell(repeated)
        await line.tell(event(Stage.ENDED, world.clock.on(minutes=30), 1, 8000))
        assert [session.energy_wh for session in world.sessions] == [2000, 5000]

    run(story())


# Order.


def test_an_end_before_its_start_and_news_after_both_are_one_session(world: World) -> None:
    async def story() -> None:
        line = Line(world, "2.0.1")
        start = event(Stage.BEGAN, world.clock(), 0, 1000, card="04A2")
        news = event(Stage.CONTINUED, world.clock.on(minutes=10), 1, 2000)
        end = event(Stage.ENDED, world.clock.on(minutes=10), 2, 3000, reason=StopReason.CAR_FINISHED)
        for told in (end, start, news):
            await line.tell(told)
        (session,) = world.sessions
        assert (session.started_at, session.stopped_at) == (start.at, end.at)
        assert (session.energy_wh, session.card) == (2000, "04A2")
        assert session.stop_reason is StopReason.CAR_FINISHED
        assert session.quality is Quality.MEASURED
        assert not session.evidence & {Evidence.START_MISSED, Evidence.EVENTS_MISSING}

    run(story())


def test_a_late_event_that_fills_the_gap_withdraws_what_was_said_of_it(world: World) -> None:
    async def story() -> None:
        line = Line(world, "2.0.1")
        told = [
            event(Stage.BEGAN, world.clock(), 0, 1000),
            event(Stage.CONTINUED, world.clock.on(minutes=1), 1, 1100),
            event(Stage.CONTINUED, world.clock.on(minutes=1), 2, 1200),
            event(Stage.ENDED, world.clock.on(minutes=1), 3, 1300),
        ]
        for index in (0, 3, 1):
            await line.tell(told[index])
        assert Evidence.EVENTS_MISSING in world.sessions[0].evidence
        await world.restart()
        line = Line(world, "2.0.1")
        await line.tell(told[2])
        (session,) = world.sessions
        assert Evidence.EVENTS_MISSING not in session.evidence
        assert session.heard == ((0, 3),)
        before = world.sessions
        for again in told:
            await line.tell(again)
        assert world.sessions == before

    run(story())


def test_an_old_event_repeated_does_not_move_what_the_outlet_shows(world: World) -> None:
    async def story() -> None:
        line = Line(world, "2.0.1")
        await line.tell(StatusTold(1, Availability.OCCUPIED))
        charging = event(Stage.CONTINUED, world.clock.on(minutes=1), 1, 1100, activity=Activity.CHARGING)
        paused = event(Stage.CONTINUED, world.clock.on(minutes=9), 2, 1200, activity=Activity.PAUSED_BY_CHARGER)
        await line.tell(event(Stage.BEGAN, world.clock(), 0, 1000), charging, paused)
        await line.tell(charging)
        assert shown(world) is State.PAUSED_BY_CHARGER

    run(story())


def test_a_charger_that_counts_its_events_anew_in_the_middle_loses_no_energy(world: World) -> None:
    async def story() -> None:
        line = Line(world, "2.0.1")
        await line.tell(event(Stage.BEGAN, world.clock(), 0, 1000))
        await line.tell(event(Stage.CONTINUED, world.clock.on(minutes=10), 1, 2000))
        await line.tell(event(Stage.CONTINUED, world.clock.on(minutes=10), 0, 3000))
        assert world.sessions[0].energy_wh == 2000

    run(story())


def test_a_start_told_late_after_readings_named_the_session_is_that_session(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        await line.tell(StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        began = world.clock()
        await line.read(2000, "4711")
        number = await line.began(1000, at=began)
        (session,) = world.sessions
        assert number == session.transaction_id == "4711"
        assert (session.started_at, session.energy_wh) == (began, 1000)
        assert session.quality is Quality.MEASURED

    run(story())


# The offline night.


def test_an_offline_night_told_in_the_morning_leaves_alone_what_is_live(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        night = world.clock()
        world.clock.on(hours=9)
        await line.tell(StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        running = await line.began(9000)
        await line.read(9500, running)
        await line.began(1000, at=night)
        await line.ended(None, 9000, at=night + timedelta(hours=2))
        live, slept = world.sessions
        assert slept.energy_wh == 8000
        assert (slept.started_at, slept.stopped_at) == (night, night + timedelta(hours=2))
        assert not slept.evidence & {Evidence.STOP_MISSED, Evidence.CLOSED_BY_NEXT_START}
        assert live.open and live.energy_wh == 500
        shown_session = world.site.registry.outlets["EH1", 1].session
        assert shown_session is not None and shown_session.id == live.id

    run(story())


def test_a_late_stop_of_a_session_that_we_closed_takes_its_place(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        await line.read(101_000, number)
        real = world.clock.on(minutes=30)
        world.clock.on(hours=1)
        await line.began(104_000)
        closed = world.sessions[0]
        assert closed.quality is Quality.RECONSTRUCTED
        assert (closed.meter_stop_wh, closed.energy_wh) == (104_000, 4000)
        await line.ended(number, 103_900, at=real)
        session, running = world.sessions
        assert (session.stopped_at, session.energy_wh, session.stop_reason) == (real, 3900, StopReason.LOCAL)
        assert session.quality is Quality.MEASURED
        assert session.evidence == {Evidence.SENT_LATE} or not session.evidence
        assert running.open

    run(story())


def test_a_session_closed_by_us_that_still_counts_is_open_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some chargers say that an outlet is free with the cable in."""
    monkeypatch.setattr("app.core.handlers.FREE_CLOSES_AFTER_S", 0.0)

    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        await line.read(101_000, number)
        await line.tell(StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        async with asyncio.timeout(5):
            while world.sessions[0].open:  # noqa: ASYNC110 - a timer of the site's
                await asyncio.sleep(0)
        await line.read(102_000, number)
        (session,) = world.sessions
        assert session.open and session.energy_wh == 2000
        assert not session.evidence

    run(story())


def test_free_told_again_after_our_restart_still_closes_what_was_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.handlers.FREE_CLOSES_AFTER_S", 0.0)

    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        await line.read(101_000, number)
        await line.tell(StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        await world.site.close()  # before its timer
        await world.restart()
        assert world.sessions[0].open
        await Line(world).tell(StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        async with asyncio.timeout(5):
            while world.sessions[0].open:  # noqa: ASYNC110 - a timer of the site's
                await asyncio.sleep(0)

    run(story())


# Readings after the stop, and stops that disagree.


def test_a_closing_reading_after_the_stop_is_booked_and_opens_nothing(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        await line.ended(number, 101_000)
        await line.read(101_300, number, at=world.clock.on(seconds=20))
        (session,) = world.sessions
        assert not session.open
        assert (session.energy_wh, session.meter_stop_wh) == (1300, 101_300)
        assert Evidence.READ_AFTER_STOP in session.evidence
        assert session.quality is Quality.MEASURED

    run(story())


def test_a_second_stop_counts_where_it_is_later_and_higher_and_both_are_in_dispute(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        first = world.clock.on(minutes=20)
        await line.ended(number, 101_000, at=first)
        second = world.clock.on(minutes=5)
        await line.ended(number, 102_000, at=second)
        for _ in range(2):
            await line.ended(number, 101_000, at=first)
            await line.ended(number, 102_000, at=second)
        (session,) = world.sessions
        assert (session.energy_wh, session.stopped_at) == (2000, second)
        assert Evidence.TWO_STOPS in session.evidence
        assert session.quality is Quality.DISPUTED

    run(story())


def test_a_second_stop_that_is_lower_changes_no_number(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        await line.ended(number, 102_000)
        await line.ended(number, 101_000)
        (session,) = world.sessions
        assert session.energy_wh == 2000
        assert session.quality is Quality.DISPUTED

    run(story())


# Clocks.


def test_a_start_from_1970_told_again_is_the_same_start(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        unset = datetime(1970, 1, 1, 0, 0, 40, tzinfo=UTC)
        numbers = set()
        for _ in range(3):
            at = world.clock.on(seconds=30)
            numbers.add(await line.began(100_000, at=at, clock_corrected=True, reported_at=unset))
        await world.restart()
        numbers.add(await Line(world).began(100_000, clock_corrected=True, reported_at=unset))
        assert len(numbers) == len(world.sessions) == 1
        assert world.sessions[0].started_at == START + timedelta(seconds=30)

    run(story())


def test_a_start_told_again_when_the_clock_was_set_meanwhile_is_the_same_start(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        unset = datetime(1970, 1, 1, 0, 0, 40, tzinfo=UTC)
        first = await line.began(100_000, clock_corrected=True, reported_at=unset)
        again = await line.began(100_000, at=world.clock.on(seconds=30))
        assert first == again
        assert len(world.sessions) == 1

    run(story())


def test_a_clock_hours_ahead_makes_no_session_of_the_future(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        ahead = timedelta(hours=2)
        number = await line.began(100_000, at=world.clock() + ahead)
        await line.read(101_000, number, at=world.clock.on(minutes=10) + ahead)
        await line.read(102_000, number, at=world.clock.on(minutes=10))  # the clock was set
        await line.ended(number, 102_500)
        (session,) = world.sessions
        assert (session.started_at, session.stopped_at) == (START, START + timedelta(minutes=21))
        assert session.energy_wh == 2500
        assert Evidence.CLOCK_CORRECTED in session.evidence

    run(story())


def test_a_clock_set_back_in_the_middle_leaves_a_sensible_length_and_all_energy(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        began = world.clock()
        await line.read(101_000, number)
        back = timedelta(hours=6)
        await line.read(102_000, number, at=world.clock.on(minutes=10) - back)
        assert world.sessions[0].energy_wh == 2000
        await line.ended(number, 102_500, at=world.clock.on(minutes=4) - back)
        (session,) = world.sessions
        assert session.stopped_at is not None
        assert timedelta(minutes=10) <= session.stopped_at - began <= timedelta(minutes=24)
        assert session.energy_wh == 2500
        assert Evidence.CLOCK_CORRECTED in session.evidence

    run(story())


# What is older than memory.


def test_a_queue_of_two_weeks_ago_repeated_makes_no_second_row(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        at = world.clock()
        number = await line.began(100_000, at=at)
        end = world.clock.on(hours=1)
        await line.ended(number, 104_000, at=end)
        before = world.sessions
        world.clock.on(days=14)
        world.site.tidy(world.clock())
        for _ in range(2):
            assert await line.began(100_000, at=at) == number
            await line.read(102_000, number, at=at + timedelta(minutes=30))
            await line.ended(number, 104_000, at=end)
            await line.ended(None, 104_000, at=end)
            assert world.sessions == before
            await world.restart()
            line = Line(world)

    run(story())


def test_of_what_ended_long_ago_only_keys_are_kept_and_in_the_end_not_even_those(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        at = world.clock()
        await line.ended(await line.began(100_000, at=at), 104_000)
        remembered = world.records.remembered()
        assert len(remembered.recent_sessions) == 1 and not remembered.older_sessions
        world.clock.on(days=REMEMBERED_FOR.days + 1)
        remembered = world.records.remembered()
        assert not remembered.recent_sessions and len(remembered.older_sessions) == 1
        assert Remembered().older_sessions == ()

    run(story())


def test_a_stop_that_comes_two_weeks_late_still_takes_the_place_of_our_closing(world: World) -> None:
    async def story() -> None:
        line = Line(world)
        number = await line.began(100_000)
        real = world.clock() + timedelta(minutes=30)
        world.clock.on(hours=1)
        await line.began(104_000)
        world.clock.on(days=14)
        world.site.tidy(world.clock())
        await world.restart()
        await Line(world).ended(number, 103_000, at=real)
        session = world.sessions[0]
        assert (session.stopped_at, session.energy_wh) == (real, 3000)
        assert session.quality is Quality.MEASURED

    run(story())
