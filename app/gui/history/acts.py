"""What can be done to a session: a menu, its keys, and the dialogs that open from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.core.edits import Edit
from app.core.interfaces import History
from app.core.model import Session
from app.gui.ask import Ask
from app.gui.charts.curve import PowerCurve
from app.gui.history.changes_card import BIRTHS
from app.gui.history.detail_reading import Whole, places
from app.gui.history.edit_dialogs import AddSessionDialog, CorrectDialog, Place
from app.gui.history.missing import MissingEnergyDialog
from app.gui.history.split_dialog import SplitDialog
from app.gui.icons import Icons
from app.gui.page import Engine, Now
from app.gui.theme import Theme
from app.gui.widgets.dialog import Sure

translate = QCoreApplication.translate

_KEYS: Final = {
    "correct": "F2",
    "split": "Ctrl+D",
    "undo": "Ctrl+Z",
    "add": "Ctrl+Shift+N",
    "missing": "Ctrl+M",
    "delete": "Del",
}


class Acts(QObject):
    """Knows the session that is shown; what was written is told, and read anew by whoever shows it."""

    written = Signal(object)
    """An `Edit` that is kept."""

    failed = Signal(str)
    """Why something was not kept."""

    def __init__(self, page: QWidget, theme: Theme, icons: Icons, engine: Engine, ask: Ask, now: Now) -> None:
        """The keys work while `page` is shown; dialogs open over its window."""
        super().__init__(page)
        self._page = page
        self._theme, self._icons = theme, icons
        self._engine, self._ask, self._now = engine, ask, now
        self._session: Session | None = None
        self._place = ""
        self._whole: Whole | None = None
        self._curve = PowerCurve()
        self.dialog: QDialog | None = None
        self.menu = QMenu(page)
        self.correct = self._action("correct", translate("Session", "Correct…"), self._correct)
        self.split = self._action("split", translate("Session", "Split…"), self._split)
        self.undo = self._action("undo", translate("Session", "Undo the last change"), self._undo_last)
        self.menu.addSeparator()
        self.add = self._action("add", translate("Session", "Add session…"), self.add_session)
        self.missing = self._action("missing", translate("Session", "Missing energy…"), self.show_missing)
        self._before_delete = self.menu.addSeparator()
        self.delete = self._action("delete", translate("Session", "Delete…"), self._delete)

    def _action(self, key: str, words: str, act: Callable[[], None]) -> QAction:
        action = QAction(words, self._page)
        action.setShortcut(QKeySequence(_KEYS[key]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False: act())
        self._page.addAction(action)
        self.menu.addAction(action)
        return action

    def show_session(self, session: Session, place: str, whole: Whole | None, curve: PowerCurve) -> None:
        self._session, self._place, self._whole, self._curve = session, place, whole, curve
        read = whole is not None and not session.open
        self.correct.setEnabled(read)
        self.split.setEnabled(read and session.booked.stopped_at != session.booked.started_at)
        self.undo.setEnabled(self._last() is not None)
        born = self._birth() is not None
        self.delete.setVisible(born)
        self.delete.setEnabled(born)
        self._before_delete.setVisible(born)

    def undo_edit(self, edit_id: int, busy: Sequence[QWidget] = ()) -> None:
        wish = self._engine.site.bookkeeping.undo(edit_id)
        self._ask(wish, busy=busy, failed=self._tell_failed, done=self._tell_written, to_the_end=True)

    def _tell_failed(self, words: str) -> None:
        self.failed.emit(words)

    def _tell_written(self, edit: Edit) -> None:
        self.written.emit(edit)

    # Of the session that is shown

    def _correct(self) -> None:
        if self._session is not None and self._whole is not None:
            dialog = CorrectDialog(
                self._theme,
                self._engine,
                self._ask,
                self._now,
                self._session,
                self._place,
                split=self._whole.split,
                parent=self._page.window(),
            )
            dialog.written.connect(self.written)
            self._open(dialog)

    def _split(self) -> None:
        if self._session is not None and self._whole is not None:
            dialog = SplitDialog(
                self._theme,
                self._engine,
                self._ask,
                self._session,
                self._curve,
                self._whole.readings,
                self._page.window(),
            )
            dialog.written.connect(self.written)
            self._open(dialog)

    def _last(self) -> Edit | None:
        """The newest change that stands and can be undone for itself."""
        edits = () if self._whole is None else self._whole.edits
        standing = next((edit for edit in edits if edit.undone_at is None), None)
        return None if standing is None or standing.kind in BIRTHS else standing

    def _birth(self) -> Edit | None:
        edits = () if self._whole is None else self._whole.edits
        return next((edit for edit in edits if edit.kind in BIRTHS and edit.undone_at is None), None)

    def _undo_last(self) -> None:
        last = self._last()
        if last is not None:
            self.undo_edit(last.id)

    def _delete(self) -> None:
        birth = self._birth()
        if birth is None:
            return
        about = translate("Session", "No charger told of it, so it is gone for good. Its number is never given again.")
        title = translate("Session", "Delete this session?")
        dialog = Sure(self._theme, title, about, translate("Session", "Delete"), "danger", self._page.window())
        dialog.accepted.connect(partial(self.undo_edit, birth.id))
        self._open(dialog)

    # Of any session

    def add_session(self, charger_id: str | None = None) -> None:
        """Ask for a session that no charger told of; at this charger at first."""
        shown = self._session if self._page.isVisible() else None
        chosen = charger_id or (shown.charger_id if shown is not None else None)
        self._ask.show(partial(_read_choices, self._engine.history), partial(self._open_add, chosen), later=False)

    def _open_add(self, charger_id: str | None, choices: tuple[list[Place], list[str]]) -> None:
        dialog = AddSessionDialog(
            self._theme, self._engine, self._ask, self._now, *choices, self._page.window(), charger_id
        )
        dialog.written.connect(self.written)
        self._open(dialog)

    def show_missing(self) -> None:
        """Where meters counted on and nobody told of it."""
        dialog = MissingEnergyDialog(self._theme, self._icons, self._engine, self._ask, self._now, self._page.window())
        dialog.written.connect(self.written)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None


def _read_choices(history: History) -> tuple[list[Place], list[str]]:
    return places(history), [person.name for person in history.people()]
