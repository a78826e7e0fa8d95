"""Commands from the central system, honoured in every version."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.settings import Version
from tests.virtual.central import Central, central_system

CARD = "04A2B3C4"
TWO = [Version.V201, Version.V21]


def start_clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def profile_request(
    version: Version, limit: float, *, outlet: int = 0, unit: str = "A", number: int = 1
) -> dict[str, Any]:
    period = {"startPeriod": 0, "limit": limit}
    schedule: dict[str, Any] = {"chargingRateUnit": unit, "chargingSchedulePeriod": [period]}
    profile: dict[str, Any] = {
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
    }
    if version is Version.V16:
        profile |= {"chargingProfileId": number, "chargingSchedule": schedule}
        return {"connectorId": outlet, "csChargingProfiles": profile}
    profile |= {"id": number, "chargingSchedule": [{"id": 1, **schedule}]}
    return {"evseId": outlet, "chargingProfile": profile}


async def remote_start(central: Central, **more: Any) -> dict[str, Any]:
    if central.version is Version.V16:
        return await central.command("RemoteStartTransaction", {"idTag": CARD, **more})
    token = {"idToken": CARD, "type": "Central"}
    return await central.command("RequestStartTransaction", {"idToken": token, "remoteStartId": 77, **more})


@pytest.mark.parametrize("version", list(Version))
def test_a_remote_start_and_stop(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                assert (await remote_start(central))["status"] == "Accepted"
                await charger.wait_for(1, lambda it: it.transaction is not None)
                await charger.delivered()
                # A second one on the same outlet finds it taken.
                assert (await remote_start(central))["status"] == "Rejected"
                if version is Version.V16:
                    stop: tuple[str, dict[str, Any]] = (
                        "RemoteStopTransaction",
                        {"transactionId": 4711},
                    )
                else:
                    started = central.payloads("TransactionEvent")[0]
                    assert started["triggerReason"] == "RemoteStart"
                    assert started["transactionInfo"]["remoteStartId"] == 77
                    assert started["idToken"] == {"idToken": CARD, "type": "Central"}
                    key = started["transactionInfo"]["transactionId"]
                    stop = ("RequestStopTransaction", {"transactionId": key})
                assert (await central.command(*stop))["status"] == "Accepted"
                await charger.wait_for(1, lambda it: it.transaction is None)
                await charger.delivered()
                assert (await central.command(*stop))["status"] == "Rejected"
            if version is Version.V16:
                assert central.payloads("StopTransaction")[0]["reason"] == "Remote"
            else:
                ended = central.payloads("TransactionEvent")[-1]
                assert ended["triggerReason"] == "RemoteStop"
                assert ended["transactionInfo"]["stoppedReason"] == "Remote"

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_limit_lowers_the_power_and_none_suspends(version: Version) -> None:
    async def story() -> None:
        clock = start_clock()
        async with central_system(version) as central, VirtualCharger(central.settings(), clock) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)
            clock.advance(60)
            assert 10_500 < (await charger.meter_tick(1)).power_w < 11_100

            limit = profile_request(version, 10)
            assert (await central.command("SetChargingProfile", limit))["status"] == "Accepted"
            clock.advance(60)
            limited = await charger.meter_tick(1)
            assert 6_600 < limited.power_w <= 3 * 10 * 231.5
            assert max(limited.current_a) <= 10

            watts = profile_request(version, 4140, unit="W")
            await central.command("SetChargingProfile", watts)
            clock.advance(60)
            assert max((await charger.meter_tick(1)).current_a) <= 6

            central.forget()
            await central.command("SetChargingProfile", profile_request(version, 0))
            if version is Version.V16:
                await central.until(lambda: "StatusNotification" in central.actions)
                status = central.payloads("StatusNotification")[0]["status"]
            else:
                await central.until(lambda: "TransactionEvent" in central.actions)
                info = central.payloads("TransactionEvent")[0]["transactionInfo"]
                status = info["chargingState"]
            assert status == "SuspendedEVSE"
            energy_wh = (await charger.meter_tick(1)).energy_wh
            clock.advance(600)
            still = await charger.meter_tick(1)
            assert (still.energy_wh, still.power_w) == (energy_wh, 0)

            assert await central.command("ClearChargingProfile", {}) == {"status": "Accepted"}
            await charger.wait_for(1, lambda it: it.state.value == "Charging")
            assert await central.command("ClearChargingProfile", {}) == {"status": "Unknown"}

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_the_composite_schedule_tells_the_limit_in_force(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await central.command("SetChargingProfile", profile_request(version, 9.5))
            key = "connectorId" if version is Version.V16 else "evseId"
            answer = await central.command("GetCompositeSchedule", {key: 1, "duration": 600})
            plan = answer["chargingSchedule" if version is Version.V16 else "schedule"]
            assert plan["chargingSchedulePeriod"] == [{"startPeriod": 0, "limit": 9.5, "numberPhases": 3}]

    asyncio.run(story())


def test_a_profile_is_reported_in_2_1_with_names_that_the_package_would_lose() -> None:
    async def story() -> None:
        async with central_system(Version.V21) as central:
            async with VirtualCharger(central.settings(), start_clock()) as charger:
                await charger.power_up()
                request = profile_request(Version.V21, 10)
                period = request["chargingProfile"]["chargingSchedule"][0]
                period["chargingSchedulePeriod"][0] |= {"limit_L2": 8, "limit_L3": 7}
                await central.command("SetChargingProfile", request)
                asked = {"requestId": 5, "chargingProfile": {}}
                assert (await central.command("GetChargingProfiles", asked)) == {"status": "Accepted"}
                await central.until(lambda: "ReportChargingProfiles" in central.actions)
            report = central.payloads("ReportChargingProfiles")[0]
            assert report["chargingProfile"] == [request["chargingProfile"]]

    asyncio.run(story())


def test_configuration_keys_are_read_and_written_in_1_6() -> None:
    async def story() -> None:
        async with (
            central_system(Version.V16) as central,
            VirtualCharger(central.settings(outlets=2)) as charger,
        ):
            await charger.power_up()
            change = {"key": "MeterValueSampleInterval", "value": "15"}
            assert await central.command("ChangeConfiguration", change) == {"status": "Accepted"}
            secret = {"key": "AuthorizationKey", "value": "geheim-geheim-geheim"}
            assert (await central.command("ChangeConfiguration", secret)) == {"status": "Accepted"}
            for key, value, word in (
                ("NumberOfConnectors", "7", "Rejected"),
                ("HeartbeatInterval", "often", "Rejected"),
                ("NoSuchKey", "1", "NotSupported"),
            ):
                answer = await central.command("ChangeConfiguration", {"key": key, "value": value})
                assert answer == {"status": word}
            answer = await central.command(
                "GetConfiguration",
                {"key": ["MeterValueSampleInterval", "NumberOfConnectors", "Nonsense"]},
            )
            assert answer == {
                "configurationKey": [
                    {"key": "MeterValueSampleInterval", "readonly": False, "value": "15"},
                    {"key": "NumberOfConnectors", "readonly": True, "value": "2"},
                ],
                "unknownKey": ["Nonsense"],
            }
            everything = await central.command("GetConfiguration", {})
            keys = [row["key"] for row in everything["configurationKey"]]
            assert "SupportedFeatureProfiles" in keys
            assert "AuthorizationKey" not in keys

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_variables_are_read_and_written_in_2_x(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            interval = {
                "component": {"name": "SampledDataCtrlr"},
                "variable": {"name": "TxUpdatedInterval"},
            }
            model = {
                "component": {"name": "ChargingStation"},
                "variable": {"name": "Model"},
            }
            nothing = {"component": {"name": "Toaster"}, "variable": {"name": "Crumbs"}}
            set_all = [{**one, "attributeValue": "15"} for one in (interval, model, nothing)]
            answer = await central.command("SetVariables", {"setVariableData": set_all})
            words = [row["attributeStatus"] for row in answer["setVariableResult"]]
            assert words == ["Accepted", "Rejected", "UnknownComponent"]
            answer = await central.command("GetVariables", {"getVariableData": [interval, model]})
            values = [row["attributeValue"] for row in answer["getVariableResult"]]
            assert values == ["15", "Virtual"]

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_the_base_report_comes_in_parts(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central:
            async with VirtualCharger(central.settings(outlets=2)) as charger:
                await charger.power_up()
                asked = {"requestId": 9, "reportBase": "FullInventory"}
                assert await central.command("GetBaseReport", asked) == {"status": "Accepted"}
                await central.until(lambda: any(not part["tbc"] for part in central.payloads("NotifyReport")))
            parts = central.payloads("NotifyReport")
            assert [part["seqNo"] for part in parts] == list(range(len(parts)))
            assert {part["requestId"] for part in parts} == {9}
            rows = [row for part in parts for row in part["reportData"]]
            evses = [row["component"]["evse"] for row in rows if "evse" in row["component"]]
            assert {"id": 2, "connectorId": 1} in evses

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_trigger_brings_the_message_asked_for(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            for wanted in ("Heartbeat", "StatusNotification", "MeterValues", "BootNotification"):
                central.forget()
                answer = await central.command("TriggerMessage", {"requestedMessage": wanted})
                assert answer == {"status": "Accepted"}
                await central.until_heard(wanted)
            answer = await central.command("TriggerMessage", {"requestedMessage": "FirmwareStatusNotification"})
            assert answer == {"status": "NotImplemented"}

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_an_outlet_in_use_becomes_unavailable_afterwards(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)

            def request(operative: bool) -> dict[str, Any]:
                word = "Operative" if operative else "Inoperative"
                if version is Version.V16:
                    return {"connectorId": 1, "type": word}
                return {"evse": {"id": 1}, "operationalStatus": word}

            answer = await central.command("ChangeAvailability", request(False))
            assert answer == {"status": "Scheduled"}
            await charger.stop(1)
            await charger.unplug(1)
            key = "status" if version is Version.V16 else "connectorStatus"
            assert central.payloads("StatusNotification")[-1][key] == "Unavailable"
            answer = await central.command("ChangeAvailability", request(True))
            assert answer == {"status": "Accepted"}
            await central.until(lambda: central.payloads("StatusNotification")[-1][key] == "Available")

    asyncio.run(story())


def test_unlocking_ends_the_session_in_1_6_and_is_refused_meanwhile_in_2_x() -> None:
    async def story(version: Version) -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)
            if version is Version.V16:
                answer = await central.command("UnlockConnector", {"connectorId": 1})
                assert answer == {"status": "Unlocked"}
                await central.until(lambda: "StopTransaction" in central.actions)
                assert central.payloads("StopTransaction")[0]["reason"] == "UnlockCommand"
            else:
                asked = {"evseId": 1, "connectorId": 1}
                answer = await central.command("UnlockConnector", asked)
                assert answer == {"status": "OngoingAuthorizedTransaction"}

    for version in Version:
        asyncio.run(story(version))


@pytest.mark.parametrize("version", list(Version))
def test_the_local_list_decides_when_the_line_is_down(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            if version is Version.V16:
                entry: dict[str, Any] = {"idTag": CARD, "idTagInfo": {"status": "Blocked"}}
                request = {"listVersion": 3}
            else:
                token = {"idToken": CARD, "type": "ISO14443"}
                entry = {"idToken": token, "idTokenInfo": {"status": "Blocked"}}
                request = {"versionNumber": 3}
            answer = await central.command(
                "SendLocalList",
                {**request, "updateType": "Full", "localAuthorizationList": [entry]},
            )
            assert answer == {"status": "Accepted"}
            assert await central.command("GetLocalListVersion", {}) == request
            await charger.drop()
            await charger.plug_in(1)
            assert not await charger.tap(1, CARD)
            assert await charger.tap(1, "0411AA")

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_what_the_charger_does_not_know_is_answered_politely(version: Version) -> None:
    async def story() -> None:
        async with central_system(version) as central, VirtualCharger(central.settings()) as charger:
            await charger.power_up()
            assert await central.command("MakeCoffee", {}) == {"error": "NotImplemented"}
            asked = {"location": "ftp://x", "retrieveDate": "2026-11-23T12:00:00Z"}
            known: dict[Version, tuple[str, dict[str, Any]]] = {
                Version.V16: ("UpdateFirmware", asked),
                Version.V201: ("ClearDisplayMessage", {"id": 1}),
                Version.V21: ("ClearDisplayMessage", {"id": 1}),
            }
            assert await central.command(*known[version]) == {"error": "NotSupported"}

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_remote_start_goes_on_with_a_cable_that_is_still_in(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)
            await charger.stop(1)
            assert (await remote_start(central))["status"] == "Accepted"
            await charger.wait_for(1, lambda it: it.transaction is not None)

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_a_reset_on_idle_waits_for_the_session_to_end(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)
            assert await central.command("Reset", {"type": "OnIdle"}) == {"status": "Scheduled"}
            assert central.connections == 1
            await charger.stop(1)
            await central.until(lambda: central.actions.count("BootNotification") == 2)
            await charger.wait_online()

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_a_trigger_in_a_session_brings_an_event_or_values_as_asked(version: Version) -> None:
    async def story() -> None:
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), start_clock()) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, CARD)
            await central.command("TriggerMessage", {"requestedMessage": "TransactionEvent"})
            await central.until(lambda: central.payloads("TransactionEvent")[-1]["triggerReason"] == "Trigger")
            await central.command("TriggerMessage", {"requestedMessage": "MeterValues"})
            await central.until(lambda: "MeterValues" in central.actions)

    asyncio.run(story())
