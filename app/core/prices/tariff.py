"""A book's prices as a charger can reckon with them by itself: plain prices, of which the first that holds applies.

Net prices, no series, no months, no customers (OCPP 2.1 TariffType, OCPI Tariff). What cannot be said in these terms is
not said at all: a charger that shows another figure than the bill is worse than one that shows none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import product
from math import prod

from app.core.prices.books import Component, Condition, Dimension, Fixed, Limit, Scope, Series, Tiers, Unit, Version
from app.core.prices.money import rounded
from app.core.values import Value, replace

# No number to a charger has more decimals (OCPP 2.x, part 2, 2.1).
SAID_TO = Decimal("0.000001")

# Every alternative of each part is put with every one of the others: no charger keeps more prices than this, and who
# asks must not wait for a million of them.
_MOST_COMBINED = 500

_EVERY_MONTH = 12


class Unsayable(Enum):
    """Why a book's prices cannot be put in these terms."""

    NO_PRICES = "no_prices"  # none in force today
    SERIES = "series"
    BY_USE = "by_use"  # tiers, and what is free each month
    BY_MONTH = "by_month"  # fees of days and months, which are no session's
    PEAKS = "peaks"
    FOR_SOME = "for_some"  # other prices for some cards or groups
    HOLIDAYS = "holidays"
    SEASONS = "seasons"
    METER_CLOCK = "meter_clock"  # a clock that ignores summer time
    BOUNDS = "bounds"  # the least or the most that a part of the price may be
    STEPS = "steps"
    VAT = "vat"  # several VAT rates on one kind of price
    INTRICATE = "intricate"


class CannotBeSaid(Exception):
    def __init__(self, why: Unsayable) -> None:
        super().__init__(why.value)
        self.why = why


class When(Value, frozen=True):
    """All that is said must hold; None: it does not matter. From … is inclusive, to … and the most are exclusive."""

    from_time: time | None = None  # local
    to_time: time | None = None  # not after from_time: over midnight; 00:00 is the end of the day
    weekdays: frozenset[int] = frozenset()  # 1 Monday … 7 Sunday
    from_date: date | None = None  # local
    to_date: date | None = None
    least_wh: int | None = None  # charged so far
    most_wh: int | None = None
    least_s: int | None = None  # since the start
    most_s: int | None = None
    least_charging_s: int | None = None
    most_charging_s: int | None = None
    least_idle_s: int | None = None
    most_idle_s: int | None = None


ALWAYS = When()


class Price(Value, frozen=True):
    amount: Decimal  # without VAT; for a kWh, a minute or a session
    when: When = ALWAYS


class Prices(Value, frozen=True):
    """Of one kind. The first that holds applies; where none does it is free."""

    prices: tuple[Price, ...]
    vat_rate: Decimal = Decimal(0)


class Tariff(Value, frozen=True):
    currency: str
    energy: Prices | None = None
    charging: Prices | None = None  # time
    idle: Prices | None = None  # time
    session: Prices | None = None  # once, as it stands at the start
    least: Limit | None = None
    most: Limit | None = None


_REASONS = {
    Dimension.CALENDAR_DAY: Unsayable.BY_MONTH,
    Dimension.CALENDAR_MONTH: Unsayable.BY_MONTH,
    Dimension.PEAK_POWER: Unsayable.PEAKS,
}
_PER = {Unit.HOUR: 60}  # minutes

_Column = list[tuple[Fraction, When]]


def tariff_of(version: Version | None, currency: str, charger_id: str) -> Tariff:
    """What this version says at this charger. Raises CannotBeSaid."""
    if version is None or not version.components:
        raise CannotBeSaid(Unsayable.NO_PRICES)
    by_dimension: dict[Dimension, list[Component]] = {}
    for component in version.components:
        if component.dimension in _REASONS:
            raise CannotBeSaid(_REASONS[component.dimension])
        by_dimension.setdefault(component.dimension, []).append(component)
    said = {dimension: _prices(each, charger_id) for dimension, each in by_dimension.items()}
    return Tariff(
        currency,
        energy=said.get(Dimension.ENERGY),
        charging=said.get(Dimension.CHARGE_TIME),
        idle=said.get(Dimension.IDLE_TIME),
        session=said.get(Dimension.SESSION),
        least=version.least,
        most=version.most,
    )


def _prices(components: Sequence[Component], charger_id: str) -> Prices | None:
    """The parts of the price added up: each alternative of one with each of the others."""
    parts: dict[str, list[Component]] = {}
    for component in components:
        if _is_here(component, charger_id):
            parts.setdefault(component.part, []).append(component)
    if not parts:
        return None
    rates = {component.vat_rate for part in parts.values() for component in part}
    if len(rates) > 1:
        raise CannotBeSaid(Unsayable.VAT)
    columns = [_column(sorted(part, key=lambda each: -each.priority), charger_id) for part in parts.values()]
    if prod(map(len, columns)) > _MOST_COMBINED:
        raise CannotBeSaid(Unsayable.INTRICATE)
    prices: list[Price] = []
    for combined in product(*columns):
        when = _all_of(each for _, each in combined)
        if when is None:
            continue
        amount = rounded(sum((each for each, _ in combined), Fraction(0)), SAID_TO)
        prices.append(Price(amount, when))
        if when == ALWAYS:  # whatever follows never applies
            break
    while len(prices) > 1 and not prices[-1].amount:  # free is what none says
        del prices[-1]
    return Prices(tuple(prices), rates.pop())


def _column(alternatives: Sequence[Component], charger_id: str) -> _Column:
    """The alternatives of one part in turn, with free where none of them holds."""
    column: _Column = []
    for place, component in enumerate(alternatives):
        column += _lines(component, charger_id, last=place == len(alternatives) - 1)
        if column and column[-1][1] == ALWAYS:
            return column
    if any(each.dimension is Dimension.SESSION for each in alternatives):
        # A fee that begins during the session: one for the start alone is not the same.
        raise CannotBeSaid(Unsayable.INTRICATE)
    return [*column, (Fraction(0), ALWAYS)]


def _lines(component: Component, charger_id: str, *, last: bool) -> _Column:
    """One component: what is free of it first, then its price."""
    rate = component.rate
    if isinstance(rate, Series):
        raise CannotBeSaid(Unsayable.SERIES)
    if isinstance(rate, Tiers) or (component.free is not None and component.free.scope is not Scope.SESSION):
        raise CannotBeSaid(Unsayable.BY_USE)
    if component.floor is not None or component.cap is not None:
        raise CannotBeSaid(Unsayable.BOUNDS)
    if component.step != 1:
        raise CannotBeSaid(Unsayable.STEPS)
    here = [each for each in component.when if _names(each, charger_id)]
    whens = [_when(each, component.dimension) for each in here] if component.when else [ALWAYS]
    free_until = _free_until(component)
    column: _Column = []
    for quiet in component.quiet:
        if _names(quiet, charger_id):
            column += _free([*whens], _when(quiet, component.dimension))
    price = _net(component, rate)
    for when in whens:
        if free_until is None:
            column.append((price, when))
            continue
        name, amount = free_until
        if not last:  # or what is free here would cost as the next alternative does
            column += _free([when], replace(ALWAYS, **{f"most_{name}": amount}))
            column.append((price, when))
            continue
        after = _all_of((when, replace(ALWAYS, **{f"least_{name}": amount})))
        if after is not None:
            column.append((price, after))
    return column


def _free(whens: Iterable[When], also: When) -> _Column:
    return [(Fraction(0), both) for when in whens if (both := _all_of((when, also))) is not None]


def _free_until(component: Component) -> tuple[str, int] | None:
    """What is free at first, as the name of a condition and its amount."""
    free = 0 if component.free is None else component.free.amount
    match component.dimension:
        case Dimension.ENERGY:
            name, amount = "wh", Fraction(free) * 1000
        case Dimension.CHARGE_TIME:
            name, amount = "charging_s", Fraction(free)
        case Dimension.IDLE_TIME:
            name, amount = "idle_s", Fraction(free) + component.grace_s
        case _ if free:
            raise CannotBeSaid(Unsayable.INTRICATE)
        case _:
            return None
    if amount.denominator != 1:
        raise CannotBeSaid(Unsayable.INTRICATE)
    return (name, int(amount)) if amount else None


def _net(component: Component, rate: Fixed) -> Fraction:
    amount = Fraction(rate.amount) / _PER.get(component.priced_per, 1)
    return amount / (1 + Fraction(component.vat_rate)) if component.vat_inside else amount


def _is_here(component: Component, charger_id: str) -> bool:
    return not component.when or any(_names(each, charger_id) for each in component.when)


def _names(condition: Condition, charger_id: str) -> bool:
    names = {each.casefold() for each in condition.chargers}
    return not names or charger_id.casefold() in names


def _when(condition: Condition, dimension: Dimension) -> When:
    if condition.cards or condition.groups:
        raise CannotBeSaid(Unsayable.FOR_SOME)
    if condition.holidays is not None:
        raise CannotBeSaid(Unsayable.HOLIDAYS)
    if condition.months and len(condition.months) < _EVERY_MONTH:
        raise CannotBeSaid(Unsayable.SEASONS)
    if condition.winter_time:
        raise CannotBeSaid(Unsayable.METER_CLOCK)
    when = When(
        *_times(condition),
        weekdays=condition.weekdays,
        from_date=condition.from_date,
        to_date=condition.to_date,
        least_wh=_watt_hours(condition.min_energy_kwh) or None,
        most_wh=_watt_hours(condition.max_energy_kwh),
        least_s=condition.min_duration_s or None,
        most_s=condition.max_duration_s,
    )
    so_far = (when.least_wh, when.most_wh, when.least_s, when.most_s)
    if dimension is Dimension.SESSION and so_far != (None,) * 4:
        raise CannotBeSaid(Unsayable.INTRICATE)
    return when


def _times(condition: Condition) -> tuple[time | None, time | None]:
    midnight = time(0)
    begins, ends = condition.from_time or midnight, condition.to_time or midnight
    if begins == ends:
        return None, None
    if any(each.second or each.microsecond for each in (begins, ends)):
        raise CannotBeSaid(Unsayable.INTRICATE)
    return begins, ends


def _watt_hours(energy_kwh: Decimal | None) -> int | None:
    if energy_kwh is None:
        return None
    amount = Fraction(energy_kwh) * 1000
    if amount.denominator != 1:
        raise CannotBeSaid(Unsayable.INTRICATE)
    return int(amount)


def _all_of(whens: Iterable[When]) -> When | None:
    """Where all of these hold; None: nowhere. Raises CannotBeSaid."""
    found = ALWAYS
    for when in whens:
        if found == ALWAYS or when == ALWAYS:
            found = when if found == ALWAYS else found
            continue
        both = _both(found, when)
        if both is None:
            return None
        found = both
    return found


def _both(one: When, other: When) -> When | None:
    times, others = (one.from_time, one.to_time), (other.from_time, other.to_time)
    nothing = (None, None)
    if nothing not in (times, others) and times != others:
        raise CannotBeSaid(Unsayable.INTRICATE)
    weekdays = one.weekdays & other.weekdays if one.weekdays and other.weekdays else one.weekdays | other.weekdays
    if one.weekdays and other.weekdays and not weekdays:
        return None
    begins, ends = others if times == nothing else times
    both: dict[str, object] = {"from_time": begins, "to_time": ends, "weekdays": weekdays}
    for least, most in _SPANS:  # each pair is of one kind: kWh, or seconds, or days
        both[least] = max(
            (each for each in (getattr(one, least), getattr(other, least)) if each is not None), default=None
        )
        both[most] = min(
            (each for each in (getattr(one, most), getattr(other, most)) if each is not None), default=None
        )
        if both[least] is not None and both[most] is not None and both[least] >= both[most]:  # type: ignore[operator]
            return None
    return When(**both)  # type: ignore[arg-type]


_SPANS = (
    ("from_date", "to_date"),
    ("least_wh", "most_wh"),
    ("least_s", "most_s"),
    ("least_charging_s", "most_charging_s"),
    ("least_idle_s", "most_idle_s"),
)
