"""When and for whom a price holds, in words: the clock, the calendar, what a session had so far, and who charges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.card_numbers import masked
from app.core.prices.books import Component, Condition
from app.gui.prices.figures import shown

translate = QCoreApplication.translate

_SHORT = QLocale.FormatType.ShortFormat


def when_words(component: Component) -> str:
    """When it holds; empty: always."""
    return either(component.when)


def either(conditions: Iterable[Condition]) -> str:
    return translate("Prices", " or ").join(condition_words(each) for each in conditions)


def condition_words(when: Condition) -> str:
    """All that must hold; one that says nothing is always true."""
    parts = [*_clock(when), *_calendar(when), *_so_far(when), *_who(when)]
    if when.winter_time:
        parts.append(translate("Prices", "by a clock that stays on winter time"))
    return ", ".join(parts) or translate("Prices", "always")


def _clock(when: Condition) -> list[str]:
    first, last = when.from_time, when.to_time
    if first is not None and last is not None:
        return [f"{_time(first)}–{_time(last)}"]
    if first is not None:
        return [translate("Prices", "from %1 to midnight").replace("%1", _time(first))]
    return [translate("Prices", "from midnight to %1").replace("%1", _time(last))] if last is not None else []


def _calendar(when: Condition) -> list[str]:
    found = []
    if when.weekdays:
        found.append(_runs(when.weekdays, lambda day: QLocale().dayName(day, _SHORT)))
    if when.months:
        found.append(_runs(when.months, lambda month: QLocale().monthName(month, _SHORT)))
    if when.from_date is not None:
        found.append(translate("Prices", "from %1").replace("%1", _day(when.from_date)))
    if when.to_date is not None:
        found.append(translate("Prices", "before %1").replace("%1", _day(when.to_date)))
    if when.holidays is not None:
        on, off = translate("Prices", "on days of “%1”"), translate("Prices", "not on days of “%1”")
        found.append((on if when.only_holidays else off).replace("%1", when.holidays))
    return found


def _so_far(when: Condition) -> list[str]:
    found = []
    if when.min_energy_kwh is not None:
        found.append(translate("Prices", "after %1 kWh").replace("%1", shown(when.min_energy_kwh)))
    if when.max_energy_kwh is not None:
        found.append(translate("Prices", "up to %1 kWh").replace("%1", shown(when.max_energy_kwh)))
    if when.min_duration_s is not None:
        found.append(translate("Prices", "after %1").replace("%1", span_words(when.min_duration_s)))
    if when.max_duration_s is not None:
        found.append(translate("Prices", "in the first %1").replace("%1", span_words(when.max_duration_s)))
    return found


def _who(when: Condition) -> list[str]:
    found = []
    if when.chargers:
        found.append(translate("Prices", "at %1").replace("%1", ", ".join(sorted(when.chargers))))
    if when.groups:
        found.append(translate("Prices", "for the group %1").replace("%1", ", ".join(sorted(when.groups))))
    if when.cards:
        cards = ", ".join(sorted(masked(each) for each in when.cards))
        found.append(translate("Prices", "for the card %1").replace("%1", cards))
    return found


def span_words(seconds: int) -> str:
    """ "15 min", "90 s"."""
    if seconds % 60:
        return translate("Prices", "%1 s").replace("%1", str(seconds))
    return translate("Prices", "%1 min").replace("%1", shown(Decimal(seconds // 60)))


def _runs(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """Three or more in a row are told as first to last."""
    runs: list[list[int]] = []
    for each in sorted(numbers):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    told = [f"{name(run[0])}–{name(run[-1])}" if len(run) > 2 else ", ".join(map(name, run)) for run in runs]
    return ", ".join(told)


def _time(at: time) -> str:
    return f"{at:%H:%M}" if not at.second else f"{at:%H:%M:%S}"


def _day(day: date) -> str:
    return day.isoformat()
