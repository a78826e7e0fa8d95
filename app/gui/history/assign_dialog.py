"""Asks whom the chosen sessions are to be assigned to: somebody known, somebody new, or nobody."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.core.edits import MOST_NAME
from app.gui.history.words import nobody
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, HEADING
from app.gui.widgets.buttons import button
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDTH_PX, _SIDE_PX = 420, 24


class AssignDialog(QDialog):
    """Opened, never waited for."""

    named = Signal(str)
    """The person's name, known or new; "" for nobody."""

    def __init__(self, theme: Theme, people: Iterable[str], count: str, parent: QWidget) -> None:
        """`count`: "3 sessions"."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("History", "Assign %1").replace("%1", count)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_PX, 20, _SIDE_PX, 20)
        column.setSpacing(GAP)
        column.addWidget(label(theme, title, HEADING, STRONG, wrap=True))
        about = translate("History", "Choose who charged, or write a new name: it is then known from now on.")
        words = label(theme, about, tone="muted", wrap=True)
        width = _WIDTH_PX - 2 * _SIDE_PX
        # A wrapped label guesses its height from another width than it gets.
        words.setFixedSize(width, words.heightForWidth(width))
        column.addWidget(words)
        names = sorted(people, key=str.casefold)
        self.person = QComboBox()
        self.person.setFont(theme.font(BODY))
        self.person.setEditable(True)
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.person.addItems(names)
        self.person.setCurrentIndex(-1)
        line = self.person.lineEdit()
        if line is not None:
            line.setMaxLength(MOST_NAME)
            line.setPlaceholderText(translate("History", "Name"))
        self.person.setAccessibleName(translate("History", "Person"))
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.person.setCompleter(completer)
        column.addWidget(self.person)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        self.to_nobody = button(theme, nobody())
        self.to_nobody.setToolTip(translate("History", "These sessions are nobody's"))
        self.to_nobody.clicked.connect(self._nobody)
        cancel = button(theme, translate("History", "Cancel"))
        cancel.clicked.connect(self.reject)
        self.yes = button(theme, translate("History", "Assign"), "primary")
        self.yes.setDefault(True)
        self.yes.setEnabled(False)
        self.yes.clicked.connect(self._assign)
        foot.addWidget(self.to_nobody)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.yes)
        column.addLayout(foot)
        self.person.editTextChanged.connect(self._typed)
        self.person.setFocus()

    def _typed(self, text: str) -> None:
        self.yes.setEnabled(bool(text.strip()))

    def _nobody(self) -> None:
        self.accept()
        self.named.emit("")

    def _assign(self) -> None:
        name = self.person.currentText().strip()
        self.accept()
        self.named.emit(name)
