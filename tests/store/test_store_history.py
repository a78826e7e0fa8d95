"""What pages read: the right rows, the right sums, quickly, beside a writer or with none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from store_parts import NOON, message, new_file, reading, running, session, settled, until, writing

from app.core.contact import Knock, Outcome
from app.core.interfaces import MessageQuery, PowerPoint, SessionQuery, SortBy, Totals
from app.core.model import Amendment, Charger, Moment, Outlet, Person, Quality, Session
from app.store import NotWritable, SqliteHistory, rows, session_rows


def fill(folder: Path, sessions: list[Session]) -> None:
    connection = new_file(folder)
    connection.execute("BEGIN")
    connection.executemany(session_rows.SAVE_SESSION, [session_rows.session_row(each) for each in sessions])
    connection.execute("COMMIT")
    connection.close()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[SqliteHistory]:
    history = SqliteHistory(tmp_path, now=lambda: NOON)
    yield history
    history.close()


def test_sessions_are_found_by_charger_outlet_time_and_words(tmp_path: Path, history: SqliteHistory) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_charger(Charger("GARO-1", name="ÖSTRA gaveln"))
            records.save_session(session(1, stopped_at=NOON + timedelta(hours=1), card="04A1B2"))
            records.save_session(session(2, outlet=2, stopped_at=NOON + timedelta(hours=1), stop_card="100%_sure"))
            records.save_session(session(3, charger_id="EASEE", transaction_id="tx-a1"))
            await settled(records)

    asyncio.run(story())

    def found(**wanted: object) -> list[int]:
        return [each.id for each in history.sessions(SessionQuery(**wanted))]  # type: ignore[arg-type]

    assert found() == [3, 2, 1]
    assert found(newest_first=False, limit=2) == [1, 2]
    assert found(charger_id="garo-1") == [2, 1]
    assert found(charger_id="GARO-1", outlet=2) == [2]
    assert found(open_only=True) == [3]
    assert found(since=NOON + timedelta(minutes=2)) == [3, 2]
    assert found(since=NOON + timedelta(minutes=1), until=NOON + timedelta(minutes=3)) == [2, 1]
    assert found(text="a1") == [3, 1]
    assert found(text="östra") == [2, 1]
    assert found(text="0%_") == [2]
    assert found(text="4%1") == []
    assert found(text="'; DROP TABLE sessions; --") == []
    assert history.totals(SessionQuery(text="östra")).sessions == 2


def test_sessions_are_found_by_how_far_their_numbers_are_believed_and_by_number(
    tmp_path: Path, history: SqliteHistory
) -> None:
    ended = NOON + timedelta(hours=1)

    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_person(Person(1, "åsa"))
            records.save_session(session(1, stopped_at=ended, energy_wh=900, card="04B"))
            records.save_session(session(2, stopped_at=ended, quality=Quality.RECONSTRUCTED, card="04A"))
            corrected = session(3, stopped_at=ended, amended=Amendment(energy_wh=5_000, person_id=1))
            left_out = session(4, stopped_at=ended, energy_wh=70, amended=Amendment(excluded=True))
            for each in (corrected, left_out):
                records.save_session(each)
                records.save_amendment(each)
            records.save_session(session(5, card="04b"))
            await settled(records)

    asyncio.run(story())

    def found(**wanted: object) -> list[int]:
        return [each.id for each in history.sessions(SessionQuery(**wanted))]  # type: ignore[arg-type]

    assert found(quality=Quality.MEASURED) == [4, 1]
    assert found(quality=Quality.MEASURED, left_out=False) == [1]
    assert found(quality=Quality.RECONSTRUCTED) == [2]
    assert found(quality=Quality.EDITED) == [3]
    assert found(left_out=True) == [4]
    assert found(ids=(1, 5, 99)) == [5, 1]
    assert found(ids=()) == []
    assert history.totals(SessionQuery(left_out=True)) == Totals(1, 70, 3360)
    assert history.totals(SessionQuery()).sessions == 4
    assert history.card_numbers() == ["04A", "04B"]
    assert found(by=SortBy.ENERGY, limit=2) == [3, 1]
    assert found(by=SortBy.PERSON, limit=1) == [3]
    assert found(by=SortBy.CARD, limit=2) == [5, 1]
    assert found(by=SortBy.QUALITY, limit=1) == [4]


@pytest.mark.parametrize("by", SortBy)
def test_every_order_puts_equals_newest_first_and_runs_both_ways(
    tmp_path: Path, history: SqliteHistory, by: SortBy
) -> None:
    fill(tmp_path, [session(number, stopped_at=session(number).started_at) for number in (1, 2, 3)])
    same = by not in (SortBy.STARTED, SortBy.ENDED)
    down = [each.id for each in history.sessions(SessionQuery(by=by))]
    up = [each.id for each in history.sessions(SessionQuery(by=by, newest_first=False))]
    assert down == [3, 2, 1]
    assert up == ([3, 2, 1] if same else [1, 2, 3])


def test_totals_count_an_open_session_up_to_its_last_reading(tmp_path: Path, history: SqliteHistory) -> None:
    fill(
        tmp_path,
        [
            session(1, stopped_at=NOON + timedelta(minutes=61), energy_wh=1000),
            session(2, last_reading_at=NOON + timedelta(minutes=12), energy_wh=200),
            session(3, energy_wh=30),
            session(4, charger_id="EASEE", stopped_at=NOON, energy_wh=4),  # a clock that ran back takes no time away
        ],
    )
    assert history.totals(SessionQuery()) == Totals(4, 1234, 4200)
    assert history.totals(SessionQuery(charger_id="EASEE")) == Totals(1, 4, 0)
    assert history.totals(SessionQuery(charger_id="none")) == Totals(0, 0, 0)


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/St_Johns", "Australia/Lord_Howe", "UTC"])
def test_energy_falls_on_the_local_day_of_its_start_in_every_season(
    tmp_path: Path, history: SqliteHistory, zone: str
) -> None:
    first = datetime(2019, 12, 30, 0, 30, tzinfo=UTC)
    sessions = [
        session(
            number, charger_id=f"C{number % 2}", started_at=first + number * timedelta(hours=5.25), energy_wh=number
        )
        for number in range(1, 4_000)
    ]
    sessions.append(session(5_000, started_at=datetime(1970, 1, 1, tzinfo=UTC), energy_wh=7))
    sessions.append(session(5_001, started_at=datetime(9999, 12, 30, tzinfo=UTC), energy_wh=7))
    fill(tmp_path, sessions)
    local = ZoneInfo(zone)
    expected: dict[tuple[str, str], int] = {}
    for each in sessions:
        day = each.started_at.astimezone(local).date().isoformat()
        expected[day, each.charger_id] = expected.get((day, each.charger_id), 0) + each.energy_wh
    found = history.energy_by_day(SessionQuery(), zone)
    assert {(day, charger): energy for day, charger, energy in found} == expected

    sums: dict[str, tuple[int, int]] = {}
    for each in sessions:
        month = f"{min(each.started_at, datetime(2099, 12, 31, 23, 59, tzinfo=UTC)).astimezone(local):%Y-%m}"
        count, energy = sums.get(month, (0, 0))
        sums[month] = (count + 1, energy + each.energy_wh)
    newest_first = sorted(sums, reverse=True)
    assert [each.month for each in history.months(SessionQuery(), zone)] == newest_first
    assert {each.month: (each.sessions, each.energy_wh) for each in history.months(SessionQuery(), zone)} == sums
    assert history.months(SessionQuery(charger_id="none"), zone) == []
    assert [day for day, _, _ in found] == sorted(day for day, _, _ in found)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_days_of_the_clock_change_begin_and_end_at_local_midnight(
    tmp_path: Path, history: SqliteHistory, day: date
) -> None:
    zone = ZoneInfo("Europe/Stockholm")
    begin = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    after = day + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
    moment = timedelta(microseconds=1)
    starts = [begin - moment, begin, end - moment, end]
    fill(tmp_path, [session(number, started_at=at, energy_wh=10**number) for number, at in enumerate(starts)])
    assert history.energy_by_day(SessionQuery(), "Europe/Stockholm") == [
        ((day - timedelta(days=1)).isoformat(), "GARO-1", 1),
        (day.isoformat(), "GARO-1", 110),
        (after.isoformat(), "GARO-1", 1000),
    ]
    assert history.energy_by_day(SessionQuery(charger_id="none"), "Europe/Stockholm") == []


def test_a_short_curve_is_every_reading_and_a_long_one_is_thinned_to_means(
    tmp_path: Path, history: SqliteHistory
) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            powers = [reading(second, power_w=1000 if second % 2 else 2000) for second in range(50_000)]
            records.add_readings("GARO-1", 1, 1, powers)
            records.add_readings("GARO-1", 2, 1, [reading(5, power_w=1)])
            await settled(records)

    asyncio.run(story())
    short = history.power("garo-1", 1, NOON + timedelta(seconds=10), NOON + timedelta(seconds=13))
    assert short == [
        PowerPoint(NOON + timedelta(seconds=10), 2000),
        PowerPoint(NOON + timedelta(seconds=11), 1000),
        PowerPoint(NOON + timedelta(seconds=12), 2000),
    ]
    long = history.power("GARO-1", 1, NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert 1_900 < len(long) <= 2_000
    assert {round(point.power_w, -2) for point in long} <= {1400, 1500, 1600}
    assert [point.at for point in long] == sorted(point.at for point in long)
    assert long[0].at == NOON
    assert history.power("nowhere", 1, NOON, NOON + timedelta(days=1)) == []


def test_a_meter_that_tells_energy_alone_still_has_a_curve(tmp_path: Path, history: SqliteHistory) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            told = [reading(60 * minute, energy_wh=5_000 + 100 * minute) for minute in range(4)]
            told.append(reading(240, energy_wh=0))  # the meter began anew: nothing can be said of this minute
            told.append(reading(300, energy_wh=50))
            records.add_readings("GARO-1", 1, 1, told)
            records.add_readings("EASEE", 1, 2, [reading(10 * k, energy_wh=k * 25) for k in range(5_000)])
            await settled(records)

    asyncio.run(story())
    assert history.power("GARO-1", 1, NOON, NOON + timedelta(hours=1)) == [
        PowerPoint(NOON + timedelta(minutes=1), 6000),
        PowerPoint(NOON + timedelta(minutes=2), 6000),
        PowerPoint(NOON + timedelta(minutes=3), 6000),
        PowerPoint(NOON + timedelta(minutes=5), 3000),
    ]
    long = history.power("EASEE", 1, NOON, NOON + timedelta(days=1))
    assert 1_000 < len(long) <= 2_000
    assert {point.power_w for point in long} == {9000}


def test_readings_come_in_the_order_they_were_taken(tmp_path: Path, history: SqliteHistory) -> None:
    async def story() -> None:
        told = [reading(9, moment=Moment.END), reading(0, moment=Moment.BEGIN), reading(9), reading(4)]
        async with running(tmp_path) as (_, records):
            records.add_readings("GARO-1", 1, 1, told)
            records.add_readings("GARO-1", 1, 2, [reading(5)])
            await settled(records)
        assert history.readings(1) == [told[1], told[3], told[2], told[0]]

    asyncio.run(story())


def test_messages_are_paged_backwards_and_found_by_charger_time_and_words(
    tmp_path: Path, history: SqliteHistory
) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            for number in range(10):
                at = NOON + timedelta(seconds=number)
                records.add_message(message(f"No. {number}", at=at, charger_id=f"C{number % 2}"))
            await until(lambda: len(history.messages(MessageQuery())) == 10)

    asyncio.run(story())

    def texts(**wanted: object) -> list[str]:
        return [each.text[4:] for each in history.messages(MessageQuery(**wanted))]  # type: ignore[arg-type]

    assert texts(limit=3) == ["9", "8", "7"]
    last = history.messages(MessageQuery(limit=3))[-1]
    assert texts(limit=3, before_id=last.id) == ["6", "5", "4"]
    assert texts(charger_id="c1", limit=2) == ["9", "7"]
    assert texts(since=NOON + timedelta(seconds=4), until=NOON + timedelta(seconds=6)) == ["5", "4"]
    assert texts(text="no. 3") == ["3"]
    assert texts(text="o% 3") == []


def test_history_is_read_from_many_threads_beside_a_busy_writer(tmp_path: Path, history: SqliteHistory) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_session(session(1, energy_wh=1))
            await settled(records)
            over = threading.Event()

            def read() -> int:
                seen = 0
                while not over.is_set():
                    found = history.sessions(SessionQuery(newest_first=False))
                    # One instant's picture: a unit is seen whole or not at all.
                    assert len({each.energy_wh for each in found}) == 1
                    assert found[0].energy_wh >= seen
                    seen = found[0].energy_wh
                return seen

            with ThreadPoolExecutor(4) as pool:
                readers = [pool.submit(read) for _ in range(4)]
                for step in range(2, 150):
                    for number in range(1, 20):
                        records.save_session(session(number, energy_wh=step))
                    await settled(records)
                over.set()
                assert all(1 < reader.result() <= 149 for reader in readers)

    asyncio.run(story())


def test_a_reader_in_the_middle_of_reading_does_not_hold_up_the_writer(tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(new_file(tmp_path)) as records:
            other = SqliteHistory(tmp_path)
            records.save_session(session(1))
            await settled(records)
            with other._reading() as connection:
                assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)
                records.save_session(session(2))
                await settled(records)
                assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)
            assert len(other.sessions(SessionQuery())) == 2
            other.close()

    asyncio.run(story())


def test_a_reader_cannot_write(tmp_path: Path, history: SqliteHistory) -> None:
    fill(tmp_path, [session(1)])
    with pytest.raises(NotWritable), history._reading() as connection:
        connection.execute("DELETE FROM sessions")
    assert history.sessions(SessionQuery()) == [session(1)]


# Ten years of history.


def ten_years() -> list[Session]:
    step = timedelta(days=3650) / 100_000
    return [
        session(
            number,
            charger_id=f"C{number % 20}",
            started_at=NOON - timedelta(days=3650) + number * step,
            stopped_at=None if number > 99_998 else NOON - timedelta(days=3650) + number * step + step,
        )
        for number in range(1, 100_001)
    ]


def test_no_question_of_the_first_screen_or_of_a_page_walks_through_ten_years(
    tmp_path: Path, history: SqliteHistory
) -> None:
    fill(tmp_path, ten_years())
    with closing(new_file(tmp_path)) as connection:
        connection.execute(session_rows.SAVE_PLACE, ("C3", 1))
        early = reading(-60, energy_wh=5)
        connection.execute(session_rows.SAVE_READING_DAY, ("C3", 1, 7, rows.day(early.at)))
        connection.execute(session_rows.ADD_READING, session_rows.reading_row("C3", 1, 7, early))
    asked: list[str] = []
    history.chargers()
    connection = history._idle[0]
    connection.set_trace_callback(asked.append)

    since, until = NOON - timedelta(days=30), NOON
    remembered = history.remembered()
    assert len(remembered.open_sessions) == 2
    assert 0 < len(remembered.recent_sessions) < 100
    assert remembered.last_session_id == 100_000
    assert len(history.sessions(SessionQuery(limit=200))) == 200
    assert len(history.sessions(SessionQuery(charger_id="C3", limit=200))) == 200
    assert len(history.sessions(SessionQuery(open_only=True))) == 2
    assert len(history.sessions(SessionQuery(since=since, until=until))) > 500
    assert history.totals(SessionQuery(charger_id="C3", since=since)).sessions > 10
    assert history.energy_by_day(SessionQuery(since=since), "Europe/Stockholm")
    assert len(history.readings(7)) == 1
    assert history.power("C3", 1, since, until) == []
    history.messages(MessageQuery(before_id=500))
    connection.set_trace_callback(None)

    plans = [
        (sql, step)
        for sql in asked
        if sql.startswith("SELECT")
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    ]
    big = [(sql, step) for sql, step in plans if "sessions" in sql or "readings" in sql]
    assert len(big) > 10
    for sql, step in big:
        if step.startswith("SCAN"):  # all open ones, or a walk in the wanted order that ends at its LIMIT
            assert "sessions_open" in step or ("sessions_by_start" in step and sql.endswith("LIMIT 200")), (step, sql)
        if "FROM sessions" in sql:
            assert "TEMP B-TREE" not in step, (step, sql)


def test_knocks_and_outlets_are_read_newest_first_and_in_order(tmp_path: Path, history: SqliteHistory) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            for number in range(1_200):
                records.save_knock(Knock(NOON + timedelta(seconds=number), "192.0.2.1", Outcome.SOAP))
            records.save_outlet(Outlet("B", 1))
            records.save_outlet(Outlet("A", 2))
            records.save_outlet(Outlet("A", 1, session=session(77)))  # a session that was never kept
            await settled(records)

    asyncio.run(story())
    assert [each.at for each in history.knocks(2)] == [NOON + timedelta(seconds=1199), NOON + timedelta(seconds=1198)]
    assert len(history.knocks(5_000)) == 1_000  # the oldest are let go
    assert history.outlets() == [Outlet("A", 1), Outlet("A", 2), Outlet("B", 1)]
