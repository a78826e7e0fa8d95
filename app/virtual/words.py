"""What every version's wording must be able to say; the charger itself knows no version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.virtual.clock import from_text
from app.virtual.outlet import Card, EndCause, Reading, State, Transaction

Payload = Any
"""One of the `ocpp` package's payload objects: the edge to a package without types."""

Wording = Callable[[], Payload]
"""Makes the payload when it is sent: 1.6 learns transaction ids from earlier answers."""


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What the central system says about a card."""

    accepted: bool
    status: str
    group: str | None
    expires_at: datetime | None = None

    @property
    def may_end(self) -> bool:
        """Whether the card is good for ending what its group began, also while it charges elsewhere."""
        return self.accepted or self.status == "ConcurrentTx"


def card_answer(status: str, group: str | None, expires_at: str | None) -> CardAnswer:
    """The answer as it stands on the wire, understood."""
    return CardAnswer(status == "Accepted", status, group, None if expires_at is None else from_text(expires_at))


@dataclass(frozen=True, slots=True)
class BootAnswer:
    """The answer to a boot."""

    status: str
    interval_s: int


class Words(Protocol):
    """One version's way to say it. None: this version has no word for that."""

    def boot(self, reason: str) -> Payload: ...

    def read_boot(self, answer: Any) -> BootAnswer: ...

    def heartbeat(self) -> Payload: ...

    def status(self, state: State) -> str:
        """The word for an outlet's state."""

    def status_notification(self, outlet: int, state: State, at: datetime) -> Payload | None:
        """`outlet` 0 is the charger as a whole."""

    def authorize(self, card: Card) -> Payload: ...

    def read_card(self, answer: Any) -> CardAnswer | None: ...

    def meter_values(self, outlet: int, reading: Reading, context: str) -> Payload:
        """A reading outside any transaction."""

    def began(self, transaction: Transaction, trigger: str, plugged: bool, offline: bool) -> Wording: ...

    def heard_begin(self, transaction: Transaction, answer: Any) -> None: ...

    def changed(
        self, transaction: Transaction, trigger: str, state: State, at: datetime, offline: bool
    ) -> Wording | None: ...

    def metered(self, transaction: Transaction, reading: Reading, context: str, offline: bool) -> Wording: ...

    def ended(
        self,
        transaction: Transaction,
        reading: Reading,
        cause: EndCause,
        card: Card | None,
        plugged: bool,
        offline: bool,
    ) -> Wording: ...
