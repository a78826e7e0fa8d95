"""The list page of History put together: head, time and filters, months, sums, bars, rows, and what stands for none."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.gui.history.empties import Empties
from app.gui.history.filter_bar import FilterBar
from app.gui.history.foot import Foot, leave_out_words, leaves_out
from app.gui.history.months import MonthList, MonthsModel
from app.gui.history.period import Period, Span
from app.gui.history.period_bar import PeriodBar
from app.gui.history.table import SessionsTable
from app.gui.history.totals import TotalsCard
from app.gui.history.undo_bar import UndoBar
from app.gui.icons import Icons
from app.gui.page_parts import page_column, page_head
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, GUTTER, PAGE_PADDING
from app.gui.widgets.buttons import SegmentedControl, button, icon_button
from app.gui.widgets.card import Banner, Card
from app.gui.widgets.fields import search_field

translate = QCoreApplication.translate

# Narrower than this the months hang under the period's name.
_ROOM_FOR_MONTHS_PX: Final = 920
# The looking glass, the cross that clears, and what the field keeps free.
_AROUND_SEARCH_PX: Final = 84
_FAULT_MS: Final = 12_000


class Listing(QWidget):
    """Widgets and where they stand; what they show is the page's."""

    add_asked = Signal()
    continuity_asked = Signal()
    open_asked = Signal(object)
    """A `Session` to be shown whole."""
    period_chosen = Signal(object)
    """A `Period`: a month of the list, a step, two days."""

    def __init__(self, theme: Theme, icons: Icons, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._any_session = True
        column = page_column(self)
        self.months = MonthsModel(self)
        self._top = self._head(icons, title)
        column.addLayout(self._top)
        self.notice = Banner(theme, "fault", "")
        self.notice.hide()
        self._notices = QVBoxLayout()
        self._notices.setSpacing(GUTTER)
        self._notices.addWidget(self.notice)
        column.addLayout(self._notices)
        self._unsaid = QTimer(self)
        self._unsaid.setSingleShot(True)
        self._unsaid.timeout.connect(self.notice.hide)
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        row.addWidget(self._month_card(theme))
        right = QVBoxLayout()
        right.setSpacing(GUTTER)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        right.addLayout(self._narrowing(icons))
        self.totals = TotalsCard(theme)
        right.addWidget(self.totals)
        right.addWidget(self._rows(theme, icons), 1)
        self.empty = Empties(theme, icons)
        self.empty.hide()
        right.addWidget(self.empty, 1)
        self.undo_bar = UndoBar(theme, icons)
        right.addWidget(self.undo_bar)

    # Building

    def _head(self, icons: Icons, title: str) -> QHBoxLayout:
        spans = [
            (Span.DAY.value, translate("History", "Day")),
            (Span.WEEK.value, translate("History", "Week")),
            (Span.MONTH.value, translate("History", "Month")),
            (Span.YEAR.value, translate("History", "Year")),
            (Span.ALL.value, translate("History", "All")),
            (Span.RANGE.value, translate("History", "Dates")),
        ]
        self.spans = SegmentedControl(self._theme, spans, translate("History", "Show a"))
        self.export_button = button(self._theme, translate("History", "Export…"), icons=icons, icon="export")
        self.more = icon_button(icons, "more", translate("History", "More"), framed=True)
        menu = QMenu(self)
        menu.addAction(translate("History", "Add session…"), self.add_asked.emit)
        menu.addAction(translate("History", "Find missing energy…"), self.continuity_asked.emit)
        self.more.setMenu(menu)
        return page_head(self._theme, title, self.spans, self.export_button, self.more)

    def _month_card(self, theme: Theme) -> Card:
        self.month_card = Card()
        self.month_card.body.setContentsMargins(6, 6, 6, 6)
        self.month_list = MonthList(theme, self.months)
        self.month_list.chosen.connect(self.period_chosen)
        self.month_card.body.addWidget(self.month_list)
        return self.month_card

    def _narrowing(self, icons: Icons) -> QVBoxLayout:
        """The time and the search in one line; the filters in it too where they fit, else beneath."""
        both = QVBoxLayout()
        both.setSpacing(GAP)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(GAP)
        self.period_bar = PeriodBar(self._theme, icons, self.months)
        self.period_bar.chosen.connect(self.period_chosen)
        self.filters = FilterBar(self._theme)
        self.search = search_field(self._theme, icons, translate("History", "Search charger, card…"))
        words_px = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText())
        self.search.setFixedWidth(words_px + _AROUND_SEARCH_PX)
        self._upper.addWidget(self.period_bar)
        self._upper.addStretch(1)
        self._upper.addWidget(self.search)
        self._lower = QHBoxLayout()
        self._lower.addWidget(self.filters)
        both.addLayout(self._upper)
        both.addLayout(self._lower)
        return both

    def _rows(self, theme: Theme, icons: Icons) -> Card:
        self.rows = Card()
        self.rows.body.setContentsMargins(10, 6, 10, 10)
        self.rows.body.setSpacing(0)
        self.table = SessionsTable(theme)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._row_menu)
        self.rows.body.addWidget(self.table)
        self.foot = Foot(theme, icons)
        self.foot.copy_asked.connect(self.table.copy_selected)
        self.rows.body.addWidget(self.foot)
        return self.rows

    def _row_menu(self, where: QPoint) -> None:
        """The same for one row as the foot has for several."""
        chosen = self.table.chosen_sessions()
        if not chosen:
            return
        self.row_menu = menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave = leaves_out(chosen)
        if len(chosen) == 1:
            menu.addAction(translate("History", "Open"), lambda: self.open_asked.emit(chosen[0]))
            menu.addSeparator()
        menu.addAction(translate("History", "Assign to person…"), self.foot.assign_asked.emit)
        menu.addAction(leave_out_words(leave), lambda: self.foot.leave_out_asked.emit(leave))
        menu.addSeparator()
        menu.addAction(translate("History", "Copy"), self.table.copy_selected)
        menu.addAction(translate("History", "Export chosen…"), self.foot.export_asked.emit)
        menu.popup(self.table.viewport().mapToGlobal(where))

    # Where things stand

    def place_notice(self, notice: QWidget) -> None:
        """Another line that comes and goes, under the head."""
        self._notices.addWidget(notice)

    def say_fault(self, title: str, text: str) -> None:
        """Why something was not done, for a while."""
        self.notice.say(title, text)
        self.notice.show()
        self._unsaid.start(_FAULT_MS)

    def show_any_session(self, any_session: bool) -> None:
        """Where nothing was ever charged there is nothing to choose a time of or to narrow."""
        self._any_session = any_session
        for each in (self.spans, self.period_bar, self.filters, self.search):
            each.setVisible(any_session)
        self._arrange()

    def show_period(self, period: Period) -> None:
        self.spans.choose(period.span.value)
        self.month_list.show_period(period)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As it is arranged when narrow: no other arrangement may keep the window from becoming so."""
        alone = (self.filters, self.totals, self.rows, self.empty, self.undo_bar)
        line = self.period_bar.minimumSizeHint().width() + GAP + self.search.minimumWidth()
        width = max(self._top.minimumSize().width(), line, *(each.minimumSizeHint().width() for each in alone))
        return QSize(width + 2 * PAGE_PADDING, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < _ROOM_FOR_MONTHS_PX
        self.month_card.setVisible(not narrow and self._any_session)
        self.period_bar.show_narrow(narrow)
        self.totals.fit(self.height())
        room = self.width() - 2 * PAGE_PADDING
        if self.month_card.isVisibleTo(self):
            room -= self.month_card.sizeHint().width() + GUTTER
        taken = self.period_bar.sizeHint().width() + self.search.width() + 3 * GAP
        self._put_filters(self._upper if taken + self.filters.sizeHint().width() <= room else self._lower)

    def _put_filters(self, line: QBoxLayout) -> None:
        if line.indexOf(self.filters) < 0:
            other = self._lower if line is self._upper else self._upper
            other.removeWidget(self.filters)
            line.insertWidget(1 if line is self._upper else 0, self.filters)
