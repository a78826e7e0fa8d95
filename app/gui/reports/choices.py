"""What a statement can be of, and of which time: what stands in the drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from app.core.papers.batch import groups_of
from app.core.prices.clock import months_before
from app.core.statements import About
from app.gui.bridge import Bridge
from app.gui.card_names import CardNames
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import SMALL

translate = QCoreApplication.translate

MONTHS = 18
FREE = "free"
"""Stands for a time that is not a month: from one day to another."""

Heading = str
Entry = tuple[str, object]  # what is shown, and what it means


def whose(bridge: Bridge) -> list[Entry | Heading]:
    """Everybody's first, then persons, flats and groups, vehicles, cards and chargers, each under its heading."""
    people = sorted((each for each in bridge.people.values() if not each.erased), key=lambda one: one.name.casefold())
    vehicles = sorted((each for each in bridge.vehicles.values() if each.name), key=lambda one: one.name.casefold())
    chargers = sorted(
        (each for each in bridge.chargers.values() if each.approved), key=lambda one: one.title.casefold()
    )
    names = CardNames(bridge.cards.values(), bridge.people.values())
    cards = sorted(bridge.cards.values(), key=lambda one: names.card_words(one).casefold())
    found: list[Entry | Heading] = [(translate("Reports", "Everybody's"), About())]
    for heading, entries in (
        (translate("Reports", "Person"), [(each.name, About(person_id=each.id)) for each in people]),
        (translate("Reports", "Flat or group of cards"), [(each, About(group=each)) for each in _groups(bridge)]),
        (translate("Reports", "Vehicle"), [(each.name, About(vehicle_id=each.id)) for each in vehicles]),
        (translate("Reports", "Charger"), [(each.title, About(charger_id=each.id)) for each in chargers]),
        (translate("Reports", "Card"), [(names.card_words(each), About(card=each.uid)) for each in cards]),
    ):
        if entries:
            found.append(heading)
            found += entries
    return found


def _groups(bridge: Bridge) -> list[str]:
    return groups_of(bridge.cards.values())


def times(today: date, locale: QLocale) -> list[Entry | Heading]:
    """The last whole month first: that is what is handed in."""
    months = [months_before(today, back) for back in range(MONTHS)]
    ordered = [*months[1:2], months[0], *months[2:]]
    named: list[Entry | Heading] = [(month_name(each, locale), each) for each in ordered]
    return [*named, (translate("Reports", "Another time…"), FREE)]


def month_name(month: date, locale: QLocale) -> str:
    return f"{locale.standaloneMonthName(month.month).capitalize()} {month.year}"


def fill(choice: QComboBox, theme: Theme, entries: Sequence[Entry | Heading]) -> None:
    """Keeps what is chosen; headings cannot be."""
    chosen = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    model = choice.model()
    for entry in entries:
        if not isinstance(entry, str):
            choice.addItem(*entry)
            continue
        choice.addItem(entry)
        if isinstance(model, QStandardItemModel):
            item = model.item(choice.count() - 1)
            item.setEnabled(False)
            item.setFont(theme.font(SMALL, STRONG))
    if chosen is not None:
        choice.setCurrentIndex(place_of(choice, chosen))
    choice.blockSignals(False)
    choice.setMaxVisibleItems(16)


def place_of(choice: QComboBox, data: object) -> int:
    """Where an equal value stands, else the first: Qt's own search compares Python's values by identity."""
    return next((place for place in range(choice.count()) if choice.itemData(place) == data), 0)
