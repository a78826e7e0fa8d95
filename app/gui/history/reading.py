"""What History reads, in one go where it may wait: the first sessions of a time, their totals, bars and costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from PySide6.QtCore import QLocale

from app.core.interfaces import History, SessionQuery, StackBy, Totals
from app.core.model import Session
from app.core.prices.books import Book
from app.core.prices.kept import CostSum, DayCost, MoneyTotal, from_minor
from app.gui.charts.bar_chart import BarData
from app.gui.history.bars import Part, by_slot, costs_by_slot, cut_to_years, stacked, stacked_costs
from app.gui.history.filters import Filters
from app.gui.history.model import SORTED_BY, Order, sorted_sessions
from app.gui.history.period import Grain, Period, Span
from app.gui.history.words import Names

# Of so long a time what it cost is added up, whatever the bars show; of longer ones where they show money.
_MONTH = timedelta(days=31)
# Nobody reads more rows; all of ten years' would take seconds to fetch and to lay out.
MOST_ROWS = 2_000


class Measure(StrEnum):
    """What the bars show."""

    ENERGY = "energy"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything the answer depends on."""

    period: Period
    filters: Filters
    order: Order
    stack_by: StackBy
    zone: tzinfo
    zone_name: str
    book: Book | None = None  # whose prices the costs are by; None: there are none
    measure: Measure = Measure.ENERGY  # money only where any cost is known

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
    costs: dict[int, CostSum] = field(default_factory=dict)  # of the rows
    money: MoneyTotal | None = None  # of all that count; None: not asked for of so long a time, or none is known
    any_cost: bool = False  # whether any session of any time came to something


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
    period, book = wanted.period, wanted.book
    rows = sorted_sessions(sessions, wanted.order, names, now)
    costs = {} if book is None else history.money.sums([each.id for each in rows], book.side)
    any_cost = book is not None and (_priced(costs) or history.money.any_known(book.side))
    in_money = any_cost and wanted.measure is Measure.MONEY
    short = period.after - period.first <= _MONTH
    by = book if any_cost and (in_money or short) else None  # whose costs are added up
    came_to: list[DayCost] = []
    if len(sessions) < MOST_ROWS:  # all there are: what they come to is worked out from them
        counted = [each.booked for each in sessions if each.amended.excluded is (query.left_out is True)]
        found, totals = len(sessions), totals_of(counted)
        parts = by_slot(counted, period.grain, wanted.stack_by)
        if by is not None:
            came_to = costs_by_slot(counted, costs, by.currency, period.grain, wanted.stack_by)
    else:
        totals = history.totals(query)
        found = totals.sessions
        if query.left_out is None:
            found += history.totals(replace(query, left_out=True)).sessions
        if superseded():
            return None
        parts, came_to = _parts(history, wanted, by)
    if superseded():
        return None
    if period.span is Span.ALL:
        period = cut_to_years(period, {day for day, _, _ in parts}, now.astimezone(wanted.zone).year)
    name_of = names.part_namer(wanted.stack_by)
    if by is not None and in_money:
        bars = stacked_costs(period, parts, came_to, by.currency, name_of, locale, others)
    else:
        bars = stacked(period, parts, name_of, locale, others)
    return View(rows, found, totals, bars, costs, None if by is None else _money(by, came_to), any_cost)


def _priced(costs: dict[int, CostSum]) -> bool:
    return any(each.gross is not None for each in costs.values())


def _parts(history: History, wanted: Wanted, book: Book | None) -> tuple[list[Part], list[DayCost]]:
    """Of more sessions than are listed: their energy, and their costs by this book."""
    query, grain, by = wanted.query(), wanted.period.grain, wanted.stack_by
    if grain is Grain.HOUR:
        counted = [each.booked for each in history.sessions(replace(query, left_out=query.left_out is True))]
        parts = by_slot(counted, grain, by)
        if book is None:
            return parts, []
        costs = history.money.sums([each.id for each in counted], book.side)
        return parts, costs_by_slot(counted, costs, book.currency, grain, by)
    parts = history.energy_by_day(query, wanted.zone_name, by)
    return parts, [] if book is None else history.costs_by_day(query, wanted.zone_name, book, by)


def _money(book: Book, came_to: Sequence[DayCost]) -> MoneyTotal | None:
    """Of those that are over, for what runs has no cost yet; None where no cost is known."""
    if not any(each.priced for each in came_to):
        return None
    gross = from_minor(sum(each.gross_minor for each in came_to), book.currency)
    return MoneyTotal(book.currency, gross, sum(each.unpriced for each in came_to))


def totals_of(booked: Sequence[Session]) -> Totals:
    """As History.totals has them: an open session counts up to its last reading."""
    ends = (each.stopped_at or each.last_reading_at or each.started_at for each in booked)
    lengths = (max(timedelta(), end - each.started_at) for each, end in zip(booked, ends, strict=True))
    return Totals(len(booked), sum(each.energy_wh for each in booked), int(sum(lengths, timedelta()).total_seconds()))


def anything_at_all(history: History) -> bool:
    """Whether there is a session of any time, which tells an empty month from a new user."""
    return bool(history.sessions(SessionQuery(limit=1)))
