"""Nothing that stands in the window shows as a window of its own while it is made, not even for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.main_window import _PAGES
from tests.gui.conftest import House, Tell
from tests.gui.edited import opened
from tests.gui.pages import keep_past


class Watch(QObject):
    """Every top-level window that is shown, by its class."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    watch = Watch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.mark.parametrize("key", sorted(_PAGES))
def test_a_page_shows_itself_alone(key: str, house: House, in_window: Tell, open_room: Any, watch: Watch) -> None:
    from importlib import import_module

    keep_past(house)
    module, name = _PAGES[key]
    kind = getattr(import_module(module), name)

    async def story() -> None:
        async with open_room() as room:
            room.page(kind)
            assert watch.shown == [name]

    in_window(story())


def test_a_sessions_detail_shows_within_its_page(house: House, in_window: Tell, open_room: Any, watch: Watch) -> None:
    keep_past(house)
    from app.core.interfaces import SessionQuery

    session = house.engine.history.sessions(SessionQuery())[0]

    async def story() -> None:
        async with open_room() as room:
            await opened(room, session)
            assert watch.shown == ["HistoryPage"]

    in_window(story())
