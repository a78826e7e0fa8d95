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
    from app.core.backups import BackupFile
    from app.core.engine import Engine
    from app.core.interfaces import History, NotStored, SessionQuery
    from app.exports.rows import Row
    from app.gui.failure_page import Rescue
    from app.settings import Settings
    from app.store import StoreError

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

        while engine:  # the window wants another in its place
            engine.pop().stop()
        engine.append(EngineThread(settings, demo=demo))
        return engine[0].start()

    def rescue() -> Rescue | None:
        from functools import partial

        from app.gui.failure_page import Rescue
        from app.store.restore import stage

        newest = _newest_backup(settings.data)
        return None if newest is None else Rescue(newest.made_at, partial(stage, newest.path, settings.data))

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
        rescue=rescue,
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
    return _guarded(lambda: _serve_until_told(settings), settings.data)


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
    from app.core.model import WARNINGS, Trouble, TroubleKind

    told: set[TroubleKind] = set()

    def tell(change: Change) -> None:
        if isinstance(change, TroublesChanged):
            tell_troubles(change.troubles)

    def tell_troubles(troubles: Sequence[Trouble]) -> None:
        # Without a window this is where the user looks: each trouble as it begins, and when all have passed.
        for trouble in troubles:
            if trouble.kind not in told:
                _complain(trouble_sentence(trouble))
        present = {trouble.kind for trouble in troubles}
        if told - present - WARNINGS and present <= WARNINGS:
            _complain("All is well again.")
        told.clear()
        told.update(present)

    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows: a plain handler, which must wake the loop itself
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))
    async with running(settings) as run:
        run.site.changes.observe(tell)
        tell_troubles(tuple(run.site.troubles.values()))
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

    def rows(history: History) -> list[Row]:
        people = {person.id: person.name for person in history.people()}
        return [session_row(each, people) for each in history.sessions(query)]

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
    from app.core.engine import SessionsFile
    from app.exports.sessions import write_sessions

    query = _session_query(given)
    file = SessionsFile(given.out, given.format)

    def write() -> int:
        history = _history(given)
        try:
            people = {} if history is None else {person.id: person.name for person in history.people()}
            count = write_sessions([] if history is None else history.sessions(query), people, file)
        except OSError as failure:
            return _failed(f"{given.out} cannot be written: {failure.strerror or failure}.")
        print(f"{count} sessions written to {given.out}")
        return DONE

    return _guarded(write, given.data)


def _backup(given: argparse.Namespace) -> int:
    from app.application import keeping_of
    from app.core.backups import BackupFailed, Reason, WhyNot
    from app.core.interfaces import utc_now
    from app.store.backup import back_up
    from app.store.database import FILE_NAME
    from app.store.shelf import name_at

    def make() -> int:
        target: Path = given.file
        if target.is_dir():
            target = target / name_at(utc_now())
        if target.exists() and target.resolve() == (given.data / FILE_NAME).resolve():
            raise BackupFailed(WhyNot.NOT_WRITABLE, f"{target} is the data itself")
        back_up(given.data, target, keeping_of(given.data), Reason.ASKED)
        print(f"Backed up to {target} ({_megabytes(target.stat().st_size)})")
        return DONE

    return _guarded(make, given.data)


def _restore(given: argparse.Namespace) -> int:
    import asyncio

    from app.application import keeping_of, open_store
    from app.control.sentences import moved_sentence
    from app.store.contents import contents_of
    from app.store.database import FILE_NAME, FolderLock
    from app.store.restore import stage
    from app.store.shelf import FOLDER

    def put_back() -> int:
        contents = contents_of(given.file)
        file = given.data / FILE_NAME
        there = file.exists() and file.stat().st_size > 0
        if there and not given.yes:
            return _failed(f"There is data in {given.data}. Give --yes to replace it; it is kept as a backup first.")
        if there:
            FolderLock(given.data).release()  # refuses while a program runs, before anything is copied
        stage(given.file, given.data)
        asyncio.run(open_store(given.data).close())
        print(f"Restored: {contents.sessions} sessions of {contents.chargers} chargers.")
        if there:
            print(f"What was there before is kept in {given.data / FOLDER}.")
        print(moved_sentence(contents.origin, keeping_of(given.data).origin))
        return DONE

    return _guarded(put_back, given.data)


def _check(given: argparse.Namespace) -> int:
    from app.store.checkup import check

    def look() -> int:
        found = check(given.data)
        if given.json:
            _print_json([{"kind": each.kind, "sentence": each.sentence} for each in found.findings])
        elif found.findings:
            print("\n".join(each.sentence for each in found.findings))
        else:
            counts = f"{found.sessions} sessions, {found.readings} readings, {found.chargers} chargers"
            print(f"The data is sound: {counts}.")
        return _failed("The data is not sound.") if found.findings else DONE

    return _guarded(look, given.data)


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} MB"


def _doctor(given: argparse.Namespace) -> int:
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
        history = _history(given)
        knocks = [] if history is None else [knock_row(knock) for knock in history.knocks()]
        findings = examine(listening, _preferred_port(given))
        trouble = trouble_of_place(given.data)
        warning = None if trouble is None else trouble_sentence(trouble)
        if given.json:
            _print_json(findings.as_row() | {"data_folder_warning": warning, "attempts": knocks})
        else:
            print("\n".join([*findings.sentences(), *([warning] if warning else [])]))
            print("\nThe last attempts to connect:" if knocks else "\nNothing has tried to connect yet.")
            if knocks:
                print(table(knocks, ("at", "address", "identity", "outcome", "ocpp", "detail", "count")))
        return DONE

    return _guarded(look, given.data)


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

    return _guarded(run, given.data)


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


def _guarded(run: Callable[[], int], data: Path) -> int:
    """Run it; every foreseen failure of the data folder, the port or a charger becomes one sentence."""
    from app.control.sentences import backup_sentence, sentence
    from app.core.backups import BackupFailed
    from app.core.commands import CommandFailed
    from app.core.interfaces import NotStored
    from app.core.model import TroubleKind
    from app.store import StoreError

    try:
        return run()
    except CommandFailed as failure:
        return _failed(sentence(failure))
    except BackupFailed as failure:
        return _failed(backup_sentence(failure))
    except (StoreError, NotStored) as failure:
        if failure.kind is TroubleKind.DATA_BROKEN:
            return _failed(_damaged(failure, data))
        return _failed(str(failure))
    except BrokenPipeError:
        raise
    except OSError as failure:
        return _failed(f"{failure.filename or 'A file'} cannot be used: {failure.strerror or failure}.")


def _damaged(failure: StoreError | NotStored, data: Path) -> str:
    """What is wrong with the data, and the command that brings back the newest backup."""
    from app.control.sentences import damage_sentence

    return damage_sentence(failure.detail, _newest_backup(data))


def _newest_backup(data: Path) -> BackupFile | None:
    from app.settings import load_preferences
    from app.store.shelf import FOLDER, listed

    chosen = load_preferences(data).backup_folder
    return next(iter(listed(data / FOLDER, *([Path(chosen)] if chosen else []))), None)


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

    return _guarded(run, given.data)


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
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "doctor": _doctor,
}

if __name__ == "__main__":
    sys.exit(main())
