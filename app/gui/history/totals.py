"""What was charged in a time altogether, in figures and in bars."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout

from app.gui.charts.bar_chart import BarChart
from app.gui.charts.legend import Legend
from app.gui.figures import duration, number
from app.gui.history.reading import View
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, GUTTER, HEADING
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.card import Card

translate = QCoreApplication.translate

_CHART_PX = 168


class TotalsCard(Card):
    """Energy, sessions, their length together; the bars are stacked by charger."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(GUTTER + GAP)
        self.energy = BigNumber(theme, "", "kWh", HEADING)
        self.count = BigNumber(theme, "", "", HEADING)
        self.time = BigNumber(theme, "", "", HEADING)
        for each in (self.energy, self.count, self.time):
            row.addWidget(each)
        row.addStretch(1)
        self.body.addLayout(row)
        self.legend = Legend(theme)
        self.body.addWidget(self.legend)
        self.chart = BarChart(theme, translate("History", "Energy over time"), QLocale())
        self.chart.setFixedHeight(_CHART_PX)
        self.body.addWidget(self.chart)

    def show_view(self, view: View) -> None:
        self.energy.show_value(number(view.totals.energy_wh / 1000, 1), "kWh")
        one = view.totals.sessions == 1
        sessions = translate("History", "session") if one else translate("History", "sessions")
        self.count.show_value(number(view.totals.sessions), sessions)
        self.time.show_value(duration(timedelta(seconds=view.totals.duration_s)), translate("History", "in all"))
        self.chart.set_data(view.bars)
        several = len(view.bars.series) > 1
        self.legend.set_series(view.bars.series if several else ())
        self.legend.setVisible(several)
