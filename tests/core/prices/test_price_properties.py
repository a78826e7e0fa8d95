"""What must hold for every session, book and clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import available_timezones

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.prices.books import Book, Condition, Series, Side, Version
from app.core.prices.cost import Cost, written
from app.core.prices.costing import cost
from app.core.prices.document import book_of, document_of
from app.core.prices.money import rounded, total
from app.core.prices.series import PriceSeries
from app.core.prices.splitting import flow_of
from app.core.prices.usage import MeterPoint, PowerPoint
from app.core.values import replace
from tests.core.prices.oracle import exact
from tests.core.prices.parts import STOCKHOLM, TOU_A, D, energy, points, usage, utc
from tests.core.prices.random_tariffs import case, clock_changes

SEEDS = st.integers(10_000, 10_000_000)
ORE = D("0.01")


def _cost(seed: int) -> Cost:
    used, book, told = case(seed)
    return cost(used, book, [PriceSeries("SE3", told)])


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_lines_add_up_to_the_total_and_no_energy_is_lost(seed: int) -> None:
    found = _cost(seed)
    assert found.total is not None
    assert found.total == total((line.priced for line in found.lines), ORE)
    for inside, column in ((False, found.total.net), (True, found.total.gross)):
        if all(line.vat_inside is inside for line in found.lines):
            assert sum((line.amount for line in found.lines), Decimal(0)) == column
    assert found.total.net + found.total.vat == found.total.gross
    assert all(line.amount == rounded(line.exact, ORE) for line in found.lines)
    assert all(line.net + line.vat == line.gross for line in found.lines)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_same_is_computed_twice_to_the_byte(seed: int) -> None:
    assert written(_cost(seed)) == written(_cost(seed))
    assert b"." in written(_cost(seed))


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(12)), st.integers(0, 11))
def test_a_reordered_import_is_the_same_series(order: list[int], cut: int) -> None:
    told = points(utc("2026-10-24T22:00Z"), 900, [f"0.{each:02}" for each in range(12)])
    shuffled = [told[index] for index in order]
    series = PriceSeries("SE3", told)
    assert PriceSeries("SE3", shuffled) == series
    assert PriceSeries("SE3", shuffled[:cut]).with_points(shuffled[cut:]) == series


METERS = st.lists(
    st.tuples(st.integers(1, 4 * 3_600_000_000), st.integers(0, 30_000), st.integers(0, 22_000)),
    min_size=2,
    max_size=12,
)


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 400 * 86400), METERS, st.data(), st.booleans())
def test_splitting_a_session_anywhere_changes_no_energy_and_money_only_by_rounding(
    second: int, steps: list[tuple[int, int, int]], data: st.DataObject, with_power: bool
) -> None:
    at = utc("2026-01-01T00:00Z") + timedelta(seconds=second)
    register = 5_000_000
    meter = [MeterPoint(at, register)]
    for wait_us, gained, _ in steps:
        at += timedelta(microseconds=wait_us)
        # As the ledger's own rule has it: no car charges faster than this.
        register += min(gained, wait_us * 40_000 // 3_600_000_000)
        meter.append(MeterPoint(at, register))
    power = tuple(PowerPoint(point.at, watts) for point, (_, _, watts) in zip(meter, steps, strict=False) if with_power)
    whole = usage(meter[0].at, meter[-1].at, register - meter[0].energy_wh, readings=tuple(meter), power=power)
    place = data.draw(st.integers(1, len(meter) - 2))
    early = replace(
        whole,
        stop=meter[place].at,
        energy_wh=meter[place].energy_wh - meter[0].energy_wh,
        readings=tuple(meter[: place + 1]),
        power=tuple(each for each in power if each.at <= meter[place].at),
    )
    late = replace(
        whole,
        start=meter[place].at,
        energy_wh=meter[-1].energy_wh - meter[place].energy_wh,
        readings=tuple(meter[place:]),
        power=tuple(each for each in power if each.at >= meter[place].at),
    )
    spot = energy(Series("SE3"), part="spot")
    book = Book(Side.PAY, "SEK", STOCKHOLM, (Version(date(2000, 1, 1), (spot, *TOU_A)),))
    begin = utc("2025-12-31T00:00Z")
    hours = int((meter[-1].at - meter[0].at) / timedelta(hours=1)) + 3
    first = begin + int((meter[0].at - begin) / timedelta(hours=1)) * timedelta(hours=1)
    series = PriceSeries("SE3", points(first, 3600, [f"{(each * 7) % 11 - 3}.{each % 10}" for each in range(hours)]))
    costs = [cost(each, book, [series]) for each in (whole, early, late)]
    assert costs[0].energy_wh == costs[1].energy_wh + costs[2].energy_wh
    sums = [sum((line.exact for line in each.lines), Fraction(0)) for each in costs]
    assert sums[0] == sums[1] + sums[2]
    totals = [each.total.net for each in costs if each.total is not None]
    assert abs(totals[0] - totals[1] - totals[2]) <= ORE / 2 * sum(len(each.lines) for each in costs)


@settings(deadline=None, max_examples=60)
@example("Africa/Sao_Tome", 0, 0, 1, True)  # another standard time from the first hours of a year on
@given(
    st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone and "Etc" not in zone)),
    st.integers(0, 10_000),
    st.integers(0, 900),
    st.integers(1, 900),
    st.booleans(),
)
def test_any_zone_and_any_of_its_clock_changes_is_cut_where_its_clocks_say(
    zone: str, which: int, before: int, after: int, winter_time: bool
) -> None:
    changes = clock_changes(zone) or (utc("2026-03-29T01:00Z"),)
    change = changes[which % len(changes)]
    start, stop = change - timedelta(minutes=before), change + timedelta(minutes=after)
    wh = 100 * (before + after)
    meter = (MeterPoint(start, 0), MeterPoint(stop, wh))
    windows = (
        energy("0.80", when=(Condition(from_time=time(22), to_time=time(1, 30), winter_time=winter_time),), priority=2),
        energy("0.30", when=(Condition(from_time=time(2, 15), to_time=time(3, 5)),), priority=1),
        energy("0.10", when=(Condition(weekdays=frozenset({6, 7})),)),
        energy("1.60"),
    )
    book = Book(Side.CHARGE, "EUR", zone, (Version(date(1999, 1, 1), windows),))
    stay = usage(start, stop, wh, readings=meter)
    found = cost(stay, book)
    assert {line.exact for line in found.lines} == set(exact(stay, book, {}).values())
    assert sum(each.quantity for line in found.lines for each in line.split) == Fraction(wh, 1000)


@settings(deadline=None, max_examples=60)
@given(METERS, st.integers(0, 200_000))
def test_energy_flows_one_way_from_nothing_to_what_is_booked(steps: list[tuple[int, int, int]], booked: int) -> None:
    """Whatever the meter showed: falls, leaps, stops."""
    start = at = utc("2026-05-10T10:00Z")
    meter = []
    for wait_us, value, _ in steps:
        at += timedelta(microseconds=wait_us)
        meter.append(MeterPoint(at, value))
    power = tuple(PowerPoint(point.at, watts) for point, (_, _, watts) in zip(meter, steps, strict=True))
    flow = flow_of(usage(start, at, booked, readings=tuple(meter), power=power))
    first = _us(start)
    heard = [flow.until(first + part * (_us(at) - first) // 50) for part in range(51)]
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0, booked)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_a_book_is_the_same_after_it_was_written_and_read(seed: int) -> None:
    _, book, _ = case(seed)
    assert book_of(document_of(book)) == book
    assert document_of(book_of(document_of(book))) == document_of(book)


def _us(at: datetime) -> int:
    return (at - utc("1970-01-01T00:00Z")) // timedelta(microseconds=1)
