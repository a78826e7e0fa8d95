"""A second opinion on every cost: a stupid walk through a session, tick by tick, sharing no code with the engine.

It knows the books' values and nothing else of ours. A tick is a second, or a minute for long sessions; sessions and
readings begin and end on whole ticks, times of day, price intervals and clock changes on whole minutes. What is reached
in between (tiers, free energy, thresholds of energy) splits a tick by the energy within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.core.prices.books import Book, Component, Condition, Dimension, Fixed, Scope, Side, Tiers, Unit, Version
from app.core.prices.series import PricePoint
from app.core.prices.usage import Usage

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
Shown = tuple[Dimension, str, Decimal, bool]
Chunk = tuple[Fraction, Fraction, Fraction]  # kWh before it, kWh, seconds


def half_up(amount: Fraction, digits: int = 2) -> Decimal:
    cents = abs(amount) * 10**digits
    whole = int(cents)
    if cents - whole >= Fraction(1, 2):
        whole += 1
    return Decimal(whole if amount >= 0 else -whole) / 10**digits


def exact(
    usage: Usage, book: Book, series: dict[str, list[PricePoint]], tick: timedelta = MINUTE
) -> dict[Shown, Fraction]:
    """Each line's amount, for a book of one version in force or one that charges by the version at the start."""
    zone = ZoneInfo(book.zone)
    version = _version(book, usage.start.astimezone(zone).date())
    prices = {name: {point.start: point for point in told} for name, told in series.items()}
    amounts: dict[int, Fraction] = {}
    fees: set[str] = set()
    idle_s = 0
    seen_in_month: dict[date, Fraction] = {}
    instant = usage.start
    for before, kwh in _energies(usage, tick):
        wall = instant.astimezone(zone)
        month = wall.date().replace(day=1)
        idle = usage.last_energy_at is not None and instant >= usage.last_energy_at
        held = any(each.start <= instant < each.end for each in usage.held)
        for chunk in _chunks(version, before, kwh, tick):
            began = seen_in_month.setdefault(month, chunk[0])
            for dimension, part in _parts(version):
                chosen = _chosen(version, dimension, part, usage, instant, zone, chunk)
                if chosen is None:
                    continue
                index, component = chosen
                if any(_holds(each, version, usage, instant, zone, chunk) for each in component.quiet):
                    continue
                told = {each.scope: Fraction(each.kwh) for each in usage.used if each.month == month}
                amount = _amount(component, chunk, instant, usage, idle, held, idle_s, told, chunk[0] - began, prices)
                if dimension is Dimension.SESSION:
                    if part in fees:
                        continue
                    fees.add(part)
                if amount is not None:
                    amounts[index] = amounts.get(index, Fraction(0)) + amount
        if idle and not held:
            idle_s += tick // SECOND
        instant += tick
    return _lines(version, amounts)


def _version(book: Book, day: date) -> Version:
    assert book.side is Side.CHARGE or len(book.versions) == 1
    return [each for each in book.versions if each.valid_from <= day][-1]


def _energies(usage: Usage, tick: timedelta) -> Iterator[tuple[Fraction, Fraction]]:
    """kWh before each tick and in it, evenly between readings."""
    before = Fraction(0)
    for earlier, later in zip(usage.readings, usage.readings[1:], strict=False):
        ticks = (later.at - earlier.at) // tick
        each = Fraction(later.energy_wh - earlier.energy_wh, 1000 * ticks)
        for _ in range(ticks):
            yield before, each
            before += each


def _chunks(version: Version, before: Fraction, kwh: Fraction, tick: timedelta) -> Iterator[Chunk]:
    """The tick, split wherever a condition's amount of energy is reached."""
    marks = {
        Fraction(mark)
        for component in version.components
        for condition in (*component.when, *component.quiet)
        for mark in (condition.min_energy_kwh, condition.max_energy_kwh)
        if mark is not None and before < mark < before + kwh
    }
    at = before
    for mark in [*sorted(marks), before + kwh]:
        seconds = Fraction(tick // SECOND)
        yield at, mark - at, seconds * (mark - at) / kwh if kwh else seconds
        at = mark


def _parts(version: Version) -> list[tuple[Dimension, str]]:
    return list(dict.fromkeys((each.dimension, each.part) for each in version.components))


def _chosen(
    version: Version, dimension: Dimension, part: str, usage: Usage, instant: datetime, zone: ZoneInfo, chunk: Chunk
) -> tuple[int, Component] | None:
    best = None
    for index, component in enumerate(version.components):
        if (component.dimension, component.part) != (dimension, part):
            continue
        if component.when and not any(_holds(each, version, usage, instant, zone, chunk) for each in component.when):
            continue
        if best is None or component.priority > best[1].priority:
            best = index, component
    return best


def _holds(
    condition: Condition, version: Version, usage: Usage, instant: datetime, zone: ZoneInfo, chunk: Chunk
) -> bool:
    wall = instant.astimezone(zone).replace(tzinfo=None)
    if condition.winter_time:
        noons = (datetime(instant.year, month, 1, 12, tzinfo=zone) for month in (1, 7))
        winter = min(noon.utcoffset() or timedelta(0) for noon in noons)
        wall = instant.replace(tzinfo=None) + winter
    now, day = wall.time(), wall.date()
    if condition.from_time is not None or condition.to_time is not None:
        begin, end = condition.from_time or time(0), condition.to_time or time(0)
        if end == time(0):
            inside = now >= begin
        elif begin < end:
            inside = begin <= now < end
        else:
            inside = not end <= now < begin
        if not inside:
            return False
    holidays = {each.name: each.days for each in version.holiday_sets}
    elapsed = (instant - usage.start).total_seconds()
    tests = [
        not condition.weekdays or day.weekday() + 1 in condition.weekdays,
        not condition.months or day.month in condition.months,
        condition.from_date is None or condition.from_date <= day,
        condition.to_date is None or day < condition.to_date,
        condition.holidays is None or (day in holidays[condition.holidays]) == condition.only_holidays,
        condition.min_energy_kwh is None or chunk[0] >= condition.min_energy_kwh,
        condition.max_energy_kwh is None or chunk[0] < condition.max_energy_kwh,
        condition.min_duration_s is None or elapsed >= condition.min_duration_s,
        condition.max_duration_s is None or elapsed < condition.max_duration_s,
        not condition.chargers or usage.charger in condition.chargers,
        not condition.cards or usage.card in condition.cards,
        not condition.groups or bool(usage.groups & condition.groups),
    ]
    return all(tests)


def _amount(
    component: Component,
    chunk: Chunk,
    instant: datetime,
    usage: Usage,
    idle: bool,
    held: bool,
    idle_s: int,
    told: dict[Scope, Fraction],
    in_month: Fraction,
    prices: dict[str, dict[datetime, PricePoint]],
) -> Fraction | None:
    before, kwh, seconds = chunk
    if component.dimension is Dimension.SESSION:
        assert isinstance(component.rate, Fixed)
        return Fraction(component.rate.amount)
    if component.dimension is Dimension.ENERGY:
        return _graded(component, kwh, before, told, in_month, instant, prices) if kwh else None
    per = 60 if component.unit in (None, Unit.MINUTE) else 3600
    assert isinstance(component.rate, Fixed)
    if component.dimension is Dimension.CHARGE_TIME:
        return None if idle else seconds * Fraction(component.rate.amount) / per
    if not idle or held or idle_s < component.grace_s:
        return None
    return seconds * Fraction(component.rate.amount) / per


def _graded(
    component: Component,
    kwh: Fraction,
    before: Fraction,
    told: dict[Scope, Fraction],
    in_month: Fraction,
    instant: datetime,
    prices: dict[str, dict[datetime, PricePoint]],
) -> Fraction:
    """The price of the kWh from one amount to another: what all until then costs, less what all before it costs."""

    def paid(until: Fraction) -> Fraction:
        return max(until - Fraction(component.free.amount), Fraction(0)) if component.free else until

    start = before
    if component.free is not None and component.free.scope is not Scope.SESSION:
        start = told[component.free.scope] + in_month
    free = kwh - (paid(start + kwh) - paid(start))
    rate = component.rate
    if isinstance(rate, Fixed):
        return (kwh - free) * Fraction(rate.amount)
    if isinstance(rate, Tiers):
        at = before if rate.scope is Scope.SESSION else told[rate.scope] + in_month

        def all_until(amount: Fraction) -> Fraction:
            sums, low = Fraction(0), Fraction(0)
            for tier in rate.steps:
                high = amount if tier.upto is None else min(amount, Fraction(tier.upto))
                if high > low:
                    sums += (high - low) * Fraction(tier.amount)
                    low = high
            return sums

        return all_until(at + kwh) - all_until(at + free)
    value = next(point for point in _around(prices[rate.series_id], instant)).value
    each = Fraction(value) * Fraction(rate.multiplier) + Fraction(rate.adder)
    if rate.floor is not None and each < rate.floor:
        each = Fraction(rate.floor)
    if rate.cap is not None and each > rate.cap:
        each = Fraction(rate.cap)
    return (kwh - free) * each


def _around(points: dict[datetime, PricePoint], instant: datetime) -> Iterator[PricePoint]:
    whole = instant.astimezone(UTC).replace(second=0)
    for back in range(61):
        point = points.get(whole - back * MINUTE)
        if point is not None and point.end > instant:
            yield point


def _lines(version: Version, amounts: dict[int, Fraction]) -> dict[Shown, Fraction]:
    lines: dict[Shown, Fraction] = {}
    for index, amount in amounts.items():
        component = version.components[index]
        if component.dimension in (Dimension.CHARGE_TIME, Dimension.IDLE_TIME):
            amount = max(amount, Fraction(0))
        if component.cap is not None:
            amount = min(amount, Fraction(component.cap))
        if component.floor is not None:
            amount = max(amount, Fraction(component.floor))
        key = component.dimension, component.part, component.vat_rate, component.vat_inside
        lines[key] = lines.get(key, Fraction(0)) + amount
    return lines
