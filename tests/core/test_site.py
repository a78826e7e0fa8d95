"""The front desk: who is let in, what outlets show, and what happens when nothing can be kept."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from app.core.changes import Change, OutletChanged, TroublesChanged
from app.core.commands import (
    Accepted,
    AskAgain,
    Command,
    CommandFailed,
    NotPossible,
    Offline,
    Refused,
    Restart,
    Result,
    SetLimit,
    SetMeterInterval,
    StartCharging,
    StopCharging,
    Topic,
    UnknownCharger,
    WhyNot,
)
from app.core.contact import Knock, Outcome, TroubleKind
from app.core.interfaces import NotStored, Remembered
from app.core.model import Activity, Availability, Fault, FaultKind, Reading, Standing, Wish
from app.core.reports import (
    Alive,
    BootAnswer,
    Booted,
    Heard,
    Metered,
    NotApproved,
    Report,
    Stage,
    StatusTold,
    TransactionTold,
)
from app.core.states import State, state_of
from tests.core.conftest import FakeLink, World


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def tell(world: World, link: FakeLink, *reports: Report) -> object:
    receipt = world.site.receive(link, reports)
    if receipt.written is not None:
        await receipt.written
    return receipt.answer


def shown(world: World, charger: str = "EH1", outlet: int = 1) -> State:
    registry = world.site.registry
    return state_of(registry.chargers[charger], registry.outlets[charger, outlet], world.clock())


# Who is let in.


def test_a_stranger_waits_until_it_is_approved_and_then_works_at_once_without_a_new_introduction() -> None:
    async def story() -> None:
        world = World(approve_new=False)
        link = world.connect("NEW-1")
        answer = await tell(world, link, Booted("Zaptec", "Go 2"))
        assert isinstance(answer, BootAnswer) and answer.standing is Standing.WAITING
        assert await tell(world, link, StatusTold(1, Availability.AVAILABLE)) == NotApproved()
        await world.site.wishes.approve("new-1", name="Garage")
        assert await tell(world, link, StatusTold(1, Availability.AVAILABLE)) == Heard()
        assert world.records.chargers["NEW-1"].approved
        assert world.records.chargers["NEW-1"].name == "Garage"

    run(story())


def test_a_charger_is_known_whatever_case_it_writes_its_name_in() -> None:
    async def story() -> None:
        world = World()
        await tell(world, world.connect("evb-P1"), Booted("EVBox"))
        await tell(world, world.connect("EVB-p1"), Alive())
        assert list(world.site.registry.chargers) == ["evb-P1"]

    run(story())


def test_a_refused_charger_is_turned_away_and_its_line_closed() -> None:
    async def story() -> None:
        world = World(approve_new=False)
        link = world.connect("NEW-1")
        await world.site.wishes.refuse("NEW-1")
        assert link.closed
        assert world.site.refused("NEW-1")

    run(story())


def test_the_newest_line_wins_and_the_late_end_of_the_old_one_changes_nothing() -> None:
    async def story() -> None:
        world = World()
        old = world.connect()
        new = world.connect()
        assert old.closed and not new.closed
        world.site.disconnected(old)
        assert world.site.registry.chargers["EH1"].online
        assert await tell(world, old, StatusTold(1, Availability.FAULTED)) == NotApproved()
        world.site.disconnected(new)
        assert not world.site.registry.chargers["EH1"].online

    run(story())


def test_an_introduction_ends_no_session_and_forgets_nothing() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, Booted("ABB", "Terra", "S1", "1.8"))
        await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=0))
        await tell(world, link, Booted("", "", "", ""))
        assert world.sessions[0].open
        charger = world.site.registry.chargers["EH1"]
        assert (charger.vendor, charger.model, charger.firmware) == ("ABB", "Terra", "1.8")

    run(story())


def test_the_same_knock_again_is_counted_and_not_listed() -> None:
    async def story() -> None:
        world = World()
        for _ in range(100):
            world.site.knocked(Knock(world.clock.on(milliseconds=10), "10.0.0.9", Outcome.TOO_MANY))
        assert [knock.count for knock in world.site.knocks] == [100]

    run(story())


# What an outlet shows.


def test_one_story_gives_these_states_in_turn() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        seen: list[State] = []

        async def now_tell(*reports: Report) -> None:
            await tell(world, link, *reports)
            seen.append(shown(world))

        await now_tell(StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        await now_tell(StatusTold(1, Availability.OCCUPIED, Activity.CONNECTED))
        await now_tell(TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="04A2", meter_start_wh=0))
        await now_tell(StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        await now_tell(StatusTold(1, Availability.OCCUPIED, Activity.PAUSED_BY_CAR))
        number = world.sessions[0].transaction_id
        await now_tell(TransactionTold(Stage.ENDED, world.clock.on(minutes=1), number, meter_stop_wh=500))
        await now_tell(StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        assert seen == [
            State.FREE,
            State.NEED_CARD,
            State.STARTING,
            State.CHARGING,
            State.CAR_WAITING,
            State.DONE,
            State.FREE,
        ]

    run(story())


def test_the_whole_chargers_status_does_not_override_a_car_that_charges() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=0))
        await tell(world, link, StatusTold(0, Availability.AVAILABLE))
        await tell(world, link, StatusTold(0, Availability.FAULTED, fault=Fault(FaultKind.OTHER)))
        assert shown(world) is State.CHARGING

    run(story())


def test_lost_contact_is_said_after_a_minute_and_not_before() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, StatusTold(1, Availability.AVAILABLE, Activity.IDLE))
        world.site.disconnected(link)
        assert shown(world) is State.FREE
        world.clock.on(seconds=61)
        assert shown(world) is State.OFFLINE

    run(story())


def test_a_hostile_charger_cannot_make_outlets_without_end() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        for number in range(1, 2000):
            await tell(world, link, StatusTold(number, Availability.AVAILABLE))
        assert len(world.site.registry.outlets_of("EH1")) <= 64

    run(story())


def test_an_outlet_is_recorded_where_something_of_it_is_news_and_not_at_every_reading() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()

        async def tell_power(power_w: int, activity: Activity) -> None:
            at = world.clock.on(minutes=1)
            readings = (Reading(at, power_w=power_w),)
            told = TransactionTold(
                Stage.CONTINUED, at, transaction_id="7", outlet=1, readings=readings, activity=activity
            )
            await tell(world, link, told)

        await tell_power(7_000, Activity.CHARGING)
        recorded = world.records.outlets["EH1", 1]
        await tell_power(7_200, Activity.CHARGING)
        assert world.records.outlets["EH1", 1] is recorded
        live = world.site.registry.outlets["EH1", 1].live
        assert live is not None and live.power_w == 7_200
        await tell_power(0, Activity.PAUSED_BY_CAR)
        assert world.records.outlets["EH1", 1].activity is Activity.PAUSED_BY_CAR

    run(story())


def test_a_session_known_by_its_readings_alone_stands_at_its_outlet_after_a_restart() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        await tell(world, link, Metered(1, (Reading(world.clock(), energy_wh=500),), "55"))
        (session,) = world.sessions
        await world.restart()
        assert world.site.registry.outlets["EH1", 1].session == session

    run(story())


# What the user asks.


async def charging(world: World) -> FakeLink:
    link = world.connect()
    await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
    await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=0))
    return link


def test_stop_is_promised_until_the_charger_says_that_it_stopped() -> None:
    async def story() -> None:
        world = World()
        link = await charging(world)
        await world.site.wishes.stop_charging("EH1")
        assert link.sent == [StopCharging("1")]
        assert shown(world) is State.STOPPING
        await tell(world, link, TransactionTold(Stage.ENDED, world.clock.on(seconds=9), "1", meter_stop_wh=10))
        assert shown(world) is State.DONE
        await world.site.close()

    run(story())


def test_start_while_a_session_runs_is_not_sent() -> None:
    async def story() -> None:
        world = World()
        link = await charging(world)
        with pytest.raises(NotPossible) as refused:
            await world.site.wishes.start_charging("EH1", 1)
        assert refused.value.why is WhyNot.SESSION_RUNNING
        assert link.sent == []

    run(story())


def test_a_refusal_reaches_the_user_with_the_chargers_own_word_and_leaves_no_promise() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CONNECTED))
        link.answers = lambda command: Refused("Rejected")
        with pytest.raises(Refused, match="Rejected"):
            await world.site.wishes.start_charging("EH1", 1)
        assert world.site.registry.outlets["EH1", 1].wish is None
        assert shown(world) is State.NEED_CARD

    run(story())


def test_a_start_whose_session_begins_before_the_answer_leaves_no_promise_behind() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CONNECTED))

        async def begins(command: Command) -> None:
            told = TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=0)
            await tell(world, link, told)

        link.while_asked = begins
        await world.site.wishes.start_charging("EH1", 1)
        assert isinstance(link.sent[0], StartCharging)
        assert world.site.registry.outlets["EH1", 1].wish is not Wish.STARTING

    run(story())


def test_a_limit_is_set_for_the_running_session_too_and_counts_if_either_is_taken() -> None:
    async def story() -> None:
        world = World()
        link = await charging(world)

        def only_defaults(command: Command) -> Result | CommandFailed:
            bound = isinstance(command, SetLimit) and command.transaction_id is not None
            return Refused("Rejected") if bound else Accepted()

        link.answers = only_defaults
        await world.site.wishes.limit("EH1", 1, 10)
        assert link.sent == [SetLimit(1, 10), SetLimit(1, 10, "1")]
        assert world.records.outlets["EH1", 1].limit_a == 10

    run(story())


@pytest.mark.parametrize("amps", [-1, 3, 5000, float("nan"), float("inf")])
def test_a_current_that_no_car_can_follow_is_refused_before_it_is_sent(amps: float) -> None:
    async def story() -> None:
        world = World()
        link = await charging(world)
        with pytest.raises(NotPossible):
            await world.site.wishes.limit("EH1", 1, amps)
        assert link.sent == []

    run(story())


def test_a_charger_that_hangs_up_instead_of_agreeing_to_restart_has_agreed() -> None:
    async def story() -> None:
        world = World()
        link = await charging(world)
        link.answers = lambda command: Offline("EH1")
        await world.site.wishes.restart("EH1", hard=True)
        assert link.sent == [Restart(hard=True)]
        assert shown(world) is State.RESTARTING
        world.connect()
        assert shown(world) is not State.RESTARTING
        await world.site.close()

    run(story())


def test_wishes_for_unknown_and_unconnected_chargers_fail_with_their_own_types() -> None:
    async def story() -> None:
        world = World()
        with pytest.raises(UnknownCharger):
            await world.site.wishes.stop_charging("NOBODY")
        await world.site.wishes.add_charger("EH2")
        with pytest.raises(Offline):
            await world.site.wishes.start_charging("EH2")

    run(story())


def test_a_password_is_kept_only_as_its_hash() -> None:
    async def story() -> None:
        world = World()
        await world.site.wishes.add_charger("EH2", "Carport", "secret")
        assert world.site.password_hash("EH2") == "hash of secret"
        assert "secret" not in repr(world.records.chargers)
        await world.site.wishes.remove_charger("eh2")
        assert world.site.canonical("EH2") is None

    run(story())


async def two_cars(world: World) -> FakeLink:
    link = world.connect()
    for outlet in (1, 2):
        await tell(world, link, StatusTold(outlet, Availability.OCCUPIED, Activity.CHARGING))
        told = TransactionTold(Stage.BEGAN, world.clock(), outlet=outlet, card="A", meter_start_wh=0)
        await tell(world, link, told)
    return link


def test_where_several_cars_charge_no_wish_guesses_which_is_meant() -> None:
    async def story() -> None:
        world = World()
        link = await two_cars(world)
        wishes = world.site.wishes
        for wish in (
            wishes.stop_charging("EH1"),
            wishes.pause("EH1"),
            wishes.limit("EH1", None, 10),
            wishes.unlock("EH1"),
            wishes.start_charging("EH1"),
        ):
            with pytest.raises(NotPossible) as refused:
                await wish
            assert refused.value.why is WhyNot.WHICH_OUTLET
        assert link.sent == []
        await wishes.stop_charging("EH1", 2)
        assert link.sent == [StopCharging("2")]
        await world.site.close()

    run(story())


def test_where_one_car_charges_it_is_the_one_that_is_meant() -> None:
    async def story() -> None:
        world = World()
        link = await two_cars(world)
        await tell(world, link, TransactionTold(Stage.ENDED, world.clock.on(seconds=9), "1", meter_stop_wh=10))
        await world.site.wishes.pause("EH1")
        assert link.sent == [SetLimit(2, 0), SetLimit(2, 0, "2")]
        await world.site.wishes.resume("EH1")
        assert link.sent[2:] == [SetLimit(2, None), SetLimit(2, None, "2")]

    run(story())


def test_an_empty_password_is_no_password() -> None:
    async def story() -> None:
        world = World()
        with pytest.raises(NotPossible):
            await world.site.wishes.add_charger("EH2", password="")

    run(story())


def test_strangers_that_went_away_are_forgotten_after_a_day() -> None:
    async def story() -> None:
        world = World(approve_new=False)
        link = world.connect("PASSING-BY")
        world.site.tidy(world.clock.on(days=2))
        assert "PASSING-BY" in world.site.registry.chargers
        world.site.disconnected(link)
        world.site.tidy(world.clock.on(hours=1))
        assert "PASSING-BY" in world.site.registry.chargers
        world.site.tidy(world.clock.on(days=2))
        assert "PASSING-BY" not in world.site.registry.chargers

    run(story())


# Getting a charger ready.


def test_a_charger_that_came_is_asked_for_its_meter_and_in_test_mode_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.core.setup.AFTER_BOOT_S", 0.0)

    async def asked(world: World) -> list[Command]:
        link = world.connect()
        await tell(world, link, Booted("ABB", "Terra"))
        for _ in range(20):
            await asyncio.sleep(0)
        await world.site.close()
        return link.sent

    async def story() -> None:
        asked_for = await asked(World(test_mode=False))
        assert SetMeterInterval(10) in asked_for
        assert AskAgain(Topic.STATUS, None) in asked_for
        assert await asked(World(test_mode=True)) == []

    run(story())


def test_a_question_that_twice_cost_the_line_is_not_asked_a_third_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.setup.AFTER_BOOT_S", 0.0)

    async def story() -> None:
        world = World(test_mode=False)
        asked = []
        for _ in range(3):
            link = world.connect()

            async def hang_up(command: Command, link: FakeLink = link) -> None:
                if isinstance(command, SetMeterInterval):
                    world.site.disconnected(link)
                    await asyncio.sleep(0)

            link.while_asked = hang_up
            await tell(world, link, Booted("EN+", "Caro"), StatusTold(1, Availability.AVAILABLE))
            for _ in range(20):
                await asyncio.sleep(0)
            asked.append(sum(isinstance(each, SetMeterInterval) for each in link.sent))
        assert asked == [1, 1, 0]
        await world.site.close()

    run(story())


# When nothing can be kept.


@pytest.mark.logs_warnings
def test_what_could_not_be_kept_is_not_remembered_either_and_the_user_is_told_until_it_passes() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        troubles: list[Change] = []
        world.site.changes.observe(lambda change: troubles.append(change))
        told = TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=100)
        world.records.broken = TroubleKind.DISK_FULL
        with pytest.raises(NotStored):
            await tell(world, link, told)
        for _ in range(20):
            await asyncio.sleep(0)
        assert TroubleKind.DISK_FULL in world.site.troubles
        assert world.site.registry.outlets_of("EH1") == []
        world.records.broken = None
        await tell(world, link, told)
        for _ in range(5):
            await asyncio.sleep(0)
        # One write that went well is no sign of room: the user is told until all has gone well for a while.
        assert TroubleKind.DISK_FULL in world.site.troubles
        world.clock.on(minutes=1)
        await tell(world, link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
        for _ in range(5):
            await asyncio.sleep(0)
        assert world.site.troubles == {}
        assert [session.id for session in world.sessions] == [1]
        assert any(isinstance(change, TroublesChanged) and change.troubles == () for change in troubles)

    run(story())


@pytest.mark.logs_warnings
def test_while_memory_cannot_be_put_right_nothing_is_acknowledged_but_that_a_charger_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A repeat of what is on no disk would otherwise be answered as known."""
    monkeypatch.setattr("app.core.site.RECALL_AGAIN_S", 0.0)

    async def story() -> None:
        world = World()
        link = world.connect()
        read = world.records.read

        async def unreadable(question: object) -> Remembered:
            raise NotStored(TroubleKind.DATA_UNREACHABLE, "gone")

        world.records.read = unreadable  # type: ignore[method-assign,assignment]
        told = TransactionTold(Stage.BEGAN, world.clock(), outlet=1, card="A", meter_start_wh=100)
        world.records.broken = TroubleKind.DATA_UNREACHABLE
        with pytest.raises(NotStored):
            await tell(world, link, told)
        world.records.broken = None
        for _ in range(20):
            await asyncio.sleep(0)
        with pytest.raises(NotStored):
            await tell(world, link, told)
        assert world.site.receive(link, [Alive()]).written is None
        world.records.read = read  # type: ignore[method-assign]
        async with asyncio.timeout(10):
            while world.site._repair is not None:  # noqa: ASYNC110 - memory that is put right tells nobody
                await asyncio.sleep(0)
        await tell(world, link, told)
        assert [session.id for session in world.sessions] == [1]

    run(story())


def test_every_change_of_an_outlet_is_told_with_its_new_value() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        told: list[Change] = []
        world.site.changes.observe(told.append)
        await tell(world, link, StatusTold(1, Availability.FAULTED, fault=Fault(FaultKind.EARTH_FAULT, "x")))
        changed = [change.outlet for change in told if isinstance(change, OutletChanged)]
        assert changed[-1] == world.site.registry.outlets["EH1", 1]
        assert changed[-1].fault == Fault(FaultKind.EARTH_FAULT, "x")

    run(story())


def test_readings_that_name_no_outlet_go_where_the_session_is() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        await tell(world, link, TransactionTold(Stage.BEGAN, world.clock(), outlet=2, card="A", meter_start_wh=0))
        await tell(world, link, Metered(0, (Reading(world.clock.on(minutes=1), energy_wh=70),)))
        assert world.sessions[0].energy_wh == 70

    run(story())


def test_when_a_charger_was_heard_last_is_known_to_minutes_after_a_power_cut() -> None:
    async def story() -> None:
        world = World()
        link = world.connect()
        world.site.heard(link)
        for _ in range(12):
            heard_at = world.clock.on(minutes=1)
            world.site.heard(link)
        await world.restart()
        seen_at = world.site.registry.chargers["EH1"].last_seen_at
        assert seen_at is not None and heard_at - seen_at <= timedelta(minutes=5)

    run(story())
