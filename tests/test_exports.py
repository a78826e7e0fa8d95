"""Rows, files and periods: what leaves the program in a form that others read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.engine import SessionsFile
from app.core.model import Session
from app.exports.periods import end, instant, month
from app.exports.rows import table
from app.exports.sessions import COLUMNS, harmless, write_sessions

AT = datetime(2026, 10, 5, 17, 20, tzinfo=UTC)


def session(**more: object) -> Session:
    return Session(1, "EH1", 1, "1", AT, stopped_at=AT + timedelta(minutes=90), energy_wh=7205, **more)  # type: ignore[arg-type]


def test_a_date_until_which_is_meant_counts_whole() -> None:
    assert end("2026-10-31") - instant("2026-10-31") == timedelta(days=1)
    assert end("2026-10-31T12:00:00Z") == datetime(2026, 10, 31, 12, tzinfo=UTC)


def test_a_month_goes_from_its_first_instant_to_the_next_ones() -> None:
    assert month("2026-12") == (instant("2026-12-01"), instant("2027-01-01"))


@pytest.mark.parametrize("text", ["2026", "2026-13", "26-10", "October", "2026-0x", ""])
def test_what_is_no_month_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        month(text)


def test_a_file_for_people_has_their_titles_delimiter_decimal_and_zone(tmp_path: Path) -> None:
    into = SessionsFile(tmp_path / "s.csv", "csv", COLUMNS, ";", ",", "Europe/Stockholm")
    assert write_sessions([session(card="=cmd()")], {}, into) == 1
    raw = into.path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # how a spreadsheet knows that it is UTF-8
    _, line = raw.decode("utf-8-sig").splitlines()
    assert line.split(";")[:7] == ["2026-10-05 19:20", "2026-10-05 20:50", "EH1", "1", "'=cmd()", "7,205", "90"]


@given(st.text())
def test_no_text_is_a_formula_to_a_spreadsheet(text: str) -> None:
    shown = harmless(text)
    assert not shown.startswith(("=", "@", "\t", "\r"))
    assert shown in (text, "'" + text)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_a_table_holds_one_line_a_row_whatever_is_in_it(texts: list[str]) -> None:
    rows: list[dict[str, object]] = [{"id": text} for text in texts]
    assert len(table(rows, ("id",)).split("\n")) == len(texts) + 1
