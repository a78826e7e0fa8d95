"""The data is locked, gone, closed to writing or damaged in the middle of a session: the user is told, chargers keep
their figures, and when the trouble passes service resumes by itself with nothing lost."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.contact import TroubleKind
from app.core.interfaces import SessionQuery
from app.store import shelf
from app.store.database import FILE_NAME
from app.virtual.charger import VirtualCharger
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import VERSIONS, a_charger, program, survived, two_hours_ago, until
from tests.stories.test_killed_in_the_middle import ROOT


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.site.TROUBLE_HOLDS", timedelta(0))
    monkeypatch.setattr("app.store.database.BUSY_MS", 100)


@pytest.mark.logs_warnings
@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_that_another_program_locks_for_long(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)

        async def lock() -> None:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")

        async def unlock() -> None:
            await asyncio.to_thread(other.execute, "ROLLBACK")

        async with program(tmp_path) as run:
            await survived(run, version, TroubleKind.DATA_LOCKED, lock, unlock)
        other.close()

    asyncio.run(story())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move a folder whose files are open")
@pytest.mark.logs_warnings
@pytest.mark.parametrize("version", VERSIONS)
def test_a_folder_that_is_moved_away_and_put_back(version: Version, tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"

    async def away() -> None:
        await asyncio.to_thread(data.rename, elsewhere)

    async def back() -> None:
        await asyncio.to_thread(elsewhere.rename, data)

    async def story() -> None:
        async with program(data) as run:
            await survived(run, version, TroubleKind.DATA_UNREACHABLE, away, back)

    asyncio.run(story())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete a folder whose files are open")
@pytest.mark.logs_warnings
def test_nothing_is_acknowledged_into_a_file_that_was_deleted(tmp_path: Path) -> None:
    data = tmp_path / "data"

    async def story() -> None:
        async with program(data) as run:
            clock = two_hours_ago()
            async with VirtualCharger(a_charger(run, tolerant=True, backoff_s=(0.1,)), clock) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.delivered()
                await asyncio.to_thread(shutil.rmtree, data)
                starting = asyncio.create_task(charger.tap(1, "04A2B3C4"))
                await until(run, lambda: TroubleKind.DATA_UNREACHABLE in run.site.troubles)
                assert not run.site.registry.outlets["EH1", 1].session
                starting.cancel()

    asyncio.run(story())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move a folder whose files are open")
@pytest.mark.logs_warnings
@pytest.mark.parametrize("version", VERSIONS)
def test_a_drive_that_comes_back_as_another(version: Version, tmp_path: Path) -> None:
    """What was opened before is of no use any more: a network drive that was away, a copy that was put in place."""
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"

    async def away() -> None:
        await asyncio.to_thread(data.rename, elsewhere)

    async def back() -> None:
        await asyncio.to_thread(shutil.copytree, elsewhere, data)

    async def story() -> None:
        async with program(data) as run:
            await survived(run, version, TroubleKind.DATA_UNREACHABLE, away, back)
        async with program(data) as run:
            assert len(run.history.sessions(SessionQuery())) == 1

    asyncio.run(story())


def files_closed(folder: Path, how: str) -> bool:
    """Let nobody write data and log, through whatever is open already: as a disk that has turned read-only."""
    files = [str(each) for each in folder.glob(f"{FILE_NAME}*") if not each.name.endswith("-shm")]
    try:
        return subprocess.run(["chattr", how, *files], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def may_close_files(tmp_path: Path) -> None:
    (tmp_path / f"{FILE_NAME}-trial").touch()
    if not files_closed(tmp_path, "+i"):
        pytest.skip("this disk cannot close a file to writing")
    files_closed(tmp_path, "-i")
    (tmp_path / f"{FILE_NAME}-trial").unlink()


@pytest.mark.logs_warnings
@pytest.mark.usefixtures("may_close_files")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_disk_that_turns_read_only(version: Version, tmp_path: Path) -> None:
    async def close() -> None:
        assert await asyncio.to_thread(files_closed, tmp_path, "+i")

    async def open_again() -> None:
        assert await asyncio.to_thread(files_closed, tmp_path, "-i")

    async def story() -> None:
        async with program(tmp_path) as run:
            try:
                await survived(run, version, TroubleKind.DATA_NOT_WRITABLE, close, open_again)
            finally:
                await open_again()

    asyncio.run(story())


@pytest.mark.logs_warnings
def test_a_page_that_is_damaged_while_the_program_runs_is_told_with_the_backup_to_restore(tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path) as run:
            clock = two_hours_ago()
            async with VirtualCharger(a_charger(run, tolerant=True, backoff_s=(0.1,)), clock) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                await charger.delivered()
                await run.keeper.look()
                await asyncio.to_thread(overwrite, tmp_path)
                starting = asyncio.create_task(charger.tap(1, "04A2B3C4"))
                await until(run, lambda: TroubleKind.DATA_BROKEN in run.site.troubles)
                trouble = run.site.troubles[TroubleKind.DATA_BROKEN]
                kept = shelf.listed(tmp_path / shelf.FOLDER)
                assert trouble.backup_at == kept[0].made_at
                starting.cancel()
                await run.backups.stage(kept[0].path)
        async with program(tmp_path) as run:
            assert list(run.site.registry.chargers) == ["EH1"]
            async with VirtualCharger(a_charger(run), clock) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                assert await charger.tap(1, "04A2B3C4")

    asyncio.run(story())


@pytest.mark.logs_warnings
def test_a_damaged_page_that_nobody_meets_is_found_by_the_daily_backup_and_told_until_the_data_is_sound(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        async with program(tmp_path) as run, VirtualCharger(a_charger(run), two_hours_ago()) as charger:
            await charger.power_up()
            await charger.delivered()
            kept = await run.backups.make()
            run.keeper._now = lambda: kept.made_at + timedelta(days=2)
            await asyncio.to_thread(overwrite, tmp_path)
            await run.keeper.look()
            assert run.site.troubles[TroubleKind.DATA_BROKEN].backup_at == kept.made_at
            await charger.plug_in(1)
            await charger.delivered()
            assert TroubleKind.DATA_BROKEN in run.site.troubles, "what is written elsewhere says nothing of it"
            assert len(await run.backups.listed()) == 1

    asyncio.run(story())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move a folder whose files are open")
def test_serve_says_what_is_wrong_and_when_all_is_well_again(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"

    async def story() -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--approve-new"),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None and process.stderr is not None
        url = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().split()[-1]
        clock = two_hours_ago()
        settings = ChargerSettings(url=url, identity="EH1", lively=False, tolerant=True, backoff_s=(0.1,))
        async with VirtualCharger(settings, clock) as charger:
            await charger.power_up()
            await charger.delivered()
            await asyncio.to_thread(data.rename, elsewhere)
            await charger.plug_in(1)
            said = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
            assert said.startswith("The data folder is gone, or its drive does not answer.")
            await asyncio.to_thread(elsewhere.rename, data)
            # A trouble is over when nothing has failed for a while and something was written since.
            speaking = asyncio.create_task(speak(charger))
            said = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
            assert said == "All is well again.\n"
            speaking.cancel()
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 15) == 0

    async def speak(charger: VirtualCharger) -> None:
        while True:
            await charger.unplug(1)
            await charger.plug_in(1)
            await asyncio.sleep(1)

    asyncio.run(story())


def overwrite(data: Path) -> None:
    """As a failing disk does: what is in the log goes home first, then the pages of the sessions are garbage."""
    with sqlite3.connect(data / FILE_NAME) as connection:
        pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'sessions'").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    garble = (
        "import sys\nwith open(sys.argv[1], 'r+b') as file:\n"
        "    for page in sys.argv[2:]:\n        file.seek((int(page) - 1) * 4096); file.write(b'\\xaa' * 4096)"
    )
    # Not in this process: closing a plain handle on the file would let go of the locks that SQLite has on it.
    subprocess.run([sys.executable, "-c", garble, str(data / FILE_NAME), *(str(page[0]) for page in pages)], check=True)
