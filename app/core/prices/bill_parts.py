"""The parts of a bill as it has them, each beside what the book says of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from app.core.prices.bill import Bill, Expected, Part, PartRow, Role
from app.core.prices.money import rounded

_OF_ROLE: dict[Role, tuple[Part, ...]] = {
    Role.ENERGY: (Part.ENERGY,),
    Role.MARKUP: (Part.ENERGY,),
    Role.OTHER: (Part.ENERGY,),
    Role.GRID: (Part.GRID,),
    Role.TAX: (Part.TAX,),
    Role.GRID_AND_TAX: (Part.GRID, Part.TAX),
    Role.FEE: (Part.FEE,),
}


def compared(bill: Bill, found: Expected, unit: Decimal) -> tuple[tuple[PartRow, ...], bool, Decimal | None]:
    """The rows, whether their amounts are with VAT, and what the bill's own parts lack of its sum."""
    entered = dict(bill.parts)
    if not entered:
        return (), False, None
    with_vat, lacks = _with_vat(bill, entered, found, unit)
    rows = _rows(entered, found, unit, with_vat=with_vat)
    if Part.VAT in entered:
        rows = (*rows, PartRow((Part.VAT,), entered[Part.VAT], found.total.vat))
    return rows, with_vat, lacks


def _with_vat(
    bill: Bill, entered: Mapping[Part, Decimal], found: Expected, unit: Decimal
) -> tuple[bool, Decimal | None]:
    """Whichever way they add up to the bill's sum; where neither does, the way that lies nearer to the book."""
    room = unit * (len(entered) + 1)
    vat = entered.get(Part.VAT)
    parts = sum((amount for part, amount in entered.items() if part is not Part.VAT), Decimal(0))
    told = vat if vat is not None else rounded(Fraction(parts) * _vat_rate(found), unit)
    for with_vat, adds_up in ((False, parts + told), (True, parts)):
        if abs(adds_up - bill.total) <= room and (told or with_vat):
            return with_vat, None
    with_vat = min((True, False), key=lambda way: _apart(_rows(entered, found, unit, with_vat=way)))
    lacks = bill.total - parts - (0 if with_vat or vat is None else vat)
    return with_vat, lacks if vat is not None or with_vat else None


def _vat_rate(found: Expected) -> Fraction:
    return Fraction(found.total.vat) / Fraction(found.total.net) if found.total.net else Fraction(0)


def _apart(rows: tuple[PartRow, ...]) -> Decimal:
    return sum((abs(each.difference) for each in rows), Decimal(0))


def _rows(entered: Mapping[Part, Decimal], found: Expected, unit: Decimal, *, with_vat: bool) -> tuple[PartRow, ...]:
    book: dict[Part, Fraction] = {}
    merged = any(each.role is Role.GRID_AND_TAX for each in found.lines)
    for each in found.lines:
        part = _OF_ROLE[each.role][0]
        if merged and part is Part.TAX:
            part = Part.GRID
        book[part] = book.get(part, Fraction(0)) + (each.line.exact_gross if with_vat else each.line.exact_net)
    rows = []
    for part in (Part.ENERGY, Part.GRID, Part.TAX, Part.FEE):
        parts = (Part.GRID, Part.TAX) if merged and part is Part.GRID else (part,)
        if (merged and part is Part.TAX) or any(each not in entered for each in parts):
            continue
        amount = sum((entered[each] for each in parts), Decimal(0))
        rows.append(PartRow(parts, amount, rounded(book.get(part, Fraction(0)), unit)))
    return tuple(rows)
