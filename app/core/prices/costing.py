"""The cost engine: a session and a price book → lines that are exact until each is rounded, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.core.prices import clock
from app.core.prices.books import Book, Component, Condition, Dimension, Limit, Series, Side, Unit, Version, minor_unit
from app.core.prices.clock import SECOND
from app.core.prices.cost import Cost, CostQuality, Estimate, Flag, Line, Missing
from app.core.prices.money import Priced, Total, rounded, taxed, total
from app.core.prices.pieces import Instant, Matcher, Piece, cuts_of, pieces_of
from app.core.prices.series import PriceSeries, instant_of, microseconds
from app.core.prices.splitting import Flow, flow_of
from app.core.prices.tally import Tally, Used, line_of
from app.core.prices.usage import Usage

_HOUR = 3600 * SECOND
# What a session is priced by; days, months and peaks are priced by the month (month.py).
_OF_A_SESSION = (Dimension.ENERGY, Dimension.SESSION, Dimension.CHARGE_TIME, Dimension.IDLE_TIME)


class WrongCurrency(ValueError):
    """A price series is in another currency than the book that refers to it."""

    def __init__(self, series: PriceSeries, book: Book) -> None:
        super().__init__(f"The prices {series.id} are in {series.currency}, and the price book is in {book.currency}.")


def cost(usage: Usage, book: Book, series: Iterable[PriceSeries] = (), *, version: Version | None = None) -> Cost:
    """What a session costs by a book.

    What I charge is fixed by the version in force when the session started (OCPI: a tariff does not change within a
    session); what I pay follows every version that the session touches. `version` puts one in place of them all.
    """
    known = {each.id: each for each in series}
    unit = minor_unit(book.currency)
    flow = flow_of(usage)
    in_force = _InForce(usage, book, version)
    components = [component for each in in_force.versions for component in each.components]
    for component in components:
        if isinstance(component.rate, Series):
            _check_currency(known.get(component.rate.series_id), book)
    pieces = pieces_of(usage, flow, book.zone, cuts_of(components, midnights=in_force.midnights), known)
    stacks = {each.valid_from: _Stack(each, usage, known) for each in in_force.versions}
    used = Used({(each.scope, each.month): Fraction(each.kwh) * 1000 for each in usage.used})
    missing: list[Missing] = []
    doubt = _Doubt(flow)
    charged: set[str] = set()  # parts whose fee for the session was met
    for piece in pieces:
        used.enter(piece)
        found = in_force.on(piece.wall.day)
        if found is None:
            if piece.energy:
                since, until = instant_of(int(piece.start)), instant_of(int(piece.end))
                if missing and missing[-1].end == since:  # one span in words, however many days it has
                    since = missing.pop().start
                missing.append(Missing(since, until))
            continue
        prices = stacks[found.valid_from].price(piece, used, charged)
        doubt.look(piece, prices)
    groups = [group for stack in stacks.values() for group in _lines(stack.finished())]
    for group in groups:
        if group[0].component.dimension is Dimension.ENERGY:
            group[0].flags |= doubt.flags
    return _settled(book, unit, flow, in_force, groups, missing, doubt.flags)


def _check_currency(series: PriceSeries | None, book: Book) -> None:
    if series is not None and series.currency not in ("", book.currency):
        raise WrongCurrency(series, book)


class _InForce:
    """Which version prices a local day of this session."""

    def __init__(self, usage: Usage, book: Book, version: Version | None) -> None:
        start, stop = microseconds(usage.start), microseconds(usage.stop)
        local = clock.spans(book.zone, start, stop)
        first = clock.local_day(start, local[0][2])
        last = max(first, clock.local_day(max(start, stop - 1), local[-1][2]))
        self._book = book
        self._always = version
        self._fixed = version is not None or book.side is Side.CHARGE
        if self._fixed and version is None:
            self._always = book.on(first)
        found: list[Version] = []
        days = (
            [first]
            if self._fixed
            else [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
        )
        for day in days:
            each = self.on(day)
            if each is not None and each not in found:
                found.append(each)
        self.versions = found
        # A session is cut at midnight where another version may begin there, or another month.
        self.midnights = first.month != last.month or any(self.on(day) is not self.on(first) for day in days)

    def on(self, day: date) -> Version | None:
        return self._always if self._fixed else self._book.on(day)


class _Stack:
    """One version's components at work on one session."""

    def __init__(self, version: Version, usage: Usage, series: dict[str, PriceSeries]) -> None:
        self._version = version
        self._matcher = Matcher(usage, {each.name: each.days for each in version.holiday_sets})
        self._tallies: list[Tally] = []
        self._parts: dict[tuple[Dimension, str], list[Tally]] = {}
        for component in version.components:
            if component.dimension in _OF_A_SESSION and self._for_whom(component):
                rate = component.rate
                tally = Tally(component, series.get(rate.series_id) if isinstance(rate, Series) else None, version.id)
                self._tallies.append(tally)
                self._parts.setdefault((component.dimension, component.part), []).append(tally)
        for tallies in self._parts.values():
            tallies.sort(key=lambda tally: -tally.component.priority)

    def _for_whom(self, component: Component) -> bool:
        return not component.when or any(map(self._matcher.for_whom, component.when))

    def price(self, piece: Piece, used: Used, charged: set[str]) -> tuple[object, ...]:
        """Adds a piece to each part's component in force; tells what the prices of energy depend on."""
        prices: list[object] = []
        for (dimension, part), tallies in self._parts.items():
            tally = next((each for each in tallies if self._holds(each.component, piece)), None)
            if dimension is Dimension.ENERGY:
                prices.append(None if tally is None else (id(tally), tally.price_of(piece)))
            if tally is None or any(self._applies(each, piece) for each in tally.component.quiet):
                continue
            quantity, position = _quantity(tally.component, piece)
            if dimension is Dimension.SESSION:
                if part in charged:
                    continue
                charged.add(part)
            tally.add(piece, quantity, position, used)
        return tuple(prices)

    def _holds(self, component: Component, piece: Piece) -> bool:
        return not component.when or any(self._applies(each, piece) for each in component.when)

    def _applies(self, condition: Condition, piece: Piece) -> bool:
        return self._matcher.holds(condition, piece) and self._matcher.for_whom(condition)

    def finished(self) -> list[Tally]:
        """What priced anything, in the order of the stack, with steps of energy and time rounded up."""
        idle = any(each.applied for each in self._tallies if each.component.dimension is Dimension.IDLE_TIME)
        for (dimension, _), tallies in self._parts.items():
            applied = [tally for tally in tallies if tally.applied]
            # Charging time is not rounded up where time of standing follows it (OCPI 2.2.1).
            if applied and not (dimension is Dimension.CHARGE_TIME and idle):
                last = max(applied, key=lambda tally: tally.until)
                if last.component.step > 1:
                    last.step_up(sum((tally.paid for tally in applied), Fraction(0)))
        return [tally for tally in self._tallies if tally.applied]


def _quantity(component: Component, piece: Piece) -> tuple[Fraction, Fraction]:
    """How much of its dimension a piece holds, and how much came before it: Wh, µs, or one session."""
    if component.dimension is Dimension.ENERGY:
        return piece.energy, piece.energy_before
    if component.dimension is Dimension.SESSION:
        return Fraction(1), Fraction(0)
    length = Fraction(piece.end - piece.start)
    if component.dimension is Dimension.CHARGE_TIME:
        return length if piece.charging else Fraction(0), Fraction(piece.elapsed_us)
    after_grace = Fraction(piece.idle_before - component.grace_s * SECOND)
    return (length, after_grace) if piece.idle and after_grace >= 0 else (Fraction(0), Fraction(0))


class _Doubt:
    """Notices where the price changes within a stretch of energy that has no figures."""

    def __init__(self, flow: Flow) -> None:
        self.flags: set[Flag] = set()
        self._flow = flow
        self._before: tuple[object, ...] | None = None

    def look(self, piece: Piece, prices: tuple[object, ...]) -> None:
        if self._before is not None and self._before != prices and piece.by_time:
            gap = self._flow.gap_at(piece.start)
            if gap > self._flow.gap_us:
                self.flags.add(Flag.SPLIT_ESTIMATED)
                if gap > _HOUR:
                    self.flags.add(Flag.LONG_GAP)
        self._before = prices


def _settled(
    book: Book,
    unit: Decimal,
    flow: Flow,
    in_force: _InForce,
    groups: list[list[Tally]],
    missing: list[Missing],
    flags: set[Flag],
) -> Cost:
    lines: list[Line] = []
    estimated: list[Line] | None = [] if not missing else None
    for group in groups:
        spans = [(tally, start, end) for tally in group for start, end in tally.missing()]
        missing += [_missing(*span) for span in spans]
        if not spans:
            lines.append(line_of(group, unit))
        if estimated is not None:
            # Only what lacks a price is estimated; where not one is known there is no estimate at all.
            known = all(tally.estimate() for tally in {id(each): each for each, _, _ in spans}.values())
            estimated = [*estimated, line_of(group, unit)] if known else None
    first = in_force.versions[0] if in_force.versions else None
    sums = None if missing else _limited(lines, first, unit)
    estimate = None
    if missing and estimated:
        estimate = Estimate(total=_limited(estimated, first, unit), lines=tuple(estimated))
    if missing:
        quality = CostQuality.PRICE_MISSING
    elif flow.estimated:
        quality = CostQuality.ENERGY_ESTIMATED
    else:
        quality = CostQuality.SPLIT_ESTIMATED if Flag.SPLIT_ESTIMATED in flags else CostQuality.MEASURED
    return Cost(
        currency=book.currency,
        quality=quality,
        lines=tuple(lines),
        total=sums,
        energy_wh=flow.total_wh,
        version_ids=tuple(each.id for each in in_force.versions),
        missing=tuple(sorted(missing, key=lambda each: (each.start, each.end, each.series_id))),
        estimate=estimate,
    )


def _lines(tallies: list[Tally]) -> list[list[Tally]]:
    """Alternatives of one part, with the same VAT and unit, share a line."""
    groups: dict[object, list[Tally]] = {}
    for tally in tallies:
        each = tally.component
        key = (each.dimension, each.part, each.vat_rate, each.vat_inside, each.priced_per)
        groups.setdefault(key, []).append(tally)
    return list(groups.values())


def _missing(tally: Tally, start: Instant, end: Instant) -> Missing:
    rate = tally.component.rate
    return Missing(instant_of(int(start)), instant_of(int(end)), rate.series_id if isinstance(rate, Series) else "")


def _limited(lines: list[Line], version: Version | None, unit: Decimal) -> Total:
    """The total; a line is added where it is under the least or over the most that a session costs."""
    sums = total((line.priced for line in lines), unit)
    if version is None:
        return sums
    for limit, flag, sign in ((version.least, Flag.LEAST, 1), (version.most, Flag.MOST, -1)):
        if limit is not None:
            lacking = limit.amount - (sums.gross if limit.vat_inside else sums.net)
            if lacking * sign > 0:
                lines.append(_adjustment(limit, lacking, flag, version, unit))
                sums = total((line.priced for line in lines), unit)
    return sums


def _adjustment(limit: Limit, lacking: Decimal, flag: Flag, version: Version, unit: Decimal) -> Line:
    amount = rounded(Fraction(lacking), unit)
    priced = Priced(amount, limit.vat_rate, limit.vat_inside)
    shown = taxed(priced, unit)
    return Line(
        dimension=Dimension.SESSION,
        name="",
        part="",
        quantity=Decimal(1),
        unit=Unit.SESSION,
        rate=None,
        amount=amount,
        vat_rate=limit.vat_rate,
        vat_inside=limit.vat_inside,
        net=shown.net,
        vat=shown.vat,
        gross=shown.gross,
        exact=Fraction(amount),
        flags=(flag,),
        version_id=version.id,
    )
