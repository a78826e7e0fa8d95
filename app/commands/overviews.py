"""The commands that write a year at a glance, and who owes what, into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.commands.common import Wrong, failed, guarded, history_of, put_out
from app.commands.statements import format_of

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    from app.core.interfaces import History

_FIRST_YEAR, _LAST_YEAR = 1970, 2099


def export(given: argparse.Namespace) -> int:
    if given.year is not None and not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise Wrong(f"{given.year} is no year that is kept.")

    def write() -> int:
        history = history_of(given)
        if history is None:
            return failed(f"There is no data in {given.data}.")
        content = _year(given, history) if given.what == "year" else _owed(given, history)
        return put_out(given.out, content, f"Written to {given.out}")

    return guarded(write, given.data)


def _year(given: argparse.Namespace, history: History) -> bytes:
    from zoneinfo import ZoneInfo

    from app import PROGRAM
    from app.core.interfaces import utc_now
    from app.core.papers.year import year_overview
    from app.exports.year_file import year_content

    zone, now = _zone(given, history), utc_now()
    overview = year_overview(history, given.year or now.astimezone(ZoneInfo(zone)).year, zone, now)
    return year_content(overview, format_of(given), given.language, PROGRAM, now)


def _owed(given: argparse.Namespace, history: History) -> bytes:
    from app import PROGRAM
    from app.core.interfaces import utc_now
    from app.core.papers.owing import owed
    from app.exports.owed_file import owed_content

    everybody = owed(history.money.statements())
    return owed_content(everybody, format_of(given), given.language, PROGRAM, utc_now(), _zone(given, history))


def _zone(given: argparse.Namespace, history: History) -> str:
    from app.exports.periods import own_zone

    return given.zone or next((book.zone for book in history.money.books()), "") or own_zone()
