"""Who is erased is gone from the file, its unused parts and its log; every sum stays, and so does everybody else."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_parts import NOON, look, message, running, session, settled, until

from app.core.cards import Budget, Card, Doing, Reason, Shown, Verdict
from app.core.edits import Edit, EditKind, EditPart
from app.core.interfaces import MessageQuery, SessionQuery, StackBy
from app.core.lists.away import Holding, Listed
from app.core.model import Amendment, Charger, Event, EventKind, Outlet, Person, Session, Standing, Vehicle
from app.core.values import replace
from app.store import SqliteRecords, Store
from app.store.checkup import check
from app.store.database import FILE_NAME
from app.store.erasing import UNSWEPT

HOUR = timedelta(hours=1)
NUMBER, JOINED, OF_ONCE, BOS = "04A2B3C4D5", "D5C4B3A204", "04FEDCBA98", "04B0B0B0B0"
NAME, CAR, WORDS = "Åsa Bergström", "Åsas blå Kona", "till Åsas mormor"
TRACES = (NUMBER, JOINED, OF_ONCE, NAME, CAR, WORDS, "Bergström")
GONE = Person(1, "", erased=True)


def told() -> list[Session]:
    ended = NOON + HOUR
    hers = Amendment(person_id=1, vehicle_id=5, note=WORDS)
    return [
        session(1, card=NUMBER, card_person_id=1, card_vehicle_id=5, stopped_at=ended, energy_wh=100),
        session(2, card=JOINED.lower(), stop_card=NUMBER.lower(), stopped_at=ended, energy_wh=20, amended=hers),
        session(3, card=OF_ONCE, stop_card=OF_ONCE, card_person_id=1, stopped_at=ended, energy_wh=3),
        session(4, card=BOS, card_person_id=2, stop_card=NUMBER, stopped_at=ended, energy_wh=4, amended=hers),
        session(5, card=BOS, card_person_id=2, stopped_at=ended, energy_wh=5, amended=Amendment(note="Bos resa")),
    ]


def fill(records: SqliteRecords) -> None:
    records.save_charger(Charger("GARO-1", standing=Standing.APPROVED))
    records.save_outlet(Outlet("GARO-1", 1, card=NUMBER.lower(), card_at=NOON))
    records.save_person(Person(1, NAME, Budget(energy_wh=9)))
    records.save_person(Person(2, "Bo"))
    records.save_vehicle(Vehicle(5, CAR, 1))
    records.save_vehicle(Vehicle(6, "Bos bil", 2))
    records.save_card(Card(NUMBER, name=NAME, person_id=1, also=(JOINED,)))
    records.save_card(Card(BOS, name="Bos", person_id=2))
    records.save_holding(Holding("GARO-1", 3, (Listed(NUMBER.lower()), Listed(BOS)), whole=True))
    for each in told():
        records.save_session(each)
        records.save_amendment(each)
        before = replace(each.amended, note="")
        records.save_edit(Edit(each.id, NOON, "me", EditKind.NOTED, (EditPart(each.id, before, each.amended),)))
    for number in (NUMBER, JOINED.lower(), BOS, OF_ONCE):
        records.add_shown(Shown(NOON, "GARO-1", 1, number, Doing.ASKING, Verdict.ACCEPTED, Reason.KNOWN))
        records.add_event(Event("GARO-1", 1, NOON, EventKind.CARD_SHOWN, number))
        records.add_note("GARO-1", NOON, "data", f"id={number};")
        records.add_message(message(json.dumps([2, "7", "Authorize", {"idTag": number}])))


def sums(store: Store) -> list[object]:
    everything, history = SessionQuery(), store.history
    return [
        history.totals(everything),
        history.months(everything, "UTC"),
        history.energy_by_day(everything, "UTC", StackBy.CHARGER),
        history.energy_by_day(everything, "UTC", StackBy.PERSON),
        history.person_uses(NOON, NOON + HOUR),
        [(each.id, each.energy_wh, each.started_at, each.person_id) for each in history.sessions(everything)],
        len(history.shown()),
    ]


def traces(folder: Path) -> set[str]:
    """What of it stands anywhere in the folder's files, in any case."""
    found = set()
    for file in folder.iterdir():
        bytes_ = file.read_bytes()
        text = bytes_.decode("utf-8", "replace").casefold()
        found |= {each for each in TRACES if each.casefold() in text or each.encode() in bytes_}
    return found


def test_nothing_of_an_erased_person_is_left_in_the_file_and_every_sum_is(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            fill(records)
            await settled(records)
            # What was there once is in free pages too.
            for each in range(300):
                records.save_session(session(1000 + each, card=NUMBER, transaction_id=NAME * 40))
            await settled(records)
            with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
                other.execute("PRAGMA secure_delete = OFF")  # as not every build of SQLite has it on
                other.execute("DELETE FROM sessions WHERE id >= 1000")
                other.commit()
            assert traces(tmp_path) == set(TRACES)
            before = sums(store)
            records.add_message(message(f"heard just before: {NUMBER}"))
            records.erase_person(GONE, (NUMBER, JOINED))
            await settled(records)
            assert traces(tmp_path) == set()
            assert sums(store) == before

            history = store.history
            assert history.people() == [GONE, Person(2, "Bo")]
            assert history.vehicles() == [Vehicle(5, "", 1), Vehicle(6, "Bos bil", 2)]
            assert history.cards() == [Card(BOS, name="Bos", person_id=2)]
            assert store.remembered().holdings == (Holding("GARO-1", 3, (Listed(BOS),)),)
            (outlet,) = history.outlets()
            assert (outlet.card, outlet.card_at) == (None, None)
            found = sorted(history.sessions(SessionQuery()), key=lambda each: each.id)
            assert [each.card for each in found] == [None, None, None, BOS, BOS]
            assert {each.stop_card for each in found} == {None}
            assert [each.amended.note for each in found] == ["", "", "", "", "Bos resa"]
            assert [history.edits(each.id)[0].parts[0].after for each in found] == [each.amended for each in found]
            assert [each.card for each in history.shown()] == ["", BOS, "", ""]
            events = history.events("GARO-1", 1, NOON, NOON + HOUR)
            assert [each.detail for each in events] == ["", "", BOS, ""]
            assert [each.text for each in history.messages(MessageQuery())][:2] == [
                "heard just before: ***",
                '[2, "7", "Authorize", {"idTag": "***"}]',
            ]
            assert [each.card for each in history.strangers()] == []

    asyncio.run(story())
    assert check(tmp_path).findings == ()
    assert traces(tmp_path) == set()


def test_a_card_that_is_anothers_now_is_only_taken_from_the_sessions_of_who_is_erased(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_person(Person(1, NAME))
            records.save_card(Card(BOS, person_id=2))
            records.save_session(session(1, card=BOS, card_person_id=1, stop_card=BOS.lower()))
            records.save_session(session(2, card=BOS, card_person_id=2))
            records.add_message(message(BOS))
            records.erase_person(GONE, ())
            await settled(records)
            found = {each.id: (each.card, each.stop_card) for each in store.history.sessions(SessionQuery())}
            assert found == {1: (None, None), 2: (BOS, None)}
            assert [each.text for each in store.history.messages(MessageQuery())] == [BOS]
            assert store.history.cards() == [Card(BOS, person_id=2)]

    asyncio.run(story())


def test_a_number_is_taken_out_of_messages_however_it_is_written_and_out_of_no_other_number(tmp_path: Path) -> None:
    odd = "KÖRT/1"
    for_it = {
        f'{{"idTag":"{NUMBER.lower()}"}}': '{"idTag":"***"}',
        f"VID:{NUMBER}_123": "VID:***_123",
        f'{{"data":"tag\\n{NUMBER}"}}': '{"data":"tag\\n***"}',
        f"{NUMBER}E6": f"{NUMBER}E6",
        f"00{NUMBER}": f"00{NUMBER}",
        '{"idTag":"7","connectorId":7,"at":"7T7"}': '{"idTag":"***","connectorId":7,"at":"7T7"}',
        json.dumps({"idTag": odd}): '{"idTag": "***"}',
        json.dumps({"idTag": odd.lower()}, ensure_ascii=False): '{"idTag": "***"}',
    }

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for each in for_it:
                records.add_message(message(each))
            records.erase_person(GONE, (NUMBER, "7", odd))
            await settled(records)
            found = [each.text for each in store.history.messages(MessageQuery())][::-1]
            assert found == list(for_it.values())

    asyncio.run(story())


def test_sessions_of_long_ago_tell_of_nobody_and_their_sums_stay(tmp_path: Path) -> None:
    until = NOON + timedelta(minutes=4)

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            fill(records)
            records.add_message(message(f"later: {NUMBER}", at=NOON + HOUR))
            late = session(9, card="04C9", card_person_id=2, started_at=NOON + HOUR, amended=Amendment(note="ny"))
            records.save_session(late)
            records.save_amendment(late)
            await settled(records)
            before = store.history.totals(SessionQuery())
            records.forget_people_before(until)
            await settled(records)
            history = store.history
            assert history.totals(SessionQuery()) == before
            found = {each.id: each for each in history.sessions(SessionQuery())}
            for each in (found[1], found[2], found[3]):
                assert (each.card, each.stop_card, each.person_id, each.vehicle_id) == (None, None, None, None)
                assert each.amended == Amendment() == history.edits(each.id)[0].parts[0].after
            assert (found[4], found[5], found[9]) == (told()[3], told()[4], late)
            assert {each.card for each in history.shown()} == {""}
            assert {each.detail for each in history.events("GARO-1", 1, NOON, until)} == {""}
            assert [each.text for each in history.messages(MessageQuery())] == [f"later: {NUMBER}"]
            assert history.people()[0].name == NAME  # who is known now stays known
            assert OF_ONCE not in traces(tmp_path)

    asyncio.run(story())
    assert check(tmp_path).findings == ()


def test_what_is_forgotten_already_makes_the_file_anew_no_second_time(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            fill(records)
            for _ in range(2):
                records.forget_people_before(NOON + HOUR)
                await settled(records)
                size = (tmp_path / f"{FILE_NAME}-wal").stat().st_size
                pages = 3 * 4096  # what a commit of a mark or of nothing takes, and not the whole file
                assert size <= pages, size

    asyncio.run(story())


@pytest.mark.logs_warnings
def test_where_a_reader_holds_the_log_the_rest_is_swept_at_the_next_tidying(tmp_path: Path) -> None:
    marked = "SELECT count(*) FROM upkeep WHERE name = ?"

    async def story() -> None:
        async with running(tmp_path) as (store, records):
            fill(records)
            await settled(records)
            with closing(sqlite3.connect(tmp_path / FILE_NAME)) as reader:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sessions").fetchone()
                records.erase_person(GONE, (NUMBER, JOINED))
                await settled(records)
                assert look(tmp_path, marked, UNSWEPT) == [(1,)]
                assert [each.card for each in store.history.sessions(SessionQuery(person_id=1))] == [BOS, *[None] * 3]
            await store.tidy()
            await until(lambda: look(tmp_path, marked, UNSWEPT) == [(0,)])
            assert traces(tmp_path) == set()

    asyncio.run(story())
