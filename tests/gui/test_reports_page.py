"""The page of reports: a draft, issued, listed, paid in part, and corrected by a new one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from app.core.cards import Card
from app.core.prices.books import Side
from app.core.statements import About, PaymentKind, Standing, Template
from app.core.values import replace
from app.gui.reports.batch_dialog import BatchDialog
from app.gui.reports.choices import FREE, place_of
from app.gui.reports.model import StatementsModel
from app.gui.reports.page import ReportsPage
from app.gui.reports.paid_dialog import PaidDialog
from app.gui.reports.preview_dialog import PreviewDialog
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.dialog import Sure
from app.gui.widgets.fields import set_day
from app.gui.widgets.table import Table
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, now, session, words_on
from tests.gui.priced import priced


@pytest.fixture
def months(house: House) -> House:
    """One session of 7 kWh in the month before, at 2.00 kr with VAT in it; the others in this month."""
    keep_past(house)
    priced(house)
    return house


def dialog(page: ReportsPage, kind: type[QDialog]) -> Any:
    return next((each for each in page.findChildren(kind) if each.isVisible()), None)


def cell(page: ReportsPage, column: int, row: int = 0) -> object:
    return page.issued.model.index(row, column).data()


async def issued(page: ReportsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue what is drafted; the dialog that asks where to write it is the system's own."""
    monkeypatch.setattr(page, "save_statement", lambda _statement: None)
    await until(lambda: page.draft.issue.isEnabled() and "7" in page.draft.summary.text())
    page.draft.issue.click()
    await until(lambda: dialog(page, Sure) is not None)
    dialog(page, Sure).yes.click()
    await until(lambda: page.issued.model.rowCount())


def test_a_statement_is_drafted_issued_and_stands_in_the_list(
    months: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            await until(lambda: page.draft.summary.text() == "1 session  ·  7.0 kWh  ·  14.00 kr")
            await until(page.issued.nothing.isVisible)
            assert not page.issued.table.isVisible()
            await issued(page, monkeypatch)
            assert page.issued.table.isVisible() and not page.issued.nothing.isVisible()
            assert cell(page, StatementsModel.NUMBER_) == "1"
            assert cell(page, StatementsModel.PERIOD) == "2026-10"
            assert cell(page, StatementsModel.AMOUNT) == "14.00 kr"
            assert cell(page, StatementsModel.STANDING) == "issued"
            assert page.issued.open_sum.text() == "Open: 14.00 kr"
            # Again it is refused: the session stands on the first.
            page.draft.issue.click()
            await until(lambda: "stand on statement 1 already" in page.draft.doubts.text())
            assert len(months.engine.history.money.statements()) == 1

    in_window(story())


def test_a_part_that_is_paid_leaves_the_rest_open(
    months: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            await issued(page, monkeypatch)
            PaidDialog(page, page.issued.model.issued[0]).open()
            asked: PaidDialog = dialog(page, PaidDialog)
            asked.amount.setText("much")
            asked.yes.click()
            assert asked.problem == "Write the amount as 125.50."
            asked.amount.setText("4,50")
            asked.yes.click()
            await until(lambda: dialog(page, PaidDialog) is None)
            await until(lambda: cell(page, StatementsModel.STANDING) == "paid in part")
            assert cell(page, StatementsModel.OPEN) == "9.50 kr"
            assert months.engine.history.money.statements()[0].open == Decimal("9.50")

    in_window(story())


def test_a_wrong_one_is_corrected_by_a_new_one(
    months: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            await issued(page, monkeypatch)
            page.issued.correct(page.issued.model.issued[0])
            dialog(page, Sure).yes.click()
            await until(lambda: page.issued.model.rowCount() == 2)
            standings = {each.statement.number: each.standing for each in page.issued.model.issued}
            assert standings == {1: Standing.CORRECTED, 2: Standing.ISSUED}

    in_window(story())


def test_a_charger_that_charged_nobody_has_nothing_to_issue(months: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            await until(page.draft.issue.isEnabled)
            page.draft.whose.setCurrentIndex(place_of(page.draft.whose, About(charger_id="CARPORT")))
            await until(lambda: not page.draft.issue.isEnabled())
            assert page.draft.summary.text().startswith("0 sessions")

    in_window(story())


@pytest.fixture
def neighbours(house: House) -> House:
    """In October Anna charged 10 kWh, Bo 20 and nobody 5, at 2.00 kr; Anna's card is of flat 12."""
    desk = house.engine.site
    house.wish(desk.wishes.add_charger("GARAGE", "Garage"))
    anna = house.wish(desk.cards.add_person("Anna"))
    bo = house.wish(desk.cards.add_person("Bo"))
    house.wish(desk.cards.add(Card("04A2", group="Flat 12", person_id=anna.id)))
    began = NOON - timedelta(days=30)
    keep(
        house,
        [
            session(1, began, 10_000, card="04A2", card_person_id=anna.id, **meter(0, 10)),
            session(2, began + timedelta(hours=3), 20_000, card_person_id=bo.id, **meter(10, 30)),
            session(3, began + timedelta(hours=6), 5_000, **meter(30, 35)),
        ],
    )
    for side, flat in ((Side.PAY, "1.50"), (Side.CHARGE, "2.00")):
        priced(house, side, flat)
    return house


def meter(start_kwh: int, stop_kwh: int) -> dict[str, int]:
    return {"meter_start_wh": start_kwh * 1000, "meter_stop_wh": stop_kwh * 1000}


def rows_of(table: Table) -> list[list[str]]:
    """As they are shown, hidden columns too."""
    model = table.model()
    assert model is not None
    places = range(model.columnCount())
    return [[model.index(row, place).data() for place in places] for row in range(model.rowCount())]


def test_everybodys_are_foreseen_then_issued_and_written(
    neighbours: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            page.draft.side.choose(Side.CHARGE.value)
            page.draft.everybody.click()
            asked: BatchDialog = dialog(page, BatchDialog)
            await until(lambda: asked.yes.isEnabled())
            assert rows_of(asked.table) == [
                ["Anna", "1", "10.0 kWh", "20.00 kr", "can be issued"],
                ["Bo", "1", "20.0 kWh", "40.00 kr", "can be issued"],
            ]
            assert asked.sums.text() == "2 of 2 can be issued  ·  30.0 kWh  ·  60.00 kr"
            assert asked.left.text().startswith("1 session (5.0 kWh) is of none of these")
            asked.issue_into(tmp_path / "out")
            await until(lambda: "2 files are written." in asked.said.text())
            assert [row[-1] for row in rows_of(asked.table)] == ["issued as statement 1", "issued as statement 2"]
            assert not asked.yes.isVisible() and asked.files.isVisible()
            assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
                "0001 Anna 2026-10.pdf",
                "0002 Bo 2026-10.pdf",
            ]
            # A flat is a group of cards; Anna's session stands on hers.
            asked.each.choose("group")
            asked.refresh()
            await until(lambda: rows_of(asked.table) and rows_of(asked.table)[0][0] == "Flat 12")
            assert "stand on statement 1 already" in rows_of(asked.table)[0][-1]
            await until(lambda: asked.each.isEnabled() and not asked.yes.isEnabled())

    in_window(story())


def test_where_the_files_cannot_be_written_the_statements_are_issued_all_the_same(
    neighbours: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            page.draft.everybody.click()
            asked: BatchDialog = dialog(page, BatchDialog)
            await until(lambda: asked.yes.isEnabled())
            asked.issue_into(tmp_path / "file" / "out")
            await until(lambda: asked.problem.startswith("Their files were not all written."))
            assert asked.files.isVisible()
            assert len(neighbours.engine.history.money.statements()) == 2
            asked.issue_into(tmp_path / "out")
            await until(lambda: "2 files are written." in asked.said.text())
            assert len(neighbours.engine.history.money.statements()) == 2

    in_window(story())


def test_any_time_of_any_of_the_five_is_drafted_and_previewed(
    neighbours: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            draft = page.draft
            draft.choose(About(group="Flat 12"))
            draft.month.setCurrentIndex(place_of(draft.month, FREE))
            assert draft.range.isVisible()
            for field, day in ((draft.first, date(2026, 10, 1)), (draft.last, date(2026, 10, 22))):
                set_day(field, day)
            draft.refresh()
            await until(lambda: draft.summary.text() == "0 sessions  ·  0 kWh  ·  0.00 kr")
            set_day(draft.last, date(2026, 10, 23))
            draft.refresh()
            await until(lambda: draft.summary.text() == "1 session  ·  10.0 kWh  ·  15.00 kr")
            set_day(draft.first, date(2026, 10, 24))
            draft.refresh()
            assert draft.summary.text() == "The first day lies after the last."
            assert not draft.issue.isEnabled() and not draft.preview.isEnabled()
            set_day(draft.first, date(2026, 10, 1))
            draft.refresh()
            await until(lambda: draft.preview.isEnabled())
            draft.recipient.setPlainText("Anna\n<b>Street</b> 1")
            draft.show_preview()
            await until(lambda: dialog(page, PreviewDialog) is not None)
            paper = dialog(page, PreviewDialog).paper.toPlainText()
            assert "Flat 12" not in paper.split("Period")[0]  # it is for whom was typed
            assert "<b>Street</b> 1" in paper and "15.00" in paper

    in_window(story())


def test_the_year_shows_what_was_paid_and_charged_and_its_sums_are_those_of_the_files(
    neighbours: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            page.turn_to("year")
            pane = page.year
            await until(lambda: pane.seen is not None and pane.seen.total.sessions == 3)
            words = pane.sums.text().replace("\N{NO-BREAK SPACE}", " ")
            assert words == "3 sessions  ·  35.0 kWh  ·  cost 52.50 kr  ·  charged 70.00 kr  ·  difference 17.50 kr"
            october = rows_of(pane.table)[9]
            assert october == ["October", "3", "35.00 kWh", "52.50 kr", "70.00 kr", "17.50 kr"]
            pane.what.choose("people")
            pane._fill()
            assert [row[:3] for row in rows_of(pane.table)] == [
                ["Bo", "1", "20.00 kWh"],
                ["Anna", "1", "10.00 kWh"],
                ["Nobody", "1", "5.00 kWh"],
                ["The year", "3", "35.00 kWh"],
            ]
            pane.what.choose("registers")
            pane._fill()
            assert rows_of(pane.table)[0][:3] == ["Garage", "October", "35.00"]
            assert "35.00" in pane.chart.summary() or "35.0" in pane.chart.summary()
            pane._saving.write(
                lambda path, form: page.engine.papers.year(pane.seen, path, form, "en"), tmp_path / "year.csv"
            )
            await until(lambda: pane.said.text() == "Saved as year.csv.")
            assert "70.00" in (tmp_path / "year.csv").read_text(encoding="utf-8-sig")

    in_window(story())


def test_who_owes_what_is_listed_until_it_is_paid(
    neighbours: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            monkeypatch.setattr(page, "save_statement", lambda _statement: None)
            page.turn_to("owed")
            await until(lambda: page.owed.nothing.isVisible())
            assert "Nobody owes anything." in set(words_on(page.owed))
            wanted = page.draft.wanted
            for about in (About(person_id=1), About(person_id=2)):
                neighbours.wish(neighbours.engine.site.statements.issue(replace(wanted, about=about)))
            await until(lambda: len(rows_of(page.owed.table)) == 2)
            assert page.owed.sums.text() == "45.00 kr open, of 2"
            assert [row[0] for row in rows_of(page.owed.table)] == ["Anna", "Bo"]
            page.owed._saving.write(
                lambda path, form: page.engine.papers.owed(path, form, "sv", "UTC"), tmp_path / "owed.pdf"
            )
            await until(lambda: page.owed.said.text() == "Saved as owed.pdf.")
            neighbours.wish(neighbours.engine.site.statements.note(1, PaymentKind.PAID))
            await until(lambda: len(rows_of(page.owed.table)) == 1)
            assert page.owed.sums.text() == "30.00 kr open, of 1"

    in_window(story())


def test_what_others_pay_is_theirs_to_read_and_a_company_cars_stays_one(
    months: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            draft = page.draft
            await until(lambda: draft.draft is not None)
            assert draft.summary.text().startswith("1 session  ·")
            assert draft.wanted.template is Template.PRIVATE
            press(draft.side, Side.CHARGE)
            assert draft.wanted.template is Template.TENANT
            press(draft.side, Side.PAY)
            assert draft.wanted.template is Template.PRIVATE
            draft.template.setCurrentIndex(draft.template.findData(Template.COMPANY_CAR_SE))
            press(draft.side, Side.CHARGE)
            assert draft.wanted.template is Template.COMPANY_CAR_SE

    in_window(story())


def test_what_cannot_be_issued_says_so_before_anybody_is_asked(months: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            this_month = NOON.date().replace(day=1)
            page.draft.month.setCurrentIndex(place_of(page.draft.month, this_month))
            await until(lambda: page.draft.issue.isEnabled() and page.draft.summary.text().startswith("3 sessions"))
            page.draft.issue.click()
            await until(lambda: page.draft.doubts.text() == "This time is not over yet. Issue it when it is.")
            assert dialog(page, Sure) is None

    in_window(story())


def press(control: SegmentedControl, side: Side) -> None:
    control.choose(side.value)
    control.chosen.emit(side.value)
