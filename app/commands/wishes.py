"""The commands that change something or speak to a charger, through the running program where one runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.commands.common import DONE, Wrong, failed, guarded, print_json, right, settings_of

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    Show = Callable[[argparse.Namespace, Any], int]  # says what came of it; the exit status


def charger(given: argparse.Namespace) -> int:
    asked = {"charger": given.id, "name": given.name, "password": given.password}
    return wish(given, f"charger {given.action}", asked)


def do(given: argparse.Namespace) -> int:
    from app.control.words import read

    asked: dict[str, Any] = {"charger": given.charger, "outlet": given.outlet, "card": given.card}
    asked |= right(read, given.act, given.rest)
    return wish(given, given.act, asked, _SHOWS.get(given.act, _show_agreed))


def call(given: argparse.Namespace) -> int:
    import json

    try:
        json.loads(given.payload)
    except (ValueError, RecursionError) as wrong:
        raise Wrong(f"The request is not JSON: {wrong}.") from None
    asked = {"charger": given.charger, "action": given.action, "payload": given.payload}
    return wish(given, "call", asked, _show_answer)


def _show_agreed(given: argparse.Namespace, answer: Any) -> int:
    from app.control.sentences import agreed_sentence

    if given.json:
        print_json(answer)
    elif said := agreed_sentence(given.act, answer):
        print(said)
    return DONE


def _show_settings(given: argparse.Namespace, answer: Any) -> int:
    from app.exports.rows import table

    rows, unknown = answer["settings"], answer["unknown"]
    if given.json:
        print_json(rows)
    elif rows:
        print(table(rows, ("name", "value", "read_only")))
    elif not unknown:
        print("The charger tells of no settings.")
    return failed(f"The charger does not tell {', '.join(unknown)}.") if unknown else DONE


def _show_away(given: argparse.Namespace, answer: Any) -> int:
    from app.control.sentences import away_sentence

    if given.json:
        print_json(answer)
    else:
        print(away_sentence(answer))
    return DONE


def _show_display(given: argparse.Namespace, answer: Any) -> int:
    from app.control.price_sentences import display_sentence

    if given.json:
        print_json(answer)
    else:
        print(display_sentence(answer))
    return DONE


def _show_answer(_given: argparse.Namespace, answer: Any) -> int:
    print(answer)
    return DONE


_SHOWS: dict[str, Show] = {
    "settings": _show_settings,
    "list": _show_away,
    "away": _show_away,
    "display": _show_display,
}


def _show_nothing(_given: argparse.Namespace, _answer: Any) -> int:
    return DONE


def wish(given: argparse.Namespace, verb: str, asked: dict[str, Any], show: Show = _show_nothing) -> int:
    """Have the running program do it; where none runs and only data is touched, do it here."""
    from app.control.client import AskFailed, NotRunning, ask
    from app.control.verbs import VERBS

    def run() -> int:
        try:
            answer = ask(given.data, verb, asked)
        except NotRunning:
            if VERBS[verb].needs_charger:
                return failed("The program is not running on this data folder, so no charger can be reached.")
            answer = _on_files(given, verb, asked)
        except AskFailed as failure:
            return failed(str(failure))
        return show(given, answer)

    return guarded(run, given.data)


def _on_files(given: argparse.Namespace, verb: str, asked: dict[str, Any]) -> Any:
    import asyncio
    from dataclasses import replace

    from app.application import running
    from app.control.verbs import VERBS

    async def run() -> Any:
        async with running(replace(settings_of(given), serving=False)) as opened:
            return await VERBS[verb].run(opened.site, asked)

    return asyncio.run(run())
