"""Wishes out: disabled while under way, failures in words, reading off the window's thread, silence to who is gone."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from app.core.commands import Refused
from app.core.interfaces import SessionQuery
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
