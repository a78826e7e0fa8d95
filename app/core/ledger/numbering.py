"""Which of a charger's own event numbers were heard, as runs: (first, last), ascending, never touching. Pure."""

from __future__ import annotations

Runs = tuple[tuple[int, int], ...]

# A charger that counts at random must not fill a row: beyond this the oldest gap is let go of.
MOST_RUNS = 50


def heard(runs: Runs, number: int) -> bool:
    return any(first <= number <= last for first, last in runs)


def with_heard(runs: Runs, number: int) -> Runs:
    """The runs with this number among them."""
    if not runs:
        return ((number, number),)
    first, last = runs[-1]
    if number == last + 1:  # the ordinary case
        return (*runs[:-1], (first, number))
    if heard(runs, number):
        return runs
    merged: list[tuple[int, int]] = []
    for first, last in sorted((*runs, (number, number))):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    if len(merged) > MOST_RUNS:
        merged[:2] = [(merged[0][0], merged[1][1])]
    return tuple(merged)
