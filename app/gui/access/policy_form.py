"""The form of a policy: whom to serve, for whom, when, and the child lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.core.cards import Openness, Policy
from app.core.model import Person
from app.gui.access.choices import CHOICES
from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY
from app.gui.widgets.card import hairline
from app.gui.widgets.hours_field import HoursField
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_INDENT_PX = 30


class PolicyForm(QWidget):
    """Every choice with its sentence; the person only where one is wanted."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, *, lock: bool) -> None:
        """`lock`: with the child lock."""
        super().__init__()
        self._theme = theme
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._group = QButtonGroup(self)
        self.choices: dict[Openness, QRadioButton] = {}
        self.person = QComboBox()
        self.person.setFont(theme.font(BODY))
        self.person.setAccessibleName(translate("Access", "For whom"))
        self.person.setMinimumWidth(220)
        self.person.currentIndexChanged.connect(self.changed)
        for openness, choice in CHOICES.items():
            column.addLayout(self._choice(openness, choice.word(), choice.about()))
        self._whom = QHBoxLayout()
        self._whom.setContentsMargins(_INDENT_PX, 0, 0, 0)
        self._whom.addWidget(self.person)
        self.nobody = label(theme, translate("Access", "Add a person on Cards & people first."), tone="wait", wrap=True)
        self._whom.addWidget(self.nobody, 1)
        self._whom.addStretch(1)
        column.addLayout(self._whom)
        column.addWidget(hairline())
        self.hours = HoursField(theme, icons, translate("Access", "Only at certain hours"))
        self.hours.changed.connect(self.changed)
        column.addWidget(self.hours)
        self.lock: QCheckBox | None = None
        if lock:
            column.addWidget(hairline())
            self.lock = QCheckBox(translate("Access", "Child lock"))
            self.lock.setFont(theme.font(BODY, STRONG))
            about = translate("Access", "Nobody can start here but from this computer. A session that runs goes on.")
            self.lock.setAccessibleDescription(about)
            self.lock.toggled.connect(self.changed)
            column.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self._about(about))
        self._group.idToggled.connect(self._chose)

    def _choice(self, openness: Openness, word: str, about: str) -> QVBoxLayout:
        made = QRadioButton(word)
        made.setFont(self._theme.font(BODY, STRONG))
        made.setAccessibleDescription(about)
        self.choices[openness] = made
        self._group.addButton(made, len(self.choices))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about(about))
        return column

    def _about(self, words: str) -> QWidget:
        made = label(self._theme, words, tone="muted", wrap=True)
        made.setContentsMargins(_INDENT_PX + 2, 0, 0, 0)
        return made

    def show_people(self, people: Iterable[Person]) -> None:
        """Those who can be chosen; the one that is chosen stays so."""
        chosen = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        for each in sorted((each for each in people if not each.erased), key=lambda each: each.name.casefold()):
            self.person.addItem(each.name, each.id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)
        self._settle()

    def show_policy(self, policy: Policy, people: Mapping[int, Person]) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self.show_people(people.values())
        self.choices[policy.openness].setChecked(True)
        self.person.setCurrentIndex(max(0, self.person.findData(policy.person_id)))
        self.hours.show_hours(policy.hours)
        if self.lock is not None:
            self.lock.setChecked(policy.locked)
        self.blockSignals(False)
        self._settle()

    @property
    def policy(self) -> Policy:
        openness = next(each for each, made in self.choices.items() if made.isChecked())
        person_id = self.person.currentData() if openness is Openness.PLUGGED else None
        return Policy(openness, person_id, self.hours.hours, self.lock is not None and self.lock.isChecked())

    @property
    def complete(self) -> bool:
        """Whether nothing is missing in it."""
        policy = self.policy
        return policy.openness is not Openness.PLUGGED or policy.person_id is not None

    def _chose(self, _number: int, on: bool) -> None:
        if on:
            self._settle()
            self.changed.emit()

    def _settle(self) -> None:
        for_one = self.choices[Openness.PLUGGED].isChecked()
        self.person.setVisible(for_one and self.person.count() > 0)
        self.nobody.setVisible(for_one and self.person.count() == 0)
