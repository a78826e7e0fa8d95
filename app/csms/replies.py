"""What a charger is answered: each answer leaves after its rows are on disk, in the order of the messages answered."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from app.csms.frames import MessageId

# More answers than this waiting for the disk: no more is read from this charger until half of them have left.
MOST_WAITING = 200
# How many answers are kept for a charger that repeats a message.
KEPT = 16
# An answer longer than this echoes an absurd id, and is not worth its memory.
MOST_KEPT = 4_096


@dataclass(slots=True, eq=False)
class Reply:
    """An answer, worded. `written`: done when it may leave; None once it may."""

    text: bytes
    written: asyncio.Future[None] | None = None
    if_lost: bytes = b""  # said instead where the rows could not be kept, so that the charger repeats
    introduction: bool = False  # it answers a BootNotification
    last_word: Callable[[], bytes] | None = None  # asked when it leaves: the text as it is to be by then


class Replies:
    """The answers of one line. The ordinary one, whose rows are none or already written, leaves at once."""

    __slots__ = ("_kept", "_leave", "_room", "_waiting", "full")

    def __init__(self, leave: Callable[[Reply], None], room: Callable[[], None]) -> None:
        self.full = False  # too many wait; `room` is called when half of them have left
        self._leave = leave
        self._room = room
        self._waiting: deque[Reply] = deque()
        self._kept: dict[tuple[MessageId, int], Reply] = {}

    def add(self, reply: Reply) -> None:
        written = reply.written
        if not self._waiting and (written is None or written.done()):
            self._go(reply)
            return
        self._waiting.append(reply)
        self.full = self.full or len(self._waiting) > MOST_WAITING
        if len(self._waiting) == 1 and written is not None:
            written.add_done_callback(self._go_on)

    async def left(self) -> None:
        """Return when every answer has left."""
        while self._waiting:
            written = self._waiting[-1].written
            if written is not None:
                await asyncio.wait([written])
            await asyncio.sleep(0)

    def keep(self, message_id: MessageId, raw: bytes, reply: Reply) -> None:
        """For a charger that sends the same message again under the same id (RPC-08)."""
        if len(reply.text) > MOST_KEPT:
            return
        self._kept[message_id, hash(raw)] = reply
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def kept(self, message_id: MessageId, raw: bytes) -> Reply | None:
        return self._kept.get((message_id, hash(raw)))

    def drop(self) -> None:
        """The line is gone: nothing leaves any more."""
        for reply in self._waiting:
            if reply.written is not None:
                reply.written.add_done_callback(_was_kept)
        self._waiting.clear()
        self._kept.clear()
        self._make_room()

    def _go_on(self, _written: asyncio.Future[None]) -> None:
        waiting = self._waiting
        while waiting:
            written = waiting[0].written
            if written is not None and not written.done():
                written.add_done_callback(self._go_on)
                break
            self._go(waiting.popleft())
        if self.full and len(waiting) <= MOST_WAITING // 2:
            self._make_room()

    def _go(self, reply: Reply) -> None:
        written = reply.written
        if written is not None:
            if _was_kept(written):
                reply.written = None
            else:
                self._forget(reply)
                reply = Reply(reply.if_lost)
        if reply.last_word is not None:
            reply.text, reply.last_word = reply.last_word(), None
        self._leave(reply)

    def _forget(self, lost: Reply) -> None:
        """What was not kept on disk is decided anew when it is repeated."""
        for key in [key for key, reply in self._kept.items() if reply is lost]:
            del self._kept[key]

    def _make_room(self) -> None:
        self.full = False
        self._room()


def _was_kept(written: asyncio.Future[None]) -> bool:
    return not written.cancelled() and written.exception() is None
