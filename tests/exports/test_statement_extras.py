"""Each template prints what its country's employer or its association asks for, in both languages."""

from __future__ import annotations

import asyncio
import io
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from app.core.model import Vehicle
from app.core.papers.statements_file import StatementFormat
from app.core.prices.simple import SimplePrice
from app.core.statements import Statement, Template
from app.core.values import replace
from app.exports import statement_extras as extras
from app.exports import statement_figures as figures
from app.exports.statement_extras import Extra
from app.exports.statement_files import content_of
from app.exports.statement_html import html_of
from app.exports.statement_words import BY_LANGUAGE
from tests.core.money_parts import D, at, book, flat, march, money, quarters, session


def drafted(folder: Path, template: Template, language: str) -> Statement:
    """Two cars and two cards, three sessions of 5, 7 and 8 kWh at 2.00 kr."""

    async def story() -> Statement:
        async with money(folder, book(flat("2.00"))) as house:
            for number, name in ((1, "Volvo EX30"), (2, "Kia EV3")):
                house.records.save_vehicle(Vehicle(number, name))
            await house.ends(
                session(1, at(1), 5_000, card_vehicle_id=1),
                session(2, at(2), 7_000, card_vehicle_id=2),
                session(3, at(3), 8_000, card_vehicle_id=1, card="0477AA55"),
            )
            return await house.statements.draft(march(template=template, language=language))

    return asyncio.run(asyncio.wait_for(story(), 50))


@pytest.mark.parametrize("language", sorted(BY_LANGUAGE))
@pytest.mark.parametrize("template", list(Template))
def test_each_says_what_is_asked_of_it(tmp_path: Path, template: Template, language: str) -> None:
    statement, words = drafted(tmp_path, template, language), BY_LANGUAGE[language]
    page, wanted = unescape(html_of(statement)), extras.EXTRAS[template]
    # Of all of them: meter at start and end, kWh, the price's source and first day, net, VAT, and what the meter is.
    for said in (words.meter_start, words.meter_stop, words.valid_from, words.net, words.gross, words.note_meter):
        assert said in page
    assert (words.by_vehicle in page) is (Extra.BY_VEHICLE in wanted)
    assert (words.by_card in page) is (Extra.BY_CARD in wanted)
    assert (words.meter_class in page) is (Extra.METHOD in wanted)
    assert (words.private_share in page) is (Extra.PRIVATE_SHARE in wanted)
    assert (extras.sentences(statement, words) != []) is bool(
        {Extra.MEAN_PRICE, Extra.METHOD, Extra.PRIVATE_SHARE} & set(wanted)
    )
    declaration = words.declarations.get(template)
    assert (declaration is not None) is template.value.startswith("company_car")
    assert declaration is None or declaration in page


def test_the_parts_add_up_to_the_list_and_the_mean_price_to_the_sum(tmp_path: Path) -> None:
    statement = drafted(tmp_path, Template.COMPANY_CAR_DE, "en")
    assert extras.parts(statement, Extra.BY_VEHICLE) == [
        ("Kia EV3", 1, 7_000, D("14.00")),
        ("Volvo EX30", 2, 13_000, D("26.00")),
    ]
    for extra in (Extra.BY_VEHICLE, Extra.BY_CARD):
        amounts = [amount or Decimal(0) for _, _, _, amount in extras.parts(statement, extra)]
        assert sum(amounts) == statement.total.gross
    assert extras.mean_price(statement) == D("2.0000")
    assert "40.00 SEK with VAT and fees ÷ 20.00 kWh = 2.0000 SEK per kWh" in html_of(statement)


# A household's spot price has no VAT in it, and its fees were typed with VAT.
HOUSEHOLD = SimplePrice(
    date(2026, 1, 1), series_id="SE3", markup=D("0.05"), transfer=D("0.31"), month_fee=D("49"), vat_rate=D("0.25")
)


def household(folder: Path, language: str) -> Statement:
    async def story() -> Statement:
        async with money(folder, book(HOUSEHOLD.version())) as house:
            await house.put_prices(quarters(at(1), ["0.40"] * 16))
            await house.ends(session(1, at(1), 8_000))
            return await house.statements.draft(
                march(since=at(28, 0, month=2), until=at(2, 0, month=4), language=language)
            )

    return asyncio.run(asyncio.wait_for(story(), 50))


def test_prices_with_and_without_vat_make_amounts_that_are_all_with_it(tmp_path: Path) -> None:
    statement = household(tmp_path, "sv")
    (row,) = statement.rows
    assert row.amount == D("6.88")  # 8 kWh of (0.40 × 1.25 + 0.05 + 0.31)
    assert row.unit_price == D("0.86")
    fees = sum((figures.fee(line, statement) for line in statement.fees), D(0))
    assert row.amount + fees == statement.total.gross
    assert BY_LANGUAGE["sv"].note_with_vat in figures.notes(statement, BY_LANGUAGE["sv"])


@pytest.mark.parametrize(
    ("language", "names"), [("sv", ("Spotpris", "Månadsavgift")), ("en", ("Spot price", "Monthly fee"))]
)
def test_prices_are_called_by_the_statements_language_in_every_format(
    tmp_path: Path, language: str, names: tuple[str, str]
) -> None:
    statement = household(tmp_path, language)
    page = unescape(html_of(statement))
    assert all(f"<td>{name}</td>" in page for name in names)
    assert names[1] in content_of(statement, StatementFormat.CSV).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(content_of(statement, StatementFormat.XLSX))).worksheets[0]
    assert names[1] in {cell.value for cell in sheet["C"]}


@pytest.mark.parametrize("charger", ["Parkering norr", "Villa 4 B, familjen Lindqvist-Söderström och hyresgästen uppe"])
def test_no_column_of_the_pdf_lies_beyond_the_paper(qapp: QApplication, tmp_path: Path, charger: str) -> None:
    statement = drafted(tmp_path, Template.TENANT, "sv")
    large = {"vehicle": "Volvo EX30 Twin", "meter_start_wh": 12_345_670, "meter_stop_wh": 12_345_680, "mean": True}
    rows = tuple(
        replace(row, charger=charger, stopped_at=row.stopped_at + timedelta(hours=12), **large)
        for row in statement.rows
    )
    wide = replace(statement, rows=rows)
    pages = PdfReader(io.BytesIO(content_of(wide, StatementFormat.PDF))).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    words = BY_LANGUAGE["sv"]
    figured = [figures.money(each, words) for each in (*(row.amount for row in rows), wide.total.net, wide.total.vat)]
    assert [each for each in (words.amount, *figured) if each not in lines] == []
