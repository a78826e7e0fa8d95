"""How a charger behaves by itself: boots, begins and ends transactions, tells what changes."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from websockets.exceptions import ConnectionClosed

from app.virtual import commands2x, commands16
from app.virtual.boots import Boots
from app.virtual.cards import KnownCards
from app.virtual.clock import Clock, utc_now
from app.virtual.display import Display, read_answer
from app.virtual.faults import Faults
from app.virtual.limits import Limits
from app.virtual.line import Line, LineLost, Message
from app.virtual.outlet import Card, EndCause, Outlet, Reading, State, Transaction
from app.virtual.peer import Json, Refused, Reply, Unanswered, WrongMessage, raw_call
from app.virtual.settings import ChargerSettings, StartPoint, Version
from app.virtual.variables import NAMES, variables_of
from app.virtual.words import BootAnswer, Words
from app.virtual.words2x import Words2x
from app.virtual.words16 import Words16


class Body:
    """The machine inside a virtual charger; commands work on it, people on `VirtualCharger`.

    Whoever changes an outlet holds its lock.
    """

    def __init__(
        self,
        settings: ChargerSettings,
        clock: Clock = utc_now,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self.faults = Faults()
        self.limits = Limits()
        self.variables = variables_of(settings)
        self.names = NAMES[settings.version]
        self.cards = KnownCards(self.variables, self.names, settings.most_cards, self.told_time)
        # What the central system did wrong, a sentence each.
        self.problems: list[str] = []
        self.outlets = {
            number: Outlet(number, settings.max_current_a, clock()) for number in range(1, settings.outlets + 1)
        }
        old = settings.version is Version.V16
        self.words: Words = (Words16 if old else Words2x)(settings, self.variables)
        self.say = say or (lambda _line: None)
        self.display = Display(self.say)
        # By outlet what the central system calls its last transaction.
        self.told_keys: dict[int, str] = {}
        self._commands = commands16.COMMANDS if old else commands2x.COMMANDS
        self._clock = clock
        self.line = Line(settings, self, self._line_opened)
        self._work: set[asyncio.Future[None]] = set()
        self._happened = asyncio.Event()  # set whenever something may have changed
        self._living: asyncio.Future[None] | None = None
        self.boots = Boots(self)
        self._next_heartbeat = clock()

    # --- life -------------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        """Whether the line is there and this charger may speak."""
        return self.line.ready.is_set()

    @property
    def accepted(self) -> bool:
        """Whether the newest boot was accepted."""
        return self.boots.accepted

    async def boot(self, reason: str = "PowerUp") -> str:
        """Boots: "Accepted", "Pending" or "Rejected". If not accepted, tries on by itself.

        Raises LineLost, Refused, WrongMessage, Unanswered.
        """
        return await self.boots.boot(reason)

    async def booted(self, answer: BootAnswer) -> None:
        """What follows from the answer to a boot."""
        if answer.status == "Accepted":
            if answer.interval_s > 0:
                self.variables.put(self.names.heartbeat_interval, str(answer.interval_s))
            for it in self.outlets.values():
                it.told_status = ""
            await self.tell_charger_status()
        if answer.status == "Accepted" or self.settings.ignores_pending:
            await self._may_speak()

    async def _line_opened(self) -> None:
        """After every connect but the first, whose boot is the caller's."""
        if self.settings.boots_on_reconnect or not self.accepted:
            self.boots.boot_until_accepted()
        else:
            await self._may_speak()

    async def _may_speak(self) -> None:
        if not self.line.is_up:
            raise LineLost("the line went away")
        self._next_heartbeat = self._clock() + timedelta(seconds=self._heartbeat_s)
        self.line.ready.set()
        for it in self.outlets.values():
            await self.tell_status(it)

    async def live(self) -> None:
        """Lets time work, once a second, for ever."""
        while True:
            await self.pulse()
            await asyncio.sleep(1)

    async def pulse(self) -> None:
        """Lets happen what time has brought: meter reports, a heartbeat, a full car, a limit."""
        now = self._clock()
        sample_s = self.variables.number(self.names.sample_interval)
        for it in self.outlets.values():
            async with it.lock:
                await self.settle(it)
                due = sample_s and now - it.metered_at >= timedelta(seconds=sample_s)
                if it.transaction is not None and due:
                    await self.tell_meter(it, "Sample.Periodic")
                await self._drop_unused_card(it, now)
        if self.online and self._heartbeat_s and now >= self._next_heartbeat:
            await self.heartbeat()

    async def heartbeat(self) -> None:
        """Says that it lives."""
        self._next_heartbeat = self._clock() + timedelta(seconds=self._heartbeat_s)
        await self.send(self.words.heartbeat())

    @property
    def _heartbeat_s(self) -> int:
        return self.variables.number(self.names.heartbeat_interval)

    # --- what follows from a change ------------------------------------------------------------

    def told_time(self) -> datetime:
        """The time as this charger believes it."""
        return self._clock() + self.faults.clock_offset

    def allowed_a(self, it: Outlet) -> Callable[[datetime], float]:
        """Amperes per phase that the outlet may draw, as a function of the real time."""
        began = None if it.transaction is None else it.transaction.begun.at
        wrong = self.faults.clock_offset

        def at(instant: datetime) -> float:
            # Profiles speak of the time as the charger believes it.
            limit = self.limits.limit_a(it.number, instant + wrong, began)
            return it.max_current_a if limit is None else limit

        return at

    def advance(self, it: Outlet) -> None:
        """Lets the time up to now pass at the outlet."""
        it.advance(self._clock(), self.allowed_a(it))

    def take_card(self, it: Outlet, card: Card, remote_start_id: int | None = None) -> None:
        """The outlet is free for this card from now on, also for a cable that is still in."""
        it.finishing = False
        it.card, it.card_at, it.remote_start_id = card, self._clock(), remote_start_id

    async def settle(self, it: Outlet, trigger: str | None = None) -> None:
        """Tells whatever follows from a change; `trigger` is 2.x's word for what it was."""
        self.advance(it)
        await self.tell_status(it)
        if it.transaction is None:
            if self._may_begin(it):
                await self._begin(it, trigger or "Authorized")
        elif trigger is not None:
            await self._tell_change(it, trigger)
        if it.transaction is not None:
            await self._tell_change(it, "ChargingStateChanged")
        await self.tell_status(it)
        self._happened.set()

    def _may_begin(self, it: Outlet) -> bool:
        if it.finishing or it.fault is not None or not it.operative:
            return False
        plugged, free = it.car is not None, it.card is not None
        start_point = self.settings.start_point
        if self.settings.version is Version.V16 or start_point is StartPoint.POWER_PATH:
            return plugged and free
        return plugged if start_point is StartPoint.PLUGGED else free

    async def _begin(self, it: Outlet, trigger: str) -> None:
        transaction = Transaction(it.number, it.card, self._read(it), remote_start_id=it.remote_start_id)
        wording = self.words.began(transaction, trigger, it.car is not None, not self.online)
        it.transaction = transaction
        it.metered_at = self._clock()
        self.limits.bind(it.number, transaction.key)
        self.advance(it)
        self.say(f"outlet {it.number}: started at {transaction.begun.energy_wh} Wh")

        self.told_keys[it.number] = transaction.key

        def heard(answer: Any) -> None:
            self.words.heard_begin(transaction, answer)
            if transaction.number is not None:
                self.told_keys[it.number] = str(transaction.number)
            self._heard_of(it, transaction, answer)

        await self.line.post(Message(wording, heard))

    def _heard_of(self, it: Outlet, transaction: Transaction, answer: Any) -> None:
        """A start that is refused ends where the settings want it; else it goes on, as at many (TX-14)."""
        read_answer(self, it.number, answer, final=False)
        verdict = self.words.read_card(answer)
        if verdict is None:
            return
        if transaction.card is not None:
            self.cards.remember(transaction.card.uid, verdict)
        if not verdict.accepted and self.variables.flag(self.names.stop_refused):
            self.spawn(self._end_refused(it, transaction))

    async def _end_refused(self, it: Outlet, transaction: Transaction) -> None:
        async with it.lock:
            if it.transaction is transaction:
                await self.end(it, EndCause.REFUSED_CARD)

    async def _tell_change(self, it: Outlet, trigger: str) -> None:
        transaction = it.transaction
        if transaction is None:
            return
        if transaction.card is None:
            transaction.card = it.card
        wording = self.words.changed(transaction, trigger, it.state, self.told_time(), not self.online)
        if wording is not None:
            message = Message(wording, lambda a: self._heard_of(it, transaction, a))
            await self.line.post(message)

    async def end(self, it: Outlet, cause: EndCause, card: Card | None = None) -> None:
        """Ends the open transaction of the outlet, if there is one."""
        transaction = it.transaction
        if transaction is None:
            return
        self.advance(it)
        reading = self._read(it)
        plugged = it.car is not None and cause is not EndCause.UNPLUGGED
        wording = self.words.ended(transaction, reading, cause, card, plugged, not self.online)
        it.transaction = it.card = it.remote_start_id = None
        it.finishing = it.car is not None
        self._happened.set()
        self.limits.end_transaction(it.number)
        if it.inoperative_after:
            it.operative = it.inoperative_after = False
        self.advance(it)
        self.say(f"outlet {it.number}: stopped at {reading.energy_wh} Wh ({cause.reason16})")
        await self.line.post(Message(wording, lambda a: read_answer(self, it.number, a, final=True)))
        if cause is not EndCause.UNPLUGGED:
            await self.tell_status(it)

    async def _drop_unused_card(self, it: Outlet, now: datetime) -> None:
        if it.card is None or it.car is not None:
            return
        waited_s = (now - it.card_at).total_seconds()
        if waited_s < self.variables.number(self.names.connect_timeout):
            return
        self.say(f"outlet {it.number}: nobody plugged in")
        await self.end(it, EndCause.NO_CABLE)
        it.card = it.remote_start_id = None
        await self.tell_status(it)

    # --- what is told ------------------------------------------------------------------------------

    def _read(self, it: Outlet) -> Reading:
        return it.read(self.told_time(), self.settings.sends_soc)

    async def tell_meter(self, it: Outlet, context: str, *, apart: bool = False) -> Reading:
        """Reads the meter and tells it at once, as part of the transaction if there is one.

        `apart` from it: 2.x answers a trigger of MeterValues with MeterValues (F06).
        """
        self.advance(it)
        it.metered_at = self._clock()
        reading = self._read(it)
        transaction = it.transaction
        if not self.variables.text(self.names.measurands).strip():
            return reading
        if transaction is None or apart:
            await self.send(self.words.meter_values(it.number, reading, context))
        else:
            wording = self.words.metered(transaction, reading, context, not self.online)
            message = Message(wording, lambda a: self._heard_of(it, transaction, a))
            await self.line.post(message)
        return reading

    async def tell_status(self, it: Outlet, *, again: bool = False) -> None:
        """Tells the outlet's status if it changed, or `again` in any case."""
        word = self.words.status(it.state)
        if word == it.told_status and not again:
            return
        if not self.online:
            return
        # Until the answer is there nobody knows what the central system believes.
        it.told_status = ""
        payload = self.words.status_notification(it.number, it.state, self.told_time())
        if await self.send(payload) is not None:
            it.told_status = word
            self.say(f"outlet {it.number}: {word}")

    async def tell_charger_status(self) -> None:
        """Tells the status of the charger as a whole where the version has a word for it."""
        payload = self.words.status_notification(0, State.AVAILABLE, self.told_time())
        if payload is not None:
            await self.send(payload)

    async def send(self, payload: Any) -> Any:
        """Asks once. None when there is no line or no good answer; the latter is noted."""
        try:
            return await self.line.ask(payload)
        except LineLost:
            return None
        except (Refused, Unanswered, WrongMessage) as problem:
            self.note(f"{type(payload).__name__}: {problem}")
            return None

    async def tell_raw(self, action: str, payload: Json) -> None:
        """Tells something with its names as on the wire; a bad answer is noted.

        Raises LineLost.
        """
        own_id = str(uuid.uuid4())
        try:
            answer = await self.line.ask_raw(raw_call(own_id, action, payload), own_id)
            if answer.error_code:
                raise Refused(answer.error_code, answer.error_text)
            await self.line.judge(action, answer)
        except (Refused, Unanswered, WrongMessage) as problem:
            self.note(f"{action}: {problem}")

    # --- for commands ----------------------------------------------------------------------------------

    async def restart(self, cause: EndCause) -> None:
        """Ends all transactions, drops the line, and boots again."""
        for it in self.outlets.values():
            async with it.lock:
                await self.end(it, cause)
        self.say("restarting")
        self.boots.begin_anew("RemoteReset")
        await self.line.drop(abruptly=False)

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Returns once the condition holds; looks whenever something happens at an outlet."""
        while not condition():
            self._happened.clear()
            await self._happened.wait()

    async def idle(self) -> None:
        """Returns once no transaction is open."""
        await self.wait_until(lambda: all(it.transaction is None for it in self.outlets.values()))

    async def boot_again(self) -> None:
        """Boots because somebody asked; wakes a charger that waits to be accepted."""
        if self.accepted:
            await self.send(self.words.boot("Triggered"))
        else:
            self.boots.sooner()

    # --- what the peer needs (peer.Owner) ----------------------------------------------------------------

    def spawn(self, work: Awaitable[None]) -> asyncio.Future[None]:
        """Runs `work` beside the caller; what fails in it is noted, a lost line is not."""
        task = asyncio.ensure_future(self._guarded(work))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    def note(self, problem: str) -> None:
        """Keeps a sentence on what the central system did wrong."""
        self.problems.append(problem)
        self.say(f"wrong: {problem}")

    def answer(self, action: str, payload: Json) -> Reply | None:
        """Obeys a command of the central system; None when it is not supported."""
        self.say(f"command: {action}")
        command = self._commands.get(action)
        return None if command is None else command(self, payload)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (LineLost, ConnectionClosed):
            return
        except Exception as error:  # the outermost of one message: somebody must see it
            self.note(f"{type(error).__name__}: {error}")
