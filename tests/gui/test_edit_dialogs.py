"""The dialogs that write numbers: typed in the user's own way, and what is wrong said beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest

from app.core.model import Evidence, Origin
from app.gui import figures
from app.gui.figures import clock
from app.gui.history import edit_fields
from app.gui.history.edit_fields import EnergyField, MomentField
from app.gui.history.page import HistoryPage
from app.gui.history.period import Period, Span
from app.gui.theme import Theme
from tests.gui.conftest import House, Tell, until
from tests.gui.edited import METER_WH, STARTED, charged, listed, metered, opened, press
from tests.gui.pages import keep_readings

Key = Qt.Key


@pytest.fixture
def swedish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("sv_SE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def typed(field: Any, words: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, words)


async def dialog_of(page: HistoryPage, action: Any) -> Any:
    action.trigger()
    await until(lambda: page.detail.acts.dialog is not None and page.detail.acts.dialog.isVisible())
    return page.detail.acts.dialog


# The fields


@pytest.mark.parametrize("words", ["7,25", "7.25"])
@pytest.mark.parametrize("language", ["swedish", "british"])
def test_energy_is_typed_with_a_comma_or_a_point(
    theme: Theme, words: str, language: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(language)
    field = EnergyField(theme, "Energy", 6_004)
    assert field.text() == ("6,004 kWh" if language == "swedish" else "6.004 kWh")
    typed(field, words)
    assert field.energy_wh == 7_250
    field.clearFocus()
    field.interpretText()
    assert field.text() == ("7,25 kWh" if language == "swedish" else "7.25 kWh")


def test_a_moment_is_written_as_the_language_writes_it_and_keeps_its_seconds(theme: Theme, swedish: None) -> None:
    at = datetime(2026, 3, 9, 16, 5, 42, tzinfo=UTC)
    field = MomentField(theme, "Start", at)
    there = at.astimezone(figures.local_zone())
    assert field.text() == there.strftime("%Y-%m-%d %H:%M")
    assert field.at == at and not field.touched
    field.setDateTime(field.dateTime().addSecs(60))
    assert field.at == at.replace(minute=6, second=0)


def test_an_hour_that_comes_twice_in_a_night_is_the_one_after_the_start(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (figures, edit_fields):
        monkeypatch.setattr(module, "local_zone", lambda: ZoneInfo("Europe/Stockholm"))
    start = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)  # 02:50 on the summer's clock
    field = MomentField(theme, "End", start + timedelta(hours=3))
    field.setDateTime(field.dateTime().addSecs(-2 * 3600))
    QTest.keyClicks(field, "")
    field.setTime(field.time().fromString("02:20", "HH:mm"))
    assert field.at == datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
    assert field.after(start) == datetime(2026, 10, 25, 1, 20, tzinfo=UTC)


# Correcting


def test_numbers_are_corrected_with_the_original_beside_them_and_reset(
    house: House, in_window: Tell, open_room: Any
) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            detail = page.detail
            dialog = await dialog_of(page, detail.acts.correct)
            assert not dialog.save.isEnabled() and not dialog.reset.isEnabled()
            typed(dialog.energy, "6.5")
            assert dialog._energy.line.text() == "The charger said 7.20 kWh"
            assert dialog.save.isEnabled()
            press(dialog.save)
            await until(lambda: detail.energy.value == "6.50")
            await until(lambda: listed(house)[0].booked.energy_wh == 6_500)  # told before it is on disk
            (kept,) = listed(house)
            assert kept.energy_wh == 7_200
            # Nobody touched the times: they are what they were, to the second.
            assert kept.amended.started_at is None and kept.amended.stopped_at is None
            await until(lambda: detail.acts.dialog is None)

            dialog = await dialog_of(page, detail.acts.correct)
            press(dialog.reset)
            assert dialog.energy.energy_wh == 7_200 and not dialog.reset.isEnabled()
            QTest.keyClick(dialog.energy, Key.Key_Return)
            await until(lambda: detail.energy.value == "7.20")
            assert listed(house)[0].amended.energy_wh is None

    in_window(story())


def test_what_cannot_be_is_said_beside_its_field(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.correct)
            dialog.end.setDateTime(dialog.start.dateTime().addSecs(-60))
            assert dialog._end.line.text() == "A session cannot end before it begins."
            assert dialog._end.line.property("tone") == "fault" and not dialog.save.isEnabled()
            dialog.end.setDateTime(dialog.start.dateTime().addDays(3))
            assert dialog._end.line.text() == "A session cannot end in the future."
            press(dialog.reset)
            typed(dialog.energy, "9000")
            assert dialog._energy.line.text() == "No outlet gives this much energy in this time."
            assert dialog._end.line.text() == ""
            assert dialog.energy.accessibleDescription() == dialog._energy.line.text()
            QTest.keyClick(dialog, Key.Key_Escape)
            await until(lambda: page.detail.acts.dialog is None)
            assert listed(house)[0].amended.energy_wh is None

    in_window(story())


def test_a_part_of_a_split_session_cannot_be_given_the_numbers_of_the_whole(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    house.wish(house.engine.site.bookkeeping.split(told.id, STARTED + timedelta(minutes=20)))

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.correct)
            assert not dialog.reset.isVisible()

    in_window(story())


# Splitting


def test_a_session_is_split_where_the_slider_stands_and_both_parts_are_told_by_the_meter(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    metered(house, told)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.split)
            assert dialog.at.second == 0  # a whole minute of the clock
            dialog.slider.setValue(dialog.slider.value() - 1)
            before = dialog.at
            dialog.slider.setFocus()
            QTest.keyClick(dialog.slider, Key.Key_Right)
            assert dialog.at == before + timedelta(minutes=1)
            first, second = dialog.first.energy.value, dialog.second.energy.value
            assert (first, second) == ("1.18", "6.02")  # half of the hour, a sixth of the energy
            QTest.mouseClick(dialog.chart, Qt.MouseButton.LeftButton, pos=QPoint(dialog.chart.width() - 12, 60))
            assert dialog.at > STARTED + timedelta(minutes=55)
            dialog.field.setDateTime(dialog.field.dateTime().addSecs(-1800))
            at = dialog.at
            assert dialog.slider.value() == round((at - dialog._zero) / timedelta(minutes=1))
            press(dialog.save)
            await until(lambda: len(listed(house)) == 2)
            one, other = listed(house)
            assert one.booked.stopped_at == other.booked.started_at == at
            assert one.booked.energy_wh + other.booked.energy_wh == 7_200
            await until(lambda: page.detail.parts.isVisible())

    in_window(story())


def test_a_moment_outside_the_session_is_not_taken(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.split)
            dialog.field.setDateTime(dialog.field.dateTime().addDays(1))
            assert dialog.problem == "Choose a moment within the session." and not dialog.save.isEnabled()
            dialog.slider.setValue(dialog.slider.minimum())
            assert dialog.problem == "" and dialog.save.isEnabled()

    in_window(story())


def test_a_session_of_seconds_is_split_to_the_second(house: House, in_window: Tell, open_room: Any) -> None:
    told = charged(house, stopped_at=STARTED + timedelta(seconds=40))
    keep_readings(house, told, [7_000])

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.split)
            assert (dialog.slider.minimum(), dialog.slider.maximum()) == (1, 39)
            assert dialog.at == STARTED + timedelta(seconds=20)
            press(dialog.save)
            await until(lambda: len(listed(house)) == 2)
            assert [each.booked.energy_wh for each in listed(house)] == [3_600, 3_600]

    in_window(story())


# Adding


def test_a_session_is_added_by_hand_and_is_in_the_list(house: House, in_window: Tell, open_room: Any) -> None:
    told = charged(house)
    house.wish(house.engine.site.bookkeeping.assign([told.id], person="Åsa Berg"))

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            dialog = await dialog_of(page, page.detail.acts.add)
            assert dialog.place.currentText() == "Garage"
            assert not dialog.save.isEnabled() and dialog._energy.line.text() == "How much was charged"
            assert [dialog.person.itemText(row) for row in range(dialog.person.count())] == ["", "Åsa Berg"]
            typed(dialog.energy, "12,4")
            QTest.keyClicks(dialog.person.line, "Ulf")
            QTest.keyClicks(dialog.note, "The charger was new")
            dialog.end.setDateTime(dialog.start.dateTime().addSecs(-60))
            assert not dialog.save.isEnabled()
            dialog.end.setDateTime(dialog.start.dateTime().addSecs(3600))
            press(dialog.save)
            await until(lambda: len(listed(house)) == 2)
            added = next(each for each in listed(house) if each.origin is Origin.BY_HAND)
            assert (added.charger_id, added.outlet, added.energy_wh) == ("GARAGE", 1, 12_400)
            assert (added.amended.person_id, added.amended.note) == (2, "The charger was new")

    in_window(story())


def test_the_list_asks_for_both_dialogs_and_shows_what_was_added(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            page.show_period(Period.around(Span.YEAR, figures.local(STARTED).date()))
            await until(lambda: len(page.model.sessions) == 1)
            page.list.continuity_asked.emit()
            await until(lambda: page.detail.acts.dialog is not None and page.detail.acts.dialog.nothing.isVisible())
            page.detail.acts.dialog.reject()
            page.list.add_asked.emit()
            await until(lambda: page.detail.acts.dialog is not None)
            dialog: Any = page.detail.acts.dialog
            dialog.start.setDateTime(dialog.start.dateTime().addDays(-10))
            dialog.end.setDateTime(dialog.end.dateTime().addDays(-10))
            typed(dialog.energy, "3")
            press(dialog.save)
            await until(lambda: len(page.model.sessions) == 2)

    in_window(story())


def test_without_a_charger_nothing_can_be_added(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.add)
            typed(dialog.energy, "5")
            assert dialog.place.count() == 0 and not dialog.save.isEnabled()

    in_window(story())


# Missing energy


def three(house: House, second_wh: int, third_wh: int) -> None:
    """Three sessions of 7.20 kWh, the second and third with these registers at their start."""
    for number, (days, start_wh) in enumerate(((5, METER_WH), (3, second_wh), (1, third_wh)), start=101):
        at = STARTED - timedelta(days=days)
        charged(house, number, started_at=at, meter_start_wh=start_wh, meter_stop_wh=start_wh + 7_200)


def test_what_the_meter_counted_is_booked_and_taken_back(house: House, in_window: Tell, open_room: Any) -> None:
    three(house, METER_WH + 10_200, METER_WH + 17_400)

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.missing)
            await until(lambda: dialog.sentences)
            (words,) = dialog.sentences
            assert words.startswith("Between ") and clock(STARTED) in words
            assert words.endswith("the meter of Garage counted 3.00 kWh that no session told of.")
            press(dialog.buttons[0])
            await until(lambda: "are booked as a session" in "".join(dialog.sentences))
            found = next(each for each in listed(house) if each.origin is Origin.FOUND)
            assert found.energy_wh == 3_000 and Evidence.FOUND_BY_METER in found.evidence
            press(dialog.buttons[0])
            await until(lambda: dialog.sentences == [words])
            assert len(listed(house)) == 3

    in_window(story())


def test_the_outlets_of_a_charger_that_was_removed_are_looked_at_too(
    house: House, in_window: Tell, open_room: Any
) -> None:
    three(house, METER_WH + 10_200, METER_WH + 17_400)
    charged(house, 104, outlet=2)
    house.wish(house.engine.site.wishes.remove_charger("GARAGE"))

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.missing)
            await until(lambda: dialog.sentences)
            (words,) = dialog.sentences
            assert words.endswith("the meter of GARAGE · outlet 1 counted 3.00 kWh that no session told of.")
            press(dialog.buttons[0])
            await until(lambda: "are booked as a session" in "".join(dialog.sentences))
            assert [each.outlet for each in listed(house) if each.origin is Origin.FOUND] == [1]

    in_window(story())


def test_a_meter_that_fell_is_said_and_cannot_be_booked(house: House, in_window: Tell, open_room: Any) -> None:
    three(house, METER_WH + 7_200, 500)

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.missing)
            await until(lambda: dialog.sentences)
            assert "It was reset or exchanged" in dialog.sentences[0] and dialog.buttons == []

    in_window(story())


@pytest.mark.parametrize("anew", [False, True])
def test_where_nothing_is_missing_it_says_so_unless_the_meter_cannot_tell(
    house: House, in_window: Tell, open_room: Any, anew: bool
) -> None:
    if anew:
        for number, days in enumerate((5, 3, 1), start=101):
            charged(house, number, started_at=STARTED - timedelta(days=days), meter_start_wh=0, meter_stop_wh=7_200)
    else:
        three(house, METER_WH + 7_200, METER_WH + 14_400)

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.missing)
            await until(lambda: dialog.sentences if anew else dialog.nothing.isVisible())
            if anew:
                assert "begins anew at each session" in dialog.sentences[0]
                assert not dialog.nothing.isVisible()
            else:
                assert dialog.nothing.accessibleName() == "Every kilowatt-hour of the meter is in a session."

    in_window(story())


def test_what_is_older_than_two_years_is_looked_at_when_it_is_asked_for(
    house: House, in_window: Tell, open_room: Any
) -> None:
    old = STARTED - timedelta(days=1_000)
    charged(house, 101, started_at=old)
    charged(house, 102, started_at=old + timedelta(days=1), meter_start_wh=METER_WH + 8_200)

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = room.page(HistoryPage)
            dialog = await dialog_of(page, page.detail.acts.missing)
            await until(lambda: dialog.nothing.isVisible())
            press(dialog.older)
            await until(lambda: "1.00 kWh" in "".join(dialog.sentences))
            assert not dialog.nothing.isVisible() and not dialog.older.isVisible()

    in_window(story())
