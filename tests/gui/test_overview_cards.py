"""Cards on the Overview: the first question, a card that is turned away, and who charges."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from app.core.card_book import SITE
from app.core.cards import Card, Doing, Hours, Openness, Policy, Reason, Shown, Verdict
from app.core.changes import CardShownChange
from app.core.interfaces import utc_now
from app.core.model import Activity, Availability, Charger, Outlet, Standing
from app.core.reports import CardShown, Stage, StatusTold, TransactionTold
from app.core.states import State
from app.gui.access_words import reason_sentence
from app.gui.card_names import CardNames
from app.gui.learning.dialog import LearnCardDialog
from app.gui.overview.door import Door, Refusals, at_the_door
from app.gui.overview.first_question import OpennessNote, OpennessQuestion
from app.gui.overview.page import OverviewPage
from app.gui.words import Action, saying_of
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.test_overview import card, dialog, line

TAG = "0477EE39B1"
HERE = Charger("EH1", "Garage", Standing.APPROVED, online=True)
FREE = Outlet("EH1", 1, availability=Availability.AVAILABLE)
PLUGGED = Outlet("EH1", 1, availability=Availability.OCCUPIED, activity=Activity.CONNECTED)


def test_a_fresh_installation_says_that_everyone_may_and_asks_once_a_card_was_used(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            note = page.flow.widget("open")
            assert isinstance(note, OpennessNote)
            assert note.words.text() == "Everyone can charge here, with any card."
            assert page.flow.widget("asks") is None
            house.tell(link, CardShown(TAG, 1))
            await until(lambda: page.flow.widget("asks"))
            question = page.flow.widget("asks")
            assert isinstance(question, OpennessQuestion)
            assert [each.text() for each in question.buttons.values()] == ["Everyone", "Only cards I know", "Ask me"]
            question.buttons[Openness.ASK].click()
            await until(lambda: page.flow.widget("asks") is None)
            assert house.engine.site.cards.policies == {SITE: Policy(Openness.ASK)}
            assert page.flow.widget("open") is None

    in_window(story())


def test_it_still_asks_when_the_card_was_used_while_nobody_looked(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.tell(house.approved("EH1"), CardShown(TAG, 1))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            await until(lambda: page.flow.widget("asks"))

    in_window(story())


def test_once_chosen_it_never_asks_again(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    house.wish(house.engine.site.cards.set_policy(SITE, Policy()))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            house.tell(link, CardShown(TAG, 1))
            await until(lambda: line(page) is None or card(page))
            assert page.flow.widget("asks") is None and page.flow.widget("open") is None

    in_window(story())


def test_a_card_that_is_turned_away_is_told_with_why_and_can_be_approved(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.approved("EH1")
    house.wish(house.engine.site.cards.set_policy(SITE, Policy(Openness.KNOWN)))
    clock = [utc_now()]

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage, lambda: clock[0])
            house.tell(link, CardShown(TAG, 1))
            await until(lambda: line(page).sentence.text() == "Card not approved")
            assert line(page).detail.text() == reason_sentence(Reason.UNKNOWN)
            assert line(page).button.text() == "Approve this card"
            line(page).button.click()
            assert dialog(page, LearnCardDialog).step.number == TAG
            clock[0] = utc_now() + timedelta(seconds=11)
            await until(lambda: line(page).sentence.text() == "Free")

    in_window(story())


def test_a_running_session_names_its_card_and_person(house: House, in_window: Tell, open_room: Any) -> None:
    book = house.engine.site.cards
    anna = house.wish(book.add_person("Anna"))
    house.wish(book.add(Card("04A2B3C4", "Blue tag", person_id=anna.id)))
    house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            await until(lambda: card(page))
            assert card(page).fact.text().endswith("· Anna · Blue tag")

    in_window(story())


def told(reason: Reason, *, outlet: int = 1, verdict: Verdict = Verdict.BLOCKED, doing: Doing = Doing.ASKING) -> Shown:
    return Shown(NOON, "EH1", outlet, TAG, doing, verdict, reason)


@pytest.mark.parametrize(
    ("reason", "known", "action"),
    [
        (Reason.UNKNOWN, False, Action.APPROVE_CARD),
        (Reason.ASKED, False, Action.APPROVE_CARD),
        (Reason.BLOCKED, True, Action.SEE_CARD),
        (Reason.CHARGER_LOCKED, True, Action.WHO_MAY_CHARGE),
        (Reason.CHARGER_CLOSED, False, Action.WHO_MAY_CHARGE),
    ],
)
def test_the_button_is_the_one_that_helps_against_the_reason(reason: Reason, known: bool, action: Action) -> None:
    names = CardNames([Card(TAG, "Red tag")] if known else [])
    saying = at_the_door(saying_of(HERE, FREE, NOON), State.FREE, Door(names, refused=told(reason)), NOON)
    assert (saying.pill, saying.detail, saying.action) == ("Card not approved", reason_sentence(reason), action)


def test_a_refusal_stays_for_ten_seconds_at_its_outlet_until_a_card_is_let_in() -> None:
    refusals = Refusals()
    refusals.heard([CardShownChange(told(Reason.UNKNOWN))])
    assert refusals.at("EH1", 1, NOON + timedelta(seconds=10))
    assert not refusals.at("EH1", 2, NOON) and not refusals.at("EH2", 1, NOON)
    assert not refusals.at("EH1", 1, NOON + timedelta(seconds=11))
    refusals.heard([CardShownChange(told(Reason.UNKNOWN, outlet=0))])
    assert refusals.at("EH1", 2, NOON)
    refusals.heard([CardShownChange(told(Reason.KNOWN, verdict=Verdict.ACCEPTED))])
    assert not refusals.at("EH1", 1, NOON)


@pytest.mark.parametrize(
    ("outlet", "state", "openness", "detail"),
    [
        (FREE, State.FREE, Openness.EVERYONE, "Plug in to start."),
        (FREE, State.FREE, Openness.KNOWN, "Plug in and hold a known card to the charger."),
        (PLUGGED, State.NEED_CARD, Openness.EVERYONE, "Hold any card to the charger or press Start."),
        (PLUGGED, State.NEED_CARD, Openness.KNOWN, "Hold a known card to the charger or press Start."),
    ],
)
def test_what_a_driver_needs_follows_from_who_may_charge(
    outlet: Outlet, state: State, openness: Openness, detail: str
) -> None:
    assert at_the_door(saying_of(HERE, outlet, NOON), state, Door(policy=Policy(openness)), NOON).detail == detail


def test_outside_its_hours_it_is_closed_and_what_charges_is_not_touched() -> None:
    door = Door(policy=Policy(hours=(Hours(time(1), time(2)),)))
    assert at_the_door(saying_of(HERE, FREE, NOON), State.FREE, door, NOON).pill == "Closed"
    charging = saying_of(HERE, FREE, NOON)
    assert at_the_door(charging, State.CHARGING, door, NOON) is charging


def test_the_first_car_of_a_charger_without_cards_asks_nothing(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            house.tell(link, StatusTold(1, Availability.OCCUPIED, Activity.CHARGING))
            house.tell(link, TransactionTold(Stage.BEGAN, utc_now(), "7", 1, None, meter_start_wh=0))
            await until(lambda: card(page))
            assert page.flow.widget("asks") is None

    in_window(story())
