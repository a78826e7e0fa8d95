"""A session over the end of a month divided there: each month's part of its energy and of its lines. Pure.

Every part is exact and rounded so that the parts add up to the session: what was rounded away in one month is in the
next.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.core.model import Quality, Session
from app.core.prices.books import minor_unit
from app.core.prices.clock import midnight, month_of
from app.core.prices.cost import Cost, CostQuality, Line
from app.core.prices.money import Priced, rounded, taxed, total
from app.core.prices.month import by_month, energy_by_month, month_of_session
from app.core.prices.series import microseconds
from app.core.prices.splitting import flow_of
from app.core.prices.usage import Usage
from app.core.values import replace

_MILLIONTH = Decimal("0.000001")
# Which month is meant, by whichever clock its ends are told: those of two zones are half a day apart and more.
_WITHIN = timedelta(days=14)


def part_of(
    session: Session, cost: Cost | None, usage: Usage, zone: str, since: datetime, until: datetime
) -> tuple[Session, Cost | None]:
    """What of it lies in the months between `since` and `until`, which may be told by another clock than `zone`'s."""
    booked = session.booked
    stopped_at = booked.stopped_at or until
    if since <= booked.started_at and stopped_at <= until:
        return session, cost
    energies = {month: Fraction(energy_wh) for month, energy_wh in energy_by_month(usage, zone)}
    shares = _shares(energies, Decimal(booked.energy_wh), Decimal(1))
    wanted = frozenset(month for month in shares if since <= midnight(zone, month) + _WITHIN < until)
    last = month_of_session(usage, zone)
    flow = flow_of(usage)
    cuts = [at for at in (since, until) if booked.started_at < at < stopped_at]
    doubtful = any(flow.gap_at(microseconds(at)) > flow.gap_us for at in cuts)  # nothing was read near one of them
    part = replace(
        booked,
        started_at=max(booked.started_at, since),
        stopped_at=min(stopped_at, until),
        energy_wh=int(sum((shares[month] for month in wanted), Decimal(0))),
        meter_start_wh=booked.meter_start_wh if booked.started_at >= since else None,
        meter_stop_wh=booked.meter_stop_wh if stopped_at <= until else None,
        quality=Quality.RECONSTRUCTED if doubtful and booked.quality is Quality.MEASURED else booked.quality,
        amended=replace(session.amended, started_at=None, stopped_at=None, energy_wh=None),
    )
    if cost is None:
        return part, None
    unit = minor_unit(cost.currency)
    lines = tuple(line for each in cost.lines if (line := _line_part(each, wanted, last, zone, unit)) is not None)
    return part, replace(
        cost,
        quality=CostQuality.SPLIT_ESTIMATED if doubtful and cost.quality is CostQuality.MEASURED else cost.quality,
        lines=lines,
        total=None if cost.total is None else total((line.priced for line in lines), unit),
        energy_wh=Fraction(part.energy_wh),
    )


def _line_part(line: Line, wanted: frozenset[date], last: date, zone: str, unit: Decimal) -> Line | None:
    exact = by_month(line, zone) or {last: line.exact}
    mine = [month for month in exact if month in wanted]
    if not mine:
        return None
    shares = _shares(exact, line.amount, unit)
    amount = sum((shares[month] for month in mine), Decimal(0))
    split = tuple(each for each in line.split if month_of(each.start.astimezone(ZoneInfo(zone)).date()) in wanted)
    shown = taxed(Priced(amount, line.vat_rate, line.vat_inside), unit)
    return replace(
        line,
        quantity=rounded(sum((each.quantity for each in split if not each.free), Fraction(0)), _MILLIONTH)
        if split
        else line.quantity,
        amount=amount,
        net=shown.net,
        vat=shown.vat,
        gross=shown.gross,
        exact=sum((exact[month] for month in mine), Fraction(0)),
        split=split,
    )


def _shares(exact: Mapping[date, Fraction], whole: Decimal, unit: Decimal) -> dict[date, Decimal]:
    """By month, in order: each the rounded sum until its end, less what the earlier ones had; the last has the rest."""
    found: dict[date, Decimal] = {}
    until, had = Fraction(0), Decimal(0)
    months = sorted(exact)
    for month in months:
        until += exact[month]
        reached = whole if month == months[-1] else rounded(until, unit)
        found[month] = reached - had
        had = reached
    return found
