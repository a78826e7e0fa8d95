"""Killed, cut off, unheard and out of room: nothing acknowledged is lost, and what checks it would notice."""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.store import session_rows

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX can kill as a power cut does")


@pytest.mark.parametrize(
    "words",
    [("--kills", "20"), ("--lines", "--kills", "40"), ("--replies", "--kills", "60"), ("--disk", "--kills", "3")],
    ids=lambda words: words[0].strip("-"),
)
def test_nothing_acknowledged_is_lost_or_booked_twice_whatever_dies(words: tuple[str, ...]) -> None:
    command = [sys.executable, str(PACKAGING / "crash.py"), "--seed", "7", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_writes_that_fail_in_the_middle_cost_nothing_where_no_disk_can_be_mounted(
    crash: ModuleType, tmp_path: Path
) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux can limit what another program writes")
    run = crash.tested(crash.MODES["disk"], tmp_path, chargers=6, kills=3, seed=7)
    assert run.tape.refused


# That the check can fail: it is shown the file of a run that held, with one thing wrong in it.


@pytest.fixture(scope="module")
def crash() -> Iterator[ModuleType]:
    sys.path.insert(0, str(PACKAGING))
    before = set(sys.modules)
    try:
        yield importlib.import_module("crash")
    finally:
        sys.path.remove(str(PACKAGING))
        for name in set(sys.modules) - before:
            if name.startswith("crash"):
                del sys.modules[name]


@pytest.fixture(scope="module")
def held(crash: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A short run that held."""
    return crash.tested(crash.MODES["kills"], tmp_path_factory.mktemp("held"), chargers=6, kills=2, seed=1)


_ADD = f"INSERT INTO sessions ({session_rows.SESSION}) SELECT {session_rows.SESSION} FROM more"
_ONE_MORE = "CREATE TEMP TABLE more AS SELECT * FROM sessions WHERE id = 1; UPDATE more SET id = 9999"
_ONE = "(place_id, at_ms, moment) IN (SELECT place_id, at_ms, moment FROM readings WHERE session_id = 1 LIMIT 1)"

WRONGS = {
    "DELETE FROM sessions WHERE id = 1": "An acknowledged start is not in the file",
    f"{_ONE_MORE}, transaction_id = 'x'; {_ADD}": "One session is there 2 times",
    f"{_ONE_MORE}, outlet = 9; {_ADD}": "2 sessions have the same charger",
    f"{_ONE_MORE}, outlet = 9, transaction_id = 'x'; {_ADD}": "that never was",
    "UPDATE sessions SET stopped_us = NULL WHERE id = 1": "An acknowledged stop is not in the file",
    "UPDATE sessions SET energy_wh = energy_wh + 1 WHERE id = 1": "did not end as it is in the file",
    "UPDATE sessions SET meter_start_wh = meter_start_wh + 1 WHERE id = 1": "another start",
    "UPDATE sessions SET transaction_id = 'x' WHERE id = 1": "another transaction's number",
    f"DELETE FROM readings WHERE {_ONE}": "An acknowledged reading is not in the file",
    f"UPDATE readings SET energy_wh = energy_wh + 1 WHERE {_ONE}": "another value in the file",
    f"UPDATE readings SET session_id = 9999 WHERE {_ONE}": "belongs to another session",
    f"UPDATE readings SET at_ms = 1 WHERE {_ONE}": "An acknowledged reading is not in the file",
    "INSERT INTO readings (place_id, at_ms, moment) VALUES (1, 1, 1)": "A reading is in the file that never was",
    "DELETE FROM chargers": "A charger whose introduction was answered is not in the file",
}


@pytest.mark.parametrize(("damage", "told"), WRONGS.items(), ids=WRONGS.values())
def test_the_check_notices_what_is_wrong_in_the_file(held: Any, tmp_path: Path, damage: str, told: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(held.serve.data, data)
    checks = sys.modules["crash_checks"]
    checks.check_left_behind(data, tmp_path / "scratch", held.tape)
    with closing(sqlite3.connect(data / checks.FILE_NAME)) as connection:
        connection.executescript(damage)
        connection.commit()
    with pytest.raises(sys.modules["crash_tape"].Violation, match=told):
        checks.check_left_behind(data, tmp_path / "scratch", held.tape)


def test_the_check_notices_a_damaged_page(held: Any, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(held.serve.data, data)
    checks = sys.modules["crash_checks"]
    with (data / checks.FILE_NAME).open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(sys.modules["crash_tape"].Violation, match=r"damaged|cannot be read"):
        checks.check_left_behind(data, tmp_path / "scratch", held.tape)


def test_the_check_notices_a_session_that_was_told_and_not_kept_at_the_end(held: Any, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(held.serve.data, data)
    checks = sys.modules["crash_checks"]
    checks.check_end(data, held.tape)
    with closing(sqlite3.connect(data / checks.FILE_NAME)) as connection, connection:
        connection.execute("UPDATE sessions SET quality = 'reconstructed' WHERE id = 1")
    with pytest.raises(sys.modules["crash_tape"].Violation, match="not said to be measured"):
        checks.check_end(data, held.tape)
