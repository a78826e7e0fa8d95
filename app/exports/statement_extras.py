"""What a statement says beyond its list because of whom it is for: sums by vehicle or card, a mean price, a share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from app.core.statements import Statement, StatementRow, Template
from app.exports import statement_figures as figures
from app.exports.statement_words import Words


class Extra(Enum):
    BY_VEHICLE = "by_vehicle"  # kWh and cost of each
    BY_CARD = "by_card"
    MEAN_PRICE = "mean_price"  # how the price of a kWh came about over the whole time
    METHOD = "method"  # whose price and of which year, and that the meter's class is not told
    PRIVATE_SHARE = "private_share"  # to be filled in by hand, from the driver's log


# prices-and-reports, section 2.1: what each country's employer or tax office asks for.
EXTRAS: Mapping[Template, tuple[Extra, ...]] = {
    Template.PRIVATE: (),
    Template.TENANT: (Extra.BY_CARD,),
    Template.COMPANY_CAR_SE: (Extra.BY_CARD, Extra.PRIVATE_SHARE),
    Template.COMPANY_CAR_DE: (Extra.BY_VEHICLE, Extra.BY_CARD, Extra.MEAN_PRICE, Extra.METHOD),
    Template.COMPANY_CAR_UK: (Extra.BY_VEHICLE,),
    Template.COMPANY_CAR_NL: (Extra.MEAN_PRICE, Extra.METHOD),
}
_KEYS: Mapping[Extra, Callable[[StatementRow], str]] = {
    Extra.BY_VEHICLE: lambda row: row.vehicle,
    Extra.BY_CARD: lambda row: row.card,
}
_RATE = Decimal("0.0001")

Part = tuple[str, int, int, Decimal | None]  # its name, sessions, Wh, amount as the prices were typed


def parts(statement: Statement, extra: Extra) -> list[Part]:
    """By name; amounts add up to the list's own column. None: nothing of it is priced."""
    key = _KEYS[extra]
    found: dict[str, list[StatementRow]] = {}
    for row in statement.rows:
        found.setdefault(key(row), []).append(row)
    return [
        (name, len(rows), sum(row.energy_wh for row in rows), _amount(rows)) for name, rows in sorted(found.items())
    ]


def _amount(rows: list[StatementRow]) -> Decimal | None:
    known = [row.amount for row in rows if row.amount is not None]
    return sum(known, Decimal(0)) if known else None


def tables(statement: Statement, words: Words) -> list[tuple[str, list[str], list[list[str]]]]:
    """(title, heads, rows) of the sums by vehicle and card that this statement has."""
    shown = []
    for extra in EXTRAS[statement.wanted.template]:
        if extra in _KEYS and statement.rows:
            first = words.vehicle if extra is Extra.BY_VEHICLE else words.card
            title = words.by_vehicle if extra is Extra.BY_VEHICLE else words.by_card
            rows = [
                [name or "–", str(count), figures.kwh(energy_wh, words), figures.money(amount, words)]
                for name, count, energy_wh, amount in parts(statement, extra)
            ]
            shown.append((title, [first, words.sessions, words.energy, words.amount], rows))
    return shown


def sentences(statement: Statement, words: Words) -> list[str]:
    """What else is said in its notes."""
    extras = EXTRAS[statement.wanted.template]
    said = []
    if Extra.MEAN_PRICE in extras and (mean := mean_price(statement)) is not None:
        said.append(
            words.mean_price.format(
                gross=figures.money(statement.total.gross, words),
                currency=statement.currency,
                kwh=figures.kwh(statement.energy_wh, words),
                mean=figures.grouped(mean, words),
            )
        )
    if Extra.METHOD in extras:
        year = statement.wanted.since.astimezone(ZoneInfo(statement.wanted.zone)).year
        said.append(words.method.format(year=year))
        said.append(words.meter_class)
    if Extra.PRIVATE_SHARE in extras:
        said.append(words.private_share)
    return said


def mean_price(statement: Statement) -> Decimal | None:
    """With VAT, all lines and fees in it; None where anything is not priced or nothing was charged."""
    if statement.energy_only or statement.unpriced or not statement.energy_wh:
        return None
    return (statement.total.gross * 1000 / statement.energy_wh).quantize(_RATE, ROUND_HALF_UP)
