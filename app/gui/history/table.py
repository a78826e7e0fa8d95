"""The list of sessions: as wide as its words need, and what is chosen stays chosen when it is filled anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QItemSelection, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from app.core.model import Session
from app.gui.figures import clock, duration, local, number
from app.gui.history.model import CARD, DURATION, ENDED, ENERGY, PERSON, PLACE, QUALITY, STARTED, SessionsModel
from app.gui.history.words import Names, day_and_clock, session_pill
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, SMALL
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

# What a cell keeps free around its words, with room for the mark of the sorted column, or around a pill's.
_CELL_PX: Final = 30
_PILL_PX: Final = 52
# The names share what the figures leave over: the least that each can do with.
_LEAST_PX: Final = {PLACE: 150, PERSON: 110, CARD: 110}
# As wide as an instant gets in one of these months.
_EVENINGS: Final = tuple(datetime(2025, month, 28, 20, 48, tzinfo=UTC) for month in range(1, 13))
# Of seven bytes, as most cards have.
_CARD: Final = "04A2B3C4D5E6F8"


class SessionsTable(Table):
    """Newest on top until a header is pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, translate("History", "Sessions"))
        self._theme = theme
        self._with_people = self._with_pills = False
        self._person_px = 0
        self.sessions = SessionsModel(theme.font(BODY, STRONG), lambda: theme.colour("muted"), self)
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

    def show_people(self, shown: bool) -> None:
        """The column of people stands only where there are any."""
        self._with_people = shown
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def chosen_sessions(self) -> list[Session]:
        """Those of the chosen rows, from above."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.sessions.sessions[row] for row in rows]

    def fill(self, sessions: list[Session], names: Names, now: datetime) -> None:
        """Show these; the same rows stay chosen and in view."""
        chosen = [each.id for each in self.chosen_sessions()]
        current = self.currentIndex().row()
        current_id = self.sessions.sessions[current].id if current >= 0 else None
        place = self.verticalScrollBar().value()
        self.sessions.start(sessions, names, now)
        self._names, self._now = names, now
        self._fit_words()
        self.show_pills()
        flags = self.selectionModel().SelectionFlag
        row = None if current_id is None else self.sessions.row_of(current_id)
        if row is not None:
            self.selectionModel().setCurrentIndex(self.sessions.index(row, 0), flags.NoUpdate)
        again = QItemSelection()
        for session_id in chosen:
            row = self.sessions.row_of(session_id)
            if row is not None:
                again.select(self.sessions.index(row, 0), self.sessions.index(row, 0))
        self.selectionModel().select(again, flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(place)

    def show_pills(self) -> None:
        """The column of pills stands only where there is one."""
        pills = {pill[1] for pill in map(session_pill, self.sessions.sessions) if pill is not None}
        self._with_pills = bool(pills)
        metrics = QFontMetrics(self._theme.font(SMALL, STRONG))
        self._settle(QUALITY, _PILL_PX + max((metrics.horizontalAdvance(word) for word in pills), default=0))
        self._share_room()

    def _share_room(self) -> None:
        """Where there is little room the end is left to the duration, the card to the person, the duration to both."""
        hidden = set()
        if not self._with_people:
            hidden.add(PERSON)
        if not self._with_pills:
            hidden.add(QUALITY)
        for column in (ENDED, CARD, DURATION) if self._with_people else (ENDED, DURATION):
            if self._least(hidden) > self.viewport().width():
                hidden.add(column)
        for column in range(self.sessions.columnCount()):
            if self.isColumnHidden(column) is not (column in hidden):
                self.setColumnHidden(column, column in hidden)
        self._share_among_names([column for column in _LEAST_PX if column not in hidden], hidden)

    def _least(self, hidden: set[int]) -> int:
        """How wide the table is at least without these columns."""
        widths = {column: self.columnWidth(column) or width for column, width in self._fixed.items()} | _LEAST_PX
        return sum(width for column, width in widths.items() if column not in hidden)

    def _share_among_names(self, names: list[int], hidden: set[int]) -> None:
        """The card and the person get what their words need; what is over goes to the charger."""
        left = self.viewport().width() - sum(self.columnWidth(each) for each in self._fixed if each not in hidden)
        over = max(0, left - sum(_LEAST_PX[column] for column in names))
        share = over * 2 // 3 // max(1, len(names) - 1)
        needs = {CARD: self._card_px, PERSON: self._person_px}
        wanted = {column: min(share, max(0, needs[column] - _LEAST_PX[column])) for column in names[1:]}
        for column in names[1:]:
            self.setColumnWidth(column, _LEAST_PX[column] + wanted[column])
        taken = sum(self.columnWidth(column) for column in names[1:])
        self.setColumnWidth(PLACE, max(_LEAST_PX[PLACE], left - taken))

    def _widths(self) -> dict[int, int]:
        """Wide enough for what will stand there, in this language and font; the names share what is left."""
        words = {
            STARTED: "",
            ENDED: clock(_EVENINGS[0]),
            ENERGY: number(888.88, 2),
            DURATION: duration(timedelta(hours=23, minutes=48)),
            QUALITY: "",
        }
        return {
            column: self._wide(text, self.sessions.title(column), strong=column == ENERGY)
            for column, text in words.items()
        }

    def _wide(self, *texts: str, strong: bool = False) -> int:
        metrics = QFontMetrics(self._theme.font(BODY, STRONG)) if strong else QFontMetrics(self.font())
        return _CELL_PX + max(map(metrics.horizontalAdvance, texts), default=0)

    def _fit_words(self) -> None:
        """People's names and, of other years than this, the starts are as wide as they are."""
        sessions, this_year = self.sessions.sessions, local(self._now).year
        self._person_px = self._wide(*{self._names.person(each.person_id) for each in sessions})
        years = {local(each.booked.started_at).year for each in sessions}
        # Where one bears its year, as many letters are kept for it as any has.
        bears_year = bool(years - {this_year})
        starts = (day_and_clock(each, each.year + 1 if bears_year else each.year) for each in _EVENINGS)
        self._settle(STARTED, self._wide(*starts, self.sessions.title(STARTED)))

    def _settle(self, column: int, width: int) -> None:
        """A column that the user has made wider stays so until its words need another width."""
        if width != self._fixed[column]:
            self._fixed[column] = width
            self.setColumnWidth(column, width)
