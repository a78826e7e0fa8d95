"""What people did to a session, newest first: who, when, what, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.edits import Edit, EditKind
from app.core.model import Session
from app.gui.figures import local, moment
from app.gui.history.edit_words import Known, edit_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

# Undone, these would take the whole session away: that has a word of its own, and asks first.
BIRTHS = (EditKind.ADDED, EditKind.FOUND)


class ChangesCard(Card):
    """Hidden where nobody changed anything."""

    undo_asked = Signal(int)
    """The number of the edit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self.undo_buttons: dict[int, QPushButton] = {}
        self.body.addWidget(label(theme, translate("Session", "Changes"), EMPHASIS, STRONG))
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.hide()

    def show_edits(self, edits: Sequence[Edit], session: Session, known: Known, now: datetime) -> None:
        self.setVisible(bool(edits))
        shown = (tuple(edits), session, known.people, known.vehicles)
        if shown == self._shown:
            return
        self._shown = shown
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.undo_buttons = {}
        for place, edit in enumerate(edits):
            if place:
                column.addWidget(hairline())
            column.addLayout(self._row(edit, edit_words(edit, session, known, local(now).year), now))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    def _row(self, edit: Edit, what: str, now: datetime) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        column = QVBoxLayout()
        column.setSpacing(2)
        words = label(self._theme, what, tone="text" if edit.undone_at is None else "muted", wrap=True)
        when = " · ".join(filter(None, (edit.by, moment(edit.at, now))))
        if edit.undone_at is not None:
            struck = words.font()
            struck.setStrikeOut(True)
            words.setFont(struck)
            when = f"{when} · {_undone_words(edit.undone_by, moment(edit.undone_at, now))}"
        words.setAccessibleName(f"{what}, {when}")
        column.addWidget(words)
        column.addWidget(label(self._theme, when, SMALL, tone="muted"))
        row.addLayout(column, 1)
        if edit.undone_at is None and edit.kind not in BIRTHS:
            undo = button(self._theme, translate("Session", "Undo"))
            undo.setAccessibleName(f"{undo.text()}: {what}")
            undo.clicked.connect(partial(self.undo_asked.emit, edit.id))
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignVCenter)
            self.undo_buttons[edit.id] = undo
        return row


def _undone_words(by: str, when: str) -> str:
    if not by:  # the system did not tell
        return translate("Session", "undone %1").replace("%1", when)
    # Last: a name may hold anything.
    return translate("Session", "undone by %1, %2").replace("%2", when).replace("%1", by)
