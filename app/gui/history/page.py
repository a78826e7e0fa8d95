"""History: the sessions of a day, week, month or year, their energy in bars, and each one whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Change, PeopleChanged, SessionChanged
from app.core.interfaces import SessionQuery
from app.core.model import Session
from app.gui.charger_choice import ChargerChoice
from app.gui.figures import local, local_zone, zone_name
from app.gui.history.detail import SessionDetail
from app.gui.history.empties import Empties
from app.gui.history.exporting import Exporting
from app.gui.history.model import Order
from app.gui.history.period import Period, Span
from app.gui.history.reading import View, Wanted, anything_at_all, read_view
from app.gui.history.table import SessionsTable
from app.gui.history.totals import TotalsCard
from app.gui.history.words import Names
from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme import STRONG
from app.gui.theme.tokens import EMPHASIS, GAP
from app.gui.widgets.buttons import SegmentedControl, button, icon_button
from app.gui.widgets.card import Card
from app.gui.widgets.fields import search_field
from app.gui.widgets.labels import ElidedLabel

translate = QCoreApplication.translate

_TYPING_MS: Final = 250
# Totals and bars of running sessions are read again at most this often.
_LIVE_MS: Final = 1_000
# Narrower than this the list leaves out a column.
_ROOM_FOR_END_PX: Final = 900
# The looking glass, the cross that clears, and what the field keeps free.
_AROUND_SEARCH_PX: Final = 84
_WIDEST_WHEN_PX: Final = 280


class HistoryPage(Page):
    """The list and, over it, the detail of one session; only answers to the newest question are shown."""

    def build(self) -> None:
        self._shown = False
        self._asked_for = 0
        self._order = Order()
        self._first_weekday = QLocale().firstDayOfWeek().value
        self.period = Period.around(Span.MONTH, self._today(), self._first_weekday)
        self._names = Names(self.bridge.chargers, self.bridge.outlets)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages)
        self.list = QWidget()
        self._build_list(page_column(self.list))
        self.pages.addWidget(self.list)
        self.detail = SessionDetail(self.theme, self.icons, self.engine, self.ask, self.now)
        self.detail.left.connect(self.go_back)
        self.pages.addWidget(self.detail)

        self._typing = self.single_timer(_TYPING_MS, self.reload)
        self._live = self.single_timer(_LIVE_MS, self._reload_quietly)
        self.search_asked.connect(self.search.setFocus)
        self.export_asked.connect(self.export)
        self.refresh_asked.connect(self.reload)
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("History", "History")

    def activated(self, about: object = None) -> None:
        self._shown = True
        self.charger.fill(self.bridge.chargers, about if isinstance(about, str) else self.charger.charger_id)
        if isinstance(about, str):
            self.go_back()
        self.reload()
        (self.table if self.rows.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        self._shown = False
        self._asked_for += 1
        self._typing.stop()
        self._live.stop()
        self.detail.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.show_narrow(self.width() < _ROOM_FOR_END_PX)

    def go_back(self) -> bool:
        if self.pages.currentWidget() is self.list:
            return False
        self.detail.rest()
        self.pages.setCurrentWidget(self.list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reload_quietly()
        return True

    # Building

    def _build_list(self, column: QVBoxLayout) -> None:
        spans = [
            (Span.DAY.value, translate("History", "Day")),
            (Span.WEEK.value, translate("History", "Week")),
            (Span.MONTH.value, translate("History", "Month")),
            (Span.YEAR.value, translate("History", "Year")),
        ]
        self.spans = SegmentedControl(self.theme, spans, translate("History", "Show a"))
        self.spans.choose(self.period.span.value)
        self.spans.chosen.connect(self._choose_span)
        self.export_button = button(self.theme, translate("History", "Export…"), icons=self.icons, icon="export")
        self.export_button.clicked.connect(self.export)
        column.addLayout(page_head(self.theme, self.title(), self.spans, self.export_button))
        column.addLayout(self._filters())
        self.exporting = Exporting(self.theme, self.engine, self.ask, self.now, self, self.export_button)
        column.addWidget(self.exporting.notice)
        self.totals = TotalsCard(self.theme)
        column.addWidget(self.totals)
        self.rows = Card()
        self.rows.body.setContentsMargins(10, 6, 10, 10)
        self.table = SessionsTable(self.theme)
        self.model = self.table.sessions
        self.model.order_chosen.connect(self._choose_order)
        self.table.activated.connect(self._open_row)
        self.rows.body.addWidget(self.table)
        column.addWidget(self.rows, 1)
        self.empty = Empties(self.theme, self.icons)
        self.empty.latest_asked.connect(self._go_to_latest)
        self.empty.all_asked.connect(self._show_all)
        self.empty.charger_asked.connect(self._add_charger)
        self.empty.hide()
        column.addWidget(self.empty, 1)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.earlier = icon_button(self.icons, "chevron-left", translate("History", "Earlier"), framed=True)
        self.earlier.clicked.connect(self._earlier)
        self.when = ElidedLabel(self.theme, "", EMPHASIS, STRONG)
        self.when.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.later = icon_button(self.icons, "chevron-right", translate("History", "Later"), framed=True)
        self.later.clicked.connect(self._later)
        for each in (self.earlier, self.when, self.later):
            row.addWidget(each)
        self.charger = ChargerChoice(self.theme)
        self.charger.fill(self.bridge.chargers, None)
        self.charger.currentIndexChanged.connect(self.reload)
        row.addWidget(self.charger)
        row.addStretch(1)
        self.search = search_field(self.theme, self.icons, translate("History", "Search charger, card…"))
        words_px = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText())
        self.search.setFixedWidth(words_px + _AROUND_SEARCH_PX)
        self.search.textChanged.connect(self._typed)
        row.addWidget(self.search)
        return row

    # Reading

    def _wanted(self) -> Wanted:
        text = self.search.text().strip()
        return Wanted(self.period, self.charger.charger_id, text, self._order, local_zone(), zone_name())

    def reload(self) -> None:
        """Read what is chosen; the page keeps what it shows until the answer is there."""
        words = self.period.title(QLocale())
        self.when.setText(words)
        # It keeps its room before the choice beside it does, which has a list to read its words in.
        self.when.setMinimumWidth(min(_WIDEST_WHEN_PX, self.when.fontMetrics().horizontalAdvance(words) + 2))
        self.later.setEnabled(self.period.after <= self._today())
        self._reload_quietly()

    def _reload_quietly(self) -> None:
        if self._shown:
            self._asked_for += 1
            self.ask.start(self._read(self._asked_for, self._wanted()))

    async def _read(self, asked_for: int, wanted: Wanted) -> None:
        names = Names(self.bridge.chargers, self.bridge.outlets)
        history = self.engine.history
        others = translate("History", "Others")
        view = await self.ask.read(read_view, history, wanted, names, QLocale(), others, self.now())
        any_session = bool(view.sessions) or await self.ask.read(anything_at_all, history)
        if asked_for == self._asked_for:
            self._names = names
            self._show(view, wanted, any_session=any_session)

    def _show(self, view: View, wanted: Wanted, *, any_session: bool) -> None:
        filtered = bool(wanted.text) or wanted.charger_id is not None
        has_rows = bool(view.sessions)
        self.export_button.setEnabled(has_rows)
        # Before anything is hidden: Qt would hand the focus to whatever comes next, even outside the page.
        if self.table.hasFocus() and not has_rows:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        to_table = has_rows and (self.hasFocus() or self.empty.isAncestorOf(self.focusWidget() or self))
        self.totals.setVisible(has_rows)
        self.rows.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        self.empty.show_reason(wanted.period.span, filtered=filtered, any_session=any_session)
        self.totals.show_view(view)
        self.table.fill(view.sessions, self._names, self.now())
        if to_table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Sequence[Change]) -> None:
        if not self._shown:
            return
        for change in changes:
            if isinstance(change, PeopleChanged):
                self.detail.people_changed()
            if isinstance(change, SessionChanged):
                self.detail.session_changed(change.session)
                touches = self.period.holds(local(change.session.started_at).date())
                if touches and self.pages.currentWidget() is self.list:
                    self.model.replace(change.session, self.now())
                    self.table.show_pills()
                    if not self._live.isActive():
                        self._live.start()

    # Acting

    def _today(self) -> date:
        return local(self.now()).date()

    def _choose_span(self, key: str) -> None:
        """Today's, where today is in what was shown; otherwise where that began."""
        today = self._today()
        day = today if self.period.holds(today) else self.period.first
        self.period = Period.around(Span(key), day, self._first_weekday)
        self.reload()

    def _earlier(self) -> None:
        self.period = self.period.previous()
        self.reload()

    def _later(self) -> None:
        self.period = self.period.next()
        self.reload()

    def _typed(self, _text: str) -> None:
        self._typing.start()

    def _show_all(self) -> None:
        self.charger.setCurrentIndex(0)
        self.search.clear()
        self.reload()

    def _add_charger(self) -> None:
        self.open_page.emit("welcome", None)

    def _go_to_latest(self) -> None:
        self.ask.start(self._latest(self._asked_for))

    async def _latest(self, asked_for: int) -> None:
        found = await self.ask.read(self.engine.history.sessions, SessionQuery(limit=1))
        if asked_for == self._asked_for and found:
            day = local(found[0].started_at).date()
            self.period = Period.around(self.period.span, day, self._first_weekday)
            self.reload()

    def _choose_order(self, order: Order) -> None:
        self._order = order
        self._reload_quietly()

    def _open_row(self, index: QModelIndex) -> None:
        self.open_session(self.model.sessions[index.row()])

    def open_session(self, session: Session) -> None:
        """Show this session whole."""
        self.detail.show_session(session, self._names)
        self.pages.setCurrentWidget(self.detail)
        self.detail.take_focus()

    # Exporting

    def export(self) -> None:
        """Ask where to write what the list shows."""
        if self.export_button.isEnabled() and self.pages.currentWidget() is self.list:
            self.export_query(self._wanted().query())

    def export_query(self, query: SessionQuery) -> None:
        """Ask where to write these; for chosen ones `SessionQuery(ids=…)`."""
        words = translate("History", "Charging")
        self.exporting.open(query, f"{words} {self.period.title(QLocale()).replace('·', '').replace('  ', ' ')}")
