"""Price books as values: what I pay and what I charge, each a stack of dated, priced parts.

Every amount is a Decimal in the book's currency; energy is kWh where a person types it, time is seconds. The shape
follows OCPI 2.2.1 (Tariff, element, price component, restrictions) with what it lacks: months, holidays, price series,
tiers, power charges, and several prices on one kilowatt-hour that add up.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from app.core.values import Value, replace


class Side(Enum):
    """Whose money a book is about."""

    PAY = "pay"  # what I pay
    CHARGE = "charge"  # what I charge: fixed for a session at its start (OCPI: the driver accepted that tariff)


class Dimension(Enum):
    """What a component is a price of."""

    ENERGY = "energy"
    SESSION = "session"  # once
    CHARGE_TIME = "charge_time"  # from the start to the last energy (OCPI: TIME)
    IDLE_TIME = "idle_time"  # from the last energy to the stop (OCPI: PARKING_TIME)
    CALENDAR_DAY = "calendar_day"  # the days and months of the year, sessions or none
    CALENDAR_MONTH = "calendar_month"
    PEAK_POWER = "peak_power"  # a month's highest means of the whole house

    __hash__ = object.__hash__


# What is counted in seconds.
TIMED = (Dimension.CHARGE_TIME, Dimension.IDLE_TIME)


class Unit(Enum):
    """What a rate is for one of."""

    KWH = "kWh"
    MINUTE = "minute"
    HOUR = "hour"
    SESSION = "session"
    DAY = "day"
    MONTH = "month"
    KW = "kW"

    __hash__ = object.__hash__


# The units each dimension may be priced in; the first is the usual one.
UNITS = {
    Dimension.ENERGY: (Unit.KWH,),
    Dimension.SESSION: (Unit.SESSION,),
    Dimension.CHARGE_TIME: (Unit.MINUTE, Unit.HOUR),
    Dimension.IDLE_TIME: (Unit.MINUTE, Unit.HOUR),
    Dimension.CALENDAR_DAY: (Unit.DAY,),
    Dimension.CALENDAR_MONTH: (Unit.MONTH,),
    Dimension.PEAK_POWER: (Unit.KW,),
}


class Scope(Enum):
    """Whose energy is counted for tiers and free amounts; a month is a local calendar month."""

    SESSION = "session"
    MONTH_CARD = "month_card"
    MONTH_SITE = "month_site"  # all sessions here
    MONTH_HOUSE = "month_house"  # the whole house with all it uses, from its own meter

    __hash__ = object.__hash__


class Fixed(Value, frozen=True, tag="fixed"):
    amount: Decimal  # per unit


class Tier(Value, frozen=True):
    upto: Decimal | None  # kWh, or seconds for time; the tier ends here. None: no end, the last one
    amount: Decimal  # per unit


class Tiers(Value, frozen=True, tag="tiers"):
    """All energy of the scope counts, in time order, whether or not this component priced it."""

    scope: Scope
    steps: tuple[Tier, ...]


class Series(Value, frozen=True, tag="series"):
    """multiplier × the series' price + adder, not below the floor, not above the cap."""

    series_id: str
    multiplier: Decimal = Decimal(1)
    adder: Decimal = Decimal(0)
    floor: Decimal | None = None
    cap: Decimal | None = None


Rate = Fixed | Tiers | Series


class Condition(Value, frozen=True):
    """When and for whom: all that is said must hold at the instant. What is left out does not matter.

    Weekday, month and date are those of the instant itself: of a window from 22 to 06 on Fridays, the hours after
    midnight are Saturday's (OCPI: day_of_week).
    """

    from_time: time | None = None  # local, inclusive
    to_time: time | None = None  # local, exclusive; 00:00 is the end of the day; not after from_time: over midnight
    weekdays: frozenset[int] = frozenset()  # 1 Monday … 7 Sunday (ISO 8601)
    months: frozenset[int] = frozenset()  # 1 … 12
    from_date: date | None = None  # local, inclusive
    to_date: date | None = None  # local, exclusive (OCPI: end_date)
    holidays: str | None = None  # the name of a holiday set of the version …
    only_holidays: bool = False  # … and whether it must be such a day, or must not
    winter_time: bool = False  # by a clock that ignores summer time, as some two-register meters have
    min_energy_kwh: Decimal | None = None  # charged in this session so far, inclusive
    max_energy_kwh: Decimal | None = None  # exclusive
    min_duration_s: int | None = None  # since the session's start, inclusive
    max_duration_s: int | None = None  # exclusive
    chargers: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()


ALWAYS = Condition()


class Free(Value, frozen=True):
    """What costs nothing before the rate applies: the first kWh, or seconds of time, of each scope."""

    amount: Decimal
    scope: Scope = Scope.SESSION


class Window(Value, frozen=True):
    """When a power mean counts, and how much."""

    when: Condition
    weight: Decimal = Decimal(1)


class PeakRule(Value, frozen=True):
    """Which power means of a month make up the power that is paid for."""

    peaks: int = 1  # the mean of so many highest; 1 or 3
    distinct_days: bool = False  # each of another local day
    resolution_min: int = 60  # 60 or 15
    month_offset: int = 0  # 1: last month's peaks are paid this month
    windows: tuple[Window, ...] = ()  # the first that holds gives the weight; none holds: left out; no windows: all 1


class Component(Value, frozen=True):
    """One price in the stack.

    Components of one dimension and one `part` are alternatives: of those whose conditions hold, that of the highest
    priority applies, and of equals the first in the list. Different parts add up (spot, transfer, tax, markup).
    """

    dimension: Dimension
    rate: Rate
    name: str = ""  # as the user calls it
    part: str = ""
    unit: Unit | None = None  # None: the usual one
    vat_rate: Decimal = Decimal(0)  # 0.25 is 25 %
    vat_inside: bool = False  # the rate, floor and cap are typed with VAT in them
    when: tuple[Condition, ...] = ()  # any of them; none: always
    priority: int = 0
    quiet: tuple[Condition, ...] = ()  # while any of them holds it does not run ("no idle fee 22–07")
    free: Free | None = None
    grace_s: int = 0  # of idle time, before the fee runs
    floor: Decimal | None = None  # the least and the most this line may be, for one session
    cap: Decimal | None = None
    step: int = 1  # Wh or s; a session's amount is rounded up to it (OCPI: step_size, read and never offered)
    peak: PeakRule | None = None  # of PEAK_POWER

    @property
    def priced_per(self) -> Unit:
        return self.unit or UNITS[self.dimension][0]


class Limit(Value, frozen=True):
    """The least or the most that a whole session costs (OCPI: min_price, max_price)."""

    amount: Decimal
    vat_rate: Decimal = Decimal(0)
    vat_inside: bool = False


class HolidaySet(Value, frozen=True):
    """A grid company's or a country's own list of days."""

    name: str
    days: frozenset[date]


class Version(Value, frozen=True):
    """The stack as it stands from one day to another. Once a session was priced by it, it is never changed."""

    valid_from: date  # local, inclusive
    components: tuple[Component, ...]
    valid_to: date | None = None  # local, exclusive; None: until the next version
    id: int = 0  # given by the store
    note: str = ""
    source: str = ""  # where the figures are from
    entered_at: datetime | None = None
    used: bool = False
    least: Limit | None = None
    most: Limit | None = None
    holiday_sets: tuple[HolidaySet, ...] = ()


class VersionUsed(Exception):
    """Somebody wants to change prices by which sessions were already priced."""

    def __init__(self, version: Version) -> None:
        super().__init__(
            f"The prices from {version.valid_from} were already used. Add new prices with a later date instead."
        )
        self.version = version


class Book(Value, frozen=True):
    """What I pay, or what I charge."""

    side: Side
    currency: str  # ISO 4217
    zone: str  # IANA; local times and dates are by it
    versions: tuple[Version, ...] = ()  # ascending by valid_from
    name: str = ""
    id: int = 0  # given by the store
    vat_inside: bool = True  # amounts are shown with VAT in them; False: without, VAT on top

    def on(self, day: date) -> Version | None:
        """The version in force on a local day: of those that began, the one that began last."""
        found = None
        for version in self.versions:
            if version.valid_from <= day:
                found = version
        return None if found is None or (found.valid_to is not None and found.valid_to <= day) else found

    def until(self, version: Version) -> date | None:
        """The day on which a version is no longer in force: its own end or the next one's beginning."""
        later = [each.valid_from for each in self.versions if each.valid_from > version.valid_from]
        ends = [*later[:1], *([version.valid_to] if version.valid_to is not None else [])]
        return min(ends, default=None)

    def with_version(self, version: Version) -> Book:
        """The book with this version in place of the one of the same day, or added."""
        others = []
        for each in self.versions:
            if each.valid_from == version.valid_from:
                if each.used and each != version:
                    raise VersionUsed(each)
            else:
                others.append(each)
        return replace(self, versions=tuple(sorted([*others, version], key=lambda each: each.valid_from)))

    def without(self, version: Version) -> Book:
        if version.used:
            raise VersionUsed(version)
        return replace(self, versions=tuple(each for each in self.versions if each != version))


# The smallest amount of the currencies that have another than a hundredth (ISO 4217).
_MINOR_DIGITS = {"ISK": 0, "JPY": 0, "KRW": 0, "CLP": 0, "VND": 0, "BHD": 3, "KWD": 3, "TND": 3, "JOD": 3, "OMR": 3}


def is_currency(code: str) -> bool:
    """Whether it is written as ISO 4217 writes one: three capital letters."""
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def minor_unit(currency: str) -> Decimal:
    """The smallest amount money is rounded to: 0.01 for most."""
    return Decimal(1).scaleb(-_MINOR_DIGITS.get(currency, 2))
