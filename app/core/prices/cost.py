"""What a priced session looks like: lines that add up, each with the intervals that led to it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import msgspec

from app.core.prices.books import Dimension, Unit
from app.core.prices.money import Priced, Total
from app.core.values import Value

# Raised with every change that can change a figure, so that it is known by which rules an old cost came about.
ENGINE_VERSION = 2


class CostQuality(Enum):
    """How far a cost can be believed; the worst of what is true of it."""

    MEASURED = "measured"
    SPLIT_ESTIMATED = "split_estimated"  # the energy is right, what of it fell under which price is not quite known
    ENERGY_ESTIMATED = "energy_estimated"
    PRICE_MISSING = "price_missing"


class Flag(Enum):
    """What happened to a line that its figures alone do not say."""

    CAPPED = "capped"
    RAISED = "raised"  # to the component's floor
    LEAST = "least"  # the line that raises a session to the least it may cost
    MOST = "most"  # the line that lowers it to the most
    STEPPED = "stepped"  # rounded up to a step of energy or time
    SPLIT_ESTIMATED = "split_estimated"
    LONG_GAP = "long_gap"  # and for more than an hour there was no figure while the price changed
    USED_SO_FAR_UNKNOWN = "used_so_far_unknown"  # nobody said what the month had used before: counted from nothing
    PRICE_ESTIMATED = "price_estimated"  # in an estimate: the mean of the prices that are known

    __hash__ = object.__hash__


class Slice(Value, frozen=True):
    """A stretch of time at one rate."""

    start: datetime
    end: datetime
    quantity: Fraction  # in the line's unit
    rate: Decimal
    amount: Fraction  # exact
    name: str = ""  # of the component: "low", "high"
    free: bool = False  # it was within a free amount


class Line(Value, frozen=True):
    """What one part of the stack comes to: its alternatives (day and night, say) are one line.

    `amount` is rounded once, in the form its prices were typed in.
    """

    dimension: Dimension
    name: str
    part: str
    quantity: Decimal  # that was paid for, in `unit`, to a millionth
    unit: Unit
    rate: Decimal | None  # None: it varied, see the split
    amount: Decimal
    vat_rate: Decimal
    vat_inside: bool
    net: Decimal  # net, VAT and gross of this line alone: for reading. VAT that counts is reckoned on the sum
    vat: Decimal
    gross: Decimal
    exact: Fraction  # the amount before it was rounded
    flags: tuple[Flag, ...] = ()  # by name: the same cost is the same bytes
    split: tuple[Slice, ...] = ()
    version_id: int = 0

    @property
    def priced(self) -> Priced:
        return Priced(self.amount, self.vat_rate, self.vat_inside)

    @property
    def exact_gross(self) -> Fraction:
        return self.exact if self.vat_inside else self.exact * (1 + Fraction(self.vat_rate))

    @property
    def exact_net(self) -> Fraction:
        return self.exact / (1 + Fraction(self.vat_rate)) if self.vat_inside else self.exact


class Missing(Value, frozen=True):
    """A span [start, end) in which energy was charged and no price is known."""

    start: datetime
    end: datetime
    series_id: str = ""  # empty: the book has no prices at all for that day


class Estimate(Value, frozen=True):
    """What a session may come to once the missing prices are known: by the mean of the known ones. Never a cost."""

    lines: tuple[Line, ...]
    total: Total


class Cost(Value, frozen=True):
    """The cost or the price of one session."""

    currency: str
    quality: CostQuality
    lines: tuple[Line, ...]  # where prices are missing: those that do not need them
    total: Total | None  # None: prices are missing
    energy_wh: Fraction
    version_ids: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()
    estimate: Estimate | None = None  # None also where not one price is known
    engine: int = ENGINE_VERSION


def written(cost: Cost) -> bytes:
    """A cost as JSON, the same bytes whenever the same is computed: amounts and exact fractions as text."""
    return msgspec.json.encode(cost, enc_hook=_fraction)


def _fraction(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{value!r} is no part of a cost.")
