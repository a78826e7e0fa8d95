"""The rows of the message log: newest on top, more beneath when one scrolls there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from app.core.contact import Direction, RawMessage
from app.gui.figures import exact_clock, short_date
from app.gui.messages.frame import Frame, FrameKind, read_frame
from app.gui.messages.notes import note_words
from app.gui.widgets.labels import tip
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

TIME, DIRECTION, CHARGER, ACTION, ID, NOTE = range(6)
# While the newest are followed, no more than this is held; what falls out at the bottom can be paged in again.
MOST_FOLLOWED = 5_000


class MessagesModel(TableModel):
    """Holds raw messages; what an answer answers is looked up among those that are loaded."""

    more_wanted = Signal()
    """The end of what is loaded came into view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._day = ""
        self.messages: list[RawMessage] = []
        self.complete = False  # nothing older is left to page in
        self._actions: dict[tuple[str, str], str] = {}  # (charger, message id) → action
        self._frames: dict[int, Frame] = {}
        self._names: dict[str, str] = {}
        self.titles = (
            translate("Messages", "Time"),
            translate("Messages", "Direction"),
            translate("Messages", "Charger"),
            translate("Messages", "Message"),
            translate("Messages", "Number"),
            translate("Messages", "Note"),
        )

    # Filling

    def start(self, messages: Sequence[RawMessage], *, complete: bool, names: dict[str, str], now: datetime) -> None:
        """Show these, newest first, and nothing else."""
        self.beginResetModel()
        self._day = short_date(now)
        self.messages = list(messages)
        self.complete = complete
        self._names = names
        self._frames.clear()
        self._actions.clear()
        self._read(messages)
        self.endResetModel()

    def append(self, older: Sequence[RawMessage], *, complete: bool) -> None:
        self.complete = complete
        if older:
            count = len(self.messages)
            self.beginInsertRows(QModelIndex(), count, count + len(older) - 1)
            self.messages.extend(older)
            self._read(older)
            self.endInsertRows()

    def prepend(self, newer: Sequence[RawMessage]) -> None:
        if newer:
            self.beginInsertRows(QModelIndex(), 0, len(newer) - 1)
            self.messages[:0] = newer
            self._read(newer)
            self.endInsertRows()
        if len(self.messages) > MOST_FOLLOWED:
            self.beginRemoveRows(QModelIndex(), MOST_FOLLOWED, len(self.messages) - 1)
            for dropped in self.messages[MOST_FOLLOWED:]:
                self._frames.pop(dropped.id, None)
            del self.messages[MOST_FOLLOWED:]
            self.complete = False
            self.endRemoveRows()

    @property
    def newest_id(self) -> int:
        return self.messages[0].id if self.messages else 0

    @property
    def oldest_id(self) -> int | None:
        return self.messages[-1].id if self.messages else None

    def _read(self, messages: Sequence[RawMessage]) -> None:
        for message in messages:
            frame = self._frames[message.id] = read_frame(message.text)
            if frame.kind is FrameKind.CALL:
                self._actions[message.charger_id, frame.id] = frame.action

    # As Qt wants it

    def rows(self) -> Sequence[object]:
        return self.messages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        message = self.messages[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(message, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == NOTE:
            return tip(note_words(message.note)) or None
        return None

    def _cell(self, message: RawMessage, column: int) -> str:
        frame = self._frames[message.id]
        match column:
            case 0:
                return self._time(message)
            case 1:
                incoming = message.direction is Direction.IN
                return translate("Messages", "← from") if incoming else translate("Messages", "→ to")
            case 2:
                return self._names.get(message.charger_id, message.charger_id)
            case 3:
                return self._words(message, frame)
            case 4:
                return frame.id
            case _:
                return note_words(message.note)

    def _words(self, message: RawMessage, frame: Frame) -> str:
        if frame.kind in (FrameKind.CALL, FrameKind.SEND):
            return frame.action
        if frame.kind is FrameKind.UNREADABLE:
            return translate("Messages", "Unreadable")
        asked = self._actions.get((message.charger_id, frame.id), "")
        if frame.kind is FrameKind.RESULT:
            return (
                translate("Messages", "Answer to %1").replace("%1", asked)
                if asked
                else (translate("Messages", "Answer"))
            )
        words = translate("Messages", "Error %1").replace("%1", frame.action)
        return f"{words} ({asked})" if asked else words

    def _time(self, message: RawMessage) -> str:
        clock = exact_clock(message.at, thousandths=True)
        day = short_date(message.at)
        return clock if day == self._day else f"{day} {clock}"

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and bool(self.messages) and not self.complete

    def fetchMore(self, parent: Index) -> None:
        self.more_wanted.emit()
