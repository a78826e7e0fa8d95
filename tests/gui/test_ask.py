"""Wishes out: disabled while under way, failures in words, reading off the window's thread, silence to who is gone."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.core.commands import Refused
from app.core.contact import Trouble, TroubleKind
from app.core.interfaces import SessionQuery
from app.gui import ask as asking
from app.gui.words import trouble_words
from tests.gui.conftest import House, Tell, until


def test_a_button_is_disabled_until_the_charger_has_answered(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            button, agreed = QPushButton("Start"), []
            room.ask(
                house.engine.site.wishes.start_charging("EH1", 1),
                busy=[button],
                failed=agreed.append,
                done=agreed.append,
            )
            assert not button.isEnabled()
            await until(lambda: agreed)
            await until(button.isEnabled)
            assert not isinstance(agreed[0], str)

    in_window(story())


def test_a_refusal_is_told_in_words_and_the_button_comes_back(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    link.answers = lambda _command: Refused("Rejected")

    async def story() -> None:
        async with open_room() as room:
            button, words = QPushButton("Start"), QLabel()
            room.ask(house.engine.site.wishes.start_charging("EH1", 1), busy=[button], failed=words.setText)
            await until(words.text)
            assert words.text() == "The charger refused and gave no reason. Try again in a while."
            await until(button.isEnabled)

    in_window(story())


def test_a_page_that_is_gone_meanwhile_is_told_nothing(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            button, words = QPushButton("Start"), QLabel()
            task = room.ask(house.engine.site.wishes.start_charging("GONE", 1), busy=[button], failed=words.setText)
            words.deleteLater()
            button.deleteLater()
            await task

    in_window(story())


def test_the_history_is_read_on_a_thread_that_may_wait(house: House, in_window: Tell, open_room: Any) -> None:
    house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            sessions = await room.ask.read(house.engine.history.sessions, SessionQuery())
            assert [session.charger_id for session in sessions] == ["EH1"]
            assert await room.ask.read(threading.current_thread) is not threading.current_thread()

    in_window(story())


def test_what_is_being_written_is_kept_before_the_window_goes_and_nothing_else_is_waited_for(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            may_write, written = asyncio.Event(), []

            async def writes() -> None:
                await may_write.wait()
                written.append("kept")

            room.ask(writes(), failed=written.append, to_the_end=True)
            room.ask(asyncio.Event().wait(), failed=written.append)
            closing = asyncio.ensure_future(room.ask.close())
            house.do(may_write.set)
            await closing
            assert written == ["kept"]

    in_window(story())


class Unreadable(Exception):
    """As the store's failures are: with the trouble that they are told as."""

    kind = TroubleKind.DATA_UNREACHABLE


def test_what_cannot_be_read_now_is_read_when_it_can_be_and_is_nothing_unexpected(
    house: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "AGAIN_S", 0.02)
    away, tries, unexpected = threading.Event(), [], []
    away.set()

    def read() -> str:
        tries.append(1)
        if away.is_set():
            raise Unreadable
        return "read"

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: unexpected.append(context))
        async with open_room() as room:
            words, others, dialog = QLabel(), QLabel(), QLabel()
            room.ask.show(read, words.setText)
            room.ask.show(read, others.setText)
            at_once = room.ask.show(read, dialog.setText, later=False)
            await until(lambda: len(tries) > 5)
            assert (words.text(), unexpected) == ("", [])
            assert at_once.done()
            away.clear()
            await until(words.text)
            await until(others.text)
            assert dialog.text() == ""  # nobody waits for it any more
        loop.set_exception_handler(None)
        assert unexpected == []

    in_window(story())


def test_what_waits_to_be_read_does_not_keep_the_window_from_going_nor_grow_without_end(
    house: House, in_window: Tell, open_room: Any
) -> None:
    def read() -> None:
        raise Unreadable

    async def story() -> None:
        async with open_room() as room:
            tasks = [room.ask.start(room.ask.read(read)) for _ in range(asking.MOST_WAITING + 5)]
            await until(lambda: sum(task.cancelled() for task in tasks) == 5)
        assert all(task.cancelled() for task in tasks)

    in_window(story())


def test_a_wish_that_needs_what_cannot_be_read_is_refused_in_words(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def wish() -> None:
        raise Unreadable

    async def story() -> None:
        async with open_room() as room:
            words = QLabel()
            room.ask(wish(), failed=words.setText)
            await until(words.text)
            assert words.text() == " ".join(trouble_words(Trouble(TroubleKind.DATA_UNREACHABLE)))

    in_window(story())
