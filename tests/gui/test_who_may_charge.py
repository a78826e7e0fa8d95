"""Who may charge: the page of the rules, a charger's own, the child lock, and what holds when this computer is off."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from app.core.card_book import SITE
from app.core.cards import Hours, Openness, Policy
from app.core.changes import AwayChanged
from app.core.lists.away import Away, AwaySettings, LeftOut, ListState
from app.core.model import Charger
from app.core.values import replace
from app.gui.access.away_words import list_words, wanted_words, when_off_words
from app.gui.access.charger_dialog import ChargerPolicyDialog
from app.gui.access.charger_row import ChargerRow
from app.gui.access.choices import policy_words, with_lock
from app.gui.access.page import WhoPage
from app.gui.overview.page import OverviewPage
from app.gui.overview.rows import outlet_key
from app.gui.theme import Theme
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.test_overview import act, dialog, line


def policies(house: House) -> dict[str, Policy]:
    return house.engine.site.cards.policies


def test_the_sites_rule_is_chosen_and_kept(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            assert page.form.choices[Openness.EVERYONE].isChecked() and page.save.isEnabled()
            page.form.choices[Openness.KNOWN].click()
            page.save.click()
            await until(lambda: room.bridge.policies == {SITE: Policy(Openness.KNOWN)})
            await until(lambda: page.rows["EH1"].rule.text() == "As everywhere: only known cards may charge.")
            assert not page.save.isEnabled()

    in_window(story())


def test_plug_and_charge_wants_a_person(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            page.form.choices[Openness.PLUGGED].click()
            assert page.form.nobody.isVisible() and not page.save.isEnabled()
            anna = house.wish(house.engine.site.cards.add_person("Anna"))
            await until(lambda: page.form.person.isVisible())
            page.save.click()
            await until(lambda: room.bridge.policies == {SITE: Policy(Openness.PLUGGED, anna.id)})

    in_window(story())


def test_opening_hours_are_set_by_span_and_day(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            page.form.hours.tick.click()
            (span,) = page.form.hours.spans
            span.since.setTime(span.since.time().addSecs(3600))
            span.days[6].click()
            page.save.click()
            hours = (Hours(time(7), time(22), (0, 1, 2, 3, 4, 5)),)
            await until(lambda: room.bridge.policies == {SITE: Policy(Openness.EVERYONE, hours=hours)})
            page.form.hours.more.click()
            assert len(page.form.hours.hours) == 2
            for each in list(page.form.hours.spans):
                each.drop.click()
            assert page.form.hours.hours == () and not page.form.hours.tick.isChecked()

    in_window(story())


def test_hours_of_no_length_are_not_kept_and_it_says_why(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            page.form.hours.tick.click()
            (span,) = page.form.hours.spans
            span.until.setTime(span.since.time())
            page.save.click()
            await until(lambda: page.problem.isVisible())
            assert not room.bridge.policies

    in_window(story())


def test_a_charger_gets_rules_of_its_own_and_gives_them_up(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            page.rows["EH1"].change.click()
            shown = dialog(page, ChargerPolicyDialog)
            shown.whose._group.button(1).click()
            shown.form.choices[Openness.KNOWN].click()
            shown.form.lock.click()
            shown.save.click()
            await until(lambda: room.bridge.policies == {"EH1": Policy(Openness.KNOWN, locked=True)})
            await until(lambda: page.rows["EH1"].pill.text() == "Locked")
            assert page.rows["EH1"].rule.text() == "Here nobody may start but from this computer."
            page.rows["EH1"].change.click()
            await until(lambda: dialog(page, ChargerPolicyDialog) is not shown)
            again = dialog(page, ChargerPolicyDialog)
            again.whose._group.button(0).click()
            again.save.click()
            await until(lambda: room.bridge.policies == {})

    in_window(story())


def test_the_child_lock_is_a_tick_in_the_outlets_menu_and_its_line_says_so(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            row = page._rows[outlet_key("EH1", 1)]
            act(page.hand.menu(row), "Child lock")
            said = "Locked – nobody can start here but from this computer"
            await until(lambda: line(page).sentence.text() == said)
            assert policies(house)["EH1"].locked
            menu = page.hand.menu(row)
            assert next(each for each in menu.actions() if each.text() == "Child lock").isChecked()
            act(menu, "Child lock")
            await until(lambda: line(page).sentence.text() == "Free")
            assert "EH1" not in policies(house)

    in_window(story())


def test_the_outlets_menu_leads_to_who_may_charge(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            asked: list[tuple[str, object]] = []
            page.open_page.connect(lambda key, about: asked.append((key, about)))
            act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Who may charge…")
            assert asked == [("who", "EH1")]
            who = room.page(WhoPage)
            who.activated("EH1")
            await until(lambda: who.rows["EH1"].isVisible())

    in_window(story())


KEEPS = AwaySettings(keeps_list=True, listed_when_off=True, strangers_when_off=False, most_cards=40)
OPEN = AwaySettings(listed_when_off=True, strangers_when_off=True)


def told(state: ListState, cards: int, settings: AwaySettings, detail: str = "") -> Away:
    return Away("EH1", state, cards, settings=settings, at=NOON, detail=detail)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (None, "not known before the charger has been asked."),
        (told(ListState.SAME, 12, KEEPS), "the 12 cards in its list can charge."),
        (told(ListState.SAME, 1, KEEPS), "the one card in its list can charge."),
        (told(ListState.SAME, 0, KEEPS), "nobody can start."),
        (told(ListState.NOT_WANTED, 0, OPEN), "everyone can charge."),
        (told(ListState.NOT_SUPPORTED, 0, AwaySettings()), "the charger does not tell."),
    ],
)
def test_when_this_computer_is_off_is_one_sentence(away: Away | None, said: str) -> None:
    assert when_off_words(away) == f"When this computer is off: {said}"


def test_every_state_of_a_list_is_said() -> None:
    said = {list_words(Away("EH1", state, 3, KEEPS, NOON), NOON + timedelta(hours=1))[0] for state in ListState}
    assert len(said) == len(ListState)
    failed = list_words(told(ListState.FAILED, 0, KEEPS, "Failed"), NOON)
    assert failed == ("Its list of cards could not be sent: Failed. It is tried again later.", "fault")


@pytest.mark.parametrize("state", [ListState.FAILED, ListState.NOT_SUPPORTED])
def test_a_list_that_is_switched_off_says_so_and_which_button_helps(state: ListState, theme: Theme) -> None:
    away = told(state, 0, replace(OPEN, keeps_list=False), "Failed")
    words, tone = list_words(away, NOON)
    assert (words, tone) == (
        "Its list of cards is switched off in the charger, so it takes none. “Set it so” switches it on, and the cards "
        "are sent after that.",
        "wait",
    )
    row = ChargerRow(theme, "EH1")
    row.show_charger(Charger("EH1", online=True), "", away, NOON, own=False, locked=False, amiss="")
    assert row.set_up.text() == "Set it so" and not row.set_up.isHidden()


def test_cards_that_a_list_leaves_out_are_counted_with_why() -> None:
    left_out = ((LeftOut.HOURS, 2), (LeftOut.NO_ROOM, 1))
    words, tone = list_words(Away("EH1", ListState.SAME, 3, KEEPS, NOON, left_out=left_out), NOON)
    assert words.endswith("because a list knows no hours: 2. Not in it because there is no room: 1.")
    assert tone == "muted"
    assert all(list_words(Away("EH1", left_out=((why, 1),)), NOON)[0] for why in LeftOut)


def test_what_the_rule_wants_is_said_only_where_it_is_otherwise() -> None:
    everyone, known = told(ListState.SAME, 2, OPEN), told(ListState.SAME, 2, KEEPS)
    assert wanted_words(Policy(Openness.KNOWN), everyone) == "By your rule only known cards should."
    assert wanted_words(Policy(Openness.KNOWN), known) == ""
    assert wanted_words(Policy(Openness.EVERYONE), known) == "By your rule everyone should."
    assert wanted_words(Policy(Openness.KNOWN, locked=True), known) == "By your rule nobody should."
    assert wanted_words(Policy(), None) == ""
    assert wanted_words(Policy(), Away("EH1", ListState.NOT_SUPPORTED)) == ""


def test_a_charger_that_does_otherwise_shows_it_and_offers_to_be_set(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.approved("EH1")
    house.wish(house.engine.site.cards.set_policy(SITE, Policy(Openness.KNOWN)))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(WhoPage)
            away = told(ListState.SAME, 2, OPEN)
            house.do(lambda: house.engine.site.changes.publish(AwayChanged(away)))
            row = page.rows["EH1"]
            await until(lambda: row.set_up.isVisible())
            said = "When this computer is off: everyone can charge. By your rule only known cards should."
            assert row.when_off.text() == said

    in_window(story())


def test_the_chargers_settings_say_what_holds_when_this_computer_is_off(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.approved("EH1")

    async def story() -> None:
        from app.gui.overview.charger_settings import SettingsDialog

        async with open_room() as room:
            page = room.page(OverviewPage)
            act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Charger settings…")
            shown = dialog(page, SettingsDialog)
            said = [each.text() for each in shown.findChildren(QLabel)]
            assert any(each.startswith("When this computer is off:") for each in said)
            assert "As everywhere: everyone may charge." in said

    in_window(story())


def test_unlocking_leaves_nothing_of_its_own_behind() -> None:
    site = {SITE: Policy(Openness.KNOWN)}
    locked = with_lock(site, "EH1", True)
    assert locked == Policy(Openness.KNOWN, locked=True)
    assert with_lock(site | {"EH1": locked}, "EH1", False) is None
    own = Policy(Openness.ASK, locked=True)
    assert with_lock(site | {"EH1": own}, "EH1", False) == Policy(Openness.ASK)


def test_hours_are_part_of_what_a_rule_says() -> None:
    hours = (Hours(time(6), time(22)),)
    assert policy_words(Policy(Openness.KNOWN, hours=hours), {}) == "only known cards may charge, at certain hours"
