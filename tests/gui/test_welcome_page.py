"""Add charger: the address to copy, what has happened so far, who was refused and why, and saying yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.core.contact import Knock, Outcome, TroubleKind
from app.core.engine import Reach
from app.core.interfaces import utc_now
from app.core.model import Availability
from app.core.reports import StatusTold
from app.gui.welcome.checklist import Mark
from app.gui.welcome.page import WelcomePage
from app.gui.welcome.progress import Step
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import words_on

ADDRESS = "ws://192.168.1.20:8887/"
REACH = Reach((ADDRESS, "ws://192.168.2.20:8887/"), ("ws://172.17.0.1:8887/",), 8887)


def mark(page: WelcomePage, step: Step) -> Mark:
    return page.checklist.lines[step].mark.mark


def test_the_address_is_copied_whole_in_parts_and_in_other_forms(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: page.address.nowhere.isVisible())
            page._reach_found(REACH)
            assert page.address.words.text() == ADDRESS
            assert page.address.code.text == "http://192.168.1.20:8887/"
            QTest.keyClick(page.address.copy, Qt.Key.Key_Space)
            assert QGuiApplication.clipboard().text() == ADDRESS
            assert page.address.copy.text() == "Copied"
            page.address.in_parts.click()
            assert {"192.168.1.20", "8887", "/", "off"} <= set(words_on(page.address.fields))
            texts = [action.data() for action in page.address.menu.actions()]
            assert texts[:2] == ["192.168.1.20:8887/", "ws://192.168.1.20:8887"]
            page.address.menu.actions()[1].trigger()
            assert QGuiApplication.clipboard().text() == "ws://192.168.1.20:8887"
            assert not page.address.others.isVisible()
            page.address.show_others.click()
            assert page.address.others.isVisible()
            assert "ws://172.17.0.1:8887/" in set(words_on(page.address.others))

    in_window(story())


def test_a_charger_is_followed_in_and_let_in_with_its_name(house: House, in_window: Tell, open_room: Any) -> None:
    house.do(lambda: house.engine.site.listens((("127.0.0.1", 8887),)))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: mark(page, Step.LISTENING) is Mark.DONE)
            assert mark(page, Step.KNOCKED) is Mark.NEXT
            assert not page.newcomer.isVisible()
            link = house.connect("ZAP049213")
            await until(lambda: page.newcomer.isVisible())
            await until(lambda: mark(page, Step.HELLO) is Mark.DONE)
            assert page.checklist.lines[Step.NAMED].detail.text() == "ZAP049213"
            assert mark(page, Step.APPROVED) is Mark.NEXT
            QTest.keyClicks(page.newcomer.name, "Garage")
            QTest.keyClick(page.newcomer.name, Qt.Key.Key_Return)
            await until(lambda: mark(page, Step.APPROVED) is Mark.DONE)
            assert room.bridge.chargers["ZAP049213"].name == "Garage"
            await until(lambda: page.welcomed.isVisible())
            assert page.welcomed.accessibleName() == "Garage is connected."
            assert not page.newcomer.isVisible()
            house.tell(link, StatusTold(1, Availability.AVAILABLE))
            await until(lambda: mark(page, Step.STATUS) is Mark.DONE)
            assert mark(page, Step.METER) is Mark.NEXT

    in_window(story())


def test_one_that_is_not_mine_is_refused_and_can_be_let_in_after_all(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.connect("NABO")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: page.newcomer.isVisible())
            page.newcomer.refuse.click()
            await until(lambda: not page.newcomer.isVisible())
            knock = Knock(utc_now(), "192.168.1.9", Outcome.REFUSED_BY_USER, identity="NABO")
            house.do(lambda: house.engine.site.knocked(knock))
            await until(lambda: "Approve it" in set(words_on(page.refusals)))
            page.refusals.approve_asked.emit("NABO")
            await until(lambda: room.bridge.chargers["NABO"].approved)
            await until(lambda: "Approve it" not in set(words_on(page.refusals)))

    in_window(story())


def test_every_refused_attempt_is_listed_with_its_reason_and_what_to_do(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            assert page.refusals.none.isVisible()
            for outcome in (Outcome.ENCRYPTED_ON_PLAIN_PORT, Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD):
                knock = Knock(utc_now(), "192.168.1.57", outcome)
                house.do(lambda knock=knock: house.engine.site.knocked(knock))
            await until(lambda: any("Write ws:// instead" in words for words in words_on(page.refusals)))
            await until(lambda: any("2 times" in words for words in words_on(page.refusals)))
            assert mark(page, Step.KNOCKED) is Mark.DONE
            assert not page.refusals.none.isVisible()

    in_window(story())


@pytest.mark.logs_warnings
def test_a_port_in_use_stands_where_listening_would(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            house.do(lambda: house.engine.site.trouble(TroubleKind.PORT_TAKEN, "evcc"))
            await until(lambda: mark(page, Step.LISTENING) is Mark.WRONG)
            assert "Another program uses the port" in page.checklist.trouble.text()
            assert page.checklist.trouble.isVisible()
            house.do(lambda: house.engine.site.passed(TroubleKind.PORT_TAKEN))
            house.do(lambda: house.engine.site.listens((("127.0.0.1", 8887),)))
            await until(lambda: mark(page, Step.LISTENING) is Mark.DONE)
            assert not page.checklist.trouble.isVisible()

    in_window(story())


def test_after_three_minutes_of_silence_it_helps(house: House, in_window: Tell, open_room: Any) -> None:
    house.do(lambda: house.engine.site.listens((("127.0.0.1", 8887),)))
    at = [utc_now()]

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage, lambda: at[0])
            assert not page.help.isVisible()
            at[0] += timedelta(minutes=3)
            page.refresh_asked.emit()
            assert page.help.isVisible()
            house.do(lambda: house.engine.site.knocked(Knock(at[0], "192.168.1.57", Outcome.SOAP)))
            await until(lambda: not page.help.isVisible())

    in_window(story())


def test_words_from_a_charger_are_never_anything_but_words(house: House, in_window: Tell, open_room: Any) -> None:
    house.connect("<b>bold</b>")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: page.newcomer.isVisible())
            await until(lambda: page.address.nowhere.isVisible())
            assert "<b>bold</b>" in page.newcomer.about.text()
            assert page.newcomer.about.textFormat() == Qt.TextFormat.PlainText

    in_window(story())


def test_one_that_has_lost_contact_gets_help_at_once(house: House, in_window: Tell, open_room: Any) -> None:
    house.do(lambda: house.engine.site.listens((("127.0.0.1", 8887),)))
    link = house.approved("ZAP1")
    house.hang_up(link)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: not room.bridge.chargers["ZAP1"].online)
            page.activated("ZAP1")
            await until(lambda: page.help.isVisible())
            assert page.help.words.text().startswith("ZAP1: no contact since ")
            assert mark(page, Step.KNOCKED) is Mark.NEXT
            assert mark(page, Step.METER) is Mark.LATER
            assert not page.welcomed.isVisible()

    in_window(story())


def test_in_a_narrow_window_the_two_lists_stand_one_above_the_other(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WelcomePage)
            await until(lambda: page.refusals.y() == page.checklist.y())
            page.resize(800, 640)
            await until(lambda: page.refusals.y() > page.checklist.geometry().bottom())

    in_window(story())
