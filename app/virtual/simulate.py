"""The `simulate` command: one virtual charger, driven by a script or by a driver who comes and goes.

Importing this is cheap, so that a command line can be read without the `ocpp` package.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.virtual.car import CarModel
from app.virtual.settings import ChargerSettings, Costs, Version

if TYPE_CHECKING:
    from app.virtual.charger import VirtualCharger
    from app.virtual.script import Step

Say = Callable[[str], None]

# So often a central system is tried that was never reached, before giving up.
_FIRST_ATTEMPTS = 4
_BETWEEN_ATTEMPTS_S = 1.5


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """What the command line asked for. `url` is the address without the identity."""

    url: str
    identity: str
    version: Version = Version.V16
    outlets: int = 1
    password: str | None = None
    script: Path | None = None
    sample_interval_s: int = 10
    signs: bool = False


async def simulate(options: SimulateOptions, say: Say, complain: Say) -> int:
    """Runs one virtual charger until its script ends, or for ever; returns the exit status.

    `say` takes a short line on what happens, `complain` the one sentence on why it failed.
    SIGINT and SIGTERM end it in order: an open session is stopped and told first.
    """
    steps: list[Step] | None = None
    if options.script is not None:
        steps = await asyncio.to_thread(_read_file, options.script, complain)
        if steps is None:
            return 1
    from app.virtual.charger import VirtualCharger

    # What is refused is said in our own short lines; the engine would say it again, less well.
    logging.getLogger("ocpp").setLevel(logging.ERROR)
    settings = ChargerSettings(
        url=options.url,
        identity=options.identity,
        version=options.version,
        outlets=options.outlets,
        password=options.password,
        sample_interval_s=options.sample_interval_s,
        costs=Costs.ON,
        signs=options.signs,
        tolerant=True,
    )
    async with VirtualCharger(settings, say=say) as charger:
        work = _play(charger, steps, complain) if steps is not None else _drive(charger, complain)
        return await _until_told(asyncio.ensure_future(work), charger)


def _read_file(path: Path, complain: Say) -> list[Step] | None:
    from app.virtual.script import ScriptError, read_script

    try:
        return read_script(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        complain(f"The script {path} cannot be read: {error}.")
    except ScriptError as error:
        complain(str(error))
    return None


async def _play(charger: VirtualCharger, steps: list[Step], complain: Say) -> int:
    from app.virtual.charger import Impossible
    from app.virtual.line import ConnectionFailed, LineLost
    from app.virtual.peer import Refused, Unanswered, WrongMessage
    from app.virtual.script import play

    try:
        await play(steps, charger)
    except (Impossible, ConnectionFailed, LineLost, Refused, Unanswered, WrongMessage) as error:
        complain(str(error))
        return 1
    return 0


async def _drive(charger: VirtualCharger, complain: Say) -> int:
    from app.virtual.driver import Habits, drive
    from app.virtual.line import ConnectionFailed
    from app.virtual.peer import Refused, Unanswered, WrongMessage

    try:
        await charger.power_up(_FIRST_ATTEMPTS, _BETWEEN_ATTEMPTS_S)
    except ConnectionFailed as failure:
        complain(str(failure))
        return 1
    except (Refused, Unanswered, WrongMessage) as problem:
        complain(f"The boot was not answered as it should be: {problem}.")
        return 1
    # The physics are real; a battery this small is full within minutes.
    car = CarModel(battery_wh=600, start_soc_percent=30, ramp_s=10, taper_from_percent=75)
    drivers = [
        drive(charger, Habits(outlet=n, card=f"04A2B3C{n}", car=car, first_visit_s=2 * n, seed=n))
        for n in charger.outlets
    ]
    await asyncio.gather(*drivers)
    return 0


async def _until_told(work: asyncio.Future[int], charger: VirtualCharger) -> int:
    """Waits for the work; a signal ends it, and then open sessions are ended and told."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in signals}
    for number in signals:
        # `signal` and not the loop's own handler, which Windows does not have.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    waiting = asyncio.ensure_future(told.wait())
    try:
        both: set[asyncio.Future[Any]] = {work, waiting}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        work.cancel()
        await asyncio.wait({work})
        await leave(charger)
        return 0
    finally:
        waiting.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)


async def leave(charger: VirtualCharger) -> None:
    """Ends what is open and takes the cables out, for at most a few seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(3):
            for number, outlet in charger.outlets.items():
                if outlet.car is not None:
                    await charger.stop(number)
                    await charger.unplug(number)
