"""Event numbers as runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.ledger.numbering import MOST_RUNS, Runs, heard, with_heard


def runs_of(numbers: list[int]) -> Runs:
    runs: Runs = ()
    for number in numbers:
        runs = with_heard(runs, number)
    return runs


@given(st.lists(st.integers(0, 60)))
def test_every_number_heard_is_known_and_no_other(numbers: list[int]) -> None:
    runs = runs_of(numbers)
    assert {number for number in range(61) if heard(runs, number)} == set(numbers)


@given(st.permutations(range(12)))
def test_all_numbers_in_any_order_are_one_run(numbers: list[int]) -> None:
    assert runs_of(numbers) == ((0, 11),)


def test_a_charger_that_counts_at_random_fills_no_memory() -> None:
    runs = runs_of(list(range(0, 10_000, 3)))
    assert len(runs) == MOST_RUNS
    assert heard(runs, 9999)
