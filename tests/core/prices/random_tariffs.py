"""Random sessions and price books for the oracle, every edge on a whole minute; one seed, one case."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    Free,
    HolidaySet,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Unit,
    Version,
)
from app.core.prices.series import PricePoint
from app.core.prices.usage import Held, MeterPoint, Usage, UsedSoFar

ZONES = (
    "Europe/Stockholm",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Kolkata",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Pacific/Apia",
)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
VAT = (Decimal(0), Decimal("0.05"), Decimal("0.25"))


@lru_cache(maxsize=64)
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """Every change of a zone's clocks from 2000 on, to the minute, found by looking."""
    known = ZoneInfo(zone)
    found = []
    at = datetime(2000, 1, 1, tzinfo=UTC)
    step = timedelta(hours=12)
    while at < datetime(2027, 1, 1, tzinfo=UTC):
        if at.astimezone(known).utcoffset() != (at + step).astimezone(known).utcoffset():
            low, high = at, at + step
            while high - low > MINUTE:
                middle = low + (high - low) / MINUTE // 2 * MINUTE
                if middle.astimezone(known).utcoffset() == at.astimezone(known).utcoffset():
                    low = middle
                else:
                    high = middle
            found.append(high)
        at += step
    return tuple(found)


def case(seed: int, tick: timedelta = MINUTE) -> tuple[Usage, Book, list[PricePoint]]:
    """Whose session begins, is read and ends on whole ticks; by the second it is a short one."""
    random = Random(seed)
    zone = random.choice(ZONES)
    start = _start(random, zone)
    if tick == SECOND:
        start += random.randrange(0, 600) * SECOND  # often just before or after something changes
    usage = _usage(random, start, zone, tick)
    points = _points(random, start, usage.stop)
    return usage, _book(random, zone, usage), points


def _start(random: Random, zone: str) -> datetime:
    changes = clock_changes(zone)
    if changes and random.random() < 0.5:  # a night on which the clock changes
        return random.choice(changes) - random.randrange(0, 600) * MINUTE
    if random.random() < 0.3:  # a month's end
        month = datetime(random.randrange(2000, 2027), random.randrange(1, 13), 1, tzinfo=UTC)
        return month - random.randrange(0, 900) * MINUTE
    return datetime(2000, 1, 1, tzinfo=UTC) + random.randrange(0, 27 * 365 * 1440) * MINUTE


def _usage(random: Random, start: datetime, zone: str, tick: timedelta) -> Usage:
    ticks = random.choice((random.randrange(1, 90), random.randrange(90, 900)))
    stop = start + ticks * tick
    charged = random.randrange(0, ticks + 1) if random.random() < 0.5 else ticks
    marks = sorted({0, charged, ticks, *(random.randrange(0, ticks + 1) for _ in range(random.randrange(0, 12)))})
    register = random.choice((0, random.randrange(1, 9_000_000)))
    meter = [MeterPoint(start, register)]
    for earlier, later in itertools.pairwise(marks):
        if later <= charged:
            register += random.randrange(0, 367) * ((later - earlier) * tick // SECOND) // 60  # up to 22 kW
        meter.append(MeterPoint(start + later * tick, register))
    held = ()
    if charged < ticks and random.random() < 0.4:
        held_from = random.randrange(0, ticks)
        held = (Held(start + held_from * tick, start + (held_from + random.randrange(1, 120)) * tick),)
    wall = start.astimezone(ZoneInfo(zone)).date().replace(day=1)
    after = (wall + timedelta(days=32)).replace(day=1)
    used = tuple(
        UsedSoFar(scope, month, Decimal(random.randrange(0, 4000)) / 10)
        for scope in (Scope.MONTH_CARD, Scope.MONTH_SITE, Scope.MONTH_HOUSE)
        for month in ((wall - timedelta(days=1)).replace(day=1), wall, after)
    )
    return Usage(
        start=start,
        stop=stop,
        energy_wh=register - meter[0].energy_wh,
        readings=tuple(meter),
        last_energy_at=start + charged * tick if random.random() < 0.8 else None,
        held=held,
        charger=random.choice(("A", "B")),
        card=random.choice(("X", "Y")),
        groups=frozenset(random.sample(("family", "guests"), random.randrange(0, 3))),
        used=used,
    )


def _points(random: Random, start: datetime, stop: datetime) -> list[PricePoint]:
    step = timedelta(minutes=random.choice((15, 30, 60)))
    at = start.replace(minute=0, second=0) - timedelta(hours=1)
    found = []
    while at < stop:
        found.append(PricePoint(at, at + step, Decimal(random.randrange(-200, 4000)) / 1000))
        at += step
    return found


def _figure(random: Random, low: int = 0) -> Decimal:
    return Decimal(random.randrange(low, 50000)) / random.choice((100, 1000, 10000))


def _clock(random: Random) -> time:
    return time(random.randrange(24), random.choice((0, 0, 30, random.randrange(60))))


def _condition(random: Random, usage: Usage, zone: str) -> Condition:
    day = usage.start.astimezone(ZoneInfo(zone)).date()
    fields: dict[str, object] = {}
    for name, value in (
        ("from_time", _clock(random)),
        ("to_time", _clock(random)),
        ("weekdays", frozenset(random.sample(range(1, 8), random.randrange(1, 7)))),
        ("months", frozenset({day.month, random.randrange(1, 13)})),
        ("from_date", day + timedelta(days=random.randrange(-1, 2))),
        ("to_date", day + timedelta(days=random.randrange(0, 3))),
        ("holidays", "days"),
        ("only_holidays", random.random() < 0.5),
        ("winter_time", random.random() < 0.5),
        ("min_energy_kwh", _figure(random)),
        ("max_energy_kwh", _figure(random)),
        ("min_duration_s", 60 * random.randrange(1, 300)),
        ("max_duration_s", 60 * random.randrange(1, 300)),
        ("chargers", frozenset({"A"})),
        ("groups", frozenset({"family"})),
        ("cards", frozenset({"X"})),
    ):
        if random.random() < (0.6 if name.endswith("_time") else 0.15):
            fields[name] = value
    if "from_date" in fields and "to_date" in fields:
        fields["to_date"] = day + timedelta(days=random.randrange(2, 4))
    return Condition(**fields)  # type: ignore[arg-type]


def _rate(random: Random) -> Fixed | Series | Tiers:
    kind = random.random()
    if kind < 0.5:
        return Fixed(_figure(random, -500))
    if kind < 0.8:
        floor = random.choice((None, Decimal("0.1")))
        cap = random.choice((None, Decimal("1.5")))
        return Series("SE3", _figure(random), _figure(random, -5000), floor, cap)
    ends = sorted(random.sample(range(1, 6000), random.randrange(1, 4)))
    steps = [Tier(Decimal(end) / 10, _figure(random)) for end in ends]
    return Tiers(random.choice(list(Scope)), (*steps, Tier(None, _figure(random))))


def _book(random: Random, zone: str, usage: Usage) -> Book:
    components = []
    for dimension in (Dimension.ENERGY, Dimension.SESSION, Dimension.CHARGE_TIME, Dimension.IDLE_TIME):
        for part in ("", "second", "third")[: random.randrange(1, 4) if dimension is Dimension.ENERGY else 1]:
            vat = random.choice(VAT), random.random() < 0.5
            for _ in range(random.randrange(0, 4)):
                components.append(_component(random, dimension, part, vat, usage, zone))
    random.shuffle(components)
    day = usage.start.astimezone(ZoneInfo(zone)).date()
    holidays = HolidaySet("days", frozenset(day + timedelta(days=random.randrange(-1, 2)) for _ in range(2)))
    version = Version(date(1999, 1, 1), tuple(components), holiday_sets=(holidays,))
    versions = [version]
    if random.random() < 0.5:
        versions.append(Version(day + timedelta(days=1), (), holiday_sets=()))  # a charge is fixed at the start
    return Book(Side.CHARGE, "EUR", zone, tuple(versions))


def _component(
    random: Random, dimension: Dimension, part: str, vat: tuple[Decimal, bool], usage: Usage, zone: str
) -> Component:
    timed = dimension in (Dimension.CHARGE_TIME, Dimension.IDLE_TIME)
    energy = dimension is Dimension.ENERGY
    return Component(
        dimension,
        _rate(random) if energy else Fixed(_figure(random)),
        part=part,
        unit=Unit.HOUR if timed and vat[1] else None,
        vat_rate=vat[0],
        vat_inside=vat[1],
        when=tuple(_condition(random, usage, zone) for _ in range(random.choice((0, 1, 1, 2)))),
        priority=random.randrange(0, 3),
        quiet=(_condition(random, usage, zone),) if timed and random.random() < 0.3 else (),
        free=Free(_figure(random), random.choice(list(Scope))) if energy and random.random() < 0.3 else None,
        grace_s=60 * random.randrange(0, 30) if dimension is Dimension.IDLE_TIME else 0,
        floor=Decimal(random.randrange(-5, 5)) if random.random() < 0.1 else None,
        cap=Decimal(random.randrange(5, 50)) if random.random() < 0.2 else None,
    )
