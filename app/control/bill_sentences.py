"""What the check of a bill found, as English sentences for the command line."""

from __future__ import annotations

from decimal import Decimal

from app.core.prices.bill import BillCheck, Hours, Note, Reason, Role, Rounding, Verdict, Why

_COINS = {"SEK": "öre", "NOK": "øre", "DKK": "øre", "EUR": "cent", "USD": "cent", "GBP": "penny"}
_ROUNDINGS = {
    Rounding.LINES: "each line may be rounded at another place",
    Rounding.RATES: "bills print a mean price with few decimals",
    Rounding.WHOLE: "the bill's sum is a whole one",
    Rounding.KWH: "the bill's kWh are whole ones",
}
_HOURS = {
    Hours.EVEN: "Taken as used evenly through the month: by its mean price.",
    Hours.CHARGED: "What the chargers took is priced when they took it, the rest as used evenly through the month.",
}
_NOTES = {
    Note.POWER: "The power charge is not in it: the house's power is not known.",
    Note.SESSIONS: "What only a charging session costs is not in it.",
    Note.FOR_SOME: "Prices for some chargers, groups or cards alone are not in it.",
    Note.BEGAN_LATER: "The prices hold for a part of that month; they were taken for all of it.",
}
_LACKING = {Role.GRID: "a transfer fee", Role.MARKUP: "a supplier's markup", Role.FEE: "a monthly fee"}
_REASONS = {
    Why.WITHOUT_VAT: "The bill's sum may be without VAT",
    Why.TYPED_WITHOUT_VAT: "The book's prices may be without VAT, and are kept as if they had it in them",
    Why.NO_VAT_IN_BOOK: "The book has no VAT; the bill may have {vat}",
    Why.SUM_IN_HUNDREDTHS: "The sum may be written a hundred times too large",
    Why.ONLY_SUPPLIER: "It may be the supplier's bill alone ({lines})",
    Why.ONLY_GRID: "It may be the grid's bill alone ({lines})",
    Why.NOT_ON_BILL: "“{lines}” may not be on the bill",
    Why.TWICE: "“{lines}” may stand on the bill twice",
    Why.TOO_SMALL: "“{lines}” may be a hundred times too small in the book",
    Why.TOO_LARGE: "“{lines}” may be a hundred times too large in the book",
    Why.TAX_NOT_IN_BOOK: "The book lacks the energy tax, {per_kwh} a kWh with VAT",
    Why.OTHER_VERSION: "The bill may go by the prices from {since}",
    Why.OTHER_MONTH: "The bill may be of another month, {since:%Y-%m}",
    Why.NOT_IN_BOOK: "The book lacks {lacking}; one of {amount} would explain it",
    Why.POWER: "The book has a power charge, which is not in the figure; one of {amount} would explain it",
}


def check_sentences(found: BillCheck) -> list[str]:
    """The verdict first."""
    if found.expected is None or found.difference is None:
        return ["No prices are known for that month, so the bill cannot be checked."]
    currency = found.currency
    said = [
        f"The prices say {found.expected.total.gross} {currency}, the bill {found.bill.total} {currency}: "
        f"{_verdict(found, found.difference)}."
    ]
    if found.mean_spot is not None:
        needed = "" if found.needed_spot is None else f"; the bill would need {found.needed_spot}"
        said.append(f"The month's mean price was {found.mean_spot} {currency} a kWh without VAT{needed}.")
    said += [_reason(each, currency) for each in found.reasons]
    if found.verdict is Verdict.DIFFERS and not found.reasons:
        said.append("None of the usual reasons explains it.")
    said += [
        f"{'/'.join(part.value for part in each.parts)}: {each.bill} on the bill, {each.book} by the prices."
        for each in found.rows
    ]
    if found.unsummed is not None:
        said.append(f"The parts lack {found.unsummed} {currency} of the bill's sum.")
    said.append(_share(found))
    if found.expected.hours in _HOURS:
        said.append(_HOURS[found.expected.hours])
    if found.expected.missing:
        said.append("Some of the month's prices are missing; the mean of the others stands in.")
    return said + [_NOTES[each] for each in found.expected.notes]


def _verdict(found: BillCheck, difference: Decimal) -> str:
    way = "higher" if difference > 0 else "lower"
    apart = f"{abs(difference)} {found.currency} {way}"
    per_kwh = "" if found.per_kwh is None else f", {abs(found.per_kwh)} a kWh"
    match found.verdict:
        case Verdict.AGREES:
            return f"they agree to the {_COINS[found.currency]}" if found.currency in _COINS else "they agree exactly"
        case Verdict.ROUNDING:
            why = "" if found.rounding is None else f": {_ROUNDINGS[found.rounding]}"
            return f"it is {apart}, which is rounding{why}"
        case Verdict.HOURS:
            return f"it is {apart}{per_kwh}, no more than the hours of use can make"
        case _:
            return f"it is {apart}{per_kwh}"


def _reason(reason: Reason, currency: str) -> str:
    words = _REASONS[reason.why].format(
        vat=f"{(reason.vat_rate or Decimal(0)) * 100:f} %",
        lines=", ".join(reason.lines),
        per_kwh=f"{reason.per_kwh} {currency}",
        since=reason.since,
        lacking=" or ".join(_LACKING[role] for role in reason.roles if role in _LACKING),
        amount=f"{reason.amount} {currency}" if reason.per_kwh is None else f"{reason.per_kwh} {currency} a kWh",
    )
    if reason.why in (Why.NOT_IN_BOOK, Why.POWER):
        return f"{words}."
    if reason.why in (Why.ONLY_SUPPLIER, Why.ONLY_GRID) and reason.per_kwh is not None:
        words = f"{words}, with the energy tax that the book lacks, {reason.per_kwh} {currency} a kWh with VAT"
    if reason.without_vat and reason.why is not Why.WITHOUT_VAT:
        words = f"{words}, and its sum without VAT"
    left = f"which leaves {reason.remaining} {currency}" if reason.remaining else "which agrees"
    return f"{words}: then it should be {reason.expected} {currency}, {left}."


def _share(found: BillCheck) -> str:
    if not found.charged_kwh:
        return "The chargers took nothing that month."
    took = f"{found.charged_kwh:.1f} kWh"
    if found.share is None:
        return f"The chargers took {took} that month."
    if found.share > 1:
        return f"The chargers alone took {took}, more than the bill has: it is of another month or meter."
    return f"The chargers took {took} of it, {found.share * 100:.0f} %."
