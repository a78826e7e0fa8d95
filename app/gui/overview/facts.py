"""What the Overview asks the history: when an outlet was last used, and this month so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Slot

from app.core.interfaces import SessionQuery, Totals
from app.core.model import Session
from app.gui.figures import local, local_zone, month
from app.gui.overview.rows import Row, outlet_key
from app.gui.overview.site_strip import MonthSoFar
from app.gui.page import Page


class Facts(QObject):
    """Reads in the background, each outlet once, and tells the key of the row that has something new to show."""

    def __init__(self, page: Page, strip_key: str, known: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page = page
        self._strip_key = strip_key
        self._known = known
        self._last_used: dict[str, datetime | None] = {}
        self.month: MonthSoFar | None = None  # None: not read yet

    def last_used(self, key: str) -> datetime | None:
        """When the last session at this outlet ended; None where there was none or it is not read yet."""
        return self._last_used.get(key)

    def ended(self, session: Session) -> None:
        """A session has just ended, if it has."""
        if session.stopped_at is not None:
            self._last_used[outlet_key(session.charger_id, session.outlet)] = session.stopped_at

    def want_last_used(self, row: Row) -> None:
        if row.number and row.key not in self._last_used:
            self._last_used[row.key] = None
            self._page.ask.start(self._read_last_used(row))

    async def _read_last_used(self, row: Row) -> None:
        query = SessionQuery(charger_id=row.charger_id, outlet=row.number, limit=1)
        for session in await self._page.ask.read(self._page.engine.history.sessions, query):
            if self._last_used.get(row.key) is None:
                self._last_used[row.key] = session.stopped_at or session.started_at
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
