"""What a session that runs will cost: in its next hour at the power now, and when it reaches a limit of its energy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.core.prices.books import Book, Condition, Dimension, Scope, Side, Tiers, Version, minor_unit
from app.core.prices.cost import Cost
from app.core.prices.costing import cost
from app.core.prices.money import rounded
from app.core.prices.series import PriceSeries
from app.core.prices.usage import RESUMED_W, Usage
from app.core.values import Value, replace

_HOUR = timedelta(hours=1)
# What goes on costing while it charges.
_RUNNING = (Dimension.ENERGY, Dimension.CHARGE_TIME)
# An older word of the power says nothing of now.
_FRESH = timedelta(minutes=10)
# Prices are known for a day ahead, and no power holds for longer.
_FURTHEST = timedelta(hours=24)


class Ahead(Value, frozen=True):
    """With VAT, following the prices that are known ahead; never a bill."""

    hour: Decimal | None = None  # the next hour at the power now; None: it is not charging, or a price is missing
    at_limit: Decimal | None = None  # the whole session when its limit ends it; None: there is none, or it is far off


def ahead(
    usage: Usage,
    book: Book,
    series: Iterable[PriceSeries],
    so_far: Cost,
    left_wh: int | None = None,
    *,
    version: Version | None = None,
) -> Ahead | None:
    """`usage`: up to now. `left_wh`: what its card or its person's budget still gives. None: nothing can be said."""
    power_w = power_now(usage)
    if version is None and book.side is Side.CHARGE:
        version = book.on(usage.start.astimezone(ZoneInfo(book.zone)).date())
    if so_far.total is None or power_w is None or _by_what_was(book, version):
        return None
    known = tuple(series)

    def rest(time: timedelta, energy_wh: int) -> Decimal | None:
        """What so much more comes to, from now on."""
        more = Usage(
            usage.stop,
            usage.stop + time,
            energy_wh,
            charger=usage.charger,
            card=usage.card,
            groups=usage.groups,
            used=tuple(replace(each, kwh=Fraction(each.kwh) + so_far.energy_wh / 1000) for each in usage.used),
        )
        found = cost(more, book, known, version=version)
        if found.missing:
            return None
        running = (each for each in found.lines if each.dimension in _RUNNING)
        return rounded(sum((each.exact_gross for each in running), Fraction(0)), minor_unit(book.currency))

    at_limit = None
    if left_wh is not None and 0 < left_wh <= power_w * (_FURTHEST / _HOUR):
        more = rest(_HOUR * left_wh / power_w, left_wh)
        at_limit = None if more is None else so_far.total.gross + more
    return Ahead(rest(_HOUR, power_w), at_limit)


def _by_what_was(book: Book, version: Version | None) -> bool:
    """Whether a price depends on how long the session has run and what it took: then nothing is said of what comes."""
    for each in book.versions if version is None else (version,):
        if each.least is not None or each.most is not None:
            return True
        for component in each.components:
            conditions = (*component.when, *component.quiet)
            if component.dimension in _RUNNING and (
                (component.free is not None and component.free.scope is Scope.SESSION)
                or (isinstance(component.rate, Tiers) and component.rate.scope is Scope.SESSION)
                or component.floor is not None
                or component.cap is not None
                or any(_since_the_start(condition) for condition in conditions)
            ):
                return True
    return False


def _since_the_start(condition: Condition) -> bool:
    bounds = (condition.min_energy_kwh, condition.max_energy_kwh, condition.min_duration_s, condition.max_duration_s)
    return any(bound is not None for bound in bounds)


def power_now(usage: Usage) -> int | None:
    """As it was told last, where that is not long ago and more than a car takes to stay awake."""
    if not usage.power:
        return None
    last = max(usage.power, key=lambda point: point.at)
    return last.power_w if last.power_w > RESUMED_W and usage.stop - last.at <= _FRESH else None
