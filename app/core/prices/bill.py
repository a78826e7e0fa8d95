"""A household's bill beside what the price book says of it, as values: what is compared, and what can be the reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from app.core.prices.books import Side
from app.core.prices.cost import Line, Missing
from app.core.prices.money import Total
from app.core.values import Value


class Part(Enum):
    """What a bill is divided into."""

    ENERGY = "energy"  # with the supplier's markup
    GRID = "grid"
    TAX = "tax"
    FEE = "fee"  # by the month or the day
    VAT = "vat"

    __hash__ = object.__hash__


class Bill(Value, frozen=True):
    """What a person reads off it."""

    month: date  # its first day
    kwh: Decimal
    total: Decimal  # what is to be paid
    parts: tuple[tuple[Part, Decimal], ...] = ()  # those that were entered


class Stretch(Value, frozen=True):
    """So much was charged, evenly, within [start, end)."""

    start: datetime
    end: datetime
    energy_wh: Fraction


class Role(Enum):
    """Whose money a line of the book is."""

    ENERGY = "energy"
    MARKUP = "markup"
    GRID = "grid"
    TAX = "tax"
    GRID_AND_TAX = "grid_and_tax"  # both in one figure
    FEE = "fee"
    OTHER = "other"

    __hash__ = object.__hash__


class BillLine(Value, frozen=True):
    role: Role
    line: Line  # without its split


class Hours(Enum):
    """When in the month the electricity is taken to have been used."""

    NO_MATTER = "no_matter"  # no price changes with the time
    EVEN = "even"  # the same in every hour: by the month's mean
    CHARGED = "charged"  # what the chargers took when they took it, the rest evenly


class Note(Enum):
    """What of the book is not in the figure."""

    POWER = "power"  # a power charge: nobody knows the house's power
    SESSIONS = "sessions"  # what only a charging session costs
    FOR_SOME = "for_some"  # prices for some chargers, groups or cards alone
    BEGAN_LATER = "began_later"  # the book has prices for a part of the month; they were taken for all of it

    __hash__ = object.__hash__


class Expected(Value, frozen=True):
    """What the book says that a month's kWh come to."""

    month: date
    lines: tuple[BillLine, ...]
    total: Total
    hours: Hours
    missing: tuple[Missing, ...] = ()  # prices: the mean of the known ones stands for them
    notes: tuple[Note, ...] = ()


class Verdict(Enum):
    AGREES = "agrees"  # to the smallest coin
    ROUNDING = "rounding"
    HOURS = "hours"  # no more than when in the month it was used can make
    DIFFERS = "differs"
    NO_PRICES = "no_prices"  # the book has none for that month, or the series it follows


class Rounding(Enum):
    """Whose rounding makes so much."""

    LINES = "lines"  # each line and the VAT, to the smallest coin
    RATES = "rates"  # a mean price printed with four decimals
    WHOLE = "whole"  # the sum, to whole kronor
    KWH = "kwh"  # the kWh, to whole ones


class Why(Enum):
    """Why a bill may be another than the book says. Each is tried by reckoning with it."""

    WITHOUT_VAT = "without_vat"  # the bill's sum is
    TYPED_WITHOUT_VAT = "typed_without_vat"  # the book's amounts, which are said to have it in them
    NO_VAT_IN_BOOK = "no_vat_in_book"
    SUM_IN_HUNDREDTHS = "sum_in_hundredths"  # it was entered in öre
    ONLY_SUPPLIER = "only_supplier"  # the one of two bills
    ONLY_GRID = "only_grid"
    NOT_ON_BILL = "not_on_bill"  # this line
    TWICE = "twice"  # this fee
    TOO_SMALL = "too_small"  # this line, a hundred times: kr were typed where öre are meant
    TOO_LARGE = "too_large"
    TAX_NOT_IN_BOOK = "tax_not_in_book"  # what the books that come with the program have
    OTHER_VERSION = "other_version"
    OTHER_MONTH = "other_month"
    NOT_IN_BOOK = "not_in_book"  # of what the book lacks, this amount would explain it
    POWER = "power"  # the power charge, which is not in the figure, would be this


class Reason(Value, frozen=True):
    why: Why
    expected: Decimal  # what the book says then
    remaining: Decimal  # what of the bill it leaves unexplained
    exact: bool = True  # that is no more than rounding; otherwise than the hours can make
    without_vat: bool = False  # and the bill's sum is without VAT
    lines: tuple[str, ...] = ()  # names of lines: that it is about, or that the bill then holds
    roles: tuple[Role, ...] = ()  # of these lines, or of what the book lacks
    since: date | None = None  # the version, or the month
    vat_rate: Decimal | None = None
    per_kwh: Decimal | None = None  # what it would be, with VAT; of one of two bills: the tax that the book lacks
    amount: Decimal | None = None


class PartRow(Value, frozen=True):
    """One part beside the book's."""

    parts: tuple[Part, ...]  # two where the book has them in one figure
    bill: Decimal
    book: Decimal

    @property
    def difference(self) -> Decimal:
        return self.bill - self.book


class BillCheck(Value, frozen=True):
    """What is told of a bill. Differences are the bill less the book."""

    bill: Bill
    side: Side
    currency: str
    verdict: Verdict
    expected: Expected | None = None  # None: the book has no prices for the month
    difference: Decimal | None = None
    per_kwh: Decimal | None = None  # None also of a bill without kWh
    rounding: Rounding | None = None
    reasons: tuple[Reason, ...] = ()  # the likeliest first
    rows: tuple[PartRow, ...] = ()
    rows_with_vat: bool = False
    unsummed: Decimal | None = None  # what the parts that were entered lack of the sum; None: they add up
    mean_spot: Decimal | None = None  # what the series came to a kWh, without VAT
    needed_spot: Decimal | None = None  # and what would make the bill agree
    charged_kwh: Decimal = Decimal(0)  # what the chargers took that month

    @property
    def share(self) -> Decimal | None:
        """The chargers' part of the bill's kWh; above 1 it is of another month or meter."""
        return self.charged_kwh / self.bill.kwh if self.bill.kwh else None
