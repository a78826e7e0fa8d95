"""Starts the window: shows it first, then brings in the engine and what the pages need.

What runs before the first paint keeps away from the namespace `Qt`: the first word of it makes Python's counterparts
of a hundred enumerations, which takes a tenth of the time. Properties are set by their words' names instead, and what
runs later says `QtCore.Qt`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.gui.icons import Icons
from app.gui.language import Language
from app.gui.main_window import MainWindow
from app.gui.theme import Theme, ThemeChoice, new_application

if TYPE_CHECKING:
    from app.core.engine import Engine
    from app.gui.failure_page import Rescue

_FIRST_PAINT_WITHIN_S = 2.0


class RunOptions(NamedTuple):  # a dataclass takes milliseconds to make, and the first window waits
    """How the window is to be shown."""

    resources: Path
    data: Path  # holds window.ini, where the window remembers its place
    language: str = ""  # "en", "sv"; empty: the system's
    appearance: str = "system"  # a ThemeChoice
    background: bool = False  # start hidden in the tray, where there is one
    demo: bool = False
    quit_after_s: float | None = None
    rescue: Callable[[], Rescue | None] = lambda: None
    """What may help where the data is damaged; called on a thread that may wait."""
    on_first_paint: Callable[[float], None] | None = None
    """Told once the first window is painted: the seconds since `run` was called."""


def run(start_engine: Callable[[], Engine], options: RunOptions) -> int:
    """Show the window until it is closed or the program is told to end; the exit status.

    `start_engine` is called on a thread that may wait. What it raises is shown in the window.
    """
    began_s = perf_counter()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = new_application(sys.argv[:1])
    application.setApplicationName("Laddvakt")
    application.setDesktopFileName("laddvakt")
    application.setQuitOnLastWindowClosed(False)
    icons_folder = options.resources / "icons"
    theme = Theme(application, icons_folder, ThemeChoice(options.appearance), asleep=True)
    language = Language(application, options.resources / "translations", options.language)
    icons = Icons(icons_folder, theme, asleep=True)
    window = MainWindow(theme, icons, language, options.data / "window.ini", demo=options.demo)
    if not (options.background and window.into_tray()):
        window.show()
        while not window.painted and perf_counter() - began_s < _FIRST_PAINT_WITHIN_S:
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        if options.on_first_paint is not None:
            options.on_first_paint(perf_counter() - began_s)

    # Only now what takes longer to load than a window takes to show.
    theme.wake()
    icons.wake()
    window.wake()
    from app.gui.life import live

    return live(application, window, start_engine, options.quit_after_s, options.rescue)
