"""The editor of the whole stack in its window: lines are added, moved and taken out, and versions in use stay."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.core.prices.books import Book, Condition, Dimension, Fixed, Side, Version
from app.core.prices.document import document_of
from app.core.prices.revising import Revision
from app.core.prices.simple import SimplePrice
from app.core.values import replace
from app.gui.prices.page import PricesPage
from app.gui.prices.price_dialog import PriceDialog
from app.gui.prices.stack.component_dialog import ComponentDialog
from app.gui.prices.stack.dialog import StackDialog
from app.gui.prices.stack.opening import Mode, begun, copied, opened
from app.gui.prices.versions import VersionRow
from app.gui.widgets.dialog import Sure
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import keep_past, now, words_on
from tests.gui.priced import priced
from tests.gui.random_books import whole_book

NEXT = SimplePrice(date(2027, 1, 1), flat=Decimal("2.00"), vat_rate=Decimal("0.25"))


def later(house: House) -> None:
    """Prices of next year, by which nothing was priced."""
    house.wish(house.engine.site.prices.revise(Revision(Side.PAY, NEXT.version(), "SEK", "UTC")))


def shown(widget: Any, kind: type[QDialog]) -> Any:
    return next((each for each in widget.findChildren(kind) if each.isVisible()), None)


def book_of(house: House) -> Book:
    return house.engine.site.prices.books[Side.PAY]


def add(stack: StackDialog, kind: str, amount: str) -> ComponentDialog:
    stack.add_one(kind)
    asked: ComponentDialog = shown(stack, ComponentDialog)
    asked.form.rate.amount.edit.setText(amount)
    return asked


def test_a_book_is_made_by_hand_and_kept_whole(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            page.set_prices()
            wizard: PriceDialog = shown(page, PriceDialog)
            wizard.zone.setCurrentText("Europe/Stockholm")
            wizard.first_day.setDate(QDate(2026, 11, 1))
            wizard.more.click()
            stack: StackDialog = shown(page, StackDialog)
            stack.yes.click()
            assert stack.problem == "Add at least one price."
            asked = add(stack, "energy", "1,25")
            asked.form.name.edit.setText("Natt")
            asked.form.when.open()
            asked.form.conditions.add.click()
            condition = asked.form.conditions.forms[0]
            condition.from_time.edit.setText("22:00")
            condition.to_time.edit.setText("06:00")
            asked.yes.click()
            asked = add(stack, "idle_time", "0.80")
            asked.yes.click()
            assert [each.dimension for each in stack.components] == [Dimension.ENERGY, Dimension.IDLE_TIME]
            assert stack.focusWidget() is stack.list.rows[1]
            stack.version_form.note.edit.setText("Från elavtalet")
            stack.yes.click()
            await until(lambda: shown(page, StackDialog) is None)
            book = book_of(house)
            assert (book.currency, book.zone) == ("SEK", "Europe/Stockholm")
            (version,) = book.versions
            assert (version.valid_from, version.note) == (date(2026, 11, 1), "Från elavtalet")
            night, idle = version.components
            assert (night.name, night.rate, night.vat_rate, night.vat_inside) == (
                "Natt",
                Fixed(Decimal("1.25")),
                Decimal("0.25"),
                True,
            )
            assert night.when == (Condition(from_time=time(22), to_time=time(6)),)
            assert idle.grace_s == 900

    in_window(story())


def test_what_the_wizard_says_goes_on_in_the_editor(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            page.set_prices()
            wizard: PriceDialog = shown(page, PriceDialog)
            bill = wizard.bill
            bill.kind.choose("mixed")
            bill.show_kind()
            for field, text in ((bill.flat, "1,00"), (bill.share, "40"), (bill.markup, "0.10"), (bill.tax, "0.549")):
                field.setText(text)
            bill.series.setCurrentText("SE3")
            bill.grid_month_fee.setText("395")
            wizard.more.click()
            stack: StackDialog = shown(page, StackDialog)
            rates = [each.rate for each in stack.components]
            assert [each.name for each in stack.components] == ["fixed", "spot", "markup", "tax", "grid month"]
            assert rates[0] == Fixed(Decimal("0.40")) and rates[2] == Fixed(Decimal("0.06"))
            assert rates[1].multiplier == Decimal("0.6")
            stack._keep()
            await until(lambda: shown(page, StackDialog) is None)
            assert len(book_of(house).versions[0].components) == 5

    in_window(story())


def test_fees_without_a_price_are_not_lost_on_the_way_to_every_detail(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            page.set_prices()
            wizard: PriceDialog = shown(page, PriceDialog)
            wizard.bill.transfer.setText("0,31")
            wizard.more.click()
            assert shown(page, StackDialog) is None and wizard.isVisible()
            assert wizard.bill.rows[wizard.bill.flat].problem.text() == "Write the price of a kWh."
            wizard.bill.flat.setText("1,35")
            wizard.more.click()
            stack: StackDialog = shown(page, StackDialog)
            assert [each.name for each in stack.components] == ["energy", "transfer"]

    in_window(story())


def test_prices_in_use_are_only_looked_at_and_new_ones_begin_as_they_are(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    priced(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(lambda: page.findChildren(VersionRow))
            row = page.findChildren(VersionRow)[0]
            assert row.open.text() == "Look…"
            row.open.click()
            look: StackDialog = shown(page, StackDialog)
            assert any("so they stay as they are" in each for each in words_on(look))
            assert look.add.isHidden() and not look.first_day.edit.isEnabled()
            assert all(each.more.isHidden() for each in look.list.rows)
            QTest.keyClick(look.list.rows[0], Qt.Key.Key_Delete)
            assert len(look.components) == 1
            look.yes.click()
            await until(lambda: shown(page, StackDialog) not in (None, look))
            copy: StackDialog = shown(page, StackDialog)
            assert copy.first_day.edit.text() == "2026-12-01"
            QTest.keyClick(copy.list.rows[0], Qt.Key.Key_Return)
            asked: ComponentDialog = shown(copy, ComponentDialog)
            asked.form.rate.amount.edit.setText("2.50")
            asked.yes.click()
            copy.first_day.edit.setText("2026-01-01")
            copy.yes.click()
            assert "already: change those, or choose another first day" in copy.first_day.line.text()
            copy.first_day.edit.setText("2026-12-01")
            copy.yes.click()
            await until(lambda: shown(page, StackDialog) is None)
            first, second = book_of(house).versions
            assert first.used and first.components[0].rate == Fixed(Decimal("2.00"))
            assert second.valid_from == date(2026, 12, 1) and second.components[0].rate == Fixed(Decimal("2.50"))

    in_window(story())


def test_prices_that_priced_nothing_are_changed_in_place_or_removed(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep_past(house)
    priced(house)
    later(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(lambda: len(page.findChildren(VersionRow)) == 2)
            page._open_version(book_of(house).versions[1])
            stack: StackDialog = shown(page, StackDialog)
            stack.first_day.edit.setText("2027-02-01")
            stack.yes.click()
            await until(lambda: shown(page, StackDialog) is None)
            assert [each.valid_from for each in book_of(house).versions] == [date(2026, 1, 1), date(2027, 2, 1)]
            page._open_version(book_of(house).versions[1])
            stack = shown(page, StackDialog)
            stack.remove.click()
            sure: Sure = shown(stack, Sure)
            sure.yes.click()
            await until(lambda: shown(page, StackDialog) is None)
            assert [each.valid_from for each in book_of(house).versions] == [date(2026, 1, 1)]

    in_window(story())


def test_the_last_prices_are_removed_and_others_begin_in_another_currency(
    house: House, in_window: Tell, open_room: Any
) -> None:
    later(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(lambda: page.findChildren(VersionRow))
            page._open_version(book_of(house).versions[0])
            stack: StackDialog = shown(page, StackDialog)
            stack.remove.click()
            shown(stack, Sure).yes.click()
            await until(page.nothing.isVisible)
            page.set_prices()
            wizard: PriceDialog = shown(page, PriceDialog)
            wizard.currency.setCurrentText("EUR")
            wizard.zone.setCurrentText("Mars/Olympus")
            wizard.bill.flat.setText("0,30")
            wizard.yes.click()
            assert wizard._rows[wizard.zone].problem.text().startswith("“Mars/Olympus” is no time zone.")
            wizard.zone.setCurrentText("Europe/Berlin")
            wizard.yes.click()
            await until(lambda: book_of(house).versions)
            assert (book_of(house).currency, book_of(house).zone) == ("EUR", "Europe/Berlin")

    in_window(story())


def test_lines_are_moved_doubled_and_taken_out_by_the_keyboard(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            version = replace(NEXT, fees=Decimal("0.5"), month_fee=Decimal(39)).version()
            page.open_stack(begun(Book(Side.PAY, "SEK", "UTC"), version))
            stack: StackDialog = shown(page, StackDialog)

            def names() -> list[str]:
                return [each.name for each in stack.components]

            assert names() == ["energy", "fees", "month"]
            QTest.keyClick(stack.list.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
            assert names() == ["fees", "energy", "month"]
            assert stack.focusWidget() is stack.list.rows[1]
            QTest.keyClick(stack.list.rows[1], Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
            assert names() == ["fees", "energy", "energy", "month"]
            first, again = stack.components[1:3]
            assert first.part != again.part, "they add up"
            QTest.keyClick(stack.list.rows[3], Qt.Key.Key_Delete)
            assert names() == ["fees", "energy", "energy"]
            stack.reject()
            assert stack.isVisible(), "what was done is not thrown away by one key"
            shown(stack, Sure).yes.click()
            await until(lambda: shown(page, StackDialog) is None)
            assert Side.PAY not in house.engine.site.prices.books

    in_window(story())


def test_the_preview_says_what_a_session_costs_by_what_is_typed(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            page.open_stack(begun(Book(Side.PAY, "SEK", "Europe/Stockholm"), NEXT.version()))
            stack: StackDialog = shown(page, StackDialog)
            await until(lambda: stack.preview.total.text() == "40.00 kr with VAT")
            asked = add(stack, "session", "5")
            asked.yes.click()
            await until(lambda: stack.preview.total.text() == "45.00 kr with VAT")
            asked = add(stack, "series", "")
            asked.form.rate.series_id.box.setEditText("SE3")
            asked.yes.click()
            await until(lambda: stack.preview.total.text() == "not known")
            assert stack.preview.notes.text().startswith("The prices of SE3 are not known for this day.")
            stack._act("remove", 2)
            stack.book_form.display.choose(False)
            await until(lambda: stack.preview.total.text() == "36.00 kr without VAT")

    in_window(story())


def test_a_version_that_is_opened_and_kept_leaves_the_document_as_it_was(
    house: House, in_window: Tell, open_room: Any
) -> None:
    """Every field goes through the forms and the store, and what stands in the file stays."""
    book = replace(whole_book(4), side=Side.PAY)
    house.wish(house.engine.site.prices.put_book(book))
    before = document_of(book_of(house))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            for version in book_of(house).versions:
                if not version.components:
                    continue
                page.open_stack(opened(book_of(house), version))
                stack: StackDialog = shown(page, StackDialog)
                assert not stack.touched
                for place, component in enumerate(version.components):
                    stack._edit(component, place)
                    asked: ComponentDialog = shown(stack, ComponentDialog)
                    asked.yes.click()
                stack.yes.click()
                await until(lambda: shown(page, StackDialog) is None)
            assert document_of(book_of(house)) == before

    in_window(story())


def test_new_prices_begin_on_the_first_of_a_month_after_all_that_there_are() -> None:
    version = Version(date(2027, 3, 15), NEXT.version().components, used=True)
    opening = copied(Book(Side.PAY, "SEK", "UTC", (version,)), version, date(2026, 11, 22))
    assert (opening.mode, opening.version.valid_from, opening.version.used) == (Mode.NEW, date(2027, 4, 1), False)
    december = copied(Book(Side.PAY, "SEK", "UTC"), version, date(2026, 12, 31))
    assert december.version.valid_from == date(2027, 1, 1)
