"""A true history of cars, told by a charger on a bad line in every order a protocol allows: the ledger must find it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.contact import TroubleKind
from app.core.interfaces import NotStored
from app.core.model import Activity, Availability, Moment, Reading, StopReason
from app.core.reports import Metered, Report, Stage, StatusTold, TransactionAnswer, TransactionTold
from tests.core.conftest import FakeLink, World

CHARGER = "EH1"
T = TypeVar("T")


@dataclass
class Stay:
    """One car's stay as it truly was."""

    outlet: int
    name: str  # what the charger itself calls it, where its version does
    card: str
    started_at: datetime
    start_wh: int
    stopped_at: datetime | None = None
    energy_wh: int = 0
    reset: bool = False  # the register began anew in its middle: then exactness needs every reading
    number: str | None = None  # what we answered to its start, where that answer arrived
    loses_number: bool = False
    seq: int = 0


@dataclass
class Message:
    """What the charger has to say: worded when it is sent, and the same from then on."""

    word: Callable[[], Report]
    stay: Stay
    droppable: bool = False
    begins: bool = False
    worded: Report | None = None

    def report(self) -> Report:
        if self.worded is None:
            self.worded = self.word()
        return self.worded


@dataclass
class Meter:
    """An outlet's register and the car at it."""

    outlet: int
    wh: int
    stay: Stay | None = None
    glitched: bool = False


class LedgerMachine(RuleBasedStateMachine):
    """What 1.6-like and 2.x-like chargers have in common."""

    link: FakeLink

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.world = self.run(self._world())
        self.stays: list[Stay] = []
        self.queue: list[Message] = []
        self.tape: list[Message] = []
        self.online = True
        self.counts_anew = False
        self.names = 0

    async def _world(self) -> World:
        return World()

    def run(self, wish: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(wish)

    def on_loop(self, call: Callable[[], T]) -> T:
        async def called() -> T:
            return call()

        return self.run(called())

    def connect(self) -> None:
        self.link = self.on_loop(lambda: self.world.connect(CHARGER))

    @initialize(outlets=st.integers(1, 2), counts_anew=st.booleans())
    def begin(self, outlets: int, counts_anew: bool) -> None:
        self.meters = [Meter(number, number * 50_000_000) for number in range(1, outlets + 1)]
        self.counts_anew = counts_anew
        self.connect()

    # The true history.

    def now(self, seconds: float = 1) -> datetime:
        return self.world.clock.on(seconds=seconds)

    @rule(
        index=st.integers(0, 1), card=st.sampled_from(["A", "B"]), loses_number=st.booleans(), wait=st.integers(1, 4000)
    )
    def car_comes(self, index: int, card: str, loses_number: bool, wait: int) -> None:
        meter = self.meters[index % len(self.meters)]
        if meter.stay is not None:
            return
        # A stop that says neither number nor meter could be that of either outlet.
        loses_number = loses_number and (len(self.meters) == 1 or meter.wh > 0)
        self.names += 1
        stay = Stay(meter.outlet, f"tx-{self.names}", card, self.now(wait), meter.wh, loses_number=loses_number)
        self.stays.append(stay)
        meter.stay = stay
        meter.glitched = False
        self.say(meter, Stage.BEGAN)

    @rule(index=st.integers(0, 1), minutes=st.integers(1, 50), silent=st.booleans())
    def energy_flows(self, index: int, minutes: int, silent: bool) -> None:
        meter = self.meters[index % len(self.meters)]
        at = self.now(minutes * 60)
        if meter.stay is None:
            return
        gained = minutes * 180
        meter.wh += gained
        meter.stay.energy_wh += gained
        meter.glitched = meter.stay.start_wh == 0 and meter.glitched  # twice the same after a 0 is no glitch
        if not silent:
            self.say(meter, Stage.CONTINUED, at=at)

    @rule(index=st.integers(0, 1), value=st.sampled_from([0, 2**32]))
    def meter_glitches(self, index: int, value: int) -> None:
        meter = self.meters[index % len(self.meters)]
        if meter.stay is not None and not meter.glitched:
            meter.glitched = True
            self.say(meter, Stage.CONTINUED, wh=value)

    @rule(index=st.integers(0, 1))
    def register_resets(self, index: int) -> None:
        meter = self.meters[index % len(self.meters)]
        if len(self.meters) > 1 and meter.stay is not None and meter.stay.loses_number:
            return  # a stop with neither number nor meter could be either outlet's
        meter.wh = 0
        if meter.stay is not None:
            meter.stay.reset = True

    @rule(index=st.integers(0, 1), seconds=st.integers(1, 600))
    def car_leaves(self, index: int, seconds: int) -> None:
        meter = self.meters[index % len(self.meters)]
        if meter.stay is None:
            return
        meter.stay.stopped_at = self.now(seconds)
        self.say(meter, Stage.ENDED)
        meter.stay = None

    @rule(hours=st.integers(1, 50))
    def time_passes(self, hours: int) -> None:
        if all(meter.stay is None for meter in self.meters):
            self.now(hours * 3600)
            self.on_loop(lambda: self.world.site.tidy(self.world.clock()))

    # How the charger tells it.

    def say(self, meter: Meter, stage: Stage, *, at: datetime | None = None, wh: int | None = None) -> None:
        stay = meter.stay
        assert stay is not None
        at = at or self.world.clock()
        value = meter.wh if wh is None else wh
        message = self.message(stay, stage, at, value)
        self.queue.append(message)

    def message(self, stay: Stay, stage: Stage, at: datetime, wh: int) -> Message:
        def word() -> Report:
            if stage is Stage.BEGAN:
                return TransactionTold(stage, at, outlet=stay.outlet, card=stay.card, meter_start_wh=wh)
            number = None if stay.loses_number else stay.number
            if stage is Stage.CONTINUED:
                return Metered(stay.outlet, (Reading(at, energy_wh=wh),), number)
            return TransactionTold(stage, at, number, card=stay.card, meter_stop_wh=wh, reason=StopReason.LOCAL)

        return Message(word, stay, droppable=stage is Stage.CONTINUED, begins=stage is Stage.BEGAN)

    async def tell(self, message: Message) -> TransactionAnswer | None:
        receipt = self.world.site.receive(self.link, (message.report(),))
        if receipt.written is not None:
            await receipt.written
        return receipt.answer if isinstance(receipt.answer, TransactionAnswer) else None

    def deliver(self, message: Message, *, reply_lost: bool = False) -> None:
        answer = self.run(self.tell(message))
        if message not in self.tape:
            self.tape.append(message)
        if not reply_lost:
            self.queue.remove(message)
            if message.begins and answer is not None:
                message.stay.number = answer.transaction_id

    @precondition(lambda self: self.online and self.queue)
    @rule(count=st.integers(1, 6))
    def line_carries(self, count: int) -> None:
        for message in self.queue[:count]:
            self.now()
            self.deliver(message)

    @precondition(lambda self: self.online and self.queue)
    @rule()
    def reply_is_lost(self) -> None:
        self.now()
        self.deliver(self.queue[0], reply_lost=True)

    @precondition(lambda self: self.online and self.tape)
    @rule(data=st.data())
    def old_message_is_repeated(self, data: st.DataObject) -> None:
        self.now()
        self.run(self.tell(data.draw(st.sampled_from(self.tape))))

    @precondition(lambda self: self.online and self.queue)
    @rule()
    def commit_fails(self) -> None:
        self.world.records.broken = TroubleKind.DISK_FULL
        message = self.queue[0]
        with suppress(NotStored):  # a repeat has nothing to keep
            self.run(self.tell(message))
        self.world.records.broken = None
        message.worded = None
        self.run(self.repaired())

    async def repaired(self) -> None:
        async with asyncio.timeout(5):
            while (written := self.world.site.receive(self.link, ()).written) is not None:
                written.exception()
                await asyncio.sleep(0)

    @precondition(lambda self: any(message.droppable for message in self.queue))
    @rule(data=st.data())
    def reading_is_lost(self, data: st.DataObject) -> None:
        self.queue.remove(data.draw(st.sampled_from([each for each in self.queue if each.droppable])))

    @rule()
    def line_falls(self) -> None:
        self.online = False
        self.on_loop(lambda: self.world.site.disconnected(self.link))

    @rule()
    def line_is_back(self) -> None:
        self.connect()
        self.online = True

    @rule()
    def we_are_killed(self) -> None:
        self.run(self.world.restart())
        if self.online:
            self.connect()

    @precondition(lambda self: self.online)
    @rule(index=st.integers(0, 1))
    def outlet_is_said_to_be_free_for_long(self, index: int) -> None:
        """True or not: some say so with the cable in."""
        outlet = self.meters[index % len(self.meters)].outlet

        async def free() -> None:
            receipt = self.world.site.receive(self.link, (StatusTold(outlet, Availability.AVAILABLE, Activity.IDLE),))
            if receipt.written is not None:
                await receipt.written
            await asyncio.sleep(0.001)

        self.run(free())

    # What must be true.

    @invariant()
    def no_more_rows_than_cars(self) -> None:
        assert len(self.world.sessions) <= len(self.stays)

    def teardown(self) -> None:
        try:
            if hasattr(self, "meters"):
                self.all_told()
        finally:
            self.run(self.world.site.close())
            self.loop.close()

    def all_told(self) -> None:
        for index in range(len(self.meters)):
            self.car_leaves(index, 5)
        self.line_is_back()
        for message in list(self.queue):
            self.deliver(message)
        self.rows_are_the_truth()
        before = dict(self.world.records.booked)
        for again in range(2):
            self.now(3600 * 100 * again)
            self.run(self.world.restart())
            self.connect()
            for message in self.tape:
                self.run(self.tell(message))
            assert self.world.records.booked == before

    def rows_are_the_truth(self) -> None:
        rows = sorted(self.world.sessions, key=lambda row: (row.started_at, row.outlet))
        stays = sorted(self.stays, key=lambda stay: (stay.started_at, stay.outlet))
        assert [(row.started_at, row.outlet) for row in rows] == [(stay.started_at, stay.outlet) for stay in stays]
        for row, stay in zip(rows, stays, strict=True):
            assert row.stopped_at == stay.stopped_at
            assert row.card == stay.card
            if not stay.reset:
                assert row.energy_wh == stay.energy_wh, f"{row}\n{stay}"
        for outlet in {row.outlet for row in rows}:
            mine = [row for row in rows if row.outlet == outlet]
            for earlier, later in pairwise(mine):
                assert earlier.stopped_at is not None and earlier.stopped_at <= later.started_at


class Ledger2Machine(LedgerMachine):
    """Events that carry their transaction's name and number, in any order."""

    def message(self, stay: Stay, stage: Stage, at: datetime, wh: int) -> Message:
        moment = {Stage.BEGAN: Moment.BEGIN, Stage.CONTINUED: Moment.PERIODIC, Stage.ENDED: Moment.END}[stage]
        seq = stay.seq
        stay.seq += 1
        told = TransactionTold(
            stage,
            at,
            f"of-{stay.outlet}" if self.counts_anew else stay.name,
            outlet=stay.outlet,
            card=stay.card if stage is Stage.BEGAN else None,
            meter_start_wh=wh if stage is Stage.BEGAN else None,
            meter_stop_wh=wh if stage is Stage.ENDED else None,
            readings=(Reading(at, energy_wh=wh, moment=moment),),
            reason=StopReason.LOCAL if stage is Stage.ENDED else None,
            seq=seq,
            offline=not self.online,
        )
        return Message(lambda: told, stay, droppable=stage is Stage.CONTINUED)

    @precondition(lambda self: len(self.queue) > 1 and not self.counts_anew)
    @rule(data=st.data())
    def events_change_places(self, data: st.DataObject) -> None:
        self.queue = data.draw(st.permutations(self.queue))


@pytest.fixture(autouse=True)
def quick_and_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.handlers.FREE_CLOSES_AFTER_S", 0.0)
    monkeypatch.setattr("app.core.site.log.disabled", True)  # commits fail on purpose


EXAMPLES = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("machine", [LedgerMachine, Ledger2Machine])
def test_every_kilowatt_hour_is_in_exactly_one_row(machine: type[LedgerMachine]) -> None:
    run_state_machine_as_test(machine, settings=EXAMPLES)  # type: ignore[no-untyped-call]
