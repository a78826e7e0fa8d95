"""Backups in the window: made and seen in Settings, looked into before they replace anything, moved with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from app.core.backups import Contents, Origin, WhyNot
from app.core.contact import TroubleKind
from app.gui.backups.move import MovePage
from app.gui.backups.page import RestorePage
from app.gui.backups.words import moved_words
from app.gui.failure_page import FailurePage, Rescue
from app.gui.icons import Icons
from app.gui.overview.page import OverviewPage
from app.gui.settings.page import SettingsPage
from app.gui.theme import Theme
from app.gui.troubles import TroubleNotice
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, session, words_on


def test_a_backup_made_in_settings_is_said_to_be_the_last_and_counts_in_the_room_it_takes(
    house: House, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            await until(lambda: page.backups.last.text() == "None has been made yet.")
            page.backups.now.click()
            await until(lambda: page.backups.last.text().startswith("The last one: "))
            assert not page.backups.bar.isVisible()
            assert page.backups.now.isEnabled()
            await until(lambda: "Backups, 1 file" in set(words_on(page.storage)))
            assert str(house.engine.data / "backups") in set(words_on(page.backups))

    in_window(story())


def test_a_folder_that_is_chosen_gets_a_backup_at_once_and_one_that_is_gone_says_so(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()

    async def story() -> None:
        async with open_room() as room:
            page = room.page(SettingsPage)
            page.backups.chosen(str(usb))
            await until(lambda: len(list(usb.glob("laddvakt-*.sqlite3"))) == 1)
            assert house.engine.preferences.backup_folder == str(usb)
            await until(lambda: page.backups.folder.text() == str(usb))
            page.backups.chosen(str(tmp_path / "gone"))
            await until(lambda: page.backups.problem.isVisible())
            assert "is not there" in page.backups.problem.text()
            page.backups.beside.click()
            await until(lambda: house.engine.preferences.backup_folder == "")

    in_window(story())


def test_what_is_in_a_backup_is_shown_beside_what_is_there_before_anything_is_replaced(
    house: House, in_window: Tell, open_room: Any
) -> None:
    keep(house, [session(1, NOON), session(2, NOON)])
    house.approved("GARAGE")
    kept = house.wish(house.engine.backups.make())
    keep(house, [session(3, NOON)])

    async def story() -> None:
        async with open_room() as room:
            page = room.page(RestorePage)
            asked: list[tuple[str, object]] = []
            page.restart_asked.connect(lambda key, about: asked.append((key, about)))
            await until(lambda: page.kept.count() == 1)
            assert not page.inside.isVisible()
            page.kept.setCurrentRow(0)
            await until(page.inside.isVisible)
            shown = set(words_on(page.inside))
            assert {"Sessions, In the backup (made by you): 2", "Sessions, Here now: 3"} <= shown
            assert "Chargers, In the backup (made by you): 1" in shown
            assert "Total energy, In the backup (made by you): 20.0 kWh" in shown
            page.restore.click()
            sure = next(each for each in page.findChildren(QDialog) if each.isVisible())
            assert asked == [] and not (house.engine.data / "laddvakt.restore").exists()
            sure.yes.click()
            await until(lambda: asked)
            key, restored = asked[0]
            # Nothing has moved: it is the same computer.
            assert key == "settings" and isinstance(restored, Contents) and restored.sessions == 2
            assert (house.engine.data / "laddvakt.restore").exists()
            assert kept.path.exists()

    in_window(story())


def test_a_file_that_is_no_backup_says_so_and_offers_nothing(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    (tmp_path / "diary.txt").write_text("dear diary")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(RestorePage)
            await until(page.none.isVisible)
            page.look_into(tmp_path / "diary.txt")
            await until(page.problem.isVisible)
            assert page.problem.text() == "This is not a backup made by Laddvakt."
            assert not page.inside.isVisible()

    in_window(story())


def test_every_reason_a_backup_can_fail_for_has_words() -> None:
    from app.core.backups import BackupFailed
    from app.gui.failures import failure_words

    assert len({failure_words(BackupFailed(why)) for why in WhyNot}) == len(WhyNot)


def test_what_was_restored_is_said_where_one_comes_out(house: House, in_window: Tell, open_room: Any) -> None:
    keep(house, [session(1, NOON), session(2, NOON)])
    house.approved("GARAGE")
    contents = house.wish(house.engine.backups.contents(None))
    said = ("Restored: 2 sessions of 1 charger.", "What was here before is kept as a backup.")

    async def story() -> None:
        async with open_room() as room:
            for kind in (SettingsPage, MovePage):
                page = room.page(kind)
                assert not page.restored.isVisible()
                page.activated(contents)
                assert page.restored.isVisible()
                assert (page.restored.accessibleName(), page.restored.accessibleDescription()) == said
                page.activated()
                assert not page.restored.isVisible()

    in_window(story())


@pytest.mark.parametrize("computer", ["", "old-pc"])
def test_of_another_computers_backup_one_comes_out_where_the_move_goes_on(
    house: House, in_window: Tell, open_room: Any, computer: str, tmp_path: Path
) -> None:
    contents = replace(house.wish(house.engine.backups.contents(None)), origin=Origin(computer))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(RestorePage)
            asked: list[tuple[str, object]] = []
            page.restart_asked.connect(lambda key, about: asked.append((key, about)))
            page._chosen = tmp_path, contents
            page._staged(await room.ask.read(lambda: house.wish(house.engine.backups.origin())))
            assert asked == [("move", contents)]

    in_window(story())


# The move.


def test_moving_is_explained_with_the_address_that_chargers_have(house: House, in_window: Tell, open_room: Any) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = room.page(MovePage)
            await until(lambda: page.address.text())
            assert page.steps.isVisible() and not page.outcome.isVisible()
            page.copy.click()
            if page.copy.isVisible():
                assert QApplication.clipboard().text() == page.address.text()

    in_window(story())


def test_after_a_move_the_chargers_to_change_are_named(house: House, in_window: Tell, open_room: Any) -> None:
    house.approved("EH1")
    contents = house.wish(house.engine.backups.contents(None))

    async def story() -> None:
        async with open_room() as room:
            page = room.page(MovePage)
            page.activated(replace(contents, origin=Origin("old-pc", ("ws://203.0.113.9:8887/",))))
            await until(page.outcome.isVisible)
            assert "ws://203.0.113.9:8887/" in page.outcome_words.text()
            assert "old-pc" in page.outcome_words.text()
            assert not page.steps.isVisible()
            assert page.chargers.isVisible() and "EH1" in set(words_on(page.chargers))

    in_window(story())


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (("ws://192.168.1.20:8887/",), "Chargers find this computer where they called before."),
        (("ws://192.168.1.20:9000/",), "Chargers still call the old address."),
        (("ws://192.168.1.77:8887/",), "Chargers still call the old address."),
        ((), "The backup does not say where chargers called."),
    ],
)
def test_whether_chargers_find_the_new_computer(before: tuple[str, ...], title: str) -> None:
    here = Origin("new-pc", ("ws://10.0.0.2:8887/", "ws://192.168.1.20:8887/"))
    assert moved_words(Origin("old-pc", before), here)[0] == title


# Troubles.


@pytest.mark.logs_warnings
def test_each_trouble_has_its_way_out_and_a_warning_can_be_put_away(
    house: House, in_window: Tell, open_room: Any
) -> None:
    site = house.engine.site

    async def story() -> None:
        async with open_room() as room:
            page = room.page(OverviewPage)
            opened: list[str] = []
            page.open_page.connect(lambda key, _about: opened.append(key))
            house.do(lambda: site.trouble(TroubleKind.DATA_IN_CLOUD, "Dropbox"))
            house.do(lambda: site.trouble(TroubleKind.BACKUP_FAILED))
            site.newest_backup_at = NOON
            house.do(lambda: site.trouble(TroubleKind.DATA_BROKEN))
            await until(lambda: isinstance(page.flow.widget("trouble data_broken"), TroubleNotice))
            page.flow.widget("trouble data_broken").change.click()
            page.flow.widget("trouble backup_failed").change.click()
            assert opened == ["restore", "settings"]
            assert "Restore the backup of" in page.flow.widget("trouble data_broken").text.text()
            warning = page.flow.widget("trouble data_in_cloud")
            assert warning.title.text() == "The data folder is synchronised by Dropbox."
            warning.change.click()
            await until(lambda: page.flow.widget("trouble data_in_cloud") is None)
            assert house.engine.preferences.accepted_place == str(house.engine.data)

    in_window(story())


def test_damaged_data_can_be_replaced_by_the_newest_backup_where_no_engine_runs(
    in_window: Tell, theme: Theme, icons: Icons
) -> None:
    async def story() -> None:
        tried: list[int] = []

        def stage() -> Contents | None:
            tried.append(1)
            if len(tried) == 1:
                raise OSError(28, "No space left on device")
            return None

        page = FailurePage(theme, icons, "The data file is damaged.", "", "malformed", Rescue(NOON, stage))
        page.show()
        rescued: list[bool] = []
        page.rescued.connect(lambda: rescued.append(True))
        action = page._words.action
        assert action is not None and action.text().startswith("Restore the backup of ")
        action.click()
        await until(page.problem.isVisible)
        assert "No space left" in page.problem.text()
        assert rescued == []
        action.click()
        await until(lambda: rescued)
        page.close()
        page.deleteLater()

    in_window(story())
