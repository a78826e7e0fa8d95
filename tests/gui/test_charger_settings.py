"""A charger's settings in the window: read, searched, changed, refused, and the password it must call with."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.core.commands import (
    Accepted,
    Command,
    CommandFailed,
    NoAnswer,
    ReadSettings,
    Refused,
    Result,
    SettingsRead,
    WriteSetting,
)
from app.core.reports import Setting, SettingsTold
from app.gui.overview.charger_settings import SettingsDialog
from app.gui.overview.dialogs import PasswordDialog
from app.gui.overview.page import OverviewPage
from app.gui.overview.rows import outlet_key
from app.gui.overview.settings_model import NAME, NOTE, VALUE
from tests.core.conftest import FakeLink
from tests.gui.conftest import House, Tell, until
from tests.gui.test_overview import act, dialog, line

KEYS = (
    Setting("MeterValueSampleInterval", "60"),
    Setting("HeartbeatInterval", "300"),
    Setting("NumberOfConnectors", "1", read_only=True),
    Setting("AuthorizationKey", None),
)


def answering(link: FakeLink, written: Result | CommandFailed, settings: tuple[Setting, ...] = KEYS) -> None:
    def answer(command: Command) -> Result | CommandFailed:
        match command:
            case ReadSettings():
                return SettingsRead(settings)
            case WriteSetting():
                return written
        return Accepted()

    link.answers = answer


def opened(room: Any) -> SettingsDialog:
    page = room.page(OverviewPage)
    act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Charger settings…")
    shown = dialog(page, SettingsDialog)
    assert isinstance(shown, SettingsDialog)
    return shown


def cells(shown: SettingsDialog, column: int) -> list[str]:
    return [str(shown.sieve.index(row, column).data()) for row in range(shown.sieve.rowCount())]


def state_words(shown: SettingsDialog) -> list[str]:
    return [each.text() for each in shown._stack.currentWidget().findChildren(QLabel)]


async def edit(shown: SettingsDialog, name: str, value: str) -> None:
    """By the keyboard alone: find it, go into the table, Enter, type, Enter."""
    shown.search.setText(name)
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    field = shown.table.viewport().findChild(QLineEdit)
    assert field.accessibleName() == name
    field.selectAll()
    QTest.keyClicks(field, value)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: shown.table.viewport().findChild(QLineEdit) is None)


def test_settings_are_listed_searched_and_marked_where_they_are_read_only(
    house: House, in_window: Tell, open_room: Any
) -> None:
    answering(house.approved("EH1"), Accepted())

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            assert state_words(shown)[0] == "Asking the charger…"
            await until(lambda: shown.sieve.rowCount() == len(KEYS))
            assert cells(shown, NAME) == sorted(key.name for key in KEYS)
            assert cells(shown, VALUE) == ["(not told)", "300", "60", "1"]
            assert cells(shown, NOTE) == ["", "", "", "Read only"]
            assert shown.table.accessibleName() == "Settings of EH1"
            shown.search.setText("interval")
            assert cells(shown, NAME) == ["HeartbeatInterval", "MeterValueSampleInterval"]
            shown.search.setText("Tesla")
            assert state_words(shown)[0] == "No setting matches."
            shown._state.action.click()
            assert len(cells(shown, NAME)) == len(KEYS)
            fixed = shown.sieve.index(3, NAME)
            shown.table.activated.emit(fixed)
            assert shown.said.text() == "NumberOfConnectors can only be read."

    in_window(story())


@pytest.mark.parametrize(
    ("written", "value", "note", "said"),
    [
        (Accepted(), "10", "Changed", "The charger has taken HeartbeatInterval."),
        (Accepted(reboot=True), "10", "After a restart", "heeds it after a restart"),
        (Refused("Rejected", "too short"), "300", "Not changed", "too short"),
        (NoAnswer("EH1", 30), "300", "Not changed", "did not answer within 30 seconds"),
    ],
)
def test_a_value_is_sent_with_enter_and_the_answer_is_told(
    house: House, in_window: Tell, open_room: Any, written: Result | CommandFailed, value: str, note: str, said: str
) -> None:
    link = house.approved("EH1")
    answering(link, written)

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            await until(lambda: shown.sieve.rowCount() == len(KEYS))
            seen: list[tuple[list[str], list[str]]] = []
            shown.model.dataChanged.connect(lambda *_: seen.append((cells(shown, VALUE), cells(shown, NOTE))))
            await edit(shown, "HeartbeatInterval", "10")
            await until(lambda: cells(shown, NOTE) == [note])
            assert seen == [(["300"], ["Sending…"]), ([value], [note])]
            assert said in shown.said.text()
            assert WriteSetting("HeartbeatInterval", "10") in link.sent

    in_window(story())


def test_a_value_left_as_it_is_is_not_sent(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    answering(link, Accepted())

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            await until(lambda: shown.sieve.rowCount() == len(KEYS))
            await edit(shown, "HeartbeatInterval", "300")
            assert cells(shown, NOTE) == [""]
            assert not any(isinstance(command, WriteSetting) for command in link.sent)

    in_window(story())


def test_a_charger_that_does_not_answer_can_be_asked_again(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    link.answers = lambda command: NoAnswer("EH1", 30)

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            await until(lambda: state_words(shown)[0] == "The settings could not be read.")
            assert "did not answer within 30 seconds" in state_words(shown)[1]
            assert not shown.search.isEnabled()
            answering(link, Accepted(), ())
            shown._state.action.click()
            await until(lambda: state_words(shown)[0] == "The charger tells of no settings.")
            answering(link, Accepted())
            shown.reload_button.click()
            await until(lambda: shown.sieve.rowCount() == len(KEYS))

    in_window(story())


def test_a_report_in_parts_is_listed_whole(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            await until(lambda: ReadSettings() in link.sent)
            house.tell(link, SettingsTold(KEYS[:2], last=False), SettingsTold(KEYS[2:]))
            await until(lambda: shown.sieve.rowCount() == len(KEYS))

    in_window(story())


def test_two_who_ask_at_once_both_get_the_whole_report(house: House) -> None:
    link = house.approved("EH1")
    wishes = house.engine.site.wishes

    async def both() -> list[SettingsRead]:
        asked = [asyncio.ensure_future(wishes.read_settings("EH1")) for _ in range(2)]
        for number in (1, 2):
            async with asyncio.timeout(5):
                while link.sent.count(ReadSettings()) < number:  # noqa: ASYNC110 - the fake line tells nobody
                    await asyncio.sleep(0)
            await asyncio.sleep(0)
            house.engine.site.receive(link, [SettingsTold(KEYS)])
        return await asyncio.gather(*asked)

    assert [len(read.settings) for read in house.wish(both())] == [len(KEYS)] * 2


def test_a_closed_dialog_is_told_nothing(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            shown = opened(room)
            await until(lambda: ReadSettings() in link.sent)
            QTest.keyClick(shown, Qt.Key.Key_Escape)
            QApplication.sendPostedEvents(None, 52)  # DeferredDelete
            house.tell(link, SettingsTold(KEYS))
            await until(lambda: not room.ask._tasks)

    in_window(story())


def test_a_password_is_given_and_taken_away(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")
    site = house.engine.site

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)

            def asked() -> PasswordDialog:
                act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Password…")
                shown = dialog(page, PasswordDialog)
                assert isinstance(shown, PasswordDialog)
                return shown

            first = asked()
            assert not first.save.isEnabled()
            QTest.keyClicks(first.password, "swordfish-0123456")
            QTest.keyClick(first.password, Qt.Key.Key_Return)
            await until(lambda: page.bridge.chargers["EH1"].has_password)
            await until(lambda: "password is kept" in line(page).detail.text())
            assert house.do(lambda: "swordfish" not in site.registry.password_hashes["EH1"])
            QApplication.sendPostedEvents(None, 52)  # DeferredDelete
            asked().none.click()
            await until(lambda: not page.bridge.chargers["EH1"].has_password)

    in_window(story())
