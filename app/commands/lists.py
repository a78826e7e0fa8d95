"""The commands that list what is there: chargers, sessions, messages, and what the connection doctor knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.commands.common import DONE, bounds, guarded, history_of, of_person, print_json, session_query

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    from app.core.interfaces import History
    from app.exports.rows import Row


def chargers(given: argparse.Namespace) -> int:
    from app.control.client import NotRunning, ask
    from app.core.interfaces import utc_now
    from app.exports.rows import charger_rows

    def rows(history: History) -> list[Row]:
        try:
            seen = ask(given.data, "online", {})
        except NotRunning:
            seen = {}
        return charger_rows(history.remembered(), seen, utc_now())

    columns = ("id", "name", "approved", "online", "ocpp", "vendor", "model", "firmware", "outlets", "states")
    return listed(given, rows, columns, "No charger is known yet.")


def sessions(given: argparse.Namespace) -> int:
    from app.exports.names import Names
    from app.exports.rows import session_row

    who, what = ("id", "charger_id", "outlet", "card", "person"), ("energy_wh", "quality", "cost", "currency")
    columns = (*who, "started_at", "stopped_at", *what)
    query = session_query(given)

    def rows(history: History) -> list[Row]:
        names = Names.of(history)
        found = history.sessions(of_person(query, given.person, history))
        names.look_up_costs(history, [each.id for each in found])
        return [session_row(each, names) for each in found]

    return listed(given, rows, columns, "No sessions.")


def messages(given: argparse.Namespace) -> int:
    from app.core.interfaces import MessageQuery
    from app.exports.rows import message_row

    since, until = bounds(given)
    query = MessageQuery(charger_id=given.charger, since=since, until=until, limit=given.limit)
    columns = ("at", "charger_id", "direction", "text", "note")
    return listed(
        given, lambda history: [message_row(each) for each in history.messages(query)], columns, "No messages."
    )


def doctor(given: argparse.Namespace) -> int:
    from app.application import trouble_of_place
    from app.control.client import NotRunning, ask
    from app.control.sentences import trouble_sentence
    from app.exports.rows import knock_row, table
    from app.lan.doctor import examine

    def look() -> int:
        try:
            listening = [(host, port) for host, port in ask(given.data, "listening", {})]
        except NotRunning:
            listening = None
        history = history_of(given)
        knocks = [] if history is None else [knock_row(knock) for knock in history.knocks()]
        findings = examine(listening, _preferred_port(given))
        trouble = trouble_of_place(given.data)
        warning = None if trouble is None else trouble_sentence(trouble)
        if given.json:
            print_json(findings.as_row() | {"data_folder_warning": warning, "attempts": knocks})
        else:
            print("\n".join([*findings.sentences(), *([warning] if warning else [])]))
            print("\nThe last attempts to connect:" if knocks else "\nNothing has tried to connect yet.")
            if knocks:
                print(table(knocks, ("at", "address", "identity", "outcome", "ocpp", "detail", "count")))
        return DONE

    return guarded(look, given.data)


def _preferred_port(given: argparse.Namespace) -> int:
    from app.settings import load_preferences

    return load_preferences(given.data).port


def listed(
    given: argparse.Namespace, rows: Callable[[History], list[Row]], columns: Sequence[str], nothing: str
) -> int:
    from app.exports.rows import table

    def run() -> int:
        history = history_of(given)
        listed = [] if history is None else rows(history)
        if given.json:
            print_json(listed)
        else:
            print(table(listed, columns) if listed else nothing)
        return DONE

    return guarded(run, given.data)
