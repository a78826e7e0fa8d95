"""The keeper of the displays: only what is known is told, once, to who can show it, and nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.core.cards import Verdict
from app.core.changes import BooksChanged, CostChanged, SessionChanged
from app.core.commands import (
    Accepted,
    BadAnswer,
    ClearTariffs,
    Command,
    CommandFailed,
    DisplayRead,
    NoAnswer,
    NotSupported,
    Offline,
    ReadDisplay,
    Refused,
    Result,
    SetPriceText,
    SetTariff,
    TellCost,
    TellPrice,
)
from app.core.displays.display import DisplaySettings, Showing, ShownCost, TariffState
from app.core.displays.keeper import MOST_CARDS, STILL_THERE, DisplayKeeper
from app.core.model import Activity, EventKind, Outlet, Session
from app.core.prices.books import Book, Side
from app.core.prices.cost import CostQuality
from app.core.prices.kept import CostSum
from app.core.prices.simple import SimplePrice
from app.core.reports import CardAnswer, Heard, Reckoned, TransactionAnswer
from app.core.values import replace
from tests.core.conftest import START, World

D = Decimal
SHOWS = DisplaySettings(shows=True)
Answer = Result | CommandFailed


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


class House:
    """A keeper, one charger, and costs that the test makes up."""

    def __init__(self, settings: DisplaySettings = SHOWS, protocol: str = "2.1") -> None:
        self.world = World()
        self.settings = settings
        self.prices = self.world.site.prices
        self.sessions: dict[str, Session] = {}
        self.special: dict[type[Command], Callable[[Command], Answer]] = {}
        self.keeper = DisplayKeeper(
            self.world.site.registry,
            self.world.records,
            self.prices,
            (),
            lambda charger_id, name: self.sessions.get(name),
            self.world.clock,
            enabled=True,
        )
        self.keeper.choose(ShownCost.CHARGED, "en")
        self.link = self.world.connect("EH1", protocol=protocol)
        self.link.answers = self.answer

    def answer(self, command: Command) -> Answer:
        special = self.special.get(type(command))
        if special is not None:
            return special(command)
        return DisplayRead(self.settings) if isinstance(command, ReadDisplay) else Accepted()

    def priced(self, amount: str = "2") -> None:
        version = SimplePrice(date(2026, 1, 1), flat=D(amount)).version()
        book = Book(Side.CHARGE, "SEK", "UTC", (version,))
        self.prices.books = {Side.CHARGE: book}
        self.changes.publish(BooksChanged((book,)))

    @property
    def changes(self) -> Any:
        return self.world.site.changes

    async def ready(self) -> None:
        self.keeper.ready(self.link)
        await quiet()

    async def runs(self, number: int = 1, cost: str = "1.00") -> Session:
        """A session that costs so much by now."""
        session = Session(
            number, "EH1", 1, f"T{number}", START, meter_start_wh=1000, meter_last_wh=1500, last_reading_at=START
        )
        self.sessions[session.transaction_id] = session
        self.changes.publish(SessionChanged(session))
        await self.costs(session, cost)
        return session

    async def costs(self, session: Session, cost: str | None, side: Side = Side.CHARGE, *, final: bool = False) -> None:
        gross = None if cost is None else D(cost)
        quality = CostQuality.PRICE_MISSING if cost is None else CostQuality.MEASURED
        came_to = CostSum(session.id, side, "SEK", quality, gross, gross, self.world.clock(), final)
        if final:
            self.prices.live.pop((session.id, side), None)
        else:
            self.prices.live[session.id, side] = came_to
        self.changes.publish(CostChanged(came_to))
        await quiet()

    async def ends(self, session: Session, ago: timedelta = timedelta()) -> Session:
        ended = replace(session, stopped_at=self.world.clock() - ago, meter_stop_wh=2000)
        self.sessions[session.transaction_id] = ended
        self.changes.publish(SessionChanged(ended))
        await quiet()
        return ended

    def sent(self, kind: type[Command]) -> list[Any]:
        return [each for each in self.link.sent if isinstance(each, kind)]

    @property
    def told(self) -> list[tuple[str, str, bool]]:
        """(transaction, cost, whether it is the end)."""
        return [(each.transaction_id, str(each.cost), bool(each.words)) for each in self.sent(TellCost)]

    @property
    def showing(self) -> Showing | None:
        display = self.keeper.displays.get("EH1")
        return None if display is None else display.showing


async def quiet() -> None:
    for _ in range(60):
        await asyncio.sleep(0)


async def a_house(settings: DisplaySettings = SHOWS, protocol: str = "2.1") -> House:
    house = House(settings, protocol)
    house.priced()
    await house.ready()
    return house


# What is told.


def test_a_figure_is_told_when_it_changes_and_not_twice() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs(cost="1.00")
        await house.costs(session, "1.00")
        await house.costs(session, "1.50")
        assert house.told == [("T1", "1.00", False), ("T1", "1.50", False)]
        assert house.showing is Showing.YES and house.keeper.displays["EH1"].told == D("1.50")

    run(story())


def test_what_runs_already_is_told_to_a_charger_that_comes() -> None:
    async def story() -> None:
        house = House()
        house.priced()
        await house.runs(cost="7.00")
        assert house.told == []
        await house.ready()
        assert house.told == [("T1", "7.00", False)]
        await house.ready()  # it has been away and shows nothing any more
        assert house.told == [("T1", "7.00", False)] * 2

    run(story())


def test_a_figure_knows_meter_time_and_whether_energy_flows() -> None:
    async def story() -> None:
        house = await a_house()
        house.world.site.registry.put_outlet(Outlet("EH1", 1, activity=Activity.PAUSED_BY_CAR))
        await house.runs()
        (figure,) = house.sent(TellCost)
        assert (figure.at, figure.meter_wh, figure.charging) == (START, 1500, False)
        assert figure.tariff is not None and figure.tariff.currency == "SEK"

    run(story())


def test_the_other_book_is_nobodys_business() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs()
        await house.costs(session, "99.00", Side.PAY)
        house.keeper.choose(ShownCost.NOTHING, "en")
        await quiet()
        await house.costs(session, "3.00")
        assert house.told == [("T1", "1.00", False)]

    run(story())


def test_a_cost_whose_prices_are_missing_is_not_told() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs()
        await house.costs(session, None)
        ended = await house.ends(session)
        await house.costs(ended, None, final=True)
        assert house.told == [("T1", "1.00", False)]

    run(story())


@pytest.mark.parametrize(("decimals", "shown"), [(None, "12.35"), (3, "12.35"), (1, "12.4"), (0, "12")])
def test_a_figure_has_no_more_decimals_than_the_display(decimals: int | None, shown: str) -> None:
    async def story() -> None:
        house = await a_house(DisplaySettings(shows=True, decimals=decimals))
        await house.runs(cost="12.35")
        assert house.told == [("T1", shown, False)]

    run(story())


# At the end.


def test_the_sum_is_told_at_the_end_once_and_not_when_it_is_reckoned_anew() -> None:
    async def story() -> None:
        house = await a_house(protocol="1.6")
        session = await house.runs()
        ended = await house.ends(session)
        await house.costs(ended, "2.00", final=True)
        await house.costs(ended, "2.10", final=True)
        assert house.told == [("T1", "1.00", False), ("T1", "2.00", True)]
        assert house.sent(TellCost)[-1].words == "Total 2.00 kr"

    run(story())


@pytest.mark.parametrize("protocol", ["1.6", "2.1"])
def test_a_driver_who_left_long_ago_is_told_nothing(protocol: str) -> None:
    async def story() -> None:
        house = await a_house(protocol=protocol)
        session = await house.runs()
        ended = await house.ends(session, STILL_THERE)
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), None)
        assert (receipt.written, receipt.fuller) == (None, None), "an offline night is told without a wait"
        await house.costs(ended, "2.00", final=True)
        assert len(house.told) == 1

    run(story())


def test_the_answer_to_the_end_waits_for_the_sum_and_for_the_disk() -> None:
    async def story() -> None:
        house = await a_house()
        ended = await house.ends(await house.runs())
        written = asyncio.get_running_loop().create_future()
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), written)
        assert receipt.written is not None and receipt.fuller is not None
        await house.costs(ended, "2.00", final=True)
        assert not receipt.written.done()
        written.set_result(None)
        await receipt.written
        assert receipt.fuller() == TransactionAnswer("T1", cost=D("2.00"))
        await quiet()
        assert ("T1", "2.00", True) not in house.told, "the answer has told it"
        assert house.keeper.displays["EH1"].told == D("2.00")

    run(story())


def test_a_sum_that_takes_too_long_is_told_after_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        monkeypatch.setattr("app.core.displays.keeper.MOMENT_S", 0.0)
        house = await a_house()
        ended = await house.ends(await house.runs())
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), None)
        assert receipt.written is not None and receipt.fuller is not None
        await receipt.written
        assert receipt.fuller() == TransactionAnswer("T1")
        await house.costs(ended, "2.00", final=True)
        assert house.told[-1] == ("T1", "2.00", True)

    run(story())


def test_an_answer_whose_rows_are_lost_says_so_at_once() -> None:
    async def story() -> None:
        house = await a_house()
        await house.ends(await house.runs())
        written = asyncio.get_running_loop().create_future()
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), written)
        assert receipt.written is not None
        written.set_exception(RuntimeError("full"))
        with pytest.raises(RuntimeError):
            await receipt.written

    run(story())


def test_an_answer_tells_what_runs_up_by_the_time_that_it_leaves() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs(cost="1.25")
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), None)
        assert receipt.written is None and receipt.fuller is not None
        assert receipt.fuller() == TransactionAnswer("T1", cost=D("1.25"))
        await house.costs(session, "3.09")  # told by a figure of its own before the answer leaves
        assert receipt.fuller() == TransactionAnswer("T1", cost=D("3.09"))

    run(story())


def test_answers_that_have_nothing_to_tell_wait_for_nothing() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs(cost="1.25")
        receive = house.keeper.receipt
        for answer in (TransactionAnswer("unknown"), Heard(), CardAnswer(Verdict.ACCEPTED)):
            receipt = receive(house.link, "EH1", answer, None)
            assert (receipt.answer, receipt.written, receipt.fuller) == (answer, None, None)
        ended = await house.ends(session)
        await house.costs(ended, "2.00", final=True)
        assert receive(house.link, "EH1", TransactionAnswer("T1"), None).written is None, "a repeat"
        house.link.answers_tell_cost = False
        again = await house.ends(await house.runs(2))
        assert receive(house.link, "EH1", TransactionAnswer(again.transaction_id), None).written is None

    run(story())


@pytest.mark.parametrize(
    ("told", "event"),
    [
        (Reckoned("T1", D("2.004"), "SEK", True), None),
        (Reckoned("T1", D("2.00"), "", False), None),
        (Reckoned("T1", D("2.01"), "", True), "2.01 SEK"),
        (Reckoned("T1", D("2.00"), "EUR", True), "2.00 EUR"),
        (Reckoned("T9", D("7"), "SEK", True), None),
    ],
)
def test_a_charger_that_reckons_otherwise_is_told_of_in_the_timeline(told: Reckoned, event: str | None) -> None:
    async def story() -> None:
        house = await a_house()
        ended = await house.ends(await house.runs())
        house.keeper.reckoned("EH1", told)
        await house.costs(ended, "2.00", final=True)
        await house.costs(ended, "3.00", final=True)
        events = [(each.kind, each.detail, each.at) for each in house.world.records.events]
        assert events == ([] if event is None else [(EventKind.COST_DIFFERS, event, ended.stopped_at)])

    run(story())


# Who cannot.


@pytest.mark.parametrize(
    ("settings", "showing", "asked"),
    [
        (DisplaySettings(shows=True), Showing.YES, 1),
        (DisplaySettings(), Showing.UNTOLD, 1),
        (DisplaySettings(shows=False), Showing.OFF, 0),
        (DisplaySettings(shows=True, currency="EUR"), Showing.OTHER_CURRENCY, 0),
        (DisplaySettings(shows=True, currency="SEK"), Showing.YES, 1),
    ],
)
def test_only_who_shows_costs_is_told_them(settings: DisplaySettings, showing: Showing, asked: int) -> None:
    async def story() -> None:
        house = await a_house(settings)
        await house.runs()
        assert (house.showing, len(house.told)) == (showing, asked)

    run(story())


@pytest.mark.parametrize(
    ("failure", "figures", "showing"),
    [
        (NotSupported("x"), 1, Showing.CANNOT),
        (NoAnswer("EH1", 10), 1, Showing.YES),
        (Refused("Rejected"), 3, Showing.YES),
        (BadAnswer("junk"), 3, Showing.YES),
    ],
)
def test_who_cannot_take_a_figure_is_not_asked_again_on_this_line(
    failure: CommandFailed, figures: int, showing: Showing
) -> None:
    async def story() -> None:
        house = await a_house()
        house.special[TellCost] = lambda command: failure
        session = await house.runs()
        for cost in ("2.00", "3.00"):
            await house.costs(session, cost)
        assert (len(house.told), house.showing) == (figures, showing)
        await house.ready()
        assert len(house.told) == figures + 1, "a new line is asked anew"

    run(story())


@pytest.mark.parametrize("failure", [NotSupported("x"), Refused("x"), BadAnswer("x")])
def test_a_charger_that_is_asked_and_cannot_is_told_nothing(failure: CommandFailed) -> None:
    async def story() -> None:
        house = House(protocol="1.6")
        house.special[ReadDisplay] = lambda command: failure
        house.priced()
        await house.ready()
        await house.runs()
        assert house.showing is Showing.CANNOT
        assert [type(each) for each in house.link.sent] == [ReadDisplay]

    run(story())


def test_a_charger_that_does_not_even_answer_is_left_in_peace() -> None:
    async def story() -> None:
        house = House()
        house.special[ReadDisplay] = lambda command: NoAnswer("EH1", 10)
        house.priced()
        await house.ready()
        await house.runs()
        house.keeper.renew()
        await quiet()
        assert [type(each) for each in house.link.sent] == [ReadDisplay]
        assert house.showing in (None, Showing.NOT_ASKED)

    run(story())


def test_where_there_are_no_prices_nothing_is_asked_but_for_tariffs_that_may_be_left() -> None:
    async def story() -> None:
        house = House()
        await house.ready()
        house.keeper.renew()
        await quiet()
        assert [type(each) for each in house.link.sent] == [ClearTariffs]

    run(story())


# Nobody waits.


def test_a_figure_is_overtaken_by_the_next_and_never_told() -> None:
    async def story() -> None:
        house = await a_house()
        busy = asyncio.Event()
        done: list[str] = []

        async def line_is_busy(command: Command) -> None:
            await busy.wait()
            if isinstance(command, TellCost):
                done.append(str(command.cost))

        house.link.while_asked = line_is_busy
        session = await house.runs(cost="1.00")
        await house.costs(session, "2.00")
        await house.costs(session, "3.00")
        busy.set()
        await quiet()
        assert done == ["3.00"]

    run(story())


def test_a_figure_that_was_not_told_when_the_session_ended_is_never_told() -> None:
    async def story() -> None:
        house = await a_house()
        session = await house.runs(cost="1.00")
        busy = asyncio.Event()
        done: list[str] = []

        async def line_is_busy(command: Command) -> None:
            await busy.wait()
            done.extend([str(command.cost)] if isinstance(command, TellCost) else [])

        house.link.while_asked = line_is_busy
        await house.costs(session, "2.00")
        ended = await house.ends(session)
        receipt = house.keeper.receipt(house.link, "EH1", TransactionAnswer("T1"), None)
        await house.costs(ended, "3.00", final=True)
        busy.set()
        await quiet()
        assert done == [] and receipt.fuller is not None
        assert receipt.fuller() == TransactionAnswer("T1", cost=D("3.00"))

    run(story())


def test_a_sum_that_waits_is_told_though_there_is_later_news_of_the_session() -> None:
    async def story() -> None:
        house = await a_house(protocol="1.6")
        session = await house.runs(cost="1.00")
        busy = asyncio.Event()

        async def line_is_busy(command: Command) -> None:
            await busy.wait()

        house.link.while_asked = line_is_busy
        house.keeper.price_at("EH1", "04A2")  # something else is on its way to this charger
        await quiet()
        ended = await house.ends(session)
        await house.costs(ended, "2.00", final=True)
        await house.ends(ended)
        busy.set()
        await quiet()
        assert house.told[-1] == ("T1", "2.00", True)

    run(story())


def test_the_newest_figures_of_several_outlets_are_all_told() -> None:
    async def story() -> None:
        house = await a_house()
        busy = asyncio.Event()

        async def line_is_busy(command: Command) -> None:
            await busy.wait()

        house.link.while_asked = line_is_busy
        first, second = await house.runs(1), await house.runs(2)
        await house.costs(second, "5.00")
        await house.costs(first, "4.00")
        busy.set()
        await quiet()
        assert {each[:2] for each in house.told if each[1] != "1.00"} == {("T1", "4.00"), ("T2", "5.00")}

    run(story())


def test_a_lost_line_ends_it_quietly() -> None:
    async def story() -> None:
        house = await a_house()
        house.special[TellCost] = lambda command: Offline("EH1")
        await house.runs()
        assert house.showing is Showing.YES
        await house.keeper.close()

    run(story())


# Prices.


def test_a_card_is_told_its_price_where_an_answer_has_room_and_apart_where_not() -> None:
    async def story() -> None:
        house = await a_house()
        assert house.keeper.price_at("EH1", "04A2") == ("2.00 kr/kWh", "en")
        await quiet()
        assert not house.sent(TellPrice)
        old = await a_house(protocol="1.6")
        assert old.keeper.price_at("EH1", "04A2") == ("2.00 kr/kWh", "en")
        await quiet()
        assert old.sent(TellPrice) == [TellPrice("04A2", "2.00 kr/kWh")]
        off = await a_house(DisplaySettings(shows=False, takes_tariffs=False))
        assert off.keeper.price_at("EH1", "04A2") == ("", "")

    run(story())


def test_of_a_flood_of_cards_the_newest_alone_are_told_their_price() -> None:
    async def story() -> None:
        house = await a_house(protocol="1.6")
        busy = asyncio.Event()

        async def line_is_busy(_command: Command) -> None:
            await busy.wait()

        house.link.while_asked = line_is_busy
        cards = [f"{number:08X}" for number in range(500)]
        for card in cards:
            house.keeper.price_at("EH1", card)
        await quiet()
        busy.set()
        for _ in range(MOST_CARDS):
            await quiet()
        assert [each.card for each in house.sent(TellPrice)] == cards[-MOST_CARDS:]

    run(story())


@pytest.mark.parametrize(
    ("stands", "sent"), [(None, []), ("", ["2.00 kr/kWh"]), ("old", ["2.00 kr/kWh"]), ("2.00 kr/kWh", [])]
)
def test_the_price_text_is_written_only_where_another_stands(stands: str | None, sent: list[str]) -> None:
    async def story() -> None:
        house = await a_house(DisplaySettings(shows=True, price_text=stands))
        assert [each.words for each in house.sent(SetPriceText)] == sent
        house.keeper.renew()
        await quiet()
        assert [each.words for each in house.sent(SetPriceText)] == sent
        house.priced("3")
        await quiet()
        house.keeper.choose(ShownCost.NOTHING, "en")
        await quiet()
        wanted = [*sent, "3.00 kr/kWh", ""] if stands is not None else []
        assert [each.words for each in house.sent(SetPriceText)] == wanted

    run(story())


@pytest.mark.parametrize(
    ("failure", "state", "detail"),
    [
        (Refused("TooManyElements", "10"), TariffState.REFUSED, "TooManyElements (10)"),
        (BadAnswer("no status"), TariffState.REFUSED, "no status"),
        (NotSupported("SetDefaultTariff"), TariffState.CANNOT, ""),
        (NoAnswer("EH1", 10), TariffState.REFUSED, ""),
    ],
)
def test_a_refused_tariff_is_offered_again_only_when_it_is_another(
    failure: CommandFailed, state: TariffState, detail: str
) -> None:
    async def story() -> None:
        house = House()
        house.special[SetTariff] = lambda command: failure
        house.priced()
        await house.ready()
        display = house.keeper.displays["EH1"]
        assert (display.tariff, display.detail, len(house.sent(SetTariff))) == (state, detail, 1)
        house.keeper.renew()
        await quiet()
        assert len(house.sent(SetTariff)) == 1
        house.priced("3")
        await quiet()
        assert len(house.sent(SetTariff)) == (2 if detail else 1)
        await house.runs()
        assert len(house.told) == 1, "its costs are told all the same"

    run(story())


def test_a_charger_that_keeps_no_tariffs_by_its_settings_is_given_none() -> None:
    async def story() -> None:
        house = await a_house(DisplaySettings(shows=True, takes_tariffs=False))
        assert not house.sent(SetTariff)
        assert house.keeper.displays["EH1"].tariff is TariffState.NONE

    run(story())


def test_a_charger_that_is_removed_is_forgotten() -> None:
    async def story() -> None:
        house = await a_house()
        await house.world.site.wishes.remove_charger("EH1")
        assert house.keeper.displays == {}

    run(story())
