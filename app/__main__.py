"""The command line: each verb a few lines that call what a button calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

# Each command imports what it needs when it runs, so that the window and the shortest commands start at once.
if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from app.application import EngineThread
    from app.core.engine import Engine
    from app.core.interfaces import History, SessionQuery
    from app.exports.rows import Row
    from app.settings import Settings

    Show = Callable[[argparse.Namespace, Any], int]  # says what came of it; the exit status

T = TypeVar("T")

DONE, FAILED, USAGE = 0, 1, 2


class _Wrong(Exception):
    """Wrong usage; the text says what is right."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Nothing here shows a user a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if not arguments:  # how most people start it: the window, without waiting for a parser of nothing
            return _window()
        from app.control.parser import parser_for

        given = parser_for(arguments).parse_args(arguments)
        if "data" not in given:
            from app.settings import default_data_folder

            given.data = default_data_folder()
        status = _COMMANDS[given.verb](given)
        sys.stdout.flush()
        return status
    except _Wrong as wrong:
        return _failed(str(wrong), USAGE)
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing may be flushed into it at exit
        return DONE


def _failed(sentence: str, status: int = FAILED) -> int:
    _complain(sentence)
    return status


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


# The program itself.


def _asked_window(given: argparse.Namespace) -> int:
    return _window(given.data, demo=given.demo, background=given.background, quit_after_s=given.quit_after)


def _window(
    data: Path | None = None, *, demo: bool = False, background: bool = False, quit_after_s: float | None = None
) -> int:
    import gc

    # Until the window shows there is nothing to collect, and looking for it delays the window, which enables it again.
    gc.disable()
    from app.gui.run import RunOptions, run
    from app.settings import Settings, default_data_folder, load_preferences, resources_folder

    settings = Settings(data or default_data_folder())
    if not demo and _shown_already(settings.data, background=background):
        return DONE
    engine: list[EngineThread] = []

    def start_engine() -> Engine:
        # Imported when the window already shows.
        from app.application import EngineThread

        engine.append(EngineThread(settings, demo=demo))
        return engine[0].start()

    def shown(_: float) -> None:
        if os.environ.get("LADDVAKT_SAY_WHEN_SHOWN"):  # for those who measure it
            print("shown", flush=True)

    preferences = load_preferences(settings.data)
    options = RunOptions(
        resources=resources_folder(),
        data=settings.data,
        language=preferences.language,
        appearance=preferences.appearance.value,
        background=background,
        demo=demo,
        quit_after_s=quit_after_s,
        on_first_paint=shown,
    )
    try:
        return run(start_engine, options)
    finally:
        for each in engine:
            each.stop()


def _shown_already(data: Path, *, background: bool) -> bool:
    """Whether a window runs on this data folder already; it has come to the front then."""
    from app.control import FILE_NAME

    if not (data / FILE_NAME).exists():  # nothing runs: no window waits for what would ask it
        return False
    from app.control.client import AskFailed, NotRunning, ask

    try:
        return ask(data, "show", {"background": background}, patience_s=3) is True
    except (NotRunning, AskFailed):
        return False


def _demo_chargers(given: argparse.Namespace) -> int:
    from app.virtual.demo import main

    return main(given.url)


def _serve(given: argparse.Namespace) -> int:
    from dataclasses import replace

    from app.settings import Address

    settings = replace(
        _settings(given),
        listen=_right(Address.parse, given.listen) if given.listen else None,
        tls_listen=_right(Address.parse, given.tls_listen) if given.tls_listen else None,
        approve_new=given.approve_new,
        test_mode=given.test_mode,
    )
    return _guarded(lambda: _serve_until_told(settings))


def _serve_until_told(settings: Settings) -> int:
    import asyncio

    from app.application import why_unreachable
    from app.csms.server import CannotListen

    try:
        return asyncio.run(_served(settings))
    except CannotListen as failure:
        return _failed(why_unreachable(failure))


async def _served(settings: Settings) -> int:
    import asyncio
    import signal

    from app.application import running
    from app.control.sentences import trouble_sentence
    from app.core.changes import Change, TroublesChanged

    def tell(change: Change) -> None:
        # Without a window this is where the user looks: each trouble as it begins, and when all have passed.
        if isinstance(change, TroublesChanged):
            _complain(trouble_sentence(change.troubles[-1]) if change.troubles else "All is well again.")

    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows: a plain handler, which must wake the loop itself
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))
    async with running(settings) as run:
        run.site.changes.observe(tell)
        print(f"listening on {' and '.join(run.urls)}", flush=True)
        await stopping.wait()
    return DONE


def _simulate(given: argparse.Namespace) -> int:
    import asyncio

    from app.virtual.settings import Version
    from app.virtual.simulate import SimulateOptions, simulate

    options = SimulateOptions(
        url=given.url,
        identity=given.id,
        version=Version(given.ocpp),
        outlets=given.outlets,
        password=given.password,
        script=given.script,
    )
    return asyncio.run(simulate(options, lambda line: print(line, flush=True), _complain))


# What is there.


def _chargers(given: argparse.Namespace) -> int:
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
    return _list(given, rows, columns, "No charger is known yet.")


def _sessions(given: argparse.Namespace) -> int:
    from app.exports.rows import session_row

    columns = ("id", "charger_id", "outlet", "card", "started_at", "stopped_at", "energy_wh", "quality")
    query = _session_query(given)
    return _list(
        given, lambda history: [session_row(each) for each in history.sessions(query)], columns, "No sessions."
    )


def _messages(given: argparse.Namespace) -> int:
    from app.core.interfaces import MessageQuery
    from app.exports.rows import message_row

    since, until = _bounds(given)
    query = MessageQuery(charger_id=given.charger, since=since, until=until, limit=given.limit)
    columns = ("at", "charger_id", "direction", "text", "note")
    return _list(
        given, lambda history: [message_row(each) for each in history.messages(query)], columns, "No messages."
    )


def _export(given: argparse.Namespace) -> int:
    from app.core.engine import SessionsFile
    from app.exports.sessions import write_sessions

    query = _session_query(given)
    file = SessionsFile(given.out, given.format)

    def write() -> int:
        history = _history(given)
        try:
            count = write_sessions([] if history is None else history.sessions(query), file)
        except OSError as failure:
            return _failed(f"{given.out} cannot be written: {failure.strerror or failure}.")
        print(f"{count} sessions written to {given.out}")
        return DONE

    return _guarded(write)


def _doctor(given: argparse.Namespace) -> int:
    from app.control.client import NotRunning, ask
    from app.exports.rows import knock_row, table
    from app.lan.doctor import examine

    def look() -> int:
        try:
            listening = [(host, port) for host, port in ask(given.data, "listening", {})]
        except NotRunning:
            listening = None
        history = _history(given)
        knocks = [] if history is None else [knock_row(knock) for knock in history.knocks()]
        findings = examine(listening, _preferred_port(given))
        if given.json:
            _print_json(findings.as_row() | {"attempts": knocks})
        else:
            print("\n".join(findings.sentences()))
            print("\nThe last attempts to connect:" if knocks else "\nNothing has tried to connect yet.")
            if knocks:
                print(table(knocks, ("at", "address", "identity", "outcome", "ocpp", "detail", "count")))
        return DONE

    return _guarded(look)


# What changes something, or speaks to a charger.


def _charger(given: argparse.Namespace) -> int:
    asked = {"charger": given.id, "name": given.name, "password": given.password}
    return _ask(given, f"charger {given.action}", asked)


def _do(given: argparse.Namespace) -> int:
    from app.control.words import read

    asked: dict[str, Any] = {"charger": given.charger, "outlet": given.outlet, "card": given.card}
    asked |= _right(read, given.act, given.rest)
    return _ask(given, given.act, asked, _show_settings if given.act == "settings" else _show_agreed)


def _call(given: argparse.Namespace) -> int:
    import json

    try:
        json.loads(given.payload)
    except ValueError as wrong:
        raise _Wrong(f"The request is not JSON: {wrong}.") from None
    asked = {"charger": given.charger, "action": given.action, "payload": given.payload}
    return _ask(given, "call", asked, _show_answer)


def _show_agreed(given: argparse.Namespace, answer: Any) -> int:
    from app.control.sentences import agreed_sentence

    if given.json:
        _print_json(answer)
    elif said := agreed_sentence(given.act, answer):
        print(said)
    return DONE


def _show_settings(given: argparse.Namespace, answer: Any) -> int:
    from app.exports.rows import table

    rows, unknown = answer["settings"], answer["unknown"]
    if given.json:
        _print_json(rows)
    elif rows:
        print(table(rows, ("name", "value", "read_only")))
    elif not unknown:
        print("The charger tells of no settings.")
    return _failed(f"The charger does not tell {', '.join(unknown)}.") if unknown else DONE


def _show_answer(_given: argparse.Namespace, answer: Any) -> int:
    print(answer)
    return DONE


def _show_nothing(_given: argparse.Namespace, _answer: Any) -> int:
    return DONE


def _ask(given: argparse.Namespace, verb: str, asked: dict[str, Any], show: Show = _show_nothing) -> int:
    """Have the running program do it; where none runs and only data is touched, do it here."""
    from app.control.client import AskFailed, NotRunning, ask
    from app.control.verbs import VERBS

    def run() -> int:
        try:
            answer = ask(given.data, verb, asked)
        except NotRunning:
            if VERBS[verb].needs_charger:
                return _failed("The program is not running on this data folder, so no charger can be reached.")
            answer = _on_files(given, verb, asked)
        except AskFailed as failure:
            return _failed(str(failure))
        return show(given, answer)

    return _guarded(run)


def _on_files(given: argparse.Namespace, verb: str, asked: dict[str, Any]) -> Any:
    import asyncio
    from dataclasses import replace

    from app.application import running
    from app.control.verbs import VERBS

    async def run() -> Any:
        async with running(replace(_settings(given), serving=False)) as opened:
            return await VERBS[verb].run(opened.site, asked)

    return asyncio.run(run())


# Helpers of the above.


def _settings(given: argparse.Namespace) -> Settings:
    from app.settings import Settings

    return Settings(data=given.data)


def _guarded(run: Callable[[], int]) -> int:
    """Run it; every foreseen failure of the data folder, the port or a charger becomes one sentence."""
    from app.control.sentences import sentence
    from app.core.commands import CommandFailed
    from app.core.interfaces import NotStored
    from app.store import StoreError

    try:
        return run()
    except CommandFailed as failure:
        return _failed(sentence(failure))
    except (StoreError, NotStored) as failure:
        return _failed(str(failure))
    except BrokenPipeError:
        raise
    except OSError as failure:
        return _failed(f"{failure.filename or 'A file'} cannot be used: {failure.strerror or failure}.")


def _history(given: argparse.Namespace) -> History | None:
    """What is on disk, read without disturbing anyone; None where nothing was ever kept."""
    from app.store import SqliteHistory

    return SqliteHistory(given.data) if SqliteHistory.kept_in(given.data) else None


def _list(given: argparse.Namespace, rows: Callable[[History], list[Row]], columns: Sequence[str], nothing: str) -> int:
    from app.exports.rows import table

    def run() -> int:
        history = _history(given)
        listed = [] if history is None else rows(history)
        if given.json:
            _print_json(listed)
        else:
            print(table(listed, columns) if listed else nothing)
        return DONE

    return _guarded(run)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))


def _preferred_port(given: argparse.Namespace) -> int:
    from app.settings import load_preferences

    return load_preferences(given.data).port


def _session_query(given: argparse.Namespace) -> SessionQuery:
    from app.core.interfaces import SessionQuery
    from app.exports.periods import month

    since, until = _bounds(given)
    if getattr(given, "month", None):
        since, until = _right(month, given.month)
    return SessionQuery(charger_id=given.charger, since=since, until=until, open_only=getattr(given, "open", False))


def _bounds(given: argparse.Namespace) -> tuple[datetime | None, datetime | None]:
    from app.exports.periods import end, instant

    return _right(instant, given.since) if given.since else None, _right(end, given.until) if given.until else None


def _right(read: Callable[..., T], *words: Any) -> T:
    """What `read` makes of these words; what is wrong with them is wrong usage."""
    try:
        return read(*words)
    except ValueError as wrong:
        raise _Wrong(str(wrong)) from None


_COMMANDS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: _asked_window,
    "serve": _serve,
    "simulate": _simulate,
    "demo-chargers": _demo_chargers,
    "chargers": _chargers,
    "sessions": _sessions,
    "messages": _messages,
    "charger": _charger,
    "do": _do,
    "call": _call,
    "export": _export,
    "doctor": _doctor,
}

if __name__ == "__main__":
    sys.exit(main())
