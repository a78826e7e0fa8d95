"""The Excel workbook, read back by somebody else's code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.core.interfaces import SessionQuery
from app.core.model import Session
from app.core.papers.sessions_file import FileFormat
from app.exports.english import ENGLISH
from app.exports.names import Names
from tests.exports.conftest import AT, SESSIONS, exported, session

ZONE = "Europe/Stockholm"


@contextmanager
def read(file: Path, *, computed: bool = False) -> Iterator[Any]:
    """computed: cells hold what their formula was worth when the file was written."""
    book = openpyxl.load_workbook(file, data_only=computed)
    try:
        yield book
    finally:
        book.close()


def workbook(folder: Path, sessions: Any = SESSIONS, *names: Names, query: SessionQuery | None = None) -> Path:
    return exported(folder, FileFormat.XLSX, sessions, *names, query=query, for_people=True, zone=ZONE)


def under(sheet: Any, title: str) -> list[Any]:
    """The cells of the column with this title."""
    (head,) = (each for each in sheet[1] if each.value == title)
    return [row[head.column - 1] for row in sheet.iter_rows(min_row=2)]


def test_numbers_and_times_are_real(tmp_path: Path) -> None:
    with read(workbook(tmp_path)) as book:
        sheet = book["Sessions"]
        started, energy = under(sheet, "Started")[0], under(sheet, "Energy (kWh)")[0]
        assert (started.value, started.is_date) == (datetime(2026, 10, 5, 19, 20), True)  # noqa: DTZ001 - as Excel has it
        assert (energy.value, energy.data_type, energy.number_format) == (7.205, "n", "0.000")
        assert under(sheet, "Duration (min)")[0].value == 90
        assert under(sheet, "Ended")[4].value is None
        card = under(sheet, "Card")[1]
        assert (card.value, card.data_type) == ("This computer", "s")
        assert [each.value for each in under(sheet, "Left out")[:4]] == [None, None, "yes", None]


def test_figures_that_are_names_stay_text(tmp_path: Path) -> None:
    odd = session(card="0012345678901234567890", transaction_id="12")
    with read(workbook(tmp_path, [odd], Names(chargers={"EH1": "http://charger.example/"}))) as book:
        for title, text in (
            ("Card", "0012345678901234567890"),
            ("Transaction", "12"),
            ("Charger", "http://charger.example/"),
        ):
            found = under(book["Sessions"], title)[0]
            assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_the_total_is_a_formula_with_its_value_and_counts_nothing_left_out(tmp_path: Path) -> None:
    counted = [each.booked for each in SESSIONS if not each.amended.excluded]
    energy_kwh = sum(each.energy_wh for each in counted) / 1000
    file = workbook(tmp_path)
    with read(file) as book:
        *listed, blank, total = under(book["Sessions"], "Energy (kWh)")
        assert len(listed) == len(SESSIONS)
        assert blank.value is None
        assert (total.data_type, total.value) == ("f", '=SUM(H2:H6)-SUMIF(P2:P6,"yes",H2:H6)')
        assert total.number_format == "0.000"
        left_out = under(book["Sessions"], "Left out")
        kept = sum(cell.value for cell, out in zip(listed, left_out, strict=False) if out.value != "yes")
        assert kept == pytest.approx(energy_kwh)
    with read(file, computed=True) as book:
        assert under(book["Sessions"], "Energy (kWh)")[-1].value == pytest.approx(energy_kwh)
        assert under(book["Sessions"], "Duration (min)")[-1].value == 270
        assert under(book["Sessions"], "Started")[-1].value == "Total"


def test_the_head_is_bold_and_stays_and_the_list_can_be_filtered(tmp_path: Path) -> None:
    with read(workbook(tmp_path)) as book:
        sheet = book["Sessions"]
        assert all(each.font.bold for each in sheet[1])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:R6"
        assert all(sheet.column_dimensions[each.column_letter].width >= 10 for each in sheet[1])


def test_the_second_sheet_says_what_was_exported(tmp_path: Path) -> None:
    query = SessionQuery(charger_id="EH1", person_id=0, since=AT, until=AT + timedelta(days=1), text="=x", ids=(1, 2))
    with read(workbook(tmp_path, query=query)) as book:
        about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
        assert about == {
            "From": datetime(2026, 10, 5, 19, 20),  # noqa: DTZ001
            "Until": datetime(2026, 10, 6, 19, 20),  # noqa: DTZ001
            "Charger": "Garage",
            "Person": "Nobody",
            "Search": "'=x",
            "Only those chosen": "yes",
            "Sessions": 5,
            "Time zone": ZONE,
            "Written": datetime(2026, 10, 5, 19, 20),  # noqa: DTZ001
            "Program": about["Program"],
        }
        assert about["Program"].startswith("Laddvakt ")


def test_the_workbook_says_its_language_and_when_it_was_made(tmp_path: Path) -> None:
    swedish = replace(ENGLISH, language="sv", sessions="Laddningar", about="Om")
    file = exported(tmp_path, FileFormat.XLSX, wording=swedish)
    with read(file) as book:
        assert book.sheetnames == ["Laddningar", "Om"]
        assert book.custom_doc_props["Language"].value == "sv"
        assert book.properties.created == AT.replace(tzinfo=None)


@pytest.mark.parametrize(
    "name",
    [
        "x" * 40_000,
        "🔌" * 20_000,
        "a\x00b\x1b[31m\x0b\ufffe\uffff",
        "\ud800 half",
        "<r>not <b>markup</r>",
        "]]>&<>\"'",
        "_x0041_",
        " two  blanks ",
    ],
)
def test_no_name_breaks_the_workbook(name: str, tmp_path: Path) -> None:
    with read(workbook(tmp_path, [session(card=name), session(2)])) as book:
        first, second, *_ = under(book["Sessions"], "Transaction")
        assert (first.value, second.value) == ("T1", "T2")
        card = under(book["Sessions"], "Card")[0].value
        assert len(card.encode("utf-16-le")) // 2 <= 32_767
        assert card.startswith(("x", "🔌", "a�b", "� half", "'<r>", "]]>&", "_x", " two"))


def test_an_empty_workbook_opens(tmp_path: Path) -> None:
    file = workbook(tmp_path, [])
    with read(file, computed=True) as book:
        assert under(book["Sessions"], "Energy (kWh)")[-1].value == 0


def test_a_time_before_excels_calendar_is_still_told(tmp_path: Path) -> None:
    ancient: Session = session(started_at=AT.replace(year=1890))
    with read(workbook(tmp_path, [ancient])) as book:
        assert under(book["Sessions"], "Started")[0].value.startswith("1890-10-05")
