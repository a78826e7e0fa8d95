"""Who owes what: of everybody with something open, the statements that are, since when, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from app.core.prices.books import minor_unit
from app.core.statements import About, Issued, PaymentKind
from app.core.values import Value


class OpenStatement(Value, frozen=True):
    """One that is not paid, or not all of it."""

    number: int
    title: str
    since: datetime  # of its sessions
    until: datetime
    zone: str
    issued_at: datetime
    handed_over_at: datetime | None
    amount: Decimal
    paid: Decimal
    open: Decimal  # below nothing: paid too much

    @property
    def open_since(self) -> datetime:
        """When it was handed over; where nobody wrote that down, when it was issued."""
        return self.handed_over_at or self.issued_at


class Owed(Value, frozen=True):
    """What one of them owes, in one currency."""

    about: About
    name: str  # as their newest statement has it; "": everybody's
    currency: str
    statements: tuple[OpenStatement, ...]  # the oldest first

    @property
    def open(self) -> Decimal:
        return sum((each.open for each in self.statements), Decimal(0))

    @property
    def open_since(self) -> datetime:
        return min(each.open_since for each in self.statements)


def owed(issued: Iterable[Issued]) -> tuple[Owed, ...]:
    """The longest open first."""
    found: dict[tuple[About, str], list[Issued]] = {}
    for each in sorted(issued, key=lambda one: one.statement.number):
        if each.open:
            found.setdefault((each.statement.wanted.about, each.statement.currency), []).append(each)
    everybody = (
        Owed(about, theirs[-1].statement.title, currency, tuple(map(_open, theirs)))
        for (about, currency), theirs in found.items()
    )
    return tuple(sorted(everybody, key=lambda one: (one.open_since, one.name.casefold())))


def open_sums(everybody: Sequence[Owed]) -> dict[str, Decimal]:
    """By currency."""
    sums: dict[str, Decimal] = {}
    for each in everybody:
        sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.open
    return sums


def _open(issued: Issued) -> OpenStatement:
    statement = issued.statement
    if statement.issued_at is None:
        raise ValueError("A draft is owed by nobody.")
    handed = [each.at for each in issued.payments if each.kind is PaymentKind.HANDED_OVER]
    return OpenStatement(
        statement.number,
        statement.title,
        statement.wanted.since,
        statement.wanted.until,
        statement.wanted.zone,
        statement.issued_at,
        min(handed, default=None),
        statement.total.gross,
        issued.paid.quantize(minor_unit(statement.currency)),
        issued.open,
    )
