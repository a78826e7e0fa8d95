"""A charger that waits to be let in: what it says of itself, a name for it, yes or no."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.core.engine import Engine
from app.core.model import Charger
from app.gui.ask import Ask
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate


class Newcomer(Card):
    """Asks once; gone when the charger no longer waits."""

    def __init__(self, theme: Theme, engine: Engine, ask: Ask) -> None:
        super().__init__("info")
        self._engine = engine
        self._ask = ask
        self.charger_id = ""
        head = QHBoxLayout()
        head.setSpacing(GAP)
        words = translate("Newcomer", "A new charger wants to connect")
        head.addWidget(label(theme, words, EMPHASIS, STRONG, "info"))
        self.about = ElidedLabel(theme, "", tone="muted")
        head.addWidget(self.about)
        head.addStretch(1)
        self.body.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.name = QLineEdit()
        self.name.setFont(theme.font(BODY))
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(translate("Newcomer", "Name it, for example Garage"))
        self.name.setAccessibleName(translate("Newcomer", "The charger's name"))
        self.name.returnPressed.connect(self._approve)
        row.addWidget(self.name, 1)
        self.refuse = button(theme, translate("Newcomer", "Not mine"))
        self.refuse.clicked.connect(self._refuse)
        row.addWidget(self.refuse)
        self.approve = button(theme, translate("Newcomer", "Approve"), "primary")
        self.approve.clicked.connect(self._approve)
        row.addWidget(self.approve)
        self.body.addLayout(row)
        self.problem = label(theme, "", tone="fault", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.setAccessibleName(words)

    def show_charger(self, charger: Charger) -> None:
        """What is typed as its name stays while it is the same charger."""
        if charger.id != self.charger_id:
            self.charger_id = charger.id
            self.name.setText(charger.name)
            self.problem.hide()
        product = " ".join(filter(None, (charger.vendor, charger.model)))
        self.about.setText(" · ".join(filter(None, (product, charger.id, charger.address))))

    def take_focus(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _approve(self) -> None:
        self.problem.hide()
        if not self.approve.isEnabled():
            return
        wish = self._engine.site.wishes.approve(self.charger_id, self.name.text().strip() or None)
        self._ask(wish, busy=[self.approve, self.refuse], failed=self._failed)

    def _refuse(self) -> None:
        self.problem.hide()
        wish = self._engine.site.wishes.refuse(self.charger_id)
        self._ask(wish, busy=[self.approve, self.refuse], failed=self._failed)

    def _failed(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
