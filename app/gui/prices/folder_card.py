"""The folder that price files are put into: which one, what was taken from it last, and what waits for an answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.core.prices.folder import FolderState, WaitingFile, WatchedFolder
from app.gui.figures import local, moment, number
from app.gui.page import Page
from app.gui.page_parts import empty
from app.gui.prices.import_dialog import waiting_words
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.file_dialog import OneFileDialog, documents
from app.gui.widgets.labels import ElidedLabel, label, set_tone

translate = QCoreApplication.translate

_MOST_ASKING = 5
_MOST_NAMED = 3


class FolderCard(Card):
    """Keeps the choice as a preference; what becomes of it is told by the engine."""

    file_asked = Signal(str)
    """The user wants to look at this file and answer what it leaves open."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._files = OneFileDialog()
        self._shown: WatchedFolder | None = None
        theme = page.theme
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(theme, translate("Prices", "Price folder"), EMPHASIS, STRONG), 1)
        self.stop = button(theme, translate("Prices", "Stop watching"), "link")
        self.stop.clicked.connect(self._stop)
        head.addWidget(self.stop)
        self.choose = button(theme, translate("Prices", "Watch a folder…"), "link")
        self.choose.clicked.connect(self._choose)
        head.addWidget(self.choose)
        self.body.addLayout(head)
        self.state = label(theme, "", BODY, tone="muted", wrap=True)
        self.body.addWidget(self.state)
        self.problem = label(theme, tone="fault", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(GAP)
        self.body.addLayout(self.rows)

    def show_folder(self, watched: WatchedFolder) -> None:
        self.state.setText(_state_words(watched, self._page))
        set_tone(self.state, "wait" if watched.state is FolderState.GONE else "muted")
        self.stop.setVisible(watched.state is not FolderState.OFF)
        off = watched.state is FolderState.OFF
        words = translate("Prices", "Watch a folder…") if off else translate("Prices", "Another folder…")
        self.choose.setText(words)
        if self._shown is None or self._shown.waiting != watched.waiting:
            self._show_waiting(watched)
        self._shown = watched

    def _show_waiting(self, watched: WatchedFolder) -> None:
        empty(self.rows)
        asking = [each for each in watched.waiting if each.asks]
        for each in asking[:_MOST_ASKING]:
            self.rows.addWidget(hairline())
            self.rows.addWidget(self._asking(each))
        if len(asking) > _MOST_ASKING:
            words = translate("Prices", "%1 more files wait for an answer.")
            self._say(words.replace("%1", number(len(asking) - _MOST_ASKING)))
        others = [each for each in watched.waiting if not each.asks]
        for each in others[:_MOST_NAMED]:
            self._say(f"{each.name}: {waiting_words(each)}")
        if len(others) > _MOST_NAMED:
            words = translate("Prices", "%1 more files there are none of prices.")
            self._say(words.replace("%1", number(len(others) - _MOST_NAMED)))

    def _asking(self, file: WaitingFile) -> QWidget:
        theme = self._page.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label(theme, file.name))
        row.addWidget(ElidedLabel(theme, waiting_words(file), tone="wait"), 1)
        look = button(theme, translate("Prices", "Answer…"))
        look.setAccessibleName(f"{look.text()} {file.name}")
        look.clicked.connect(lambda: self.file_asked.emit(file.path))
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignRight)
        return holder

    def _say(self, words: str) -> None:
        self.rows.addWidget(label(self._page.theme, words, SMALL, tone="muted", wrap=True))

    # Choosing

    @Slot()
    def _choose(self) -> None:
        if self._files.in_front():
            return
        start = self._page.engine.preferences.prices_folder or documents()
        dialog = QFileDialog(self, translate("Prices", "Watch a folder"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        self._files.open(dialog)

    @Slot(str)
    def chosen(self, folder: str) -> None:
        """Watch this one; "" for none."""
        self.problem.hide()
        wanted = replace(self._page.engine.preferences, prices_folder=folder)
        self._page.ask(self._page.engine.prefer(wanted), busy=[self.choose, self.stop], failed=self._failed)

    @Slot()
    def _stop(self) -> None:
        self.chosen("")

    def _failed(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def _state_words(watched: WatchedFolder, page: Page) -> str:
    folder = _short(watched.folder)
    match watched.state:
        case FolderState.OFF:
            return translate(
                "Prices", "Price files that are put into a folder that you choose are taken in by themselves."
            )
        case FolderState.GONE:
            words = translate("Prices", "%1 is not there or cannot be looked into. It is looked for until it is back.")
            return words.replace("%1", folder)
    taken = watched.taken
    if taken is None:
        words = translate("Prices", "Watching %1. Price files that are put there are taken in by themselves.")
        return words.replace("%1", folder)
    words = translate("Prices", "Watching %1: last file %2, %3 prices, %4.")
    now = page.now()
    when = moment(taken.at, now)
    if local(taken.at).date() == local(now).date():
        when = translate("Prices", "today %1").replace("%1", when)
    return words.replace("%1", folder).replace("%2", taken.name).replace("%3", number(taken.prices)).replace("%4", when)


def _short(folder: str) -> str:
    """As people write it: what lies in their home begins with ~."""
    try:
        return str(Path("~") / Path(folder).relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return folder
