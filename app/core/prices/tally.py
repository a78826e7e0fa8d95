"""Counts what one component priced of one session, slice by slice, and makes its line: exact until the last step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.core.prices.books import TIMED, Component, Dimension, Fixed, Scope, Series, Unit
from app.core.prices.clock import SECOND, month_of
from app.core.prices.cost import Flag, Line, Slice
from app.core.prices.money import EXACT, Priced, rounded, taxed
from app.core.prices.pieces import Instant, Piece, months_matter
from app.core.prices.series import PriceSeries, instant_of

# How many of the engine's own units (Wh, µs) one unit is.
SCALE = {
    Unit.KWH: 1000,
    Unit.MINUTE: 60 * SECOND,
    Unit.HOUR: 3600 * SECOND,
    Unit.SESSION: 1,
    Unit.DAY: 1,
    Unit.MONTH: 1,
    Unit.KW: 1000,
}
# And how many of them one is in which steps, free amounts and tiers are written (Wh; kWh, s).
_STEP_SCALE = {Dimension.ENERGY: 1, Dimension.CHARGE_TIME: SECOND, Dimension.IDLE_TIME: SECOND}
_AMOUNT_SCALE = {Dimension.ENERGY: 1000, Dimension.CHARGE_TIME: SECOND, Dimension.IDLE_TIME: SECOND}
_MILLIONTH = Decimal("0.000001")


class Used:
    """How much each scope had used before a piece: what came before the session, and the session's own."""

    def __init__(self, told: dict[tuple[Scope, date], Fraction]) -> None:
        self._told = told  # Wh
        self._began: dict[date, Fraction] = {}  # Wh of this session before each month that it touches

    def enter(self, piece: Piece) -> None:
        """Every piece, in order: energy of a month counts from its first local midnight."""
        self._began.setdefault(month_of(piece.wall.day), piece.energy_before)

    def before(self, scope: Scope, piece: Piece) -> Fraction:
        month = month_of(piece.wall.day)
        return self._told.get((scope, month), Fraction(0)) + piece.energy_before - self._began[month]

    def knows(self, scope: Scope, piece: Piece) -> bool:
        """Of a month that began during the session only the house can have used something before."""
        month = month_of(piece.wall.day)
        began_now = len(self._began) > 1 and scope is not Scope.MONTH_HOUSE
        return (scope, month) in self._told or (began_now and self._began[month] != 0)


class _Cut:
    """A slice in the making."""

    __slots__ = ("end", "exact_rate", "free", "month", "quantity", "rate", "start")

    def __init__(self, piece: Piece, quantity: Fraction, rate: Decimal | None, *, free: bool) -> None:
        self.start = piece.start
        self.end = piece.end
        self.quantity = quantity  # Wh, µs or sessions
        self.rate = rate  # None: no price is known
        self.exact_rate = Fraction(rate or 0)
        self.free = free
        self.month = piece.wall.day.month


class Tally:
    """One component within one session."""

    def __init__(self, component: Component, series: PriceSeries | None, version_id: int) -> None:
        self.component = component
        self.version_id = version_id
        self.flags: set[Flag] = set()
        self._series = series
        self._cuts: list[_Cut] = []
        self._known: dict[int, Decimal] = {}  # the rates by the series that this session met, by their point
        self._scale = SCALE[component.priced_per]
        self._amounts = _AMOUNT_SCALE.get(component.dimension, 1)

    @property
    def applied(self) -> bool:
        return bool(self._cuts)

    @property
    def until(self) -> Instant:
        """The end of what it priced last."""
        return self._cuts[-1].end

    @property
    def paid(self) -> Fraction:
        """Wh, µs or sessions that were not free."""
        return sum((cut.quantity for cut in self._cuts if not cut.free), Fraction(0))

    def add(self, piece: Piece, quantity: Fraction, position: Fraction, used: Used) -> None:
        """Prices so much of a piece; `position` is what of its dimension came before it in the session."""
        if not quantity:
            return
        free = Fraction(0)
        if self.component.free is not None:
            limit = Fraction(self.component.free.amount) * self._amounts
            at = self._position(self.component.free.scope, piece, position, used)
            free = min(max(limit - at, Fraction(0)), quantity)
            if free:
                self._put(piece, free, Decimal(0), free=True)
        if free < quantity:
            for part, rate in self._rates(piece, quantity - free, position, free, used):
                self._put(piece, part, rate)

    def price_of(self, piece: Piece) -> object:
        """What the price of a piece depends on beside the amount: for telling whether it changes with time."""
        if isinstance(self.component.rate, Series):
            return self._series_rate(piece)
        return month_of(piece.wall.day) if months_matter(self.component) else None

    def step_up(self, paid: Fraction) -> None:
        """Rounds up what a dimension came to, at this component's step and last rate (OCPI 2.2.1: step_size)."""
        step = self.component.step * _STEP_SCALE.get(self.component.dimension, 1)
        lacking = -paid % step
        last = next((cut for cut in reversed(self._cuts) if not cut.free), None)
        if lacking and last is not None:
            last.quantity += lacking
            self.flags.add(Flag.STEPPED)

    def missing(self) -> Iterator[tuple[Instant, Instant]]:
        """The spans with a quantity and without a price."""
        return ((cut.start, cut.end) for cut in self._cuts if cut.rate is None)

    def estimate(self) -> bool:
        """Puts the plain mean of the known prices in place of the missing ones; False: none is known."""
        if not self._known:
            return False
        mean = sum(map(Fraction, self._known.values()), Fraction(0)) / len(self._known)
        for cut in self._cuts:
            if cut.rate is None:
                cut.rate, cut.exact_rate = rounded(mean, _MILLIONTH), mean
        self.flags.add(Flag.PRICE_ESTIMATED)
        return True

    def slices(self) -> list[Slice]:
        """What it priced; nothing may be missing any more."""
        found = []
        for cut in self._cuts:
            quantity = cut.quantity / self._scale
            rate = Decimal(0) if cut.rate is None else cut.rate
            start, end = instant_of(int(cut.start)), instant_of(int(cut.end))
            found.append(Slice(start, end, quantity, rate, quantity * cut.exact_rate, self.component.name, cut.free))
        return found

    def _position(self, scope: Scope, piece: Piece, position: Fraction, used: Used) -> Fraction:
        if scope is Scope.SESSION:
            return position
        if not used.knows(scope, piece):
            self.flags.add(Flag.USED_SO_FAR_UNKNOWN)
        return used.before(scope, piece)

    def _rates(
        self, piece: Piece, paid: Fraction, position: Fraction, free: Fraction, used: Used
    ) -> Iterator[tuple[Fraction, Decimal | None]]:
        rate = self.component.rate
        if isinstance(rate, Fixed):
            yield paid, rate.amount
        elif isinstance(rate, Series):
            yield paid, self._series_rate(piece)
        else:
            at = self._position(rate.scope, piece, position, used) + free
            for tier in rate.steps:
                part = paid if tier.upto is None else min(Fraction(tier.upto) * self._amounts - at, paid)
                if part > 0:
                    yield part, tier.amount
                    paid -= part
                    at += part
            if paid:
                yield paid, rate.steps[-1].amount

    def _series_rate(self, piece: Piece) -> Decimal | None:
        rate = self.component.rate
        point = None if self._series is None else self._series.at_us(int(piece.start))
        if point is None or not isinstance(rate, Series):
            return None
        known = self._known.get(id(point))
        if known is None:
            value = EXACT.add(EXACT.multiply(point.value, rate.multiplier), rate.adder)
            if rate.floor is not None:
                value = max(value, rate.floor)
            known = self._known[id(point)] = value if rate.cap is None else min(value, rate.cap)
        return known

    def _put(self, piece: Piece, quantity: Fraction, rate: Decimal | None, *, free: bool = False) -> None:
        last = self._cuts[-1] if self._cuts else None
        if (
            last is not None
            and last.end == piece.start
            and last.rate == rate
            and last.free is free
            and last.month == piece.wall.day.month  # reports may split a session at the month's end
        ):
            last.end = piece.end
            last.quantity += quantity
        else:
            self._cuts.append(_Cut(piece, quantity, rate, free=free))

    def within_bounds(self, exact: Fraction) -> Fraction:
        """The component's amount, not under its floor or over its cap. Fees for time are never negative."""
        component = self.component
        if component.dimension in TIMED:
            exact = max(exact, Fraction(0))
        if component.cap is not None and exact > component.cap:
            self.flags.add(Flag.CAPPED)
            return Fraction(component.cap)
        if component.floor is not None and exact < component.floor:
            self.flags.add(Flag.RAISED)
            return Fraction(component.floor)
        return exact


def line_of(tallies: list[Tally], unit: Decimal) -> Line:
    """The one line of alternatives in the same part and with the same VAT, rounded here and nowhere before."""
    component = tallies[0].component
    exact = Fraction(0)
    split: list[Slice] = []
    for tally in tallies:
        slices = tally.slices()
        exact += tally.within_bounds(sum((each.amount for each in slices), Fraction(0)))
        split += slices
    paid = [each for each in split if not each.free]
    rates = {each.rate for each in paid}
    names = {tally.component.name for tally in tallies}
    amount = rounded(exact, unit)
    shown = taxed(Priced(amount, component.vat_rate, component.vat_inside), unit)
    return Line(
        dimension=component.dimension,
        name=component.name if len(names) == 1 else component.part,
        part=component.part,
        quantity=rounded(sum((each.quantity for each in paid), Fraction(0)), _MILLIONTH),
        unit=component.priced_per,
        rate=rates.pop() if len(rates) == 1 else None,
        amount=amount,
        vat_rate=component.vat_rate,
        vat_inside=component.vat_inside,
        net=shown.net,
        vat=shown.vat,
        gross=shown.gross,
        exact=exact,
        flags=tuple(sorted({flag for tally in tallies for flag in tally.flags}, key=lambda flag: flag.value)),
        split=tuple(sorted(split, key=lambda each: (each.start, each.end))),
        version_id=tallies[0].version_id,
    )
