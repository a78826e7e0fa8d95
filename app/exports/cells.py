"""Texts as a spreadsheet shall show them: never computed, never a letter that no file can hold."""

from __future__ import annotations

import re
from unicodedata import category

_SIGNS = frozenset("=+-@＝＋－＠")
# A spreadsheet drops blanks, and letters that nobody sees, before it looks for a sign.
_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?\Z")
# Neither XML nor UTF-8 has room for these; line ends and tabs are kept.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text as a spreadsheet will show it, and not compute it. Plain numbers are left alone."""
    return f"'{text}" if _computed(text) and not _NUMBER.match(text) else text


def _computed(text: str) -> bool:
    seen = next((each for each in text if category(each) not in _UNSEEN), "")
    return seen in _SIGNS or text.startswith(("\t", "\r"))


def readable(text: str) -> str:
    """The text without what no file of a spreadsheet can hold; a � stands where something was."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def cell(text: str) -> str:
    """A text from outside as it may stand in a spreadsheet."""
    return harmless(readable(text))
