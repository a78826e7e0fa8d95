"""A field under its name with a line of words beneath it, and a field for a name that is known or new."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.core.edits import MOST_NAME
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, SMALL
from app.gui.widgets.labels import label


class NameBox(QComboBox):
    """A name that is known, or a new one."""

    def __init__(self, theme: Theme, name: str, nothing: str) -> None:
        """`nothing` stands in it while it is empty."""
        super().__init__()
        self.setFont(theme.font(BODY))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = QLineEdit()
        self.line.setFont(theme.font(BODY))
        self.line.setMaxLength(MOST_NAME)
        self.line.setPlaceholderText(nothing)
        self.line.setAccessibleName(name)
        self.setLineEdit(self.line)
        self.proposals = QCompleter(self.model(), self)
        self.proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(self.proposals)

    @property
    def choosing(self) -> bool:
        """The proposals are open."""
        popup = self.proposals.popup()
        return popup is not None and popup.isVisible()

    def fill(self, names: Iterable[str]) -> None:
        """Other names to choose from; what stands in the field stays."""
        wanted = ["", *sorted(names, key=str.casefold)]
        if [self.itemText(row) for row in range(self.count())] != wanted:
            text = self.currentText()
            self.blockSignals(True)
            self.clear()
            self.addItems(wanted)
            self.setEditText(text)
            self.blockSignals(False)


class Named(QWidget):
    """A field under its name, and beneath it a line that says something of it, or what is wrong with it."""

    def __init__(self, theme: Theme, name: str, field: QWidget, *, line: bool = True) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = label(theme, name, BODY, STRONG)
        self.title.setBuddy(field)
        column.addWidget(self.title)
        column.addWidget(field)
        self.line: QLabel = label(theme, "", SMALL, tone="muted", wrap=True)
        # It keeps its place, so that nothing jumps when it speaks.
        self.line.setMinimumHeight(self.line.fontMetrics().height() + 2)
        column.addWidget(self.line)
        self.line.setVisible(line)  # in its place by now: before, it would be a window of its own

    def say(self, words: str, *, wrong: bool = False) -> None:
        tone = "fault" if wrong else "muted"
        self.line.setText(words)
        self._field.setAccessibleDescription(words)
        if self.line.property("tone") != tone:
            self.line.setProperty("tone", tone)
            self._field.setProperty("wrong", "true" if wrong else "false")
            for each in (self.line, self._field):
                each.style().unpolish(each)
                each.style().polish(each)
