"""Reports for the pictures: neighbours with a year behind them, their statements, the year, and what is owed."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import screenshots_data as data
from PySide6.QtWidgets import QDialog, QWidget
from screenshots_house import NOW, House
from screenshots_money import ZONE
from screenshots_studio import Studio

from app.core.cards import Card
from app.core.interfaces import SessionQuery
from app.core.papers.signed import SignedValue
from app.core.prices.books import Side
from app.core.prices.simple import SimplePrice
from app.core.statements import About, PaymentKind, Template, Wanted
from app.gui.reports import choices
from app.gui.reports.batch_dialog import BatchDialog
from app.gui.reports.page import ReportsPage

_FIRST = date(2026, 1, 1)
_GROUPS = ((data.ALVA, "Lägenhet 12"), (data.ELIN, "Lägenhet 12"), (data.SAGA, "Lägenhet 14"), (data.NILS, "Gäster"))


async def neighbours(house: House) -> None:
    """What they charged this year, priced on both sides; their cards in flats."""
    await data.shared(house)
    prices = house.site.prices
    pay = SimplePrice(_FIRST, flat=Decimal("1.3475"), vat_rate=Decimal("0.25"))
    await prices.put_version(Side.PAY, pay.version(), currency="SEK", zone=ZONE)
    charge = SimplePrice(_FIRST, day=Decimal("2.20"), night=Decimal("1.60"), vat_rate=Decimal("0.25"))
    await prices.put_version(Side.CHARGE, charge.version(), currency="SEK", zone=ZONE)
    await prices.settled()
    people = {each.name: each.id for each in house.engine.history.people()}
    owners = {data.ALVA: "Alva Lindqvist", data.ELIN: "Elin", data.NILS: "Lägenhet 4"}
    for number, group in _GROUPS:
        person = people.get(owners.get(number, ""))
        await house.site.cards.add(Card(number, group=group, person_id=person))


async def neighbours_issued(house: House) -> None:
    """July to September are issued: some paid, some in part, one long open."""
    await neighbours(house)
    desk, issued = house.site.statements, []
    for month in (7, 8, 9):
        begins, ends = (NOW.replace(month=each, day=1, hour=0, minute=0) for each in (month, month + 1))
        people = [each.id for each in house.engine.history.people()]
        wanted = [
            Wanted(About(person_id=each), begins, ends, ZONE, Side.CHARGE, Template.TENANT, "sv") for each in people
        ]
        issued += [each.issued for each in await desk.issue_ready(wanted) if each.issued is not None]
    for place, statement in enumerate(issued):
        if place % 3 == 0:
            await desk.note(statement.number, PaymentKind.PAID)
        elif place % 3 == 1:
            await desk.note(statement.number, PaymentKind.HANDED_OVER)
        if place == 4:
            await desk.note(statement.number, PaymentKind.PAID, Decimal(100))


async def signed(house: House) -> None:
    """A session in the garage whose meter signed its beginning and its end."""
    await data.little(house)
    over = [each for each in house.engine.history.sessions(SessionQuery(charger_id=data.GARAGE)) if each.stopped_at]
    for each in over:
        begun = SignedValue(each.started_at, "OCMF|{}|{}", "Transaction.Begin")
        ended = SignedValue(each.stopped_at or each.started_at, "OCMF|{}|{}", "Transaction.End")
        house.records.add_signed(each.id, (begun, ended))
    written = house.records.settled()
    if written is not None:
        await written


async def free_range(studio: Studio) -> None:
    page = _page(studio)
    page.draft.side.choose(Side.CHARGE.value)
    page.draft.month.setCurrentIndex(choices.place_of(page.draft.month, choices.FREE))
    while not page.draft.draft:  # until it is drafted
        await studio.settled()


async def picking(studio: Studio) -> QWidget | None:
    page = _page(studio)
    page.draft.whose.showPopup()
    return page.draft.whose.view().window()


async def preview(studio: Studio) -> QWidget | None:
    page = _page(studio)
    page.draft.side.choose(Side.CHARGE.value)
    page.draft.issuer.setPlainText("Brf Eken\nStorgatan 1, 123 45 Storstad")
    people = [each for each in studio.house.engine.history.people() if each.name == "Elin"]
    page.draft.choose(About(person_id=people[0].id))
    await studio.settled()
    page.draft.show_preview()
    await studio.settled()
    return _dialog(studio)


async def batch(studio: Studio) -> QWidget | None:
    dialog = await _batch(studio)
    await studio.settled()
    return dialog


async def batch_done(studio: Studio) -> QWidget | None:
    dialog = await _batch(studio)
    await studio.settled()
    with tempfile.TemporaryDirectory(prefix="laddvakt-statements-") as folder:
        dialog.issue_into(Path(folder))
        while not dialog.files.isVisible():  # until they are issued and written
            await studio.settled()
        await studio.settled()
    return dialog


async def year(studio: Studio) -> None:
    _page(studio).turn_to("year")


async def year_people(studio: Studio) -> None:
    page = _page(studio)
    page.turn_to("year")
    page.year.by.choose("person")
    page.year.what.choose("people")


async def year_registers(studio: Studio) -> None:
    page = _page(studio)
    page.turn_to("year")
    page.year.what.choose("registers")


async def owed(studio: Studio) -> None:
    _page(studio).turn_to("owed")


async def _batch(studio: Studio) -> BatchDialog:
    page = _page(studio)
    page.draft.side.choose(Side.CHARGE.value)
    await studio.settled()
    page.draft.everybody.click()
    found = _dialog(studio)
    if not isinstance(found, BatchDialog):
        raise TypeError(f"{found!r} is not the dialog of many statements")
    return found


def _page(studio: Studio) -> ReportsPage:
    studio.window.open_page("reports", None)
    page = studio.window.current_page
    if not isinstance(page, ReportsPage):
        raise TypeError(f"{page!r} is not the page of reports")
    return page


def _dialog(studio: Studio) -> QWidget | None:
    return next((each for each in studio.window.findChildren(QDialog) if each.isVisible()), None)
