"""The keeper of the lists: whatever a charger does with a part, in the end it holds what it should, or it is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from app.core import card_numbers
from app.core.access import MASTER_GROUP
from app.core.card_book import SITE, Handed
from app.core.cards import Allowance, Card, CardUse, Openness, Policy, Verdict
from app.core.changes import AwayChanged, Change
from app.core.commands import (
    UNHURRIED,
    Accepted,
    AwayRead,
    BadRequest,
    Command,
    CommandFailed,
    ForgetCache,
    ListVersion,
    NoAnswer,
    NotPossible,
    NotSupported,
    Offline,
    ReadAway,
    ReadListVersion,
    Refused,
    Result,
    SendList,
    SetAway,
    VersionMismatch,
)
from app.core.lists.away import Away, AwaySettings, Holding, Listed, ListState, WhenOff, settings_for
from app.core.lists.chosen import applied
from app.core.lists.keeper import AGAIN_AFTER_S, GATHER_S, ListKeeper
from app.core.reports import Booted
from app.core.values import replace
from tests.core.conftest import FakeLink, World

KNOWN = Policy(Openness.KNOWN)
Answer = Result | CommandFailed


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Lister:
    """A charger that keeps a list as the protocol means it. What it is told wrong is as real ones do it."""

    def __init__(self) -> None:
        self.version = 0
        self.listed: tuple[Listed, ...] = ()
        self.settings = AwaySettings(most_at_once=20)
        self.takes = 20
        self.keeps = True  # a list at all
        self.wrong: list[Callable[[SendList], Answer | None]] = []  # for each part to come, in turn
        self.link: FakeLink | None = None

    def answer(self, command: Command) -> Answer:
        match command:
            case ReadAway():
                return AwayRead(self.settings)
            case SetAway(settings):
                changed = {name: getattr(settings, name) for name in settings.__struct_fields__}
                self.settings = replace(
                    self.settings, **{key: each for key, each in changed.items() if each is not None}
                )
            case ReadListVersion():
                return ListVersion(self.version) if self.keeps else NotSupported("GetLocalListVersion")
            case SendList():
                wrong = self.wrong.pop(0)(command) if self.wrong else None
                return self._take(command) if wrong is None else wrong
        return Accepted()

    def _take(self, part: SendList) -> Answer:
        if len(part.listed) + len(part.removed) > self.takes:
            return Refused("Failed")
        if not part.full and part.version <= self.version:
            return VersionMismatch()
        keys = [card_numbers.key(each.card) for each in part.listed]
        assert len(keys) == len(set(keys))
        self.listed, self.version = applied(self.listed, part), part.version
        return Accepted()

    @property
    def cards(self) -> list[str]:
        return sorted(each.card for each in self.listed if each.verdict is Verdict.ACCEPTED)

    @property
    def parts(self) -> list[SendList]:
        assert self.link is not None
        return [each for each in self.link.sent if isinstance(each, SendList)]

    def sent(self, kind: type[Command]) -> int:
        assert self.link is not None
        return sum(isinstance(each, kind) for each in self.link.sent)


class House:
    """A keeper with its clock in the test's hand, and one charger."""

    def __init__(self, lister: Lister | None = None) -> None:
        self.world = World()
        self.lister = lister or Lister()
        self.naps: list[tuple[float, asyncio.Event]] = []
        self.keeper = self.began()

    def began(self) -> ListKeeper:
        async def sleep(seconds: float) -> None:
            over = asyncio.Event()
            self.naps.append((seconds, over))
            await over.wait()

        self.naps = []
        site, records = self.world.site, self.world.records
        keeper = ListKeeper(
            site.registry,
            records,
            records,
            site.cards,
            site.people,
            site.gate.circumstances,
            self.world.clock,
            enabled=True,
            sleep=sleep,
        )
        keeper.install(records.remembered().holdings)
        return keeper

    async def connected(self) -> FakeLink:
        link = self.world.connect()
        link.answers = self.lister.answer
        self.lister.link = link
        self.keeper.ready(link)
        await self.quiet()
        return link

    async def restarted(self) -> None:
        """What `kill -9` leaves."""
        await self.keeper.close()
        await self.world.restart()
        self.keeper = self.began()

    async def quiet(self) -> None:
        """Nothing moves any more but by the clock."""
        for _ in range(3000):
            await asyncio.sleep(0)
            if not self.keeper._running:
                break
        for _ in range(5):
            await asyncio.sleep(0)

    async def passed(self, seconds: float) -> None:
        """Everyone who sleeps no longer than this wakes."""
        await self.quiet()
        for nap in [nap for nap in self.naps if nap[0] <= seconds]:
            self.naps.remove(nap)
            nap[1].set()
        await self.quiet()

    async def cards(self, *numbers: str) -> None:
        await self.world.site.cards.take_in([Handed(Card(each)) for each in numbers])

    @property
    def away(self) -> Away:
        return self.keeper.away["EH1"]

    @property
    def holding(self) -> Holding:
        return self.world.records.holdings["EH1"]


async def a_house(*cards: str, policy: Policy = KNOWN, lister: Lister | None = None) -> House:
    house = House(lister)
    await house.world.site.cards.set_policy(SITE, policy)
    await house.cards(*cards)
    return house


def many(count: int) -> list[str]:
    return [f"{number:08X}" for number in range(count)]


def failing(answer: Answer) -> Callable[[SendList], Answer]:
    return lambda part: answer


# All goes well.


def test_a_charger_that_comes_ready_gets_its_list_and_is_believed_only_when_it_says_so() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        await house.connected()
        assert house.lister.cards == ["A", "B"]
        assert (house.away.state, house.away.cards, house.away.at) == (ListState.SAME, 2, house.world.clock())
        assert house.holding.whole and house.holding.version == house.lister.version
        assert house.world.records.holdings["EH1"].checked_at == house.world.clock()

    run(story())


def test_a_list_that_is_right_is_not_sent_again_on_the_next_line() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        await house.connected()
        await house.restarted()
        assert house.away.state is ListState.NOT_LOOKED and house.away.cards == 2
        await house.connected()
        assert house.lister.parts == []
        assert house.away.state is ListState.SAME

    run(story())


def test_five_hundred_cards_reach_a_charger_that_takes_twenty_at_once() -> None:
    async def story() -> None:
        house = await a_house(*many(500))
        await house.connected()
        assert house.lister.cards == sorted(many(500))
        parts = house.lister.parts
        assert len(parts) == 25 and [part.full for part in parts] == [True] + [False] * 24
        assert [part.version for part in parts] == list(range(1, 26))

    run(story())


def test_an_import_is_one_push_and_only_what_differs_is_sent() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        await house.connected()
        for number in many(30):
            await house.world.site.cards.add(Card(number))
        await house.world.site.cards.remove("A")
        assert len(house.lister.parts) == 1  # nothing yet but the first
        await house.passed(GATHER_S)
        assert house.lister.cards == sorted([*many(30), "B"])
        assert [(len(part.listed), part.removed, part.full) for part in house.lister.parts[1:]] == [
            (19, ("A",), False),
            (11, (), False),
        ]

    run(story())


def test_what_changes_while_a_list_is_sent_is_sent_after_it() -> None:
    async def story() -> None:
        house = await a_house(*many(50))
        link = house.world.connect()
        link.answers, house.lister.link = house.lister.answer, link

        async def meanwhile(command: Command) -> None:
            if isinstance(command, SendList) and command.version == 2:
                await house.world.site.cards.block(many(50)[0])
                await house.passed(0)  # the charger is slower than any of this
                for _, over in house.naps:
                    over.set()

        link.while_asked = meanwhile
        house.keeper.ready(link)
        await house.quiet()
        await house.passed(GATHER_S)
        assert house.lister.cards == many(50)[1:]
        assert house.away.state is ListState.SAME

    run(story())


def test_a_change_that_concerns_no_list_asks_the_charger_nothing() -> None:
    async def story() -> None:
        house = await a_house("A")
        link = await house.connected()
        asked = len(link.sent)
        await house.world.site.cards.change(Card("A", name="Anna's"))
        await house.passed(GATHER_S)
        house.keeper.renew()
        await house.passed(GATHER_S)
        assert len(link.sent) == asked

    run(story())


def test_a_guests_entry_is_made_new_as_days_pass() -> None:
    async def story() -> None:
        house = await a_house()
        await house.world.site.cards.add(Card("A", allowance=Allowance(house.world.clock(), energy_wh=1000)))
        await house.connected()
        before = house.lister.listed[0].expires_at
        house.world.clock.on(days=1)
        house.keeper.renew()
        await house.passed(GATHER_S)
        after = house.lister.listed[0].expires_at
        assert before is not None and after is not None and (after - before).days == 1

    run(story())


# All goes wrong.


@pytest.mark.parametrize("failure", [VersionMismatch(), Refused("Failed"), NoAnswer("EH1", 30), BadRequest("too long")])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_part_that_is_not_taken_is_followed_by_the_whole_list(failure: CommandFailed, at: int) -> None:
    async def story() -> None:
        house = await a_house(*many(45))
        house.lister.wrong = [*[lambda part: None] * at, failing(failure)]
        await house.connected()
        assert house.lister.cards == many(45)
        assert house.away.state is ListState.SAME
        versions = [part.version for part in house.lister.parts if part is not house.lister.parts[at]]
        assert versions == sorted(set(versions))
        assert house.lister.parts[at + 1].full

    run(story())


def test_a_difference_that_is_not_taken_is_followed_by_the_whole_list() -> None:
    async def story() -> None:
        house = await a_house(*many(10))
        await house.connected()
        house.lister.wrong = [failing(VersionMismatch())]
        await house.cards("NEW1")
        await house.passed(GATHER_S)
        assert [part.full for part in house.lister.parts] == [True, False, True]
        assert house.lister.cards == sorted([*many(10), "NEW1"])

    run(story())


def test_a_part_that_was_taken_without_a_word_does_not_confuse_the_count() -> None:
    async def story() -> None:
        house = await a_house(*many(45))

        def silently(part: SendList) -> Answer:
            house.lister._take(part)
            return NoAnswer("EH1", 30)

        house.lister.wrong = [lambda part: None, silently]
        await house.connected()
        assert house.lister.cards == many(45)
        assert house.holding.version == house.lister.version and house.holding.whole

    run(story())


def test_a_charger_that_takes_fewer_at_once_than_it_tells_is_sent_fewer() -> None:
    async def story() -> None:
        house = await a_house(*many(45))
        house.lister.takes = 5
        await house.connected()
        assert house.lister.cards == many(45)

    run(story())


def test_a_charger_that_takes_one_at_a_time_has_it_after_a_while_and_is_asked_ever_more_rarely() -> None:
    async def story() -> None:
        house = await a_house(*many(9))
        house.lister.takes = 1
        await house.connected()
        assert house.away.state is ListState.FAILED and house.away.detail == "Failed"
        await house.passed(AGAIN_AFTER_S[0])
        assert house.lister.cards == many(9) and house.away.state is ListState.SAME and house.away.detail == ""

        house.lister.takes = 0
        await house.cards("NEW1")
        await house.passed(GATHER_S)
        waits = []
        for _ in range(5):
            (nap,) = house.naps
            waits.append(nap[0])
            await house.passed(nap[0])
        assert waits == [*AGAIN_AFTER_S, AGAIN_AFTER_S[-1]]
        house.lister.takes = 20
        await house.passed(AGAIN_AFTER_S[-1])
        assert house.away.state is ListState.SAME and "NEW1" in house.lister.cards

    run(story())


def test_a_charger_that_agrees_and_keeps_nothing_is_not_believed() -> None:
    async def story() -> None:
        house = await a_house("A")
        house.lister.wrong = [failing(Accepted())] * 10
        await house.connected()
        assert house.away.state is ListState.FAILED
        assert not house.holding.whole

    run(story())


@pytest.mark.parametrize("at", [0, 1])
def test_a_charger_without_lists_is_not_asked_again_on_this_line(at: int) -> None:
    async def story() -> None:
        house = await a_house(*many(45))
        house.lister.wrong = [*[lambda part: None] * at, failing(NotSupported("SendLocalList"))]
        link = await house.connected()
        assert house.away.state is ListState.NOT_SUPPORTED
        asked = len(link.sent)
        await house.cards("NEW1")
        await house.passed(AGAIN_AFTER_S[-1])
        assert len(link.sent) == asked
        await house.connected()
        assert house.away.state is ListState.SAME  # it learned to, with another firmware

    run(story())


@pytest.mark.parametrize("cut_after", range(4))
def test_a_program_that_was_killed_between_two_parts_sends_the_whole_list(cut_after: int) -> None:
    async def story() -> None:
        house = await a_house(*many(10))
        await house.connected()
        await house.cards(*(f"N{number}" for number in range(70)))
        reached = asyncio.Event()

        async def hold(command: Command) -> None:
            if isinstance(command, SendList) and len(house.lister.parts) > 1 + cut_after:
                reached.set()
                await asyncio.Event().wait()

        assert house.lister.link is not None
        house.lister.link.while_asked = hold
        await house.passed(GATHER_S)
        await asyncio.wait_for(reached.wait(), 5)
        await house.restarted()
        await house.connected()
        assert len(house.lister.cards) == 80
        assert house.away.state is ListState.SAME
        # Where nothing had been taken the charger holds what is remembered, and what differs is enough.
        assert house.lister.parts[0].full is (cut_after > 0)

    run(story())


def test_a_line_that_is_lost_in_the_middle_is_made_good_on_the_next() -> None:
    async def story() -> None:
        house = await a_house(*many(45))
        house.lister.wrong = [lambda part: None, failing(Offline("EH1"))]
        await house.connected()
        assert house.away.state is ListState.FAILED and house.away.cards == 20
        assert house.naps == []  # it is not tried again before the charger is back
        await house.connected()
        assert house.lister.parts[0].full
        assert house.lister.cards == many(45)

    run(story())


def test_a_list_that_somebody_else_changed_is_put_right() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        await house.connected()
        house.lister.version, house.lister.listed = 77, (Listed("EVIL"),)
        await house.connected()
        assert house.lister.cards == ["A", "B"] and house.lister.version == 78

    run(story())


def test_a_list_that_the_charger_lost_is_sent_whole() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        await house.connected()
        house.lister.version, house.lister.listed = 0, ()
        await house.connected()
        assert house.lister.cards == ["A", "B"] and house.lister.parts[0].full

    run(story())


# What is not wanted, and what there is no room for.


def test_where_everyone_is_served_and_nobody_refused_a_list_of_ours_is_emptied() -> None:
    async def story() -> None:
        house = await a_house("A")
        await house.connected()
        await house.world.site.cards.set_policy(SITE, Policy())
        await house.passed(GATHER_S)
        assert house.lister.listed == () and house.away.state is ListState.NOT_WANTED and house.away.cards == 0
        house.lister.version = 0  # as some tell an empty list
        await house.connected()
        assert house.lister.parts == [] and house.away.state is ListState.NOT_WANTED

    run(story())


def test_anothers_list_is_left_alone_until_the_user_has_chosen_anything() -> None:
    async def story() -> None:
        house = House()
        house.lister.version, house.lister.listed = 5, (Listed("OTHER"),)
        await house.connected()
        assert house.lister.cards == ["OTHER"] and house.away.state is ListState.NOT_WANTED
        await house.world.site.cards.set_policy(SITE, KNOWN)
        await house.passed(GATHER_S)
        assert house.lister.cards == []

    run(story())


def test_one_refused_card_wants_a_list_where_everyone_else_is_served() -> None:
    async def story() -> None:
        house = await a_house("A", "B", policy=Policy())
        await house.connected()
        assert house.lister.listed == ()
        await house.world.site.cards.block("A")
        await house.passed(GATHER_S)
        assert set(house.lister.listed) == {Listed("A", Verdict.BLOCKED), Listed("B")}

    run(story())


def test_a_full_list_has_the_cards_used_last(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        house = await a_house("A", "B", "C")
        house.lister.settings = AwaySettings(most_cards=2)
        now = house.world.clock()
        uses = {"c": CardUse(1, 1, now), "a": CardUse(1, 1, now)}
        monkeypatch.setattr(house.world.records, "card_uses", lambda: uses, raising=False)
        await house.connected()
        assert house.lister.cards == ["A", "C"]
        assert house.away.state is ListState.TOO_MANY and house.away.left_out[0][1] == 1

    run(story())


@pytest.mark.parametrize("says_it_cannot", [True, False])
def test_a_list_that_is_switched_off_in_the_charger_is_said_and_sent_once_it_is_on(says_it_cannot: bool) -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        lister = house.lister
        lister.settings = replace(lister.settings, keeps_list=False)
        lister.keeps, lister.takes = not says_it_cannot, 0
        await house.connected()
        assert house.away.state is (ListState.NOT_SUPPORTED if says_it_cannot else ListState.FAILED)
        assert house.away.switched_off
        lister.keeps, lister.takes = True, 20
        await house.keeper.set_when_off("EH1")
        await house.passed(GATHER_S)
        assert (house.away.state, house.away.switched_off) == (ListState.SAME, False)
        assert lister.cards == ["A", "B"]

    run(story())


# Answers that a charger remembers.


@pytest.mark.parametrize("lists", [True, False])
@pytest.mark.parametrize("remove", [True, False])
def test_a_card_that_is_blocked_or_removed_is_forgotten_by_the_charger_too(lists: bool, remove: bool) -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        if not lists:
            house.lister.wrong = [failing(NotSupported("SendLocalList"))]
        await house.connected()
        assert house.lister.sent(ForgetCache) == 0
        before = house.lister.sent(ForgetCache)
        book = house.world.site.cards
        await (book.remove("A") if remove else book.block("A"))
        await house.passed(GATHER_S)
        assert house.lister.sent(ForgetCache) == before + 1

    run(story())


def test_a_charger_without_lists_forgets_what_changed_while_it_was_away_and_this_program_began_again() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        house.lister.keeps = False
        link = await house.connected()
        assert house.away.state is ListState.NOT_SUPPORTED
        told = house.lister.sent(ForgetCache)
        house.world.site.disconnected(link)
        await house.world.site.cards.block("A")
        await house.restarted()
        assert house.holding.forget
        link = await house.connected()
        assert house.lister.sent(ForgetCache) == told + 1 == 1
        assert not house.holding.forget
        house.world.site.disconnected(link)
        await house.restarted()
        await house.connected()
        assert house.lister.sent(ForgetCache) == 0  # on this line

    run(story())


def test_what_changes_while_a_charger_forgets_is_forgotten_once_more() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        link = await house.connected()

        async def meanwhile(command: Command) -> None:
            if isinstance(command, ForgetCache):
                link.while_asked = None
                await house.world.site.cards.block("B")

        before = house.lister.sent(ForgetCache)
        link.while_asked = meanwhile
        await house.world.site.cards.block("A")
        await house.passed(GATHER_S)
        await house.passed(GATHER_S)
        assert house.lister.sent(ForgetCache) == before + 2

    run(story())


def test_a_card_that_was_blocked_while_the_charger_was_away_is_forgotten_when_it_is_back() -> None:
    async def story() -> None:
        house = await a_house("A", "B")
        link = await house.connected()
        house.world.site.disconnected(link)
        await house.world.site.cards.block("A")
        await house.restarted()
        await house.connected()
        assert house.lister.sent(ForgetCache) == 1
        assert Listed("A", Verdict.BLOCKED) in house.lister.listed

    run(story())


# What the user wishes.


def test_in_test_mode_nothing_is_sent_but_what_the_user_wishes() -> None:
    async def story() -> None:
        house = await a_house("A")
        link = house.world.connect()
        link.answers, house.lister.link = house.lister.answer, link
        lists = house.world.site.lists  # the world's site is in test mode
        house.world.site.receive(link, [Booted("ABB")])
        lists.ready(link)
        await house.cards("B")
        assert link.sent == []
        assert (await lists.look("EH1")).state is ListState.DIFFERS
        assert (await lists.send_now("eh1")).state is ListState.SAME
        assert house.lister.cards == ["A", "B"]
        assert house.world.site.picture().away == (lists.away["EH1"],)
        await lists.set_when_off("EH1", WhenOff.EVERYONE)
        assert lists.away["EH1"].when_off is WhenOff.EVERYONE

    run(story())


@pytest.mark.parametrize("masters", [True, False])
@pytest.mark.parametrize("has_group", [True, False])
def test_the_masters_group_is_set_where_there_is_one_and_a_master_card(masters: bool, has_group: bool) -> None:
    async def story() -> None:
        house = await a_house("A")
        await house.world.site.cards.add(Card("M", master=masters))
        house.lister.settings = AwaySettings(master_group="" if has_group else None)
        link = await house.connected()
        await house.keeper.set_when_off("EH1")
        (wished,) = [each for each in link.sent if isinstance(each, SetAway)]
        group = MASTER_GROUP if masters and has_group else None
        assert wished.settings == replace(settings_for(WhenOff.KNOWN), master_group=group)
        await house.passed(GATHER_S)
        master = next(each for each in house.lister.listed if each.card == "M")
        assert (master.verdict is Verdict.ACCEPTED) is (has_group or not masters)
        assert house.away.when_off is WhenOff.KNOWN

    run(story())


def test_a_wish_that_fails_says_why() -> None:
    async def story() -> None:
        house = await a_house("A")
        with pytest.raises(CommandFailed):
            await house.keeper.send_now("EH1")
        link = await house.connected()
        house.lister.version, house.lister.wrong = 9, [failing(Refused("Failed", "flash is full"))] * 9
        with pytest.raises(Refused):
            await house.keeper.send_now("EH1")
        assert (house.away.state, house.away.detail) == (ListState.FAILED, "Failed (flash is full)")
        link.answers = lambda command: (
            Refused("Rejected") if isinstance(command, SetAway) else house.lister.answer(command)
        )
        with pytest.raises(Refused):
            await house.keeper.set_when_off("EH1", WhenOff.NOBODY)
        house.world.site.disconnected(link)
        with pytest.raises(Offline):
            await house.keeper.look("EH1")

    run(story())


def test_a_charger_that_waits_for_approval_is_asked_nothing() -> None:
    async def story() -> None:
        world = World(approve_new=False, test_mode=False)
        link = world.connect()
        world.site.lists.ready(link)
        with pytest.raises(NotPossible):
            await world.site.lists.send_now("EH1")
        assert link.sent == []
        await world.site.close()

    run(story())


def test_a_charger_is_visited_after_it_was_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        monkeypatch.setattr("app.core.setup.AFTER_BOOT_S", 0.0)
        world, lister = World(test_mode=False), Lister()
        await world.site.cards.set_policy(SITE, KNOWN)
        await world.site.cards.add(Card("A"))
        link = world.connect()
        link.answers, lister.link = lister.answer, link
        right = asyncio.Event()

        def look(change: Change) -> None:
            if isinstance(change, AwayChanged) and change.away.state is ListState.SAME:
                right.set()

        world.site.changes.observe(look)
        world.site.receive(link, [Booted("ABB")])
        async with asyncio.timeout(5):
            await right.wait()
        kinds = [type(each) for each in link.sent if type(each) not in UNHURRIED]
        assert kinds[-4:] == [ReadAway, ReadListVersion, SendList, ReadListVersion]
        await world.site.wishes.remove_charger("EH1")
        assert world.site.lists.away == {}
        await world.site.close()

    run(story())
