"""Shares that reports need beside a session's own cost: of fixed fees, of solar power, of a household's mean price.

All are exact; who prints one rounds it, once.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def share_of_fees(fees: Decimal, own_kwh: Decimal, all_kwh: Decimal) -> Fraction:
    """The part of fixed fees that falls on own_kwh of all the kWh the fees were paid for; 0 where there were none."""
    return Fraction(fees) * Fraction(own_kwh) / Fraction(all_kwh) if all_kwh else Fraction(0)


def solar_cost(solar_kwh: Decimal, feed_in: Decimal, grid_kwh: Decimal, rate: Decimal) -> Fraction:
    """Own solar power costs what selling it would have brought, the rest what was paid for it (evcc's way)."""
    return Fraction(solar_kwh) * Fraction(feed_in) + Fraction(grid_kwh) * Fraction(rate)


def household_price(energy_cost: Decimal, base_fee: Decimal, kwh: Decimal) -> Fraction:
    """A month's mean price per kWh with its share of the base fee.

    Germany from 2026 (BMF, 11 Nov 2025): with a dynamic tariff this mean is what an employer may repay. Never rounded
    before it is multiplied.
    """
    if not kwh:
        raise ValueError("A month without a kilowatt-hour has no price for one.")
    return (Fraction(energy_cost) + Fraction(base_fee)) / Fraction(kwh)
