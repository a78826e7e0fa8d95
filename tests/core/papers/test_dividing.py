"""A session over the end of a month is divided there where people want it: parts add up, nothing is billed twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.model import Reading
from app.core.papers.batch import StatementRefused, WhyStatement
from app.core.prices.books import Book, Component, Dimension, Fixed, Version
from app.core.prices.cost import CostQuality
from app.core.statements import Statement, Wanted
from tests.core.money_parts import JANUARY, D, Money, book, flat, march, money, session, spot

MIDNIGHT = datetime(2026, 3, 31, 22, tzinfo=UTC)  # the first instant of April in Stockholm


def played(folder: Path, story: Callable[[Money], Awaitable[None]], *books: Book) -> None:
    async def all_of_it() -> None:
        async with money(folder, *books) as house:
            await story(house)

    asyncio.run(asyncio.wait_for(all_of_it(), 50))


def of(month: int, *, split: bool = True) -> Wanted:
    ends = {
        2: datetime(2026, 1, 31, 23, tzinfo=UTC),
        3: datetime(2026, 2, 28, 23, tzinfo=UTC),
        4: MIDNIGHT,
        5: datetime(2026, 4, 30, 22, tzinfo=UTC),
    }
    return march(since=ends[month], until=ends[month + 1], zone="Europe/Stockholm", split=split)


async def refused(wish: Awaitable[object]) -> WhyStatement:
    with pytest.raises(StatementRefused) as refusal:
        await wish
    return refusal.value.why


async def over_midnight(house: Money, energy_wh: int = 8_000) -> None:
    """Two hours before and two after, of which three quarters of the energy before."""
    began = MIDNIGHT - timedelta(hours=2)
    readings = [
        Reading(began + timedelta(minutes=15 * place), 100_000 + energy_wh * 3 * place // 32) for place in range(9)
    ] + [
        Reading(MIDNIGHT + timedelta(minutes=15 * place), 100_000 + energy_wh * 3 // 4 + energy_wh * place // 32)
        for place in range(1, 9)
    ]
    await house.ends(session(1, began, energy_wh, 4), readings=readings)


def test_by_default_it_is_whole_in_the_month_it_ends_in(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        assert (await house.statements.draft(of(3, split=False))).rows == ()
        assert (await house.statements.draft(of(4, split=False))).energy_wh == 8_000

    played(tmp_path, story, book(flat()))


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "UTC", "America/New_York"])
def test_months_by_another_clock_than_the_prices_lose_nothing(tmp_path: Path, zone: str) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        parts = [await house.statements.draft(of(month)) for month in (2, 3, 4)]
        assert sum(each.energy_wh for each in parts) == 8_000
        whole = await house.statements.draft(of(4, split=False))
        assert sum(each.total.gross for each in parts) == whole.total.gross

    played(tmp_path, story, book(flat(), zone=zone))


def test_divided_each_month_has_its_part_by_the_readings_and_both_are_issued(tmp_path: Path) -> None:
    """With 5 kr to begin with: the fee is of the month it began in."""
    start = Component(Dimension.SESSION, Fixed(D("5.00")), vat_rate=D("0.25"), vat_inside=True)
    version = Version(JANUARY, (*flat("1.999").components, start))

    async def story(house: Money) -> None:
        await over_midnight(house)
        whole = await house.statements.draft(of(4, split=False))
        first, second = [await house.statements.issue(of(month)) for month in (3, 4)]
        assert [each.energy_wh for each in (first, second)] == [6_000, 2_000]
        ((before,), (after,)) = first.rows, second.rows
        assert (before.stopped_at, after.started_at) == (MIDNIGHT, MIDNIGHT)
        assert (before.meter_stop_wh, after.meter_start_wh) == (None, None)
        assert (before.meter_start_wh, after.meter_stop_wh) == (100_000, 108_000)
        assert (before.amount, after.amount) == (D("16.99"), D("4.00"))
        assert first.total.gross + second.total.gross == whole.total.gross
        assert (await house.statements.draft(of(2))).rows == ()

    played(tmp_path, story, book(version))


def test_nothing_is_billed_twice_where_one_month_divides_and_the_other_does_not(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        await house.statements.issue(of(3))
        assert await refused(house.statements.issue(of(3))) is WhyStatement.ISSUED_ALREADY
        assert await refused(house.statements.issue(of(4, split=False))) is WhyStatement.ISSUED_ALREADY
        assert (await house.statements.issue(of(4))).number == 2
        # Corrected, each keeps its part; what stands on the other is not reckoned anew.
        await house.prices.put_book(book(flat(), Version(JANUARY.replace(month=3), flat("9.00").components)))
        corrected = await house.statements.correct(2)
        assert corrected.rows[0].energy_wh == 2_000
        assert corrected.total.gross == D("4.00")

    played(tmp_path, story, book(flat()))


def test_a_month_is_not_divided_before_what_runs_over_its_end_is_over(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        await house.ends(session(2, MIDNIGHT - timedelta(hours=1), 3_000, 0))
        await house.kept()
        assert await refused(house.statements.issue(of(3))) is WhyStatement.STILL_RUNNING
        assert (await house.statements.issue(of(4, split=False))).number == 1

    played(tmp_path, story, book(flat()))


def test_where_nothing_was_read_near_midnight_the_parts_are_an_estimate(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, MIDNIGHT - timedelta(hours=3), 8_000, 4))
        draft = await house.statements.draft(of(3))
        assert draft.energy_wh == 6_000
        assert draft.rows[0].cost_quality is CostQuality.SPLIT_ESTIMATED
        assert draft.estimated == 1

    played(tmp_path, story, book(flat()))


def test_without_prices_the_energy_alone_is_divided(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        await house.kept()
        first, second = [await house.statements.draft(of(month)) for month in (3, 4)]
        assert (first.energy_wh, second.energy_wh, first.energy_only) == (6_000, 2_000, True)

    played(tmp_path, story)


def test_where_prices_are_missing_no_part_is_priced(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await over_midnight(house)
        drafts = [await house.statements.draft(of(month)) for month in (3, 4)]
        assert [each.unpriced for each in drafts] == [1, 1]
        assert [each.rows[0].amount for each in drafts] == [None, None]

    played(tmp_path, story, book(spot()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    energy_wh=st.integers(1, 90_000),
    before_s=st.integers(1, 80_000),
    after_s=st.integers(1, 80_000),
    price=st.decimals("0.01", "9.99", places=4),
)
def test_the_parts_add_up_to_the_session_whatever_it_is(
    tmp_path: Path, energy_wh: int, before_s: int, after_s: int, price: Decimal
) -> None:
    drafts: list[Statement] = []

    async def story(house: Money) -> None:
        began = MIDNIGHT - timedelta(seconds=before_s)
        await house.ends(session(1, began, energy_wh, (before_s + after_s) / 3600))
        drafts.append(await house.statements.draft(of(4, split=False)))
        drafts.extend([await house.statements.draft(of(month)) for month in (3, 4)])

    import tempfile

    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        played(Path(folder), story, book(flat(f"{price}")))
    whole, first, second = drafts
    assert first.energy_wh + second.energy_wh == whole.energy_wh == energy_wh
    amounts = [each.rows[0].amount or D(0) for each in (first, second)]
    assert sum(amounts) == whole.rows[0].amount
