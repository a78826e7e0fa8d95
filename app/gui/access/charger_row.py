"""One charger on the page of who may charge: what holds there, and what when this computer is off."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.lists.away import Away
from app.core.model import Charger
from app.gui.access.away_words import list_words, set_so_words, when_off_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.labels import ElidedLabel, label, set_tone
from app.gui.widgets.pill import Pill, PillKind

translate = QCoreApplication.translate


class ChargerRow(QWidget):
    """Its name, its rule, the sentence of when this computer is off, and what can be done about either."""

    change_asked = Signal(str)
    set_asked = Signal(str)
    """The charger is to be set up as the rule wants it."""

    def __init__(self, theme: Theme, charger_id: str) -> None:
        super().__init__()
        self.charger_id = charger_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.name = ElidedLabel(theme, "", BODY, STRONG)
        self.pill = Pill(theme)
        head.addWidget(self.name)
        head.addWidget(self.pill)
        head.addStretch(1)
        words.addLayout(head)
        self.rule = label(theme, wrap=True)
        self.when_off = label(theme, tone="muted", wrap=True)
        self.list = label(theme, tone="muted", wrap=True)
        self.failure = label(theme, tone="fault", wrap=True)
        for each in (self.rule, self.when_off, self.list, self.failure):
            words.addWidget(each)
        row.addLayout(words, 1)
        self.set_up = button(theme, set_so_words())
        self.set_up.clicked.connect(lambda: self.set_asked.emit(self.charger_id))
        self.change = button(theme, translate("Access", "Change…"))
        self.change.clicked.connect(lambda: self.change_asked.emit(self.charger_id))
        row.addWidget(self.set_up)
        row.addWidget(self.change)
        self.fail("")

    def fail(self, words: str) -> None:
        self.failure.setText(words)
        self.failure.setVisible(bool(words))

    def show_charger(
        self, charger: Charger, rule: str, away: Away | None, now: datetime, *, own: bool, locked: bool, amiss: str
    ) -> None:
        """`amiss`: what it should do instead when this computer is off; empty where it is as wanted."""
        self.name.setText(charger.title)
        self.pill.show_state(
            PillKind.WAIT if locked else PillKind.NEUTRAL,
            translate("Access", "Locked") if locked else translate("Access", "Its own rules"),
        )
        self.pill.setVisible(own)
        self.rule.setText(rule)
        self.when_off.setText(" ".join(filter(None, (when_off_words(away), amiss))))
        set_tone(self.when_off, "wait" if amiss else "muted")
        words, tone = list_words(away, now)
        self.list.setText(words)
        self.list.setVisible(bool(words))
        set_tone(self.list, tone)
        switched_off = away is not None and away.switched_off
        self.set_up.setVisible((bool(amiss) or switched_off) and charger.online)
        for made in (self.set_up, self.change):
            made.setAccessibleName(f"{made.text()}, {charger.title}")
        self.setAccessibleName(charger.title)
        self.setAccessibleDescription(f"{rule} {self.when_off.text()} {words}")
