"""What was charged in a time altogether and what it cost, in figures and in bars of energy or of money."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.interfaces import StackBy
from app.core.prices.books import Book
from app.gui.charts.bar_chart import LACKS, BarChart
from app.gui.charts.legend import Legend
from app.gui.figures import duration, number
from app.gui.history.reading import Measure, View
from app.gui.prices.words import side_word, sign
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, GUTTER, HEADING, SMALL
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

# Of the page's height, and within what bounds.
_CHART_SHARE, _LOWEST_PX, _HIGHEST_PX = 0.18, 104, 220


class TotalsCard(Card):
    """Energy, sessions, their length together, cost; the bars are of energy or money, by charger or by person."""

    stack_chosen = Signal()
    measure_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._line = QHBoxLayout()
        self._line.setSpacing(GUTTER + GAP)
        self.energy = BigNumber(theme, "", "kWh", HEADING)
        self.count = BigNumber(theme, "", "", HEADING)
        self.time = BigNumber(theme, "", "", HEADING)
        self.cost = BigNumber(theme, "", "", HEADING)
        self.cost.hide()
        for each in (self.energy, self.count, self.time, self.cost):
            self._line.addWidget(each)
        self._line.addStretch(1)
        parts = [
            (StackBy.CHARGER.value, translate("History", "Charger")),
            (StackBy.PERSON.value, translate("History", "Person")),
        ]
        self.stack = SegmentedControl(theme, parts, translate("History", "Parts of the bars"))
        self.stack.chosen.connect(self.stack_chosen)
        self.stack.setMinimumWidth(self.stack.sizeHint().width())
        measures = [(Measure.ENERGY.value, "kWh"), (Measure.MONEY.value, "")]
        self.measures = SegmentedControl(theme, measures, translate("History", "What the bars show"))
        self.measures.chosen.connect(self.measure_chosen)
        self._choices = QWidget()
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(GAP)
        for choice in (self.measures, self.stack):
            choice.hide()
            choices.addWidget(choice)
        self._line.addWidget(self._choices)
        self.body.addLayout(self._line)
        self.legend = Legend(theme)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(GAP)
        self._beneath.addWidget(self.legend, 1)
        self.body.addLayout(self._beneath)
        self.chart = BarChart(theme, "", QLocale())
        self.body.addWidget(self.chart)
        self.lacks = label(theme, "", SMALL, tone="muted", wrap=True)
        self.lacks.hide()
        self.body.addWidget(self.lacks)

    @property
    def stack_by(self) -> StackBy:
        return StackBy(self.stack.key)

    @property
    def measure(self) -> Measure:
        """What was chosen, also while there is no cost to show."""
        return Measure(self.measures.key)

    def show_people(self, shown: bool) -> None:
        """Without people there is nothing to choose."""
        self.stack.setVisible(shown)
        if not shown:
            self.stack.choose(StackBy.CHARGER.value)
        self._arrange()

    def fit(self, page_px: int) -> None:
        """On a low page the list needs the room more than the bars do."""
        self.chart.setFixedHeight(max(_LOWEST_PX, min(_HIGHEST_PX, round(page_px * _CHART_SHARE))))

    def _arrange(self) -> None:
        """Where money can be chosen, beneath the figures: their width hangs on the choice, and it must not move."""
        self._choices.setVisible(not self.measures.isHidden() or not self.stack.isHidden())
        line, other = (self._line, self._beneath) if self.measures.isHidden() else (self._beneath, self._line)
        if line.indexOf(self._choices) < 0:
            other.removeWidget(self._choices)
            line.addWidget(self._choices, 0, Qt.AlignmentFlag.AlignRight)

    def show_view(self, view: View, book: Book | None, *, left_out: bool) -> None:
        """`book`: whose prices the costs are by; `left_out`: the sessions are those that no other total counts."""
        self.energy.show_value(number(view.totals.energy_wh / 1000, 1), "kWh")
        one = view.totals.sessions == 1
        sessions = translate("History", "session") if one else translate("History", "sessions")
        if left_out:
            sessions = translate("History", "session left out") if one else translate("History", "sessions left out")
        self.count.show_value(number(view.totals.sessions), sessions)
        self.time.show_value(duration(timedelta(seconds=view.totals.duration_s)), translate("History", "in all"))
        self._show_money(view)
        self._show_bars(view, book)
        several = len(view.bars.series) > 1
        self.legend.set_series(view.bars.series if several else ())
        self.legend.setVisible(several)
        self._arrange()

    def _show_bars(self, view: View, book: Book | None) -> None:
        choosable = book is not None and view.any_cost
        self.measures.setVisible(choosable)
        self.measures.name_choice(Measure.ENERGY.value, "kWh", translate("History", "Energy in kWh"))
        name, nothing = translate("History", "Energy over time"), ""
        if book is not None and choosable:
            unit = sign(book.currency)
            self.measures.name_choice(Measure.MONEY.value, unit, cost_words(book, unit))
            if self.measure is Measure.MONEY:
                name = translate("History", "%1 over time").replace("%1", cost_words(book, unit))
                nothing = translate("History", "Nothing of this time has a cost.")
        self.chart.setAccessibleName(name)
        self.chart.empty_text = nothing
        self.chart.set_data(view.bars)
        self.lacks.setText(f"{LACKS} {view.bars.note}")
        self.lacks.setVisible(bool(view.bars.note))

    def _show_money(self, view: View) -> None:
        came_to = view.money
        self.cost.setVisible(came_to is not None)
        if came_to is None:
            return
        unit = sign(came_to.currency)
        about = translate("History", "Cost with VAT")
        if came_to.unpriced and not view.bars.note:  # which says it beneath the bars
            lacks = translate("History", "%1 without a price").replace("%1", number(came_to.unpriced))
            unit = f"{unit} · {lacks}"
        self.cost.show_value(number(float(came_to.gross), 2), unit)
        self.cost.setToolTip(about)
        self.cost.setAccessibleDescription(about)


def cost_words(book: Book, unit: str) -> str:
    """ "What I pay, kr, with VAT"."""
    words = translate("History", "%1, %2, with VAT")
    return words.replace("%1", side_word(book.side)).replace("%2", unit)
