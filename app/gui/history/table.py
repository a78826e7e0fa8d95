"""The list of sessions: as wide as its words need, and what is chosen stays chosen when it is filled anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from app.core.model import Quality, Session
from app.gui.figures import clock, duration, local_zone, number
from app.gui.history.model import CARD, DURATION, ENDED, ENERGY, PLACE, QUALITY, STARTED, SessionsModel
from app.gui.history.words import Names, day_and_clock, quality_word, session_pill
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

# What a cell keeps free around its words, with room for the mark of the sorted column, or around a pill's.
_CELL_PX: Final = 30
_PILL_PX: Final = 52
_LEAST_PX: Final = 80
# Of seven bytes, as most cards have.
_CARD: Final = "04A2B3C4D5E6F8"
# Of a long list no more than this is chosen again: choosing costs the window time.
_CHOSEN_AGAIN: Final = 1_000


class SessionsTable(Table):
    """Newest on top until a header is pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, translate("History", "Sessions"))
        self._theme = theme
        self.sessions = SessionsModel(theme.font(BODY, STRONG), self)
        self.setModel(self.sessions)
        self.set_pill_column(QUALITY)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        self._card_px = _CELL_PX + QFontMetrics(self.font()).horizontalAdvance(_CARD)
        self._fixed = self._widths()
        for column, width in self._fixed.items():
            header.resizeSection(column, width)
        # Names differ at their end ("· outlet 2"), card numbers there too.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setSortIndicator(STARTED, Qt.SortOrder.DescendingOrder)

    def show_narrow(self, narrow: bool) -> None:
        """Where there is little room the end is left to the duration, so that the charger keeps its name."""
        self.setColumnHidden(ENDED, narrow)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def fill(self, sessions: list[Session], names: Names, now: datetime) -> None:
        """Show these; the same rows stay chosen and in view."""
        chosen = [self.sessions.sessions[index.row()].id for index in self.selectionModel().selectedRows()]
        current = self.currentIndex().row()
        current_id = self.sessions.sessions[current].id if current >= 0 else None
        place = self.verticalScrollBar().value()
        self.sessions.start(sessions, names, now)
        self.show_pills()
        flags = self.selectionModel().SelectionFlag
        row = None if current_id is None else self.sessions.row_of(current_id)
        if row is not None:
            self.selectionModel().setCurrentIndex(self.sessions.index(row, 0), flags.NoUpdate)
        for session_id in chosen[:_CHOSEN_AGAIN]:
            row = self.sessions.row_of(session_id)
            if row is not None:
                self.selectionModel().select(self.sessions.index(row, 0), flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(place)

    def show_pills(self) -> None:
        """The column of pills stands only where there is one."""
        hidden = not any(session_pill(session) for session in self.sessions.sessions)
        if hidden != self.isColumnHidden(QUALITY):
            self.setColumnHidden(QUALITY, hidden)
            self._share_room()

    def _share_room(self) -> None:
        """What the figures leave over goes to the charger's name; a third, or a whole number, to the card."""
        shown = [column for column in self._fixed if not self.isColumnHidden(column)]
        left = self.viewport().width() - sum(self.columnWidth(column) for column in shown)
        card = max(_LEAST_PX, min(left // 2, max(left // 3, self._card_px)))
        self.setColumnWidth(CARD, card)
        self.setColumnWidth(PLACE, max(_LEAST_PX, left - card))

    def _widths(self) -> dict[int, int]:
        """Wide enough for what will stand there, in this language and font; the names share what is left."""
        evening = datetime(2025, 12, 28, 22, 48, tzinfo=local_zone())
        words = {
            STARTED: (day_and_clock(evening, 2025),),
            ENDED: (clock(evening),),
            ENERGY: (number(888.88, 2),),
            DURATION: (duration(timedelta(hours=23, minutes=48)),),
            QUALITY: (*(quality_word(each) for each in Quality), translate("History", "running")),
        }
        metrics = QFontMetrics(self._theme.font(BODY, STRONG))
        return {
            column: (_PILL_PX if column == QUALITY else _CELL_PX)
            + max(metrics.horizontalAdvance(each) for each in (*texts, self.sessions.title(column)))
            for column, texts in words.items()
        }
