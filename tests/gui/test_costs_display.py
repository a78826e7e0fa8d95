"""What a charger shows of what charging costs: its sentence, the button that helps, and the choice in Settings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.changes import DisplayChanged
from app.core.commands import Accepted, Command, CommandFailed, DisplayRead, ReadDisplay, Refused, Result, SetDisplay
from app.core.displays.display import Display, DisplaySettings, Showing, ShownCost, TariffState
from app.core.prices.books import Side
from app.core.prices.simple import SimplePrice
from app.core.prices.tariff import Unsayable
from app.gui.overview.display_panel import DisplayPanel
from app.gui.overview.display_words import can_be_set, display_words, tariff_words
from app.gui.settings.page import SettingsPage
from tests.core.conftest import FakeLink
from tests.gui.conftest import House, Tell, until
from tests.gui.test_charger_settings import opened


def priced(house: House, side: Side = Side.CHARGE) -> None:
    version = SimplePrice(date(2026, 1, 1), flat=Decimal(2)).version()
    house.wish(house.engine.site.prices.put_version(side, version))


def telling(link: FakeLink, settings: DisplaySettings, taken: Result | CommandFailed) -> list[DisplaySettings]:
    """It tells of its display so; what it would tell next can be changed in the list."""
    told = [settings]

    def answer(command: Command) -> Result | CommandFailed:
        match command:
            case ReadDisplay():
                return DisplayRead(told[-1])
            case SetDisplay():
                return taken
        return Accepted()

    link.answers = answer
    return told


def test_a_display_that_is_off_is_turned_on_here(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    priced(house)
    told = telling(link, DisplaySettings(shows=False), Accepted())

    async def story() -> None:
        async with open_room() as room:
            panel = opened(room).findChild(DisplayPanel)
            assert panel.cost.text() == "Shows the driver's cost: the charger was not asked yet."
            assert not panel.turn_on.isVisible()
            off = Display("EH1", Showing.OFF, told[0])
            house.do(lambda: house.engine.site.changes.publish(DisplayChanged(off)))
            await until(panel.turn_on.isVisible)
            assert panel.cost.text() == "Shows the driver's cost: it could, but is set not to."
            told.append(DisplaySettings(shows=True))
            panel.turn_on.click()
            await until(lambda: panel.cost.text() == "Shows the driver's cost: yes.")
            assert SetDisplay("SEK") in link.sent and not panel.turn_on.isVisible()
            await until(lambda: panel.tariff.text().startswith("It knows your prices"))

    in_window(story())


def test_a_refusal_is_said_beside_the_button(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    priced(house)
    telling(link, DisplaySettings(shows=False), Refused("Rejected"))

    async def story() -> None:
        async with open_room() as room:
            panel = opened(room).findChild(DisplayPanel)
            house.do(lambda: house.engine.site.changes.publish(DisplayChanged(Display("EH1", Showing.OFF))))
            await until(panel.turn_on.isVisible)
            panel.turn_on.click()
            await until(panel.failure.isVisible)
            assert panel.failure.text().endswith("Some chargers are only set so in their maker's own app.")

    in_window(story())


@pytest.mark.parametrize(
    ("side", "shown", "words"),
    [
        (None, ShownCost.CHARGED, "Shows the driver's cost: no, since you charge nothing."),
        (None, ShownCost.PAID, "Shows the driver's cost: no, there are no prices yet."),
        (Side.CHARGE, ShownCost.NOTHING, "Shows the driver's cost: no, this is switched off in Settings."),
        (Side.PAY, ShownCost.CHARGED, "Shows the driver's cost: no, since you charge nothing."),
    ],
)
def test_it_says_why_nothing_is_shown(
    house: House, in_window: Tell, open_room: Any, side: Side | None, shown: ShownCost, words: str
) -> None:
    house.approved("EH1")
    if side is not None:
        priced(house, side)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            page.shown_cost.chosen.emit(shown.value)
            await until(lambda: house.engine.preferences.shown_cost is shown)
            assert opened(room).findChild(DisplayPanel).cost.text() == words

    in_window(story())


def test_the_choice_is_kept(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            assert page.shown_cost.key == "charged"
            page._choose_shown_cost("paid")
            await until(lambda: house.engine.preferences.shown_cost is ShownCost.PAID)
            assert '"shown_cost": "paid"' in (house.engine.data / "settings.json").read_text()

    in_window(story())


def test_every_state_and_every_reason_has_a_sentence_of_its_own() -> None:
    said = [display_words(Display("X", each), ShownCost.CHARGED, prices=True)[0] for each in Showing]
    said += [tariff_words(Display("X", tariff=each))[0] for each in TariffState]
    said += [tariff_words(Display("X", tariff=TariffState.UNSAYABLE, why=each))[0] for each in Unsayable]
    words = ("TooManyElements", "ConditionNotSupported (x)", "Odd")
    said += [tariff_words(Display("X", tariff=TariffState.REFUSED, detail=each))[0] for each in words]
    assert len(set(said)) == len(said) - 1, "one that is too intricate is the one without a reason"
    assert not any("%" in each for each in said)
    not_asked = display_words(Display("X"), ShownCost.CHARGED, prices=True)
    assert display_words(None, ShownCost.CHARGED, prices=True) == not_asked
    assert [can_be_set(each) for each in (None, Display("X", Showing.OFF), Display("X", Showing.CANNOT))] == [
        False,
        True,
        False,
    ]
