"""The year at a glance: its months as bars, its sums, and by month, person, charger and register the figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.papers.year import YearLine, YearOverview, year_overview
from app.gui.charts.bar_chart import BarChart
from app.gui.charts.legend import Legend
from app.gui.figures import kilowatt_hours, local, number, zone_name
from app.gui.history.bars import stacked
from app.gui.history.period import Period, Span
from app.gui.page_parts import form_row
from app.gui.prices.words import money
from app.gui.reports import year_rows
from app.gui.reports.rows_table import RowsTable
from app.gui.reports.saving import Saving
from app.gui.reports.words import sessions_words
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, GUTTER, SMALL
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label
from app.gui.widgets.table import HEADER_HEIGHT_PX, ROW_HEIGHT_PX

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate

_YEARS = 15
_MOST_ROWS = 14  # before the table scrolls by itself


class YearPane(QWidget):
    def __init__(self, page: ReportsPage) -> None:
        super().__init__()
        self._page = page
        self.seen: YearOverview | None = None
        theme = page.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GUTTER)
        glance = Card()
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.year = QComboBox()
        self.year.setFont(theme.font(BODY))
        self.year.setAccessibleName(translate("Reports", "Year"))
        this_year = local(page.now()).year
        for back in range(_YEARS):
            self.year.addItem(str(this_year - back), this_year - back)
        self.year.currentIndexChanged.connect(self.refresh)
        head.addWidget(self.year)
        head.addStretch(1)
        self.by = SegmentedControl(
            theme,
            [("charger", translate("Reports", "By charger")), ("person", translate("Reports", "By person"))],
            translate("Reports", "What the bars are made of"),
        )
        self.by.chosen.connect(self._draw)
        head.addWidget(self.by)
        self.save = button(theme, translate("Reports", "Save as…"))
        self.save.clicked.connect(self._save)
        head.addWidget(self.save)
        glance.body.addLayout(head)
        self.sums = label(theme, "", EMPHASIS, STRONG, wrap=True)
        glance.body.addWidget(self.sums)
        self.doubts = label(theme, "", tone="wait", wrap=True)
        glance.body.addWidget(self.doubts)
        self.said = label(theme, "", wrap=True)
        self.said.hide()
        glance.body.addWidget(self.said)
        self.chart = BarChart(theme, translate("Reports", "Energy by month"), QLocale())
        self.chart.setMinimumHeight(190)
        self.chart.empty_text = translate("Reports", "Nothing was charged in this year.")
        glance.body.addWidget(self.chart)
        self.legend = Legend(theme)
        glance.body.addWidget(self.legend)
        column.addWidget(glance)
        self.figures = self._figures()
        column.addWidget(self.figures)
        column.addStretch(1)
        self._saving = Saving(page, self.tell)

    def _figures(self) -> Card:
        card = Card()
        theme = self._page.theme
        self.what = SegmentedControl(
            theme,
            [
                ("months", translate("Reports", "Months")),
                ("people", translate("Reports", "Persons")),
                ("chargers", translate("Reports", "Chargers")),
                ("registers", translate("Reports", "Registers")),
            ],
            translate("Reports", "Figures of"),
        )
        self.what.chosen.connect(self._fill)
        card.body.addLayout(form_row(theme, translate("Reports", "Figures"), self.what))
        self.table = RowsTable(theme, translate("Reports", "Figures of the year"))
        card.body.addWidget(self.table)
        self.about = label(theme, "", SMALL, tone="muted", wrap=True)
        card.body.addWidget(self.about)
        return card

    # Reading and showing

    @Slot()
    def refresh(self, _index: int = 0) -> None:
        year, now, history = self.year.currentData(), self._page.now(), self._page.engine.history
        self._page.ask.show(lambda: year_overview(history, year, zone_name(), now), self._show)

    def _show(self, seen: YearOverview) -> None:
        if seen.year != self.year.currentData():
            return  # the user has turned to another year meanwhile
        self.seen = seen
        self.sums.setText("  ·  ".join(each.replace(" ", "\N{NO-BREAK SPACE}") for each in _sum_words(seen)))
        total = seen.total
        missing = max(total.pay_unpriced, total.charge_unpriced)
        words = translate("Reports", "Prices are missing for %1 of the sessions, which are in no amount.")
        self.doubts.setText(words.replace("%1", number(missing)) if missing else "")
        self.doubts.setVisible(bool(missing))
        some = bool(total.sessions or seen.registers)
        self.save.setEnabled(some)
        self.figures.setVisible(some)
        self._draw()
        self._fill()

    @Slot()
    def _draw(self, _key: str = "") -> None:
        seen = self.seen
        if seen is None:
            return
        lines = seen.chargers if self.by.key == "charger" else seen.people
        names = {line.key: year_rows.named(line) for line in lines}
        parts = [
            (f"{seen.year:04d}-{month:02d}-01", line.key, energy_wh)
            for line in lines
            for month, energy_wh in enumerate(line.energy_by_month, 1)
            if energy_wh
        ]
        period = Period(Span.YEAR, date(seen.year, 1, 1), date(seen.year + 1, 1, 1))
        others = translate("Reports", "Others")
        data = stacked(period, parts, lambda key: names.get(key, key), self._page.locale(), others)
        self.chart.set_data(data)
        self.legend.set_series(data.series)
        self.legend.setVisible(len(data.series) > 1)

    @Slot()
    def _fill(self, _key: str = "") -> None:
        seen = self.seen
        if seen is None:
            return
        if self.what.key == "registers":
            filled = year_rows.register_rows(seen, self._page.locale())
        else:
            lines: tuple[YearLine, ...] = getattr(seen, self.what.key)
            filled = year_rows.line_rows(seen, lines, self.what.key, self._page.locale())
        self.table.fill(filled)
        self.about.setText(filled.about)
        rows = min(len(filled.rows), _MOST_ROWS)
        self.table.setFixedHeight(HEADER_HEIGHT_PX + max(1, rows) * ROW_HEIGHT_PX + 4)

    # Saving

    @Slot()
    def _save(self) -> None:
        seen, page = self.seen, self._page
        if seen is not None:
            self._saving.ask(
                translate("Reports", "Save the year"),
                translate("Reports", "Charging in %1").replace("%1", str(seen.year)),
                lambda path, form: page.engine.papers.year(seen, path, form, page.language),
                [self.save],
            )

    def tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))


def _sum_words(seen: YearOverview) -> list[str]:
    total = seen.total
    words = [
        sessions_words(total.sessions),
        f"{kilowatt_hours(total.energy_wh)} kWh",
    ]
    if seen.pay_currency:
        cost = money(total.pay, seen.pay_currency)
        words.append(translate("Reports", "cost %1").replace("%1", cost))
    if seen.charge_currency:
        charged = money(total.charge, seen.charge_currency)
        words.append(translate("Reports", "charged %1").replace("%1", charged))
    difference = seen.difference(total)
    if difference is not None:
        more = money(difference, seen.pay_currency)
        words.append(translate("Reports", "difference %1").replace("%1", more))
    return words
