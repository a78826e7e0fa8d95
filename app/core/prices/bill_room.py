"""How far two honest reckonings of one bill may lie apart: by rounding, and by when the electricity was used."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.core.prices.bill import Bill, Expected, Rounding
from app.core.prices.books import Dimension
from app.core.prices.cost import Line
from app.core.prices.money import rounded

# A household's own mean of a month's hours is off the plain one by about so much.
_OF_THE_HOURS = Fraction(1, 10)
# A rate that varied is printed to a hundredth of an öre.
_OF_A_RATE = Fraction(1, 20_000)
_HALF = Fraction(1, 2)
_WHOLE = Decimal(1)


def lines_room(lines: Sequence[Line], unit: Decimal) -> Decimal:
    """Each line and the VAT of each rate may be rounded at another place than here."""
    rates = {each.vat_rate for each in lines if each.vat_rate}
    return unit * (len(lines) + len(rates))


def hours_room(lines: Sequence[Line], unit: Decimal) -> Decimal:
    """What another time of use may make of the lines whose price varied."""
    varied = sum((abs(each.exact_gross) for each in lines if _varied(each)), Fraction(0))
    return rounded(varied * _OF_THE_HOURS, unit)


def rounding_of(bill: Bill, found: Expected, unit: Decimal) -> Rounding | None:
    """Whose rounding makes as much as the bill and the book lie apart; None: nobody's."""
    lines = [each.line for each in found.lines]
    apart = Fraction(abs(bill.total - found.total.gross))
    room = Fraction(lines_room(lines, unit))
    if apart <= room:
        return Rounding.LINES
    rates = sum(1 for each in lines if _varied(each)) * _OF_A_RATE * Fraction(bill.kwh)
    if apart <= room + rates:
        return Rounding.RATES
    if unit < _WHOLE and bill.total == bill.total.to_integral_value() and apart <= _HALF + room:
        return Rounding.WHOLE
    energy = sum((each.exact_gross for each in lines if each.dimension is Dimension.ENERGY), Fraction(0))
    if bill.kwh and bill.kwh == bill.kwh.to_integral_value():
        half_a_kwh = abs(energy / Fraction(bill.kwh)) * _HALF
        if apart <= half_a_kwh + room:
            return Rounding.KWH
    return None


def _varied(line: Line) -> bool:
    return line.rate is None and line.dimension is Dimension.ENERGY
