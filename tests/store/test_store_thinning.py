"""Old readings are thinned so that no cost and no curve changes, a little at a time, and only once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_parts import NOON, look, running, settled

from app.core.model import Moment, Reading
from app.store import thinning
from app.store.thinning import FULL_FOR

QUARTER = timedelta(minutes=15)
LONG_AGO = NOON - FULL_FOR - timedelta(days=3)


@pytest.fixture(autouse=True)
def without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "REST_S", 0)


def thinned(folder: Path, readings: list[Reading], session_id: int | None = 1) -> list[Reading]:
    """What is left of them."""

    async def story() -> list[Reading]:
        async with running(folder) as (store, records):
            records.add_readings("GARO-1", 1, session_id, readings)
            await settled(records)
            await store.tidy()
            return store.history.readings(1)

    return asyncio.run(story())


def every(seconds: int, count: int, begin: datetime = LONG_AGO) -> list[Reading]:
    return [
        Reading(begin + timedelta(seconds=number * seconds), energy_wh=1000 + 20 * number, power_w=7000 + number % 7)
        for number in range(count)
    ]


def at_quarters(readings: list[Reading]) -> dict[datetime, Fraction]:
    """The register at each bound of a quarter, on a straight line between the readings around it."""
    found = {}
    known = [each for each in readings if each.energy_wh is not None]
    for earlier, later in pairwise(known):
        assert earlier.energy_wh is not None and later.energy_wh is not None
        minute = earlier.at.minute // 15 * 15
        bound = earlier.at.replace(minute=minute, second=0, microsecond=0)
        while bound <= later.at:
            if earlier.at <= bound:
                part = Fraction((bound - earlier.at) // timedelta(milliseconds=1)) / max(
                    1, (later.at - earlier.at) // timedelta(milliseconds=1)
                )
                found[bound] = earlier.energy_wh + part * (later.energy_wh - earlier.energy_wh)
            bound += QUARTER
    return found


def test_of_ten_second_readings_a_thirtieth_is_left_and_every_quarter_costs_the_same(tmp_path: Path) -> None:
    before = every(10, 1_440)  # four hours
    after = thinned(tmp_path, before)
    assert len(after) <= 17 * 3
    assert at_quarters(after) == at_quarters(before)
    assert max(each.power_w or 0 for each in after) == max(each.power_w or 0 for each in before)
    assert after[0] == before[0] and after[-1] == before[-1]


told = st.lists(
    st.builds(
        lambda second, energy, power, moment: (second, energy, power, moment),
        st.integers(0, 12_000),
        st.one_of(st.none(), st.integers(0, 200)),
        st.one_of(st.none(), st.integers(0, 11_000)),
        st.sampled_from(list(Moment)),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda each: each[0],
)


@settings(deadline=None, max_examples=40)
@given(told=told)
def test_whatever_was_told_every_quarter_and_every_beginning_and_end_stays(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, int | None, int | None, Moment]]
) -> None:
    register, before = 0, []
    for second, gained, power_w, moment in sorted(told, key=lambda each: each[0]):
        register += gained or 0
        energy_wh = None if gained is None else register
        before.append(Reading(LONG_AGO + timedelta(seconds=second), energy_wh, power_w, moment=moment))
    after = thinned(tmp_path_factory.mktemp("thin"), before)
    assert at_quarters(after) == at_quarters(before)
    marked = (Moment.BEGIN, Moment.END, Moment.INTERRUPTION)
    assert [each for each in before if each.moment in marked] == [each for each in after if each.moment in marked]
    assert set(after) <= set(before)


def test_what_is_younger_than_ninety_days_stays_whole_and_days_are_looked_at_once(tmp_path: Path) -> None:
    young = every(60, 120, NOON - timedelta(days=89))

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.add_readings("GARO-1", 1, 1, young)
            records.add_readings("GARO-1", 2, 2, every(60, 120))
            await settled(records)
            await store.tidy()
            assert store.history.readings(1) == young
            assert len(store.history.readings(2)) < 30
            assert store.history.thinned_until() == (NOON - FULL_FOR).replace(hour=0)
            # Told late, of a day that has been looked at: it stays as it is.
            records.add_readings("GARO-1", 2, 3, every(60, 120, LONG_AGO + timedelta(hours=5)))
            await settled(records)
            await store.tidy()
            assert len(store.history.readings(3)) == 120

    asyncio.run(story())


def test_outside_sessions_one_reading_an_hour_is_left(tmp_path: Path) -> None:
    thinned(tmp_path, every(60, 300), session_id=None)
    ((count,),) = look(tmp_path, "SELECT count(*) FROM readings")
    assert count == 5
