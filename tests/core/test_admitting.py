"""What a site answers to cards at its chargers, whose the sessions are, and what it does when something is used up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, ParamSpec

import pytest

from app.core.access import MASTER_GROUP
from app.core.cards import (
    Allowance,
    Answered,
    AnswerTo,
    AtTheEnd,
    Budget,
    Card,
    CardKind,
    Doing,
    Hours,
    Openness,
    Policy,
    Reason,
    Used,
    Verdict,
)
from app.core.changes import BudgetWarning, Change
from app.core.commands import Accepted, NotAllowed, NotPossible, Offline, Refused, StartCharging, StopCharging, WhyNot
from app.core.contact import TroubleKind
from app.core.edits import EditKind
from app.core.model import Availability, Person, Reading, StopReason, Vehicle
from app.core.privacy import StillCharging
from app.core.reports import (
    CardAnswer,
    CardShown,
    Metered,
    Report,
    Stage,
    StatusTold,
    TransactionAnswer,
    TransactionTold,
)
from tests.core.conftest import FakeLink, World

KNOWN = Policy(Openness.KNOWN)


_Given = ParamSpec("_Given")


def story(told: Callable[_Given, Coroutine[Any, Any, None]]) -> Callable[_Given, None]:
    """A test that is told on a loop of its own."""

    @wraps(told)
    def run(*given: _Given.args, **named: _Given.kwargs) -> None:
        asyncio.run(told(*given, **named))

    return run


@pytest.fixture
def unasked() -> World:
    """A world outside of test mode: what is used up is stopped."""
    return World(test_mode=False)


def ask(world: World, link: FakeLink, report: Report) -> CardAnswer | TransactionAnswer:
    receipt = world.site.receive(link, [report])
    assert isinstance(receipt.answer, CardAnswer | TransactionAnswer)
    return receipt.answer


def began(world: World, card: str | None, outlet: int = 1, *, ago: float = 0, **more: object) -> TransactionTold:
    at = world.clock.now - timedelta(minutes=ago)
    return TransactionTold(Stage.BEGAN, at, outlet=outlet, card=card, meter_start_wh=1_000, **more)  # type: ignore[arg-type]


def ended(
    world: World, transaction_id: str, card: str | None, wh: int = 3_000, reason: StopReason = StopReason.LOCAL
) -> TransactionTold:
    return TransactionTold(Stage.ENDED, world.clock.now, transaction_id, card=card, meter_stop_wh=wh, reason=reason)


def read(world: World, transaction_id: str, wh: int, outlet: int = 1) -> Metered:
    return Metered(outlet, (Reading(world.clock.now, wh),), transaction_id)


def plugged(link: FakeLink, world: World, outlet: int = 1) -> None:
    world.site.receive(link, [StatusTold(outlet, Availability.OCCUPIED)])


def log(world: World) -> list[tuple[str, Doing, Verdict, Reason]]:
    return [(each.card, each.doing, each.verdict, each.reason) for each in world.records.log]


async def settle(link: FakeLink, count: int) -> None:
    async with asyncio.timeout(5):
        while len([each for each in link.sent if isinstance(each, StopCharging)]) < count:  # noqa: ASYNC110 - the fake line tells nobody
            await asyncio.sleep(0)


@story
async def test_an_unknown_card_is_refused_and_its_session_recorded_all_the_same(world: World) -> None:
    await world.site.cards.set_policy("", KNOWN)
    link = world.connect()
    assert ask(world, link, CardShown("AA", 1)) == CardAnswer(Verdict.UNKNOWN, holds_until=world.clock.now)
    answer = ask(world, link, began(world, "AA"))
    assert isinstance(answer, TransactionAnswer)
    assert (answer.transaction_id, answer.verdict) == ("1", Verdict.UNKNOWN)
    assert [each.card for each in world.sessions] == ["AA"]
    assert log(world) == [
        ("AA", Doing.ASKING, Verdict.UNKNOWN, Reason.UNKNOWN),
        ("AA", Doing.STARTING, Verdict.UNKNOWN, Reason.UNKNOWN),
    ]
    assert world.records.outlets["EH1", 1].card is None


@story
async def test_a_start_said_again_gets_the_same_answer_is_not_busy_with_itself_and_is_logged_once(world: World) -> None:
    await world.site.cards.add(Card("AA", alone=True, group="Flat 2"))
    link = world.connect()
    start = began(world, "aa")
    first = ask(world, link, start)
    assert (first.verdict, first.group) == (Verdict.ACCEPTED, "Flat 2")
    assert ask(world, link, start) == first
    assert len(world.records.log) == 1
    await world.restart()
    link = world.connect()
    assert ask(world, link, start).verdict is Verdict.ACCEPTED
    assert len(world.records.log) == 1
    assert ask(world, link, began(world, "AA", 2)).verdict is Verdict.BUSY
    assert len(world.sessions) == 2


@story
async def test_a_one_time_guest_is_not_refused_for_its_own_session(world: World) -> None:
    await world.site.cards.add(Card("AA", allowance=Allowance(world.clock.now, sessions=1)))
    link = world.connect()
    start = began(world, "AA")
    assert ask(world, link, start).verdict is Verdict.ACCEPTED
    assert ask(world, link, start).verdict is Verdict.ACCEPTED
    world.clock.on(hours=1)
    world.site.receive(link, [ended(world, "1", "AA")])
    assert ask(world, link, began(world, "AA")).verdict is Verdict.NO_CREDIT  # not only when the sums are read
    await world.site.minder.read()
    assert ask(world, link, CardShown("AA", 2)).verdict is Verdict.NO_CREDIT


@story
async def test_the_cards_that_may_stop_a_session_are_let_in_whatever_else_holds(world: World) -> None:
    cards = world.site.cards
    await cards.add(Card("AA", group="Flat 2"))
    await cards.add(Card("BB", group="Flat 2"))
    await cards.add(Card("CC"))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    await cards.block("AA")
    await cards.block("BB")
    await cards.set_policy("", Policy(locked=True))
    assert ask(world, link, CardShown("AA")).verdict is Verdict.ACCEPTED
    same_group = ask(world, link, CardShown("BB", 1))
    assert (same_group.verdict, same_group.group) == (Verdict.ACCEPTED, "Flat 2")
    assert ask(world, link, CardShown("CC", 1)).verdict is Verdict.NOT_HERE
    assert ask(world, link, CardShown("AA", 2)).verdict is Verdict.NOT_HERE  # its session runs elsewhere
    assert ask(world, link, ended(world, "1", "BB")).verdict is Verdict.ACCEPTED
    assert log(world)[-1] == ("BB", Doing.STOPPING, Verdict.ACCEPTED, Reason.SAME_GROUP)


@story
async def test_a_card_at_a_session_that_no_card_began_is_asked_whether_it_may_charge(world: World) -> None:
    await world.site.cards.set_policy("", KNOWN)
    link = world.connect()
    ask(world, link, began(world, None, transaction_id="t1", seq=0))
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.UNKNOWN


@story
async def test_another_cards_stop_is_refused_and_recorded(world: World) -> None:
    await world.site.cards.add(Card("CC"))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    world.clock.on(hours=1)
    stop = ended(world, "1", "CC")
    assert ask(world, link, stop).verdict is Verdict.NOT_HERE
    assert ask(world, link, stop).verdict is Verdict.NOT_HERE
    assert world.sessions[0].stop_card == "CC" and not world.sessions[0].open
    assert log(world)[1:] == [("CC", Doing.STOPPING, Verdict.NOT_HERE, Reason.ANOTHERS_SESSION)]


@story
async def test_a_start_told_late_is_answered_by_its_own_hour_and_nobody_is_asked(world: World) -> None:
    cards = world.site.cards
    await cards.set_policy("", Policy(Openness.ASK))
    evening = (world.clock.now - timedelta(hours=8)).astimezone()
    hours = Hours(evening.time().replace(second=0, microsecond=0), (evening + timedelta(hours=2)).time())
    await cards.add(Card("AA", hours=(hours,)))
    link = world.connect()
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.NOT_NOW
    late = ask(world, link, began(world, "AA", ago=7 * 60))
    assert late.verdict is Verdict.ACCEPTED
    assert late.holds_until == world.clock.now  # past by now: nothing that a charger is told lies in the past
    world.site.receive(link, [ended(world, "1", "AA")])
    unknown = ask(world, link, began(world, "EE", ago=30))
    assert (unknown.verdict, world.site.gate.asked) == (Verdict.UNKNOWN, {})
    assert log(world)[-1][-1] is Reason.UNKNOWN
    offline = ask(world, link, began(world, "FF", 2, offline=True, transaction_id="x", seq=0))
    assert (offline.verdict, world.site.gate.asked) == (Verdict.UNKNOWN, {})


@story
async def test_a_session_is_its_cards_persons_from_the_start_and_stays_so(world: World) -> None:
    site = world.site
    anna = await site.cards.add_person("Anna")
    berit = await site.cards.add_person("Berit")
    car = await site.cards.put_vehicle(Vehicle(0, "Volvo", anna.id))
    await site.cards.add(Card("AA", person_id=anna.id))
    link = world.connect()
    ask(world, link, began(world, "AA", transaction_id="t1", seq=0))
    await site.cards.change(Card("AA", person_id=berit.id))
    world.clock.on(minutes=1)
    world.site.receive(link, [TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="AA", seq=1)])
    assert (world.sessions[0].person_id, world.sessions[0].vehicle_id) == (anna.id, car.id)


@story
async def test_a_card_that_is_told_after_the_start_is_decided_then_and_names_the_person(world: World) -> None:
    site = world.site
    await site.cards.set_policy("", KNOWN)
    anna = await site.cards.add_person("Anna")
    await site.cards.add(Card("AA", person_id=anna.id, blocked=True))
    link = world.connect()
    assert ask(world, link, began(world, None, transaction_id="t1", seq=0)).verdict is None
    world.clock.on(minutes=1)
    news = TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="AA", seq=1)
    assert ask(world, link, news).verdict is Verdict.BLOCKED
    assert world.sessions[0].person_id == anna.id  # it charged if it did
    await site.cards.block("AA", False)
    world.clock.on(minutes=1)
    again = TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="AA", seq=2)
    assert ask(world, link, again).verdict is Verdict.ACCEPTED
    assert [each[:2] for each in log(world)] == [("AA", Doing.STARTING)]
    assert not world.sessions[0].refused
    another = TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="ZZ", seq=3)
    assert ask(world, link, another).verdict is Verdict.NOT_HERE


@story
async def test_hours_that_pass_refuse_no_session_that_goes_on(world: World) -> None:
    until = (world.clock.now + timedelta(hours=1)).astimezone().time()
    since = (world.clock.now - timedelta(hours=1)).astimezone().time()
    await world.site.cards.add(Card("AA", hours=(Hours(since, until),)))
    link = world.connect()
    assert ask(world, link, began(world, "AA", transaction_id="t1", seq=0)).verdict is Verdict.ACCEPTED
    world.clock.on(hours=2)
    news = TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="AA", seq=1)
    assert ask(world, link, news).verdict is Verdict.ACCEPTED
    assert ask(world, link, began(world, "AA", 2, transaction_id="t2", seq=0)).verdict is Verdict.NOT_NOW


@story
async def test_whoever_plugs_in_charges_for_the_chosen_person(world: World) -> None:
    anna = await world.site.cards.add_person("Anna")
    await world.site.cards.set_policy("EH1", Policy(Openness.PLUGGED, anna.id))
    link = world.connect()
    ask(world, link, began(world, None, transaction_id="t1", seq=0))
    ask(world, link, began(world, "EE", 2, transaction_id="t2", seq=0))
    assert [each.person_id for each in world.sessions] == [anna.id, anna.id]


@story
async def test_a_remote_start_with_a_card_that_may_not_charge_is_not_sent(world: World) -> None:
    await world.site.cards.add(Card("AA", blocked=True))
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    plugged(link, world)
    with pytest.raises(NotAllowed) as refused:
        await world.site.wishes.start_charging("EH1", 1, "AA")
    assert refused.value.reason is Reason.BLOCKED
    with pytest.raises(NotAllowed) as unknown:
        await world.site.wishes.start_charging("EH1", 1, "EE")
    assert (unknown.value.reason, world.site.gate.asked) == (Reason.UNKNOWN, {})
    assert log(world)[0] == ("AA", Doing.REMOTE, Verdict.BLOCKED, Reason.BLOCKED)
    await world.site.wishes.start_charging("EH1", 1)
    assert [type(each) for each in link.sent] == [StartCharging]


@story
async def test_a_card_whose_number_the_charger_cannot_be_told_is_not_sent_and_the_user_hears_what_to_do(
    world: World,
) -> None:
    long = "04A2B3C4" * 3
    await world.site.cards.add(Card(long))
    link = world.connect()
    plugged(link, world)
    with pytest.raises(NotPossible) as failure:
        await world.site.wishes.start_charging("EH1", 1, long)
    assert (failure.value.why, failure.value.detail, link.sent) == (WhyNot.CARD_TOO_LONG, "20", [])


@story
async def test_a_card_that_the_user_lets_in_once_charges_at_once_and_only_once(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    plugged(link, world)
    assert ask(world, link, CardShown("EE", 1)).verdict is Verdict.UNKNOWN
    (asked,) = world.site.gate.asked.values()
    assert await world.site.wishes.let_in(asked, AnswerTo.ONCE) == Accepted()
    assert [each.card for each in link.sent if isinstance(each, StartCharging)] == ["EE"]
    assert ask(world, link, CardShown("EE", 1)).verdict is Verdict.ACCEPTED
    start = began(world, "EE", transaction_id="t1", seq=0)
    assert ask(world, link, start).verdict is Verdict.ACCEPTED
    news = TransactionTold(Stage.CONTINUED, world.clock.now, "t1", 1, card="EE", seq=1)
    assert ask(world, link, news).verdict is Verdict.ACCEPTED
    world.site.receive(link, [ended(world, "t1", "EE")])
    assert ask(world, link, CardShown("EE", 1)).verdict is Verdict.UNKNOWN


@story
async def test_what_was_shown_is_logged_and_asked_for_as_what_it_is(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    ask(world, link, CardShown("1234", 1, CardKind.CODE))
    ask(world, link, began(world, "A4B1C2D3E4F5", 2, transaction_id="t", seq=0, card_kind=CardKind.CAR))
    assert [each.kind for each in world.records.log] == [CardKind.CODE, CardKind.CAR]
    assert [each.kind for each in world.site.gate.asked.values()] == [CardKind.CODE, CardKind.CAR]


@story
async def test_the_users_yes_is_in_the_log_also_where_no_car_waits(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    for card, said in (("EE", AnswerTo.ONCE), ("FF", AnswerTo.ALWAYS)):
        ask(world, link, CardShown(card, 1))
        (asked,) = world.site.gate.asked.values()
        assert await world.site.wishes.let_in(asked, said) is None
    yes = [each for each in log(world) if each[1] is Doing.REMOTE]
    assert yes == [
        ("EE", Doing.REMOTE, Verdict.ACCEPTED, Reason.ALLOWED_ONCE),
        ("FF", Doing.REMOTE, Verdict.ACCEPTED, Reason.KNOWN),
    ]


@story
async def test_a_charger_that_refuses_the_remote_start_accepts_the_next_tap(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    plugged(link, world)
    link.answers = lambda command: Refused("Rejected")
    ask(world, link, CardShown("EE"))
    (asked,) = world.site.gate.asked.values()
    assert await world.site.wishes.let_in(asked, AnswerTo.ALWAYS) is None
    assert ask(world, link, CardShown("EE")).verdict is Verdict.ACCEPTED
    assert world.site.cards.find("ee") is not None


@story
async def test_no_sends_nothing_and_is_not_asked_again_for_a_while(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    plugged(link, world)
    ask(world, link, CardShown("EE"))
    (asked,) = world.site.gate.asked.values()
    assert await world.site.wishes.let_in(asked, AnswerTo.NO) is None
    ask(world, link, CardShown("EE"))
    assert (link.sent, world.site.gate.asked) == ([], {})


@story
async def test_a_start_that_could_not_be_kept_is_let_in_when_it_is_said_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    ask(world, link, CardShown("EE", 1))
    (asked,) = world.site.gate.asked.values()
    await world.site.wishes.let_in(asked, AnswerTo.ONCE)
    start = began(world, "EE")
    monkeypatch.setattr("app.core.site.log.disabled", True)  # the disk is broken on purpose
    world.records.broken = TroubleKind.DISK_FULL
    receipt = world.site.receive(link, [start])
    assert receipt.written is not None and receipt.written.exception() is not None
    world.records.broken = None
    async with asyncio.timeout(5):
        while not isinstance(world.site.receive(link, [start]).answer, TransactionAnswer):  # noqa: ASYNC110 - as a charger would
            await asyncio.sleep(0)
    assert ask(world, link, start).verdict is Verdict.ACCEPTED


@story
async def test_a_master_card_ends_all_that_runs_at_a_charger_that_knows_of_none(world: World) -> None:
    await world.site.cards.add(Card("DD", master=True))
    link = world.connect()
    assert ask(world, link, CardShown("DD")).verdict is Verdict.BLOCKED  # nothing runs, and it starts none
    ask(world, link, began(world, "AA", 1))
    ask(world, link, began(world, "BB", 2))
    answer = ask(world, link, CardShown("DD"))
    assert (answer.verdict, answer.group) == (Verdict.ACCEPTED, MASTER_GROUP)
    await settle(link, 2)
    assert {each.transaction_id for each in link.sent if isinstance(each, StopCharging)} == {"1", "2"}


@story
async def test_a_session_ends_once_when_the_cards_energy_is_used_up_and_says_so(unasked: World) -> None:
    world = unasked
    await world.site.cards.add(Card("AA", allowance=Allowance(world.clock.now, energy_wh=2_000)))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    for wh in (2_999, 3_000, 3_100, 3_200):
        world.clock.on(minutes=10)
        world.site.receive(link, [read(world, "1", wh)])
    await settle(link, 1)
    await asyncio.sleep(0)
    assert link.sent == [StopCharging("1")]
    assert log(world)[1:] == [("AA", Doing.STOPPING, Verdict.NO_CREDIT, Reason.ENERGY_USED_UP)]
    world.site.receive(link, [ended(world, "1", "AA", 3_200, StopReason.REMOTE)])
    assert world.sessions[0].stop_reason is StopReason.LIMIT_REACHED
    await world.site.close()


@story
async def test_a_charger_that_did_not_stop_is_asked_again_after_a_while(unasked: World) -> None:
    world = unasked
    await world.site.cards.add(Card("AA", allowance=Allowance(world.clock.now, energy_wh=1_000)))
    link = world.connect()
    link.answers = lambda command: Offline("EH1")
    ask(world, link, began(world, "AA"))
    for minutes, stops in ((30, 1), (0, 1), (2, 2)):
        world.clock.on(minutes=minutes)
        world.site.receive(link, [read(world, "1", 2_500 + world.clock.now.minute)])
        await settle(link, stops)
        await asyncio.sleep(0)
        assert len(link.sent) == stops
    await world.site.close()


@story
async def test_test_mode_stops_nothing(world: World) -> None:
    await world.site.cards.add(Card("AA", allowance=Allowance(world.clock.now, energy_wh=1_000)))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    world.clock.on(minutes=30)
    world.site.receive(link, [read(world, "1", 5_000)])
    await asyncio.sleep(0)
    assert link.sent == []
    assert ask(world, link, CardShown("AA", 2)).verdict is Verdict.NO_CREDIT


@story
async def test_a_budget_warns_once_a_month_and_stops_where_it_is_to(unasked: World) -> None:
    world = unasked
    told: list[Change] = []
    world.site.changes.observe(told.append)
    anna = await world.site.cards.add_person("Anna", Budget(energy_wh=2_000, at_the_end=AtTheEnd.STOP))
    await world.site.cards.add(Card("AA", person_id=anna.id))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    for wh, warned, stops in ((2_700, 0, 0), (2_800, 1, 0), (2_900, 1, 0), (3_000, 1, 1)):
        world.clock.on(minutes=10)
        world.site.receive(link, [read(world, "1", wh)])
        await settle(link, stops)
        assert sum(isinstance(each, BudgetWarning) for each in told) == warned
        assert len(link.sent) == stops
    world.site.receive(link, [ended(world, "1", "AA", 3_000, StopReason.REMOTE)])
    await world.site.minder.read()
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.NO_CREDIT
    world.clock.on(days=10)  # December
    world.site.minder.tick()
    await world.site.minder.read()
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.ACCEPTED
    await world.site.close()


@story
async def test_what_was_used_is_known_after_a_start_of_the_program_and_after_an_edit(world: World) -> None:
    anna = await world.site.cards.add_person("Anna", Budget(energy_wh=1_500, at_the_end=AtTheEnd.REFUSE))
    await world.site.cards.add(Card("AA", person_id=anna.id))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    world.clock.on(hours=1)
    world.site.receive(link, [ended(world, "1", "AA")])
    await world.restart()
    await world.site.begin()
    link = world.connect()
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.NO_CREDIT
    edit = await world.site.bookkeeping.assign([1], person="")
    assert edit.kind is EditKind.ASSIGNED
    await world.site.minder.read()
    assert ask(world, link, CardShown("AA", 1)).verdict is Verdict.ACCEPTED
    await world.site.close()


@story
async def test_an_erased_person_leaves_sums_and_nothing_that_tells_who_it_was(world: World) -> None:
    site = world.site
    anna = await site.cards.add_person("Anna")
    await site.cards.add(Card("AA", person_id=anna.id, also=("A2",)))
    await site.cards.put_vehicle(Vehicle(0, "Annas Volvo", anna.id))
    await site.cards.set_policy("EH1", Policy(Openness.PLUGGED, anna.id))
    link = world.connect()
    plugged(link, world)
    ask(world, link, began(world, "AA"))
    with pytest.raises(StillCharging):
        await site.privacy.erase_person(anna.id)
    world.clock.on(hours=1)
    world.site.receive(link, [ended(world, "1", "A2")])
    await site.bookkeeping.note(1, "for Anna's mother")
    erased = await site.privacy.erase_person(anna.id)
    assert erased == Person(anna.id, "", erased=True) == world.records.people[anna.id]
    assert site.cards.find("AA") is None and world.records.cards == {}
    assert {each.card for each in world.records.log} == {""}
    kept = world.sessions[0]
    assert (kept.card, kept.stop_card, kept.amended.note) == (None, None, "")
    assert (kept.person_id, kept.energy_wh) == (anna.id, 2_000)
    shown = world.site.registry.outlet("EH1", 1).session
    assert shown is not None and (shown.card, shown.stop_card, shown.amended.note) == (None, None, "")
    assert [each.name for each in site.people.vehicles.values()] == [""]
    assert site.cards.policy("EH1").person_id is None
    # What is heard of the session after all does not bring the card back.
    world.site.receive(link, [read(world, "1", 3_050)])
    assert world.sessions[0].card is None


@story
async def test_who_charged_long_ago_is_let_go_of_by_whole_months(world: World) -> None:
    anna = await world.site.cards.add_person("Anna")
    await world.site.cards.add(Card("AA", person_id=anna.id))
    link = world.connect()
    ask(world, link, began(world, "AA"))
    world.clock.on(hours=1)
    world.site.receive(link, [ended(world, "1", "AA")])
    await world.site.privacy.forget_people(0)
    await world.site.privacy.forget_people(1)
    assert world.sessions[0].person_id == anna.id
    world.clock.now = datetime.combine(world.clock.now.date() + timedelta(days=45), time(12), world.clock.now.tzinfo)
    await world.site.privacy.forget_people(1)
    assert (world.sessions[0].person_id, world.sessions[0].card, world.sessions[0].energy_wh) == (None, None, 2_000)


@story
async def test_a_session_carries_how_the_card_that_began_it_was_answered_whatever_becomes_of_the_card(
    world: World,
) -> None:
    await world.site.cards.set_policy("", KNOWN)
    await world.site.cards.add(Card("AA"))
    await world.site.cards.add(Card("BB", blocked=True))
    link = world.connect()
    for outlet, card in enumerate(("AA", "BB", "CC", None), start=1):
        world.site.receive(link, [began(world, card, outlet)])
    told = [each.card_answer for each in world.sessions]
    blocked, unknown = Answered(Verdict.BLOCKED, Reason.BLOCKED), Answered(Verdict.UNKNOWN, Reason.UNKNOWN)
    assert told == [Answered(Verdict.ACCEPTED, Reason.KNOWN), blocked, unknown, None]
    assert [each.turned_away for each in world.sessions] == [False, True, True, False]
    await world.site.cards.block("BB", False)
    await world.restart()
    link = world.connect()
    world.site.receive(link, [read(world, "2", 1_500, 2)])  # 1.6: told Invalid, and charging all the same
    assert [each.card_answer for each in world.sessions] == told
    assert (world.sessions[1].refused, world.sessions[1].turned_away) == (True, False)


@story
async def test_what_was_let_in_once_stays_let_in_for_its_session_when_the_program_begins_again(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    ask(world, link, CardShown("AA", 1))
    (asked,) = world.site.gate.asked.values()
    await world.site.gate.answer(asked, AnswerTo.ONCE)
    assert ask(world, link, began(world, "AA", transaction_id="T1", seq=0)).verdict is Verdict.ACCEPTED
    await world.restart()
    link = world.connect()
    news = TransactionTold(Stage.CONTINUED, world.clock.on(seconds=60), "T1", outlet=1, card="AA", seq=1)
    assert ask(world, link, news).verdict is Verdict.ACCEPTED


@story
async def test_a_card_whose_end_alone_is_told_has_no_answer_to_a_start(world: World) -> None:
    link = world.connect()
    world.site.receive(link, [ended(world, "77", "AA")])
    assert [each.card_answer for each in world.sessions] == [None]


@story
async def test_a_refused_start_takes_nothing_of_a_guests_sessions(world: World) -> None:
    guest = Card("AA", allowance=Allowance(world.clock.now, sessions=1), hours=(Hours(time(1), time(2)),))
    await world.site.cards.add(guest)
    link = world.connect()
    assert ask(world, link, began(world, "AA")).verdict is Verdict.NOT_NOW
    assert world.site.tallies.of_card(guest) == Used()
    world.site.receive(link, [ended(world, "1", "AA", 1_000)])
    assert world.site.tallies.of_card(guest) == Used()


@story
async def test_the_next_card_takes_over_a_session_whose_own_was_refused_before_anything_was_charged(
    world: World,
) -> None:
    """2.x goes on with the transaction as long as the cable is in."""
    await world.site.cards.set_policy("", KNOWN)
    await world.site.cards.add(Card("BB", person_id=(await world.site.cards.add_person("Bo")).id))
    link = world.connect()

    def news(card: str, seq: int) -> TransactionTold:
        at = world.clock.on(seconds=10)
        return TransactionTold(Stage.CONTINUED, at, "T", 1, card=card, seq=seq)

    start = began(world, None, transaction_id="T", seq=0)
    world.site.receive(link, [start])
    assert ask(world, link, news("AA", 1)).verdict is Verdict.UNKNOWN
    assert ask(world, link, news("CC", 2)).verdict is Verdict.UNKNOWN
    taken = news("BB", 3)
    assert ask(world, link, taken).verdict is Verdict.ACCEPTED
    for again in (taken, start):  # said again, and no second session
        world.site.receive(link, [again])
    (session,) = world.sessions
    assert (session.card, session.person_id, session.refused) == ("BB", 1, False)
    assert log(world) == [
        ("AA", Doing.STARTING, Verdict.UNKNOWN, Reason.UNKNOWN),
        ("CC", Doing.STARTING, Verdict.UNKNOWN, Reason.UNKNOWN),
        ("BB", Doing.STARTING, Verdict.ACCEPTED, Reason.KNOWN),
    ]
    other = TransactionTold(Stage.CONTINUED, world.clock.on(seconds=10), "T", 1, card="AA", seq=4)
    assert ask(world, link, other).verdict is Verdict.NOT_HERE


@story
async def test_a_master_card_ends_a_session_whose_own_card_was_refused(unasked: World) -> None:
    await unasked.site.cards.set_policy("", KNOWN)
    await unasked.site.cards.add(Card("MM", master=True))
    link = unasked.connect()
    ask(unasked, link, began(unasked, "AA", transaction_id="T", seq=0))
    ask(unasked, link, TransactionTold(Stage.CONTINUED, unasked.clock.on(seconds=5), "T", 1, card="MM", seq=1))
    await settle(link, 1)
    assert [each.card for each in unasked.sessions] == ["AA"]


@story
async def test_a_card_that_the_user_lets_in_after_its_session_was_refused_charges_in_that_session(world: World) -> None:
    await world.site.cards.set_policy("", Policy(Openness.ASK))
    link = world.connect()
    assert ask(world, link, began(world, "AA", transaction_id="T", seq=0)).verdict is Verdict.UNKNOWN
    (asked,) = world.site.gate.asked.values()
    await world.site.wishes.let_in(asked, AnswerTo.ONCE)
    news = TransactionTold(Stage.CONTINUED, world.clock.on(seconds=20), "T", 1, card="AA", seq=1)
    assert ask(world, link, news).verdict is Verdict.ACCEPTED
    (session,) = world.sessions
    assert session.card_answer == Answered(Verdict.ACCEPTED, Reason.ALLOWED_ONCE)
