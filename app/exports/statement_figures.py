"""A statement's figures as its readers see them: dates with their offset where it changes, energy, money, rates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from app.core.model import Quality
from app.core.prices.cost import CostQuality, Line
from app.core.statements import Statement, StatementRow
from app.exports.statement_words import Words

_KWH = Decimal("0.01")


def grouped(amount: Decimal, words: Words) -> str:
    """With the language's own signs; digits as they are."""
    sign, digits = ("-", str(-amount)) if amount < 0 else ("", str(amount))
    whole, _, decimals = digits.partition(".")
    parts = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    return sign + words.thousands.join(parts) + (words.decimal + decimals if decimals else "")


def kwh(energy_wh: int | None, words: Words) -> str:
    """Two decimals, as on a bill."""
    if energy_wh is None:
        return "–"
    return grouped((Decimal(energy_wh) / 1000).quantize(_KWH, ROUND_HALF_UP), words)


def money(amount: Decimal | None, words: Words) -> str:
    return "–" if amount is None else grouped(amount, words)


def fee(line: Line, statement: Statement) -> Decimal:
    """In the form of the sessions' amounts, beside which it stands."""
    return line.gross if statement.with_vat else line.amount


def rate(row: StatementRow, words: Words) -> str:
    if row.unit_price is None:
        return "–"
    price = grouped(row.unit_price.quantize(Decimal("0.0001"), ROUND_HALF_UP), words)
    return f"{price} ({words.mean})" if row.mean else price


def times(row: StatementRow, zone: ZoneInfo) -> str:
    """From and to, local; with the offsets where the clock changed in between, and how many days later it ended."""
    start, stop = row.started_at.astimezone(zone), row.stopped_at.astimezone(zone)
    shape = "%H:%M%z" if start.utcoffset() != stop.utcoffset() else "%H:%M"
    days = (stop.date() - start.date()).days
    return f"{start:{shape}}–{stop:{shape}}{f' (+{days})' if days else ''}"


def day(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d}"


def period(statement: Statement) -> str:
    """First and last day; the end itself is not in it."""
    zone = ZoneInfo(statement.wanted.zone)
    since = statement.wanted.since.astimezone(zone)
    until = statement.wanted.until.astimezone(zone)
    last = until.date() if until.time() != datetime.min.time() else date.fromordinal(until.toordinal() - 1)
    return f"{since:%Y-%m-%d} – {last:%Y-%m-%d}"


def doubtful(row: StatementRow) -> bool:
    return row.quality is not Quality.MEASURED or row.cost_quality in (
        CostQuality.SPLIT_ESTIMATED,
        CostQuality.ENERGY_ESTIMATED,
    )


def notes(statement: Statement, words: Words) -> list[str]:
    """What a reader must know beside the figures."""
    said = [words.note_meter]
    if any(row.mean for row in statement.rows):
        said.append(words.note_mean)
    if statement.estimated:
        said.append(words.note_estimated.format(count=statement.estimated))
    if statement.with_vat:
        said.append(words.note_with_vat)
    if statement.unpriced:
        said.append(words.note_unpriced.format(count=statement.unpriced))
    if statement.wanted.split:
        said.append(words.note_split)
    if statement.signed:
        sessions = sum(bool(row.signed) for row in statement.rows)
        said.append(words.note_signed.format(count=statement.signed, sessions=sessions))
    return said
