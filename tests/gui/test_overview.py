"""The Overview: who wants in, what charges, what a press of a button does, and a thousand outlets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.commands import NoAnswer, Refused, Restart, SetLimit, StopCharging, Unlock
from app.core.contact import TroubleKind
from app.core.interfaces import PowerPoint, utc_now
from app.core.model import Activity, Availability, Charger, Outlet, Reading, Session, Standing, StopReason
from app.core.reports import Stage, StatusTold, TransactionTold
from app.core.values import replace
from app.gui.overview.dialogs import LimitDialog, NameDialog
from app.gui.overview.notices import NewNotice
from app.gui.overview.outlet_card import OutletCard, OutletLine
from app.gui.overview.page import OverviewPage
from app.gui.overview.rows import Kind, outlet_key, rows
from app.gui.overview.site_strip import SiteNow, SiteStrip, SiteSum
from app.gui.overview.traces import Trace, power_now_w, span_of
from app.gui.troubles import TroubleNotice
from app.gui.widgets.dialog import Sure
from tests.gui.conftest import NOON, House, Tell, until


def card(page: OverviewPage, charger_id: str = "EH1", number: int = 1) -> OutletCard | None:
    widget = page.flow.widget(outlet_key(charger_id, number))
    return widget if isinstance(widget, OutletCard) else None


def line(page: OverviewPage, charger_id: str = "EH1", number: int = 1) -> OutletLine | None:
    widget = page.flow.widget(outlet_key(charger_id, number))
    return widget if isinstance(widget, OutletLine) else None


def act(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def dialog(page: OverviewPage, kind: type[Any]) -> Any:
    return next(each for each in page.findChildren(kind) if each.isVisible())


# What is there.


def test_with_no_charger_there_is_one_sentence_and_one_action(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            asked: list[tuple[str, object]] = []
            page.open_page.connect(lambda key, about: asked.append((key, about)))
            empty = page.flow.widget("empty")
            assert empty.accessibleName() == "No charger connected yet."
            empty.findChildren(QPushButton)[-1].click()
            assert asked == [("welcome", None)]

    in_window(story())


def test_a_new_charger_is_approved_where_it_knocks(house: House, in_window: Tell, open_room: Any) -> None:
    house.connect("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            notice = page.flow.widget("new EH1")
            assert isinstance(notice, NewNotice)
            assert notice.about.text() == "Zaptec Go 2 · EH1 · 192.168.1.57"
            notice.yes.click()
            assert not notice.yes.isEnabled()
            await until(lambda: page.flow.widget("new EH1") is None)
            assert page.flow.widget(outlet_key("EH1", 0)) is not None

    in_window(story())


def test_a_charger_that_is_not_mine_goes_away(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.connect("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            page.flow.widget("new EH1").no.click()
            await until(lambda: page.flow.widget("empty") is not None)
            assert link.closed is not None

    in_window(story())


def test_a_car_that_comes_makes_its_line_a_card_with_power_and_energy(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.approved("EH0")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            assert line(page, "EH0").sentence.text() == "Free"
            assert line(page, "EH0").detail.text() == "Plug in to start."
            house.charging("EH1")
            await until(lambda: card(page) and card(page).power.value == "7.2")
            assert card(page).pill.text() == "Charging"
            assert card(page).session.text().startswith("8.4 kWh this session")
            assert card(page).button.text() == "Stop"
            assert "card ••••3C4" in card(page).fact.text()
            assert line(page, "EH0") is not None

    in_window(story())


def test_a_charger_that_has_never_called_says_so(house: House, in_window: Tell, open_room: Any) -> None:
    house.wish(house.engine.site.wishes.add_charger("EH1", "Carport"))

    async def story() -> None:
        async with open_room() as room:
            shown = line(room.page(OverviewPage), number=0)
            assert shown.name.text() == "Carport"
            assert shown.sentence.text().startswith("Has not called yet")

    in_window(story())


def test_the_strip_adds_up_what_charges(house: House, in_window: Tell, open_room: Any) -> None:
    house.charging("EH1", power_w=7200)
    house.charging("EH2", power_w=3600)

    async def story() -> None:
        async with open_room() as room:
            strip = room.page(OverviewPage).flow.widget("strip")
            assert isinstance(strip, SiteStrip)
            assert strip.power.value == "10.8"
            assert strip.cars.text() == "2 cars are charging"
            assert [cell.value for cell in strip.amps] == ["21", "21", "21"]
            await until(lambda: strip.energy.value == "16.8")

    in_window(story())


@pytest.mark.logs_warnings
def test_a_trouble_stands_on_top_until_it_passes(house: House, in_window: Tell, open_room: Any) -> None:
    site = house.engine.site

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            house.do(lambda: site.trouble(TroubleKind.DISK_FULL))
            await until(lambda: isinstance(page.flow.widget("trouble disk_full"), TroubleNotice))
            assert page.flow.widget("trouble disk_full").title.text() == "The disk is full."
            house.do(lambda: site.passed(TroubleKind.DISK_FULL))
            await until(lambda: page.flow.widget("trouble disk_full") is None)

    in_window(story())


@pytest.mark.logs_warnings
def test_a_trouble_with_the_port_has_a_way_to_settings(house: House, in_window: Tell, open_room: Any) -> None:
    site = house.engine.site

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            opened: list[str] = []
            page.open_page.connect(lambda key, _about: opened.append(key))
            house.do(lambda: site.trouble(TroubleKind.PORT_TAKEN, "the system's own words", "evcc"))
            await until(lambda: isinstance(page.flow.widget("trouble port_taken"), TroubleNotice))
            notice = page.flow.widget("trouble port_taken")
            assert "own words" not in notice.text.text()
            assert notice.title.text() == "Another program (evcc) uses the port that chargers call."
            notice.change.click()
            assert opened == ["settings"]
            house.do(lambda: site.passed(TroubleKind.PORT_TAKEN))

    in_window(story())


def test_a_long_name_leaves_a_line_its_state(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")
    house.wish(house.engine.site.wishes.rename_charger("EH1", "familjen Lindqvist-Söderström och hyresgästerna där"))
    house.hang_up(link)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage, lambda: utc_now() + timedelta(hours=1))
            page.resize(720, 640)
            await until(lambda: line(page).width() < 700)
            await until(lambda: line(page).sentence.width() >= line(page).sentence.sizeHint().width())
            assert line(page).sentence.text().startswith("No contact since")
            assert not line(page).last_used.isVisible()

    in_window(story())


# What the user does.


def test_stop_is_sent_then_stopping_until_the_charger_says_stopped(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            card(page).button.click()
            assert card(page).pill.text() == "Sending…"
            assert not card(page).button.isEnabled()
            await until(lambda: card(page).pill.text() == "Stopping…")
            assert link.sent == [StopCharging("7")]
            house.tell(
                link,
                TransactionTold(
                    Stage.ENDED, utc_now(), "7", 1, meter_stop_wh=9500, activity=None, reason=StopReason.REMOTE
                ),
            )
            await until(lambda: card(page).pill.text() == "Done – unplug the car")
            assert card(page).power.value == "0"
            assert card(page).session.text().startswith("8.5 kWh")

    in_window(story())


def test_a_refusal_stands_on_the_card_until_something_changes(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1")
    link.answers = lambda _command: Refused("Rejected")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            card(page).button.click()
            await until(lambda: card(page).detail.isVisible())
            assert card(page).detail.text().startswith("The charger refused")
            assert card(page).pill.text() == "Charging"
            house.tell(link, StatusTold(1, Availability.OCCUPIED, Activity.PAUSED_BY_CAR))
            await until(lambda: card(page).pill.text() == "Paused by the car")
            assert card(page).detail.text() == "It may go on by itself."

    in_window(story())


def test_a_charger_that_does_not_answer_is_said_to_charge_on(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1")
    link.answers = lambda _command: NoAnswer("EH1", 30)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            card(page).button.click()
            await until(lambda: card(page).detail.isVisible())
            assert "did not answer within 30 seconds" in card(page).detail.text()

    in_window(story())


def test_pause_holds_at_nought_and_the_button_resumes(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            row = page._rows[outlet_key("EH1", 1)]
            act(page.hand.menu(row), "Pause")
            await until(lambda: card(page).pill.text() == "Paused by you")
            assert SetLimit(1, 0, "7") in link.sent
            card(page).button.click()
            await until(lambda: card(page).pill.text() == "Charging")

    in_window(story())


def test_unlocking_in_a_session_asks_first_and_then_says_what_came_of_it(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            row = page._rows[outlet_key("EH1", 1)]
            act(page.hand.menu(row), "Unlock cable")
            assert link.sent == []
            dialog(page, Sure).yes.click()
            await until(lambda: card(page).detail.isVisible())
            assert link.sent == [Unlock(1)]
            assert card(page).detail.text() == "The charger has opened the cable lock."

    in_window(story())


def test_a_restart_that_is_not_confirmed_is_not_sent(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            row = page._rows[outlet_key("EH1", 1)]
            act(page.hand.menu(row), "Restart charger")
            dialog(page, Sure).reject()
            act(page.hand.menu(row), "Restart charger")
            dialog(page, Sure).yes.click()
            await until(lambda: line(page).sentence.text().startswith("Restarting…"))
            assert link.sent == [Restart()]

    in_window(story())


def test_a_limit_is_set_and_shown(house: House, in_window: Tell, open_room: Any) -> None:
    link = house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Limit current…")
            asked = dialog(page, LimitDialog)
            asked.amps.setValue(10)
            asked.accept()
            await until(lambda: card(page).right.text() == "Limit 10 A")
            assert SetLimit(1, 10.0) in link.sent

    in_window(story())


def test_names_are_changed_where_they_stand(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1", outlets=2)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            assert line(page).beside.text() == "outlet 1"
            act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Rename…")
            asked = dialog(page, NameDialog)
            asked.charger.setText("Garage")
            asked.outlet.setText("left")
            asked.accept()
            await until(lambda: (line(page).name.text(), line(page).beside.text()) == ("Garage", "left"))

    in_window(story())


def test_removing_asks_first_and_leaves_the_history(house: House, in_window: Tell, open_room: Any) -> None:
    house.charging("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            act(page.hand.menu(page._rows[outlet_key("EH1", 1)]), "Remove charger…")
            dialog(page, Sure).yes.click()
            await until(lambda: page.flow.widget("empty") is not None)

    in_window(story())


def test_the_menu_leads_to_messages_and_sessions_of_the_charger(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            asked: list[tuple[str, object]] = []
            page.open_page.connect(lambda key, about: asked.append((key, about)))
            menu = page.hand.menu(page._rows[outlet_key("EH1", 1)])
            act(menu, "Show messages")
            act(menu, "Show sessions")
            assert asked == [("messages", "EH1"), ("history", "EH1")]

    in_window(story())


def test_help_with_the_connection_is_one_press_away(house: House, in_window: Tell, open_room: Any) -> None:
    house.wish(house.engine.site.wishes.add_charger("EH1"))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            asked: list[tuple[str, object]] = []
            page.open_page.connect(lambda key, about: asked.append((key, about)))
            line(page, number=0).button.click()
            assert asked == [("welcome", "EH1")]

    in_window(story())


# Time, and many.


def test_a_lost_line_becomes_words_when_its_grace_is_over(house: House, in_window: Tell, open_room: Any) -> None:
    house.hang_up(house.charging("EH1"))
    passed = timedelta(0)

    def now() -> datetime:
        return utc_now() + passed

    async def story() -> None:
        nonlocal passed
        async with open_room() as room:
            page = room.page(OverviewPage, now)
            assert card(page).pill.text() == "Charging"
            passed = timedelta(seconds=90)
            page._tick()
            await until(lambda: card(page).pill.text() == "No contact")
            assert card(page).detail.text().startswith("Charging may continue.")
            assert card(page).power.value == "–"

    in_window(story())


def test_a_thousand_chargers_cost_the_widgets_of_one_screen(house: House, in_window: Tell, open_room: Any) -> None:
    def many() -> None:
        registry = house.engine.site.registry
        for number in range(1000):
            registry.put_charger(Charger(f"EH{number:04}", standing=Standing.APPROVED, online=True))
            registry.put_outlet(Outlet(f"EH{number:04}", 1, availability=Availability.AVAILABLE))

    house.do(many)

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            assert len(page._rows) == 1002  # the strip, and that everyone may charge
            assert len(page.flow.widgets()) < 40
            page.activated("EH0999")
            assert line(page, "EH0999") is not None

    in_window(story())


# Pure parts.


def approved(charger_id: str, name: str = "") -> Charger:
    return Charger(charger_id, name, Standing.APPROVED, online=True)


def test_rows_come_in_the_order_of_their_urgency() -> None:
    chargers = {each.id: each for each in (approved("A"), approved("B"), Charger("C", online=True), approved("D"))}
    free = {(key, 1): Outlet(key, 1, availability=Availability.AVAILABLE) for key in "AB"}
    busy = replace(free["B", 1], availability=Availability.OCCUPIED, activity=Activity.CONNECTED)
    ordered = rows(chargers, {**free, ("B", 1): busy}, (), NOON)
    assert [(row.kind, row.charger_id) for row in ordered] == [
        (Kind.NEW, "C"),
        (Kind.STRIP, ""),
        (Kind.CARD, "B"),
        (Kind.LINE, "A"),
        (Kind.LINE, "D"),
    ]


def test_an_outlet_that_charges_no_more_does_not_show_what_it_gave_before() -> None:
    session = Session(1, "EH1", 1, "7", NOON - timedelta(hours=1))
    told = Reading(NOON - timedelta(minutes=9), 9000, 10_900)
    charging = Outlet("EH1", 1, activity=Activity.CHARGING, session=session, live=told)
    assert power_now_w(charging, NOON) == 10_900
    assert power_now_w(replace(charging, activity=Activity.PAUSED_BY_CAR), NOON) == 0


def test_phases_are_left_out_where_one_car_tells_of_a_single_phase() -> None:
    session = Session(1, "A", 1, "7", NOON)
    outlet = Outlet("A", 1, activity=Activity.CHARGING, session=session)
    three = replace(outlet, live=Reading(NOON, power_w=7000, current_a=(10, 10, 10)))
    one = replace(outlet, number=2, live=Reading(NOON, power_w=3700, current_a=(16, None, None)))
    site = SiteSum()
    assert site.now() == SiteNow(0, 0, None)
    site.put("A 1", three, NOON)
    assert site.now() == SiteNow(7000, 1, (10, 10, 10))
    site.put("A 2", one, NOON)
    assert site.now() == SiteNow(10_700, 2, None)
    site.put("A 2", None, NOON)
    site.put("A 1", replace(three, activity=Activity.PAUSED_BY_CAR), NOON)
    assert site.now() == SiteNow(0, 0, None)


def test_what_flows_before_the_outlet_says_that_it_charges_is_in_the_sum() -> None:
    session = Session(1, "A", 1, "7", NOON)
    told = Reading(NOON, power_w=7800)
    connected = Outlet("A", 1, activity=Activity.CONNECTED, session=session, live=told)
    site = SiteSum()
    site.put("A 1", connected, NOON)
    assert site.now() == SiteNow(7800, 1, None)
    site.put("A 1", replace(connected, live=replace(told, power_w=0)), NOON)
    assert site.now() == SiteNow(0, 0, None)


def test_no_power_is_claimed_of_what_charges_and_says_nothing() -> None:
    session = Session(1, "A", 1, "7", NOON)
    silent = Outlet("A", 1, activity=Activity.CHARGING, session=session)
    site = SiteSum()
    site.put("A 1", silent, NOON)
    assert site.now() == SiteNow(None, 1, None)
    site.put("A 2", replace(silent, number=2, live=Reading(NOON, power_w=3700)), NOON)
    assert site.now() == SiteNow(3700, 2, None)


def test_a_trace_is_thin_ends_in_the_newest_reading_and_joins_what_was_before() -> None:
    trace = Trace()
    for second in range(60):
        trace.add(NOON + timedelta(seconds=second), 7000 + second)
    trace.load([PowerPoint(NOON - timedelta(minutes=minute), 1000) for minute in (30, 20, 10)])
    curve = trace.curve
    assert len(curve) < 12
    assert list(curve.power_w)[:3] == [1000, 1000, 1000]
    assert (curve.times_s[-1], curve.power_w[-1]) == ((NOON + timedelta(seconds=59)).timestamp(), 7059)


def test_a_trace_forgets_what_is_older_than_three_hours() -> None:
    trace = Trace()
    for minute in range(600):
        trace.add(NOON + timedelta(minutes=minute), 1000)
    assert 180 <= len(trace.curve) <= 182


def test_the_picture_is_as_long_as_the_session_needs() -> None:
    outlet = Outlet("A", 1, session=Session(1, "A", 1, "7", NOON))
    assert span_of(outlet, NOON + timedelta(minutes=4)) == timedelta(minutes=10)
    assert span_of(outlet, NOON + timedelta(minutes=40)) == timedelta(hours=1)
    assert span_of(outlet, NOON + timedelta(hours=9)) == timedelta(hours=3)
