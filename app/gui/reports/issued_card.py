"""The statements that were issued, with what became of each, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.core.papers.owing import open_sums, owed
from app.core.statements import Issued, PaymentKind
from app.gui.prices.words import money
from app.gui.reports.paid_dialog import PaidDialog
from app.gui.reports.preview_dialog import PreviewDialog
from app.gui.reports.table import StatementsTable
from app.gui.theme import STRONG
from app.gui.theme.tokens import EMPHASIS
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Sure
from app.gui.widgets.labels import label

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate


class IssuedCard(Card):
    def __init__(self, page: ReportsPage) -> None:
        super().__init__()
        self._page = page
        theme = page.theme
        head = QHBoxLayout()
        head.addWidget(label(theme, translate("Reports", "Issued statements"), EMPHASIS, STRONG))
        head.addStretch(1)
        self.open_sum = label(theme, "", tone="muted")
        head.addWidget(self.open_sum)
        self.body.addLayout(head)
        self.table = StatementsTable(theme)
        self.model = self.table.issued
        self.table.setMinimumHeight(220)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu_at)
        self.table.activated.connect(self._open_menu)
        self.body.addWidget(self.table, 1)
        self.nothing = label(
            theme,
            translate("Reports", "No statement was issued yet. Issued ones stand here with what became of them."),
            tone="muted",
            wrap=True,
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.nothing, 1)
        for each in (self.table, self.nothing):  # until it is known which of them it is
            each.hide()

    def show_issued(self, issued: list[Issued]) -> None:
        self.table.show_issued(issued)
        self.table.setVisible(bool(issued))
        self.nothing.setVisible(not issued)
        words = ", ".join(money(amount, currency) for currency, amount in open_sums(owed(issued)).items())
        self.open_sum.setText(translate("Reports", "Open: %1").replace("%1", words) if words else "")

    @Slot(QPoint)
    def _menu_at(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.menu_of(self.model.issued[index.row()]).popup(self.table.viewport().mapToGlobal(place))

    @Slot()
    def _open_menu(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            place = self.table.visualRect(index).bottomLeft()
            self.menu_of(self.model.issued[index.row()]).popup(self.table.viewport().mapToGlobal(place))

    def menu_of(self, issued: Issued) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        statement = issued.statement
        self._act(menu, translate("Reports", "Look at it…"), lambda: PreviewDialog(self._page, statement).open())
        self._act(menu, translate("Reports", "Save as…"), lambda: self._page.save_statement(statement))
        if issued.corrected_by is None:
            self._act(menu, translate("Reports", "Handed over"), lambda: self._note(issued, PaymentKind.HANDED_OVER))
            if issued.open > 0:
                self._act(menu, translate("Reports", "Paid…"), lambda: PaidDialog(self._page, issued).open())
            self._act(menu, translate("Reports", "Correct by a new one…"), lambda: self.correct(issued))
        return menu

    def _act(self, menu: QMenu, words: str, then: object) -> None:
        action = QAction(words, menu)
        action.triggered.connect(then)
        menu.addAction(action)

    def _note(self, issued: Issued, kind: PaymentKind) -> None:
        wish = self._page.engine.site.statements.note(issued.statement.number, kind)
        self._page.ask(wish, failed=self._page.say, to_the_end=True)

    def correct(self, issued: Issued) -> None:
        number = issued.statement.number
        sure = Sure(
            self._page.theme,
            translate("Reports", "Correct statement %1?").replace("%1", str(number)),
            translate("Reports", "Its sessions are reckoned anew, and a new statement takes its place and names it."),
            translate("Reports", "Correct"),
            "primary",
            self._page,
        )
        sure.accepted.connect(lambda: self._correct_now(number))
        sure.open()

    def _correct_now(self, number: int) -> None:
        wish = self._page.engine.site.statements.correct(number)
        self._page.ask(wish, failed=self._page.say, done=self._page.was_issued, to_the_end=True)
