"""Settings are kept, help is readable offline, and what is not built yet says so."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QUrl

from app.core.preferences import Appearance
from app.gui.help.page import TOPICS, HelpPage
from app.gui.later.page import PricesPage, ReportsPage
from app.gui.settings.page import SettingsPage
from app.gui.widgets.dialog import Sure
from tests.gui.conftest import ICONS, House, Tell, until
from tests.gui.pages import words_on


def test_appearance_and_language_act_at_once_and_are_kept(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            chosen: list[str] = []
            page.language_chosen.connect(chosen.append)
            page._choose_appearance("dark")
            assert room.theme.tokens.dark
            page._choose_language("sv")
            assert chosen == ["sv"]
            await until(lambda: house.engine.preferences.language == "sv")
            assert house.engine.preferences.appearance is Appearance.DARK

    in_window(story())


def test_numbers_are_kept_when_they_are_saved_and_not_before(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            assert not page.save_port.isEnabled() and not page.save_log.isEnabled()
            page.port.setValue(9000)
            page.days.setValue(30)
            assert page.save_port.isEnabled() and page.save_log.isEnabled()
            page.save_log.click()
            await until(lambda: house.engine.preferences.log_days == 30)
            assert house.engine.preferences.port == 8887
            page.save_port.click()
            await until(lambda: house.engine.preferences.port == 9000)
            assert not page.save_port.isEnabled() and not page.save_log.isEnabled()

    in_window(story())


def test_it_says_where_the_program_listens_when_that_is_elsewhere(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            assert not page.elsewhere.isVisible()
            house.do(lambda: house.engine.site.listens((("127.0.0.1", 45123),)))
            await until(page.elsewhere.isVisible)
            assert "call port 45123" in page.elsewhere.text()
            assert page.port.value() == 8887
            house.do(lambda: house.engine.site.listens((("0.0.0.0", 8887),)))
            await until(lambda: not page.elsewhere.isVisible())

    in_window(story())


def test_whose_sessions_were_is_forgotten_only_after_a_question(house: House, in_window: Tell, open_room: Any) -> None:
    def choose(page: SettingsPage, months: int) -> None:
        keep = page.people.keep
        keep.setCurrentIndex(keep.findData(months))
        keep.activated.emit(keep.currentIndex())

    def question(page: SettingsPage) -> Sure | None:
        return next((each for each in page.findChildren(Sure) if each.isVisible()), None)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            words = [page.people.keep.itemText(row) for row in range(page.people.keep.count())]
            assert words == ["for ever", "10 years", "3 years", "1 year", "6 months"]
            choose(page, 36)
            asked = question(page)
            assert asked is not None and asked.windowTitle() == "Forget who charged after 3 years?"
            asked.reject()
            assert page.people.keep.currentText() == "for ever"
            assert house.engine.preferences.keep_people_months == 0
            choose(page, 36)
            await until(lambda: question(page))
            question(page).yes.click()
            await until(lambda: house.engine.preferences.keep_people_months == 36)
            choose(page, 120)  # longer: nothing more is taken away, so nothing is asked
            assert question(page) is None
            await until(lambda: house.engine.preferences.keep_people_months == 120)

    in_window(story())


def test_it_says_where_the_data_is_kept(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            assert str(house.engine.data) in set(words_on(page))

    in_window(story())


def test_settings_that_cannot_be_kept_say_so_and_can_be_saved_again(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            # A folder where the file should be cannot be written over.
            (house.engine.data / "settings.new").mkdir()
            page.days.setValue(30)
            page.save_log.click()
            await until(lambda: page.log_problem.isVisible())
            assert "could not be written" in page.log_problem.text()
            assert page.save_log.isEnabled()

    in_window(story())


def test_help_opens_at_the_topic_that_was_asked_for(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HelpPage)
            page.activated("keyboard")
            await until(lambda: page.text.toPlainText())
            assert page.text.textCursor().block().text() == "Keyboard"
            page.activated("corrections")
            assert page.text.textCursor().block().text() == "Correcting and splitting sessions"
            page.activated("move")
            assert page.text.textCursor().block().text() == "Moving to a new computer"
            page.activated("about")
            assert page.text.textCursor().block().text() == "About Laddvakt"
            page.resize(900, 300)
            page.activated("words")
            assert page.text.textCursor().block().text() == "What the words mean"

    in_window(story())


def test_help_fetches_nothing(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(HelpPage)
            await until(lambda: page.text.toPlainText())
            assert page.text.loadResource(2, QUrl("http://127.0.0.1/picture.png")) is None
            assert not page.text.openLinks()

    in_window(story())


@pytest.mark.parametrize("language", ["en", "sv"])
def test_both_help_texts_have_the_same_parts(language: str) -> None:
    text = (ICONS.parent / "help" / f"{language}.md").read_text(encoding="utf-8")
    assert sum(line.startswith("# ") for line in text.splitlines()) == len(TOPICS)
    assert text.count("\n|") == 36
    assert "](" not in text, "help fetches nothing and leads nowhere"


@pytest.mark.parametrize("kind", [PricesPage, ReportsPage])
def test_what_is_not_built_says_so_and_leads_to_history(
    kind: Any, house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(kind)
            asked: list[str] = []
            page.open_page.connect(lambda key, _about: asked.append(key))
            page.state.action.click()
            assert asked == ["history"]
            assert any("not built yet" in words for words in words_on(page))

    in_window(story())
