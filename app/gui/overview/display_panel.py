"""What one charger shows of what charging costs, above the charger's settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.changes import BooksChanged, Change, ChargerChanged, DisplayChanged
from app.gui.overview.display_words import can_be_set, display_words, tariff_words
from app.gui.page import Page
from app.gui.theme.tokens import GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label, set_tone

translate = QCoreApplication.translate


class DisplayPanel(Card):
    """Keeps itself in step with the live picture."""

    def __init__(self, page: Page, charger_id: str) -> None:
        super().__init__()
        self._page = page
        self._charger_id = charger_id
        self.body.setContentsMargins(14, 8, 14, 8)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.cost = label(page.theme, wrap=True)
        self.tariff = label(page.theme, tone="muted", wrap=True)
        self.failure = label(page.theme, tone="fault", wrap=True)
        for each in (self.cost, self.tariff, self.failure):
            words.addWidget(each)
        row.addLayout(words, 1)
        self.turn_on = button(page.theme, translate("Display", "Turn on"))
        self.turn_on.setAccessibleDescription(translate("Display", "Have this charger show what charging costs"))
        self.turn_on.clicked.connect(self._turn_on)
        row.addWidget(self.turn_on)
        self.body.addLayout(row)
        page.bridge.changed.connect(self._changed)
        self.fail("")
        self._show()

    def fail(self, words: str) -> None:
        self.failure.setText(words)
        self.failure.setVisible(bool(words))

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if any(isinstance(change, DisplayChanged | ChargerChanged | BooksChanged) for change in batch):
            self._show()

    def _show(self) -> None:
        bridge = self._page.bridge
        display = bridge.displays.get(self._charger_id)
        shown = self._page.engine.preferences.shown_cost
        prices = shown.side in bridge.books
        words, tone = display_words(display, shown, prices=prices)
        self.cost.setText(words)
        set_tone(self.cost, tone)
        said, tone = tariff_words(display) if prices else ("", tone)
        self.tariff.setText(said)
        set_tone(self.tariff, tone)
        self.tariff.setVisible(bool(said))
        charger = bridge.chargers.get(self._charger_id)
        online = charger is not None and charger.online
        self.turn_on.setVisible(prices and online and can_be_set(display))
        self.setAccessibleName(f"{words} {said}".strip())

    def _turn_on(self) -> None:
        self.fail("")
        wish = self._page.engine.site.displays.turn_on(self._charger_id)
        self._page.ask(wish, busy=(self.turn_on,), failed=self._not_taken)

    def _not_taken(self, words: str) -> None:
        hint = translate("Display", "Some chargers are only set so in their maker's own app.")
        self.fail(f"{words} {hint}")
