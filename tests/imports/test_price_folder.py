"""The folder that price files are put into: real files, real looks, and a real store that takes them in."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.changes import FolderChanged
from app.core.prices.folder import FolderState, WaitingFile, WatchedFolder, WhyFile
from app.core.prices.series_file import WhyPrices
from app.imports import price_folder
from app.imports.price_folder import PriceFolder
from tests.core.money_parts import Money, at, book, money, quarters, refusing, spot
from tests.imports.test_price_files import ELPRISET, ENTSO_E, NORD_POOL, OCTOPUS, TIBBER

QUARTER = timedelta(minutes=15)


class Watched:
    """A house that watches a folder, and what it told."""

    def __init__(self, house: Money, place: Path) -> None:
        self.house = house
        self.place = place
        self.chosen = str(place)
        self.folder = PriceFolder(
            house.prices, house.store, lambda: self.chosen, lambda: "Europe/Stockholm", lambda: house.now, 0.01
        )

    def put(self, name: str, content: str | bytes | list[Any] | dict[str, Any]) -> Path:
        file = self.place / name
        data = content if isinstance(content, str | bytes) else json.dumps(content)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    @property
    def state(self) -> WatchedFolder:
        return self.house.prices.watched

    async def until(self, holds: Callable[[WatchedFolder], object]) -> WatchedFolder:
        async with asyncio.timeout(20):
            while not holds(self.state):  # noqa: ASYNC110 - what is waited for happens in a folder
                await asyncio.sleep(0.005)
        return self.state

    async def waits(self, name: str) -> WaitingFile:
        await self.until(lambda state: any(each.name == name for each in state.waiting))
        return next(each for each in self.state.waiting if each.name == name)

    async def taken(self, name: str) -> None:
        await self.until(lambda state: state.taken is not None and state.taken.name == name)

    async def looks(self, times: int = 3) -> None:
        """So many more looks are over."""
        for _ in range(times):
            seen = self.folder.looks
            async with asyncio.timeout(20):
                while self.folder.looks == seen:  # noqa: ASYNC110 - what is waited for happens on a thread
                    await asyncio.sleep(0.005)

    def series(self) -> dict[str, int]:
        return {each.id: each.prices for each in self.house.store.history.money.all_series()}

    @property
    def told(self) -> list[WatchedFolder]:
        return [each.watched for each in self.house.told if isinstance(each, FolderChanged)]


def watching(tmp_path: Path, story: Callable[[Watched], Awaitable[None]], *books: Any) -> None:
    place = tmp_path / "prices"
    place.mkdir(exist_ok=True)

    async def all_of_it() -> None:
        async with money(tmp_path / "data", *books) as house:
            watched = Watched(house, place)
            watched.folder.start()
            try:
                await story(watched)
            finally:
                await watched.folder.close()

    asyncio.run(asyncio.wait_for(all_of_it(), 50))


def day(first: datetime, *, lacks: int | None = None, price: float = 0.4) -> list[dict[str, Any]]:
    """A day of elprisetjustnu.se."""
    return [
        {
            "SEK_per_kWh": price,
            "EUR_per_kWh": price / 11,
            "EXR": 11,
            "time_start": (first + place * QUARTER).isoformat(),
            "time_end": (first + (place + 1) * QUARTER).isoformat(),
        }
        for place in range(96)
        if place != lacks
    ]


FRIDAY = datetime(2026, 11, 26, 23, tzinfo=UTC)


def test_a_file_that_leaves_no_question_is_taken_in_once_and_left_where_it_is(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        file = watched.put("2026-11-27_SE3.json", day(FRIDAY))
        before = file.stat()
        await watched.taken(file.name)
        taken = watched.state.taken
        assert taken is not None and (taken.series_id, taken.prices, taken.at) == ("SE3", 96, watched.house.now)
        assert watched.series() == {"SE3": 96}
        (came,) = watched.house.store.history.money.imports()
        await watched.looks()
        watched.put("again_SE3.json", day(FRIDAY))  # the same by another name
        os.utime(file, (1, 1))
        await watched.looks()
        assert watched.house.store.history.money.imports() == [came]
        assert sorted(each.name for each in watched.place.iterdir()) == ["2026-11-27_SE3.json", "again_SE3.json"]
        assert file.stat().st_size == before.st_size

    watching(tmp_path, story)


def test_a_newer_file_for_the_same_day_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        newer = watched.put("a_SE3.json", day(FRIDAY, price=0.9))
        older = watched.put("b_SE3.json", day(FRIDAY, price=0.1))
        os.utime(older, (1_000, 1_000))
        os.utime(newer, (2_000, 2_000))
        await watched.until(lambda _: len(watched.house.store.history.money.imports()) == 2)
        assert {str(each.value) for each in watched.house.store.history.money.series("SE3").points} == {"0.9"}

    watching(tmp_path, story)


def test_what_was_taken_in_by_a_run_before_is_known_and_told_again(tmp_path: Path) -> None:
    async def first(watched: Watched) -> None:
        watched.put("SE3.json", day(FRIDAY))
        await watched.taken("SE3.json")

    async def then(watched: Watched) -> None:
        await watched.taken("SE3.json")
        assert len(watched.house.store.history.money.imports()) == 1

    watching(tmp_path, first)
    watching(tmp_path, then)


def test_sessions_are_reckoned_by_what_was_put_into_the_folder(tmp_path: Path) -> None:
    from tests.core.money_parts import session

    async def story(watched: Watched) -> None:
        await watched.house.ends(session(1, FRIDAY + timedelta(hours=12)))
        assert watched.house.gross(1) == [None]
        watched.put("SE3.json", day(FRIDAY, price=0.5))
        await watched.taken("SE3.json")
        await watched.until(lambda _: watched.house.gross(1) == [4])

    watching(tmp_path, story, book(spot()))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("SE3.json", day(FRIDAY, lacks=9), WhyFile.DOUBTFUL),
        ("SE3 dear.json", day(FRIDAY, price=40), WhyFile.DOUBTFUL),
        ("prices.json", day(FRIDAY), WhyFile.NO_SERIES),
        ("KW45.json", day(FRIDAY), WhyFile.NO_SERIES),
        ("np.json", NORD_POOL, WhyPrices.AREA),
        ("tibber SE3.json", {"priceInfo": [{"total": 0.9, "startsAt": "2026-11-27T00:00:00+01:00", "currency": "SEK"}]},
         WhyFile.WITH_TAX),
        ("SE3.csv", "time;price\n2026-11-27T00:00Z;40\n", WhyPrices.UNIT),
        ("SE3 local.csv", "time;öre/kWh\n2026-11-27 00:00;40\n", WhyPrices.ZONE),
        ("SE3 columns.csv", "time;öre/kWh;SEK/MWh\n2026-11-27T00:00Z;40;400\n", WhyPrices.COLUMNS),
    ],
)  # fmt: skip
def test_a_file_that_leaves_a_question_waits_for_a_person(tmp_path: Path, name: str, content: Any, why: Any) -> None:
    async def story(watched: Watched) -> None:
        watched.put(name, content)
        waiting = await watched.waits(name)
        assert (waiting.why, waiting.asks, waiting.path) == (why, True, str(watched.place / name))
        await watched.looks()
        assert watched.series() == {}
        assert sum(bool(each.waiting) for each in watched.told) == 1, "said once, not at every look"

    watching(tmp_path, story)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.json", "", WhyPrices.EMPTY),
        ("a list.json", "[1, 2, 3]", WhyPrices.NOT_RECOGNISED),
        ("broken.json", '{"priceInfo": [', WhyPrices.NOT_RECOGNISED),
        ("deep.json", "[" * 100_000, WhyPrices.NOT_RECOGNISED),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0", WhyPrices.NOT_TEXT),
        ("letter.txt", "Dear neighbour", WhyPrices.NOT_RECOGNISED),
        ("bomb.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', WhyPrices.NOT_RECOGNISED),
        ("SE3 nan.json", '[{"SEK_per_kWh": NaN}]', WhyPrices.PRICE),
        ("SE3 huge.csv", "time;kr/kWh\n2026-11-27T00:00Z;1000000000\n", WhyPrices.IMPOSSIBLE),
    ],
)
def test_what_is_no_file_of_prices_is_named_once_and_left_alone(
    tmp_path: Path, name: str, content: Any, why: Any
) -> None:
    async def story(watched: Watched) -> None:
        watched.put(name, content)
        waiting = await watched.waits(name)
        assert (waiting.why, waiting.asks) == (why, False)
        await watched.looks()
        assert sum(bool(each.waiting) for each in watched.told) == 1
        watched.put("SE3.json", day(FRIDAY))  # and it keeps no other from being taken in
        await watched.taken("SE3.json")
        (watched.place / name).unlink()
        await watched.until(lambda state: not state.waiting)

    watching(tmp_path, story)


def test_files_of_every_make_are_taken_in(tmp_path: Path) -> None:
    """Two prices are no whole day, so what is odd about them is asked; that they were recognised is what counts."""

    async def story(watched: Watched) -> None:
        for place, content in enumerate((ELPRISET, OCTOPUS, TIBBER)):
            watched.put(f"{place} SE3.json", content)
        watched.put("SE3.xml", ENTSO_E)
        await watched.until(lambda state: len(state.waiting) == 4)
        assert {each.why for each in watched.state.waiting} <= {WhyFile.DOUBTFUL, WhyFile.NO_SERIES, WhyPrices.AREA}

    watching(tmp_path, story)


def test_a_file_that_is_still_being_written_is_left_until_it_is_whole(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        content = json.dumps(day(FRIDAY)).encode()
        file = watched.put("SE3.json", content[:100])
        for end in range(200, len(content), len(content) // 20):
            seen = watched.folder.looks
            file.write_bytes(content[:end])
            async with asyncio.timeout(20):
                while watched.folder.looks == seen:  # noqa: ASYNC110 - what is waited for happens on a thread
                    await asyncio.sleep(0.001)
            assert watched.series() == {}
        file.write_bytes(content)
        await watched.taken("SE3.json")
        assert watched.series() == {"SE3": 96}

    watching(tmp_path, story)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes in folders")
def test_links_folders_pipes_and_what_is_too_large_are_not_read(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        elsewhere = tmp_path / "SE3.json"
        elsewhere.write_text(json.dumps(day(FRIDAY)))
        (watched.place / "link SE3.json").symlink_to(elsewhere)
        (watched.place / "folder.json").mkdir()
        os.mkfifo(watched.place / "pipe.csv")
        with (watched.place / "large.csv").open("wb") as large:
            large.truncate(200_000_000)
        (watched.place / ".hidden.json").write_text("x")
        (watched.place / "photo.jpg").write_text("x")
        await watched.until(lambda state: len(state.waiting) == 4)
        assert {each.name: each.why for each in watched.state.waiting} == {
            "folder.json": WhyFile.NO_FILE,
            "large.csv": WhyPrices.TOO_LARGE,
            "link SE3.json": WhyFile.LINK,
            "pipe.csv": WhyFile.NO_FILE,
        }
        assert watched.series() == {}

    watching(tmp_path, story)


def test_a_file_that_may_not_be_read_says_so_and_is_taken_in_once_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuses(path: Any, *rest: Any) -> int:  # as the system does to everyone but root
        if Path(path).name == "SE3.json" and not Path(path).stat().st_mode & 0o400:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refuses)

    async def story(watched: Watched) -> None:
        file = watched.put("SE3.json", day(FRIDAY))
        file.chmod(0)
        waiting = await watched.waits("SE3.json")
        assert (waiting.why, waiting.detail, waiting.asks) == (WhyFile.UNREADABLE, "Permission denied", False)
        file.chmod(0o600)
        await watched.taken("SE3.json")
        assert watched.state.waiting == ()

    watching(tmp_path, story)


def test_a_file_that_vanishes_between_look_and_reading_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(watched: Watched) -> None:
        read = price_folder.examined

        def gone(path: Path, *rest: Any) -> Any:
            path.unlink(missing_ok=True)
            return read(path, *rest)

        monkeypatch.setattr(price_folder, "examined", gone)
        file = watched.put("SE3.json", day(FRIDAY))
        await watched.until(lambda _: not file.exists())
        await watched.looks()
        assert (watched.state.waiting, watched.series()) == ((), {})

    watching(tmp_path, story)


def test_a_folder_that_goes_away_is_said_once_and_looked_for_until_it_is_back(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        await watched.until(lambda state: state.state is FolderState.WATCHING)
        watched.place.rmdir()
        gone = await watched.until(lambda state: state.state is FolderState.GONE)
        assert gone.detail
        await watched.looks()
        watched.place.mkdir()
        watched.put("SE3.json", day(FRIDAY))
        await watched.taken("SE3.json")
        assert [each.state for each in watched.told].count(FolderState.GONE) == 1

    watching(tmp_path, story)


def test_another_folder_or_none_is_watched_as_soon_as_it_is_chosen(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        watched.put("letter.txt", "Dear neighbour")
        await watched.waits("letter.txt")
        other = tmp_path / "other"
        other.mkdir()
        watched.chosen = str(other)
        watched.folder.look_soon()
        await watched.until(lambda state: state.folder == str(other) and not state.waiting)
        watched.chosen = ""
        watched.folder.look_soon()
        await watched.until(lambda state: state.state is FolderState.OFF)

    watching(tmp_path, story)


def test_a_file_that_a_person_took_in_waits_no_longer(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        import hashlib

        from app.core.prices.kept import PriceImport, SeriesInfo

        file = watched.put("SE3.json", day(FRIDAY, lacks=9))
        await watched.waits("SE3.json")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        points = quarters(FRIDAY, ["0.40"] * 9)
        came = PriceImport("SE3", file.name, digest, 9, points[0].start, points[-1].end, at(1, month=6))
        await watched.house.prices.put_prices(SeriesInfo("SE3", currency="SEK"), points, came)
        watched.folder.look_soon()
        state = await watched.until(lambda state: not state.waiting)
        assert state.taken is not None and state.taken.name == "SE3.json"

    watching(tmp_path, story)


def test_prices_in_another_currency_than_their_series_are_not_taken_in(tmp_path: Path) -> None:
    async def story(watched: Watched) -> None:
        await watched.house.put_prices(quarters(at(2), ["0.03"]), currency="EUR")
        watched.put("SE3.json", day(FRIDAY))
        assert (await watched.waits("SE3.json")).why is WhyFile.CURRENCY
        assert watched.series() == {"SE3": 1}

    watching(tmp_path, story)


def test_what_the_disk_did_not_take_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_folder, "AGAIN_S", 0.01)

    async def story(watched: Watched) -> None:
        with refusing(tmp_path / "data", "price_imports"):
            watched.put("SE3.json", day(FRIDAY))
            await watched.looks(5)
            assert watched.series() == {}
        await watched.taken("SE3.json")
        assert watched.series() == {"SE3": 96}

    watching(tmp_path, story)
