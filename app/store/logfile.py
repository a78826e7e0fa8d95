"""Keeps what the program says of itself in the data folder, written by a thread of its own."""

from __future__ import annotations

import logging
import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path

FILE_NAME = "laddvakt.log"
_MOST_BYTES = 5_000_000
_OLDER_KEPT = 3


@contextmanager
def kept_log(folder: Path) -> Iterator[None]:
    """Warnings and worse go into the folder's log while the context lasts; whoever logs waits for nothing."""
    handler = _Forgiving(
        folder / FILE_NAME, maxBytes=_MOST_BYTES, backupCount=_OLDER_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _private(folder / FILE_NAME)
    waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    hand_over = QueueHandler(waiting)
    hand_over.setLevel(logging.WARNING)
    listener = QueueListener(waiting, handler)
    root = logging.getLogger()
    listener.start()
    root.addHandler(hand_over)
    try:
        yield
    finally:
        root.removeHandler(hand_over)
        listener.stop()
        handler.close()


class _Forgiving(RotatingFileHandler):
    """Where the folder is gone or full the user is told so in words; a traceback beside them helps nobody."""

    def handleError(self, _record: logging.LogRecord) -> None:
        """What cannot be logged is let go."""


def _private(file: Path) -> None:
    """Make the file readable by the user alone before anything is in it."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
