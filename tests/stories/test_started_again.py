"""The program started a second time on the same data, and what a killed demo leaves behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from app.commands.demo import clear_earlier_demos
from app.control.client import ask
from app.store.database import LOCK_NAME, FolderLock
from tests.stories.test_command_line import laddvakt, serving
from tests.stories.test_killed_in_the_middle import ROOT

OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


async def window(data: Path, *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app", "--data", str(data), *words),
        cwd=ROOT,
        env=OFFSCREEN,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.mark.parametrize("words", [(), ("--background",)])
def test_a_second_window_on_the_same_data_gives_way_to_the_first(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"port": 1}')  # no matter whether it can be listened on

    async def story() -> None:
        first = await window(tmp_path)
        async with asyncio.timeout(20):
            while not (tmp_path / "control.json").exists():  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.02)
            second = await window(tmp_path, *words)
            assert await second.communicate() == (b"", b"")
        assert second.returncode == 0
        assert first.returncode is None
        first.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(first.wait(), 15) == 0

    asyncio.run(story())


def test_a_window_beside_serve_says_that_the_data_is_in_use(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path):
            assert await asyncio.to_thread(ask, tmp_path, "show", {}) is False
            beside = await window(tmp_path, "--quit-after", "1")
            _, errors = await asyncio.wait_for(beside.communicate(), 20)
            assert beside.returncode == 1
            assert b"in use by another running program" in errors

    asyncio.run(story())


def test_what_was_left_by_a_program_that_was_killed_delays_no_window(tmp_path: Path) -> None:
    (tmp_path / "control.json").write_text('{"port": 1, "token": "x", "pid": 1}')

    async def story() -> None:
        again = await window(tmp_path, "--quit-after", "1")
        await asyncio.wait_for(again.communicate(), 20)
        assert again.returncode == 0
        assert (await laddvakt(tmp_path, "chargers")).status == 0

    asyncio.run(story())


def test_demos_that_were_killed_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    def demo(name: str) -> Path:
        made = tmp_path / f"laddvakt-demo-{name}"
        (made / "sub").mkdir(parents=True)
        (made / LOCK_NAME).touch()
        (made / "sub" / "data").write_text("x")
        return made

    killed, runs, elsewhere = demo("killed"), demo("runs"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / LOCK_NAME).touch()
    (elsewhere / "precious").touch()
    new, file = tmp_path / "laddvakt-demo-new", tmp_path / "laddvakt-demo-file"
    new.mkdir()
    file.touch()
    other = tmp_path / "laddvakt-other"
    other.mkdir()
    if os.name == "posix":
        (tmp_path / "laddvakt-demo-link").symlink_to(elsewhere)
        (killed / "link").symlink_to(elsewhere)
        crafted = tmp_path / "laddvakt-demo-crafted"
        crafted.mkdir()
        (crafted / LOCK_NAME).symlink_to(tmp_path / "made-through-a-link")
    lock = FolderLock(runs)
    clear_earlier_demos(tmp_path)
    assert not killed.exists()
    assert (runs / "sub" / "data").exists()
    assert (elsewhere / "precious").exists()
    assert new.exists()
    assert file.exists()
    assert other.exists()
    assert not (tmp_path / "made-through-a-link").exists()
    lock.release()
    clear_earlier_demos(tmp_path)
    assert not runs.exists()
