"""The rows of the session list: it is handed sorted sessions and words them when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from app.core.prices.kept import CostSum
from app.gui.figures import duration, local
from app.gui.history.words import Names, day_and_clock, ending, exact_kwh, refusal_sentence, session_pill
from app.gui.prices.cost_words import quality_sentence, sum_words
from app.gui.widgets.labels import tip
from app.gui.widgets.pill_delegate import PILL_ROLE
from app.gui.widgets.table import NUMBER
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

STARTED, ENDED, PLACE, PERSON, CARD, ENERGY, COST, DURATION, QUALITY = range(9)
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
        CARD: lambda session: (session.card or "").casefold(),
        ENERGY: lambda session: session.booked.energy_wh,
        DURATION: lambda session: length(session, now),
        QUALITY: lambda session: (session.amended.excluded, session.open, session.booked.quality.value),
    }
    newest_first = sorted(sessions, key=keys[STARTED], reverse=True)  # type: ignore[arg-type]
    return sorted(newest_first, key=keys[order.column], reverse=order.descending)  # type: ignore[arg-type]


class SessionsModel(TableModel):
    """A list of sessions; a new value of one of them takes its row's place."""

    numbers = frozenset({ENERGY, COST, DURATION})

    order_chosen = Signal(object)
    """An `Order`: the user pressed a header. The sessions are to be handed in again, sorted so."""

    def __init__(self, strong: QFont, muted: Callable[[], QColor], parent: QObject | None = None) -> None:
        """`strong` is the font of the energy, which is what people look for; `muted` the ink of what is left out."""
        super().__init__(parent)
        self.sessions: list[Session] = []
        self.costs: dict[int, CostSum] = {}  # by session, of the one side that is shown
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
            translate("History", "Cost"),
            translate("History", "Duration"),
            "",
        )

    def start(
        self, sessions: list[Session], names: Names, now: datetime, costs: Mapping[int, CostSum] | None = None
    ) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self.sessions = sessions
        self.costs = dict(costs or {})
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

    def put_cost(self, came_to: CostSum) -> bool:
        """What a session costs by now; False where it has no row."""
        row = self._rows.get(came_to.session_id)
        if row is None:
            return False
        self.costs[came_to.session_id] = came_to
        self.dataChanged.emit(self.index(row, COST), self.index(row, COST))
        return True

    def title(self, column: int) -> str:
        return self.titles[column]

    def row_of(self, session_id: int) -> int | None:
        return self._rows.get(session_id)

    # As Qt wants it

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column in SORTED_BY:
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
        if role == Qt.ItemDataRole.ToolTipRole and column == COST:
            came_to = self.costs.get(session.id)
            return None if came_to is None else quality_sentence(came_to.quality)
        if role == Qt.ItemDataRole.ToolTipRole and column == QUALITY:
            return refusal_sentence(session) or None
        if role == Qt.ItemDataRole.ToolTipRole and column in (PLACE, PERSON, CARD):
            return tip(self._cell(session, column)) or None
        return None

    def _cell(self, session: Session, column: int) -> str:
        this_year = local(self._now).year
        if column == STARTED:
            return day_and_clock(session.booked.started_at, this_year)
        if column == ENDED:
            return ending(session.booked, this_year)
        if column == PLACE:
            return self._names.place(session.charger_id, session.outlet)
        if column == PERSON:
            return self._names.person(session.person_id)
        if column == CARD:
            return self._names.cards.words(session.card)
        if column == ENERGY:
            return exact_kwh(session.booked.energy_wh)
        if column == COST:
            return sum_words(self.costs.get(session.id))
        if column == DURATION:
            return duration(length(session, self._now))
        pill = session_pill(session)
        return "" if pill is None else pill[1]
