"""What History reads, in one go where it may wait: the sessions of a time, their totals, and their bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QLocale

from app.core.interfaces import History, SessionQuery, Totals
from app.core.model import Session
from app.gui.charts.bar_chart import Bar, BarData
from app.gui.history.model import Order, sorted_sessions
from app.gui.history.period import Period, Span
from app.gui.history.words import Names

# A stack of more parts cannot be told apart; the smallest are then one.
MOST_SERIES = 7


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything the answer depends on."""

    period: Period
    charger_id: str | None
    text: str
    order: Order
    zone: tzinfo
    zone_name: str

    def query(self) -> SessionQuery:
        since, until = self.period.bounds(self.zone)
        return SessionQuery(charger_id=self.charger_id, since=since, until=until, text=self.text)


@dataclass(frozen=True, slots=True)
class View:
    """What stands on the page."""

    sessions: list[Session]
    totals: Totals
    bars: BarData


def read_view(history: History, wanted: Wanted, names: Names, locale: QLocale, others: str, now: datetime) -> View:
    """`others` names the part of a stack that stands for all the small ones together."""
    query = wanted.query()
    sessions = history.sessions(query)
    if wanted.period.span is Span.DAY:
        parts: Iterable[tuple[str, str, int]] = (
            (str(session.started_at.astimezone(wanted.zone).hour), session.charger_id, session.energy_wh)
            for session in sessions
        )
    else:
        by_day = history.energy_by_day(query, wanted.zone_name)
        parts = ((wanted.period.slot_of(day), charger_id, energy_wh) for day, charger_id, energy_wh in by_day)
    bars = stacked(wanted.period, parts, names, locale, others)
    listed = sorted_sessions(sessions, wanted.order, names, now)
    return View(listed, history.totals(query), bars)


def anything_at_all(history: History) -> bool:
    """Whether there is a session of any time, which tells an empty month from a new user."""
    return bool(history.sessions(replace(SessionQuery(), limit=1)))


def stacked(
    period: Period, parts: Iterable[tuple[str, str, int]], names: Names, locale: QLocale, others: str
) -> BarData:
    """(slot, charger id, Wh) as bars in kWh; every charger keeps its place in all of them."""
    table: dict[str, dict[str, int]] = {}
    sums: dict[str, int] = {}
    for key, charger_id, energy_wh in parts:
        column = table.setdefault(key, {})
        column[charger_id] = column.get(charger_id, 0) + max(0, energy_wh)
        sums[charger_id] = sums.get(charger_id, 0) + max(0, energy_wh)
    by_energy = sorted(sums, key=lambda charger_id: sums[charger_id], reverse=True)
    single = by_energy if len(by_energy) <= MOST_SERIES else by_energy[: MOST_SERIES - 1]
    # By name, so that a charger keeps its colour from one month to the next as far as can be.
    shown = sorted(single, key=lambda charger_id: names.charger(charger_id).casefold())
    rest = by_energy[len(single) :]
    bars = []
    for slot in period.slots(locale):
        column = table.get(slot.key, {})
        values = [column.get(charger_id, 0) / 1000 for charger_id in shown]
        if rest:
            values.append(sum(column.get(charger_id, 0) for charger_id in rest) / 1000)
        bars.append(Bar(slot.label, slot.name, tuple(values)))
    series = [names.charger(charger_id) for charger_id in shown] + ([others] if rest else [])
    return BarData(tuple(series), tuple(bars))
