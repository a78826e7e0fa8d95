"""What is wrong with this computer or its data: the notice of one trouble, and all of them on top of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.contact import WARNINGS, Trouble, TroubleKind
from app.core.engine import Engine
from app.gui.ask import Ask
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP, PAGE_PADDING
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, set_tone, tip
from app.gui.words import trouble_words

translate = QCoreApplication.translate

TROUBLE_HEIGHT_PX = 72

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

    def show_trouble(self, trouble: Trouble, here: str = "") -> None:
        """`here`: the page it stands on, to which it need not show the way."""
        title, text = trouble_words(trouble)
        self.title.setText(title)
        self.text.setText(text)
        # The system's own words, in its own language.
        self.setToolTip(tip(trouble.detail))
        self._kind = trouble.kind
        warning = trouble.kind in WARNINGS
        self.set_kind("wait" if warning else "fault")
        set_tone(self.title, "wait" if warning else "fault")
        self.change.setText(_way_out(trouble.kind))
        self.change.setVisible(warning or _MENDED_IN.get(trouble.kind, here) != here)
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


class TroubleBanners(QWidget):
    """One notice for each trouble, the earliest on top; takes no room where there is none."""

    page_asked = Signal(str)
    accepted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Sequence[Trouble], str] = ((), "")
        self._notices: list[TroubleNotice] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE_PADDING, PAGE_PADDING - 4, PAGE_PADDING, 0)
        self._column.setSpacing(GAP)
        self.hide()

    @property
    def notices(self) -> list[TroubleNotice]:
        """Those that say something now."""
        return self._notices[: len(self._shown[0])]

    def show_troubles(self, troubles: Sequence[Trouble], here: str) -> None:
        """`here`: the page beneath. Asked often, it does something where there is news."""
        if (troubles, here) == self._shown:
            return
        self._shown = troubles, here
        while len(self._notices) < len(troubles):
            self._notices.append(self._make())
        for notice in self._notices[len(troubles) :]:
            notice.hide()
        for notice, trouble in zip(self._notices, troubles, strict=False):
            notice.show_trouble(trouble, here)
            notice.show()
        self.setVisible(bool(troubles))

    def _make(self) -> TroubleNotice:
        notice = TroubleNotice(self._theme)
        notice.setFixedHeight(TROUBLE_HEIGHT_PX)
        notice.page_asked.connect(self.page_asked)
        notice.accepted.connect(self.accepted)
        self._column.addWidget(notice)
        return notice


def accept_place(engine: Engine, ask: Ask) -> None:
    """The warning of where the data lies is heard: keep that, and say no more of it."""
    known = replace(engine.preferences, accepted_place=str(engine.data))
    ask(engine.prefer(known), failed=_place_not_kept)


def _place_not_kept(_words: str) -> None:
    """The warning stays, which says enough."""
