"""Migrations: in order, each whole or not at all, and every schema that was ever given out can be opened."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_parts import look, new_file, reading, running, session, settled

from app.core.interfaces import SessionQuery
from app.store import Broken, database
from app.store.database import FILE_NAME, migrations
from app.store.history import SqliteHistory
from app.store.rows import ms

OLD = Path(__file__).parent / "old"


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    steps = migrations()
    assert [number for number, _ in steps] == list(range(1, len(steps) + 1))
    assert all("COMMIT" not in sql.upper() for _, sql in steps)


def restore(folder: Path, dump: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(dump.read_text("utf-8"))


@pytest.mark.parametrize("dump", sorted(OLD.glob("*.sql")), ids=lambda dump: dump.stem)
def test_a_file_of_every_schema_opens_and_serves(tmp_path: Path, dump: Path) -> None:
    restore(tmp_path, dump)
    assert look(tmp_path, "PRAGMA user_version") == [(int(dump.stem),)]

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            assert store.remembered().last_session_id == 0
            records.save_session(session(1))
            records.add_readings("GARO-1", 1, 1, [reading(1)])
            await settled(records)
            assert store.history.sessions(SessionQuery()) == [session(1)]
            assert store.history.readings(1) == [reading(1)]

    asyncio.run(story())
    assert look(tmp_path, "PRAGMA user_version") == [(migrations()[-1][0],)]


def test_a_sessions_readings_are_found_after_the_file_was_brought_up_from_before_their_days_were_kept(
    tmp_path: Path,
) -> None:
    """Two places, three days, another session's between them, and one of no session."""
    restore(tmp_path, OLD / "0004.sql")
    told = [(1, 0, 7), (1, 60, 8), (2, 120, 7), (1, 86_400, 7), (1, 90_000, None), (2, -86_400, 7)]
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript("INSERT INTO places VALUES (1, 'GARO-1', 1), (2, 'GARO-1', 2)")
        connection.executemany(
            "INSERT INTO readings (place_id, at_ms, moment, session_id) VALUES (?, ?, 1, ?)",
            [(place, ms(reading(second).at), session_id) for place, second, session_id in told],
        )
        connection.commit()
    new_file(tmp_path).close()
    with closing(SqliteHistory(tmp_path)) as history:
        assert history.readings(7) == [reading(second) for second in (-86_400, 0, 120, 86_400)]
        assert history.readings(8) == [reading(60)]


def test_every_schema_has_a_file_kept_of_it() -> None:
    assert [int(dump.stem) for dump in sorted(OLD.glob("*.sql"))] == [number for number, _ in migrations()]


def test_a_schema_that_was_given_out_is_never_edited(tmp_path: Path) -> None:
    """A new file is what the newest kept schema says: whoever changes it writes a new migration."""
    newest = sorted(OLD.glob("*.sql"))[-1]
    (tmp_path / "old").mkdir()
    restore(tmp_path / "old", newest)
    new_file(tmp_path / "new").close()
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"

    def plain(folder: Path) -> list[tuple[object, ...]]:
        return [(kind, name, re.sub(r"\s+", " ", str(sql))) for kind, name, sql in look(folder, schema)]

    assert plain(tmp_path / "new") == plain(tmp_path / "old")


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_file(tmp_path).close()
    before = look(tmp_path, "SELECT name FROM sqlite_master ORDER BY name")
    newest = migrations()[-1][0]
    bad = [*migrations(), (newest + 1, "CREATE TABLE half (a); CREATE TABLE half (b);")]
    monkeypatch.setattr(database, "migrations", lambda: bad)
    with pytest.raises(Broken, match="half"):
        new_file(tmp_path)
    assert look(tmp_path, "SELECT name FROM sqlite_master ORDER BY name") == before
    assert look(tmp_path, "PRAGMA user_version") == [(newest,)]


def test_migrations_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = migrations()[-1][0]
    second = (newest + 1, "CREATE TABLE second (a);")
    steps = [*migrations(), second, (newest + 2, "ALTER TABLE second ADD COLUMN b;")]
    new_file(tmp_path).close()
    monkeypatch.setattr(database, "migrations", lambda: steps)
    new_file(tmp_path).close()
    assert look(tmp_path, "PRAGMA user_version") == [(newest + 2,)]
    assert look(tmp_path, "SELECT a, b FROM second") == []
