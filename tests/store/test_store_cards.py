"""Cards, policies, lists and answers come back as they were; who is known, who is not, and what each has taken."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_parts import NOON, new_file, running, session, settled
from test_store_schema import OLD, restore

from app.core import card_numbers
from app.core.cards import (
    OUR_CARD,
    Allowance,
    Answered,
    AtTheEnd,
    Budget,
    Card,
    CardKind,
    CardUse,
    Doing,
    Hours,
    Openness,
    PersonUse,
    Policy,
    Reason,
    Shown,
    Stranger,
    Used,
    Verdict,
)
from app.core.interfaces import SessionQuery, SortBy, StackBy
from app.core.lists.away import Holding, Listed
from app.core.model import Amendment, Charger, Person, Vehicle
from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost, CostQuality
from app.core.prices.money import Total
from app.core.values import replace
from app.store import SqliteHistory, card_history, rows
from app.store.database import FILE_NAME

HOUR = timedelta(hours=1)
REFUSED = Answered(Verdict.BLOCKED, Reason.BLOCKED)
INSTANTS = st.datetimes(timezones=st.just(UTC))
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
WHOLE = st.none() | st.integers(1, 2**62)
MONEY = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
HOURS = st.lists(
    st.builds(Hours, st.times(), st.times(), st.lists(st.integers(0, 6), max_size=7).map(tuple)), max_size=3
).map(tuple)
CARDS = st.builds(
    Card,
    uid=NUMBERS,
    name=WORDS,
    colour=WORDS,
    person_id=WHOLE,
    group=WORDS,
    blocked=st.booleans(),
    master=st.booleans(),
    alone=st.booleans(),
    expires_at=st.none() | INSTANTS,
    chargers=st.lists(WORDS, max_size=3).map(tuple),
    hours=HOURS,
    allowance=st.none() | st.builds(Allowance, INSTANTS, energy_wh=WHOLE, sessions=WHOLE, days=WHOLE, money=MONEY),
    also=st.lists(NUMBERS, max_size=3).map(tuple),
    added_at=st.none() | INSTANTS,
)
BUDGETS = st.none() | st.builds(
    Budget, energy_wh=WHOLE, money=MONEY, at_the_end=st.sampled_from(AtTheEnd), warn_percent=st.integers(1, 100)
)
POLICIES = st.builds(Policy, openness=st.sampled_from(Openness), person_id=WHOLE, hours=HOURS, locked=st.booleans())
LISTED = st.builds(Listed, NUMBERS, st.sampled_from(Verdict), WORDS, st.none() | INSTANTS)


def answered(
    card: str,
    minute: int,
    verdict: Verdict = Verdict.UNKNOWN,
    charger_id: str = "GARO-1",
    kind: CardKind = CardKind.CARD,
) -> Shown:
    at = NOON + timedelta(minutes=minute)
    return Shown(at, charger_id, 1, card, Doing.ASKING, verdict, Reason.UNKNOWN, kind=kind)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(CARDS, max_size=4, unique_by=lambda each: card_numbers.key(each.uid)),
    st.lists(POLICIES, min_size=2, max_size=2),
    st.lists(LISTED, max_size=3).map(tuple),
    BUDGETS,
)
def test_cards_policies_lists_and_budgets_come_back_as_they_were(
    cards: list[Card], policies: list[Policy], listed: tuple[Listed, ...], budget: Budget | None
) -> None:
    holding = Holding("GARO-1", 7, listed, whole=True, checked_at=NOON, forget=True)
    person = Person(3, "Åsa", budget, erased=budget is None)

    async def story(folder: Path) -> None:
        async with running(folder) as (store, records):
            for each in cards:
                records.save_card(replace(each, name="before"))
                records.save_card(each)
            records.save_policy("", policies[0])
            records.save_policy("GARO-1", policies[1])
            records.save_holding(Holding("GARO-1"))
            records.save_holding(holding)
            records.save_person(person)
            await settled(records)
            found = store.remembered()
            assert {each.uid: each for each in found.cards} == {each.uid: each for each in cards}
            assert found.policies == (("", policies[0]), ("GARO-1", policies[1]))
            assert (found.holdings, found.people) == ((holding,), (person,))
            assert store.history.policies() == list(found.policies)
            assert store.history.cards() == list(found.cards)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


def test_money_is_kept_as_text_to_its_last_digit(tmp_path: Path) -> None:
    money = Decimal("0.10000000000000000000000001")

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_card(Card("04A1", allowance=Allowance(NOON, money=money)))
            records.save_person(Person(1, "Åsa", Budget(money=money)))
            await settled(records)
            (card,), (person,) = store.history.cards(), store.history.people()
            assert card.allowance is not None and str(card.allowance.money) == str(money)
            assert person.budget is not None and str(person.budget.money) == str(money)

    asyncio.run(story())


def test_a_card_is_one_whatever_its_case_and_forgotten_and_saved_in_the_order_asked(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_card(Card("04a1", name="first"))
            records.forget_card("04A1")
            records.save_card(Card("04A1", name="second"))
            records.save_policy("EH1", Policy())
            records.save_policy("eh1", None)
            records.save_policy("EH2", Policy())
            records.save_charger(Charger("EH2"))
            records.save_holding(Holding("EH2"))
            records.forget_charger("EH2")
            await settled(records)
            remembered = store.remembered()
            assert remembered.cards == (Card("04A1", name="second"),)
            assert (remembered.policies, remembered.holdings) == ((), ())

    asyncio.run(story())


def test_the_log_of_decisions_is_read_newest_first_and_of_one_card_by_any_of_its_numbers(tmp_path: Path) -> None:
    told = [answered("04A1", 1), answered("A104", 2), answered("04B2", 3, kind=CardKind.CODE)]
    told.append(answered("04a1", 4, Verdict.ACCEPTED))

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for each in told:
                records.add_shown(each)
            records.save_card(Card("04A1", also=("A104",)))
            await settled(records)
            history = store.history
            whole = [replace(each, id=number) for number, each in enumerate(told, 1)][::-1]
            assert history.shown() == whole
            assert history.shown(limit=2) == whole[:2]
            assert history.shown(before_id=3) == whole[2:]
            assert history.shown("a104") == [whole[0], whole[2], whole[3]]
            assert history.shown("04b2") == [whole[1]]
            assert history.shown("none") == []

    asyncio.run(story())


def test_the_log_of_decisions_keeps_its_last_hundred_thousand(tmp_path: Path) -> None:
    with closing(new_file(tmp_path)) as connection:
        many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100003)"
        connection.execute(
            f"{many} INSERT INTO shown (at_us, charger_id, outlet, card, doing, verdict, reason)"
            " SELECT i, 'E', 1, '04', 'asking', 'unknown', 'unknown' FROM n"
        )
        assert connection.execute("SELECT count(*), min(id) FROM shown").fetchone() == (100_000, 4)


def test_strangers_are_those_shown_or_charging_that_are_no_cards_and_never_this_computer(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_card(Card("04A1", also=("A104",)))
            for each in (
                *(answered("04a1", 1), answered("a104", 2), answered(OUR_CARD, 3), answered("", 3)),
                *(answered("04B2", 4), answered("04b2", 9, Verdict.BLOCKED, "EASEE", CardKind.CAR)),
            ):
                records.add_shown(each)
            records.save_session(session(6, card="04B2", stopped_at=NOON + HOUR, energy_wh=500))
            records.save_session(session(7, card="04b2", energy_wh=70))
            records.save_session(session(8, card="04C3", stopped_at=NOON + HOUR, energy_wh=900, outlet=2))
            records.save_session(session(5, card=OUR_CARD, stopped_at=NOON + HOUR))
            await settled(records)
            at = NOON.replace
            known = Stranger("04b2", 2, at(minute=4), at(minute=9), "EASEE", 1, Verdict.BLOCKED, 2, 570, CardKind.CAR)
            never_shown = Stranger("04C3", 1, at(minute=8), at(minute=8), "GARO-1", 2, Verdict.ACCEPTED, 1, 900)
            assert store.history.strangers() == [known, never_shown]
            lately = replace(known, times=1, first_at=at(minute=9), sessions=0, energy_wh=0)
            assert store.history.strangers(NOON + timedelta(minutes=9)) == [lately]

    asyncio.run(story())


def test_what_cards_and_people_took_is_summed_of_what_counts(tmp_path: Path) -> None:
    ended = NOON + HOUR

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            told = [
                session(1, card="04A1", card_person_id=1, stopped_at=ended, energy_wh=100),
                session(2, card="04a1", card_person_id=1, stopped_at=ended, energy_wh=20),
                session(3, card="A104", stopped_at=ended, energy_wh=3, amended=Amendment(person_id=1)),
                session(4, card="04A1", card_person_id=1, stopped_at=ended, amended=Amendment(excluded=True)),
                session(5, card="04A1", card_person_id=1, energy_wh=4000),
                # Refused: it counts where the charger charged all the same.
                session(8, card="04A1", card_person_id=3, card_answer=REFUSED, stopped_at=ended),
                session(9, card="04A1", card_person_id=3, card_answer=REFUSED),
                session(10, card="04E5", card_person_id=3, card_answer=REFUSED, stopped_at=ended, energy_wh=5),
                session(
                    6, card="04A1", card_person_id=1, stopped_at=ended, energy_wh=7, amended=Amendment(person_id=0)
                ),
                session(
                    7, card="04A1", card_person_id=1, stopped_at=ended, energy_wh=9, amended=Amendment(person_id=2)
                ),
            ]
            for each in told:
                records.save_session(each)
                records.save_amendment(each)
            records.add_shown(answered("04D4", 30))
            await settled(records)
            history, at = store.history, NOON.replace
            assert history.used_by_card(("04A1", "a104"), NOON) == Used(139, 5, at(minute=1))
            assert history.used_by_card(("04A1",), at(minute=2)) == Used(36, 3, at(minute=2))
            assert history.used_by_card(("none",), NOON) == Used()
            assert history.used_by_person(1, NOON) == Used(123, 3, at(minute=1))
            assert history.used_by_person(1, at(minute=3)) == Used(3, 1, at(minute=3))
            assert history.person_uses(NOON, ended) == {1: PersonUse(4, 4123), 2: PersonUse(1, 9), 3: PersonUse(1, 5)}
            assert history.person_uses(NOON, at(minute=3)) == {1: PersonUse(2, 120)}
            assert history.card_uses() == {
                "04a1": CardUse(5, 4136, at(minute=7)),
                "a104": CardUse(1, 3, at(minute=3)),
                "04d4": CardUse(0, 0, at(minute=30)),
                "04e5": CardUse(1, 5, at(minute=10)),
            }

    asyncio.run(story())


def test_a_session_is_booked_on_whose_card_began_it_unless_people_say_otherwise(tmp_path: Path) -> None:
    ended = NOON + HOUR
    theirs = {"card": "04A1", "card_person_id": 1, "card_vehicle_id": 5, "stopped_at": ended}

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_person(Person(1, "Åsa"))
            records.save_person(Person(2, "Bo"))
            records.save_vehicle(Vehicle(5, "Kona"))
            told = [
                session(1, energy_wh=1, **theirs),
                session(2, energy_wh=2, amended=Amendment(person_id=0, vehicle_id=0), **theirs),
                session(3, energy_wh=4, amended=Amendment(person_id=2), **theirs),
                session(4, energy_wh=8, stopped_at=ended),
                session(5, energy_wh=16),
            ]
            for each in told:
                records.save_session(replace(each, card_person_id=None, stopped_at=None))
            await settled(records)
            for each in told:  # whose it is comes later: the indices must hear of it
                records.save_session(replace(each, stopped_at=None))
            await settled(records)
            for each in told:
                records.save_session(each)
                records.save_amendment(each)
            await settled(records)
            history = store.history
            assert sorted(history.sessions(SessionQuery()), key=lambda each: each.id) == told

            def found(**wanted: object) -> list[int]:
                return [each.id for each in history.sessions(SessionQuery(newest_first=False, **wanted))]  # type: ignore[arg-type]

            assert found(person_id=1) == [1]
            assert found(person_id=2) == [3]
            assert found(person_id=0) == [2, 4, 5]
            assert found(vehicle_id=5) == [1, 3]
            assert found(vehicle_id=0) == [2, 4, 5]
            assert found(text="åsa") == [1]
            assert found(text="kona") == [1, 3]
            assert found(by=SortBy.PERSON)[-2:] == [3, 1]
            by_person = history.energy_by_day(SessionQuery(), "UTC", StackBy.PERSON)
            assert by_person == [("2026-03-01", "", 26), ("2026-03-01", "1", 1), ("2026-03-01", "2", 4)]

    asyncio.run(story())
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("dump", ["0002.sql", "0003.sql", "0004.sql", "0005.sql"])
def test_what_people_wrote_in_an_older_file_is_booked_as_before(tmp_path: Path, dump: str) -> None:
    restore(tmp_path, OLD / dump)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("INSERT INTO people VALUES (1, 'Åsa')")
        connection.execute(
            "INSERT INTO sessions (id, charger_id, outlet, transaction_id, started_us, stopped_us, card, carried_wh,"
            " energy_wh, quality, evidence, person_id, note) VALUES (1, 'E', 1, '1', ?, ?, '04A1', 0, 900, 'measured',"
            " '', 1, 'Resa')",
            (rows.us(NOON), rows.us(NOON + HOUR)),
        )
        connection.commit()
    new_file(tmp_path).close()
    with closing(SqliteHistory(tmp_path)) as history:
        assert history.people() == [Person(1, "Åsa")]
        (found,) = history.sessions(SessionQuery(person_id=1))
        assert (found.card, found.person_id, found.amended.note) == ("04A1", 1, "Resa")
        assert history.person_uses(NOON, NOON + HOUR) == {1: PersonUse(1, 900)}
        assert [each.card for each in history.strangers()] == ["04A1"]


def test_money_is_summed_of_what_stands_of_one_book_and_what_has_no_price_is_counted(tmp_path: Path) -> None:
    ended = NOON + HOUR

    def came_to(gross: str | None, currency: str = "SEK") -> Cost:
        total = None if gross is None else Total(Decimal(0), Decimal(0), Decimal(gross))
        return Cost(currency, CostQuality.MEASURED, (), total, Fraction(1))

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            amended = {4: Amendment(excluded=True), 8: Amendment(removed=True)}
            for number in range(1, 9):
                one = session(number, card="04A1", card_person_id=1, stopped_at=None if number == 7 else ended)
                one = replace(one, amended=amended.get(number, Amendment()), energy_wh=1)
                records.save_session(one)
                records.save_amendment(one)
            records.save_cost(1, Side.CHARGE, came_to("99.00"), NOON)
            await settled(records)
            for number, gross in ((1, "10.05"), (2, "0.10"), (3, None), (4, "5"), (7, "5"), (8, "5")):
                records.save_cost(number, Side.CHARGE, came_to(gross), NOON)
            records.save_cost(6, Side.CHARGE, came_to("7", "EUR"), NOON)
            records.save_cost(1, Side.PAY, came_to("-0.01"), NOON)
            await settled(records)
            history, first = store.history, NOON.replace(minute=1)
            charge, pay = Book(Side.CHARGE, "SEK", "UTC"), Book(Side.PAY, "SEK", "UTC")
            for used_by in (partial(history.used_by_card, ("04a1",)), partial(history.used_by_person, 1)):
                # 3 has no price, 5 was never reckoned, 6 stands in another currency.
                assert used_by(NOON, charge) == Used(5, 5, first, Decimal("10.15"), 3)
                assert used_by(NOON, pay) == Used(5, 5, first, Decimal("-0.01"), 4)
                assert used_by(NOON, charge, (2, 3)) == Used(3, 3, first, Decimal("10.05"), 2)
                assert used_by(NOON) == Used(5, 5, first)
                assert used_by(ended, charge) == Used(money=Decimal("0.00"))

    asyncio.run(story())


def test_what_is_asked_of_cards_is_answered_from_indices(tmp_path: Path) -> None:
    """A plan that walks the sessions or the log themselves would take seconds after ten years."""
    asked: list[str] = []
    with closing(new_file(tmp_path)) as connection:
        connection.set_trace_callback(asked.append)
        card_history.strangers(connection, None)
        card_history.card_uses(connection)
        card_history.person_uses(connection, NOON, NOON + HOUR)
        card_history.used_by_card(connection, ("04A1", "04B2"), NOON)
        card_history.used_by_person(connection, 1, NOON)
        card_history.used_by_card(connection, ("04A1", "04B2"), NOON, Book(Side.PAY, "SEK", "UTC"), (1, 2))
        card_history.used_by_person(connection, 1, NOON, Book(Side.PAY, "SEK", "UTC"), (1, 2))
        card_history.shown(connection, "04A1", None, 200)
        card_history.shown(connection, None, 5000, 200)
        connection.set_trace_callback(None)
        plans = {
            step[3]
            for sql in asked
            for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
            if any(table in step[3] for table in ("sessions", "shown", "costs"))
        }
    assert plans and all("INDEX" in plan or "PRIMARY KEY" in plan for plan in plans), plans


def test_instants_of_another_zone_are_kept_as_instants(tmp_path: Path) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=2)))

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_card(Card("04A1", expires_at=there, allowance=Allowance(there, days=2)))
            await settled(records)
            assert store.history.cards() == [Card("04A1", expires_at=NOON, allowance=Allowance(NOON, days=2))]

    asyncio.run(story())
