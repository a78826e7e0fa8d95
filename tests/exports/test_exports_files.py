"""CSV for people and for programs, JSON, and the putting of a file in its place."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from app.core.cards import Answered, Reason, Verdict
from app.core.interfaces import SessionQuery
from app.core.papers.sessions_file import Column, FileFormat, SessionsFile
from app.exports.csv_file import FURTHER_COLUMNS
from app.exports.english import ENGLISH
from app.exports.names import Names
from app.exports.rows import SESSION_COLUMNS
from app.exports.sessions import write
from tests.exports.conftest import AT, NAMES, SESSIONS, exported, session

SWEDISH = {"for_people": True, "delimiter": ";", "decimal": ",", "zone": "Europe/Stockholm"}


def test_a_csv_for_people_speaks_their_language_and_keeps_their_clock(tmp_path: Path) -> None:
    raw = exported(tmp_path, FileFormat.CSV, **SWEDISH).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # how a spreadsheet knows that it is UTF-8
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert list(rows[0]) == [ENGLISH.columns[column] for column in Column]
    assert list(rows[0].values()) == [
        "2026-10-05 19:20",
        "2026-10-05 20:50",
        "Garage",
        "1",
        "Åsa Berg",
        "Volvo",
        "",
        "7,205",
        "90",
        "1000,000",
        "1007,205",
        "13,33",
        "SEK",
        "measured",
        "charger",
        "",
        "Guests; left early",
        "T1",
    ]
    assert (rows[1]["Outlet"], rows[1]["Card"]) == ("left", "This computer")
    assert (rows[2]["Energy (kWh)"], rows[2]["Left out"]) == ("0,005", "yes")
    assert (rows[3]["Energy (kWh)"], rows[3]["Quality"]) == ("8,500", "edited")
    assert (rows[4]["Ended"], rows[4]["Duration (min)"], rows[4]["Origin"]) == ("", "", "added by hand")


def test_a_csv_for_programs_has_the_contracts_columns_first(tmp_path: Path) -> None:
    text = exported(tmp_path, FileFormat.CSV).read_bytes().decode("utf-8")
    assert text.splitlines()[0] == ",".join([*SESSION_COLUMNS, *FURTHER_COLUMNS])
    first, second, third, fourth, fifth = csv.DictReader(text.splitlines())
    assert (first["started_at"], first["energy_wh"], first["energy_kwh"]) == ("2026-10-05T17:20:00Z", "7205", "7.205")
    assert (first["person"], first["vehicle"], first["excluded"]) == ("Åsa Berg", "Volvo", "false")
    assert (first["cost"], first["currency"], second["cost"]) == ("13.33", "SEK", "")
    assert second["evidence"] == "clock_corrected sent_late"
    assert third["excluded"] == "true"
    assert (fourth["energy_wh"], fourth["quality"], fourth["told_energy_wh"]) == ("8500", "edited", "9000")
    assert (fifth["stopped_at"], fifth["told_energy_wh"]) == ("", "")


def test_a_refused_start_says_so_in_every_file(tmp_path: Path) -> None:
    blocked = Answered(Verdict.BLOCKED, Reason.BLOCKED)
    told = [
        session(1, energy_wh=0, card_answer=blocked),
        session(2, card_answer=blocked),
        session(3, card_answer=Answered(Verdict.ACCEPTED, Reason.KNOWN)),
    ]
    plain = exported(tmp_path, FileFormat.CSV, told).read_text(encoding="utf-8").splitlines()
    assert plain[0].endswith(",card_answer,card_reason")  # after all that other programs know
    assert [line.rsplit(",", 2)[1:] for line in plain[1:]] == [["blocked", "blocked"]] * 2 + [["accepted", "known"]]
    rows = json.loads(exported(tmp_path, FileFormat.JSON, told).read_text(encoding="utf-8"))
    assert [list(row)[-2:] for row in rows] == [["card_answer", "card_reason"]] * 3
    people = exported(tmp_path, FileFormat.CSV, told, for_people=True, delimiter=";").read_text(encoding="utf-8-sig")
    assert [row["Quality"] for row in csv.DictReader(people.splitlines(), delimiter=";")] == [
        "refused",
        "measured (refused)",
        "measured",
    ]


def test_a_csv_for_programs_takes_another_delimiter_and_decimal_sign(tmp_path: Path) -> None:
    file = exported(tmp_path, FileFormat.CSV, delimiter="\t", decimal=",")
    first = next(csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert (first["energy_wh"], first["energy_kwh"]) == ("7205", "7,205")


def test_json_has_the_contracts_keys_first_and_what_was_told(tmp_path: Path) -> None:
    rows = json.loads(exported(tmp_path, FileFormat.JSON).read_text(encoding="utf-8"))
    assert [tuple(row)[: len(SESSION_COLUMNS)] for row in rows] == [SESSION_COLUMNS] * len(SESSIONS)
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert (rows[3]["energy_wh"], rows[3]["told"]["energy_wh"]) == (8500, 9000)
    assert rows[0]["told"] is None


def test_json_is_written_as_one_piece_would_be_and_keeps_odd_letters(tmp_path: Path) -> None:
    odd = [session(1, card="\ud800\x00\u2028ä=1"), session(2)]
    text = exported(tmp_path, FileFormat.JSON, odd).read_text(encoding="utf-8")
    rows = json.loads(text)
    assert rows[0]["card"] == "\ud800\x00\u2028ä=1"
    assert text.encode() == (json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode(errors="backslashreplace")
    assert exported(tmp_path, FileFormat.JSON, []).read_text(encoding="utf-8") == "[]\n"


@pytest.mark.parametrize("form", FileFormat)
@pytest.mark.parametrize("for_people", [False, True])
def test_equal_sessions_make_equal_files(form: FileFormat, for_people: bool, tmp_path: Path) -> None:
    if form is FileFormat.XLSX and not for_people:
        return
    (tmp_path / "again").mkdir()
    first = exported(tmp_path, form, for_people=for_people).read_bytes()
    assert exported(tmp_path / "again", form, list(SESSIONS), for_people=for_people).read_bytes() == first


@pytest.mark.parametrize("form", FileFormat)
def test_a_file_that_could_not_be_finished_leaves_the_old_one_and_nothing_else(
    form: FileFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        yield session()
        raise OSError("the disk is gone")

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    target = tmp_path / f"sessions.{form.value}"
    target.write_text("old")
    into = SessionsFile(target, form, AT, ENGLISH)
    with pytest.raises(OSError, match="the disk is gone"):
        write(broken(), NAMES, SessionQuery(), into)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert {each.name for each in tmp_path.iterdir()} == {target.name, "scratch"}
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is Linux's to lend")
@pytest.mark.parametrize("form", FileFormat)
def test_a_full_disk_is_told_once_in_the_systems_words(form: FileFormat) -> None:
    with pytest.raises(OSError, match="No space left"):
        write([session()], Names(), SessionQuery(), SessionsFile(Path("/dev/full"), form, AT, ENGLISH))
