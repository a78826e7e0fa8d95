"""A card is learnt: held to a charger or typed, named, joined to one that is known, and saved."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.card_numbers import Likeness
from app.core.cards import Card, CardKind, Doing
from app.core.gate import Gate
from app.core.reports import CardShown
from app.gui.learning import dialog as learning
from app.gui.learning.dialog import LearnCardDialog
from app.gui.learning.steps import CardStep, OverStep, TypeStep, WaitStep
from app.gui.learning.words import alike_words
from tests.core.conftest import FakeLink
from tests.gui.conftest import House, Tell, until
from tests.gui.pages import words_on

TAG = "04A2B3C4D5E680"


def learn(room: Any, **more: Any) -> LearnCardDialog:
    parts = (room.theme, room.icons, room.house.engine, room.bridge, room.ask, room.now)
    made = LearnCardDialog(*parts, **more)
    made.open()
    room.widgets.append(made)
    return made


def show_card(house: House, link: FakeLink, number: str) -> None:
    """Somebody holds it to the reader."""
    house.tell(link, CardShown(number, 1))


async def listens(house: House) -> None:
    """Return when a card that is shown now will be learnt."""
    gate: Gate = house.engine.site.gate
    await until(lambda: gate._learning is not None)


def test_a_card_that_is_held_to_a_charger_gets_a_name_and_a_new_person(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.approved("EH1")
    house.wish(house.engine.site.wishes.rename_charger("EH1", "Garage"))

    async def story() -> None:
        async with open_room() as room:
            saved: list[Card] = []
            shown = learn(room)
            shown.saved.connect(saved.append)
            assert isinstance(shown.step, WaitStep)
            assert shown.step.who.text() == "Connected: Garage"
            assert not shown.yes.isVisible()
            await listens(house)
            show_card(house, link, TAG)
            await until(lambda: isinstance(shown.step, CardStep))
            said = list(words_on(shown))
            assert "shown at Garage" in said and not any(TAG in each for each in said)
            shown.step.name.setText(" Blue tag ")
            shown.step.person.setEditText("Anna")
            shown.yes.click()
            await until(lambda: saved)
            await until(lambda: saved[0].person_id in room.bridge.people)
            person = room.bridge.people[saved[0].person_id]
            assert (saved[0].uid, saved[0].name, saved[0].colour, person.name) == (TAG, "Blue tag", "blue", "Anna")
            await until(lambda: room.bridge.cards[TAG.casefold()].name == "Blue tag")

    in_window(story())


def test_a_code_that_is_typed_in_is_not_called_a_card(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            shown = learn(room)
            await listens(house)
            house.tell(link, CardShown("1234", 1, CardKind.CODE))
            await until(lambda: isinstance(shown.step, CardStep))
            said = list(words_on(shown))
            assert "What is this code called?" in said and "typed in at EH1" in said
            assert "It was typed in, and is no card: whoever knows it can charge with it." in said
            assert shown.step.told.text() == "••••"  # half of a short code gives it away

    in_window(story())


def test_where_no_charger_is_connected_it_says_so_and_a_number_can_be_typed(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            shown = learn(room)
            assert shown.step.who.text().startswith("No charger is connected right now")
            await listens(house)
            shown.other.click()
            assert isinstance(shown.step, TypeStep) and not shown.yes.isEnabled()
            await until(lambda: house.engine.site.gate._learning is None)
            shown.step.number.setText(f" {TAG} ")
            shown.yes.click()
            assert isinstance(shown.step, CardStep) and shown.step.number == TAG
            shown.yes.click()
            await until(lambda: TAG.casefold() in room.bridge.cards)
            assert room.bridge.cards[TAG.casefold()].person_id is None

    in_window(story())


def test_a_charger_that_calls_while_it_waits_is_named(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            shown = learn(room)
            house.approved("EH1")
            await until(lambda: shown.step.who.text() == "Connected: EH1")

    in_window(story())


def test_when_the_minute_is_over_it_can_be_tried_again(
    house: House, in_window: Tell, open_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            monkeypatch.setattr(learning, "LEARN_FOR_S", 0.05)
            shown = learn(room)
            await until(lambda: isinstance(shown.step, OverStep))
            monkeypatch.setattr(learning, "LEARN_FOR_S", 60.0)
            shown.yes.click()
            assert isinstance(shown.step, WaitStep) and shown.step.countdown.left_s == 60
            await listens(house)
            show_card(house, link, TAG)
            await until(lambda: isinstance(shown.step, CardStep))

    in_window(story())


def test_closed_it_listens_no_more(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            shown = learn(room)
            await listens(house)
            shown.reject()
            room.widgets.clear()
            await until(lambda: house.engine.site.gate._learning is None)

    in_window(story())


def test_a_known_card_says_whose_it_is_and_is_moved_to_another(house: House, in_window: Tell, open_room: Any) -> None:
    book = house.engine.site.cards
    anna = house.wish(book.add_person("Anna"))
    karim = house.wish(book.add_person("Karim"))
    house.wish(book.add(Card(TAG, "Blue tag", "blue", anna.id)))

    async def story() -> None:
        async with open_room() as room:
            shown = learn(room, number=TAG.lower())
            assert "This is Blue tag. It belongs to Anna." in list(words_on(shown))
            assert shown.step.person.currentText() == "Anna"
            shown.step.person.setEditText("karim")
            shown.yes.click()
            await until(lambda: room.bridge.cards[TAG.casefold()].person_id == karim.id)
            assert room.bridge.cards[TAG.casefold()].uid == TAG

    in_window(story())


def test_a_number_like_a_known_one_is_joined_to_it_with_one_click(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.wish(house.engine.site.cards.add(Card(TAG, "Blue tag")))
    reversed_tag = "80E6D5C4B3A204"

    async def story() -> None:
        async with open_room() as room:
            shown = learn(room, number=reversed_tag)
            said = "It may be Blue tag as another charger reads it: the same number, read from its other end."
            assert said in list(words_on(shown))
            _button(shown, "It is the same card").click()
            await until(lambda: room.bridge.cards[TAG.casefold()].also == (reversed_tag,))

    in_window(story())


def test_the_person_it_is_opened_for_is_chosen_already(house: House, in_window: Tell, open_room: Any) -> None:
    anna = house.wish(house.engine.site.cards.add_person("Anna"))

    async def story() -> None:
        async with open_room() as room:
            shown = learn(room, number=TAG, person_id=anna.id)
            assert shown.step.person.currentText() == "Anna"

    in_window(story())


def test_a_number_is_shown_whole_only_on_purpose(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            shown = learn(room, number=TAG)
            assert shown.step.told.text() == "••••680"
            shown.step.reveal.click()
            assert shown.step.told.text() == TAG

    in_window(story())


def test_what_cannot_be_kept_says_why(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            shown = learn(room, number="04A2\u0007B3")
            shown.yes.click()
            await until(lambda: shown.problem)
            assert shown.isVisible() and shown.yes.isEnabled()

    in_window(story())


def test_a_second_dialog_cannot_listen_beside_the_first(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            learn(room)
            await listens(house)
            second = learn(room)
            await until(lambda: isinstance(second.step, OverStep))
            assert second.problem

    in_window(story())


def test_every_likeness_has_its_words() -> None:
    assert len({alike_words(each) for each in Likeness}) == len(Likeness)


def test_a_start_from_this_computer_is_no_card_that_is_learnt(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    gate = house.engine.site.gate

    async def story() -> None:
        async with open_room() as room:
            shown = learn(room)
            await listens(house)
            house.do(lambda: gate.may_charge("EH1", 1, "0477", Doing.REMOTE))
            show_card(house, link, TAG)
            await until(lambda: isinstance(shown.step, CardStep))
            assert shown.step.number == TAG

    in_window(story())


def _button(widget: QWidget, words: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == words)
