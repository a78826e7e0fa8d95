"""Why a card was let in or refused: its last decisions, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.cards import Card, Shown
from app.core.model import Charger
from app.gui.access_words import shown_words
from app.gui.ask import Ask
from app.gui.cards.words import card_title
from app.gui.page import Engine
from app.gui.page_parts import fact, scroll_area
from app.gui.theme import Theme
from app.gui.widgets.card import hairline
from app.gui.widgets.dialog import Dialog
from app.gui.words import charger_title

translate = QCoreApplication.translate

MOST_SHOWN = 50
_WIDTH_PX = 560


class WhyDialog(Dialog):
    """The newest first."""

    def __init__(
        self,
        theme: Theme,
        engine: Engine,
        ask: Ask,
        card: Card,
        chargers: Mapping[str, Charger],
        now: datetime,
        parent: QWidget,
    ) -> None:
        title = translate("Cards", "What %1 was answered").replace("%1", card_title(card))
        about = translate("Cards", "Each time it was held to a charger, the newest first.")
        super().__init__(theme, title, about, parent, width_px=_WIDTH_PX, resizable=True)
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, 420)
        self._chargers, self._now = chargers, now
        area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(8)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.cancel.setText(translate("Cards", "Close"))
        self.lines: list[str] = []
        history = engine.history
        ask.show(lambda: history.shown(card.uid, limit=MOST_SHOWN), self.show_log)

    def show_log(self, log: list[Shown]) -> None:
        self.lines = [
            shown_words(each, charger_title(self._chargers.get(each.charger_id), each.charger_id), self._now)
            for each in log
        ] or [translate("Cards", "It has not been held to a charger yet.")]
        for line in self.lines:
            self._column.addWidget(fact(self.theme, line))
            self._column.addWidget(hairline())
        self._column.addStretch(1)
