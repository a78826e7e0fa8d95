"""What the check of a bill found, in words: the verdict, the likely reasons, and what is not in the figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.prices.bill import BillCheck, BillLine, Hours, Note, Part, PartRow, Reason, Role, Rounding, Verdict, Why
from app.core.prices.books import Unit
from app.gui.figures import number
from app.gui.prices.words import day_words, dimension_word, known_name, money, rate

translate = QCoreApplication.translate

_FEW = Decimal("0.1")

# The smallest coin, where people call it by a name.
_COINS: dict[str, Callable[[], str]] = {
    "SEK": lambda: translate("Bill", "öre"),
    "NOK": lambda: "øre",
    "DKK": lambda: "øre",
    "EUR": lambda: translate("Bill", "cent"),
    "USD": lambda: translate("Bill", "cent"),
    "GBP": lambda: translate("Bill", "penny"),
}

_ROUNDINGS: dict[Rounding, Callable[[], str]] = {
    Rounding.LINES: lambda: translate("Bill", "That is rounding: each line may be rounded at another place."),
    Rounding.RATES: lambda: translate("Bill", "That is rounding: bills print a mean price with few decimals."),
    Rounding.WHOLE: lambda: translate("Bill", "That is rounding: the bill's sum is a whole one."),
    Rounding.KWH: lambda: translate("Bill", "That is rounding: the bill's kWh are whole ones."),
}

_HOURS: dict[Hours, Callable[[], str]] = {
    Hours.EVEN: lambda: translate("Bill", "Taken as used evenly through the month: by its mean price."),
    Hours.CHARGED: lambda: translate(
        "Bill", "What the chargers took is priced when they took it, the rest as used evenly through the month."
    ),
}

_NOTES: dict[Note, Callable[[], str]] = {
    Note.POWER: lambda: translate("Bill", "The power charge is not in it: the house's power is not known."),
    Note.SESSIONS: lambda: translate("Bill", "What only a charging session costs is not in it."),
    Note.FOR_SOME: lambda: translate("Bill", "Prices for some chargers, groups or cards alone are not in it."),
    Note.BEGAN_LATER: lambda: translate(
        "Bill", "Your prices hold for a part of that month; they were taken for all of it."
    ),
}

_PARTS: dict[Part, Callable[[], str]] = {
    Part.ENERGY: lambda: translate("Bill", "Energy, with the supplier's markup"),
    Part.GRID: lambda: translate("Bill", "Transfer (grid)"),
    Part.TAX: lambda: translate("Bill", "Energy tax"),
    Part.FEE: lambda: translate("Bill", "Monthly fees"),
    Part.VAT: lambda: translate("Bill", "VAT"),
}

_LACKING: dict[Role, Callable[[], str]] = {
    Role.GRID: lambda: translate("Bill", "a transfer fee"),
    Role.MARKUP: lambda: translate("Bill", "a supplier's markup"),
    Role.FEE: lambda: translate("Bill", "a monthly fee"),
}


def month_words(month: date) -> str:
    """ "October 2026", as within a sentence."""
    return f"{QLocale().standaloneMonthName(month.month)} {month.year}"


def part_word(part: Part) -> str:
    return _PARTS[part]()


def row_word(row: PartRow) -> str:
    return translate("Bill", " and ").join(part_word(part) for part in row.parts)


def bill_line_name(each: BillLine) -> str:
    return _known(each.line.name) or each.line.part or dimension_word(each.line.dimension)


def verdict_words(found: BillCheck) -> tuple[str, str]:
    """The verdict, and a sentence about it."""
    if found.difference is None:
        about = translate("Bill", "Import the prices of the series that your prices follow, or choose another month.")
        return translate("Bill", "No prices are known for that month."), about
    if found.verdict is Verdict.AGREES:
        return _agrees(found.currency), ""
    if found.verdict is Verdict.ROUNDING and found.rounding is not None:
        title = translate("Bill", "They agree within %1.") if found.difference else _agrees(found.currency)
        return title.replace("%1", money(abs(found.difference), found.currency)), _ROUNDINGS[found.rounding]()
    higher = found.difference > 0
    title = translate("Bill", "The bill is %1 higher.") if higher else translate("Bill", "The bill is %1 lower.")
    title = title.replace("%1", money(abs(found.difference), found.currency))
    parts = []
    if found.verdict is Verdict.HOURS and found.reasons:
        parts.append(
            translate(
                "Bill", "The hours in which you used it could make as much, but here is a reason that fits exactly."
            )
        )
    elif found.verdict is Verdict.HOURS:
        parts.append(translate("Bill", "That is no more than the hours in which you used it can make."))
    elif found.per_kwh is not None:
        shape = translate("Bill", "That is %1 with VAT.")
        parts.append(shape.replace("%1", rate(abs(found.per_kwh), found.currency, Unit.KWH)))
    if found.mean_spot is not None and found.needed_spot is not None and not found.reasons:
        shape = translate("Bill", "The month's mean price was %1 without VAT; the bill would need %2.")
        mean, needed = (rate(each, found.currency, Unit.KWH) for each in (found.mean_spot, found.needed_spot))
        parts.append(shape.replace("%1", mean).replace("%2", needed))
    if found.verdict is Verdict.DIFFERS and not found.reasons:
        parts.append(translate("Bill", "None of the usual reasons explains it."))
    return title, " ".join(parts)


def reason_words(reason: Reason, currency: str) -> str:
    """What it is, what your prices say then, and what that leaves."""
    if reason.why is Why.NOT_IN_BOOK:
        return _not_in_book(reason, currency)
    words = _REASONS[reason.why]().replace("%1", _FILLED.get(reason.why, _names)(reason, currency))
    if reason.why is Why.POWER:
        return words
    if reason.why in (Why.ONLY_SUPPLIER, Why.ONLY_GRID) and reason.per_kwh is not None:
        lacks = _REASONS[Why.TAX_NOT_IN_BOOK]().replace("%1", _per_kwh(reason, currency))
        words = f"{words} {lacks}"
    if reason.without_vat and reason.why is not Why.WITHOUT_VAT:
        words = f"{words} {translate('Bill', 'And its sum is without VAT.')}"
    says = translate("Bill", "Then it should be %1").replace("%1", money(reason.expected, currency))
    left = translate("Bill", "and agrees.")
    if reason.remaining:
        left = (
            translate("Bill", "which leaves %1, rounding.") if reason.exact else translate("Bill", "which leaves %1.")
        )
    return f"{words} {says}, {left.replace('%1', money(abs(reason.remaining), currency))}"


def share_words(found: BillCheck) -> str:
    """What the chargers took of it."""
    if not found.charged_kwh:
        return translate("Bill", "The chargers took nothing that month.")
    took = f"{number(float(found.charged_kwh), 1)} kWh"
    if found.share is not None and found.share > 1:
        shape = translate(
            "Bill", "The chargers alone took %1, more than the bill has: it is of another month or meter."
        )
        return shape.replace("%1", took)
    if found.share is None:
        return translate("Bill", "The chargers took %1 that month.").replace("%1", took)
    shape = translate("Bill", "The chargers took %1 of it, %2 %.")
    return shape.replace("%1", took).replace(
        "%2", number(float(found.share * 100), 1 if found.share < Decimal("0.1") else 0)
    )


def note_words(found: BillCheck) -> list[str]:
    """How it was reckoned and what is not in it, a sentence each."""
    said = []
    if found.expected is not None:
        if found.expected.hours in _HOURS:
            said.append(_HOURS[found.expected.hours]())
        if found.expected.missing:
            said.append(translate("Bill", "Some of the month's prices are missing; the mean of the others stands in."))
        said += [_NOTES[note]() for note in found.expected.notes]
    if found.unsummed is not None:
        shape = translate("Bill", "The parts that you wrote lack %1 of the bill's sum.")
        if found.unsummed < 0:
            shape = translate("Bill", "The parts that you wrote are %1 more than the bill's sum.")
        said.append(shape.replace("%1", money(abs(found.unsummed), found.currency)))
    return said


def _agrees(currency: str) -> str:
    if currency in _COINS:
        return translate("Bill", "The bill agrees to the %1.").replace("%1", _COINS[currency]())
    return translate("Bill", "The bill agrees exactly.")


def _known(name: str) -> str:
    """The names of the books that come with the program, too."""
    return translate("Bill", "Energy tax") if name == "energy tax" else known_name(name)


def _names(reason: Reason, _currency: str) -> str:
    """Of the lines that it is about."""
    return ", ".join(_known(each) for each in reason.lines)


def _per_kwh(reason: Reason, currency: str) -> str:
    return rate(reason.per_kwh or Decimal(0), currency, Unit.KWH)


def _amount(reason: Reason, currency: str) -> str:
    return money(reason.amount or Decimal(0), currency)


def _not_in_book(reason: Reason, currency: str) -> str:
    """Either by the kWh or by the month."""
    lacking = translate("Bill", " or ").join(_LACKING[role]() for role in reason.roles)
    if reason.per_kwh is None:
        shape = translate("Bill", "Your prices lack %1. One of %2 would explain it.")
        return shape.replace("%1", lacking).replace("%2", _amount(reason, currency))
    shape = translate("Bill", "Your prices lack %1. One of %2 with VAT would explain it.")
    return shape.replace("%1", lacking).replace("%2", _per_kwh(reason, currency))


# With %1 for what `_FILLED` gives, or for the names of lines.
_REASONS: dict[Why, Callable[[], str]] = {
    Why.WITHOUT_VAT: lambda: translate("Bill", "The bill's sum may be without VAT."),
    Why.TYPED_WITHOUT_VAT: lambda: translate(
        "Bill", "Your prices may be without VAT, and are kept as if they had it in them."
    ),
    Why.NO_VAT_IN_BOOK: lambda: translate("Bill", "Your prices have no VAT; the bill may have %1 %."),
    Why.SUM_IN_HUNDREDTHS: lambda: translate("Bill", "The sum may be written a hundred times too large."),
    Why.ONLY_SUPPLIER: lambda: translate(
        "Bill", "It may be the supplier's bill alone, and the grid's comes by itself: %1."
    ),
    Why.ONLY_GRID: lambda: translate(
        "Bill", "It may be the grid's bill alone, and the supplier's comes by itself: %1."
    ),
    Why.NOT_ON_BILL: lambda: translate("Bill", "“%1” is in your prices and may not be on the bill."),
    Why.TWICE: lambda: translate("Bill", "“%1” may stand on the bill twice."),
    Why.TOO_SMALL: lambda: translate("Bill", "“%1” may be a hundred times too small in your prices."),
    Why.TOO_LARGE: lambda: translate("Bill", "“%1” may be a hundred times too large in your prices."),
    Why.TAX_NOT_IN_BOOK: lambda: translate("Bill", "Your prices lack the energy tax, %1 with VAT that year."),
    Why.OTHER_VERSION: lambda: translate("Bill", "The bill may go by your prices from %1."),
    Why.OTHER_MONTH: lambda: translate("Bill", "The bill may be of another month, %1."),
    Why.POWER: lambda: translate(
        "Bill", "Your prices have a power charge, which is not in the figure. One of %1 would explain it."
    ),
}
_FILLED: dict[Why, Callable[[Reason, str], str]] = {
    Why.NO_VAT_IN_BOOK: lambda reason, _currency: number(float((reason.vat_rate or 0) * 100)),
    Why.TAX_NOT_IN_BOOK: _per_kwh,
    Why.OTHER_VERSION: lambda reason, _currency: day_words(reason.since or date.min),
    Why.OTHER_MONTH: lambda reason, _currency: month_words(reason.since or date.min),
    Why.POWER: _amount,
}
