"""What observers are told: the whole picture once, then which thing changed and its new frozen value."""

from __future__ import annotations

from collections.abc import Callable

from app.core.contact import Knock, Trouble
from app.core.model import Charger, Outlet, Person, Session, Vehicle
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
