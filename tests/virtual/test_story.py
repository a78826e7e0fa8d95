"""The same story told in every version."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.settings import StartPoint, Version
from tests.virtual.central import central_system

CARD = "04A2B3C4"


def start_clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


async def tell_story(charger: VirtualCharger, clock: HandClock) -> None:
    await charger.power_up()
    await charger.plug_in(1)
    assert await charger.tap(1, CARD)
    await charger.hold_power(1, 7200)
    clock.advance(1800)
    await charger.meter_tick(1)
    await charger.suspend_by_car(1)
    clock.advance(600)
    await charger.resume(1)
    clock.advance(1800)
    assert await charger.stop(1, CARD)
    await charger.unplug(1)


def test_the_story_in_1_6_is_what_a_correct_charger_sends() -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(Version.V16) as central:
            async with VirtualCharger(central.settings(), clock) as charger:
                await tell_story(charger, clock)
            told = [
                payload.get("status", action) if action == "StatusNotification" else action
                for action, payload in central.heard
            ]
            assert told == [
                "BootNotification",
                "Available",  # connector 0
                "Available",
                "Preparing",
                "Authorize",
                "StartTransaction",
                "Charging",
                "MeterValues",
                "SuspendedEV",
                "Charging",
                "StopTransaction",
                "Finishing",
                "Available",
            ]
            start = central.payloads("StartTransaction")[0]
            assert start == {
                "connectorId": 1,
                "idTag": CARD,
                "meterStart": 1000,
                "timestamp": "2026-11-23T12:00:00.000Z",
            }
            metered = central.payloads("MeterValues")[0]
            assert metered["transactionId"] == 4711
            values = {
                (v["measurand"], v.get("phase", "")): v["value"] for v in metered["meterValue"][0]["sampledValue"]
            }
            assert values["Energy.Active.Import.Register", ""] == "4600"
            assert values["Power.Active.Import", ""] == "7200"
            assert values["Current.Import", "L3"] == "10.43"
            assert values["Voltage", "L2-N"] == "230"
            stop = central.payloads("StopTransaction")[0]
            assert stop["meterStop"] == 8200
            assert stop["reason"] == "Local"
            assert stop["timestamp"] == "2026-11-23T13:10:00.000Z"
            contexts = [d["sampledValue"][0]["context"] for d in stop["transactionData"]]
            assert contexts == ["Transaction.Begin", "Transaction.End"]

    asyncio.run(story())


@pytest.mark.parametrize("version", [Version.V201, Version.V21])
def test_the_story_in_2_x_is_what_a_correct_charger_sends(version: Version) -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(version) as central:
            async with VirtualCharger(central.settings(), clock) as charger:
                await tell_story(charger, clock)
            told = []
            for action, payload in central.heard:
                if action == "StatusNotification":
                    told.append(payload["connectorStatus"])
                elif action == "TransactionEvent":
                    state = payload["transactionInfo"]["chargingState"]
                    told.append(f"{payload['eventType']} {payload['triggerReason']} {state}")
                else:
                    told.append(action)
            assert told == [
                "BootNotification",
                "Available",
                "Occupied",
                "Authorize",
                "Started Authorized EVConnected",
                "Updated ChargingStateChanged Charging",
                "Updated MeterValuePeriodic Charging",
                "Updated ChargingStateChanged SuspendedEV",
                "Updated ChargingStateChanged Charging",
                "Ended StopAuthorized EVConnected",
                "Available",
            ]
            events = central.payloads("TransactionEvent")
            assert [event["seqNo"] for event in events] == [0, 1, 2, 3, 4, 5]
            assert len({event["transactionInfo"]["transactionId"] for event in events}) == 1
            carried = [("evse" in event, "idToken" in event) for event in events]
            assert carried == [(True, True)] + [(False, False)] * 4 + [(False, True)]
            assert events[0]["evse"] == {"id": 1, "connectorId": 1}
            assert not any(event.get("offline") for event in events)
            energies = [
                value["value"]
                for event in events
                for value in event.get("meterValue", [{"sampledValue": []}])[0]["sampledValue"]
                if value["measurand"] == "Energy.Active.Import.Register"
            ]
            assert energies == [1000, 4600, 8200]
            assert events[-1]["transactionInfo"]["stoppedReason"] == "Local"
            assert events[-1]["timestamp"] == "2026-11-23T13:10:00.000Z"

    asyncio.run(story())


def test_a_2_x_transaction_can_begin_with_the_cable() -> None:
    async def story() -> None:
        async with central_system(Version.V201) as central:
            settings = central.settings(start_point=StartPoint.PLUGGED)
            async with VirtualCharger(settings, start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                await charger.unplug(1)
            events = central.payloads("TransactionEvent")
            assert [(e["eventType"], e["triggerReason"]) for e in events] == [
                ("Started", "CablePluggedIn"),
                ("Updated", "Authorized"),
                ("Ended", "EVCommunicationLost"),
            ]
            assert events[1]["transactionInfo"]["chargingState"] == "Charging"
            assert ["idToken" in event for event in events] == [False, True, False]
            assert events[-1]["transactionInfo"]["stoppedReason"] == "EVDisconnected"

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_card_shown_first_starts_when_the_cable_comes(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            settings = central.settings(outlets=2)
            async with VirtualCharger(settings, start_clock()) as charger:
                await charger.power_up()
                assert await charger.tap(2, CARD)
                await charger.plug_in(2)
            if version is Version.V16:
                assert central.payloads("StartTransaction")[0]["connectorId"] == 2
                last = central.payloads("StatusNotification")[-1]
                assert (last["connectorId"], last["status"]) == (2, "Charging")
            else:
                events = central.payloads("TransactionEvent")
                assert events[0]["evse"]["id"] == 2
                assert events[0]["triggerReason"] == "CablePluggedIn"

    asyncio.run(story())


def test_a_refused_card_starts_nothing() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            central.special["Authorize"] = lambda _: {"idTagInfo": {"status": "Blocked"}}
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                assert not await charger.tap(1, CARD)
                assert "StartTransaction" not in central.actions

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_transaction_that_is_refused_ends_at_once(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            blocked = {"status": "Blocked"}
            central.special["StartTransaction"] = lambda _: {
                "transactionId": 5,
                "idTagInfo": blocked,
            }
            central.special["TransactionEvent"] = lambda p: {"idTokenInfo": blocked} if "idToken" in p else {}
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.tap(1, CARD)
                if version is Version.V16:
                    await central.until(lambda: "StopTransaction" in central.actions)
                    reason = central.payloads("StopTransaction")[0]["reason"]
                else:
                    await central.until(lambda: central.payloads("TransactionEvent")[-1]["eventType"] == "Ended")
                    event = central.payloads("TransactionEvent")[-1]
                    reason = event["transactionInfo"]["stoppedReason"]
                assert reason == "DeAuthorized"

    asyncio.run(story())


def test_the_identity_is_the_last_path_segment_and_the_password_is_sent() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            settings = central.settings(identity="Garage/1 å", password="hemligt lösen:1")
            async with VirtualCharger(settings, start_clock()) as charger:
                await charger.power_up()
            assert central.paths == ["/ocpp/Garage%2F1%20%C3%A5"]
            assert central.headers[0]["authorization"].startswith("Basic ")

    asyncio.run(story())
