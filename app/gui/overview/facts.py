"""What the Overview asks the history: when an outlet was last used and what that cost, and this month so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Slot

from app.core.interfaces import History, SessionQuery, Totals
from app.core.model import Session
from app.core.prices.books import Side
from app.core.prices.kept import CostSum
from app.gui.figures import local, local_zone, month
from app.gui.overview.rows import Row, outlet_key
from app.gui.overview.site_strip import MonthSoFar
from app.gui.page import Page


@dataclass(frozen=True, slots=True)
class _LastUse:
    at: datetime
    session_id: int
    cost: CostSum | None = None  # as it was read; what is told since is the bridge's


class Facts(QObject):
    """Reads in the background, each outlet once, and tells the key of the row that has something new to show."""

    def __init__(self, page: Page, strip_key: str, known: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page = page
        self._strip_key = strip_key
        self._known = known
        self._last_used: dict[str, _LastUse | None] = {}
        self.month: MonthSoFar | None = None  # None: not read yet

    def last_used(self, key: str) -> datetime | None:
        """When the last session at this outlet ended; None where there was none or it is not read yet."""
        last = self._last_used.get(key)
        return None if last is None else last.at

    def last_cost(self, key: str) -> CostSum | None:
        """What the last session at this outlet cost, where that is known."""
        last = self._last_used.get(key)
        return None if last is None else self._page.bridge.cost(last.session_id) or last.cost

    def ended(self, session: Session) -> None:
        """A session has just ended, if it has."""
        if session.stopped_at is not None:
            self._last_used[outlet_key(session.charger_id, session.outlet)] = _LastUse(session.stopped_at, session.id)

    def want_last_used(self, row: Row) -> None:
        if row.number and row.key not in self._last_used:
            self._last_used[row.key] = None
            self._page.ask.start(self._read_last_used(row))

    async def _read_last_used(self, row: Row) -> None:
        found = await self._page.ask.read(_last_use, self._page.engine.history, row.charger_id, row.number)
        if self._last_used.get(row.key) is None:
            self._last_used[row.key] = found
        self._known(row.key)

    @Slot()
    def read_month(self) -> None:
        self._page.ask.start(self._read_month())

    async def _read_month(self) -> None:
        now = self._page.now()
        there = local(now)
        first = datetime(there.year, there.month, 1, tzinfo=local_zone()).astimezone(UTC)
        totals: Totals = await self._page.ask.read(self._page.engine.history.totals, SessionQuery(since=first))
        self.month = MonthSoFar(month(now), totals.energy_wh, totals.sessions)
        self._known(self._strip_key)


def _last_use(history: History, charger_id: str, outlet: int) -> _LastUse | None:
    for session in history.sessions(SessionQuery(charger_id=charger_id, outlet=outlet, limit=1)):
        sums = [history.money.sums([session.id], side).get(session.id) for side in Side]
        cost = next((each for each in sums if each is not None), None)
        return _LastUse(session.stopped_at or session.started_at, session.id, cost)
    return None
