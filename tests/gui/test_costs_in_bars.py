"""History's bars in money, and what each person's month cost: with the real window and a real file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.core import pricing
from app.core.prices.books import Side
from app.gui.cards.page import CardsPage
from app.gui.cards.person_dialog import PersonDialog
from app.gui.history import reading
from app.gui.history.model import COST
from app.gui.history.page import HistoryPage
from app.gui.history.period import Period, Span
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, now, session, words_on
from tests.gui.priced import priced
from tests.gui.test_cards_page import a_household, block, dialog


def segment(page: HistoryPage, word: str) -> QPushButton:
    return next(each for each in page.list.totals.measures.findChildren(QPushButton) if each.text() == word)


def spoken(page: HistoryPage, place: int) -> str:
    """What is read out of a bar."""
    found: str = page.list.totals.chart.spoken(place)
    return found


def test_the_bars_show_money_where_that_is_chosen_and_each_tells_its_energy_too(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    priced(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            totals = page.list.totals
            assert totals.measures.isVisible()
            assert totals.chart.accessibleName() == "Energy over time"
            assert spoken(page, 16) == "Tuesday 17 November, Garage 31.2 kWh"
            money = segment(page, "kr")
            assert money.accessibleName() == money.toolTip() == "What I pay, kr, with VAT"
            segment(page, "kWh").setFocus()
            QTest.keyClick(segment(page, "kWh"), Qt.Key.Key_Right)
            await until(lambda: totals.chart.accessibleName() == "What I pay, kr, with VAT over time")
            assert spoken(page, 16) == "Tuesday 17 November, Garage 62.48 kr, Energy 31.2 kWh"
            assert totals.chart.accessibleDescription() == (
                "128.60 kr in all; most on Tuesday 17 November: 62.48 kr. Carport: 18.00 kr. Garage: 110.60 kr."
            )
            assert not totals.lacks.isVisible()
            # The choice stays: for another time, and when the page was left.
            page.show_period(Period.around(Span.YEAR, NOON.date()))
            await until(lambda: "October 2026" in spoken(page, 9))
            assert spoken(page, 9) == "October 2026, Garage 14.00 kr, Energy 7.0 kWh"
            assert totals.cost.accessibleName() == "142.60 kr"
            page.deactivated()
            page.activated()
            await until(lambda: page.model.rowCount() == 4)
            assert spoken(page, 9) == "October 2026, Garage 14.00 kr, Energy 7.0 kWh"
            segment(page, "kWh").click()
            await until(lambda: spoken(page, 9) == "October 2026, Garage 7.0 kWh")

    in_window(story())


def test_without_any_cost_there_is_no_choice_and_with_the_first_one_there_is(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.rowCount() == 3)
            assert not page.list.totals.measures.isVisible()
            priced(house, first=(NOON + timedelta(days=1)).date())  # of none of these
            await until(lambda: not page.table.isColumnHidden(COST))
            assert not page.list.totals.measures.isVisible()
            priced(house)
            await until(page.list.totals.measures.isVisible)

    in_window(story())


def test_a_bar_says_which_sessions_are_not_in_it(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    begun = NOON - timedelta(days=5, hours=2)
    keep(house, [session(number, begun, 1_000) for number in (11, 12)])
    keep(house, [session(13, NOON - timedelta(days=45), 4_000, stopped_at=None, stop_reason=None)])
    priced(house, first=(NOON - timedelta(days=4)).date())

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(page.list.totals.measures.isVisible)
            segment(page, "kr").click()
            chart, lacks = page.list.totals.chart, page.list.totals.lacks
            await until(lambda: "kr" in chart.accessibleDescription())
            assert spoken(page, 16) == (
                "Tuesday 17 November 0.00 kr, Energy 33.2 kWh, 3 sessions without a price are not in it"
            )
            assert chart._data.bars[16].lacks and not chart._data.bars[18].lacks
            # Said once: beside the sum while the bars show energy, beneath the bars while they show money.
            assert page.list.totals.cost.accessibleName() == "66.12 kr"
            assert lacks.isVisible() and lacks.text() == "+ 3 sessions without a price are not in it."
            assert chart.accessibleDescription().endswith(" 3 sessions without a price are not in it.")
            page.show_period(Period.around(Span.MONTH, (NOON - timedelta(days=30)).date()))
            await until(lambda: chart.accessibleDescription().startswith("Nothing of this time has a cost."))
            # What runs has no cost yet.
            both = "+ 1 session without a price is not in it. 1 session that still runs is not in it."
            assert lacks.text() == both
            began = (NOON - timedelta(days=45)).date()
            page.show_period(Period.around(Span.DAY, began))
            running = "1 session that still runs is not in it"
            await until(lambda: lacks.text() == f"+ {running}.")
            (bar,) = [spoken(page, hour) for hour in range(24) if "Energy" in spoken(page, hour)]
            assert bar.endswith(f"0.00 kr, Energy 4.0 kWh, {running}")

    in_window(story())


@pytest.mark.parametrize("span", [Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR, Span.ALL])
def test_of_more_sessions_than_are_listed_the_bars_are_the_same(
    house: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch, span: Span
) -> None:
    keep_past(house)
    keep(house, [session(number, NOON - timedelta(days=1, hours=number - 20), 1_500) for number in range(21, 27)])
    priced(house)
    priced(house, Side.CHARGE, "9.00")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(page.list.totals.measures.isVisible)
            segment(page, "kr").click()
            page.show_period(Period.around(span, (NOON - timedelta(days=1)).date()))
            shown = page.list.totals.chart
            await until(lambda: shown._data.unit == "kr" and page.list.period_bar and page.model.rowCount() >= 7)
            every, cost = shown._data, page.list.totals.cost.accessibleName()
            monkeypatch.setattr(reading, "MOST_ROWS", 2)
            page.reload()
            await until(lambda: page.model.rowCount() == 2)
            assert shown._data == every
            assert page.list.totals.cost.isVisible() and page.list.totals.cost.accessibleName() == cost
            assert sum(sum(bar.values) for bar in every.bars) >= 4_812 + 6 * 300

    in_window(story())


def test_a_persons_month_tells_what_it_cost_as_limits_count_it(
    house: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.05)
    a_household(house)
    keep(house, [session(1, NOON - timedelta(hours=3), 10_000, card_person_id=1)])
    keep(house, [session(2, NOON - timedelta(hours=2), 20_000, card_person_id=1)])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage, now)
            await until(lambda: block(page, "Anna"))
            shown = block(page, "Anna")
            assert not shown.cost.isVisible()
            assert shown.accessibleName() == "Anna, This month 30.0 kWh, 2 sessions"
            priced(house, first=(NOON + timedelta(days=1)).date())
            await until(lambda: shown.cost.text() == "no price")
            assert shown.cost.toolTip() == (
                "What you pay for it, VAT included. 2 sessions without a price are not counted."
            )
            priced(house)
            await until(lambda: shown.cost.text() == "60.00 kr")
            assert shown.cost.toolTip() == "What you pay for it, VAT included."
            # What Anna is charged counts, once that is set.
            priced(house, Side.CHARGE, "3.00")
            await until(lambda: shown.cost.text() == "90.00 kr")
            assert shown.cost.toolTip() == "What you charge for it, VAT included."
            assert shown.accessibleName() == "Anna, This month 30.0 kWh, 90.00 kr, 2 sessions"
            page.hand.edit_person(1)
            words = set(words_on(dialog(page, PersonDialog)))
            assert "This month 30.0 kWh, 90.00 kr, 2 sessions. What you charge for it, VAT included." in words

    in_window(story())


def test_a_persons_month_says_how_many_sessions_have_no_price(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)
    keep(house, [session(1, NOON - timedelta(days=3), 10_000, card_person_id=1)])
    keep(house, [session(2, NOON - timedelta(hours=2), 20_000, card_person_id=1)])
    priced(house, first=(NOON - timedelta(days=1)).date())

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage, now)
            await until(lambda: block(page, "Anna"))
            shown = block(page, "Anna")
            assert (shown.cost.text(), shown.sessions.text()) == ("40.00 kr", "2 sessions, 1 without a price")
            assert "1 session without a price is not counted." in shown.cost.toolTip()

    in_window(story())


def test_what_charges_now_counts_with_what_it_costs_so_far(
    house: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.05)
    house.do(house.engine.site.prices.start)
    a_household(house)
    priced(house)
    house.charging("EH1", energy_wh=8_400)
    (running,) = [each for each in house.engine.site.registry.outlets.values() if each.session is not None]
    assert running.session is not None
    house.wish(house.engine.site.bookkeeping.assign([running.session.id], person="Anna"))

    async def story() -> None:
        async with open_room() as room:
            await until(lambda: room.bridge.costs)
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna") and block(page, "Anna").cost.text() == "16.80 kr")
            assert block(page, "Anna").sessions.text() == "1 session"

    in_window(story())


def test_money_is_written_as_swedish_has_it(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    priced(house, flat="1000.00")
    before = QLocale()
    QLocale.setDefault(QLocale("sv_SE"))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(page.list.totals.measures.isVisible)
            segment(page, "kr").click()
            await until(lambda: "kr" in spoken(page, 16))
            assert spoken(page, 16).endswith("Garage 31\N{NO-BREAK SPACE}240,00 kr, Energy 31,2 kWh")

    try:
        in_window(story())
    finally:
        QLocale.setDefault(before)
