"""Limits in money on a real file: what counts, when a session ends for it, and what is known once prices change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from app.core import pricing
from app.core.card_book import CardRefused, WhyCard
from app.core.cards import Allowance, AtTheEnd, Budget, Card, Doing, Reason, Used, Verdict
from app.core.changes import BudgetWarning, Change
from app.core.commands import StopCharging
from app.core.interfaces import History, SessionQuery
from app.core.model import Person, Session, StopReason
from app.core.prices.books import Book, Side
from app.core.prices.kept import SeriesInfo
from app.core.prices.limits import amount_text, counted_by, read_amount
from app.core.reports import CardShown
from app.core.site import Site
from app.store import SqliteRecords, Store
from tests.core.conftest import Clock, FakeLink, World
from tests.core.money_parts import D, book, flat, quarters, session, spot
from tests.core.test_admitting import ask, began, ended, read

T = TypeVar("T")

CHARGE = book(flat("2.00"))
GUEST = Card("AA", "Guest", allowance=Allowance(Clock().now, money=D(20)))


class House(World):
    """A world whose disk is a real file, and where running sessions are reckoned at once."""

    def __init__(self, store: Store, records: SqliteRecords) -> None:
        self.clock = Clock()
        self.store = store
        self.kept = records
        self.told: list[Change] = []
        self.site = Site(
            records, store.remembered(), store, self.clock, _hashed, approve_new=True, zone=ZoneInfo("Europe/Stockholm")
        )
        self.site.changes.observe(self.told.append)

    async def until(self, true: Callable[[], bool]) -> None:
        changed = asyncio.Event()
        end = self.site.changes.observe(lambda change: changed.set())
        try:
            async with asyncio.timeout(20):
                while not true():
                    await changed.wait()
                    changed.clear()
        finally:
            end()

    async def charges(self, link: FakeLink, transaction_id: str, wh: int, comes_to: str | None) -> None:
        """So much the meter tells, and that is reckoned to come to so much."""
        await self.site.minder.read()
        self.clock.on(minutes=10)
        self.site.receive(link, [read(self, transaction_id, 1_000 + wh)])
        gross = None if comes_to is None else D(comes_to)

        def reckoned() -> bool:
            costs = (each for (number, _side), each in self.site.prices.live.items() if str(number) == transaction_id)
            return any(each.gross == gross for each in costs)

        await self.until(reckoned)
        await asyncio.sleep(0)

    async def ends(self, link: FakeLink, transaction_id: str, wh: int) -> None:
        self.site.receive(link, [ended(self, transaction_id, None, 1_000 + wh, StopReason.REMOTE)])
        await self.site.minder.read()

    def stops(self, link: FakeLink) -> list[str]:
        return [each.transaction_id for each in link.sent if isinstance(each, StopCharging)]

    def used(self) -> Used:
        return self.site.tallies.of_card(self.site.cards.card("AA"))


async def _hashed(password: str) -> str:
    return password


def played(folder: Path, story: Callable[[House], Awaitable[None]], *books: Book) -> None:
    async def all_of_it() -> None:
        async with open_house(folder, *books) as house:
            await story(house)

    asyncio.run(asyncio.wait_for(all_of_it(), 50))


@asynccontextmanager
async def open_house(folder: Path, *books: Book) -> AsyncIterator[House]:
    store = Store.open(folder)
    house = House(store, store.start(asyncio.get_running_loop()))
    await house.site.begin()
    house.site.prices.start()
    try:
        for each in books:
            await house.site.prices.put_book(each)
        yield house
    finally:
        await house.site.close()
        await store.close()


@pytest.fixture(autouse=True)
def _reckoned_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.01)


# Which cost, and what an amount is.


def test_what_is_charged_counts_and_otherwise_what_is_paid() -> None:
    pay, charge = book(flat(), side=Side.PAY), book(flat())
    assert counted_by({Side.PAY: pay, Side.CHARGE: charge}) == charge
    assert counted_by({Side.PAY: pay}) == pay
    assert counted_by({Side.PAY: pay, Side.CHARGE: book()}) == pay, "a book without prices prices nothing"
    assert counted_by({}) is None


def test_an_amount_is_read_as_people_type_it() -> None:
    for typed, amount in (
        ("20", "20"),
        ("19,50", "19.50"),
        ("19.5", "19.5"),
        (" 1 250,00 ", "1250.00"),
        ("1\N{NO-BREAK SPACE}250", "1250"),
        ("1,234.50", "1234.50"),
        ("0.01", "0.01"),
        ("1000000", "1000000"),
    ):
        assert read_amount(typed) == D(amount)
    for wrong in (
        "", "0", "0,00", "-5", "+5", "NaN", "Infinity", "1e9", "1e3", "1000000.01", "1.234", "1,23.50", "5 kr", "٣"
    ):  # fmt: skip
        assert read_amount(wrong) is None, wrong


def test_an_amount_is_written_as_it_is_read() -> None:
    for amount, text in (("20", "20"), ("20.00", "20"), ("19.5", "19.50"), ("0.01", "0.01"), ("1E+3", "1000")):
        assert amount_text(D(amount)) == text
        assert read_amount(text) == D(amount)


def test_a_limit_that_is_no_amount_is_refused(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        for amount in ("0", "-1", "1000000.01", "NaN", "Infinity"):
            with pytest.raises(CardRefused) as refused:
                await house.site.cards.add(Card("AA", allowance=Allowance(house.clock.now, money=D(amount))))
            assert refused.value.why is WhyCard.BAD_MONEY
            with pytest.raises(CardRefused) as refused:
                await house.site.cards.add_person("Anna", Budget(money=D(amount)))
            assert refused.value.why is WhyCard.BAD_MONEY
        assert not house.site.cards.cards

    played(tmp_path, story)


# A guest's card.


def test_a_session_ends_once_when_the_cards_money_is_used_up_and_the_card_is_refused(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 9_990, "19.98")
        assert (house.used().money, house.stops(link)) == (D("19.98"), [])
        await house.charges(link, "1", 10_000, "20.00")
        assert house.stops(link) == ["1"]
        await house.charges(link, "1", 10_100, "20.20")
        assert house.stops(link) == ["1"]
        known: list[Used] = []
        soon = asyncio.get_running_loop().call_soon
        house.site.changes.observe(lambda change: soon(lambda: known.append(house.used())))
        house.site.receive(link, [ended(house, "1", "AA", 11_200, StopReason.REMOTE)])
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.NO_CREDIT
        assert (house.used().sessions, house.used().money) == (1, D("20.20"))
        await house.site.minder.read()
        assert (house.used().sessions, house.used().money) == (1, D("20.40"))
        # From the end of the session until its cost stood in the file there was no instant at which less was known.
        assert {each.sessions for each in known} == {1}
        assert {each.money for each in known} == {D("20.20"), D("20.40")}
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.NO_CREDIT
        (one,) = house.store.history.sessions(SessionQuery())
        assert one.stop_reason is StopReason.LIMIT_REACHED
        log = [(each.doing, each.reason) for each in reversed(house.store.history.shown("AA"))]
        assert log[:2] == [(Doing.STARTING, Reason.KNOWN), (Doing.STOPPING, Reason.MONEY_USED_UP)]

    played(tmp_path, story, CHARGE)


def test_what_the_owner_pays_does_not_count_where_the_guest_is_charged(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 4_000, "2.00")
        await house.ends(link, "1", 4_000)
        assert house.used().money == D("2.00")
        ask(house, link, began(house, "AA"))
        await house.charges(link, "2", 1_000, "0.50")
        assert house.used().money == D("2.50")
        await house.site.prices.put_book(CHARGE)
        await house.site.minder.read()
        house.site.minder.tick()
        await house.site.minder.read()
        # Also what runs is reckoned anew, though its charger says nothing more.
        await house.until(lambda: house.used().money == D("10.00"))

    played(tmp_path, story, book(flat("0.50"), side=Side.PAY))


def test_without_prices_no_limit_in_money_is_reached(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        ask(house, link, began(house, "AA"))
        house.clock.on(hours=5)
        house.site.receive(link, [read(house, "1", 500_000)])
        await house.ends(link, "1", 500_000)
        assert house.used() == Used(500_000, 1, house.used().first_at)
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.ACCEPTED

    played(tmp_path, story)


def test_a_session_without_a_price_counts_nothing_until_its_prices_come(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        begins = house.clock.now
        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 10_000, None)
        assert (house.used().money, house.used().unpriced) == (0, 1)
        await house.ends(link, "1", 10_000)
        assert (house.used().money, house.used().unpriced) == (0, 1)
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.ACCEPTED
        info = SeriesInfo("SE3", currency="SEK")
        assert await house.site.prices.put_prices(info, quarters(begins, ["3.00"] * 8), None) == 1
        house.site.minder.tick()
        await house.site.minder.read()
        assert (house.used().money, house.used().unpriced) == (D("30.00"), 0)
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.NO_CREDIT

    played(tmp_path, story, book(spot()))


def test_sessions_that_are_reckoned_anew_are_not_read_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = 60
    monkeypatch.setattr(pricing, "AT_ONCE", 2)

    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        begins = house.clock.now
        for number in range(1, sessions + 1):
            at = begins + timedelta(minutes=number)
            house.kept.save_session(session(number, at, 100, 1 / 60, card="AA"))
        await house.site.cards.add(Card("BB"))  # what is queued before it is on disk
        await house.site.minder.read()
        assert house.used().unpriced == sessions
        reads = 0
        reading = house.site.tallies.read

        async def counted(cards: Sequence[Card], people: Sequence[Person], over: Mapping[int, Session]) -> None:
            nonlocal reads
            reads += 1
            await reading(cards, people, over)

        monkeypatch.setattr(house.site.tallies, "read", counted)
        info = SeriesInfo("SE3", currency="SEK")
        assert await house.site.prices.put_prices(info, quarters(begins, ["1.00"] * 8), None) == sessions
        house.site.minder.tick()
        await house.site.minder.read()
        assert house.used().money == D("6.00")
        assert reads < sessions / 4

    played(tmp_path, story, book(spot()))


def test_a_session_that_ends_while_the_sums_are_read_is_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 6_000, "12.00")

        class Slow:
            """The file is asked only once the session is over, in it and reckoned."""

            async def read(self, question: Callable[[History], T]) -> T:
                monkeypatch.undo()
                receipt = house.site.receive(link, [ended(house, "1", "AA", 7_000)])
                assert receipt.written is not None
                await receipt.written
                await house.site.prices.settled()
                answer = await house.store.read(question)
                soon = asyncio.get_running_loop().call_soon
                soon(lambda: known.append((house.used().sessions, house.used().money)))
                return answer

        known: list[tuple[int, object]] = []
        monkeypatch.setattr(house.site.tallies, "_archive", Slow())
        await house.site.cards.add(Card("BB"))
        await house.site.minder.read()
        assert [*known, (house.used().sessions, house.used().money)] == [(1, D("12.00"))] * 2

    played(tmp_path, story, CHARGE)


def test_what_was_used_in_money_is_known_after_a_start_of_the_program(tmp_path: Path) -> None:
    async def first(house: House) -> None:
        await house.site.cards.add(GUEST)
        link = house.connect()
        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 12_000, "24.00")
        await house.ends(link, "1", 12_000)

    async def again(house: House) -> None:
        assert house.used().money == D("24.00")
        assert ask(house, house.connect(), CardShown("AA", 1)).verdict is Verdict.NO_CREDIT

    played(tmp_path, first, CHARGE)
    played(tmp_path, again)


# A person's month.


@pytest.mark.parametrize(
    ("end", "stops", "verdict"),
    [
        (AtTheEnd.WARN, [], Verdict.ACCEPTED),
        (AtTheEnd.STOP, ["1"], Verdict.NO_CREDIT),
        (AtTheEnd.REFUSE, [], Verdict.NO_CREDIT),
    ],
)
def test_a_budget_in_money_warns_once_and_then_does_what_it_is_to(
    tmp_path: Path, end: AtTheEnd, stops: list[str], verdict: Verdict
) -> None:
    async def story(house: House) -> None:
        anna = await house.site.cards.add_person("Anna", Budget(money=D(20), at_the_end=end, warn_percent=80))
        await house.site.cards.add(Card("AA", person_id=anna.id))
        link = house.connect()

        def warned() -> list[BudgetWarning]:
            return [each for each in house.told if isinstance(each, BudgetWarning)]

        ask(house, link, began(house, "AA"))
        await house.charges(link, "1", 7_900, "15.80")
        assert (warned(), house.stops(link)) == ([], [])
        await house.charges(link, "1", 8_000, "16.00")
        assert [each.used.money for each in warned()] == [D("16.00")]
        assert house.stops(link) == []
        await house.charges(link, "1", 10_000, "20.00")
        assert (len(warned()), house.stops(link)) == (1, stops)
        await house.ends(link, "1", 10_000)
        assert ask(house, link, CardShown("AA", 1)).verdict is verdict
        house.clock.on(days=10)  # December
        house.site.minder.tick()
        await house.site.minder.read()
        assert ask(house, link, CardShown("AA", 1)).verdict is Verdict.ACCEPTED

    played(tmp_path, story, CHARGE)


def test_two_sessions_of_one_person_are_counted_together_also_where_one_is_over(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        anna = await house.site.cards.add_person("Anna", Budget(money=D(20), at_the_end=AtTheEnd.STOP))
        for number in ("AA", "BB"):
            await house.site.cards.add(Card(number, person_id=anna.id))
        link = house.connect()
        ask(house, link, began(house, "AA", 1))
        ask(house, link, began(house, "BB", 2))
        await house.charges(link, "1", 6_000, "12.00")
        await house.ends(link, "1", 6_000)
        house.clock.on(minutes=10)
        house.site.receive(link, [read(house, "2", 4_900, 2)])
        await house.until(lambda: house.site.tallies.of_person(anna.id).money == D("19.80"))
        house.site.receive(link, [read(house, "2", 5_000, 2)])
        await house.until(lambda: house.site.tallies.of_person(anna.id).money == D("20.00"))
        await asyncio.sleep(0)
        assert house.stops(link) == ["2"]

    played(tmp_path, story, CHARGE)
