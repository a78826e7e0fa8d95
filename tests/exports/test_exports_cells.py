"""No text of anyone's is computed by a spreadsheet, and none is too odd for a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import category

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.model import Amendment
from app.core.papers.sessions_file import FileFormat
from app.exports.cells import cell, harmless, readable
from app.exports.names import Names
from tests.exports.conftest import exported, session

SIGNS = "=+-@＝＋－＠"
# Texts as somebody with bad intentions would choose them, beside any others.
texts = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.builds(lambda before, sign, rest: before + sign + rest, st.text(" \t\r\n\xa0\u3000\u200b\ufeff\0", max_size=3),
              st.sampled_from([*SIGNS, "\t", "\r"]), st.text(max_size=10)),
)  # fmt: skip


def computed(shown: str) -> bool:
    """Whether a spreadsheet could take it for a formula: it drops what is blank or unseen before it looks."""
    bare = "".join(each for each in shown if category(each)[0] != "Z" and category(each) not in ("Cc", "Cf"))
    number = bare[1:].replace(",", ".", 1).replace(".", "", 1)
    return shown[:1] in ("\t", "\r") or (bare[:1] in tuple(SIGNS) and not (bare[0] in "+-" and number.isdecimal()))


@given(texts)
def test_no_text_is_a_formula_to_a_spreadsheet(text: str) -> None:
    shown = harmless(text)
    assert not computed(shown)
    assert shown in (text, "'" + text)
    assert harmless(shown) == shown


@given(st.integers(), st.integers(0, 999), st.sampled_from(".,"))
def test_numbers_below_zero_stay_numbers(whole: int, part: int, decimal: str) -> None:
    for text in (str(whole), f"{whole}{decimal}{part}", f"+{abs(whole)}"):
        assert harmless(text) == text


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "\u200b=1", "-1+cmd()", "+A1", "@SUM(A1)", "＝1", "\t1", "\r1", "-"])
def test_what_a_spreadsheet_would_compute_is_marked(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Åsa", "a=b", "04A2B3C4", "'=1", "3-4", "", "-12", "-7,205", "+46"])
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@given(texts)
def test_every_text_can_be_written(text: str) -> None:
    assert readable(text).encode("utf-8").decode("utf-8") == readable(text)
    assert readable(readable(text)) == readable(text)


@settings(max_examples=40, deadline=None)
@given(texts, texts, texts)
def test_no_exported_cell_is_ever_a_formula(person: str, card: str, note: str) -> None:
    names = Names({1: person}, {1: card}, {"EH1": note}, {("EH1", 1): person})
    odd = session(card=card, transaction_id=note, amended=Amendment(person_id=1, vehicle_id=1, note=note))
    with TemporaryDirectory() as folder:
        for for_people in (False, True):
            file = exported(Path(folder), FileFormat.CSV, [odd], names, for_people=for_people)
            written = file.read_bytes().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(written, newline="")))
            assert len(rows) == 2
            assert not any(computed(each) for each in rows[1])
        file = exported(Path(folder), FileFormat.XLSX, [odd], names, for_people=True)
        book = openpyxl.load_workbook(file)
        try:
            (shown,) = book["Sessions"].iter_rows(min_row=2, max_row=2)
            assert all(each.data_type != "f" and each.hyperlink is None for each in shown)
            assert not any(computed(each.value) for each in shown if isinstance(each.value, str))
        finally:
            book.close()
    assert cell(person) == harmless(readable(person))
