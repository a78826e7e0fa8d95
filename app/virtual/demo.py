"""The demo's two chargers, made to run in a process of their own.

`python -m app.virtual.demo URL` runs them until its standard input closes, which happens when
the parent ends in whatever way, so that no orphan is left.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Awaitable, Callable

from app.virtual.car import CarModel
from app.virtual.charger import VirtualCharger
from app.virtual.driver import Habits, drive
from app.virtual.names import CARPORT, GARAGE
from app.virtual.peer import Refused, Unanswered, WrongMessage
from app.virtual.settings import ChargerSettings, Costs, Version
from app.virtual.simulate import leave

# The physics are real, the batteries small: a session ramps up, runs at full power, tapers and
# ends within a few minutes, and every number agrees with its time stamp.
_FAMILY_CAR = CarModel(battery_wh=560, start_soc_percent=25, phases=3, ramp_s=14, taper_from_percent=75, seed=11)
_SMALL_CAR = CarModel(battery_wh=200, start_soc_percent=30, phases=1, ramp_s=9, taper_from_percent=78, seed=23)
_VISITOR = CarModel(battery_wh=800, start_soc_percent=30, phases=3, ramp_s=18, taper_from_percent=82, seed=37)


def _garage(url: str) -> tuple[ChargerSettings, list[Habits]]:
    settings = ChargerSettings(
        url=url,
        identity=GARAGE,
        version=Version.V16,
        outlets=1,
        vendor="Laddvakt",
        model="Garage",
        serial="DEMO-1",
        sample_interval_s=5,
        costs=Costs.ON,
        tolerant=True,
    )
    return settings, [Habits(1, "04A2B3C4", _FAMILY_CAR, first_visit_s=2, seed=1)]


def _carport(url: str) -> tuple[ChargerSettings, list[Habits]]:
    settings = ChargerSettings(
        url=url,
        identity=CARPORT,
        version=Version.V201,
        outlets=2,
        vendor="Laddvakt",
        model="Carport",
        serial="DEMO-2",
        sample_interval_s=5,
        costs=Costs.ON,
        tolerant=True,
    )
    drivers = [
        Habits(1, "0455D6E7", _SMALL_CAR, first_visit_s=9, seed=2),
        Habits(2, "04F1A2B3", _VISITOR, first_visit_s=28, seed=3, stays_away_s=(40, 80)),
    ]
    return settings, drivers


async def run_demo(url: str, until: Awaitable[None], say: Callable[[str], None] | None = None) -> None:
    """Runs both chargers against the central system at `url` until `until` is done."""
    chargers = [
        asyncio.ensure_future(_run(settings, drivers, say)) for settings, drivers in (_garage(url), _carport(url))
    ]
    await until
    for charger in chargers:
        charger.cancel()
    await asyncio.gather(*chargers, return_exceptions=True)


async def _run(settings: ChargerSettings, drivers: list[Habits], say: Callable[[str], None] | None) -> None:
    def line(text: str) -> None:
        if say is not None:
            say(f"{settings.identity} {text}")

    async with VirtualCharger(settings, say=line) as charger:
        await _power_up(charger)
        try:
            await asyncio.gather(*(drive(charger, habits) for habits in drivers))
        finally:
            await leave(charger)


async def _power_up(charger: VirtualCharger) -> None:
    # The server may come up after us: there is nothing better to do than to wait for it.
    while not charger.online:
        try:
            await charger.power_up(attempts=None, pause_s=0.5)
        except (Refused, Unanswered, WrongMessage) as problem:
            charger.note(f"BootNotification: {problem}")
            await asyncio.sleep(5)


async def stdin_closed() -> None:
    """Returns when standard input ends. A daemon thread reads it: Windows pipes cannot be polled."""
    loop = asyncio.get_running_loop()
    closed = asyncio.Event()

    def read() -> None:
        # By its number: a program without a console has no `sys.stdin`, but it has the pipe.
        with contextlib.suppress(OSError):
            while os.read(0, 4096):
                pass
        loop.call_soon_threadsafe(closed.set)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    await closed.wait()


def main(url: str) -> int:
    """The demo process: runs until its parent is gone."""
    asyncio.run(run_demo(url, stdin_closed()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
