"""What is queued together is committed together, in groups, and whoever waits is always told."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from store_parts import (
    logged,
    message,
    new_file,
    reading,
    running,
    session,
    settled,
    until,
    unwritable_session,
    writing,
)

from app.core.contact import TroubleKind
from app.core.interfaces import MessageQuery, NotStored, SessionQuery
from app.core.model import Charger
from app.store import SqliteHistory
from app.store.database import FILE_NAME


def test_nothing_queued_is_nothing_to_wait_for(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            assert records.settled() is None
            records.add_message(message("waited for by nobody"))
            assert records.settled() is None
            records.save_session(session(1))
            await settled(records)
            assert records.settled() is None

    asyncio.run(story())


def test_a_unit_is_on_disk_when_its_future_is_done(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for number in range(1, 50):
                records.save_session(session(number))
                records.add_readings("GARO-1", 1, number, [reading(number)])
                await settled(records)
                assert store.history.sessions(SessionQuery(limit=1))[0].id == number
                assert store.history.readings(number) == [reading(number)]

    asyncio.run(story())


def test_many_units_share_a_commit_and_are_done_in_order(tmp_path: Path) -> None:
    async def story() -> None:
        connection = new_file(tmp_path)
        commits: list[str] = []
        connection.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
        done: list[int] = []
        async with writing(connection) as records:
            waiting = []
            for number in range(1, 501):
                records.save_session(session(number))
                written = records.settled()
                assert written is not None
                written.add_done_callback(lambda _, number=number: done.append(number))
                waiting.append(written)
            await asyncio.gather(*waiting)
        assert done == list(range(1, 501))
        assert len(commits) < 100

    asyncio.run(story())


def test_one_bad_unit_fails_alone_and_whole(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            waiting = []
            for number in range(1, 101):
                records.add_readings("GARO-1", 1, number, [reading(number)])
                records.save_session(unwritable_session(number) if number == 40 else session(number))
                waiting.append(records.settled())
            outcomes = await asyncio.gather(*(each for each in waiting if each), return_exceptions=True)
            failures = {number: outcome for number, outcome in enumerate(outcomes, 1) if outcome is not None}
            assert list(failures) == [40]
            assert isinstance(failures[40], NotStored)
            assert failures[40].kind is TroubleKind.DATA_BROKEN
            kept = [each.id for each in store.history.sessions(SessionQuery(newest_first=False))]
            assert kept == [number for number in range(1, 101) if number != 40]
            assert store.history.readings(40) == []
            assert store.history.readings(41) == [reading(41)]

    asyncio.run(story())


def test_one_with_nothing_of_its_own_waits_for_what_is_on_its_way(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_session(session(1))
            own, other = records.settled(), records.settled()
            assert own is not None and other is not None
            await other
            assert own.done()
            records.save_session(unwritable_session(2))
            own, other = records.settled(), records.settled()
            records.save_session(session(3))
            third = records.settled()
            assert own is not None and other is not None and third is not None
            await third
            assert isinstance(own.exception(), NotStored)
            assert isinstance(other.exception(), NotStored)
            assert records.settled() is None

    asyncio.run(story())


def test_a_charger_forgotten_and_met_again_in_one_breath_is_there(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_charger(Charger("A", name="before"))
            records.forget_charger("A")
            first = records.settled()
            records.save_charger(Charger("A", name="after"))
            records.save_charger(Charger("B"))
            second = records.settled()
            records.forget_charger("B")
            await settled(records)
            assert first is not None and first.done() and second is not None and second.done()
            assert store.history.chargers() == [Charger("A", name="after")]

    asyncio.run(story())


def test_what_nobody_settles_is_written_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.add_message(message("alone"))
            await until(lambda: len(store.history.messages(MessageQuery())) == 1)
            records.save_charger(Charger("A"))
            await until(lambda: store.history.chargers() == [Charger("A")])

    asyncio.run(story())


@pytest.mark.logs_warnings
def test_a_failure_that_nobody_waits_for_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_session(unwritable_session(1))
            await until(lambda: "nobody waited" in caplog.text)

    asyncio.run(story())


def test_messages_are_written_in_their_order(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for number in range(5):
                records.add_message(message(str(number)))
                records.save_session(session(number + 1))
                await settled(records)
            await logged(records)
            kept = store.history.messages(MessageQuery())
            assert [each.text for each in kept] == ["4", "3", "2", "1", "0"]

    asyncio.run(story())


def test_a_message_written_beside_a_bad_unit_is_kept(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.add_message(message("the one that led to it"))
            records.save_session(unwritable_session(1))
            with pytest.raises(NotStored):
                await settled(records)
            await logged(records)
            assert [each.text for each in store.history.messages(MessageQuery())] == ["the one that led to it"]

    asyncio.run(story())


def test_closing_writes_all_and_leaves_one_file(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (_, records):
            records.save_session(session(1))
            records.add_message(message("last words"))

    asyncio.run(story())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["laddvakt.lock", FILE_NAME]
    history = SqliteHistory(tmp_path)
    assert history.sessions(SessionQuery()) == [session(1)]
    assert [each.text for each in history.messages(MessageQuery())] == ["last words"]
    history.close()


def test_what_comes_after_closing_is_refused_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            await store.close()
            records.save_session(session(1))
            with pytest.raises(NotStored):
                await settled(records)

    asyncio.run(story())


def test_a_waiter_that_gave_up_disturbs_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            records.save_session(session(1))
            given_up = records.settled()
            assert given_up is not None
            given_up.cancel()
            records.save_session(session(2))
            await settled(records)
            assert len(store.history.sessions(SessionQuery())) == 2

    asyncio.run(story())


class Trapped(sqlite3.Connection):
    """A connection whose next transaction meets something that nobody thought of."""

    trap: BaseException | None = None

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if self.trap is not None and sql == "COMMIT":
            trap, self.trap = self.trap, None
            raise trap
        return super().execute(sql, *values)  # type: ignore[arg-type]


def trapped(folder: Path, trap: BaseException) -> Trapped:
    new_file(folder).close()
    connection = sqlite3.connect(folder / FILE_NAME, factory=Trapped, isolation_level=None, check_same_thread=False)
    connection.trap = trap
    return connection


@pytest.mark.logs_warnings
def test_a_surprise_fails_its_batch_and_the_next_is_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with writing(trapped(tmp_path, RuntimeError("surprise"))) as records:
            records.save_session(session(1))
            with pytest.raises(NotStored, match="surprise"):
                await settled(records)
            records.save_session(session(2))
            await settled(records)
        assert "stumbled" in caplog.text

    asyncio.run(story())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_that_dies_leaves_nobody_waiting(tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(trapped(tmp_path, SystemExit())) as records:
            waiting = []
            for number in range(1, 20):
                records.save_session(session(number))
                waiting.append(records.settled())
                await asyncio.sleep(0)
            outcomes = await asyncio.gather(*(each for each in waiting if each), return_exceptions=True)
            assert all(isinstance(outcome, NotStored) for outcome in outcomes)
            records.save_session(session(20))
            with pytest.raises(NotStored):
                await settled(records)

    asyncio.run(story())


def test_thousands_of_readings_in_one_unit_are_all_kept(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            readings = [reading(second, energy_wh=second) for second in range(3000)]
            records.add_readings("GARO-1", 1, 7, readings)
            await settled(records)
            assert store.history.readings(7) == readings

    asyncio.run(story())
