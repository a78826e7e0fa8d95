"""What has arrived on one line: frames become messages, taken in order, a few at a time, none while the line must wait.

No task is woken for a message, which would cost much of what handling it does. It is taken when every line has been
read: reading gives the interpreter away to the writer's thread, and having it back between two messages costs as much.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from websockets.frames import Frame, Opcode

# So many messages of one charger are taken before others have their turn.
IN_A_ROW = 16

_DATA = frozenset({Opcode.TEXT, Opcode.BINARY})


class Inbox:
    """`take` is given each whole message; while `must_wait` says so nothing more is taken, and nothing read."""

    __slots__ = ("_begun", "_is_due", "_loop", "_messages", "_must_wait", "_paused", "_take", "_transport")

    def __init__(
        self, transport: asyncio.Transport, take: Callable[[bytes], None], must_wait: Callable[[], bool]
    ) -> None:
        self._transport = transport
        self._take = take
        self._must_wait = must_wait
        self._loop = asyncio.get_running_loop()
        self._messages: deque[bytes] = deque()
        self._begun = bytearray()  # of a message whose last frame has not arrived
        self._paused = False  # nothing is read for now
        self._is_due = False  # _hand_over will be called by itself

    def put(self, frame: Frame) -> None:
        """Any frame of a sound stream; the protocol below has seen to its order and to a message's size."""
        if frame.opcode in _DATA:
            if frame.fin:
                self._arrived(bytes(frame.data))
            else:
                self._begun += frame.data
        elif frame.opcode is Opcode.CONT:
            self._begun += frame.data
            if frame.fin:
                self._arrived(bytes(self._begun))
                self._begun = bytearray()

    def _arrived(self, message: bytes) -> None:
        self._messages.append(message)
        self.wake()

    def wake(self) -> None:
        """Have the line take what has arrived soon: something has, or it need not wait any more."""
        if not self._is_due:
            self._is_due = True
            self._loop.call_soon(self._hand_over)

    async def emptied(self) -> None:
        """Return when all has been taken; for after the end, when no line must wait."""
        while self._messages:
            self.wake()
            await asyncio.sleep(0)

    def _hand_over(self) -> None:
        self._is_due = False
        messages, must_wait = self._messages, self._must_wait
        for _ in range(IN_A_ROW):
            if not messages or must_wait():
                break
            self._take(messages.popleft())
        if must_wait():
            self._pause()
        elif messages:
            self._pause()
            self.wake()
        elif self._paused:
            self._paused = False
            self._transport.resume_reading()

    def _pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._transport.pause_reading()
