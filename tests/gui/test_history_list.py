"""History's list: months, free days, filters, people, and what is done to several sessions at once."""

from __future__ import annotations

import json
import threading
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.core.interfaces import MonthTotals, SessionQuery, StackBy
from app.core.model import Origin
from app.gui.figures import local, number
from app.gui.history.export import JSON
from app.gui.history.filters import Filters, Standing
from app.gui.history.model import ENERGY, PERSON, QUALITY, Order
from app.gui.history.page import HistoryPage
from app.gui.history.period import Period, Span
from app.gui.history.reading import MOST_ROWS, Wanted, read_view
from app.gui.history.words import Names
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, now, session


@pytest.fixture
def past(house: House) -> House:
    keep_past(house)
    return house


@pytest.fixture
def shared(past: House) -> House:
    """Two of the sessions are Åsa's, one in her car, one is left out, one was written down by hand."""
    pen = past.engine.site.bookkeeping
    past.wish(pen.assign([2, 3], person="Åsa"))
    past.wish(pen.assign([3], vehicle="XC40"))
    past.wish(pen.exclude([4]))
    started = NOON - timedelta(days=2)
    past.wish(pen.add("GARAGE", 1, started, started + timedelta(hours=2), 5_000))
    return past


def ids(page: HistoryPage) -> list[int]:
    return [each.id for each in page.model.sessions]


def test_of_many_sessions_the_first_are_listed_in_any_order_and_all_are_counted(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep(house, [session(each, NOON - timedelta(minutes=each), each) for each in range(1, 5_001)])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: len(page.model.sessions) == MOST_ROWS)
            assert ids(page)[0] == 1
            cut = page.list.foot.cut
            assert cut.text() == f"Showing the newest {number(2_000)} of {number(5_000)}."
            page.table.sortByColumn(ENERGY, Qt.SortOrder.DescendingOrder)
            await until(lambda: ids(page)[0] == 5_000)
            assert cut.text() == f"Showing the first {number(2_000)} of {number(5_000)} in this order."
            assert page.list.totals.count.value == number(5_000)
            page.search.setText("T4999")
            await until(lambda: ids(page) == [4_999])
            assert not page.list.foot.isVisible()

    in_window(story())


def test_the_months_and_the_steps_agree(past: House, in_window: Tell, open_room: Any) -> None:
    keep(past, [session(9, NOON - timedelta(days=400), 5_000)])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            page.resize(1180, 760)
            shown = page.list
            await until(lambda: shown.months.entries and page.model.sessions)
            lines = [shown.months.index(row).data() for row in range(len(shown.months.entries))]
            assert lines == [
                "All years · 5 sessions · 76 kWh",
                "2026 · 4 sessions · 71 kWh",
                "November 2026 · 3 sessions · 64 kWh",
                "October 2026 · 1 session · 7 kWh",
                "2025 · 1 session · 5 kWh",
                "October 2025 · 1 session · 5 kWh",
            ]
            assert shown.month_list.currentIndex().row() == 2
            QTest.keyClick(shown.month_list, Qt.Key.Key_Down)
            await until(lambda: ids(page) == [1])
            assert shown.period_bar.when.text() == "October 2026"
            shown.period_bar.later.click()
            assert shown.month_list.currentIndex().row() == 2
            QTest.keyClick(shown.month_list, Qt.Key.Key_Home)
            await until(lambda: len(ids(page)) == 5)
            assert (page.period.span, shown.spans.key) == (Span.ALL, "all")
            assert [bar.label for bar in page.list.totals.chart._data.bars] == ["2025", "2026"]
            shown.spans.chosen.emit(Span.YEAR.value)
            assert shown.month_list.currentIndex().row() == 1
            shown.spans.chosen.emit(Span.DAY.value)
            assert shown.month_list.currentIndex().row() == 2

    in_window(story())


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise", extend=True)
def test_on_a_narrow_window_the_months_hang_under_the_name(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            bar = page.list.period_bar
            page.resize(1180, 760)
            await until(lambda: page.list.months.entries and page.list.month_card.isVisible())
            page.resize(814, 640)
            assert page.width() == 814 and not page.list.month_card.isVisible()
            assert bar.months.isVisible() and bar.months.text() == "November 2026"
            bar.menu.popup(QPoint())
            assert bar.month_list.hasFocus() or bar.month_list.isVisible()
            QTest.keyClick(bar.month_list, Qt.Key.Key_Down)
            await until(lambda: ids(page) == [1])
            bar.menu.hide()
            page.resize(1180, 760)
            await until(lambda: page.list.month_card.isVisible())
            assert bar.when.isVisible() and not bar.months.isVisible()

    in_window(story())


def test_free_days_are_chosen_in_two_fields_and_never_run_backwards(
    past: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: page.model.sessions)
            page.list.spans.chosen.emit(Span.RANGE.value)
            bar = page.list.period_bar
            assert (bar.since.date(), bar.until.date()) == (QDate(2026, 11, 1), QDate(2026, 11, 22))
            bar.since.setDate(QDate(2026, 10, 1))
            await until(lambda: ids(page) == [4, 3, 2, 1])
            bar.until.setDate(QDate(2026, 10, 31))
            await until(lambda: ids(page) == [1])
            bar.since.setDate(QDate(2026, 11, 19))
            await until(lambda: ids(page) == [3])
            assert bar.until.date() == QDate(2026, 11, 19)
            bar.since.setDate(QDate(2026, 11, 2))
            bar.until.setDate(QDate(2026, 11, 3))
            await until(lambda: page.list.empty.isVisible())
            assert page.list.empty.in_period[Span.RANGE].accessibleName() == "No charging between these days."

    in_window(story())


def test_every_filter_narrows_and_all_are_cleared_at_once(shared: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            filters = page.list.filters
            await until(lambda: page.model.sessions and filters.card.count() == 2)
            assert len(ids(page)) == 4 and not filters.clear.isVisible()
            filters.person.setCurrentIndex(filters.person.findText("Åsa"))
            await until(lambda: ids(page) == [3, 2])
            await until(lambda: [each.sessions for each in page.list.months.entries] == [2, 2])
            filters.vehicle.setCurrentIndex(filters.vehicle.findText("XC40"))
            await until(lambda: ids(page) == [3])
            QTest.keyClick(filters.vehicle, Qt.Key.Key_Delete)
            await until(lambda: ids(page) == [3, 2])
            filters.card.setCurrentIndex(1)
            await until(lambda: ids(page) == [2])
            assert filters.card.words() == "••••A2"
            filters.clear.click()
            await until(lambda: len(ids(page)) == 4)
            assert not filters.clear.isVisible() and filters.person.words() == "Person"
            filters.person.setCurrentIndex(filters.person.findText("Nobody"))
            await until(lambda: 4 in ids(page) and len(ids(page)) == 2)

    in_window(story())


def test_a_cross_on_a_filter_clears_it(shared: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            person = page.list.filters.person
            await until(lambda: page.model.sessions)
            person.setCurrentIndex(1)
            await until(lambda: ids(page) == [3, 2])
            QTest.mouseClick(person, Qt.MouseButton.LeftButton, pos=QPoint(person.width() - 12, person.height() // 2))
            assert not person.is_set and not person.view().isVisible()
            await until(lambda: len(ids(page)) == 4)

    in_window(story())


@pytest.mark.parametrize(
    ("standing", "count"),
    [
        (Standing.MEASURED, 2),
        (Standing.EDITED, 1),
        (Standing.LEFT_OUT, 1),
        (Standing.REBUILT, 0),
        (Standing.RUNNING, 0),
    ],
)
def test_sessions_are_filtered_by_the_word_of_their_mark(
    shared: House, in_window: Tell, open_room: Any, standing: Standing, count: int
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: len(page.model.sessions) == 4)
            choice = page.list.filters.standing
            choice.setCurrentIndex(choice.findData(standing))
            await until(lambda: len(page.model.sessions) == count and (count or page.list.empty.isVisible()))
            if count:
                assert page.list.totals.count.value == str(count)

    in_window(story())


def test_what_people_wrote_is_in_the_rows_and_what_is_left_out_in_no_total(
    shared: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: len(page.model.sessions) == 4)
            rows = {each.id: row for row, each in enumerate(page.model.sessions)}
            assert page.model.index(rows[4], QUALITY).data() == "left out"
            assert page.model.index(rows[4], ENERGY).data(Qt.ItemDataRole.ForegroundRole) == room.theme.colour("muted")
            assert page.model.index(rows[3], ENERGY).data(Qt.ItemDataRole.ForegroundRole) is None
            (written,) = [row for row, each in enumerate(page.model.sessions) if each.origin is Origin.BY_HAND]
            assert page.model.index(written, QUALITY).data() == "by hand"
            assert page.model.index(rows[3], PERSON).data() == "Åsa"
            assert not page.table.isColumnHidden(PERSON)
            assert (page.list.totals.energy.value, page.list.totals.count.value) == ("45.2", "3")
            page.list.totals.stack.choose("person")
            page.list.totals.stack_chosen.emit()
            await until(lambda: page.list.totals.chart._data.series == ("Åsa", "Nobody"))
            page.table.sortByColumn(PERSON, Qt.SortOrder.DescendingOrder)
            await until(lambda: ids(page)[:2] == [3, 2])
            page.list.spans.chosen.emit(Span.DAY.value)
            page.show_period(Period.around(Span.DAY, local(NOON - timedelta(days=1)).date()))
            await until(lambda: ids(page) == [4])
            assert page.list.totals.energy.value == "0.0"
            assert not any(sum(bar.values) for bar in page.list.totals.chart._data.bars)

    in_window(story())


def test_where_nobody_is_known_people_stand_nowhere_until_the_first_is(
    past: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: len(page.model.sessions) == 3)
            shown = page.list
            assert not shown.filters.person.isVisible() and not shown.filters.vehicle.isVisible()
            assert not shown.totals.stack.isVisible() and page.table.isColumnHidden(PERSON)
            page.table.selectRow(0)
            shown.foot.assign_asked.emit()
            dialog = page.several.dialog
            assert dialog is not None and not dialog.yes.isEnabled()
            QTest.keyClicks(dialog.person, "Erik")
            dialog.yes.click()
            await until(lambda: shown.filters.person.isVisible())
            assert shown.totals.stack.isVisible() and not page.table.isColumnHidden(PERSON)
            await until(lambda: page.model.index(0, PERSON).data() == "Erik")
            assert shown.undo_bar.words.text() == "1 session assigned to Erik."

    in_window(story())


def test_several_are_added_up_assigned_and_given_back(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            foot, bar = page.list.foot, page.list.undo_bar
            await until(lambda: len(page.model.sessions) == 3)
            page.table.selectRow(0)
            assert not foot.isVisible()
            page.table.selectAll()
            assert foot.chosen.text() == "3 sessions chosen · 64.30 kWh · 3 h 0 min"
            foot.assign.click()
            page.several.dialog.to_nobody.click()
            await until(lambda: page.list.notice.isVisible())  # they are nobody's already
            foot.assign.click()
            page.several.dialog.person.setEditText(" Åsa ")
            QTest.keyClick(page.several.dialog, Qt.Key.Key_Return)
            await until(bar.isVisible)
            assert bar.words.text() == "3 sessions assigned to Åsa."
            assert not page.table.has_selection()
            await until(lambda: page.model.index(2, PERSON).data() == "Åsa")
            page.activateWindow()
            page.table.setFocus()
            await until(page.table.hasFocus)
            QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: bar.words.text() == "Undone.")
            await until(lambda: page.model.index(2, PERSON).data() == "")

    in_window(story())


def test_leaving_out_and_counting_again_change_the_totals(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            foot, totals = page.list.foot, page.list.totals
            await until(lambda: len(page.model.sessions) == 3)
            page.table.selectAll()
            assert foot.leave_out.text() == "Leave out"
            foot.leave_out.setFocus()
            foot.leave_out.click()
            await until(lambda: totals.count.value == "0")
            assert page.focusWidget() is page.table
            assert page.list.undo_bar.words.text() == "3 sessions left out of all totals."
            await until(lambda: [each.sessions for each in page.list.months.entries] == [1, 1])
            page.table.selectAll()
            assert foot.chosen.text() == "3 sessions chosen · 0.00 kWh · 0 s · 3 left out"
            assert foot.leave_out.text() == "Count again"
            foot.leave_out.click()
            await until(lambda: totals.count.value == "3")
            assert page.list.undo_bar.words.text() == "3 sessions counted again."
            page.list.undo_bar.undo.click()
            await until(lambda: totals.count.value == "0")

    in_window(story())


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise", extend=True)
def test_the_row_menu_offers_the_same_and_what_is_chosen_can_be_exported_alone(
    past: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(lambda: len(page.model.sessions) == 3)
            page.table.selectRow(1)
            page.table.customContextMenuRequested.emit(QPoint(20, 60))
            offered = {action.text(): action for action in page.list.row_menu.actions() if action.text()}
            assert list(offered) == ["Open", "Assign to person…", "Leave out", "Copy", "Export chosen…"]
            offered["Copy"].trigger()
            assert "9.00" in QGuiApplication.clipboard().text()
            offered["Export chosen…"].trigger()
            page.exporting.asking.dialog.close()
            page.exporting.write(tmp_path / "one.json", JSON)
            await until(lambda: page.exporting.notice.accessibleName() == "1 session written to one.json")
            assert [row["id"] for row in json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))] == [3]
            page.table.customContextMenuRequested.emit(QPoint(20, 60))
            next(action for action in page.list.row_menu.actions() if action.text() == "Open").trigger()
            assert page.pages.currentWidget() is page.detail and page.detail.session.id == 3

    in_window(story())


def test_copied_rows_hold_no_formula(house: House, in_window: Tell, open_room: Any) -> None:
    house.wish(house.engine.site.wishes.add_charger("GARAGE", '=HYPERLINK("http:") x'))
    house.wish(house.engine.site.wishes.add_charger("CARPORT", "-12"))
    keep(house, [session(1, NOON), session(2, NOON - timedelta(hours=2), charger_id="CARPORT")])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            page.resize(1400, 760)
            await until(lambda: len(page.model.sessions) == 2)
            page.table.selectAll()
            QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            first, second = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
            assert '\'=HYPERLINK("http:") x' in first and "-12" in second

    in_window(story())


def test_a_newer_question_overtakes_an_older_one(past: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            for _ in range(12):
                page.list.period_bar.earlier.click()
            for _ in range(12):
                page.list.period_bar.later.click()
            await until(lambda: ids(page) == [4, 3, 2])
            await until(lambda: not room.ask._tasks)
            assert ids(page) == [4, 3, 2] and page.list.period_bar.when.text() == "November 2026"
            asked = Wanted(page.period, Filters(), Order(), StackBy.CHARGER, UTC, "UTC")
            names = Names({}, {})
            assert read_view(past.engine.history, asked, names, QLocale(), "Others", NOON, lambda: True) is None

    in_window(story())


def test_adding_and_looking_for_missing_energy_are_asked_for_in_the_menu(
    past: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            asked: list[str] = []
            page.add_asked.connect(lambda: asked.append("add"))
            page.continuity_asked.connect(lambda: asked.append("find"))
            for action in page.list.more.menu().actions():
                action.trigger()
            assert asked == ["add", "find"]

    in_window(story())


def test_months_that_come_when_the_page_has_gone_are_let_go(
    past: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = past.engine.history
    asked, gone, real = threading.Event(), threading.Event(), history.months

    def late(query: SessionQuery, zone: str) -> list[MonthTotals]:
        asked.set()
        assert gone.wait(20)
        return real(query, zone)

    monkeypatch.setattr(history, "months", late)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HistoryPage, now)
            await until(asked.is_set)
            page.deactivated()
            shiboken6.delete(page)
            room.pages.clear()
            gone.set()
            await until(lambda: not room.ask._tasks)

    in_window(story())
