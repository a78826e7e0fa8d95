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
    from app.core.sessions_file import SessionsFile
    from app.exports.rows import Row
    from app.settings import Settings


T = TypeVar("T")

DONE, FAILED, USAGE = 0, 1, 2


class _Wrong(Exception):
    """Wrong usage; the text says what is right."""


class _NotFound(Exception):
    """Something named on the command line that is not there; the text says what."""


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
    from app.exports.names import Names
    from app.exports.rows import session_row

    columns = ("id", "charger_id", "outlet", "card", "person", "started_at", "stopped_at", "energy_wh", "quality")
    query = _session_query(given)

    def rows(history: History) -> list[Row]:
        names = Names.of(history)
        return [session_row(each, names) for each in history.sessions(_of_person(query, given.person, history))]

    return _list(given, rows, columns, "No sessions.")


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
    from app.exports.sessions import STANDARD_OUTPUT, export

    query, file = _session_query(given), _sessions_file(given)

    def write() -> int:
        history = _history(given)
        try:
            count = export(history, _of_person(query, given.person, history), file)
        except BrokenPipeError:
            raise
        except OSError as failure:
            return _failed(f"{given.out} cannot be written: {failure.strerror or failure}.")
        if file.path != STANDARD_OUTPUT:
            print(f"{count} {'session' if count == 1 else 'sessions'} written to {given.out}")
        return DONE

    return _guarded(write)


def _sessions_file(given: argparse.Namespace) -> SessionsFile:
    from app.core.interfaces import utc_now
    from app.core.sessions_file import FileFormat, SessionsFile
    from app.exports.english import ENGLISH
    from app.exports.periods import zone
    from app.exports.sessions import STANDARD_OUTPUT

    named = {f".{each.value}": each for each in FileFormat}
    form = FileFormat(given.format) if given.format else named.get(given.out.suffix.lower(), FileFormat.CSV)
    if form is FileFormat.XLSX and given.out == STANDARD_OUTPUT:
        raise _Wrong("A workbook cannot be written to standard output; name a file.")
    delimiter = given.delimiter or (";" if given.decimal == "," else ",")
    if delimiter == given.decimal:
        raise _Wrong("The delimiter and the decimal sign must differ.")
    return SessionsFile(
        given.out,
        form,
        utc_now(),
        ENGLISH if form is FileFormat.XLSX else None,
        delimiter,
        given.decimal,
        _right(zone, given.zone) if given.zone else "",
    )


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
    return _ask(given, given.act, asked | _right(read, given.act, given.rest))


def _call(given: argparse.Namespace) -> int:
    import json

    try:
        json.loads(given.payload)
    except ValueError as wrong:
        raise _Wrong(f"The request is not JSON: {wrong}.") from None
    asked = {"charger": given.charger, "action": given.action, "payload": given.payload}
    return _ask(given, "call", asked, show=True)


def _ask(given: argparse.Namespace, verb: str, asked: dict[str, Any], *, show: bool = False) -> int:
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
        if show:
            print(answer)
        elif isinstance(answer, dict) and answer.get("later"):
            print("The charger will do so when the running session ends.")
        return DONE

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
    except (StoreError, NotStored, _NotFound) as failure:
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
    if given.month:
        if since or until:
            raise _Wrong("Say either --month, or --from and --to.")
        since, until = _right(month, given.month)
    opened = getattr(given, "open", False)
    return SessionQuery(charger_id=given.charger, card=given.card, since=since, until=until, open_only=opened)


def _of_person(query: SessionQuery, name: str | None, history: History | None) -> SessionQuery:
    """The query for those of the person of this name alone. Raises _NotFound."""
    from dataclasses import replace

    if name is None:
        return query
    for person in [] if history is None else history.people():
        if person.name.casefold() == name.strip().casefold():
            return replace(query, person_id=person.id)
    raise _NotFound(f"Nobody here is called “{name}”.")


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
