"""What observers are told: the whole picture once, then which thing changed and its new frozen value."""

from __future__ import annotations

from collections.abc import Callable

from app.core.cards import Asked, Card, Policy, Shown, Used
from app.core.contact import Knock, Trouble
from app.core.displays.display import Display
from app.core.lists.away import Away
from app.core.model import Charger, Outlet, Person, Session, Vehicle
from app.core.prices.books import Book
from app.core.prices.folder import NOT_WATCHED, WatchedFolder
from app.core.prices.kept import CostSum
from app.core.values import Value


class Picture(Value, frozen=True):
    """Everything live at one instant."""

    chargers: tuple[Charger, ...]
    outlets: tuple[Outlet, ...]
    knocks: tuple[Knock, ...]
    troubles: tuple[Trouble, ...]
    listening: tuple[tuple[str, int], ...]
    people: tuple[Person, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    cards: tuple[Card, ...] = ()
    policies: tuple[tuple[str, Policy], ...] = ()  # by charger; "" is the site's own, absent until the user chose
    asked: tuple[Asked, ...] = ()
    away: tuple[Away, ...] = ()
    books: tuple[Book, ...] = ()
    costs: tuple[CostSum, ...] = ()  # of the sessions that run
    displays: tuple[Display, ...] = ()
    folder: WatchedFolder = NOT_WATCHED


class ChargerChanged(Value, frozen=True):
    charger: Charger


class ChargerForgotten(Value, frozen=True):
    charger_id: str


class OutletChanged(Value, frozen=True):
    outlet: Outlet


class SessionChanged(Value, frozen=True):
    session: Session


class KnockHeard(Value, frozen=True):
    knock: Knock


class TroublesChanged(Value, frozen=True):
    troubles: tuple[Trouble, ...]


class ListeningChanged(Value, frozen=True):
    """Where chargers can reach us: (host, port) pairs the server is bound to; empty while it is not."""

    bound: tuple[tuple[str, int], ...]


class PeopleChanged(Value, frozen=True):
    """All people and vehicles as they now are."""

    people: tuple[Person, ...]
    vehicles: tuple[Vehicle, ...]


class CardsChanged(Value, frozen=True):
    """All known cards as they now are."""

    cards: tuple[Card, ...]


class PoliciesChanged(Value, frozen=True):
    """Who may charge where, all of it; "" is the site's own, absent until the user chose."""

    policies: tuple[tuple[str, Policy], ...]


class AskedChanged(Value, frozen=True):
    """The unknown cards that wait for the user's word."""

    asked: tuple[Asked, ...]


class CardShownChange(Value, frozen=True):
    """A card was shown and answered."""

    shown: Shown


class BudgetWarning(Value, frozen=True):
    """So much of this month's budget is used that its person is to hear of it; told once a month."""

    person: Person
    used: Used


class AwayChanged(Value, frozen=True):
    """What a charger does when this computer is off."""

    away: Away


class DisplayChanged(Value, frozen=True):
    """What a charger shows of what charging costs."""

    display: Display


class BooksChanged(Value, frozen=True):
    """What I pay and what I charge, as they now are."""

    books: tuple[Book, ...]


class CostChanged(Value, frozen=True):
    """What a session costs so far, or has cost."""

    sum: CostSum


class FolderChanged(Value, frozen=True):
    """What became of the folder that price files are put into."""

    watched: WatchedFolder


class StatementsChanged(Value, frozen=True):
    """A statement was issued, or something became of one."""


class MessagesLogged(Value, frozen=True):
    """New raw messages of this charger stand in the log."""

    charger_id: str


class WindowAsked(Value, frozen=True):
    """The user started the program again: its window comes to the front."""


Change = (
    ChargerChanged
    | ChargerForgotten
    | OutletChanged
    | SessionChanged
    | KnockHeard
    | TroublesChanged
    | ListeningChanged
    | PeopleChanged
    | CardsChanged
    | PoliciesChanged
    | AskedChanged
    | CardShownChange
    | BudgetWarning
    | AwayChanged
    | DisplayChanged
    | BooksChanged
    | CostChanged
    | FolderChanged
    | StatementsChanged
    | MessagesLogged
    | WindowAsked
)


def key_of(change: Change) -> tuple[object, ...]:
    """Two changes of one key are two pictures of one thing: the newer replaces the older."""
    match change:
        case ChargerChanged(charger):
            return ("charger", charger.id)
        case ChargerForgotten(charger_id):
            return ("charger", charger_id)
        case OutletChanged(outlet):
            return ("outlet", outlet.charger_id, outlet.number)
        case SessionChanged(session):
            return ("session", session.id)
        case KnockHeard(knock):
            return ("knock", knock.address, knock.identity, knock.outcome)
        case TroublesChanged():
            return ("troubles",)
        case ListeningChanged():
            return ("listening",)
        case PeopleChanged():
            return ("people",)
        case CardsChanged():
            return ("cards",)
        case PoliciesChanged():
            return ("policies",)
        case AskedChanged():
            return ("asked",)
        case CardShownChange(shown):
            return ("shown", shown.card)
        case BudgetWarning(person):
            return ("budget", person.id)
        case AwayChanged(away):
            return ("away", away.charger_id)
        case DisplayChanged(display):
            return ("display", display.charger_id)
        case BooksChanged():
            return ("books",)
        case CostChanged(came_to):
            return ("cost", came_to.session_id, came_to.side)
        case FolderChanged():
            return ("folder",)
        case StatementsChanged():
            return ("statements",)
        case MessagesLogged(charger_id):
            return ("messages", charger_id)
        case WindowAsked():
            return ("window",)


class Changes:
    """Tells every observer of every change, in order, on the thread that made it."""

    def __init__(self) -> None:
        self._observers: list[Callable[[Change], None]] = []

    def observe(self, observer: Callable[[Change], None]) -> Callable[[], None]:
        """Tell `observer` of every change from now on; the returned function ends that."""
        self._observers.append(observer)

        def end() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return end

    def publish(self, change: Change) -> None:
        for observer in self._observers:
            observer(change)
