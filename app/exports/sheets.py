"""Documents of titled tables → CSV, XLSX and PDF: the same figures, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from app.core.papers.statements_file import StatementFormat
from app.exports.cells import cell
from app.exports.pdf_pages import narrow
from app.exports.statement_figures import grouped
from app.exports.statement_words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_BREAK = ' style="page-break-before: always"'

Cell = str | int | Decimal | date | None


class Kind(Enum):
    """What a column's cells are."""

    TEXT = "text"
    TIME = "time"  # in words, in one line
    COUNT = "count"
    KWH = "kwh"  # of Wh
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()
    apart: bool = False  # on a page of its own


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    words: Words
    program: str
    at: datetime  # as when it was made
    landscape: bool = False  # on paper


def content_of(document: Document, form: StatementFormat) -> bytes:
    """Of everything but JSON, which is for programs and has no words in it."""
    match form:
        case StatementFormat.CSV:
            return _csv(document)
        case StatementFormat.XLSX:
            return _xlsx(document)
        case StatementFormat.PDF:
            return _pdf(document)
        case StatementFormat.JSON:
            raise ValueError("A document is for people.")


def shown(value: Cell, kind: Kind, words: Words) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case str():
            return value
        case int() if kind is Kind.KWH:
            return grouped((Decimal(value) / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP), words)
    return grouped(Decimal(value), words)


def _csv(document: Document) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8; tables one below the other."""
    words = document.words
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if words.decimal == "," else ",")
    for place, sheet in enumerate(document.sheets):
        if place:
            writer.writerow([])
        if len(document.sheets) > 1:
            writer.writerow([cell(sheet.title)])
        writer.writerow([column.title for column in sheet.columns])
        for row in (*sheet.rows, *sheet.totals):
            writer.writerow([cell(_plain(each, column.kind, words)) for each, column in _with_kinds(row, sheet)])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Cell, kind: Kind, words: Words) -> str:
    """As a spreadsheet of that language reads it back: no thousands apart, nothing where nothing is."""
    if value is None:
        return ""
    if isinstance(value, int) and kind is Kind.KWH:
        return f"{Decimal(value) / 1000:.3f}".replace(".", words.decimal)
    return str(value).replace(".", words.decimal) if isinstance(value, Decimal) else str(value)


def _with_kinds(row: Sequence[Cell], sheet: Sheet) -> list[tuple[Cell, Column]]:
    return list(zip(row, sheet.columns, strict=True))


def _xlsx(document: Document) -> bytes:
    """Real numbers and dates, a sheet a table; nothing in it tells when it was written."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    made = document.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.set_properties({"title": document.title, "comments": document.program, "created": made})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    rows, totals = _formats(workbook, {}), _formats(workbook, {"bold": True, "top": 1})
    for sheet in document.sheets:
        page = workbook.add_worksheet(sheet.title[:31])
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.columns) - 1, 18)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.title, bold)
        for line, row in enumerate((*sheet.rows, *sheet.totals), 1):
            formats = rows if line <= len(sheet.rows) else totals
            for place, (value, column) in enumerate(_with_kinds(row, sheet)):
                _write(page, line, place, value, column.kind, formats)
    about = workbook.add_worksheet(document.words.notes)
    about.set_column(0, 0, 26)
    about.set_column(1, 1, 80)
    for line, (name, text) in enumerate((*document.facts, *(("", note) for note in document.notes))):
        about.write_string(line, 0, name, bold)
        about.write_string(line, 1, cell(text), rows[Kind.TEXT])
    workbook.close()
    return buffer.getvalue()


def _formats(workbook: Workbook, more: dict[str, object]) -> dict[Kind, Format]:
    shapes = {
        Kind.TEXT: "@",
        Kind.TIME: "@",
        Kind.COUNT: "0",
        Kind.KWH: "0.000",
        Kind.MONEY: "0.00",
        Kind.DATE: "yyyy-mm-dd",
    }
    return {kind: workbook.add_format({"num_format": shape, **more}) for kind, shape in shapes.items()}


def _write(page: Worksheet, line: int, place: int, value: Cell, kind: Kind, formats: dict[Kind, Format]) -> None:
    form = formats[kind]
    match value:
        case None:
            page.write_blank(line, place, None, form)
        case date():
            page.write_datetime(line, place, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001
        case str():
            page.write_string(line, place, cell(value), form)
        case int() if kind is Kind.KWH:
            page.write_number(line, place, float(Decimal(value) / 1000), form)
        case _:
            page.write_number(line, place, float(value), form)


def _pdf(document: Document) -> bytes:
    from app.exports.pdf_pages import Paper, pdf_of_paper  # brings Qt

    html, words = html_of(document), document.words
    return pdf_of_paper(
        Paper(
            html=html,
            title=document.title,
            creator=document.program,
            foot=words.foot.format(program=document.program),
            page=words.page,
            at=document.at,
            digest=hashlib.sha256(html.encode("utf-8", "backslashreplace")).hexdigest(),
            landscape=document.landscape,
        )
    )


_MANY = 6  # columns


_MANY = 6  # columns
_TEXT = 26  # letters of a name or a remark on a line


def html_of(document: Document) -> str:
    """Everything from outside is escaped: a name is never markup."""
    words = document.words
    parts = [f"<h1>{escape(document.title)}</h1>"]
    facts = "".join(
        f'<tr><td class="quiet">{escape(name)}</td><td>{escape(text)}</td></tr>' for name, text in document.facts
    )
    parts.append(f"<table>{facts}</table>")
    for sheet in document.sheets:
        title = narrow if len(sheet.columns) > _MANY else escape  # on one line where there is room
        heads = "".join(f'<th class="one{_side(column)}">{title(column.title)}</th>' for column in sheet.columns)
        lines = "".join(_line(row, sheet, words, "") for row in sheet.rows)
        lines += "".join(_line(row, sheet, words, ' class="sum"') for row in sheet.totals)
        parts.append(
            f"<h2{_BREAK if sheet.apart else ''}>{escape(sheet.title)}</h2>"
            f'<table width="100%" cellspacing="0"><thead><tr>{heads}</tr></thead>{lines}</table>'
        )
    parts += [f"<p>{escape(note)}</p>" for note in document.notes]
    return "".join(parts)


def _line(row: Sequence[Cell], sheet: Sheet, words: Words, kind: str) -> str:
    cells = "".join(_cell(value, column, words) for value, column in _with_kinds(row, sheet))
    return f"<tr{kind}>{cells}</tr>"


def _cell(value: Cell, column: Column, words: Words) -> str:
    text = shown(value, column.kind, words)
    html = narrow(text, _TEXT) if column.kind is Kind.TEXT else escape(text)
    # Qt gives what follows a table no distance where its last cell is empty.
    return f'<td class="one{_side(column)}">{html or "&nbsp;"}</td>'


def _side(column: Column) -> str:
    return "" if column.kind in (Kind.TEXT, Kind.TIME, Kind.DATE) else " n"
