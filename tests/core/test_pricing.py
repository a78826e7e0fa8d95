"""Prices and the sessions they price, on a real file: reckoned once, kept, and reckoned anew only where it matters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.cards import Answered, Card, Reason, Verdict
from app.core.changes import CostChanged, SessionChanged
from app.core.interfaces import History, NotStored
from app.core.model import Reading, Session
from app.core.papers.batch import StatementRefused
from app.core.prices.books import Book, Component, Condition, Dimension, Fixed, Scope, Side, Version
from app.core.prices.cost import CostQuality, written
from app.core.prices.keeping import PricingRefused, WhyPricing
from app.core.pricing import Pricing
from app.core.values import replace
from tests.core.money_parts import (
    JANUARY,
    D,
    Money,
    at,
    book,
    flat,
    march,
    money,
    priced_by,
    quarters,
    refusing,
    session,
    spot,
    tiers,
)

T = TypeVar("T")


def played(folder: Path, story: Callable[[Money], Awaitable[T]], *books: Book) -> T:
    async def all_of_it() -> T:
        async with money(folder, *books) as house:
            return await story(house)

    return asyncio.run(asyncio.wait_for(all_of_it(), 50))


# Reckoned once, and kept.


def test_a_session_that_ends_is_reckoned_once_and_kept(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        (kept,) = house.costs(1)
        assert (kept.sum.gross, kept.sum.net, kept.sum.currency, kept.superseded) == (
            D("16.00"),
            D("12.80"),
            "SEK",
            False,
        )
        assert [each.sum for each in house.told if isinstance(each, CostChanged)] == [kept.sum]
        await house.ends(session(1, at(2)))  # told once more
        assert await house.prices.reckon(None, None) == 1
        assert house.costs(1) == [kept]

    played(tmp_path, story, book(flat()))


def test_both_books_price_a_session_each_for_itself(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        assert house.gross(1) == [D("16.00")]
        assert house.gross(1, side=Side.PAY) == [D("4.00")]

    played(tmp_path, story, book(flat()), book(flat("0.50"), side=Side.PAY))


def test_prices_for_a_group_or_a_card_hold_for_every_number_of_the_card(tmp_path: Path) -> None:
    def only(condition: Condition, amount: str, priority: int) -> Component:
        return Component(Dimension.ENERGY, Fixed(D(amount)), when=(condition,), priority=priority)

    version = Version(
        JANUARY,
        (
            Component(Dimension.ENERGY, Fixed(D(3))),
            only(Condition(groups=frozenset({"family"})), "1", 1),
            only(Condition(cards=frozenset({"guest-1"})), "5", 2),
        ),
    )

    async def story(house: Money) -> None:
        house.records.save_card(Card("04A2B3C4", group="family", also=("C4B3A204",)))
        house.records.save_card(Card("GUEST-2", also=("GUEST-1",)))
        await house.ends(*(session(n, at(n), card=card) for n, card in enumerate(("c4b3a204", "guest-2", "other"), 1)))
        assert house.gross(1, 2, 3) == [D("8.00"), D("40.00"), D("24.00")]

    played(tmp_path, story, book(version))


def test_two_numbers_of_one_card_share_its_month(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        house.records.save_card(Card("04A2B3C4", also=("C4B3A204",)))
        await house.ends(session(1, at(2)), session(2, at(3), card="C4B3A204"))
        assert house.gross(1, 2) == [D("8.00"), D("14.00")]

    played(tmp_path, story, book(tiers(Scope.MONTH_CARD)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    energy_wh=st.integers(0, 90_000),
    minutes=st.integers(1, 2_000),
    marks=st.lists(st.tuples(st.integers(1, 1_999), st.integers(0, 90_000)), max_size=6),
    prices=st.lists(st.decimals(-1, 5, places=5), min_size=140, max_size=140),
)
def test_reckoned_anew_it_is_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    energy_wh: int,
    minutes: int,
    marks: list[tuple[int, int]],
    prices: list[object],
) -> None:
    one = session(1, at(2), energy_wh, minutes / 60)
    readings = [
        Reading(at(2) + timedelta(minutes=minute), 100_000 + min(wh, energy_wh))
        for minute, wh in zip(sorted({each for each, _ in marks}), sorted(wh for _, wh in marks), strict=False)
        if minute < minutes
    ]

    async def story(house: Money) -> None:
        await house.put_prices(quarters(at(2), list(map(str, prices))))
        await house.ends(one, readings=readings)
        first = written(house.cost(1))
        assert await house.prices.reckon(None, None) == 1
        assert written(house.cost(1)) == first
        assert len(house.costs(1)) == 1, "the same is not kept twice"

    played(tmp_path_factory.mktemp("bytes"), story, book(spot()))


def test_what_ended_while_nobody_reckoned_is_reckoned_at_the_next_start(tmp_path: Path) -> None:
    async def cut_off(house: Money) -> None:
        await house.prices.put_book(book(flat()))
        await house.prices.close()
        house.records.save_session(session(1, at(2)))

    async def next_start(house: Money) -> None:
        async with asyncio.timeout(20):
            while not house.costs(1):  # noqa: ASYNC110 - what is waited for happens in the file
                await asyncio.sleep(0.01)
        assert house.gross(1) == [D("16.00")]

    played(tmp_path, cut_off)
    played(tmp_path, next_start)


def test_sessions_of_before_a_book_has_prices_are_not_asked_for_again(tmp_path: Path) -> None:
    """The other book may go back further; what this one can never price is not reckoned at every start."""

    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)), session(2, at(2, month=5)))
        assert [len(house.costs(each)) for each in (1, 2)] == [1, 1]
        assert await house.prices.reckon_unpriced() == 0

    played(tmp_path, story, book(flat(), side=Side.PAY), book(flat(since=date(2026, 5, 1))))


# Prices that come.


def test_prices_reckon_only_the_sessions_within_their_time(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        before, within, after = session(1, at(1)), session(2, at(2)), session(3, at(3))
        await house.ends(before, within, after)
        assert {house.cost(each).quality for each in (1, 2, 3)} == {CostQuality.PRICE_MISSING}
        kept = {each: house.costs(each) for each in (1, 3)}
        assert await house.put_prices(quarters(at(2), ["1.00"] * 8)) == 1
        assert house.gross(2) == [D("8.00")]
        assert {each: house.costs(each) for each in (1, 3)} == kept
        assert [each.superseded for each in house.costs(2)] == [False, True]

    played(tmp_path, story, book(spot()))


def test_a_session_that_stood_for_days_is_reckoned_by_the_prices_of_its_last(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        long = session(1, at(1), hours=72)
        await house.put_prices(quarters(at(1), ["1.00"] * 4 * 71))
        await house.ends(long)
        assert house.gross(1) == [None]
        assert await house.put_prices(quarters(at(1) + timedelta(hours=71), ["1.00"] * 4)) == 1
        assert house.gross(1) == [D("8.00")]

    played(tmp_path, story, book(spot()))


def test_prices_leave_what_stands_on_an_issued_statement(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.put_prices(quarters(at(2), ["1.00"] * 8))
        await house.ends(session(1, at(2)), session(2, at(2, month=4)))
        await house.put_prices(quarters(at(2, month=4), ["1.00"] * 8))
        issued = await house.statements.issue(march())
        kept = house.costs(1)
        assert await house.put_prices(quarters(at(2), ["3.00"] * 8)) == 0
        assert await house.put_prices(quarters(at(2, month=4), ["3.00"] * 8)) == 1
        assert house.costs(1) == kept
        assert house.gross(1, 2) == [D("8.00"), D("24.00")]
        assert house.store.history.money.statements(1)[0].statement == issued

    played(tmp_path, story, book(spot()))


# Books and their versions.


def test_used_prices_refuse_change_and_later_ones_are_added(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        known = house.prices.books[Side.CHARGE]
        assert [each.used for each in known.versions] == [True]
        for wanted in (
            book(flat("9.00")),  # other prices of the same day
            book(flat("9.00", since=date(2026, 2, 1))),  # without those that are used
            replace(known, zone="America/New_York"),  # its days and hours would be others
        ):
            with pytest.raises(PricingRefused) as refusal:
                await house.prices.put_book(wanted)
            assert refusal.value.why is WhyPricing.VERSION_USED
        with pytest.raises(PricingRefused):
            await house.prices.put_version(Side.CHARGE, flat("9.00"))
        assert house.prices.books[Side.CHARGE] == known
        later = await house.prices.put_version(Side.CHARGE, flat("3.00", since=date(2026, 4, 1)))
        assert [(each.id, each.used) for each in later.versions] == [(1, True), (2, False)]
        await house.ends(session(2, at(2, month=4)))
        assert house.gross(1, 2) == [D("16.00"), D("24.00")]

    played(tmp_path, story, book(flat()))


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (book(flat(), currency="EUR"), WhyPricing.WRONG_CURRENCY),  # the book's own sessions are in kronor
        (book(flat(), side=Side.PAY, zone="Mars/Olympus"), WhyPricing.UNKNOWN_ZONE),
        (book(flat(), side=Side.PAY, zone=""), WhyPricing.UNKNOWN_ZONE),
        (book(spot(), side=Side.PAY, currency="EUR"), WhyPricing.WRONG_CURRENCY),  # the series is in kronor
        (book(flat(), side=Side.PAY, currency="kr"), WhyPricing.NO_CURRENCY),
        (book(flat(), side=Side.PAY, currency=""), WhyPricing.NO_CURRENCY),
        (book(flat(), side=Side.PAY, currency="SE1"), WhyPricing.NO_CURRENCY),
        (book(side=Side.PAY), WhyPricing.NOTHING_TO_KEEP),
    ],
)
def test_a_wrong_book_is_refused_and_nothing_is_kept(tmp_path: Path, wanted: Book, why: WhyPricing) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        await house.put_prices(quarters(at(2), ["1.00"]))
        before, on_disk = dict(house.prices.books), house.store.history.money.books()
        with pytest.raises(PricingRefused) as refusal:
            await house.prices.put_book(wanted)
        assert refusal.value.why is why
        assert house.prices.books == before
        assert house.store.history.money.books() == on_disk

    played(tmp_path, story, book(flat()))


def test_prices_in_another_currency_are_refused_and_none_is_kept(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        with pytest.raises(PricingRefused):  # the book that follows them is in kronor
            await house.put_prices(quarters(at(2), ["1.00"]), currency="EUR")
        assert house.store.history.money.all_series() == []
        await house.put_prices(quarters(at(3), ["1.00"]), "NO1", currency="NOK")
        for day in (2, 4):
            with pytest.raises(PricingRefused):  # the series itself is in Norwegian ones
                await house.put_prices(quarters(at(day), ["1.00"]), "NO1", currency="DKK")
        (series,) = house.store.history.money.all_series()
        assert (series.id, series.currency, series.prices) == ("NO1", "NOK", 1)
        assert len(house.store.history.money.imports()) == 1

    played(tmp_path, story, book(spot()))


def test_a_series_that_a_book_follows_stays(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.put_prices(quarters(at(2), ["1.00"]))
        await house.put_prices(quarters(at(2), ["1.00"]), "SE4")
        with pytest.raises(PricingRefused) as refusal:
            await house.prices.forget_series("SE3")
        assert refusal.value.why is WhyPricing.SERIES_IN_USE
        await house.prices.forget_series("SE4")
        assert [each.id for each in house.store.history.money.all_series()] == ["SE3"]

    played(tmp_path, story, book(spot()))


# What others used before.


def test_a_late_session_moves_the_tiers_of_those_after_it_in_its_month(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        first, second, third, april = (
            session(1, at(1)),
            session(2, at(5)),
            session(3, at(10)),
            session(4, at(2, month=4)),
        )
        await house.ends(first, second, third, april)
        assert house.gross(1, 2, 3, 4) == [D("8.00"), D("14.00"), D("16.00"), D("8.00")]
        kept = {each: house.costs(each) for each in (1, 4)}
        await house.ends(session(5, at(3)))  # told by a charger that was offline that night
        assert house.gross(1, 5, 2, 3, 4) == [D("8.00"), D("14.00"), D("16.00"), D("16.00"), D("8.00")]
        assert {each: house.costs(each) for each in (1, 4)} == kept

    played(tmp_path, story, book(tiers()))


def test_a_late_session_leaves_those_on_an_issued_statement(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(5)), session(2, at(10)))
        await house.statements.issue(march(until=at(6)))
        await house.ends(session(3, at(2)))
        assert house.gross(3, 1, 2) == [D("8.00"), D("8.00"), D("16.00")]

    played(tmp_path, story, book(tiers()))


def test_a_session_that_people_moved_to_another_month_frees_the_old_one(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        moved = session(1, at(2))
        await house.ends(moved, session(2, at(5)), session(3, at(5, month=4)))
        assert house.gross(1, 2, 3) == [D("8.00"), D("14.00"), D("8.00")]
        written_over = replace(moved.amended, started_at=at(2, month=4), stopped_at=at(2, 14, month=4))
        await house.ends(replace(moved, amended=written_over))
        assert house.gross(1, 2, 3) == [D("8.00"), D("8.00"), D("14.00")]

    played(tmp_path, story, book(tiers()))


def test_a_car_that_stood_from_the_last_month_into_this_counts_in_both(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        # Half of its 16 kWh fall into March, as the zone counts.
        await house.ends(session(1, at(25, 23, month=2), 16_000, hours=24 * 6))
        await house.ends(session(2, at(5)))
        assert house.gross(2) == [D("14.00")]

    played(tmp_path, story, book(tiers()))


def left_out(one: Session, *, excluded: bool = True) -> Session:
    return replace(one, amended=replace(one.amended, excluded=excluded))


def test_a_session_that_people_left_out_uses_up_none_of_the_months_tiers(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        first, second = session(1, at(2)), session(2, at(5))
        await house.ends(first, second)
        assert house.gross(1, 2) == [D("8.00"), D("14.00")]
        await house.ends(left_out(first))  # nobody pays for it
        assert house.gross(1, 2) == [D("8.00"), D("8.00")]
        await house.ends(left_out(first, excluded=False))
        assert house.gross(1, 2) == [D("8.00"), D("14.00")]

    played(tmp_path, story, book(tiers()))


def test_one_that_was_left_out_after_it_was_charged_has_used_its_tiers_up(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        first, second = session(1, at(2)), session(2, at(5))
        await house.ends(first)
        await house.statements.issue(march(until=at(3)))
        await house.ends(left_out(first), second)
        assert house.gross(1, 2) == [D("8.00"), D("14.00")]

    played(tmp_path, story, book(tiers()))


# What was accepted at the start.


def test_what_i_charge_is_by_the_prices_of_the_start_and_what_i_pay_by_each_day(tmp_path: Path) -> None:
    change = flat("4.00", since=date(2026, 3, 3))

    async def story(house: Money) -> None:
        await house.ends(session(1, at(2, 22), hours=2))  # midnight in Stockholm is at 23 UTC
        assert house.gross(1) == [D("16.00")]
        assert house.gross(1, side=Side.PAY) == [D("24.00")]

    played(tmp_path, story, book(flat(), change), book(flat(), change, side=Side.PAY))


def test_prices_that_a_car_charges_by_are_not_changed_under_it(tmp_path: Path) -> None:
    """Put in their place from the same first day, new ones would be what the driver never accepted."""

    async def story(house: Money) -> None:
        house.now = at(1)
        await house.prices.put_book(book(flat()))
        house.running.append(session(1, at(2, 12), hours=0))
        house.now = at(2, 13)
        with pytest.raises(PricingRefused) as refusal:
            await house.prices.put_version(Side.CHARGE, flat("9.00"))
        assert refusal.value.why is WhyPricing.VERSION_USED
        house.running.clear()
        house.now = at(2, 16)
        await house.ends(session(1, at(2, 12)))
        assert house.gross(1) == [D("16.00")]

    played(tmp_path, story)


def test_a_slip_in_what_i_pay_is_mended_while_a_car_charges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs is only foreseen by them; nobody has accepted anything."""
    monkeypatch.setattr("app.core.pricing.LIVE_EVERY_S", 0.05)

    async def story(house: Money) -> None:
        house.now = at(2, 13)
        running = session(1, at(2, 12), hours=0)
        house.records.save_session(running)
        house.running.append(running)
        await house.prices.put_book(book(flat("20.00"), side=Side.PAY))
        house.changes.publish(SessionChanged(running))
        while (1, Side.PAY) not in house.prices.live:  # noqa: ASYNC110 - reckoned every so often, and tells no one else
            await asyncio.sleep(0.01)
        await house.prices.put_version(Side.PAY, flat("2.00"))
        house.running.clear()
        house.now = at(2, 16)
        await house.ends(session(1, at(2, 12)))
        assert house.gross(1, side=Side.PAY) == [D("16.00")]

    played(tmp_path, story)


def test_prices_entered_while_a_car_charges_are_of_the_next_session(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        house.now = at(1)
        await house.prices.put_book(book(flat()))
        house.now = at(2, 13)
        await house.prices.put_version(Side.CHARGE, flat("9.00", since=date(2026, 3, 2)))
        house.now = at(2, 16)
        await house.ends(session(1, at(2, 12)), session(2, at(2, 14)))
        assert house.gross(1, 2) == [D("16.00"), D("72.00")]
        await house.prices.put_version(Side.CHARGE, flat("1.00", since=date(2026, 4, 1)))
        await house.ends(session(1, at(2, 12), 10_000))  # a word that came late
        assert house.gross(1) == [D("20.00")]
        assert await house.prices.reckon(at(2), at(3)) == 2  # who asks for it gets the book as it stands
        assert house.gross(1, 2) == [D("90.00"), D("72.00")]
        await house.ends(session(1, at(2, 12), 11_000))
        assert house.gross(1) == [D("99.00")], "and keeps it"

    played(tmp_path, story)


# A file that cannot be written, and more than one thing at a time.


def test_a_book_that_cannot_be_kept_is_not_the_one_that_prices(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        before = dict(house.prices.books)
        with refusing(tmp_path, "books"), pytest.raises(NotStored):
            await house.prices.put_version(Side.CHARGE, flat("9.00"))
        assert house.prices.books == before
        assert house.store.history.money.books() == list(before.values())
        await house.ends(session(1, at(2)))
        assert house.gross(1) == [D("16.00")]

    played(tmp_path, story, book(flat()))


def test_a_cost_that_cannot_be_kept_is_told_to_nobody_and_reckoned_later(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        with refusing(tmp_path, "costs"):
            await house.ends(session(1, at(2)))
        assert not [each for each in house.told if isinstance(each, CostChanged)]
        assert not house.prices.books[Side.CHARGE].versions[0].used
        with pytest.raises(StatementRefused):  # its prices are missing
            await house.statements.issue(march())
        assert await house.prices.reckon_unpriced() == 1
        assert house.gross(1) == [D("16.00")]

    played(tmp_path, story, book(flat()))


def test_a_cost_that_could_not_be_kept_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.prices.again.AGAIN_S", 0.01)

    async def story(house: Money) -> None:
        with refusing(tmp_path, "costs"):
            await house.ends(session(1, at(2)))
            assert house.costs(1) == []
        async with asyncio.timeout(20):
            while not house.costs(1):  # noqa: ASYNC110 - what is waited for happens in the file
                await asyncio.sleep(0.01)
        assert house.gross(1) == [D("16.00")]
        assert [each.sum.gross for each in house.told if isinstance(each, CostChanged)] == [D("16.00")]

    played(tmp_path, story, book(flat()))


def test_what_was_taken_in_while_no_cost_could_be_kept_prices_its_sessions_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.prices.again.AGAIN_S", 0.01)

    async def story(house: Money) -> None:
        await house.put_prices(quarters(at(2), ["1.00"] * 8))
        await house.ends(session(1, at(2)))
        with refusing(tmp_path, "costs"), pytest.raises(NotStored):
            await house.put_prices(quarters(at(2), ["3.00"] * 8))
        async with asyncio.timeout(20):
            while house.gross(1) != [D("24.00")]:  # noqa: ASYNC110 - what is waited for happens in the file
                await asyncio.sleep(0.01)

    played(tmp_path, story, book(spot()))


def test_prices_that_cannot_be_kept_reckon_nothing(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        with refusing(tmp_path, "price_imports"), pytest.raises(NotStored):
            await house.put_prices(quarters(at(2), ["1.00"] * 8))
        assert house.store.history.money.all_series() == []
        assert house.gross(1) == [None]

    played(tmp_path, story, book(spot()))


class Slow:
    """An archive whose first answer to a reckoning stays out until it is let go."""

    def __init__(self, house: Money) -> None:
        self._store = house.store
        self.asked = asyncio.Event()
        self.go = asyncio.Event()

    async def read(self, question: Callable[[History], T]) -> T:
        answer = await self._store.read(question)
        if not self.asked.is_set():
            self.asked.set()
            await self.go.wait()
        return answer


def test_a_book_that_changes_while_a_session_is_reckoned_prices_it_or_comes_after_it(tmp_path: Path) -> None:
    """Never is a session left with prices that no book holds."""

    async def story(house: Money) -> None:
        house.records.save_session(session(1, at(2)))
        await house.kept()
        slow = Slow(house)
        prices = Pricing(house.records, slow, house.changes, list, lambda: house.now)
        prices.install(house.store.remembered())
        reckoning = asyncio.create_task(prices.reckon_again([1]))
        await slow.asked.wait()
        change = asyncio.create_task(prices.put_version(Side.CHARGE, flat("9.00")))
        await asyncio.sleep(0)
        slow.go.set()
        outcomes = await asyncio.gather(reckoning, change, return_exceptions=True)
        assert isinstance(outcomes[1], PricingRefused)
        (kept,) = house.store.history.money.books()
        assert kept == prices.books[Side.CHARGE]
        assert [(each.id, each.used) for each in kept.versions] == [(1, True)]
        assert house.cost(1).version_ids == (1,)

    played(tmp_path, story, book(flat()))


def test_a_free_session_and_a_fee_without_energy_are_costs_too(tmp_path: Path) -> None:
    fee = Version(date(2026, 1, 1), (Component(Dimension.SESSION, Fixed(D("5.00"))),))

    async def story(house: Money) -> None:
        await house.ends(session(1, at(2), 0))
        assert house.gross(1) == [D("5.00")]
        assert house.gross(1, side=Side.PAY) == [D("0.00")]

    played(tmp_path, story, book(fee), book(priced_by(Fixed(D(2))), side=Side.PAY))


def test_a_refused_start_that_took_nothing_costs_no_fee_and_stands_on_no_statement(tmp_path: Path) -> None:
    fee = Version(date(2026, 1, 1), (Component(Dimension.SESSION, Fixed(D("5.00"))),))
    blocked = Answered(Verdict.BLOCKED, Reason.BLOCKED)

    async def story(house: Money) -> None:
        turned_away = replace(session(1, at(2), 0), card_answer=blocked)
        heedless = replace(session(2, at(3), 1_000), card_answer=blocked)
        await house.ends(turned_away, heedless)
        assert (house.gross(1), house.gross(2)) == ([D("0.00")], [D("5.00")])
        statement = await house.statements.draft(march())
        assert [row.session_id for row in statement.rows] == [2]

    played(tmp_path, story, book(fee))
