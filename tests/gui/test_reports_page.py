"""The page of reports: a draft, issued, listed, paid in part, and corrected by a new one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from app.core.statements import About, Standing
from app.gui.reports.choices import place_of
from app.gui.reports.model import StatementsModel
from app.gui.reports.page import ReportsPage
from app.gui.reports.paid_dialog import PaidDialog
from app.gui.widgets.dialog import Sure
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import keep_past, now
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
    dialog(page, Sure).yes.click()
    await until(lambda: page.issued.model.rowCount())


def test_a_statement_is_drafted_issued_and_stands_in_the_list(
    months: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(ReportsPage, now)
            await until(lambda: page.draft.summary.text() == "1 sessions  ·  7.0 kWh  ·  14.00 kr")
            assert page.issued.nothing.isVisible() and not page.issued.table.isVisible()
            await issued(page, monkeypatch)
            assert page.issued.table.isVisible() and not page.issued.nothing.isVisible()
            assert cell(page, StatementsModel.NUMBER_) == "1"
            assert cell(page, StatementsModel.PERIOD) == "2026-10"
            assert cell(page, StatementsModel.AMOUNT) == "14.00 kr"
            assert cell(page, StatementsModel.STANDING) == "issued"
            assert page.issued.open_sum.text() == "Open: 14.00 kr"
            # Again it is refused: the session stands on the first.
            page.draft.issue.click()
            dialog(page, Sure).yes.click()
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
