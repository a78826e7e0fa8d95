"""The virtual charger: what people can do at it, and what can be made to go wrong."""

import asyncio
import contextlib
import json
import uuid
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from app.virtual.body import Body
from app.virtual.car import Car, CarModel
from app.virtual.display import read_price
from app.virtual.line import ConnectionFailed, LineLost
from app.virtual.outlet import Card, EndCause, Outlet, Reading
from app.virtual.peer import Answer, raw_call
from app.virtual.words import CardAnswer


class Impossible(Exception):
    """What was asked cannot be done at the charger now; the text is a sentence."""


class WrongCentralSystem(Exception):
    """The central system said something wrong; the text lists what."""


class VirtualCharger(Body):
    """One charger. Use it as `async with VirtualCharger(settings) as charger:`.

    The verbs are the same in every version. Each returns when what it sends is answered, or at
    once when the line is down. Leaving the block raises WrongCentralSystem when the central
    system broke its schema, refused an ordinary message or left one unanswered, unless the
    settings are tolerant; `problems` lists it all the same.
    """

    # --- life -------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        if error is None and self.problems and not self.settings.tolerant:
            raise WrongCentralSystem("; ".join(self.problems))

    async def connect(self) -> None:
        """Opens the line and keeps it open from then on. Raises ConnectionFailed."""
        await self.line.open()
        if self.settings.lively and self._living is None:
            self._living = self.spawn(self.live())

    async def power_up(self, attempts: int | None = 1, pause_s: float = 1.0) -> None:
        """Connects (so many attempts, None: for ever), boots, and returns once accepted.

        Raises ConnectionFailed after the last attempt, and what `boot` raises but LineLost:
        a line that was there once comes back by itself.
        """
        attempt = 1
        while True:
            try:
                await self.connect()
                break
            except ConnectionFailed:
                if attempt == attempts:
                    raise
                attempt += 1
                await asyncio.sleep(pause_s)
        with contextlib.suppress(LineLost):
            await self.boot()
        await self.wait_online()

    async def close(self) -> None:
        """Closes the line and ends everything that runs."""
        work = tuple(self._work)
        for task in work:
            task.cancel()
        await self.line.close()
        await asyncio.gather(*work, return_exceptions=True)

    async def wait_online(self) -> None:
        """Returns once the line is there and this charger may speak."""
        await self.line.ready.wait()

    @property
    def frames(self) -> "deque[tuple[str, str]]":
        """The newest frames: ("in" or "out", text)."""
        return self.line.frames

    @property
    def undelivered(self) -> int:
        """How many messages about transactions wait for their answer."""
        return self.line.waiting

    async def delivered(self) -> None:
        """Returns once every message about transactions has been answered."""
        await self.line.emptied()

    # --- what people do -----------------------------------------------------------------------

    async def plug_in(self, outlet: int = 1, car: CarModel | None = None) -> None:
        """Puts a car's cable in. Raises Impossible when there is one already."""
        it = self._outlet(outlet)
        async with it.lock:
            if it.car is not None:
                raise Impossible(f"There is a cable in outlet {outlet} already.")
            self.advance(it)
            it.car = Car(car or self.settings.car)
            self.say(f"outlet {outlet}: plugged in")
            await self.settle(it, "CablePluggedIn")

    async def tap(self, outlet: int, card: str | Card) -> bool:
        """Holds a card to the reader: begins, or ends what it, one of its group or anybody (a master card) began.

        Returns whether the card was good for that.
        """
        it = self._outlet(outlet)
        shown = _card(card)
        async with it.lock:
            if it.card is not None and it.transaction is not None:
                return await self._tap_to_end(it, shown)
            answer = await self.authorize(shown)
            if not answer.accepted or self.cards.is_master(answer):
                return False
            self.take_card(it, shown)
            await self.settle(it, "Authorized")
            return True

    async def authorize(self, card: str | Card) -> CardAnswer:
        """Asks about a card without using it; offline, or where its settings say so, the charger decides by itself."""
        shown = _card(card)
        answer = self.cards.before_asking(shown.uid)
        if answer is None:
            reply = await self.send(self.words.authorize(shown)) if self.online else None
            told = None if reply is None else self.words.read_card(reply)
            if told is not None:
                self.cards.remember(shown.uid, told)
                read_price(self, reply)
            answer = told or self.cards.judge_offline(shown.uid)
        self.say(f"card {shown.uid}: {answer.status}")
        return answer

    async def hold_power(self, outlet: int, power_w: float | None) -> None:
        """The car draws exactly this from now on, as far as limits allow; None: as cars do.

        Raises Impossible without a car.
        """
        it = self._outlet(outlet)
        async with it.lock:
            self.advance(it)
            self._car(it).hold(power_w)
            await self.settle(it)

    async def suspend_by_car(self, outlet: int = 1) -> None:
        """The car stops taking energy. Raises Impossible without a car."""
        await self._pause_car(outlet, True)

    async def resume(self, outlet: int = 1) -> None:
        """The car takes energy again. Raises Impossible without a car."""
        await self._pause_car(outlet, False)

    async def stop(self, outlet: int = 1, card: str | Card | None = None) -> bool:
        """Ends the transaction: with a card, or with the charger's own button.

        Returns whether there was one and the card was good for it.
        """
        it = self._outlet(outlet)
        async with it.lock:
            if it.transaction is None:
                return False
            if card is not None:
                return await self._tap_to_end(it, _card(card))
            await self.end(it, EndCause.LOCAL)
            return True

    async def unplug(self, outlet: int = 1) -> None:
        """Takes the cable out; an open transaction ends with it."""
        it = self._outlet(outlet)
        async with it.lock:
            await self.end(it, EndCause.UNPLUGGED)
            self.advance(it)
            it.car, it.card, it.finishing = None, None, False
            self.advance(it)
            self.say(f"outlet {outlet}: unplugged")
            await self.settle(it)

    async def meter_tick(self, outlet: int = 1, context: str = "Sample.Periodic") -> Reading:
        """Reads the meter now and tells it."""
        it = self._outlet(outlet)
        async with it.lock:
            await self.settle(it)
            return await self.tell_meter(it, context)

    async def set_fault(self, outlet: int, fault: str | None) -> None:
        """The outlet breaks (no energy flows), or is mended with None."""
        it = self._outlet(outlet)
        async with it.lock:
            self.advance(it)
            it.fault = fault
            await self.settle(it)

    async def wait_for(self, outlet: int, condition: Callable[[Outlet], bool]) -> None:
        """Returns once the condition holds at the outlet."""
        it = self._outlet(outlet)
        await self.wait_until(lambda: condition(it))

    # --- what goes wrong on request -----------------------------------------------------------

    async def drop(self, seconds: float | None = None, *, abruptly: bool = True) -> None:
        """Drops the line for so long, or until `reconnect()` when `seconds` is None.

        Abruptly is without a closing handshake, as a power cut does it.
        """
        self.line.may_reopen.clear()
        self.say("line dropped")
        await self.line.drop(abruptly)
        if seconds is not None:
            self.spawn(self._reopen_after(seconds))

    async def reconnect(self) -> None:
        """Lets the line come back; returns when this charger may speak again."""
        self.line.may_reopen.set()
        await self.wait_online()

    async def repeat_last(self, *, new_id: bool = False) -> Answer:
        """Sends the newest call again, with the same id or a new one; returns its answer.

        Raises Impossible, LineLost, Unanswered.
        """
        frame = self.line.last_call
        if frame is None:
            raise Impossible("Nothing has been sent on this line yet.")
        _, unique_id, action, payload = json.loads(frame)
        unique_id = str(uuid.uuid4()) if new_id else unique_id
        return await self.line.ask_raw(raw_call(unique_id, action, payload), unique_id)

    async def send_raw(self, text: str) -> None:
        """Puts any text on the line. Raises LineLost."""
        await self.line.send_raw(text)

    async def call(self, action: str, payload: Any, *, unique_id: str | None = None, judged: bool = True) -> Answer:
        """Sends exactly this call and returns the raw answer: a result, or an error.

        Raises LineLost, Unanswered; WrongMessage if a result is `judged` and breaks its schema.
        """
        own_id = unique_id or str(uuid.uuid4())
        answer = await self.line.ask_raw(raw_call(own_id, action, payload), own_id)
        if judged and not answer.error_code:
            await self.line.judge(action, answer)
        return answer

    # --- inside ---------------------------------------------------------------------------------

    async def _reopen_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.line.may_reopen.set()

    async def _pause_car(self, outlet: int, paused: bool) -> None:
        it = self._outlet(outlet)
        async with it.lock:
            self.advance(it)
            self._car(it).paused = paused
            await self.settle(it)

    async def _tap_to_end(self, it: Outlet, shown: Card) -> bool:
        """The card that began may end it, another of its group (1.6, 4.1.1), and a master card (2.x C16)."""
        began = it.transaction.card if it.transaction is not None else None
        if began is None or shown.uid.casefold() != began.uid.casefold():
            answer = await self.authorize(shown)
            if answer.accepted and self.cards.is_master(answer):
                await self.end(it, EndCause.MASTER, shown)
                return True
            mine = None if began is None else self.cards.group_of(began.uid)
            if not answer.may_end or answer.group is None or answer.group != mine:
                return False
        await self.end(it, EndCause.LOCAL, shown)
        return True

    def _outlet(self, number: int) -> Outlet:
        if number not in self.outlets:
            raise Impossible(f"This charger has no outlet {number}.")
        return self.outlets[number]

    def _car(self, it: Outlet) -> Car:
        if it.car is None:
            raise Impossible(f"There is no car at outlet {it.number}.")
        return it.car


def _card(card: str | Card) -> Card:
    return Card(card) if isinstance(card, str) else card
