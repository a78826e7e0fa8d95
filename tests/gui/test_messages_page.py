"""The message log: read, followed, paused, searched, copied, paged."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from app.core.contact import Direction, RawMessage
from app.gui.messages.frame import MOST_SHOWN, Frame, FrameKind, laid_out, read_frame
from app.gui.messages.model import ACTION, NOTE
from app.gui.messages.page import PAGE_ROWS, MessagesPage
from app.gui.widgets.card import EmptyState
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import log_message, now

CALL = '[2,"m1","Heartbeat",{}]'
RESULT = '[3,"m1",{"currentTime":"2026-11-22T11:00:00Z"}]'


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (CALL, Frame(FrameKind.CALL, "m1", "Heartbeat")),
        (' [ 2 , "a\\"b" , "X" , {} ]', Frame(FrameKind.CALL, 'a\\"b', "X")),
        (RESULT, Frame(FrameKind.RESULT, "m1")),
        ('[4,"m1","InternalError","",{}]', Frame(FrameKind.ERROR, "m1", "InternalError")),
        ('[9,"m1","X"]', Frame(FrameKind.UNREADABLE)),
        ("GET / HTTP/1.1", Frame(FrameKind.UNREADABLE)),
        ("", Frame(FrameKind.UNREADABLE)),
    ],
)
def test_the_beginning_of_a_frame_tells_what_it_is(text: str, frame: Frame) -> None:
    assert read_frame(text) == frame


def test_a_message_is_laid_out_or_shown_as_it_came() -> None:
    assert laid_out(CALL, masked=True)[0].splitlines()[1] == "  2,"
    assert laid_out("[2,half", masked=True) == ("[2,half", False)
    shown, cut = laid_out("x" * (MOST_SHOWN + 1), masked=True)
    assert (len(shown), cut) == (MOST_SHOWN, True)


def test_messages_appear_as_they_come_with_what_was_mended(house: House, in_window: Tell, open_room: Any) -> None:
    log_message(house, CALL, note="a number was written as text")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.model.messages)
            assert page.model.index(0, ACTION).data() == "Heartbeat"
            assert page.model.index(0, NOTE).data() == "a number was written as text"
            assert '"Heartbeat"' in page.whole.toPlainText()
            log_message(house, RESULT, incoming=False)
            await until(lambda: len(page.model.messages) == 2)
            assert page.model.index(0, ACTION).data() == "Answer to Heartbeat"
            page.copy.click()
            assert RESULT in QGuiApplication.clipboard().text()

    in_window(story())


def test_paused_nothing_moves_and_following_catches_up(house: House, in_window: Tell, open_room: Any) -> None:
    log_message(house, CALL)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.model.messages)
            page.follow.click()
            log_message(house, RESULT)
            await until(lambda: page.waiting.text() == "1 new")
            assert len(page.model.messages) == 1
            page.follow.click()
            await until(lambda: len(page.model.messages) == 2)
            assert page.waiting.text() == ""

    in_window(story())


def test_a_charger_and_a_search_narrow_the_log(house: House, in_window: Tell, open_room: Any) -> None:
    log_message(house, CALL)
    log_message(house, '[2,"m2","Authorize",{"idTag":"04A2"}]', charger_id="CARPORT")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: len(page.model.messages) == 2)
            page.search.setText("04A2")
            await until(lambda: [each.charger_id for each in page.model.messages] == ["CARPORT"])
            page.search.setText("nothing like this")
            await until(lambda: page.nothing_found.isVisible())
            page.search.clear()
            page.activated("GARAGE")
            await until(lambda: [each.charger_id for each in page.model.messages] == ["GARAGE"])
            assert page.splitter.isVisible()

    in_window(story())


def test_older_messages_are_paged_in_at_the_end_of_the_list(house: House, in_window: Tell, open_room: Any) -> None:
    def log_many() -> None:
        for number in range(PAGE_ROWS + 20):
            text = f'[2,"m{number}","Heartbeat",{{}}]'
            house.engine.site.overheard(RawMessage(NOON, "GARAGE", Direction.IN, text))

    house.do(log_many)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.model.messages and page.model.newest_id == PAGE_ROWS + 20)
            page.table.scrollToBottom()
            await until(lambda: len(page.model.messages) == PAGE_ROWS + 20)
            numbers = [each.id for each in page.model.messages]
            assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) == len(numbers)
            assert page.model.complete

    in_window(story())


def test_an_empty_log_says_what_will_stand_there(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.empty.isVisible())
            assert not page.copy.isEnabled()

    in_window(story())


def test_where_nothing_matches_everything_can_be_shown_again(house: House, in_window: Tell, open_room: Any) -> None:
    log_message(house, CALL)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.model.messages)
            page.search.setText("nothing like this")
            await until(lambda: page.nothing_found.isVisible())
            page.nothing_found.findChild(EmptyState).action.click()
            await until(lambda: page.splitter.isVisible())
            assert page.search.text() == ""

    in_window(story())


def test_card_numbers_are_masked_and_copied_so_until_they_are_asked_for(
    house: House, in_window: Tell, open_room: Any
) -> None:
    log_message(house, '[2,"m2","Authorize",{"idTag":"04A2B3C4"}]')

    def copied(page: MessagesPage) -> str:
        page.copy.click()
        return QGuiApplication.clipboard().text()

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MessagesPage, now)
            await until(lambda: page.model.messages)
            assert '"idTag": "••••3C4"' in page.whole.toPlainText()
            assert "04A2B3C4" not in copied(page) and "••••3C4" in copied(page)
            page.numbers.click()
            assert '"idTag": "04A2B3C4"' in page.whole.toPlainText()
            assert "04A2B3C4" in copied(page)
            page.deactivated()
            page.activated()
            assert not page.numbers.isChecked()
            await until(lambda: "••••3C4" in page.whole.toPlainText())

    in_window(story())
