"""What the tests of money share: prices of a house, and a session that was charged by them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.core.prices.books import Side
from app.core.prices.simple import SimplePrice
from tests.gui.conftest import House

FIRST = date(2026, 1, 1)


def priced(house: House, side: Side = Side.PAY, flat: str = "2.00", *, first: date = FIRST, fees: str = "0") -> None:
    """So much a kWh with 25 % VAT in it, since the year began; what ran since is reckoned when this returns."""
    price = SimplePrice(first, flat=Decimal(flat), fees=Decimal(fees), vat_rate=Decimal("0.25"))
    house.wish(house.engine.site.prices.put_version(side, price.version(), currency="SEK", zone="UTC"))
