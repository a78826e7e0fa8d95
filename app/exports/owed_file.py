"""The list of who owes what → CSV, XLSX and PDF to send or print, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.core.papers.owing import OpenStatement, Owed, open_sums
from app.core.papers.statements_file import StatementFormat
from app.exports import sheets
from app.exports.overview_words import OverviewWords, words_in
from app.exports.rows import Row, instant
from app.exports.sheets import Cell, Column, Document, Kind, Sheet


def owed_content(
    everybody: Sequence[Owed], form: StatementFormat, language: str, program: str, at: datetime, zone: str
) -> bytes:
    if form is StatementFormat.JSON:
        rows = [row for each in everybody for row in owed_rows(each)]
        return (json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
    return sheets.content_of(owed_document(everybody, language, program, at, zone), form)


def owed_document(everybody: Sequence[Owed], language: str, program: str, at: datetime, zone: str) -> Document:
    words = words_in(language)
    made = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
    sums = open_sums(everybody)
    columns = (
        Column(words.whose),
        Column(words.number, Kind.COUNT),
        Column(words.period),
        Column(words.issued, Kind.DATE),
        Column(words.handed_over, Kind.DATE),
        Column(words.amount, Kind.MONEY),
        Column(words.paid, Kind.MONEY),
        Column(words.open, Kind.MONEY),
        Column(""),  # the currency
    )
    rows: list[tuple[Cell, ...]] = []
    for each in everybody:
        rows += [_line(each, one, words) for one in each.statements]
    several = [each for each in everybody if len(each.statements) > 1]  # the sum of one alone stands above
    totals = tuple(_total(each.name or words.everybody, each.open, each.currency) for each in several) + tuple(
        _total(words.total, amount, currency) for currency, amount in sums.items()
    )
    return Document(
        words.owed,
        ((words.made, made), (words.zone, zone)),
        (Sheet(words.owed_list, columns, tuple(rows), totals),),
        (words.note_owed,),
        words.common,
        program,
        at,
    )


def _line(owed: Owed, one: OpenStatement, words: OverviewWords) -> tuple[Cell, ...]:
    zone = ZoneInfo(one.zone)
    return (
        owed.name or words.everybody,
        one.number,
        period_of(one),
        _day(one.issued_at, zone),
        _day(one.handed_over_at, zone),
        one.amount,
        one.paid,
        one.open,
        owed.currency,
    )


def _total(name: str, amount: Decimal, currency: str) -> tuple[Cell, ...]:
    return (name, None, "", None, None, None, None, amount, currency)


def period_of(one: OpenStatement) -> str:
    """A month by its number, another time by its first day."""
    since, until = (each.astimezone(ZoneInfo(one.zone)) for each in (one.since, one.until))
    month = since.day == 1 and until.day == 1 and (until.year * 12 + until.month) - (since.year * 12 + since.month) == 1
    return f"{since:%Y-%m}" if month else f"{since:%Y-%m-%d} –"


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return None if at is None else at.astimezone(zone).date()


def owed_rows(owed: Owed) -> list[Row]:
    return [
        {
            "name": owed.name or None,
            "number": one.number,
            "since": instant(one.since),
            "until": instant(one.until),
            "issued_at": instant(one.issued_at),
            "handed_over_at": instant(one.handed_over_at),
            "open_since": instant(one.open_since),
            "amount": str(one.amount),
            "paid": str(one.paid),
            "open": str(one.open),
            "currency": owed.currency,
        }
        for one in owed.statements
    ]
