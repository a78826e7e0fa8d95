"""Several conditions of which any may hold, each with its form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.prices.books import ALWAYS, Condition
from app.gui.icons import Icons
from app.gui.prices.stack.condition_form import ConditionForm
from app.gui.prices.stack.fields import Field
from app.gui.prices.stack.known import Known
from app.gui.theme import Theme
from app.gui.widgets.buttons import button
from app.gui.widgets.labels import label


class ConditionList(QWidget):
    """Any of several; none: always."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known, add: str, nothing: str) -> None:
        """`add`: what the button says that adds one; `nothing`: what it means that there is none."""
        super().__init__()
        self._theme, self._icons, self._known = theme, icons, known
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.nothing = label(theme, nothing, tone="muted", wrap=True)
        column.addWidget(self.nothing)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self.add = button(theme, add, "link")
        self.add.clicked.connect(self.add_one)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.forms: list[ConditionForm] = []

    def show_conditions(self, conditions: tuple[Condition, ...]) -> None:
        for form in list(self.forms):
            self._take(form)
        for each in conditions:
            self._put(each)
        self._settle()

    def add_one(self) -> None:
        self._put(ALWAYS)
        self._settle()
        self.forms[-1].from_time.edit.setFocus()
        self.changed.emit()

    def fields(self) -> list[Field]:
        return [each for form in self.forms for each in form.fields()]

    def conditions(self) -> tuple[Condition, ...]:
        """Raises Wrong."""
        return tuple(form.condition() for form in self.forms)

    def _put(self, condition: Condition) -> None:
        form = ConditionForm(self._theme, self._icons, self._known)
        form.show_condition(condition)
        form.changed.connect(self.changed)
        form.dropped.connect(lambda: self._dropped(form))
        self.forms.append(form)
        self._rows.addWidget(form)
        form.show()  # at once, so that it can take the keyboard

    def _dropped(self, form: ConditionForm) -> None:
        self._take(form)
        self._settle()
        self.add.setFocus()
        self.changed.emit()

    def _take(self, form: ConditionForm) -> None:
        self.forms.remove(form)
        self._rows.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _settle(self) -> None:
        self.nothing.setVisible(not self.forms)
