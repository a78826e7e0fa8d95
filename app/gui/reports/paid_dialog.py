"""Writes down that a statement was paid, all of it or a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from app.core.prices.typed import typed_amount
from app.core.statements import Issued, PaymentKind
from app.gui.page_parts import form_row
from app.gui.prices.words import money
from app.gui.theme.tokens import BODY
from app.gui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate


class PaidDialog(Dialog):
    def __init__(self, page: ReportsPage, issued: Issued) -> None:
        currency = issued.statement.currency
        title = translate("Reports", "Statement %1 was paid").replace("%1", str(issued.statement.number))
        still = translate("Reports", "%1 is open.").replace("%1", money(issued.open, currency))
        super().__init__(page.theme, title, still, page)
        self._page = page
        self._issued = issued
        self.amount = QLineEdit(f"{issued.open}")
        self.note = QLineEdit()
        for field, name in (
            (self.amount, translate("Reports", "Amount")),
            (self.note, translate("Reports", "Note")),
        ):
            field.setFont(page.theme.font(BODY))
            field.setAccessibleName(name)
            field.setFixedWidth(180)
            self.body.addLayout(form_row(page.theme, name, field))
        self.yes = self.add_yes(translate("Reports", "Write it down"), self._keep)

    def _keep(self) -> None:
        amount = typed_amount(self.amount.text())
        if amount is None:
            self.say(translate("Reports", "Write the amount as 125.50."))
            return
        wish = self._page.engine.site.statements.note(
            self._issued.statement.number, PaymentKind.PAID, amount, self.note.text()
        )
        self._page.ask(wish, busy=[self.yes], failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, _issued: Issued) -> None:
        self.accept()
