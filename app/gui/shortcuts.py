"""The keys that hold in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from app.gui.rail import SECTIONS

if TYPE_CHECKING:
    from app.gui.main_window import MainWindow


def add_shortcuts(window: MainWindow) -> None:
    """Ctrl+1 to 5 for the sections, and what every desktop program has."""
    standard = QKeySequence.StandardKey
    keys: list[tuple[QKeySequence, Callable[[], None]]] = [
        *(
            (QKeySequence(f"Ctrl+{place}"), partial(window.open_page, section.key))
            for place, section in enumerate(SECTIONS[:5], start=1)
        ),
        (QKeySequence("Ctrl+,"), partial(window.open_page, "settings")),
        (QKeySequence(standard.HelpContents), partial(window.open_page, "help")),
        (QKeySequence("Ctrl+N"), partial(window.open_page, "welcome")),
        (QKeySequence("Ctrl+Q"), window.quit_asked.emit),
        (QKeySequence(standard.Find), partial(window.tell_page, "search_asked")),
        (QKeySequence("Ctrl+E"), partial(window.tell_page, "export_asked")),
        (QKeySequence("F5"), partial(window.tell_page, "refresh_asked")),
        (QKeySequence("Esc"), window.go_back),
    ]
    for sequence, act in keys:
        QShortcut(sequence, window, act)
