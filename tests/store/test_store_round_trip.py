"""Every value that is kept comes back as it was."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_parts import NOON, logged, message, reading, running, session, settled

from app.core.cards import Answered, Reason, Verdict
from app.core.contact import Knock, Outcome
from app.core.interfaces import MessageQuery, SessionQuery
from app.core.ledger.joining import key_of
from app.core.model import (
    Activity,
    Availability,
    Charger,
    Evidence,
    Fault,
    FaultKind,
    Moment,
    Outlet,
    Phases,
    Quality,
    Reading,
    Session,
    Standing,
    StopReason,
)
from app.core.values import replace

INSTANTS = st.datetimes(timezones=st.just(UTC))
INTEGERS = st.integers(-(2**63), 2**63 - 1)
SESSIONS = st.builds(
    Session,
    id=INTEGERS,
    charger_id=st.text(),
    outlet=st.integers(0, 2**31),
    transaction_id=st.text(),
    started_at=INSTANTS,
    reported_start=st.none() | INSTANTS,
    stopped_at=st.none() | INSTANTS,
    card=st.none() | st.text(),
    stop_card=st.none() | st.text(),
    meter_start_wh=st.none() | INTEGERS,
    meter_last_wh=st.none() | INTEGERS,
    meter_stop_wh=st.none() | INTEGERS,
    carried_wh=INTEGERS,
    suspect_wh=st.none() | INTEGERS,
    energy_wh=INTEGERS,
    last_reading_at=st.none() | INSTANTS,
    quality=st.sampled_from(Quality),
    evidence=st.frozensets(st.sampled_from(Evidence)),
    stop_reason=st.none() | st.sampled_from(StopReason),
    reported_stop=st.none() | INSTANTS,
    heard=st.lists(st.tuples(st.integers(0, 2**31), st.integers(0, 2**31)), max_size=3).map(tuple),
    power_ws=st.none() | INTEGERS,
    power_at=st.none() | INSTANTS,
    remote_start_id=st.none() | INTEGERS,
    card_answer=st.none() | st.builds(Answered, st.sampled_from(Verdict), st.sampled_from(Reason)),
)


def phases(most: int, scale: int) -> st.SearchStrategy[Phases | None]:
    value = st.none() | st.integers(-most, most).map(lambda whole: whole / scale)
    return st.none() | st.tuples(value, value, value).filter(lambda each: each != (None, None, None))


READINGS = st.builds(
    Reading,
    at=INSTANTS.map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)),
    energy_wh=st.none() | INTEGERS,
    power_w=st.none() | INTEGERS,
    current_a=phases(400_000, 1000),
    voltage_v=phases(10_000, 10),
    soc_percent=st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 10),
    moment=st.sampled_from(Moment),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SESSIONS, min_size=1, max_size=8, unique_by=lambda each: each.id))
def test_a_session_comes_back_as_it_was(sessions: list[Session]) -> None:
    async def story(folder: Path) -> None:
        async with running(folder) as (store, records):
            for each in sessions:
                records.save_session(replace(each, energy_wh=1, stopped_at=None))  # then overwritten
                records.save_session(each)
            await settled(records)
            found = store.history.sessions(SessionQuery())
            assert {each.id: each for each in found} == {each.id: each for each in sessions}

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


@settings(max_examples=40, deadline=None)
@given(st.lists(READINGS, min_size=1, max_size=8, unique_by=lambda each: (each.at, each.moment)))
def test_a_reading_comes_back_as_it_was(readings: list[Reading]) -> None:
    async def story(folder: Path) -> None:
        async with running(folder) as (store, records):
            records.add_readings("GARO-1", 1, 7, readings)
            await settled(records)
            found = store.history.readings(7)
            assert [each.at for each in found] == sorted(each.at for each in readings)
            assert {(each.at, each.moment): each for each in found} == {
                (each.at, each.moment): each for each in readings
            }

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


def test_numbers_that_are_no_numbers_are_kept_as_not_told(tmp_path: Path) -> None:
    async def story() -> None:
        odd = reading(1, current_a=(float("nan"), 16.0, None), soc_percent=float("inf"))
        async with running(tmp_path) as (store, records):
            records.add_readings("GARO-1", 1, 7, [odd])
            await settled(records)
            assert store.history.readings(7) == [reading(1, current_a=(None, 16.0, None))]

    asyncio.run(story())


def test_what_a_charger_tells_again_of_one_instant_completes_the_reading(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.add_readings("GARO-1", 1, None, [reading(1, energy_wh=500, power_w=11_000)])
            records.add_readings("garo-1", 1, 7, [reading(1, energy_wh=501, soc_percent=40.5)])
            await settled(records)
            assert store.history.readings(7) == [reading(1, energy_wh=501, power_w=11_000, soc_percent=40.5)]

    asyncio.run(story())


def test_all_readings_of_a_session_are_found_wherever_and_whenever_they_were_taken(tmp_path: Path) -> None:
    """Outlets are corrected and clocks are set while a session runs; its own times bind no reading."""

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_session(session(7))
            for outlet, session_id, second in ((1, 7, 0), (2, 7, 1), (1, 8, 2), (1, 7, 86_400), (1, 7, -200_000)):
                records.add_readings("GARO-1", outlet, session_id, [reading(second)])
                await settled(records)
            assert store.history.readings(7) == [reading(second) for second in (-200_000, 0, 1, 86_400)]
            assert store.history.readings(8) == [reading(2)]

    asyncio.run(story())


def test_chargers_outlets_passwords_and_knocks_are_remembered(tmp_path: Path) -> None:
    charger = Charger(
        id="GARO-1",
        name="Förrådet",
        standing=Standing.APPROVED,
        vendor="Garo",
        model="GLB",
        serial="47",
        firmware="1.2",
        protocol="1.6",
        address="192.0.2.7",
        anonymous=True,
        has_password=True,
        first_seen_at=NOON,
        last_seen_at=NOON + timedelta(seconds=1),
        booted_at=NOON + timedelta(microseconds=1),
    )
    refused = Charger(id="OTHER", standing=Standing.REFUSED)
    running_session = session(1, stopped_at=None)
    ended = session(2, outlet=2, stopped_at=NOON, stop_reason=StopReason.LOCAL)
    old = session(3, outlet=3, stopped_at=NOON - timedelta(days=4))
    outlets = (
        Outlet("GARO-1", 1, name="Left", session=running_session, availability=Availability.OCCUPIED, limit_a=10.5),
        Outlet("GARO-1", 2, session=ended, activity=Activity.FINISHING, status_at=NOON, card="04A1", card_at=NOON),
        Outlet("GARO-1", 3, session=old, fault=Fault(FaultKind.EARTH_FAULT, "RCD"), switched_off=True),
    )
    knocks = tuple(
        Knock(NOON + timedelta(seconds=number), "192.0.2.9", Outcome.WRONG_PASSWORD, f"X{number}", "/x", "1.6", "why")
        for number in range(120)
    )

    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_charger(replace(charger, online=True, restarting=True))
            records.save_charger(refused)
            records.save_password("GARO-1", "scrypt-hash")
            records.save_password("OTHER", "other")
            records.save_password("other", None)
            for outlet in outlets:
                records.save_outlet(replace(outlet, live=reading(1)))
            for each in (running_session, ended, old):
                records.save_session(each)
            for knock in knocks:
                records.save_knock(knock)
            await settled(records)
        async with running(tmp_path) as (store, _):
            remembered = store.remembered()
            assert set(remembered.chargers) == {charger, refused}
            assert remembered.outlets == outlets
            assert remembered.open_sessions == (running_session,)
            assert remembered.recent_sessions == (ended,)
            assert remembered.password_hashes == (("GARO-1", "scrypt-hash"),)
            assert remembered.last_session_id == 3
            assert remembered.knocks == knocks[20:]  # the newest last, as they came
            assert await store.read(lambda history: history.remembered()) == remembered

    asyncio.run(story())


def test_of_sessions_ended_long_ago_keys_are_remembered_and_whole_ones_where_more_may_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.history.KNOWN_AGAIN", 4)
    long_ago = NOON - timedelta(days=400)
    sessions = [
        session(number, stopped_at=long_ago, reported_start=long_ago, reported_stop=long_ago, card="04A2")
        for number in range(1, 6)
    ]
    sessions[3] = replace(sessions[3], evidence=frozenset({Evidence.STOP_MISSED}))
    sessions.append(session(6, stopped_at=NOON))

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for each in sessions:
                records.save_session(each)
            await settled(records)
            remembered = store.remembered()
        assert remembered.recent_sessions == (sessions[3], sessions[5])
        assert remembered.older_sessions == tuple(key_of(each) for each in (sessions[2], sessions[4]))

    asyncio.run(story())


def test_an_empty_folder_remembers_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "new") as (store, _):
            remembered = store.remembered()
            assert remembered.last_session_id == 0
            assert not any((remembered.chargers, remembered.outlets, remembered.knocks, remembered.open_sessions))

    asyncio.run(story())


def test_a_forgotten_charger_leaves_its_history(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_charger(Charger("GARO-1"))
            records.save_password("GARO-1", "hash")
            records.save_outlet(Outlet("GARO-1", 1))
            records.save_session(session(1))
            records.add_readings("GARO-1", 1, 1, [reading(1, power_w=5)])
            await settled(records)
            records.forget_charger("garo-1")
            await settled(records)
            remembered = store.remembered()
            assert (remembered.chargers, remembered.outlets, remembered.password_hashes) == ((), (), ())
            assert store.history.sessions(SessionQuery()) == [session(1)]
            assert store.history.readings(1) == [reading(1, power_w=5)]

    asyncio.run(story())


def test_a_knock_counted_again_stands_once_in_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        first = Knock(NOON, "192.0.2.9", Outcome.SOAP)
        other = Knock(NOON, "192.0.2.8", Outcome.SOAP)
        async with running(tmp_path) as (store, records):
            for knock in (first, other, replace(first, at=NOON + timedelta(seconds=5), count=2)):
                records.save_knock(knock)
            await settled(records)
            again = replace(first, at=NOON + timedelta(seconds=9), count=3)
            records.save_knock(again)
            await settled(records)
            assert store.history.knocks() == [again, other]

    asyncio.run(story())


def test_text_and_numbers_that_sqlite_cannot_hold_are_kept_as_near_as_can_be(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_session(session(1, card="half \ud83d", meter_start_wh=10**30, carried_wh=-(10**30)))
            await settled(records)
            records.add_message(message("half \ud83d of it"))
            records.save_session(session(2))
            await settled(records)
            await logged(records)
            kept = store.history.sessions(SessionQuery(newest_first=False))
            assert kept[0] == session(1, card="half ?", meter_start_wh=2**63 - 1, carried_wh=-(2**63 - 1))
            assert kept[1] == session(2)
            assert [each.text for each in store.history.messages(MessageQuery())] == ["half ? of it"]

    asyncio.run(story())


def test_an_instant_of_another_zone_is_the_same_instant(tmp_path: Path) -> None:
    async def story() -> None:
        at = datetime.fromisoformat("2026-03-01T13:00:00.123456+01:00")
        async with running(tmp_path) as (store, records):
            records.save_session(session(1, started_at=at))
            await settled(records)
            (kept,) = store.history.sessions(SessionQuery())
            assert kept.started_at == at
            assert kept.started_at.tzinfo is UTC

    asyncio.run(story())
