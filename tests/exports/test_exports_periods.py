"""Periods and zones as people type them, and the tables that the command line prints."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.periods import end, instant, month, zone
from app.exports.rows import table


def test_a_date_until_which_is_meant_counts_whole() -> None:
    assert end("2026-10-31") - instant("2026-10-31") == timedelta(days=1)
    assert end("2026-10-31T12:00:00Z") == datetime(2026, 10, 31, 12, tzinfo=UTC)


def test_a_month_goes_from_its_first_instant_to_the_next_ones() -> None:
    assert month("2026-12") == (instant("2026-12-01"), instant("2027-01-01"))


@pytest.mark.parametrize("text", ["2026", "2026-13", "26-10", "October", "2026-0x", ""])
def test_what_is_no_month_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        month(text)


def test_a_zone_is_one_that_there_is() -> None:
    assert zone("Europe/Stockholm") == "Europe/Stockholm"
    for wrong in ("Stockholm", "../../etc/passwd", "\0", ""):
        with pytest.raises(ValueError, match="is not a time zone"):
            zone(wrong)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_a_table_holds_one_line_a_row_whatever_is_in_it(texts: list[str]) -> None:
    rows: list[dict[str, object]] = [{"id": text} for text in texts]
    assert len(table(rows, ("id",)).split("\n")) == len(texts) + 1
