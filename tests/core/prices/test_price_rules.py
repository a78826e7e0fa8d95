"""What the engine promises beside the figures: missing prices, doubt, limits, versions, free amounts, idle time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from app.core.model import Evidence, Moment, Reading, Session
from app.core.prices.books import (
    Book,
    Condition,
    Dimension,
    Free,
    Limit,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Version,
    VersionUsed,
)
from app.core.prices.cost import CostQuality, Flag, Missing
from app.core.prices.costing import WrongCurrency, cost
from app.core.prices.series import PricePoint, PriceSeries, SeriesOverlap
from app.core.prices.splitting import flow_of
from app.core.prices.usage import Held, PowerPoint, UsedSoFar, last_energy_at, usage_of
from app.core.values import replace
from tests.core.prices.parts import QUARTER_VAT, TOU_A, D, book, component, energy, local, points, readings, usage, utc

START = utc("2026-05-10T10:00Z")
HOUR = timedelta(hours=1)
SPOT = energy(Series("SE3"), part="spot")


def test_a_missing_price_is_never_made_up_and_the_estimate_stands_apart() -> None:
    known = points(START, 900, ["0.40", "0.80"])
    later = points(START + timedelta(minutes=45), 900, ["1.20"])
    found = cost(usage(START, START + HOUR, 4000), book(SPOT, energy("0.50")), [PriceSeries("SE3", known + later)])
    assert found.quality is CostQuality.PRICE_MISSING
    assert found.total is None
    assert found.missing == (Missing(START + timedelta(minutes=30), START + timedelta(minutes=45), "SE3"),)
    assert [line.amount for line in found.lines] == [D("2.00")]
    assert found.estimate is not None
    assert [line.amount for line in found.estimate.lines] == [D("3.20"), D("2.00")]
    assert Flag.PRICE_ESTIMATED in found.estimate.lines[0].flags
    assert found.estimate.total.gross == D("5.20")


def test_without_one_known_price_there_is_no_estimate() -> None:
    found = cost(usage(START, START + HOUR, 4000), book(SPOT))
    assert (found.total, found.estimate, found.lines) == (None, None, ())
    assert found.missing == (Missing(START, START + HOUR, "SE3"),)


def test_a_price_that_is_missing_while_nothing_is_charged_is_not_missed() -> None:
    meter = readings(("2026-05-10T10:00Z", 0), ("2026-05-10T10:15Z", 2000), ("2026-05-10T11:00Z", 2000))
    series = PriceSeries("SE3", points(START, 900, ["0.40"]))
    found = cost(usage(START, START + HOUR, 2000, readings=meter), book(SPOT), [series])
    assert found.total is not None
    assert found.total.gross == D("0.80")


def test_a_day_without_any_prices_is_missing_too() -> None:
    empty = Book(Side.PAY, "SEK", "Europe/Stockholm", (Version(date(2027, 1, 1), ()),))
    found = cost(usage(START, START + HOUR, 4000), empty)
    assert found.missing == (Missing(START, START + HOUR),)
    assert (found.total, found.estimate) == (None, None)


def test_prices_in_another_currency_are_refused() -> None:
    series = PriceSeries("SE3", points(START, 3600, ["0.04"]), currency="EUR")
    with pytest.raises(WrongCurrency, match="EUR"):
        cost(usage(START, START + HOUR, 4000), book(SPOT), [series])


def test_the_split_is_in_doubt_only_where_the_price_changes_within_a_long_gap() -> None:
    meter = readings(("2026-05-10T03:00Z", 0), ("2026-05-10T03:40Z", 6000), ("2026-05-10T05:00Z", 9000))
    at_the_edge = usage(meter[0].at, meter[-1].at, 9000, readings=meter)
    assert cost(at_the_edge, book(*TOU_A)).quality is CostQuality.SPLIT_ESTIMATED
    seldom = replace(at_the_edge, expected_gap_s=2400)
    assert cost(seldom, book(*TOU_A)).quality is CostQuality.MEASURED
    assert cost(at_the_edge, book(energy("1.60"))).quality is CostQuality.MEASURED


def test_power_says_how_energy_lay_between_two_readings_and_the_register_how_much_it_was() -> None:
    meter = readings(("2026-05-10T03:00Z", 0), ("2026-05-10T05:00Z", 9000))
    # All of it before 06:00 local, and twice what the register knows of.
    power = [PowerPoint(meter[0].at + timedelta(minutes=minute), 18000 if minute <= 60 else 0) for minute in range(120)]
    found = cost(usage(meter[0].at, meter[-1].at, 9000, readings=meter, power=tuple(power)), book(*TOU_A))
    low, high = found.lines[0].split
    assert low.quantity + high.quantity == 9
    assert high.quantity < Fraction("0.1")
    assert found.quality is CostQuality.MEASURED


def test_the_booked_energy_counts_and_what_was_not_read_lies_where_nothing_was_read() -> None:
    meter = readings(("2026-05-10T10:00Z", 500), ("2026-05-10T11:00Z", 4500))
    flow = flow_of(usage(START, START + 2 * HOUR, 6000, readings=meter))
    assert (flow.until(_us(START + HOUR)), flow.total_wh) == (4000, 6000)
    shrunk = flow_of(usage(START, START + HOUR, 2000, readings=meter))
    assert (shrunk.until(_us(START + HOUR / 2)), shrunk.total_wh) == (1000, 2000)


def test_a_session_without_duration_still_costs() -> None:
    found = cost(usage(START, START, 4000), book(energy("2.50"), component(Dimension.SESSION, "1")))
    assert found.total is not None
    assert found.total.net == D("11.00")


def test_what_i_pay_follows_the_versions_and_what_i_charge_stays_as_it_started() -> None:
    old = Version(date(2025, 1, 1), (energy("1"), component(Dimension.SESSION, "5")), id=1)
    new = Version(date(2026, 1, 1), (energy("2"), component(Dimension.SESSION, "9")), id=2)
    over_new_year = usage(local("2025-12-31T22:00"), local("2026-01-01T02:00"), 8000)
    pay = cost(over_new_year, Book(Side.PAY, "SEK", "Europe/Stockholm", (old, new)))
    assert [(line.version_id, line.amount) for line in pay.lines] == [(1, D("4.00")), (1, D("5.00")), (2, D("8.00"))]
    charge = cost(over_new_year, Book(Side.CHARGE, "SEK", "Europe/Stockholm", (old, new)))
    assert [(line.version_id, line.amount) for line in charge.lines] == [(1, D("8.00")), (1, D("5.00"))]


def test_a_version_that_was_used_is_never_changed() -> None:
    used = Version(date(2026, 1, 1), (energy("1"),), used=True)
    filled = Book(Side.PAY, "SEK", "Europe/Stockholm").with_version(used)
    with pytest.raises(VersionUsed):
        filled.with_version(Version(date(2026, 1, 1), (energy("2"),)))
    with pytest.raises(VersionUsed):
        filled.without(used)
    later = filled.with_version(Version(date(2026, 6, 1), (energy("2"),)))
    assert later.on(date(2026, 5, 31)) == used
    assert later.until(used) == date(2026, 6, 1)
    assert later.on(date(2025, 12, 31)) is None


def test_a_session_is_raised_to_the_least_and_lowered_to_the_most_it_costs() -> None:
    small = usage(START, START + HOUR, 1000)
    least = Limit(D("10"), QUARTER_VAT, vat_inside=True)
    found = cost(small, book(energy("2", vat_rate=QUARTER_VAT), least=least))
    assert found.total is not None
    assert found.total.gross == D("10.00")
    assert [line.amount for line in found.lines] == [D("2.00"), D("7.50")]
    assert found.lines[1].flags == (Flag.LEAST,)
    most = cost(replace(small, energy_wh=90000), book(energy("2"), most=Limit(D("100"))))
    assert most.total is not None
    assert (most.total.net, most.lines[1].amount) == (D("100.00"), D("-80.00"))


def test_idle_time_waits_for_the_grace_and_never_runs_while_we_hold_the_current_back_or_in_quiet_hours() -> None:
    fee = component(
        Dimension.IDLE_TIME,
        "1.00",
        grace_s=900,
        quiet=(Condition(from_time=time(22), to_time=time(7)),),
    )
    stood = usage(
        local("2026-05-10T18:00"),
        local("2026-05-10T23:00"),
        9000,
        last_energy_at=local("2026-05-10T20:00"),
        held=(
            Held(local("2026-05-10T19:00"), local("2026-05-10T20:10")),
            Held(local("2026-05-10T21:00"), local("2026-05-10T21:20")),
        ),
    )
    (line,) = cost(stood, book(fee)).lines
    # 20:10–20:25 is grace; 20:25–21:00 and 21:20–22:00 run.
    assert line.amount == D("75.00")
    assert [each.start for each in line.split] == [local("2026-05-10T20:25"), local("2026-05-10T21:20")]
    assert cost(replace(stood, last_energy_at=None), book(fee)).lines == ()


def test_free_energy_of_a_month_begins_anew_at_local_midnight_and_says_when_it_guesses() -> None:
    family = energy("2", free=Free(D(10), Scope.MONTH_CARD))
    over = usage(local("2026-04-30T22:00"), local("2026-05-01T02:00"), 8000)
    told = replace(over, used=(UsedSoFar(Scope.MONTH_CARD, date(2026, 4, 1), D(9)),))
    (line,) = cost(told, book(family)).lines
    assert (line.amount, line.quantity) == (D("6.00"), D("3"))  # 9 before, 1 free, 3 paid; then 4 free in May
    assert Flag.USED_SO_FAR_UNKNOWN not in line.flags
    (guessed,) = cost(over, book(family)).lines
    assert Flag.USED_SO_FAR_UNKNOWN in guessed.flags


def test_a_tier_of_the_house_without_its_meter_says_so() -> None:
    tiers = Tiers(Scope.MONTH_HOUSE, (Tier(D(300), D("0.32")), Tier(None, D("0.40"))))
    (line,) = cost(usage(START, START + HOUR, 8000), book(energy(tiers))).lines
    assert Flag.USED_SO_FAR_UNKNOWN in line.flags


def test_the_last_energy_is_no_late_message_and_no_topping_up() -> None:
    meter = readings(
        ("2026-05-10T10:00Z", 0),
        ("2026-05-10T10:15Z", 2500),
        ("2026-05-10T10:30Z", 2500),
        ("2026-05-10T10:45Z", 2510),
    )
    assert last_energy_at(meter, ()) == START + timedelta(minutes=15)
    power = [(0, 7000), (14, 7000), (15, 0), (40, 900), (41, 0), (50, 900), (53, 0)]
    samples = [PowerPoint(START + timedelta(minutes=minute), watts) for minute, watts in power]
    assert last_energy_at((), samples[:5]) == START + timedelta(minutes=15)
    assert last_energy_at((), samples) == START + timedelta(minutes=53)
    assert last_energy_at((), ()) is None


def test_a_session_of_the_ledger_is_priced_as_it_is_booked() -> None:
    session = Session(
        id=1,
        charger_id="A",
        outlet=1,
        transaction_id="1",
        started_at=START,
        stopped_at=START + HOUR,
        card="X",
        meter_start_wh=1000,
        meter_last_wh=5000,
        meter_stop_wh=5000,
        energy_wh=4000,
        evidence=frozenset({Evidence.REGISTER_RESET}),
    )
    told = [Reading(START + timedelta(minutes=30), energy_wh=4000, power_w=6000, moment=Moment.CLOCK)]
    priced = usage_of(session, told, now=START + 2 * HOUR)
    assert [point.energy_wh for point in priced.readings] == [1000, 4000, 5000]
    found = cost(priced, book(energy("2", when=(Condition(cards=frozenset({"x"})),))))
    assert found.total is not None
    assert (found.total.net, found.quality) == (D("8.00"), CostQuality.ENERGY_ESTIMATED)
    running = usage_of(replace(session, stopped_at=None, meter_stop_wh=None), told, now=START + 2 * HOUR)
    assert running.stop == START + 2 * HOUR


def test_a_series_is_looked_up_by_the_instant_and_knows_its_gaps() -> None:
    series = PriceSeries("SE3", points(START, 900, ["1", "2"]) + points(START + HOUR, 900, ["5"]))
    assert series.at(START - timedelta(microseconds=1)) is None
    second = series.at(START + timedelta(minutes=15))
    assert second is not None
    assert second.value == 2
    assert series.at(START + timedelta(minutes=30)) is None
    assert series.gaps(START, START + 2 * HOUR) == (
        (START + timedelta(minutes=30), START + HOUR),
        (START + timedelta(minutes=75), START + 2 * HOUR),
    )


def test_a_newer_import_replaces_what_it_overlaps_and_two_prices_for_one_time_are_refused() -> None:
    series = PriceSeries("SE3", points(START, 900, ["1", "2", "3"]), area="SE3", currency="SEK")
    newer = series.with_points(points(START + timedelta(minutes=15), 900, ["9"]))
    assert [point.value for point in newer.points] == [1, 9, 3]
    assert (newer.area, newer.currency) == ("SE3", "SEK")
    with pytest.raises(SeriesOverlap, match="2026-05-10 10:00"):
        PriceSeries("SE3", [*points(START, 900, ["1"]), *points(START, 900, ["2"])])
    assert PriceSeries("SE3", points(START, 900, ["1"]) * 2).points == tuple(points(START, 900, ["1"]))
    with pytest.raises(ValueError, match="ends before it begins"):
        PriceSeries("SE3", [PricePoint(START, START, D(1))])


def _us(at: datetime) -> int:
    return (at - utc("1970-01-01T00:00Z")) // timedelta(microseconds=1)


def test_days_before_the_first_prices_are_one_span_without_prices() -> None:
    found = cost(
        usage(utc("2026-03-01T10:00Z"), utc("2026-03-05T10:00Z"), 9000), book(energy("1"), since=date(2026, 4, 1))
    )
    assert [(each.start, each.end) for each in found.missing] == [(utc("2026-03-01T10:00Z"), utc("2026-03-05T10:00Z"))]
