"""A restore replaces all or nothing, keeps what was there, and refuses what is not sound, not ours, or too new."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from store_parts import NOON, look, reading, running, session, settled

from app.core.backups import BackupFailed, Origin, Reason, WhyNot
from app.core.interfaces import SessionQuery
from app.store import SqliteHistory, Store, shelf
from app.store.backup import Keeping, back_up
from app.store.contents import contents_of
from app.store.database import FILE_NAME, migrations
from app.store.restore import STAGED, stage

FILES = ("settings.json", "tls-ec.key")
HERE = Keeping(Origin("garage-pc", (), "0.1", "/data"), FILES)
ROOT = Path(__file__).parent.parent.parent


async def filled(folder: Path, first: int, last: int) -> None:
    async with running(folder) as (_, records):
        for number in range(first, last + 1):
            records.save_session(session(number))
            records.add_readings("GARO-1", 1, number, [reading(number)])
        await settled(records)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A backup of sessions 1 to 3, with a port and a key."""
    old = tmp_path / "old"
    asyncio.run(filled(old, 1, 3))
    (old / "settings.json").write_text('{"port": 9000}')
    (old / "tls-ec.key").write_text("secret")
    back_up(old, tmp_path / "kept.sqlite3", HERE, Reason.ASKED, now=lambda: NOON)
    return tmp_path / "kept.sqlite3"


def opened(data: Path) -> list[int]:
    """The sessions that a program finds when it starts there."""
    asyncio.run(Store.open(data, keeping=lambda: HERE).close())
    return sessions_in(data)


def sessions_in(data: Path) -> list[int]:
    history = SqliteHistory(data)
    try:
        return sorted(each.id for each in history.sessions(SessionQuery()))
    finally:
        history.close()


def test_a_backup_restored_into_an_empty_folder_is_the_data_with_its_port_and_its_keys(
    tmp_path: Path, kept: Path
) -> None:
    data = tmp_path / "new"
    assert stage(kept, data).sessions == 3
    assert opened(data) == [1, 2, 3]
    assert (data / "settings.json").read_text() == '{"port": 9000}'
    assert (data / "tls-ec.key").read_text() == "secret"
    if sys.platform != "win32":
        assert stat.S_IMODE((data / "tls-ec.key").stat().st_mode) == 0o600
        assert stat.S_IMODE((data / FILE_NAME).stat().st_mode) == 0o600
    assert look(data, "SELECT name FROM sqlite_master WHERE name LIKE 'backup%'") == []
    assert look(data, "PRAGMA integrity_check") == [("ok",)]


def test_what_was_there_is_kept_as_a_backup_and_can_come_back(tmp_path: Path, kept: Path) -> None:
    data = tmp_path / "new"
    asyncio.run(filled(data, 10, 12))
    stage(kept, data)
    assert sessions_in(data) == [10, 11, 12], "nothing is replaced before the program starts"
    assert opened(data) == [1, 2, 3]
    (before,) = shelf.listed(data / shelf.FOLDER)
    assert contents_of(before.path).reason is Reason.BEFORE_RESTORE
    stage(before.path, data)
    assert opened(data) == [10, 11, 12]


def test_the_log_of_a_program_that_was_cut_off_is_kept_and_never_read_into_the_restored_data(
    tmp_path: Path, kept: Path
) -> None:
    data = tmp_path / "new"
    write = (
        "import asyncio, os, sys; sys.path.insert(0, 'tests/store'); from pathlib import Path;"
        "from store_parts import running, session, settled\n"
        "async def story():\n"
        "    async with running(Path(sys.argv[1])) as (_, records):\n"
        "        records.save_session(session(10)); await settled(records); os._exit(9)\n"
        "asyncio.run(story())"
    )
    assert subprocess.run([sys.executable, "-c", write, str(data)], cwd=ROOT, check=False).returncode == 9
    assert (data / f"{FILE_NAME}-wal").stat().st_size
    stage(kept, data)
    assert opened(data) == [1, 2, 3]
    assert look(data, "PRAGMA integrity_check") == [("ok",)]
    (before,) = shelf.listed(data / shelf.FOLDER)
    assert contents_of(before.path).sessions == 1


def test_damaged_data_is_kept_as_it_is_and_replaced(tmp_path: Path, kept: Path) -> None:
    data = tmp_path / "new"
    asyncio.run(filled(data, 10, 2000))
    with (data / FILE_NAME).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * 40_960)
    damaged = (data / FILE_NAME).read_bytes()
    stage(kept, data)
    assert opened(data) == [1, 2, 3]
    (aside,) = (each for each in (data / shelf.FOLDER).iterdir() if each.name.startswith("damaged-"))
    assert aside.read_bytes() == damaged


def test_where_what_is_there_cannot_be_kept_nothing_is_replaced(tmp_path: Path, kept: Path) -> None:
    data = tmp_path / "new"
    asyncio.run(filled(data, 10, 12))
    (data / shelf.FOLDER).write_text("a file where the folder should be")
    stage(kept, data)
    with pytest.raises(Exception, match="was not replaced"):
        Store.open(data)
    assert opened(data) == [10, 11, 12]


# However it is cut off.

_RESTORE = """
import os, sys
from pathlib import Path
from app.store import Store, backup, restore
from app.store.backup import Keeping
left = int(sys.argv[3])
def counted(name):
    real = getattr(os, name)
    def call(*given, **more):
        global left
        left -= ".part" not in str(given[0]) or name == "replace"
        if left < 0:
            os._exit(9)
        return real(*given, **more)
    setattr(os, name, call)
for name in ("replace", "fsync", "unlink"):
    counted(name)
restore.stage(Path(sys.argv[1]), Path(sys.argv[2]))
Store.open(Path(sys.argv[2]), keeping=lambda: Keeping(files=("settings.json", "tls-ec.key")))
print("done")
"""


def test_killed_at_any_step_the_folder_holds_the_old_data_or_the_new_whole(tmp_path: Path, kept: Path) -> None:
    found = []
    for steps in range(80):
        data = tmp_path / f"cut-{steps}"
        asyncio.run(filled(data, 10, 12))
        command = [sys.executable, "-c", _RESTORE, str(kept), str(data), str(steps)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 9), done.stderr
        before = sessions_in(data)
        after = opened(data)
        assert before in ([10, 11, 12], [1, 2, 3]) and after in ([10, 11, 12], [1, 2, 3])
        assert look(data, "PRAGMA integrity_check") == [("ok",)]
        found.append(after)
        if after == [1, 2, 3]:
            assert (data / "settings.json").read_text() == '{"port": 9000}'
            saved = [contents_of(each.path).sessions for each in shelf.listed(data / shelf.FOLDER)]
            assert saved and set(saved) == {3}
        if done.returncode == 0:
            break
    else:
        raise AssertionError("it was never left to end")
    assert [10, 11, 12] in found and [1, 2, 3] in found


# What is refused.


def refused(file: Path, data: Path) -> WhyNot:
    with pytest.raises(BackupFailed) as caught:
        stage(file, data)
    assert not (data / STAGED).exists()
    return caught.value.why


def test_what_is_no_backup_of_ours_is_refused_by_name(tmp_path: Path, kept: Path) -> None:
    data = tmp_path / "new"
    text = tmp_path / "text"
    text.write_text("not a database")
    assert refused(text, data) is WhyNot.NOT_OURS
    (tmp_path / "empty").write_bytes(b"")
    assert refused(tmp_path / "empty", data) is WhyNot.NOT_OURS
    with closing(sqlite3.connect(tmp_path / "recipes")) as other:
        other.execute("CREATE TABLE recipes (a)")
    assert refused(tmp_path / "recipes", data) is WhyNot.NOT_OURS
    assert refused(tmp_path / "nothing", data) is WhyNot.NO_FILE
    assert refused(tmp_path, data) is WhyNot.NO_FILE


def test_a_backup_from_a_newer_version_is_refused(tmp_path: Path, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as file:
        file.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    assert refused(kept, tmp_path / "new") is WhyNot.NEWER


@pytest.mark.parametrize("cut", ["short", "overwritten"])
def test_a_damaged_backup_is_refused(tmp_path: Path, cut: str) -> None:
    old = tmp_path / "old"
    asyncio.run(filled(old, 1, 2000))
    kept = tmp_path / "kept.sqlite3"
    back_up(old, kept, HERE, Reason.ASKED)
    if cut == "short":
        os.truncate(kept, kept.stat().st_size // 2)
    else:
        ((root,),) = look(old, "SELECT rootpage FROM sqlite_master WHERE name = 'sessions_by_start'")
        with kept.open("r+b") as file:
            file.seek((int(str(root)) - 1) * 4096)
            file.write(b"\xaa" * 4096)
    assert refused(kept, tmp_path / "new") is WhyNot.DAMAGED


def test_a_plain_copy_of_the_data_can_be_restored_with_its_log(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "old") as (_, records):
            records.save_session(session(1))
            await settled(records)
            (tmp_path / "copy").mkdir()
            for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                (tmp_path / "copy" / name).write_bytes((tmp_path / "old" / name).read_bytes())

    asyncio.run(story())
    stage(tmp_path / "copy" / FILE_NAME, tmp_path / "new")
    assert opened(tmp_path / "new") == [1]


def test_a_backup_that_names_other_files_writes_none_of_them(tmp_path: Path, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as file:
        file.execute("INSERT INTO backup_files VALUES ('../evil', x'00'), ('laddvakt.lock', x'01')")
        file.commit()
    data = tmp_path / "new"
    stage(kept, data)
    assert opened(data) == [1, 2, 3]
    assert not (tmp_path / "evil").exists()
    assert (data / "laddvakt.lock").read_bytes() != b"\x01"
