"""The commands that run: the window, `serve`, and virtual chargers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.common import DONE, complain, failed, guarded, newest_backup, right, settings_of

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    from app.application import EngineThread
    from app.core.engine import Engine
    from app.gui.failure_page import Rescue
    from app.settings import Settings


def asked_window(given: argparse.Namespace) -> int:
    return window(given.data, demo=given.demo, background=given.background, quit_after_s=given.quit_after)


def window(
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
        engine.append(_demo_thread() if demo else EngineThread(settings))
        return engine[0].start()

    def rescue() -> Rescue | None:
        from functools import partial

        from app.gui.failure_page import Rescue
        from app.store.restore import stage

        newest = newest_backup(settings.data)
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


def _demo_thread() -> EngineThread:
    from app.commands.demo import DemoThread

    return DemoThread()


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


def serve(given: argparse.Namespace) -> int:
    from dataclasses import replace

    from app.settings import Address

    settings = replace(
        settings_of(given),
        listen=right(Address.parse, given.listen) if given.listen else None,
        tls_listen=right(Address.parse, given.tls_listen) if given.tls_listen else None,
        approve_new=given.approve_new,
        test_mode=given.test_mode,
        prices_folder=None if given.prices_folder is None else given.prices_folder.absolute(),
    )
    return guarded(lambda: _serve_until_told(settings), settings.data)


def _serve_until_told(settings: Settings) -> int:
    import asyncio

    from app.application import why_unreachable
    from app.csms.server import CannotListen

    try:
        return asyncio.run(_served(settings))
    except CannotListen as failure:
        return failed(why_unreachable(failure))


async def _served(settings: Settings) -> int:
    import asyncio
    import signal

    from app.application import running
    from app.control.price_sentences import folder_sentences
    from app.control.sentences import trouble_sentence
    from app.core.changes import Change, FolderChanged, TroublesChanged
    from app.core.contact import WARNINGS, Trouble, TroubleKind
    from app.core.interfaces import utc_now
    from app.core.prices.folder import NOT_WATCHED

    told: set[TroubleKind] = set()
    folder, since = NOT_WATCHED, utc_now()

    def tell(change: Change) -> None:
        nonlocal folder
        if isinstance(change, TroublesChanged):
            tell_troubles(change.troubles)
        elif isinstance(change, FolderChanged):
            for said in folder_sentences(folder, change.watched, since):
                complain(said)
            folder = change.watched

    def tell_troubles(troubles: Sequence[Trouble]) -> None:
        # Without a window this is where the user looks: each trouble as it begins, and when all have passed.
        for trouble in troubles:
            if trouble.kind not in told:
                complain(trouble_sentence(trouble))
        present = {trouble.kind for trouble in troubles}
        if told - present - WARNINGS and present <= WARNINGS:
            complain("All is well again.")
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


def simulate(given: argparse.Namespace) -> int:
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
        signs=given.signs,
    )
    return asyncio.run(simulate(options, lambda line: print(line, flush=True), complain))


def demo_chargers(given: argparse.Namespace) -> int:
    from app.virtual.demo import main

    return main(given.url)
