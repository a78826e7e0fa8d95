"""Days, weeks, months and years by the user's calendar and clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from app.gui.history.bars import cut_to_years, stacked
from app.gui.history.period import Grain, Period, Span

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SWEDISH, BRITISH = QLocale("sv_SE"), QLocale("en_GB")
SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("span", "first", "after"),
    [
        (Span.DAY, date(2026, 11, 22), date(2026, 11, 23)),
        (Span.WEEK, date(2026, 11, 16), date(2026, 11, 23)),
        (Span.MONTH, date(2026, 11, 1), date(2026, 12, 1)),
        (Span.YEAR, date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_holds_the_day_it_was_made_for(span: Span, first: date, after: date) -> None:
    period = Period.around(span, SUNDAY)
    assert (period.first, period.after) == (first, after)


def test_a_week_begins_where_the_language_begins_it() -> None:
    assert Period.around(Span.WEEK, SUNDAY, 7).first == SUNDAY


@pytest.mark.parametrize("span", [span for span in Span if span is not Span.ALL])
def test_there_and_back_is_the_same_period(span: Span) -> None:
    period = Period.around(span, SUNDAY)
    assert period.next().previous() == period
    assert period.previous().after == period.first


def test_the_day_of_the_clock_change_has_twenty_five_hours() -> None:
    since, until = Period.around(Span.DAY, date(2026, 10, 25)).bounds(STOCKHOLM)
    assert (since, until) == (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("span", "swedish", "english"),
    [
        (Span.DAY, "Söndag 22 november 2026", "Sunday 22 November 2026"),
        (Span.WEEK, "Week 47 · 16–22 nov 2026", "Week 47 · 16–22 Nov 2026"),
        (Span.MONTH, "November 2026", "November 2026"),
        (Span.YEAR, "2026", "2026"),
    ],
)
def test_a_period_is_named_as_the_language_names_it(span: Span, swedish: str, english: str) -> None:
    period = Period.around(span, SUNDAY)
    assert (period.title(SWEDISH), period.title(BRITISH)) == (swedish, english)


def test_a_year_has_a_bar_for_each_month_and_a_day_one_for_each_hour() -> None:
    assert [slot.label for slot in Period.around(Span.YEAR, SUNDAY).slots(SWEDISH)][:3] == ["jan", "feb", "mars"]
    assert len(Period.around(Span.DAY, SUNDAY).slots(SWEDISH)) == 24


def test_bars_add_up_to_what_was_charged_and_keep_one_place_for_each_charger() -> None:
    parts = [("2026-11-02", "B", 3000), ("2026-11-02", "A", 1000), ("2026-11-05", "B", 500)]
    bars = stacked(Period.around(Span.MONTH, SUNDAY), parts, str, BRITISH, "Others")
    assert bars.series == ("A", "B")
    assert bars.bars[1].values == (1000, 3000) and bars.per == 1000
    assert sum(sum(bar.values) for bar in bars.bars) == 4500


def test_the_smallest_of_many_chargers_are_one_part_of_the_stack() -> None:
    parts = [("2026-11-02", f"CP{number:02}", 1000 * number) for number in range(1, 21)]
    bars = stacked(Period.around(Span.MONTH, SUNDAY), parts, str, BRITISH, "Others")
    assert bars.series[-1] == "Others" and len(bars.series) == 7
    assert sum(bars.bars[1].values) == 210_000


def test_all_of_time_has_no_bounds_and_a_bar_for_each_year_that_a_sound_clock_can_have_told() -> None:
    everything = Period.around(Span.ALL, SUNDAY)
    assert everything.next() == everything.previous() == everything
    assert everything.bounds(STOCKHOLM) == (None, None)
    cut = cut_to_years(everything, ["1970-01-01", "2023-05-01", "2026-11-02", "9999-12-30"], 2026)
    assert [slot.label for slot in cut.slots(BRITISH)] == ["2023", "2024", "2025", "2026"]
    bars = stacked(cut, [("2023-05-01", "A", 2000), ("9999-12-30", "A", 9)], str, BRITISH, "Others")
    assert [bar.values for bar in bars.bars] == [(2000,), (0,), (0,), (0,)]
    assert len(cut_to_years(everything, [], 2026).slots(BRITISH)) == 1


@pytest.mark.parametrize(
    ("first", "last", "grain", "bars"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), Grain.HOUR, 24),
        (date(2026, 9, 14), date(2026, 10, 22), Grain.DAY, 39),
        (date(2025, 12, 31), date(2026, 11, 22), Grain.MONTH, 12),
        (date(2019, 1, 1), date(2026, 11, 22), Grain.YEAR, 8),
    ],
)
def test_free_days_have_bars_that_can_be_told_apart(first: date, last: date, grain: Grain, bars: int) -> None:
    period = Period.between(last, first)
    assert (period.first, period.last, period.grain) == (first, last, grain)
    assert len(period.slots(BRITISH)) == bars
    assert period.previous().after == first and period.next().first == period.after


def test_free_days_are_named_as_short_as_they_can_be() -> None:
    def named(first: date, last: date) -> str:
        return Period.between(first, last).title(BRITISH)

    assert named(date(2026, 11, 2), date(2026, 11, 22)) == "2–22 Nov 2026"
    assert named(date(2026, 11, 22), date(2026, 11, 22)) == "22 Nov 2026"
    assert named(date(2025, 11, 2), date(2026, 11, 22)) == "2 Nov 2025 – 22 Nov 2026"
    months = Period.between(date(2025, 11, 2), date(2026, 2, 22)).slots(BRITISH)
    assert [slot.label for slot in months] == ["Nov", "Dec", "2026", "Feb"]


def test_nobody_stands_last_whatever_the_word_is() -> None:
    parts = [("2026-11-02", "", 5000), ("2026-11-02", "1", 1000)]
    bars = stacked(Period.around(Span.MONTH, SUNDAY), parts, {"": "Nobody", "1": "Åsa"}.__getitem__, BRITISH, "Others")
    assert bars.series == ("Åsa", "Nobody")
