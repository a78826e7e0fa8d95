"""Who may charge at one charger and what holds there when this computer is off, above the charger's settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.core.changes import AwayChanged, Change, ChargerChanged, PoliciesChanged
from app.gui.access.away_words import wanted_words
from app.gui.access.charger_dialog import ChargerPolicyDialog
from app.gui.access.charger_row import ChargerRow
from app.gui.access.choices import rule_words
from app.gui.page import Page
from app.gui.widgets.card import Card


class AwayPanel(Card):
    """Keeps itself in step with the live picture."""

    def __init__(self, page: Page, charger_id: str) -> None:
        super().__init__()
        self._page = page
        self._charger_id = charger_id
        self.body.setContentsMargins(14, 8, 14, 8)
        self.row = ChargerRow(page.theme, charger_id)
        self.row.change_asked.connect(self._change)
        self.row.set_asked.connect(self._set_up)
        self.body.addWidget(self.row)
        page.bridge.changed.connect(self._changed)
        self._show()

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if any(isinstance(change, AwayChanged | ChargerChanged | PoliciesChanged) for change in batch):
            self._show()

    def _show(self) -> None:
        show_in(self.row, self._page)

    def _change(self) -> None:
        change_rules(self._page, self._charger_id, self.window())

    def _set_up(self) -> None:
        set_up(self._page, self.row)


def show_in(row: ChargerRow, page: Page) -> None:
    """What is known of the row's charger now."""
    bridge = page.bridge
    charger = bridge.chargers.get(row.charger_id)
    if charger is not None:
        policy, away = bridge.policy(charger.id), bridge.away.get(charger.id)
        own = charger.id in bridge.policies
        row.show_charger(
            charger,
            rule_words(policy, bridge.people, own=own),
            away,
            page.now(),
            own=own,
            locked=policy.locked,
            amiss=wanted_words(policy, away),
        )


def change_rules(page: Page, charger_id: str, parent: QWidget) -> None:
    """Open the dialog of this charger's own rules."""
    charger = page.bridge.chargers.get(charger_id)
    if charger is not None:
        ChargerPolicyDialog(page.theme, page.icons, page.engine, page.bridge, page.ask, charger, parent).open()


def set_up(page: Page, row: ChargerRow) -> None:
    """Have the charger do, when this computer is off, what its rule wants."""
    row.fail("")
    page.ask(page.engine.site.lists.set_when_off(row.charger_id), busy=(row.set_up,), failed=row.fail)
