"""The photographer of the window: what it writes, that it writes it again byte for byte, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
# Curves, a table with bars, a dialog over the window, and a page that reads nothing.
FEW = ("overview-little", "history-little", "overview-menu-free", "messages-empty")


def photograph(*words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "packaging/screenshots.py", *words],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        timeout=50,
    )


def test_two_runs_write_the_same_pictures_wherever_the_computer_stands(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    first = photograph(str(here), "--language", "sv", "--only", *FEW)
    second = photograph(
        str(there), "--language", "sv", "--only", *FEW, TZ="America/Lima", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="7"
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert (second.returncode, second.stderr) == (0, "")
    written = {path.name: path.read_bytes() for path in here.iterdir()}
    assert {f"{name}-{look}-sv.png" for name in FEW for look in ("light", "dark")} <= written.keys()
    assert {path.name: path.read_bytes() for path in there.iterdir()} == written


def test_each_look_and_each_language_is_a_picture_of_its_own_and_the_sharp_one_twice_as_large(tmp_path: Path) -> None:
    done = photograph(str(tmp_path), "--only", "overview-empty")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"8 pictures in {tmp_path}\n"
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.iterdir()}
    plain = [f"overview-empty-{look}-{code}" for look in ("light", "dark") for code in ("en", "sv")]
    sharp = [f"overview-empty-2x-{look}-{code}" for look in ("light", "dark") for code in ("en", "sv")]
    assert sorted(pictures) == sorted([*plain, *sharp])
    assert {(pictures[name].width(), pictures[name].height()) for name in plain} == {(1180, 760)}
    assert {(pictures[name].width(), pictures[name].height()) for name in sharp} == {(2360, 1520)}
    assert len({bytes(pictures[name].constBits()) for name in plain}) == 4


def test_without_a_folder_it_says_what_is_missing(tmp_path: Path) -> None:
    done = photograph()
    assert done.returncode == 2
    assert "the folder to write to is missing" in done.stderr
