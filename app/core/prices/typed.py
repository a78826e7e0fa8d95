"""Amounts as people type them: with a point or a comma, with spaces or signs between the thousands."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_BETWEEN = dict.fromkeys(map(ord, f"{_SPACES}'\N{RIGHT SINGLE QUOTATION MARK}"))
_MOST = Decimal(1_000_000_000)
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,28})?")
# Three by three, and before the decimals the other of the two signs.
_GROUPED = re.compile(r"-?[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3}){0,4}(?:(?!\1)[.,][0-9]{1,28})?")


def typed_amount(text: str) -> Decimal | None:
    """None: no amount. A single point or comma stands before the decimals, however many there are."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-").translate(_BETWEEN)
    if not _PLAIN.fullmatch(plain):
        grouped = _GROUPED.fullmatch(plain)
        if grouped is None:
            return None
        plain = plain.replace(grouped[1], "")
    found = Decimal(plain.replace(",", "."))
    return found if abs(found) <= _MOST else None
