"""Prints what the README promises, each figure beside its reference from the same run; run by `dev.py bench`.

It takes a quarter of an hour on a machine that does nothing else, and the figures mean nothing on one that does.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bench_parts import Broken, Figure, machine_sentence
from bench_rows import ROWS
from machine import ROOT

README = Path(ROOT) / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
VERDICTS = {True: "held", False: "MISSED", None: "–"}
HEADINGS = ("", "Laddvakt", "reference", "bound", "")


def measure(names: Sequence[str], runs: int | None) -> list[Figure]:
    """Every figure of these rows, each also printed as soon as it is known."""
    figures = []
    for name in names:
        row, usual = ROWS[name]
        try:
            for figure in row(runs or usual):
                print(plain_line(figure), flush=True)
                figures.append(figure)
        except Broken as broken:
            figures.append(Figure(name, "could not be measured", "", "", False))
            print(f"{name}: could not be measured: {broken}", file=sys.stderr, flush=True)
    return figures


def cells(figure: Figure) -> tuple[str, ...]:
    return (figure.what, figure.ours, figure.reference, figure.bound, VERDICTS[figure.holds])


def plain_line(figure: Figure) -> str:
    return f"{figure.what}: {figure.ours}; {figure.reference}; {figure.bound}: {VERDICTS[figure.holds]}"


def table(figures: Sequence[Figure], machine: str) -> str:
    """The table in Markdown, between its markers."""
    lines = [BEGIN, "| " + " | ".join(HEADINGS) + " |", "| --- " * len(HEADINGS) + "|"]
    lines += ["| " + " | ".join(cells(figure)) + " |" for figure in figures]
    return "\n".join([*lines, "", f"Measured on {machine}.", END])


def write_readme(text: str) -> str | None:
    """Put the table where the old one stands; a sentence if that cannot be."""
    readme = README.read_text(encoding="utf-8") if README.exists() else ""
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not between.search(readme):
        return f"README.md lacks the markers {BEGIN} and {END}, so the table has no place there."
    README.write_text(between.sub(lambda _: text, readme, count=1), encoding="utf-8")
    return None


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(ROWS)}; none: all")
    parser.add_argument("--runs", type=int, help="how often each is measured, instead of as often as it needs")
    parser.add_argument("--markdown", action="store_true", help="print the table for the README as well")
    parser.add_argument("--readme", action="store_true", help="write the whole table into README.md")
    given = parser.parse_args(words)
    if unknown := [name for name in given.names if name not in ROWS]:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(ROWS)}")
    if given.readme and given.names:
        parser.error("--readme writes the whole table; leave out the names")
    os.chdir(ROOT)
    figures = measure(given.names or list(ROWS), given.runs)
    machine = machine_sentence()
    print(f"Measured on {machine}.")
    if given.markdown:
        print(table(figures, machine))
    if given.readme and (failure := write_readme(table(figures, machine))):
        print(failure, file=sys.stderr)
        return 1
    return 1 if any(figure.holds is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
