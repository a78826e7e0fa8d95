"""Wishes out: the one helper that hands a wish to the engine, and the one that reads the history, both awaited here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.backups import BackupFailed
from app.core.cards_file import BadLine
from app.core.commands import CommandFailed
from app.gui.failures import trouble_of
from app.gui.words import failure_words

if TYPE_CHECKING:
    from app.core.engine import Engine

log = logging.getLogger(__name__)

T = TypeVar("T")

_READERS = 2
# What the data could not be read for is tried again this often, one of all that wait.
AGAIN_S = 2.0
MOST_WAITING = 50  # a page that reads now and then asks for the same again


class Ask:
    """Made and used on the window's thread, inside its running loop. A page that is gone meanwhile is told nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._tasks: set[asyncio.Task[Any]] = set()
        self._to_the_end: set[asyncio.Task[Any]] = set()
        self._waiting: list[asyncio.Future[None]] = []  # what could not be read, the longest first
        self._trying: asyncio.TimerHandle | None = None

    def __call__(
        self,
        wish: Coroutine[Any, Any, T],
        *,
        busy: Iterable[QWidget] = (),
        failed: Callable[[str], None],
        done: Callable[[T], None] | None = None,
        to_the_end: bool = False,
    ) -> asyncio.Task[None]:
        """Disable `busy`, hand `wish` to the engine, then tell `done` its result or `failed` the words, and enable.

        `to_the_end`: something that a person wrote, which is soon kept; the window does not go before it is.
        Hand in methods of the page, so that they are dropped with it; one button's wish is sent once until answered.
        """
        widgets = [widget for widget in busy if widget.isEnabled()]
        for widget in widgets:
            widget.setEnabled(False)
        # Handed over before the task that awaits it begins: a window that closes meanwhile leaves nothing unasked.
        task = self.start(self._asked(self._engine.call(wish), widgets, failed, done))
        if to_the_end:
            self._to_the_end.add(task)
            task.add_done_callback(self._to_the_end.discard)
        return task

    async def _asked(
        self,
        asked: Future[T],
        widgets: list[QWidget],
        failed: Callable[[str], None],
        done: Callable[[T], None] | None,
    ) -> None:
        try:
            result = await asyncio.wrap_future(asked)
        except Exception as failure:
            if (
                not isinstance(failure, CommandFailed | BackupFailed | BadLine | OSError)
                and trouble_of(failure) is None
            ):
                raise
            log.info("a wish was not fulfilled: %r", failure)
            if _alive(failed):
                failed(failure_words(failure))
        else:
            if done is not None and _alive(done):
                done(result)
        finally:
            for widget in widgets:
                if shiboken6.isValid(widget):
                    widget.setEnabled(True)

    async def read(self, function: Callable[..., T], *args: object) -> T:
        """The result of a History call, made where it may wait. Pages drop what has grown stale meanwhile.

        While the data cannot be read, which the window says above its pages, it waits until it can be.
        """
        while True:
            try:
                result = await self._read_now(function, *args)
            except Exception as failure:
                if trouble_of(failure) is None:
                    raise
                log.info("read again later: %r", failure)
                await self._turn()
            else:
                while self._waiting:
                    self._wake()
                return result

    async def _read_now(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.wrap_future(self._readers.submit(function, *args))

    async def _turn(self) -> None:
        """Return when it is worth another try: when its turn has come, or anything else could be read."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        if len(self._waiting) > MOST_WAITING:
            self._waiting.pop(0).cancel()
        self._try_later()
        await turn

    def _try_later(self) -> None:
        if self._trying is None and self._waiting:
            self._trying = asyncio.get_running_loop().call_later(AGAIN_S, self._try_again)

    def _try_again(self) -> None:
        self._trying = None
        self._wake()
        self._try_later()

    def _wake(self) -> None:
        """The one that has waited longest, unless its page let go of it."""
        while self._waiting:
            turn = self._waiting.pop(0)
            if not turn.done():
                turn.set_result(None)
                return

    def show(self, read: Callable[[], T], show: Callable[[T], None], *, later: bool = True) -> asyncio.Task[None]:
        """Read, then show: for slots, which cannot await. `later` False: only if it can be read now."""
        return self.start(self._shown(self.read if later else self._read_now, read, show))

    async def _shown(
        self, how: Callable[[Callable[[], T]], Coroutine[Any, Any, T]], read: Callable[[], T], show: Callable[[T], None]
    ) -> None:
        result = await how(read)
        if _alive(show):
            show(result)

    def start(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it in the window's loop; what it raises reaches the window's own handler, not silence."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None and trouble_of(failure) is not None:
            log.info("could not be read: %r", failure)
        elif failure is not None:
            loop = task.get_loop()
            loop.call_exception_handler({"message": "a task of the window failed", "exception": failure, "task": task})

    async def close(self) -> None:
        """Let go of everything that is still awaited, but for what a person wrote."""
        while self._to_the_end:
            await asyncio.wait(list(self._to_the_end))
        if self._trying is not None:
            self._trying.cancel()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._readers.shutdown(wait=False, cancel_futures=True)


def _alive(callback: Callable[..., None]) -> bool:
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
