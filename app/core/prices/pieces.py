"""The cut list: a session in pieces so small that no price, condition or month changes within one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, time
from fractions import Fraction
from itertools import pairwise

from app.core import card_numbers
from app.core.prices import clock
from app.core.prices.books import Component, Condition, Scope, Series, Tiers
from app.core.prices.clock import SECOND
from app.core.prices.series import PriceSeries, microseconds
from app.core.prices.splitting import Flow
from app.core.prices.usage import Usage
from app.core.values import Value

Instant = int | Fraction
"""Microseconds since 1970 UTC; a fraction where so much energy was reached in between."""


class Wall(Value, frozen=True):
    """What a clock on the wall shows."""

    day: date
    time_us: int  # since midnight, as the clock shows it


class Piece(Value, frozen=True):
    """[start, end) of a session; an empty one only in a session without duration."""

    start: Instant
    end: Instant
    wall: Wall  # at the start
    winter_wall: Wall  # by a clock that ignores summer time
    elapsed_us: Instant  # since the session's start
    energy_before: Fraction  # Wh
    energy: Fraction
    charging: bool  # before the last energy
    idle: bool  # after it, and not held back by us
    idle_before: Instant  # µs
    by_time: bool  # its start is no mere crossing of an energy threshold


class Cuts(Value, frozen=True):
    """What a session must be cut for."""

    times_us: frozenset[int]
    winter: bool
    durations_s: frozenset[int]
    graces_s: frozenset[int]
    energies_wh: frozenset[Fraction]
    series: frozenset[str]


def cuts_of(components: Iterable[Component], *, midnights: bool) -> Cuts:
    """The edges that components know: times of day, durations, amounts of energy, the series they follow."""
    times = {0} if midnights else set[int]()
    durations, graces = set[int](), set[int]()
    energies: set[Fraction] = set()
    series: set[str] = set()
    winter = False
    for component in components:
        graces.add(component.grace_s)
        if isinstance(component.rate, Series):
            series.add(component.rate.series_id)
        if months_matter(component):
            times.add(0)
        for condition in (*component.when, *component.quiet):
            winter = winter or condition.winter_time
            times.update(_times(condition))
            durations.update(each for each in (condition.min_duration_s, condition.max_duration_s) if each)
            energies.update(
                Fraction(each) * 1000 for each in (condition.min_energy_kwh, condition.max_energy_kwh) if each
            )
    return Cuts(
        times_us=frozenset(times),
        winter=winter,
        durations_s=frozenset(durations),
        graces_s=frozenset(graces),
        energies_wh=frozenset(energies),
        series=frozenset(series),
    )


def months_matter(component: Component) -> bool:
    """Its tiers or its free amount begin anew each month."""
    scopes = (
        component.free.scope if component.free else Scope.SESSION,
        component.rate.scope if isinstance(component.rate, Tiers) else Scope.SESSION,
    )
    return scopes != (Scope.SESSION, Scope.SESSION)


def _times(condition: Condition) -> set[int]:
    found = {_of_day(each) for each in (condition.from_time, condition.to_time) if each is not None}
    by_day = condition.weekdays or condition.months or condition.from_date or condition.to_date or condition.holidays
    return found | {0} if by_day or found else found


def _of_day(at: time) -> int:
    return (at.hour * 3600 + at.minute * 60 + at.second) * SECOND + at.microsecond


def pieces_of(usage: Usage, flow: Flow, zone: str, cuts: Cuts, series: dict[str, PriceSeries]) -> list[Piece]:
    """The session in order of time; energies add up to the flow's total."""
    start, stop = microseconds(usage.start), microseconds(usage.stop)
    local = clock.spans(zone, start, stop)
    winter = clock.spans(zone, start, stop, winter_time=True) if cuts.winter else local
    idle = _idle_spans(usage, start, stop)
    marks: set[Instant] = {start, stop}
    marks |= clock.edges(local, cuts.times_us)
    if cuts.winter:
        marks |= clock.edges(winter, cuts.times_us)
    for each in cuts.series:
        if each in series:
            marks |= series[each].edges_us(start, stop)
    marks.update(start + seconds * SECOND for seconds in cuts.durations_s)
    marks.update(at for span in idle for at in span)
    marks.update(_graces_over(idle, cuts.graces_s))
    if usage.last_energy_at is not None:
        marks.add(microseconds(usage.last_energy_at))
    by_time = frozenset(marks)
    marks.update(at for at in map(flow.reaches, cuts.energies_wh) if at is not None)
    ordered: list[Instant] = sorted(at for at in marks if start <= at <= stop)
    bounds: list[tuple[Instant, Instant]] = [*pairwise(ordered)] or [(start, stop)]
    last = stop if usage.last_energy_at is None else min(max(microseconds(usage.last_energy_at), start), stop)
    energy = Fraction(0)
    idled: Instant = 0
    found: list[Piece] = []
    for begin, end in bounds:
        until = flow.until(end)
        wall = _wall(local, begin)
        runs = any(since <= begin < over for since, over in idle)
        found.append(
            Piece(
                start=begin,
                end=end,
                wall=wall,
                winter_wall=_wall(winter, begin) if cuts.winter else wall,
                elapsed_us=begin - start,
                energy_before=energy,
                energy=until - energy,
                charging=begin < last,
                idle=runs,
                idle_before=idled,
                by_time=begin in by_time,
            )
        )
        energy = until
        if runs:
            idled += end - begin
    return found


def _idle_spans(usage: Usage, start: int, stop: int) -> list[tuple[int, int]]:
    """From the last energy to the stop, without what we held back."""
    if usage.last_energy_at is None:
        return []
    at = min(max(microseconds(usage.last_energy_at), start), stop)
    found = []
    for begin, end in sorted((microseconds(held.start), microseconds(held.end)) for held in usage.held):
        if begin > at:
            found.append((at, min(begin, stop)))
        at = max(at, min(end, stop))
        if begin >= stop:
            break
    if at < stop:
        found.append((at, stop))
    return [(begin, end) for begin, end in found if begin < end]


def _graces_over(idle: list[tuple[int, int]], graces_s: Iterable[int]) -> set[int]:
    """The instants at which so much idle time has run."""
    found = set()
    for grace_s in graces_s:
        left = grace_s * SECOND
        for begin, end in idle:
            if left < end - begin:
                found.add(begin + left)
                break
            left -= end - begin
    return found


def _wall(spans: list[clock.Span], at: Instant) -> Wall:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    offset = spans[max(index, 0)][2]
    whole = int(at)
    return Wall(clock.local_day(whole, offset), (whole + offset) % clock.DAY)


class Matcher:
    """Whether a condition holds at a piece, for one session."""

    __slots__ = ("_cards", "_charger", "_groups", "_holidays")

    def __init__(self, usage: Usage, holidays: dict[str, frozenset[date]]) -> None:
        self._charger = usage.charger.casefold()
        self._cards = frozenset(map(card_numbers.key, (usage.card, *usage.also)))
        self._groups = usage.groups
        self._holidays = holidays

    def for_whom(self, condition: Condition) -> bool:
        """What stands for the whole session: charger, group, card."""
        return (
            (not condition.chargers or self._charger in {each.casefold() for each in condition.chargers})
            and (not condition.cards or not self._cards.isdisjoint(map(card_numbers.key, condition.cards)))
            and (not condition.groups or not condition.groups.isdisjoint(self._groups))
        )

    def holds(self, condition: Condition, piece: Piece) -> bool:
        """When: clock, calendar, energy and duration so far."""
        wall = piece.winter_wall if condition.winter_time else piece.wall
        return on_clock(condition, wall, self._holidays) and _so_far(condition, piece)


def on_clock(condition: Condition, wall: Wall, holidays: dict[str, frozenset[date]]) -> bool:
    """Whether the clock and the calendar on the wall satisfy a condition."""
    day = wall.day
    if condition.from_time is not None or condition.to_time is not None:
        begin = 0 if condition.from_time is None else _of_day(condition.from_time)
        end = 0 if condition.to_time is None else _of_day(condition.to_time)
        inside = begin <= wall.time_us < end if begin < end else wall.time_us >= begin or wall.time_us < end
        if not inside:
            return False
    return not (
        (condition.weekdays and day.isoweekday() not in condition.weekdays)
        or (condition.months and day.month not in condition.months)
        or (condition.from_date is not None and day < condition.from_date)
        or (condition.to_date is not None and day >= condition.to_date)
        or (
            condition.holidays is not None
            and (day in holidays.get(condition.holidays, frozenset())) is not condition.only_holidays
        )
    )


def _so_far(condition: Condition, piece: Piece) -> bool:
    energy, elapsed = piece.energy_before, piece.elapsed_us
    return not (
        (condition.min_energy_kwh is not None and energy < Fraction(condition.min_energy_kwh) * 1000)
        or (condition.max_energy_kwh is not None and energy >= Fraction(condition.max_energy_kwh) * 1000)
        or (condition.min_duration_s is not None and elapsed < condition.min_duration_s * SECOND)
        or (condition.max_duration_s is not None and elapsed >= condition.max_duration_s * SECOND)
    )
