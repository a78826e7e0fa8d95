"""The dialog of a charger's own settings: read from it, searched, and changed one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.commands import Accepted, SettingsRead
from app.core.model import Charger
from app.core.wishes import Wishes
from app.gui.ask import Ask
from app.gui.icons import Icons
from app.gui.overview.settings_model import NAME, VALUE, Sent, SettingsModel, Sieve
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import search_field
from app.gui.widgets.labels import Tone, label
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

_WIDTH_PX, _HEIGHT_PX = 820, 600
# The name takes so much of what the note leaves.
_NAME_SHARE = 0.56
_NOTE_PX = 130


class SettingsDialog(Dialog):
    """Asks the charger when it opens. Enter on a row edits its value, Enter again sends it."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        ask: Ask,
        wishes: Wishes,
        charger: Charger,
        parent: QWidget,
        above: Sequence[QWidget] = (),
    ) -> None:
        """`above`: what is to be said of this charger over the list of its settings."""
        about = translate(
            "ChargerSettings",
            "The charger's own list, in its maker's words. Change only what you know: a wrong value can keep it from "
            "charging or from calling here.",
        )
        title = translate("ChargerSettings", "Settings of %1").replace("%1", charger.title)
        super().__init__(theme, title, about, parent, width_px=_WIDTH_PX, resizable=True)
        self._icons = icons
        self._ask = ask
        self._wishes = wishes
        self._charger_id = charger.id
        self.cancel.setText(translate("ChargerSettings", "Close"))
        self.reload_button = button(theme, translate("ChargerSettings", "Read again"), icons=icons, icon="refresh")
        self.reload_button.clicked.connect(self.reload)
        for each in above:
            self.body.addWidget(each)
        self.body.addLayout(self._tools())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list())
        self._state: EmptyState | None = None
        frame = Card()
        frame.body.setContentsMargins(10, 6, 10, 10)
        frame.body.addWidget(self._stack)
        self.body.addWidget(frame, 1)
        self.said = label(theme, tone="muted", wrap=True)
        self.said.setMinimumHeight(self.said.fontMetrics().height() * 2)
        self.said.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.foot.insertWidget(0, self.said, 1000)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        QShortcut(QKeySequence("F5"), self, self.reload)
        self.reload()

    # Building

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.search = search_field(self.theme, self._icons, translate("ChargerSettings", "Search in the settings"))
        self.search.textChanged.connect(self._sift)
        self.search.returnPressed.connect(self._into_table)
        row.addWidget(self.search, 1)
        row.addWidget(self.reload_button)
        return row

    def _list(self) -> Table:
        self.model = SettingsModel(self.theme, self)
        self.model.edited.connect(self._send)
        self.sieve = Sieve(self.model, self)
        self.table = Table(self.theme, self.windowTitle())
        self.table.setModel(self.sieve)
        self.table.setItemDelegateForColumn(VALUE, _Editor(self.theme, self.table))
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        self.table.activated.connect(self._edit)
        return self.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        header = self.table.horizontalHeader()
        # Its own scroll bar stands beside the columns when it is there, and must not push one of them out of sight.
        room = self.width() - 2 * 36 - self.table.verticalScrollBar().sizeHint().width() - _NOTE_PX
        header.resizeSection(NAME, round(room * _NAME_SHARE))
        header.resizeSection(VALUE, room - round(room * _NAME_SHARE))

    # Reading

    def reload(self) -> None:
        """Ask the charger for all of them anew."""
        if not self.reload_button.isEnabled():
            return
        self._say("")
        self.search.setEnabled(False)
        words = translate("ChargerSettings", "Asking the charger…")
        self._show_state("settings", words, translate("ChargerSettings", "A long list can take up to a minute."))
        wish = self._wishes.read_settings(self._charger_id)
        self._ask(wish, busy=(self.reload_button,), failed=self._not_read, done=self._read)

    def _read(self, read: SettingsRead) -> None:
        self.model.fill(read.settings)
        self.search.setEnabled(True)
        self._sift(self.search.text())
        if read.settings:
            self._say(translate("ChargerSettings", "Press Enter on a setting to change it."))
            self.search.setFocus()

    def _not_read(self, words: str) -> None:
        title = translate("ChargerSettings", "The settings could not be read.")
        state = self._show_state("warning", title, words, translate("ChargerSettings", "Try again"))
        state.acted.connect(self.reload)
        if state.action is not None:
            state.action.setFocus()

    def _sift(self, text: str) -> None:
        """Show what holds these words, or why there is nothing to show."""
        self.sieve.setFilterFixedString(text.strip())
        self.sieve.sort(self.sieve.sortColumn(), self.sieve.sortOrder())
        if self.sieve.rowCount():
            self._stack.setCurrentIndex(0)
        elif self.model.settings:
            words = translate("ChargerSettings", "No setting matches.")
            state = self._show_state("search", words, "", translate("ChargerSettings", "Show all"))
            state.acted.connect(self.search.clear)
        else:
            self._show_state(
                "settings",
                translate("ChargerSettings", "The charger tells of no settings."),
                translate("ChargerSettings", "Some can only be set up in their maker's own app."),
            )

    def _show_state(self, icon: str, sentence: str, detail: str, action: str = "") -> EmptyState:
        before = self._state
        self._state = state = EmptyState(self.theme, self._icons, icon, sentence, action, detail=detail)
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        return state

    # Changing

    def _into_table(self) -> None:
        if self.sieve.rowCount():
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, index: QModelIndex) -> None:
        where = self.sieve.index(index.row(), VALUE)
        if where.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.setCurrentIndex(where)
            self.table.edit(where)
        else:
            name = str(self.sieve.index(index.row(), NAME).data())
            self._say(translate("ChargerSettings", "%1 can only be read.").replace("%1", name))

    def _send(self, name: str, value: str) -> None:
        self.model.mark(name, Sent.SENDING)
        self._say(translate("ChargerSettings", "Sending %1 to the charger…").replace("%1", name))
        wish = self._wishes.write_setting(self._charger_id, name, value)
        self._ask(wish, failed=partial(self._not_taken, name), done=partial(self._taken, name, value))

    def _taken(self, name: str, value: str, accepted: Accepted) -> None:
        if accepted.reboot:
            self.model.mark(name, Sent.AFTER_RESTART, value)
            words = translate(
                "ChargerSettings",
                "The charger has taken %1, and heeds it after a restart. Its menu has “Restart charger”.",
            )
            self._say(words.replace("%1", name), "wait")
        else:
            self.model.mark(name, Sent.TAKEN, value)
            self._say(translate("ChargerSettings", "The charger has taken %1.").replace("%1", name), "accent")

    def _not_taken(self, name: str, why: str) -> None:
        self.model.mark(name, Sent.FAILED)
        self._say(f"{name}: {why}", "fault")

    def _say(self, words: str, tone: Tone = "muted") -> None:
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(words)


class _Editor(QStyledItemDelegate):
    """Edits a value in its cell, in a field like every other."""

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(table)
        self._theme = theme

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setFont(self._theme.font(BODY))
        field.setAccessibleName(str(index.sibling(index.row(), NAME).data()))
        return field
