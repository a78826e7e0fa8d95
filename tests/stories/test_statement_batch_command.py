"""A month's statements for everybody in one command: previewed, issued without a gap, written under safe names."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.core.model import Amendment
from app.store import Store
from tests.core.money_parts import session
from tests.stories.test_cards_command import refused, said

BEGAN = datetime(2026, 3, 2, 18, tzinfo=UTC)
MONTH = ("--month", "2026-03")
NAMES = ("Anna", "Bo/../*?:", "Çelik 2")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Three people with a session each in March, one session of nobody, cards in two flats, and a price."""
    data = tmp_path / "data"
    for number, name in enumerate(NAMES):
        group = "Flat 12" if number < 2 else "Flat 14"
        said(data, "card", "add", f"04A2B3C{number}", "--person", name, "--group", group)
    fill(data)
    price = ("price", "set", "--book", "charge", "--flat", "2.00", "--vat", "25", "--valid-from", "2026-01-01")
    said(data, *price, "--zone", "UTC")
    said(data, "price", "reckon", "--from", "2026-01-01")
    return data


def fill(data: Path) -> None:
    async def story() -> None:
        store = Store.open(data)
        records = store.start(asyncio.get_running_loop())
        people = {each.name: each.id for each in store.history.people()}
        for number, name in enumerate((*NAMES, None)):
            kept = session(
                number + 1,
                BEGAN + timedelta(days=number),
                5_000 * (number + 1),
                card=None if name is None else f"04A2B3C{number}",
                card_person_id=None if name is None else people[name],
                amended=Amendment(),
            )
            records.save_session(kept)
        written = records.settled()
        assert written is not None
        await written
        await store.close()

    asyncio.run(story())


def issue(data: Path, *more: str) -> Any:
    return said(
        data, "statement", "issue", "--all", *MONTH, "--book", "charge", "--template", "tenant", *more, "--json"
    )


def test_everybody_is_previewed_then_issued_and_written(house: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seen = issue(house, "--preview")
    assert [(row["title"], row["sessions"], row["energy_wh"], row["gross"], row["number"]) for row in seen] == [
        ("Anna", 1, 5_000, "10.00", None),
        ("Bo/../*?:", 1, 10_000, "20.00", None),
        ("Çelik 2", 1, 15_000, "30.00", None),
    ]
    assert said(house, "statements", "--json") == []
    done = issue(house, "--out", str(out))
    assert [(row["number"], row["problem"]) for row in done] == [(1, None), (2, None), (3, None)]
    names = sorted(each.name for each in out.iterdir())
    assert names == ["0001 Anna 2026-03.pdf", "0002 Bo 2026-03.pdf", "0003 Çelik 2 2026-03.pdf"]
    text = PdfReader(out / names[2]).pages[0].extract_text().replace("\t", " ").replace("\xa0", " ")
    assert "30.00" in text and "Çelik 2" in text


def test_said_again_it_issues_nothing_anew_and_writes_the_same_files(house: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    issue(house, "--out", str(one))
    again = issue(house, "--out", str(other))
    assert [row["number"] for row in again] == [1, 2, 3]
    assert all("already" in row["problem"] for row in again)
    assert len(said(house, "statements", "--json")) == 3
    assert {each.name: each.read_bytes() for each in one.iterdir()} == {
        each.name: each.read_bytes() for each in other.iterdir()
    }


def test_who_cannot_be_issued_is_named_and_leaves_no_gap(house: Path, tmp_path: Path) -> None:
    """Bo's session stands on another statement already; the others are issued with the next numbers."""
    alone = ("export", "statement", *MONTH, "--book", "charge", "--card", "04A2B3C1", "--issue")
    said(house, *alone, "--out", str(tmp_path / "bo.pdf"))
    words = ("statement", "issue", "--all", *MONTH, "--book", "charge", "--out", str(tmp_path / "out"), "--json")
    from tests.stories.test_command_line import laddvakt

    answered = asyncio.run(laddvakt(house, *words))
    assert answered.status == 1
    assert [(row["title"], row["number"]) for row in json.loads(answered.output)] == [
        ("Anna", 2),
        ("Bo/../*?:", None),
        ("Çelik 2", 3),
    ]
    assert sorted(row["number"] for row in said(house, "statements", "--json")) == [1, 2, 3]


def test_a_flat_is_a_group_of_cards(house: Path, tmp_path: Path) -> None:
    done = issue(house, "--each", "group", "--out", str(tmp_path / "out"), "--format", "csv")
    assert [(row["title"], row["sessions"], Decimal(row["gross"])) for row in done] == [
        ("Flat 12", 2, Decimal("30.00")),
        ("Flat 14", 1, Decimal("30.00")),
    ]
    # Of one flat alone, by its name in any case.
    file = tmp_path / "one.json"
    said(house, "export", "statement", *MONTH, "--book", "charge", "--group", "flat 12", "--out", str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["title"], len(told["sessions"])) == ("flat 12", 2)


def test_the_year_and_what_is_owed_are_written_by_command(house: Path, tmp_path: Path) -> None:
    issue(house, "--out", str(tmp_path / "out"))
    said(house, "statement", "paid", "1")
    for what, total in (("year", "100.00"), ("owed", "50.00")):
        for form in ("pdf", "csv", "xlsx", "json"):
            said(house, "export", what, "--year", "2026", "--zone", "UTC", "--out", str(tmp_path / f"{what}.{form}"))
        text = PdfReader(tmp_path / f"{what}.pdf").pages[0].extract_text()
        assert total in text
    year = json.loads((tmp_path / "year.json").read_text(encoding="utf-8"))
    assert (year["total"]["charge"], year["total"]["energy_wh"]) == ("100.00", 50_000)
    owed = json.loads((tmp_path / "owed.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["open"]) for row in owed] == [("Bo/../*?:", "20.00"), ("Çelik 2", "30.00")]


def test_what_makes_no_sense_is_wrong_usage(house: Path) -> None:
    assert "Say --all" in refused(house, "statement", "issue", status=2)
    assert "Say --out" in refused(house, "statement", "issue", "--all", *MONTH, status=2)
    assert "which statement" in refused(house, "statement", "paid", status=2)
    assert "--month" in refused(house, "statement", "issue", "--all", "--preview", status=2)
