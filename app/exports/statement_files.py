"""Statements → CSV for people or for programs, JSON, XLSX and PDF: the same figures, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.core.papers.statements_file import StatementFormat
from app.core.prices.cost import Line
from app.core.statements import Issued, Statement
from app.exports import statement_figures as figures
from app.exports.cells import cell
from app.exports.files import write_whole
from app.exports.price_names import price_name
from app.exports.rows import Row, instant
from app.exports.statement_words import BY_LANGUAGE, ENGLISH, Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def write_statement(statement: Statement, path: Path, form: StatementFormat, *, for_people: bool = True) -> None:
    """`for_people`: of CSV, in the statement's language; otherwise for programs. Raises OSError."""
    write_whole(path, content_of(statement, form, for_people=for_people))


def content_of(statement: Statement, form: StatementFormat, *, for_people: bool = True) -> bytes:
    match form:
        case StatementFormat.JSON:
            return (json.dumps(statement_row(statement), indent=2, ensure_ascii=False) + "\n").encode()
        case StatementFormat.CSV:
            return _csv(statement, for_people=for_people)
        case StatementFormat.XLSX:
            return _xlsx(statement)
        case StatementFormat.PDF:
            from app.exports.statement_pdf import pdf_of  # brings Qt

            return pdf_of(statement)


def words_of(statement: Statement) -> Words:
    return BY_LANGUAGE.get(statement.wanted.language, ENGLISH)


def statement_row(statement: Statement) -> Row:
    """For programs: money as decimal strings, energy in Wh, times in UTC."""
    total = statement.total
    return {
        "number": statement.number or None,
        "issued_at": instant(statement.issued_at),
        "corrects": statement.corrects,
        "title": statement.title,
        "issuer": statement.wanted.issuer,
        "recipient": statement.wanted.recipient,
        "template": statement.wanted.template.value,
        "language": statement.wanted.language,
        "book": statement.wanted.side.value,
        "since": instant(statement.wanted.since),
        "until": instant(statement.wanted.until),
        "zone": statement.wanted.zone,
        "divided_at_month_end": statement.wanted.split,
        "currency": statement.currency,
        "energy_wh": statement.energy_wh,
        "net": str(total.net),
        "vat": str(total.vat),
        "gross": str(total.gross),
        "vat_rates": [
            {"rate": str(each.rate), "net": str(each.net), "vat": str(each.vat), "gross": str(each.gross)}
            for each in total.rates
        ],
        "sessions": session_rows(statement),
        "fees": [_fee_row(line, statement) for line in statement.fees],
        "prices": [
            {
                "name": note.name,
                "dimension": note.dimension.value,
                "rate": note.rate,
                "unit": note.unit.value,
                "vat_rate": str(note.vat_rate),
                "vat_inside": note.vat_inside,
                "valid_from": note.valid_from.isoformat(),
                "source": note.source,
            }
            for note in statement.prices
        ],
        "program": statement.program,
        "digest": statement.digest,
    }


def issued_row(issued: Issued) -> Row:
    """One line of the list of what was issued."""
    statement = issued.statement
    return {
        "number": statement.number,
        "issued_at": instant(statement.issued_at),
        "title": statement.title,
        "since": instant(statement.wanted.since),
        "until": instant(statement.wanted.until),
        "book": statement.wanted.side.value,
        "sessions": len(statement.rows),
        "energy_wh": statement.energy_wh,
        "net": str(statement.total.net),
        "vat": str(statement.total.vat),
        "gross": str(statement.total.gross),
        "currency": statement.currency or None,
        "standing": issued.standing.value,
        "paid": str(issued.paid),
        "open": str(issued.open),
        "corrects": statement.corrects,
        "corrected_by": issued.corrected_by,
    }


def session_rows(statement: Statement) -> list[Row]:
    return [
        {
            "id": row.session_id,
            "started_at": instant(row.started_at),
            "stopped_at": instant(row.stopped_at),
            "charger": row.charger,
            "outlet": row.outlet,
            "card": row.card,
            "vehicle": row.vehicle,
            "meter_start_wh": row.meter_start_wh,
            "meter_stop_wh": row.meter_stop_wh,
            "energy_wh": row.energy_wh,
            "unit_price": None if row.unit_price is None else str(row.unit_price),
            "unit_price_is_mean": row.mean,
            "amount": None if row.amount is None else str(row.amount),
            "currency": statement.currency,
            "quality": row.quality.value,
            "cost_quality": None if row.cost_quality is None else row.cost_quality.value,
            "signed_meter_values": row.signed,
        }
        for row in statement.rows
    ]


def _fee_row(line: Line, statement: Statement) -> Row:
    return {
        "name": line.name,
        "dimension": line.dimension.value,
        "quantity": str(line.quantity),
        "unit": line.unit.value,
        "amount": str(figures.fee(line, statement)),
        "currency": statement.currency,
    }


_COLUMNS = (
    "id", "started_at", "stopped_at", "charger", "outlet", "card", "vehicle", "meter_start_wh", "meter_stop_wh",
    "energy_wh", "unit_price", "amount", "currency", "quality", "cost_quality",
)  # fmt: skip


def _csv(statement: Statement, *, for_people: bool) -> bytes:
    text = io.StringIO(newline="")
    if for_people:
        writer = csv.writer(text, delimiter=";" if words_of(statement).decimal == "," else ",")
        writer.writerows([[cell(each) for each in row] for row in table(statement)])
        return text.getvalue().encode("utf-8-sig")
    plain = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    plain.writeheader()
    for row in session_rows(statement):
        plain.writerow({name: "" if row[name] is None else cell(str(row[name])) for name in _COLUMNS})
    return text.getvalue().encode()


def head(words: Words) -> list[str]:
    return [
        words.date,
        words.time,
        words.charger,
        words.card,
        words.vehicle,
        words.meter_start,
        words.meter_stop,
        words.energy,
        words.unit_price,
        words.amount,
    ]


def table(statement: Statement) -> list[list[str]]:
    """Head, sessions, fees and sums, as text in the statement's language."""
    words, zone = words_of(statement), ZoneInfo(statement.wanted.zone)
    rows = [head(words)]
    for row in statement.rows:
        mark = " *" if figures.doubtful(row) else ""
        rows.append(
            [
                figures.day(row.started_at, zone),
                figures.times(row, zone),
                row.charger,
                row.card,
                row.vehicle,
                figures.kwh(row.meter_start_wh, words),
                figures.kwh(row.meter_stop_wh, words),
                figures.kwh(row.energy_wh, words) + mark,
                figures.rate(row, words),
                figures.money(row.amount, words),
            ]
        )
    for line in statement.fees:
        rows.append(
            [
                *("", "", price_name(line.name, line.dimension, words), *[""] * 6),
                figures.money(figures.fee(line, statement), words),
            ]
        )
    rows.append([words.total, *[""] * 6, figures.kwh(statement.energy_wh, words), "", ""])
    rows += [["", "", f"{label} ({statement.currency})", *[""] * 6, value] for label, value in sums(statement)]
    return rows


def sums(statement: Statement) -> list[tuple[str, str]]:
    """Net, VAT per rate, and what is to be paid."""
    words, total = words_of(statement), statement.total
    if statement.energy_only:
        return []
    found = [(words.net, figures.money(total.net, words))]
    for each in total.rates:
        if each.rate:
            percent = f"{(each.rate * 100).normalize():f}".replace(".", words.decimal)
            found.append((f"{words.vat} {percent} %", figures.money(each.vat, words)))
    return [*found, (words.gross, figures.money(total.gross, words))]


def _xlsx(statement: Statement) -> bytes:
    """Real numbers and dates. Nothing in it tells when it was written, so that it is the same each time."""
    from xlsxwriter import Workbook

    words, zone = words_of(statement), ZoneInfo(statement.wanted.zone)
    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    made = (statement.issued_at or statement.wanted.until).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.set_properties({"title": words.titles[statement.wanted.template], "comments": "Laddvakt", "created": made})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    total_form = workbook.add_format({"bold": True, "top": 1, "num_format": "0.00"})
    forms = {
        "time": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "kwh": workbook.add_format({"num_format": "0.000"}),
        "rate": workbook.add_format({"num_format": "0.0000"}),
        "money": workbook.add_format({"num_format": "0.00"}),
        "text": workbook.add_format({"num_format": "@"}),
    }
    sheet = workbook.add_worksheet(words.list)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 9, 18)
    labels = [f"{words.date}, {words.time}", *head(words)[1:]]
    for place, label in enumerate(labels):
        sheet.write_string(0, place, label, bold)
    for place, row in enumerate(statement.rows, 1):
        _time(sheet, place, 0, row.started_at, zone, forms["time"])
        _time(sheet, place, 1, row.stopped_at, zone, forms["time"])
        for column, text in ((2, row.charger), (3, row.card), (4, row.vehicle)):
            sheet.write_string(place, column, cell(text), forms["text"])
        for column, energy_wh in ((5, row.meter_start_wh), (6, row.meter_stop_wh), (7, row.energy_wh)):
            _number(sheet, place, column, None if energy_wh is None else Decimal(energy_wh) / 1000, forms["kwh"])
        _number(sheet, place, 8, row.unit_price, forms["rate"])
        _number(sheet, place, 9, row.amount, forms["money"])
    place = len(statement.rows) + 1
    for line in statement.fees:
        sheet.write_string(place, 2, cell(price_name(line.name, line.dimension, words)), forms["text"])
        _number(sheet, place, 9, figures.fee(line, statement), forms["money"])
        place += 1
    for label, amount in _numbers(statement, words):
        place += 1
        sheet.write_string(place, 2, f"{label} ({statement.currency})", forms["text"])
        _number(sheet, place, 9, amount, total_form)
    about = workbook.add_worksheet(words.statement)
    about.set_column(0, 0, 26)
    about.set_column(1, 1, 60)
    for place, (label, text) in enumerate(facts(statement)):
        about.write_string(place, 0, label, bold)
        about.write_string(place, 1, cell(text), forms["text"])
    workbook.close()
    return buffer.getvalue()


def facts(statement: Statement) -> list[tuple[str, str]]:
    """What the statement is, above its list."""
    words = words_of(statement)
    issued = statement.issued_at
    gross = "" if statement.energy_only else figures.money(statement.total.gross, words)
    found = [
        (words.number, str(statement.number) if statement.number else words.draft),
        (words.issued, "" if issued is None else figures.day(issued, ZoneInfo(statement.wanted.zone))),
        (words.corrects, "" if statement.corrects is None else str(statement.corrects)),
        (words.issuer, statement.wanted.issuer),
        (words.recipient, statement.wanted.recipient or statement.title),
        (words.period, figures.period(statement)),
        (words.zone, statement.wanted.zone),
        (words.sessions, str(len(statement.rows))),
        (words.energy, figures.kwh(statement.energy_wh, words)),
        (f"{words.gross} ({statement.currency})", gross),
    ]
    return [(label, text) for label, text in found if text]


def _numbers(statement: Statement, words: Words) -> list[tuple[str, Decimal]]:
    total = statement.total
    if statement.energy_only:
        return []
    rates = [(f"{words.vat} {(each.rate * 100).normalize():f} %", each.vat) for each in total.rates if each.rate]
    return [(words.net, total.net), *rates, (words.gross, total.gross)]


def _time(sheet: Worksheet, row: int, column: int, at: datetime, zone: ZoneInfo, form: Format) -> None:
    sheet.write_datetime(row, column, at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0), form)


def _number(sheet: Worksheet, row: int, column: int, value: Decimal | None, form: Format) -> None:
    """A spreadsheet's numbers are no decimals; what it shows is rounded to the same digits."""
    if value is not None:
        sheet.write_number(row, column, float(value), form)
