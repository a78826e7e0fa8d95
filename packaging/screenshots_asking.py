"""Pictures of who may charge: cards that are learnt, asked about, turned away, and what holds when we are off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from typing import Any

import screenshots_data as data
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from screenshots_house import NOW, House
from screenshots_studio import Studio

from app.core.card_book import SITE
from app.core.cards import Asked, Card, CardKind, Doing, Hours, Openness, Policy, Reason, Shown, Verdict
from app.core.changes import AskedChanged, AwayChanged, CardShownChange
from app.core.lists.away import Away, AwaySettings, ListState
from app.core.reports import CardShown
from app.core.values import replace
from app.gui.learning.dialog import LearnCardDialog

Stage = Callable[[Studio], Awaitable[QWidget | None]]

_BLUE, _KEY, _OTHER = "04A2B3C4D5E680", "049F0C01", "0477EE39B1"


async def known(house: House) -> None:
    """A house of two chargers, three cards of two people, and only these may charge."""
    await data.little(house)
    book = house.site.cards
    elin, karim = await book.add_person("Elin"), await book.add_person("Karim")
    await book.add(Card(_BLUE, "Blue tag", "blue", elin.id))
    await book.add(Card(_KEY, "Car key", "grey", elin.id))
    await book.add(Card("0488AA7700", "White card", "white", karim.id))
    await book.set_policy(SITE, Policy(Openness.KNOWN))


async def ruled(house: House) -> None:
    """As `known`, with rules of their own at two chargers, and one that has told what it does when we are off."""
    await data.month(house)
    book = house.site.cards
    guest = await book.add_person("Guests")
    await book.set_policy(SITE, Policy(Openness.KNOWN))
    hours = (Hours(time(6), time(22), (0, 1, 2, 3, 4)), Hours(time(8), time(20), (5, 6)))
    await book.set_policy(data.PARKING, Policy(Openness.PLUGGED, guest.id, hours))
    await book.set_policy(data.CARPORT, Policy(Openness.KNOWN, locked=True))


_KEEPS = AwaySettings(keeps_list=True, listed_when_off=True, strangers_when_off=False, most_cards=40)
_AWAY = (
    Away(data.GARAGE, ListState.SAME, 12, settings=_KEEPS, at=NOW - timedelta(minutes=40)),
    Away(
        data.CARPORT,
        ListState.FAILED,
        0,
        settings=replace(_KEEPS, strangers_when_off=True),
        at=NOW,
        detail="OccurrenceConstraint",
    ),
    Away(data.PARKING, ListState.NOT_SUPPORTED, 0, settings=AwaySettings(keeps_list=False), at=NOW),
    Away(data.VILLA, ListState.TOO_MANY, 40, settings=_KEEPS, at=NOW),
)


def tell_away(studio: Studio) -> None:
    for away in _AWAY:
        studio.house.site.changes.publish(AwayChanged(away))


def who(about: str | None = None) -> Stage:
    async def show(studio: Studio) -> None:
        tell_away(studio)
        await studio.settled()
        studio.open("who", about)

    return show


def who_dialog(charger: str) -> Stage:
    async def show(studio: Studio) -> QWidget | None:
        tell_away(studio)
        shown: Any = studio.open("who", charger)
        await studio.settled()
        shown.rows[charger].change.click()
        await studio.settled()
        return _dialog(studio)

    return show


def learning(
    *,
    number: str | None = None,
    typed: bool = False,
    over: bool = False,
    name: str = "",
    kind: CardKind = CardKind.CARD,
) -> Stage:
    async def show(studio: Studio) -> QWidget:
        page: Any = studio.open("cards")
        await studio.settled()
        parts = (page.theme, page.icons, page.engine, page.bridge, page.ask, page.now)
        dialog = LearnCardDialog(*parts, number=number, parent=studio.window, kind=kind)
        dialog.open()
        if typed:
            dialog.other.click()
        if over:
            dialog._over()
        if name:
            step: Any = dialog.step
            step.name.setText(name)
            step.person.setEditText("Elin")
        await studio.settled()
        return dialog

    return show


def asked(key: str, *cards: str) -> Stage:
    """So many cards wait, the first since twenty seconds ago."""

    async def show(studio: Studio) -> None:
        studio.open(key)
        waiting = tuple(
            Asked(card, charger, 1, NOW - timedelta(seconds=20 - 8 * place))
            for place, (card, charger) in enumerate(zip(cards, (data.GARAGE, data.CARPORT), strict=False))
        )
        studio.house.site.changes.publish(AskedChanged(waiting))

    return show


async def asking(house: House) -> None:
    """As `known`, and the user is asked about other cards."""
    await known(house)
    await house.site.cards.set_policy(SITE, Policy(Openness.ASK))


def held(card: str) -> Stage:
    """A card is held to the carport, where no car waits, and is let in."""

    async def show(studio: Studio) -> None:
        studio.open("overview")
        studio.house.say_now(studio.house.lines[data.CARPORT], CardShown(card, 1))
        await studio.settled()
        asker: Any = studio.window.asker
        asker.banners.notices[0].once.click()
        await studio.settled(0.2)

    return show


def shown(reason: Reason, card: str = _OTHER, verdict: Verdict = Verdict.UNKNOWN) -> Stage:
    """A card was turned away at the carport a moment ago."""

    async def show(studio: Studio) -> None:
        studio.open("overview")
        await studio.settled()
        told = Shown(NOW - timedelta(seconds=3), data.CARPORT, 1, card, Doing.ASKING, verdict, reason)
        studio.house.site.changes.publish(CardShownChange(told))
        await studio.settled(1.2)

    return show


first_shown = shown(Reason.OPEN_TO_ALL, verdict=Verdict.ACCEPTED)


async def locked(studio: Studio) -> None:
    await studio.house.site.cards.set_policy(data.CARPORT, Policy(Openness.KNOWN, locked=True))
    studio.open("overview")


async def card_numbers(studio: Studio) -> None:
    page: Any = studio.open("messages")
    await studio.settled()
    page.numbers.click()


async def forgetting(studio: Studio) -> QWidget | None:
    """Names and cards are to be kept for three years, which is asked about."""
    page: Any = studio.open("settings")
    await studio.settled()
    keep = page.people.keep
    keep.setCurrentIndex(keep.findData(36))
    keep.activated.emit(keep.currentIndex())
    await studio.settled()
    return _dialog(studio)


async def settings_people(studio: Studio) -> None:
    page: Any = studio.open("settings")
    await studio.settled()
    page.findChild(QScrollArea).ensureWidgetVisible(page.people)


def _dialog(studio: Studio) -> QWidget | None:
    return next((each for each in studio.window.findChildren(QDialog) if each.isVisible()), None)
