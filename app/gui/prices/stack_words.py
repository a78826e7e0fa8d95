"""One price of the stack as plain words: what it costs, when it holds, what it can come to at least and at most."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.prices.books import TIMED, Component, Dimension, Fixed, Free, PeakRule, Scope, Series, Tiers
from app.gui.prices.figures import shown
from app.gui.prices.when_words import condition_words, either, span_words, when_words
from app.gui.prices.words import component_name, money, rate, sign, vat_words

translate = QCoreApplication.translate


def scope_word(scope: Scope) -> str:
    match scope:
        case Scope.SESSION:
            return translate("Prices", "each session")
        case Scope.MONTH_CARD:
            return translate("Prices", "the card's month")
        case Scope.MONTH_SITE:
            return translate("Prices", "the month of all chargers here")
        case Scope.MONTH_HOUSE:
            return translate("Prices", "the month of the whole house")


def scopes_of(dimension: Dimension) -> list[tuple[Scope, str]]:
    """Over what an amount of it can be counted; time is never added up over sessions."""
    return [(each, scope_word(each)) for each in ([Scope.SESSION] if dimension in TIMED else Scope)]


def detail_words(component: Component, currency: str, others: Sequence[Component] = ()) -> str:
    """All that its name and its rate do not say. `others`: the whole stack, to tell which one gives way to which."""
    return "  ·  ".join(
        filter(
            None,
            (
                rate_details(component, currency),
                when_words(component),
                _free(component.free, component.dimension),
                _grace(component),
                _quiet(component),
                _bounds(component, currency),
                _step(component),
                peak_words(component.peak) if component.dimension is Dimension.PEAK_POWER else "",
                vat_words(component),
                _among(component, others),
            ),
        )
    )


def rate_details(component: Component, currency: str) -> str:
    """Of a series what is made of its price, of tiers where they end."""
    match component.rate:
        case Fixed():
            return ""
        case Series() as series:
            return _series(series, currency)
        case Tiers() as tiers:
            return _tiers(tiers, component, currency)


def _series(series: Series, currency: str) -> str:
    unit = f"{sign(currency)}/kWh"
    parts = []
    if series.multiplier != 1:
        parts.append(f"× {shown(series.multiplier)}")
    if series.adder:
        parts.append(f"{'+' if series.adder > 0 else '−'} {shown(abs(series.adder))} {unit}")
    found = [" ".join(parts)] if parts else []
    if series.floor is not None:
        found.append(translate("Prices", "never below %1").replace("%1", f"{shown(series.floor)} {unit}"))
    if series.cap is not None:
        found.append(translate("Prices", "never above %1").replace("%1", f"{shown(series.cap)} {unit}"))
    return ", ".join(found)


def _tiers(tiers: Tiers, component: Component, currency: str) -> str:
    told = []
    for tier in tiers.steps:
        price = rate(tier.amount, currency, component.priced_per)
        if tier.upto is None:
            told.append(translate("Prices", "above %1").replace("%1", price))
        else:
            upto = amount_words(tier.upto, component.dimension)
            told.append(translate("Prices", "up to %1 %2").replace("%1", upto).replace("%2", price))
    counted = translate("Prices", "counted over %1").replace("%1", scope_word(tiers.scope))
    return ", ".join([*told, counted])


def amount_words(amount: Decimal, dimension: Dimension) -> str:
    """An amount as tiers and free amounts count it: kWh, or time."""
    return span_words(int(amount)) if dimension in TIMED else f"{shown(amount)} kWh"


def _free(free: Free | None, dimension: Dimension) -> str:
    if free is None:
        return ""
    words = translate("Prices", "the first %1 of %2 free").replace("%1", amount_words(free.amount, dimension))
    return words.replace("%2", scope_word(free.scope))


def _grace(component: Component) -> str:
    if not component.grace_s:
        return ""
    return translate("Prices", "only after %1").replace("%1", span_words(component.grace_s))


def _quiet(component: Component) -> str:
    return translate("Prices", "not %1").replace("%1", either(component.quiet)) if component.quiet else ""


def _bounds(component: Component, currency: str) -> str:
    found = []
    if component.floor is not None:
        found.append(translate("Prices", "at least %1 a session").replace("%1", money(component.floor, currency)))
    if component.cap is not None:
        found.append(translate("Prices", "at most %1 a session").replace("%1", money(component.cap, currency)))
    return ", ".join(found)


def _step(component: Component) -> str:
    if component.step == 1:
        return ""
    step = span_words(component.step) if component.dimension in TIMED else f"{component.step} Wh"
    return translate("Prices", "rounded up to %1").replace("%1", step)


def peak_words(rule: PeakRule | None) -> str:
    known = rule or PeakRule()
    quarter = known.resolution_min != 60
    if known.peaks == 1:
        found = [translate("Prices", "highest quarter") if quarter else translate("Prices", "highest hour")]
    else:
        hours, quarters = (
            translate("Prices", "mean of the %1 highest hours"),
            translate("Prices", "mean of the %1 highest quarters"),
        )
        several = quarters if quarter else hours
        found = [several.replace("%1", str(known.peaks))]
    if known.distinct_days:
        found.append(translate("Prices", "each of another day"))
    if known.month_offset:
        found.append(
            translate("Prices", "of last month")
            if known.month_offset == 1
            else translate("Prices", "of %1 months before").replace("%1", str(known.month_offset))
        )
    for window in known.windows:
        weight = QLocale().toString(float(window.weight * 100), "f", 0 if window.weight * 100 % 1 == 0 else 2)
        words = translate("Prices", "%1 at %2 %").replace("%1", condition_words(window.when))
        found.append(words.replace("%2", weight))
    found.append(translate("Prices", "in no sum yet, for that takes the meter of the whole house"))
    return ", ".join(found)


def _among(component: Component, others: Sequence[Component]) -> str:
    """Which lines of its group go before it: of those that hold only one applies. Of equals the first in the list."""
    group = [each for each in others if (each.dimension, each.part) == (component.dimension, component.part)]
    group.sort(key=lambda each: -each.priority)
    quoted = translate("Prices", "“%1”")
    names = [quoted.replace("%1", component_name(each)) for each in group]
    if component not in group or len(group) == 1:
        return ""
    place = group.index(component)
    if place == 0:
        told = translate("Prices", "goes before %1").replace("%1", ", ".join(names[1:]))
    else:
        told = translate("Prices", "only where %1 does not apply").replace("%1", ", ".join(names[:place]))
    if component.priority:
        priority = translate("Prices", "priority %1").replace("%1", str(component.priority))
        told = f"{told} ({priority})"
    return told
