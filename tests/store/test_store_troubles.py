"""Each way a data folder can fail has its own type and kind, hurts nothing, and passes when its cause does."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from store_parts import logged, look, message, new_file, reading, running, session, settled, writing

from app.core.contact import TroubleKind
from app.core.interfaces import MessageQuery, NotStored, SessionQuery
from app.store import (
    Broken,
    DataFolderBusy,
    NewerData,
    NoFolder,
    NotWritable,
    SqliteHistory,
    SqliteRecords,
    Store,
)
from app.store.contents import contents_of
from app.store.database import FILE_NAME, LOCK_NAME, connect, migrations, open_for_writing


async def filled(folder: Path, sessions: int = 3) -> None:
    async with running(folder) as (_, records):
        for number in range(1, sessions + 1):
            records.save_session(session(number))
            records.add_readings("GARO-1", 1, number, [reading(number)])
        await settled(records)


async def not_stored(records: SqliteRecords) -> NotStored:
    with pytest.raises(NotStored) as caught:
        await settled(records)
    return caught.value


# A full disk.


async def fill(records: SqliteRecords, most: int = 20_000) -> tuple[list[int], NotStored]:
    """The sessions kept before the disk was full, and how it said so."""
    kept: list[int] = []
    for number in range(1, most):
        records.add_message(message("m" * 6000))  # more than a session, so that it finds no room where that did not
        records.save_session(session(number, card="c" * 4000))
        written = records.settled()
        assert written is not None
        try:
            await written
        except NotStored as failure:
            await logged(records)  # which finds no room either
            return kept, failure
        kept.append(number)
    raise AssertionError("the disk was never full")


@pytest.mark.logs_warnings
def test_a_full_file_refuses_by_name_and_serves_again_when_there_is_room(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        connection = new_file(tmp_path)
        connection.execute("PRAGMA max_page_count = 60")
        async with writing(connection) as records:
            kept, failure = await fill(records)
            assert kept
            assert failure.kind is TroubleKind.DISK_FULL
            assert (await refill(records)).kind is TroubleKind.DISK_FULL
            connection.execute("PRAGMA max_page_count = 100000")  # room is made
            records.save_session(session(9_000))
            records.add_message(message("served again"))
            await settled(records)
            await logged(records)
        history = SqliteHistory(tmp_path)
        assert {each.id for each in history.sessions(SessionQuery())} == {*kept, 9_000}
        assert history.messages(MessageQuery(limit=1))[0].text == "served again"
        history.close()
        assert look(tmp_path, "PRAGMA integrity_check") == [("ok",)]

    async def refill(records: SqliteRecords) -> NotStored:
        records.save_session(session(8_000, card="c" * 40_000))
        return await not_stored(records)

    asyncio.run(story())
    assert "message log is not kept" in caplog.text


@pytest.mark.logs_warnings
def test_raw_messages_are_the_first_to_go_when_the_disk_is_full(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        connection = new_file(tmp_path)
        connection.execute("PRAGMA max_page_count = 60")
        async with writing(connection) as records:
            records.add_message(message("m" * 1_000_000))
            records.save_session(session(1))
            await settled(records)
        history = SqliteHistory(tmp_path)
        assert history.sessions(SessionQuery()) == [session(1)]
        assert history.messages(MessageQuery()) == []
        history.close()

    asyncio.run(story())
    assert "message log is not kept" in caplog.text


@contextmanager
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder, on a disk of 1 MB where this user may mount one."""
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield tmp_path
    finally:
        if mounted:
            subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.logs_warnings
def test_a_disk_that_fills_up_is_survived_and_what_was_kept_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(folder: Path) -> None:
        ballast = folder / "ballast"
        ballast.write_bytes(b"b" * 200_000)
        connection = new_file(folder / "data")
        connection.execute("PRAGMA max_page_count = 200")
        async with writing(connection) as records:
            kept, failure = await fill(records)
            assert failure.kind is TroubleKind.DISK_FULL
            ballast.unlink()
            connection.execute("PRAGMA max_page_count = 100000")
            records.save_session(session(9_000))
            await settled(records)
        history = SqliteHistory(folder / "data")
        assert {each.id for each in history.sessions(SessionQuery())} == {*kept, 9_000}
        history.close()
        assert look(folder / "data", "PRAGMA integrity_check") == [("ok",)]

    with small_disk(tmp_path) as folder:
        asyncio.run(story(folder))
    assert "message log is not kept" in caplog.text


# A folder or file that cannot be written.


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """The folder may only be read. The superuser may write anything, so stops being one for a while."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    super_user = os.geteuid() == 0
    if super_user:
        os.seteuid(65534)
    try:
        yield
    finally:
        if super_user:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


if sys.platform != "win32":

    def test_a_read_only_folder_is_refused_by_name_and_can_still_be_read() -> None:
        with tempfile.TemporaryDirectory() as outer:  # not tmp_path: its parents are closed to other users
            Path(outer).chmod(0o755)
            folder = Path(outer, "data")
            asyncio.run(filled(folder))
            with unwritable(folder):
                with pytest.raises(NotWritable) as caught:
                    Store.open(folder)
                assert caught.value.kind is TroubleKind.DATA_NOT_WRITABLE
                with pytest.raises(NoFolder):
                    Store.open(folder / "deeper")
                history = SqliteHistory(folder)
                assert len(history.sessions(SessionQuery())) == 3
                history.close()

    def test_what_is_made_is_the_users_alone(tmp_path: Path) -> None:
        async def story() -> None:
            async with running(tmp_path / "outer" / "data") as (_, records):
                records.save_session(session(1))
                await settled(records)
                modes = {
                    path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "outer" / "data").iterdir()
                }
            assert set(modes) == {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", LOCK_NAME}
            assert set(modes.values()) == {0o600}

        before = os.umask(0)
        try:
            asyncio.run(story())
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "outer" / "data").stat().st_mode) == 0o700

    def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
        asyncio.run(filled(tmp_path))
        (tmp_path / FILE_NAME).chmod(0o644)
        asyncio.run(filled(tmp_path))
        assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_a_file_that_turns_read_only_refuses_each_unit_by_name(tmp_path: Path) -> None:
    async def story() -> None:
        new_file(tmp_path).close()
        async with writing(connect(tmp_path / FILE_NAME, "ro")) as records:
            waiting = []
            for number in range(1, 200):
                records.save_session(session(number))
                waiting.append(records.settled())
            outcomes = await asyncio.gather(*(each for each in waiting if each), return_exceptions=True)
            assert all(isinstance(each, NotStored) for each in outcomes)
            kinds = {each.kind for each in outcomes if isinstance(each, NotStored)}
            assert kinds == {TroubleKind.DATA_NOT_WRITABLE}

    asyncio.run(story())


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("not a folder")
    for folder in (taken, taken / "deeper"):
        with pytest.raises(NoFolder):
            Store.open(folder)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(NotWritable):
        Store.open(tmp_path)


def test_reading_where_nothing_was_ever_kept_says_so(tmp_path: Path) -> None:
    history = SqliteHistory(tmp_path)
    with pytest.raises(NoFolder):
        history.chargers()
    assert not SqliteHistory.kept_in(tmp_path)
    assert list(tmp_path.iterdir()) == []
    asyncio.run(filled(tmp_path))
    assert SqliteHistory.kept_in(tmp_path)
    assert len(history.sessions(SessionQuery())) == 3
    history.close()


# Somebody else at the same folder.


def test_a_folder_in_use_is_refused_until_it_is_free(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path):
            with pytest.raises(DataFolderBusy) as caught:
                Store.open(tmp_path)
            assert caught.value.kind is TroubleKind.DATA_LOCKED
            assert str(tmp_path) in caught.value.detail

    asyncio.run(story())
    asyncio.run(filled(tmp_path))


def test_a_folder_held_by_another_program_is_refused_and_free_when_that_dies(tmp_path: Path) -> None:
    hold = "import sys, time; from pathlib import Path; from app.store import Store;"
    hold += "store = Store.open(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, cwd=root) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline().strip() == b"held"
            with pytest.raises(DataFolderBusy):
                Store.open(tmp_path)
        finally:
            holder.kill()
    asyncio.run(filled(tmp_path))


def test_a_locked_file_refuses_by_name_and_serves_again_when_it_is_free(tmp_path: Path) -> None:
    async def story() -> None:
        connection = new_file(tmp_path)
        connection.execute("PRAGMA busy_timeout = 30")
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with writing(connection) as records:
                waiting = []
                for number in range(1, 200):
                    records.save_session(session(number))
                    waiting.append(records.settled())
                outcomes = await asyncio.gather(*(each for each in waiting if each), return_exceptions=True)
                assert {each.kind for each in outcomes if isinstance(each, NotStored)} == {TroubleKind.DATA_LOCKED}
                other.execute("ROLLBACK")
                records.save_session(session(1))
                await settled(records)

    asyncio.run(story())
    assert look(tmp_path, "SELECT id FROM sessions") == [(1,)]


# A file that is newer, damaged or not ours.


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK_NAME}


def test_data_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path))
    look(tmp_path, "PRAGMA user_version = 99")
    before = contents(tmp_path)
    with pytest.raises(NewerData, match=rf"99.*{migrations()[-1][0]}"):
        Store.open(tmp_path)
    with pytest.raises(NewerData):
        SqliteHistory(tmp_path).chargers()
    assert contents(tmp_path) == before


def test_newer_data_is_told_from_the_log_beside_the_file_and_not_touched(tmp_path: Path) -> None:
    source = tmp_path / "source"
    copy = tmp_path / "copy"
    copy.mkdir()
    connection = new_file(source)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA user_version = 99")
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):  # as a newer program leaves it when it is killed
        (copy / name).write_bytes((source / name).read_bytes())
    connection.close()
    before = contents(copy)
    with pytest.raises(NewerData):
        Store.open(copy)
    after = contents(copy)
    assert after[FILE_NAME] == before[FILE_NAME]
    assert after[f"{FILE_NAME}-wal"] == before[f"{FILE_NAME}-wal"]


def test_garbage_in_the_place_of_the_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"these are my holiday pictures\n" * 400)
    before = contents(tmp_path)
    with pytest.raises(Broken) as caught:
        Store.open(tmp_path)
    assert caught.value.kind is TroubleKind.DATA_BROKEN
    with pytest.raises(Broken):
        SqliteHistory(tmp_path).chargers()
    assert contents(tmp_path) == before


def test_the_file_of_another_program_is_refused(tmp_path: Path) -> None:
    look(tmp_path, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(Broken, match="not a file of this program"):
        Store.open(tmp_path)
    assert look(tmp_path, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_a_damaged_page_is_told_of_where_it_is_met(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path, sessions=2_000))
    ((root,),) = look(tmp_path, "SELECT rootpage FROM sqlite_master WHERE name = 'sessions'")
    assert isinstance(root, int)
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xaa" * 4096)

    async def story() -> None:
        connection = open_for_writing(tmp_path)
        async with writing(connection) as records:
            records.save_session(session(5_000))
            bad = records.settled()
            records.add_readings("GARO-1", 1, None, [reading(5_000)])
            good = records.settled()
            assert bad is not None and good is not None
            await good  # what does not meet it is kept
            failure = bad.exception()
            assert isinstance(failure, NotStored)
            assert failure.kind is TroubleKind.DATA_BROKEN

    asyncio.run(story())
    history = SqliteHistory(tmp_path)
    with pytest.raises(Broken):
        history.sessions(SessionQuery())
    history.close()


_OUTSIDER = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("BEGIN IMMEDIATE")
file.execute("ROLLBACK")
print(file.execute("SELECT count(*) FROM sessions").fetchone()[0])
file.close()  # as the last one there, so it believes, it takes the log home and away
"""


def outsider_counts(folder: Path) -> int:
    """How many sessions another program finds that opens and closes the file as if it were alone."""
    command = [sys.executable, "-c", _OUTSIDER, str(folder / FILE_NAME)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move a folder whose files are open")
def test_after_a_folder_was_away_other_programs_still_see_that_its_file_is_in_use(tmp_path: Path) -> None:
    data, away = tmp_path / "data", tmp_path / "away"

    async def story() -> None:
        async with running(data) as (store, records):
            records.save_session(session(1))
            await settled(records)
            assert len(store.history.sessions(SessionQuery())) == 1  # a reader is open, as the window's are
            data.rename(away)
            records.save_session(session(2))
            await not_stored(records)
            away.rename(data)
            records.save_session(session(3))
            await settled(records)
            assert len(store.history.sessions(SessionQuery())) == 2
            assert outsider_counts(data) == 2
            records.save_session(session(4))
            await settled(records)
            assert outsider_counts(data) == 3

    asyncio.run(story())
    assert look(data, "SELECT count(*) FROM sessions") == [(3,)]


def test_to_look_into_the_data_as_into_a_backup_takes_no_lock_from_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_session(session(1))
            await settled(records)
            assert contents_of(tmp_path / FILE_NAME).sessions == 1
            assert outsider_counts(tmp_path) == 1
            records.save_session(session(2))
            await settled(records)
            assert outsider_counts(tmp_path) == 2

    asyncio.run(story())
    assert look(tmp_path, "SELECT count(*) FROM sessions") == [(2,)]
