"""Cards and people in and out as files: the system's dialog, the wish, and the line that says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFileDialog

from app.core.cards_file import CardsFileDone
from app.core.model import Person
from app.gui.cards.file_words import counted_words, no_such_charger_words
from app.gui.page import Page
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Banner, CardKind
from app.gui.widgets.file_dialog import OneFileDialog, documents

translate = QCoreApplication.translate

_SHOWN_MS: Final = 30_000
# What no system takes in a file's name.
_NOT_IN_NAMES: Final = '<>:"/\\|?*'


class CardFiles(QObject):
    """One file dialog at a time; `notice` is for the page to place."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.files = OneFileDialog()
        self.notice = Banner(page.theme, "plain", "")
        away = button(page.theme, translate("CardsFile", "Close"))
        away.clicked.connect(self.put_away)
        self.notice.add_button(away)
        self.notice.hide()
        self._leaves = page.single_timer(_SHOWN_MS, self.put_away)

    def put_away(self) -> None:
        self._leaves.stop()
        self.notice.hide()

    # What is asked for

    def import_cards(self) -> None:
        dialog = self._dialog(translate("CardsFile", "Import cards"), csv=True)
        if dialog is not None:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(lambda named: self.take_in(Path(named)))
            self.files.open(dialog)

    def export_cards(self) -> None:
        proposed = translate("CardsFile", "Cards and people")
        self._ask_where(translate("CardsFile", "Export cards"), proposed, "csv", self.write)

    def export_person(self, person_id: int) -> None:
        person = self._page.bridge.people.get(person_id)
        if person is not None:
            title = translate("CardsFile", "Everything stored of %1").replace("%1", person.name)
            self._ask_where(title, person.name, "json", partial(self.write_person, person))

    def take_in(self, file: Path) -> None:
        failed = partial(self._failed, translate("CardsFile", "Nothing was taken in."))
        self._page.ask(self._page.engine.take_in_cards(file), failed=failed, done=self._taken_in, to_the_end=True)

    def write(self, file: Path) -> None:
        done = partial(self._written, file)
        self._page.ask(self._page.engine.write_cards(file), failed=self._not_written, done=done, to_the_end=True)

    def write_person(self, person: Person, file: Path) -> None:
        words = translate("CardsFile", "Everything stored of %1 is written to %2").replace("%1", person.name)
        done = partial(self._person_written, words.replace("%2", file.name), file)
        wish = self._page.engine.write_person(person.id, file)
        self._page.ask(wish, failed=self._not_written, done=done, to_the_end=True)

    # The dialog

    def _ask_where(self, title: str, name: str, suffix: str, then: Callable[[Path], None]) -> None:
        dialog = self._dialog(title, csv=suffix == "csv")
        if dialog is not None:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(suffix)
            plain = "".join("-" if sign in _NOT_IN_NAMES or not sign.isprintable() else sign for sign in name)
            dialog.selectFile(f"{plain}.{suffix}")
            dialog.fileSelected.connect(lambda named: then(Path(named)))
            self.files.open(dialog)

    def _dialog(self, title: str, *, csv: bool) -> QFileDialog | None:
        """None: one is open already, and has come forward."""
        if self.files.in_front():
            return None
        kind = translate("CardsFile", "Cards as CSV (*.csv)") if csv else translate("CardsFile", "JSON (*.json)")
        everything = translate("CardsFile", "All files (*)")
        dialog = QFileDialog(self._page, title)
        dialog.setNameFilters([kind, everything])
        folder = documents()
        if Path(folder).is_dir():
            dialog.setDirectory(folder)
        return dialog

    # How it ended

    def _taken_in(self, done: CardsFileDone) -> None:
        title = translate("CardsFile", "%1 taken in.").replace("%1", counted_words(done))
        self._say(title, no_such_charger_words(done), kind="wait" if done.no_such_chargers else "plain")

    def _written(self, file: Path, done: CardsFileDone) -> None:
        words = translate("CardsFile", "%1 written to %2").replace("%1", counted_words(done))
        self._say(words.replace("%2", file.name), str(file.parent))

    def _person_written(self, words: str, file: Path, _nothing: None) -> None:
        self._say(words, str(file.parent))

    def _failed(self, title: str, words: str) -> None:
        self._say(title, words, kind="fault")

    def _not_written(self, words: str) -> None:
        self._failed(translate("CardsFile", "The file was not written."), words)

    def _say(self, title: str, text: str = "", *, kind: CardKind = "plain") -> None:
        """What went wrong, or may be wrong, stays until it is closed."""
        self.notice.set_kind(kind)
        self.notice.say(title, text)
        self.notice.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.notice, QAccessible.Event.Alert))
        self._leaves.stop()
        if kind == "plain":
            self._leaves.start()
