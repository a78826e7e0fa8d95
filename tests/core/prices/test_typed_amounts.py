"""Amounts as bills print them and people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.core.prices.typed import typed_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1534.20", "1534.20"),
        ("1534,20", "1534.20"),
        (" 1 534,20 ", "1534.20"),
        ("1\N{NO-BREAK SPACE}534,20", "1534.20"),
        ("1.534,20", "1534.20"),
        ("1,534.20", "1534.20"),
        ("1’534.20", "1534.20"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1.234", "1.234"),
        ("−12,5", "-12.5"),
        ("812", "812"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: str) -> None:
    assert typed_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "dear",
            "1,2.3,4x",
            "NaN",
            "Infinity",
            "1e12",
            "1e3",
            "1e-9",
            "--1",
            "12 kr",
            "1.5.2",
            "1_000",
            "٣",
            "1,234,5",
        ),
        *("٣", "1,234,5", "0." + "3" * 99, "."),
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert typed_amount(text) is None
