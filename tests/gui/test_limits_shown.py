"""Limits in money on screen: set in both dialogs, what they count said in words, nonsense refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QWidget

from app.core import pricing
from app.core.cards import Allowance, AtTheEnd, Budget, Card, Used
from app.core.interfaces import utc_now
from app.core.model import Person
from app.core.prices.books import Book, Side
from app.gui.asking.banners import budget_words
from app.gui.cards.card_dialog import CardDialog
from app.gui.cards.card_fields import taken_words
from app.gui.cards.page import CardsPage
from app.gui.cards.person_dialog import PersonDialog
from app.gui.cards.words import left_words
from app.gui.main_window import MainWindow
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, now, session
from tests.gui.priced import priced
from tests.gui.test_asking import window as window
from tests.gui.test_cards_page import BLUE, a_household, block, dialog

SEK = Book(Side.PAY, "SEK", "UTC")
COUNTS_PAID = "Money counts what you pay for each session, VAT included."


@pytest.fixture(autouse=True)
def _reckoned_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pricing, "LIVE_EVERY_S", 0.05)


@pytest.fixture
def swedish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("sv_SE"))
    yield
    QLocale.setDefault(before)


def after_tab(widget: QWidget) -> QWidget:
    """Where the Tab key leads to."""
    found = widget.nextInFocusChain()
    while not (found.focusPolicy() & Qt.FocusPolicy.TabFocus) or not found.isVisible() or found.focusProxy():
        found = found.nextInFocusChain()
    return found


def words_in(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_a_guests_card_gets_a_limit_in_money_and_nonsense_is_refused_with_a_sentence(
    house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)
    priced(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            page.hand.edit_card(BLUE)
            shown = dialog(page, CardDialog)
            shown.allowance.tick.setChecked(True)
            field = shown.allowance.money
            assert field.accessibleName() == "Money, kr"
            assert COUNTS_PAID in shown.allowance.counted.text()
            fields = shown.allowance
            assert after_tab(fields.energy) is field and after_tab(field) is fields.sessions
            shown.allowance.energy.setValue(0)
            for wrong in ("-5", "NaN", "1e9", "0", "twenty", "1,23.50", "1000001"):
                field.setText(wrong)
                shown.save.click()
                assert shown.problem.startswith(f"“{wrong}” is no limit in money."), wrong
            assert shown.isVisible() and house.engine.site.cards.card(BLUE).allowance is None
            field.setText("19,50 kr")
            shown.save.click()
            await until(lambda: block(page, "Anna").lines[0].left.text() == "19.50 of 19.50 kr left")
            kept = house.engine.site.cards.card(BLUE).allowance
            assert kept is not None and (kept.money, kept.energy_wh) == (Decimal("19.50"), None)
            page.hand.edit_card(BLUE)
            shown = dialog(page, CardDialog)
            assert shown.allowance.money.text() == "19.50"
            shown.allowance.money.setText("")
            shown.save.click()
            await until(lambda: shown.problem == "A limit must be more than nothing.")

    in_window(story())


def test_without_prices_the_dialogs_say_that_a_limit_in_money_is_never_reached(
    house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Anna"))
            page.hand.edit_card(BLUE)
            shown = dialog(page, CardDialog)
            shown.allowance.tick.setChecked(True)
            never = "No prices are set, so a limit in money is never reached."
            assert never in shown.allowance.counted.text()
            assert shown.allowance.money.accessibleName() == "Money"
            assert shown.allowance.money.accessibleDescription() == never
            shown.allowance.energy.setValue(0)
            shown.allowance.money.setText("20")
            shown.save.click()
            await until(lambda: block(page, "Anna").lines[0].left.text() == "limit 20.00, no prices are set")
            page.hand.edit_person(1)
            shown = dialog(page, PersonDialog)
            shown.budget.setChecked(True)
            assert never in words_in(shown)

    in_window(story())


def test_a_persons_month_in_money_is_set_shown_and_kept_up_with(house: House, in_window: Tell, open_room: Any) -> None:
    a_household(house)
    begins = NOON - timedelta(days=5)
    keep(house, [session(2, begins, 9_000, card=BLUE, card_person_id=1)])
    keep(house, [session(3, NOON - timedelta(days=15), 4_000, card=BLUE, card_person_id=1)])
    priced(house, Side.CHARGE, first=begins.date())  # the other began before there were prices

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage, now)
            await until(lambda: block(page, "Anna"))
            page.hand.edit_person(1)
            shown = dialog(page, PersonDialog)
            shown.budget.setChecked(True)
            assert "Money counts what you charge for each session, VAT included." in words_in(shown)
            shown.energy.setValue(0)
            assert shown.energy.text() == "no limit"
            assert after_tab(shown.energy) is shown.money and after_tab(shown.money) is shown.warn
            shown.money.setText("-1")
            shown.save.click()
            assert shown.problem.startswith("“-1” is no limit in money.")
            shown.money.setText("20")
            shown.end.setCurrentIndex(2)
            shown.save.click()
            await until(lambda: block(page, "Anna").limit.text() == "Budget 18.00 kr of 20.00 kr")
            anna = block(page, "Anna")
            assert anna is not None
            assert anna.note.text() == "1 session without a price is not counted."
            assert anna.note.isVisible() and anna.note.text() in anna.budget.accessibleName()
            assert anna.end.text() == "warns at 90 %, refuses the next start at the end"
            budget = Budget(None, Decimal(20), AtTheEnd.REFUSE)
            assert house.engine.site.people.people[1].budget == budget
            # Prices for the other come.
            priced(house, Side.CHARGE, first=begins.date() - timedelta(days=20))
            await until(lambda: anna.limit.text() == "Budget 26.00 kr of 20.00 kr")
            await until(lambda: not anna.note.isVisible())
            await until(lambda: anna.lines[0].pill.text() == "budget used up")

    in_window(story())


def test_a_budget_in_money_that_is_nearly_used_is_told_on_every_page_and_by_the_tray(
    house: House, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    told: list[tuple[str, str]] = []

    class Tray(QSystemTrayIcon):
        def showMessage(self, title: str, text: str, *_: Any) -> None:
            told.append((title, text))

    house.do(house.engine.site.prices.start)
    priced(house)
    elin = house.wish(house.engine.site.cards.add_person("Elin", Budget(None, Decimal(18))))
    house.wish(house.engine.site.cards.add(Card("04A2B3C4", person_id=elin.id)))
    words = "Elin has charged for 16.80 kr of 18.00 kr this month."

    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            window._tray = Tray(window)
            window.hide()
            house.charging("EH1", energy_wh=8_400)
            await until(lambda: told)
            assert told == [("A budget is nearly used", words)]
            window.show()
            assert window.asker is not None and window.asker.banners is not None
            assert window.asker.banners.note.accessibleDescription() == words

    in_window(story())


def test_the_banner_tells_of_whichever_bound_is_nearly_used() -> None:
    both = Person(1, "Elin", Budget(100_000, Decimal(200)))
    energy = "Elin has charged 95.0 kWh of 100 kWh this month."
    money = "Elin has charged for 190.00 kr of 200.00 kr this month."
    for used, words in (
        (Used(95_000, 3, money=Decimal(20)), energy),
        (Used(20_000, 3, money=Decimal(190)), money),
        (Used(95_000, 3, money=Decimal(190)), f"{energy} {money}"),
        (Used(0, 3, money=Decimal(190), unpriced=2), f"{money} 2 sessions without a price are not counted."),
        (Used(95_000, 3), energy),
    ):
        assert budget_words(both, used, SEK) == words


def test_what_is_left_of_a_card_is_said_in_money_as_the_language_writes_it(swedish: None) -> None:
    card = Card("AA", allowance=Allowance(NOON, 15_000, money=Decimal(20)))
    used = Used(5_600, 2, money=Decimal("7.50"))
    assert left_words(card, used, NOON, SEK) == "9,4 of 15,0 kWh left · 12,50 of 20,00 kr left"
    over = Used(5_600, 2, money=Decimal("20.40"), unpriced=1)
    assert "0,00 of 20,00 kr left · 1 session without a price is not counted" in left_words(card, over, NOON, SEK)
    euro = Book(Side.CHARGE, "EUR", "UTC")
    assert "12,50 of 20,00 € left" in left_words(card, used, NOON, euro)


def test_what_a_card_used_is_said_with_what_is_not_counted() -> None:
    used = Used(5_600, 2, money=Decimal("12.5"), unpriced=1)
    words = "5.6 kWh, 2 sessions and 12.50\N{NO-BREAK SPACE}kr used."
    assert taken_words(used, SEK) == f"{words} 1 session without a price is not counted."
    assert taken_words(Used(5_600, 2), None) == "5.6 kWh and 2 sessions used."


def test_a_limit_in_money_is_typed_and_shown_with_a_comma_where_people_write_one(
    swedish: None, house: House, in_window: Tell, open_room: Any
) -> None:
    a_household(house)
    house.wish(house.engine.site.cards.change(Card(BLUE, allowance=Allowance(NOON, money=Decimal("199.5")))))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(CardsPage)
            await until(lambda: block(page, "Cards of nobody"))
            page.hand.edit_card(BLUE)
            shown = dialog(page, CardDialog)
            field = shown.allowance.money
            assert field.text() == "199,50"
            for typed in ("1 250,5", "1\N{NO-BREAK SPACE}250.50"):
                field.setText(typed)
                assert (field.amount, field.wrong) == (Decimal("1250.5"), "")

    in_window(story())
