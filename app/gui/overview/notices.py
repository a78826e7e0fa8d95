"""What wants the user: a trouble of this computer's, a new charger at the door, or that there is none yet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.contact import WARNINGS, Trouble, TroubleKind
from app.core.model import Charger
from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState
from app.gui.widgets.labels import ElidedLabel, set_tone
from app.gui.words import trouble_words

translate = QCoreApplication.translate

TROUBLE_HEIGHT_PX = 72
NEW_HEIGHT_PX = 66


_OF_LISTENING = (TroubleKind.PORT_TAKEN, TroubleKind.PORT_FORBIDDEN, TroubleKind.ADDRESS_GONE)


# Which page mends which trouble.
_MENDED_IN = {
    **dict.fromkeys(_OF_LISTENING, "settings"),
    TroubleKind.BACKUP_FAILED: "settings",
    TroubleKind.DATA_BROKEN: "restore",
}


class TroubleNotice(Card):
    """What is wrong, under it what it means or what to do, and the way to the page where that is done."""

    page_asked = Signal(str)
    accepted = Signal()
    """The user knows of what is warned of, and wants to hear no more of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("fault")
        self.body.setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = ElidedLabel(theme, "", BODY, STRONG, "fault")
        self.text = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        self.change = button(theme, "")
        self.change.clicked.connect(self._act)
        self._kind = TroubleKind.DATA_BROKEN
        row.addWidget(self.change)
        self.body.addLayout(row)

    def show_trouble(self, trouble: Trouble) -> None:
        title, text = trouble_words(trouble)
        self.title.setText(title)
        self.text.setText(text)
        # The system's own words, in its own language.
        self.setToolTip(trouble.detail)
        self._kind = trouble.kind
        warning = trouble.kind in WARNINGS
        self.set_kind("wait" if warning else "fault")
        set_tone(self.title, "wait" if warning else "fault")
        self.change.setText(_way_out(trouble.kind))
        self.change.setVisible(warning or trouble.kind in _MENDED_IN)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.text.text())

    def _act(self) -> None:
        if self._kind in WARNINGS:
            self.accepted.emit()
        else:
            self.page_asked.emit(_MENDED_IN[self._kind])


def _way_out(kind: TroubleKind) -> str:
    match kind:
        case TroubleKind.ADDRESS_GONE:
            return translate("Overview", "Change address")
        case TroubleKind.DATA_BROKEN:
            return translate("Overview", "Restore…")
        case TroubleKind.BACKUP_FAILED:
            return translate("Overview", "Backups")
        case TroubleKind.DATA_IN_CLOUD | TroubleKind.DATA_ON_NETWORK:
            return translate("Overview", "I know")
    return translate("Overview", "Change port")


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
