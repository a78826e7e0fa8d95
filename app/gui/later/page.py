"""Cards & people as long as its work has not come: what will stand there, and what holds now."""

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


class CardsPage(LaterPage):
    icon = "cards"

    def title(self) -> str:
        return translate("Later", "Cards & people")

    def sentence(self) -> str:
        return translate("Later", "Here you will say who may charge, and with which card.")

    def detail(self) -> str:
        return translate(
            "Later",
            "This is not built yet. Until then any card may be used at a charger that you have approved, and the card "
            "of every session is kept in History.",
        )
