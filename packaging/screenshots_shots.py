"""Every picture: its name, the house it is taken in, and what is done in the window before it is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import screenshots_asking as asking
import screenshots_cards as cards
import screenshots_data as data
import screenshots_edited as edited
import screenshots_money as money
import screenshots_reports as reports
import screenshots_stack as stack
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint, QSize
from PySide6.QtWidgets import QAbstractButton, QDialog, QMenu, QScrollArea, QWidget
from screenshots_house import NOW, House, PicturedBackups
from screenshots_settings import SETTINGS
from screenshots_studio import Studio

from app.core.cards import CardKind, Reason
from app.core.changes import DisplayChanged
from app.core.commands import CommandFailed, NoAnswer, Refused
from app.core.displays.display import Display
from app.core.interfaces import SessionQuery
from app.core.model import Availability, Quality
from app.core.prices.books import Side
from app.core.reports import StatusTold
from app.gui.failure_page import Rescue
from app.gui.failures import start_failure_words
from app.gui.history.period import Period, Span
from app.gui.overview.rows import outlet_key
from app.store import Broken, NewerData

Stage = Callable[[Studio], Awaitable[QWidget | None]]
"""Brings the window to what is to be seen; a dialog or a menu of it that the picture must show too."""

USUAL, NARROW, WIDE, TALL = QSize(1180, 760), QSize(1024, 640), QSize(1680, 1050), QSize(1180, 3300)


_WITH_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True, slots=True)
class Shot:
    name: str
    house: Callable[[House], Awaitable[None]]
    stage: Stage
    size: QSize = USUAL
    engine: bool = True  # False: before the engine runs
    alters: bool = False  # it does something to its house that the next picture must not see


def page(key: str, about: str | None = None) -> Stage:
    async def show(studio: Studio) -> None:
        studio.open(key, about)

    return show


def outlet_menu(charger: str, number: int) -> Stage:
    async def show(studio: Studio) -> QWidget:
        return await _menu(studio, charger, number)

    return show


def chosen(charger: str, number: int, words: str) -> Stage:
    """Choose this in the outlet's menu."""

    async def show(studio: Studio) -> QWidget | None:
        menu = await _menu(studio, charger, number)
        wanted = QCoreApplication.translate("Overview", words)
        action = next(action for action in menu.actions() if action.text() == wanted)
        menu.hide()
        action.trigger()
        await studio.settled()
        return _visible(studio, QDialog)

    return show


def charger_settings(
    *, search: str = "", change: str = "", edit: bool = False, listed: bool = True, failure: CommandFailed | None = None
) -> Stage:
    """The garage's settings: searched, one of them changed, none told, or not answered."""

    async def show(studio: Studio) -> QWidget | None:
        line = studio.house.lines[data.GARAGE]
        line.settings = SETTINGS if listed else ()
        line.failure = failure
        dialog: Any = await chosen(data.GARAGE, 1, "Charger settings…")(studio)
        dialog.search.setText(search)
        if change:
            dialog.model.edited.emit(change, "30")
        if edit:
            dialog.table.activated.emit(dialog.sieve.index(1, 0))
        await studio.settled()
        return _visible(studio, QDialog)

    return show


def showing_costs(display: Display, **more: Any) -> Stage:
    """The garage's settings, where it stands so with what it shows of costs."""

    async def show(studio: Studio) -> QWidget | None:
        studio.house.site.changes.publish(DisplayChanged(display))
        await studio.settled()
        return await charger_settings(**more)(studio)

    return show


async def refused(studio: Studio) -> None:
    """Stop was pressed, and the charger says no."""
    studio.house.lines[data.GARAGE].failure = Refused("Rejected")
    (await _card(studio, data.GARAGE, 1)).button.click()


async def sending(studio: Studio) -> None:
    """Stop was pressed, and the charger has not answered yet."""
    studio.house.lines[data.GARAGE].silent = True
    (await _card(studio, data.GARAGE, 1)).button.click()


async def _card(studio: Studio, charger: str, number: int) -> Any:
    overview: Any = studio.open("overview")
    await studio.settled()
    key = outlet_key(charger, number)
    overview.flow.show_item(key)
    await studio.settled()
    return overview.flow.widget(key)


async def _menu(studio: Studio, charger: str, number: int) -> QMenu:
    card = await _card(studio, charger, number)
    card.more.click()
    await studio.settled()
    menu = _visible(studio, QMenu)
    assert isinstance(menu, QMenu)  # noqa: S101 - just opened
    menu.move(card.more.mapToGlobal(card.more.rect().bottomLeft()))
    return menu


def _visible(studio: Studio, kind: type[QWidget]) -> QWidget | None:
    return next((each for each in studio.window.findChildren(kind) if each.isVisible()), None)


def history(
    span: Span,
    back: int = 0,
    *,
    search: str = "",
    by_person: bool = False,
    filters: dict[str, int] | None = None,
    in_money: bool = False,
    pointed: int | None = None,
) -> Stage:
    """So many days, weeks, months or years before the present one.

    `filters`: which entry of each is chosen; `in_money`: what the bars show; `pointed`: which of them is read out.
    """

    async def show(studio: Studio) -> None:
        shown: Any = studio.open("history")
        await studio.settled()
        shown.list.spans.choose(span.value)
        shown.list.spans.chosen.emit(span.value)
        for _ in range(back):
            shown.list.period_bar.earlier.click()
        if by_person:
            shown.list.totals.stack.choose("person")
            shown.list.totals.stack_chosen.emit()
        if in_money:
            shown.list.totals.measures.choose("money")
            shown.list.totals.measure_chosen.emit()
        for name, place in (filters or {}).items():
            getattr(shown.list.filters, name).setCurrentIndex(place)
        shown.search.setText(search)
        await studio.settled(0.4 if search else 0.0)
        shown.list.totals.chart.point_at(pointed)

    return show


def days_chosen(first: date, last: date) -> Stage:
    async def show(studio: Studio) -> None:
        shown: Any = studio.open("history")
        await studio.settled()
        shown.show_period(Period.between(first, last))

    return show


async def calendar(studio: Studio) -> QWidget:
    await days_chosen(date(2026, 9, 14), date(2026, 10, 22))(studio)
    await studio.settled()
    shown: Any = studio.window.current_page
    found: QWidget = shown.list.period_bar.since.calendarWidget()
    found.adjustSize()
    return found


async def filter_open(studio: Studio) -> QWidget:
    shown: Any = studio.open("history")
    await studio.settled()
    shown.list.filters.person.showPopup()
    found: QWidget = shown.list.filters.person.view().window()
    return found


def several_chosen(*, left_out: bool = False, menu: bool = False) -> Stage:
    """Rows of the list are chosen; then left out, or asked what can be done to them."""

    async def show(studio: Studio) -> QWidget | None:
        shown: Any = studio.open("history")
        await studio.settled()
        shown.show_period(shown.period.previous())
        await studio.settled()
        shown.table.selectRow(1)
        for row in (2, 4):
            index = shown.model.index(row, 0)
            shown.table.selectionModel().select(index, _WITH_ROWS)
        if left_out:
            shown.list.foot.leave_out.click()
            await studio.settled(0.3)
        if menu:
            shown.table.customContextMenuRequested.emit(QPoint(220, 30))
            await studio.settled()
            found: QWidget = shown.list.row_menu
            return found
        return None

    return show


async def assigning(studio: Studio) -> QWidget | None:
    shown: Any = studio.open("history")
    await studio.settled()
    shown.table.selectRow(1)
    shown.list.foot.assign_asked.emit()
    await studio.settled()
    return _visible(studio, QDialog)


async def months_menu(studio: Studio) -> QWidget:
    shown: Any = studio.open("history")
    await studio.settled()
    menu: QMenu = shown.list.period_bar.menu
    menu.popup(QPoint())
    menu.move(shown.list.period_bar.months.mapToGlobal(shown.list.period_bar.months.rect().bottomLeft()))
    return menu


def session(charger: str, *, quality: Quality | None = None, live: bool = False, nth: int = 0) -> Stage:
    """The newest session of the charger that is such, or one of those before."""

    async def show(studio: Studio) -> None:
        shown: Any = studio.open("history")
        await studio.settled()
        found = studio.house.engine.history.sessions(SessionQuery(charger_id=charger))
        wanted = [each for each in found if each.open is live and quality in (None, each.quality)]
        shown.open_session(wanted[nth])

    return show


async def waited(studio: Studio) -> None:
    """Four minutes after the page was opened nobody has called."""
    shown: Any = studio.open("welcome")
    await studio.settled()
    studio.house.clock.now = NOW + timedelta(minutes=4)
    shown.refresh_asked.emit()
    await studio.settled()


async def let_in(studio: Studio) -> None:
    """The charger came while the page was open, was approved, and told of its outlet."""
    studio.open("welcome")
    await studio.settled()
    await studio.house.wishes.approve(data.GARAGE, "Garage")
    line = studio.house.lines[data.GARAGE]
    studio.house.say_now(line, StatusTold(1, Availability.AVAILABLE))


async def no_network(studio: Studio) -> None:
    studio.house.engine.on_network = False
    studio.open("welcome")


async def port_taken(studio: Studio) -> None:
    studio.house.site.listens(())
    studio.house.site.trouble(*data.PORT_TAKEN)
    studio.open("welcome")


async def elsewhere(studio: Studio) -> None:
    """The program was started on another port than the one kept."""
    studio.house.site.listens((("127.0.0.1", 45123),))
    studio.open("settings")


async def in_parts(studio: Studio) -> None:
    shown: Any = studio.open("welcome")
    await studio.settled()
    for each in (shown.address.in_parts, shown.address.show_others):
        _press(each)


async def variants(studio: Studio) -> QWidget:
    shown: Any = studio.open("welcome")
    await studio.settled()
    menu: QMenu = shown.address.menu
    menu.popup(QPoint())
    menu.move(shown.address.otherwise.mapToGlobal(shown.address.otherwise.rect().bottomLeft()))
    return menu


async def repaired_frame(studio: Studio) -> None:
    shown: Any = studio.open("messages")
    await studio.settled()
    shown.table.selectRow(data.REPAIRED_ROW)


async def nothing_matches(studio: Studio) -> None:
    shown: Any = studio.open("messages")
    await studio.settled()
    shown.search.setText("FirmwareStatusNotification")
    await studio.settled(0.4)


async def settings_backups(studio: Studio) -> None:
    shown: Any = studio.open("settings")
    await studio.settled()
    area = shown.findChild(QScrollArea)
    area.ensureWidgetVisible(shown.storage)


async def restoring(studio: Studio) -> None:
    """The fifth of the kept backups is chosen."""
    shown: Any = studio.open("restore")
    await studio.settled()
    shown.kept.setCurrentRow(4)


async def really_restoring(studio: Studio) -> QWidget | None:
    await restoring(studio)
    await studio.settled()
    shown: Any = studio.window.current_page
    shown.restore.click()
    await studio.settled()
    return _visible(studio, QDialog)


async def moved(studio: Studio) -> None:
    """Restored on another computer, where chargers do not find it yet."""
    studio.window.open_page("move", PicturedBackups.before)


async def damaged(studio: Studio) -> None:
    failure = Broken("database disk image is malformed")
    studio.window.show_failure(*start_failure_words(failure), Rescue(NOW - timedelta(hours=9), lambda: None))


async def failed(studio: Studio) -> None:
    studio.window.show_failure(*start_failure_words(NewerData(7, 1)))


async def unexpected(studio: Studio) -> None:
    studio.open("overview")
    studio.window.show_unexpected()


async def waiting(_studio: Studio) -> None:
    """As the window is before the engine runs."""


def _press(button: QAbstractButton) -> None:
    button.click()
    button.clearFocus()


_FULL = page("overview")

SHOTS = (
    Shot("window-starting", data.empty, waiting, engine=False),
    Shot("failure-newer-data", data.empty, failed, engine=False),
    Shot("failure-damaged-data", data.empty, damaged, engine=False),
    Shot("overview-empty", data.empty, _FULL),
    Shot("overview-new-charger", data.newcomer, _FULL),
    Shot("overview-little", data.little, _FULL),
    Shot("overview-little-1024", data.little, _FULL, NARROW),
    Shot("overview-full", data.month, _FULL),
    Shot("overview-full-1024", data.month, _FULL, NARROW),
    Shot("overview-full-wide", data.month, _FULL, WIDE),
    Shot("overview-every-state", data.month, _FULL, TALL),
    Shot("overview-menu-charging", data.little, outlet_menu(data.GARAGE, 1)),
    Shot("overview-menu-free", data.little, outlet_menu(data.CARPORT, 1)),
    Shot("dialog-limit", data.month, chosen(data.CARPORT, 1, "Limit current…")),
    Shot("dialog-rename", data.month, chosen(data.PARKING, 1, "Rename…")),
    Shot("dialog-remove", data.month, chosen(data.PARKING, 1, "Remove charger…")),
    Shot("dialog-restart", data.month, chosen(data.CARPORT, 1, "Restart charger")),
    Shot("dialog-unlock", data.month, chosen(data.CARPORT, 1, "Unlock cable")),
    Shot("dialog-password", data.month, chosen(data.PARKING, 1, "Password…")),
    Shot("dialog-settings", data.little, charger_settings(), alters=True),
    Shot(
        "dialog-settings-changed", data.little, charger_settings(search="time", change="ConnectionTimeOut"), alters=True
    ),
    Shot("dialog-settings-1024", data.little, charger_settings(search="meter"), NARROW, alters=True),
    Shot("dialog-settings-edited", data.little, charger_settings(edit=True), alters=True),
    Shot("dialog-settings-no-match", data.little, charger_settings(search="Tesla"), alters=True),
    Shot("dialog-settings-none", data.little, charger_settings(listed=False), alters=True),
    Shot("dialog-settings-no-answer", data.little, charger_settings(failure=NoAnswer("x", 30)), alters=True),
    Shot("dialog-settings-display", money.priced, showing_costs(money.SHOWN), alters=True),
    Shot("dialog-settings-display-off", money.priced, showing_costs(money.OFF), alters=True),
    Shot("dialog-settings-display-1024", money.priced, showing_costs(money.UNSAID), NARROW, alters=True),
    Shot("overview-refused", data.little, refused, alters=True),
    Shot("overview-sending", data.little, sending, alters=True),
    Shot("overview-unexpected", data.little, unexpected),
    Shot("overview-trouble", data.troubled, _FULL),
    Shot("history-trouble", data.troubled, page("history")),
    Shot("overview-trouble-1024", data.troubled, _FULL, NARROW),
    Shot("history-nothing-ever", data.empty, page("history")),
    Shot("history-empty-month", data.little, history(Span.MONTH, 1)),
    Shot("history-nothing-found", data.little, history(Span.MONTH, search="Tesla")),
    Shot("history-little", data.little, history(Span.MONTH)),
    Shot("history-day", data.month, history(Span.DAY, 1)),
    Shot("history-week", data.month, history(Span.WEEK)),
    Shot("history-month", data.month, history(Span.MONTH, 1)),
    Shot("history-month-1024", data.month, history(Span.MONTH, 1), NARROW),
    Shot("history-year", data.month, history(Span.YEAR)),
    Shot("history-people-month", data.shared, history(Span.MONTH)),
    Shot("history-people-1024", data.shared, history(Span.MONTH), NARROW),
    Shot("history-people-wide", data.shared, history(Span.MONTH), WIDE),
    Shot("history-people-week", data.shared, history(Span.WEEK, by_person=True)),
    Shot("history-people-year", data.shared, history(Span.YEAR, by_person=True)),
    Shot("history-people-all", data.shared, history(Span.ALL, by_person=True)),
    Shot("history-people-days", data.shared, days_chosen(date(2026, 9, 14), date(2026, 10, 22))),
    Shot("history-people-days-1024", data.shared, days_chosen(date(2026, 9, 14), date(2026, 10, 22)), NARROW),
    Shot("history-calendar", data.shared, calendar),
    Shot("history-filter-open", data.shared, filter_open),
    Shot("history-filtered", data.shared, history(Span.MONTH, filters={"person": 2, "standing": 1})),
    Shot("history-filtered-1024", data.shared, history(Span.MONTH, filters={"person": 3, "charger": 2}), NARROW),
    Shot("history-filtered-empty", data.shared, history(Span.MONTH, filters={"person": 1, "vehicle": 3})),
    Shot("history-left-out", data.shared, history(Span.MONTH, filters={"standing": 5})),
    Shot("history-refused", cards.refused, history(Span.MONTH)),
    Shot("history-chosen", data.shared, several_chosen()),
    Shot("history-chosen-1024", data.shared, several_chosen(), NARROW),
    Shot("history-chosen-menu", data.shared, several_chosen(menu=True)),
    Shot("history-undo", data.shared, several_chosen(left_out=True), alters=True),
    Shot("history-assign", data.shared, assigning),
    Shot("history-months-1024", data.shared, months_menu, NARROW),
    Shot("session-measured", data.month, session(data.GARAGE, quality=Quality.MEASURED)),
    Shot("session-measured-1024", data.month, session(data.GARAGE, quality=Quality.MEASURED), NARROW),
    Shot("session-rebuilt", data.month, session(data.VILLA, quality=Quality.RECONSTRUCTED)),
    Shot("session-refused", cards.refused, session(data.CARPORT)),
    Shot("session-refused-charged", cards.refused, session(data.CARPORT, nth=1)),
    Shot("session-live", data.month, session(data.GARAGE, live=True)),
    Shot("session-edited", edited.written_over, edited.detail),
    Shot("session-edited-1024", edited.written_over, edited.detail, NARROW),
    Shot("session-edited-whole", edited.written_over, edited.detail, QSize(1180, 1640)),
    Shot("session-edited-whole-1024", edited.written_over, edited.detail, QSize(1024, 1700)),
    Shot("session-meter-values", edited.written_over, edited.unfolded, QSize(1180, 2000)),
    Shot("session-menu", edited.written_over, edited.menu),
    Shot("session-found", edited.booked, edited.found),
    Shot("dialog-correct", edited.written_over, edited.dialog(lambda acts: acts.correct)),
    Shot("dialog-correct-wrong", edited.written_over, edited.wrong),
    Shot("dialog-split", edited.written_over, edited.dialog(lambda acts: acts.split)),
    Shot("dialog-add-session", edited.written_over, edited.dialog(lambda acts: acts.add)),
    Shot("dialog-missing", edited.written_over, edited.dialog(lambda acts: acts.missing)),
    Shot("dialog-missing-booked", edited.booked, edited.dialog(lambda acts: acts.missing), NARROW),
    Shot("dialog-missing-nothing", edited.accounted, edited.dialog(lambda acts: acts.missing)),
    Shot("add-charger-nothing", data.empty, page("welcome")),
    Shot("add-charger-nothing-1024", data.empty, page("welcome"), NARROW),
    Shot("add-charger-still-nothing", data.empty, waited, alters=True),
    Shot("add-charger-fields", data.empty, in_parts),
    Shot("add-charger-variants", data.empty, variants),
    Shot("add-charger-knocked", data.knocked, page("welcome")),
    Shot("add-charger-named", data.named, page("welcome")),
    Shot("add-charger-refused", data.refused, page("welcome")),
    Shot("add-charger-refused-whole", data.refused, page("welcome"), QSize(1180, 1300)),
    Shot("add-charger-approve", data.newcomer, page("welcome")),
    Shot("add-charger-approve-1024", data.newcomer, page("welcome"), NARROW),
    Shot("add-charger-let-in", data.approved, let_in, alters=True),
    Shot("add-charger-no-network", data.empty, no_network, alters=True),
    Shot("add-charger-port-taken", data.empty, port_taken, alters=True),
    Shot("add-charger-offline", data.month, page("welcome", data.VILLA)),
    Shot("messages-empty", data.empty, page("messages")),
    Shot("messages-full", data.spoken, repaired_frame),
    Shot("messages-full-1024", data.spoken, repaired_frame, NARROW),
    Shot("messages-nothing-found", data.spoken, nothing_matches),
    Shot("settings", data.empty, page("settings")),
    Shot("settings-elsewhere", data.empty, elsewhere, alters=True),
    Shot("settings-1024", data.empty, page("settings"), NARROW),
    Shot("settings-people", data.empty, asking.settings_people),
    Shot("dialog-forget", data.empty, asking.forgetting),
    Shot("settings-backups", data.month, settings_backups),
    Shot("settings-whole", data.month, page("settings"), QSize(1180, 1700)),
    Shot("restore", data.month, page("restore")),
    Shot("restore-chosen", data.month, restoring, QSize(1180, 1000)),
    Shot("restore-chosen-1024", data.month, restoring, NARROW),
    Shot("dialog-replace", data.month, really_restoring, QSize(1180, 1000)),
    Shot("move", data.month, page("move")),
    Shot("move-1024", data.month, page("move"), NARROW),
    Shot("moved", data.month, moved),
    Shot("overview-warned", data.warned, _FULL),
    Shot("help", data.empty, page("help")),
    Shot("help-connection", data.empty, page("help", "connection"), NARROW),
    Shot("learn-waiting", data.little, asking.learning()),
    Shot("learn-waiting-none", data.empty, asking.learning()),
    Shot("learn-over", data.little, asking.learning(over=True)),
    Shot("learn-typed", data.little, asking.learning(typed=True)),
    Shot("learn-new", asking.known, asking.learning(number="0477EE39B1", name="Red tag")),
    Shot("learn-code", asking.known, asking.learning(number="1234", kind=CardKind.CODE)),
    Shot("learn-alike", asking.known, asking.learning(number="80E6D5C4B3A204")),
    Shot("learn-known", asking.known, asking.learning(number="04A2B3C4D5E680")),
    Shot("asked", asking.known, asking.asked("overview", "0477EE39B1"), alters=True),
    Shot("asked-once-more", asking.asking, asking.held("0477EE39B1"), alters=True),
    Shot("asked-two-1024", asking.known, asking.asked("history", "0477EE39B1", "AA01"), NARROW, alters=True),
    Shot("overview-first-question", data.little, asking.first_shown, alters=True),
    Shot("overview-card-refused", asking.known, asking.shown(Reason.UNKNOWN), alters=True),
    Shot("overview-card-blocked-1024", asking.known, asking.shown(Reason.BLOCKED, "049F0C01"), NARROW, alters=True),
    Shot("overview-locked", asking.known, asking.locked, alters=True),
    Shot("who", data.little, page("who")),
    Shot("who-whole", asking.ruled, asking.who(), QSize(1180, 1300)),
    Shot("who-switched-off", asking.ruled, asking.who(), QSize(1180, 1900)),
    Shot("who-1024", asking.ruled, asking.who(), NARROW),
    Shot("who-charger", asking.ruled, asking.who_dialog(data.PARKING)),
    Shot("who-charger-same", asking.ruled, asking.who_dialog(data.GARAGE)),
    Shot("messages-card-numbers", data.spoken, asking.card_numbers),
    Shot("cards-empty", data.empty, cards.cards()),
    Shot("cards-little", cards.household, cards.cards()),
    Shot("cards-menu", cards.household, cards.menu),
    Shot("cards-blocked", cards.household, cards.blocked, alters=True),
    Shot("cards-strangers", cards.strange, cards.cards()),
    Shot("cards-strangers-1024", cards.strange, cards.cards(), NARROW),
    Shot("cards-no-cards", cards.no_cards, cards.cards()),
    Shot("cards-imported", cards.household, cards.imported, alters=True),
    Shot("cards-many-strangers", cards.stranger_still, cards.cards()),
    Shot("cards-strangers-list", cards.stranger_still, cards.strangers_list),
    Shot("cards-many", cards.society, cards.cards()),
    Shot("cards-many-1024", cards.society, cards.cards(), NARROW),
    Shot("cards-many-whole", cards.society, cards.cards(), QSize(1180, 2100)),
    Shot("cards-found", cards.society, cards.cards(search="guest")),
    Shot("cards-not-found", cards.society, cards.cards(search="Tesla")),
    Shot("cards-crowd", cards.crowd, cards.unfolded),
    Shot("dialog-card", cards.society, cards.card_dialog(data.ELIN)),
    Shot("dialog-card-1024", cards.society, cards.card_dialog(data.ALVA), NARROW),
    Shot("dialog-card-guest", cards.society, cards.card_dialog(data.GUEST, down=True)),
    Shot("dialog-card-wrong", cards.household, cards.card_dialog(data.ELIN, wrong=True)),
    Shot("dialog-person", cards.society, cards.person_dialog("Elin")),
    Shot("dialog-person-new", cards.household, cards.person_dialog(None)),
    Shot("money-cards", cards.in_money, cards.cards(), QSize(1180, 1000)),
    Shot("money-cards-1024", cards.in_money, cards.cards(), NARROW),
    Shot("money-cards-whole-1024", cards.in_money, cards.cards(), QSize(1024, 2300)),
    Shot("money-cards-no-prices", cards.without_prices, cards.cards(search="guest")),
    Shot("money-card", cards.in_money, cards.guest_in_money()),
    Shot("money-card-wrong", cards.in_money, cards.guest_in_money("1e9")),
    Shot("money-card-no-prices", cards.without_prices, cards.guest_in_money()),
    Shot("money-person", cards.in_money, cards.person_dialog("Elin")),
    Shot("money-person-1024", cards.without_prices, cards.person_dialog("Elin"), NARROW),
    Shot("money-warned", cards.in_money, cards.warned, alters=True),
    Shot("dialog-whose", cards.strange, cards.cards(about="0477EE39B1")),
    Shot("dialog-whose-alike", cards.strange, cards.cards(about="806C21AAF01104")),
    Shot("dialog-why", cards.household, cards.why, alters=True),
    Shot("costs-overview", money.live, _FULL, QSize(1180, 1180)),
    Shot("costs-overview-1024", money.live, _FULL, QSize(1024, 1640)),
    Shot("costs-history", money.priced, history(Span.MONTH)),
    Shot("costs-history-1024", money.priced, history(Span.MONTH), NARROW),
    Shot("history-money-month", money.priced, history(Span.MONTH, in_money=True, pointed=4)),
    Shot("history-money-year", money.priced, history(Span.YEAR, in_money=True, pointed=8)),
    Shot("history-money-day", money.priced, history(Span.DAY, in_money=True)),
    Shot("history-money-people", money.shared, history(Span.MONTH, in_money=True, by_person=True, pointed=12)),
    Shot("history-money-people-1024", money.shared, history(Span.MONTH, in_money=True), NARROW),
    Shot("history-money-little", money.little, history(Span.MONTH, in_money=True)),
    Shot("history-money-none", money.priced, history(Span.MONTH, 4, in_money=True)),
    Shot("costs-session", money.priced, session(data.GARAGE, quality=Quality.MEASURED), QSize(1180, 1700)),
    Shot("costs-session-1024", money.priced, session(data.GARAGE, quality=Quality.MEASURED), QSize(1024, 1700)),
    Shot("prices", data.empty, page("prices")),
    Shot("prices-pay", money.priced, money.prices_pay, QSize(1180, 1180)),
    Shot("prices-charge", money.priced, money.prices_charge),
    Shot("prices-pay-1024", money.priced, money.prices_pay, NARROW),
    Shot("prices-set", data.empty, money.set_prices),
    Shot("prices-change", money.priced, money.set_prices),
    Shot("prices-bill", money.priced, money.check_bill),
    Shot("prices-bill-parts", money.priced, money.check_bill_parts),
    Shot("prices-folder", money.priced, money.price_folder),
    Shot("prices-import", money.priced, money.import_prices),
    Shot("prices-versions", stack.versions, money.prices_pay, QSize(1180, 1300)),
    Shot("prices-versions-charge", stack.versions, money.prices_charge, QSize(1180, 1100)),
    Shot("wizard-flat", data.empty, stack.wizard("flat")),
    Shot("wizard-zones", data.empty, stack.wizard("zones")),
    Shot("wizard-mixed", data.empty, stack.wizard("mixed")),
    Shot("wizard-mixed-1024", data.empty, stack.wizard("mixed"), NARROW),
    Shot("wizard-started", data.empty, stack.wizard("flat", start=1)),
    Shot("wizard-wrong", data.empty, stack.wizard("flat", wrong=True)),
    Shot("stack-empty", data.empty, stack.editor_empty),
    Shot("stack", stack.versions, stack.editor(Side.PAY, -1)),
    Shot("stack-1024", stack.versions, stack.editor(Side.PAY, -1), NARROW),
    Shot("stack-charge", stack.versions, stack.editor(Side.CHARGE, -1)),
    Shot("stack-frozen", stack.versions, stack.editor(Side.PAY, 0)),
    Shot("stack-copy", stack.versions, stack.editor_copy),
    Shot("stack-wrong", stack.versions, stack.editor_wrong),
    Shot("stack-line-series", stack.versions, stack.component(Side.PAY, 0)),
    Shot("stack-line-when", stack.versions, stack.component(Side.PAY, 1)),
    Shot("stack-line-peak", stack.versions, stack.component(Side.PAY, 4)),
    Shot("stack-line-peak-1024", stack.versions, stack.component(Side.PAY, 4), NARROW),
    Shot("stack-line-tiers", stack.versions, stack.component(Side.CHARGE, 0)),
    Shot("stack-line-idle", stack.versions, stack.component(Side.CHARGE, 2, down=True)),
    Shot("stack-line-wrong", stack.versions, stack.component(Side.PAY, 3, wrong=True)),
    Shot("reports", data.empty, page("reports")),
    Shot("reports-issued", money.issued, money.reports, QSize(1180, 1100)),
    Shot("reports-issued-1024", money.issued, money.reports, NARROW),
    Shot("session-signed", reports.signed, session(data.GARAGE, quality=Quality.MEASURED), QSize(1180, 1500)),
    Shot("reports-range", reports.neighbours, reports.free_range),
    Shot("reports-picking", reports.neighbours, reports.picking),
    Shot("reports-preview", reports.neighbours, reports.preview),
    Shot("reports-batch", reports.neighbours, reports.batch),
    Shot("reports-batch-done", reports.neighbours, reports.batch_done, alters=True),
    Shot("reports-year", reports.neighbours_issued, reports.year, QSize(1180, 1240)),
    Shot("reports-year-1024", reports.neighbours_issued, reports.year, NARROW),
    Shot("reports-year-people", reports.neighbours_issued, reports.year_people, QSize(1180, 900)),
    Shot("reports-year-registers", reports.neighbours_issued, reports.year_registers, QSize(1180, 1240)),
    Shot("reports-year-nothing", data.empty, reports.year),
    Shot("reports-owed", reports.neighbours_issued, reports.owed),
    Shot("reports-owed-1024", reports.neighbours_issued, reports.owed, NARROW),
    Shot("reports-owed-nothing", data.empty, reports.owed),
)
_SHARP = (
    *("overview-little", "overview-full", "overview-empty", "add-charger-nothing"),
    *("cards-strangers-1024", "dialog-card-1024", "who-1024"),
)
# The same at twice the resolution, for what becomes of lines, icons and curves there.
SHARP = tuple(replace(shot, name=f"{shot.name}-2x") for shot in SHOTS if shot.name in _SHARP)
README = Shot("overview", data.readme, _FULL)
