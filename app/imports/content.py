"""What is in a file that people hand in: no more of it than makes sense, and never a wait for what never comes."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def content_of(file: Path, most: int) -> bytes:
    """One byte more than `most` says that there is more. Raises OSError, also of a folder and a device."""
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "it is a folder", str(file))
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise OSError(errno.EINVAL, "it is no file", str(file))
    descriptor = os.open(file, _HOW)  # a pipe that nobody writes into reads as empty
    with open(descriptor, "rb") as reading:
        if stat.S_ISFIFO(mode):
            os.set_blocking(descriptor, True)
        return reading.read(most + 1)
