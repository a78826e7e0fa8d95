"""The check finds what is damaged and what refers to nothing, and says nothing of sound data."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from store_parts import NOON, look, reading, running, session, settled

from app.core.model import Charger, Outlet, Standing
from app.core.prices.books import Side
from app.core.prices.cost import Cost, CostQuality
from app.core.prices.money import Total
from app.core.statements import About, Statement, Wanted
from app.core.values import replace
from app.store.checkup import check
from app.store.database import FILE_NAME

OLD = Path(__file__).parent / "old"
NOTHING = Total(Decimal(0), Decimal(0), Decimal(0))
COST = Cost("SEK", CostQuality.MEASURED, (), NOTHING, Fraction(0))
STATEMENT = Statement(
    Wanted(About(), NOON, NOON, "UTC", Side.CHARGE), "", "SEK", (), (), NOTHING, 0, 0, (), (), "", issued_at=NOON
)


async def filled(folder: Path, sessions: int = 3) -> None:
    async with running(folder) as (_, records):
        records.save_charger(Charger("GARO-1", standing=Standing.APPROVED))
        records.save_outlet(Outlet("GARO-1", 1, session=session(1)))
        for number in range(1, sessions + 1):
            records.save_session(session(number, stopped_at=session(number).started_at))
            records.add_readings("GARO-1", 1, number, [reading(number)])
            records.save_cost(number, Side.CHARGE, COST, NOON)
            records.add_statement(replace(STATEMENT, number=number))
        await settled(records)


def test_sound_data_is_counted(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path))
    found = check(tmp_path)
    assert (found.sessions, found.readings, found.chargers, found.findings) == (3, 3, 1, ())


@pytest.mark.parametrize(
    ("harm", "kind", "sentence"),
    [
        (
            "DELETE FROM sessions WHERE id = 2; DELETE FROM costs WHERE session_id = 2",
            "readings_without_session",
            "1 readings belong to session 2, which does not exist.",
        ),
        (
            "UPDATE reading_days SET day = day - 1 WHERE session_id = 2",
            "readings_not_found",
            "1 readings of session 2 are on days that its list of days lacks, so they are not found.",
        ),
        (
            "UPDATE costs SET session_id = 77 WHERE session_id = 2",
            "costs_without_session",
            "1 costs belong to session 77, which does not exist.",
        ),
        (
            "DELETE FROM statements WHERE number = 2",
            "statements_missing",
            "Statement 3 comes after 1; statements are numbered without gaps.",
        ),
        (
            "DELETE FROM statements WHERE number = 1",
            "statements_missing",
            "Statement 2 comes after 0; statements are numbered without gaps.",
        ),
        (
            "INSERT INTO statement_sessions (session_id, number) VALUES (2, 9)",
            "statement_sessions_without_statement",
            "Session 2 stands on statement 9, which does not exist.",
        ),
        ("DELETE FROM places", "readings_without_place", "3 readings belong to the place 1, which does not exist."),
        (
            "UPDATE sessions SET stopped_us = NULL",
            "open_sessions",
            "3 sessions are open at outlet 1 of GARO-1; one at most can be.",
        ),
        (
            "UPDATE outlets SET session_id = 77",
            "outlet_without_session",
            "Outlet 1 of GARO-1 shows session 77, which does not exist.",
        ),
        (
            "DELETE FROM chargers",
            "outlet_without_charger",
            "Outlet 1 belongs to GARO-1, which is not a known charger.",
        ),
    ],
)
def test_what_refers_to_nothing_is_found(tmp_path: Path, harm: str, kind: str, sentence: str) -> None:
    asyncio.run(filled(tmp_path))
    _harm(tmp_path, harm)
    (finding,) = check(tmp_path).findings
    assert (finding.kind, finding.sentence) == (kind, sentence)


def _harm(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(sql)
        connection.commit()


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path, 2000))
    ((root,),) = look(tmp_path, "SELECT rootpage FROM sqlite_master WHERE name = 'sessions_by_start'")
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((int(str(root)) - 1) * 4096)
        file.write(b"\xaa" * 4096)
    found = check(tmp_path).findings
    assert found and {each.kind for each in found} == {"damaged"}
    assert all("\n" not in each.sentence for each in found)


@pytest.mark.parametrize("dump", sorted(OLD.glob("*.sql")), ids=lambda dump: dump.stem)
def test_a_file_of_an_older_schema_is_sound(tmp_path: Path, dump: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript(dump.read_text("utf-8"))
    assert check(tmp_path).findings == ()


def test_the_check_changes_nothing(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path))
    before = (tmp_path / FILE_NAME).read_bytes()
    check(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before
