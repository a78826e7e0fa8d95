"""The raw log stays within its age and its size, and never grows into anything else's way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from store_parts import NOON, logged, look, message, running

from app.core.interfaces import MessageQuery
from app.store import LogLimits, SqliteRecords


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests need not see how long a message may wait for others."""
    monkeypatch.setattr("app.store.records.LINGER_S", 0.0)


async def add(records: SqliteRecords, count: int, text: str, age: timedelta = timedelta()) -> None:
    for number in range(count):
        records.add_message(message(text, at=NOON - age))
        if number % 50 == 49 or number == count - 1:
            await logged(records)


def test_the_log_keeps_within_its_size(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(size_bytes=200_000)) as (store, records):
            await add(records, 3_000, "m" * 500)
            kept = store.history.messages(MessageQuery(limit=5_000))
            assert 300 < len(kept) < 700
            assert [each.id for each in kept] == list(range(3_000, 3_000 - len(kept), -1))

    asyncio.run(story())


def test_large_messages_are_trimmed_before_there_are_many(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(size_bytes=3_000_000)) as (store, records):
            for _ in range(20):
                await add(records, 1, "m" * 1_000_000)
            assert len(store.history.messages(MessageQuery())) <= 4

    asyncio.run(story())


def test_the_log_keeps_within_its_age(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(age=timedelta(days=14))) as (store, records):
            await add(records, 400, "old", timedelta(days=15))
            await add(records, 300, "young", timedelta(days=13))
            await add(records, 300, "new")
            kept = [each.text for each in store.history.messages(MessageQuery(limit=5_000))]
            assert kept == ["new"] * 300 + ["young"] * 300

    asyncio.run(story())


def test_what_grew_old_while_the_program_was_off_goes_with_the_first_messages(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(age=timedelta(days=30))) as (_, records):
            await add(records, 2_000, "old", timedelta(days=20))
        async with running(tmp_path, LogLimits(age=timedelta(days=14))) as (store, records):
            for _ in range(6):
                await add(records, 1, "new")
            kept = [each.text for each in store.history.messages(MessageQuery(limit=5_000))]
            assert kept == ["new"] * 6

    asyncio.run(story())


def test_numbers_go_on_after_everything_else_was_let_go(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(size_bytes=0)) as (store, records):
            await add(records, 300, "a")
            last = store.history.messages(MessageQuery(limit=1))[0].id
            await add(records, 1, "b")
            assert store.history.messages(MessageQuery(limit=1))[0].id == last + 1 == 301

    asyncio.run(story())


def test_a_flood_that_the_disk_cannot_follow_is_cut_off_in_memory(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (store, records):
            for _ in range(100):  # nothing is written meanwhile: the loop never turns
                records.add_message(message("m" * 1_000_000))
            await logged(records)
            assert len(store.history.messages(MessageQuery())) == 8
            await add(records, 1, "after")
            assert len(store.history.messages(MessageQuery())) == 9

    asyncio.run(story())


def test_room_that_was_freed_is_used_again(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path, LogLimits(size_bytes=200_000)) as (_, records):
            await add(records, 2_000, "m" * 500)
            await add(records, 10_000, "m" * 500)

    asyncio.run(story())
    assert look(tmp_path, "PRAGMA page_count")[0] < (300,)
