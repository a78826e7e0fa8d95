"""Whose session it is, what drove it, a note, and whether it counts: changed where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.model import Session
from app.gui.history.edit_words import Known
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GAP, GUTTER
from app.gui.widgets.card import Card
from app.gui.widgets.named import NameBox, Named

translate = QCoreApplication.translate

_FEWEST_LINES, _MOST_LINES = 2, 8
_AROUND_TEXT_PX = 30
_ESC, _ENTER = Qt.Key.Key_Escape, (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """A few lines that are kept on Ctrl+Enter or when they are left; Esc takes back what was typed."""

    kept = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font(BODY))
        self.setTabChangesFocus(True)
        self.setAccessibleName(translate("Session", "Note"))
        self.setPlaceholderText(translate("Session", "Write what should be remembered about it"))
        self._given = ""
        self._sent: str | None = None  # on its way to be kept
        self._refused: str | None = None  # was, and could not be
        self.textChanged.connect(self._settle_height)
        self._settle_height()

    def _settle_height(self) -> None:
        """As high as what stands in it, within bounds."""
        lines = sum(max(1, self._lines_of(number)) for number in range(self.blockCount()))
        shown = min(_MOST_LINES, max(_FEWEST_LINES, lines))
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + _AROUND_TEXT_PX)

    def _lines_of(self, number: int) -> int:
        return self.document().findBlockByNumber(number).layout().lineCount()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_height()

    def show_note(self, note: str) -> None:
        """What is kept, or is about to be; what somebody is typing stays."""
        if note in (self._sent, self._refused):  # told before it was certain
            return
        dirty = self.dirty
        self._given = note
        if not dirty and self.toPlainText() != note:
            self.setPlainText(note)

    def accepted(self, note: str) -> None:
        """It is kept."""
        self._given, self._refused = note, None
        self._answered(note)

    def refused(self, note: str) -> None:
        """It was not kept: what was typed stays, to be tried again."""
        self._refused = note
        self._answered(note)

    def _answered(self, note: str) -> None:
        if note == self._sent:
            self._sent = None

    def start_anew(self, note: str) -> None:
        self._given, self._sent, self._refused = note, None, None
        self.setPlainText(note)

    @property
    def dirty(self) -> bool:
        return self.toPlainText().strip() != self._given

    def keep(self) -> None:
        text = self.toPlainText().strip()
        if self.dirty and text != self._sent:
            self._sent = text
            self.kept.emit(text)

    def event(self, event: QEvent) -> bool:
        # The window would take Esc for itself.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            if self.dirty:
                event.accept()
                return True
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        elif event.key() == _ESC and self.dirty:
            self.setPlainText(self._given)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.keep()


class NameField(QObject):
    """A box of names that tells of another name once it is chosen, or typed and left; Esc takes back what was typed."""

    kept = Signal(str)

    def __init__(self, theme: Theme, name: str, nothing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = NameBox(theme, name, nothing)
        self._given = ""
        self.box.activated.connect(self.keep)
        self.box.line.editingFinished.connect(self.keep)
        self.box.line.installEventFilter(self)

    def show_name(self, name: str, names: Sequence[str]) -> None:
        dirty = self.dirty
        self.box.fill(names)
        self._given = name
        if not dirty:
            self.box.setEditText(name)

    def start_anew(self) -> None:
        self._given = ""
        self.box.setEditText("")

    @property
    def dirty(self) -> bool:
        return self.box.currentText().strip() != self._given

    def keep(self) -> None:
        if self.dirty and not self.box.choosing:
            self._given = self.box.currentText().strip()
            self.kept.emit(self._given)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != _ESC or not self.dirty:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.box.setEditText(self._given)
            return True
        return super().eventFilter(watched, event)


class WhoseCard(Card):
    """Tells each change once; what is shown follows when it is kept."""

    person_chosen = Signal(str)
    vehicle_chosen = Signal(str)
    noted = Signal(str)
    excluded = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(GUTTER)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        person, vehicle = translate("Session", "Person"), translate("Session", "Vehicle")
        self.person = NameField(theme, person, translate("Session", "Nobody yet"), self)
        self.vehicle = NameField(theme, vehicle, translate("Session", "None yet"), self)
        self.note = NoteField(theme)
        self._note = Named(theme, translate("Session", "Note"), self.note)
        grid.addWidget(Named(theme, person, self.person.box, line=False), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Named(theme, vehicle, self.vehicle.box, line=False), 1, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self._note)
        self.left_out = QCheckBox(translate("Session", "Leave out of totals and statements"))
        self.left_out.setFont(theme.font(BODY))
        right.addStretch(1)
        right.addWidget(self.left_out, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(right, 0, 1, 2, 1)
        self.body.addLayout(grid)
        self.person.kept.connect(self.person_chosen)
        self.vehicle.kept.connect(self.vehicle_chosen)
        self.note.kept.connect(self.noted)
        self._refusal = ""  # why the note was not kept, until it is another
        self.note.textChanged.connect(self._typed)
        self.left_out.clicked.connect(self.excluded)

    def start_anew(self, session: Session) -> None:
        """Another session; who it is assigned to is read meanwhile."""
        self.person.start_anew()
        self.vehicle.start_anew()
        self._refusal = ""
        self.note.start_anew(session.amended.note)
        self.left_out.setChecked(session.amended.excluded)

    def show_session(self, session: Session, known: Known) -> None:
        self.person.show_name(known.person(session.person_id), list(known.people.values()))
        self.vehicle.show_name(known.vehicle(session.vehicle_id), list(known.vehicles.values()))
        self.note.show_note(session.amended.note)
        self.left_out.setChecked(session.amended.excluded)
        self._say_how()

    def keep(self) -> None:
        """What was typed and not left yet."""
        for each in (self.person, self.vehicle, self.note):
            each.keep()

    def note_kept(self, note: str) -> None:
        self.note.accepted(note)
        self._refusal = ""
        self._say_how()

    def note_refused(self, note: str, words: str) -> None:
        self.note.refused(note)
        self._refusal = translate("Session", "The note was not kept: %1").replace("%1", words)
        self._say_how()

    def _typed(self) -> None:
        self._refusal = ""
        self._say_how()

    def _say_how(self) -> None:
        how = translate("Session", "Ctrl+Enter keeps it, Esc takes it back.")
        self._note.say(self._refusal or (how if self.note.dirty else ""), wrong=bool(self._refusal))
