"""The window from its first picture to its orderly end, as a program of its own; and the window's sections and keys."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.backups import Reason
from app.core.contact import TroubleKind
from app.core.interfaces import utc_now
from app.gui.failure_page import FailurePage
from app.gui.history.period import Period, Span
from app.gui.icons import Icons
from app.gui.language import Language
from app.gui.main_window import MainWindow
from app.gui.overview.page import OverviewPage
from app.gui.theme import Theme
from app.store import Keeping, Store, shelf
from app.store.contents import contents_of
from app.store.database import FILE_NAME
from app.store.restore import STAGED
from tests.gui.conftest import House, Tell, until
from tests.gui.edited import charged, listed

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import enum
import sys
from pathlib import Path
from app.gui.run import RunOptions, run

data = Path(sys.argv[1])
engines = []

def start():
    from app.application import EngineThread
    from app.settings import Settings
    engines.append(EngineThread(Settings(data=data, serving=False)))
    return engines[0].start()

def painted(seconds):
    heavy = [name for name in ("app.core.model", "asyncio", "qasync", "sqlite3") if name in sys.modules]
    # Of the namespace Qt, whose hundred enumerations are made together at the first word of it.
    heavy += [kind.__qualname__ for kind in enum.Enum.__subclasses__() if kind.__qualname__.startswith("Qt.")]
    print("painted with", heavy, flush=True)

quit_after_s = float(sys.argv[2]) if len(sys.argv) > 2 else None
options = RunOptions(Path("resources"), data, language="en", quit_after_s=quit_after_s, on_first_paint=painted)
status = run(start, options)
for engine in engines:
    engine.stop()
print("ended with", status, flush=True)
"""


def program(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _PROGRAM, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_window_is_painted_before_anything_heavy_is_imported_and_ends_in_order(tmp_path: Path) -> None:
    said, complaints = program(str(tmp_path / "data"), "0.5").communicate(timeout=30)
    assert said.splitlines() == ["painted with []", "ended with 0"], complaints
    assert (tmp_path / "data" / "window.ini").exists()


def test_a_window_told_to_end_ends_in_order(tmp_path: Path) -> None:
    running = program(str(tmp_path / "data"))
    assert running.stdout is not None
    assert running.stdout.readline() == "painted with []\n"
    data = tmp_path / "data"
    # The engine's file is there: the loop runs, and with it the handlers of signals.
    waited = threading.Event()
    for _ in range(500):
        if any(data.glob("*")):
            break
        waited.wait(0.02)
    running.send_signal(signal.SIGTERM)
    said, complaints = running.communicate(timeout=30)
    assert said == "ended with 0\n", complaints


def test_data_that_cannot_be_used_ends_in_a_sentence_and_not_in_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    said, complaints = program(str(tmp_path / "data"), "0.5").communicate(timeout=30)
    assert said.splitlines() == ["painted with []", "ended with 1"], complaints
    assert "Traceback" not in complaints


_RESTORING = """
import asyncio, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import app.commands.programs as program
from app.store.restore import stage

data = Path(sys.argv[1])
application = QApplication(sys.argv[:1])
seen = []

def look():
    window = next((each for each in application.topLevelWidgets() if hasattr(each, "current_page")), None)
    if window is None:
        return
    if window.failed and not seen:
        seen.append("failed")
        window._stack.currentWidget()._words.action.click()
    elif window.current_page is not None and window.current_page.title() not in seen:
        page = window.current_page
        seen.append(page.title())
        if len(seen) == 1:
            stage(Path(sys.argv[2]), data)
            page.restart_asked.emit("move", None)
        else:
            window.quit_asked.emit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
status = program.window(data, quit_after_s=20)
print(status, seen, flush=True)
"""


def said_by(script: str, *arguments: str) -> str:
    """By a program of its own that clicks through the window."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.strip()


def kept_backup(data: Path) -> Path:
    """Data with nothing in it, and a backup of it."""
    asyncio.run(Store.open(data).close())
    return shelf.keep(data, data / shelf.FOLDER, Keeping(), Reason.ASKED).path


def test_a_backup_that_lies_ready_is_the_data_once_the_engine_has_started_anew(tmp_path: Path) -> None:
    kept = kept_backup(tmp_path / "other")
    assert said_by(_RESTORING, str(tmp_path / "data"), str(kept)) == "0 ['Overview', 'Move to a new computer']"
    assert not (tmp_path / "data" / STAGED).exists()
    (before,) = shelf.listed(tmp_path / "data" / shelf.FOLDER)
    assert contents_of(before.path).reason is Reason.BEFORE_RESTORE


def test_damaged_data_is_restored_from_the_page_that_says_so(tmp_path: Path) -> None:
    kept_backup(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"\xaa" * 8192)
    assert said_by(_RESTORING, str(tmp_path), "") == "0 ['failed', 'Overview']"


_WRITING = """
import asyncio, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import app.commands.programs as program
from app.core.interfaces import SessionQuery

data, how = Path(sys.argv[1]), sys.argv[2]
application = QApplication(sys.argv[:1])
left = []

def look():
    window = next((each for each in application.topLevelWidgets() if hasattr(each, "current_page")), None)
    page = None if window is None else window.current_page
    if page is None:
        return
    if left:
        window.quit_asked.emit()
        return
    if page.title() != "History":
        window.open_page("history")
        page = window.current_page
        (session,) = page.engine.history.sessions(SessionQuery())
        page.open_session(session)
        page.detail.whose.note.setPlainText("half a thought")
        left.append(how)
        if how == "quit":
            window.quit_asked.emit()
        else:
            page.restart_asked.emit("overview", None)

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
print(program.window(data, quit_after_s=20), flush=True)
"""


@pytest.mark.parametrize("how", ["quit", "restart"])
def test_a_note_that_is_being_written_is_kept_when_the_program_goes(tmp_path: Path, how: str) -> None:
    house = House(tmp_path)
    charged(house)
    house.stop()
    assert said_by(_WRITING, str(tmp_path), how) == "0"
    house = House(tmp_path)
    (session,) = listed(house)
    house.stop()
    assert session.amended.note == "half a thought"


# The window.


@pytest.fixture
def window(qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(theme, icons, Language(qapp, tmp_path, "en"), tmp_path / "window.ini")
    made.show()
    made.wake()
    yield made
    made.leave()
    made.deleteLater()


def test_before_the_engine_runs_the_rail_and_the_title_are_there(window: MainWindow) -> None:
    assert window.current_page is None
    assert window._waiting_title.text() == "Overview"
    window.open_page("history")
    assert window._waiting_title.text() == "History"


def test_the_first_page_is_the_overview_and_the_keys_lead_elsewhere(
    house: House, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            assert isinstance(window.current_page, OverviewPage)
            assert window.windowTitle() == "Overview – Laddvakt"
            QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
            assert window._current == "prices"
            window.current_page.open_page.emit("overview", None)
            assert isinstance(window.current_page, OverviewPage)
            window.current_page.deactivated()

    in_window(story())


def test_another_language_makes_every_page_anew(
    house: House, in_window: Tell, open_room: Any, window: MainWindow
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            before = window.current_page
            window._build()
            assert isinstance(window.current_page, OverviewPage)
            assert window.current_page is not before
            window.current_page.deactivated()

    in_window(story())


def test_a_start_that_failed_is_a_page_with_the_way_out(window: MainWindow) -> None:
    ended: list[bool] = []
    window.quit_asked.connect(lambda: ended.append(True))
    window.show_failure("The data file is damaged.", "Restore a backup.", "page 3")
    page = window._stack.currentWidget()
    assert isinstance(page, FailurePage)
    assert page._words.accessibleName() == "The data file is damaged."
    page._words.action.click()
    assert ended == [True]


def test_closing_the_window_asks_for_the_end(window: MainWindow) -> None:
    ended: list[bool] = []
    window.quit_asked.connect(lambda: ended.append(True))
    window.close()
    assert ended == [True]


def test_the_window_remembers_its_size(
    qapp: QApplication, theme: Theme, icons: Icons, window: MainWindow, tmp_path: Path
) -> None:
    window.resize(1033, 655)
    window.leave()
    again = MainWindow(theme, icons, Language(qapp, tmp_path, "en"), tmp_path / "window.ini")
    # The width only where the screen is that wide: the offscreen one is not.
    assert again.height() == 655
    again.deleteLater()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform
def test_started_again_the_window_comes_forward(
    house: House, window: MainWindow, in_window: Tell, open_room: Any
) -> None:
    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            window.hide()
            assert house.do(house.engine.site.show_window)
            await until(window.isVisible)
            window.showMinimized()
            assert house.do(house.engine.site.show_window)
            await until(lambda: not window.isMinimized())

    in_window(story())


@pytest.mark.logs_warnings
def test_what_is_wrong_stands_on_every_page_until_it_has_passed(
    house: House, window: MainWindow, in_window: Tell, open_room: Any
) -> None:
    site = house.engine.site

    def said() -> list[str]:
        banners = window._troubles
        return [] if banners is None or not banners.isVisible() else [each.title.text() for each in banners.notices]

    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            window.open_page("history")
            assert window._troubles is None
            house.do(lambda: site.trouble(TroubleKind.DISK_FULL))
            house.do(lambda: site.trouble(TroubleKind.BACKUP_FAILED))
            await until(lambda: len(said()) == 2)
            assert said()[0] == "The disk is full."
            backup = window._troubles.notices[1]
            assert backup.change.isVisible()
            backup.change.click()
            assert window._current == "settings" and len(said()) == 2
            assert not backup.change.isVisible()  # this is the page where it is mended
            window.open_page("overview")
            assert said() == []  # it has them among its own rows
            window.open_page("help")
            assert len(said()) == 2
            house.do(lambda: site.passed(TroubleKind.DISK_FULL, TroubleKind.BACKUP_FAILED))
            await until(lambda: said() == [])
            house.do(lambda: site.trouble(TroubleKind.DATA_IN_CLOUD, "Dropbox"))
            await until(said)
            window._troubles.notices[0].change.click()
            await until(lambda: said() == [])
            assert house.engine.preferences.accepted_place == str(house.engine.data)
            window.current_page.deactivated()

    in_window(story())


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform
def test_what_was_done_to_several_sessions_is_undone_by_the_keyboard_at_once(
    house: House, window: MainWindow, in_window: Tell, open_room: Any
) -> None:
    charged(house, 101)
    charged(house, 102)

    async def story() -> None:
        async with open_room() as room:
            window.fill(house.engine, room.bridge, room.ask, utc_now)
            window.open_page("history")
            page = window.current_page
            page.show_period(Period.around(Span.ALL, utc_now().date(), 1))
            foot, bar = page.list.foot, page.list.undo_bar

            async def undone() -> None:
                await until(bar.isVisible)
                assert window.focusWidget() is page.table
                window.activateWindow()
                window.centralWidget().setFocus()  # as after a click beside everything
                await until(lambda: QApplication.activeWindow() is window)
                QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                await until(lambda: bar.words.text() == "Undone.")
                bar.put_away()

            await until(lambda: len(page.model.sessions) == 2)
            page.table.selectAll()
            QTest.mouseClick(foot.leave_out, Qt.MouseButton.LeftButton)
            await undone()
            await until(lambda: not any(each.amended.excluded for each in page.model.sessions))
            page.table.selectAll()
            QTest.mouseClick(foot.assign, Qt.MouseButton.LeftButton)
            QTest.keyClicks(page.several.dialog.person.lineEdit(), "Erik")
            QTest.keyClick(page.several.dialog, Qt.Key.Key_Return)
            await undone()
            # The detail has its own.
            page.table.selectAll()
            QTest.mouseClick(foot.leave_out, Qt.MouseButton.LeftButton)
            await until(bar.isVisible)
            page.open_session(page.model.sessions[0])
            edit_id = bar.edit_id
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert bar.edit_id == edit_id
            page.deactivated()

    in_window(story())
