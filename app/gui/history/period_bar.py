"""Which time History shows: its name between earlier and later, or two days, and on narrow windows the months."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget, QWidgetAction

from app.gui.history.months import MonthList, MonthsModel
from app.gui.history.period import Period, Span
from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, GAP
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.fields import date_field, day_in, set_day
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

_WIDEST_WHEN_PX: Final = 280
_MONTHS_PX: Final = 380
_FIRST_DAY: Final = QDate(2000, 1, 1)


class PeriodBar(QWidget):
    """Tells of the user's steps; shows the period that it is given."""

    chosen = Signal(object)
    """The `Period` the user wants."""

    def __init__(self, theme: Theme, icons: Icons, months: MonthsModel) -> None:
        super().__init__()
        self._period: Period | None = None
        self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.earlier = icon_button(icons, "chevron-left", translate("History", "Earlier"), framed=True)
        self.earlier.clicked.connect(self._earlier)
        self.when = ElidedLabel(theme, "", EMPHASIS, STRONG)
        self.when.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.months = button(theme, "", "menu")
        self.months.setAccessibleDescription(translate("History", "Months"))
        self.menu = QMenu(self)
        self.months.setMenu(self.menu)
        self.month_list = MonthList(theme, months)
        self.month_list.setMinimumHeight(_MONTHS_PX)
        action = QWidgetAction(self.menu)
        action.setDefaultWidget(self.month_list)
        self.menu.addAction(action)
        self.menu.aboutToShow.connect(self.month_list.setFocus)
        self.month_list.chosen.connect(self.chosen)
        self.month_list.clicked.connect(self.menu.hide)
        self.month_list.activated.connect(self.menu.hide)
        self.since = date_field(theme, icons, translate("History", "From"))
        self.until = date_field(theme, icons, translate("History", "To"))
        self._dash = label(theme, "–", tone="muted")
        for field in (self.since, self.until):
            field.setMinimumDate(_FIRST_DAY)
            field.dateChanged.connect(self._days_chosen)
        self.later = icon_button(icons, "chevron-right", translate("History", "Later"), framed=True)
        self.later.clicked.connect(self._later)
        self.to_today = button(theme, translate("History", "Today"), "quiet")
        self.to_today.clicked.connect(self._to_today)
        for each in (
            *(self.earlier, self.when, self.months, self.since, self._dash),
            *(self.until, self.later, self.to_today),
        ):
            row.addWidget(each)
        self._settle()

    def show_narrow(self, narrow: bool) -> None:
        """The list of months does not stand beside it: it hangs under the name."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._settle()

    def show_period(self, period: Period, today: date) -> None:
        self._period = period
        self._today = today
        words = period.title(QLocale())
        self.when.setText(words)
        # It keeps its room before the choices beside it do, which have lists to read their words in.
        self.when.setMinimumWidth(min(_WIDEST_WHEN_PX, self.when.fontMetrics().horizontalAdvance(words) + 2))
        self.months.setText(words)
        self.months.setAccessibleName(words)
        if period.span is Span.RANGE:
            set_day(self.since, period.first)
            set_day(self.until, period.last)
        self.later.setEnabled(period.after <= today)
        self.month_list.show_period(period)
        self._settle()

    def _settle(self) -> None:
        span = None if self._period is None else self._period.span
        free, everything = span is Span.RANGE, span is Span.ALL
        for of_days in (self.since, self._dash, self.until):
            of_days.setVisible(free)
        for step in (self.earlier, self.later):
            step.setVisible(not everything)
        self.when.setVisible(not free and not self._narrow)
        self.months.setVisible(not free and self._narrow)
        holds_today = self._period is None or self._period.holds(self._today)
        self.to_today.setVisible(not free and not holds_today)

    def _earlier(self) -> None:
        if self._period is not None:
            self.chosen.emit(self._period.previous())

    def _later(self) -> None:
        if self._period is not None:
            self.chosen.emit(self._period.next())

    def _to_today(self) -> None:
        if self._period is not None:
            # The button goes; what it did is undone by the one that then has the focus.
            self.earlier.setFocus(Qt.FocusReason.OtherFocusReason)
            first_weekday = QLocale().firstDayOfWeek().value
            self.chosen.emit(Period.around(self._period.span, self._today, first_weekday))

    def _days_chosen(self) -> None:
        """Of two days in the wrong order the one just chosen holds, and the other follows it."""
        since, until = day_in(self.since), day_in(self.until)
        if since > until:
            other = self.until if self.sender() is self.since else self.since
            day = since if other is self.until else until
            set_day(other, day)
            since = until = day
        self.chosen.emit(Period.between(since, until))
