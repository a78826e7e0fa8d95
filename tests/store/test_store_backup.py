"""A backup is one whole file of one instant, made beside any writer; old ones make room, and nothing else does."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_parts import NOON, look, new_file, reading, running, session, settled

from app.core.backups import BackupFailed, BackupFile, Origin, Reason, WhyNot
from app.core.interfaces import SessionQuery
from app.store import NoBackupFirst, SqliteHistory, Store, backup, database, shelf
from app.store.backup import Keeping, back_up
from app.store.contents import about_of, contents_of, contents_of_data
from app.store.database import FILE_NAME, migrations

HERE = Keeping(Origin("garage-pc", ("ws://192.168.1.20:8887/",), "0.1", "/data"), ("settings.json", "tls-ec.key"))


async def filled(folder: Path, sessions: int = 3) -> None:
    async with running(folder) as (_, records):
        for number in range(1, sessions + 1):
            records.save_session(session(number, energy_wh=1000))
            records.add_readings("GARO-1", 1, number, [reading(number)])
        await settled(records)


def data_with(tmp_path: Path, sessions: int = 3) -> Path:
    data = tmp_path / "data"
    asyncio.run(filled(data, sessions))
    return data


def test_a_backup_is_one_private_file_that_says_what_is_in_it(tmp_path: Path) -> None:
    data = data_with(tmp_path)
    (data / "settings.json").write_text('{"port": 9000}')
    out = tmp_path / "out"
    out.mkdir()
    back_up(data, out / "mine.sqlite3", HERE, Reason.ASKED, now=lambda: NOON)
    assert [each.name for each in out.iterdir()] == ["mine.sqlite3"]
    if sys.platform != "win32":
        assert stat.S_IMODE((out / "mine.sqlite3").stat().st_mode) == 0o600
    found = contents_of(out / "mine.sqlite3")
    assert (found.made_at, found.reason, found.origin) == (NOON, Reason.ASKED, HERE.origin)
    assert (found.sessions, found.energy_wh, found.chargers) == (3, 3000, 0)
    assert (found.first_at, found.last_at) == (session(1).started_at, session(3).started_at)
    assert found.size_bytes == (out / "mine.sqlite3").stat().st_size
    with closing(sqlite3.connect(out / "mine.sqlite3")) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert plain.execute("SELECT name, content FROM backup_files").fetchall() == [
            ("settings.json", b'{"port": 9000}')
        ]


def test_a_backup_ends_and_is_of_one_instant_while_another_connection_goes_on_writing(tmp_path: Path) -> None:
    """SQLite's own backup starts over at each commit beside it."""

    async def story() -> None:
        async with running(tmp_path / "data") as (_, records):
            for number in range(1, 4000):
                records.save_session(session(number, energy_wh=1, card="c" * 500))
            await settled(records)
            done: list[tuple[int, int]] = []
            making = asyncio.create_task(
                asyncio.to_thread(
                    back_up,
                    *(tmp_path / "data", tmp_path / "b.sqlite3", HERE, Reason.DAILY),
                    told=lambda did, total: done.append((did, total)),
                )
            )
            number = 4000
            while not making.done():
                records.save_session(session(number, energy_wh=1, card="c" * 500))
                await settled(records)
                number += 1
            await making
            assert number > 4000, "nothing was written meanwhile"
            assert len(done) > 1 and done == sorted(done), "it started over"
            kept = contents_of(tmp_path / "b.sqlite3")
            assert 3999 <= kept.sessions < number
            assert kept.energy_wh == kept.sessions

    asyncio.run(story())


def test_a_backup_of_damaged_data_is_refused_and_leaves_the_one_before_as_it_was(tmp_path: Path) -> None:
    data = data_with(tmp_path, 2000)
    target = tmp_path / "b.sqlite3"
    back_up(data, target, HERE, Reason.ASKED)
    before = target.read_bytes()
    ((root,),) = look(data, "SELECT rootpage FROM sqlite_master WHERE name = 'sessions'")
    with (data / FILE_NAME).open("r+b") as file:
        file.seek((int(str(root)) - 1) * 4096)
        file.write(b"\xaa" * 4096)
    with pytest.raises(BackupFailed) as caught:
        back_up(data, target, HERE, Reason.ASKED)
    assert caught.value.why is WhyNot.DAMAGED
    assert target.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"data", "b.sqlite3"}


def test_a_backup_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    data = data_with(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(BackupFailed) as caught:
        back_up(data, out / "b.sqlite3", HERE, Reason.ASKED, cancelled=lambda: True)
    assert caught.value.why is WhyNot.CANCELLED
    assert list(out.iterdir()) == []


def test_where_there_is_nothing_to_back_up_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed) as caught:
        back_up(tmp_path, tmp_path / "b.sqlite3", HERE, Reason.ASKED)
    assert caught.value.why is WhyNot.NO_DATA
    with pytest.raises(BackupFailed) as caught:
        contents_of_data(tmp_path)
    assert caught.value.why is WhyNot.NO_DATA


def test_a_chosen_folder_that_is_away_is_not_made(tmp_path: Path) -> None:
    """It is a drive that is not connected: what were made there would lie under the drive."""
    data = data_with(tmp_path)
    with pytest.raises(BackupFailed) as caught:
        shelf.keep(data, tmp_path / "usb", HERE, Reason.DAILY)
    assert caught.value.why is WhyNot.NO_FOLDER
    assert not (tmp_path / "usb").exists()


def test_two_backups_within_one_second_have_two_names(tmp_path: Path) -> None:
    data = data_with(tmp_path)
    made = [shelf.keep(data, data / shelf.FOLDER, HERE, Reason.ASKED, now=lambda: NOON) for _ in range(2)]
    assert [each.path.name for each in made] == [
        "laddvakt-2026-03-01-120000.sqlite3",
        "laddvakt-2026-03-01-120001.sqlite3",
    ]
    assert shelf.listed(data / shelf.FOLDER) == made[::-1]


# Which stay.


def test_fourteen_days_and_twelve_months_stay_and_always_the_newest() -> None:
    start = datetime(2024, 1, 1, 3, tzinfo=UTC)
    made = [start + timedelta(hours=12 * number) for number in range(2 * 700)]
    kept: list[BackupFile] = []
    for at in made:
        kept.append(BackupFile(Path(shelf.name_at(at)), at, 1))
        drop = shelf.to_drop(kept)
        assert kept[-1] not in drop
        kept = [each for each in kept if each not in drop]
    newest = made[-1]
    days = sorted({each.made_at.date() for each in kept}, reverse=True)
    assert days[:14] == [newest.date() - timedelta(days=number) for number in range(14)]
    months = {(each.made_at.year, each.made_at.month) for each in kept}
    assert len(months) == 12
    assert len(kept) == 14 + 11


def test_only_daily_backups_of_the_same_data_make_room(tmp_path: Path) -> None:
    data, folder = data_with(tmp_path), tmp_path / "shared"
    folder.mkdir()
    theirs = Keeping(Origin("other-pc", (), "0.1", "/data"))

    def make(day: int, keeping: Keeping, reason: Reason, hour: int = 0) -> str:
        at = NOON + timedelta(days=day, hours=hour)
        return shelf.keep(data, folder, keeping, reason, now=lambda: at).path.name

    stay = [make(0, theirs, Reason.DAILY), make(0, HERE, Reason.ASKED), make(0, HERE, Reason.BEFORE_UPDATE)]
    (folder / shelf.name_at(NOON - timedelta(days=400))).write_text("a diary that happens to be called so")
    (folder / "holiday.jpg").write_bytes(b"")
    dailies = [make(day, HERE, Reason.DAILY, 1) for day in range(20)]
    names = {each.name for each in folder.iterdir()}
    assert names >= {*stay, "holiday.jpg", shelf.name_at(NOON - timedelta(days=400))}
    assert [each for each in dailies if each in names] == dailies[-14:]
    assert about_of(folder / stay[0]) is not None


# Before the schema changes.


def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data of this schema, and a program that knows one more."""
    data = data_with(tmp_path)
    steps = migrations()
    more = [*steps, (len(steps) + 1, "CREATE TABLE later (a);")]
    monkeypatch.setattr(database, "migrations", lambda: more)
    return data


def test_data_of_an_older_schema_is_backed_up_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = len(migrations())
    data = older(tmp_path, monkeypatch)
    asyncio.run(Store.open(data, keeping=lambda: HERE).close())
    (kept,) = shelf.listed(data / shelf.FOLDER)
    found = contents_of(kept.path)
    assert (found.schema, found.reason, found.sessions) == (known, Reason.BEFORE_UPDATE, 3)
    assert look(data, "PRAGMA user_version") == [(known + 1,)]
    asyncio.run(Store.open(data, keeping=lambda: HERE).close())
    assert shelf.listed(data / shelf.FOLDER) == [kept], "nothing changed, so nothing was to be kept"


def test_new_data_is_not_backed_up(tmp_path: Path) -> None:
    new_file(tmp_path / "data").close()
    assert shelf.listed(tmp_path / "data" / shelf.FOLDER) == []


def test_data_that_cannot_be_backed_up_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = len(migrations())
    data = older(tmp_path, monkeypatch)
    (data / shelf.FOLDER).write_text("a file where the folder should be")
    with pytest.raises(NoBackupFirst, match="could not be backed up first"):
        Store.open(data)
    assert look(data, "PRAGMA user_version") == [(known,)]
    history = SqliteHistory(data)
    monkeypatch.undo()
    assert len(history.sessions(SessionQuery())) == 3
    history.close()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has links that anyone may make")
def test_a_link_is_no_backup(tmp_path: Path) -> None:
    data = data_with(tmp_path)
    made = shelf.keep(data, data / shelf.FOLDER, HERE, Reason.DAILY, now=lambda: NOON)
    (made.path.parent / shelf.name_at(NOON + timedelta(days=1))).symlink_to(made.path)
    assert shelf.listed(data / shelf.FOLDER) == [made]


def test_the_steps_of_a_backup_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_PAGES", 1)
    data = data_with(tmp_path, 500)
    did: list[int] = []
    back_up(data, tmp_path / "b.sqlite3", HERE, Reason.ASKED, told=lambda done, _: did.append(done))
    assert did == list(range(1, did[-1] + 1))
