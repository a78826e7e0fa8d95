"""Checks a household's bill against a book: what it should be, how far off it is, and why it may be so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from app.core.prices.bill import Bill, BillCheck, Expected, Hours, Role, Stretch, Verdict, Why
from app.core.prices.bill_expected import expected
from app.core.prices.bill_parts import compared
from app.core.prices.bill_reasons import reasons_of
from app.core.prices.bill_room import hours_room, rounding_of
from app.core.prices.books import Book, Series, Version, minor_unit
from app.core.prices.clock import months_before, next_month
from app.core.prices.cost import Line
from app.core.prices.money import rounded
from app.core.prices.series import PriceSeries
from app.core.values import replace

_FOUR = Decimal("0.0001")
_WH = Decimal("0.001")
_MOST_TIMES = 3  # no household's own mean is further off
# So many versions beside the one in force are tried, the nearest first.
_VERSIONS_TRIED = 4


def check(
    bill: Bill,
    book: Book,
    series: Iterable[PriceSeries] = (),
    charged: Sequence[Stretch] = (),
    references: Sequence[Book] = (),
) -> BillCheck:
    """`charged`: what the chargers took in that month; `references`: the books that come with the program."""
    known = tuple(series)
    taken = rounded(sum((each.energy_wh for each in charged), Fraction(0)) / 1000, _WH)
    found = expected(book, bill.month, bill.kwh, known, charged)
    if found is None:
        return BillCheck(bill, book.side, book.currency, Verdict.NO_PRICES, charged_kwh=taken)
    unit = minor_unit(book.currency)
    difference = bill.total - found.total.gross
    rounding = rounding_of(bill, found, unit)
    verdict = _verdict(difference, found, unit, rounded_away=rounding is not None)
    settled = verdict in (Verdict.AGREES, Verdict.ROUNDING)
    rows, with_vat, unsummed = compared(bill, found, unit)
    mean, needed = _spot(bill, found)
    return BillCheck(
        bill,
        book.side,
        book.currency,
        verdict,
        found,
        difference,
        rounded(Fraction(difference) / Fraction(bill.kwh), _FOUR) if bill.kwh else None,
        rounding if verdict is Verdict.ROUNDING else None,
        ()
        if settled
        else reasons_of(
            bill,
            book.currency,
            found,
            _others(bill, book, known, found),
            _tax(bill, book, references),
            _vat_rates(book, references),
            exact_only=verdict is Verdict.HOURS,
        ),
        rows,
        with_vat,
        unsummed,
        mean,
        needed,
        taken,
    )


def _verdict(difference: Decimal, found: Expected, unit: Decimal, *, rounded_away: bool) -> Verdict:
    if not difference and not found.missing:
        return Verdict.AGREES
    if rounded_away and not found.missing:
        return Verdict.ROUNDING
    lines = [each.line for each in found.lines]
    if found.hours is not Hours.NO_MATTER and abs(difference) <= hours_room(lines, unit):
        return Verdict.HOURS
    return Verdict.DIFFERS


def _spot(bill: Bill, found: Expected) -> tuple[Decimal | None, Decimal | None]:
    """The mean of the price that varied, and what it would be by the bill; without VAT."""
    varied = [each.line for each in found.lines if each.role is Role.ENERGY and each.line.rate is None]
    if len(varied) != 1 or not varied[0].quantity:
        return None, None
    (line,) = varied
    quantity, vat = Fraction(line.quantity), 1 + Fraction(line.vat_rate)
    apart = Fraction(bill.total - found.total.gross) / vat
    mean, needed = rounded(line.exact_net / quantity, _FOUR), rounded((line.exact_net + apart) / quantity, _FOUR)
    return (mean, needed) if 0 < needed <= _MOST_TIMES * mean else (mean, None)


def _others(bill: Bill, book: Book, series: tuple[PriceSeries, ...], found: Expected) -> Iterator[tuple[Why, Expected]]:
    """What the other versions, and the months before and after, would say. By the month's mean, which is quicker."""
    in_force = book.on(bill.month) or book.on(next_month(bill.month) - timedelta(days=1))
    for version in sorted(book.versions, key=lambda each: abs(each.valid_from - bill.month))[: _VERSIONS_TRIED + 1]:
        if version != in_force and _of(version) != (None if in_force is None else _of(in_force)):
            other = expected(book, bill.month, bill.kwh, series, version=version)
            if other is not None:
                yield Why.OTHER_VERSION, replace(other, month=version.valid_from)
    for month in (months_before(bill.month, 1), next_month(bill.month)):
        other = expected(book, month, bill.kwh, series)
        if other is not None and not other.missing and other.total != found.total:
            yield Why.OTHER_MONTH, other


def _of(version: Version) -> object:
    """What of it makes a price."""
    return version.components, version.holiday_sets


def _tax(bill: Bill, book: Book, references: Sequence[Book]) -> tuple[Line, ...]:
    """By the book of the same country: several have the euro."""
    alike = [each for each in references if each.currency == book.currency]
    known = alike if len(alike) == 1 else [each for each in alike if each.zone == book.zone]
    for each in known[:1]:
        version = each.on(bill.month)
        found = None if version is None else expected(_only_fixed(each, version), bill.month, bill.kwh)
        return () if found is None else tuple(line.line for line in found.lines if line.role is Role.TAX)
    return ()


def _only_fixed(book: Book, version: Version) -> Book:
    fixed = tuple(each for each in version.components if not isinstance(each.rate, Series))
    return replace(book, versions=(replace(version, components=fixed),))


def _vat_rates(book: Book, references: Sequence[Book]) -> tuple[Decimal, ...]:
    """Those that the books of this currency that come with the program know."""
    rates = {
        component.vat_rate
        for each in references
        if each.currency == book.currency
        for version in each.versions
        for component in version.components
        if component.vat_rate
    }
    return tuple(sorted(rates))
