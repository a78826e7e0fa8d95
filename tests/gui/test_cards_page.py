"""Cards & people: a person added, a stranger named with its sessions, a card blocked and undone, a wrong input."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.core.card_book import SITE
from app.core.cards import (
    Allowance,
    AtTheEnd,
    Budget,
    Card,
    CardKind,
    Doing,
    Openness,
    Policy,
    Reason,
    Shown,
    Used,
    Verdict,
)
from app.core.cards_file import BadLine, WhyLine
from app.core.interfaces import utc_now
from app.core.values import replace
from app.gui.access_words import card_state, reason_words, shown_words, verdict_words
from app.gui.card_names import CardNames
from app.gui.cards.blocks import PersonBlock, StrangerNotice
from app.gui.cards.card_dialog import CardDialog
from app.gui.cards.file_words import bad_line_words
from app.gui.cards.page import CardsPage
from app.gui.cards.person_dialog import PersonDialog
from app.gui.cards.stranger_dialogs import StrangersDialog, WhoseDialog
from app.gui.cards.view import natural
from app.gui.cards.why_dialog import WhyDialog
from app.gui.widgets.dialog import Sure
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, keep_past, now, session

BLUE, BACKWARDS, OTHER = "04A2B3C4D5E680", "80E6D5C4B3A204", "0477EE39B1"


def a_household(house: House) -> None:
    """Anna with her blue tag, and a garage that serves known cards."""
    book = house.engine.site.cards
    house.approved("GARAGE")
    anna = house.wish(book.add_person("Anna"))
    house.wish(book.add(Card(BLUE, "Blue tag", "blue", anna.id)))
    house.wish(book.set_policy(SITE, Policy(Openness.KNOWN)))


def hold(house: House, number: str, kind: CardKind = CardKind.CARD) -> None:
    """The card is held to the garage, and that is kept."""
    house.do(lambda: house.engine.site.gate.may_charge("GARAGE", 1, number, Doing.ASKING, kind=kind))
    house.wish(house.engine.site.wishes.rename_charger("GARAGE", "Garage"))


def block(page: CardsPage, title: str) -> PersonBlock | None:
    shown = (each for each in page.flow.widgets() if isinstance(each, PersonBlock))
    return next((each for each in shown if each.title.text() == title), None)


def notices(page: CardsPage) -> list[StrangerNotice]:
    return [each for each in page.flow.widgets() if isinstance(each, StrangerNotice)]


def dialog(page: CardsPage, kind: type[Any]) -> Any:
    return next((each for each in page.findChildren(kind) if each.isVisible()), None)


def act(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.hide()


def test_with_nobody_known_there_is_one_sentence_and_one_action(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: page.flow.widget("empty"))
            empty = page.flow.widget("empty")
            assert empty.accessibleName() == "No card is known yet."
            assert [each.text() for each in empty.findChildren(QPushButton)] == ["Teach a card"]

    in_window(story())


def test_a_person_is_added_with_a_car_and_a_budget(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            page.add.click()
            shown = dialog(page, PersonDialog)
            shown.save.click()
            await until(lambda: shown.problem == "Write a name first.")
            shown.name.setText("Anna")
            shown.more.click()
            shown.vehicles[0][1].setText("XC40")
            shown.budget.setChecked(True)
            shown.energy.setValue(200)
            shown.end.setCurrentIndex(1)
            shown.save.click()
            await until(lambda: block(page, "Anna"))
            anna = block(page, "Anna")
            assert anna is not None
            await until(lambda: anna.vehicles.text() == "XC40")
            assert anna.limit.text() == "Budget 0 kWh of 200 kWh"
            assert anna.end.text() == "warns at 90 %, stops charging at the end"
            assert house.engine.site.people.people[1].budget == Budget(200_000, at_the_end=AtTheEnd.STOP)

    in_window(story())


def test_a_stranger_is_named_and_its_earlier_sessions_with_it(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)
    keep(house, [session(2, NOON - timedelta(days=2), 9_000, card=OTHER)])
    hold(house, OTHER)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: notices(page))
            (notice,) = notices(page)
            assert notice.title.text() == "A card the program does not know  ••••9B1"
            assert "held to Garage" in notice.about.text()
            assert "refused" in notice.about.text()
            notice.yes.click()
            shown = dialog(page, WhoseDialog)
            await until(lambda: shown.earlier.isVisible())
            assert shown.earlier.text() == "Its earlier sessions too: 1 session, 9.0 kWh"
            shown.step.name.setText("White card")
            shown.step.person.setEditText("Karim")
            shown.save.click()
            await until(lambda: block(page, "Karim"))
            await until(lambda: not notices(page))
            (kept,) = house.engine.history.sessions_by_id([2])
            assert kept.person_id == house.engine.site.people.find_person("Karim").id

    in_window(story())


def test_a_stranger_that_may_be_a_known_card_is_joined_only_when_the_user_says_so(
    house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)
    hold(house, BACKWARDS)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: notices(page))
            assert notices(page)[0].about.text().endswith("may be Blue tag (Anna)")
            assert house.engine.site.cards.find(BACKWARDS) is None
            notices(page)[0].yes.click()
            shown = dialog(page, WhoseDialog)
            next(each for each in shown.findChildren(QPushButton) if each.text() == "It is the same card").click()
            await until(lambda: not notices(page))
            assert house.engine.site.cards.find(BACKWARDS).name == "Blue tag"
            page.hand.edit_card(BLUE)
            card = dialog(page, CardDialog)
            next(each for each in card.findChildren(QPushButton) if each.text() == "Take apart").click()
            await until(lambda: house.engine.site.cards.find(BACKWARDS) is None)

    in_window(story())


@pytest.mark.parametrize(
    ("kind", "number", "title", "about"),
    [
        (CardKind.CODE, "1234", "A code the program does not know  ••••", "typed in at Garage"),
        (CardKind.CAR, "A4B1C2D3E4F5", "A car the program does not know  ••••4F5", "came to Garage"),
        (CardKind.CHARGER, "7F3A-0001", "A number that a charger made up  ••••001", "used at Garage"),
    ],
)
def test_a_stranger_that_is_no_card_is_called_what_it_is(
    house: House, in_window: Tell, open_room: Any, kind: CardKind, number: str, title: str, about: str
) -> None:
    a_household(house)
    hold(house, number, kind)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: notices(page))
            notice = notices(page)[0]
            assert notice.title.text() == title
            assert notice.about.text().startswith(about)

    in_window(story())


def test_a_stranger_is_blocked_and_that_is_undone(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)
    hold(house, OTHER)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: notices(page))
            notices(page)[0].no.click()
            await until(lambda: block(page, "Cards of nobody"))
            assert block(page, "Cards of nobody").lines[0].pill.text() == "blocked"
            page.undo_bar.undo.click()
            await until(lambda: notices(page))
            assert block(page, "Cards of nobody") is None

    in_window(story())


def test_a_card_tells_what_it_charged_by_all_its_numbers(house: House, in_window: Tell, open_room: Any) -> None:
    keep_past(house)
    book = house.engine.site.cards
    anna = house.wish(book.add_person("Anna"))
    house.wish(book.add(Card("FFA204", "Blue tag", person_id=anna.id, also=("04A2",))))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage, now)
            await until(lambda: block(page, "Anna"))
            (line,) = block(page, "Anna").lines
            await until(lambda: line.charged.text() == "1 session · 31.2 kWh")
            assert "1 session · 31.2 kWh" in line.accessibleName()

    in_window(story())


def test_more_than_three_strangers_are_one_line_that_opens_a_list(
    house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)
    for number in ("0101010101", "0202020202", "0303030303", "0404040404"):
        hold(house, number)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: page.flow.widget("strangers"))
            line = page.flow.widget("strangers")
            assert line.title.text() == "4 cards nobody has named"
            line.see.click()
            shown = dialog(page, StrangersDialog)
            assert len(shown.notices) == 4
            shown.notices[0].no.click()
            await until(lambda: len(shown.notices) == 3)

    in_window(story())


def test_a_card_is_blocked_from_its_menu_and_undone_by_keyboard(
    house: House, in_window: Tell, open_room: Any, qtbot: QtBot
) -> None:
    a_household(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            line = block(page, "Anna").lines[0]
            assert line.pill.text() == "allowed"
            act(page.hand.card_menu(BLUE), "Block")
            await until(lambda: block(page, "Anna").lines[0].pill.text() == "blocked")
            assert page.undo_bar.words.text() == "Blue tag is blocked."
            qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: block(page, "Anna").lines[0].pill.text() == "allowed")

    in_window(story())


def test_a_number_is_masked_until_it_is_asked_for(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            line = block(page, "Anna").lines[0]
            assert line.number.text() == "••••680"
            act(page.hand.card_menu(BLUE), "Show number")
            assert line.number.text() == BLUE
            act(page.hand.card_menu(BLUE), "Hide number")
            assert line.number.text() == "••••680"

    in_window(story())


def test_a_card_is_bounded_in_its_dialog_and_nonsense_is_said_there(
    house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            page.hand.edit_card(BLUE)
            shown = dialog(page, CardDialog)
            shown.chargers.tick.setChecked(True)
            shown.save.click()
            assert shown.problem == "Choose at least one charger, or let it charge at all of them."
            shown.chargers.choices["GARAGE"].setChecked(True)
            shown.allowance.tick.setChecked(True)
            shown.allowance.energy.setValue(0)
            shown.save.click()
            await until(lambda: shown.problem == "A limit must be more than nothing.")
            shown.allowance.sessions.setValue(3)
            shown.save.click()
            await until(lambda: block(page, "Anna").lines[0].pill.text() == "not at every charger")
            await until(lambda: block(page, "Anna").lines[0].left.text() == "3 of 3 sessions left")
            assert house.engine.site.cards.card(BLUE).chargers == ("GARAGE",)

    in_window(story())


def test_why_a_card_was_refused_is_told_in_plain_words(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)
    house.wish(house.engine.site.cards.block(BLUE))
    hold(house, BLUE)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            page.hand.show_why(BLUE)
            shown = dialog(page, WhyDialog)
            await until(lambda: shown.lines)
            assert shown.lines[0].endswith("at Garage: refused – the card is blocked")

    in_window(story())


def test_sixty_cards_are_found_by_name_and_make_no_more_widgets_than_are_seen(
    house: House, in_window: Tell, open_room: Any
) -> None:
    book = house.engine.site.cards
    for number in range(60):
        person = house.wish(book.add_person(f"Flat {number}"))
        house.wish(book.add(Card(f"04F1{number:02}AA12", f"Tag {number}", "blue", person.id)))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Flat 2"))
            assert len(page.flow.widgets()) < 20
            page.search.setText("tag 47")
            await until(lambda: block(page, "Flat 47") and not block(page, "Flat 2"))
            page.search.setText("nobody at all")
            await until(lambda: page.flow.widget("not found"))

    in_window(story())


def test_every_button_of_a_line_is_reached_by_tab(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            page.activateWindow()
            await until(lambda: block(page, "Anna"))
            anna = block(page, "Anna")
            page.flow.show_item("person 1", take_focus=True)
            assert page.focusWidget() is anna.more
            page.flow.focusNextPrevChild(True)
            assert page.focusWidget() is anna.lines[0].more
            assert "Blue tag" in anna.lines[0].more.accessibleName()
            QApplication.processEvents()

    in_window(story())


# Words.


def test_every_reason_and_verdict_has_words() -> None:
    assert all(reason_words(each) for each in Reason)
    assert all(verdict_words(each) for each in Verdict)
    told = Shown(NOON - timedelta(minutes=5), "GARAGE", 1, OTHER, Doing.ASKING, Verdict.UNKNOWN, Reason.UNKNOWN)
    assert shown_words(told, "Garage", NOON).endswith(" at Garage: refused – this card is not known")


def test_a_card_says_first_what_keeps_it_from_charging() -> None:
    card, now = Card(BLUE), utc_now()
    assert card_state(card, now, Used()).word == "allowed"
    guest = replace(card, allowance=Allowance(now, 15_000), chargers=("GARAGE",))
    assert card_state(guest, now, Used(20_000)).all_words == "used up · not at every charger"
    assert card_state(replace(guest, blocked=True), now, Used()).word == "blocked"
    assert card_state(replace(card, expires_at=now), now, Used()).word == "expired"
    assert card_state(replace(card, master=True), now, Used()).word == "master"
    spent = card_state(card, now, Used(), Budget(1_000, at_the_end=AtTheEnd.REFUSE), Used(2_000))
    assert spent.word == "budget used up"
    assert CardNames([card]).words(BLUE) == "••••680"


def test_flat_two_stands_before_flat_ten() -> None:
    assert sorted(["Flat 10", "Flat 2", "Anna"], key=natural) == ["Anna", "Flat 2", "Flat 10"]


def test_a_file_with_a_wrong_line_is_told_and_a_right_one_shows_its_cards(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    file, written = tmp_path / "cards.csv", tmp_path / "again.csv"
    file.write_text("number,person,master\n04A2,Anna,no\n04A3,Bo,maybe\n", encoding="utf-8")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            notice = page.files.notice
            act(page.more.menu(), "Import cards…")
            chooser = page.files.files.dialog
            assert chooser is not None and chooser.isVisible()
            chooser.fileSelected.emit(str(file))
            chooser.close()
            await until(notice.isVisible)
            assert notice.accessibleName() == "Nothing was taken in."
            assert notice.accessibleDescription() == "Line 3: “maybe” is neither yes nor no."
            assert house.engine.site.cards.cards == {} and house.engine.site.people.people == {}
            file.write_text("number,person,master\n04A2,Anna,no\n04A3,Bo,yes\n04A4,Bo,no\n", encoding="utf-8")
            page.files.take_in(file)
            await until(lambda: notice.accessibleName() == "3 cards and 2 people taken in.")
            await until(lambda: block(page, "Bo"))
            bo = block(page, "Bo")
            assert bo is not None
            await until(lambda: bo.line("04A3") is not None and bo.line("04A4") is not None)
            assert notice.accessibleDescription() == ""
            lines = "".join(f"04A{number + 3},EH{number}\n" for number in range(7))
            file.write_text(f"number,chargers\n{lines}", encoding="utf-8")
            page.files.take_in(file)
            await until(lambda: notice.accessibleName() == "7 cards taken in.")
            told = notice.accessibleDescription().splitlines()
            assert told[0] == "Line 2: no charger “EH0” is known yet."
            assert told[5:] == ["And 2 more such lines.", "The cards can charge there once it is."]
            # And out again, by keyboard.
            page.export_asked.emit()
            assert page.files.files.dialog is not None
            page.files.files.dialog.fileSelected.emit(str(written))
            page.files.files.dialog.close()
            await until(lambda: notice.accessibleName() == "8 cards and 2 people written to again.csv")
            assert written.read_text(encoding="utf-8-sig").count("\n") == 9
            page.files.take_in(tmp_path / "nowhere.csv")
            await until(lambda: notice.accessibleName() == "Nothing was taken in.")
            assert notice.accessibleDescription().startswith("The file could not be read or written:")

    in_window(story())


def test_everything_stored_of_a_person_is_written_and_then_erased(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    a_household(house)
    anna = house.engine.site.people.find_person("Anna")
    keep(house, [session(2, NOON - timedelta(days=2), 9_000, card=BLUE, card_person_id=anna.id)])
    file = tmp_path / "anna.json"

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            act(page.hand.person_menu(anna.id), "Everything stored of this person…")
            chooser = page.files.files.dialog
            assert chooser is not None and Path(chooser.selectedFiles()[0]).name == "Anna.json"
            chooser.fileSelected.emit(str(file))
            chooser.close()
            words = "Everything stored of Anna is written to anna.json"
            await until(lambda: page.files.notice.accessibleName() == words)
            kept = json.loads(file.read_text(encoding="utf-8"))
            assert [(each["card"], each["energy_wh"]) for each in kept["sessions"]] == [(BLUE, 9_000)]
            act(page.hand.person_menu(anna.id), "Erase…")
            sure = dialog(page, Sure)
            sure.reject()
            assert house.engine.site.people.find_person("Anna") == anna
            act(page.hand.person_menu(anna.id), "Erase…")
            dialog(page, Sure).accept()
            await until(lambda: page.undo_bar.words.text() == "Anna is erased.")
            await until(lambda: block(page, "Anna") is None)
            assert not page.undo_bar.undo.isVisible()
            (left,) = house.engine.history.sessions_by_id([2])
            assert (left.card, left.energy_wh) == (None, 9_000)
            assert house.engine.history.cards() == []

    in_window(story())


def test_everything_that_can_be_wrong_in_a_file_has_its_sentence() -> None:
    said = {bad_line_words(BadLine(why, 7, "x")) for why in WhyLine}
    assert len(said) == len(WhyLine)
    assert all(words.startswith("Line 7: ") and "%" not in words for words in said)
