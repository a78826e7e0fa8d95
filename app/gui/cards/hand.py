"""The user's hand on Cards & people: the menus, the dialogs, the wishes, and how the last one is undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.core import card_numbers
from app.core.cards import Card, PersonUse, Stranger
from app.core.model import Person
from app.gui.cards.card_dialog import CardDialog
from app.gui.cards.facts import Facts
from app.gui.cards.person_dialog import PersonDialog
from app.gui.cards.stranger_dialogs import WhoseDialog
from app.gui.cards.why_dialog import WhyDialog
from app.gui.cards.words import card_title, month_words
from app.gui.page import Page
from app.gui.widgets.dialog import Sure
from app.gui.words import charger_title

translate = QCoreApplication.translate

_Undo = Callable[[], Coroutine[Any, Any, Card]]


class Hand(QObject):
    """Knows what was done last, and which cards' numbers are shown."""

    done = Signal(str, bool)
    """What was done, in words, and whether it can be undone."""

    failed = Signal(str)
    person_file_asked = Signal(int)
    """Everything stored of this person is wanted as a file."""

    revealed_changed = Signal()

    def __init__(self, page: Page, facts: Callable[[], Facts]) -> None:
        super().__init__(page)
        self._page = page
        self._facts = facts
        self._undo: _Undo | None = None
        self.revealed: frozenset[str] = frozenset()

    # People

    @Slot()
    def add_person(self) -> None:
        self._open_person(None)

    def edit_person(self, person_id: int) -> None:
        self._open_person(person_id)

    def _open_person(self, person_id: int | None) -> None:
        page = self._page
        person = None if person_id is None else page.bridge.people.get(person_id)
        facts, month = self._facts(), ""
        if person is not None:
            month = month_words(facts.month.get(person.id, PersonUse(0, 0)), facts.book)
        PersonDialog(page.theme, page.icons, page.engine, page.bridge, page.ask, person, page, month).open()

    def person_menu(self, person_id: int) -> QMenu:
        menu = self._menu()
        self._add(menu, "edit", translate("Cards", "Edit…"), partial(self.edit_person, person_id))
        self._add(menu, "plus", translate("Cards", "Teach a card…"), partial(self.teach, person_id))
        menu.addSeparator()
        stored = translate("Cards", "Everything stored of this person…")
        self._add(menu, "export", stored, partial(self.person_file_asked.emit, person_id))
        self._add(menu, "trash", translate("Cards", "Erase…"), partial(self.erase, person_id))
        return menu

    def erase(self, person_id: int) -> None:
        """Only after a yes to what goes and what stays."""
        person = self._page.bridge.people.get(person_id)
        if person is None:
            return
        title = translate("Cards", "Erase everything about %1?").replace("%1", person.name)
        about = translate(
            "Cards",
            "The name, the cards and their numbers, the vehicles and the notes go for good, also from the log of "
            "messages. The energy of the sessions stays, under nobody's name, so that totals hold. Statements that "
            "were issued keep the name: they are never changed. Backups that were made before keep it all until they "
            "are deleted.",
        )
        sure = Sure(self._page.theme, title, about, translate("Cards", "Erase for good"), "danger", self._page)
        sure.accepted.connect(partial(self._erase, person))
        sure.open()

    def _erase(self, person: Person) -> None:
        said = translate("Cards", "%1 is erased.").replace("%1", person.name)
        wish = self._page.engine.site.privacy.erase_person(person.id)
        self._page.ask(wish, failed=self._failed, done=partial(self._done, said, None), to_the_end=True)

    # Cards

    def teach(self, person_id: int | None = None) -> None:
        """Hold a card to a charger and name it."""
        from app.gui.learning.dialog import LearnCardDialog

        page = self._page
        parts = (page.theme, page.icons, page.engine, page.bridge, page.ask, page.now)
        LearnCardDialog(*parts, person_id=person_id, parent=page).open()

    def card_menu(self, uid: str) -> QMenu:
        menu, card = self._menu(), self._card(uid)
        if card is None:
            return menu
        self._add(menu, "edit", translate("Cards", "Edit…"), partial(self.edit_card, uid))
        word = translate("Cards", "Allow") if card.blocked else translate("Cards", "Block")
        self._add(menu, "check" if card.blocked else "lock", word, partial(self.block, uid, not card.blocked))
        shown = uid in self.revealed
        word = translate("Cards", "Hide number") if shown else translate("Cards", "Show number")
        self._add(menu, "key", word, partial(self.reveal, uid, not shown))
        menu.addSeparator()
        self._add(menu, "help", translate("Cards", "What it was answered…"), partial(self.show_why, uid))
        sessions = translate("Cards", "Show sessions")
        self._add(menu, "history", sessions, partial(self._page.open_page.emit, "history", card))
        menu.addSeparator()
        self._add(menu, "trash", translate("Cards", "Remove"), partial(self.remove, uid))
        return menu

    def edit_card(self, uid: str) -> None:
        page, card = self._page, self._card(uid)
        if card is not None:
            used = self._facts().used(card)
            CardDialog(page.theme, page.icons, page.engine, page.bridge, page.ask, card, used, page.now(), page).open()

    def block(self, uid: str, blocked: bool = True) -> None:
        card, book = self._card(uid), self._page.engine.site.cards
        if card is not None:
            words = translate("Cards", "%1 is blocked.") if blocked else translate("Cards", "%1 is allowed.")
            said = words.replace("%1", card_title(card))
            self._do(book.block(uid, blocked), said, partial(book.block, uid, not blocked))

    def remove(self, uid: str) -> None:
        card, book = self._card(uid), self._page.engine.site.cards
        if card is not None:
            words = translate("Cards", "%1 is forgotten. Its sessions stay in History.")
            self._do(book.remove(uid), words.replace("%1", card_title(card)), partial(book.add, card))

    def reveal(self, uid: str, shown: bool = True) -> None:
        self.revealed = self.revealed | {uid} if shown else self.revealed - {uid}
        self.revealed_changed.emit()

    def hide_numbers(self) -> None:
        self.revealed = frozenset()

    def show_why(self, uid: str) -> None:
        page, card = self._page, self._card(uid)
        if card is not None:
            WhyDialog(page.theme, page.engine, page.ask, card, page.bridge.chargers, page.now(), page).open()

    # Strangers

    @Slot(str)
    def block_stranger(self, number: str) -> None:
        book = self._page.engine.site.cards
        words = translate("Cards", "%1 is blocked. It stands among the cards of nobody.")
        said = words.replace("%1", card_numbers.masked(number))
        self._do(book.add(Card(number, blocked=True)), said, partial(book.remove, number))

    def name_stranger(self, stranger: Stranger) -> None:
        page = self._page
        where = charger_title(page.bridge.chargers.get(stranger.charger_id), stranger.charger_id)
        WhoseDialog(page.theme, page.engine, page.bridge, page.ask, stranger, where, page).open()

    # Done, and undone

    def _do(self, wish: Coroutine[Any, Any, Card], said: str, undo: _Undo) -> None:
        self._page.ask(wish, failed=self._failed, done=partial(self._done, said, undo), to_the_end=True)

    def _done(self, said: str, undo: _Undo | None, _kept: Card | Person) -> None:
        self._undo = undo
        self.done.emit(said, undo is not None)

    def _failed(self, words: str) -> None:
        self.failed.emit(words)

    @Slot(int)
    def undo(self, _number: int = 0) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            said = translate("Cards", "Undone.")
            self._page.ask(undo(), failed=self._failed, done=partial(self._done, said, None), to_the_end=True)

    # Helpers of the above

    def _card(self, uid: str) -> Card | None:
        return self._page.bridge.cards.get(card_numbers.key(uid))

    def _menu(self) -> QMenu:
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, icon: str, words: str, then: Callable[[], None]) -> QAction:
        made = menu.addAction(self._page.icons.icon(icon, "muted"), words)
        made.triggered.connect(lambda: then())
        return made
