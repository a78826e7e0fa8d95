"""The window's life after its first picture: the loop, the engine, what goes wrong, and the orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.contact import TroubleKind
from app.core.interfaces import utc_now
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.failures import start_failure_words

if TYPE_CHECKING:
    from app.core.engine import Engine
    from app.gui.failure_page import Rescue
    from app.gui.main_window import MainWindow

log = logging.getLogger(__name__)


def live(
    application: QApplication,
    window: MainWindow,
    start_engine: Callable[[], Engine],
    quit_after_s: float | None,
    rescue: Callable[[], Rescue | None] = lambda: None,
) -> int:
    """Run the window until its end is asked for; the exit status.

    `start_engine` ends the engine it started before, where there is one. `rescue` is asked, on a thread that may wait,
    for what may help where the data is damaged.
    """
    gc.enable()  # it was disabled while there was nothing to collect and a window to show
    loop = QEventLoop(application)
    with loop, _alarmed(loop, window):
        loop.run_until_complete(_live(window, start_engine, quit_after_s, rescue))
    return int(window.failed)


async def _live(
    window: MainWindow,
    start_engine: Callable[[], Engine],
    quit_after_s: float | None,
    rescue: Callable[[], Rescue | None],
) -> None:
    ending, turning = asyncio.Event(), asyncio.Event()  # turning: this engine ends and another follows
    window.quit_asked.connect(ending.set)
    window.restart_asked.connect(turning.set)
    _heed_signals(ending)
    if quit_after_s is not None:
        QTimer.singleShot(round(quit_after_s * 1000), ending.set)
    ended = asyncio.get_running_loop().create_task(ending.wait())
    while not ending.is_set():
        turning.clear()
        async with contextlib.AsyncExitStack() as parts:
            filling = asyncio.get_running_loop().create_task(_fill(window, start_engine, rescue, parts))
            turned = asyncio.get_running_loop().create_task(turning.wait())
            await asyncio.wait({filling, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                filling.result()
                await asyncio.wait({turned, ended}, return_when=asyncio.FIRST_COMPLETED)
            turned.cancel()
            # An engine that is still starting cannot be stopped before it has started.
            await asyncio.wait({filling})
            if ending.is_set():
                window.leave()
            else:
                window.empty_out()


async def _fill(
    window: MainWindow,
    start_engine: Callable[[], Engine],
    rescue: Callable[[], Rescue | None],
    parts: contextlib.AsyncExitStack,
) -> None:
    starter = ThreadPoolExecutor(1, thread_name_prefix="starter")
    parts.callback(starter.shutdown)
    try:
        engine = await asyncio.wrap_future(starter.submit(start_engine))
    except Exception as failure:  # whatever it was, the user reads a sentence and not a traceback
        foreseen = isinstance(failure, OSError) or hasattr(failure, "kind")
        log.error("the program could not start: %s", failure, exc_info=None if foreseen else failure)
        damaged = getattr(failure, "kind", None) is TroubleKind.DATA_BROKEN
        found = await asyncio.wrap_future(starter.submit(rescue)) if damaged else None
        window.show_failure(*start_failure_words(failure), found)
        return
    bridge = Bridge(engine)
    ask = Ask(engine)
    parts.callback(bridge.close)
    parts.push_async_callback(ask.close)
    await bridge.start()
    window.fill(engine, bridge, ask, utc_now)
    # What is there now stays: the collector need not walk through it again and again while chargers wait.
    gc.freeze()


def _heed_signals(ending: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C end the program in order."""
    loop = asyncio.get_running_loop()

    def end(*_: object) -> None:
        loop.call_soon_threadsafe(ending.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, ending.set)
        except (NotImplementedError, RuntimeError):  # Windows has no such thing for loops
            signal.signal(number, end)


@contextlib.contextmanager
def _alarmed(loop: asyncio.AbstractEventLoop, window: MainWindow) -> Iterator[None]:
    """Log what nobody caught, and tell the user once in the window."""

    def of_slot(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        log.error("in the window", exc_info=(kind, failure, trace))
        window.show_unexpected()

    def of_task(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.error("%s", context.get("message"), exc_info=context.get("exception"))
        window.show_unexpected()

    before = sys.excepthook
    sys.excepthook = of_slot
    loop.set_exception_handler(of_task)
    try:
        yield
    finally:
        sys.excepthook = before
