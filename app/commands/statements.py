"""The commands of statements: write one, issue it, correct it, and keep the account of what is owed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import DONE, Wrong, failed, guarded, history_of, of_person, right, vehicle_named
from app.commands.lists import listed
from app.commands.prices import amount_of
from app.commands.wishes import wish

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from app.core.interfaces import History
    from app.core.papers.statements_file import StatementFormat
    from app.core.prices.books import Side
    from app.core.statements import About, Statement, Wanted
    from app.exports.rows import Row


def statements(given: argparse.Namespace) -> int:
    from app.exports.statement_files import issued_row

    def rows(history: History) -> list[Row]:
        return [issued_row(each) for each in history.money.statements()]

    columns = ("number", "issued_at", "title", "since", "until", "energy_wh", "gross", "currency", "standing", "open")
    return listed(given, rows, columns, "No statement was issued yet.")


def statement(given: argparse.Namespace) -> int:
    """Issue many at once, correct an issued one, or write down what became of it."""
    if given.action == "issue":
        from app.commands.statement_batch import issue_all

        return issue_all(given)
    if given.number is None:
        raise Wrong("Say which statement: its number.")

    def show_number(_given: argparse.Namespace, number: Any) -> int:
        print(f"Statement {number} takes the place of {given.number}.")
        return DONE

    def show_standing(_given: argparse.Namespace, answer: Any) -> int:
        print(f"Statement {given.number}: {answer['open']} {answer['currency']} is open.")
        return DONE

    if given.action == "correct":
        return wish(given, "statement correct", {"number": given.number}, show_number)
    kind = "paid" if given.action == "paid" else "handed_over"
    amount = None if given.amount is None else right(amount_of, given.amount)
    asked = {"number": given.number, "kind": kind, "amount": amount, "note": given.note}
    return wish(given, "statement note", asked, show_standing)


def export(given: argparse.Namespace) -> int:
    """Write one: that of a number, one that is issued now, or how it would be issued."""
    form = format_of(given)
    path: Path = given.out
    if given.number is not None:
        number = given.number
        return guarded(lambda: _write(given, form, path, lambda history: numbered(history, number)), given.data)
    wanted: list[Wanted] = []

    def ask() -> int:
        history = history_of(given)
        wanted.append(_wanted(given, history))
        return DONE

    status = guarded(ask, given.data)
    if status != DONE:
        return status
    if given.issue:
        return _issue(given, form, path, wanted[0])
    return guarded(lambda: _write(given, form, path, lambda history: _found(history, wanted[0])), given.data)


def _issue(given: argparse.Namespace, form: StatementFormat, path: Path, wanted: Wanted) -> int:
    import msgspec

    def show(_given: argparse.Namespace, numbers: Any) -> int:
        print(f"Statement {numbers[0]} is issued.")
        return _write(given, form, path, lambda history: numbered(history, numbers[0]))

    return wish(given, "statement issue", {"wanted": [msgspec.to_builtins(wanted)]}, show)


def _wanted(given: argparse.Namespace, history: History | None) -> Wanted:
    from app.core.interfaces import SessionQuery
    from app.core.statements import About

    query = of_person(SessionQuery(charger_id=given.charger, card=given.card), given.person, history)
    since, until = time_of(given)
    vehicle = None if given.vehicle is None else vehicle_named(given.vehicle, history).id
    about = About(query.person_id, vehicle, query.charger_id, query.card, given.group)
    return wanted_about(given, history, about, (since, until))


def wanted_about(given: argparse.Namespace, history: History | None, about: About, time: tuple[Any, Any]) -> Wanted:
    from app.core.statements import Template, Wanted
    from app.exports.periods import own_zone

    since, until = time
    if given.split and not given.month:
        raise Wrong("Sessions are divided at the ends of months: say --month with --split.")
    side = _side(given, history)
    zone = given.zone or _zone_of(history, side) or own_zone()
    template = Template(given.template) if given.template else Template.PRIVATE
    return Wanted(
        about,
        since,
        until,
        zone,
        side,
        template,
        given.language,
        given.issuer or "",
        given.recipient or "",
        given.split,
    )


def time_of(given: argparse.Namespace) -> tuple[Any, Any]:
    from app.commands.common import bounds
    from app.exports.periods import month

    if given.month:
        if given.since or given.until:
            raise Wrong("Say either --month, or --from and --to.")
        return right(month, given.month)
    since, until = bounds(given)
    if since is None or until is None:
        raise Wrong("A statement is of a time: say --month, or --from and --to.")
    return since, until


def _side(given: argparse.Namespace, history: History | None) -> Side:
    """The one asked for; otherwise what I charge, where there are such prices."""
    from app.core.prices.books import Side

    if given.book:
        return Side(given.book)
    sides = {book.side for book in (history.money.books() if history is not None else ())}
    return Side.CHARGE if Side.CHARGE in sides else Side.PAY


def _zone_of(history: History | None, side: Side) -> str | None:
    books = history.money.books() if history is not None else []
    return next((book.zone for book in books if book.side is side), None)


def _found(history: History, wanted: Wanted) -> Statement:
    """As it was issued, where it was and no other took its place; otherwise how it would be."""
    from app import PROGRAM
    from app.core.papers.drafting import drafted, no_book

    for issued in history.money.statements():
        if issued.stands_for(wanted):
            return issued.statement
    book = next((book for book in history.money.books() if book.side is wanted.side), no_book(wanted))
    return drafted(history, wanted, book, PROGRAM)


def numbered(history: History, number: int) -> Statement | None:
    return next((each.statement for each in history.money.statements(number)), None)


def _write(
    given: argparse.Namespace, form: StatementFormat, path: Path, find: Callable[[History], Statement | None]
) -> int:
    import sys

    from app.exports.sessions import STANDARD_OUTPUT
    from app.exports.statement_files import content_of
    from app.exports.statement_folder import write_with_signed

    history = history_of(given)
    found = None if history is None else find(history)
    if found is None:
        return failed("There is no such statement." if history is not None else f"There is no data in {given.data}.")
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content_of(found, form, for_people=given.for_people))
        return DONE
    assert history is not None  # noqa: S101 - something was found in it
    try:
        write_with_signed(found, history, path, form, for_people=given.for_people)
    except OSError as failure:
        return failed(f"{path} cannot be written: {failure.strerror or failure}.")
    count = len(found.rows)
    print(f"A statement of {count} {'session' if count == 1 else 'sessions'} written to {path}")
    return DONE


def format_of(given: argparse.Namespace) -> StatementFormat:
    from app.core.papers.statements_file import StatementFormat

    named = {f".{each.value}": each for each in StatementFormat}
    return StatementFormat(given.format) if given.format else named.get(given.out.suffix.lower(), StatementFormat.PDF)
