"""Booting: once, and again after each interval or trigger until the central system accepts."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from app.virtual.peer import Refused, Unanswered, WrongMessage

if TYPE_CHECKING:
    from app.virtual.body import Body

# Where the central system names no interval, or gives no good answer.
_INTERVAL_S = 10


class Boots:
    """Knows whether the newest boot was accepted, and boots on until it is."""

    def __init__(self, body: Body) -> None:
        self.accepted = False
        self._body = body
        self._reason = "PowerUp"
        self._status = ""  # of the newest answer
        self._trying: asyncio.Future[None] | None = None
        self._sooner = asyncio.Event()

    def begin_anew(self, reason: str) -> None:
        """As after a restart: nothing is accepted, and the next boot has this reason."""
        self.accepted = False
        self._reason = reason

    def sooner(self) -> None:
        """Boots at once instead of waiting for the interval to end."""
        self._sooner.set()

    async def boot(self, reason: str) -> str:
        """Boots and returns the status; if it is not Accepted, tries on beside the caller.

        Raises LineLost, Refused, WrongMessage, Unanswered.
        """
        self._reason = reason
        interval_s = await self._boot_once()
        if self.accepted:
            return "Accepted"
        self.boot_until_accepted(interval_s or _INTERVAL_S)
        return self._status

    def boot_until_accepted(self, wait_s: float = 0) -> None:
        """Boots after `wait_s`, and on until accepted, beside the caller; a lost line ends it."""
        if self._trying is not None:
            self._trying.cancel()
        self._trying = self._body.spawn(self._try_on(wait_s))

    async def _try_on(self, wait_s: float) -> None:
        while True:
            self._sooner.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._sooner.wait()
                    self._reason = "Triggered"
            wait_s = _INTERVAL_S
            try:
                wait_s = await self._boot_once() or _INTERVAL_S
            except (Refused, Unanswered, WrongMessage) as problem:
                self._body.note(f"BootNotification: {problem}")
            if self.accepted:
                return

    async def _boot_once(self) -> int:
        """Boots and returns the interval in seconds."""
        body = self._body
        answer = body.words.read_boot(await body.line.ask(body.words.boot(self._reason)))
        body.say(f"boot: {answer.status}")
        self._status = answer.status
        self.accepted = answer.status == "Accepted"
        await body.booted(answer)
        return answer.interval_s
