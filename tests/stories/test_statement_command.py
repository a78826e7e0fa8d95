"""Statements by command: how one would be, issued without gaps, corrected, paid, and read back from every file."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.virtual.settings import Version
from tests.stories.test_cards_command import refused, said
from tests.stories.test_command_line import laddvakt, serving
from tests.stories.test_prices_command import charge, priced

TIME = ("--from", "2020-01-01", "--to", "2026-11-26")


@pytest.fixture(scope="module")
def charged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one priced session of Anna's card, which ended some time ago."""
    data = tmp_path_factory.mktemp("charged")

    async def story() -> None:
        async with serving(data) as url:
            price = ("price", "set", "--book", "charge", "--flat", "1.85", "--vat", "25", "--zone", "Europe/Stockholm")
            assert (await laddvakt(data, *price, "--valid-from", "2020-01-01", "--session-fee", "5")).status == 0
            await charge(url, Version.V16)
            await asyncio.wait_for(priced(data), 20)

    asyncio.run(story())
    return data


def month_of(data: Path) -> tuple[str, str, str, str]:
    """The two days around its only session."""
    (session,) = said(data, "sessions", "--json")
    day = session["stopped_at"][:10]
    return "--from", f"{day}T00:00:00Z", "--to", f"{session['stopped_at'][:17]}59.999Z"


def test_every_format_says_the_same(charged: Path, tmp_path: Path) -> None:
    files = {form: tmp_path / f"statement.{form}" for form in ("json", "csv", "xlsx", "pdf")}
    for file in files.values():
        said(charged, "export", "statement", *month_of(charged), "--out", str(file))
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    (row,) = told["sessions"]
    amount = (Decimal(row["energy_wh"]) / 1000 * Decimal("1.85")).quantize(Decimal("0.01")) + 5
    assert (Decimal(row["amount"]), Decimal(told["gross"]), told["currency"]) == (amount, amount, "SEK")
    assert Decimal(told["net"]) + Decimal(told["vat"]) == amount
    (line,) = csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8")))
    assert (Decimal(line["amount"]), int(line["energy_wh"])) == (amount, row["energy_wh"])
    sheet = load_workbook(files["xlsx"]).worksheets[0]
    assert Decimal(str(sheet.cell(2, 10).value)) == amount
    text = "\n".join(page.extract_text() for page in PdfReader(files["pdf"]).pages)
    assert f"{amount}" in text
    assert told["digest"] in text.replace("\n", "")
    assert "Draft, not issued" in text.replace("\t", " ").replace("\xa0", " ")


def test_an_export_twice_is_the_same_file(charged: Path, tmp_path: Path) -> None:
    for form in ("pdf", "xlsx", "csv", "json"):
        one, other = tmp_path / f"one.{form}", tmp_path / f"other.{form}"
        for file in (one, other):
            said(charged, "export", "statement", *month_of(charged), "--language", "sv", "--out", str(file))
        assert one.read_bytes() == other.read_bytes(), form


def test_issued_corrected_and_paid(charged: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    asked = ("export", "statement", *month_of(charged), "--out", str(file))
    assert "Statement 1 is issued." in said(charged, *asked, "--issue")
    assert json.loads(file.read_text(encoding="utf-8"))["number"] == 1
    assert "already (1)" in refused(charged, *asked, "--issue")
    said(charged, *asked)  # from now on it is the issued one
    assert json.loads(file.read_text(encoding="utf-8"))["number"] == 1
    assert "Statement 2 takes the place of 1." in said(charged, "statement", "correct", "1")
    assert "took its place already" in refused(charged, "statement", "correct", "1")
    newer, older = said(charged, "statements", "--json")
    assert (newer["number"], newer["corrects"], newer["standing"]) == (2, 1, "issued")
    assert (older["number"], older["corrected_by"], older["standing"], older["open"]) == (1, 2, "corrected", "0")
    said(charged, "statement", "handed-over", "2")
    said(charged, "statement", "paid", "2", "--amount", "1.00", "--note", "cash")
    assert said(charged, "statements", "--json")[0]["standing"] == "paid_in_part"
    said(charged, "statement", "paid", "2")
    paid = said(charged, "statements", "--json")[0]
    assert (paid["standing"], Decimal(paid["open"])) == ("paid", Decimal(0))


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("export", "statement", "--out", "x.pdf"), 2, "--month"),
        (("export", "statement", "--month", "2026-10", "--person", "Nobody", "--out", "x.pdf"), 1, "Nobody here"),
        (("export", "statement", "--number", "99", "--out", "x.pdf"), 1, "There is no such statement."),
        (("export", "statement", *TIME, "--charger", "EH9", "--issue", "--out", "x.pdf"), 1, "No session ended"),
        (("export", "statement", "--month", "2099-01", "--issue", "--out", "x.pdf"), 1, "No session ended"),
        (("statement", "paid", "99"), 1, "There is no statement 99."),
        (("statement", "paid", "9" * 30), 2, "no whole number"),
        (("export", "statement", "--number", "9" * 30, "--out", "x.pdf"), 2, "no whole number"),
        (("messages", "--limit", "9" * 30), 2, "no whole number"),
        (("call", "EH1", "Heartbeat", "[" * 50_000), 2, "is not JSON"),
        (("statement", "paid", "1", "--amount", "NaN"), 2, "is not an amount"),
        (("export", "sessions", "--format", "pdf", "--out", "x.pdf"), 2, "a statement can be a pdf"),
    ],
)
def test_what_makes_no_sense_gets_its_sentence(
    charged: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    assert sentence in refused(charged, *words, status=status)


def test_without_prices_a_statement_proves_energy_alone(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "s.json"

    async def story() -> Any:
        async with serving(data) as url:
            await charge(url, Version.V201)
            return (await laddvakt(data, "sessions", "--json")).json

    asyncio.run(story())
    said(data, "export", "statement", *month_of(data), "--out", str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["currency"], told["sessions"][0]["amount"]) == ("", None)
    assert told["energy_wh"] == told["sessions"][0]["energy_wh"]
