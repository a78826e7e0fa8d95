"""The Cards & people page: keeps its blocks in step with the live picture and what the history knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.core import card_numbers
from app.core.cards import Stranger
from app.core.changes import (
    BooksChanged,
    CardsChanged,
    CardShownChange,
    Change,
    ChargerChanged,
    CostChanged,
    PeopleChanged,
    SessionChanged,
)
from app.core.prices.kept import CostSum
from app.core.prices.limits import counted_by
from app.gui.card_names import CardNames
from app.gui.cards.blocks import (
    STRANGER_HEIGHT_PX,
    PersonBlock,
    StrangerNotice,
    StrangersLine,
    block_height,
)
from app.gui.cards.facts import Facts, read_facts
from app.gui.cards.files import CardFiles
from app.gui.cards.hand import Hand
from app.gui.cards.stranger_dialogs import StrangersDialog
from app.gui.cards.view import Book, Kind, Row, rows
from app.gui.history.undo_bar import UndoBar
from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme.tokens import PAGE_PADDING
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.card import EmptyState
from app.gui.widgets.fields import search_field
from app.gui.widgets.flow_layout import FlowItem
from app.gui.widgets.virtual_flow import VirtualFlow
from app.gui.words import charger_title

translate = QCoreApplication.translate

_TYPED_MS = 120
_SOON_MS = 300  # a card that is shown tells several things in a row
_EMPTY_PX = 320


class CardsPage(Page):
    """Who has which card, and what each may do."""

    def build(self) -> None:
        self._facts = Facts()
        self._rows: dict[str, Row] = {}
        self._unfolded: set[str] = set()
        self._shown = False
        self._read = False  # the facts, since the page was brought to the front
        self._asked_for = 0
        self._wanted: str | None = None  # a card to go to once it is known
        self.hand = Hand(self, lambda: self._facts)
        self.menu: QMenu | None = None
        self.strangers: StrangersDialog | None = None
        self.search = search_field(self.theme, self.icons, translate("Cards", "Find person or card"))
        self.search.setMinimumWidth(165)
        self.search.setMaximumWidth(200)
        self.add = button(self.theme, translate("Cards", "Add person"))
        self.add.clicked.connect(self.hand.add_person)
        self.teach = button(self.theme, translate("Cards", "Teach a card"), "primary")
        self.teach.clicked.connect(lambda: self.hand.teach())
        self.files = CardFiles(self)
        self.more = icon_button(self.icons, "more", translate("Cards", "More"), framed=True)
        self.more.setMenu(self._menu())
        self.undo_bar = UndoBar(self.theme, self.icons)
        self.flow = VirtualFlow(self._make, self._bind, self.title(), max_columns=1)
        bar_px = self.flow.verticalScrollBar().sizeHint().width()
        column = page_column(self)
        column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING - bar_px, 8)
        head = page_head(self.theme, self.title(), self.search, self.more, self.add, self.teach)
        head.setContentsMargins(0, 0, bar_px, 0)
        column.addLayout(head)
        column.addLayout(_as_wide_as_rows(self.files.notice, bar_px))
        column.addWidget(self.flow, 1)
        column.addLayout(_as_wide_as_rows(self.undo_bar, bar_px))
        self._typing = self.single_timer(_TYPED_MS, self._lay_out)
        self._soon = self.single_timer(_SOON_MS, self._reload)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search_asked.connect(self._focus_search)
        self.refresh_asked.connect(self._reload)
        self.hand.done.connect(self._done)
        self.hand.failed.connect(self._failed)
        self.hand.person_file_asked.connect(self.files.export_person)
        self.export_asked.connect(self.files.export_cards)
        self.hand.revealed_changed.connect(self._bind_all)
        self.undo_bar.undo_asked.connect(self.hand.undo)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WindowShortcut)
        undo.activated.connect(self.undo_bar.ask_undo)
        self.bridge.changed.connect(self._changed)

    # What the window asks

    def title(self) -> str:
        return translate("Cards", "Cards & people")

    def activated(self, about: object = None) -> None:
        """`about`: the number of a card, known or not, to be shown."""
        self._shown, self._read = True, False
        self._wanted = about if isinstance(about, str) else None
        if self._wanted is not None:
            self.search.clear()
        self._reload()

    def deactivated(self) -> None:
        self._shown = False
        self._asked_for += 1
        self._typing.stop()
        self._soon.stop()
        self.undo_bar.put_away()
        self.files.put_away()
        self.hand.hide_numbers()

    @staticmethod
    def heeds(change: Change) -> bool:
        """No messages, and a running session changes no figure here that could not wait for its end."""
        return isinstance(change, SessionChanged) and not change.session.open

    # What is read and told

    @Slot()
    def _reload(self) -> None:
        if self._shown:
            self._asked_for += 1
            self.ask.start(self._load(self._asked_for))

    async def _load(self, wanted: int) -> None:
        cards, people = tuple(self.bridge.cards.values()), tuple(self.bridge.people.values())
        book, costs = counted_by(self.bridge.books), dict(self.bridge.costs)

        def cost(session_id: int) -> CostSum | None:
            return None if book is None else costs.get((session_id, book.side))

        facts = await self.ask.read(read_facts, self.engine.history, cards, people, self.now(), book, cost)
        if wanted == self._asked_for:
            self._facts, self._read = facts, True
            self._lay_out()
            self._go_to_wanted()

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if not self._shown:
            return
        known = any(isinstance(change, CardsChanged | PeopleChanged) for change in batch)
        told = known or any(isinstance(change, CardShownChange | SessionChanged) for change in batch)
        told = told or any(self._costs_here(change) for change in batch)
        if told and not self._soon.isActive():
            self._soon.start()
        if known:
            self._lay_out()
        elif any(isinstance(change, ChargerChanged) for change in batch):
            self._bind_strangers()

    def _costs_here(self, change: Change) -> bool:
        """What is counted in money has changed."""
        if isinstance(change, BooksChanged):
            return True
        book = self._facts.book
        if book is None or not isinstance(change, CostChanged):
            return False
        return change.sum.final and change.sum.side is book.side

    def _go_to_wanted(self) -> None:
        """The card that the page was opened for."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        card = self._names().find(wanted)
        if card is not None:
            key = f"person {card.person_id}" if card.person_id in self.bridge.people else "nobody"
            self._unfold(key)
            self.flow.show_item(key)
            self.hand.edit_card(card.uid)
            return
        stranger = self._stranger(wanted)
        if stranger is not None:
            self.hand.name_stranger(stranger)

    # Rows and their widgets

    def _names(self) -> CardNames:
        return CardNames(self.bridge.cards.values(), self.bridge.people.values())

    @Slot()
    def _lay_out(self) -> None:
        if not self._read:
            return
        book = Book(self.bridge.cards, self.bridge.people, self.bridge.vehicles)
        facts = self._without_known()
        ordered = rows(book, facts, self.search.text(), self._unfolded, self.now())
        self._rows = {row.key: row for row in ordered}
        self.flow.set_items([FlowItem(row.key, row.kind.value, _height(row), wide=True) for row in ordered])
        self._show_strangers()

    def _without_known(self) -> Facts:
        """A card that was just named is no stranger, whatever was read a moment ago."""
        names = self._names()
        left = tuple(each for each in self._facts.strangers if names.find(each.card) is None)
        return replace(self._facts, strangers=left)

    def _make(self, kind: str) -> QWidget:
        match Kind(kind):
            case Kind.STRANGER:
                return self._make_notice()
            case Kind.STRANGERS:
                line = StrangersLine(self.theme)
                line.opened.connect(self._open_strangers)
                return line
            case Kind.BLOCK:
                block = PersonBlock(self.theme, self.icons)
                block.card_opened.connect(self.hand.edit_card)
                block.card_menu_asked.connect(self._card_menu)
                block.person_menu_asked.connect(self._person_menu)
                block.unfolded.connect(self._unfold)
                return block
            case Kind.EMPTY:
                empty = EmptyState(
                    self.theme,
                    self.icons,
                    "cards",
                    translate("Cards", "No card is known yet."),
                    translate("Cards", "Teach a card"),
                    detail=translate("Cards", "Hold one to a charger and give it a name and a person."),
                )
                empty.acted.connect(lambda: self.hand.teach())
                return empty
            case Kind.NOT_FOUND:
                words = translate("Cards", "Nobody and no card matches.")
                found = EmptyState(self.theme, self.icons, "search", words, translate("Cards", "Show all"))
                found.acted.connect(self.search.clear)
                return found

    def _make_notice(self) -> StrangerNotice:
        notice = StrangerNotice(self.theme)
        notice.blocked.connect(self.hand.block_stranger)
        notice.named.connect(self._name_stranger)
        return notice

    def _bind(self, widget: QWidget, key: str) -> None:
        row = self._rows[key]
        match widget:
            case PersonBlock():
                widget.show_row(row, self.hand.revealed)
            case StrangerNotice():
                if row.stranger is not None:
                    self._fill(widget, row.stranger)
            case StrangersLine():
                charger_id = row.strangers[0].charger_id
                title = charger_title(self.bridge.chargers.get(charger_id), charger_id)
                widget.show_strangers(row.strangers, title, self.now())

    def _fill(self, notice: StrangerNotice, stranger: Stranger) -> None:
        title = charger_title(self.bridge.chargers.get(stranger.charger_id), stranger.charger_id)
        notice.show_stranger(stranger, title, self._names(), self.now())

    @Slot()
    def _bind_all(self) -> None:
        for key in self._rows:
            self.flow.rebind(key)

    def _bind_strangers(self) -> None:
        for key, row in self._rows.items():
            if row.kind in (Kind.STRANGER, Kind.STRANGERS):
                self.flow.rebind(key)

    @Slot(str)
    def _unfold(self, key: str) -> None:
        self._unfolded.add(key)
        self._lay_out()
        block = self.flow.widget(key)
        if isinstance(block, PersonBlock) and not block.fold.isVisible() and block.lines:
            block.lines[0].more.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        who = menu.addAction(self.icons.icon("lock", "muted"), translate("Cards", "Who may charge…"))
        who.triggered.connect(lambda: self.open_page.emit("who", None))
        menu.addSeparator()
        menu.addAction(translate("Cards", "Import cards…")).triggered.connect(self.files.import_cards)
        menu.addAction(translate("Cards", "Export cards…")).triggered.connect(self.files.export_cards)
        return menu

    def _card_menu(self, uid: str, at: QPoint) -> None:
        self._pop(self.hand.card_menu(uid), at)

    def _person_menu(self, person_id: int, at: QPoint) -> None:
        self._pop(self.hand.person_menu(person_id), at)

    def _pop(self, menu: QMenu, at: QPoint) -> None:
        self.menu = menu
        menu.popup(at)

    def _stranger(self, number: str) -> Stranger | None:
        wanted = card_numbers.key(number)
        return next((each for each in self._facts.strangers if card_numbers.key(each.card) == wanted), None)

    @Slot(str)
    def _name_stranger(self, number: str) -> None:
        stranger = self._stranger(number)
        if stranger is not None:
            self.hand.name_stranger(stranger)

    @Slot()
    def _open_strangers(self) -> None:
        row = self._rows.get("strangers")
        if row is None:
            return
        self.strangers = StrangersDialog(self.theme, len(row.strangers), self)
        self.strangers.destroyed.connect(self._strangers_gone)
        self._show_strangers()
        self.strangers.open()

    def _strangers_gone(self) -> None:
        self.strangers = None

    def _show_strangers(self) -> None:
        """In the open list of them."""
        if self.strangers is None:
            return
        notices = []
        for each in self._without_known().strangers:
            notice = self._make_notice()
            self._fill(notice, each)
            notices.append(notice)
        self.strangers.show_notices(notices)
        if not notices:
            self.strangers.reject()

    @Slot(str, bool)
    def _done(self, words: str, can_undo: bool) -> None:
        self.undo_bar.say(words, 1 if can_undo else None)

    @Slot(str)
    def _failed(self, words: str) -> None:
        self.undo_bar.say(words, None)


def _as_wide_as_rows(widget: QWidget, bar_px: int) -> QHBoxLayout:
    """Beneath and above rows that leave room for the bar they are scrolled with."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, bar_px, 0)
    row.addWidget(widget)
    return row


def _height(row: Row) -> int:
    match row.kind:
        case Kind.STRANGER | Kind.STRANGERS:
            return STRANGER_HEIGHT_PX
        case Kind.BLOCK:
            return block_height(row)
        case _:
            return _EMPTY_PX
