"""History: the sessions of a day, week, month or year, their energy in bars, and each one whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Change, SessionChanged
from app.core.interfaces import SessionQuery
from app.core.model import Quality, Session
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.charts.bar_chart import BarChart
from app.gui.charts.legend import Legend
from app.gui.figures import clock, duration, local, local_zone, number, zone_name
from app.gui.history.detail import SessionDetail
from app.gui.history.export import ExportDialog, sessions_file
from app.gui.history.model import CARD, DURATION, ENDED, ENERGY, PLACE, QUALITY, STARTED, Order, SessionsModel
from app.gui.history.period import Period, Span
from app.gui.history.reading import View, Wanted, anything_at_all, read_view
from app.gui.history.words import Names, day_and_clock, quality_word
from app.gui.icons import Icons
from app.gui.page import Engine, Now, Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, GUTTER, HEADING
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import SegmentedControl, button, icon_button
from app.gui.widgets.card import Banner, Card, EmptyState
from app.gui.widgets.fields import search_field
from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

_TYPING_MS: Final = 250
# Totals and bars of running sessions are read again at most this often.
_LIVE_MS: Final = 1_000
# What a cell keeps free around its words, with room for the mark of the sorted column.
_CELL_PX: Final = 30
# Narrower than this the end is left to the duration, so that the charger keeps its name.
_ROOM_FOR_END_PX: Final = 900


class HistoryPage(Page):
    """The list and, over it, the detail of one session; only answers to the newest question are shown."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        engine: Engine,
        bridge: Bridge,
        ask: Ask,
        now: Now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, icons, engine, bridge, ask, now, parent)
        self._shown = False
        self._asked_for = 0
        self._order = Order()
        self._first_weekday = QLocale().firstDayOfWeek().value
        self.period = Period.around(Span.MONTH, self._today(), self._first_weekday)
        self._names = Names(bridge.chargers, bridge.outlets)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages)
        self.list = QWidget()
        self._build_list(page_column(self.list))
        self.pages.addWidget(self.list)
        self.detail = SessionDetail(theme, icons, engine, ask, now)
        self.detail.left.connect(self.go_back)
        self.pages.addWidget(self.detail)

        self._typing = self._timer(_TYPING_MS, self.reload)
        self._live = self._timer(_LIVE_MS, self._reload_quietly)
        self._export = ExportDialog(self)
        self._export.chosen.connect(self._write)
        self.search_asked.connect(self.search.setFocus)
        self.export_asked.connect(self.export)
        self.refresh_asked.connect(self.reload)
        bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("History", "History")

    def activated(self, about: object = None) -> None:
        self._shown = True
        self._fill_chargers(about if isinstance(about, str) else self.charger.currentData())
        if isinstance(about, str):
            self.go_back()
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        self._shown = False
        self._asked_for += 1
        self._typing.stop()
        self._live.stop()
        self.detail.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(ENDED, self.width() < _ROOM_FOR_END_PX)

    def go_back(self) -> bool:
        if self.pages.currentWidget() is self.list:
            return False
        self.detail.rest()
        self.pages.setCurrentWidget(self.list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reload_quietly()
        return True

    # Building

    def _timer(self, interval_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(then)
        return timer

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
        self.notice = Banner(self.theme, "plain", "")
        self.notice.hide()
        column.addWidget(self.notice)
        self.overview = self._overview_card()
        column.addWidget(self.overview)
        self.rows = self._rows_card()
        column.addWidget(self.rows, 1)
        self.empty = QStackedWidget()
        column.addWidget(self.empty, 1)
        self._make_empties()
        self.empty.hide()

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
        self.charger = QComboBox()
        self.charger.setFont(self.theme.font(BODY))
        self.charger.setAccessibleName(translate("History", "Charger"))
        self.charger.setMinimumWidth(160)
        self.charger.setMaximumWidth(280)
        self.charger.currentIndexChanged.connect(self.reload)
        row.addWidget(self.charger)
        row.addStretch(1)
        self.search = search_field(self.theme, self.icons, translate("History", "Search charger, card…"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(280)
        self.search.textChanged.connect(self._typed)
        row.addWidget(self.search, 1)
        self._fill_chargers(None)
        return row

    def _overview_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(GUTTER + GAP)
        self.energy = BigNumber(self.theme, "", "kWh", HEADING)
        self.count = BigNumber(self.theme, "", "", HEADING)
        self.time = BigNumber(self.theme, "", "", HEADING)
        for each in (self.energy, self.count, self.time):
            row.addWidget(each)
        row.addStretch(1)
        self.legend = Legend(self.theme)
        row.addWidget(self.legend)
        card.body.addLayout(row)
        self.chart = BarChart(self.theme, translate("History", "Energy over time"), QLocale())
        self.chart.setFixedHeight(168)
        card.body.addWidget(self.chart)
        return card

    def _rows_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(10, 6, 10, 10)
        self.table = Table(self.theme, translate("History", "Sessions"))
        self.model = SessionsModel(self.theme.font(BODY, STRONG), self)
        self.table.setModel(self.model)
        self.table.set_pill_column(QUALITY)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        for column, width in self._widths().items():
            header.resizeSection(column, width)
        for column in (PLACE, CARD):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(STARTED, Qt.SortOrder.DescendingOrder)
        self.model.order_chosen.connect(self._choose_order)
        self.table.activated.connect(self._open_row)
        card.body.addWidget(self.table)
        return card

    def _widths(self) -> dict[int, int]:
        """Wide enough for what will stand there, in this language and font; the names share what is left."""
        evening = datetime(2025, 12, 28, 22, 48, tzinfo=local_zone())
        words = {
            STARTED: (day_and_clock(evening, 2025),),
            ENDED: (clock(evening),),
            ENERGY: (number(888.88, 2),),
            DURATION: (duration(timedelta(hours=23, minutes=48)),),
            QUALITY: (*(quality_word(each) for each in Quality), translate("History", "charging")),
        }
        metrics = QFontMetrics(self.theme.font(BODY, STRONG))
        return {
            column: _CELL_PX + max(metrics.horizontalAdvance(each) for each in (*texts, self.model.title(column)))
            for column, texts in words.items()
        }

    def _make_empties(self) -> None:
        period = {
            Span.DAY: translate("History", "No charging this day."),
            Span.WEEK: translate("History", "No charging this week."),
            Span.MONTH: translate("History", "No charging this month."),
            Span.YEAR: translate("History", "No charging this year."),
        }
        latest = translate("History", "Show the latest session")
        self._no_charging: dict[Span, EmptyState] = {}
        for span, words in period.items():
            state = EmptyState(self.theme, self.icons, "history", words, latest)
            state.acted.connect(self._go_to_latest)
            self._no_charging[span] = state
        self._nothing_found = EmptyState(
            self.theme,
            self.icons,
            "search",
            translate("History", "No session matches."),
            translate("History", "Show all"),
        )
        self._nothing_found.acted.connect(self._show_all)
        self._nothing_ever = EmptyState(
            self.theme,
            self.icons,
            "history",
            translate("History", "Nothing has been charged yet."),
            translate("History", "Add charger"),
            detail=translate("History", "Every session of an approved charger is kept here, for as long as you like."),
        )
        self._nothing_ever.acted.connect(self._add_charger)
        self._cards: dict[EmptyState, Card] = {}
        for state in (*self._no_charging.values(), self._nothing_found, self._nothing_ever):
            card = self._cards[state] = Card()
            card.body.addWidget(state, 1)
            self.empty.addWidget(card)

    def _fill_chargers(self, chosen: str | None) -> None:
        names = {charger.id: charger.title for charger in self.bridge.chargers.values()}
        if chosen is not None:
            names.setdefault(chosen, chosen)
        self.charger.blockSignals(True)
        self.charger.clear()
        self.charger.addItem(translate("History", "All chargers"), None)
        for charger_id, name in sorted(names.items(), key=lambda item: item[1].casefold()):
            self.charger.addItem(name, charger_id)
        self.charger.setCurrentIndex(max(0, self.charger.findData(chosen)))
        self.charger.blockSignals(False)

    # Reading

    def _wanted(self) -> Wanted:
        text = self.search.text().strip()
        return Wanted(self.period, self.charger.currentData(), text, self._order, local_zone(), zone_name())

    def reload(self) -> None:
        """Read what is chosen; the page keeps what it shows until the answer is there."""
        self.when.setText(self.period.title(QLocale()))
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
        self.export_button.setEnabled(bool(view.sessions))
        has_rows = bool(view.sessions)
        self.overview.setVisible(has_rows)
        self.rows.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        if not has_rows:
            state = self._nothing_found if filtered else self._no_charging[wanted.period.span]
            self.empty.setCurrentWidget(self._cards[state if any_session else self._nothing_ever])
        self.energy.show_value(number(view.totals.energy_wh / 1000, 1), "kWh")
        one = view.totals.sessions == 1
        sessions = translate("History", "session") if one else translate("History", "sessions")
        self.count.show_value(number(view.totals.sessions), sessions)
        hours, minutes = divmod(round(view.totals.duration_s / 60), 60)
        self.time.show_value(f"{number(hours)}:{minutes:02}", translate("History", "hours"))
        self.chart.set_data(view.bars)
        self.legend.set_series(view.bars.series if len(view.bars.series) > 1 else ())
        self._show_rows(view.sessions)

    def _show_rows(self, sessions: list[Session]) -> None:
        """The same rows stay chosen and in view."""
        chosen = [self.model.sessions[index.row()].id for index in self.table.selectionModel().selectedRows()]
        current = self.table.currentIndex().row()
        current_id = self.model.sessions[current].id if current >= 0 else None
        place = self.table.verticalScrollBar().value()
        self.model.start(sessions, self._names, self.now())
        flags = self.table.selectionModel().SelectionFlag
        row = None if current_id is None else self.model.row_of(current_id)
        if row is not None:
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags.NoUpdate)
        for session_id in chosen[:1_000]:
            row = self.model.row_of(session_id)
            if row is not None:
                self.table.selectionModel().select(self.model.index(row, 0), flags.Select | flags.Rows)
        self.table.verticalScrollBar().setValue(place)

    def _changed(self, changes: Sequence[Change]) -> None:
        if not self._shown:
            return
        for change in changes:
            if isinstance(change, SessionChanged):
                self.detail.session_changed(change.session)
                touches = self.period.holds(local(change.session.started_at).date())
                if touches and self.pages.currentWidget() is self.list:
                    self.model.replace(change.session, self.now())
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
            words = translate("History", "Charging")
            self._export.open(f"{words} {self.period.title(QLocale()).replace('·', '').replace('  ', ' ')}")

    def _write(self, path: Path) -> None:
        self.notice.hide()
        into = sessions_file(path, QLocale())
        self._written_to = into.path
        wish = self.engine.export_sessions(self._wanted().query(), into)
        self.ask(wish, busy=[self.export_button], failed=self._not_written, done=self._written)

    def _written(self, count: int) -> None:
        one = translate("History", "1 session was written.")
        many = translate("History", "%1 sessions were written.").replace("%1", number(count))
        self.notice.set_kind("plain")
        self.notice.say(one if count == 1 else many, str(self._written_to))
        self._show_notice()

    def _not_written(self, words: str) -> None:
        self.notice.set_kind("fault")
        self.notice.say(translate("History", "The file was not written."), words)
        self._show_notice()

    def _show_notice(self) -> None:
        self.notice.show()
        QTimer.singleShot(12_000, self.notice, self.notice.hide)
