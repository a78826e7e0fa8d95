"""The engine against a second opinion: random sessions by random tariffs, to the last digit.

LADDVAKT_ORACLE=2000 tries as many cases by the minute and as many by the second; the ordinary run tries 60 of each.
"""

from __future__ import annotations

import os
from datetime import timedelta
from fractions import Fraction

import pytest

from app.core.prices.costing import cost
from app.core.prices.series import PriceSeries
from tests.core.prices.oracle import MINUTE, SECOND, exact, half_up
from tests.core.prices.random_tariffs import case

CASES = int(os.environ.get("LADDVAKT_ORACLE", "60"))


@pytest.mark.parametrize("tick", [MINUTE, SECOND], ids=["minute", "second"])
@pytest.mark.parametrize("first", range(0, CASES, 20))
def test_the_engine_agrees_with_a_walk_through_every_tick(first: int, tick: timedelta) -> None:
    for seed in range(first, min(first + 20, CASES)):
        usage, book, points = case(seed, tick)
        found = cost(usage, book, [PriceSeries("SE3", points)])
        expected = exact(usage, book, {"SE3": points}, tick)
        lines = {(line.dimension, line.part, line.vat_rate, line.vat_inside): line for line in found.lines}
        assert found.missing == ()
        assert {key: line.exact for key, line in lines.items()} == expected, f"seed {seed}"
        assert {key: line.amount for key, line in lines.items()} == {
            key: half_up(amount) for key, amount in expected.items()
        }, f"seed {seed}"
        assert found.total is not None
        _check_total(found.total.net, found.total.gross, expected)


def _check_total(net: object, gross: object, expected: dict[tuple[object, str, object, bool], Fraction]) -> None:
    """VAT once for all lines of one rate and one way of writing it."""
    sums: dict[tuple[Fraction, bool], Fraction] = {}
    for (_, _, rate, inside), amount in expected.items():
        key = Fraction(str(rate)), inside
        sums[key] = sums.get(key, Fraction(0)) + Fraction(half_up(amount))
    all_net = sum(
        (Fraction(half_up(amount / (1 + rate))) if inside else amount for (rate, inside), amount in sums.items()),
        Fraction(0),
    )
    all_gross = sum(
        (amount if inside else amount + Fraction(half_up(amount * rate)) for (rate, inside), amount in sums.items()),
        Fraction(0),
    )
    assert (Fraction(str(net)), Fraction(str(gross))) == (all_net, all_gross)
