"""Days and months of a local calendar, and the instants at which they begin."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.prices.clock import midnight, months_before, next_month


def test_months_follow_one_another_over_the_end_of_a_year() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_month(date(2026, 1, 1)) == date(2026, 2, 1)
    assert months_before(date(2026, 1, 31), 1) == date(2025, 12, 1)
    assert months_before(date(2026, 11, 22), 1) == date(2026, 10, 1)
    assert months_before(date(2026, 3, 31), 25) == date(2024, 2, 1)
    assert months_before(date(2026, 3, 31), 0) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Europe/Stockholm", date(2026, 7, 1), datetime(2026, 6, 30, 22, tzinfo=UTC)),
        ("Europe/Stockholm", date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("UTC", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
        (
            "America/Santiago",
            date(2026, 9, 6),
            datetime(2026, 9, 6, 4, tzinfo=UTC),
        ),  # its clocks go from 24:00 to 01:00
    ],
)
def test_a_local_day_begins_at_its_first_instant(zone: str, day: date, begins: datetime) -> None:
    assert midnight(zone, day) == begins
