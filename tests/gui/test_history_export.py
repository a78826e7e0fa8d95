"""Export from the window: which file, which sessions, how far, called off, and where it is."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QLocale, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from app.core.interfaces import SessionQuery
from app.core.model import Origin, Quality, Session
from app.core.papers.sessions_file import Column, Fact, FileFormat
from app.exports.english import ENGLISH
from app.gui.history.export import CSV, JSON, KINDS, SPREADSHEET, WORKBOOK, kind_of, kind_words, sessions_file
from app.gui.history.export_words import wording
from app.gui.history.page import HistoryPage
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import keep, now, session


@pytest.fixture
def november(house: House) -> House:
    """Three sessions this month and one in the month before."""
    house.wish(house.engine.site.wishes.add_charger("GARAGE", "Garage"))
    keep(house, [session(each, NOON - timedelta(days=each)) for each in (1, 2, 3, 30)])
    return house


async def opened(room: Any) -> HistoryPage:
    page: HistoryPage = room.page(HistoryPage, now)
    await until(lambda: page.model.sessions)
    return page


def written(page: HistoryPage, path: Path) -> list[int]:
    return sorted(row["id"] for row in json.loads(path.read_text(encoding="utf-8")))


def test_what_is_shown_is_written_where_the_user_said(
    november: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            notice = page.exporting.notice
            page.export_asked.emit()
            dialog = page.exporting.asking.dialog
            assert dialog is not None and dialog.isVisible()
            dialog.close()
            page.exporting.write(tmp_path / "november.json", JSON)
            await until(lambda: notice.accessibleName() == "3 sessions written to november.json")
            assert notice.isVisible() and not notice.bar.isVisible()
            assert written(page, tmp_path / "november.json") == [1, 2, 3]
            page.exporting.write(tmp_path / "no such folder" / "november.csv", SPREADSHEET)
            await until(lambda: notice.accessibleName() == "The file was not written.")
            assert not notice.show_folder.isVisible()
            assert page.list.export_button.isEnabled()

    in_window(story())


def test_chosen_sessions_alone_are_written(november: House, in_window: Tell, open_room: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            page.export_query(SessionQuery(ids=(3, 30)))
            page.exporting.asking.dialog.close()
            page.exporting.write(tmp_path / "chosen.json", JSON)
            await until(lambda: page.exporting.notice.accessibleName() == "2 sessions written to chosen.json")
            assert written(page, tmp_path / "chosen.json") == [3, 30]

    in_window(story())


@pytest.mark.parametrize(("kind", "ending"), [(WORKBOOK, "xlsx"), (SPREADSHEET, "csv"), (CSV, "csv")])
def test_every_kind_of_file_can_be_chosen(
    kind: Any, ending: str, november: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            page.export()
            dialog = page.exporting.asking.dialog
            dialog.setDirectory(str(tmp_path))
            dialog.selectNameFilter(kind_words(kind))
            dialog.filterSelected.emit(kind_words(kind))
            (named,) = dialog.selectedFiles()
            assert Path(named).name == f"Charging November 2026.{ending}"
            dialog.accept()
            file = tmp_path / f"Charging November 2026.{ending}"
            await until(file.exists)
            if kind is WORKBOOK:
                book = openpyxl.load_workbook(file)
                assert book["Sessions"]["C2"].value == "Garage"
                book.close()
            else:
                first = next(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
                assert ("charger_id" in first) is (kind is CSV)
            # The next one begins where this one ended.
            await until(lambda: not page.exporting.running)
            page.export()
            again = page.exporting.asking.dialog
            assert Path(again.directory().absolutePath()) == tmp_path
            assert again.selectedNameFilter() == kind_words(kind)
            again.close()

    in_window(story())


def test_a_long_export_shows_how_far_it_is_and_can_be_called_off(
    november: House, in_window: Tell, open_room: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    history = november.engine.history
    read = history.sessions_by_id

    def slowly(ids: Sequence[int]) -> list[Session]:
        goes_on.wait(10)
        return read(ids)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            monkeypatch.setattr(history, "sessions_by_id", slowly)
            notice, target = page.exporting.notice, tmp_path / "november.xlsx"
            target.write_text("what was there")
            page.export()
            page.exporting.asking.dialog.close()
            page.exporting.write(target, WORKBOOK)
            await until(notice.isVisible)
            assert notice.accessibleName() == "0 of 3 sessions are written …"
            assert notice.bar.isVisible() and notice.bar.maximum() == 3
            assert not page.list.export_button.isEnabled()
            notice.cancel.click()
            assert notice.accessibleName() == "The export was cancelled."
            assert not notice.cancel.isVisible()
            goes_on.set()
            await until(lambda: page.list.export_button.isEnabled())
            await until(lambda: [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == [])
            # Another one begins as if nothing had been.
            page.exporting.write(tmp_path / "again.json", JSON)
            await until(lambda: notice.accessibleName() == "3 sessions written to again.json")
            assert target.read_text() == "what was there"

    try:
        in_window(story())
    finally:
        goes_on.set()


@pytest.mark.parametrize("documents", [True, False])
def test_the_first_export_begins_in_the_documents_or_where_there_are_none_at_home(
    november: House,
    in_window: Tell,
    open_room: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    documents: bool,
) -> None:
    begins = tmp_path / "Documents" if documents else tmp_path
    begins.mkdir(exist_ok=True)
    monkeypatch.setattr(
        QStandardPaths,
        "writableLocation",
        lambda of: str(tmp_path / "Documents" if of is QStandardPaths.StandardLocation.DocumentsLocation else tmp_path),
    )

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            page.export()
            dialog = page.exporting.asking.dialog
            assert dialog is not None
            assert Path(dialog.directory().absolutePath()) == begins
            assert [Path(each).parent for each in dialog.selectedFiles()] == [begins]
            dialog.reject()

    in_window(story())


def test_the_folder_is_shown_on_request(
    november: House, in_window: Tell, open_room: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)

    async def story() -> None:
        async with open_room() as room:
            page = await opened(room)
            page.exporting.write(tmp_path / "a.json", JSON)
            await until(page.exporting.notice.show_folder.isVisible)
            page.exporting.notice.show_folder.click()
            assert [Path(each.toLocalFile()) for each in shown] == [tmp_path]

    in_window(story())


def test_a_spreadsheet_is_written_as_the_language_reads_it(tmp_path: Path) -> None:
    swedish = sessions_file(tmp_path / "a.csv", SPREADSHEET, QLocale("sv_SE"), NOON)
    english = sessions_file(tmp_path / "a.csv", SPREADSHEET, QLocale("en_GB"), NOON)
    assert (swedish.format, swedish.delimiter, swedish.decimal) == (FileFormat.CSV, ";", ",")
    assert (english.delimiter, english.decimal) == (",", ".")
    assert swedish.wording is not None and swedish.wording.language == "sv"
    for kind in (CSV, JSON):
        programs = sessions_file(tmp_path / "a", kind, QLocale("sv_SE"), NOON)
        assert (programs.wording, programs.delimiter, programs.decimal) == (None, ",", ".")


def test_the_ending_that_was_typed_decides_where_it_names_another_kind() -> None:
    assert kind_of(Path("a.JSON"), SPREADSHEET) is JSON
    assert kind_of(Path("a.csv"), WORKBOOK) is SPREADSHEET
    assert kind_of(Path("a.csv"), CSV) is CSV
    assert kind_of(Path("a.txt"), WORKBOOK) is WORKBOOK


def test_there_is_a_word_for_everything_that_a_file_can_say(qapp: object) -> None:
    for said in (wording(QLocale("en_GB")), ENGLISH):
        assert set(said.columns) == set(Column)
        assert set(said.facts) == set(Fact)
        assert set(said.qualities) == set(Quality)
        assert set(said.origins) == set(Origin)
    assert wording(QLocale("en_GB")) == ENGLISH
    assert len({kind_words(kind) for kind in KINDS}) == len(KINDS)
