"""What sessions cost, where they are looked at: on the Overview, in History's list, and in one session's detail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.core import pricing
from app.core.cards import Allowance, Card
from app.core.interfaces import utc_now
from app.core.model import Activity, Availability
from app.core.prices.books import Side
from app.core.prices.simple import SimplePrice
from app.core.reports import Stage, StatusTold, TransactionTold
from app.core.statements import About, Template, Wanted
from app.gui.figures import clock
from app.gui.history.model import COST
from app.gui.history.page import HistoryPage
from app.gui.history.period import Period, Span
from app.gui.overview.page import OverviewPage
from app.gui.prices.words import money
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, now, session, words_on
from tests.gui.priced import FIRST, priced
from tests.gui.test_overview import card, line


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> House:
    """The house, reckoning what runs so often that a story need not wait."""
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.05)
    made: House = request.getfixturevalue("house")
    made.do(made.engine.site.prices.start)
    return made


def costs(page: HistoryPage) -> list[str]:
    return [page.model.index(row, COST).data() for row in range(page.model.rowCount())]


def test_the_card_shows_what_the_running_session_costs_and_then_what_it_cost(
    brisk: House, in_window: Tell, open_room: Any
) -> None:
    priced(brisk)
    link = brisk.charging("EH1", energy_wh=8400)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            shown = card(page, "EH1")
            await until(lambda: shown.cost.isVisible())
            assert shown.cost.text() == "16.80 kr"
            assert "so far" in shown.cost.toolTip()
            await until(lambda: shown.ahead.isVisible())
            assert shown.ahead.text() == "≈ 14 kr/h"
            assert shown.ahead.accessibleName() == "About 14 kr in the next hour, at the power now."
            ended = TransactionTold(Stage.ENDED, utc_now(), "7", 1, "04A2B3C4", meter_stop_wh=11_000)
            brisk.tell(link, ended, StatusTold(1, Availability.OCCUPIED, Activity.CONNECTED))
            await until(lambda: card(page, "EH1").cost.text() == "20.00 kr")

    in_window(story())


def test_the_card_of_a_guest_shows_what_its_session_will_have_cost_at_its_limit(
    brisk: House, in_window: Tell, open_room: Any
) -> None:
    priced(brisk)
    guest = Card("04A2B3C4", allowance=Allowance(utc_now() - timedelta(minutes=5), energy_wh=20_000))
    brisk.wish(brisk.engine.site.cards.add(guest))
    brisk.charging("EH1", energy_wh=8400)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            await until(lambda: card(page, "EH1").ahead.text() == "≈ 40 kr at its limit")

    in_window(story())


def test_without_prices_nothing_is_said_of_costs(house: House, in_window: Tell, open_room: Any) -> None:
    house.charging("EH1")
    keep_past(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            assert not card(page, "EH1").cost.isVisible()
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount())
            assert page.table.isColumnHidden(COST)
            assert not page.list.totals.cost.isVisible()
            page.open_session(page.model.sessions[0])
            await until(lambda: page.detail.whose.isVisible() and page.detail._whole is not None)
            assert not page.detail.cost.isVisible()

    in_window(story())


def test_the_list_has_a_column_of_costs_and_a_month_its_sum(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    priced(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            assert not page.table.isColumnHidden(COST)
            assert costs(page) == ["48.12 kr", "18.00 kr", "62.48 kr"]
            assert page.list.totals.cost.accessibleName() == "128.60 kr"
            page.show_period(Period.around(Span.YEAR, NOON.date()))
            await until(lambda: page.model.rowCount() == 4)
            assert not page.list.totals.cost.isVisible()
            # The header of costs sorts nothing, and leaves the order as it was.
            page.table.horizontalHeader().setSortIndicator(COST, Qt.SortOrder.AscendingOrder)
            assert page.table.horizontalHeader().sortIndicatorSection() != COST

    in_window(story())


def test_the_choice_of_the_bars_parts_is_whole_beside_a_months_cost(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    house.wish(house.engine.site.cards.add_person("Elin"))
    priced(house, first=(NOON - timedelta(days=4)).date())

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            page.resize(960, 700)
            totals = page.list.totals
            await until(lambda: totals.cost.isVisible() and totals.stack.isVisible())
            page.grab()  # laid out
            assert totals.stack.geometry().right() < totals.width()

    in_window(story())


def test_prices_that_come_later_show_in_an_open_list(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            priced(house, first=(NOON - timedelta(days=4)).date())
            await until(lambda: costs(page) == ["48.12 kr", "18.00 kr", ""])
            await until(lambda: page.list.totals.cost.accessibleName() == "66.12 kr · 1 without a price")

    in_window(story())


def test_the_lines_of_a_session_add_up_to_its_total_on_both_sides(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    priced(house, fees="0.501")
    priced(house, Side.CHARGE, "3.00")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            (whole,) = [each for each in page.model.sessions if each.id == 3]
            page.open_session(whole)
            await until(lambda: page.detail.cost.isVisible())
            kept = house.engine.history.money.costs_of([3], Side.PAY)[3]
            assert kept.total is not None and kept.total.gross == sum((line.amount for line in kept.lines), Decimal(0))
            words = list(words_on(page.detail.cost))
            for line in kept.lines:
                assert money(line.amount, "SEK") in words
            for amount in (kept.total.net, kept.total.vat, kept.total.gross):
                assert money(amount, "SEK") in words
            assert "What I pay" in words and "What I charge" in words
            assert "27.00 kr" in words
            assert page.detail.cost.fold.isVisible() and not page.detail.cost._splits.isVisible()
            page.detail.cost.fold.click()
            assert page.detail.cost._splits.isVisible()

    in_window(story())


def test_what_lacks_prices_says_for_when(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    spot = SimplePrice(FIRST, series_id="SE3", vat_rate=Decimal("0.25"))
    house.wish(house.engine.site.prices.put_version(Side.PAY, spot.version(), currency="SEK", zone="UTC"))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            assert costs(page) == ["", "", ""]
            assert not page.list.totals.cost.isVisible()
            whole = page.model.sessions[0]
            page.open_session(whole)
            await until(page.detail.cost.isVisible)
            span = f"{clock(whole.booked.started_at)}–{clock(whole.booked.stopped_at)}"
            assert f"Prices are missing for {span}." in set(words_on(page.detail.cost))

    in_window(story())


def test_a_session_is_reckoned_anew_when_that_is_asked(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    priced(house)
    money_kept = house.engine.history.money
    right = money_kept.costs_of([3, 4], Side.PAY)

    async def another() -> None:
        house.engine._records.save_cost(4, Side.PAY, right[3], utc_now())
        written = house.engine._records.settled()
        if written is not None:
            await written

    house.wish(another())

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: costs(page)[:1] == ["18.00 kr"])
            page.open_session(page.model.sessions[0])
            await until(page.detail.cost.isVisible)
            page.detail.cost.anew.click()
            await until(lambda: "48.12 kr" in set(words_on(page.detail.cost)))
            assert money_kept.costs_of([4], Side.PAY)[4] == right[4]
            assert len(money_kept.costs(4, Side.PAY)) == 3
            page.go_back()
            await until(lambda: costs(page)[0] == "48.12 kr")

    in_window(story())


def test_a_session_on_a_statement_says_so_and_is_not_reckoned_anew(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    priced(house)
    begins, ends = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    wanted = Wanted(About(), begins, ends, "UTC", Side.PAY, Template.PRIVATE, "en", "", "")
    house.wish(house.engine.site.statements.issue(wanted))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            page.show_period(Period.around(Span.YEAR, NOON.date()))
            await until(lambda: page.model.rowCount() == 4)
            for number, stays in ((1, True), (2, False)):
                (whole,) = [each for each in page.model.sessions if each.id == number]
                page.open_session(whole)
                await until(page.detail.cost.isVisible)
                said = "It stands on statement 1, so it stays as it is." in set(words_on(page.detail.cost))
                assert said is stays
                assert page.detail.cost.anew.isVisible() is not stays
                page.go_back()

    in_window(story())


def test_an_outlet_that_is_free_says_what_its_last_session_cost(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("GARAGE")
    keep(house, [session(1, NOON - timedelta(hours=2), 10_000)])
    priced(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage, now)
            await until(lambda: line(page, "GARAGE").last_used.text().endswith("· 20.00 kr"))

    in_window(story())
