"""An unknown card waits for the user's word: the question on every page, its answers, the tray, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.core.card_book import SITE
from app.core.cards import AnswerTo, Budget, Card, Openness, Policy
from app.core.commands import StartCharging
from app.core.interfaces import utc_now
from app.core.model import Activity, Availability
from app.core.reports import CardShown, StatusTold
from app.gui.asking.banners import AskedNotice, seconds_left
from app.gui.icons import Icons
from app.gui.language import Language
from app.gui.learning.dialog import LearnCardDialog
from app.gui.main_window import MainWindow
from app.gui.theme import Theme
from tests.core.conftest import FakeLink
from tests.gui.conftest import House, Tell, until

TAG = "0477EE39B1"


@pytest.fixture
def window(qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(theme, icons, Language(qapp, tmp_path, "en"), tmp_path / "window.ini")
    made.show()
    made.wake()
    yield made
    made.leave()
    made.deleteLater()


@pytest.fixture
def garage(house: House) -> FakeLink:
    """Where a car waits and unknown cards are asked about."""
    link = house.approved("EH1")
    house.wish(house.engine.site.wishes.rename_charger("EH1", "Garage"))
    house.wish(house.engine.site.cards.set_policy(SITE, Policy(Openness.ASK)))
    house.tell(link, StatusTold(1, Availability.OCCUPIED, Activity.CONNECTED))
    return link


def notices(window: MainWindow) -> list[AskedNotice]:
    asker = window.asker
    return [] if asker is None or asker.banners is None else asker.banners.notices


async def asked(window: MainWindow, house: House, link: FakeLink) -> AskedNotice:
    """The card was held to the reader, and the question stands there."""
    house.tell(link, CardShown(TAG, 1))
    await until(lambda: notices(window))
    return notices(window)[0]


def test_the_question_stands_on_every_page_and_once_lets_the_driver_in(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            notice = await asked(window, house, garage)
            assert notice.accessibleName() == "An unknown card wants to charge at Garage: ••••9B1"
            assert notice.left.text().startswith("Card ••••9B1. The driver waits,")
            for page in ("history", "settings", "messages", "overview"):
                window.open_page(page)
                assert notice.isVisible()
            notice.once.click()
            assert not notice.once.isEnabled() and notice.left.text() == "Sending…"
            await until(lambda: not notices(window))
            assert [each.card for each in garage.sent if isinstance(each, StartCharging)] == [TAG]
            assert not room.bridge.cards

    in_window(story())


def test_always_makes_it_known_and_offers_to_name_it(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            (await asked(window, house, garage)).always.click()
            await until(lambda: window.findChild(LearnCardDialog))
            shown = window.findChild(LearnCardDialog)
            assert shown.step.number == TAG
            shown.step.name.setText("Red tag")
            shown.yes.click()
            await until(lambda: [each.name for each in room.bridge.cards.values()] == ["Red tag"])

    in_window(story())


def test_no_takes_the_question_away_and_starts_nothing(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            (await asked(window, house, garage)).no.click()
            await until(lambda: not notices(window))
            assert not [each for each in garage.sent if isinstance(each, StartCharging)]

    in_window(story())


def test_where_no_car_waits_the_driver_is_to_hold_the_card_once_more(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    house.tell(garage, StatusTold(1, Availability.AVAILABLE))

    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            (await asked(window, house, garage)).once.click()
            await until(lambda: window.asker.banners.note.isVisible())
            said = "The card is let in. The driver must hold it to the charger once more."
            assert window.asker.banners.note.accessibleName() == said
            await until(lambda: not notices(window))
            assert window.asker.banners.isVisible()
            window.asker.banners.put_away.click()
            assert not window.asker.banners.isVisible()

    in_window(story())


def test_a_yes_that_still_does_not_let_the_card_in_says_why(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            notice = await asked(window, house, garage)
            house.wish(house.engine.site.cards.set_policy("EH1", Policy(Openness.ASK, locked=True)))
            notice.once.click()
            await until(lambda: window.asker.banners.note.isVisible())
            assert window.asker.banners.note.accessibleName().endswith("The charger is locked.")

    in_window(story())


def test_an_answer_that_comes_too_late_says_so(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            notice = await asked(window, house, garage)
            waiting = notice.asked
            assert waiting is not None
            house.engine.site.gate.asked.clear()  # the driver went away, and nobody has told yet
            notice.once.click()
            await until(lambda: notice.once.isEnabled())
            assert "Sending" not in notice.left.text() and "left to answer" not in notice.left.text()

    in_window(story())


def test_it_also_stands_there_in_another_language(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            first = await asked(window, house, garage)
            window._build()
            assert notices(window) and notices(window)[0] is not first

    in_window(story())


def test_the_tray_tells_once_where_the_window_is_not_in_front(
    house: House, garage: FakeLink, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    told: list[str] = []

    class Tray(QSystemTrayIcon):
        def showMessage(self, title: str, *_: Any) -> None:
            told.append(title)

    async def story() -> None:
        async with open_room() as room:
            window._tray = Tray(window)
            window.hide()
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            await asked_without_window(house, garage, room)
            await until(lambda: told)
            house.tell(garage, CardShown("AA11BB22", 1))
            await until(lambda: len(room.bridge.asked) == 2 and len(told) == 2)
            assert told[0] == "An unknown card wants to charge at Garage: ••••9B1"

    in_window(story())


def test_a_budget_that_is_nearly_used_is_told_on_every_page_and_by_the_tray(
    house: House, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    told: list[tuple[str, str]] = []

    class Tray(QSystemTrayIcon):
        def showMessage(self, title: str, text: str, *_: Any) -> None:
            told.append((title, text))

    elin = house.wish(house.engine.site.cards.add_person("Elin %2 <b>", Budget(10_000, warn_percent=80)))
    house.wish(house.engine.site.cards.add(Card("04A2B3C4", person_id=elin.id)))
    words = "Elin %2 <b> has charged 8.4 kWh of 10.0 kWh this month."

    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            window._tray = Tray(window)
            window.hide()
            house.charging("EH1", energy_wh=8_400)
            await until(lambda: told)
            assert told == [("A budget is nearly used", words)]
            window.show()
            assert window.asker is not None and window.asker.banners is not None
            note = window.asker.banners.note
            window.open_page("history")
            assert note.isVisible() and note.accessibleDescription() == words
            window.asker.banners.put_away.click()
            assert not window.asker.banners.isVisible()

    in_window(story())


async def asked_without_window(house: House, link: FakeLink, room: Any) -> None:
    house.tell(link, CardShown(TAG, 1))
    await until(lambda: room.bridge.asked)


def test_how_long_is_left_is_counted_from_when_it_was_shown(house: House, garage: FakeLink) -> None:
    house.tell(garage, CardShown(TAG, 1))
    (waiting,) = house.engine.site.gate.asked.values()
    assert seconds_left(waiting, waiting.at) == 120
    assert set(AnswerTo) == {AnswerTo.ONCE, AnswerTo.ALWAYS, AnswerTo.NO}
