"""Amounts as people type them from a bill: with a point or a comma, with spaces or signs between the thousands."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_BETWEEN = dict.fromkeys(map(ord, f"{_SPACES}'\N{RIGHT SINGLE QUOTATION MARK}"))
_MOST = Decimal(1_000_000_000)
_SIGNS = ".,"
# As long as a document's figures: what is longer, or has an exponent, nobody typed, and it could be reckoned for ever.
_PLAIN = re.compile(r"[+-]?([0-9]{1,15}([.,][0-9]{0,28})?|[.,][0-9]{1,28})")


def typed_amount(text: str) -> Decimal | None:
    """None: no amount. Of a point and a comma the last stands before the decimals; one that stands twice does not."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-").translate(_BETWEEN)
    last = max(_SIGNS, key=plain.rfind)
    for sign in _SIGNS:
        if sign != last or plain.count(sign) > 1:
            plain = plain.replace(sign, "")
    if not _PLAIN.fullmatch(plain):
        return None
    found = Decimal(plain.replace(",", "."))
    return found if abs(found) <= _MOST else None
