"""What the parts of a price are called on paper: the names that the program gives, in the statement's language."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.prices.books import Dimension
from app.exports.statement_words import Words

_ENGLISH = {
    "energy": "Energy",
    "spot": "Spot price",
    "markup": "Supplier's markup",
    "fixed": "Fixed part",
    "fees": "Transfer and energy tax",
    "transfer": "Transfer",
    "tax": "Energy tax",
    "energy tax": "Energy tax",
    "flat rate": "Flat rate",
    "day": "Day",
    "night": "Night",
    "start": "Fee for starting",
    "month": "Monthly fee",
    "grid month": "Monthly fee to the grid company",
}
_SWEDISH = {
    "energy": "Energi",
    "spot": "Spotpris",
    "markup": "Elhandlarens påslag",
    "fixed": "Fast del",
    "fees": "Elöverföring och energiskatt",
    "transfer": "Överföring",
    "tax": "Energiskatt",
    "energy tax": "Energiskatt",
    "flat rate": "Schablon",
    "day": "Dag",
    "night": "Natt",
    "start": "Startavgift",
    "month": "Månadsavgift",
    "grid month": "Månadsavgift till elnätsbolaget",
}
_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "sv": _SWEDISH}


def price_name(name: str, dimension: Dimension, words: Words) -> str:
    """As people called it themselves; of one without a name, what it is paid for."""
    if not name or name == dimension.value:
        return _BY_LANGUAGE[words.language].get(name, words.dimensions[dimension])
    return _BY_LANGUAGE[words.language].get(name, name)
