"""Months: sums for the screen and for statements, fees of the calendar, and what a month had used before a session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.core import card_numbers
from app.core.prices import clock
from app.core.prices.books import Book, Component, Dimension, Fixed, Scope, Version, minor_unit
from app.core.prices.cost import Cost, Line, Slice
from app.core.prices.money import Priced, Total, rounded, taxed, total
from app.core.prices.peaks import PowerMean, peak_charge
from app.core.prices.pieces import Wall, on_clock
from app.core.prices.series import microseconds
from app.core.prices.splitting import flow_of
from app.core.prices.usage import Usage, UsedSoFar
from app.core.values import Value


class CardTotal(Value, frozen=True):
    """What a card on the screen shows: exact amounts added, then rounded once. It is no statement's total."""

    net: Decimal
    gross: Decimal
    energy_wh: Fraction
    sessions: int
    unpriced: int  # sessions whose prices are missing: in the energy, in no amount


class StatementTotal(Value, frozen=True):
    """What a statement prints: rounded lines added, with VAT on the sum of each rate. A reader can add it up."""

    total: Total
    sessions: int
    unpriced: int


def card_total(costs: Sequence[Cost], currency: str) -> CardTotal:
    """One rounding for the whole month."""
    unit = minor_unit(currency)
    lines = [line for each in costs if each.total is not None for line in each.lines]
    return CardTotal(
        net=rounded(sum((line.exact_net for line in lines), Fraction(0)), unit),
        gross=rounded(sum((line.exact_gross for line in lines), Fraction(0)), unit),
        energy_wh=sum((each.energy_wh for each in costs), Fraction(0)),
        sessions=len(costs),
        unpriced=sum(each.total is None for each in costs),
    )


def statement_total(costs: Sequence[Cost], currency: str, fees: Iterable[Line] = ()) -> StatementTotal:
    """The sum of all lines as printed, VAT once per rate (Skatteverket), with the calendar's fees if there are any."""
    lines = [line for each in costs if each.total is not None for line in each.lines]
    return StatementTotal(
        total=total((line.priced for line in [*lines, *fees]), minor_unit(currency)),
        sessions=len(costs),
        unpriced=sum(each.total is None for each in costs),
    )


def month_of_session(usage: Usage, zone: str) -> date:
    """The local month it belongs to, by its first day: the one it ends in, as on a receipt."""
    stop = microseconds(usage.stop)
    last = max(stop - 1, microseconds(usage.start))  # one that ends at midnight ends in the old month
    return clock.month_of(clock.local_day(last, clock.spans(zone, last, last + 1)[0][2]))


def by_month(line: Line, zone: str) -> dict[date, Fraction]:
    """A line's exact amount in each local month, for reports that split sessions at a month's end.

    A floor, a cap or a step belongs to the whole session: what it adds or takes goes to the last month.
    """
    found: dict[date, Fraction] = {}
    month = None
    for each in line.split:
        at = microseconds(each.start)
        month = clock.month_of(clock.local_day(at, clock.spans(zone, at, at + 1)[0][2]))
        found[month] = found.get(month, Fraction(0)) + each.amount
    if month is not None:
        found[month] += line.exact - sum(found.values())
    return found


def fees_of(book: Book, month: date, means: Iterable[PowerMean] = ()) -> tuple[Line, ...]:
    """The lines of a month that no session causes: monthly and daily fees, and power by the house's means.

    A monthly fee is the one in force on the first day of the month that has any; a daily one counts the days on which
    its version is in force and its conditions hold at noon.
    """
    ends = clock.next_month(month).toordinal()
    days = [date.fromordinal(day) for day in range(clock.month_of(month).toordinal(), ends)]
    in_force = [(day, version) for day in days if (version := book.on(day)) is not None]
    if not in_force:
        return ()
    kept = tuple(means)
    found = []
    first_day, first = in_force[0]
    for component in first.components:
        if component.dimension is Dimension.CALENDAR_MONTH and _holds(component, first, first_day):
            found.append(_fee(book, component, first, Fraction(1), [days[0], days[-1]]))
        elif component.dimension is Dimension.PEAK_POWER and kept:
            charge = peak_charge(kept, component, book.zone, month, first.holiday_sets)
            found.append(_fee(book, component, first, charge.basis_kw, [days[0], days[-1]]))
    versions: dict[date, Version] = {version.valid_from: version for _, version in in_force}
    for version in versions.values():
        for component in version.components:
            if component.dimension is Dimension.CALENDAR_DAY:
                counted = [day for day, each in in_force if each is version and _holds(component, version, day)]
                if counted:
                    found.append(_fee(book, component, version, Fraction(len(counted)), counted))
    return tuple(found)


def used_before(
    sessions: Iterable[tuple[int, Usage]], zone: str, uncounted: Collection[int] = ()
) -> dict[int, tuple[UsedSoFar, ...]]:
    """By session number: what its card and the site had used before it, in every local month it touches.

    Sessions count in order of start, then number, so a late one changes those after it and never those before. The
    house's own use is not among them: only its meter knows it. `uncounted`: nobody pays for these, so they use up
    nothing of what others have cheaper.
    """
    so_far: dict[tuple[Scope, str, date], Fraction] = {}
    found = {}
    for number, usage in sorted(sessions, key=lambda pair: (pair[1].start, pair[0])):
        used = []
        for month, energy_wh in energy_by_month(usage, zone):
            for scope, who in ((Scope.MONTH_CARD, card_numbers.key(usage.card)), (Scope.MONTH_SITE, "")):
                before = so_far.get((scope, who, month), Fraction(0))
                used.append(UsedSoFar(scope, month, before / 1000))
                if number not in uncounted:
                    so_far[scope, who, month] = before + energy_wh
        found[number] = tuple(used)
    return found


def energy_by_month(usage: Usage, zone: str) -> list[tuple[date, Fraction]]:
    """Its exact Wh in each local month that it touches, in order."""
    start, stop = microseconds(usage.start), microseconds(usage.stop)
    flow = flow_of(usage)
    local = clock.spans(zone, start, max(stop, start + 1))
    marks = sorted({start, *(at for at in clock.edges(local, [0]) if start < at < stop)})
    found: dict[date, Fraction] = {}
    before = Fraction(0)
    for begin, end in zip(marks, [*marks[1:], stop], strict=True):
        until = flow.until(end)
        offset = next(span[2] for span in reversed(local) if span[0] <= begin)
        month = clock.month_of(clock.local_day(begin, offset))
        found[month] = found.get(month, Fraction(0)) + until - before
        before = until
    return sorted(found.items())


def _holds(component: Component, version: Version, day: date) -> bool:
    holidays = {each.name: each.days for each in version.holiday_sets}
    noon = Wall(day, clock.DAY // 2)
    return not component.when or any(on_clock(condition, noon, holidays) for condition in component.when)


def _fee(book: Book, component: Component, version: Version, quantity: Fraction, days: list[date]) -> Line:
    rate = component.rate.amount if isinstance(component.rate, Fixed) else Decimal(0)
    exact = quantity * Fraction(rate)
    unit = minor_unit(book.currency)
    amount = rounded(exact, unit)
    shown = taxed(Priced(amount, component.vat_rate, component.vat_inside), unit)
    start, end = (clock.midnight(book.zone, day) for day in (days[0], days[-1] + timedelta(days=1)))
    return Line(
        dimension=component.dimension,
        name=component.name,
        part=component.part,
        quantity=rounded(quantity, Decimal("0.000001")),
        unit=component.priced_per,
        rate=rate,
        amount=amount,
        vat_rate=component.vat_rate,
        vat_inside=component.vat_inside,
        net=shown.net,
        vat=shown.vat,
        gross=shown.gross,
        exact=exact,
        split=(Slice(start, end, quantity, rate, exact, component.name),),
        version_id=version.id,
    )
