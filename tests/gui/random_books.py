"""Whole price books for the editor: those of the engine's oracle, and beside them all that it never prices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from app.core.prices.books import (
    ALWAYS,
    Book,
    Component,
    Dimension,
    Fixed,
    HolidaySet,
    Limit,
    PeakRule,
    Scope,
    Tier,
    Tiers,
    Unit,
    Window,
)
from app.core.values import replace
from tests.core.prices.random_tariffs import case

_VAT = (Decimal(0), Decimal("0.25"), Decimal("0.250"), Decimal("0.0550"))


def whole_book(seed: int) -> Book:
    """One seed, one book."""
    random = Random(seed)
    book = case(seed)[1]
    versions = tuple(
        replace(
            version,
            components=(*version.components, *(_rare(random, version.components) for _ in range(3))),
            valid_to=random.choice((None, version.valid_from + timedelta(days=400))) if place else None,
            note=random.choice(("", "as told  by phone ", "Först – “så”")),
            source=random.choice(("", "the bill")),
            entered_at=random.choice((None, datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC))),
            least=_limit(random),
            most=None,
            holiday_sets=(*version.holiday_sets, HolidaySet("none of them", frozenset())),
        )
        for place, version in enumerate(book.versions)
    )
    return replace(book, versions=versions, name=random.choice(("", " Gäster")), vat_inside=random.random() < 0.5)


def _limit(random: Random) -> Limit | None:
    return random.choice((None, Limit(Decimal("10.0"), random.choice(_VAT), random.random() < 0.5)))


def _rare(random: Random, others: tuple[Component, ...]) -> Component:
    """What has no place in a session's random tariff."""
    conditions = [each for other in others for each in other.when] or [ALWAYS]
    when = (random.choice(conditions),) if random.random() < 0.5 else ()
    vat = {"vat_rate": random.choice(_VAT), "vat_inside": random.random() < 0.5}
    name = random.choice(("", "energy", "night", " odd ", "Energiskatt"))
    kind = random.choice(("peak", "day", "month", "time", "fee"))
    if kind == "peak":
        windows = tuple(Window(random.choice(conditions), Decimal("0.50")) for _ in range(random.randrange(3)))
        rule = PeakRule(
            random.choice((1, 3)), random.random() < 0.5, random.choice((15, 60)), random.randrange(4), windows
        )
        return Component(
            Dimension.PEAK_POWER, Fixed(Decimal("45.00")), name, peak=random.choice((None, rule)), when=when, **vat
        )
    if kind == "time":
        steps = (Tier(Decimal(100), Decimal("0.5")), Tier(Decimal("3601"), Decimal(0)), Tier(None, Decimal("1.10")))
        return Component(
            random.choice((Dimension.CHARGE_TIME, Dimension.IDLE_TIME)),
            random.choice((Tiers(Scope.SESSION, steps), Fixed(Decimal("0.80")))),
            name,
            "time",
            random.choice((None, Unit.MINUTE, Unit.HOUR)),
            grace_s=random.choice((0, 100, 900)),
            quiet=when,
            step=random.choice((1, 60, 900)),
            **vat,
        )
    dimension = {"day": Dimension.CALENDAR_DAY, "month": Dimension.CALENDAR_MONTH, "fee": Dimension.SESSION}[kind]
    return Component(dimension, Fixed(Decimal("-3.10")), name, " part ", when=when, floor=Decimal(0), **vat)
