"""The command that issues a statement for each person, group of cards, charger or vehicle, and writes them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import DONE, FAILED, Wrong, complain, failed, guarded, history_of, print_json
from app.commands.statements import time_of, wanted_about
from app.commands.wishes import wish

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    from app.core.statements import Wanted

_COLUMNS = ("title", "sessions", "energy_wh", "gross", "currency", "number", "problem")


def issue_all(given: argparse.Namespace) -> int:
    import msgspec

    if not given.all:
        raise Wrong("Say --all, or issue one with: export statement --issue.")
    if given.out is None and not given.preview:
        raise Wrong("Say --out and a folder, or --preview to see what would come of it.")
    wanted: list[Wanted] = []

    def ask() -> int:
        wanted.extend(_wanted(given))
        return DONE

    status = guarded(ask, given.data)
    if status != DONE:
        return status
    asked = {"wanted": [msgspec.to_builtins(each) for each in wanted], "preview": given.preview}
    return wish(given, "statement batch", asked, _show)


def _wanted(given: argparse.Namespace) -> list[Wanted]:
    from app.core.papers.batch import Each, abouts
    from app.settings import load_preferences

    history = history_of(given)
    time = time_of(given)
    if history is None:
        return []
    if given.issuer is None:
        given.issuer = load_preferences(given.data).issuer
    found = abouts(Each(given.each), history.people(), history.cards(), history.chargers(), history.vehicles())
    return [wanted_about(given, history, about, time) for about in found]


def _show(given: argparse.Namespace, rows: Any) -> int:
    """What came of each, and their files; those that were issued of just this before are written again."""
    from app.exports.rows import table

    told = [row for row in rows if row["sessions"]]
    if given.json:
        print_json(told)
    else:
        print(table(told, _COLUMNS) if told else "No session ended in that time.")
    if given.preview:
        return DONE
    numbers = [row["number"] for row in told if row["number"] is not None]
    written = guarded(lambda: _write(given, numbers), given.data)
    return written or (FAILED if any(row["number"] is None for row in told) else DONE)


def _write(given: argparse.Namespace, numbers: list[int]) -> int:
    from app.core.papers.statements_file import StatementFormat
    from app.exports.statement_folder import write_statements

    history = history_of(given)
    if history is None or not numbers:
        return DONE
    wanted = set(numbers)
    found = [each.statement for each in history.money.statements() if each.statement.number in wanted]
    form = StatementFormat(given.format or "pdf")
    try:
        files = write_statements(found[::-1], history, given.out, form)
    except OSError as failure:
        complain("The statements are issued; write their files later with: export statement --number.")
        return failed(f"{failure.filename or given.out} cannot be written: {failure.strerror or failure}.")
    if not given.json:
        print(f"{len(files)} {'file' if len(files) == 1 else 'files'} written to {Path(given.out)}")
    return DONE
