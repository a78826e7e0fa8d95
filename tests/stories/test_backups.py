"""Backups as the command line and a running program make them, and a move to another computer."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.backups import BackupFailed, Origin, Reason, WhyNot
from app.core.contact import TroubleKind
from app.core.preferences import Preferences
from app.settings import load_preferences, save_preferences
from app.store import shelf
from app.store.backup import Keeping, back_up
from app.store.contents import contents_of
from app.store.database import FILE_NAME, migrations
from app.virtual.charger import VirtualCharger
from tests.stories.conftest import a_charger, program, two_hours_ago, until
from tests.stories.test_command_line import laddvakt, serving, settings


async def charged(data: Path) -> None:
    """A session of one hour, by a charger that calls a program on this folder."""
    clock = two_hours_ago()
    async with program(data) as run, VirtualCharger(a_charger(run), clock) as charger:
        await charger.power_up()
        await charger.plug_in(1)
        assert await charger.tap(1, "04A2B3C4")
        await charger.hold_power(1, 6000)
        clock.advance(3600)
        await charger.meter_tick(1)
        await charger.stop(1, "04A2B3C4")
        await charger.unplug(1)
        await charger.delivered()


def test_a_backup_made_while_the_program_serves_is_restored_on_another_computer(tmp_path: Path) -> None:
    async def story() -> None:
        data, other, file = tmp_path / "data", tmp_path / "other", tmp_path / "moved.sqlite3"
        await charged(data)
        save_preferences(data, Preferences(port=9123, language="sv"))
        async with serving(data) as url:
            said = await laddvakt(data, "backup", str(file))
            assert said.status == 0 and str(file) in said.output
            refused = await laddvakt(data, "restore", str(file), "--yes")
            assert refused.status == 1
            assert "in use by another running program" in refused.errors
            async with VirtualCharger(settings(url), two_hours_ago()) as charger:
                await charger.power_up()  # it goes on as if nothing had been
        said = await laddvakt(other, "restore", str(file))
        assert (said.status, said.errors) == (0, "")
        assert "Restored: 1 session of 1 charger." in said.output
        assert "Chargers go on calling ws://" in said.output or "does not say" in said.output
        assert (await laddvakt(other, "sessions", "--json")).json == (await laddvakt(data, "sessions", "--json")).json
        assert load_preferences(other) == load_preferences(data)
        assert load_preferences(other).port == 9123
        checked = await laddvakt(other, "check")
        assert checked.output.startswith("The data is sound: 1 sessions, ")

    asyncio.run(story())


def test_data_that_is_there_is_replaced_only_where_that_was_said(tmp_path: Path) -> None:
    async def story() -> None:
        data, file = tmp_path / "data", tmp_path / "b.sqlite3"
        await charged(data)
        assert (await laddvakt(data, "backup", str(file))).status == 0
        assert (await laddvakt(data, "charger", "remove", "EH1")).status == 0
        said = await laddvakt(data, "restore", str(file))
        assert (said.status, said.errors.count("\n")) == (1, 1)
        assert "--yes" in said.errors
        assert (await laddvakt(data, "chargers", "--json")).json == []
        said = await laddvakt(data, "restore", str(file), "--yes")
        assert (said.status, said.errors) == (0, "")
        assert [row["id"] for row in (await laddvakt(data, "chargers", "--json")).json] == ["EH1"]
        (before,) = shelf.listed(data / shelf.FOLDER)
        assert contents_of(before.path).chargers == 0

    asyncio.run(story())


def test_restore_refuses_by_one_sentence_what_it_cannot_restore(tmp_path: Path) -> None:
    async def story() -> None:
        data, good = tmp_path / "data", tmp_path / "good.sqlite3"
        await charged(data)
        assert (await laddvakt(data, "backup", str(good))).status == 0
        before = (data / FILE_NAME).read_bytes()
        (tmp_path / "text").write_text("dear diary")
        newer = tmp_path / "newer"
        newer.write_bytes(good.read_bytes())
        with closing(sqlite3.connect(newer)) as file:
            file.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
        (tmp_path / "cut").write_bytes(good.read_bytes()[:8192])
        for name, words in (
            ("text", "is not a file of this program"),
            ("newer", "was made by a newer version"),
            ("cut", "is damaged"),
            ("nothing", "cannot be read"),
        ):
            said = await laddvakt(data, "restore", str(tmp_path / name), "--yes")
            assert (said.status, said.output, said.errors.count("\n")) == (1, "", 1)
            assert words in said.errors
        assert (data / FILE_NAME).read_bytes() == before

    asyncio.run(story())


def test_a_backup_replaces_an_earlier_one_and_nobody_elses_file(tmp_path: Path) -> None:
    async def story() -> None:
        data, file, foreign = tmp_path / "data", tmp_path / "kept.sqlite3", tmp_path / "accounts.csv"
        await charged(data)
        assert (await laddvakt(data, "backup", str(file))).status == 0
        assert (await laddvakt(data, "backup", str(file))).status == 0
        foreign.write_text("mine", "utf-8")
        refused = await laddvakt(data, "backup", str(foreign))
        assert refused.status == 1 and "Name another file." in refused.errors
        assert foreign.read_text("utf-8") == "mine"

    asyncio.run(story())


def test_a_backup_does_not_overwrite_the_data_and_needs_some(tmp_path: Path) -> None:
    async def story() -> None:
        data = tmp_path / "data"
        said = await laddvakt(data, "backup", str(tmp_path / "b.sqlite3"))
        assert (said.status, said.errors) == (1, f"There is no data in {data}.\n")
        await charged(data)
        said = await laddvakt(data, "backup", str(data / FILE_NAME))
        assert said.status == 1 and "is the data itself" in said.errors
        said = await laddvakt(data, "backup", str(tmp_path / "nowhere" / "b.sqlite3"))
        assert said.status == 1 and "is not there" in said.errors
        assert (await laddvakt(data, "backup", str(tmp_path))).status == 0
        assert len(shelf.listed(tmp_path)) == 1

    asyncio.run(story())


def test_check_tells_each_finding_and_fails(tmp_path: Path) -> None:
    async def story() -> None:
        await charged(tmp_path)
        assert (await laddvakt(tmp_path, "check", "--json")).json == []
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
            file.execute("UPDATE outlets SET session_id = 77")
            file.commit()
        said = await laddvakt(tmp_path, "check")
        assert (said.status, said.output) == (1, "Outlet 1 of EH1 shows session 77, which does not exist.\n")
        assert said.errors == "The data is not sound.\n"
        said = await laddvakt(tmp_path, "check", "--json")
        assert said.status == 1
        assert [row["kind"] for row in json.loads(said.output)] == ["outlet_without_session"]

    asyncio.run(story())


def test_damaged_data_is_told_with_the_command_that_brings_the_newest_backup_back(tmp_path: Path) -> None:
    async def story() -> None:
        await charged(tmp_path)
        kept = shelf.keep(tmp_path, tmp_path / shelf.FOLDER, Keeping(), Reason.DAILY)
        with (tmp_path / FILE_NAME).open("r+b") as file:
            file.write(b"\xaa" * 8192)
        said = await laddvakt(tmp_path, "serve", "--listen", "127.0.0.1:0")
        assert said.status == 1
        assert said.errors.count("\n") == 1
        assert f"laddvakt restore --yes {kept.path}" in said.errors
        assert (await laddvakt(tmp_path, "restore", "--yes", str(kept.path))).status == 0
        assert len((await laddvakt(tmp_path, "sessions", "--json")).json) == 1

    asyncio.run(story())


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (Origin("old-pc", ("ws://203.0.113.9:8887/",)), "On old-pc chargers called ws://203.0.113.9:8887/"),
        (Origin(), "does not say where chargers called"),
    ],
)
def test_a_move_says_what_to_change_in_the_chargers(tmp_path: Path, before: Origin, words: str) -> None:
    async def story() -> None:
        await charged(tmp_path / "old")
        back_up(tmp_path / "old", tmp_path / "b.sqlite3", Keeping(before), Reason.ASKED)
        said = await laddvakt(tmp_path / "new", "restore", str(tmp_path / "b.sqlite3"))
        assert said.status == 0
        assert words in said.output

    asyncio.run(story())


# While it runs.


def test_a_running_program_keeps_one_backup_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        await charged(tmp_path)
        async with program(tmp_path) as run:
            folder = tmp_path / shelf.FOLDER
            await run.keeper.look()
            await run.keeper.look()
            (first,) = shelf.listed(folder)
            assert contents_of(first.path).reason is Reason.DAILY
            assert run.site.newest_backup_at == first.made_at
            run.keeper._now = lambda: datetime.now(UTC) + timedelta(hours=25)
            await run.keeper.look()
            assert len(shelf.listed(folder)) == 2

    asyncio.run(story())


def test_the_first_daily_backup_is_made_by_itself_soon_after_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.keeper.FIRST_LOOK_S", 0.0)

    async def story() -> None:
        async with program(tmp_path) as run:
            async with asyncio.timeout(20):
                while run.site.newest_backup_at is None:  # noqa: ASYNC110 - a backup is no news to anybody
                    await asyncio.sleep(0.01)
            assert len(await run.backups.listed()) == 1

    asyncio.run(story())


@pytest.mark.logs_warnings
def test_a_chosen_folder_that_is_away_is_told_once_and_forgotten_when_it_is_back(tmp_path: Path) -> None:
    data, usb = tmp_path / "data", tmp_path / "usb"

    async def story() -> None:
        async with program(data) as run:
            await run.prefer(Preferences(backup_folder=str(usb)))
            await run.keeper.look()
            await run.keeper.look()
            trouble = run.site.troubles[TroubleKind.BACKUP_FAILED]
            assert str(usb) in trouble.detail
            usb.mkdir()
            await run.keeper.look()
            assert not run.site.troubles
            assert len(shelf.listed(usb)) == 1
            with pytest.raises(BackupFailed) as caught:
                await run.prefer(Preferences(backup_folder=str(tmp_path / "gone")))
                await run.backups.make()
            assert caught.value.why is WhyNot.NO_FOLDER

    asyncio.run(story())


def test_a_backup_chosen_while_the_program_runs_is_the_data_when_it_starts_again(tmp_path: Path) -> None:
    async def story() -> None:
        await charged(tmp_path)
        async with program(tmp_path) as run:
            made = await run.backups.make()
            await run.site.wishes.remove_charger("EH1")
            assert (await run.backups.contents(made.path)).chargers == 1
            assert (await run.backups.contents(None)).chargers == 0
            await run.backups.stage(made.path)
            storage = await run.backups.storage()
            assert storage.data > storage.messages > 0
            assert (storage.backups, storage.backup_files) == (made.size_bytes, 1)
        async with program(tmp_path) as run:
            assert list(run.site.registry.chargers) == ["EH1"]

    asyncio.run(story())


# Where the data is.


@pytest.mark.logs_warnings
def test_data_in_a_cloud_folder_is_warned_of_until_the_user_says_that_they_know(tmp_path: Path) -> None:
    data = tmp_path / "Dropbox" / "laddvakt"

    async def story() -> None:
        async with program(data) as run:
            await until(run, lambda: TroubleKind.DATA_IN_CLOUD in run.site.troubles)
            assert run.site.troubles[TroubleKind.DATA_IN_CLOUD].detail == "Dropbox"
            await run.prefer(Preferences(accepted_place=str(data)))
            assert not run.site.troubles
        async with program(data) as run:
            await run.warn_of_place()
            assert not run.site.troubles
        said = await laddvakt(data, "doctor")
        assert "Dropbox" in said.output

    asyncio.run(story())
