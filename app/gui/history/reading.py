"""What History reads, in one go where it may wait: the first sessions of a time, their totals, and their bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QLocale

from app.core.interfaces import History, SessionQuery, StackBy, Totals
from app.core.model import Session
from app.gui.charts.bar_chart import BarData
from app.gui.history.bars import by_hour, cut_to_years, stacked
from app.gui.history.filters import Filters
from app.gui.history.model import SORTED_BY, Order, sorted_sessions
from app.gui.history.period import Grain, Period, Span
from app.gui.history.words import Names

# Nobody reads more rows; all of ten years' would take seconds to fetch and to lay out.
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything the answer depends on."""

    period: Period
    filters: Filters
    order: Order
    stack_by: StackBy
    zone: tzinfo
    zone_name: str

    def query(self) -> SessionQuery:
        since, until = self.period.bounds(self.zone)
        return replace(self.filters.query(), since=since, until=until)


@dataclass(frozen=True, slots=True)
class View:
    """What stands on the page."""

    sessions: list[Session]  # the first MOST_ROWS in the wanted order
    found: int  # how many there are
    totals: Totals  # of all of them
    bars: BarData


def read_view(
    history: History,
    wanted: Wanted,
    names: Names,
    locale: QLocale,
    others: str,
    now: datetime,
    superseded: Callable[[], bool] = lambda: False,
) -> View | None:
    """None where a newer question came meanwhile. `others` names the part of a stack that stands for all small ones."""
    query = wanted.query()
    first = replace(query, by=SORTED_BY[wanted.order.column], newest_first=wanted.order.descending, limit=MOST_ROWS)
    if superseded():
        return None
    sessions = history.sessions(first)
    if superseded():
        return None
    totals = history.totals(query)
    found = len(sessions)
    if found == MOST_ROWS:
        left_out = replace(query, left_out=True)
        found = totals.sessions + (0 if query.left_out is not None else history.totals(left_out).sessions)
    if superseded():
        return None
    period = wanted.period
    if period.grain is Grain.HOUR:
        every = sessions if found == len(sessions) else history.sessions(query)
        counted = query.left_out is True
        parts = by_hour((each for each in every if each.amended.excluded is counted), wanted.stack_by)
    else:
        parts = history.energy_by_day(query, wanted.zone_name, wanted.stack_by)
    if period.span is Span.ALL:
        period = cut_to_years(period, {day for day, _, _ in parts}, now.astimezone(wanted.zone).year)
    bars = stacked(period, parts, names.part_namer(wanted.stack_by), locale, others)
    return View(sorted_sessions(sessions, wanted.order, names, now), found, totals, bars)


def anything_at_all(history: History) -> bool:
    """Whether there is a session of any time, which tells an empty month from a new user."""
    return bool(history.sessions(SessionQuery(limit=1)))
