"""What was mended in a message, or is wrong with it, in the user's language: the log itself keeps it in English."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# Each is the log's own English; %1 stands for what the charger wrote, or for another of these.
_MARKED: Final = (
    QT_TRANSLATE_NOOP("Notes", "%1 for %2"),
    QT_TRANSLATE_NOOP("Notes", "%1 message"),
    QT_TRANSLATE_NOOP("Notes", "%1 not a list"),
    QT_TRANSLATE_NOOP("Notes", "%1 not an object"),
    QT_TRANSLATE_NOOP("Notes", "%1 holds something else"),
    QT_TRANSLATE_NOOP("Notes", "answers nothing that was asked"),
    QT_TRANSLATE_NOOP("Notes", "bracket missing"),
    QT_TRANSLATE_NOOP("Notes", "bracket too many"),
    QT_TRANSLATE_NOOP("Notes", "byte order mark"),
    QT_TRANSLATE_NOOP("Notes", "clock wrong: %1"),
    QT_TRANSLATE_NOOP("Notes", "colon too many"),
    QT_TRANSLATE_NOOP("Notes", "comma missing"),
    QT_TRANSLATE_NOOP("Notes", "comma too many"),
    QT_TRANSLATE_NOOP("Notes", "context %1"),
    QT_TRANSLATE_NOOP("Notes", "control characters"),
    QT_TRANSLATE_NOOP("Notes", "could not be handled"),
    QT_TRANSLATE_NOOP("Notes", "cut off"),
    QT_TRANSLATE_NOOP("Notes", "half characters"),
    QT_TRANSLATE_NOOP("Notes", "line breaks in a text"),
    QT_TRANSLATE_NOOP("Notes", "longer than 1 MiB: the line was closed"),
    QT_TRANSLATE_NOOP("Notes", "message type not a number"),
    QT_TRANSLATE_NOOP("Notes", "more than four elements"),
    QT_TRANSLATE_NOOP("Notes", "multiplier %1"),
    QT_TRANSLATE_NOOP("Notes", "name without quotes"),
    QT_TRANSLATE_NOOP("Notes", "nested too deeply"),
    QT_TRANSLATE_NOOP("Notes", "no outlet"),
    QT_TRANSLATE_NOOP("Notes", "no payload"),
    QT_TRANSLATE_NOOP("Notes", "no timestamp"),
    QT_TRANSLATE_NOOP("Notes", "no %1"),
    QT_TRANSLATE_NOOP("Notes", "not a number"),
    QT_TRANSLATE_NOOP("Notes", "not JSON"),
    QT_TRANSLATE_NOOP("Notes", "not JSON, and too long to mend"),
    QT_TRANSLATE_NOOP("Notes", "not served"),
    QT_TRANSLATE_NOOP("Notes", "not UTF-8"),
    QT_TRANSLATE_NOOP("Notes", "nothing heard for %1 s: the line was dropped"),
    QT_TRANSLATE_NOOP("Notes", "NUL around the message"),
    QT_TRANSLATE_NOOP("Notes", "number out of range"),
    QT_TRANSLATE_NOOP("Notes", "phase %1"),
    QT_TRANSLATE_NOOP("Notes", "reason %1"),
    QT_TRANSLATE_NOOP("Notes", "repeated"),
    QT_TRANSLATE_NOOP("Notes", "schema: %1"),
    QT_TRANSLATE_NOOP("Notes", "status %1"),
    QT_TRANSLATE_NOOP("Notes", "text after the end"),
    QT_TRANSLATE_NOOP("Notes", "text without quotes"),
    QT_TRANSLATE_NOOP("Notes", "the charger could not read our answer"),
    QT_TRANSLATE_NOOP("Notes", "time as a number"),
    QT_TRANSLATE_NOOP("Notes", "time unreadable: %1"),
    QT_TRANSLATE_NOOP("Notes", "time without zone"),
    QT_TRANSLATE_NOOP("Notes", "unit %1"),
    QT_TRANSLATE_NOOP("Notes", "unknown action"),
    QT_TRANSLATE_NOOP("Notes", "unreadable: %1"),
    QT_TRANSLATE_NOOP("Notes", "value %1"),
    QT_TRANSLATE_NOOP("Notes", "value beyond reason"),
    QT_TRANSLATE_NOOP("Notes", "value missing"),
    QT_TRANSLATE_NOOP("Notes", "wrote %1"),
)
# The marks are for the tool that collects sentences; what they give back is the text itself.
_KNOWN: Final = tuple(str(each) for each in _MARKED)
_BETWEEN: Final = "; "


def _pattern(known: str) -> re.Pattern[str]:
    return re.compile(re.escape(known).replace("%1", "(.+)").replace("%2", "(.+)"), re.DOTALL)


_PLAIN: Final = frozenset(each for each in _KNOWN if "%" not in each)
_PATTERNS: Final = tuple((each, _pattern(each)) for each in sorted(_KNOWN, reverse=True) if "%" in each)


def note_words(note: str) -> str:
    """The note with every part that is known said in the user's language; the rest as it stands."""
    return _BETWEEN.join(_part(each) for each in note.split(_BETWEEN)) if note else ""


def _part(note: str) -> str:
    if note in _PLAIN:
        return QCoreApplication.translate("Notes", note)
    for known, pattern in _PATTERNS:
        found = pattern.fullmatch(note)
        if found is not None:
            words = QCoreApplication.translate("Notes", known)
            for number, part in enumerate(found.groups(), start=1):
                words = words.replace(f"%{number}", _part(part) if part in _PLAIN else part)
            return words
    return note
