"""Times with their seconds as each language writes the time of day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from app.gui.figures import clock, exact_clock, exact_moment, local_zone, moment, number

AT = datetime(2026, 11, 22, 18, 41, 30, 96_000, tzinfo=local_zone()).astimezone(UTC)


@pytest.fixture(autouse=True)
def locale_as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "seconds", "thousandths"),
    [
        ("sv_SE", "18:41:30", "18:41:30.096"),
        ("en_GB", "18:41:30", "18:41:30.096"),
        ("en_US", "6:41:30 PM", "6:41:30.096 PM"),
        ("fi_FI", "18.41.30", "18.41.30.096"),
    ],
)
def test_seconds_stand_where_the_language_puts_them(language: str, seconds: str, thousandths: str) -> None:
    QLocale.setDefault(QLocale(language))
    # Some languages put a narrow space there that does not break.
    assert exact_clock(AT).replace("\u202f", " ") == seconds
    assert exact_clock(AT, thousandths=True).replace("\u202f", " ") == thousandths


def test_a_moment_of_another_day_is_named_with_its_day() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    assert exact_moment(AT, AT) == exact_clock(AT) != clock(AT)
    later = AT + timedelta(days=270)
    assert exact_moment(AT, later) == moment(AT, later)


@pytest.mark.parametrize(
    ("energy_wh", "shown"), [(360_315, "360.32"), (679_805, "679.81"), (-2_675, "-2.68"), (0, "0.00")]
)
def test_a_half_is_rounded_up_as_it_is_on_paper(energy_wh: int, shown: str) -> None:
    QLocale.setDefault(QLocale("en_GB"))
    assert number(energy_wh / 1000, 2) == shown
