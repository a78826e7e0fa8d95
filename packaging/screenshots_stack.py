"""The editor of the whole stack of prices for the pictures: in each of its states, and what it opens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, time
from decimal import Decimal
from typing import TypeVar

import screenshots_money as money
from PySide6.QtWidgets import QDialog, QWidget
from screenshots_house import House
from screenshots_studio import Studio

from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    Free,
    HolidaySet,
    Limit,
    PeakRule,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Unit,
    Version,
    Window,
)
from app.core.prices.revising import Revision
from app.gui.prices.page import PricesPage
from app.gui.prices.price_dialog import PriceDialog
from app.gui.prices.stack.component_dialog import ComponentDialog
from app.gui.prices.stack.dialog import StackDialog
from app.gui.prices.stack.opening import begun

_Kind = TypeVar("_Kind", bound=QDialog)
Stage = Callable[[Studio], Awaitable[QWidget | None]]

_VAT = Decimal("0.25")
_WORKDAY = Condition(
    from_time=time(7), to_time=time(19), weekdays=frozenset(range(1, 6)), months=frozenset((11, 12, 1, 2, 3))
)
_NIGHT = Condition(from_time=time(22), to_time=time(6))
_RICH = (
    Component(
        Dimension.ENERGY, Series("SE3", Decimal(1), Decimal("0.04"), Decimal(0)), "spot", "energy", vat_rate=_VAT
    ),
    Component(
        Dimension.ENERGY, Fixed(Decimal("0.76")), "Transfer, high", "grid", vat_rate=_VAT, when=(_WORKDAY,), priority=1
    ),
    Component(Dimension.ENERGY, Fixed(Decimal("0.305")), "Transfer, low", "grid", vat_rate=_VAT),
    Component(Dimension.ENERGY, Fixed(Decimal("0.439")), "tax", "tax", vat_rate=_VAT),
    Component(
        Dimension.PEAK_POWER,
        Fixed(Decimal(65)),
        vat_rate=_VAT,
        peak=PeakRule(3, True, 60, 0, (Window(_NIGHT, Decimal("0.5")), Window(Condition(), Decimal(1)))),
    ),
    Component(Dimension.CALENDAR_MONTH, Fixed(Decimal(395)), "grid month", "grid", vat_rate=_VAT),
)
_GUESTS = (
    Component(
        Dimension.ENERGY,
        Tiers(Scope.MONTH_CARD, (Tier(Decimal(100), Decimal("2.20")), Tier(None, Decimal("2.90")))),
        "Guests",
        vat_rate=_VAT,
        vat_inside=True,
        free=Free(Decimal(5)),
    ),
    Component(Dimension.SESSION, Fixed(Decimal(5)), "start", vat_rate=_VAT, vat_inside=True),
    Component(
        Dimension.IDLE_TIME,
        Fixed(Decimal("0.80")),
        unit=Unit.MINUTE,
        vat_rate=_VAT,
        vat_inside=True,
        grace_s=1800,
        quiet=(Condition(from_time=time(22), to_time=time(7)),),
        cap=Decimal(150),
    ),
)


async def versions(house: House) -> None:
    """Two versions that priced sessions, and one of next year's."""
    await money.priced(house)
    prices = house.site.prices
    days = HolidaySet("SE", frozenset((date(2027, 1, 6), date(2027, 12, 24))))
    later = Version(date(2027, 1, 1), _RICH, note="The grid company's new power charge", holiday_sets=(days,))
    await prices.revise(Revision(Side.PAY, later, "SEK", "Europe/Stockholm", "Home"))
    guests = Version(date(2027, 1, 1), _GUESTS, note="For guests", most=Limit(Decimal(400), _VAT, True))
    await prices.revise(Revision(Side.CHARGE, guests, "SEK", "Europe/Stockholm", "Guests"))


def wizard(kind: str, *, start: int = 0, wrong: bool = False) -> Stage:
    async def show(studio: Studio) -> QWidget | None:
        page = _page(studio, Side.PAY)
        await studio.settled()
        page.set_prices()
        asked = _open(studio, PriceDialog)
        await studio.settled()
        asked.bill.kind.choose(kind)
        asked.bill.show_kind()
        if start:
            asked.start.setCurrentIndex(start)
            asked.start.activated.emit(start)
        if wrong:
            asked.bill.flat.setText("185")
            asked.bill.tax.setText("1,85 kr")
            asked.yes.click()
        await studio.settled()
        return asked

    return show


def editor(side: Side, place: int) -> Stage:
    """Of the version that stands there in the list."""

    async def show(studio: Studio) -> QWidget | None:
        page = await _read(studio, side)
        page._open_version(_book(page).versions[place])
        await studio.settled()
        return _open(studio, StackDialog)

    return show


async def editor_copy(studio: Studio) -> QWidget | None:
    page = await _read(studio, Side.PAY)
    page.edit_stack()
    await studio.settled()
    return _open(studio, StackDialog)


async def editor_empty(studio: Studio) -> QWidget | None:
    page = await _read(studio, Side.PAY)
    page.open_stack(begun(Book(Side.PAY, "SEK", "Europe/Stockholm"), Version(date(2027, 1, 1), ())))
    await studio.settled()
    return _open(studio, StackDialog)


async def editor_wrong(studio: Studio) -> QWidget | None:
    """A first day on which others begin, and a limit that is none."""
    await editor_copy(studio)
    asked = _open(studio, StackDialog)
    asked.first_day.edit.setText("2027-01-01")
    asked.about.open()
    asked.version_form.least.amount.edit.setText("1e9")
    asked.yes.click()
    await studio.settled()
    return asked


def component(side: Side, place: int, *, down: bool = False, wrong: bool = False) -> Stage:
    """A line of the newest version, in its dialog; `down`: its end."""

    async def show(studio: Studio) -> QWidget | None:
        await editor(side, -1)(studio)
        _open(studio, StackDialog)._act("change", place)
        await studio.settled()
        asked = _open(studio, ComponentDialog)
        if wrong:
            asked.form.rate.amount.edit.setText("76")
            asked.form.vat.edit.setText("NaN")
            asked.yes.click()
        if down:
            bar = asked.area.verticalScrollBar()
            bar.setValue(bar.maximum())
        await studio.settled()
        return asked

    return show


async def _read(studio: Studio, side: Side) -> PricesPage:
    page = _page(studio, side)
    await studio.settled()
    return page


def _page(studio: Studio, side: Side) -> PricesPage:
    studio.window.open_page("prices", side)
    page = studio.window.current_page
    if not isinstance(page, PricesPage):
        raise TypeError(f"{page!r} is not the page of prices")
    return page


def _book(page: PricesPage) -> Book:
    book = page._seen.book if page._seen is not None else None
    if book is None:
        raise ValueError("the page has read no prices")
    return book


def _open(studio: Studio, kind: type[_Kind]) -> _Kind:
    return next(each for each in studio.window.findChildren(kind) if each.isVisible())
