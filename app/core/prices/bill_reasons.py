"""Why a bill is another than its book says: every usual reason is reckoned with, and those that fit are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from app.core.prices.bill import Bill, BillLine, Expected, Note, Reason, Role, Why
from app.core.prices.bill_room import hours_room, lines_room
from app.core.prices.books import minor_unit
from app.core.prices.cost import Line
from app.core.prices.money import Total, rounded, total
from app.core.values import Value, replace

_MOST = 3
# A reason that is not exact must leave no more than this of the difference.
_LEAVES = Decimal("0.25")
_SUPPLIER = (Role.ENERGY, Role.MARKUP, Role.OTHER)
_GRID = (Role.GRID, Role.GRID_AND_TAX)
_EITHER = (Role.FEE, Role.TAX)  # the supplier asks for it in one country and the grid in another
_HUNDRED = 100
_TWO = 2
_MOST_EITHER = 4
# What a kWh of what the book lacks may cost, in kronor, and a month of it; in dearer currencies a tenth.
_PER_KWH = (Decimal("0.01"), Decimal("1.5"))
_PER_MONTH = (Decimal(10), Decimal(1500))
_TENTH = frozenset(("EUR", "GBP", "USD", "CHF"))
_FOUR = Decimal("0.0001")


class _Try(Value, frozen=True):
    """What the book would be if a reason held."""

    why: Why
    lines: tuple[Line, ...]
    about: Reason  # with what is told of it; its figures are not reckoned yet
    also_net: bool = True  # tried without VAT too


def reasons_of(
    bill: Bill,
    currency: str,
    found: Expected,
    others: Iterable[tuple[Why, Expected]] = (),
    tax: Sequence[Line] = (),
    vat_rates: Sequence[Decimal] = (),
    *,
    exact_only: bool = False,
) -> tuple[Reason, ...]:
    """The likeliest first.

    `others`: what the book's other versions and months say; `tax` and `vat_rates`: what the books that come with the
    program have of energy tax for these kWh, and of VAT. `exact_only`: a reason that is not exact is not wanted.
    """
    unit = minor_unit(currency)
    difference = abs(bill.total - found.total.gross)
    fitting: list[tuple[tuple[bool, bool, int], Reason]] = []
    seen: set[tuple[Decimal, bool]] = set()
    for order, each in enumerate(_tries(bill, found, others, tax, vat_rates, unit)):
        sums = total((line.priced for line in each.lines), unit)
        for without_vat in (False, True) if each.also_net and sums.vat else (False,):
            reason = _fits(each, sums, bill, unit, difference, without_vat=without_vat)
            if reason is None or (exact_only and not reason.exact) or (reason.expected, without_vat) in seen:
                continue
            seen.add((reason.expected, without_vat))
            fitting.append(((not reason.exact, without_vat, order), reason))
    fitting.sort(key=lambda pair: pair[0])
    exact = [reason for _, reason in fitting if reason.exact]
    likely = tuple((exact or [reason for _, reason in fitting])[:_MOST])  # beside one that fits no other is likely
    if likely or exact_only:
        return likely
    return tuple(_solved(bill, currency, found))


def _fits(
    tried: _Try, sums: Total, bill: Bill, unit: Decimal, difference: Decimal, *, without_vat: bool
) -> Reason | None:
    asked = bill.total / _HUNDRED if tried.why is Why.SUM_IN_HUNDREDTHS else bill.total
    says = sums.net if without_vat else sums.gross
    remaining = asked - says
    exact = abs(remaining) <= lines_room(tried.lines, unit)
    about = not without_vat and abs(remaining) <= min(hours_room(tried.lines, unit), difference * _LEAVES)
    if not exact and not about:
        return None
    told = without_vat or tried.about.without_vat
    return replace(tried.about, expected=says, remaining=remaining, exact=exact, without_vat=told)


def _tries(
    bill: Bill,
    found: Expected,
    others: Iterable[tuple[Why, Expected]],
    tax: Sequence[Line],
    vat_rates: Sequence[Decimal],
    unit: Decimal,
) -> Iterator[_Try]:
    """The commonest first: of two that fit alike the first is told."""
    lines = tuple(each.line for each in found.lines)
    yield _Try(
        Why.WITHOUT_VAT, tuple(_net(each) for each in lines), replace(_about(Why.WITHOUT_VAT), without_vat=True), False
    )
    if any(each.vat_inside and each.vat_rate for each in lines):
        on_top = tuple(replace(each, vat_inside=False) for each in lines)
        yield _Try(Why.TYPED_WITHOUT_VAT, on_top, _about(Why.TYPED_WITHOUT_VAT), False)
    if not any(each.vat_rate for each in lines):
        for rate in vat_rates:
            taxed = tuple(replace(each, vat_rate=rate, vat_inside=False) for each in lines)
            yield _Try(Why.NO_VAT_IN_BOOK, taxed, _about(Why.NO_VAT_IN_BOOK, vat_rate=rate), False)
    yield from _of_two_bills(found)
    for each in found.lines:
        yield _Try(Why.NOT_ON_BILL, _but(found, each), _about(Why.NOT_ON_BILL, each))
        if each.role is Role.FEE:
            yield _Try(Why.TWICE, (*lines, each.line), _about(Why.TWICE, each))
    if tax and not any(each.role in (Role.TAX, Role.GRID_AND_TAX) for each in found.lines):
        lacked = _taxed(tax, bill)
        yield _Try(Why.TAX_NOT_IN_BOOK, (*lines, *tax), lacked)
        for one in _of_two_bills(found):
            yield replace(one, lines=(*one.lines, *tax), about=replace(one.about, per_kwh=lacked.per_kwh))
    yield _Try(Why.SUM_IN_HUNDREDTHS, lines, _about(Why.SUM_IN_HUNDREDTHS))
    for each in found.lines:
        for why, factor in ((Why.TOO_SMALL, Fraction(_HUNDRED)), (Why.TOO_LARGE, Fraction(1, _HUNDRED))):
            yield _Try(why, (*_but(found, each), _times(each.line, factor, unit)), _about(why, each))
    for why, other in others:
        yield _Try(why, tuple(each.line for each in other.lines), replace(_about(why), since=other.month))


def _of_two_bills(found: Expected) -> Iterator[_Try]:
    """The supplier's alone, or the grid's: each with and without what either may ask for."""
    either = [each for each in found.lines if each.role in _EITHER][:_MOST_EITHER]
    if not all(any(each.role in roles for each in found.lines) for roles in (_SUPPLIER, _GRID)):
        return
    for why, roles in ((Why.ONLY_SUPPLIER, _SUPPLIER), (Why.ONLY_GRID, _GRID)):
        own = [each for each in found.lines if each.role in roles]
        for count in range(len(either) + 1):
            for more in combinations(either, count):
                held = [each for each in found.lines if each in own or each in more]
                # Where but one line is lacking it is told by its name.
                if held and len(held) < len(found.lines) - (len(found.lines) > _TWO):
                    yield _Try(why, tuple(each.line for each in held), _about(why, *held))


def _solved(bill: Bill, currency: str, found: Expected) -> Iterator[Reason]:
    """What a thing that the book lacks would have to be."""
    difference = bill.total - found.total.gross
    if difference <= 0:
        return
    scale = 10 if currency in _TENTH else 1
    unit = minor_unit(currency)
    if Note.POWER in found.notes:
        yield replace(_about(Why.POWER), expected=bill.total, amount=difference)
    there = {each.role for each in found.lines}
    lacking = [
        role
        for role, others in ((Role.GRID, (Role.GRID, Role.GRID_AND_TAX)), (Role.MARKUP, (Role.MARKUP,)))
        if there.isdisjoint(others)
    ]
    per_kwh = rounded(Fraction(difference) / Fraction(bill.kwh), _FOUR) if bill.kwh else None
    if lacking and per_kwh is not None and _PER_KWH[0] / scale <= per_kwh <= _PER_KWH[1] / scale:
        yield replace(_about(Why.NOT_IN_BOOK), expected=bill.total, roles=tuple(lacking), per_kwh=per_kwh)
    if Role.FEE not in there and _PER_MONTH[0] / scale <= difference <= _PER_MONTH[1] / scale:
        fee = rounded(Fraction(difference), unit)
        yield replace(_about(Why.NOT_IN_BOOK), expected=bill.total, roles=(Role.FEE,), amount=fee)


def _about(why: Why, *lines: BillLine, vat_rate: Decimal | None = None) -> Reason:
    names = tuple(each.line.name or each.line.part for each in lines)
    roles = tuple(each.role for each in lines)
    return Reason(why, Decimal(0), Decimal(0), lines=names, roles=roles, vat_rate=vat_rate)


def _taxed(tax: Sequence[Line], bill: Bill) -> Reason:
    gross = sum((each.exact_gross for each in tax), Fraction(0))
    per_kwh = rounded(gross / Fraction(bill.kwh), _FOUR) if bill.kwh else None
    return replace(_about(Why.TAX_NOT_IN_BOOK), roles=(Role.TAX,), per_kwh=per_kwh)


def _but(found: Expected, left_out: BillLine) -> tuple[Line, ...]:
    return tuple(each.line for each in found.lines if each is not left_out)


def _net(line: Line) -> Line:
    """The line as a bill without VAT has it."""
    return replace(line, amount=line.net, exact=line.exact_net, vat_rate=Decimal(0), vat_inside=False)


def _times(line: Line, factor: Fraction, unit: Decimal) -> Line:
    exact = line.exact * factor
    return replace(line, exact=exact, amount=rounded(exact, unit))
