"""A guest's card with 20 kr: it charges, is stopped when that is used up, and is refused, also by the charger alone."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.core import pricing
from app.core.card_book import SITE
from app.core.cards import Allowance, Card, Openness, Policy, Reason, Verdict
from app.core.interfaces import SessionQuery, utc_now
from app.core.model import StopReason
from app.core.prices.books import Side
from app.core.prices.simple import SimplePrice
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until

GUEST, ANNAS = "04A2B3C4", "04A2B3C5"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_guest_with_20_kr_is_stopped_when_they_are_used_up_and_refused_from_then_on(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.05)
    for name in ("setup.AFTER_BOOT_S", "setup.WITHOUT_BOOT_S", "lists.keeper.GATHER_S"):
        monkeypatch.setattr(f"app.core.{name}", 0.05)

    async def story() -> None:
        async with program(tmp_path, test_mode=False) as run:
            site, clock = run.site, two_hours_ago()
            charged = SimplePrice(date(2026, 1, 1), flat=Decimal(2), vat_rate=Decimal("0.25")).version()
            paid = SimplePrice(date(2026, 1, 1), flat=Decimal(9)).version()
            await site.prices.put_version(Side.PAY, paid)
            await site.prices.put_version(Side.CHARGE, charged)
            await site.cards.set_policy(SITE, Policy(Openness.KNOWN))
            allowance = Allowance(utc_now() - timedelta(days=1), money=Decimal(20))
            guest = await site.cards.add(Card(GUEST, "Guest", allowance=allowance))
            await site.cards.add(Card(ANNAS, "Anna's"))
            async with VirtualCharger(a_charger(run, version, tolerant=True, backoff_s=(0.1,)), clock) as charger:
                await charger.power_up()

                def lets_in(number: str) -> bool:
                    held = charger.cards.listed.get(number.casefold())
                    return held is not None and held.accepted

                await until(run, lambda: lets_in(GUEST) and lets_in(ANNAS))
                # 4 kWh come to 8 kr, and the driver stops.
                await charger.plug_in(1)
                assert await charger.tap(1, GUEST)
                await charger.hold_power(1, 6_000)
                clock.advance(2_400)
                await charger.meter_tick(1)
                assert await charger.stop(1, GUEST)
                await charger.unplug(1)
                await charger.delivered()
                await site.minder.read()
                assert site.tallies.of_card(guest).money == Decimal("8.00")
                # Of the next session 12 kr are left: 5.9 kWh are not too much, 6 kWh are.
                await charger.plug_in(1)
                assert await charger.tap(1, GUEST)
                await charger.hold_power(1, 6_000)
                clock.advance(3_540)
                await charger.meter_tick(1)
                await until(run, lambda: site.tallies.of_card(guest).money == Decimal("19.80"))
                clock.advance(60)
                await charger.meter_tick(1)
                await until(run, lambda: not site.tallies.running())
                await charger.unplug(1)
                await charger.delivered()
                await site.minder.read()
                assert site.tallies.of_card(guest).money == Decimal("20.00")
                # It is refused, by this computer and, when that is off, by the charger; others are not.
                assert not await charger.tap(1, GUEST)
                (last,) = run.history.shown(GUEST, limit=1)
                assert (last.verdict, last.reason) == (Verdict.NO_CREDIT, Reason.MONEY_USED_UP)
                await until(run, lambda: not lets_in(GUEST))
                assert lets_in(ANNAS)
                assert (await charger.authorize(ANNAS)).accepted
            newest, first = run.history.sessions(SessionQuery())
            assert (first.energy_wh, newest.energy_wh) == (4_000, 6_000)
            assert newest.stop_reason is StopReason.LIMIT_REACHED
            sums = run.history.money.sums([first.id, newest.id], Side.CHARGE)
            assert sum(each.gross or 0 for each in sums.values()) == Decimal("20.00")

    asyncio.run(story())
