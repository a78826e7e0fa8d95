"""A file of prices as it was read: whose format, what area and unit, its points, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.core.prices.series import PricePoint
from app.core.values import Value


class PriceFormat(Enum):
    """Who writes such files."""

    ELPRISET_JUST_NU = "elprisetjustnu"
    NORD_POOL = "nordpool"
    ENTSO_E = "entsoe"
    TIBBER = "tibber"
    OCTOPUS = "octopus"
    CSV = "csv"


class PriceUnit(Value, frozen=True):
    """What one figure of a file is a price in: 1 öre/kWh is 0.01 SEK/kWh, 1 EUR/MWh is 0.001 EUR/kWh."""

    currency: str  # ISO 4217
    hundredths: bool = False  # öre, cent, pence
    per_mwh: bool = False

    def per_kwh(self, figure: Decimal) -> Decimal:
        """In whole kronor, euro, pounds a kWh; exact."""
        return figure.scaleb(-(2 if self.hundredths else 0) - (3 if self.per_mwh else 0))


class SeriesAnswers(Value, frozen=True):
    """What people say of a file that does not say it itself; None and "" where they said nothing."""

    area: str = ""
    unit: PriceUnit | None = None
    zone: str = ""  # IANA, of times without an offset
    time_column: str = ""
    price_column: str = ""
    with_tax: bool | None = None  # of files that have both: take the price with tax and VAT in it


class SeriesRead(Value, frozen=True):
    """Every price of a file in its currency per kWh, in order of time."""

    format: PriceFormat
    points: tuple[PricePoint, ...]
    unit: PriceUnit
    resolution_s: int
    area: str = ""
    with_tax: bool = False  # tax and VAT are in it already


class WhyPrices(Enum):
    """Why a file of prices is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_RECOGNISED = "not_recognised"
    NO_PRICES = "no_prices"  # the right kind of file, and none in it
    COLUMNS = "columns"  # the columns of time and price cannot be told; detail: those there are
    AREA = "area"  # several; detail: which
    UNIT = "unit"  # not said
    CURRENCIES = "currencies"  # several in one file
    TIME = "time"  # not an instant
    ZONE = "zone"  # not a zone, or none said for times without an offset
    NEVER_WAS = "never_was"  # an hour that a clock change left out
    SAID_ONCE = "said_once"  # an hour that a clock change repeats, given once: which of the two cannot be told
    PRICE = "price"  # not a number
    IMPOSSIBLE = "impossible"  # a number that no kWh ever cost
    OVERLAP = "overlap"  # two prices for one time


@dataclass
class BadPrices(Exception):
    """The first thing wrong; nothing was imported."""

    why: WhyPrices
    line: int = 0  # from 1, of a table; from 1, the price's place in another file; 0: the file as a whole
    detail: str = ""
