"""What one line of the log is, as far as its beginning tells, and its whole text laid out for reading."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from enum import Enum

from app.core.card_numbers import masked_text

# More than this of one message is not shown: a text field with megabytes in it holds up the window.
MOST_SHOWN = 100_000
_HEAD = re.compile(r'\s*\[\s*(\d)\s*,\s*"((?:[^"\\]|\\.){0,200})"(?:\s*,\s*"((?:[^"\\]|\\.){0,200})")?')


class FrameKind(Enum):
    """OCPP-J's message types (1.6J 4.1.3, 2.1 part 4)."""

    CALL = 2
    RESULT = 3
    ERROR = 4
    RESULT_ERROR = 5
    SEND = 6
    UNREADABLE = 0


@dataclass(frozen=True, slots=True)
class Frame:
    kind: FrameKind
    id: str = ""
    action: str = ""  # of a call; of an error its code


def read_frame(text: str) -> Frame:
    """Reads only the beginning, so that long messages cost no more than short ones."""
    found = _HEAD.match(text[:600])
    if found is None or int(found[1]) not in (2, 3, 4, 5, 6):
        return Frame(FrameKind.UNREADABLE)
    kind = FrameKind(int(found[1]))
    named = kind is not FrameKind.RESULT
    return Frame(kind, found[2], (found[3] or "") if named else "")


def laid_out(text: str, *, masked: bool) -> tuple[str, bool]:
    """The JSON with its parts on lines of their own, or the text as it came; and whether it had to be cut.

    `masked`: without the numbers of cards.
    """
    if len(text) <= MOST_SHOWN:
        with contextlib.suppress(ValueError, RecursionError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    shown = text[:MOST_SHOWN]
    return (masked_text(shown) if masked else shown), len(text) > MOST_SHOWN
