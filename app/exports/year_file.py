"""The year's overview → CSV, XLSX and PDF for people, JSON for programs."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.papers.registers import Shown
from app.core.papers.statements_file import StatementFormat
from app.core.papers.year import RegisterMonth, YearLine, YearOverview
from app.exports import sheets
from app.exports.overview_words import OverviewWords, words_in
from app.exports.rows import Row, instant
from app.exports.sheets import Cell, Column, Document, Kind, Sheet


def year_content(overview: YearOverview, form: StatementFormat, language: str, program: str, at: datetime) -> bytes:
    if form is StatementFormat.JSON:
        return (json.dumps(year_row(overview), indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
    return sheets.content_of(year_document(overview, language, program, at), form)


def year_document(overview: YearOverview, language: str, program: str, at: datetime) -> Document:
    words = words_in(language)
    said = [words.note_month]
    if overview.pay_currency or overview.charge_currency:
        said.append(words.note_sums)
    total = overview.total
    if not total.priced:
        said.append(words.note_unpriced.format(pay=total.pay_unpriced, charge=total.charge_unpriced))
    parts = [
        _lines(overview, words.months, words.month, overview.months, words),
        _lines(overview, words.people, words.person, overview.people, words),
        _lines(overview, words.chargers, words.charger, overview.chargers, words),
    ]
    if overview.registers:
        parts.append(_registers(overview, words))
        said.append(words.note_registers)
    made = f"{at.astimezone(ZoneInfo(overview.zone)):%Y-%m-%d}"
    return Document(
        words.year.format(year=overview.year),
        ((words.zone, overview.zone), (words.made, made)),
        tuple(parts),
        tuple(said),
        words.common,
        program,
        at,
        landscape=True,
    )


def named(line: YearLine, words: OverviewWords) -> str:
    return line.name or (words.erased if line.key else words.nobody)


def _lines(overview: YearOverview, title: str, first: str, lines: tuple[YearLine, ...], words: OverviewWords) -> Sheet:
    columns = [Column(first), Column(words.sessions, Kind.COUNT), Column(words.energy, Kind.KWH)]
    pay, charge = overview.pay_currency, overview.charge_currency
    if pay:
        columns.append(Column(words.pay.format(currency=pay), Kind.MONEY))
    if charge:
        columns.append(Column(words.charge.format(currency=charge), Kind.MONEY))
    if pay and pay == charge:
        columns.append(Column(words.difference.format(currency=pay), Kind.MONEY))

    def row(line: YearLine, name: str) -> tuple[Cell, ...]:
        cells: list[Cell] = [name, line.sessions, line.energy_wh]
        if pay:
            cells.append(line.pay)
        if charge:
            cells.append(line.charge)
        if pay and pay == charge:
            cells.append(overview.difference(line))
        return tuple(cells)

    return Sheet(
        title,
        tuple(columns),
        tuple(row(line, named(line, words)) for line in lines),
        (row(overview.total, words.total),),
    )


def _registers(overview: YearOverview, words: OverviewWords) -> Sheet:
    zone = ZoneInfo(overview.zone)
    columns = (
        Column(words.charger),
        Column(words.outlet, Kind.COUNT),
        Column(words.month),
        Column(words.read_before_begin, Kind.KWH),
        Column(words.read_at, Kind.TIME),
        Column(words.read_before_end, Kind.KWH),
        Column(words.read_at, Kind.TIME),
        Column(words.read_after_end, Kind.KWH),
        Column(words.read_at, Kind.TIME),
        Column(words.counted, Kind.KWH),
        Column(words.of_sessions, Kind.KWH),
        Column(words.beyond, Kind.KWH),
        Column(words.remark),
    )
    rows = tuple(
        (
            each.charger,
            each.outlet,
            each.month,
            *_shown(each.begin.before, zone),
            *_shown(each.end.before, zone),
            *_shown(each.end.after, zone),
            each.counted_wh,
            each.sessions_wh,
            each.difference_wh,
            remark(each, words),
        )
        for each in overview.registers
    )
    return Sheet(words.registers, columns, rows, apart=True)


def _shown(shown: Shown | None, zone: ZoneInfo) -> tuple[Cell, Cell]:
    if shown is None:
        return None, None
    return shown.energy_wh, f"{shown.at.astimezone(zone):%Y-%m-%d %H:%M}"


def remark(month: RegisterMonth, words: OverviewWords) -> str:
    if month.unknown is not None:
        return words.unknown[month.unknown]
    return words.across if month.across else ""


def year_row(overview: YearOverview) -> Row:
    return {
        "year": overview.year,
        "zone": overview.zone,
        "pay_currency": overview.pay_currency or None,
        "charge_currency": overview.charge_currency or None,
        "months": [_row(overview, each, "month") for each in overview.months],
        "people": [_row(overview, each, "person") for each in overview.people],
        "chargers": [_row(overview, each, "charger") for each in overview.chargers],
        "total": _row(overview, overview.total, "name"),
        "registers": [_register_row(each) for each in overview.registers],
    }


def _row(overview: YearOverview, line: YearLine, name: str) -> Row:
    difference = overview.difference(line)
    return {
        name: line.name or None,
        "sessions": line.sessions,
        "energy_wh": line.energy_wh,
        "pay": str(line.pay) if overview.pay_currency else None,
        "charge": str(line.charge) if overview.charge_currency else None,
        "difference": None if difference is None else str(difference),
        "pay_unpriced": line.pay_unpriced,
        "charge_unpriced": line.charge_unpriced,
    }


def _register_row(month: RegisterMonth) -> Row:
    def shown(name: str, value: Shown | None) -> Row:
        return {
            f"{name}_wh": None if value is None else value.energy_wh,
            f"{name}_at": None if value is None else instant(value.at),
        }

    return {
        "charger_id": month.charger_id,
        "charger": month.charger,
        "outlet": month.outlet,
        "month": month.month,
        **shown("before_begin", month.begin.before),
        **shown("after_begin", month.begin.after),
        **shown("before_end", month.end.before),
        **shown("after_end", month.end.after),
        "counted_wh": month.counted_wh,
        "sessions_wh": month.sessions_wh,
        "difference_wh": month.difference_wh,
        "unknown": None if month.unknown is None else month.unknown.value,
        "session_over_the_end": month.across,
    }
