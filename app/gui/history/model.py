"""The rows of the session list: it is handed sorted sessions and words them when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont

from app.core.interfaces import SortBy
from app.core.model import Session
from app.gui.figures import duration, local
from app.gui.history.words import Names, card_words, day_and_clock, ending, exact_kwh, session_pill
from app.gui.widgets.pill_delegate import PILL_ROLE
from app.gui.widgets.table import NUMBER
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

STARTED, ENDED, PLACE, PERSON, CARD, ENERGY, DURATION, QUALITY = range(8)
SORTED_BY = {
    STARTED: SortBy.STARTED,
    ENDED: SortBy.ENDED,
    PLACE: SortBy.CHARGER,
    PERSON: SortBy.PERSON,
    CARD: SortBy.CARD,
    ENERGY: SortBy.ENERGY,
    DURATION: SortBy.DURATION,
    QUALITY: SortBy.QUALITY,
}


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and which way."""

    column: int = STARTED
    descending: bool = True


def length(session: Session, now: datetime) -> timedelta:
    """As booked; of a running session, until now."""
    booked = session.booked
    return max(timedelta(), (booked.stopped_at or now) - booked.started_at)


def sorted_sessions(sessions: Sequence[Session], order: Order, names: Names, now: datetime) -> list[Session]:
    """In that order, the newest first among equals: as the user's names and the present instant have it."""
    keys: dict[int, Callable[[Session], object]] = {
        STARTED: lambda session: session.booked.started_at,
        ENDED: lambda session: session.booked.stopped_at or now,
        PLACE: lambda session: names.place(session.charger_id, session.outlet).casefold(),
        PERSON: lambda session: names.person(session.person_id).casefold(),
        CARD: lambda session: session.card or "",
        ENERGY: lambda session: session.booked.energy_wh,
        DURATION: lambda session: length(session, now),
        QUALITY: lambda session: (session.amended.excluded, session.open, session.booked.quality.value),
    }
    newest_first = sorted(sessions, key=keys[STARTED], reverse=True)  # type: ignore[arg-type]
    return sorted(newest_first, key=keys[order.column], reverse=order.descending)  # type: ignore[arg-type]


class SessionsModel(TableModel):
    """A list of sessions; a new value of one of them takes its row's place."""

    numbers = frozenset({ENERGY, DURATION})

    order_chosen = Signal(object)
    """An `Order`: the user pressed a header. The sessions are to be handed in again, sorted so."""

    def __init__(self, strong: QFont, muted: Callable[[], QColor], parent: QObject | None = None) -> None:
        """`strong` is the font of the energy, which is what people look for; `muted` the ink of what is left out."""
        super().__init__(parent)
        self.sessions: list[Session] = []
        self._rows: dict[int, int] = {}  # session id → row
        self._strong = strong
        self._muted = muted
        self._names = Names({}, {})
        self._now = datetime.min.replace(tzinfo=UTC)
        self.titles = (
            translate("History", "Started"),
            translate("History", "Ended"),
            translate("History", "Charger"),
            translate("History", "Person"),
            translate("History", "Card"),
            translate("History", "kWh"),
            translate("History", "Duration"),
            "",
        )

    def start(self, sessions: list[Session], names: Names, now: datetime) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self.sessions = sessions
        self._rows = {session.id: row for row, session in enumerate(sessions)}
        self._names = names
        self._now = now
        self.endResetModel()

    def replace(self, session: Session, now: datetime) -> bool:
        """The session's new value; False where it has no row."""
        row = self._rows.get(session.id)
        self._now = now
        if row is None:
            return False
        self.sessions[row] = session
        self.dataChanged.emit(self.index(row, 0), self.index(row, QUALITY))
        return True

    def title(self, column: int) -> str:
        return self.titles[column]

    def row_of(self, session_id: int) -> int | None:
        return self._rows.get(session_id)

    # As Qt wants it

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0:
            self.order_chosen.emit(Order(column, order == Qt.SortOrder.DescendingOrder))

    def rows(self) -> Sequence[object]:
        return self.sessions

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER if column in self.numbers else None
        if role == Qt.ItemDataRole.FontRole:
            return self._strong if column == ENERGY else None
        session = self.sessions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(session, column)
        if role == PILL_ROLE and column == QUALITY:
            pill = session_pill(session)
            return None if pill is None else pill[0]
        if role == Qt.ItemDataRole.ForegroundRole and session.amended.excluded:
            return self._muted()
        if role == Qt.ItemDataRole.ToolTipRole and column in (PLACE, PERSON, CARD):
            return self._cell(session, column) or None
        return None

    def _cell(self, session: Session, column: int) -> str:
        this_year = local(self._now).year
        match column:
            case 0:
                return day_and_clock(session.booked.started_at, this_year)
            case 1:
                return ending(session.booked, this_year)
            case 2:
                return self._names.place(session.charger_id, session.outlet)
            case 3:
                return self._names.person(session.person_id)
            case 4:
                return card_words(session.card)
            case 5:
                return exact_kwh(session.booked.energy_wh)
            case 6:
                return duration(length(session, self._now))
            case _:
                pill = session_pill(session)
                return "" if pill is None else pill[1]
