"""The command line as other programs drive it: its words, its rows, its exit statuses, its sentences."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import signal
import socket
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import VERSIONS, two_hours_ago
from tests.stories.test_killed_in_the_middle import ROOT, served


@dataclass(frozen=True)
class Said:
    status: int
    output: str
    errors: str

    @property
    def json(self) -> Any:
        return json.loads(self.output)


async def laddvakt(data: Path, *words: str) -> Said:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app", *words, "--data", str(data)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode is not None
    said = Said(process.returncode, output.decode(), errors.decode())
    assert "Traceback" not in said.errors
    return said


async def logged(data: Path, text: str) -> bool:
    messages = (await laddvakt(data, "messages", "--json", "--charger", "EH1")).json
    return any(text in message["text"] for message in messages)


@asynccontextmanager
async def serving(data: Path) -> AsyncIterator[str]:
    process, url = await served(data, "127.0.0.1:0")
    try:
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0


def settings(url: str, version: Version = Version.V16, identity: str = "EH1") -> ChargerSettings:
    return ChargerSettings(url=url, identity=identity, version=version, lively=False, tolerant=True)


SESSION_FIELDS = {
    "id", "charger_id", "outlet", "transaction_id", "card", "person", "started_at", "stopped_at", "meter_start_wh",
    "meter_stop_wh", "energy_wh", "quality", "stop_reason", "cost", "currency",
}  # fmt: skip
CHARGER_FIELDS = {"id", "name", "approved", "online", "ocpp", "vendor", "model", "firmware", "outlets"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_session_started_and_stopped_by_command_stands_in_the_lists(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        clock = two_hours_ago()
        async with serving(tmp_path) as url, VirtualCharger(settings(url, version), clock) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            assert (await laddvakt(tmp_path, "do", "EH1", "start", "1")).status == 0
            await charger.wait_for(1, lambda outlet: outlet.transaction is not None)
            await charger.hold_power(1, 7000)
            clock.advance(3600)
            (running,) = (await laddvakt(tmp_path, "sessions", "--open", "--json")).json
            assert running["stopped_at"] is None
            assert (await laddvakt(tmp_path, "do", "eh1", "stop")).status == 0
            await charger.wait_for(1, lambda outlet: outlet.transaction is None)
            await charger.unplug(1)
            await charger.delivered()
            (row,) = (await laddvakt(tmp_path, "chargers", "--json")).json
            assert row.keys() >= CHARGER_FIELDS
            assert (row["id"], row["online"], row["approved"], row["ocpp"]) == ("EH1", True, True, version.value)
            assert row["outlets"] == 1
        (session,) = (await laddvakt(tmp_path, "sessions", "--json")).json
        assert session.keys() >= SESSION_FIELDS
        assert session["energy_wh"] == 7000
        assert session["stop_reason"] == "remote"
        assert session["started_at"].endswith("Z")
        (row,) = (await laddvakt(tmp_path, "chargers", "--json")).json
        assert row["online"] is False
        assert (await laddvakt(tmp_path, "sessions", "--open", "--json")).json == []

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_every_verb_of_do_reaches_the_charger(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url, VirtualCharger(settings(url, version), two_hours_ago()) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            for words in (
                ("limit", "10"),
                ("limit", "off"),
                ("trigger", "status"),
                ("trigger", "MeterValues", "1"),
                ("unavailable",),
                ("available",),
                ("unlock", "1"),
                ("reset", "soft"),
            ):
                said = await laddvakt(tmp_path, "do", "EH1", *words)
                assert (words, said.status, said.errors) == (words, 0, "")

    asyncio.run(story())


# Of each version: a setting that can be written, one that cannot, a word for neither, and a value that is refused.
SETTINGS = {
    Version.V16: ("ConnectionTimeOut", "GetConfigurationMaxKeys", "NoSuchKey"),
    Version.V201: ("TxCtrlr.EVConnectionTimeOut", "SmartChargingCtrlr.Available", "NoSuch.Thing"),
    Version.V21: ("TxCtrlr.EVConnectionTimeOut", "SmartChargingCtrlr.Available", "NoSuch.Thing"),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_chargers_settings_are_listed_and_set_by_command(version: Version, tmp_path: Path) -> None:
    writable, fixed, unknown = SETTINGS[version]

    async def story() -> None:
        async with serving(tmp_path) as url, VirtualCharger(settings(url, version), two_hours_ago()) as charger:
            await charger.power_up()
            listed = (await laddvakt(tmp_path, "do", "EH1", "settings", "--json")).json
            rows = {row["name"]: row for row in listed}
            assert all(row.keys() == {"name", "value", "read_only"} for row in listed)
            assert rows[writable] == {"name": writable, "value": "60", "read_only": False}
            assert len(rows) == len(listed) > 20  # more than fit into one part of a 2.x report, none of them twice

            taken = await laddvakt(tmp_path, "do", "EH1", "set", writable, "75")
            assert (taken.status, taken.output) == (0, "The charger has taken it.\n")
            (row,) = (await laddvakt(tmp_path, "do", "EH1", "settings", writable, "--json")).json
            assert (row["name"], row["value"]) == (writable, "75")
            assert "75" in (await laddvakt(tmp_path, "do", "EH1", "settings", writable)).output

            for words in (("set", fixed, "1"), ("set", writable, "soon"), ("set", unknown, "1"), ("settings", unknown)):
                said = await laddvakt(tmp_path, "do", "EH1", *words)
                assert (words, said.status, said.errors.count("\n")) == (words, 1, 1)

    asyncio.run(story())


def test_the_password_of_a_known_charger_can_be_set_by_command(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url:
            async with VirtualCharger(settings(url), two_hours_ago()) as charger:
                await charger.power_up()
            for words in (
                ("add", "EH1", "--password", "swordfish-01"),
                ("approve", "EH1", "--password", "swordfish-02"),
            ):
                assert (await laddvakt(tmp_path, "charger", *words)).status == 0
            async with VirtualCharger(replace(settings(url), password="swordfish-02"), two_hours_ago()) as charger:
                await charger.power_up()
            attempts = (await laddvakt(tmp_path, "doctor", "--json")).json["attempts"]
            assert "wrong_password" not in {attempt["outcome"] for attempt in attempts}

    asyncio.run(story())


def test_call_sends_exactly_what_is_written_and_prints_the_answer(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url, VirtualCharger(settings(url), two_hours_ago()) as charger:
            await charger.power_up()
            asked = '{"key":"MeterValueSampleInterval","value":"-1"}'
            said = await laddvakt(tmp_path, "call", "EH1", "ChangeConfiguration", asked)
            assert said.json["status"] in ("Accepted", "Rejected")
            async with asyncio.timeout(15):  # the log is written when nobody waits for it
                while not await logged(tmp_path, asked):
                    pass
            refused = await laddvakt(tmp_path, "call", "EH1", "NoSuchAction", "{}")
            assert refused.status == 1
            assert refused.errors.count("\n") == 1
            wrong = await laddvakt(tmp_path, "call", "EH1", "Reset", "{half")
            assert wrong.status == 2

    asyncio.run(story())


def test_call_sends_odd_values_to_the_letter(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url, VirtualCharger(settings(url), two_hours_ago()) as charger:
            await charger.power_up()
            odd = '{"limit":1.10,"a":1,"a":2,"text":"\\ud800","many":[1e999,null]}'
            await laddvakt(tmp_path, "call", "EH1", "DataTransfer", odd)
            assert any(direction == "in" and odd in text for direction, text in charger.frames)

    asyncio.run(story())


def test_a_list_that_is_cut_off_by_its_reader_ends_quietly(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url, VirtualCharger(settings(url), two_hours_ago()) as charger:
            await charger.power_up()
        process = await asyncio.create_subprocess_shell(
            f'"{sys.executable}" -m app chargers --json --data "{tmp_path}" | head -c 1',
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
        assert (output, errors) == (b"[", b"")

    if os.name == "posix":
        asyncio.run(story())


def test_a_file_is_written_where_a_link_points(tmp_path: Path) -> None:
    (tmp_path / "target.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    said = asyncio.run(laddvakt(tmp_path, "export", "sessions", "--out", str(tmp_path / "link.csv")))
    assert said.status == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_text().startswith("id,")


def test_chargers_can_be_added_approved_and_removed_whether_or_not_the_program_runs(tmp_path: Path) -> None:
    async def story() -> None:
        added = await laddvakt(tmp_path, "charger", "add", "EH1", "--name", "Garage", "--password", "swordfish-01")
        assert added.status == 0
        again = await laddvakt(tmp_path, "charger", "add", "eh1")
        assert (again.status, again.errors.count("\n")) == (1, 1)
        async with serving(tmp_path):
            assert (await laddvakt(tmp_path, "charger", "add", "EH2")).status == 0
            rows = (await laddvakt(tmp_path, "chargers", "--json")).json
            assert [(row["id"], row["name"], row["approved"]) for row in rows] == [
                ("EH1", "Garage", True),
                ("EH2", "", True),
            ]
            assert (await laddvakt(tmp_path, "charger", "remove", "EH2")).status == 0
        assert (await laddvakt(tmp_path, "charger", "approve", "EH9")).status == 1
        assert (await laddvakt(tmp_path, "charger", "remove", "EH1")).status == 0
        assert (await laddvakt(tmp_path, "chargers", "--json")).json == []

    asyncio.run(story())
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"swordfish" not in stored


def test_what_needs_a_running_program_says_so_in_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        for words in (("do", "EH1", "stop"), ("call", "EH1", "Heartbeat", "{}")):
            said = await laddvakt(tmp_path, *words)
            assert (said.status, said.output, said.errors.count("\n")) == (1, "", 1)
            assert "not running" in said.errors

    asyncio.run(story())


def test_lists_of_nothing_are_empty_and_make_no_files(tmp_path: Path) -> None:
    async def story() -> None:
        data = tmp_path / "none"
        for words in ("chargers", "sessions", "messages"):
            assert (await laddvakt(data, words, "--json")).json == []
            assert (await laddvakt(data, words)).status == 0
        assert not data.exists()

    asyncio.run(story())


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("do", "EH1", "dance"),
        ("do", "EH1", "limit"),
        ("do", "EH1", "limit", "many"),
        ("do", "EH1", "set", "HeartbeatInterval"),
        ("sessions", "--from", "yesterday-ish"),
        ("serve", "--listen", "nowhere"),
        ("export", "sessions", "--out", "x", "--month", "2026-13"),
        ("export", "sessions", "--out", "x", "--month", "2026-10", "--from", "2026-10-02"),
        ("export", "sessions", "--out", "x", "--zone", "Nowhere/At-All"),
        ("export", "sessions", "--out", "x", "--delimiter", ",", "--decimal", ","),
        ("export", "sessions", "--out", "x", "--delimiter", "xyz"),
        ("export", "sessions", "--out", "-", "--format", "xlsx"),
    ],
)
def test_wrong_usage_is_status_2(words: tuple[str, ...], tmp_path: Path) -> None:
    async def story() -> None:
        said = await laddvakt(tmp_path, *words)
        assert said.status == 2
        assert said.errors

    asyncio.run(story())


def test_sessions_are_written_for_programs_as_csv_and_json(tmp_path: Path) -> None:
    async def story() -> None:
        clock = two_hours_ago()
        async with serving(tmp_path) as url, VirtualCharger(settings(url), clock) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            await charger.tap(1, "=1+1")
            await charger.hold_power(1, 3600)
            clock.advance(3600)
            await charger.stop(1)
            await charger.unplug(1)
            await charger.delivered()
        for form in ("csv", "json"):
            out = tmp_path / f"sessions.{form}"
            said = await laddvakt(tmp_path, "export", "sessions", "--format", form, "--out", str(out))
            assert said.status == 0
        with (tmp_path / "sessions.csv").open(encoding="utf-8", newline="") as reading:
            (row,) = csv.DictReader(reading)
        assert set(list(row)[: len(SESSION_FIELDS)]) == SESSION_FIELDS
        assert row["energy_wh"] == "3600"
        assert row["card"] == "'=1+1"  # a spreadsheet shows it and does not compute it
        (session,) = json.loads((tmp_path / "sessions.json").read_text(encoding="utf-8"))
        assert (session["energy_wh"], session["card"]) == (3600, "=1+1")

    asyncio.run(story())


def test_the_doctor_tells_addresses_and_the_last_attempts_with_their_reason(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path) as url:
            port = int(url.rstrip("/").rsplit(":", 1)[1])
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
            await writer.drain()
            writer.close()
            async with asyncio.timeout(15):
                while not (found := (await laddvakt(tmp_path, "doctor", "--json")).json)["attempts"]:
                    pass
            assert found["running"] is True
            assert found["port"] == port
            assert found["attempts"][0]["outcome"] == "encrypted_on_plain_port"
        assert (await laddvakt(tmp_path, "doctor")).status == 0

    asyncio.run(story())


def test_a_port_in_use_ends_serve_with_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            said = await laddvakt(tmp_path, "serve", "--listen", f"127.0.0.1:{port}")
        assert said.status == 1
        assert said.errors.count("\n") == 1
        assert f"Port {port} is used by" in said.errors

    asyncio.run(story())


def test_a_second_program_on_the_same_data_says_so_in_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path):
            said = await laddvakt(tmp_path, "serve", "--listen", "127.0.0.1:0")
            assert (said.status, said.errors.count("\n")) == (1, 1)

    asyncio.run(story())


def test_data_from_a_newer_version_is_left_alone_and_named(tmp_path: Path) -> None:
    async def made() -> None:
        async with serving(tmp_path):
            pass

    async def refused() -> None:
        for words in (("serve", "--listen", "127.0.0.1:0"), ("sessions",)):
            said = await laddvakt(tmp_path, *words)
            assert (said.status, said.errors.count("\n")) == (1, 1)
            assert "newer" in said.errors

    asyncio.run(made())
    (file,) = tmp_path.glob("*.sqlite3")
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 999")
    database.close()
    before = file.read_bytes()
    asyncio.run(refused())
    assert file.read_bytes() == before


def test_a_data_folder_that_cannot_be_made_is_named_in_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        (tmp_path / "file").write_text("not a folder")
        said = await laddvakt(tmp_path / "file" / "data", "serve", "--listen", "127.0.0.1:0")
        assert (said.status, said.errors.count("\n")) == (1, 1)

    asyncio.run(story())


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_what_is_kept_is_readable_by_the_user_alone(tmp_path: Path) -> None:
    async def story() -> None:
        data = tmp_path / "data"
        async with serving(data):
            for path in [data, *data.iterdir()]:
                assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path

    asyncio.run(story())


def test_the_control_socket_refuses_who_does_not_know_its_token(tmp_path: Path) -> None:
    async def story() -> None:
        async with serving(tmp_path):
            told = json.loads((tmp_path / "control.json").read_text(encoding="utf-8"))
            for request in (b"{}\n", b"garbage\n", b'{"token":"guess","verb":"charger add","given":{"charger":"X"}}\n'):
                reader, writer = await asyncio.open_connection("127.0.0.1", told["port"])
                writer.write(request)
                answer = json.loads(await asyncio.wait_for(reader.readline(), 10))
                writer.close()
                assert "failed" in answer
            assert (await laddvakt(tmp_path, "chargers", "--json")).json == []

    asyncio.run(story())


@pytest.mark.parametrize("url", ["ws://127.0.0.1:9/", "ws://127.0.0.1:99999/", "http://x/", "nonsense"])
def test_simulate_says_in_one_sentence_that_nobody_can_be_reached(url: str) -> None:
    async def story() -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", "simulate", "--url", url, "--id", "X"),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await process.communicate()
        assert process.returncode == 1
        assert errors.decode().count("\n") == 1

    asyncio.run(story())
