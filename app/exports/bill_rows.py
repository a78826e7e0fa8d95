"""The check of a bill as the row that the command line promises: money as decimal strings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.core.prices.bill import BillCheck, BillLine, Reason
from app.exports.rows import Row


def bill_row(found: BillCheck, sentences: Sequence[str]) -> Row:
    """`sentences`: the same in words."""
    expected = found.expected
    return {
        "book": found.side.value,
        "month": f"{found.bill.month:%Y-%m}",
        "kwh": str(found.bill.kwh),
        "sum": str(found.bill.total),
        "currency": found.currency,
        "verdict": found.verdict.value,
        "rounding": None if found.rounding is None else found.rounding.value,
        "expected": None if expected is None else str(expected.total.gross),
        "expected_net": None if expected is None else str(expected.total.net),
        "expected_vat": None if expected is None else str(expected.total.vat),
        "difference": _text(found.difference),
        "difference_per_kwh": _text(found.per_kwh),
        "hours": None if expected is None else expected.hours.value,
        "mean_spot": _text(found.mean_spot),
        "needed_spot": _text(found.needed_spot),
        "charged_wh": int(found.charged_kwh * 1000),
        "lines": [] if expected is None else [_line(each) for each in expected.lines],
        "parts": [
            {
                "parts": [part.value for part in each.parts],
                "bill": str(each.bill),
                "book": str(each.book),
                "with_vat": found.rows_with_vat,
            }
            for each in found.rows
        ],
        "reasons": [_reason(each) for each in found.reasons],
        "notes": [] if expected is None else [each.value for each in expected.notes],
        "words": list(sentences),
    }


def _line(each: BillLine) -> Row:
    line = each.line
    return {
        "name": line.name or line.part,
        "role": each.role.value,
        "quantity": str(line.quantity),
        "unit": line.unit.value,
        "rate": _text(line.rate),
        "net": str(line.net),
        "vat_rate": str(line.vat_rate),
        "gross": str(line.gross),
    }


def _reason(reason: Reason) -> Row:
    return {
        "why": reason.why.value,
        "expected": str(reason.expected),
        "remaining": str(reason.remaining),
        "exact": reason.exact,
        "without_vat": reason.without_vat,
        "lines": list(reason.lines),
        "since": None if reason.since is None else reason.since.isoformat(),
        "per_kwh": _text(reason.per_kwh),
        "amount": _text(reason.amount),
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
