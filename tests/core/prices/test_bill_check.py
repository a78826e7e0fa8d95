"""A bill in the hand beside the book: what it should be, how far off it is, and the usual reason where there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.prices.bill import Bill, BillCheck, Hours, Note, Part, Role, Rounding, Stretch, Verdict, Why
from app.core.prices.bill_check import check
from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    PeakRule,
    Rate,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Version,
)
from app.core.prices.document import book_of
from app.core.prices.money import rounded
from app.core.prices.series import PricePoint, PriceSeries
from app.core.values import replace
from app.settings import resources_folder

D = Decimal
VAT = D("0.25")
STOCKHOLM = "Europe/Stockholm"
OCTOBER = date(2026, 10, 1)
YEAR = date(2026, 1, 1)
QUARTER = timedelta(minutes=15)
SWEDEN = book_of((resources_folder() / "prices" / "sweden.json").read_text(encoding="utf-8"))


def a_kwh(rate: Rate | str, name: str, part: str = "", **more: Any) -> Component:
    known: dict[str, Any] = {"vat_rate": VAT, **more}
    return Component(Dimension.ENERGY, Fixed(D(rate)) if isinstance(rate, str) else rate, name, part or name, **known)


def a_month(amount: str, name: str, **more: Any) -> Component:
    return Component(Dimension.CALENDAR_MONTH, Fixed(D(amount)), name, name, **{"vat_rate": VAT, **more})


ENERGY = a_kwh("0.50", "energy")
MARKUP = a_kwh("0.05", "markup")
TRANSFER = a_kwh("0.30", "transfer", "grid")
TAX = a_kwh("0.36", "energy tax", "tax")
FEE = a_month("49", "supplier's fee")
GRID_FEE = a_month("120", "grid's fee")
ALL = (ENERGY, MARKUP, TRANSFER, TAX, FEE, GRID_FEE)
# 812 kWh: 406.00 + 40.60 + 243.60 + 292.32 + 49 + 120 = 1151.52, and 287.88 VAT.
RIGHT = "1439.40"


def book(*components: Component, side: Side = Side.PAY, since: date = YEAR, currency: str = "SEK") -> Book:
    return Book(side, currency, STOCKHOLM, (Version(since, components or ALL),))


def bill(total: str, kwh: str = "812", month: date = OCTOBER, **parts: str) -> Bill:
    return Bill(month, D(kwh), D(total), tuple((Part(name), D(amount)) for name, amount in parts.items()))


def first_why(found: BillCheck) -> Why | None:
    return found.reasons[0].why if found.reasons else None


# What it should be.


def test_a_bill_that_is_right_agrees_to_the_ore() -> None:
    found = check(bill(RIGHT), book())
    assert found.expected is not None
    assert (found.verdict, found.difference, found.per_kwh, found.reasons) == (Verdict.AGREES, D("0.00"), D(0), ())
    assert (found.expected.total.net, found.expected.total.vat) == (D("1151.52"), D("287.88"))
    assert [(each.role, each.line.amount) for each in found.expected.lines] == [
        (Role.ENERGY, D("406.00")),
        (Role.MARKUP, D("40.60")),
        (Role.GRID, D("243.60")),
        (Role.TAX, D("292.32")),
        (Role.FEE, D("49.00")),
        (Role.FEE, D("120.00")),
    ]
    assert found.expected.hours is Hours.NO_MATTER


@pytest.mark.parametrize(
    ("total", "rounding"),
    [("1439.41", Rounding.LINES), ("1439.33", Rounding.LINES), ("1439", Rounding.WHOLE), ("1440.05", Rounding.KWH)],
)
def test_a_difference_that_rounding_makes_is_called_by_whose_rounding(total: str, rounding: Rounding) -> None:
    found = check(bill(total), book())
    assert (found.verdict, found.rounding, found.reasons) == (Verdict.ROUNDING, rounding, ())


def test_what_no_rounding_makes_is_no_rounding() -> None:
    found = check(bill("1441.40"), book())
    assert (found.verdict, found.rounding, found.difference) == (Verdict.DIFFERS, None, D("2.00"))
    assert found.per_kwh == D("0.0025")
    assert check(bill("1439.77", kwh="812.5"), book()).verdict is Verdict.DIFFERS, "its kWh were not rounded"


@given(kwh=st.decimals(0, 20_000, places=3), rates=st.lists(st.decimals(0, 5, places=4), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_the_book_says_itself_agrees_with_the_book(kwh: Decimal, rates: list[Decimal]) -> None:
    own = book(*(a_kwh(str(rate), f"part {place}") for place, rate in enumerate(rates)), FEE)
    says = check(Bill(OCTOBER, kwh, D(0)), own).expected
    assert says is not None
    net = sum(rounded(Fraction(kwh) * Fraction(rate), D("0.01")) for rate in rates if kwh and rate) + 49
    assert says.total.net == net
    assert says.total.vat == rounded(Fraction(net) / 4, D("0.01"))
    assert check(Bill(OCTOBER, kwh, says.total.gross), own).verdict is Verdict.AGREES


def test_month_fees_are_whole_and_daily_ones_by_the_days() -> None:
    daily = Component(Dimension.CALENDAR_DAY, Fixed(D("1.10")), "standing", vat_rate=VAT)
    found = check(bill("0", kwh="0", month=date(2026, 2, 1)), book(FEE, daily))
    assert found.expected is not None and found.per_kwh is None
    assert found.expected.total.net == D("49") + 28 * D("1.10")


def test_tiers_of_the_house_are_used_up_by_the_bills_own_kwh() -> None:
    steps = Tiers(Scope.MONTH_HOUSE, (Tier(D(300), D("0.32")), Tier(D(1200), D("0.40")), Tier(None, D("0.52"))))
    found = check(bill("0", kwh="1300"), book(a_kwh(steps, "energy", vat_rate=D(0)), currency="USD"))
    assert found.expected is not None
    assert found.expected.total.gross == D("96.00") + D("360.00") + D("52.00")


def test_what_is_of_a_session_or_of_a_few_is_left_out_and_said() -> None:
    mine = (Condition(groups=frozenset({"family"})),)
    guests = book(
        ENERGY,
        a_kwh("9", "family", when=mine),
        Component(Dimension.SESSION, Fixed(D(5)), "start"),
        Component(Dimension.PEAK_POWER, Fixed(D(45)), "power", peak=PeakRule()),
        side=Side.CHARGE,
    )
    found = check(bill("507.50"), guests)
    assert found.verdict is Verdict.AGREES and found.side is Side.CHARGE
    assert found.expected is not None
    assert set(found.expected.notes) == {Note.SESSIONS, Note.POWER, Note.FOR_SOME}


def test_a_book_that_began_within_the_month_is_taken_for_all_of_it_and_says_so() -> None:
    found = check(bill(RIGHT), book(since=date(2026, 10, 20)))
    assert found.verdict is Verdict.AGREES
    assert found.expected is not None and found.expected.notes == (Note.BEGAN_LATER,)
    assert check(bill(RIGHT), book(since=date(2026, 11, 1))).verdict is Verdict.NO_PRICES


def test_prices_that_changed_in_the_middle_of_the_month_hold_for_their_days() -> None:
    dearer = Version(date(2026, 10, 17), (a_kwh("1.00", "energy"),))
    two = Book(Side.CHARGE, "SEK", STOCKHOLM, (Version(YEAR, (ENERGY,)), dearer))
    hours = 31 * 24 + 1  # the clock goes back on the 25th
    before = Fraction(16 * 24, hours)
    net = 812 * (before * Fraction(1, 2) + (1 - before))
    found = check(bill("0"), two)
    assert found.expected is not None
    assert abs(Fraction(found.expected.total.net) - net) <= Fraction(1, 100)


# Prices that follow the hours.


def quarters(since: datetime, until: datetime) -> list[PricePoint]:
    """By day twice as dear as by night, in UTC."""
    count = (until - since) // QUARTER
    starts = [since + place * QUARTER for place in range(count)]
    return [PricePoint(each, each + QUARTER, D("1.00") if 6 <= each.hour < 18 else D("0.50")) for each in starts]


def spot(since: datetime = datetime(2026, 9, 30, 22, tzinfo=UTC), until: datetime | None = None) -> PriceSeries:
    until = until or datetime(2026, 10, 31, 23, tzinfo=UTC)
    return PriceSeries("SE3", quarters(since, until), currency="SEK")


def by_spot(*more: Component) -> Book:
    return book(a_kwh(Series("SE3"), "spot", "energy"), *more)


def test_spot_is_by_the_mean_of_every_quarter_of_a_month_of_25_hours_too() -> None:
    series = spot()
    assert len(series.points) == 31 * 96 + 4
    mean = sum((Fraction(each.value) for each in series.points), Fraction(0)) / len(series.points)
    found = check(bill("0"), by_spot(), [series])
    assert found.expected is not None and found.expected.hours is Hours.EVEN
    assert found.expected.total.net == rounded(812 * mean, D("0.01"))
    assert found.mean_spot == rounded(mean, D("0.0001"))


def test_what_the_cars_took_at_night_is_reckoned_at_night_and_the_rest_evenly() -> None:
    night = datetime(2026, 10, 10, 22, tzinfo=UTC)
    charged = [Stretch(night + place * QUARTER, night + (place + 1) * QUARTER, Fraction(5_000)) for place in range(28)]
    even = check(bill("0"), by_spot(), [spot()])
    found = check(bill("0"), by_spot(), [spot()], charged)
    assert even.expected is not None and found.expected is not None
    assert found.expected.hours is Hours.CHARGED
    assert found.charged_kwh == D(140) and found.share == D(140) / 812
    mean = Fraction(even.expected.lines[0].line.exact, 812)
    assert abs(Fraction(found.expected.total.net) - (672 * mean + 140 * Fraction(1, 2))) <= Fraction(1, 100)


def test_chargers_that_took_more_than_the_bill_has_tell_nothing_of_its_hours() -> None:
    charged = [Stretch(datetime(2026, 10, 10, 22, tzinfo=UTC), datetime(2026, 10, 11, tzinfo=UTC), Fraction(900_000))]
    found = check(bill("0"), by_spot(), [spot()], charged)
    assert found.expected is not None and found.expected.hours is Hours.EVEN
    assert found.share is not None and found.share > 1


def test_a_difference_that_the_hours_of_use_can_make_is_called_so_and_says_what_mean_it_needs() -> None:
    right = check(bill("0"), by_spot(FEE), [spot()]).expected
    assert right is not None
    near = check(Bill(OCTOBER, D(812), right.total.gross + D("40.00")), by_spot(FEE), [spot()])
    assert (near.verdict, near.reasons) == (Verdict.HOURS, ())
    assert near.mean_spot is not None and near.needed_spot is not None
    assert near.needed_spot - near.mean_spot == pytest.approx(D("0.0394"), abs=D("0.0001"))
    fee_missing = check(Bill(OCTOBER, D(812), right.total.gross - D("61.25")), by_spot(FEE), [spot()])
    assert fee_missing.verdict is Verdict.HOURS
    assert (first_why(fee_missing), fee_missing.reasons[0].exact) == (Why.NOT_ON_BILL, True)


def test_a_month_whose_prices_are_known_in_part_says_so_and_never_agrees() -> None:
    part = spot(until=datetime(2026, 10, 15, 22, tzinfo=UTC))
    says = check(bill("0"), by_spot(), [part]).expected
    assert says is not None and says.missing
    found = check(Bill(OCTOBER, D(812), says.total.gross), by_spot(), [part])
    assert found.verdict is Verdict.HOURS


def test_a_month_of_which_no_price_is_known_cannot_be_checked() -> None:
    assert check(bill(RIGHT), by_spot()).verdict is Verdict.NO_PRICES
    assert check(bill(RIGHT), by_spot(), [spot()]).verdict is not Verdict.NO_PRICES


def test_day_and_night_are_by_the_hours_of_the_local_clock() -> None:
    night = (Condition(from_time=time(22), to_time=time(6)),)
    zones = book(a_kwh("0.80", "night", "energy", when=night, priority=1), a_kwh("1.60", "day", "energy"))
    found = check(bill("0"), zones)
    share = Fraction(31 * 8 + 1, 31 * 24 + 1)  # the hour that comes twice is a night's
    assert found.expected is not None
    assert found.expected.total.net == rounded(812 * (share * Fraction(4, 5) + (1 - share) * Fraction(8, 5)), D("0.01"))


# Why it is another.


def without(*left_out: Component) -> tuple[Component, ...]:
    return tuple(each for each in ALL if each not in left_out)


@pytest.mark.parametrize(
    ("total", "why", "lines"),
    [
        ("1151.52", Why.WITHOUT_VAT, ()),
        ("1074.00", Why.NOT_ON_BILL, ("energy tax",)),
        ("1388.65", Why.NOT_ON_BILL, ("markup",)),
        ("1134.90", Why.NOT_ON_BILL, ("transfer",)),
        ("1378.15", Why.NOT_ON_BILL, ("supplier's fee",)),
        ("1500.65", Why.TWICE, ("supplier's fee",)),
        ("1589.40", Why.TWICE, ("grid's fee",)),
        ("619.50", Why.ONLY_SUPPLIER, ("energy", "markup", "supplier's fee")),
        ("558.25", Why.ONLY_SUPPLIER, ("energy", "markup")),
        ("819.90", Why.ONLY_GRID, ("transfer", "energy tax", "grid's fee")),
        ("143940", Why.SUM_IN_HUNDREDTHS, ()),
    ],
)
def test_each_usual_reason_is_found_and_leaves_nothing(total: str, why: Why, lines: tuple[str, ...]) -> None:
    found = check(bill(total), book())
    assert found.verdict is Verdict.DIFFERS
    reason = found.reasons[0]
    assert (reason.why, reason.lines, reason.remaining, reason.without_vat) == (why, lines, 0, why is Why.WITHOUT_VAT)


def test_the_suppliers_bill_without_vat_is_found_as_both() -> None:
    reason = check(bill("495.60"), book()).reasons[0]
    assert (reason.why, reason.without_vat, reason.remaining) == (Why.ONLY_SUPPLIER, True, 0)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (tuple(replace(each, vat_inside=True) for each in ALL), Why.TYPED_WITHOUT_VAT),
        (tuple(replace(each, vat_rate=D(0)) for each in ALL), Why.NO_VAT_IN_BOOK),
        ((*without(MARKUP), a_kwh("0.0005", "markup")), Why.TOO_SMALL),
        ((*without(TAX), a_kwh("36", "energy tax", "tax")), Why.TOO_LARGE),
        (without(TAX), Why.TAX_NOT_IN_BOOK),
    ],
)
def test_what_is_wrong_with_the_book_is_found_from_a_right_bill(own: tuple[Component, ...], why: Why) -> None:
    reason = check(bill(RIGHT), book(*own), references=[SWEDEN]).reasons[0]
    assert (reason.why, reason.remaining) == (why, 0)
    if why is Why.NO_VAT_IN_BOOK:
        assert reason.vat_rate == VAT
    if why is Why.TAX_NOT_IN_BOOK:
        assert reason.per_kwh == D("0.4500")


def test_what_a_book_lacks_is_told_as_what_it_would_have_to_be() -> None:
    lacking = check(bill(RIGHT), book(*without(TRANSFER)), references=[SWEDEN])
    (reason,) = [each for each in lacking.reasons if each.why is Why.NOT_IN_BOOK]
    assert (reason.roles, reason.per_kwh) == ((Role.GRID,), D("0.3750"))
    no_fee = check(bill(RIGHT), book(*without(FEE, GRID_FEE)))
    assert [each.amount for each in no_fee.reasons if each.roles == (Role.FEE,)] == [D("211.25")]


def test_the_grids_bill_has_the_energy_tax_that_the_book_lacks() -> None:
    reason = check(bill("819.90"), book(*without(TAX)), references=[SWEDEN]).reasons[0]
    assert (reason.why, reason.lines, reason.remaining) == (Why.ONLY_GRID, ("transfer", "grid's fee"), 0)
    assert reason.per_kwh == D("0.4500")


def test_a_power_charge_that_cannot_be_reckoned_is_told_as_what_it_would_be() -> None:
    power = Component(Dimension.PEAK_POWER, Fixed(D(45)), "power", peak=PeakRule(), vat_rate=VAT)
    found = check(bill("1720.65"), book(*ALL, power))
    assert (first_why(found), found.reasons[0].amount) == (Why.POWER, D("281.25"))


def test_the_prices_of_another_year_are_found() -> None:
    last_year = Version(date(2025, 1, 1), (*without(TAX), a_kwh("0.43904", "energy tax", "tax")))
    two = Book(Side.PAY, "SEK", STOCKHOLM, (last_year, Version(YEAR, ALL)))
    then = check(bill("0", month=date(2025, 10, 1)), two).expected
    assert then is not None
    found = check(Bill(OCTOBER, D(812), then.total.gross), two)
    assert (first_why(found), found.reasons[0].since) == (Why.OTHER_VERSION, date(2025, 1, 1))


def test_the_prices_of_the_month_before_are_found() -> None:
    september = [
        PricePoint(each.start, each.end, each.value * 2)
        for each in quarters(datetime(2026, 8, 31, 22, tzinfo=UTC), datetime(2026, 9, 30, 22, tzinfo=UTC))
    ]
    series = PriceSeries("SE3", [*september, *spot().points], currency="SEK")
    then = check(bill("0", month=date(2026, 9, 1)), by_spot(FEE), [series]).expected
    assert then is not None
    found = check(Bill(OCTOBER, D(812), then.total.gross), by_spot(FEE), [series])
    assert (first_why(found), found.reasons[0].since) == (Why.OTHER_MONTH, date(2026, 9, 1))


def test_a_difference_that_nothing_explains_has_no_reason() -> None:
    assert check(bill("1700"), book()).reasons == ()


# The parts as the bill has them.


def test_parts_with_vat_stand_beside_the_books_with_vat() -> None:
    parts = {"energy": "558.25", "grid": "304.50", "tax": "365.40", "fee": "272.50"}
    found = check(bill("1500.65", **parts), book())
    assert found.rows_with_vat and found.unsummed is None
    assert [(each.parts, each.difference) for each in found.rows] == [
        ((Part.ENERGY,), D("0.00")),
        ((Part.GRID,), D("0.00")),
        ((Part.TAX,), D("0.00")),
        ((Part.FEE,), D("61.25")),
    ]


def test_parts_without_vat_are_known_by_their_sum() -> None:
    parts = {"energy": "446.60", "grid": "243.60", "tax": "292.32", "fee": "169", "vat": "287.88"}
    found = check(bill(RIGHT, **parts), book())
    assert not found.rows_with_vat and found.unsummed is None
    assert [each.difference for each in found.rows] == [0, 0, 0, 0, 0]


def test_transfer_and_tax_in_one_figure_of_the_book_are_compared_with_both_of_the_bill() -> None:
    own = book(ENERGY, MARKUP, a_kwh("0.66", "fees"), FEE, GRID_FEE)
    parts = {"energy": "446.60", "grid": "243.60", "tax": "292.32", "fee": "169", "vat": "287.88"}
    found = check(bill(RIGHT, **parts), own)
    assert ((Part.GRID, Part.TAX), 0) in [(each.parts, each.difference) for each in found.rows]


def test_parts_that_do_not_add_up_say_what_they_lack() -> None:
    parts = {"energy": "558.25", "grid": "304.50", "tax": "365.40", "fee": "200.00"}
    found = check(bill(RIGHT, **parts), book())
    assert found.unsummed == D("11.25")
