"""Limits in money: which of a session's costs counts against them, and how much such a limit may be.

What the person is charged counts, where prices for that are set, otherwise what the owner pays; VAT included. A limit
is in the currency of these prices. A session whose price is missing, or stands in another currency, counts nothing and
is told of; without any prices no limit in money is ever reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.core.prices.books import Book, Side
from app.core.prices.typed import typed_amount

# More is a slip of the keyboard.
MOST_MONEY = Decimal(1_000_000)
_MOST_DECIMALS = 2


def counted_by(books: Mapping[Side, Book]) -> Book | None:
    """The book whose costs count; None: no prices are set."""
    for side in (Side.CHARGE, Side.PAY):
        book = books.get(side)
        if book is not None and any(version.components for version in book.versions):
            return book
    return None


def read_amount(text: str) -> Decimal | None:
    """As people type it, with two decimals at most; None for what can be no limit."""
    amount = typed_amount(text)
    if amount is None or amount != round(amount, _MOST_DECIMALS):
        return None
    return amount if is_limit(amount) else None


def is_limit(amount: Decimal) -> bool:
    return amount.is_finite() and 0 < amount <= MOST_MONEY


def amount_text(amount: Decimal) -> str:
    """For files and fields: "200", "199.50"."""
    if amount == amount.to_integral_value():
        return f"{amount.quantize(Decimal(1)):f}"
    tenths = amount.as_tuple().exponent == -1
    return f"{amount.quantize(Decimal('0.01')) if tenths else amount:f}"
