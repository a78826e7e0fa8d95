"""What an editor makes of a book: one version is changed and every other stays; and what bills make of a stack."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.prices.books import Book, Condition, Free, Limit, Series, Side, Version, VersionUsed
from app.core.prices.costing import cost
from app.core.prices.day import day_prices
from app.core.prices.revising import DayTaken, Revision, next_first_day, revised
from app.core.prices.series import PriceSeries
from app.core.prices.simple import SimplePrice, simple_of
from app.core.values import replace
from tests.core.prices.parts import STOCKHOLM, D, book, energy, local, points, usage

USED = Version(date(2026, 1, 1), (energy("1.00"),), id=1, used=True)
LATER = Version(date(2027, 1, 1), (energy("2.00"),), id=2, note="next year")
BOOK = Book(Side.PAY, "SEK", STOCKHOLM, (USED, LATER))


def wanted(version: Version, instead_of: date | None = None) -> Revision:
    return Revision(Side.PAY, version, "SEK", STOCKHOLM, "Home", vat_inside=False, instead_of=instead_of)


def test_a_version_that_priced_nothing_is_moved_to_another_day() -> None:
    moved = replace(LATER, valid_from=date(2027, 3, 1), id=0)
    found = revised(BOOK, wanted(moved, LATER.valid_from))
    assert found.versions == (USED, moved)
    assert (found.name, found.vat_inside) == ("Home", False)


def test_what_is_kept_as_it_was_stays_the_same_version() -> None:
    found = revised(BOOK, wanted(replace(LATER, id=0), LATER.valid_from))
    assert found.versions == BOOK.versions


def test_a_new_version_takes_no_others_place() -> None:
    for day in (USED.valid_from, LATER.valid_from):
        with pytest.raises(DayTaken):
            revised(BOOK, wanted(Version(day, (energy("3.00"),))))
    with pytest.raises(DayTaken):
        revised(BOOK, wanted(replace(LATER, valid_from=USED.valid_from), LATER.valid_from))


def test_a_version_in_use_is_neither_changed_nor_moved() -> None:
    for day in (USED.valid_from, date(2026, 6, 1)):
        changed = Version(day, (energy("3.00"),))
        with pytest.raises(VersionUsed):
            revised(BOOK, wanted(changed, USED.valid_from))


def test_the_first_book_is_made_by_its_first_version() -> None:
    assert revised(None, wanted(LATER)).versions == (LATER,)


def test_new_prices_begin_on_the_first_of_a_month() -> None:
    assert next_first_day(None, date(2026, 12, 3)) == date(2027, 1, 1)
    assert next_first_day(BOOK, date(2026, 2, 28)) == date(2027, 2, 1)


def test_half_fixed_and_half_spot_is_the_mean_of_both() -> None:
    price = SimplePrice(
        date(2026, 1, 1),
        flat=D("1.00"),
        series_id="SE3",
        flat_share=D("0.25"),
        markup=D("0.08"),
        tax=D("0.5"),
        month_fee=D(49),
        grid_month_fee=D(395),
        vat_inside=False,
    )
    start = local("2026-05-10 12:00")
    series = PriceSeries("SE3", points(start, 3600, ["2.00"]))
    own = Book(Side.PAY, "SEK", STOCKHOLM, (price.version(),))
    found = cost(usage(start, local("2026-05-10 13:00"), 10_000), own, [series]).total
    assert found is not None
    assert found.net == D("23.10")  # 10 × (0.25 × 1.00 + 0.75 × (2.00 + 0.08) + 0.5) = 23.10
    rate = next(each.rate for each in own.versions[0].components if each.name == "spot")
    assert rate == Series("SE3", multiplier=D("0.75"))


def test_a_night_tariff_by_a_meter_on_winter_time_holds_all_weekend() -> None:
    price = SimplePrice(
        date(2026, 1, 1), day=D("2.00"), night=D("1.00"), weekend_is_night=True, winter_time=True, vat_inside=False
    )
    (night, day) = price.version().components
    assert night.when == (
        Condition(from_time=time(22), to_time=time(6), winter_time=True),
        Condition(weekdays=frozenset((6, 7)), winter_time=True),
    )
    own = Book(Side.PAY, "SEK", STOCKHOLM, (price.version(),))
    assert [
        cost(usage(local(f"{at}:00"), local(f"{at}:30"), 10_000), own).lines[0].amount
        for at in ("2026-07-01 06", "2026-07-01 07", "2026-07-04 12")
    ] == [D("10.00"), D("20.00"), D("10.00")]
    assert day.when == ()


def test_the_picture_of_a_day_shows_the_price_and_not_what_is_free_or_bounded() -> None:
    own = book(energy("3.00", free=Free(D(5)), floor=D(0), cap=D("1.00")), least=Limit(D(50)))
    prices = {each.price for each in day_prices(own, [], date(2026, 5, 10))}
    assert prices == {Decimal("3.0000")}


AMOUNTS = st.decimals(Decimal("0.01"), 9, places=3)
FEES = st.sampled_from([D(0), D("0.535"), D("49")])
BILLS = st.fixed_dictionaries(
    {
        "transfer": FEES,
        "tax": FEES,
        "session_fee": FEES,
        "month_fee": FEES,
        "grid_month_fee": FEES,
        "vat_rate": st.sampled_from([D(0), D("0.25"), D("0.19")]),
        "vat_inside": st.booleans(),
    }
)
KINDS = st.one_of(
    st.fixed_dictionaries({"flat": AMOUNTS}),
    st.fixed_dictionaries(
        {
            "day": AMOUNTS,
            "night": AMOUNTS,
            "night_from": st.sampled_from([time(22), time(0, 30)]),
            "night_to": st.sampled_from([time(6), time(4, 30)]),
            "weekend_is_night": st.booleans(),
            "winter_time": st.booleans(),
        }
    ),
    st.fixed_dictionaries({"series_id": st.just("SE3"), "markup": FEES}),
    st.fixed_dictionaries(
        {
            "series_id": st.just("SE3"),
            "markup": FEES,
            "flat": AMOUNTS,
            "flat_share": st.sampled_from([D("0.5"), D("0.3")]),
        }
    ),
)


@given(BILLS, KINDS)
def test_a_bill_is_read_back_out_of_the_prices_it_made(bill: dict[str, object], kind: dict[str, object]) -> None:
    made = SimplePrice(date(2026, 1, 1), **bill, **kind).version()  # type: ignore[arg-type]
    back = simple_of(made)
    assert back is not None
    assert back.version() == made


def test_no_bill_is_read_out_of_what_no_bill_says() -> None:
    plain = SimplePrice(date(2026, 1, 1), flat=D(2), vat_rate=D("0.25")).version()
    (part,) = plain.components
    for other in (
        replace(plain, components=()),
        replace(plain, components=(replace(part, cap=D(9)),)),
        replace(plain, components=(part, replace(part, name="my own", part="own"))),
        replace(plain, components=(replace(part, free=Free(D(3))),)),
        replace(plain, least=Limit(D(1))),
    ):
        assert simple_of(other) is None
