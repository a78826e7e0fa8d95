"""Exact amounts and their one rounding: half up, to the currency's smallest unit, and VAT once per rate.

Skatteverket: VAT is reckoned on the taxable base and rounded to two decimals, a third decimal of 5 or more upwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

from app.core.values import Value

# Sums and products of typed figures fit in it; one that did not would be an error and never a rounded rate.
EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])


def rounded(amount: Fraction, unit: Decimal) -> Decimal:
    """To a multiple of `unit` (a power of ten), half away from zero as ROUND_HALF_UP does."""
    exponent = -int(unit.as_tuple().exponent)
    scaled = abs(amount) * 10**exponent
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if amount < 0 else whole).scaleb(-exponent, EXACT)


class VatSum(Value, frozen=True):
    """What one VAT rate comes to."""

    rate: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal


class Total(Value, frozen=True):
    net: Decimal
    vat: Decimal
    gross: Decimal
    rates: tuple[VatSum, ...] = ()  # ascending by rate


class Priced(Value, frozen=True):
    """One rounded amount as its price was typed: with VAT in it, or without."""

    amount: Decimal
    vat_rate: Decimal
    vat_inside: bool


def taxed(priced: Priced, unit: Decimal) -> VatSum:
    """Net, VAT and gross of one amount; the amount itself is never touched."""
    amount, rate = Fraction(priced.amount), Fraction(priced.vat_rate)
    if priced.vat_inside:
        net = rounded(amount / (1 + rate), unit)
        return VatSum(priced.vat_rate, net, priced.amount - net, priced.amount)
    vat = rounded(amount * rate, unit)
    return VatSum(priced.vat_rate, priced.amount, vat, priced.amount + vat)


def total(lines: Iterable[Priced], unit: Decimal) -> Total:
    """The sum of rounded lines, with VAT once per rate and never line by line.

    Lines typed without VAT add up to the net, those with VAT in them to the gross: either way the column that a reader
    adds is the one that was typed.
    """
    sums: dict[tuple[Decimal, bool], Decimal] = {}
    for line in lines:
        key = (line.vat_rate, line.vat_inside)
        sums[key] = sums.get(key, Decimal(0)) + line.amount
    rates: dict[Decimal, VatSum] = {}
    for (rate, inside), amount in sums.items():
        rates[rate] = _added(rates.get(rate), taxed(Priced(amount, rate, inside), unit))
    nothing = rounded(Fraction(0), unit)
    return Total(
        net=sum((each.net for each in rates.values()), nothing),
        vat=sum((each.vat for each in rates.values()), nothing),
        gross=sum((each.gross for each in rates.values()), nothing),
        rates=tuple(rates[rate] for rate in sorted(rates)),
    )


def _added(one: VatSum | None, other: VatSum) -> VatSum:
    if one is None:
        return other
    return VatSum(other.rate, one.net + other.net, one.vat + other.vat, one.gross + other.gross)
