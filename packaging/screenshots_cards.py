"""Pictures of Cards & people: nobody yet, a household, twelve people with long names, guests, strangers, dialogs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

import screenshots_data as data
import screenshots_money as money
from PySide6.QtWidgets import QDialog, QWidget
from screenshots_house import NOW, House
from screenshots_meter import Meter, ago
from screenshots_studio import Studio

from app.core.cards import Allowance, AtTheEnd, Budget, Card, CardKind, Doing, Hours, Openness, Policy
from app.core.cards_file import CardsFileDone, NoSuchCharger
from app.core.changes import BudgetWarning
from app.core.interfaces import SessionQuery
from app.core.model import StopReason, Vehicle
from app.core.prices.books import Side
from app.core.prices.kept import SeriesInfo
from app.core.prices.simple import SimplePrice
from app.core.values import replace

Stage = Callable[[Studio], Awaitable[QWidget | None]]

# Nobody's; the second is Elin's blue tag, read from its other end.
_LOST = "04E1D2C3"
_STRANGERS = ("0477EE39B1", "806C21AAF01104", "5501AAB2", "0A0B0C0D0E", "99120045C7")


async def household(house: House) -> None:
    """Two people, three cards, and what they charged."""
    await data.little(house)
    await _family(house)


async def strange(house: House) -> None:
    """The same, and two cards that nobody knows were held to the garage."""
    await household(house)
    await _show(house, _STRANGERS[0], 3)
    await _show(house, _STRANGERS[1], 1)


async def stranger_still(house: House) -> None:
    """The same, and five of them."""
    await household(house)
    for place, number in enumerate(_STRANGERS):
        await _show(house, number, 1 + place)


async def no_cards(house: House) -> None:
    """The household, where a code was typed in, a car said who it is, and the charger made a number up."""
    await household(house)
    await _show(house, "1234", 3, CardKind.CODE)
    await _show(house, "A4B1C2D3E4F5", 1, CardKind.CAR)
    await _show(house, "7F3A-90C2", 2, CardKind.CHARGER)


async def refused(house: House) -> None:
    """Three cars came to the carport: two cards were refused, and for one of them the charger charged all the same."""
    await household(house)
    book, meter = house.site.cards, Meter(house.lines[data.CARPORT], register_wh=180_000, seed=9)
    await book.set_policy("", Policy(Openness.KNOWN))
    await book.add(Card(_LOST, "Lost tag", "red", blocked=True))
    told = [*meter.begin(ago(hours=7), _LOST), *meter.end(ago(hours=6.99), StopReason.CARD_REFUSED)]
    told += meter.visit(ago(hours=5), 60, 3_600, _LOST)
    told += [*meter.begin(ago(hours=3), _STRANGERS[0]), *meter.end(ago(hours=2.99), StopReason.CARD_REFUSED)]
    await house.tell(told)
    house.clock.now = NOW


async def society(house: House) -> None:
    """Twelve people with long names, guests with bounds, every state that a card can be in."""
    await data.month(house)
    book, at = house.site.cards, house.clock.now
    names = (
        ("Alva Lindqvist", ("Volvo EX30",), Budget(300_000)),
        ("Elin", ("XC40", "Kona"), Budget(120_000, at_the_end=AtTheEnd.STOP)),
        ("Saga & Nils Söderström-Bergenstråhle på övervåningen i gathuset", ("ID.3",), None),
        *((f"Lägenhet {number}", (), Budget(80_000, at_the_end=AtTheEnd.REFUSE)) for number in range(1, 9)),
        ("Verkstadens servicebil", ("VW Transporter",), None),
    )
    holders = {}
    for name, vehicles, budget in names:
        holders[name] = person = await book.add_person(name, budget)
        for vehicle in vehicles:
            await book.put_vehicle(Vehicle(0, vehicle, person.id))
    alva, elin, saga = list(holders.values())[:3]
    night = (Hours(time(22), time(6)),)
    for card in (
        Card(data.ALVA, "Blå bricka", "blue", alva.id, expires_at=NOW + timedelta(days=8)),
        Card("0455AA0192", "Bilens egen nyckel med ett mycket långt namn", "black", alva.id, hours=night),
        Card(data.ELIN, "Blue tag", "blue", elin.id, also=("806C21AAF01104",)),
        Card("04CC019928", "White card", "white", elin.id, chargers=(data.GARAGE, data.CARPORT)),
        Card(data.SAGA, "Violet tag", "violet", saga.id, alone=True),
        Card("04CC019929", "Old card", "grey", saga.id, expires_at=NOW - timedelta(days=40)),
        Card(data.NILS, "Green tag", "green", holders["Lägenhet 1"].id),
        Card("04CC019931", "Master", "red", master=True),
        Card(data.GUEST, "Guest card 1", "amber", allowance=Allowance(at - timedelta(days=30), 15_000, 3)),
        Card("B0CAFE78", "Guest card 2", "amber", allowance=Allowance(at, 15_000, days=7)),
        Card("B0CAFE79", "Guest card 3", "amber", blocked=True),
    ):
        await book.add(card)
    for number in range(2, 9):
        person = holders[f"Lägenhet {number}"]
        await book.add(Card(f"0490{number:02}7711", f"Tag {number}", "green", person.id))
    await _give_sessions(house)


async def in_money(house: House) -> None:
    """Prices by spot that are known of the last ten days only, and bounds in money."""
    await society(house)
    begins = (NOW - timedelta(days=10)).replace(hour=0, minute=0)
    points = [money.point(begins + place * money.QUARTER) for place in range(11 * 96)]
    await house.site.prices.put_prices(SeriesInfo("SE3", "SE3", "SEK", 900), points, None)
    spot = SimplePrice(NOW.date().replace(day=1), series_id="SE3", fees=Decimal("1.604"), vat_rate=Decimal("0.25"))
    await house.site.prices.put_version(Side.PAY, spot.version(), currency="SEK", zone="Europe/Stockholm")
    await _bound_in_money(house)


async def without_prices(house: House) -> None:
    """The same bounds, which nothing counts against."""
    await society(house)
    await _bound_in_money(house)


async def _bound_in_money(house: House) -> None:
    book = house.site.cards
    budgets = {
        "Alva Lindqvist": Budget(300_000, Decimal(400)),
        "Elin": Budget(money=Decimal(300), at_the_end=AtTheEnd.STOP, warn_percent=50),
        "Lägenhet 1": Budget(money=Decimal("199.50"), at_the_end=AtTheEnd.REFUSE),
    }
    for name, budget in budgets.items():
        person = house.site.people.find_person(name)
        if person is not None:
            await book.change_person(replace(person, budget=budget))
    guest = book.card(data.GUEST)
    allowance = Allowance(house.clock.now - timedelta(days=30), 15_000, 3, money=Decimal(50))
    await book.change(replace(guest, allowance=allowance))
    await house.site.minder.read()


async def crowd(house: House) -> None:
    """Sixty cards, and one person with twenty of them."""
    await data.little(house)
    book = house.site.cards
    fleet = await book.add_person("Hemtjänsten Ekbacken")
    for number in range(20):
        await book.add(Card(f"04F0{number:02}AA12", f"Car {number + 1}", "green", fleet.id))
    for number in range(40):
        person = await book.add_person(f"Flat {number + 1}")
        await book.add(Card(f"04F1{number:02}AA12", "Tag", "blue", person.id))


async def _family(house: House) -> None:
    book = house.site.cards
    elin = await book.add_person("Elin", Budget(150_000))
    alva = await book.add_person("Alva")
    await book.put_vehicle(Vehicle(0, "XC40", elin.id))
    await book.put_vehicle(Vehicle(0, "Kona", alva.id))
    await book.add(Card(data.ELIN, "Blue tag", "blue", elin.id))
    await book.add(Card("04CC019928", "Car key card", "grey", elin.id))
    await book.add(Card(data.ALVA, "White card", "white", alva.id))
    await _give_sessions(house)


async def _give_sessions(house: House) -> None:
    """To whoever has the card today."""
    for card in list(house.site.cards.cards.values()):
        ids = [each.id for each in house.engine.history.sessions(SessionQuery(card=card.uid))]
        if ids and card.person_id is not None:
            await house.site.bookkeeping.assign(ids, person=house.site.people.people[card.person_id].name)


async def _show(house: House, number: str, times: int, kind: CardKind = CardKind.CARD) -> None:
    if not house.site.cards.chosen:
        await house.site.cards.set_policy("", Policy(Openness.KNOWN))
    for place in range(times):
        house.clock.now = NOW - timedelta(minutes=11 + 23 * (times - place) + len(number))
        house.site.gate.may_charge(data.GARAGE, 1, number, Doing.ASKING, kind=kind)
    house.clock.now = NOW
    await house.kept()


def cards(*, search: str = "", about: str | None = None) -> Stage:
    async def show(studio: Studio) -> QWidget | None:
        page: Any = studio.open("cards", about)
        await studio.settled()
        page.search.setText(search)
        await studio.settled(0.3)
        return _dialog(studio)

    return show


def card_dialog(number: str, *, down: bool = False, wrong: bool = False) -> Stage:
    async def show(studio: Studio) -> QWidget | None:
        await cards(about=number)(studio)
        dialog: Any = _dialog(studio)
        if wrong:
            dialog.chargers.tick.setChecked(True)
            for each in dialog.chargers.choices.values():
                each.setChecked(False)
            dialog.save.click()
        await studio.settled()
        if down:
            dialog.area.verticalScrollBar().setValue(9_999)
        return _dialog(studio)

    return show


def guest_in_money(typed: str = "") -> Stage:
    """The guest's card with its limits; `typed` into the one in money, and Save pressed."""

    async def show(studio: Studio) -> QWidget | None:
        await card_dialog(data.GUEST, down=True)(studio)
        dialog: Any = _dialog(studio)
        if typed:
            dialog.allowance.money.setText(typed)
            dialog.save.click()
            await studio.settled()
            dialog.area.verticalScrollBar().setValue(9_999)
        return _dialog(studio)

    return show


async def warned(studio: Studio) -> None:
    """A budget in money is nearly used."""
    site = studio.house.site
    elin = site.people.find_person("Elin")
    if elin is not None:
        site.changes.publish(BudgetWarning(elin, site.tallies.of_person(elin.id)))
    await studio.settled(0.4)


def person_dialog(name: str | None) -> Stage:
    async def show(studio: Studio) -> QWidget | None:
        page: Any = studio.open("cards")
        await studio.settled()
        person = next((each for each in page.bridge.people.values() if each.name == name), None)
        if person is None:
            page.add.click()
        else:
            page.hand.edit_person(person.id)
        await studio.settled()
        return _dialog(studio)

    return show


async def blocked(studio: Studio) -> None:
    page: Any = studio.open("cards")
    await studio.settled()
    page.hand.block(data.ELIN)
    await studio.settled(0.4)


async def menu(studio: Studio) -> QWidget:
    page: Any = studio.open("cards")
    await studio.settled()
    key = next(key for key, row in page._rows.items() if row.title == "Elin")
    block = page.flow.widget(key)
    block.lines[0].more.click()
    await studio.settled()
    found: QWidget = page.menu
    return found


async def why(studio: Studio) -> QWidget | None:
    await _show(studio.house, data.ELIN, 3)
    await studio.house.site.cards.block(data.ELIN)
    await _show(studio.house, data.ELIN, 1)
    page: Any = studio.open("cards")
    await studio.settled()
    page.hand.show_why(data.ELIN)
    await studio.settled()
    return _dialog(studio)


async def imported(studio: Studio) -> None:
    """A file came in that names two chargers which nobody knows yet."""
    page: Any = studio.open("cards")
    await studio.settled()
    unknown = (NoSuchCharger(3, "EASEE-4"), NoSuchCharger(8, "EASEE-5"))
    page.files._taken_in(CardsFileDone(12, 5, unknown))
    await studio.settled()


async def strangers_list(studio: Studio) -> QWidget | None:
    page: Any = studio.open("cards")
    await studio.settled()
    page.flow.widget("strangers").see.click()
    await studio.settled()
    return _dialog(studio)


async def unfolded(studio: Studio) -> None:
    page: Any = studio.open("cards")
    await studio.settled()
    key = next(key for key, row in page._rows.items() if row.more)
    page.flow.show_item(key)
    await studio.settled()


def _dialog(studio: Studio) -> QWidget | None:
    return next((each for each in studio.window.findChildren(QDialog) if each.isVisible()), None)
