"""What observers are told: the whole picture once, then which thing changed and its new frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.model import Charger, Knock, Outlet, Session, Trouble


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything live at one instant."""

    chargers: tuple[Charger, ...]
    outlets: tuple[Outlet, ...]
    knocks: tuple[Knock, ...]
    troubles: tuple[Trouble, ...]
    listening: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ChargerChanged:
    charger: Charger


@dataclass(frozen=True, slots=True)
class ChargerForgotten:
    charger_id: str


@dataclass(frozen=True, slots=True)
class OutletChanged:
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class SessionChanged:
    session: Session


@dataclass(frozen=True, slots=True)
class KnockHeard:
    knock: Knock


@dataclass(frozen=True, slots=True)
class TroublesChanged:
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """Where chargers can reach us: (host, port) pairs the server is bound to; empty while it is not."""

    bound: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MessagesLogged:
    """New raw messages of this charger stand in the log."""

    charger_id: str


Change = (
    ChargerChanged
    | ChargerForgotten
    | OutletChanged
    | SessionChanged
    | KnockHeard
    | TroublesChanged
    | ListeningChanged
    | MessagesLogged
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
        case MessagesLogged(charger_id):
            return ("messages", charger_id)


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
