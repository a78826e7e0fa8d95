"""The worked examples of the tariff notes, V1 to V19, each to the last digit and against the naive way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from app.core.prices.books import (
    Condition,
    Dimension,
    Free,
    Scope,
    Series,
    Tier,
    Tiers,
    Unit,
)
from app.core.prices.cost import CostQuality, Flag
from app.core.prices.costing import cost
from app.core.prices.money import Priced, rounded, total
from app.core.prices.series import PriceSeries
from app.core.prices.usage import UsedSoFar
from tests.core.prices.parts import (
    NIGHT,
    QUARTER_VAT,
    STOCKHOLM,
    TOU_A,
    D,
    book,
    component,
    energy,
    local,
    points,
    readings,
    usage,
    utc,
)

ORE = D("0.01")
SPOT = energy(Series("SE3"), name="spot", part="spot", vat_rate=QUARTER_VAT)
FEES = tuple(
    energy(rate, name=name, part=name, vat_rate=QUARTER_VAT)
    for name, rate in (("transfer", "0.244"), ("tax", "0.360"), ("markup", "0.050"))
)


def test_v1_a_flat_price_with_vat_inside() -> None:
    found = cost(
        usage(local("2026-02-03T18:00"), local("2026-02-03T21:00"), 23456),
        book(energy("1.85", vat_rate=QUARTER_VAT, vat_inside=True)),
    )
    assert found.total is not None
    assert (found.total.gross, found.total.net, found.total.vat) == (D("43.39"), D("34.71"), D("8.68"))
    assert found.quality is CostQuality.MEASURED  # one price all along: how the energy lay in time changes nothing


def test_v2_over_midnight_when_only_start_and_stop_are_known() -> None:
    found = cost(usage(local("2026-01-15T21:30"), local("2026-01-16T01:30"), 44160), book(*TOU_A))
    (line,) = found.lines
    high, low = line.split
    assert (low.quantity, high.quantity) == (Fraction("38.64"), Fraction("5.52"))
    assert (low.amount, high.amount) == (Fraction("30.912"), Fraction("8.832"))
    assert found.total is not None
    assert found.total.gross == D("39.74")
    assert found.quality is CostQuality.SPLIT_ESTIMATED
    assert Flag.LONG_GAP in line.flags


@pytest.mark.parametrize(
    ("start", "stop", "wh", "low_kwh", "amount", "naive"),
    [
        ("2026-03-28T23:00", "2026-03-29T07:00", 51520, "44.16", "47.10", "46.37"),  # V3: 23 hours in the day
        ("2026-10-24T23:00", "2026-10-25T07:00", 66240, "58.88", "58.88", "59.62"),  # V4: 25 hours
    ],
)
def test_v3_v4_nights_on_which_the_clock_changes(
    start: str, stop: str, wh: int, low_kwh: str, amount: str, naive: str
) -> None:
    found = cost(usage(local(start), local(stop), wh), book(*TOU_A))
    (line,) = found.lines
    assert sum(each.quantity for each in line.split if each.name == "low") == Fraction(low_kwh)
    assert found.total is not None
    assert found.total.gross == D(amount)
    # By the wall clock both nights are eight hours, seven of them low.
    hours = (datetime.fromisoformat(stop) - datetime.fromisoformat(start)) // timedelta(hours=1)
    by_wall = Fraction(wh, 1000) * (Fraction("0.8") * (hours - 1) + Fraction("1.6")) / hours
    assert rounded(by_wall, ORE) == D(naive) != found.total.gross


@pytest.mark.parametrize(("day", "quarters"), [("2026-03-29", 92), ("2026-10-25", 100), ("2026-06-01", 96)])
def test_v4_a_day_has_as_many_quarters_as_it_has(day: str, quarters: int) -> None:
    start = local(f"{day}T00:00")
    stop = local((date.fromisoformat(day) + timedelta(days=1)).isoformat() + "T00:00")
    series = PriceSeries("SE3", points(start - timedelta(hours=3), 900, map(str, range(150))))
    assert len(series.edges_us(_us(start), _us(stop))) + 1 == quarters
    found = cost(usage(start, stop, 1000 * quarters), book(SPOT), [series])
    assert len(found.lines[0].split) == quarters


def test_v5_quarter_prices_inside_the_repeated_hour() -> None:
    start = utc("2026-10-25T00:00+00:00")
    prices = ["0.10", "0.12", "0.14", "0.16", "0.20", "0.22", "0.24", "0.26"]
    series = PriceSeries("SE3", points(start, 900, prices))
    found = cost(usage(start, start + timedelta(hours=2), 16000), book(SPOT, *FEES), [series])
    assert found.lines[0].amount == D("2.88")
    assert sum((line.exact for line in found.lines[1:]), Fraction(0)) == Fraction("10.464")
    assert sum((line.exact for line in found.lines), Fraction(0)) == Fraction("13.344")
    assert found.total is not None
    assert found.total.gross == D("16.68")
    # Keyed by local time without its offset, the later hour overwrites the earlier.
    by_wall = {
        point.start.astimezone(ZoneInfo(STOCKHOLM)).replace(tzinfo=None, fold=0): point.value for point in series.points
    }
    naive = sum(
        2 * by_wall[point.start.astimezone(ZoneInfo(STOCKHOLM)).replace(tzinfo=None, fold=0)] for point in series.points
    )
    assert naive == D("3.68") != found.lines[0].amount


def test_v6_energy_between_readings_meets_the_edges_of_the_quarters_and_a_negative_price() -> None:
    meter = readings(
        ("2026-05-10T10:07:30Z", 100000),
        ("2026-05-10T10:20:00Z", 102500),
        ("2026-05-10T10:40:00Z", 106500),
        ("2026-05-10T10:52:30Z", 108000),
    )
    series = PriceSeries("SE3", points(utc("2026-05-10T10:00Z"), 900, ["0.40", "-0.10", "0.05", "0.60"]))
    found = cost(usage(meter[0].at, meter[-1].at, 8000, readings=meter), book(SPOT, *FEES), [series])
    quantities = [each.quantity for each in found.lines[0].split]
    assert quantities == [Fraction(3, 2), 3, Fraction(13, 5), Fraction(9, 10)]
    assert found.lines[0].exact == Fraction("0.97")
    assert sum((line.exact for line in found.lines), Fraction(0)) == Fraction("6.202")
    assert found.total is not None
    assert found.total.gross == D("7.75")
    assert found.quality is CostQuality.MEASURED
    even = sum(
        Fraction(8) * Fraction(width, 90) * Fraction(price)
        for width, price in ((15, "0.40"), (30, "-0.10"), (30, "0.05"), (15, "0.60"))
    )
    assert even != found.lines[0].exact


@pytest.mark.parametrize(
    ("before", "wh", "amount", "naive"), [("285", 40000, "14.80", "12.80"), ("1180", 60000, "28.80", "24.00")]
)
def test_v7_tiers_by_what_the_house_used_this_month(before: str, wh: int, amount: str, naive: str) -> None:
    tiers = Tiers(Scope.MONTH_HOUSE, (Tier(D(300), D("0.32")), Tier(D(1200), D("0.40")), Tier(None, D("0.52"))))
    zone = "America/Los_Angeles"
    used = UsedSoFar(Scope.MONTH_HOUSE, date(2026, 5, 1), D(before))
    found = cost(
        usage(local("2026-05-20T20:00", zone), local("2026-05-21T02:00", zone), wh, used=(used,)),
        book(energy(tiers), currency="USD", zone=zone),
    )
    assert found.total is not None
    assert found.total.net == D(amount)
    at_start = next(tier.amount for tier in tiers.steps if tier.upto is None or D(before) < tier.upto)
    assert Fraction(at_start) * wh / 1000 == Fraction(naive) != Fraction(found.total.net)


START_FEE = component(Dimension.SESSION, "5.00", vat_rate=QUARTER_VAT)
GUEST_ENERGY = energy("3.20", vat_rate=QUARTER_VAT, free=Free(D(5)))


@pytest.mark.parametrize(
    ("more", "idle", "net", "vat", "gross"),
    [
        ({"cap": D("40.00")}, "40.00", "100.68", "25.17", "125.85"),
        ({}, "54.67", "115.35", "28.84", "144.19"),
        ({"step": 60}, "55.20", "115.88", "28.97", "144.85"),
    ],
)
def test_v8_a_guest_with_free_energy_and_an_idle_fee(
    more: dict[str, object], idle: str, net: str, vat: str, gross: str
) -> None:
    fee = component(Dimension.IDLE_TIME, "0.80", vat_rate=QUARTER_VAT, grace_s=900, **more)
    found = cost(
        usage(utc("2026-06-01T13:00Z"), utc("2026-06-01T18:05:20Z"), 22400, last_energy_at=utc("2026-06-01T16:42:00Z")),
        book(START_FEE, GUEST_ENERGY, fee),
    )
    start, kwh, standing = found.lines
    assert start.amount == D("5.00")
    assert (kwh.quantity, kwh.amount) == (D("17.400000"), D("55.68"))
    assert standing.amount == D(idle)
    assert found.total is not None
    assert (found.total.net, found.total.vat, found.total.gross) == (D(net), D(vat), D(gross))
    assert standing.split[0].start == utc("2026-06-01T16:57:00Z")


def test_v9a_a_step_of_energy_as_ocpi_reads_it() -> None:
    found = cost(
        usage(utc("2026-06-01T10:00Z"), utc("2026-06-01T12:00Z"), 20450),
        book(
            energy("0.25", step=100, vat_rate=D("0.1")),
            component(Dimension.SESSION, "0.50", vat_rate=D("0.2")),
            currency="EUR",
        ),
    )
    kwh = found.lines[0]
    assert (kwh.net, kwh.gross) == (D("5.13"), D("5.64"))
    assert found.total is not None
    assert (found.total.net, found.total.gross) == (D("5.63"), D("6.24"))
    assert rounded(Fraction("20.45") * Fraction("0.25"), ORE) == D("5.11") != kwh.net


BEFORE_FIVE = component(Dimension.CHARGE_TIME, "1.20", unit=Unit.HOUR, step=1800, when=(Condition(to_time=time(17)),))
AFTER_FIVE = component(Dimension.CHARGE_TIME, "2.40", unit=Unit.HOUR, step=900, when=(Condition(from_time=time(17)),))


def test_v9b_the_step_of_the_last_period_rounds_the_whole_time() -> None:
    found = cost(
        usage(local("2026-06-01T16:35"), local("2026-06-01T17:10"), 5000), book(BEFORE_FIVE, AFTER_FIVE, currency="EUR")
    )
    assert [each.quantity * 60 for each in found.lines[0].split] == [25, 20]
    assert found.total is not None
    assert found.total.net == D("1.30")


def test_v9c_charging_time_before_standing_is_not_rounded_up() -> None:
    standing = component(Dimension.IDLE_TIME, "1.00", unit=Unit.HOUR, step=900)
    found = cost(
        usage(local("2026-06-01T16:55"), local("2026-06-01T17:07"), 1000, last_energy_at=local("2026-06-01T17:05")),
        book(BEFORE_FIVE, AFTER_FIVE, standing, currency="EUR"),
    )
    charging, parked = found.lines
    assert [each.amount for each in charging.split] == [Fraction("0.1"), Fraction("0.2")]
    assert parked.amount == D("0.25")
    assert found.total is not None
    assert found.total.net == D("0.55")


def test_v9d_energy_start_and_standing() -> None:
    found = cost(
        usage(utc("2026-06-01T10:00Z"), utc("2026-06-01T12:40Z"), 20000, last_energy_at=utc("2026-06-01T12:00Z")),
        book(
            energy("0.25", vat_rate=D("0.1")),
            component(Dimension.SESSION, "0.50", vat_rate=D("0.2")),
            component(Dimension.IDLE_TIME, "2.00", unit=Unit.HOUR, step=900, vat_rate=D("0.2")),
            currency="EUR",
        ),
    )
    assert found.total is not None
    assert (found.total.net, found.total.gross) == (D("7.00"), D("7.90"))


def test_v10_vat_is_reckoned_on_the_sum_and_rounded_half_up() -> None:
    line = Priced(D("10.03"), QUARTER_VAT, vat_inside=False)
    assert total([line] * 3, ORE).vat == D("7.52")
    assert 3 * total([line], ORE).vat == D("7.53")
    for net, vat, half_even in (("10.02", "2.51", "2.50"), ("0.10", "0.03", "0.02"), ("4467.75", "1116.94", "1116.94")):
        assert total([Priced(D(net), QUARTER_VAT, vat_inside=False)], ORE).vat == D(vat)
        assert (D(net) * QUARTER_VAT).quantize(ORE, ROUND_HALF_EVEN) == D(half_even)


def test_v13_a_meter_that_was_reset_during_the_session() -> None:
    meter = readings(
        ("2026-05-10T10:00Z", 1523400),
        ("2026-05-10T10:15Z", 1527100),
        ("2026-05-10T10:30Z", 200),
        ("2026-05-10T10:45Z", 2050),
        ("2026-05-10T10:46Z", 2050),
    )
    found = cost(usage(meter[0].at, meter[-1].at, None, readings=meter), book(energy("1.85")))
    assert found.energy_wh == 5750
    assert found.total is not None
    assert found.total.net == D("10.64")
    assert found.quality is CostQuality.ENERGY_ESTIMATED
    assert meter[-1].energy_wh - meter[0].energy_wh == -1521350


def test_v14_readings_that_count_the_session_beside_a_start_for_life() -> None:
    meter = readings(
        ("2026-05-10T10:00Z", 4076400),
        ("2026-05-10T10:01Z", 104),
        ("2026-05-10T10:02Z", 228),
        ("2026-05-10T10:03Z", 353),
    )
    found = cost(usage(meter[0].at, meter[-1].at, None, readings=meter), book(energy("1.85")))
    assert found.energy_wh == 353
    assert found.total is not None
    assert found.total.net == D("0.65")
    assert meter[-1].energy_wh - meter[0].energy_wh < 0


def test_v16_half_hours_with_a_negative_one() -> None:
    start = utc("2026-05-10T15:00Z")
    series = PriceSeries("agile", points(start, 1800, ["12.60", "-2.10", "8.40", "34.65"]))
    found = cost(
        usage(start, start + timedelta(hours=2), 14800),
        book(
            energy(Series("agile", multiplier=D("0.01")), vat_rate=D("0.05"), vat_inside=True),
            currency="GBP",
            zone="Europe/London",
        ),
        [series],
    )
    assert found.lines[0].exact == Fraction("1.98135")
    assert found.total is not None
    assert found.total.gross == D("1.98")
    clamped = sum(Fraction(max(point.value, D(0))) for point in series.points) * Fraction("0.037")
    assert rounded(clamped, ORE) != found.total.gross


def test_v17_a_meter_that_ignores_summer_time() -> None:
    found = {}
    for ignores in (True, False):
        night = Condition(from_time=time(0, 30), to_time=time(7, 30), winter_time=ignores)
        found[ignores] = cost(
            usage(local("2026-07-01T00:00", "Europe/London"), local("2026-07-01T02:00", "Europe/London"), 14000),
            book(energy("0.09", when=(night,), priority=1), energy("0.28"), currency="GBP", zone="Europe/London"),
        )
    assert [each.amount for each in found[True].lines[0].split] == [Fraction("2.94"), Fraction("0.315")]
    by_wall, by_meter = found[False].total, found[True].total
    assert by_meter is not None
    assert by_wall is not None
    assert by_meter.gross == D("3.26")
    assert by_wall.gross != by_meter.gross


def _us(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def test_the_night_of_tou_a_is_half_open() -> None:
    """A session that ends exactly at 06:00 has nothing in the day's zone."""
    found = cost(usage(local("2026-01-16T05:00"), local("2026-01-16T06:00"), 9000), book(*TOU_A))
    assert [(line.name, line.quantity) for line in found.lines] == [("low", D("9"))]
    assert NIGHT.from_time == time(22)
