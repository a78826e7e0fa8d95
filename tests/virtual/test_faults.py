"""Each fault does what it says, and what the central system does wrong is never swallowed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from app.virtual.charger import VirtualCharger, WrongCentralSystem
from app.virtual.clock import HandClock
from app.virtual.faults import Answering
from app.virtual.peer import WrongMessage
from app.virtual.settings import Version
from tests.virtual.central import central_system

CARD = "04A2B3C4"


def start_clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def test_a_message_is_repeated_with_the_same_id_or_a_new_one() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                await charger.stop(1)
                await charger.authorize(CARD)
                central.forget()
                await charger.repeat_last()
                answer = await charger.repeat_last(new_id=True)
                assert answer.payload == {"idTagInfo": {"status": "Accepted"}}
            first, second = (json.loads(frame) for frame in central.frames)
            assert first[2:] == second[2:] == ["Authorize", {"idTag": CARD}]
            assert first[1] != second[1]

    asyncio.run(story())


def test_a_wrong_clock_is_told_in_every_time() -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(), clock) as charger:
                await charger.power_up()
                charger.faults.clock_offset = timedelta(hours=-2)
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                await charger.hold_power(1, 3600)
                clock.advance(60)
                await charger.stop(1)
            assert central.payloads("StartTransaction")[0]["timestamp"].startswith("2026-11-23T10:0")
            stop = central.payloads("StopTransaction")[0]
            assert stop["timestamp"] == "2026-11-23T10:01:00.000Z"
            assert stop["meterStop"] == 1060

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_commands_are_refused_politely_on_request(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            charger.faults.answering = Answering.REFUSE
            kind = "Hard" if version is Version.V16 else "Immediate"
            assert await central.command("Reset", {"type": kind}) == {"status": "Rejected"}
            asked = {"connectorId": 1} if version is Version.V16 else {}
            unlock = asked or {"evseId": 1, "connectorId": 1}
            answer = await central.command("UnlockConnector", unlock)
            assert answer == {"status": "UnlockFailed"}
            answer = await central.command("GetLocalListVersion", {})
            assert answer == {"error": "InternalError"}
            charger.faults.answering = Answering.HONEST
            assert "error" not in await central.command("GetLocalListVersion", {})

    asyncio.run(story())


def test_commands_are_answered_late_or_never_on_request() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            charger.faults.answering = Answering.SILENT
            silent = asyncio.ensure_future(central.command("ClearCache", {}))
            # The next answer overtakes the one that never comes.
            await central.until(lambda: True)
            await charger.heartbeat()
            charger.faults.answering = Answering.HONEST
            charger.faults.answer_delay_s = 0.05
            late = asyncio.ensure_future(central.command("ClearCache", {}))
            await charger.heartbeat()
            assert await late == {"status": "Accepted"}
            assert not silent.done()
            silent.cancel()

    asyncio.run(story())


def test_any_text_can_be_put_on_the_line() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            await charger.send_raw('[2,"x","Heart')
            await central.until(lambda: '[2,"x","Heart' in central.frames)

    asyncio.run(story())


def test_a_raw_call_returns_the_raw_answer() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            answer = await charger.call("Heartbeat", {}, unique_id="my-own")
            assert answer.payload == {"currentTime": "2026-11-23T12:00:00Z"}
            assert central.ids[-1] == "my-own"

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_an_answer_that_breaks_its_schema_fails_the_test(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            central.special["Heartbeat"] = lambda _: {"currentTime": 5}
            async with VirtualCharger(central.settings()) as charger:
                await charger.power_up()
                await charger.heartbeat()
                with pytest.raises(WrongMessage, match="Heartbeat"):
                    await charger.call("Heartbeat", {})

    with pytest.raises(WrongCentralSystem, match="Heartbeat: 5 is not of type 'string'"):
        asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_transaction_answer_that_breaks_its_schema_fails_the_test(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            action = "StartTransaction" if version is Version.V16 else "TransactionEvent"
            central.special[action] = lambda _: {"surprise": True}
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)

    with pytest.raises(WrongCentralSystem, match="surprise"):
        asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_command_that_breaks_its_schema_is_refused_and_fails_the_test(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            answer = await central.command("Reset", {"type": "Gently"})
            assert answer["error"] in ("FormationViolation", "FormatViolation")

    with pytest.raises(WrongCentralSystem, match="Reset does not keep its schema"):
        asyncio.run(story())


def test_a_frame_that_is_no_ocpp_fails_the_test() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            await central.send("hello")
            # The line has survived it.
            await charger.heartbeat()

    with pytest.raises(WrongCentralSystem, match="no OCPP: hello"):
        asyncio.run(story())
