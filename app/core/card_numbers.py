"""Card numbers as readers tell them: when two are one card, when they might be, and how they are shown to nobody.

Readers differ in case, separators, byte order, suffix and length for one card (TX-05, TX-07, TX-08). Only case is the
same by the specification; all else is a likeness that people confirm.
"""

from __future__ import annotations

import re
from enum import Enum

# A number is text of a card's reader; longer is no card's, whatever it is.
MOST_NUMBER = 128
# Fewer digits than these in common say nothing.
_LEAST_DIGITS = 8
_MASK = "••••"
_SHOWN = 3
_HEX = frozenset("0123456789abcdef")
# The fields of the protocol's messages that hold a card's number, and what stands behind them: a text, a text within
# a text, or a bare word where quotes are missing. What is cut off has no end.
_FIELDS = "idTag|parentIdTag|groupIdTag|idToken|groupIdToken|additionalIdToken"
_FIELD = re.compile(
    rf"""(\b(?:{_FIELDS})\b\\*["']?\s*[:=]\s*)"""
    r"""(?:(")((?:[^"\\]|\\.)*)|(\\+")(.*?)(?=\\+"|$)|(')([^']*)|()([^\s"'\\,:=\[\]{}]+))""",
    re.IGNORECASE | re.DOTALL,
)


class Likeness(Enum):
    """In what two numbers differ that may be one card's."""

    SEPARATORS = "separators"  # 04:A2:B3:C4 and 04A2B3C4
    BYTE_ORDER = "byte_order"
    SUFFIX = "suffix"  # a terminal or a serial number beside it
    LENGTH = "length"  # one is the beginning or the end of the other
    DECIMAL = "decimal"  # one counts in tens, the other in sixteens


def key(number: str) -> str:
    """Two numbers with one key are one card's (1.6 CiString, 2.x identifierString: without case)."""
    return number.strip().casefold()


def likeness(one: str, other: str) -> Likeness | None:
    """In what the two differ if they may be one card's; None for the same number and for strangers."""
    first, second = key(one), key(other)
    if first == second:
        return None
    plain_first, plain_second = _plain(first), _plain(second)
    if plain_first == plain_second:
        return Likeness.SEPARATORS if plain_first else None
    if _core(first) in (second, _core(second)) or first == _core(second):
        return Likeness.SUFFIX
    if min(len(plain_first), len(plain_second)) < _LEAST_DIGITS:
        return None
    if plain_first == _reversed(plain_second):
        return Likeness.BYTE_ORDER
    if _counted(plain_first) in (plain_second, _reversed(plain_second)) or _counted(plain_second) in (
        plain_first,
        _reversed(plain_first),
    ):
        return Likeness.DECIMAL
    shorter, longer = sorted((plain_first, plain_second), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return Likeness.LENGTH
    if longer.startswith(_reversed(shorter) or "?") or longer.endswith(_reversed(shorter) or "?"):
        return Likeness.LENGTH
    return None


def masked(number: str) -> str:
    """Enough to tell one's cards apart by, and too little to make one."""
    plain = "".join(filter(str.isalnum, number))
    if not plain or (plain.isdecimal() and len(plain) < _LEAST_DIGITS):  # what is typed in: half of it gives it away
        return _MASK
    return _MASK + plain[-min(_SHOWN, len(plain) // 2) :] if len(plain) > 1 else _MASK


def masked_text(text: str) -> str:
    """A message as a charger or this computer wrote it, every card's number in it masked."""
    return _FIELD.sub(_masked_field, text)


def is_field(name: str) -> bool:
    """Whether the protocol's messages keep a card's number under this name."""
    return re.fullmatch(_FIELDS, name, re.IGNORECASE) is not None


def _masked_field(found: re.Match[str]) -> str:
    quote, number = next((found[at], found[at + 1]) for at in (2, 4, 6, 8) if found[at + 1] is not None)
    # What is no number is no card's: null, and a flag.
    if number.casefold() in ("", "null", "true", "false"):
        return found[0]
    return f"{found[1]}{quote}{masked(number)}"


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number))


def _core(number: str) -> str:
    """Without what a payment terminal writes before it, or a charger's serial number behind it (TX-07)."""
    return number.rpartition(";")[2].partition("_")[0]


def _reversed(digits: str) -> str:
    """The bytes of a hexadecimal number in the other order; empty where it is none."""
    if len(digits) % 2 or not _HEX.issuperset(digits):
        return ""
    return "".join(digits[place : place + 2] for place in range(len(digits) - 2, -1, -2))


def _counted(digits: str) -> str:
    """A decimal number in sixteens, of whole bytes; empty where it is none."""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _LEAST_DIGITS * 4:
        return ""
    found = f"{int(digits):x}"
    return found.zfill(len(found) + len(found) % 2)
