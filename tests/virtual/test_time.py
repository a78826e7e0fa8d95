"""What time brings by itself: reports, heartbeats, cards nobody used, full cars."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.virtual.car import CarModel
from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.settings import Version
from tests.virtual.central import central_system

CARD = "04A2B3C4"


def start_clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def test_the_meter_is_told_at_the_interval_that_was_set() -> None:
    async def story() -> None:
        clock = start_clock()
        async with (
            central_system(Version.V16) as central,
            VirtualCharger(central.settings(sample_interval_s=60), clock) as charger,
        ):
            await charger.power_up()
            await charger.plug_in()
            await charger.tap(1, CARD)
            for _ in range(4):
                clock.advance(30)
                await charger.pulse()
            assert central.actions.count("MeterValues") == 2
            change = {"key": "MeterValueSampleInterval", "value": "30"}
            await central.command("ChangeConfiguration", change)
            for _ in range(4):
                clock.advance(30)
                await charger.pulse()
            assert central.actions.count("MeterValues") == 6
            await central.command("ChangeConfiguration", {**change, "value": "0"})
            clock.advance(3600)
            await charger.pulse()
            assert central.actions.count("MeterValues") == 6

    asyncio.run(story())


def test_a_heartbeat_is_sent_at_the_interval_of_the_boot() -> None:
    async def story() -> None:
        clock = start_clock()
        async with (
            central_system(Version.V201) as central,
            VirtualCharger(central.settings(), clock) as charger,
        ):
            await charger.power_up()
            clock.advance(299)
            await charger.pulse()
            assert "Heartbeat" not in central.actions
            clock.advance(1)
            await charger.pulse()
            assert central.actions.count("Heartbeat") == 1

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_card_without_a_cable_is_forgotten_after_a_while(version: Version) -> None:
    async def story() -> None:
        clock = start_clock()
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), clock) as charger,
        ):
            await charger.power_up()
            await charger.tap(1, CARD)
            clock.advance(61)
            await charger.pulse()
            key = "status" if version is Version.V16 else "connectorStatus"
            assert central.payloads("StatusNotification")[-1][key] == "Available"
            await charger.plug_in()
            assert charger.outlets[1].transaction is None

    asyncio.run(story())


@pytest.mark.parametrize("version", list(Version))
def test_a_full_car_suspends_and_the_meter_stands_still(version: Version) -> None:
    async def story() -> None:
        clock = start_clock()
        car = CarModel(battery_wh=1000, start_soc_percent=50)
        async with (
            central_system(version) as central,
            VirtualCharger(central.settings(), clock) as charger,
        ):
            await charger.power_up()
            await charger.plug_in(1, car)
            await charger.tap(1, CARD)
            clock.advance(1200)
            await charger.pulse()
            if version is Version.V16:
                told = central.payloads("StatusNotification")[-1]["status"]
            else:
                events = central.payloads("TransactionEvent")
                told = next(
                    e["transactionInfo"]["chargingState"]
                    for e in events[::-1]
                    if e["triggerReason"] == "ChargingStateChanged"
                )
            assert told == "SuspendedEV"
            reading = await charger.meter_tick()
            assert reading.energy_wh == pytest.approx(1500, abs=2)
            assert (reading.power_w, reading.soc_percent) == (0, 100)

    asyncio.run(story())


def test_a_broken_outlet_says_so_and_gives_no_energy() -> None:
    async def story() -> None:
        clock = start_clock()
        async with (
            central_system(Version.V16) as central,
            VirtualCharger(central.settings(), clock) as charger,
        ):
            await charger.power_up()
            await charger.plug_in()
            await charger.tap(1, CARD)
            await charger.set_fault(1, "ground failure")
            status = central.payloads("StatusNotification")[-1]
            assert (status["status"], status["errorCode"]) == ("Faulted", "OtherError")
            before_wh = (await charger.meter_tick()).energy_wh
            clock.advance(600)
            assert (await charger.meter_tick()).energy_wh == before_wh
            await charger.set_fault(1, None)
            assert central.payloads("StatusNotification")[-1]["status"] == "Charging"

    asyncio.run(story())


def test_a_lively_charger_needs_no_pushing() -> None:
    async def story() -> None:
        async with (
            central_system(Version.V201) as central,
            VirtualCharger(central.settings(lively=True, sample_interval_s=1)) as charger,
        ):
            await charger.power_up()
            await charger.plug_in()
            await charger.tap(1, CARD)
            await central.until(
                lambda: any(
                    event["triggerReason"] == "MeterValuePeriodic"
                    and event["meterValue"][0]["sampledValue"][1]["value"] > 0
                    for event in central.payloads("TransactionEvent")
                )
            )

    asyncio.run(story())
