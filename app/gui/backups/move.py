"""Move to a new computer: the steps there, and after a restore what to change in the chargers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.core.backups import Contents, Origin
from app.gui.backups.cards import RestoredNotice
from app.gui.backups.words import moved_words
from app.gui.page import Page
from app.gui.page_parts import bullets, fact, page_head, scrolling
from app.gui.theme import STRONG
from app.gui.theme.tokens import EMPHASIS, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label, set_tone

translate = QCoreApplication.translate

_WIDEST_PX = 760


class MovePage(Page):
    """Opened with what was restored it says what came of the move; otherwise how to make one."""

    def build(self) -> None:
        self._before: Origin | None = None
        back = button(self.theme, translate("Backups", "Back to Settings"))
        back.clicked.connect(lambda: self.open_page.emit("settings", None))
        self._column = scrolling(self, _WIDEST_PX)
        self._column.addLayout(page_head(self.theme, self.title(), back))
        self.restored = RestoredNotice(self.theme)
        self._column.addWidget(self.restored)
        self._column.addWidget(self._outcome_card())
        self.steps = self._steps()
        self._column.addWidget(self.steps)
        self._column.addWidget(self._address_card())
        self.chargers = self._chargers_card()
        self._column.addWidget(self.chargers)
        self._column.addStretch(1)

    def title(self) -> str:
        return translate("Backups", "Move to a new computer")

    def activated(self, about: object = None) -> None:
        contents = about if isinstance(about, Contents) else None
        self._before = None if contents is None else contents.origin
        self.restored.show_restored(contents)
        self.outcome.setVisible(False)
        self.steps.setVisible(self._before is None)
        self._show_chargers()
        self.ask(self.engine.backups.origin(), failed=self._failed, done=self._show)

    # Building

    def _outcome_card(self) -> Card:
        self.outcome = Card("info")
        self.outcome_title = label(self.theme, "", EMPHASIS, STRONG, wrap=True)
        self.outcome_words = label(self.theme, tone="muted", wrap=True)
        self.outcome.body.addWidget(self.outcome_title)
        self.outcome.body.addWidget(self.outcome_words)
        self.outcome.hide()
        return self.outcome

    def _steps(self) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, translate("Backups", "Step by step"), EMPHASIS, STRONG))
        steps = (
            translate("Backups", "Here: make a backup and copy its file to a USB stick or the new computer."),
            translate("Backups", "Here: quit Laddvakt, so that chargers do not speak with both."),
            translate("Backups", "There: install Laddvakt and open it."),
            translate("Backups", "There: Settings, Restore, choose the file. Everything is there again."),
            translate("Backups", "There: Laddvakt says whether the chargers find it, and if not what to change."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(steps, start=1):
            place = label(self.theme, f"{number}.", tone="accent", weight=STRONG)
            grid.addWidget(place, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(self.theme, step, wrap=True), number, 1)
        card.body.addLayout(grid)
        row = QHBoxLayout()
        row.addStretch(1)
        make = button(self.theme, translate("Backups", "Make the backup"), "primary")
        make.clicked.connect(lambda: self.open_page.emit("settings", "backup"))
        row.addWidget(make)
        card.body.addLayout(row)
        return card

    def _address_card(self) -> Card:
        card = Card()
        title = translate("Backups", "Where chargers call this computer")
        card.body.addWidget(label(self.theme, title, EMPHASIS, STRONG))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.address = fact(self.theme)
        self.address.setFont(self.theme.font(EMPHASIS, STRONG, fixed=True))
        self.address.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.address, 1)
        self.copy = button(self.theme, translate("Backups", "Copy"))
        self.copy.setAccessibleName(translate("Backups", "Copy the address"))
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        card.body.addLayout(row)
        about = translate(
            "Backups",
            "Chargers have this address in their settings. If the new computer gets the same address from your router, "
            "nothing needs to be changed in them.",
        )
        self.about_address = label(self.theme, about, tone="muted", wrap=True)
        card.body.addWidget(self.about_address)
        return card

    def _chargers_card(self) -> Card:
        card = Card()
        title = translate("Backups", "To be given the new address")
        card.body.addWidget(label(self.theme, title, EMPHASIS, STRONG))
        self.names = bullets(self.theme, ())
        card.body.addWidget(self.names)
        card.hide()
        return card

    # Showing

    def _show(self, here: Origin) -> None:
        nowhere = translate("Backups", "This computer is on no network.")
        self.address.setText(here.addresses[0] if here.addresses else nowhere)
        self.copy.setVisible(bool(here.addresses))
        self.about_address.setVisible(self._before is None)
        if self._before is None:
            return
        title, words = moved_words(self._before, here)
        found = bool(self._before.addresses) and self._before.addresses[0] in here.addresses
        self.outcome.set_kind("info" if found else "wait")
        set_tone(self.outcome_title, "info" if found else "wait")
        self.outcome_title.setText(title)
        self.outcome_words.setText(words)
        self.outcome.setAccessibleName(title)
        self.outcome.setAccessibleDescription(words)
        self.outcome.show()
        self.chargers.setVisible(not found and bool(self.bridge.chargers))

    def _show_chargers(self) -> None:
        titles = sorted(charger.title for charger in self.bridge.chargers.values())
        self.names.hide()
        self.names.deleteLater()
        self.names = bullets(self.theme, titles)
        self.chargers.body.addWidget(self.names)
        self.chargers.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())

    def _failed(self, words: str) -> None:
        self.address.setText(words)
