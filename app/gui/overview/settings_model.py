"""The rows of a charger's settings: what it told, what is being sent, and how each was answered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from app.core.reports import Setting
from app.core.values import replace
from app.gui.theme import Theme
from app.gui.theme.tokens import Colour
from app.gui.widgets.labels import tip
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

NAME, VALUE, NOTE = range(3)


class Sent(Enum):
    """How it stands with a value that the user has changed."""

    SENDING = "sending"
    TAKEN = "taken"
    AFTER_RESTART = "after_restart"
    FAILED = "failed"


class _Note(NamedTuple):
    word: str
    colour: Colour


class SettingsModel(TableModel):
    """A cell that was edited keeps its old value until the charger has taken the new one."""

    edited = Signal(str, str)
    """The user wants this setting to have this value."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.settings: list[Setting] = []
        self._sent: dict[str, Sent] = {}
        self.titles = (
            translate("ChargerSettings", "Setting"),
            translate("ChargerSettings", "Value"),
            translate("ChargerSettings", "Note"),
        )
        self._notes = {
            Sent.SENDING: _Note(translate("ChargerSettings", "Sending…"), "muted"),
            Sent.TAKEN: _Note(translate("ChargerSettings", "Changed"), "accent"),
            Sent.AFTER_RESTART: _Note(translate("ChargerSettings", "After a restart"), "wait"),
            Sent.FAILED: _Note(translate("ChargerSettings", "Not changed"), "fault"),
        }
        self._fixed = _Note(translate("ChargerSettings", "Read only"), "muted")

    def fill(self, settings: tuple[Setting, ...]) -> None:
        self.beginResetModel()
        self.settings = sorted(settings, key=lambda setting: setting.name.casefold())
        self._sent.clear()
        self.endResetModel()

    def mark(self, name: str, sent: Sent, value: str | None = None) -> None:
        """How it stands with this setting now; `value` where the charger has taken one."""
        for row, setting in enumerate(self.settings):
            if setting.name == name:
                if value is not None and setting.value is not None:  # what it never tells stays untold
                    self.settings[row] = replace(setting, value=value)
                self._sent[name] = sent
                self.dataChanged.emit(self.index(row, NAME), self.index(row, NOTE))

    # As Qt wants it

    def rows(self) -> Sequence[object]:
        return self.settings

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        setting = self.settings[index.row()]
        editable = index.column() == VALUE and not setting.read_only and self._sent.get(setting.name) != Sent.SENDING
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        setting, column = self.settings[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(setting, column)
            case Qt.ItemDataRole.EditRole:
                return setting.value or "" if column == VALUE else self._cell(setting, column)
            case Qt.ItemDataRole.ToolTipRole if column != NOTE:
                return tip(self._cell(setting, column))
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(setting, column)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        setting = self.settings[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == (setting.value or ""):
            return False
        self.edited.emit(setting.name, str(value))
        return True

    def _cell(self, setting: Setting, column: int) -> str:
        if column == NAME:
            return setting.name
        if column == VALUE:
            return translate("ChargerSettings", "(not told)") if setting.value is None else setting.value
        note = self._note(setting)
        return "" if note is None else note.word

    def _colour(self, setting: Setting, column: int) -> QColor | None:
        if column == NOTE:
            note = self._note(setting)
            return None if note is None else self._theme.colour(note.colour)
        quiet = column == VALUE and (setting.read_only or setting.value is None)
        return self._theme.colour("muted") if quiet else None

    def _note(self, setting: Setting) -> _Note | None:
        sent = self._sent.get(setting.name)
        if sent is not None:
            return self._notes[sent]
        return self._fixed if setting.read_only else None


class Sieve(QSortFilterProxyModel):
    """The rows that hold the searched words, in the order of the header that was pressed."""

    def __init__(self, model: SettingsModel, parent: QObject) -> None:
        super().__init__(parent)
        self.setSourceModel(model)
        self.setFilterKeyColumn(-1)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # A value that was just changed does not run away from under the eye.
        self.setDynamicSortFilter(False)
