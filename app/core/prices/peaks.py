"""Power charges: which of a month's means count, what they come to, and what of it the charging caused.

Grid companies differ in every point of the rule, so the rule is data: see PeakRule.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from app.core.prices import clock
from app.core.prices.books import Component, Fixed, HolidaySet, PeakRule
from app.core.prices.clock import SECOND
from app.core.prices.pieces import Wall, on_clock
from app.core.prices.series import microseconds
from app.core.values import Value


class PowerMean(Value, frozen=True):
    """What the house drew on average from `start` on, for as long as the rule's resolution."""

    start: datetime
    power_w: int


class Peak(Value, frozen=True):
    """A mean that counts."""

    start: datetime
    power_w: int
    weight: Fraction

    @property
    def weighted_w(self) -> Fraction:
        return self.power_w * self.weight


class PeakCharge(Value, frozen=True):
    """What a month's power costs."""

    peaks: tuple[Peak, ...]  # the highest first
    basis_kw: Fraction  # their mean
    amount: Fraction  # exact, in the book's currency and the form the rate was typed in


def means_of(energies: Iterable[tuple[datetime, int]], resolution_min: int) -> tuple[PowerMean, ...]:
    """Power means from energy, Wh, counted over each interval of that length: Wh × 60 / minutes, in whole W."""
    return tuple(PowerMean(start, energy_wh * 60 // resolution_min) for start, energy_wh in energies)


def peaks_of(
    means: Iterable[PowerMean], rule: PeakRule, zone: str, month: date, holiday_sets: Iterable[HolidaySet] = ()
) -> tuple[Peak, ...]:
    """The means of a local month that count, the highest first; of equals the earlier. Fewer, where there are fewer."""
    holidays = {each.name: each.days for each in holiday_sets}
    weighed: list[tuple[Fraction, datetime, date, Peak]] = []
    for mean in means:
        walls = _walls(zone, microseconds(mean.start))
        day = walls[False].day
        if clock.month_of(day) != clock.month_of(month):
            continue
        weight = _weight(rule, walls, holidays)
        if weight is not None:
            peak = Peak(mean.start, mean.power_w, weight)
            weighed.append((-peak.weighted_w, mean.start, day, peak))
    found: list[Peak] = []
    days: set[date] = set()
    for _, _, day, peak in sorted(weighed, key=lambda each: each[:2]):
        if len(found) < rule.peaks and not (rule.distinct_days and day in days):
            found.append(peak)
            days.add(day)
    return tuple(found)


def peak_charge(
    means: Iterable[PowerMean],
    component: Component,
    zone: str,
    month: date,
    holiday_sets: Iterable[HolidaySet] = (),
) -> PeakCharge:
    """What a PEAK_POWER component comes to in a month; by the means of an earlier one if the rule says so."""
    rule = component.peak or PeakRule()
    basis_month = clock.month_of(month)
    for _ in range(rule.month_offset):
        basis_month = clock.month_of(date.fromordinal(basis_month.toordinal() - 1))
    peaks = peaks_of(means, rule, zone, basis_month, holiday_sets)
    basis = sum((peak.weighted_w for peak in peaks), Fraction(0)) / (1000 * max(len(peaks), 1))
    rate = component.rate.amount if isinstance(component.rate, Fixed) else 0
    return PeakCharge(peaks, basis, basis * Fraction(rate))


def share_of_charging(whole: PeakCharge, without_charging: PeakCharge) -> Fraction:
    """What the month's power would have cost less without the cars."""
    return whole.amount - without_charging.amount


def _walls(zone: str, at_us: int) -> dict[bool, Wall]:
    """What both clocks show: the usual one, and the one that ignores summer time."""
    found = {}
    for winter_time in (False, True):
        offset = clock.spans(zone, at_us, at_us + SECOND, winter_time=winter_time)[0][2]
        found[winter_time] = Wall(clock.local_day(at_us, offset), (at_us + offset) % clock.DAY)
    return found


def _weight(rule: PeakRule, walls: dict[bool, Wall], holidays: dict[str, frozenset[date]]) -> Fraction | None:
    if not rule.windows:
        return Fraction(1)
    for window in rule.windows:
        if on_clock(window.when, walls[window.when.winter_time], holidays):
            return Fraction(window.weight)
    return None
