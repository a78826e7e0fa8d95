"""Prices by command: set, loaded, taken in, quoted to the öre, and what a session came to in the lists."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.settings import resources_folder
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, two_hours_ago
from tests.stories.test_cards_command import refused, said
from tests.stories.test_command_line import laddvakt, serving, settings
from tests.stories.test_killed_in_the_middle import ROOT

FLAT = ("--flat", "1.85", "--vat", "25", "--valid-from", "2026-01-01")


def written(path: Path, thing: Any) -> str:
    path.write_text(thing if isinstance(thing, str) else json.dumps(thing), encoding="utf-8")
    return str(path)


def total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    assert rows[-1]["dimension"] == "total"
    return rows[-1]


def test_a_flat_price_quotes_readings_to_the_ore(tmp_path: Path) -> None:
    """V1: 23.456 kWh at 1.85 kr with 25 % VAT inside."""
    said(tmp_path, "price", "set", *FLAT, "--zone", "Europe/Stockholm")
    readings = written(tmp_path / "r.json", [["2026-05-01T10:00:00Z", 1000], ["2026-05-01T14:00:00Z", 24456]])
    rows = said(tmp_path, "price", "quote", "--book", "pay", "--readings", readings, "--json")
    assert (rows[0]["quantity"], rows[0]["rate"], rows[0]["currency"]) == ("23.456000", "1.85", "SEK")
    assert {name: total(rows)[name] for name in ("net", "vat", "gross")} == {
        "net": "34.71",
        "vat": "8.68",
        "gross": "43.39",
    }


def test_day_and_night_heed_the_night_of_the_clock_change(tmp_path: Path) -> None:
    """V4: the night of 25 hours, 66.24 kWh spread evenly over nine hours."""
    said(
        *(tmp_path, "price", "set", "--book", "charge", "--day", "1.60", "--night", "0.80", "--night-hours"),
        *("22:00-06:00", "--zone", "Europe/Stockholm", "--valid-from", "2026-01-01"),
    )
    readings = written(tmp_path / "r.json", [["2026-10-24T21:00:00Z", 0], ["2026-10-25T06:00:00Z", 66240]])
    rows = said(tmp_path, "price", "quote", "--book", "charge", "--readings", readings, "--json")
    assert total(rows)["gross"] == "58.88"


def spot(first: datetime, count: int) -> list[dict[str, Any]]:
    step = timedelta(minutes=15)
    return [
        {
            "SEK_per_kWh": 0.10 + place / 1000,
            "EUR_per_kWh": 0.01,
            "EXR": 11,
            "time_start": (first + place * step).isoformat(),
            "time_end": (first + (place + 1) * step).isoformat(),
        }
        for place in range(count)
    ]


def test_a_series_is_taken_in_priced_by_and_taken_in_again(tmp_path: Path) -> None:
    day = datetime(2026, 10, 24, 22, tzinfo=UTC)
    file = written(tmp_path / "2026-10-25_SE3.json", spot(day, 100))
    zone = ("--zone", "Europe/Stockholm")
    assert "100 prices of SE3 taken in" in said(tmp_path, "price", "import", file, *zone)
    assert "100 prices of SE3 taken in" in said(tmp_path, "price", "import", file, *zone)
    (series,) = said(tmp_path, "prices", "--series", "--json")
    assert (series["id"], series["prices"], series["first"]) == ("SE3", 100, "2026-10-24T22:00:00Z")
    said(tmp_path, "price", "set", "--spot", "SE3", "--vat", "25", "--valid-from", "2026-01-01", *zone)
    readings = written(tmp_path / "r.json", [["2026-10-24T22:00:00Z", 0], ["2026-10-24T22:30:00Z", 2000]])
    rows = said(tmp_path, "price", "quote", "--readings", readings, "--json")
    assert (total(rows)["net"], total(rows)["gross"]) == ("0.20", "0.25")  # 0.100 and 0.101 kr, and 25 %
    beyond = written(tmp_path / "b.json", [["2026-10-26T12:00:00Z", 0], ["2026-10-26T13:00:00Z", 2000]])
    rows = said(tmp_path, "price", "quote", "--readings", beyond, "--json")
    assert (total(rows)["gross"], total(rows)["quality"]) == (None, "price_missing")
    assert "Prices are missing for" in total(rows)["note"]


def test_a_day_that_lacks_a_quarter_is_not_taken_in_by_itself(tmp_path: Path) -> None:
    quarters = spot(datetime(2026, 11, 26, 23, tzinfo=UTC), 96)
    del quarters[9]
    file = written(tmp_path / "SE3.json", quarters)
    complaint = refused(tmp_path, "price", "import", file, "--zone", "Europe/Stockholm")
    assert "2026-11-27 has 95 prices instead of 96." in complaint
    assert "Prices are missing from 2026-11-27 02:15 to 2026-11-27 02:30." in complaint
    assert said(tmp_path, "prices", "--series", "--json") == []
    assert "95 prices" in said(tmp_path, "price", "import", file, "--zone", "Europe/Stockholm", "--anyway")


def test_a_book_goes_out_and_comes_in_as_a_document(tmp_path: Path) -> None:
    one, other, file = tmp_path / "one", tmp_path / "other", tmp_path / "book.json"
    said(one, "price", "set", *FLAT, "--zone", "Europe/Stockholm", "--session-fee", "5", "--note", "from the bill")
    said(one, "price", "export", str(file))
    said(other, "price", "load", str(file))
    assert said(other, "prices", "--json") == said(one, "prices", "--json")
    assert said(other, "price", "export") == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted((resources_folder() / "prices").glob("*.json")), ids=lambda file: file.stem)
def test_a_book_that_comes_with_the_program_is_loaded_as_any(tmp_path: Path, file: Path) -> None:
    said(tmp_path, "price", "load", str(file))
    book = json.loads(file.read_text(encoding="utf-8"))
    out = json.loads(said(tmp_path, "price", "export", "--book", book["side"]))
    assert [each["components"] for each in out["versions"]] == [each["components"] for each in book["versions"]]
    assert [each["source"] for each in out["versions"]] == [each["source"] for each in book["versions"]]


def test_a_document_with_a_wrong_place_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    said(tmp_path, "price", "set", *FLAT, "--zone", "Europe/Stockholm")
    said(tmp_path, "price", "export", str(file))
    document = json.loads(file.read_text(encoding="utf-8"))
    document["versions"][0]["components"][0]["rate"] = {"fixed": "1,85"}
    written(file, document)
    complaint = refused(tmp_path / "other", "price", "load", str(file))
    assert "components" in complaint and "1,85" in complaint
    assert said(tmp_path / "other", "prices", "--json") == []


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("price", "set", "--flat", "NaN"), 2, "is not an amount"),
        (("price", "set", "--flat", "1e9"), 2, "is not an amount"),
        (("price", "set", "--flat", "1E-999999999"), 2, "is not an amount"),  # reckoned exactly it would take for ever
        (("price", "set", "--flat", "1", "--day", "2", "--night", "1"), 2, "Say either --flat"),
        (("price", "set", "--day", "2"), 2, "Say either --flat"),
        (("price", "set", "--flat", "1", "--vat", "125"), 2, "is not a VAT rate"),
        (("price", "set", "--flat", "1", "--valid-from", "soon"), 2, "is not a date"),
        (("price", "set", "--flat", "1", "--zone", "Mars/Olympus"), 1, "is no time zone"),
        (("price", "load", "nowhere.json"), 1, "cannot be read"),
        (("price", "import", "nowhere.json"), 1, "cannot be read"),
        (("price", "export"), 1, "has no prices yet"),
        (("price", "quote"), 2, "--readings"),
    ],
)
def test_what_makes_no_sense_gets_its_sentence(
    tmp_path: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    assert sentence in refused(tmp_path, *words, status=status)


@pytest.mark.parametrize(
    ("readings", "sentence"),
    [
        ('[["2026-05-01T10:00:00Z", 0], ["2026-05-01T11:00:00Z", 1e999999999]]', "Reading 2: 1E+999999999 Wh is no"),
        ('[["0001-01-01T00:00:00Z", 0], ["2026-05-01T11:00:00Z", 1]]', "Reading 1: “0001-01-01T00:00:00Z” is not a"),
        ('[["2026-05-01T10:00:00Z", 0], ["9999-12-31T23:59:59-12:00", 1]]', "is not a time"),
    ],
)
def test_readings_beyond_all_measure_are_refused_with_their_place(tmp_path: Path, readings: str, sentence: str) -> None:
    said(tmp_path, "price", "set", *FLAT)
    file = written(tmp_path / "r.json", readings)
    assert sentence in refused(tmp_path, "price", "quote", "--readings", file)


def test_a_price_of_a_document_that_never_applies_is_said(tmp_path: Path) -> None:
    """Two prices that were meant to add up: the second comes to nothing."""
    energy = {"dimension": "energy", "vat_rate": "0.25"}
    components = [{**energy, "rate": {"fixed": "1.00"}}, {**energy, "rate": {"fixed": "0.45"}, "name": "tax"}]
    head = {"format": "laddvakt price book 1", "side": "charge", "currency": "SEK", "zone": "UTC"}
    document = {**head, "versions": [{"valid_from": "2026-01-01", "components": components}]}
    told = asyncio.run(laddvakt(tmp_path, "price", "load", written(tmp_path / "b.json", document)))
    assert (told.status, told.errors.split(",")[0]) == (0, "versions[0].components[1] never applies")
    components[1]["part"] = "tax"
    told = asyncio.run(laddvakt(tmp_path, "price", "load", written(tmp_path / "b.json", document)))
    assert (told.status, told.errors) == (0, "")
    components[1]["part"], components[0]["when"] = "", [{"from": "22:00", "to": "06:00"}]
    told = asyncio.run(laddvakt(tmp_path, "price", "load", written(tmp_path / "b.json", document)))
    assert (told.status, told.errors) == (0, "")


@pytest.mark.parametrize("other", [("--currency", "EUR"), ("--zone", "Europe/Helsinki")])
def test_a_price_in_another_currency_or_zone_than_its_book_is_not_taken_for_one_in_the_books(
    tmp_path: Path, other: tuple[str, str]
) -> None:
    said(tmp_path, "price", "set", *FLAT, "--currency", "SEK", "--zone", "Europe/Stockholm")
    complaint = refused(tmp_path, "price", "set", "--flat", "2", *other)
    assert complaint.startswith("The book “pay” is in ")
    assert len(said(tmp_path, "prices", "--json")) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_prices_from_the_first_or_the_last_day_of_all_are_kept_as_any(tmp_path: Path, day: str) -> None:
    assert said(tmp_path, "price", "set", "--flat", "2", "--valid-from", day, "--zone", "Europe/Stockholm") == ""
    said(tmp_path, "price", "set", *FLAT)
    assert len(said(tmp_path, "prices", "--json")) == 2
    assert said(tmp_path, "price", "reckon") == "0 sessions reckoned anew.\n"


def test_prices_that_priced_a_session_are_not_changed_any_more(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url:
            assert (await laddvakt(tmp_path, "price", "set", *FLAT, "--zone", "UTC")).status == 0
            await charge(url, Version.V16)
            await priced(tmp_path)
            again = await laddvakt(tmp_path, "price", "set", "--flat", "2", "--valid-from", "2026-01-01")
            assert again.status == 1
            assert "have priced sessions already" in again.errors

    asyncio.run(story())


async def charge(url: str, version: Version) -> None:
    async with VirtualCharger(settings(url, version), clock=two_hours_ago()) as charger:
        await charger.connect()
        await charger.boot()
        await charger.plug_in(1)
        await charger.tap(1, "04A2B3C4")
        await charger.hold_power(1, 7360)
        await charger.meter_tick(1)
        await charger.stop(1)
        await charger.delivered()


async def priced(data: Path) -> dict[str, Any]:
    while True:
        for session in (await laddvakt(data, "sessions", "--json")).json:
            if session["cost"] is not None:
                return session  # type: ignore[no-any-return]
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_session_has_its_cost_in_the_list_when_it_is_over(version: Version, tmp_path: Path) -> None:
    async def story() -> dict[str, Any]:
        async with serving(tmp_path) as url:
            assert (await laddvakt(tmp_path, "price", "set", *FLAT, "--zone", "Europe/Stockholm")).status == 0
            await charge(url, version)
            return await asyncio.wait_for(priced(tmp_path), 20)

    session = asyncio.run(story())
    expected = (Decimal(session["energy_wh"]) / 1000 * Decimal("1.85")).quantize(Decimal("0.01"))
    assert (session["cost"], session["currency"]) == (str(expected), "SEK")


def test_a_bill_is_checked_and_its_difference_explained(tmp_path: Path) -> None:
    said(tmp_path, "price", "set", *FLAT, "--zone", "Europe/Stockholm", "--month-fee", "49")
    bill = ("price", "check", "--month", "2026-10", "--kwh", "812")
    assert "they agree to the öre" in said(tmp_path, *bill, "--sum", "1551,20")
    (row,) = said(tmp_path, *bill, "--sum", "1 502,20", "--fee", "0", "--energy", "1502.20", "--json")
    assert (row["verdict"], row["expected"], row["difference"]) == ("differs", "1551.20", "-49.00")
    assert [(each["why"], each["lines"], each["remaining"]) for each in row["reasons"]] == [
        ("not_on_bill", ["month"], "0.00")
    ]
    assert [(each["parts"], each["bill"], each["book"]) for each in row["parts"]] == [
        (["energy"], "1502.20", "1502.20"),
        (["fee"], "0", "49.00"),
    ]
    assert "The book “charge” has no prices yet." in refused(tmp_path, *bill, "--sum", "1", "--book", "charge")
    assert "No prices are known" in refused(tmp_path, *bill[:2], "--month", "2025-10", "--kwh", "1", "--sum", "1")


def test_serve_takes_in_what_is_put_into_its_price_folder_and_says_what_waits(tmp_path: Path) -> None:
    folder, data = tmp_path / "prices", tmp_path / "data"
    folder.mkdir()
    day = datetime(2026, 10, 24, 22, tzinfo=UTC)
    written(folder / "2026-10-25_SE3.json", spot(day, 100))
    written(folder / "2026-10-24.json", spot(day - timedelta(days=1), 96))
    written(folder / "letter.txt", "Dear neighbour")

    async def story() -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", "serve", "--data", str(data), "--listen", "127.0.0.1:0"),
            *("--prices-folder", str(folder)),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr is not None
        complaints = [(await asyncio.wait_for(process.stderr.readline(), 60)).decode().strip() for _ in range(4)]
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
        assert complaints[0] == f"Price files in {folder} are taken in."
        assert set(complaints[1:]) == {
            "2026-10-25_SE3.json: 100 prices of SE3 are taken in.",
            "2026-10-24.json: Which series its prices belong to is not said. It waits until it is taken in with "
            "“price import”.",
            "letter.txt: This is none of the files of prices that are known. It is left alone.",
        }
        (series,) = (await laddvakt(data, "prices", "--series", "--json")).json
        assert (series["id"], series["prices"]) == ("SE3", 100)

    asyncio.run(story())


def test_a_file_may_stand_after_the_options(tmp_path: Path) -> None:
    file = written(tmp_path / "SE3.json", spot(datetime(2026, 11, 26, 23, tzinfo=UTC), 96))
    assert "96 prices of spot" in said(
        tmp_path, "price", "import", "--name", "spot", "--zone", "Europe/Stockholm", file
    )
    assert refused(tmp_path, "statement", "correct", "--json", "5") == "There is no statement 5.\n"
    assert "unrecognized arguments: --dear" in refused(tmp_path, "price", "import", "--dear", file, status=2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none of these here")
@pytest.mark.parametrize("words", [("price", "load"), ("price", "import"), ("price", "quote", "--readings")])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, words: tuple[str, ...]) -> None:
    pipe, endless = tmp_path / "pipe", tmp_path / "endless"
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    refused(tmp_path, *words, str(pipe))
    assert refused(tmp_path, *words, str(endless)) == f"{endless} cannot be read: it is no file.\n"
    assert refused(tmp_path, *words, str(tmp_path)) == f"{tmp_path} cannot be read: it is a folder.\n"
