"""Prices are begun from those that come with the program, and kept as the user leaves them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.prices.books import Fixed, Series, Side
from app.gui.prices.page import PricesPage
from app.gui.prices.price_dialog import PriceDialog
from tests.gui.conftest import House, Tell, until


def test_swedish_prices_are_begun_from_the_tax_and_vat_that_are_known(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            asked = PriceDialog(room.page(PricesPage), Side.PAY, None, [])
            asked.open()
            await until(lambda: asked.start.isVisible())
            names = [asked.start.itemText(place) for place in range(asked.start.count())]
            assert names == ["Nothing", "Sweden", "United Kingdom", "Netherlands", "Another country"]
            choose(asked, 3)
            assert (asked.currency.currentText(), asked.bill.vat.text(), asked.bill.tax.text()) == ("EUR", "0", "")
            choose(asked, 1)
            assert asked.bill.kind.key == "spot"
            assert (asked.currency.currentText(), asked.bill.vat.text(), asked.bill.tax.text()) == (
                "SEK",
                "25",
                "0.360",
            )
            assert not asked.bill.inside.isChecked()
            assert asked.zone.currentText() == "Europe/Stockholm"
            assert "rates change" in asked.warning.text() and "villalivet.se 2026-02-03" in asked.source.text()
            asked.yes.click()
            await until(lambda: Side.PAY in house.engine.site.prices.books)
            book = house.engine.site.prices.books[Side.PAY]
            assert (book.currency, book.zone) == ("SEK", "Europe/Stockholm")
            rates = [(each.rate, each.vat_rate, each.vat_inside) for each in book.versions[0].components]
            assert rates == [
                (Series("SE3"), Decimal("0.25"), False),
                (Fixed(Decimal("0.360")), Decimal("0.25"), False),
            ]

    in_window(story())


def test_a_flat_rate_is_written_as_the_price_of_a_kilowatt_hour(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            asked = PriceDialog(room.page(PricesPage), Side.CHARGE, None, [])
            asked.open()
            await until(lambda: asked.start.isVisible())
            choose(asked, 1)
            assert (asked.bill.kind.key, asked.bill.flat.text(), asked.currency.currentText()) == (
                "flat",
                "0.34",
                "EUR",
            )
            assert asked.bill.flat.isVisible() and not asked.bill.series.isVisible()
            asked.first_day.setDate(date(2026, 1, 1))
            asked.reject()

    in_window(story())


def choose(asked: PriceDialog, place: int) -> None:
    asked.start.setCurrentIndex(place)
    asked.start.activated.emit(place)
