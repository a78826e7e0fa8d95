"""The Overview's small dialogs: a name, a password, a limit. All are opened, none is waited for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_LEAST_A, _MOST_A, _USUAL_A = 6.0, 80.0, 16.0
_LONGEST_NAME = 60
_LONGEST_PASSWORD = 200


class NameDialog(Dialog):
    """The names of a charger and, where it is told apart by them, of an outlet."""

    named = Signal(str, str)
    """The charger's and the outlet's new name; empty takes the name away."""

    def __init__(self, theme: Theme, charger: str, outlet: str | None, parent: QWidget) -> None:
        """`outlet` None: the charger has told of no outlet yet."""
        super().__init__(theme, translate("Overview", "Rename"), "", parent)
        self.body.setSpacing(6)
        self.charger = self._field(translate("Overview", "Charger"), charger)
        self.outlet = None if outlet is None else self._field(translate("Overview", "Outlet"), outlet)
        self.add_yes(translate("Overview", "Save"), self.accept)
        self.accepted.connect(self._tell)
        self.charger.selectAll()
        self.charger.setFocus()

    def _field(self, name: str, value: str) -> QLineEdit:
        words = label(self.theme, name, BODY, STRONG)
        field = QLineEdit(value)
        field.setMaxLength(_LONGEST_NAME)
        field.setAccessibleName(name)
        words.setBuddy(field)
        self.body.addWidget(words)
        self.body.addWidget(field)
        return field

    def _tell(self) -> None:
        self.named.emit(self.charger.text().strip(), self.outlet.text().strip() if self.outlet else "")


class PasswordDialog(Dialog):
    """The password that a charger must call with."""

    chosen = Signal(object)
    """The new password, or None: it needs none."""

    def __init__(self, theme: Theme, charger: str, *, has_one: bool, parent: QWidget) -> None:
        about = translate(
            "Overview",
            "From its next call on %1 must give this password, so set the same in the charger. Most chargers take "
            "16 to 40 letters and digits. It is never shown again.",
        )
        super().__init__(theme, translate("Overview", "Password"), about.replace("%1", charger), parent)
        self.password = QLineEdit()
        self.password.setMaxLength(_LONGEST_PASSWORD)
        self.password.setAccessibleName(translate("Overview", "New password"))
        self.password.setPlaceholderText(translate("Overview", "New password"))
        self.body.addWidget(self.password)
        if has_one:
            self.none = button(theme, translate("Overview", "No password"))
            self.none.clicked.connect(self._take_away)
            self.foot.addWidget(self.none)
        self.save = self.add_yes(translate("Overview", "Save"), self.accept)
        self.save.setEnabled(False)
        self.password.textChanged.connect(lambda text: self.save.setEnabled(bool(text)))
        self.accepted.connect(self._tell)
        self._taken_away = False
        self.password.setFocus()

    def _take_away(self) -> None:
        self._taken_away = True
        self.accept()

    def _tell(self) -> None:
        self.chosen.emit(None if self._taken_away else self.password.text())


class LimitDialog(Dialog):
    """How much current an outlet may give."""

    limited = Signal(object)
    """The limit in amperes, or None to lift it."""

    def __init__(self, theme: Theme, limit_a: float | None, parent: QWidget) -> None:
        about = translate("Overview", "Per phase. It holds until you change it, also for the sessions to come.")
        super().__init__(theme, translate("Overview", "Limit current"), about, parent)
        self.amps = QDoubleSpinBox()
        self.amps.setRange(_LEAST_A, _MOST_A)
        self.amps.setDecimals(0)
        self.amps.setSuffix(" A")
        self.amps.setValue(limit_a or _USUAL_A)
        self.amps.setAccessibleName(translate("Overview", "Most current, in amperes"))
        self.body.addWidget(self.amps)
        if limit_a is not None:
            self.lift = button(theme, translate("Overview", "No limit"))
            self.lift.clicked.connect(self._lift)
            self.foot.addWidget(self.lift)
        self.add_yes(translate("Overview", "Limit"), self.accept)
        self.accepted.connect(self._tell)
        self._lifted = False
        self.amps.selectAll()
        self.amps.setFocus()

    def _lift(self) -> None:
        self._lifted = True
        self.accept()

    def _tell(self) -> None:
        self.limited.emit(None if self._lifted else self.amps.value())
