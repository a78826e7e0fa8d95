"""The page of prices: set through the dialog, which tells what was typed wrong, and a file looked over first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QWidget

from app.core.prices.books import Fixed, Side
from app.core.prices.kept import SeriesInfo
from app.core.prices.series import PricePoint
from app.core.prices.simple import SimplePrice
from app.core.values import replace
from app.gui.figures import midnight
from app.gui.prices.import_dialog import ImportPricesDialog
from app.gui.prices.page import PricesPage
from app.gui.prices.price_dialog import PriceDialog
from app.gui.prices.words import day_words
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import keep_past, now, words_on

QUARTER = timedelta(minutes=15)


def said(asked: PriceDialog, field: QWidget) -> str:
    return asked.bill.rows[field].problem.text()


def dialog(page: PricesPage, kind: type[QDialog]) -> Any:
    return next((each for each in page.findChildren(kind) if each.isVisible()), None)


def test_one_price_from_a_bill_is_kept_and_prices_the_past(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            page.state.action.click()
            asked: PriceDialog = dialog(page, PriceDialog)
            asked.bill.flat.setText("1,85")
            asked.first_day.setDate(QDate(2026, 1, 1))
            asked.yes.click()
            await until(lambda: dialog(page, PriceDialog) is None)
            (book,) = house.engine.history.money.books()
            (version,) = book.versions
            assert book.side is Side.PAY and book.currency == "SEK" and version.valid_from == date(2026, 1, 1)
            (part,) = version.components
            assert part.rate == Fixed(Decimal("1.85")) and part.vat_rate == Decimal("0.25") and part.vat_inside
            came_to = house.engine.history.money.sums([1, 2, 3, 4], Side.PAY)
            assert came_to[3].gross == Decimal("16.65")
            await until(page.parts.isVisible)
            assert "1.85 kr/kWh" in set(words_on(page.parts))
            assert page.today[1].text().endswith("all included  ·  1.85 kr/kWh at any time")

    in_window(story())


def test_what_was_typed_wrong_is_said_and_the_dialog_stays(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            page.set_prices()
            asked: PriceDialog = dialog(page, PriceDialog)
            asked.yes.click()
            assert said(asked, asked.bill.flat) == "Write the price of a kWh."
            asked.bill.flat.setText("cheap")
            asked.yes.click()
            assert said(asked, asked.bill.flat) == "“cheap” is not an amount. Write it as 1.85."
            asked.bill.flat.setText("2")
            asked.bill.vat.setText("120")
            asked.yes.click()
            assert said(asked, asked.bill.flat) == ""
            assert said(asked, asked.bill.vat) == "VAT is a number of per cent, from 0 to below 100."
            assert asked.isVisible()
            assert house.engine.history.money.books() == []

    in_window(story())


def test_prices_that_priced_sessions_are_not_written_over(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.nothing.isVisible)
            for amount in ("2", "3"):
                page.set_prices()
                asked: PriceDialog = dialog(page, PriceDialog)
                asked.bill.flat.setText(amount)
                asked.first_day.setDate(QDate(2026, 1, 1))
                asked.yes.click()
                await until(lambda: dialog(page, PriceDialog) is None or dialog(page, PriceDialog).problem)
            assert "have priced sessions already" in asked.problem
            asked.reject()
            (book,) = house.engine.history.money.books()
            assert [each.components[0].rate for each in book.versions] == [Fixed(Decimal(2))]

    in_window(story())


def test_a_change_begins_with_the_prices_in_force(house: House, in_window: Tell, open_room: Any) -> None:
    zones = SimplePrice(
        date(2026, 1, 1),
        day=Decimal("2.20"),
        night=Decimal("1.605"),
        weekend_is_night=True,
        tax=Decimal("0.45"),
        grid_month_fee=Decimal(49),
        vat_rate=Decimal("0.25"),
    )
    house.wish(house.engine.site.prices.put_version(Side.CHARGE, zones.version(), currency="SEK"))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            page.activated(Side.CHARGE)
            await until(page.parts.isVisible)
            page.change.click()
            asked: PriceDialog = dialog(page, PriceDialog)
            bill = asked.bill
            assert bill.kind.key == "zones" and bill.weekend.isChecked() and bill.inside.isChecked()
            assert [each.text() for each in (bill.day, bill.night, bill.tax)] == ["2.20", "1.605", "0.45"]
            bill.day.setText("2.35")
            asked.yes.click()
            await until(lambda: dialog(page, PriceDialog) is None)
            (book,) = house.engine.history.money.books()
            first, second = book.versions
            assert second.components == replace(zones, day=Decimal("2.35")).version().components
            assert first.components == zones.version().components

    in_window(story())


def test_a_file_that_lacks_a_quarter_says_so_and_is_imported_when_the_user_wants(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    begins = datetime(2026, 11, 20, 23, tzinfo=UTC)
    rows = [f"{begins + place * QUARTER:%Y-%m-%dT%H:%MZ};{40 + place}" for place in range(96) if place != 9]
    file = tmp_path / "SE3.csv"
    file.write_text("\n".join(["time;öre/kWh", *rows]), encoding="utf-8")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            page.import_file(str(file))
            asked: ImportPricesDialog = dialog(page, ImportPricesDialog)
            assert not asked.yes.isEnabled()
            await until(asked.yes.isEnabled)
            assert asked.focusWidget() is asked.name
            assert asked.yes.text() == "Import anyway"
            assert "Prices are missing from" in asked.doubts.text()
            assert house.engine.history.money.all_series() == []
            asked.yes.click()
            await until(lambda: dialog(page, ImportPricesDialog) is None)
            (series,) = house.engine.history.money.all_series()
            assert (series.id, series.prices, series.currency) == ("SE3", 95, "SEK")
            await until(page.others.isVisible)

    in_window(story())


def test_a_day_is_by_the_clock_that_the_prices_are_by(house: House, in_window: Tell, open_room: Any) -> None:
    price = SimplePrice(date(2026, 1, 1), day=Decimal(2), night=Decimal(1))
    house.wish(house.engine.site.prices.put_version(Side.PAY, price.version(), zone="Pacific/Auckland"))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            _, words, chart = page.today
            await until(lambda: words.text())
            assert words.text().startswith("Monday 23 November")
            assert chart.spoken(0).startswith("00:00–00:15: 1")
            assert chart.spoken(24).startswith("06:00–06:15: 2")

    in_window(story())


def test_a_series_is_shown_with_the_days_that_it_is_of(house: House, in_window: Tell, open_room: Any) -> None:
    begins, ends = midnight(date(2026, 11, 1)), midnight(date(2026, 11, 3))
    points = [PricePoint(begins, begins + QUARTER, Decimal("0.40")), PricePoint(ends - QUARTER, ends, Decimal("0.50"))]
    house.wish(house.engine.site.prices.put_prices(SeriesInfo("SE3", "SE3", "SEK", 900), points, None))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            await until(page.others.isVisible)
            days = f"{day_words(date(2026, 11, 1))} – {day_words(date(2026, 11, 2))}"
            assert days in set(words_on(page.others))

    in_window(story())
