"""`kill -9` of `serve` in the middle of a session: started again, it is one session with the right energy."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import VERSIONS, two_hours_ago

ROOT = Path(__file__).resolve().parents[2]


async def served(data: Path, listen: str) -> tuple[asyncio.subprocess.Process, str]:
    """`serve` as its users start it, and the address it says it listens on."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app", "serve", "--data", str(data), "--listen", listen, "--approve-new"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    found = re.search(r"listening on (ws://\S+)", line)
    assert found, line
    return process, found[1]


async def command(data: Path, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app", *words, "--data", str(data), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_killed_and_started_again_it_is_one_session_with_the_right_energy(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        clock = two_hours_ago()
        process, url = await served(tmp_path, "127.0.0.1:0")
        settings = ChargerSettings(
            url=url, identity="EH1", version=version, lively=False, tolerant=True, backoff_s=(0.1,)
        )
        async with VirtualCharger(settings, clock) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            assert await charger.tap(1, "04A2B3C4")
            await charger.hold_power(1, 6000)
            clock.advance(600)
            await charger.meter_tick(1)

            process.send_signal(signal.SIGKILL)
            await process.wait()
            clock.advance(600)
            process, _ = await served(tmp_path, url.removeprefix("ws://").removesuffix("/"))
            await charger.wait_online()
            clock.advance(600)
            await charger.meter_tick(1)
            await charger.stop(1, "04A2B3C4")
            await charger.unplug(1)
            await charger.delivered()
        (session,) = json.loads(await command(tmp_path, "sessions", "--json"))
        assert session["energy_wh"] == 3000
        assert session["meter_stop_wh"] - session["meter_start_wh"] == 3000
        assert session["quality"] == "measured"
        assert session["stopped_at"] is not None
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0

    if os.name == "posix":
        asyncio.run(story())
