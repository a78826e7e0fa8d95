"""Check against my bill: the answer stands beside the figures while they are typed, and nothing is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.prices.bill import Part
from app.core.prices.books import Side
from app.gui.prices.bill_dialog import BillDialog
from app.gui.prices.page import PricesPage
from app.gui.prices.words import money
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import keep_past, now, words_on
from tests.gui.priced import priced
from tests.gui.test_prices_page import dialog


def opened(page: PricesPage) -> BillDialog:
    page.check.click()
    found: BillDialog = dialog(page, BillDialog)
    return found


def test_a_bill_is_compared_as_it_is_typed_with_comma_or_point(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    priced(house, flat="2.00")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.parts.isVisible)
            asked = opened(page)
            assert asked.month.currentText() == "October 2026", "of this month there is no bill yet"
            assert not asked.sides.isVisible(), "there is but one book"
            said = lambda: set(words_on(asked.answer))  # noqa: E731 - read again and again
            assert "Write the kWh and the sum of the bill, and the answer stands here." in said()
            asked.kwh.setText("812")
            asked.total.setText("1 624,00")
            await until(lambda: "The bill agrees to the öre." in said())
            assert "The chargers took 7.0 kWh of it, 0.9 %." in said()
            asked.total.setText("1,624.20")
            await until(lambda: "They agree within 0.20 kr." in said())
            asked.total.setText("1299.20")
            await until(lambda: "The bill is 324.80 kr lower." in said())
            says = money(Decimal("1299.20"), "SEK")
            assert f"The bill's sum may be without VAT. Then it should be {says}, and agrees." in said()
            asked.total.setText("dear")
            await until(lambda: asked.problem == "“dear” is not an amount. Write it as 1.85.")
            asked.total.setText("162400")
            await until(lambda: any("a hundred times too large" in each for each in said()))
            assert not asked.problem
            asked.reject()
            assert len(house.engine.history.money.books()) == 1

    in_window(story())


def test_both_books_and_the_parts_of_the_bill_are_compared(house: House, in_window: Tell, open_room: Any) -> None:
    priced(house, flat="2.00", fees="0.50")
    priced(house, Side.CHARGE, flat="3.00")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.parts.isVisible)
            asked = opened(page)
            said = lambda: set(words_on(asked.answer))  # noqa: E731 - read again and again
            asked.kwh.setText("100")
            asked.total.setText("250")
            await until(lambda: "The bill agrees to the öre." in said())
            asked.sides.choose(Side.CHARGE.value)
            asked.sides.chosen.emit(Side.CHARGE.value)
            await until(lambda: "The bill is 50.00 kr lower." in said())
            asked.sides.chosen.emit(Side.PAY.value)
            asked.unfold.click()
            assert asked.parts.isVisibleTo(asked)
            for part, amount in ((Part.ENERGY, "200"), (Part.GRID, "30"), (Part.TAX, "25")):
                asked.part_fields[part].setText(amount)
            asked.total.setText("255")
            await until(lambda: "The bill's parts, with VAT" in said())
            assert "Transfer (grid) and Energy tax, 55.00 kr, 50.00 kr, +5.00 kr" in said()

    in_window(story())


def test_a_month_without_prices_says_so(house: House, in_window: Tell, open_room: Any) -> None:
    priced(house, first=date(2026, 11, 1))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.parts.isVisible)
            asked = opened(page)
            asked.kwh.setText("1")
            asked.total.setText("2")
            await until(lambda: "No prices are known for that month." in set(words_on(asked.answer)))

    in_window(story())
