"""Prices and statements for the pictures: a month that is priced by spot, and charged by day and night."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import screenshots_data as data
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from screenshots_house import NOW, House
from screenshots_studio import Studio

from app.core.displays.display import Display, Showing, TariffState
from app.core.prices.bill import Part
from app.core.prices.books import Side
from app.core.prices.folder import FolderState, TakenFile, WaitingFile, WatchedFolder
from app.core.prices.kept import SeriesInfo, sum_of
from app.core.prices.series import PricePoint
from app.core.prices.series_file import WhyPrices
from app.core.prices.simple import SimplePrice
from app.core.prices.tariff import Unsayable
from app.core.reckoning import foreseen
from app.core.statements import About, PaymentKind, Template, Wanted
from app.gui.prices.bill_dialog import BillDialog
from app.gui.prices.page import PricesPage

SHOWN = Display(data.GARAGE, Showing.YES, tariff=TariffState.HELD)
OFF = Display(data.GARAGE, Showing.OFF)
UNSAID = Display(data.GARAGE, Showing.UNTOLD, tariff=TariffState.UNSAYABLE, why=Unsayable.SERIES)

ZONE = "Europe/Stockholm"
QUARTER = timedelta(minutes=15)
_FIRST = date(2026, 1, 1)
_PARTS = {Part.ENERGY: "2 278,15", Part.GRID: "1 256,60", Part.TAX: "1 854", Part.FEE: "122,50"}


async def priced(house: House) -> None:
    await data.month(house)
    await _price(house)


async def shared(house: House) -> None:
    """The same prices where several people charge."""
    await data.shared(house)
    await _price(house)


async def little(house: House) -> None:
    """The same prices at one charger."""
    await data.little(house)
    await _price(house)


async def _price(house: House) -> None:
    prices = house.site.prices
    begins = (NOW - timedelta(days=60)).replace(hour=0, minute=0)
    points = [point(begins + place * QUARTER) for place in range(61 * 96)]
    await prices.put_prices(SeriesInfo("SE3", "SE3", "SEK", 900), points, None)
    spot = SimplePrice(
        _FIRST,
        series_id="SE3",
        markup=Decimal("0.05"),
        fees=Decimal("0.604"),
        month_fee=Decimal(49),
        vat_rate=Decimal("0.25"),
        vat_inside=False,
    )
    await prices.put_version(Side.PAY, spot.version(), currency="SEK", zone=ZONE)
    zones = SimplePrice(_FIRST, day=Decimal("2.20"), night=Decimal("1.60"), vat_rate=Decimal("0.25"))
    await prices.put_version(Side.CHARGE, zones.version(), currency="SEK", zone=ZONE)


async def live(house: House) -> None:
    """What runs was reckoned just now, as it is every half minute."""
    await priced(house)
    running = [each.session for each in house.site.registry.outlets.values() if each.session is not None]
    sessions = [each for each in running if each.open]
    for side, book in house.site.prices.books.items():
        found = foreseen(house.engine.history, book, sessions, NOW, {}, {})
        for session_id, (came_to, ahead) in found.items():
            known = sum_of(session_id, side, came_to, NOW, final=False, ahead=ahead)
            house.site.prices.live[session_id, side] = known


def point(start: datetime) -> PricePoint:
    hour = start.hour + start.minute / 60
    value = 0.55 + 0.35 * math.sin((hour - 3) / 24 * 2 * math.pi) + 0.25 * math.exp(-((hour - 17) ** 2) / 4) - 0.2
    return PricePoint(start, start + QUARTER, Decimal(round(value * 1000)) / 1000)


async def issued(house: House) -> None:
    """Statements of the month before, for three chargers: one paid, one in part, one handed over."""
    await priced(house)
    desk = house.site.statements
    begins, ends = (NOW.replace(month=each, day=1, hour=0, minute=0) for each in (NOW.month - 1, NOW.month))
    numbers = []
    for charger in house.engine.history.chargers()[:3]:
        about, side = About(charger_id=charger.id), Side.CHARGE
        wanted = Wanted(about, begins, ends, ZONE, side, Template.TENANT, "sv")
        draft = await desk.draft(wanted)
        if draft.rows and not draft.unpriced:
            numbers.append((await desk.issue(wanted)).number)
    for number, kind, amount in zip(
        numbers,
        (PaymentKind.PAID, PaymentKind.PAID, PaymentKind.HANDED_OVER),
        (None, Decimal(50), None),
        strict=False,
    ):
        await desk.note(number, kind, amount)


async def prices_pay(studio: Studio) -> None:
    _prices(studio, Side.PAY)


async def prices_charge(studio: Studio) -> None:
    _prices(studio, Side.CHARGE)


async def price_folder(studio: Studio) -> None:
    """A file was taken in today, one waits for an answer, one is none of prices."""
    folder = Path.home() / "Prices"
    file = folder / "2026-10-25 SE3.csv"
    waiting = (
        WaitingFile(file.name, str(file), WhyPrices.UNIT),
        WaitingFile("letter.txt", str(folder / "letter.txt"), WhyPrices.NOT_RECOGNISED),
    )
    taken = TakenFile("2026-10-24_SE3.json", "SE3", 96, NOW - timedelta(hours=5))
    watched = WatchedFolder(str(folder), FolderState.WATCHING, taken, waiting)
    studio.house.site.prices.watches(watched)
    page = _prices(studio, Side.PAY)
    await studio.settled()
    area = page.findChild(QScrollArea)
    if area is not None:
        area.ensureWidgetVisible(page.folder)


async def reports(studio: Studio) -> None:
    studio.open("reports", None)


async def set_prices(studio: Studio) -> QWidget | None:
    page = _prices(studio, Side.PAY)
    await studio.settled()
    page.set_prices()
    return _dialog(studio)


async def check_bill(studio: Studio) -> QWidget | None:
    """A bill without the monthly fee."""
    return await _bill(studio, "5 388,75")


async def check_bill_parts(studio: Studio) -> QWidget | None:
    """The fee stands on it twice."""
    return await _bill(studio, "5 511,25", _PARTS)


async def _bill(studio: Studio, total: str, parts: Mapping[Part, str] = MappingProxyType({})) -> QWidget | None:
    page = _prices(studio, Side.PAY)
    await studio.settled()
    page.check_bill()
    dialog = _dialog(studio)
    if isinstance(dialog, BillDialog):
        dialog.kwh.setText("4 120")
        dialog.total.setText(total)
        if parts:
            dialog.unfold.click()
        for part, amount in parts.items():
            dialog.part_fields[part].setText(amount)
        dialog.look()
    return dialog


async def import_prices(studio: Studio) -> QWidget | None:
    """A file that lacks a quarter."""
    page = _prices(studio, Side.PAY)
    await studio.settled()
    with tempfile.TemporaryDirectory(prefix="laddvakt-prices-") as folder:
        file = Path(folder) / "2026-10-23_SE3.csv"
        start = NOW.replace(hour=22, minute=0)
        lines = [f"{start + place * QUARTER:%Y-%m-%dT%H:%MZ};{40 + place % 24}" for place in range(96) if place != 9]
        file.write_text("\n".join(["time;öre/kWh", *lines]), encoding="utf-8")
        page.import_file(str(file))
        await studio.settled()
    return _dialog(studio)


def _prices(studio: Studio, side: Side) -> PricesPage:
    studio.window.open_page("prices", side)
    page = studio.window.current_page
    if not isinstance(page, PricesPage):
        raise TypeError(f"{page!r} is not the page of prices")
    return page


def _dialog(studio: Studio) -> QWidget | None:
    return next((each for each in studio.window.findChildren(QDialog) if each.isVisible()), None)
