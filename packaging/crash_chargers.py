"""The chargers of the crash test: they charge on their own, and repeat what was not answered, in order, until it is."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Any

from crash_line import Line, NotLetIn, open_line
from crash_tape import BEGIN, END, PERIODIC, Tape, Told, TrueReading, TrueSession, Violation
from crash_words import POWER_W, TONGUES, Event, Manner, Payload, Words

CARDS = ("04A2B3C4", "04D5E6F7A1B2C3", "DEADBEEF")
# A line that is up and a program that lives answer well within this.
_ANSWERS_WITHIN_S = 30.0
_REOPENS_WITHIN_S = 0.15
# Some chargers' time runs so many times as quickly, from so long ago until they have caught up: all they tell is late.
_HASTE = 300
_BEHIND_MS = 60 * 3_600_000
# How often a charger has forgotten, when it opens a line, that its last messages were acknowledged; how many at most.
_FORGETS = 0.3
_MOST_FORGOTTEN = 4
# With more than this to tell, its outlets wait, so that what piles up while nobody listens is told in a second or two.
_MOST_WAITING = 60


@dataclass(slots=True)
class Message:
    """One call. Worded when it is sent: 1.6 learns the transaction's number from an earlier answer."""

    word: Callable[[], Words]
    told: Told | None = None  # None: it is asked once, and nothing is lost with it
    heard: Callable[[Payload], None] = lambda payload: None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


class Outcome(Enum):
    HEARD = "heard"
    UNHEARD = "unheard"  # answered, and the answer was lost on its way
    REFUSED = "refused"  # the central system asks for a repeat
    LOST = "lost"  # the line is gone
    SILENT = "silent"  # not answered in time


@dataclass(slots=True)
class Trials:
    """What is made to go wrong between chargers and central system, beside its death."""

    refusals: bool = False  # "not stored, please repeat" is to be expected
    lose_reply: Callable[[], bool] = lambda: False
    impatient_s: Callable[[], float | None] = lambda: None  # repeat after so long, where not None


class Charger:
    """One charger with one or two outlets. `works` run until they are cancelled."""

    def __init__(self, number: int, port: int, tape: Tape, random: Random, trials: Trials) -> None:
        self.id = f"CRASH-{number:02}"
        self.hurried_until = 0.0  # in the loop's time; until then its outlets do not rest
        self._port = port
        self._tape = tape
        self._random = random
        self._trials = trials
        self._tongue = TONGUES[number % len(TONGUES)]
        self._manner = Manner(names_transaction=random.random() < 0.75, tells_data=random.random() < 0.5)
        self._repeats_under_new_id = random.random() < 0.5
        self._boots_on_every_line = random.random() < 0.5
        self._meters = {
            outlet: random.choice((0, random.randrange(9_000_000))) for outlet in range(1, random.randint(1, 2) + 1)
        }
        self._running: dict[int, TrueSession] = {}
        self._hasty = random.random() < 0.4
        self._step_ms = 1_000 if self._hasty else 1  # what this charger's clock counts in
        self._began_ms = _wall_ms()
        self._clock_ms = 0
        self._read_ms: dict[int, int] = {}  # when each meter was read last
        self._line: Line | None = None
        self._queue: deque[Message] = deque()  # of sessions: kept until acknowledged
        self._asides: deque[Message] = deque()  # all others: gone with the line
        self._done: deque[Message] = deque(maxlen=_MOST_FORGOTTEN)  # of sessions, the last to be acknowledged
        self._posted = asyncio.Event()
        self._room = asyncio.Event()
        self._in_flight: tuple[Message, asyncio.Future[Outcome]] | None = None
        self._leaving = False
        self._introduced = False

    def works(self) -> list[Coroutine[Any, Any, None]]:
        return [self._talk(), *(self._live(outlet) for outlet in self._meters)]

    @property
    def up(self) -> bool:
        return self._line is not None and self._line.up

    @property
    def line(self) -> Line | None:
        """The one it speaks on, for who wants to cut it."""
        return self._line

    @property
    def quiet(self) -> bool:
        """Every session has ended, and every message is acknowledged."""
        return self._leaving and not self._running and not self._queue

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def leave(self) -> None:
        """End what charges, and begin nothing new."""
        self._leaving = True
        self._room.set()

    def _is_leaving(self) -> bool:
        return self._leaving

    # What happens at its outlets.

    async def _live(self, outlet: int) -> None:
        random = self._random
        seq = 0
        counts_on = random.random() < 0.3  # over all its sessions (2.x)
        while True:
            await self._rest(0.02, 0.5)
            if self._is_leaving():
                break
            seq = seq if counts_on else 0
            session = self._begin(outlet)
            self._post_began(session, Event(seq, not self.up))
            for _ in range(random.randint(1, 12)):
                await self._rest(0.03, 0.25)
                told = Told()
                readings = [self._read(session, PERIODIC, told) for _ in range(random.choice((1, 1, 2)))]
                seq += 1
                self._post_metered(session, readings, Event(seq, not self.up))
                if self._is_leaving():
                    break
            await self._rest(0.02, 0.2)
            seq += 1
            self._end(session)
            self._post_ended(session, Event(seq, not self.up))
            seq += 1

    def _begin(self, outlet: int) -> TrueSession:
        tongue, random = self._tongue, self._random
        cardless = tongue.numbers_itself and random.random() < 0.2
        session = TrueSession(
            charger_id=self.id,
            outlet=outlet,
            card=None if cardless else random.choice(CARDS),
            started_ms=self._now_ms(),
            start_wh=self._meters[outlet],
        )
        self._read_ms[outlet] = session.started_ms
        if tongue.numbers_itself:
            session.transaction_id = f"{self.id}-{session.started_ms}"
        if tongue.readings_at_ends:
            session.readings.append(TrueReading(session.started_ms, BEGIN, session.start_wh, session.began))
        self._running[outlet] = session
        self._tape.sessions.append(session)
        return session

    def _read(self, session: TrueSession, moment: int, told: Told) -> TrueReading:
        outlet, at_ms = session.outlet, self._now_ms()
        passed_ms, self._read_ms[outlet] = at_ms - self._read_ms[outlet], at_ms
        self._meters[outlet] += POWER_W * passed_ms // 3_600_000
        reading = TrueReading(at_ms, moment, self._meters[outlet], told)
        session.readings.append(reading)
        return reading

    def _end(self, session: TrueSession) -> None:
        if self._tongue.readings_at_ends or self._manner.tells_data:
            last = self._read(session, END, session.ended)
            session.stopped_ms, session.stop_wh = last.at_ms, last.register_wh
        else:
            session.stopped_ms, session.stop_wh = self._now_ms(), self._meters[session.outlet]
        del self._running[session.outlet]

    def _now_ms(self) -> int:
        """This charger's clock: no two of its instants are the same."""
        wall_ms = _wall_ms()
        if self._hasty:
            wall_ms = min(wall_ms, self._began_ms - _BEHIND_MS + (wall_ms - self._began_ms) * _HASTE)
        self._clock_ms = max(self._clock_ms + self._step_ms, wall_ms // self._step_ms * self._step_ms)
        return self._clock_ms

    async def _rest(self, least_s: float, most_s: float) -> None:
        loop = asyncio.get_running_loop()
        rest_s = self._random.uniform(least_s, most_s)
        await asyncio.sleep(0.004 if loop.time() < self.hurried_until else rest_s)
        if len(self._queue) > _MOST_WAITING and not self._leaving:
            self._room.clear()
            await self._room.wait()

    # What it has to tell.

    def _post_began(self, session: TrueSession, event: Event) -> None:
        def numbered(payload: Payload) -> None:
            if self._tongue.numbers_itself:
                return
            number = str(payload.get("transactionId"))
            if session.transaction_id not in (None, number):
                raise Violation(f"A start told again was given another number, {number}: {session}")
            session.transaction_id = number

        self._post(Message(lambda: self._tongue.began(session, event), session.began, numbered))
        self._tell_status(session.outlet)

    def _post_metered(self, session: TrueSession, readings: Sequence[TrueReading], event: Event) -> None:
        self._post(Message(lambda: self._tongue.metered(session, readings, event, self._manner), readings[0].told))

    def _post_ended(self, session: TrueSession, event: Event) -> None:
        self._post(Message(lambda: self._tongue.ended(session, event, self._manner), session.ended))
        self._tell_status(session.outlet)

    def _tell_status(self, outlet: int) -> None:
        busy, at_ms = outlet in self._running, self._now_ms()
        if self.up:
            self._asides.append(Message(lambda: self._tongue.status(outlet, busy, at_ms)))
            self._posted.set()

    def _post(self, message: Message) -> None:
        self._queue.append(message)
        self._posted.set()

    # How it tells it.

    async def _talk(self) -> None:
        while True:
            try:
                self._line = line = await open_line(self.id, self._port, self._tongue.subprotocol, self._take)
            except (OSError, TimeoutError, NotLetIn):
                await asyncio.sleep(self._random.uniform(0.02, _REOPENS_WITHIN_S))
                continue
            self._asides.clear()
            if self._random.random() < _FORGETS:
                self._forget()
            if self._boots_on_every_line or not self._introduced:
                self._asides.append(Message(lambda: ("BootNotification", self._tongue.boot), heard=self._booted))
            for outlet in self._meters:
                self._tell_status(outlet)
            while line.up:
                await self._say_next(line)
            await asyncio.sleep(self._random.uniform(0.0, _REOPENS_WITHIN_S))

    def _forget(self) -> None:
        """A charger that lost power may have lost from its memory that its last messages were acknowledged."""
        count = self._random.randint(0, len(self._done))
        self._queue.extendleft(self._done.pop() for _ in range(count))

    def _booted(self, payload: Payload) -> None:
        if payload.get("status") != "Accepted":
            raise Violation(f"{self.id} was not accepted: {payload}")
        self._introduced = True
        self._tape.introduced.add(self.id)

    async def _say_next(self, line: Line) -> None:
        waiting = self._asides or self._queue
        if not waiting:
            self._posted.clear()
            posted = asyncio.ensure_future(self._posted.wait())
            either: set[asyncio.Future[Any]] = {posted, line.lost}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            posted.cancel()
            return
        message = waiting[0]
        if message.told is not None and message.told.sent:
            self._tape.repeats += 1
            if self._repeats_under_new_id or self._in_flight is not None:
                message.id = str(uuid.uuid4())
        outcome = await self._said(line, message)
        if outcome is Outcome.REFUSED and not self._trials.refusals:
            raise Violation(f"{self.id} was asked to repeat although nothing was wrong: {message.word()}")
        if outcome is Outcome.SILENT:
            raise Violation(f"{self.id} had no answer in {_ANSWERS_WITHIN_S:.0f} s to {message.word()}")
        if outcome is Outcome.REFUSED:
            self._tape.refused += 1
            await asyncio.sleep(self._random.uniform(0.02, 0.3))

    async def _said(self, line: Line, message: Message) -> Outcome:
        """Say it once. What is heard is acknowledged at once, in `_take`: nothing may come between."""
        answered: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._in_flight = (message, answered)
        action, payload = message.word()
        whole = line.send(json.dumps([2, message.id, action, payload]).encode())
        if message.told is not None and whole:
            message.told.sent = True
        impatient_s = self._trials.impatient_s()
        patience_s = _ANSWERS_WITHIN_S if impatient_s is None else impatient_s
        either: set[asyncio.Future[Any]] = {answered, line.lost}
        await asyncio.wait(either, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        if answered.done():
            self._in_flight = None
            return answered.result()
        if line.lost.done():
            self._in_flight = None
            return Outcome.LOST
        return Outcome.SILENT if impatient_s is None else Outcome.UNHEARD

    def _take(self, text: bytes) -> None:
        kind, message_id, *rest = json.loads(text)
        if kind == 2 and self._line is not None:
            self._line.send(json.dumps([4, message_id, "NotSupported", "", {}]).encode())
        if self._in_flight is None or self._in_flight[0].id != message_id:
            return  # of a message that was repeated meanwhile
        message, answered = self._in_flight
        if answered.done():
            return
        if kind == 4:
            answered.set_result(Outcome.REFUSED)
        elif message.told is not None and self._trials.lose_reply():
            answered.set_result(Outcome.UNHEARD)
        else:
            self._acknowledged(message, rest[0], answered)

    def _acknowledged(self, message: Message, payload: Payload, answered: asyncio.Future[Outcome]) -> None:
        try:
            message.heard(payload)
        except Violation as violation:
            answered.set_exception(violation)
            return
        if message.told is None:
            self._asides.popleft()
        else:
            self._done.append(self._queue.popleft())
            if len(self._queue) <= _MOST_WAITING:
                self._room.set()
            self._tape.acknowledged += not message.told.acknowledged
            message.told.acknowledged = True
        answered.set_result(Outcome.HEARD)


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
