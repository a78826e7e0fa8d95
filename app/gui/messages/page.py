"""The message log: every frame to and from the chargers, followed live, searched, copied, read in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.card_numbers import masked_text
from app.core.changes import Change, MessagesLogged
from app.core.contact import RawMessage
from app.core.interfaces import MessageQuery
from app.gui.charger_choice import ChargerChoice
from app.gui.figures import number
from app.gui.messages.frame import laid_out
from app.gui.messages.model import ACTION, CHARGER, DIRECTION, ID, NOTE, TIME, MessagesModel
from app.gui.messages.notes import note_words
from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState
from app.gui.widgets.fields import search_field
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

PAGE_ROWS: Final = 500
# New rows are looked for this long after the first word of them, so that a flood costs a few reads a second.
_FOLLOW_MS: Final = 300
_LOOKS: Final = 3
_TYPING_MS: Final = 250
# The note takes what is left. The column of times is as wide as their words, which have the date where it is not today.
_WIDTHS: Final = {DIRECTION: 86, CHARGER: 106, ID: 82}
_ACTION_PX: Final = (184, 230)  # in a window narrower than the next, and in others
_ROOM_FOR_ACTION_PX: Final = 900
_CELL_PX: Final = 26


class MessagesPage(Page):
    """Newest on top. Following stops at a press, or by scrolling away from the top, and nothing moves then."""

    def build(self) -> None:
        self._shown = False
        self._following = True
        self._reading = False
        self._looks_left = 0
        self._asked_for = 0  # the number of the newest question; answers to older ones are dropped
        column = page_column(self)
        self.follow = button(self.theme, "", icons=self.icons, icon="pause")
        self.copy = button(self.theme, translate("Messages", "Copy"), icons=self.icons, icon="copy")
        column.addLayout(page_head(self.theme, self.title(), self.follow, self.copy))
        column.addLayout(self._filters())
        column.addWidget(self._body(), 1)

        self._follow_timer = self.single_timer(_FOLLOW_MS, self._look)
        self._typing_timer = self.single_timer(_TYPING_MS, self.reload)
        self.follow.clicked.connect(self._toggle_following)
        self.copy.clicked.connect(self._copy)
        self.search.textChanged.connect(self._typed)
        self.charger.currentIndexChanged.connect(self.reload)
        self.model.more_wanted.connect(self._page_back)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.search_asked.connect(self.search.setFocus)
        self.refresh_asked.connect(self.reload)
        self.bridge.changed.connect(self._changed)
        self._say_following()

    def title(self) -> str:
        return translate("Messages", "Message log")

    def activated(self, about: object = None) -> None:
        self._shown = True
        self.numbers.setChecked(False)  # each time it is asked for on purpose
        self.charger.fill(self.bridge.chargers, about if isinstance(about, str) else self.charger.charger_id)
        self.reload()
        self._follow_up()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        self._shown = False
        self._asked_for += 1
        self._follow_timer.stop()
        self._typing_timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = _ACTION_PX[self.width() >= _ROOM_FOR_ACTION_PX]
        self.table.horizontalHeader().resizeSection(ACTION, width)

    # Building

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.charger = ChargerChoice(self.theme)
        self.charger.fill(self.bridge.chargers, None)
        row.addWidget(self.charger)
        self.waiting = label(self.theme, tone="muted")
        row.addWidget(self.waiting)
        row.addStretch(1)
        self.numbers = QCheckBox(translate("Messages", "Show card numbers"))
        self.numbers.setFont(self.theme.font(BODY))
        self.numbers.setToolTip(
            translate("Messages", "Who knows a card's number can make a copy of it. Copied messages follow this too.")
        )
        self.numbers.toggled.connect(self._selected)
        row.addWidget(self.numbers)
        self.search = search_field(self.theme, self.icons, translate("Messages", "Search in the messages"))
        self.search.setMinimumWidth(260)
        row.addWidget(self.search)
        return row

    def _body(self) -> QStackedWidget:
        self.model = MessagesModel(self)
        self.table = Table(self.theme, self.title())
        self.table.setSortingEnabled(False)
        self.table.setModel(self.model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        rows = Card()
        rows.body.setContentsMargins(10, 6, 10, 10)
        rows.body.addWidget(self.table)

        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setFont(self.theme.font(SMALL + 1, fixed=True))
        self.whole.setAccessibleName(translate("Messages", "The whole message"))
        self.whole.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.heading = ElidedLabel(self.theme, "", BODY, STRONG)
        self.note = label(self.theme, tone="wait", wrap=True)
        detail = Card()
        detail.body.addWidget(self.heading)
        detail.body.addWidget(self.note)
        detail.body.addWidget(self.whole, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(GAP)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.splitter.addWidget(rows)
        self.splitter.addWidget(detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        detail.setMinimumHeight(150)
        rows.setMinimumHeight(160)

        self.empty = self._empty(
            translate("Messages", "No messages yet."),
            translate("Messages", "What the chargers and this computer say to each other is listed here."),
        )
        self.nothing_found = self._empty(
            translate("Messages", "No message matches."), action=translate("Messages", "Show all")
        )
        self.body = QStackedWidget()
        for each in (self.splitter, self.empty, self.nothing_found):
            self.body.addWidget(each)
        return self.body

    def _empty(self, sentence: str, detail: str = "", action: str = "") -> QWidget:
        card = Card()
        state = EmptyState(self.theme, self.icons, "message-log", sentence, action, detail=detail)
        state.acted.connect(self._show_all)
        card.body.addWidget(state, 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        return holder

    # Reading

    def _query(self, before_id: int | None = None) -> MessageQuery:
        return MessageQuery(
            charger_id=self.charger.charger_id,
            text=self.search.text().strip(),
            before_id=before_id,
            limit=PAGE_ROWS,
        )

    def reload(self) -> None:
        """Read anew from the newest."""
        self._asked_for += 1
        self.waiting.setText("")
        self.ask.start(self._start(self._asked_for))

    async def _start(self, asked_for: int) -> None:
        messages = await self.ask.read(self.engine.history.messages, self._query())
        if asked_for == self._asked_for:
            names = {charger.id: charger.title for charger in self.bridge.chargers.values()}
            self.model.start(messages, complete=len(messages) < PAGE_ROWS, names=names, now=self.now())
            self.table.scrollToTop()
            if messages:
                self.table.selectRow(0)
            self._show_rows()

    def _page_back(self) -> None:
        if not self._reading:
            self._reading = True
            self.ask.start(self._older(self._asked_for, self.model.oldest_id))

    async def _older(self, asked_for: int, before_id: int | None) -> None:
        try:
            older = await self.ask.read(self.engine.history.messages, self._query(before_id))
        finally:
            self._reading = False
        if asked_for == self._asked_for and before_id == self.model.oldest_id:
            self.model.append(older, complete=len(older) < PAGE_ROWS)

    def _changed(self, changes: Sequence[Change]) -> None:
        wanted = self.charger.charger_id
        logged = (change for change in changes if isinstance(change, MessagesLogged))
        if self._shown and any(wanted in (None, change.charger_id) for change in logged):
            self._follow_up()

    def _follow_up(self) -> None:
        """The log is written up to half a second after it is spoken of: look more than once."""
        self._looks_left = _LOOKS
        if not self._follow_timer.isActive():
            self._follow_timer.start()

    def _look(self) -> None:
        self._looks_left -= 1
        self.ask.start(self._newer(self._asked_for))
        if self._looks_left > 0:
            self._follow_timer.start()

    async def _newer(self, asked_for: int) -> None:
        found = await self.ask.read(self.engine.history.messages, self._query())
        if asked_for != self._asked_for:
            return
        newer = [message for message in found if message.id > self.model.newest_id]
        if not newer:
            return
        if not self._following:
            many = number(len(newer)) + ("+" if len(newer) == PAGE_ROWS else "")
            self.waiting.setText(translate("Messages", "%1 new").replace("%1", many))
        elif len(newer) == PAGE_ROWS:
            self._install(found)
        else:
            self._insert(newer)

    def _insert(self, newer: Sequence[RawMessage]) -> None:
        bar = self.table.verticalScrollBar()
        at_top = bar.value() == bar.minimum()
        chosen_newest = self.table.currentIndex().row() <= 0 and len(self.table.selectionModel().selectedRows()) <= 1
        height = self.table.verticalHeader().defaultSectionSize() * len(newer)
        self.model.prepend(newer)
        if at_top:
            self.table.scrollToTop()
            if chosen_newest and not self.whole.hasFocus():
                self.table.selectRow(0)
        else:
            bar.setValue(bar.value() + height)
        self._show_rows()

    def _install(self, found: Sequence[RawMessage]) -> None:
        """More came than is read at once: begin anew, so that no gap is shown as if nothing were missing."""
        names = {charger.id: charger.title for charger in self.bridge.chargers.values()}
        self.model.start(found, complete=False, names=names, now=self.now())
        self.table.selectRow(0)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.model.messages:
            focus = self.focusWidget()
            back_to_table = self.hasFocus() or (focus is not None and self.nothing_found.isAncestorOf(focus))
            self.body.setCurrentWidget(self.splitter)
            # The oldest: if any has its date in front, it has.
            oldest = self.model.index(len(self.model.messages) - 1, TIME).data()
            words_px = self.table.fontMetrics().horizontalAdvance(str(oldest))
            self.table.horizontalHeader().resizeSection(TIME, words_px + _CELL_PX)
            if back_to_table:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # Before the table is hidden: Qt would hand its focus to whatever comes next.
            if self.table.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            searched = self.search.text().strip() or self.charger.charger_id is not None
            self.body.setCurrentWidget(self.nothing_found if searched else self.empty)
        self.copy.setEnabled(bool(self.model.messages))

    # Acting

    def _typed(self, _text: str) -> None:
        self._typing_timer.start()

    def _show_all(self) -> None:
        self.charger.setCurrentIndex(0)
        self.search.clear()
        self.reload()

    def _toggle_following(self) -> None:
        self._following = not self._following
        self._say_following()
        if self._following:
            self.reload()

    def _say_following(self) -> None:
        following = translate("Messages", "Pause"), "pause"
        paused = translate("Messages", "Follow"), "play"
        words, icon = following if self._following else paused
        self.follow.setText(words)
        self.follow.setIcon(self.icons.icon(icon))

    def _selected(self, *_what: object) -> None:
        """Show the one message that is chosen, or show it anew."""
        rows = self.table.selectionModel().selectedRows()
        if len(rows) != 1:
            return
        message = self.model.messages[rows[0].row()]
        text, cut = laid_out(message.text, masked=not self.numbers.isChecked())
        if cut:
            text += "\n" + translate("Messages", "… the rest is too long to show.")
        self.heading.setText(" · ".join(str(self.model.index(rows[0].row(), place).data()) for place in (0, 1, 2, 3)))
        self.note.setText(note_words(message.note))
        self.note.setVisible(bool(message.note))
        self.whole.setPlainText(text)

    def _copy(self) -> None:
        """The selected messages as they crossed the wire, one a line; cards are masked as they are on the screen."""
        whole = self.numbers.isChecked()
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = []
        for row in rows:
            message = self.model.messages[row]
            text = message.text if whole else masked_text(message.text)
            at = message.at.isoformat(timespec="milliseconds")
            lines.append(f"{at} {message.direction.value} {message.charger_id} {text}")
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))
