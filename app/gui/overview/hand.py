"""The user's hand on the Overview: the menu of an outlet, its dialogs, the wishes sent and how each of them ended."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.core.commands import Accepted
from app.core.model import Charger, Outlet
from app.core.states import state_of
from app.gui.access.choices import with_lock
from app.gui.overview.acts import ACTS, OF_ACTION, RESUME, Act, Wish, limiting
from app.gui.overview.charger_settings import SettingsDialog
from app.gui.overview.dialogs import LimitDialog, NameDialog, PasswordDialog
from app.gui.overview.rows import Row
from app.gui.overview.view import Note
from app.gui.page import Page
from app.gui.widgets.dialog import Sure
from app.gui.words import Action

translate = QCoreApplication.translate


class Hand(QObject):
    """Knows, for each row, what was sent and not answered yet, and what came of the last wish."""

    def __init__(self, page: Page, changed: Callable[[str], None]) -> None:
        """`changed` is told the key of a row whose wish was sent or answered."""
        super().__init__(page)
        self._page = page
        self._changed = changed
        self._sending: set[str] = set()
        self._notes: dict[str, Note] = {}
        self._failures: dict[str, str] = {}  # of new chargers, by row

    # How it stands.

    def about_outlet(self, key: str) -> tuple[str, Note | None]:
        """The word for what is being sent, and how the last wish ended."""
        return (translate("Overview", "Sending…") if key in self._sending else ""), self._notes.get(key)

    def about_charger(self, charger_id: str) -> tuple[bool, str]:
        """Whether an answer to this new charger is being kept, and why the last one could not be."""
        key = f"new {charger_id}"
        return key in self._sending, self._failures.get(key, "")

    # New chargers.

    @Slot(str)
    def approve(self, charger_id: str) -> None:
        self._decide(charger_id, self._page.engine.site.wishes.approve(charger_id))

    @Slot(str)
    def refuse(self, charger_id: str) -> None:
        self._decide(charger_id, self._page.engine.site.wishes.refuse(charger_id))

    def _decide(self, charger_id: str, wish: Coroutine[Any, Any, Charger]) -> None:
        key = f"new {charger_id}"
        self._begin(key)
        self._page.ask(wish, failed=partial(self._failed, key, None), done=partial(self._done, key))

    # Outlets.

    def press(self, row: Row, action: Action) -> None:
        """The button of a card or a line."""
        self._wanted(row, OF_ACTION[action])

    def menu(self, row: Row) -> QMenu:
        """What can be done here, most wanted first; it goes away by itself."""
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        charger, outlet = self._charger(row), self._outlet(row)
        if row.number:
            for act in ACTS:
                if act.possible(charger, outlet):
                    self._add(menu, act.icon, act.word(), partial(self._wanted, row, act)).setToolTip(act.about())
                if act is RESUME and charger.online:
                    self._add(menu, "bolt", translate("Overview", "Limit current…"), partial(self._ask_limit, row))
            menu.addSeparator()
        who = translate("Overview", "Who may charge…")
        self._add(menu, "cards", who, partial(self._open, "who", row.charger_id))
        self._add_lock(menu, row)
        menu.addSeparator()
        self._add(menu, "edit", translate("Overview", "Rename…"), partial(self._ask_name, row))
        self._add(menu, "key", translate("Overview", "Password…"), partial(self._ask_password, row))
        if charger.online:
            settings = translate("Overview", "Charger settings…")
            self._add(menu, "settings", settings, partial(self._open_settings, row))
        messages = translate("Overview", "Show messages")
        self._add(menu, "message-log", messages, partial(self._open, "messages", row.charger_id))
        sessions = translate("Overview", "Show sessions")
        self._add(menu, "history", sessions, partial(self._open, "history", row.charger_id))
        menu.addSeparator()
        self._add(menu, "trash", translate("Overview", "Remove charger…"), partial(self._ask_remove, row))
        return menu

    def _add(self, menu: QMenu, icon: str, words: str, then: Callable[[], None]) -> QAction:
        made = menu.addAction(self._page.icons.icon(icon, "muted"), words)
        made.triggered.connect(then)
        return made

    def _add_lock(self, menu: QMenu, row: Row) -> None:
        locked = self._page.bridge.policy(row.charger_id).locked
        made = self._add(menu, "lock", translate("Overview", "Child lock"), partial(self._lock, row, not locked))
        made.setToolTip(translate("Overview", "Nobody can start here but from this computer."))
        made.setCheckable(True)
        made.setChecked(locked)

    def _lock(self, row: Row, locked: bool) -> None:
        policy = with_lock(self._page.bridge.policies, row.charger_id, locked)
        wish = self._page.engine.site.cards.set_policy(row.charger_id, policy)
        self._page.ask(wish, failed=partial(self._failed, row.key, row))

    def _open(self, page: str, about: str) -> None:
        self._page.open_page.emit(page, about)

    def _wanted(self, row: Row, act: Act) -> None:
        if not act.sure(self._outlet(row)):
            self._do(row, act.wish, act.done())
            return
        title = act.question().replace("%1", self._charger(row).title)
        sure = Sure(self._page.theme, title, act.about(), act.word(), "primary", self._page)
        sure.accepted.connect(partial(self._do, row, act.wish, act.done()))
        sure.open()

    def _do(self, row: Row, wish: Wish, done: str = "") -> None:
        """Send it; `done` is what to say when the charger agreed and nothing else will show it."""
        if row.key in self._sending:
            return
        self._begin(row.key)
        asked = wish(self._page.engine.site.wishes, row.charger_id, row.number)
        failed, agreed = partial(self._failed, row.key, row), partial(self._agreed, row, done)
        self._page.ask(asked, failed=failed, done=agreed)

    def _ask_limit(self, row: Row) -> None:
        dialog = LimitDialog(self._page.theme, self._outlet(row).limit_a, self._page)
        dialog.limited.connect(lambda limit_a: self._do(row, limiting(limit_a)))
        dialog.open()

    def _ask_name(self, row: Row) -> None:
        charger, outlet = self._charger(row), self._outlet(row)
        dialog = NameDialog(self._page.theme, charger.name, outlet.name if row.number else None, self._page)
        dialog.named.connect(partial(self._rename, row, charger.name, outlet.name))
        dialog.open()

    def _rename(self, row: Row, charger_was: str, outlet_was: str, charger: str, outlet: str) -> None:
        wishes, failed = self._page.engine.site.wishes, partial(self._failed, row.key, row)
        if charger != charger_was:
            self._page.ask(wishes.rename_charger(row.charger_id, charger), failed=failed)
        if row.number and outlet != outlet_was:
            self._page.ask(
                wishes.rename_outlet(row.charger_id, row.number, outlet), failed=partial(self._failed, row.key, row)
            )

    def _ask_password(self, row: Row) -> None:
        charger = self._charger(row)
        dialog = PasswordDialog(self._page.theme, charger.title, has_one=charger.has_password, parent=self._page)
        dialog.chosen.connect(partial(self._set_password, row))
        dialog.open()

    def _set_password(self, row: Row, password: str | None) -> None:
        self._begin(row.key)
        wish = self._page.engine.site.wishes.set_password(row.charger_id, password)
        self._page.ask(wish, failed=partial(self._failed, row.key, row), done=partial(self._password_kept, row))

    def _password_kept(self, row: Row, charger: Charger) -> None:
        kept = translate("Overview", "The password is kept. The charger must give it from its next call on.")
        none = translate("Overview", "This charger needs no password any more.")
        self._note(row, kept if charger.has_password else none, failed=False)
        self._done(row.key, charger)

    def _open_settings(self, row: Row) -> None:
        from app.gui.access.away_panel import AwayPanel  # wanted seldom, and not for the first picture
        from app.gui.overview.display_panel import DisplayPanel

        page, charger = self._page, self._charger(row)
        above = (AwayPanel(page, charger.id), DisplayPanel(page, charger.id))
        SettingsDialog(page.theme, page.icons, page.ask, page.engine.site.wishes, charger, page, above).open()

    def _ask_remove(self, row: Row) -> None:
        title = translate("Overview", "Remove %1?").replace("%1", self._charger(row).title)
        about = translate(
            "Overview", "It is forgotten and turned away until it is approved anew. Its sessions stay in History."
        )
        sure = Sure(self._page.theme, title, about, translate("Overview", "Remove"), "danger", self._page)
        sure.accepted.connect(partial(self._remove, row))
        sure.open()

    def _remove(self, row: Row) -> None:
        self._page.ask(
            self._page.engine.site.wishes.remove_charger(row.charger_id), failed=partial(self._failed, row.key, row)
        )

    # What came of it.

    def _begin(self, key: str) -> None:
        self._sending.add(key)
        self._notes.pop(key, None)
        self._failures.pop(key, None)
        self._changed(key)

    def _done(self, key: str, _result: object) -> None:
        self._sending.discard(key)
        self._changed(key)

    def _agreed(self, row: Row, done: str, accepted: Accepted) -> None:
        if accepted.later:
            done = translate("Overview", "The charger will do so when the running session ends.")
        if done:
            self._note(row, done, failed=False)
        self._done(row.key, accepted)

    def _failed(self, key: str, row: Row | None, words: str) -> None:
        if row is None:
            self._failures[key] = words
        else:
            self._note(row, words, failed=True)
        self._done(key, None)

    def _note(self, row: Row, words: str, *, failed: bool) -> None:
        state = state_of(self._charger(row), self._outlet(row), self._page.now())
        self._notes[row.key] = Note(words, failed, state)

    def _charger(self, row: Row) -> Charger:
        return self._page.bridge.chargers.get(row.charger_id) or Charger(row.charger_id)

    def _outlet(self, row: Row) -> Outlet:
        known = self._page.bridge.outlets.get((row.charger_id, row.number))
        return known or Outlet(row.charger_id, max(1, row.number))
