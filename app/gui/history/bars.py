"""The energy of a time, or its cost, as stacked bars: which parts get one of their own, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.interfaces import StackBy
from app.core.model import Session
from app.core.prices.books import minor_unit
from app.core.prices.kept import CostSum, DayCost, to_minor
from app.gui.charts.bar_chart import Bar, BarData
from app.gui.figures import local, number
from app.gui.history.period import Grain, Period
from app.gui.prices.words import sign

translate = QCoreApplication.translate

# A stack of more parts cannot be told apart; the smallest are then one.
MOST_SERIES = 7
# A charger whose clock is wrong would otherwise make a bar for every year since 1970.
_MOST_YEARS = 30

Part = tuple[str, str, int]
"""(slot or day, charger id or person's number, Wh)."""


def by_slot(sessions: Iterable[Session], grain: Grain, by: StackBy) -> list[Part]:
    """Booked sessions by the local hour of their start, or by its day."""
    return [(_slot(each, grain), part_of(each, by), each.energy_wh) for each in sessions]


def costs_by_slot(
    sessions: Iterable[Session], costs: Mapping[int, CostSum], currency: str, grain: Grain, by: StackBy
) -> list[DayCost]:
    """As `by_slot`, each with what it came to; a cost in another currency is none."""
    found = []
    for each in sessions:
        came_to = costs.get(each.id)
        gross = None if came_to is None or came_to.currency != currency else came_to.gross
        minor = 0 if gross is None else to_minor(gross, currency)
        lacks = gross is None and not each.open
        counts = (int(gross is not None), int(lacks), int(each.open))
        found.append(DayCost(_slot(each, grain), part_of(each, by), minor, *counts))
    return found


def _slot(booked: Session, grain: Grain) -> str:
    begun = local(booked.started_at)
    return str(begun.hour) if grain is Grain.HOUR else begun.date().isoformat()


def part_of(session: Session, by: StackBy) -> str:
    """As History.energy_by_day names the parts."""
    if by is StackBy.CHARGER:
        return session.charger_id
    return "" if session.person_id is None else str(session.person_id)


def cut_to_years(period: Period, days: Iterable[str], this_year: int) -> Period:
    """All of time as the years that something was charged in."""
    years = [int(day[:4]) for day in days]
    near = [year for year in years if this_year - _MOST_YEARS < year <= this_year + 1] or [this_year]
    return period.over_years(min(near), max(near))


@dataclass(frozen=True, slots=True)
class _Series:
    """The parts with bars of their own, in order, and those that are one together: the same for energy and money."""

    shown: Sequence[str]
    rest: Sequence[str]

    @classmethod
    def of(cls, parts: Iterable[Part], name_of: Callable[[str], str]) -> _Series:
        sums: dict[str, int] = {}
        for _, part, energy_wh in parts:
            sums[part] = sums.get(part, 0) + max(0, energy_wh)
        by_energy = sorted(sums, key=lambda part: sums[part], reverse=True)
        single = by_energy if len(by_energy) <= MOST_SERIES else by_energy[: MOST_SERIES - 1]
        # By name, so that each keeps its colour from one month to the next as far as can be; nobody comes last.
        shown = sorted(single, key=lambda part: (part == "", name_of(part).casefold()))
        return cls(shown, by_energy[len(single) :])

    def names(self, name_of: Callable[[str], str], others: str) -> tuple[str, ...]:
        return (*(name_of(part) for part in self.shown), *((others,) if self.rest else ()))

    def values(self, column: Mapping[str, int]) -> tuple[int, ...]:
        values = [column.get(part, 0) for part in self.shown]
        if self.rest:
            values.append(sum(column.get(part, 0) for part in self.rest))
        return tuple(values)


def stacked(
    period: Period, parts: Sequence[Part], name_of: Callable[[str], str], locale: QLocale, others: str
) -> BarData:
    """In kWh; every part keeps its place in all the bars. `others` names all the small ones together."""
    series, table = _Series.of(parts, name_of), _energy(period, parts)
    bars = (Bar(each.label, each.name, series.values(table.get(each.key, {}))) for each in period.slots(locale))
    return BarData(series.names(name_of, others), tuple(bars), per=1000)


def stacked_costs(
    period: Period,
    parts: Sequence[Part],
    costs: Iterable[DayCost],
    currency: str,
    name_of: Callable[[str], str],
    locale: QLocale,
    others: str,
) -> BarData:
    """In money, as `stacked` would have them in kWh; each tells its energy too, and what is not in it."""
    series, energies = _Series.of(parts, name_of), _energy(period, parts)
    table: dict[str, dict[str, int]] = {}
    lacks: dict[str, tuple[int, int]] = {}
    for each in costs:
        slot = _slot_of(period, each.day)
        column = table.setdefault(slot, {})
        column[each.part] = column.get(each.part, 0) + each.gross_minor
        if each.unpriced or each.running:
            unpriced, running = lacks.get(slot, (0, 0))
            lacks[slot] = (unpriced + each.unpriced, running + each.running)
    bars = []
    for slot_ in period.slots(locale):
        values = series.values(table.get(slot_.key, {}))
        energy_wh = sum(energies.get(slot_.key, {}).values())
        missing = lacks_words(*lacks.get(slot_.key, (0, 0)))
        beside = [(translate("History", "Energy"), f"{number(energy_wh / 1000, 1)} kWh")] if energy_wh else []
        beside += [(words, "") for words in missing]
        bars.append(Bar(slot_.label, slot_.name, values, tuple(beside), lacks=bool(missing)))
    note = " ".join(f"{words}." for words in lacks_words(*map(sum, zip((0, 0), *lacks.values(), strict=True))))
    unit = minor_unit(currency)
    decimals = -int(unit.as_tuple().exponent)
    per = int(1 / unit)
    return BarData(series.names(name_of, others), tuple(bars), sign(currency), decimals, per, note)


def lacks_words(unpriced: int, running: int) -> list[str]:
    """What a bar of money has not in it: "3 sessions without a price are not in it"."""
    found = []
    if unpriced == 1:
        found.append(translate("History", "1 session without a price is not in it"))
    elif unpriced:
        words = translate("History", "%1 sessions without a price are not in it")
        found.append(words.replace("%1", number(unpriced)))
    if running == 1:
        found.append(translate("History", "1 session that still runs is not in it"))
    elif running:
        words = translate("History", "%1 sessions that still run are not in it")
        found.append(words.replace("%1", number(running)))
    return found


def _energy(period: Period, parts: Iterable[Part]) -> dict[str, dict[str, int]]:
    """Wh by slot and part."""
    table: dict[str, dict[str, int]] = {}
    for key, part, energy_wh in parts:
        column = table.setdefault(_slot_of(period, key), {})
        column[part] = column.get(part, 0) + max(0, energy_wh)
    return table


def _slot_of(period: Period, key: str) -> str:
    return key if period.grain is Grain.HOUR else period.slot_of(key)
