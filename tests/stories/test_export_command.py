"""`export sessions` as other programs drive it: where it writes, which sessions, and what it says when it cannot."""

from __future__ import annotations

import asyncio
import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl

from app.core.model import Amendment, Person, Session
from app.core.values import replace
from tests.store.store_parts import running, settled
from tests.stories.test_command_line import laddvakt

HAS_FULL_DISK = Path("/dev/full").exists()


async def keep_two_sessions(data: Path) -> None:
    """Two evenings in October, the first of them Åsa's."""
    evening = datetime(2026, 10, 5, 17, 20, tzinfo=UTC)
    async with running(data) as (_, records):
        records.save_person(Person(1, "Åsa Berg"))
        for number, card, energy_wh in ((1, "04A", 7_205), (2, "04B", 9_000)):
            at = evening + timedelta(days=number - 1)
            ended = at + timedelta(hours=1)
            told = Session(number, "EH1", 1, f"T{number}", at, stopped_at=ended, card=card, energy_wh=energy_wh)
            records.save_session(told)
            if number == 1:
                records.save_amendment(replace(told, amended=Amendment(person_id=1)))
        await settled(records)


def test_an_export_goes_wherever_and_however_it_is_wanted(tmp_path: Path) -> None:
    async def story() -> None:
        await keep_two_sessions(tmp_path)
        said = await laddvakt(tmp_path, "export", "sessions", "--out", "-", "--delimiter", ";", "--decimal", ",")
        assert (said.status, said.errors) == (0, "")
        rows = list(csv.DictReader(said.output.splitlines(), delimiter=";"))
        assert [(row["id"], row["energy_kwh"]) for row in rows] == [("2", "9,000"), ("1", "7,205")]
        said = await laddvakt(tmp_path, "export", "sessions", "--out", "-", "--format", "json", "--person", "åsa BERG")
        assert [row["id"] for row in said.json] == [1]
        said = await laddvakt(tmp_path, "export", "sessions", "--out", "-", "--format", "json", "--card", "04b")
        assert [row["id"] for row in said.json] == [2]
        assert [row["id"] for row in (await laddvakt(tmp_path, "sessions", "--json", "--person", "Åsa Berg")).json] == [
            1
        ]
        out = tmp_path / "october.xlsx"  # the ending says which kind
        zone = ("--zone", "Europe/Stockholm")
        said = await laddvakt(tmp_path, "export", "sessions", "--out", str(out), "--month", "2026-10", *zone)
        assert (said.status, said.output) == (0, f"2 sessions written to {out}\n")
        book = openpyxl.load_workbook(out)
        started, energy = book["Sessions"]["A2"].value, book["Sessions"]["H2"].value
        book.close()
        assert (started.isoformat(), energy) == ("2026-10-06T19:20:00", 9)

    asyncio.run(story())


def test_an_export_that_fails_says_why_in_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        await keep_two_sessions(tmp_path)
        for words, why in (
            (("--out", str(tmp_path / "no folder" / "x.csv")), "No such file or directory"),
            (("--out", str(tmp_path)), "Is a directory"),
            (("--out", str(tmp_path / "x.xlsx"), "--person", "Björn"), "Nobody here is called “Björn”"),
            *((("--out", "/dev/full", "--format", form), "No space left") for form in ("csv", "json", "xlsx")),
        ):
            if "/dev/full" in words and not HAS_FULL_DISK:
                continue
            said = await laddvakt(tmp_path, "export", "sessions", *words)
            assert (words, said.status, said.output, said.errors.count("\n")) == (words, 1, "", 1)
            assert why in said.errors
        assert not (tmp_path / "x.xlsx").exists()

    if os.name == "posix":  # the sentences are this system's
        asyncio.run(story())
