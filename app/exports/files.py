"""A file whole or not at all: written beside its place, then put there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes) -> None:
    """Raises OSError."""
    fill_whole(path, lambda file: file.write(content))


def fill_whole(path: Path, fill: Callable[[BinaryIO], object], still_wanted: Callable[[], None] = lambda: None) -> None:
    """Raises OSError, and what `fill` and `still_wanted` raise.

    A link is followed, and what is not an ordinary file (a device, a pipe) is written to as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            fill(file)
        return
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            fill(file)
        still_wanted()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
