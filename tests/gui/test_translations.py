"""Every sentence of the program is there in Swedish, whole, and the pages built in Swedish speak no English."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import PySide6
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.core.model import EventKind, Quality
from app.gui.language import Language
from app.gui.main_window import _PAGES
from app.gui.messages.notes import note_words
from tests.gui.conftest import NOON, House, Tell, until
from tests.gui.edited import charged, keep_events, listed, opened
from tests.gui.pages import keep, log_message, now, session, words_on

ROOT = Path(__file__).parents[2]
SWEDISH = ROOT / "resources" / "translations" / "laddvakt_sv.ts"
PLACEHOLDER = re.compile(r"%\d|%n|\{\w+\}")
TOOLS = Path(PySide6.__file__).parent
# Words that are the same in both languages, or names.
SAME = {
    *("kWh", "Port", "Demo", "Version", "%1 s", "%1 min", "%1 h %2 min", "%1 d %2 h", "port %1", "MB"),
    *("English", "Svenska", "OCPP 1.6 JSON, 2.0.1, 2.1"),
}

Sentence = tuple[str, str]  # the context and the English


def translations(file: Path) -> dict[Sentence, str]:
    """The finished ones."""
    found = {}
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            words = (translation.text or "") if translation is not None and done else ""
            found[context.findtext("name", ""), message.findtext("source", "")] = words
    return found


def tool(name: str) -> str:
    return str(TOOLS / (name + (".exe" if sys.platform == "win32" else "")))


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> set[Sentence]:
    """Everything in the sources that is to be translated, as Qt's own tool finds it."""
    found = tmp_path_factory.mktemp("found") / "found.ts"
    sources = sorted(str(path) for path in (ROOT / "app").rglob("*.py"))
    subprocess.run([tool("lupdate"), *sources, "-silent", "-ts", str(found)], check=True, capture_output=True)
    return set(translations(found))


@pytest.fixture
def in_swedish(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    compiled = tmp_path / "laddvakt_sv.qm"
    subprocess.run([tool("lrelease"), "-silent", str(SWEDISH), "-qm", str(compiled)], check=True, capture_output=True)
    before = QLocale()
    language = Language(qapp, tmp_path, "sv")
    yield
    language.choose("en")
    language.deleteLater()
    QLocale.setDefault(before)


def test_every_sentence_is_translated_and_none_is_left_over(sentences: set[Sentence]) -> None:
    swedish = translations(SWEDISH)
    assert sorted(sentences - set(swedish)) == []
    assert sorted(set(swedish) - sentences) == []
    assert sorted(key for key, words in swedish.items() if not words.strip()) == []


def test_placeholders_are_kept() -> None:
    wrong = [
        (english, words)
        for (_, english), words in translations(SWEDISH).items()
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(words))
    ]
    assert wrong == []


def test_a_sentence_ends_as_it_does_in_english() -> None:
    wrong = [
        (english, words)
        for (_, english), words in translations(SWEDISH).items()
        if english[-1] in ".…?:" and words[-1:] != english[-1]
    ]
    assert wrong == []


@pytest.mark.parametrize("key", sorted(_PAGES))
def test_a_page_built_in_swedish_speaks_no_english(
    key: str, house: House, in_swedish: None, in_window: Tell, open_room: Any
) -> None:
    from importlib import import_module

    house.charging("EH1")
    house.connect("ZAP1")
    keep(house, [session(99, NOON, quality=Quality.RECONSTRUCTED)])
    log_message(house, '[2,"m1","Heartbeat",{}]')
    swedish = translations(SWEDISH)
    english = {source for (_, source), words in swedish.items() if source != words} - SAME - set(swedish.values())
    module, name = _PAGES[key]

    async def story() -> None:
        async with open_room() as room:
            page = room.page(getattr(import_module(module), name), now)
            await until(lambda: not room.ask._tasks)
            assert page.title() in set(swedish.values())
            spoken = {words.strip() for words in words_on(page)}
            assert spoken & english == set()
            assert spoken & set(swedish.values())

    in_window(story())


@pytest.mark.parametrize("act", ["correct", "split", "add", "missing"])
def test_a_dialog_over_a_session_built_in_swedish_speaks_no_english(
    act: str, house: House, in_swedish: None, in_window: Tell, open_room: Any
) -> None:
    told = charged(house)
    house.wish(house.engine.site.bookkeeping.correct(told.id, told.started_at, told.stopped_at, 7_000))
    house.wish(house.engine.site.bookkeeping.note(told.id, "Å"))
    keep_events(house, [(minute, kind, "") for minute, kind in enumerate(EventKind, start=1)])
    swedish = translations(SWEDISH)
    english = {source for (_, source), words in swedish.items() if source != words} - SAME - set(swedish.values())

    async def story() -> None:
        async with open_room() as room:
            detail = (await opened(room, listed(house)[0])).detail
            getattr(detail.acts, act).trigger()
            await until(lambda: detail.acts.dialog is not None)
            await until(lambda: not room.ask._tasks)
            for widget in (detail, detail.acts.dialog):
                spoken = {words.strip() for words in words_on(widget)}
                assert spoken & english == set()
                assert spoken & set(swedish.values())

    in_window(story())


def test_the_help_of_the_language_is_shown(house: House, in_swedish: None, in_window: Tell, open_room: Any) -> None:
    from app.gui.help.page import HelpPage

    async def story() -> None:
        async with open_room() as room:
            page = room.page(HelpPage)
            await until(lambda: page.text.toPlainText())
            assert page.text.toPlainText().startswith("När en laddare inte syns")

    in_window(story())


def test_a_note_is_said_in_the_users_language_part_by_part(in_swedish: None) -> None:
    assert note_words("") == ""
    assert note_words("comma too many; time without zone") == "ett komma för mycket; tid utan tidszon"
    assert note_words("no meterStop") == "meterStop saknas"
    assert note_words("unreadable: not JSON") == "går inte att läsa: inte JSON"
    assert note_words("time unreadable: 24:61") == "tiden går inte att läsa: 24:61"
    assert note_words("wrote %2 Heartbeat") == "skrev %2 Heartbeat"
    assert note_words("None for null") == "None i stället för null"
    assert note_words("what nobody foresaw") == "what nobody foresaw"
