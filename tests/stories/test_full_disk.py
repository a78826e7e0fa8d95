"""The data folder fills up in the middle of a session: nothing acknowledged is lost, and service resumes by itself."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.contact import TroubleKind
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, program, survived

# Mounting a small disk is the only honest way to fill one, and only root may.
may_mount = sys.platform == "linux" and hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="laddvakt-small-"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode != 0:
        folder.rmdir()
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.logs_warnings
@pytest.mark.skipif(not may_mount, reason="only root can mount a small disk to fill")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_disk_that_fills_up_costs_no_energy_and_the_user_is_told_until_there_is_room(
    version: Version, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.site.TROUBLE_HOLDS", timedelta(0))

    filler = small_disk / "filler"

    async def fills() -> None:
        await asyncio.to_thread(fill, filler)

    async def has_room() -> None:
        await asyncio.to_thread(filler.unlink)

    async def story() -> None:
        async with program(small_disk) as run:
            await survived(run, version, TroubleKind.DISK_FULL, fills, has_room)

    asyncio.run(story())


def fill(file: Path) -> None:
    """Write until there is no room for one byte more."""
    with file.open("wb", buffering=0) as writing:
        size = 65_536
        while size:
            try:
                writing.write(b"x" * size)
            except OSError:
                size //= 2
