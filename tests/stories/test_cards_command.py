"""Cards, people and policies by command: on the files, through a running program, and what is said of what is wrong."""

from __future__ import annotations

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.store.database import FILE_NAME
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, two_hours_ago
from tests.stories.test_command_line import laddvakt, serving, settings


def said(data: Path, *words: str) -> Any:
    answered = asyncio.run(laddvakt(data, *words))
    assert answered.status == 0, answered.errors
    return answered.json if "--json" in words else answered.output


def refused(data: Path, *words: str, status: int = 1) -> str:
    answered = asyncio.run(laddvakt(data, *words))
    assert answered.status == status
    assert answered.errors.count("\n") == 1 or status == 2  # one sentence
    return answered.errors


def test_a_card_is_added_blocked_allowed_and_removed_on_the_files_alone(tmp_path: Path) -> None:
    said(tmp_path, "card", "add", "04A2B3C4", "--name", "Blue", "--person", "Anna", "--expires", "2030-01-31")
    said(tmp_path, "card", "add", "04A2B3C5", "--group", "family", "--status", "blocked")
    first, second = sorted(said(tmp_path, "cards", "--json"), key=lambda row: row["uid"])
    assert (first["uid"], first["name"], first["person"], first["status"]) == ("04A2B3C4", "Blue", "Anna", "accepted")
    assert first["expires_at"].startswith("2030-01-31") or first["expires_at"].startswith("2030-02-01")
    assert (second["group"], second["status"], second["person"]) == ("family", "blocked", None)
    said(tmp_path, "card", "block", "04a2b3c4")
    assert said(tmp_path, "cards", "--json")[0]["status"] == "blocked"
    said(tmp_path, "card", "allow", "04A2B3C4")
    said(tmp_path, "card", "remove", "04A2B3C5")
    (left,) = said(tmp_path, "cards", "--json")
    assert (left["uid"], left["status"], left["sessions"], left["energy_wh"]) == ("04A2B3C4", "accepted", 0, 0)
    (anna,) = said(tmp_path, "people", "--json")
    assert (anna["name"], anna["cards"], anna["month_energy_wh"]) == ("Anna", ["04A2B3C4"], 0)


def test_a_stranger_that_is_blocked_becomes_known_and_blocked_and_that_is_said(tmp_path: Path) -> None:
    told = said(tmp_path, "card", "block", "DEADBEEF")
    assert told == "No card with this number was known. It is known now, and blocked.\n"
    assert said(tmp_path, "cards", "--json")[0]["status"] == "blocked"
    assert said(tmp_path, "card", "block", "deadbeef") == ""
    said(tmp_path, "card", "add", "04A2B3C4", "--name", "Blue")
    told = said(tmp_path, "card", "block", "04:a2:b3:c4")
    assert told.endswith("“Blue” (04A2B3C4) may be the same card as another reader tells it, and is not blocked.\n")


def test_a_card_is_changed_and_what_is_not_given_stays(tmp_path: Path) -> None:
    said(tmp_path, "card", "add", "04A2B3C4", "--name", "Blue", "--person", "Anna", "--group", "family", "--master")
    (card,) = said(tmp_path, "cards", "--json")
    assert (card["master"], card["status"]) == (True, "accepted")
    assert "accepted, master: stops any session, starts none" in said(tmp_path, "cards")
    said(tmp_path, "card", "set", "04a2b3c4", "--master", "no", "--person", "Bo", "--expires", "2030-01-31")
    (card,) = said(tmp_path, "cards", "--json")
    kept = [card[name] for name in ("uid", "name", "person", "group", "master", "status")]
    assert kept == ["04A2B3C4", "Blue", "Bo", "family", False, "accepted"]
    assert card["expires_at"] is not None
    assert "master" not in said(tmp_path, "cards")
    said(tmp_path, "card", "set", "04A2B3C4", "--master", "--person", "", "--expires", "", "--status", "blocked")
    (card,) = said(tmp_path, "cards", "--json")
    assert [card[name] for name in ("person", "expires_at", "master", "status")] == [None, None, True, "blocked"]
    assert "Say what is to change" in refused(tmp_path, "card", "set", "04A2B3C4", status=2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("card", "add", "A" * 200), "No card's number is as long as this."),
        (("card", "add", ""), "A card has a number."),
        (("card", "add", "04\x07A2"), "A card's number has no control characters."),
        (("card", "add", "04A2", "--name", "n" * 121), "is too long"),
        (("card", "add", "04A2", "--charger", "EH9"), "No charger named EH9 is known."),
        (("card", "remove", "04A2"), "No such card is known."),
        (("card", "set", "04A2", "--master"), "No such card is known."),
        (("card", "allow", "04A2"), "No such card is known."),
        (("card", "import", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("policy", "plugged"), "Say with --person who pays"),
        (("policy", "known", "--charger", "EH9"), "No charger named EH9 is known."),
        (("policy", "plugged", "--person", "Nobody"), "Nobody here is called “Nobody”."),
    ],
)
def test_what_makes_no_sense_gets_its_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(tmp_path, *words)


def test_the_same_card_twice_is_refused_without_case(tmp_path: Path) -> None:
    said(tmp_path, "card", "add", "04A2B3C4")
    assert "is known already" in refused(tmp_path, "card", "add", "04a2b3c4", "--person", "Bo")
    assert said(tmp_path, "people", "--json") == []  # nor is anybody made known by what was refused


def test_as_site_is_for_one_charger(tmp_path: Path) -> None:
    assert "--charger" in refused(tmp_path, "policy", "as-site", status=2)


def test_a_list_comes_in_and_goes_out_as_a_file(tmp_path: Path) -> None:
    data, file, written = tmp_path / "data", tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(
        "number;name;person;state;hours\n04A2B3C4;Blue;Anna;allowed;mon-fri 08:00-17:00\n04A2B3C5;Red;Bo;blocked;\n",
        encoding="utf-8-sig",
    )
    assert said(data, "card", "import", str(file)) == "2 cards taken in.\n"
    assert said(data, "card", "import", str(file)) == "2 cards taken in.\n"  # again: the same, not twice
    assert said(data, "card", "export", str(written)).startswith("2 cards written")
    with written.open(encoding="utf-8-sig", newline="") as lines:
        blue, red = csv.DictReader(lines)
    assert (blue["number"], blue["person"], blue["hours"]) == ("04A2B3C4", "Anna", "mon-fri 08:00-17:00")
    assert (red["state"], red["person"]) == ("blocked", "Bo")


def test_a_card_for_a_charger_that_is_not_known_yet_is_taken_in_and_said_with_its_line(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "in.csv"
    said(data, "charger", "add", "EH1")
    file.write_text("number,chargers\n04A2,eh1\n04A3,EH1 EH9\n\n04A4,\n", encoding="utf-8")
    assert said(data, "card", "import", str(file)).splitlines() == [
        "3 cards taken in.",
        "Line 3: no charger named EH9 is known yet; the card charges there once it is.",
    ]
    assert [row["chargers"] for row in said(data, "cards", "--json")] == [["eh1"], ["EH1", "EH9"], []]


def test_a_file_with_one_wrong_line_takes_nothing_in(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "in.csv"
    file.write_text("number,person\n04A2,Anna\n04A2,Bo\n", encoding="utf-8")
    complaint = refused(data, "card", "import", str(file))
    assert complaint.startswith("Line 3: the number ••••A2 stands in the file twice.")
    assert said(data, "cards", "--json") == said(data, "people", "--json") == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_running_program_takes_cards_and_policies_at_once(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url:
            assert (await laddvakt(tmp_path, "policy", "known")).status == 0
            assert (await laddvakt(tmp_path, "card", "add", "04A2B3C4", "--person", "Anna")).status == 0
            async with VirtualCharger(settings(url, version)) as charger:
                await charger.connect()
                await charger.boot()
                assert not (await charger.authorize("DEADBEEF")).accepted
                assert (await charger.authorize("04a2b3c4")).accepted
                unknown = (await laddvakt(tmp_path, "cards", "--unknown", "--json")).json
                assert [(each["uid"], each["times"], each["charger_id"]) for each in unknown] == [
                    ("DEADBEEF", 1, "EH1")
                ]
                assert (await laddvakt(tmp_path, "card", "block", "04A2B3C4")).status == 0
                assert not (await charger.authorize("04A2B3C4")).accepted
                assert (await laddvakt(tmp_path, "policy", "everyone", "--charger", "EH1")).status == 0
                assert (await charger.authorize("DEADBEEF")).accepted
                everywhere, here = (await laddvakt(tmp_path, "policy", "--json")).json
                assert (everywhere["charger_id"], everywhere["openness"]) == (None, "known")
                assert (here["charger_id"], here["openness"]) == ("EH1", "everyone")

    asyncio.run(story())


ANNAS = "04A2B3C4D5E680"


async def charges(charger: VirtualCharger, number: str, clock: Any) -> None:
    """Somebody charges for an hour with this card."""
    await charger.plug_in()
    await charger.tap(1, number)
    await charger.wait_for(1, lambda outlet: outlet.transaction is not None)
    await charger.hold_power(1, 7000)
    clock.advance(3600)
    await charger.stop()
    await charger.unplug()
    await charger.delivered()


def tells_who(data: Path) -> list[str]:
    """Where the data on the disk still holds Anna's name or her card's number."""
    files = [each for each in data.iterdir() if each.name.startswith(FILE_NAME)]
    assert files
    return [
        each.name for each in files for word in ("anna", ANNAS.lower()) if word.encode() in each.read_bytes().lower()
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_person_takes_all_that_is_stored_along_and_is_erased_but_for_the_sums(
    version: Version, tmp_path: Path
) -> None:
    data, file = tmp_path / "data", tmp_path / "anna.json"

    async def story() -> None:
        clock = two_hours_ago()
        async with serving(data) as url, VirtualCharger(settings(url, version), clock) as charger:
            await charger.power_up()
            added = await laddvakt(data, "card", "add", ANNAS, "--name", "Blue tag", "--person", "Anna")
            assert (added.status, added.errors) == (0, "")
            await charges(charger, ANNAS, clock)
            written = await laddvakt(data, "person", "export", "anna", "--out", str(file))
            assert (written.status, written.output) == (0, f"All that is stored of Anna written to {file}\n")
            # Not in the middle of a session.
            await charger.plug_in()
            await charger.tap(1, ANNAS)
            await charger.wait_for(1, lambda outlet: outlet.transaction is not None)
            refusal = await laddvakt(data, "person", "erase", "Anna", "--yes")
            assert (refusal.status, refusal.errors) == (
                1,
                "A session of Anna is still running; erase when it is over.\n",
            )
            await charger.stop()
            await charger.unplug()
            await charger.delivered()
            before = (await laddvakt(data, "sessions", "--json")).json
            assert tells_who(data)
            erased = await laddvakt(data, "person", "erase", "Anna", "--yes")
            assert (erased.status, erased.output, erased.errors) == (0, "", "")
            for words in (("cards",), ("people",), ("sessions",), ("messages",), ("cards", "--unknown")):
                said = (await laddvakt(data, *words, "--json")).output
                assert (words, "Anna" in said, ANNAS.lower() in said.lower()) == (words, False, False)
            after = (await laddvakt(data, "sessions", "--json")).json
            sums = [(row["id"], row["started_at"], row["stopped_at"], row["energy_wh"]) for row in before]
            assert [(row["id"], row["started_at"], row["stopped_at"], row["energy_wh"]) for row in after] == sums
            assert 7000 in [row["energy_wh"] for row in after]

    asyncio.run(story())
    assert tells_who(data) == []
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["person"], kept["budget"], kept["vehicles"]) == ("Anna", None, [])
    assert [(card["uid"], card["name"], card["person"]) for card in kept["cards"]] == [(ANNAS, "Blue tag", "Anna")]
    (session,) = kept["sessions"]
    assert (session["card"], session["person"], session["energy_wh"]) == (ANNAS, "Anna", 7000)
    assert session["readings"] > 0 and session["started_at"].endswith("Z")
    assert {(each["card"], each["charger_id"], each["answer"]) for each in kept["decisions"]} == {
        (ANNAS, "EH1", "accepted")
    }
    assert "Anna" in refused(data, "person", "export", "Anna", "--out", str(file))  # nobody is called that any more


def test_erasing_wants_a_yes_and_a_file_of_a_person_a_place(tmp_path: Path) -> None:
    said(tmp_path, "card", "add", ANNAS, "--person", "Anna")
    assert "Give --yes to erase it." in refused(tmp_path, "person", "erase", "Anna")
    assert said(tmp_path, "people", "--json")[0]["name"] == "Anna"
    assert "--out" in refused(tmp_path, "person", "export", "Anna", status=2)
    assert "Nobody here is called “Bo”." in refused(tmp_path, "person", "erase", "Bo", "--yes")
    assert "Nobody here is called “Bo”." in refused(tmp_path, "person", "export", "Bo", "--out", str(tmp_path / "bo"))
    assert said(tmp_path, "person", "erase", "anna", "--yes") == ""  # also with no program running
    assert said(tmp_path, "cards", "--json") == []


def test_limits_in_money_come_in_and_go_out_as_a_file_and_what_they_count_is_listed(tmp_path: Path) -> None:
    data, file, written = tmp_path / "data", tmp_path / "in.csv", tmp_path / "out.csv"
    lines = (
        "number;limit_money;person;budget_kwh;budget_money;budget_then",
        "04A2;19,50;;;;",
        "04A3;;Anna;300;250.5;stop",
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert said(data, "card", "import", str(file)) == "2 cards taken in.\n"
    guest, annas = sorted(said(data, "cards", "--json"), key=lambda row: row["uid"])
    assert (guest["limit_money"], guest["limit_wh"], annas["limit_money"]) == ("19.50", None, None)
    (anna,) = said(data, "people", "--json")
    assert (anna["budget_wh"], anna["budget_money"], anna["budget_then"]) == (300_000, "250.50", "stop")
    assert (anna["month_money"], anna["month_unpriced"]) == (None, 0), "no prices are set"
    said(data, "price", "set", "--flat", "2", "--valid-from", "2026-01-01")
    (anna,) = said(data, "people", "--json")
    assert (anna["month_money"], anna["month_unpriced"], anna["currency"]) == ("0", 0, "SEK")
    said(data, "card", "export", str(written))
    with written.open(encoding="utf-8-sig", newline="") as reading:
        first, second = sorted(csv.DictReader(reading), key=lambda row: row["number"])
    assert (first["limit_money"], second["budget_money"], second["budget_kwh"]) == ("19.50", "250.50", "300")
    # What a file does not speak of stays: one that somebody wrote before there were limits in money.
    file.write_text("number;limit_kwh;limit_days\n04A2;15;\n", encoding="utf-8")
    said(data, "card", "import", str(file))
    file.write_text("person;budget_kwh\nAnna;200\n", encoding="utf-8")
    said(data, "card", "import", str(file))
    guest, annas = sorted(said(data, "cards", "--json"), key=lambda row: row["uid"])
    (anna,) = said(data, "people", "--json")
    assert (guest["limit_money"], guest["limit_wh"]) == ("19.50", 15_000)
    assert (anna["budget_wh"], anna["budget_money"]) == (200_000, "250.50")
    # What it does speak of and leaves empty is taken off.
    file.write_text("number;limit_kwh;limit_money\n04A2;;\n", encoding="utf-8")
    said(data, "card", "import", str(file))
    assert {row["limit_money"] for row in said(data, "cards", "--json")} == {None}


@pytest.mark.parametrize("amount", ["-20", "0", "NaN", "1e9", "kr"])
def test_a_file_with_a_wrong_amount_of_money_takes_nothing_in(tmp_path: Path, amount: str) -> None:
    data, file = tmp_path / "data", tmp_path / "in.csv"
    file.write_text(f"number;limit_money\n04A2;20\n04A3;{amount}\n", encoding="utf-8")
    complaint = refused(data, "card", "import", str(file))
    assert complaint.startswith(f"Line 3: “{amount}” is no limit in money, for example 200 or 199.50.")
    assert said(data, "cards", "--json") == []
