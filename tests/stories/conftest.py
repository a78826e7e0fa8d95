"""The whole program in the test's own loop, and chargers that call it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.application import Running, running
from app.core.changes import Change
from app.core.contact import TroubleKind
from app.core.interfaces import SessionQuery
from app.settings import Address, Settings
from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.settings import ChargerSettings, Version

VERSIONS = list(Version)


@asynccontextmanager
async def program(data: Path, *, approve_new: bool = True, test_mode: bool = True) -> AsyncIterator[Running]:
    """The program without a window, on a free port of this computer."""
    settings = Settings(data=data, listen=Address("127.0.0.1", 0), approve_new=approve_new, test_mode=test_mode)
    async with running(settings) as run:
        yield run


def a_charger(run: Running, version: Version = Version.V16, identity: str = "EH1", **more: object) -> ChargerSettings:
    """A virtual charger that does only what the test has it do."""
    return ChargerSettings(url=run.urls[0], identity=identity, version=version, lively=False, **more)  # type: ignore[arg-type]


def two_hours_ago() -> HandClock:
    """A clock the test moves; it begins in the past, so that it stays there."""
    return HandClock(datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2))


async def until(run: Running, condition: Callable[[], bool], seconds: float = 20) -> None:
    """Return when the condition holds, looking again at every change the program tells. Fails after `seconds`."""
    changed = asyncio.Event()

    def look(change: Change) -> None:
        changed.set()

    end = run.site.changes.observe(look)
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                await changed.wait()
                changed.clear()
    finally:
        end()


Act = Callable[[], Awaitable[None]]


async def survived(run: Running, version: Version, kind: TroubleKind, cause: Act, end: Act) -> None:
    """A session of three times ten minutes at 6 kW; the trouble lasts through the second."""
    clock = two_hours_ago()
    async with VirtualCharger(a_charger(run, version, tolerant=True, backoff_s=(0.1,)), clock) as charger:
        await charger.power_up()
        await charger.plug_in(1)
        assert await charger.tap(1, "04A2B3C4")
        await charger.hold_power(1, 6000)
        clock.advance(600)
        await charger.meter_tick(1)
        await charger.delivered()

        await cause()
        clock.advance(600)
        await charger.meter_tick(1)
        await until(run, lambda: kind in run.site.troubles)

        await end()
        clock.advance(600)
        await charger.meter_tick(1)
        await charger.stop(1, "04A2B3C4")
        await charger.unplug(1)
        await charger.delivered()
        await until(run, lambda: not run.site.troubles)
    (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery())
    assert session.energy_wh == 3000
    assert not session.open
