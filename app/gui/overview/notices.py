"""What wants the user: a new charger at the door, or that there is none yet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.model import Charger
from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState
from app.gui.widgets.labels import ElidedLabel

translate = QCoreApplication.translate

NEW_HEIGHT_PX = 66


class NewNotice(Card):
    """A charger that introduced itself and waits for a yes or a no."""

    approved = Signal(str)
    refused = Signal(str)
    """The charger's id."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("info")
        self.charger_id = ""
        self.body.setContentsMargins(CARD_PADDING, 10, CARD_PADDING, 10)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel(theme, translate("Overview", "A new charger wants to connect"), BODY, STRONG, "info")
        self.about = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.no = button(theme, translate("Overview", "Not mine"))
        self.no.clicked.connect(lambda: self.refused.emit(self.charger_id))
        self.yes = button(theme, translate("Overview", "Approve"), "primary")
        self.yes.clicked.connect(lambda: self.approved.emit(self.charger_id))
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.addLayout(row)

    def show_charger(self, charger: Charger, *, failure: str, enabled: bool, more: int = 0) -> None:
        """`failure` says why the last answer could not be kept; `more`: so many wait beside this one, unshown."""
        self.charger_id = charger.id
        one = translate("Overview", "A new charger wants to connect")
        several = translate("Overview", "A new charger wants to connect, and %1 more")
        self.title.setText(several.replace("%1", str(more)) if more else one)
        kind = f"{charger.vendor} {charger.model}".strip()
        about = " · ".join(filter(None, (kind, charger.id, charger.address)))
        self.about.setText(failure or about)
        self.setAccessibleName(f"{self.title.text()}, {about}")
        for made in (self.no, self.yes):
            made.setAccessibleName(f"{made.text()}, {charger.id}")
            made.setEnabled(enabled)


def no_charger(theme: Theme, icons: Icons) -> EmptyState:
    """What stands there before the first charger has called."""
    sentence = translate("Overview", "No charger connected yet.")
    return EmptyState(theme, icons, "plug", sentence, translate("Overview", "Add charger"))
