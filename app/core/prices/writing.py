"""A price book in the plain words of its document; what has its usual value is left out, unless it must be written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Fixed,
    Free,
    HolidaySet,
    Limit,
    PeakRule,
    Rate,
    Series,
    Tiers,
    Version,
)

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def written_book(book: Book) -> dict[str, Json]:
    return {
        "side": book.side.value,
        "name": book.name,
        "currency": book.currency,
        "zone": book.zone,
        "vat_inside": book.vat_inside,
        "versions": [_version(each) for each in book.versions],
    }


def _version(version: Version) -> Json:
    return _told(
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        note=version.note,
        source=version.source,
        entered_at=version.entered_at,
        least=None if version.least is None else _limit(version.least),
        most=None if version.most is None else _limit(version.most),
        holiday_sets=[_holiday_set(each) for each in version.holiday_sets],
    ) | {"components": [_component(each) for each in version.components]}


def _component(component: Component) -> Json:
    return _told(
        dimension=component.dimension,
        rate=_rate(component.rate),
        name=component.name,
        part=component.part,
        unit=component.unit,
        vat_rate=component.vat_rate,
        vat_inside=component.vat_inside,
        when=[_condition(each) for each in component.when],
        priority=component.priority or None,
        quiet=[_condition(each) for each in component.quiet],
        free=None if component.free is None else _free(component.free),
        grace_s=component.grace_s or None,
        floor=component.floor,
        cap=component.cap,
        step=None if component.step == 1 else component.step,
        peak=None if component.peak is None else _peak(component.peak),
    )


def _rate(rate: Rate) -> Json:
    if isinstance(rate, Fixed):
        return {"fixed": _figure(rate.amount)}
    if isinstance(rate, Series):
        told = _told(id=rate.series_id, adder=rate.adder, floor=rate.floor, cap=rate.cap)
        return {"series": told | {"multiplier": _figure(rate.multiplier)}}
    return {"tiers": _tiers(rate)}


def _tiers(tiers: Tiers) -> Json:
    steps: list[Json] = [_told(upto=each.upto) | {"amount": _figure(each.amount)} for each in tiers.steps]
    return {"scope": tiers.scope.value, "steps": steps}


def _free(free: Free) -> Json:
    return {"amount": _figure(free.amount), "scope": free.scope.value}


def _limit(limit: Limit) -> Json:
    return {
        "amount": _figure(limit.amount),
        "vat_rate": _figure(limit.vat_rate),
        "vat_inside": limit.vat_inside,
    }


def _holiday_set(holiday_set: HolidaySet) -> Json:
    return {"name": holiday_set.name, "days": [day.isoformat() for day in sorted(holiday_set.days)]}


def _peak(rule: PeakRule) -> Json:
    return {
        "peaks": rule.peaks,
        "distinct_days": rule.distinct_days,
        "resolution_min": rule.resolution_min,
        "month_offset": rule.month_offset,
        "windows": [{"when": _condition(each.when), "weight": _figure(each.weight)} for each in rule.windows],
    }


def _condition(condition: Condition) -> Json:
    begin = {} if condition.from_time is None else {"from": _plain(condition.from_time)}  # no name for an argument
    return begin | _told(
        to=condition.to_time,
        weekdays=sorted(condition.weekdays),
        months=sorted(condition.months),
        from_date=condition.from_date,
        to_date=condition.to_date,
        holidays=condition.holidays,
        only_holidays=condition.only_holidays,
        winter_time=condition.winter_time,
        min_energy_kwh=condition.min_energy_kwh,
        max_energy_kwh=condition.max_energy_kwh,
        min_duration_s=condition.min_duration_s,
        max_duration_s=condition.max_duration_s,
        chargers=sorted(condition.chargers),
        groups=sorted(condition.groups),
        cards=sorted(condition.cards),
    )


def _told(**fields: object) -> dict[str, Json]:
    """The fields that say something; a nought does."""
    return {
        name: _plain(value)
        for name, value in fields.items()
        if not (value is None or value is False or value == "" or value == [])
    }


def _plain(value: object) -> Json:
    if isinstance(value, Decimal):
        return _figure(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str | int | dict):
        return value
    if isinstance(value, Iterable):
        return [_plain(each) for each in value]
    raise TypeError(f"{value!r} is no part of a price book.")


def _figure(value: Decimal) -> str:
    return format(value, "f")
