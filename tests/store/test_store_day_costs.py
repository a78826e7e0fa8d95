"""What the days came to in money: as the sessions say one by one, in every zone, and found by an index."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.core.cards import PersonUse
from app.core.interfaces import SessionQuery, StackBy
from app.core.model import Amendment, Session
from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost, CostQuality
from app.core.prices.money import Total
from app.store import SqliteRecords, session_rows
from app.store.day_costs import costs_by_day
from tests.store.store_parts import NOON, new_file, running, session, settled

PAY = Book(Side.PAY, "SEK", "UTC")
FIRST = datetime(2025, 12, 20, 0, 30, tzinfo=UTC)


def came_to(gross: str | None, currency: str = "SEK") -> Cost:
    total = None if gross is None else Total(Decimal(0), Decimal(0), Decimal(gross))
    return Cost(currency, CostQuality.MEASURED, (), total, Fraction(1))


def past() -> Iterator[tuple[Session, str | None]]:
    """A year and more of sessions, each with what it came to: half a krona below nothing now and then, or not known."""
    dice = random.Random(7)
    for number in range(1, 900):
        begun = FIRST + number * timedelta(hours=11.3)
        known = session(
            number,
            charger_id=f"C{number % 3}",
            started_at=begun,
            stopped_at=None if number > 895 else begun + timedelta(hours=1),
            energy_wh=number,
            card="04A1",
            card_person_id=number % 4 or None,
            amended=Amendment(excluded=number % 50 == 0),
        )
        yield known, None if number % 9 == 0 else f"{Decimal(dice.randint(-50, 9_999)) / 100:f}"


async def keep(records: SqliteRecords) -> None:
    """Each reckoned twice, once by the other side's prices, some in another currency, some never."""
    for known, _ in past():
        records.save_session(known)
        records.save_amendment(known)
    reckoned = [(known, gross) for known, gross in past() if not known.open and known.id % 31]
    for known, _ in reckoned:
        records.save_cost(known.id, Side.PAY, came_to("999.00"), NOON)
    await settled(records)
    for known, gross in reckoned:
        records.save_cost(known.id, Side.PAY, came_to(gross, "EUR" if known.id % 37 == 0 else "SEK"), NOON)
        records.save_cost(known.id, Side.CHARGE, came_to("5000.00"), NOON)
    await settled(records)


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/St_Johns", "UTC"])
@pytest.mark.parametrize("by", StackBy)
def test_costs_fall_on_the_day_of_their_sessions_start_and_what_has_none_is_counted(
    tmp_path: Path, zone: str, by: StackBy
) -> None:
    expected: dict[tuple[str, str], tuple[int, int, int]] = {}
    for known, gross in past():
        if known.amended.excluded:
            continue
        day = known.started_at.astimezone(ZoneInfo(zone)).date().isoformat()
        part = known.charger_id if by is StackBy.CHARGER else str(known.person_id or "")
        lost = gross is None or known.id % 31 == 0 or known.id % 37 == 0
        minor, unpriced, runs = expected.get((day, part), (0, 0, 0))
        if known.open:
            expected[day, part] = (minor, unpriced, runs + 1)
        elif lost:
            expected[day, part] = (minor, unpriced + 1, runs)
        else:
            expected[day, part] = (minor + int(Decimal(gross or 0) * 100), unpriced, runs)

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            await keep(records)
            found = store.history.costs_by_day(SessionQuery(), zone, PAY, by)
            told = {(each.day, each.part): (each.gross_minor, each.unpriced, each.running) for each in found}
            assert told == expected
            assert sum(each.priced + each.unpriced + each.running for each in found) == 899 - 17
            assert [each.day for each in found] == sorted(each.day for each in found)
            one = store.history.costs_by_day(SessionQuery(charger_id="C1", left_out=True), zone, PAY)
            assert len(one) == 6 and {each.part for each in one} == {"C1"}
            assert store.history.costs_by_day(SessionQuery(charger_id="none"), zone, PAY) == []

    asyncio.run(story())


def test_whether_any_cost_is_known_is_told_of_each_side(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_session(session(1, stopped_at=NOON))
            records.save_cost(1, Side.PAY, came_to(None), NOON)
            await settled(records)
            assert not store.history.money.any_known(Side.PAY)
            records.save_cost(1, Side.CHARGE, came_to("0"), NOON)
            await settled(records)
            assert store.history.money.any_known(Side.CHARGE) and not store.history.money.any_known(Side.PAY)
            records.save_cost(1, Side.CHARGE, came_to(None), NOON)  # what was known before is so no more
            await settled(records)
            assert not store.history.money.any_known(Side.CHARGE)

    asyncio.run(story())


def test_a_persons_month_has_its_cost_by_one_book_and_what_has_no_price(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            await keep(records)
            since, until = FIRST + timedelta(days=40), FIRST + timedelta(days=75)
            expected: dict[int, PersonUse] = {}
            for known, gross in past():
                if known.amended.excluded or not since <= known.started_at < until or known.person_id is None:
                    continue
                lost = gross is None or known.id % 31 == 0 or known.id % 37 == 0
                before = expected.get(known.person_id, PersonUse(0, 0, Decimal("0.00")))
                expected[known.person_id] = PersonUse(
                    before.sessions + 1,
                    before.energy_wh + known.energy_wh,
                    (before.money or Decimal(0)) + (0 if lost else Decimal(gross or 0)),
                    before.unpriced + lost,
                )
            assert len(expected) == 3 and all(each.unpriced for each in expected.values())
            assert store.history.person_uses(since, until, PAY) == expected
            plain = {each: PersonUse(use.sessions, use.energy_wh) for each, use in expected.items()}
            assert store.history.person_uses(since, until) == plain
            # What runs has its energy in it, and no cost that is kept.
            late = store.history.person_uses(FIRST + 896 * timedelta(hours=11.3), NOON + timedelta(days=999), PAY)
            assert all((use.sessions, use.money, use.unpriced) == (1, Decimal("0.00"), 0) for use in late.values())

    asyncio.run(story())


def test_what_the_days_came_to_is_found_by_indices(tmp_path: Path) -> None:
    asked: list[str] = []
    with closing(new_file(tmp_path)) as connection:
        connection.set_trace_callback(asked.append)
        for query in (SessionQuery(), SessionQuery(since=NOON - timedelta(days=365), until=NOON)):
            # Of no sessions nothing would be asked.
            connection.execute(session_rows.SAVE_SESSION, session_rows.session_row(session(1, started_at=NOON)))
            costs_by_day(connection, replace(query, until=None), "Europe/Stockholm", PAY, StackBy.PERSON)
        connection.set_trace_callback(None)
        steps = [
            step
            for sql in asked
            if "GROUP BY" in sql
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
            if "TEMP B-TREE" not in step
        ]
    assert any("costs_standing" in step for step in steps)
    assert steps and all("USING INDEX" in step or "USING COVERING INDEX" in step for step in steps), steps
