"""The Overview's small dialogs: are you sure, a name, a password, a limit. All are opened, none is waited for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, HEADING
from app.gui.widgets.buttons import ButtonKind, button
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_LEAST_A, _MOST_A, _USUAL_A = 6.0, 80.0, 16.0
_LONGEST_NAME = 60
_LONGEST_PASSWORD = 200
_WIDTH_PX, _SIDE_PX = 420, 24


def _as_tall_as_needed(words: QLabel, width_px: int) -> QLabel:
    """A wrapped label guesses its height from another width than it gets."""
    width = width_px - 2 * _SIDE_PX
    words.setFixedSize(width, words.heightForWidth(width))
    return words


class Dialog(QDialog):
    """A title, what it is about, the body, and the buttons at the foot."""

    def __init__(self, theme: Theme, title: str, about: str, parent: QWidget, *, width_px: int = _WIDTH_PX) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(width_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_PX, 20, _SIDE_PX, 20)
        column.setSpacing(GAP)
        column.addWidget(_as_tall_as_needed(label(theme, title, HEADING, STRONG, wrap=True), width_px))
        if about:
            column.addWidget(_as_tall_as_needed(label(theme, about, tone="muted", wrap=True), width_px))
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body, 1)
        column.addSpacing(4)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GAP)
        self.foot.addStretch(1)
        column.addLayout(self.foot)
        self.cancel = button(theme, translate("Overview", "Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.foot.addWidget(self.cancel)

    def add_yes(self, word: str, kind: ButtonKind = "primary") -> QPushButton:
        yes = button(self.theme, word, kind)
        yes.setDefault(kind == "primary")
        yes.clicked.connect(self.accept)
        self.foot.addWidget(yes)
        return yes


class Sure(Dialog):
    """Says what will happen; `accepted` when the user wants it so."""

    def __init__(self, theme: Theme, title: str, about: str, yes: str, kind: ButtonKind, parent: QWidget) -> None:
        super().__init__(theme, title, about, parent)
        self.yes = self.add_yes(yes, kind)


class NameDialog(Dialog):
    """The names of a charger and, where it is told apart by them, of an outlet."""

    named = Signal(str, str)
    """The charger's and the outlet's new name; empty takes the name away."""

    def __init__(self, theme: Theme, charger: str, outlet: str | None, parent: QWidget) -> None:
        """`outlet` None: the charger has told of no outlet yet."""
        super().__init__(theme, translate("Overview", "Rename"), "", parent)
        self.charger = self._field(translate("Overview", "Charger"), charger)
        self.outlet = None if outlet is None else self._field(translate("Overview", "Outlet"), outlet)
        self.add_yes(translate("Overview", "Save"))
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
        self.save = self.add_yes(translate("Overview", "Save"))
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
        self.add_yes(translate("Overview", "Limit"))
        self.accepted.connect(self._tell)
        self._lifted = False
        self.amps.selectAll()
        self.amps.setFocus()

    def _lift(self) -> None:
        self._lifted = True
        self.accept()

    def _tell(self) -> None:
        self.limited.emit(None if self._lifted else self.amps.value())
