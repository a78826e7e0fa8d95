"""Over the wire: a charger repeats, forgets its numbers and has the wrong time: its history has one row a session."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from app.application import Running
from app.core.interfaces import SessionQuery
from app.core.model import Evidence, Session
from tests.stories.conftest import program

_START = {"connectorId": 1, "idTag": "04A2B3C4", "meterStart": 100_000}


class Charger:
    """Speaks 1.6 and gives every message a new number, as chargers do that restarted in between."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._sent = 0

    async def say(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        self._sent += 1
        await self._line.send(json.dumps([2, f"{id(self)}-{self._sent}", action, payload]))
        answer = json.loads(await asyncio.wait_for(self._line.recv(), 10))
        assert answer[0] == 3, answer
        return dict(answer[2])


async def told(run: Running, *messages: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers to these messages, said on a line of their own."""
    async with connect(run.urls[0] + "EH1", subprotocols=["ocpp1.6"]) as line:  # type: ignore[list-item]
        charger = Charger(line)
        await charger.say("BootNotification", {"chargePointVendor": "Acme", "chargePointModel": "One"})
        return [await charger.say(action, payload) for action, payload in messages]


async def rows(run: Running) -> list[Session]:
    return await asyncio.to_thread(run.history.sessions, SessionQuery(newest_first=False))


@pytest.mark.parametrize("time", ["1970-01-01T00:00:40Z", "2020-03-01T12:00:00Z"])
def test_a_queue_said_again_by_new_numbers_and_after_our_restart_is_one_row(tmp_path: Path, time: str) -> None:
    async def story() -> None:
        start = ("StartTransaction", {**_START, "timestamp": time})
        stop = {"transactionId": -1, "idTag": "04A2B3C4", "meterStop": 104_000, "timestamp": time}
        queue = (start, start, ("StopTransaction", stop), ("StopTransaction", stop))
        numbers = set()
        for _ in range(2):
            async with program(tmp_path) as run:
                for _ in range(2):
                    answers = await told(run, *queue)
                    numbers |= {answer["transactionId"] for answer in answers if "transactionId" in answer}
                found = await rows(run)
        (session,) = found
        assert len(numbers) == 1
        assert (session.meter_start_wh, session.meter_stop_wh, session.energy_wh) == (100_000, 104_000, 4000)

    asyncio.run(story())


def test_a_stop_of_a_session_that_we_never_heard_of_is_kept_once(tmp_path: Path) -> None:
    async def story() -> None:
        stop = {"transactionId": 0, "meterStop": 104_000, "timestamp": "2026-03-01T12:00:00Z"}
        async with program(tmp_path) as run:
            assert await told(run, ("StopTransaction", stop), ("StopTransaction", stop)) == [{}, {}]
            (session,) = await rows(run)
        assert Evidence.START_MISSED in session.evidence

    asyncio.run(story())
