"""What a charger is asked: one call at a time, the others wait in order (OCPP-J 4.1.1), what has no hurry after all."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import msgspec

from app.core.commands import BadAnswer, CommandFailed, NoAnswer, NotSupported, Offline, Refused
from app.csms import frames
from app.csms.dialects.rows import Payload
from app.csms.frames import MessageId

# A CALLERROR with one of these says that the charger cannot, not that it will not.
_CANNOT = frozenset({"NotImplemented", "NotSupported"})


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient a line is, in seconds."""

    answer_s: float = 30.0  # after this the asker is told that there is no answer
    slot_s: float = 60.0  # until this a late answer is waited for before the next call goes out (RC-05)
    unhurried_s: float = 10.0  # the same two for a call that has no hurry: it holds up nobody longer
    quiet_s: float = 2.0  # nothing is asked this soon after an introduction or the first message (RC-03)
    silence_s: float = 180.0  # a line on which nothing at all is heard is dead, at the earliest (WS-15)
    strikes: int = 3  # so many calls in a row without an answer: the line is closed (RC-06)


@dataclass(slots=True, eq=False)
class _Asked:
    id: str
    action: str
    text: bytes
    answer: asyncio.Future[Payload]
    unhurried: bool


class Calls:
    """The calls of one line. `send` puts a call on the wire; `mute` is told when the charger has stopped answering.

    `new_id` gives ids that are unique over all lines of a charger and over restarts of this program.
    """

    __slots__ = (
        "_closed",
        "_identity",
        "_loop",
        "_mute",
        "_new_id",
        "_out",
        "_queue",
        "_quiet_until",
        "_send",
        "_strikes",
        "_timers",
        "_timing",
        "_unhurried",
        "_wake",
    )

    def __init__(
        self,
        identity: Callable[[], str],
        send: Callable[[str, bytes], None],
        mute: Callable[[], None],
        new_id: Callable[[], str],
        timing: Timing,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._identity = identity
        self._send = send
        self._mute = mute
        self._new_id = new_id
        self._timing = timing
        self._queue: deque[_Asked] = deque()
        self._unhurried: deque[_Asked] = deque()
        self._out: _Asked | None = None  # the one on the wire
        self._timers: tuple[asyncio.TimerHandle, ...] = ()
        self._wake: asyncio.TimerHandle | None = None
        self._quiet_until = inf  # the loop's time
        self._strikes = 0
        self._closed = False

    async def ask(self, action: str, payload: Payload | msgspec.Raw, *, unhurried: bool = False) -> tuple[str, Payload]:
        """Send a call when its turn comes; the call's id and the charger's answer.

        Raises Offline, NoAnswer, Refused, NotSupported and BadAnswer.
        """
        if self._closed:
            raise Offline(self._identity())
        message_id = self._new_id()
        text = frames.call(message_id, action, payload)
        asked = _Asked(message_id, action, text, self._loop.create_future(), unhurried)
        (self._unhurried if unhurried else self._queue).append(asked)
        self._next()
        return message_id, await asked.answer

    # The charger's answers.

    def match(self, message_id: MessageId) -> str | None:
        """The action of the call on the wire where this id means it; Phihong puts digits before our id (RPC-10)."""
        out = self._out
        if out is None or (message_id != out.id and not str(message_id).endswith(out.id)):
            return None
        return out.action

    def answered(self, payload: Payload) -> None:
        """The call on the wire has its answer, perhaps after its asker gave up."""
        out = self._free()
        if out is not None and not out.answer.done():
            out.answer.set_result(payload)
        self._next()

    def failed(self, error: frames.CallError) -> None:
        """The call on the wire was answered with an error."""
        out = self._free()
        if out is not None and not out.answer.done():
            detail = f"{error.code}: {error.description}" if error.description else error.code
            out.answer.set_exception(
                NotSupported(out.action, detail) if error.code in _CANNOT else Refused(error.code, error.description)
            )
        self._next()

    def unreadable(self, detail: str) -> None:
        """The call on the wire was answered with what cannot be read."""
        out = self._free()
        if out is not None and not out.answer.done():
            out.answer.set_exception(BadAnswer(detail))
        self._next()

    # When calls may go out.

    def hold(self) -> None:
        """The charger is introducing itself: nothing goes out until its answer has left."""
        self._quiet_until = inf

    def quiet(self) -> None:
        """From now on a moment of quiet; then calls go out."""
        self._quiet_until = self._loop.time() + self._timing.quiet_s
        self._next()

    def close(self) -> None:
        """The line is gone: every waiting asker gets Offline at once."""
        self._closed = True
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        waiting = [*self._queue, *self._unhurried]
        self._queue.clear()
        self._unhurried.clear()
        out = self._free()
        for asked in [out, *waiting] if out is not None else waiting:
            self._fail(asked, Offline(self._identity()))

    def _next(self) -> None:
        """Put the next call on the wire if it may go now, or come back when it may."""
        for queue in (self._queue, self._unhurried):
            while queue and queue[0].answer.done():  # its asker has given up
                queue.popleft()
        if self._out is not None or not (self._queue or self._unhurried) or self._quiet_until == inf:
            return
        wait_s = self._quiet_until - self._loop.time()
        if wait_s > 0:
            if self._wake is None:
                self._wake = self._loop.call_later(wait_s, self._awake)
            return
        out = self._out = (self._queue or self._unhurried).popleft()
        timing = self._timing
        self._timers = (
            self._loop.call_later(self._patience(out), self._give_up, out),
            self._loop.call_later(
                min(timing.unhurried_s, timing.slot_s) if out.unhurried else timing.slot_s, self._strike
            ),
        )
        self._send(out.action, out.text)

    def _awake(self) -> None:
        self._wake = None
        self._next()

    def _free(self) -> _Asked | None:
        """The wire is free: an answer came, or none will."""
        for timer in self._timers:
            timer.cancel()
        self._timers = ()
        out, self._out = self._out, None
        self._strikes = 0
        return out

    def _patience(self, asked: _Asked) -> float:
        timing = self._timing
        return min(timing.unhurried_s, timing.answer_s) if asked.unhurried else timing.answer_s

    def _give_up(self, asked: _Asked) -> None:
        self._fail(asked, NoAnswer(self._identity(), self._patience(asked)))

    def _strike(self) -> None:
        # That what it need not even know is not answered says little of a charger.
        strikes = self._strikes + (0 if self._out is not None and self._out.unhurried else 1)
        out = self._free()
        self._strikes = strikes
        if out is not None:
            self._give_up(out)
        if strikes >= self._timing.strikes:
            self._mute()
        self._next()

    @staticmethod
    def _fail(asked: _Asked, failure: CommandFailed) -> None:
        if not asked.answer.done():
            asked.answer.set_exception(failure)
