"""Prices and Reports as long as their work has not come: what will stand there, and what holds now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.widgets.card import Card, EmptyState

translate = QCoreApplication.translate


class LaterPage(Page):
    """One honest sentence, and the action that helps until then."""

    icon = ""

    def build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self.theme, self.title()))
        card = Card()
        self.state = EmptyState(self.theme, self.icons, self.icon, self.sentence(), self.action(), detail=self.detail())
        self.state.acted.connect(self._go)
        card.body.addWidget(self.state, 1)
        column.addWidget(card, 1)

    def sentence(self) -> str:
        """What will stand here."""
        raise NotImplementedError

    def detail(self) -> str:
        """What holds until then."""
        raise NotImplementedError

    def action(self) -> str:
        """The word on the button that goes to History."""
        return translate("Later", "Go to History")

    def _go(self) -> None:
        self.open_page.emit("history", None)


class PricesPage(LaterPage):
    icon = "prices"

    def title(self) -> str:
        return translate("Later", "Prices")

    def sentence(self) -> str:
        return translate("Later", "Here you will enter what you pay for electricity, and what you charge for it.")

    def detail(self) -> str:
        return translate(
            "Later",
            "This is not built yet. Until then no costs are shown; the energy of every session is kept, so that "
            "costs can be worked out later.",
        )


class ReportsPage(LaterPage):
    icon = "reports"

    def title(self) -> str:
        return translate("Later", "Reports")

    def sentence(self) -> str:
        return translate("Later", "Here you will make statements for an employer or a tenant.")

    def detail(self) -> str:
        return translate(
            "Later",
            "This is not built yet. Until then sessions can be exported from History to a spreadsheet.",
        )
