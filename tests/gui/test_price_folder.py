"""The price folder on the page of prices: chosen, what it says of itself, and a file that waits is answered there."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.core.prices.folder import FolderState, TakenFile, WaitingFile, WatchedFolder, WhyFile
from app.core.prices.series_file import WhyPrices
from app.gui.prices.import_dialog import ImportPricesDialog
from app.gui.prices.page import PricesPage
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.pages import now, words_on
from tests.gui.test_prices_page import dialog


def told(house: House, watched: WatchedFolder) -> None:
    house.do(lambda: house.engine.site.prices.watches(watched))


def test_a_folder_is_chosen_kept_and_given_up(house: House, in_window: Tell, open_room: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_room() as room:
            card = room.page(PricesPage, now).folder
            assert not card.stop.isVisible()
            assert card.choose.text() == "Watch a folder…"
            card.chosen(str(tmp_path))
            await until(lambda: house.engine.preferences.prices_folder == str(tmp_path))
            told(house, WatchedFolder(str(tmp_path), FolderState.WATCHING))
            await until(card.stop.isVisible)
            assert card.state.text().startswith(f"Watching {tmp_path}.")
            card.stop.click()
            await until(lambda: house.engine.preferences.prices_folder == "")
            kept = json.loads((house.engine.data / "settings.json").read_text(encoding="utf-8"))
            assert kept["prices_folder"] == ""

    in_window(story())


def test_the_card_says_what_was_taken_in_what_waits_and_that_the_folder_is_gone(
    house: House, in_window: Tell, open_room: Any, tmp_path: Path
) -> None:
    waiting = (
        WaitingFile("SE3.csv", str(tmp_path / "SE3.csv"), WhyPrices.UNIT),
        *(WaitingFile(f"{place}.txt", "", WhyPrices.EMPTY) for place in range(5)),
        WaitingFile("link.csv", "", WhyFile.LINK),
    )
    (tmp_path / "SE3.csv").write_text("time;price\n2026-11-22T00:00Z;40\n", encoding="utf-8")

    async def story() -> None:
        async with open_room() as room:
            page = room.page(PricesPage, now)
            card = page.folder
            taken = TakenFile("2026-11-22_SE3.json", "SE3", 96, NOON - timedelta(minutes=5))
            told(house, WatchedFolder(str(tmp_path), FolderState.WATCHING, taken, waiting))
            await until(lambda: "last file 2026-11-22_SE3.json, 96 prices, " in card.state.text())
            said = set(words_on(card))
            assert "0.txt: The file is empty." in said
            assert "3 more files there are none of prices." in said
            (answer,) = [each for each in card.findChildren(type(card.stop)) if each.text() == "Answer…"]
            assert answer.accessibleName() == "Answer… SE3.csv"
            answer.click()
            asked: ImportPricesDialog = dialog(page, ImportPricesDialog)
            await until(lambda: "does not say what its prices are in" in asked.problem)
            asked.reject()
            told(house, WatchedFolder(str(tmp_path), FolderState.GONE, taken, detail="No such file or directory"))
            await until(lambda: "It is looked for until it is back." in card.state.text())
            assert card.state.property("tone") == "wait"

    in_window(story())
