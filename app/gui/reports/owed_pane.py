"""Who owes what: every statement that is open, by whom and since when, and the list to send or print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.papers.owing import Owed, open_sums, owed
from app.core.statements import Issued
from app.gui.figures import number, short_date, zone_name
from app.gui.prices.words import money
from app.gui.reports.rows_table import Filled, RowsTable
from app.gui.reports.saving import Saving
from app.gui.theme import STRONG
from app.gui.theme.tokens import EMPHASIS, GAP, GUTTER
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState
from app.gui.widgets.labels import label

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate


class OwedPane(QWidget):
    WHO, NUMBER_, PERIOD, ISSUED, HANDED, AMOUNT, PAID, OPEN, SINCE = range(9)

    def __init__(self, page: ReportsPage) -> None:
        super().__init__()
        self._page = page
        self._lines: list[int] = []  # the statement's number, row by row
        self._issued: dict[int, Issued] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GUTTER)
        self.card = Card()
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.sums = label(page.theme, "", EMPHASIS, STRONG, wrap=True)
        head.addWidget(self.sums, 1)
        self.save = button(page.theme, translate("Reports", "Save the list as…"))
        self.save.clicked.connect(self._save)
        head.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        self.card.body.addLayout(head)
        self.said = label(page.theme, "", wrap=True)
        self.said.hide()
        self.card.body.addWidget(self.said)
        self.table = RowsTable(page.theme, translate("Reports", "Who owes what"))
        self.table.setMinimumHeight(320)
        self.table.activated.connect(self._open_menu)
        self.card.body.addWidget(self.table, 1)
        column.addWidget(self.card, 1)
        self.nothing = Card()
        self.nothing.body.addWidget(
            EmptyState(
                page.theme,
                page.icons,
                "reports",
                translate("Reports", "Nobody owes anything."),
                detail=translate(
                    "Reports",
                    "Statements that are issued and not paid stand here, with whom they are for and since when.",
                ),
            )
        )
        column.addWidget(self.nothing)
        column.addStretch(0)
        self._saving = Saving(page, self.tell)
        self.show_issued([])

    def show_issued(self, issued: Sequence[Issued]) -> None:
        self._issued = {each.statement.number: each for each in issued}
        everybody = owed(issued)
        self.card.setVisible(bool(everybody))
        self.nothing.setVisible(not everybody)
        words = ", ".join(money(amount, currency) for currency, amount in open_sums(everybody).items())
        shape = translate("Reports", "%1 open, of %2")
        self.sums.setText(shape.replace("%1", words).replace("%2", number(len(everybody))))
        self._lines = [one.number for each in everybody for one in each.statements]
        titles = (
            translate("Reports", "For"),
            translate("Reports", "No."),
            translate("Reports", "Period"),
            translate("Reports", "Issued"),
            translate("Reports", "Handed over"),
            translate("Reports", "Amount"),
            translate("Reports", "Paid"),
            translate("Reports", "Open"),
            translate("Reports", "Open for"),
        )
        numbers = frozenset((self.NUMBER_, self.AMOUNT, self.PAID, self.OPEN, self.SINCE))
        rows = [row for each in everybody for row in self._rows(each)]
        self.table.fill(Filled(titles, rows, numbers, self.WHO, (self.ISSUED, self.HANDED, self.PAID)))

    def _rows(self, each: Owed) -> list[tuple[str, ...]]:
        now = self._page.now()
        rows: list[tuple[str, ...]] = []
        for one in each.statements:
            since = one.since.astimezone(ZoneInfo(one.zone))
            rows.append(
                (
                    each.name or translate("Reports", "Everybody"),
                    str(one.number),
                    f"{since:%Y-%m}",
                    short_date(one.issued_at),
                    "" if one.handed_over_at is None else short_date(one.handed_over_at),
                    money(one.amount, each.currency),
                    money(one.paid, each.currency) if one.paid else "",
                    money(one.open, each.currency),
                    _days((now - one.open_since).days),
                )
            )
        return rows

    @Slot()
    def _open_menu(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            issued = self._issued[self._lines[index.row()]]
            place = self.table.visualRect(index).bottomLeft()
            self._page.issued.menu_of(issued).popup(self.table.viewport().mapToGlobal(place))

    @Slot()
    def _save(self) -> None:
        page = self._page
        name = translate("Reports", "Who owes what")
        self._saving.ask(
            translate("Reports", "Save the list"),
            name,
            lambda path, form: page.engine.papers.owed(path, form, page.language, zone_name()),
            [self.save],
        )

    def tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))


def _days(days: int) -> str:
    if days < 1:
        return translate("Reports", "today")
    return translate("Reports", "1 day") if days == 1 else translate("Reports", "%1 days").replace("%1", number(days))
