"""What a meter signs is kept with its session untouched, is handed on as it came, and goes with who is erased."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from app.core.papers.signed import MOST_CHARS, MOST_CHARS_A_SESSION
from app.csms.dialects import v16, v201
from app.csms.dialects.rows import Context
from app.virtual import signing
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until
from tests.stories.test_cards_command import said

CARD = "04A2B3C4"


async def charged(run: Any, version: Version, *, signs: bool = True) -> Any:
    """A session from start to stop; what is kept of it."""
    clock = two_hours_ago()
    async with VirtualCharger(a_charger(run, version, signs=signs, tolerant=True), clock) as charger:
        await charger.connect()
        await charger.boot()
        await charger.plug_in(1)
        await charger.tap(1, CARD)
        await charger.hold_power(1, 7360)
        clock.advance(3_600)
        await charger.meter_tick(1)
        await charger.stop(1)
        await charger.delivered()
    await until(run, lambda: not run.site.picture().outlets or not _open(run))
    (session,) = run.history.sessions(_all())
    return session


def _open(run: Any) -> bool:
    return any(each.session is not None and each.session.open for each in run.site.picture().outlets)


def _all() -> Any:
    from app.core.interfaces import SessionQuery

    return SessionQuery()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_meter_signed_is_kept_as_it_came_in_every_version(version: Version, tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path) as run:
            session = await charged(run, version)
            begun, ended = (each.value for each in run.history.signed([session.id]))
            assert (begun.context, ended.context) == ("Transaction.Begin", "Transaction.End")
            assert (begun.at, ended.at) == (session.started_at, session.stopped_at)
            for record in (begun, ended):
                kind, payload, signature = record.data.split("|")
                assert kind == "OCMF"
                assert json.loads(signature)["SA"] == signing.METHOD
                shown_kwh = json.loads(payload)["RD"][0]["RV"]
                at_end = record is ended
                told_wh = session.meter_stop_wh if at_end else session.meter_start_wh
                assert round(shown_kwh * 1000) == told_wh
            if version is not Version.V16:
                assert (begun.encoding_method, begun.public_key) == (signing.ENCODING, signing.PUBLIC_KEY)
            # The plain values beside them count as ever.
            assert session.energy_wh == session.meter_stop_wh - session.meter_start_wh > 0

    asyncio.run(story())


def test_a_meter_that_signs_nothing_leaves_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with program(tmp_path) as run:
            session = await charged(run, Version.V201, signs=False)
            assert run.history.signed([session.id]) == []
            assert run.history.signed_counts([session.id]) == {}

    asyncio.run(story())


def test_what_is_signed_is_exported_named_on_the_statement_and_erased_with_the_person(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    said(data, "card", "add", CARD, "--person", "Anna")

    async def story() -> list[str]:
        async with program(data) as run:
            session = await charged(run, Version.V16)
            return [each.value.data for each in run.history.signed([session.id])]

    records = asyncio.run(story())
    said(data, "export", "signed", "--out", str(tmp_path / "s.json"))
    rows = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert [row["signed_data"] for row in rows] == records
    assert {row["charger_id"] for row in rows} == {"EH1"}
    (session,) = said(data, "sessions", "--json")
    time = ("--from", session["started_at"], "--to", session["stopped_at"].replace("Z", ".5Z"))
    said(data, "statement", "issue", "--all", *time, "--out", str(out), "--format", "json")
    (statement,) = (each for each in out.iterdir() if "signed" not in each.name)
    beside = out / f"{statement.stem} signed.json"
    assert [row["signed_data"] for row in json.loads(beside.read_text(encoding="utf-8"))] == records
    assert json.loads(statement.read_text(encoding="utf-8"))["sessions"][0]["signed_meter_values"] == 2

    async def erased() -> None:
        async with program(data) as run:
            (anna,) = run.site.people.people.values()
            assert len((await run.site.privacy.kept_of(anna.id)).sessions[0].signed) == 2
            await run.site.privacy.erase_person(anna.id)
            assert run.history.signed([session["id"]]) == []

    asyncio.run(erased())


@pytest.mark.parametrize(
    "item",
    [
        {"format": "SignedData"},
        {"format": "SignedData", "value": ""},
        {"format": "SignedData", "value": 7},
        {"format": "SignedData", "value": "x" * (MOST_CHARS + 1)},
        {"value": 1, "signedMeterValue": {"signedMeterData": None}},
        {"value": 1, "signedMeterValue": {"signedMeterData": "abc", "publicKey": "k" * 3_000}},
        {"value": 1, "signedMeterValue": "nonsense"},
    ],
)
def test_what_is_no_signed_record_is_noted_and_not_kept(item: dict[str, Any]) -> None:
    payload = {
        "connectorId": 1,
        "evseId": 1,
        "meterValue": [{"timestamp": "2026-03-01T12:00:00Z", "sampledValue": [item]}],
    }
    for dialect in (v16.DIALECT, v201.DIALECT):
        notes: list[str] = []
        reports = dialect.incoming["MeterValues"].read(payload, Context(two_hours_ago()(), notes))
        assert len(reports) == 1
        assert any("signed value" in note for note in notes)


def test_a_charger_cannot_fill_the_disk_with_signed_values_and_the_end_is_still_kept(tmp_path: Path) -> None:
    from app.core.papers.signed import SignedValue

    async def story() -> None:
        async with program(tmp_path) as run:
            session = await charged(run, Version.V201)
            many = [
                SignedValue(session.started_at, f"{number:06d}" + "x" * 39_000, "Sample.Periodic")
                for number in range(60)
            ]
            late = SignedValue(session.stopped_at, "the last word", "Transaction.End")
            for value in (*many, late, late):
                run.site._records.add_signed(session.id, (value,))
            await run.site._records.settled()
            kept = [each.value for each in run.history.signed([session.id])]
            between = [each for each in kept if each.context == "Sample.Periodic"]
            assert 20 < len(between) < 30
            assert sum(len(each.data) for each in between) < MOST_CHARS_A_SESSION + 40_000
            assert kept.count(late) == 1

    asyncio.run(story())
