"""A book's prices in the terms of a charger that reckons by itself: what can be said, what cannot and why, and that
whoever reckons with what was said comes to what the engine comes to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.displays.words import MOST, price_sentence, total_sentence
from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    Free,
    Limit,
    PeakRule,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Unit,
    Version,
)
from app.core.prices.costing import cost
from app.core.prices.simple import SimplePrice
from app.core.prices.tariff import ALWAYS, CannotBeSaid, Price, Prices, Tariff, Unsayable, When, tariff_of
from app.core.prices.usage import MeterPoint, Usage

D = Decimal
DAY = date(2026, 1, 1)
NIGHT = Condition(from_time=time(22), to_time=time(6))


def energy(amount: str = "2", **more: Any) -> Component:
    return Component(Dimension.ENERGY, Fixed(D(amount)), **more)


def idle(amount: str = "0.8", **more: Any) -> Component:
    return Component(Dimension.IDLE_TIME, Fixed(D(amount)), **more)


def said(*components: Component, charger: str = "EH1", **more: Any) -> Tariff:
    return tariff_of(Version(DAY, components, **more), "SEK", charger)


def prices(*found: tuple[str, When], vat: str = "0") -> Prices:
    return Prices(tuple(Price(D(amount), when) for amount, when in found), D(vat))


SAYABLE: list[tuple[str, list[Component], Tariff]] = [
    ("flat", [energy("1.48", vat_rate=D("0.25"))], Tariff("SEK", energy=prices(("1.48", ALWAYS), vat="0.25"))),
    (
        "flat with the VAT in it",
        [energy("1.85", vat_rate=D("0.25"), vat_inside=True)],
        Tariff("SEK", energy=prices(("1.48", ALWAYS), vat="0.25")),
    ),
    (
        "a net price that never ends is rounded to six decimals",
        [energy("2", vat_rate=D("0.06"), vat_inside=True)],
        Tariff("SEK", energy=prices(("1.886792", ALWAYS), vat="0.06")),
    ),
    (
        "day and night, the night before the rest",
        [energy("1.6"), energy("0.8", when=(NIGHT,), priority=1)],
        Tariff("SEK", energy=prices(("0.8", When(time(22), time(6))), ("1.6", ALWAYS))),
    ),
    (
        "weekends by date",
        [
            energy("1", when=(Condition(weekdays=frozenset({6, 7}), from_date=DAY, to_date=date(2027, 1, 1)),)),
            energy("3"),
        ],
        Tariff(
            "SEK",
            energy=prices(
                ("1", When(weekdays=frozenset({6, 7}), from_date=DAY, to_date=date(2027, 1, 1))), ("3", ALWAYS)
            ),
        ),
    ),
    (
        "either of two times",
        [energy("1", when=(Condition(to_time=time(6)), Condition(from_time=time(22)))), energy("3")],
        Tariff(
            "SEK",
            energy=prices(("1", When(time(0), time(6))), ("1", When(time(22), time(0))), ("3", ALWAYS)),
        ),
    ),
    (
        "all day is always",
        [energy("1", when=(Condition(from_time=time(6), to_time=time(6)),))],
        Tariff("SEK", energy=prices(("1", ALWAYS))),
    ),
    (
        "parts that add up",
        [energy("0.5", part="spot"), energy("0.3", part="fees"), energy("0.05", part="markup")],
        Tariff("SEK", energy=prices(("0.85", ALWAYS))),
    ),
    (
        "a part by night on top of another",
        [energy("1.6", part="energy"), energy("0.4", part="fees", when=(NIGHT,))],
        Tariff("SEK", energy=prices(("2.0", When(time(22), time(6))), ("1.6", ALWAYS))),
    ),
    (
        "the first kWh free, then a price",
        [energy("3.20", free=Free(D(5)))],
        Tariff("SEK", energy=prices(("3.20", When(least_wh=5000)))),
    ),
    (
        "the first kWh free at night, and not by day",
        [energy("1", when=(NIGHT,), free=Free(D(5))), energy("3")],
        Tariff(
            "SEK",
            energy=prices(("0", When(time(22), time(6), most_wh=5000)), ("1", When(time(22), time(6))), ("3", ALWAYS)),
        ),
    ),
    (
        "by energy and duration",
        [energy("1", when=(Condition(max_energy_kwh=D(10), max_duration_s=7200),)), energy("2")],
        Tariff("SEK", energy=prices(("1", When(most_wh=10_000, most_s=7200)), ("2", ALWAYS))),
    ),
    ("idle time with grace", [idle(grace_s=900)], Tariff("SEK", idle=prices(("0.8", When(least_idle_s=900))))),
    (
        "idle time that does not run by night",
        [idle("0.8", quiet=(NIGHT,), grace_s=900)],
        Tariff("SEK", idle=prices(("0", When(time(22), time(6))), ("0.8", When(least_idle_s=900)))),
    ),
    (
        "charging time by the hour, of which the first half is free",
        [Component(Dimension.CHARGE_TIME, Fixed(D("3")), unit=Unit.HOUR, free=Free(D(1800)))],
        Tariff("SEK", charging=prices(("0.05", When(least_charging_s=1800)))),
    ),
    (
        "a fee to start, another by night",
        [
            Component(Dimension.SESSION, Fixed(D(10)), when=(NIGHT,), priority=1),
            Component(Dimension.SESSION, Fixed(D(5))),
        ],
        Tariff("SEK", session=prices(("10", When(time(22), time(6))), ("5", ALWAYS))),
    ),
    (
        "what is of other chargers is left out",
        [energy("9", when=(Condition(chargers=frozenset({"EH2"})),), priority=5), energy("2")],
        Tariff("SEK", energy=prices(("2", ALWAYS))),
    ),
    (
        "what is of this charger always holds there",
        [energy("9", when=(Condition(chargers=frozenset({"eh1"})),), priority=5), energy("2")],
        Tariff("SEK", energy=prices(("9", ALWAYS))),
    ),
    ("nothing to pay", [energy("0")], Tariff("SEK", energy=prices(("0", ALWAYS)))),
]


@pytest.mark.parametrize(("components", "tariff"), [each[1:] for each in SAYABLE], ids=[each[0] for each in SAYABLE])
def test_what_can_be_said(components: list[Component], tariff: Tariff) -> None:
    assert said(*components) == tariff


def test_the_least_and_the_most_of_a_session_are_said() -> None:
    least, most = Limit(D(10), D("0.25"), vat_inside=True), Limit(D(400))
    assert said(energy(), least=least, most=most) == Tariff("SEK", energy=prices(("2", ALWAYS)), least=least, most=most)


UNSAYABLE: list[tuple[Unsayable, list[Component]]] = [
    (Unsayable.NO_PRICES, []),
    (Unsayable.SERIES, [Component(Dimension.ENERGY, Series("SE3"))]),
    (Unsayable.BY_USE, [Component(Dimension.ENERGY, Tiers(Scope.SESSION, (Tier(None, D(1)),)))]),
    (Unsayable.BY_USE, [energy(free=Free(D(50), Scope.MONTH_CARD))]),
    (Unsayable.BY_MONTH, [energy(), Component(Dimension.CALENDAR_MONTH, Fixed(D(49)))]),
    (Unsayable.BY_MONTH, [energy(), Component(Dimension.CALENDAR_DAY, Fixed(D(1)))]),
    (Unsayable.PEAKS, [energy(), Component(Dimension.PEAK_POWER, Fixed(D(45)), peak=PeakRule())]),
    (Unsayable.FOR_SOME, [energy("1", when=(Condition(groups=frozenset({"family"})),)), energy()]),
    (Unsayable.FOR_SOME, [energy("1", when=(Condition(cards=frozenset({"04A2"})),)), energy()]),
    (Unsayable.HOLIDAYS, [energy("1", when=(Condition(holidays="grid", only_holidays=True),)), energy()]),
    (Unsayable.SEASONS, [energy("1", when=(Condition(months=frozenset({11, 12, 1})),)), energy()]),
    (Unsayable.METER_CLOCK, [energy("1", when=(Condition(time(0, 30), time(7, 30), winter_time=True),)), energy()]),
    (Unsayable.BOUNDS, [idle(cap=D(40))]),
    (Unsayable.BOUNDS, [energy(floor=D(1))]),
    (Unsayable.STEPS, [energy(step=100)]),
    (Unsayable.VAT, [energy(part="a", vat_rate=D("0.25")), energy(part="b", vat_rate=D("0.12"))]),
    (Unsayable.INTRICATE, [Component(Dimension.SESSION, Fixed(D(5)), when=(NIGHT,))]),  # it may begin in the session
    (
        Unsayable.INTRICATE,
        [
            Component(Dimension.SESSION, Fixed(D(5)), when=(Condition(min_energy_kwh=D(1)),)),
            Component(Dimension.SESSION, Fixed(D(1))),
        ],
    ),
    (Unsayable.INTRICATE, [Component(Dimension.SESSION, Fixed(D(5)), free=Free(D(1)))]),
    (
        Unsayable.INTRICATE,  # two times of day at once
        [energy(part="a", when=(NIGHT,)), energy(part="b", when=(Condition(time(7), time(9)),)), energy(part="b")],
    ),
    (Unsayable.INTRICATE, [energy(when=(Condition(time(6, 0, 30), time(22)),))]),
    (  # more prices than any charger keeps, were every alternative put with every other
        Unsayable.INTRICATE,
        [
            energy(f"{part}.{most}", part=str(part), when=(Condition(max_energy_kwh=D(most)),), priority=-most)
            for part in range(6)
            for most in (1, 2, 3)
        ],
    ),
]


@pytest.mark.parametrize(("why", "components"), UNSAYABLE, ids=[each[0].value for each in UNSAYABLE])
def test_what_cannot_be_said_says_why(why: Unsayable, components: list[Component]) -> None:
    with pytest.raises(CannotBeSaid) as cannot:
        said(*components)
    assert cannot.value.why is why


def test_every_reason_has_a_case() -> None:
    assert {why for why, _ in UNSAYABLE} == set(Unsayable)


# Whoever reckons with it comes to the same.


class Station:
    """Reckons as a charger does: minute by minute, with the first price of each kind that holds."""

    def __init__(self, tariff: Tariff, zone: str) -> None:
        self._tariff = tariff
        self._zone = ZoneInfo(zone)

    def cost(self, start: datetime, charging_min: int, idle_min: int, wh_a_minute: int) -> Fraction:
        """Without VAT."""
        total = self._price(self._tariff.session, start, 0, 0, 0, 0)
        for minute in range(charging_min + idle_min):
            at = start + timedelta(minutes=minute)
            charges = minute < charging_min
            charged_s, idle_s = min(minute, charging_min) * 60, max(0, minute - charging_min) * 60
            so_far = (at, min(minute, charging_min) * wh_a_minute, minute * 60, charged_s, idle_s)
            if charges:
                total += self._price(self._tariff.energy, *so_far) * Fraction(wh_a_minute, 1000)
                total += self._price(self._tariff.charging, *so_far)
            else:
                total += self._price(self._tariff.idle, *so_far)
        return total

    def _price(
        self, prices: Prices | None, at: datetime, wh: int, elapsed_s: int, charged_s: int, idle_s: int
    ) -> Fraction:
        for each in prices.prices if prices is not None else ():
            when, local = each.when, at.astimezone(self._zone)
            spans = (
                (when.least_wh, wh, when.most_wh),
                (when.least_s, elapsed_s, when.most_s),
                (when.least_charging_s, charged_s, when.most_charging_s),
                (when.least_idle_s, idle_s, when.most_idle_s),
            )
            holds = all((low is None or low <= is_) and (high is None or is_ < high) for low, is_, high in spans)
            if when.from_time is not None and when.to_time is not None:
                begin, end, now = when.from_time, when.to_time, local.time()
                holds &= begin <= now < end if begin < end else now >= begin or now < end
            holds &= not when.weekdays or local.isoweekday() in when.weekdays
            holds &= when.from_date is None or local.date() >= when.from_date
            holds &= when.to_date is None or local.date() < when.to_date
            if holds:
                return Fraction(each.amount)
        return Fraction(0)


quarter = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
conditions = st.builds(
    Condition,
    from_time=st.none() | quarter,
    to_time=st.none() | quarter,
    weekdays=st.frozensets(st.integers(1, 7), max_size=4),
    max_energy_kwh=st.none() | st.integers(1, 20).map(D),
    min_duration_s=st.none() | st.integers(0, 60).map(lambda n: n * 300),
)
amounts = st.integers(0, 400).map(lambda n: Fixed(D(n).scaleb(-2)))
frees = st.none() | st.integers(1, 10).map(lambda n: Free(D(n)))


@st.composite
def components(draw: Any) -> list[Component]:
    found = []
    for part in draw(st.sampled_from([("a",), ("a", "b")])):
        for _ in range(draw(st.integers(1, 3))):
            when = tuple(draw(st.lists(conditions, max_size=2)))
            free, priority = draw(frees), draw(st.integers(0, 2))
            found.append(Component(Dimension.ENERGY, draw(amounts), part=part, when=when, priority=priority, free=free))
    plain = st.builds(Condition, from_time=st.none() | quarter, to_time=st.none() | quarter)
    if draw(st.booleans()):
        quiet, grace = tuple(draw(st.lists(plain, max_size=1))), draw(st.integers(0, 40)) * 60
        found.append(Component(Dimension.IDLE_TIME, draw(amounts), quiet=quiet, grace_s=grace))
    if draw(st.booleans()):
        found.append(Component(Dimension.CHARGE_TIME, draw(amounts), when=tuple(draw(st.lists(plain, max_size=1)))))
    if draw(st.booleans()):
        night = Component(Dimension.SESSION, draw(amounts), when=(draw(plain),), priority=1)
        found += [night, Component(Dimension.SESSION, draw(amounts))]
    return found


@settings(max_examples=150, deadline=None)
@given(
    components(),
    st.integers(0, 14 * 24 * 4 - 1),
    st.integers(1, 300),
    st.integers(0, 200),
    st.sampled_from([0, 50, 125, 200]),
)
def test_a_charger_that_reckons_with_it_comes_to_what_the_engine_comes_to(
    stack: list[Component], quarters: int, charging_min: int, idle_min: int, wh_a_minute: int
) -> None:
    version = Version(DAY, tuple(stack), id=1)
    book = Book(Side.CHARGE, "SEK", "Europe/Stockholm", (version,))
    try:
        tariff = tariff_of(version, "SEK", "EH1")
    except CannotBeSaid as cannot:
        assert cannot.why is Unsayable.INTRICATE
        return
    start = datetime(2026, 3, 20, tzinfo=UTC) + timedelta(minutes=15 * quarters)  # the clocks change within
    last = start + timedelta(minutes=charging_min)
    energy_wh = charging_min * wh_a_minute
    usage = Usage(
        start,
        last + timedelta(minutes=idle_min),
        energy_wh,
        (MeterPoint(start, 0), MeterPoint(last, energy_wh)),
        charger="EH1",
        last_energy_at=last,
    )
    engine = sum((line.exact for line in cost(usage, book).lines), Fraction(0))
    assert Station(tariff, book.zone).cost(start, charging_min, idle_min, wh_a_minute) == engine


# In a sentence.


@pytest.mark.parametrize(
    ("price", "english", "swedish"),
    [
        (SimplePrice(DAY, flat=D("1.85"), vat_rate=D("0.25")), "1.85 kr/kWh", "1,85 kr/kWh"),
        (
            SimplePrice(DAY, flat=D("1.2345"), session_fee=D(5)),
            "1.2345 kr/kWh, start 5.00 kr",
            "1,2345 kr/kWh, start 5,00 kr",
        ),
        (
            SimplePrice(DAY, day=D("1.6"), night=D("0.8")),
            "1.60 kr/kWh, 22:00–06:00 0.80 kr/kWh",
            "1,60 kr/kWh, 22:00–06:00 0,80 kr/kWh",
        ),
        (SimplePrice(DAY, flat=D("1.48"), vat_rate=D("0.25"), vat_inside=False), "1.85 kr/kWh", "1,85 kr/kWh"),
    ],
)
def test_a_price_in_a_sentence(price: SimplePrice, english: str, swedish: str) -> None:
    tariff = tariff_of(price.version(), "SEK", "EH1")
    assert (price_sentence(tariff, "en"), price_sentence(tariff, "sv")) == (english, swedish)


def test_a_sentence_tells_of_what_is_free_and_when() -> None:
    tariff = said(
        energy("1", when=(Condition(weekdays=frozenset({6, 7})),), free=Free(D(5))), energy("3"), idle(grace_s=900)
    )
    assert price_sentence(tariff, "en") == (
        "3.00 kr/kWh, Sat, Sun to 5 kWh free, Sat, Sun 1.00 kr/kWh, after 15 min idle 0.80 kr/min"
    )
    assert price_sentence(said(energy("0")), "sv") == "0,00 kr/kWh"
    assert price_sentence(Tariff("EUR"), "de") == "free"


def test_a_sentence_that_is_too_long_is_not_said() -> None:
    many = [energy(str(n), when=(Condition(time(n), time(n, 30)),)) for n in range(24)]
    assert price_sentence(said(*many, energy("99")), "en") == ""
    assert len(price_sentence(said(*many[:9], energy("99")), "en")) <= MOST


def test_the_sum_in_a_sentence() -> None:
    assert total_sentence(D("18.4"), "SEK", "sv") == "Summa 18,40 kr"
    assert total_sentence(D("1234"), "JPY", "en") == "Total 1234 JPY"
