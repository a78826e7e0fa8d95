"""History: what was charged in a time, found, sorted, opened, copied, exported, live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.core.interfaces import utc_now
from app.core.model import Evidence, Reading
from app.core.reports import Metered
from app.gui.charts.curve import PowerPoint as CurvePoint
from app.gui.figures import number
from app.gui.history.detail import _closed
from app.gui.history.model import ENERGY, PLACE, QUALITY
from app.gui.history.page import HistoryPage
from app.gui.history.period import Span
from app.gui.widgets.pill import PillKind
from app.gui.widgets.pill_delegate import PILL_ROLE
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, keep_readings, now, session


@pytest.fixture
def past(house: House) -> House:
    keep_past(house)
    return house


def ids(page: HistoryPage) -> list[int]:
    return [each.id for each in page.model.sessions]


def test_it_opens_on_this_month_with_its_totals(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            assert ids(page) == [4, 3, 2]
            assert (page.list.totals.energy.value, page.list.totals.count.value, page.list.totals.time.value) == (
                "64.3",
                "3",
                "3 h 0 min",
            )
            assert page.list.period_bar.when.text() == "November 2026"
            assert page.model.index(0, PLACE).data() == "Garage"
            assert page.model.index(0, ENERGY).data() == "24.06"
            assert (page.model.index(0, QUALITY).data(), page.model.index(0, QUALITY).data(PILL_ROLE)) == (
                "rebuilt",
                PillKind.WAIT,
            )
            assert page.list.totals.chart.accessibleDescription() != ""

    in_window(story())


def test_stepping_back_shows_the_month_before_and_the_future_is_closed(
    past: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            assert not page.list.period_bar.later.isEnabled()
            page.list.period_bar.earlier.click()
            await until(lambda: ids(page) == [1])
            assert page.list.period_bar.when.text() == "October 2026"
            page.list.period_bar.later.click()
            await until(lambda: ids(page) == [4, 3, 2])

    in_window(story())


def test_a_charger_and_a_search_narrow_the_list_and_its_totals(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.list.filters.charger.setCurrentIndex(page.list.filters.charger.findData("CARPORT"))
            await until(lambda: ids(page) == [3])
            page.list.filters.charger.setCurrentIndex(0)
            page.search_asked.emit()
            QTest.keyClicks(page.search, "04A2")
            await until(lambda: ids(page) == [2])
            assert page.list.totals.count.value == "1"
            page.search.setText("no such card")
            await until(lambda: page.list.empty.isVisible())
            page.list.empty.found.action.click()
            await until(lambda: ids(page) == [4, 3, 2])

    in_window(story())


def test_a_header_sorts_and_the_chosen_row_stays_chosen(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.table.selectRow(0)
            header = page.table.horizontalHeader()
            place = QPoint(header.sectionViewportPosition(ENERGY) + 10, 15)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
            await until(lambda: ids(page) in ([3, 4, 2], [2, 4, 3]))
            chosen = page.table.selectionModel().selectedRows()
            assert [page.model.sessions[index.row()].id for index in chosen] == [4]

    in_window(story())


def test_the_keyboard_opens_a_session_and_comes_back(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.table.selectRow(0)
            QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            assert "24.06" in QGuiApplication.clipboard().text()
            QTest.keyClick(page.table, Qt.Key.Key_Return)
            assert page.pages.currentWidget() is page.detail
            assert page.detail.heading.text() == "Garage"
            assert page.detail.energy.value == "24.06"
            assert "Its end never arrived" in page.detail.evidence.text()
            assert page.go_back() and page.pages.currentWidget() is page.list
            assert not page.go_back()

    in_window(story())


def test_a_session_shows_its_curve_and_its_highest_power(past: House, in_window: Tell, open_room: Any) -> None:
    charged = session(9, NOON - timedelta(hours=3), 11_000, card="04FF")
    keep(past, [charged])
    keep_readings(past, charged, [7_000, 7_400, 11_000, 7_200])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.open_session(charged)
            await until(lambda: page.detail.peak.value == "11.0")
            assert page.detail.mean.value == "11.0"
            assert not page.detail.no_curve.isVisible()
            facts = {key: each.text() for key, each in page.detail.facts.items()}
            assert (facts["card"], facts["transaction"]) == ("••••FF", "T9")
            assert facts["meter_stop"] == f"{number(1011, 2)} kWh"
            assert facts["reason"] == "The car was unplugged"

    in_window(story())


def test_a_session_without_readings_says_so(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.open_session(page.model.sessions[0])
            await until(lambda: page.detail.no_curve.isVisible())
            assert page.detail.peak.value == "–"

    in_window(story())


def test_a_curve_comes_down_where_the_session_ended_and_not_across_a_silence() -> None:
    power = [CurvePoint(NOON, 7_000.0)]
    end = NOON + timedelta(minutes=5)
    assert _closed(power, end) == [*power, CurvePoint(end, 0.0)]
    assert _closed(power, None) == power
    assert _closed(power, NOON + timedelta(hours=1)) == power
    assert _closed([], end) == []


def test_a_figure_that_stands_for_a_missing_one_says_so(past: House, in_window: Tell, open_room: Any) -> None:
    rebuilt = session(9, NOON - timedelta(hours=3), evidence=frozenset({Evidence.METER_START_MISSING}))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            page.open_session(rebuilt)
            assert page.detail.facts["meter_start"].text() == f"{number(1000, 2)} kWh (the first reading)"
            assert page.detail.facts["meter_stop"].text() == f"{number(1010, 2)} kWh"

    in_window(story())


def test_a_running_session_grows_in_the_list_and_in_its_detail(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1", energy_wh=8_400)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage)
            await until(lambda: page.model.sessions)
            assert page.model.index(0, QUALITY).data() == "running"
            house.tell(link, Metered(1, (Reading(utc_now(), 1000 + 9_100, 7_000),), "7"))
            await until(lambda: page.model.index(0, ENERGY).data() == "9.10")
            await until(lambda: page.list.totals.energy.value == "9.1")
            page.open_session(page.model.sessions[0])
            house.tell(link, Metered(1, (Reading(utc_now(), 1000 + 9_900, 7_000),), "7"))
            await until(lambda: page.detail.energy.value == "9.90")
            assert page.detail.pill.text() == "running"
            assert not page.detail.facts["ended"].isVisible()
            assert page.detail.facts["started"].isVisible()

    in_window(story())


def test_without_any_session_it_offers_to_add_a_charger(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.list.empty.isVisible())
            asked: list[str] = []
            page.open_page.connect(lambda key, _about: asked.append(key))
            assert not page.table.hasFocus()
            page.list.empty.ever.action.click()
            assert asked == ["welcome"]
            assert not page.list.export_button.isEnabled()

    in_window(story())


def test_an_empty_month_leads_to_the_latest_session(house: House, in_window: Tell, open_room: Any) -> None:
    keep(house, [session(1, NOON - timedelta(days=400))])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.list.empty.isVisible())
            assert page.list.empty.in_period[Span.MONTH].accessibleName() == "No charging this month."
            page.list.empty.in_period[Span.MONTH].action.click()
            await until(lambda: ids(page) == [1])
            assert page.list.period_bar.when.text() == "October 2025"

    in_window(story())
