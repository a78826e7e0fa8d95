"""Price books, series and costs as the rows that the command line promises: money as decimal strings."""

from __future__ import annotations

from decimal import Decimal

from app.core.prices.books import Book, Component, Condition, Fixed, Rate, Series, Tiers
from app.core.prices.cost import Cost, Line, Slice
from app.core.prices.kept import SeriesInfo
from app.exports.rows import Row, instant


def series_row(info: SeriesInfo) -> Row:
    return {
        "id": info.id,
        "area": info.area,
        "currency": info.currency,
        "resolution_s": info.resolution_s,
        "first": instant(info.first),
        "last": instant(info.last),
        "prices": info.prices,
    }


def component_rows(book: Book) -> list[Row]:
    """One row a component of every version."""
    return [
        {
            "book": book.side.value,
            "valid_from": version.valid_from.isoformat(),
            "valid_to": None if (until := book.until(version)) is None else until.isoformat(),
            "name": component.name,
            "part": component.part,
            "dimension": component.dimension.value,
            "rate": rate_text(component.rate),
            "unit": component.priced_per.value,
            "currency": book.currency,
            "zone": book.zone,
            "vat_rate": str(component.vat_rate),
            "vat_inside": component.vat_inside,
            "when": _when(component),
            "used": version.used,
        }
        for version in book.versions
        for component in version.components
    ]


def rate_text(rate: Rate) -> str:
    """A fixed amount as it was typed; of the others, how it comes about."""
    match rate:
        case Fixed(amount):
            return str(amount)
        case Tiers(_, steps):
            ends = ("" if step.upto is None else f" up to {step.upto}" for step in steps)
            return ", then ".join(f"{step.amount}{end}" for step, end in zip(steps, ends, strict=True))
        case Series(series_id, multiplier, adder):
            factor = "" if multiplier == 1 else f"{multiplier} × "
            return f"{factor}{series_id}{f' + {adder}' if adder else ''}"


def _when(component: Component) -> str:
    return " or ".join(_condition(each) for each in component.when)


def _condition(when: Condition) -> str:
    found = []
    if when.from_time is not None or when.to_time is not None:
        found.append(f"{when.from_time or '00:00':.5}–{when.to_time or '24:00':.5}".replace("None", ""))
    if when.weekdays:
        found.append(f"weekdays {','.join(map(str, sorted(when.weekdays)))}")
    if when.months:
        found.append(f"months {','.join(map(str, sorted(when.months)))}")
    return " ".join(found) or "as its conditions say"


def cost_rows(cost: Cost) -> list[Row]:
    """The lines of one session, and then its total."""
    rows = [_line_row(line, cost) for line in cost.lines]
    spans = "; ".join(f"{instant(each.start)} to {instant(each.end)}" for each in cost.missing)
    total = cost.total
    return [
        *rows,
        {
            "dimension": "total",
            "name": "",
            "quantity": str(_kwh(cost)),
            "unit": "kWh",
            "rate": None,
            "net": None if total is None else str(total.net),
            "vat_rate": None,
            "vat": None if total is None else str(total.vat),
            "gross": None if total is None else str(total.gross),
            "currency": cost.currency,
            "quality": cost.quality.value,
            "flags": [],
            "split": [],
            "note": f"Prices are missing for {spans}." if spans else "",
        },
    ]


def _line_row(line: Line, cost: Cost) -> Row:
    return {
        "dimension": line.dimension.value,
        "name": line.name,
        "quantity": str(line.quantity),
        "unit": line.unit.value,
        "rate": None if line.rate is None else str(line.rate),
        "net": str(line.net),
        "vat_rate": str(line.vat_rate),
        "vat": str(line.vat),
        "gross": str(line.gross),
        "currency": cost.currency,
        "quality": cost.quality.value,
        "flags": sorted(flag.value for flag in line.flags),
        "split": [_slice_row(each) for each in line.split],
        "note": "",
    }


def _slice_row(part: Slice) -> Row:
    quantity = Decimal(part.quantity.numerator) / Decimal(part.quantity.denominator)
    return {
        "start": instant(part.start),
        "end": instant(part.end),
        "name": part.name,
        "quantity": str(quantity.quantize(Decimal("0.000001")).normalize()),
        "rate": str(part.rate),
        "free": part.free,
    }


def _kwh(cost: Cost) -> Decimal:
    energy = cost.energy_wh / 1000
    return (Decimal(energy.numerator) / Decimal(energy.denominator)).quantize(Decimal("0.001"))
