"""What a session that runs will cost: only where it can be said, by the prices known ahead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.core.prices.ahead import Ahead, ahead
from app.core.prices.books import Book, Component, Condition, Dimension, Fixed, Free, Series, Side, Version
from app.core.prices.costing import cost
from app.core.prices.series import PricePoint, PriceSeries
from app.core.prices.usage import MeterPoint, PowerPoint, Usage
from app.core.values import replace
from tests.core.money_parts import JANUARY, flat

D = Decimal
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def book(*components: Component, side: Side = Side.PAY) -> Book:
    version = flat() if not components else Version(JANUARY, components)
    return Book(side, "SEK", "Europe/Stockholm", (version,))


def a_kwh(amount: str, **more: Any) -> Component:
    return Component(Dimension.ENERGY, Fixed(D(amount)), **more)


def running(power_w: int = 7000, told: timedelta = timedelta(minutes=1), **more: Any) -> Usage:
    """Since an hour, 7 kWh so far."""
    readings = (MeterPoint(NOON - HOUR, 1000), MeterPoint(NOON, 8000))
    return Usage(NOON - HOUR, NOON, 7000, readings, (PowerPoint(NOON - told, power_w),), **more)


def seen(usage: Usage, own: Book, series: tuple[PriceSeries, ...] = (), left_wh: int | None = None) -> Ahead | None:
    return ahead(usage, own, series, cost(usage, own, series), left_wh)


def test_the_next_hour_costs_the_power_now_at_its_price() -> None:
    assert seen(running(), book()) == Ahead(D("14.00"))


def test_it_follows_the_prices_that_are_known_ahead() -> None:
    quarter = timedelta(minutes=15)
    values = ["1.00"] * 4 + ["0.40", "0.80", "1.20", "1.60"]
    points = [
        PricePoint(NOON - HOUR + place * quarter, NOON - HOUR + (place + 1) * quarter, D(value))
        for place, value in enumerate(values)
    ]
    spot = book(Component(Dimension.ENERGY, Series("SE3")))
    assert seen(running(), spot, (PriceSeries("SE3", points),)) == Ahead(D("7.00"))
    assert seen(running(), spot, (PriceSeries("SE3", points[:6]),)) == Ahead(None), "a price is missing"


def test_at_its_limit_the_session_will_have_cost_what_it_did_and_the_rest() -> None:
    found = seen(running(), book(), left_wh=3500)
    assert found == Ahead(D("14.00"), D("21.00"))
    assert seen(running(), book(), left_wh=7000 * 30) == Ahead(D("14.00")), "no power holds for so long"


@pytest.mark.parametrize("usage", [running(300), running(told=timedelta(minutes=20)), replace(running(), power=())])
def test_where_nothing_flows_or_nobody_knows_nothing_is_said(usage: Usage) -> None:
    assert seen(usage, book()) is None


def test_a_fee_for_the_start_is_not_asked_again_and_one_for_the_time_goes_on() -> None:
    own = book(
        a_kwh("1"),
        Component(Dimension.SESSION, Fixed(D(5))),
        Component(Dimension.CHARGE_TIME, Fixed(D("0.10"))),
    )
    assert seen(running(), own) == Ahead(D("13.00"))


@pytest.mark.parametrize(
    "component",
    [
        a_kwh("1", free=Free(D(5))),
        a_kwh("1", cap=D(20)),
        a_kwh("1", when=(Condition(max_energy_kwh=D(10)),)),
    ],
)
def test_where_a_price_depends_on_what_the_session_took_nothing_is_said(component: Component) -> None:
    assert seen(running(), book(component)) is None


def test_what_i_charge_goes_on_by_the_prices_of_the_start() -> None:
    own = Book(Side.CHARGE, "SEK", "UTC", (flat("2.00"), flat("4.00", since=NOON.date())))
    began = replace(running(), start=NOON - timedelta(hours=13), readings=())
    assert seen(began, own) == Ahead(D("14.00"))
    assert seen(began, replace(own, side=Side.PAY)) == Ahead(D("28.00"))
