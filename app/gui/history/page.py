"""History: the sessions of a time, their energy in bars, what may be done to several of them, and each one whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.core.cards import Card
from app.core.changes import BooksChanged, CardsChanged, Change, CostChanged, PeopleChanged, SessionChanged
from app.core.interfaces import MonthTotals, SessionQuery, StackBy
from app.core.model import Person, Session
from app.core.prices.books import Book, Side
from app.core.prices.kept import CostSum
from app.gui.figures import local, local_zone, zone_name
from app.gui.history.exporting import Exporting
from app.gui.history.filters import Filters, Standing
from app.gui.history.foot import cut_words
from app.gui.history.listing import Listing
from app.gui.history.model import Order
from app.gui.history.period import Period, Span
from app.gui.history.reading import Measure, View, Wanted, anything_at_all, read_view
from app.gui.history.several import Several
from app.gui.history.words import Names
from app.gui.page import Page

if TYPE_CHECKING:
    from app.gui.history.detail import SessionDetail

translate = QCoreApplication.translate

_TYPING_MS: Final = 250
# What is shown of running sessions is read again at most this often; the months, which need all of them, seldom.
_LIVE_MS: Final = 1_000
_LIVE_MONTHS_MS: Final = 10_000


class HistoryPage(Page):
    """The list and, over it, the detail of one session; only answers to the newest question are shown."""

    add_asked = Signal()
    """The user wants to write down a session that no charger told of."""

    continuity_asked = Signal()
    """The user wants to know what the meters counted between the sessions."""

    def build(self) -> None:
        self._shown = False
        self._asked_for = 0
        self._order = Order()
        self._months_of: Filters | None = None  # None: they are to be read anew
        self._first_weekday = QLocale().firstDayOfWeek().value
        self.period = Period.around(Span.MONTH, self._today(), self._first_weekday)
        self._names = self._names_now()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages)
        self.list = Listing(self.theme, self.icons, self.title())
        self.pages.addWidget(self.list)
        self._detail: SessionDetail | None = None
        self.several = Several(self.theme, self.engine, self.ask, self._people, self)
        self._typing = self.single_timer(_TYPING_MS, self.reload)
        self._live = self.single_timer(_LIVE_MS, self._reload_quietly)
        self._live_months = self.single_timer(_LIVE_MONTHS_MS, self._reload_months)
        self.exporting = Exporting(self.theme, self.engine, self.ask, self.now, self, self.list.export_button)
        self.list.place_notice(self.exporting.notice)
        self._connect()

    def title(self) -> str:
        return translate("History", "History")

    @property
    def detail(self) -> SessionDetail:
        """Made when a session is first opened, so that the list need not wait for it."""
        if self._detail is None:
            from app.gui.history.detail import SessionDetail

            self._detail = SessionDetail(self.theme, self.icons, self.engine, self.ask, self.now)
            self._detail.left.connect(self.go_back)
            self.pages.addWidget(self._detail)
        return self._detail

    def activated(self, about: object = None) -> None:
        self._shown = True
        self._months_of = None
        self._fill_filters(about if isinstance(about, str) else None)
        self.ask.start(self._read_cards())
        if isinstance(about, Card):
            self.clear_filters()
            self.list.filters.show_card(about.uid, self._names_now().cards)
        if isinstance(about, str | Card):
            self.go_back()
        self.reload()
        (self.table if self.list.rows.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        self._shown = False
        self._asked_for += 1
        for timer in (self._typing, self._live, self._live_months):
            timer.stop()
        self.list.undo_bar.put_away()
        if self._detail is not None:
            self._detail.rest()

    def go_back(self) -> bool:
        if self.pages.currentWidget() is self.list:
            return False
        self.detail.rest()
        self.pages.setCurrentWidget(self.list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reload_quietly()
        return True

    # Building

    def _connect(self) -> None:
        shown = self.list
        self.table, self.model, self.search = shown.table, shown.table.sessions, shown.search
        shown.add_asked.connect(self.add_asked)
        shown.continuity_asked.connect(self.continuity_asked)
        self.add_asked.connect(self._add_session)
        self.continuity_asked.connect(self._show_missing)
        shown.open_asked.connect(self.open_session)
        shown.period_chosen.connect(self.show_period)
        shown.spans.chosen.connect(self._choose_span)
        shown.export_button.clicked.connect(self.export)
        shown.filters.changed.connect(self.reload)
        shown.filters.cleared.connect(self.clear_filters)
        shown.search.textChanged.connect(self._typed)
        shown.totals.stack_chosen.connect(self._reload_quietly)
        shown.totals.measure_chosen.connect(self._reload_quietly)
        self.model.order_chosen.connect(self._choose_order)
        self.table.activated.connect(self._open_row)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        shown.foot.assign_asked.connect(self._assign)
        shown.foot.leave_out_asked.connect(self._leave_out)
        shown.foot.export_asked.connect(self._export_chosen)
        shown.empty.latest_asked.connect(self._go_to_latest)
        shown.empty.all_asked.connect(self.clear_filters)
        shown.empty.charger_asked.connect(self._add_charger)
        shown.undo_bar.undo_asked.connect(self.several.undo)
        self.several.done.connect(self._act_done)
        self.several.failed.connect(self._act_failed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.list)
        # Wherever the focus is, as long as the list is seen: pressing a button may leave it beside everything.
        undo.setContext(Qt.ShortcutContext.WindowShortcut)
        undo.activated.connect(shown.undo_bar.ask_undo)
        self.search_asked.connect(self._focus_search)
        self.export_asked.connect(self.export)
        self.refresh_asked.connect(self._refresh)
        self.bridge.changed.connect(self._changed)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _names_now(self) -> Names:
        bridge = self.bridge
        return Names(bridge.chargers, bridge.outlets, bridge.people, bridge.vehicles, bridge.cards.values())

    def _people(self) -> Sequence[Person]:
        return list(self.bridge.people.values())

    def _fill_filters(self, charger_id: str | None = None) -> None:
        bridge = self.bridge
        self.list.filters.fill(bridge.chargers, bridge.people, bridge.vehicles, charger_id)
        self.list.totals.show_people(bool(bridge.people))
        self.table.show_people(bool(bridge.people))

    # Reading

    def _wanted(self) -> Wanted:
        filters = self.list.filters.filters(self.search.text().strip())
        stack_by: StackBy = self.list.totals.stack_by
        measure: Measure = self.list.totals.measure
        return Wanted(self.period, filters, self._order, stack_by, local_zone(), zone_name(), self._book(), measure)

    def _book(self) -> Book | None:
        """Of what I pay; where I only charge, of that."""
        return next((self.bridge.books[side] for side in Side if side in self.bridge.books), None)

    def reload(self) -> None:
        """Read what is chosen; the page keeps what it shows until the answer is there."""
        wanted = self._wanted()
        self.list.period_bar.show_period(self.period, self._today())
        self.list.filters.show_clear(wanted.filters.any)
        self.list.show_period(self.period)
        self._reload_quietly()

    def _reload_quietly(self) -> None:
        if not self._shown:
            return
        self._asked_for += 1
        wanted = self._wanted()
        self.ask.start(self._read_both(self._asked_for, wanted))

    def _reload_months(self) -> None:
        self._months_of = None
        self._reload_quietly()

    def _refresh(self) -> None:
        self._reload_months()
        self.ask.start(self._read_cards())

    async def _read_both(self, asked_for: int, wanted: Wanted) -> None:
        """What is asked for first; then, where the filters are others, the list of months."""
        await self._read(asked_for, wanted)
        if asked_for == self._asked_for and wanted.filters != self._months_of:
            self._months_of = wanted.filters
            await self._read_months(wanted.filters)

    async def _read(self, asked_for: int, wanted: Wanted) -> None:
        names = self._names_now()
        history, others = self.engine.history, translate("History", "Others")

        def superseded() -> bool:
            return asked_for != self._asked_for

        view = await self.ask.read(read_view, history, wanted, names, QLocale(), others, self.now(), superseded)
        if view is None:
            return
        any_session = bool(view.sessions) or await self.ask.read(anything_at_all, history)
        if not superseded():
            self._names = names
            self._show(view, wanted, any_session=any_session)

    async def _read_months(self, filters: Filters) -> None:
        months: list[MonthTotals] = await self.ask.read(self.engine.history.months, filters.query(), zone_name())
        if self._shown and filters == self._months_of:
            self.list.months.show_months(months)

    async def _read_cards(self) -> None:
        cards = await self.ask.read(self.engine.history.card_numbers)
        if self._shown:
            self.list.filters.fill_cards(cards, self._names_now().cards)
            self.list.show_period(self.period)

    def _show(self, view: View, wanted: Wanted, *, any_session: bool) -> None:
        shown, has_rows = self.list, bool(view.sessions)
        shown.export_button.setEnabled(has_rows)
        # Before anything is hidden: Qt would hand the focus to whatever comes next, even outside the page.
        if self.table.hasFocus() and not has_rows:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        to_table = has_rows and (self.hasFocus() or shown.empty.isAncestorOf(self.focusWidget() or self))
        shown.totals.setVisible(has_rows)
        shown.rows.setVisible(has_rows)
        shown.empty.setVisible(not has_rows)
        shown.empty.show_reason(wanted.period.span, filtered=wanted.filters.any, any_session=any_session)
        shown.show_any_session(any_session)
        shown.totals.show_view(view, wanted.book, left_out=wanted.filters.standing is Standing.LEFT_OUT)
        self.table.show_costs(wanted.book is not None)
        self.table.fill(view.sessions, self._names, self.now(), self._costs(view, wanted.book))
        shown.foot.show_cut(cut_words(len(view.sessions), view.found, wanted.order))
        self._show_chosen()
        if to_table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _costs(self, view: View, book: Book | None) -> dict[int, CostSum]:
        """Those of the rows; what runs is told of and not kept."""
        running = [(each.id, book.side) for each in view.sessions if each.open and book is not None]
        told = [self.bridge.costs[each] for each in running if each in self.bridge.costs]
        return view.costs | {each.session_id: each for each in told}

    def _changed(self, changes: Sequence[Change]) -> None:
        if not self._shown:
            return
        if any(isinstance(change, PeopleChanged | CardsChanged) for change in changes):
            self._fill_filters()
            self.ask.start(self._read_cards())
            self.reload()
            if self._detail is not None:
                self._detail.people_changed(self._names_now())
        if any(isinstance(change, BooksChanged) for change in changes):
            self._reload_quietly()
        for change in changes:
            if isinstance(change, SessionChanged):
                self._session_changed(change.session)
            elif isinstance(change, CostChanged):
                self._cost_changed(change.sum)

    def _cost_changed(self, came_to: CostSum) -> None:
        if self._detail is not None:
            self._detail.cost_changed(came_to)
        book = self._book()
        if book is None or came_to.side is not book.side:
            return
        in_bars = came_to.final and self.list.totals.measure is Measure.MONEY
        if (self.model.put_cost(came_to) or in_bars) and not self._live.isActive():
            self._live.start()

    def _session_changed(self, session: Session) -> None:
        if self._detail is not None:
            self._detail.session_changed(session)
        touches = self.period.holds(local(session.booked.started_at).date())
        listed = self.model.replace(session, self.now())
        if not (touches or listed) or self.pages.currentWidget() is not self.list:
            return
        self.table.show_pills()
        for timer in (self._live, self._live_months):
            if not timer.isActive():
                timer.start()

    # Choosing

    def _today(self) -> date:
        return local(self.now()).date()

    def show_period(self, period: Period) -> None:
        """From now on this time."""
        self.period = period
        self.reload()

    def _choose_span(self, key: str) -> None:
        """Today's, where today is in what was shown; otherwise where that began. Free days begin as what was shown."""
        today, span = self._today(), Span(key)
        if span is Span.RANGE:
            months = [each.period.first for each in self.list.months.entries if each.period.span is Span.MONTH]
            everything = self.period.span is Span.ALL
            first = min(months, default=today.replace(day=1)) if everything else self.period.first
            self.show_period(Period.between(first, today if self.period.holds(today) else self.period.last))
            return
        day = today if self.period.holds(today) else self.period.first
        self.show_period(Period.around(span, day, self._first_weekday))

    def _typed(self, _text: str) -> None:
        self._typing.start()

    def clear_filters(self) -> None:
        self.list.filters.reset()
        self.search.clear()
        self._typing.stop()
        if not self.list.empty.isVisible():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reload()

    def _choose_order(self, order: Order) -> None:
        self._order = order
        self._reload_quietly()

    def _add_charger(self) -> None:
        self.open_page.emit("welcome", None)

    def _go_to_latest(self) -> None:
        self.ask.start(self._latest(self._asked_for))

    async def _latest(self, asked_for: int) -> None:
        found = await self.ask.read(self.engine.history.sessions, SessionQuery(limit=1))
        if asked_for == self._asked_for and found:
            day = local(found[0].booked.started_at).date()
            span = Span.MONTH if self.period.span is Span.RANGE else self.period.span
            self.show_period(Period.around(span, day, self._first_weekday))

    def _open_row(self, index: QModelIndex) -> None:
        self.open_session(self.model.sessions[index.row()])

    def _show_missing(self) -> None:
        self.detail.acts.show_missing()

    def _add_session(self) -> None:
        self.detail.acts.add_session(self._wanted().filters.charger_id)

    def open_session(self, session: Session) -> None:
        """Show this session whole."""
        self.detail.show_session(session, self._names)
        self.pages.setCurrentWidget(self.detail)
        self.detail.take_focus()

    # Acting

    def _show_chosen(self) -> None:
        self.list.foot.show_chosen(self.table.chosen_sessions(), self.now())

    def _assign(self) -> None:
        self.several.assign(self.table.chosen_sessions())

    def _leave_out(self, leave: bool) -> None:
        self.several.leave_out(self.table.chosen_sessions(), leave)

    def _act_done(self, words: str, edit_id: object) -> None:
        # What was chosen is dealt with: its line makes room for the one that takes it back, its focus goes to the rows.
        focus = self.window().focusWidget()
        if self.list.isVisible() and (self.list.foot.isAncestorOf(focus) or not self.list.isAncestorOf(focus)):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.clearSelection()
        self.list.undo_bar.say(words, edit_id if isinstance(edit_id, int) else None)
        self._reload_months()

    def _act_failed(self, words: str) -> None:
        self.list.say_fault(translate("History", "Nothing was changed."), words)

    # Exporting

    def export(self) -> None:
        """Ask where to write all that is found, also what is too much to list."""
        if self.list.export_button.isEnabled() and self.pages.currentWidget() is self.list:
            self.export_query(self._wanted().query())

    def _export_chosen(self) -> None:
        ids = tuple(each.id for each in self.table.chosen_sessions())
        if ids:
            self.export_query(SessionQuery(ids=ids))

    def export_query(self, query: SessionQuery) -> None:
        """Ask where to write these."""
        words = translate("History", "Charging")
        self.exporting.open(query, f"{words} {self.period.title(QLocale()).replace('·', '').replace('  ', ' ')}")
