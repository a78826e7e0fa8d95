"""What kind of virtual charger is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.virtual.car import CarModel

if TYPE_CHECKING:
    import ssl


class Version(Enum):
    """The OCPP versions a virtual charger speaks; the value is what people type."""

    V16 = "1.6"
    V201 = "2.0.1"
    V21 = "2.1"

    @property
    def subprotocol(self) -> str:
        """As offered in the WebSocket handshake."""
        return f"ocpp{self.value}"


class StartPoint(Enum):
    """When a 2.x transaction begins (TxCtrlr.TxStartPoint, part 2, E01 to E03)."""

    POWER_PATH = "PowerPathClosed"  # cable and card: the same moment as in 1.6
    PLUGGED = "EVConnected"
    CARD = "Authorized"


class Costs(Enum):
    """What the charger can show of what charging costs."""

    NONE = "none"  # it knows no such thing
    UNTOLD = "untold"  # 2.x: it shows them, and says nowhere that it does
    OFF = "off"  # it could, and is set not to
    ON = "on"


@dataclass(frozen=True, slots=True)
class ChargerSettings:
    """One virtual charger. `url` is the central system's address without the identity."""

    url: str
    identity: str
    version: Version = Version.V16
    outlets: int = 1
    password: str | None = None
    tls: ssl.SSLContext | None = None  # whom to trust at a wss:// address; None: as the system does
    vendor: str = "Laddvakt"
    model: str = "Virtual"
    serial: str = "V-0001"
    firmware: str = "1.0.0"
    car: CarModel = field(default_factory=CarModel)  # comes when no other is named
    max_current_a: float = 16.0  # per phase, of each outlet
    phases: int = 3
    start_point: StartPoint = StartPoint.POWER_PATH
    sample_interval_s: int = 60
    reply_timeout_s: float = 30.0
    # Waits between attempts to connect again; the last one repeats.
    backoff_s: tuple[float, ...] = (1, 2, 5, 10, 30)
    # False: nothing moves by itself (no meter reports, heartbeats, or noticed changes) until
    # `pulse()` or a verb is called. Tests with a clock of their own want this.
    lively: bool = True
    ignores_pending: bool = False  # speaks as if accepted although the boot was not
    boots_on_reconnect: bool = False
    sends_soc: bool = True
    signs: bool = False  # the meter signs what it shows at the beginning and the end of a transaction
    most_cards: int = 100  # in the local list
    most_cards_at_once: int = 50  # in one SendLocalList
    most_keys_at_once: int = 50  # 1.6: in one answer to GetConfiguration
    costs: Costs = Costs.NONE
    costs_currency: str = "SEK"  # 2.x
    costs_set_from_outside: bool = True  # whether it may be turned on from outside
    most_tariff_elements: int = 10  # 2.1
    # True: what the central system says wrongly is noted in `problems`, but leaving the
    # `async with` block does not raise.
    tolerant: bool = False

    @property
    def address(self) -> str:
        """The WebSocket address: the identity is the last path segment, percent-encoded."""
        return f"{self.url.rstrip('/')}/{quote(self.identity, safe='')}"
