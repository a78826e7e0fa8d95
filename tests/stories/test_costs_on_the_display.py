"""Real lines, a real file: what charging costs stands on the charger's display, and at the end what History says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.application import Running
from app.control.price_sentences import display_sentence
from app.control.verbs import VERBS
from app.control.words import read
from app.core.commands import Refused
from app.core.displays.display import Showing, ShownCost, TariffState
from app.core.interfaces import MessageQuery, SessionQuery
from app.core.lists.away import ListState
from app.core.model import EventKind
from app.core.prices.books import Component, Dimension, Fixed, Series, Side, Version
from app.core.prices.simple import SimplePrice
from app.core.prices.tariff import Unsayable
from app.csms.calls import Timing
from app.csms.server import Options
from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.display import Shown
from app.virtual.faults import Answering
from app.virtual.settings import ChargerSettings, Costs
from app.virtual.settings import Version as Ocpp
from app.virtual.variables import COSTS, Name
from tests.stories.conftest import VERSIONS, a_charger, program, until

CARD = "04A2B3C4"
D = Decimal
IN_VERSIONS = pytest.mark.parametrize("version", VERSIONS)
IN_2X = pytest.mark.parametrize("version", [Ocpp.V201, Ocpp.V21])
PRICE_TEXT = Name("TariffFallbackMessage", COSTS)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("setup.AFTER_BOOT_S", "setup.WITHOUT_BOOT_S", "pricing.LIVE_EVERY_S"):
        monkeypatch.setattr(f"app.core.{name}", 0.05)
    monkeypatch.setattr("app.core.displays.keeper.MOMENT_S", 10)  # whatever else this machine does meanwhile
    timing = Timing(quiet_s=0.05, unhurried_s=2)
    monkeypatch.setattr("app.application.Options", partial(Options, timing=timing))


def just_now() -> HandClock:
    """Half an hour ago, so that a session of half an hour has just ended."""
    return HandClock(datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=31))


def settings_of(run: Running, version: Ocpp, costs: Costs = Costs.ON, **more: Any) -> ChargerSettings:
    return a_charger(run, version, backoff_s=(0.05,), costs=costs, **more)


@asynccontextmanager
async def priced(data: Path, price: str = "1.2345", side: Side = Side.CHARGE, **more: Any) -> AsyncIterator[Running]:
    async with program(data, test_mode=False) as run:
        run.site.displays.choose(ShownCost.CHARGED, "en")
        version = SimplePrice(LONG_AGO, flat=D(price), **more).version()
        await run.site.prices.put_version(side, version, currency="SEK", zone="UTC")
        yield run


def showing(run: Running) -> Showing | None:
    display = run.site.displays.displays.get("EH1")
    return None if display is None else display.showing


async def begun(charger: VirtualCharger, clock: HandClock) -> None:
    """A quarter of an hour at 6 kW."""
    await charger.plug_in(1)
    assert await charger.tap(1, CARD)
    await charger.hold_power(1, 6000)
    clock.advance(900)
    await charger.meter_tick(1)


async def cost_in_history(run: Running) -> Decimal:
    (session,) = await asyncio.to_thread(run.history.sessions, SessionQuery())
    await run.site.prices.settled()
    sums = await asyncio.to_thread(run.history.money.sums, [session.id], Side.CHARGE)
    gross = sums[session.id].gross
    assert gross is not None
    return gross


async def soon(condition: Callable[[], bool]) -> None:
    """For what stands on the charger, or in the file, which no change tells of."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for happens on the line or in the file
            await asyncio.sleep(0.02)


def asked(charger: VirtualCharger, action: str, *, containing: str = "") -> list[str]:
    """The calls of this action that the charger was sent."""
    return [text for way, text in charger.frames if way == "in" and f'"{action}"' in text and containing in text]


@IN_VERSIONS
def test_the_display_shows_the_price_then_what_runs_up_and_at_the_end_what_history_says(
    version: Ocpp, tmp_path: Path
) -> None:
    async def story() -> None:
        async with priced(tmp_path, session_fee=D("5")) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.YES)
                await begun(charger, clock)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("6.85")))  # 5 + 1.5 × 1.2345
                await soon(lambda: charger.display.price == "1.2345 kr/kWh, start 5.00 kr")
                clock.advance(900)
                assert await charger.stop(1, CARD)
                await charger.delivered()
                await soon(lambda: charger.display.costs[1].final)
                assert charger.display.costs[1].cost == D("8.70") == await cost_in_history(run)
                costs = "".join(text for way, text in charger.frames if way == "in" and "ost" in text)
                assert "6.85" in costs and "8.70" in costs and "6.8499" not in costs and "8.69999" not in costs

    asyncio.run(story())


@IN_2X
def test_the_answer_to_the_end_has_the_sum_and_answers_before_it_what_runs_up(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.YES)
                await begun(charger, clock)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("1.85")))
                await charger.meter_tick(1)
                assert '"totalCost":1.85' in charger.frames[-1][1]
                clock.advance(900)
                assert await charger.stop(1, CARD)
                await charger.delivered()
                answers = [text for way, text in charger.frames if way == "in" and text.startswith("[3")]
                assert any('"totalCost":3.70' in text for text in answers)
                assert charger.display.costs[1] == Shown(D("3.70"), final=True)
                assert not asked(charger, "CostUpdated", containing="3.70"), "it has been told already"

    asyncio.run(story())


@IN_VERSIONS
@pytest.mark.parametrize("costs", [Costs.NONE, Costs.OFF])
def test_a_charger_that_shows_no_costs_is_told_none_and_serves_as_before(
    version: Ocpp, costs: Costs, tmp_path: Path
) -> None:
    """One of 2.x that does not tell is tried, once a line."""

    async def story() -> None:
        tried = version is not Ocpp.V16 and costs is Costs.NONE
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version, costs), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is not None)
                await begun(charger, clock)
                wanted = Showing.OFF if costs is Costs.OFF else Showing.CANNOT
                await until(run, lambda: showing(run) is wanted)
                (session,) = run.site.prices._running()
                where = (session.id, Side.CHARGE)
                for _ in range(3):
                    before = run.site.prices.live.get(where)
                    clock.advance(300)
                    await charger.meter_tick(1)
                    await until(run, lambda: run.site.prices.live.get(where) != before)  # noqa: B023
                assert len(asked(charger, "CostUpdated")) == (1 if tried else 0)
                assert not asked(charger, "DataTransfer")
                assert await charger.stop(1, CARD)
                await charger.delivered()
                assert not charger.display.costs and not charger.display.price

    asyncio.run(story())


@IN_VERSIONS
def test_a_line_that_is_lost_in_the_middle_comes_back_and_the_display_goes_on(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.YES)
                await begun(charger, clock)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("1.85")))
                await charger.drop()
                charger.display.costs.clear()  # it has been without power
                await charger.reconnect()
                await charger.heartbeat()
                await soon(lambda: charger.display.costs.get(1) == Shown(D("1.85")))
                clock.advance(900)
                assert await charger.stop(1, CARD)
                await charger.delivered()
                await soon(lambda: charger.display.costs[1] == Shown(D("3.70"), final=True))

    asyncio.run(story())


@IN_2X
def test_a_refusal_holds_for_the_line_and_a_new_line_is_asked_anew(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version, Costs.NONE), clock) as charger:
                await charger.power_up()
                await begun(charger, clock)
                await until(run, lambda: showing(run) is Showing.CANNOT)
                assert len(asked(charger, "CostUpdated")) == 1
                await charger.drop()
                await charger.reconnect()
                await charger.heartbeat()
                await until(run, lambda: showing(run) is not Showing.CANNOT)
                await until(run, lambda: showing(run) is Showing.CANNOT)
                assert len(asked(charger, "CostUpdated")) == 2
                await charger.stop(1, CARD)

    asyncio.run(story())


@IN_VERSIONS
def test_a_figure_that_is_refused_is_let_go_and_the_next_is_told(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.YES)
                charger.faults.costs_refused = True
                await begun(charger, clock)
                action = "DataTransfer" if version is Ocpp.V16 else "CostUpdated"
                await soon(lambda: bool(asked(charger, action)))
                charger.faults.costs_refused = False
                clock.advance(600)
                await charger.meter_tick(1)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("3.09")))
                await charger.stop(1, CARD)

    asyncio.run(story())


def test_a_charger_that_does_not_answer_for_its_display_still_obeys_a_start(tmp_path: Path) -> None:
    """A command waits for a figure a few seconds at most, and once a line."""

    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, Ocpp.V201, outlets=2), clock) as charger:
                await charger.power_up()
                away = run.site.lists.away
                await until(run, lambda: "EH1" in away and away["EH1"].state is ListState.NOT_WANTED)
                await soon(lambda: charger.variables.text(PRICE_TEXT) == "1.2345 kr/kWh")
                charger.faults.answering = Answering.SILENT
                await begun(charger, clock)
                await soon(lambda: bool(asked(charger, "CostUpdated")))
                charger.faults.answering = Answering.HONEST
                await charger.plug_in(2)
                await run.site.wishes.start_charging("EH1", 2, "04B1")
                await charger.wait_for(2, lambda it: it.transaction is not None)
                assert len(asked(charger, "CostUpdated")) == 1
                await charger.stop(1, CARD)
                await charger.stop(2)

    asyncio.run(story())


@IN_VERSIONS
def test_a_display_that_is_off_is_turned_on_by_the_user_and_by_nobody_else(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run, VirtualCharger(settings_of(run, version, Costs.OFF)) as charger:
            await charger.power_up()
            await until(run, lambda: showing(run) is Showing.OFF)
            await run.site.displays.turn_on("EH1")
            await until(run, lambda: showing(run) is Showing.YES)

    asyncio.run(story())


def test_the_command_line_says_how_a_display_stands_and_turns_it_on(tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run, VirtualCharger(settings_of(run, Ocpp.V21, Costs.OFF)) as charger:
            await charger.power_up()
            await until(run, lambda: showing(run) is Showing.OFF)
            row = await VERBS["display"].run(run.site, {"charger": "eh1"})
            assert display_sentence(row) == "It could show what charging costs, and is set not to."
            row = await VERBS["display"].run(run.site, {"charger": "EH1", "on": True})
            assert display_sentence(row) == "It shows what charging costs. It knows the prices."
        for word in ("off", "1"):
            with pytest.raises(ValueError, match="“on”"):
                read("display", [word])
        assert read("display", ["ON"]) == {"on": True} and read("display", []) == {}

    asyncio.run(story())


@IN_VERSIONS
def test_a_display_that_only_its_installer_can_turn_on_says_so(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            wanted = settings_of(run, version, Costs.OFF, costs_set_from_outside=False)
            async with VirtualCharger(wanted) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.OFF)
                with pytest.raises(Refused):
                    await run.site.displays.turn_on("EH1")
                assert showing(run) is Showing.OFF

    asyncio.run(story())


@IN_2X
def test_a_display_in_another_currency_is_told_nothing_until_the_user_sets_it(version: Ocpp, tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version, costs_currency="EUR"), clock) as charger:
                await charger.power_up()
                await until(run, lambda: showing(run) is Showing.OTHER_CURRENCY)
                await begun(charger, clock)
                await soon(lambda: bool(run.site.prices.live))
                await charger.meter_tick(1)
                assert not charger.display.costs
                await run.site.displays.turn_on("EH1")
                await soon(lambda: charger.display.costs.get(1) == Shown(D("1.85")))
                await charger.stop(1, CARD)

    asyncio.run(story())


@IN_VERSIONS
def test_nothing_is_shown_where_i_charge_nothing_unless_i_chose_to_show_what_i_pay(
    version: Ocpp, tmp_path: Path
) -> None:
    async def story() -> None:
        async with priced(tmp_path, side=Side.PAY) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, version), clock) as charger:
                await charger.power_up()
                await begun(charger, clock)
                await soon(lambda: bool(run.site.prices.live))
                await charger.meter_tick(1)
                assert not charger.display.costs and not charger.display.price
                assert not asked(charger, "CostUpdated") and not asked(charger, "DataTransfer")
                await run.prefer(type(run.preferences)(language="sv", shown_cost=ShownCost.PAID))
                clock.advance(60)
                await charger.meter_tick(1)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("1.98")))
                assert await charger.authorize(CARD)
                await soon(lambda: charger.display.price == "1,2345 kr/kWh")
                await charger.stop(1, CARD)

    asyncio.run(story())


# Prices that a charger reckons with by itself.


def tariff_state(run: Running) -> TariffState | None:
    display = run.site.displays.displays.get("EH1")
    return None if display is None else display.tariff


def test_a_tariff_is_given_verified_changed_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path, vat_rate=D("0.25")) as run:
            async with VirtualCharger(settings_of(run, Ocpp.V21)) as charger:
                await charger.power_up()
                await until(run, lambda: tariff_state(run) is TariffState.HELD)
                ((name, first),) = charger.display.tariffs.items()
                assert first["energy"] == {"prices": [{"priceKwh": 0.9876}], "taxRates": [{"type": "VAT", "tax": 25}]}
                night = SimplePrice(LONG_AGO, day=D("2"), night=D("1"), night_from=time(22), night_to=time(6))
                await run.site.prices.put_version(Side.CHARGE, night.version())
                await soon(lambda: bool(charger.display.tariffs) and name not in charger.display.tariffs)
                (second,) = charger.display.tariffs.values()
                assert second["energy"]["prices"][0]["conditions"] == {
                    "startTimeOfDay": "22:00",
                    "endTimeOfDay": "06:00",
                }
                await run.prefer(type(run.preferences)(shown_cost=ShownCost.NOTHING))
                await soon(lambda: not charger.display.tariffs)
                assert tariff_state(run) is TariffState.NONE
                await run.prefer(type(run.preferences)(shown_cost=ShownCost.CHARGED, language="en"))
                await until(run, lambda: tariff_state(run) is TariffState.HELD)
            async with VirtualCharger(settings_of(run, Ocpp.V21)) as again:
                await again.power_up()
                await soon(lambda: bool(again.display.tariffs))
                assert list(again.display.tariffs) == [second["tariffId"]], "the same content has the same name"

    asyncio.run(story())


def test_prices_that_cannot_be_said_take_back_those_that_were(tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run, VirtualCharger(settings_of(run, Ocpp.V21)) as charger:
            await charger.power_up()
            await until(run, lambda: tariff_state(run) is TariffState.HELD)
            spot = Version(
                LONG_AGO, (Component(Dimension.ENERGY, Series("SE3")), Component(Dimension.ENERGY, Fixed(D(1))))
            )
            await run.site.prices.put_version(Side.CHARGE, spot)
            await until(run, lambda: tariff_state(run) is TariffState.UNSAYABLE)
            assert run.site.displays.displays["EH1"].why is Unsayable.SERIES
            assert not charger.display.tariffs

    asyncio.run(story())


@pytest.mark.parametrize(("more", "word"), [({"most_tariff_elements": 1}, "TooManyElements"), ({}, "Rejected")])
def test_a_tariff_that_is_refused_says_why_and_costs_are_told_all_the_same(
    more: dict[str, Any], word: str, tmp_path: Path
) -> None:
    async def story() -> None:
        async with priced(tmp_path, session_fee=D("5")) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, Ocpp.V21, **more), clock) as charger:
                charger.faults.costs_refused = not more
                await charger.power_up()
                await until(run, lambda: tariff_state(run) is TariffState.REFUSED)
                assert run.site.displays.displays["EH1"].detail == word
                charger.faults.costs_refused = False
                await begun(charger, clock)
                await soon(lambda: charger.display.costs.get(1) == Shown(D("6.85")))
                await charger.stop(1, CARD)

    asyncio.run(story())


def test_another_ones_tariff_is_not_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path, test_mode=False) as run:
            run.site.displays.choose(ShownCost.NOTHING, "en")
            async with VirtualCharger(settings_of(run, Ocpp.V21)) as charger:
                charger.display.tariffs = {"theirs": {}, "laddvakt-0": {}}
                await charger.power_up()
                await until(run, lambda: tariff_state(run) is TariffState.NONE)
                assert list(charger.display.tariffs) == ["theirs"]

    asyncio.run(story())


def test_what_a_charger_reckoned_by_itself_is_told_in_the_timeline_and_the_bill_is_ours(tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run:
            clock = just_now()
            async with VirtualCharger(settings_of(run, Ocpp.V21), clock) as charger:
                await charger.power_up()
                await begun(charger, clock)
                frame = next(
                    text for way, text in reversed(charger.frames) if way == "out" and "TransactionEvent" in text
                )
                event = json.loads(frame)[3]
                total = {"currency": "SEK", "typeOfCost": "NormalCost", "total": {"inclTax": 99.5}}
                period = {"startPeriod": event["timestamp"], "dimensions": [{"type": "IdleTIme", "volume": 60}]}
                event |= {"seqNo": 50, "costDetails": {"totalCost": total, "chargingPeriods": [period]}}
                event["costDetails"]["totalUsage"] = {"energy": 1500, "chargingTime": 900, "idleTime": 0}
                answer = await charger.call("TransactionEvent", event)
                assert not answer.error_code
                assert await charger.stop(1, CARD)
                await charger.delivered()
                assert await cost_in_history(run) == D("1.85")
            (session,) = run.history.sessions(SessionQuery())
            ended = session.stopped_at
            assert ended is not None

            def told() -> bool:
                happened = run.history.events("EH1", 1, ended, ended + timedelta(seconds=1))
                return (EventKind.COST_DIFFERS, "99.50 SEK") in [(each.kind, each.detail) for each in happened]

            await soon(told)
            await soon(lambda: bool(run.history.messages(MessageQuery(text="99.5"))))
            (message,) = run.history.messages(MessageQuery(text="99.5"))
            assert "schema" not in message.note

    asyncio.run(story())


def test_a_cable_taken_out_is_heard_in_1_6(tmp_path: Path) -> None:
    async def story() -> None:
        async with priced(tmp_path) as run, VirtualCharger(settings_of(run, Ocpp.V16)) as charger:
            await charger.power_up()
            data = json.dumps({"transactionId": 1, "timestamp": "2026-11-27T10:00:00Z"})
            told = {"vendorId": "org.openchargealliance.costmsg", "data": data}
            for message, status in (("ConnectorUnplugged", "Accepted"), ("Nonsense", "UnknownMessageId")):
                answer = await charger.call("DataTransfer", {**told, "messageId": message})
                assert answer.payload == {"status": status}

    asyncio.run(story())
