"""The energy of a time as stacked bars: which parts get a bar of their own, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QLocale

from app.core.interfaces import StackBy
from app.core.model import Session
from app.gui.charts.bar_chart import Bar, BarData
from app.gui.figures import local
from app.gui.history.period import Grain, Period

# A stack of more parts cannot be told apart; the smallest are then one.
MOST_SERIES = 7
# A charger whose clock is wrong would otherwise make a bar for every year since 1970.
_MOST_YEARS = 30

Part = tuple[str, str, int]
"""(slot or day, charger id or person's number, Wh)."""


def by_slot(sessions: Iterable[Session], grain: Grain, by: StackBy) -> list[Part]:
    """Booked sessions by the local hour of their start, or by its day."""
    return [(_slot(each, grain), part_of(each, by), each.energy_wh) for each in sessions]


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


def stacked(
    period: Period, parts: Iterable[Part], name_of: Callable[[str], str], locale: QLocale, others: str
) -> BarData:
    """In kWh; every part keeps its place in all the bars. `others` names all the small ones together."""
    table: dict[str, dict[str, int]] = {}
    sums: dict[str, int] = {}
    for key, part, energy_wh in parts:
        slot = key if period.grain is Grain.HOUR else period.slot_of(key)
        column = table.setdefault(slot, {})
        column[part] = column.get(part, 0) + max(0, energy_wh)
        sums[part] = sums.get(part, 0) + max(0, energy_wh)
    by_energy = sorted(sums, key=lambda part: sums[part], reverse=True)
    single = by_energy if len(by_energy) <= MOST_SERIES else by_energy[: MOST_SERIES - 1]
    # By name, so that each keeps its colour from one month to the next as far as can be; nobody comes last.
    shown = sorted(single, key=lambda part: (part == "", name_of(part).casefold()))
    rest = by_energy[len(single) :]
    bars = []
    for slot_ in period.slots(locale):
        column = table.get(slot_.key, {})
        values = [column.get(part, 0) / 1000 for part in shown]
        if rest:
            values.append(sum(column.get(part, 0) for part in rest) / 1000)
        bars.append(Bar(slot_.label, slot_.name, tuple(values)))
    series = [name_of(part) for part in shown] + ([others] if rest else [])
    return BarData(tuple(series), tuple(bars))
