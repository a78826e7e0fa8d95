"""What was just done to sessions, and its undo, for some seconds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.theme import MEDIUM, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel

translate = QCoreApplication.translate

_STAYS_MS: Final = 12_000


class UndoBar(Card):
    """Stays while the pointer or the focus is on it, and then a while longer."""

    undo_asked = Signal(int)
    """The number of the edit."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.edit_id: int | None = None
        self.body.setContentsMargins(CARD_PADDING, 8, 8, 8)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.words = ElidedLabel(theme, "", BODY, MEDIUM)
        self.undo = button(theme, translate("History", "Undo"), "quiet")
        self.undo.setToolTip(translate("History", "Undo (Ctrl+Z)"))
        self.undo.clicked.connect(self.ask_undo)
        away = icon_button(icons, "close", translate("History", "Close"))
        away.clicked.connect(self.put_away)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo)
        row.addWidget(away)
        self.body.addLayout(row)
        self._leaves = QTimer(self)
        self._leaves.setSingleShot(True)
        self._leaves.setInterval(_STAYS_MS)
        self._leaves.timeout.connect(self._leave)
        self.hide()

    def say(self, words: str, edit_id: int | None) -> None:
        """`edit_id` None: nothing to undo."""
        self.edit_id = edit_id
        self.words.setText(words)
        self.setAccessibleName(words)
        self.undo.setVisible(edit_id is not None)
        self.show()
        self._leaves.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def ask_undo(self) -> None:
        """Also by Ctrl+Z, as long as it stands there."""
        if self.isVisible() and self.edit_id is not None:
            edit_id, self.edit_id = self.edit_id, None
            self.undo_asked.emit(edit_id)

    def put_away(self) -> None:
        self.edit_id = None
        self._leaves.stop()
        self.hide()

    def _leave(self) -> None:
        focus = self.focusWidget()
        if self.underMouse() or (focus is not None and focus.hasFocus()):
            self._leaves.start()
        else:
            self.put_away()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._leaves.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible():
            self._leaves.start()
