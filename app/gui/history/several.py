"""What is done from the list to the chosen sessions: each a wish, a sentence when it is done, and its undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.edits import Edit
from app.core.model import Person, Session
from app.gui.ask import Ask
from app.gui.history.assign_dialog import AssignDialog
from app.gui.history.foot import sessions_words
from app.gui.history.words import nobody
from app.gui.page import Engine
from app.gui.theme import Theme

translate = QCoreApplication.translate


class Several(QObject):
    """Hands the wishes over and tells how they ended."""

    done = Signal(str, object)
    """What was done, and the edit's number to undo it by, or None."""

    failed = Signal(str)
    """Why not, in words."""

    def __init__(
        self, theme: Theme, engine: Engine, ask: Ask, people: Callable[[], Sequence[Person]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._engine = engine
        self._ask = ask
        self._people = people
        self._window = window
        self.dialog: AssignDialog | None = None

    def assign(self, sessions: Sequence[Session]) -> None:
        """Ask for the person first."""
        if not sessions:
            return
        names = [person.name for person in self._people()]
        self.dialog = AssignDialog(self._theme, names, sessions_words(len(sessions)), self._window)
        self.dialog.named.connect(partial(self.assign_to, _ids(sessions)))
        self.dialog.open()

    def assign_to(self, ids: Sequence[int], person: str) -> None:
        """To the person of this name; "" for nobody."""
        wish = self._engine.site.bookkeeping.assign(ids, person=person)
        self._ask(wish, failed=self._failed, done=partial(self._assigned, person), to_the_end=True)

    def leave_out(self, sessions: Sequence[Session], leave: bool) -> None:
        """Out of every total, or in again."""
        if sessions:
            wish = self._engine.site.bookkeeping.exclude(_ids(sessions), leave)
            self._ask(wish, failed=self._failed, done=partial(self._left_out, leave), to_the_end=True)

    def undo(self, edit_id: int) -> None:
        self._ask(self._engine.site.bookkeeping.undo(edit_id), failed=self._failed, done=self._undone, to_the_end=True)

    def _assigned(self, person: str, edit: Edit) -> None:
        words = translate("History", "%1 assigned to %2.") if person else translate("History", "%1 assigned to nobody.")
        self._tell(words.replace("%2", person or nobody()), edit)

    def _left_out(self, leave: bool, edit: Edit) -> None:
        words = (
            translate("History", "%1 left out of all totals.") if leave else translate("History", "%1 counted again.")
        )
        self._tell(words, edit)

    def _tell(self, words: str, edit: Edit) -> None:
        self.done.emit(words.replace("%1", sessions_words(len(edit.parts))), edit.id)

    def _undone(self, _edit: Edit) -> None:
        self.done.emit(translate("History", "Undone."), None)

    def _failed(self, words: str) -> None:
        self.failed.emit(words)


def _ids(sessions: Sequence[Session]) -> list[int]:
    return [each.id for each in sessions]
