"""A card is refused, learned, carried into the charger, and good there while this computer is off."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import VERSIONS
from tests.stories.test_killed_in_the_middle import command, served

ANNAS, STRANGE = "04A2B3C4D5E680", "DEADBEEF010203"


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(40):
        while not await holds():  # noqa: ASYNC110 - another process, and the charger, tell nobody
            await asyncio.sleep(0.05)


async def listed(data: Path, *words: str) -> list[dict[str, Any]]:
    return json.loads(await command(data, *words, "--json"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_known_card_charges_while_this_computer_is_off_and_a_stranger_does_not(
    version: Version, tmp_path: Path
) -> None:
    async def story() -> None:
        process, url = await served(tmp_path, "127.0.0.1:0")
        settings = ChargerSettings(url, "EH1", version, lively=False, tolerant=True, backoff_s=(0.05,))
        async with VirtualCharger(settings) as charger:
            await charger.power_up()
            await command(tmp_path, "policy", "known")
            assert not await charger.tap(1, ANNAS)
            (stranger,) = await listed(tmp_path, "cards", "--unknown")
            assert stranger["uid"] == ANNAS

            await command(tmp_path, "card", "add", ANNAS, "--person", "Anna")
            assert (await charger.authorize(ANNAS)).accepted
            await command(tmp_path, "do", "EH1", "away", "known")
            await command(tmp_path, "do", "EH1", "list")

            async def holds() -> bool:
                return ANNAS.casefold() in map(str.casefold, charger.cards.listed)

            await until(holds)

            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 15) == 0

            async def offline() -> bool:
                return not charger.online

            await until(offline)
            assert not await charger.tap(1, STRANGE)
            await charger.plug_in(1)
            assert await charger.tap(1, ANNAS)
            await charger.hold_power(1, 7_360)
            await charger.meter_tick(1)
            assert await charger.stop(1, ANNAS)

            process, _ = await served(tmp_path, url.removeprefix("ws://").rstrip("/"))
            try:
                async with asyncio.timeout(60):
                    await charger.delivered()
                await charger.wait_online()
                assert not await charger.tap(1, STRANGE)
                (session,) = await listed(tmp_path, "sessions")
                assert (session["card"], session["person"]) == (ANNAS, "Anna")
                assert session["stopped_at"] is not None
                assert STRANGE in {each["uid"] for each in await listed(tmp_path, "cards", "--unknown")}
            finally:
                process.send_signal(signal.SIGTERM)
                assert await asyncio.wait_for(process.wait(), 15) == 0

    asyncio.run(story())
