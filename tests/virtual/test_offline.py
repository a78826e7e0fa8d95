"""The line: pending boots, drops, and the outbox that loses nothing."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.line import ConnectionFailed
from app.virtual.settings import Version
from tests.virtual.central import DROP, central_system

CARD = "04A2B3C4"


def start_clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def test_a_pending_charger_keeps_quiet_boots_again_and_then_tells_everything() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            statuses = iter(["Pending", "Accepted"])
            central.special["BootNotification"] = lambda _: {
                "status": next(statuses),
                "currentTime": "2026-11-23T12:00:00Z",
                "interval": 1,
            }
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.connect()
                assert await charger.boot() == "Pending"
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                assert central.actions == ["BootNotification"]
                await charger.wait_online()
                await charger.delivered()
                await central.until(lambda: len(central.payloads("StatusNotification")) == 2)
            assert central.actions[:3] == ["BootNotification"] * 2 + ["StatusNotification"]
            assert "StartTransaction" in central.actions

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_trigger_makes_a_pending_charger_boot_at_once(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            statuses = iter(["Pending", "Accepted"])
            central.special["BootNotification"] = lambda _: {
                "status": next(statuses),
                "currentTime": "2026-11-23T12:00:00Z",
                "interval": 3600,
            }
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.connect()
                await charger.boot()
                trigger = {"requestedMessage": "BootNotification"}
                assert await central.command("TriggerMessage", trigger) == {"status": "Accepted"}
                await charger.wait_online()
            if version is not Version.V16:
                reasons = [boot["reason"] for boot in central.payloads("BootNotification")]
                assert reasons == ["PowerUp", "Triggered"]

    asyncio.run(story())


def test_an_impatient_charger_can_be_told_to_ignore_pending() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            central.special["BootNotification"] = lambda _: {
                "status": "Pending",
                "currentTime": "2026-11-23T12:00:00Z",
                "interval": 3600,
            }
            settings = central.settings(ignores_pending=True)
            async with VirtualCharger(settings, start_clock()) as charger:
                await charger.connect()
                await charger.boot()
                await charger.plug_in(1)
            assert central.payloads("StatusNotification")[-1]["status"] == "Preparing"

    asyncio.run(story())


def test_what_happens_offline_is_delivered_in_order_with_its_own_times_in_1_6() -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(), clock) as charger:
                await charger.power_up()
                await charger.drop()
                central.forget()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                await charger.hold_power(1, 3600)
                clock.advance(600)
                await charger.meter_tick(1)
                clock.advance(600)
                await charger.stop(1)
                assert charger.undelivered == 3
                clock.advance(3600)
                await charger.reconnect()
                await charger.delivered()
            kept = [entry for entry in central.heard if entry[0] != "StatusNotification"]
            assert [action for action, _ in kept] == [
                "StartTransaction",
                "MeterValues",
                "StopTransaction",
            ]
            start, metered, stop = (payload for _, payload in kept)
            assert start["timestamp"] == "2026-11-23T12:00:00.000Z"
            assert metered["transactionId"] == stop["transactionId"] == 4711
            assert metered["meterValue"][0]["timestamp"] == "2026-11-23T12:10:00.000Z"
            assert stop["timestamp"] == "2026-11-23T12:20:00.000Z"
            assert stop["meterStop"] - start["meterStart"] == 1200
            statuses = [p["status"] for p in central.payloads("StatusNotification")]
            assert statuses == ["Finishing"]

    asyncio.run(story())


@pytest.mark.parametrize("version", [Version.V201, Version.V21])
def test_what_happens_offline_is_marked_so_in_2_x(version: Version) -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(version) as central:
            async with VirtualCharger(central.settings(), clock) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                await charger.drop(abruptly=False)
                clock.advance(60)
                await charger.meter_tick(1)
                await charger.reconnect()
                clock.advance(60)
                await charger.stop(1)
                await charger.delivered()
            events = central.payloads("TransactionEvent")
            told = [(e["seqNo"], e["triggerReason"], e.get("offline", False)) for e in events]
            assert told == [
                (0, "Authorized", False),
                (1, "ChargingStateChanged", False),
                (2, "MeterValuePeriodic", True),
                (3, "StopAuthorized", False),
            ]

    asyncio.run(story())


def test_a_drop_ends_by_itself_after_its_time() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.drop(0.05)
                assert not charger.online
                await charger.wait_online()
            assert central.connections == 2
            assert central.actions.count("BootNotification") == 1

    asyncio.run(story())


def test_a_lost_reply_makes_the_charger_send_the_same_message_again() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            settings = central.settings(reply_timeout_s=0.3)
            async with VirtualCharger(settings, start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                central.forget()
                charger.faults.lose_replies = 1
                await charger.meter_tick(1)
            assert central.actions == ["MeterValues", "MeterValues"]
            assert central.ids[0] == central.ids[1]
            assert central.heard[0] == central.heard[1]

    asyncio.run(story())


def test_an_answer_that_never_comes_because_the_line_went_is_not_waited_for() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(reply_timeout_s=60)) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                central.special["StartTransaction"] = lambda _: DROP
                tapping = asyncio.ensure_future(charger.tap(1, CARD))
                await central.until(lambda: "StartTransaction" in central.actions)
                await charger.drop()
                assert await tapping
                del central.special["StartTransaction"]
                await charger.reconnect()
                await charger.delivered()
            starts = central.payloads("StartTransaction")
            assert len(starts) == 2
            assert starts[0] == starts[1]

    asyncio.run(story())


def test_a_central_system_that_is_not_there_is_one_sentence() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            settings = central.settings()
        with pytest.raises(ConnectionFailed, match=r"^ws://127\.0\.0\.1.* could not be reached\.$"):
            async with VirtualCharger(settings) as charger:
                await charger.connect()

    asyncio.run(story())


def test_a_wrong_url_is_one_sentence() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            settings = central.settings(url="http://127.0.0.1:1")
            with pytest.raises(ConnectionFailed, match="is not a WebSocket address"):
                await VirtualCharger(settings).connect()

    asyncio.run(story())


def test_a_reset_ends_the_session_and_boots_again() -> None:
    async def story() -> None:
        async with central_system(Version.V201) as central:
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                answer: Any = await central.command("Reset", {"type": "Immediate"})
                assert answer == {"status": "Accepted"}
                await central.until(lambda: central.actions.count("BootNotification") == 2)
                await charger.wait_online()
            ended = central.payloads("TransactionEvent")[-1]
            assert ended["triggerReason"] == "ResetCommand"
            assert ended["transactionInfo"]["stoppedReason"] == "ImmediateReset"
            assert central.payloads("BootNotification")[1]["reason"] == "RemoteReset"

    asyncio.run(story())


def test_a_charger_can_boot_at_every_connect() -> None:
    async def story() -> None:
        async with (
            central_system(Version.V16) as central,
            VirtualCharger(central.settings(boots_on_reconnect=True)) as charger,
        ):
            await charger.power_up()
            await charger.drop()
            await charger.reconnect()
            assert central.actions.count("BootNotification") == 2

    asyncio.run(story())
