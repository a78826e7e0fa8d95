"""What a user can ask: each wish is a coroutine that returns when the charger agreed and raises a CommandFailed.

The window's buttons, the command line and the tests all call these.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from app.core.cards import OUR_CARD as OUR_CARD
from app.core.cards import AnswerTo, Asked, CardKind, Doing
from app.core.commands import (
    Accepted,
    AskAgain,
    CommandFailed,
    NoAnswer,
    NotAllowed,
    NotPossible,
    Offline,
    Raw,
    RawAnswer,
    ReadSettings,
    Refused,
    Restart,
    SetAvailable,
    SetLimit,
    SettingsRead,
    StartCharging,
    StopCharging,
    Topic,
    Unlock,
    WhyNot,
    WriteSetting,
)
from app.core.gate import Gate
from app.core.interfaces import Link, Records
from app.core.model import Activity, Availability, Charger, Outlet, Session, Standing, Wish
from app.core.registry import Registry
from app.core.reports import Setting, SettingsTold
from app.core.setup import SetUp
from app.core.values import replace

# How long an agreed start or stop may take to show before the screen stops promising it.
WISH_HOLDS_S = 120.0
RESTART_HOLDS_S = 300.0
# How long the parts of a long settings report may take to come.
REPORT_TAKES_S = 60.0

log = logging.getLogger(__name__)

HashPassword = Callable[[str], Awaitable[str]]


class Wishes:
    """The user's hand: finds the line, words the command, keeps what the charger agreed to."""

    def __init__(
        self,
        registry: Registry,
        records: Records,
        set_up: SetUp,
        open_at: Callable[[str, int], Session | None],
        gate: Gate,
        hash_password: HashPassword,
    ) -> None:
        self._registry = registry
        self._records = records
        self._set_up = set_up
        self._open_at = open_at
        self._gate = gate
        self._hash_password = hash_password
        self._remote_starts = 0
        self._timers: dict[object, asyncio.TimerHandle] = {}
        # Charger id → the parts of a settings report that is coming in, and who waits for the last.
        self._reports: dict[str, tuple[list[Setting], asyncio.Future[None]]] = {}
        self._reading: dict[str, asyncio.Lock] = {}  # a charger's report names nobody: one is asked for at a time

    # Charging.

    async def start_charging(self, charger_id: str, outlet: int | None = None, card: str | None = None) -> Accepted:
        """Begin a session as `card`, or as this computer. Agreed is not begun: the outlet says when it is.

        Raises NotAllowed where this card may not charge there now.
        """
        charger, link = self._approved(charger_id)
        number = self._ready(charger, outlet).number
        if self._open_at(charger.id, number) is not None:
            raise NotPossible(WhyNot.SESSION_RUNNING)
        self._check_card(charger.id, number, card)
        if card is None:
            self._gate.starts_here(charger.id)
        return await self._start(charger, link, number, card or OUR_CARD)

    def _check_card(self, charger_id: str, outlet: int, card: str | None, kind: CardKind = CardKind.CARD) -> None:
        if card is not None:
            decision = self._gate.may_charge(charger_id, outlet, card, Doing.REMOTE, kind=kind)
            self._records.dispatch()
            if not decision.allowed:
                raise NotAllowed(decision.reason)

    async def _start(self, charger: Charger, link: Link, number: int, card: str) -> Accepted:
        if len(card) > link.longest_card:
            raise NotPossible(WhyNot.CARD_TOO_LONG, str(link.longest_card))
        self._remote_starts += 1
        accepted = await _agreed(link, StartCharging(card, number, self._remote_starts))
        if self._open_at(charger.id, number) is None:
            self._wish(charger.id, number, Wish.STARTING)
        return accepted

    async def let_in(self, asked: Asked, said: AnswerTo) -> Accepted | None:
        """Take the user's word for a card that waits, and where it is yes begin, so that nobody must tap once more.

        None: nothing was begun, be it that no car waits or that the charger would not; the next tap is accepted.
        Raises CardRefused, and NotAllowed where the card may still not charge.
        """
        await self._gate.answer(asked, said)
        if said is AnswerTo.NO:
            return None
        outlet = self._waiting_for(asked)
        # Logged in any case: from now on that is the last that is known of this card.
        self._check_card(asked.charger_id, asked.outlet if outlet is None else outlet.number, asked.card, asked.kind)
        if outlet is None:
            return None
        try:
            charger, link = self._approved(asked.charger_id)
            return await self._start(charger, link, outlet.number, asked.card)
        except CommandFailed as failure:
            log.info("a card that was let in has to be shown again: %r", failure)
            return None

    def _waiting_for(self, asked: Asked) -> Outlet | None:
        """Where the card was shown, if a car is there and nothing runs; where that was not said, the only such place.

        A session that no card has begun yet (2.x, from the cable on) waits too.
        """
        waiting = []
        for outlet in self._registry.outlets_of(asked.charger_id):
            running = self._open_at(asked.charger_id, outlet.number)
            idle = running is None or (running.card is None and outlet.activity is not Activity.CHARGING)
            if outlet.availability is Availability.OCCUPIED and idle and asked.outlet in (0, outlet.number):
                waiting.append(outlet)
        return waiting[0] if len(waiting) == 1 else None

    async def stop_charging(self, charger_id: str, outlet: int | None = None) -> Accepted:
        charger, link = self._approved(charger_id)
        session = self._running(charger, outlet)
        accepted = await _agreed(link, StopCharging(session.transaction_id))
        still = self._open_at(charger.id, session.outlet)
        if still is not None and still.id == session.id:
            self._wish(charger.id, session.outlet, Wish.STOPPING)
        return accepted

    async def limit(self, charger_id: str, outlet: int | None, limit_a: float | None) -> Accepted:
        """Hold the current at limit_a amperes, 0 to pause, None to lift it. Agreed is not applied: the meter shows."""
        if limit_a is not None and not (limit_a == 0 or 6 <= limit_a <= 1000):  # nor what is not a number
            raise NotPossible(WhyNot.BAD_VALUE, "A current limit is 0, or from 6 to 1000 amperes.")
        charger, link = self._approved(charger_id)
        where = self._outlet(charger, outlet)
        session = self._open_at(charger.id, where.number)
        # For every session to come, and for the one that runs: many chargers heed only one of the two.
        commands = [SetLimit(where.number, limit_a)]
        if session is not None:
            commands.append(SetLimit(where.number, limit_a, session.transaction_id))
        accepted: Accepted | None = None
        failure: CommandFailed | None = None
        for command in commands:
            try:
                accepted = await _agreed(link, command)
            except (Offline, NoAnswer):
                raise
            except CommandFailed as failed:
                failure = failed
        if accepted is None:
            raise failure or Refused("")
        self._registry.put_outlet(replace(self._registry.outlet(charger.id, where.number), limit_a=limit_a))
        await self._kept()
        return accepted

    async def pause(self, charger_id: str, outlet: int | None = None) -> Accepted:
        """Hold the current at 0; the session goes on."""
        charger, _ = self._approved(charger_id)
        return await self.limit(charger_id, self._running(charger, outlet).outlet, 0)

    async def resume(self, charger_id: str, outlet: int | None = None) -> Accepted:
        charger, _ = self._approved(charger_id)
        return await self.limit(charger_id, self._paused(charger, outlet).number, None)

    # The charger itself.

    async def unlock(self, charger_id: str, outlet: int | None = None) -> Accepted:
        charger, link = self._approved(charger_id)
        return await _agreed(link, Unlock(self._outlet(charger, outlet).number))

    async def restart(self, charger_id: str, *, hard: bool = False) -> Accepted:
        """A charger that hangs up instead of answering has agreed."""
        charger, link = self._approved(charger_id)
        try:
            accepted = await _agreed(link, Restart(hard))
        except Offline:
            accepted = Accepted()
        charger = self._registry.charger(charger.id)
        if not accepted.later:
            self._registry.put_charger(replace(charger, restarting=True))
            self._later(("restart", charger.id), RESTART_HOLDS_S, lambda: self._not_restarting(charger.id))
            await self._kept()
        return accepted

    async def set_available(self, charger_id: str, available: bool, outlet: int | None = None) -> Accepted:
        """Let an outlet, or with None the whole charger, be used or not."""
        charger, link = self._approved(charger_id)
        accepted = await _agreed(link, SetAvailable(available, outlet))
        for each in self._registry.outlets_of(charger.id):
            if outlet is None or each.number == outlet:
                self._registry.put_outlet(replace(each, switched_off=not available))
        await self._kept()
        return accepted

    async def ask_again(self, charger_id: str, topic: Topic, outlet: int | None = None) -> Accepted:
        """Raises Offline where the charger is not connected; also a waiting one may be asked to introduce itself."""
        charger = self._registry.charger(charger_id)
        return await _agreed(self._registry.link(charger.id), AskAgain(topic, outlet))

    async def read_settings(self, charger_id: str, names: tuple[str, ...] = ()) -> SettingsRead:
        """What the charger is set to; without names all of it. Raises NoAnswer where a promised report stays out."""
        charger, link = self._approved(charger_id)
        async with self._reading.setdefault(charger.id, asyncio.Lock()):
            return await self._settings_of(charger.id, link, names)

    async def _settings_of(self, charger_id: str, link: Link, names: tuple[str, ...]) -> SettingsRead:
        parts: list[Setting] = []
        complete: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reports[charger_id] = (parts, complete)
        try:
            result = await link.send(ReadSettings(names))
            if isinstance(result, SettingsRead):
                return result
            try:
                await asyncio.wait_for(complete, REPORT_TAKES_S)
            except TimeoutError:
                if not parts:
                    raise NoAnswer(charger_id, REPORT_TAKES_S) from None
            return SettingsRead(tuple(parts))
        finally:
            self._reports.pop(charger_id, None)

    def settings_told(self, charger_id: str, told: SettingsTold) -> None:
        """A part of the report that read_settings waits for; one that nobody asked for is let go."""
        waiting = self._reports.get(charger_id)
        if waiting is not None:
            parts, complete = waiting
            parts.extend(told.settings)
            if told.last and not complete.done():
                complete.set_result(None)

    async def write_setting(self, charger_id: str, name: str, value: str) -> Accepted:
        _, link = self._approved(charger_id)
        return await _agreed(link, WriteSetting(name, value))

    async def call(self, charger_id: str, action: str, payload_json: str) -> str:
        """Send exactly this request; the charger's answer as JSON text."""
        charger = self._registry.charger(charger_id)
        result = await self._registry.link(charger.id).send(Raw(action, payload_json))
        return result.payload_json if isinstance(result, RawAnswer) else "{}"

    # Who may connect.

    async def add_charger(self, charger_id: str, name: str = "", password: str | None = None) -> Charger:
        """Make a charger known before it first calls; with a password one that is known is approved and gets it."""
        charger_id = charger_id.strip()
        if not charger_id or len(charger_id) > 255 or not charger_id.isprintable() or "/" in charger_id:
            raise NotPossible(WhyNot.BAD_VALUE, "A charger's identity is 1 to 255 characters without a slash.")
        known = self._registry.canonical(charger_id)
        if known is not None and password is not None:
            return await self.approve(known, name or None, password)
        if known is not None:
            raise NotPossible(WhyNot.EXISTS_ALREADY, charger_id)
        password_hash = await self._hashed(password)
        charger = self._registry.put_charger(Charger(charger_id, name, Standing.APPROVED))
        if password_hash is not None:
            charger = self._registry.put_password(charger, password_hash)
        await self._kept()
        return charger

    async def approve(self, charger_id: str, name: str | None = None, password: str | None = None) -> Charger:
        """Let this charger in, at once; it is asked to introduce itself again so that it learns of it."""
        charger = self._registry.charger(charger_id)
        password_hash = await self._hashed(password)
        charger = replace(self._registry.charger(charger.id), standing=Standing.APPROVED)
        charger = self._registry.put_charger(charger if name is None else replace(charger, name=name))
        if password_hash is not None:
            charger = self._registry.put_password(charger, password_hash)
        await self._kept()
        if charger.online:
            self._set_up.approved(self._registry.link(charger.id))
        return charger

    async def refuse(self, charger_id: str) -> Charger:
        """ "Not mine": it is turned away until it is approved or removed."""
        charger = self._registry.put_charger(replace(self._registry.charger(charger_id), standing=Standing.REFUSED))
        if charger.online:
            self._registry.link(charger.id).close("the user refused this charger")
        await self._kept()
        return charger

    async def remove_charger(self, charger_id: str) -> None:
        """Forget the charger; its sessions stay in the history."""
        self._registry.forget(self._registry.charger(charger_id))
        await self._kept()

    async def rename_charger(self, charger_id: str, name: str) -> Charger:
        charger = self._registry.put_charger(replace(self._registry.charger(charger_id), name=name.strip()))
        await self._kept()
        return charger

    async def rename_outlet(self, charger_id: str, outlet: int, name: str) -> Outlet:
        charger = self._registry.charger(charger_id)
        where = self._registry.put_outlet(replace(self._outlet(charger, outlet), name=name.strip()))
        await self._kept()
        return where

    async def set_password(self, charger_id: str, password: str | None) -> Charger:
        """The password it must call with from now on; None: any is let in."""
        charger = self._registry.charger(charger_id)
        password_hash = await self._hashed(password)
        charger = self._registry.put_password(self._registry.charger(charger.id), password_hash)
        await self._kept()
        return charger

    # Helpers of the above.

    def _approved(self, charger_id: str) -> tuple[Charger, Link]:
        charger = self._registry.charger(charger_id)
        if not charger.approved:
            raise NotPossible(WhyNot.NOT_APPROVED)
        return charger, self._registry.link(charger.id)

    def _outlet(self, charger: Charger, number: int | None) -> Outlet:
        """The outlet of this number; without one the charger's only outlet, and never a guess among several."""
        outlets = self._registry.outlets_of(charger.id)
        if number is None:
            if len(outlets) > 1:
                raise NotPossible(WhyNot.WHICH_OUTLET)
            return outlets[0] if outlets else self._registry.outlet(charger.id, 1)
        for outlet in outlets:
            if outlet.number == number:
                return outlet
        raise NotPossible(WhyNot.NO_SUCH_OUTLET, str(number))

    def _running(self, charger: Charger, number: int | None) -> Session:
        """The session at this outlet; without a number the charger's only one."""
        wanted = [outlet.number for outlet in self._registry.outlets_of(charger.id)] if number is None else [number]
        running = [session for each in wanted if (session := self._open_at(charger.id, each)) is not None]
        if not running:
            raise NotPossible(WhyNot.NO_SESSION)
        if len(running) > 1:
            raise NotPossible(WhyNot.WHICH_OUTLET)
        return running[0]

    def _ready(self, charger: Charger, number: int | None) -> Outlet:
        """Where to start: without a number the only outlet, or the only one with a car that does not charge yet."""
        if number is None:
            waiting = [
                outlet
                for outlet in self._registry.outlets_of(charger.id)
                if outlet.availability is Availability.OCCUPIED and self._open_at(charger.id, outlet.number) is None
            ]
            if len(waiting) == 1:
                return waiting[0]
        return self._outlet(charger, number)

    def _paused(self, charger: Charger, number: int | None) -> Outlet:
        """Where to lift a limit: without a number the only outlet that has one."""
        if number is None:
            limited = [each for each in self._registry.outlets_of(charger.id) if each.limit_a is not None]
            if len(limited) == 1:
                return limited[0]
        return self._outlet(charger, number)

    def _wish(self, charger_id: str, number: int, wish: Wish) -> None:
        self._registry.put_outlet(replace(self._registry.outlet(charger_id, number), wish=wish))
        self._later((charger_id, number), WISH_HOLDS_S, lambda: self._wish_passed(charger_id, number, wish))

    def _wish_passed(self, charger_id: str, number: int, wish: Wish) -> None:
        outlet = self._registry.outlets.get((charger_id, number))
        if outlet is not None and outlet.wish is wish:
            self._registry.put_outlet(replace(outlet, wish=None))

    def _not_restarting(self, charger_id: str) -> None:
        charger = self._registry.chargers.get(charger_id)
        if charger is not None and charger.restarting:
            self._registry.put_charger(replace(charger, restarting=False))

    def _later(self, key: object, seconds: float, then: Callable[[], None]) -> None:
        earlier = self._timers.pop(key, None)
        if earlier is not None:
            earlier.cancel()

        def due() -> None:
            self._timers.pop(key, None)
            then()

        self._timers[key] = asyncio.get_running_loop().call_later(seconds, due)

    async def _hashed(self, password: str | None) -> str | None:
        if password == "":
            raise NotPossible(WhyNot.BAD_VALUE, "A password has at least one character.")
        return None if password is None else await self._hash_password(password)

    async def _kept(self) -> None:
        """Return when what was just changed is on disk. Raises NotStored."""
        written = self._records.settled()
        if written is not None:
            await written

    def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()


async def _agreed(
    link: Link,
    command: StartCharging | StopCharging | SetLimit | Unlock | Restart | SetAvailable | AskAgain | WriteSetting,
) -> Accepted:
    result = await link.send(command)
    return result if isinstance(result, Accepted) else Accepted()
