"""What a charger shows its driver of what charging costs, and how it stands with it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum

from app.core.prices.books import Side
from app.core.prices.tariff import Unsayable
from app.core.values import Value


class ShownCost(Enum):
    """Which costs chargers are told, everywhere."""

    NOTHING = "nothing"
    CHARGED = "charged"  # what the driver pays; nothing where I charge nothing
    PAID = "paid"  # what I pay, for whoever charges at home

    @property
    def side(self) -> Side | None:
        return {ShownCost.CHARGED: Side.CHARGE, ShownCost.PAID: Side.PAY}.get(self)


class DisplaySettings(Value, frozen=True):
    """What a charger tells of its display; None: it does not tell."""

    shows: bool | None = None
    takes_tariffs: bool | None = None
    currency: str = ""
    decimals: int | None = None  # of the amounts it shows
    price_text: str | None = None  # what it shows while nobody is known; None: it has no place for it


class Showing(Enum):
    """Whether a charger shows what charging costs."""

    NOT_ASKED = "not_asked"  # not since the program began
    YES = "yes"
    UNTOLD = "untold"  # it is told, takes it, and does not say whether it shows it
    OFF = "off"  # it could, and is set not to
    OTHER_CURRENCY = "other_currency"
    CANNOT = "cannot"


class TariffState(Enum):
    """Whether a charger knows the prices, and can reckon with them by itself."""

    NONE = "none"  # nothing is to be known
    HELD = "held"  # and it has said so
    UNSAYABLE = "unsayable"
    REFUSED = "refused"
    CANNOT = "cannot"


class Display(Value, frozen=True):
    charger_id: str
    showing: Showing = Showing.NOT_ASKED
    settings: DisplaySettings = DisplaySettings()
    tariff: TariffState = TariffState.NONE
    why: Unsayable | None = None  # of UNSAYABLE
    detail: str = ""  # of REFUSED: the charger's own word
    told: Decimal | None = None  # the last figure that it took
    at: datetime | None = None  # when it was asked
