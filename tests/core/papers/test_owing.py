"""Who owes what: what is open by whom and since when, the same in every file."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.model import Person
from app.core.papers.owing import open_sums, owed
from app.core.papers.statements_file import StatementFormat
from app.core.statements import About, PaymentKind
from app.exports.owed_file import owed_content
from tests.core.money_parts import D, at, book, flat, march, money, session

pytestmark = pytest.mark.usefixtures("qapp")  # files are written as PDF too


def test_what_is_open_is_listed_by_person_since_it_was_handed_over(tmp_path: Path, qapp: object) -> None:
    async def story() -> None:
        async with money(tmp_path, book(flat("2.00"))) as house:
            for number, name in ((1, "Anna"), (2, "Bo"), (3, "Cem")):
                house.records.save_person(Person(number, name))
            await house.ends(
                *(session(each, at(each), 1_000 * each, card_person_id=each) for each in (1, 2, 3)),
                session(4, at(4, month=4), 10_000, card_person_id=2),
            )
            desk, issued_at = house.statements, house.now
            for person in (1, 2, 3):
                await desk.issue(march(about=About(person_id=person)))
            april = {"since": at(1, 0, month=4), "until": at(1, 0, month=5)}
            await desk.issue(march(about=About(person_id=2), **april))
            house.now = handed = issued_at + timedelta(days=3)
            await desk.note(3, PaymentKind.HANDED_OVER)
            await desk.note(1, PaymentKind.PAID)
            await desk.note(2, PaymentKind.PAID, D("1.50"))
            everybody = owed(house.store.history.money.statements())
            assert [(each.name, each.open, each.open_since) for each in everybody] == [
                ("Bo", D("22.50"), issued_at),
                ("Cem", D("6.00"), handed),
            ]
            bo = everybody[0]
            assert [(one.number, one.amount, one.paid, one.open) for one in bo.statements] == [
                (2, D("4.00"), D("1.50"), D("2.50")),
                (4, D("20.00"), D(0), D("20.00")),
            ]
            assert open_sums(everybody) == {"SEK": D("28.50")}
            _agrees(everybody, D("28.50"), house.now)
            # Corrected, the old one is owed by nobody.
            await desk.correct(4)
            numbers = [one.number for each in owed(house.store.history.money.statements()) for one in each.statements]
            assert numbers == [2, 5, 3]

    asyncio.run(asyncio.wait_for(story(), 50))


def _agrees(everybody: object, total: Decimal, now: object) -> None:
    def content(form: StatementFormat, language: str = "en") -> bytes:
        return owed_content(everybody, form, language, "Laddvakt", now, "UTC")  # type: ignore[arg-type]

    assert sum(Decimal(row["open"]) for row in json.loads(content(StatementFormat.JSON))) == total
    lines = list(csv.reader(io.StringIO(content(StatementFormat.CSV, "sv").decode("utf-8-sig")), delimiter=";"))
    heads = [line[0] for line in lines]
    assert "För" in heads
    # Bo has two, which are added up; the one of Cem is its own sum.
    assert [heads.count(name) for name in ("Bo", "Cem")] == [3, 1]
    assert lines[-1][0] == "Summa" and lines[-1][7] == f"{total}".replace(".", ",")
    sheet = load_workbook(io.BytesIO(content(StatementFormat.XLSX))).worksheets[0]
    assert sheet.cell(sheet.max_row, 8).value == float(total)
    text = PdfReader(io.BytesIO(content(StatementFormat.PDF))).pages[0].extract_text()
    assert f"{total}" in text and "Cem" in text


def test_what_was_paid_too_much_is_below_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with money(tmp_path, book(flat("2.00"))) as house:
            await house.ends(session(1, at(1), 1_000))
            await house.statements.issue(march())
            await house.statements.note(1, PaymentKind.PAID, D("5.00"))
            (each,) = owed(house.store.history.money.statements())
            assert each.open == D("-3.00")

    asyncio.run(asyncio.wait_for(story(), 50))
