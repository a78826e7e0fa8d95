"""What a book says that a household's kWh of one month come to: every price that is not of a session alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from app.core.prices.bill import BillLine, Expected, Hours, Note, Role, Stretch
from app.core.prices.books import Book, Component, Condition, Dimension, Scope, Side, Version, minor_unit
from app.core.prices.clock import midnight, next_month
from app.core.prices.cost import Line
from app.core.prices.costing import cost
from app.core.prices.money import total
from app.core.prices.month import fees_of
from app.core.prices.pieces import cuts_of
from app.core.prices.series import PriceSeries, instant_of, microseconds
from app.core.prices.usage import MeterPoint, Usage, UsedSoFar
from app.core.values import replace

_QUARTER = timedelta(minutes=15)
_MONTHLY = (Scope.MONTH_CARD, Scope.MONTH_SITE, Scope.MONTH_HOUSE)
_FEES = (Dimension.CALENDAR_MONTH, Dimension.CALENDAR_DAY)

# By which words a line's name or part tells what it is: the first that is found. What else has a price a kWh is energy.
_WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.GRID_AND_TAX, ("fees", "transfer and energy tax", "överföring och energiskatt")),
    (Role.TAX, ("tax", "skatt", "steuer", "levy", "belasting", "duty")),
    (Role.MARKUP, ("markup", "mark-up", "påslag", "margin", "certificate", "elcert", "aufschlag", "opslag")),
    (Role.GRID, ("grid", "transfer", "network", "nät", "överföring", "netz", "nett", "distribution")),
)


def expected(
    book: Book,
    month: date,
    kwh: Decimal,
    series: Iterable[PriceSeries] = (),
    charged: Sequence[Stretch] = (),
    *,
    version: Version | None = None,
) -> Expected | None:
    """By the versions in force each day, whichever side's the book is; `version` puts one in their place.

    None: the book has no prices for that month, or of a series that it follows not one is known.
    """
    notes: set[Note] = set()
    house = _of_the_house(book, month, version, notes)
    if house is None:
        return None
    start, end = (midnight(book.zone, day) for day in (month, next_month(month)))
    energy_wh = int(kwh * 1000)
    taken = sum((each.energy_wh for each in charged), Fraction(0))
    hours = Hours.NO_MATTER
    readings: tuple[MeterPoint, ...] = ()
    if _hours_matter(house):
        hours = Hours.CHARGED if 0 < taken <= energy_wh else Hours.EVEN
        if hours is Hours.CHARGED:
            readings = _profile(start, end, energy_wh, charged)
    used = tuple(UsedSoFar(scope, month, Decimal(0)) for scope in _MONTHLY)
    found = cost(Usage(start, end, energy_wh, readings, used=used), house, series)
    if found.total is None and found.estimate is None:
        return None
    priced = found.lines if found.estimate is None else found.estimate.lines
    lines = tuple(BillLine(_role(each), replace(each, split=())) for each in (*priced, *fees_of(house, month)))
    return Expected(
        month,
        lines,
        total((each.line.priced for each in lines), minor_unit(book.currency)),
        hours,
        found.missing,
        tuple(sorted(notes, key=lambda each: each.value)),
    )


def _of_the_house(book: Book, month: date, version: Version | None, notes: set[Note]) -> Book | None:
    """The book with what a household's bill has of it alone, and in force all through the month."""
    days = [month + timedelta(days=each) for each in range((next_month(month) - month).days)]
    in_force: list[Version] = []
    for day in days:
        found = version or book.on(day)
        if found is None:
            notes.add(Note.BEGAN_LATER)
        elif found not in in_force:
            in_force.append(found)
    if not in_force:
        return None
    versions = [
        replace(
            each,
            valid_from=month if index == 0 else each.valid_from,
            valid_to=None,
            components=tuple(_components(each, notes)),
            least=None,
            most=None,
        )
        for index, each in enumerate(in_force)
    ]
    # What I charge is fixed at a session's start; a month is no session, so each day has its own prices.
    return replace(book, side=Side.PAY, versions=tuple(versions))


def _components(version: Version, notes: set[Note]) -> Iterable[Component]:
    for each in version.components:
        if each.dimension is Dimension.PEAK_POWER:
            notes.add(Note.POWER)
        elif each.dimension is not Dimension.ENERGY and each.dimension not in _FEES:
            notes.add(Note.SESSIONS)
        else:
            when = tuple(condition for condition in each.when if _for_all(condition))
            if when or not each.when:
                yield replace(each, when=when, floor=None, cap=None, step=1)
            else:
                notes.add(Note.FOR_SOME)


def _for_all(condition: Condition) -> bool:
    """It is about no session, charger or card of its own."""
    return not (
        condition.chargers
        or condition.groups
        or condition.cards
        or condition.min_energy_kwh is not None
        or condition.max_energy_kwh is not None
        or condition.min_duration_s is not None
        or condition.max_duration_s is not None
    )


def _hours_matter(house: Book) -> bool:
    components = (each for version in house.versions for each in version.components)
    cuts = cuts_of((each for each in components if each.dimension is Dimension.ENERGY), midnights=False)
    return bool(cuts.series or cuts.times_us or len(house.versions) > 1)


def _profile(start: datetime, end: datetime, energy_wh: int, charged: Sequence[Stretch]) -> tuple[MeterPoint, ...]:
    """What the house's meter would have shown each quarter of an hour."""
    first, last = microseconds(start), microseconds(end)
    step = _QUARTER // timedelta(microseconds=1)
    count = (last - first) // step
    at_quarter = [Fraction(0)] * (count + 1)  # what was charged within the quarter before each
    taken = Fraction(0)
    for each in charged:
        place = min(max((microseconds(each.start) - first) // step, 0), count - 1)
        at_quarter[place + 1] += each.energy_wh
        taken += each.energy_wh
    rest = energy_wh - taken
    so_far = Fraction(0)
    points = []
    for place in range(count + 1):
        so_far += at_quarter[place]
        points.append(MeterPoint(instant_of(first + place * step), round(rest * place / count + so_far)))
    return tuple(points)


def _role(line: Line) -> Role:
    if line.dimension is not Dimension.ENERGY:
        return Role.FEE
    told = f"{line.part} {line.name}".casefold()
    for role, words in _WORDS:
        if any(word in told for word in words):
            return role
    return Role.ENERGY if line.part in ("", "energy") else Role.OTHER
