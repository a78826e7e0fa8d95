"""Figures of prices as people type and read them: with a comma or a point, exact, and a sentence for what cannot be."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.prices.books import Unit
from app.core.prices.reading import MOST
from app.core.prices.survey import usual_bounds
from app.gui.prices.words import sign

translate = QCoreApplication.translate

_FIGURE = re.compile(r"-?\d{1,15}([.,]\d{1,28})?", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_WITH_UNIT = re.compile(r"(-?[\d.,]+)(\D.*)", re.ASCII)
_EXPONENT = re.compile(r"-?[\d.,]+[eE][+-]?\d+", re.ASCII)
# What a hundredth of a currency is called where bills are written in it.
_HUNDREDTHS = {"SEK": "öre", "NOK": "øre", "DKK": "øre", "EUR": "cent", "GBP": "pence", "USD": "cents", "CHF": "Rappen"}


class Wrong(ValueError):
    """What was typed cannot be meant; the words say why."""


def figure(text: str) -> Decimal:
    """The figure as it was written, every digit of it. Raises Wrong."""
    bare = _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    if _FIGURE.fullmatch(bare):
        found = Decimal(bare.replace(",", "."))
        if abs(found) > MOST:
            raise Wrong(
                translate("Prices", "%1 is larger than any price. Is it in another unit?").replace("%1", text.strip())
            )
        return found
    raise Wrong(_why(bare, text.strip()))


def _why(bare: str, text: str) -> str:
    if bare.lower().strip("+-") in {"nan", "inf", "infinity", "∞"}:
        return translate("Prices", "“%1” is no number.").replace("%1", text)
    if _EXPONENT.fullmatch(bare):
        return translate("Prices", "Write all digits of %1, without the e.").replace("%1", text)
    if "." in bare and "," in bare:
        return translate("Prices", "Write “%1” without a sign between the thousands, as in 1234.50.").replace(
            "%1", text
        )
    unit = _WITH_UNIT.fullmatch(bare)
    if unit and _FIGURE.fullmatch(unit[1]):
        return (
            translate("Prices", "Write the figure alone: %1, without “%2”.")
            .replace("%1", unit[1])
            .replace("%2", unit[2])
        )
    return translate("Prices", "“%1” is not an amount. Write it as 1.85.").replace("%1", text)


def shown(value: Decimal) -> str:
    """Every digit that it has, as the language writes it; no spaces between thousands, so that it can be typed over."""
    return format(value, "f").replace(".", QLocale().decimalPoint())


def doubt(amount: Decimal, currency: str, unit: Unit) -> str:
    """Empty where a price of a kWh is a usual one; else the question whether its unit is right."""
    hundredth = _HUNDREDTHS.get(currency)
    if unit is not Unit.KWH or hundredth is None:
        return ""
    least, most = usual_bounds(currency)
    if least <= amount <= most:
        return ""
    asked = translate("Prices", "%1 %2 a kWh is unusual.").replace("%1", shown(amount)).replace("%2", sign(currency))
    words = translate("Prices", "If it is in %1, write %2. If it is right, go on.").replace("%1", hundredth)
    return f"{asked} {words.replace('%2', shown(amount.scaleb(-2).normalize()))}"
