"""Months: power charges, shares of fees, and the two sums that must not be taken for one another."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import ROUND_HALF_EVEN
from fractions import Fraction

import pytest

from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    HolidaySet,
    PeakRule,
    Scope,
    Side,
    Version,
    Window,
)
from app.core.prices.costing import cost
from app.core.prices.money import rounded
from app.core.prices.month import (
    by_month,
    card_total,
    fees_of,
    month_of_session,
    statement_total,
    used_before,
)
from app.core.prices.peaks import PowerMean, means_of, peak_charge, peaks_of, share_of_charging
from app.core.prices.shares import household_price, share_of_fees, solar_cost
from tests.core.prices.parts import QUARTER_VAT, STOCKHOLM, D, book, component, energy, local, usage

ORE = D("0.01")
MAY = date(2026, 5, 1)
MEANS = (
    ("2026-05-05T17:00", 7200, 7200),
    ("2026-05-05T18:00", 6900, 6900),
    ("2026-05-12T07:00", 6800, 6800),
    ("2026-05-20T18:00", 6500, 6500),
    ("2026-05-23T01:00", 11000, 1200),
)
WITH_CARS = [PowerMean(local(at), power) for at, power, _ in MEANS]
WITHOUT = [PowerMean(local(at), power) for at, _, power in MEANS]
NIGHT_HALF = (Window(Condition(from_time=time(22), to_time=time(6)), D("0.5")), Window(Condition()))
DAYTIME = (Window(Condition(from_time=time(6), to_time=time(20), weekdays=frozenset({1, 2, 3, 4, 5}))),)


def _power(rate: str, windows: tuple[Window, ...] = (), **more: object) -> Component:
    rule = PeakRule(peaks=3, distinct_days=True, windows=windows, **more)  # type: ignore[arg-type]
    return Component(Dimension.PEAK_POWER, Fixed(D(rate)), name="power", peak=rule)


@pytest.mark.parametrize(
    ("rate", "windows", "amount", "share"),
    [
        ("45", (), "375.00", "67.50"),
        ("81.25", NIGHT_HALF, "555.21", "0.00"),
        ("60", DAYTIME, "410.00", "0.00"),
    ],
)
def test_v11_the_mean_of_the_three_highest_hours_on_different_days(
    rate: str, windows: tuple[Window, ...], amount: str, share: str
) -> None:
    power = _power(rate, windows)
    whole = peak_charge(WITH_CARS, power, STOCKHOLM, MAY)
    without = peak_charge(WITHOUT, power, STOCKHOLM, MAY)
    assert rounded(whole.amount, ORE) == D(amount)
    assert rounded(share_of_charging(whole, without), ORE) == D(share)
    assert len({peak.start.date() for peak in whole.peaks}) == 3
    assert local("2026-05-05T18:00") not in {peak.start for peak in whole.peaks}
    # The three highest hours of the month, two of them on one day, are another sum.
    naive = sum(sorted(mean.power_w for mean in WITH_CARS)[-3:]) * Fraction(rate) / 3000
    assert rounded(naive, ORE) != D(amount)


def test_last_months_peak_is_paid_this_month_and_own_holidays_do_not_count() -> None:
    holiday = HolidaySet("grid", frozenset({date(2026, 5, 12)}))
    window = Window(Condition(holidays="grid"))
    power = _power("45", (window,), month_offset=1)
    charge = peak_charge(WITH_CARS, power, STOCKHOLM, date(2026, 6, 1), [holiday])
    assert [peak.power_w for peak in charge.peaks] == [11000, 7200, 6500]
    assert peak_charge(WITH_CARS, power, STOCKHOLM, MAY, [holiday]).amount == 0


def test_a_months_peaks_are_by_its_own_local_month_and_energy_of_a_quarter_is_a_mean() -> None:
    means = means_of([(local("2026-05-01T00:00"), 1000), (local("2026-04-30T23:45"), 2000)], 15)
    found = peaks_of(means, PeakRule(resolution_min=15), STOCKHOLM, MAY)
    assert [peak.power_w for peak in found] == [4000]


def test_v12_the_share_of_fixed_fees() -> None:
    assert share_of_fees(D(395 + 49), D(320), D(1480)) == 96
    assert share_of_fees(D(444), D(0), D(0)) == 0


def test_v15_solar_power_costs_what_selling_it_would_have_brought() -> None:
    found = solar_cost(D("7.5"), D("0.60"), D("4.5"), D("1.85"))
    assert found == Fraction("12.825")
    assert rounded(found, ORE) == D("12.83")
    assert D("12.825").quantize(ORE, ROUND_HALF_EVEN) == D("12.82")


def test_v18_a_dynamic_tariff_in_germany_is_repaid_by_the_months_mean() -> None:
    price = household_price(D("92.40"), D("12.90"), D(330))
    assert price == Fraction("105.30") / 330
    assert rounded(price * Fraction("145.2"), ORE) == D("46.33")
    assert rounded(Fraction("0.34") * Fraction("145.2"), ORE) == D("49.37")
    assert rounded(Fraction("0.32") * Fraction("145.2"), ORE) != D("46.33")  # a rate that was rounded first


def test_v19_a_month_on_the_screen_rounds_once_and_a_statement_adds_rounded_lines() -> None:
    start = local("2026-05-01T18:00")
    costs = [
        cost(usage(start + timedelta(days=day), start + timedelta(days=day, hours=1), 1000), book(energy("1.115")))
        for day in range(31)
    ]
    assert card_total(costs, "SEK").gross == D("34.57")
    assert statement_total(costs, "SEK").total.gross == D("34.72")


def test_a_statement_reckons_vat_once_on_the_sum_of_its_lines() -> None:
    start = local("2026-05-01T18:00")
    one = cost(usage(start, start + timedelta(hours=1), 1000), book(energy("10.03", vat_rate=QUARTER_VAT)))
    assert statement_total([one] * 3, "SEK").total.vat == D("7.52")
    assert sum(line.vat for line in one.lines) * 3 == D("7.53")


def test_fees_of_the_calendar_follow_the_versions_in_force() -> None:
    monthly = component(Dimension.CALENDAR_MONTH, "49.00", vat_rate=QUARTER_VAT)
    old = Version(date(2020, 1, 1), (monthly, component(Dimension.CALENDAR_DAY, "0.50")), id=1)
    new = Version(date(2026, 5, 11), (monthly, component(Dimension.CALENDAR_DAY, "0.60")), id=2)
    fees = fees_of(Book(Side.PAY, "GBP", "Europe/London", (old, new)), MAY)
    assert [(line.quantity, line.amount, line.version_id) for line in fees] == [
        (1, D("49.00"), 1),
        (10, D("5.00"), 1),
        (21, D("12.60"), 2),
    ]
    with_power = fees_of(
        Book(Side.PAY, "SEK", STOCKHOLM, (Version(date(2020, 1, 1), (_power("45"),)),)), MAY, WITH_CARS
    )
    assert [line.amount for line in with_power] == [D("375.00")]
    assert statement_total([], "GBP", fees).total.gross == D("49.00") + D("12.25") + D("17.60")


def test_a_session_belongs_to_the_month_it_ends_in_and_can_be_split_there() -> None:
    over = usage(local("2026-04-30T22:00"), local("2026-05-01T02:00"), 8000)
    assert month_of_session(over, STOCKHOLM) == MAY
    assert month_of_session(usage(over.start, local("2026-05-01T00:00"), 1), STOCKHOLM) == date(2026, 4, 1)
    (line,) = cost(over, book(energy("1.50"))).lines
    assert by_month(line, STOCKHOLM) == {date(2026, 4, 1): 6, MAY: 6}


def test_what_a_card_used_before_is_counted_by_start_and_number_and_by_local_month() -> None:
    def one(start: str, stop: str, wh: int, card: str):  # type: ignore[no-untyped-def]
        return usage(local(start), local(stop), wh, card=card)

    sessions = [
        (3, one("2026-05-02T10:00", "2026-05-02T11:00", 3000, "b")),
        (2, one("2026-05-02T10:00", "2026-05-02T11:00", 2000, "B")),
        (1, one("2026-04-30T22:00", "2026-05-01T02:00", 8000, "a")),
        (9, one("2026-05-01T23:00", "2026-05-01T23:30", 500, "A")),
    ]
    found = {
        number: {(each.scope, each.month): each.kwh for each in used}
        for number, used in used_before(sessions, STOCKHOLM).items()
    }
    assert found[1] == {
        (scope, month): 0 for scope in (Scope.MONTH_CARD, Scope.MONTH_SITE) for month in (date(2026, 4, 1), MAY)
    }
    assert found[9] == {(Scope.MONTH_CARD, MAY): 4, (Scope.MONTH_SITE, MAY): 4}
    assert found[2] == {(Scope.MONTH_CARD, MAY): 0, (Scope.MONTH_SITE, MAY): Fraction("4.5")}
    assert found[3] == {(Scope.MONTH_CARD, MAY): 2, (Scope.MONTH_SITE, MAY): Fraction("6.5")}
    assert used_before(reversed(sessions), STOCKHOLM) == used_before(sessions, STOCKHOLM)
