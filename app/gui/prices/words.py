"""Prices in words: amounts with their currency, what a component is, and why something was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.core.prices.books import Component, Dimension, Fixed, Series, Side, Tiers, Unit
from app.core.prices.keeping import PricingRefused, WhyPricing
from app.core.prices.series_file import BadPrices, WhyPrices

translate = QCoreApplication.translate

_SIGNS = {"SEK": "kr", "NOK": "kr", "DKK": "kr", "EUR": "€", "GBP": "£", "USD": "$"}


def sign(currency: str) -> str:
    """How people write it: kr, €, £."""
    return _SIGNS.get(currency, currency)


def money(amount: Decimal, currency: str, decimals: int = 2) -> str:
    """An amount with its sign, as the language writes numbers. The figure is exact to the decimals shown."""
    return f"{amount_words(amount, decimals)} {sign(currency)}"


def amount_words(amount: Decimal, decimals: int = 2) -> str:
    """The figure alone, for beside a currency."""
    shown = amount.quantize(Decimal(1).scaleb(-decimals))
    return QLocale().toString(float(shown), "f", decimals)


def rate(amount: Decimal, currency: str, unit: Unit) -> str:
    return f"{_figure(amount)} {sign(currency)}/{unit_word(unit)}"


def _figure(amount: Decimal) -> str:
    decimals = max(2, min(6, -int(amount.normalize().as_tuple().exponent)))
    return QLocale().toString(float(amount), "f", decimals)


def unit_word(unit: Unit) -> str:
    match unit:
        case Unit.KWH:
            return "kWh"
        case Unit.MINUTE:
            return translate("Prices", "min")
        case Unit.HOUR:
            return translate("Prices", "h")
        case Unit.SESSION:
            return translate("Prices", "session")
        case Unit.DAY:
            return translate("Prices", "day")
        case Unit.MONTH:
            return translate("Prices", "month")
        case Unit.KW:
            return "kW"


def side_word(side: Side) -> str:
    return translate("Prices", "What I pay") if side is Side.PAY else translate("Prices", "What I charge")


def component_name(component: Component) -> str:
    return known_name(component.name) or component.part or dimension_word(component.dimension)


def known_name(name: str) -> str:
    """As people called it; the names that the dialog gives are translated."""
    known = {
        "energy": translate("Prices", "Energy"),
        "spot": translate("Prices", "Spot price"),
        "markup": translate("Prices", "Supplier's markup"),
        "fixed": translate("Prices", "Fixed part"),
        "fees": translate("Prices", "Transfer and energy tax"),
        "transfer": translate("Prices", "Transfer"),
        "tax": translate("Prices", "Energy tax"),
        "energy tax": translate("Prices", "Energy tax"),
        "flat rate": translate("Prices", "Flat rate"),
        "day": translate("Prices", "Day"),
        "night": translate("Prices", "Night"),
        "start": translate("Prices", "Fee for starting"),
        "month": translate("Prices", "Monthly fee"),
        "grid month": translate("Prices", "Monthly fee to the grid company"),
    }
    return known.get(name, name)


def dimension_word(dimension: Dimension) -> str:
    match dimension:
        case Dimension.ENERGY:
            return translate("Prices", "Energy")
        case Dimension.SESSION:
            return translate("Prices", "Fee for starting")
        case Dimension.CHARGE_TIME:
            return translate("Prices", "Charging time")
        case Dimension.IDLE_TIME:
            return translate("Prices", "Time after charging")
        case Dimension.CALENDAR_DAY:
            return translate("Prices", "Daily fee")
        case Dimension.CALENDAR_MONTH:
            return translate("Prices", "Monthly fee")
        case Dimension.PEAK_POWER:
            return translate("Prices", "Power charge")


def rate_words(component: Component, currency: str) -> str:
    match component.rate:
        case Fixed(amount):
            return rate(amount, currency, component.priced_per)
        case Series(series_id):
            return series_id
        case Tiers(_, steps):
            least, most = min(step.amount for step in steps), max(step.amount for step in steps)
            return f"{_figure(least)}–{rate(most, currency, component.priced_per)}"


def vat_words(component: Component) -> str:
    return percent_words(component.vat_rate, inside=component.vat_inside)


def percent_words(vat_rate: Decimal, *, inside: bool) -> str:
    if not vat_rate:
        return translate("Prices", "no VAT")
    percent = QLocale().toString(float(vat_rate * 100), "f", 1 if vat_rate * 1000 % 10 else 0)
    shape = translate("Prices", "%1 % VAT in it") if inside else translate("Prices", "%1 % VAT on top")
    return shape.replace("%1", percent)


def day_words(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


_WHY_PRICING: dict[WhyPricing, Callable[[], str]] = {
    WhyPricing.VERSION_USED: lambda: translate(
        "Prices", "The prices from %1 have priced sessions already and stay as they are. Choose a later first day."
    ),
    WhyPricing.NO_CURRENCY: lambda: translate(
        "Prices", "“%1” is no currency. Write its three capital letters, as in SEK."
    ),
    WhyPricing.DAY_TAKEN: lambda: translate(
        "Prices", "There are prices from %1 already: change those, or choose another first day."
    ),
    WhyPricing.WRONG_CURRENCY: lambda: translate("Prices", "The currencies differ (%1)."),
    WhyPricing.UNKNOWN_SERIES: lambda: translate("Prices", "No price series is called %1."),
    WhyPricing.UNKNOWN_ZONE: lambda: translate("Prices", "“%1” is no time zone."),
    WhyPricing.NO_BOOK: lambda: translate("Prices", "There are no prices yet."),
    WhyPricing.NOTHING_TO_KEEP: lambda: translate("Prices", "There is no price in it."),
    WhyPricing.SERIES_IN_USE: lambda: translate("Prices", "Your prices follow %1, so it stays."),
}


def pricing_words(failure: BaseException) -> str:
    if not isinstance(failure, PricingRefused):
        return ""
    return _WHY_PRICING[failure.why]().replace("%1", failure.detail)


_WHY_PRICES: dict[WhyPrices, Callable[[], str]] = {
    WhyPrices.EMPTY: lambda: translate("Prices", "The file is empty."),
    WhyPrices.TOO_LARGE: lambda: translate("Prices", "The file is larger than ten years of prices."),
    WhyPrices.NOT_TEXT: lambda: translate("Prices", "The file is no text."),
    WhyPrices.NOT_RECOGNISED: lambda: translate("Prices", "This is none of the files of prices that Laddvakt knows."),
    WhyPrices.NO_PRICES: lambda: translate("Prices", "There are no prices in the file."),
    WhyPrices.COLUMNS: lambda: translate("Prices", "Say which columns hold the time and the price: %1."),
    WhyPrices.AREA: lambda: translate("Prices", "The file has several areas; say which: %1."),
    WhyPrices.UNIT: lambda: translate("Prices", "The file does not say what its prices are in; say it below."),
    WhyPrices.CURRENCIES: lambda: translate("Prices", "The file mixes currencies: %1."),
    WhyPrices.TIME: lambda: translate("Prices", "“%1” is not a time."),
    WhyPrices.ZONE: lambda: translate("Prices", "The times do not say their zone (%1)."),
    WhyPrices.NEVER_WAS: lambda: translate("Prices", "%1 never was: the clock went past it."),
    WhyPrices.SAID_ONCE: lambda: translate(
        "Prices", "%1 was there twice that night and stands in the file once; which one is meant cannot be told."
    ),
    WhyPrices.PRICE: lambda: translate("Prices", "“%1” is not a price."),
    WhyPrices.IMPOSSIBLE: lambda: translate("Prices", "%1 a kWh is no price that ever was. Is the unit right?"),
    WhyPrices.OVERLAP: lambda: translate("Prices", "There are two prices for %1."),
}


def bad_prices_words(failure: BaseException) -> str:
    if not isinstance(failure, BadPrices):
        return ""
    words = _WHY_PRICES[failure.why]().replace("%1", failure.detail)
    if failure.line:
        return translate("Prices", "Line %1: %2").replace("%1", str(failure.line)).replace("%2", words)
    return words
