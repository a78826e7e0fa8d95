"""Asks whom the chosen sessions are to be assigned to: somebody known, somebody new, or nobody."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.gui.history.words import nobody
from app.gui.theme import Theme
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.named import NameBox

translate = QCoreApplication.translate


class AssignDialog(Dialog):
    """Tells the name once it is chosen."""

    named = Signal(str)
    """The person's name, known or new; "" for nobody."""

    def __init__(self, theme: Theme, people: Iterable[str], count: str, parent: QWidget) -> None:
        """`count`: "3 sessions"."""
        title = translate("History", "Assign %1").replace("%1", count)
        about = translate("History", "Choose who charged, or write a new name: it is then known from now on.")
        super().__init__(theme, title, about, parent)
        self.person = NameBox(theme, translate("History", "Person"), translate("History", "Name"))
        self.person.fill(people)
        self.body.addWidget(self.person)
        self.to_nobody = button(theme, nobody())
        self.to_nobody.setToolTip(translate("History", "These sessions are nobody's"))
        self.to_nobody.clicked.connect(self._nobody)
        self.foot.insertWidget(0, self.to_nobody)
        self.yes = self.add_yes(translate("History", "Assign"), self._assign)
        self.yes.setEnabled(False)
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
