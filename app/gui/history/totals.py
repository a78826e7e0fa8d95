"""What was charged in a time altogether and what it cost, in figures and in bars."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.core.interfaces import StackBy
from app.gui.charts.bar_chart import BarChart
from app.gui.charts.legend import Legend
from app.gui.figures import duration, number
from app.gui.history.reading import View
from app.gui.prices.words import sign
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, GUTTER, HEADING
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.card import Card

translate = QCoreApplication.translate

# Of the page's height, and within what bounds.
_CHART_SHARE, _LOWEST_PX, _HIGHEST_PX = 0.18, 104, 220


class TotalsCard(Card):
    """Energy, sessions, their length together; the bars are stacked by charger or by person."""

    stack_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(GUTTER + GAP)
        self.energy = BigNumber(theme, "", "kWh", HEADING)
        self.count = BigNumber(theme, "", "", HEADING)
        self.time = BigNumber(theme, "", "", HEADING)
        self.cost = BigNumber(theme, "", "", HEADING)
        self.cost.hide()
        for each in (self.energy, self.count, self.time, self.cost):
            row.addWidget(each)
        row.addStretch(1)
        parts = [
            (StackBy.CHARGER.value, translate("History", "Charger")),
            (StackBy.PERSON.value, translate("History", "Person")),
        ]
        self.stack = SegmentedControl(theme, parts, translate("History", "Parts of the bars"))
        self.stack.chosen.connect(self.stack_chosen)
        self.stack.setMinimumWidth(self.stack.sizeHint().width())
        self.stack.hide()
        self.body.addLayout(row)
        self.legend = Legend(theme)
        colours = QHBoxLayout()
        colours.setSpacing(GAP)
        colours.addWidget(self.legend, 1)
        colours.addStretch()
        colours.addWidget(self.stack)
        self.body.addLayout(colours)
        self.chart = BarChart(theme, translate("History", "Energy over time"), QLocale())
        self.body.addWidget(self.chart)

    @property
    def stack_by(self) -> StackBy:
        return StackBy(self.stack.key)

    def show_people(self, shown: bool) -> None:
        """Without people there is nothing to choose."""
        self.stack.setVisible(shown)
        if not shown:
            self.stack.choose(StackBy.CHARGER.value)

    def fit(self, page_px: int) -> None:
        """On a low page the list needs the room more than the bars do."""
        self.chart.setFixedHeight(max(_LOWEST_PX, min(_HIGHEST_PX, round(page_px * _CHART_SHARE))))

    def show_view(self, view: View, *, left_out: bool) -> None:
        """`left_out`: the sessions are those that no other total counts."""
        self.energy.show_value(number(view.totals.energy_wh / 1000, 1), "kWh")
        one = view.totals.sessions == 1
        sessions = translate("History", "session") if one else translate("History", "sessions")
        if left_out:
            sessions = translate("History", "session left out") if one else translate("History", "sessions left out")
        self.count.show_value(number(view.totals.sessions), sessions)
        self.time.show_value(duration(timedelta(seconds=view.totals.duration_s)), translate("History", "in all"))
        self._show_money(view)
        self.chart.set_data(view.bars)
        several = len(view.bars.series) > 1
        self.legend.set_series(view.bars.series if several else ())
        self.legend.setVisible(several)

    def _show_money(self, view: View) -> None:
        came_to = view.money
        self.cost.setVisible(came_to is not None)
        if came_to is None:
            return
        unit = sign(came_to.currency)
        about = translate("History", "Cost with VAT")
        if came_to.unpriced:
            lacks = translate("History", "%1 without a price").replace("%1", number(came_to.unpriced))
            unit = f"{unit} · {lacks}"
        self.cost.show_value(number(float(came_to.gross), 2), unit)
        self.cost.setToolTip(about)
        self.cost.setAccessibleDescription(about)
