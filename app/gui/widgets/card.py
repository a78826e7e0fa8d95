"""Cards and what is made of one: the banner that wants something, and the empty state."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP, HEADING
from app.gui.widgets.buttons import button
from app.gui.widgets.labels import Tone, label
from app.gui.widgets.picture import Picture

CardKind = Literal["plain", "info", "wait", "fault"]

_READABLE_PX = 560

_TITLE_TONE: dict[CardKind, Tone] = {
    "plain": "text",
    "info": "info",
    "wait": "wait",
    "fault": "fault",
}


class Card(QFrame):
    """A rounded surface with a vertical layout in it (`body`)."""

    def __init__(self, kind: CardKind = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_PADDING, CARD_PADDING - 2, CARD_PADDING, CARD_PADDING - 2)
        self.body.setSpacing(GAP)

    def set_kind(self, kind: CardKind) -> None:
        if self.property("card") != kind:
            self.setProperty("card", kind)
            self.style().unpolish(self)
            self.style().polish(self)


def hairline(*, upright: bool = False) -> QFrame:
    """A one pixel line between neighbours."""
    line = QFrame()
    line.setProperty("hairline", "true")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class Banner(Card):
    """Something wants the user: said once, with its buttons beside it."""

    def __init__(
        self,
        theme: Theme,
        kind: CardKind,
        title: str,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, parent)
        self.body.setContentsMargins(CARD_PADDING, 14, CARD_PADDING, 14)
        self._title = label(theme, title, BODY, STRONG, _TITLE_TONE[kind])
        self._text = label(theme, text, tone="muted", wrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addWidget(self._title)
        self._row.addWidget(self._text, 1)
        self.body.addLayout(self._row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def say(self, title: str, text: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def add_button(self, made: QPushButton) -> None:
        """From left to right; the one that helps most comes last and is the primary one."""
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)


class EmptyState(QWidget):
    """What stands where a list will be: one sentence and, where there is one, its action."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        icon: str,
        sentence: str,
        action: str = "",
        *,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(CARD_PADDING, 40, CARD_PADDING, 40)
        inner = QWidget()
        inner.setMaximumWidth(_READABLE_PX)
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(Picture(icons.icon(icon, "faint"), 40), 0, Qt.AlignmentFlag.AlignHCenter)
        words = [label(theme, sentence, HEADING, STRONG, wrap=True)]
        if detail:
            words.append(label(theme, detail, tone="muted", wrap=True))
        for word in words:
            word.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(word)
        self.action: QPushButton | None = None
        if action:
            self.action = button(theme, action, "primary")
            self.action.clicked.connect(self.acted)
            column.addSpacing(4)
            column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
