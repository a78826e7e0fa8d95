"""One session whole: what it had, what people made of it, what happened to it, and the way back from each change."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.cards import Answered, Reason, Verdict
from app.core.changes import Change, SessionChanged
from app.core.interfaces import utc_now
from app.core.ledger.belief import Number
from app.core.model import Amendment, Event, EventKind, Evidence, Origin, Quality, Reading
from app.core.papers.signed import SignedValue
from app.core.reports import Metered
from app.core.values import replace
from app.gui.figures import clock, exact_clock
from app.gui.figures import number as figure
from app.gui.history.edits import NoteField
from app.gui.history.page import HistoryPage
from app.gui.history.timeline import of_the_stay
from app.gui.history.words import number_evidence, number_mark, refusal_sentence, session_pill
from app.gui.theme import Theme
from app.gui.widgets.pill import PillKind
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.edited import METER_WH, STARTED, charged, keep_events, listed, metered, opened, press
from tests.gui.pages import keep, session

Key = Qt.Key


def test_booked_numbers_are_shown_and_what_the_charger_said_stands_beside_them(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    earlier = STARTED - timedelta(hours=2)
    house.wish(house.engine.site.bookkeeping.correct(told.id, earlier, told.stopped_at, 7_000))

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            assert (detail.energy.value, detail.length.value) == ("7.00", "3 h 0 min")
            assert detail.figures.energy_told.text() == "the charger said 7.20 kWh"
            assert detail.figures.length_told.text() == "the charger said 1 h 0 min"
            assert f"the charger said {clock(STARTED)}" in detail.facts["started"].text()
            assert "(" not in detail.facts["ended"].text()
            assert (detail.pill.kind, detail.pill.text()) == (PillKind.INFO, "edited")
            assert detail.figures.energy_mark.isVisible()

    in_window(story())


def test_each_number_that_is_not_simply_measured_has_its_own_mark() -> None:
    plain = session(1, NOON)
    assert [number_mark(plain, each) for each in Number] == [None] * 5
    lost = session(2, NOON, quality=Quality.RECONSTRUCTED, evidence=frozenset({Evidence.STOP_MISSED}))
    assert number_mark(lost, Number.STARTED_AT) is None
    for number in (Number.STOPPED_AT, Number.METER_STOP, Number.ENERGY):
        assert number_mark(lost, number) == (PillKind.WAIT, "rebuilt")
        assert number_evidence(lost, number) == "Its end never arrived; the last reading counts."


def test_a_refused_start_says_why_in_its_row_and_where_its_figures_stand() -> None:
    blocked = Answered(Verdict.BLOCKED, Reason.BLOCKED)
    turned_away = session(1, NOON, 0, card="04A2", card_answer=blocked)
    assert session_pill(turned_away) == (PillKind.WAIT, "refused")
    assert refusal_sentence(turned_away) == "The card was refused: the card is blocked. Nothing was charged."
    heedless = replace(turned_away, energy_wh=3_000)
    assert session_pill(heedless) == (PillKind.FAULT, "refused")
    assert refusal_sentence(heedless) == "The card was refused: the card is blocked. The charger charged all the same."
    running = replace(turned_away, stopped_at=None)
    assert refusal_sentence(running) == "The card was refused: the card is blocked. Nothing has been charged so far."
    let_in = replace(heedless, card_answer=Answered(Verdict.ACCEPTED, Reason.KNOWN))
    assert (session_pill(let_in), refusal_sentence(let_in)) == (None, "")


def test_the_detail_of_a_refused_start_tells_no_strange_empty_session(
    house: House, in_window: Tell, open_room: Any
) -> None:
    house.wish(house.engine.site.wishes.add_charger("GARAGE", "Garage"))
    keep(house, [session(1, NOON, 0, card="04A2B3C4", card_answer=Answered(Verdict.UNKNOWN, Reason.UNKNOWN))])

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            figures = detail.figures
            assert figures.refusal.isVisible() and not figures.quality.isVisible()
            assert figures.refusal.text() == "The card was refused: this card is not known. Nothing was charged."
            assert detail.energy.value == "0.00"
            await until(lambda: "Card ••••3C4 was refused" in detail.timeline.sentences)
            assert not detail.chart.parentWidget().isVisible()  # nor a card that says that there are no readings

    in_window(story())


def test_a_person_a_vehicle_and_a_note_are_typed_where_they_stand_and_each_is_undone(
    house: House, in_window: Tell, open_room: Any
) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            whose = detail.whose
            QTest.keyClicks(whose.person.box.line, "Åsa Berg")
            QTest.keyClick(whose.person.box.line, Key.Key_Return)
            await until(lambda: len(detail.changes.undo_buttons) == 1)
            assert [person.name for person in house.engine.history.people()] == ["Åsa Berg"]
            QTest.keyClicks(whose.vehicle.box.line, "Blå Kona")
            QTest.keyClick(whose.vehicle.box.line, Key.Key_Return)
            await until(lambda: len(detail.changes.undo_buttons) == 2)
            (vehicle,) = house.engine.history.vehicles()
            assert (vehicle.name, vehicle.person_id) == ("Blå Kona", 1)
            QTest.keyClicks(whose.note, "Trip to a customer")
            assert whose._note.line.text() == "Ctrl+Enter keeps it, Esc takes it back."
            QTest.keyClick(whose.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: len(detail.changes.undo_buttons) == 3)
            press(whose.left_out)
            await until(lambda: len(detail.changes.undo_buttons) == 4)
            (kept,) = listed(house)
            assert (kept.amended.note, kept.amended.excluded) == ("Trip to a customer", True)
            await until(lambda: detail.pill.text() == "left out")
            assert "Note: “Trip to a customer”" in " ".join(detail.timeline.sentences)

            press(detail.changes.undo_buttons[1])
            await until(lambda: detail.problem.isVisible())
            assert "Undo the later change first" in detail.problem.accessibleDescription()
            for edit_id in (4, 3, 2, 1):
                press(detail.changes.undo_buttons[edit_id])
                await until(lambda edit_id=edit_id: edit_id not in detail.changes.undo_buttons)
            assert listed(house)[0].amended == kept.amended.__class__()
            await until(lambda: whose.person.box.currentText() == "" and whose.note.toPlainText() == "")
            assert not whose.left_out.isChecked() and not detail.problem.isVisible()
            assert len(detail._whole.edits) == 4  # what was undone is still told
            who = detail._whole.edits[0].by
            told = [each.text() for each in detail.changes.findChildren(QLabel)]
            assert sum(f"undone by {who}, " in words for words in told) == 4

    in_window(story())


def test_a_known_name_is_chosen_without_its_case_and_escape_takes_back_what_was_typed(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    house.wish(house.engine.site.bookkeeping.assign([told.id], person="Åsa Berg"))
    house.wish(house.engine.site.bookkeeping.assign([told.id], person="Bo"))

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            whose = page.detail.whose
            assert whose.person.box.currentText() == "Bo"
            assert [whose.person.box.itemText(row) for row in range(3)] == ["", "Bo", "Åsa Berg"]
            whose.person.box.setFocus()
            whose.person.box.line.selectAll()
            QTest.keyClicks(whose.person.box.line, "nobody I know")
            QTest.keyClick(whose.person.box.line, Key.Key_Escape)
            assert whose.person.box.currentText() == "Bo"
            whose.note.setFocus()
            QTest.keyClicks(whose.note, "half a thought")
            QTest.keyClick(whose.note, Key.Key_Escape)
            assert whose.note.toPlainText() == "" and page.pages.currentWidget() is page.detail
            whose.person.box.line.setText("åsa berg")
            QTest.keyClick(whose.person.box.line, Key.Key_Return)
            await until(lambda: whose.person.box.currentText() == "Åsa Berg")
            assert len(house.engine.history.people()) == 2

    in_window(story())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_name_is_chosen_among_those_that_hold_what_was_typed(house: House, in_window: Tell, open_room: Any) -> None:
    told = charged(house)
    for name in ("Åsa Berg", "Bo", ""):
        house.wish(house.engine.site.bookkeeping.assign([told.id], person=name))

    async def story() -> None:
        async with open_room() as room:
            box = (await opened(room, listed(house)[0])).detail.whose.person.box
            box.setFocus()
            QTest.keyClicks(box.line, "ber")
            await until(lambda: box.choosing)
            popup = box.proposals.popup()
            QTest.keyClick(popup, Key.Key_Down)
            QTest.keyClick(popup, Key.Key_Return)
            await until(lambda: listed(house)[0].amended.person_id == 1)
            assert box.currentText() == "Åsa Berg" and not box.choosing

    in_window(story())


def test_a_note_is_kept_when_the_page_is_left(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            QTest.keyClicks(page.detail.whose.note, "Guest")
            press(page.detail.back)
            assert page.pages.currentWidget() is page.list
            await until(lambda: listed(house)[0].amended.note == "Guest")
            # Left once, kept once.
            assert len(house.engine.history.edits(listed(house)[0].id)) == 1
            assert not page.detail.problem.isVisible()

    in_window(story())


@pytest.mark.logs_warnings
def test_on_a_full_disk_a_note_says_beside_itself_that_it_was_not_kept_and_stays(
    house: House, in_window: Tell, open_room: Any
) -> None:
    charged(house)
    disk = house.engine._records._raw_log._connection
    words = "Trip to a customer. " * 90

    def noted(told: list[Change]) -> list[str]:
        return [each.session.amended.note for each in told if isinstance(each, SessionChanged)]

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room, listed(house)[0])
            whose = page.detail.whose
            told: list[Change] = []
            room.bridge.changed.connect(told.extend)
            disk.execute("PRAGMA max_page_count = 1")  # no page more than there are
            for _ in range(2):  # tried again it is said again
                told.clear()
                whose.note.setFocus()
                whose.note.setPlainText(words)
                QTest.keyClick(whose.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
                await until(lambda: whose._note.line.text().startswith("The note was not kept: The disk is full."))
                # What was told while it was being written is taken back, and not what was typed.
                await until(lambda: noted(told)[-1:] == [""])
                assert page.model.sessions[0].amended.note == ""
                assert whose.note.toPlainText() == words and whose.note.dirty
                assert whose._note.line.text().startswith("The note was not kept")
            disk.execute("PRAGMA max_page_count = 100000")  # room is made
            QTest.keyClick(whose.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: listed(house)[0].amended.note == words.strip())
            await until(lambda: whose._note.line.text() == "" and not whose.note.dirty)

    in_window(story())


def test_a_note_told_before_it_was_refused_does_not_count_as_kept(theme: Theme, qtbot: QtBot) -> None:
    field = NoteField(theme)
    qtbot.addWidget(field)
    field.start_anew("")
    field.setPlainText("Guest")
    field.keep()
    field.show_note("Guest")
    field.refused("Guest")
    field.show_note("Guest")  # read while it had been told and was not taken back yet
    field.show_note("")
    assert field.toPlainText() == "Guest" and field.dirty
    field.keep()
    field.accepted("Guest")
    field.show_note("Guest")
    assert not field.dirty


def test_a_note_that_cannot_be_kept_stays_where_it_was_typed(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            detail.whose.note.setPlainText("x" * 2_001)
            detail.whose.note.setFocus()
            QTest.keyClick(detail.whose.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: "not kept" in detail.whose._note.line.text())
            assert detail.whose._note.line.text() == "The note was not kept: That is too long."
            assert len(detail.whose.note.toPlainText()) == 2_001
            detail.whose.note.setPlainText("x" * 2_000)
            assert detail.whose._note.line.text() == "Ctrl+Enter keeps it, Esc takes it back."
            QTest.keyClick(detail.whose.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: len(listed(house)[0].amended.note) == 2_000)
            await until(lambda: detail.whose._note.line.text() == "")

    in_window(story())


STORY = (
    (-400, EventKind.PLUGGED_IN, ""),
    (-300, EventKind.UNPLUGGED, ""),
    (-4, EventKind.PLUGGED_IN, ""),
    (-1, EventKind.CARD_SHOWN, "04A2"),
    (1, EventKind.CHARGING, ""),
    (10, EventKind.LIMITED, "10"),
    (20, EventKind.PAUSED_BY_CAR, ""),
    (30, EventKind.CHARGING, ""),
    (40, EventKind.FAULT, "cable_lock ConnectorLockFailure"),
    (42, EventKind.FAULT_OVER, ""),
    (44, EventKind.LINE_LOST, ""),
    (46, EventKind.LINE_BACK, ""),
    (48, EventKind.LIMITED, ""),
    (60, EventKind.COST_DIFFERS, "99.50 SEK"),
    (60.1, EventKind.FINISHING, ""),
    (75, EventKind.UNPLUGGED, ""),
    (90, EventKind.PLUGGED_IN, ""),
)


def test_the_story_is_told_in_order_from_plugging_in_to_unplugging(
    house: House, in_window: Tell, open_room: Any
) -> None:
    charged(house)
    keep_events(house, STORY)

    async def story() -> None:
        async with open_room() as room:
            timeline = (await opened(room, listed(house)[0])).detail.timeline
            assert timeline.sentences == [
                "The cable was plugged in",
                "Started with card ••••A2",
                "Charging began",
                "Limited to 10 A",
                "The car took no more for a while",
                "Charging went on",
                "Fault: the cable lock is stuck (ConnectorLockFailure)",
                "The fault is over",
                "Contact with the charger was lost",
                "Contact with the charger was back",
                "The current limit was lifted",
                "Ended: the car was unplugged",
                "The charger itself reckoned 99.50 kr. What counts is the sum here.",
                "Over; the cable is still in",
                "The cable was unplugged",
            ]

    in_window(story())


def test_a_stay_takes_nothing_of_the_car_before_nor_of_the_next_session() -> None:
    charging = session(1, NOON)

    def at(minutes: float, kind: EventKind) -> Event:
        return Event("GARAGE", 1, NOON + timedelta(minutes=minutes), kind)

    before = [at(-90, EventKind.PLUGGED_IN), at(-80, EventKind.UNPLUGGED)]
    own = [at(-5, EventKind.PLUGGED_IN), at(61, EventKind.FAULT)]
    after = [at(70, EventKind.CARD_SHOWN), at(71, EventKind.CHARGING), at(200, EventKind.UNPLUGGED)]
    assert of_the_stay([*before, *own, *after], charging) == own
    assert of_the_stay([*own, after[-1]], charging) == [*own, after[-1]]
    between = replace(charging, origin=Origin.FOUND)
    assert of_the_stay([*before, *own, *after], between) == []
    first = replace(charging, amended=Amendment(stopped_at=NOON + timedelta(minutes=30)))
    assert of_the_stay([*before, *own, after[-1]], first, split=True) == own[:1]


def test_a_long_story_shows_its_ends_until_it_is_asked_for(house: House, in_window: Tell, open_room: Any) -> None:
    charged(house)
    flips = (EventKind.CHARGING, EventKind.PAUSED_BY_CAR)
    keep_events(house, [(minute, flips[minute % 2], "") for minute in range(1, 59)])

    async def story() -> None:
        async with open_room() as room:
            timeline = (await opened(room, listed(house)[0])).detail.timeline
            assert len(timeline.sentences) == 16
            assert timeline.sentences[0] == "Started with card ••••A2"
            assert timeline.sentences[-1] == "Ended: the car was unplugged"
            assert timeline.more.text() == "Show 44 more in between"
            press(timeline.more)
            assert len(timeline.sentences) == 60 and not timeline.more.isVisible()

    in_window(story())


def test_meter_values_unfold_into_a_table_with_the_columns_that_hold_something(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    metered(house, told)

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            assert detail.meter.fold.text() == "Meter values (5)" and not detail.meter.table.isVisible()
            press(detail.meter.fold)
            assert detail.meter.table.isVisible()
            assert not detail.meter.table.has_selection()
            press(detail.meter.copy)
            lines = QGuiApplication.clipboard().text().splitlines()
            assert lines[0].split("\t") == ["Time", "Meter (kWh)", "Power (kW)"]
            assert lines[1].split("\t") == [exact_clock(STARTED), figure(METER_WH / 1000, 3), "2.40"]
            detail.meter.table.selectRow(4)
            QTest.keyClick(detail.meter.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            assert figure(1_007.2, 3) in QGuiApplication.clipboard().text()
            press(detail.meter.fold)
            assert not detail.meter.table.isVisible()

    in_window(story())


def test_a_part_shows_its_own_stretch_of_the_meter_and_leads_to_the_other(
    house: House, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    metered(house, told)
    house.wish(house.engine.site.bookkeeping.split(told.id, STARTED + timedelta(minutes=20)))

    async def story() -> None:
        async with open_room() as room:
            first, second = listed(house)
            detail = (await opened(room, first)).detail
            assert detail.meter.fold.text() == "Meter values (2)"
            assert "This part ends" in detail.timeline.sentences
            assert detail.energy.value == "0.80"
            (link,) = detail.parts.findChildren(type(detail.act))
            assert "6.40 kWh" in link.text()
            press(link)
            await until(lambda: detail.session.id == second.id and detail._whole is not None)
            assert detail.meter.fold.text() == "Meter values (3)"
            assert detail.timeline.sentences[0] == "This part begins"

    in_window(story())


def test_a_running_session_is_assigned_but_its_numbers_are_not_written_over(
    house: House, in_window: Tell, open_room: Any
) -> None:
    link = house.charging("EH1", energy_wh=8_400)

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            assert not detail.acts.correct.isEnabled() and not detail.acts.split.isEnabled()
            QTest.keyClicks(detail.whose.person.box.line, "Bo")
            QTest.keyClick(detail.whose.person.box.line, Key.Key_Return)
            await until(lambda: listed(house)[0].amended.person_id == 1)
            detail.whose.note.setPlainText("not yet")
            house.tell(link, Metered(1, (Reading(utc_now(), 1000 + 9_100, 7_000),), "7"))
            await until(lambda: detail.energy.value == "9.10")
            assert detail.whose.note.toPlainText() == "not yet"
            QTest.keyClick(detail.whose.note, Key.Key_Escape)
            assert not detail.whose.note.dirty
            assert detail.whose.person.box.currentText() == "Bo"

    in_window(story())


def test_a_session_that_was_added_is_deleted_after_a_question_and_the_list_is_back(
    house: House, in_window: Tell, open_room: Any
) -> None:
    charged(house)
    began = STARTED - timedelta(hours=3)
    house.wish(house.engine.site.bookkeeping.add("GARAGE", 1, began, began + timedelta(hours=1), 5_000, note="?"))

    async def story() -> None:
        async with open_room() as room:
            added, told = listed(house)
            page = await opened(room, told)
            assert not page.detail.acts.delete.isVisible()
            page.detail.show_session(added, page._names)
            await until(lambda: page.detail._whole is not None)
            assert page.detail.quality.text() == "Somebody wrote it down; no charger told of it."
            assert page.detail.acts.delete.isVisible() and not page.detail.changes.undo_buttons
            page.detail.acts.delete.trigger()
            press(page.detail.acts.dialog.cancel)
            assert len(listed(house)) == 2
            page.detail.acts.delete.trigger()
            press(page.detail.acts.dialog.foot.itemAt(2).widget())
            await until(lambda: page.pages.currentWidget() is page.list)
            await until(lambda: listed(house) == [told])

    in_window(story())


@pytest.mark.parametrize("keys", ["F2", "Ctrl+D"])
def test_keys_open_the_dialogs_and_ctrl_z_undoes_the_last_change(
    house: House, in_window: Tell, open_room: Any, keys: str
) -> None:
    told = charged(house)
    house.wish(house.engine.site.bookkeeping.exclude([told.id]))

    async def story() -> None:
        async with open_room() as room:
            page: HistoryPage = await opened(room, listed(house)[0])
            await until(lambda: page.isActiveWindow())
            QTest.keySequence(page, keys)
            await until(lambda: page.detail.acts.dialog is not None and page.detail.acts.dialog.isVisible())
            page.detail.acts.dialog.reject()
            await until(lambda: page.detail.acts.dialog is None)
            page.detail.back.setFocus()
            QTest.keySequence(page, "Ctrl+Z")
            await until(lambda: not listed(house)[0].amended.excluded)

    in_window(story())


def test_signed_meter_values_are_counted_and_exported_as_they_came(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    told = charged(house)

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            assert not detail.signed.isVisible()
            values = [
                SignedValue(STARTED, "OCMF|{}|begin", "Transaction.Begin"),
                SignedValue(told.stopped_at or STARTED, "OCMF|{}|end", "Transaction.End"),
            ]

            async def kept() -> None:
                records = house.engine._records
                records.add_signed(told.id, values)
                written = records.settled()
                assert written is not None
                await written

            house.wish(kept())
            detail._read()
            await until(lambda: detail.signed.isVisible())
            assert detail.signed.count.text() == "Signed meter values: 2"
            detail.signed.write(tmp_path / "signed")
            await until(lambda: detail.signed.said.text() == "2 signed values are saved as signed.json.")
            rows = json.loads((tmp_path / "signed.json").read_text(encoding="utf-8"))
            assert [row["signed_data"] for row in rows] == [each.data for each in values]

    in_window(story())
