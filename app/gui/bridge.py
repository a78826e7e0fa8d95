"""Changes in: carries what the engine's thread tells to the window's, the newest of each thing a few times a second."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from app.core import card_numbers
from app.core.card_book import SITE
from app.core.cards import Asked, Card, Policy
from app.core.changes import (
    AskedChanged,
    AwayChanged,
    BooksChanged,
    CardsChanged,
    Change,
    ChargerChanged,
    ChargerForgotten,
    CostChanged,
    DisplayChanged,
    FolderChanged,
    KnockHeard,
    ListeningChanged,
    MessagesLogged,
    OutletChanged,
    PeopleChanged,
    PoliciesChanged,
    SessionChanged,
    TroublesChanged,
    WindowAsked,
    key_of,
)
from app.core.contact import Knock, Trouble
from app.core.displays.display import Display
from app.core.lists.away import Away
from app.core.model import Charger, Outlet, Person, Vehicle
from app.core.prices.books import Book, Side
from app.core.prices.folder import NOT_WATCHED
from app.core.prices.kept import CostSum

if TYPE_CHECKING:
    from app.core.changes import Picture
    from app.core.engine import Engine

SHOWN_EVERY_MS = 50
HIDDEN_EVERY_MS = 250
_KNOCKS_KEPT = 100
_COSTS_KEPT = 500
_MOST_AT_ONCE = 100  # more are told over several turns, so that the window can paint and be clicked between them
_TURN_MS = 8


def everything(_change: Change) -> bool:
    """Heeds every change."""
    return True


class Bridge(QObject):
    """Holds the whole live picture for every page; `changed` tells what became different in it."""

    changed = Signal(object)
    """A list of changes, at most one for each thing and a hundred in all, after the picture holds them all."""

    window_asked = Signal()
    """The user started the program once more."""

    _woken = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.chargers: dict[str, Charger] = {}
        self.outlets: dict[tuple[str, int], Outlet] = {}
        self.knocks: list[Knock] = []  # newest last
        self.troubles: tuple[Trouble, ...] = ()
        self.listening: tuple[tuple[str, int], ...] = ()
        self.people: dict[int, Person] = {}
        self.vehicles: dict[int, Vehicle] = {}
        self.cards: dict[str, Card] = {}  # by key
        self.policies: dict[str, Policy] = {}  # by charger; "" is the site's own
        self.asked: tuple[Asked, ...] = ()
        self.away: dict[str, Away] = {}  # by charger
        self.displays: dict[str, Display] = {}  # by charger
        self.books: dict[Side, Book] = {}
        self.costs: dict[tuple[int, Side], CostSum] = {}  # of the sessions that run, and those that ended just now
        self.folder = NOT_WATCHED  # that price files are put into
        self._ready = False
        self._every_ms = SHOWN_EVERY_MS
        self._heeds: Callable[[Change], bool] = everything
        # Shared with the engine's thread, under the lock.
        self._lock = threading.Lock()
        self._waiting: dict[tuple[object, ...], Change] = {}
        self._closed = False
        self._since_last = QElapsedTimer()
        self._since_last.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    async def start(self) -> None:
        """Return when the picture is whole. To be awaited in the window's loop, once."""
        picture = await asyncio.wrap_future(self._engine.observe(self._heard))
        self._install(picture)
        self._ready = True
        self._deliver()

    def show_often(self, shown: bool) -> None:
        """False while nobody can see the window: it is then told more seldom."""
        self._every_ms = SHOWN_EVERY_MS if shown else HIDDEN_EVERY_MS

    def heed(self, heeds: Callable[[Change], bool]) -> None:
        """Of what is no part of the picture (messages, sessions) tell only this: the page in front wants no more.

        `heeds` is asked on the engine's thread, thousands of times a second: it looks at the change and nothing else.
        """
        self._heeds = heeds

    def policy(self, charger_id: str) -> Policy:
        """What holds there: the charger's own, else the site's, else everyone is served."""
        return self.policies.get(charger_id) or self.policies.get(SITE) or Policy()

    def close(self) -> None:
        """Say no more, whatever the engine still tells."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._waiting.clear()
        self._timer.stop()
        # The engine still holds our method; nothing of Qt's may be left for it to take down on its own thread.
        self.deleteLater()

    def _install(self, picture: Picture) -> None:
        self.chargers = {charger.id: charger for charger in picture.chargers}
        self.outlets = {(outlet.charger_id, outlet.number): outlet for outlet in picture.outlets}
        self.knocks = list(picture.knocks)
        self.troubles = picture.troubles
        self.listening = picture.listening
        self._install_people(picture.people, picture.vehicles)
        self._install_cards(picture.cards)
        self.policies = dict(picture.policies)
        self.asked = picture.asked
        self.away = {each.charger_id: each for each in picture.away}
        self.displays = {each.charger_id: each for each in picture.displays}
        self.books = {book.side: book for book in picture.books}
        self.costs = {(each.session_id, each.side): each for each in picture.costs}
        self.folder = picture.folder

    def _install_people(self, people: tuple[Person, ...], vehicles: tuple[Vehicle, ...]) -> None:
        self.people = {person.id: person for person in people}
        self.vehicles = {vehicle.id: vehicle for vehicle in vehicles}

    def cost(self, session_id: int) -> CostSum | None:
        """What a session comes to: by what I pay, or where I only charge, by that."""
        return self.costs.get((session_id, Side.PAY)) or self.costs.get((session_id, Side.CHARGE))

    def _note_cost(self, came_to: CostSum) -> None:
        self.costs[came_to.session_id, came_to.side] = came_to
        while len(self.costs) > _COSTS_KEPT:
            del self.costs[next(iter(self.costs))]

    def _install_cards(self, cards: tuple[Card, ...]) -> None:
        self.cards = {card_numbers.key(card.uid): card for card in cards}

    def _heard(self, change: Change) -> None:
        """On the engine's thread: as little as can be."""
        if isinstance(change, MessagesLogged | SessionChanged) and not self._heeds(change):
            return
        key = key_of(change)
        with self._lock:
            if self._closed:
                return
            first = not self._waiting
            # Told anew it also goes to the end, so that a charger forgotten and added again stands in that order.
            self._waiting.pop(key, None)
            self._waiting[key] = change
        if first:
            self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        if self._ready and not self._timer.isActive():
            self._timer.start(max(0, self._every_ms - self._since_last.elapsed()))

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            batch = [self._waiting.pop(key) for key in list(islice(self._waiting, _MOST_AT_ONCE))]
            more = bool(self._waiting)
        self._since_last.restart()
        if more:
            self._timer.start(_TURN_MS)
        for change in batch:
            self._apply(change)
        if batch:
            self.changed.emit(batch)

    def _apply(self, change: Change) -> None:
        match change:
            case OutletChanged(outlet):
                self.outlets[outlet.charger_id, outlet.number] = outlet
            case ChargerChanged(charger):
                self.chargers[charger.id] = charger
            case ChargerForgotten(charger_id):
                self.chargers.pop(charger_id, None)
                for where in [where for where in self.outlets if where[0] == charger_id]:
                    del self.outlets[where]
            case KnockHeard(knock):
                self._add_knock(knock)
            case TroublesChanged(troubles):
                self.troubles = troubles
            case ListeningChanged(bound):
                self.listening = bound
            case WindowAsked():
                self.window_asked.emit()
            case PeopleChanged(people, vehicles):
                self._install_people(people, vehicles)
            case CardsChanged(cards):
                self._install_cards(cards)
            case PoliciesChanged(policies):
                self.policies = dict(policies)
            case AskedChanged(asked):
                self.asked = asked
            case AwayChanged(away):
                self.away[away.charger_id] = away
            case DisplayChanged(display):
                self.displays[display.charger_id] = display
            case BooksChanged(books):
                self.books = {book.side: book for book in books}
            case FolderChanged(watched):
                self.folder = watched
            case CostChanged(came_to):
                self._note_cost(came_to)

    def _add_knock(self, knock: Knock) -> None:
        """A counted knock stands in for the one it was counted onto."""
        if knock.count > 1:
            who = (knock.address, knock.identity, knock.outcome)
            for place in range(len(self.knocks) - 1, -1, -1):
                earlier = self.knocks[place]
                if (earlier.address, earlier.identity, earlier.outcome) == who:
                    del self.knocks[place]
                    break
        self.knocks.append(knock)
        del self.knocks[:-_KNOCKS_KEPT]
