"""A program killed in the middle of writing has lost nothing that it was told is on disk."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from store_parts import look, running, session, settled

from app.core.interfaces import SessionQuery
from app.store import SqliteHistory
from app.store.database import FILE_NAME

HERE = Path(__file__).parent


def told_before_the_kill(folder: Path, lines: int) -> set[int]:
    """The numbers of the sessions a writer was told are kept, before it was killed after `lines` of them."""
    paths = os.pathsep.join((str(HERE), str(HERE.parent.parent)))
    with subprocess.Popen(
        [sys.executable, str(HERE / "endless_writer.py"), str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(lines)]
        writer.kill()
        # What it had printed by then; the kill may have cut the last line.
        told += [int(line) for line in writer.stdout.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return set(told)


@pytest.mark.parametrize("lines", [1, 700])
def test_a_killed_writer_loses_nothing_it_was_told_is_kept(tmp_path: Path, lines: int) -> None:
    folder = tmp_path / "data"
    told: set[int] = set()
    for _ in range(3):  # each start finds what the last kill left, and goes on
        told |= told_before_the_kill(folder, lines)
    history = SqliteHistory(folder)
    kept = {each.id: each for each in history.sessions(SessionQuery())}
    assert told <= set(kept)
    for number, found in kept.items():  # a unit is there whole
        assert found.energy_wh == number * 10
        assert [each.energy_wh for each in history.readings(number)] == [number * 10]
    assert history.remembered().last_session_id == max(kept)
    history.close()
    assert look(folder, "PRAGMA integrity_check") == [("ok",)]
    assert look(folder, "SELECT count(*) FROM readings") == [(len(kept),)]


def test_another_program_that_looks_into_the_file_costs_nothing(tmp_path: Path) -> None:
    """On POSIX, closing any descriptor of a file drops all of a process's locks on it: ours must never be dropped."""
    code = (
        "import sqlite3, sys; "
        "print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM sessions').fetchone()[0])"
    )

    def count() -> int:
        command = [sys.executable, "-c", code, str(tmp_path / FILE_NAME)]
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_session(session(1))
            await settled(records)
            assert len(await asyncio.to_thread(store.history.sessions, SessionQuery())) == 1
            assert await asyncio.to_thread(count) == 1
            records.save_session(session(2))
            await settled(records)
            assert await asyncio.to_thread(count) == 2

    asyncio.run(story())
