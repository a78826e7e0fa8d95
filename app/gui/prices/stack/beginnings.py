"""What a new price of the stack begins as: what most of its kind say, in a group of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.core.prices.books import Component, Dimension, Fixed, PeakRule, Series
from app.core.values import replace

translate = QCoreApplication.translate


def kinds() -> list[tuple[str, str]]:
    """What can be added, in the order of how often it is."""
    return [
        ("energy", translate("Prices", "A price of a kWh")),
        ("series", translate("Prices", "A price that follows a series (spot)")),
        ("session", translate("Prices", "A fee for starting")),
        ("charge_time", translate("Prices", "A price of charging time")),
        ("idle_time", translate("Prices", "A fee for time after charging")),
        ("calendar_day", translate("Prices", "A daily fee")),
        ("calendar_month", translate("Prices", "A monthly fee")),
        ("peak_power", translate("Prices", "A power charge")),
    ]


def beginning(kind: str, stack: Sequence[Component]) -> Component:
    """VAT as the line before has it; a rate of nought is for the user to fill."""
    dimension = Dimension.ENERGY if kind == "series" else Dimension(kind)
    usual = stack[-1] if stack else None
    made = Component(
        dimension,
        Series("") if kind == "series" else Fixed(Decimal(0)),
        part=free_part(dimension, stack),
        vat_rate=Decimal("0.25") if usual is None else usual.vat_rate,
        vat_inside=kind != "series" and (usual is None or usual.vat_inside),
    )
    if dimension is Dimension.IDLE_TIME:
        return replace(made, grace_s=15 * 60)
    return replace(made, peak=PeakRule()) if dimension is Dimension.PEAK_POWER else made


def free_part(dimension: Dimension, stack: Sequence[Component]) -> str:
    """A group in which no other price of its dimension is, so that it adds up."""
    taken = {each.part for each in stack if each.dimension is dimension}
    if "" not in taken:
        return ""
    number = 2
    while str(number) in taken:
        number += 1
    return str(number)
