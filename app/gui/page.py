"""What every section of the window is: a widget with a title that is told when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.changes import Change
from app.core.engine import Engine
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.icons import Icons
from app.gui.theme import Theme

__all__ = ["Engine", "Now", "Page"]

Now = Callable[[], datetime]


class Page(QWidget):
    """The base of every section.

    A page is made when it is first shown, with the engine already running and `bridge` holding the whole picture. When
    the language changes every page is thrown away and made anew, so words are simply translated while building. A page
    draws its own head (title and buttons) and keeps `PAGE_PADDING` around itself.
    """

    open_page = Signal(str, object)
    """Asks the window for another section: its key, and what it should show there (None: nothing special).

    Keys and what they understand: "overview" (a charger id), "history" (a charger id, or a Card), "cards" (a card's
    number), "who" (a charger id), "prices", "reports", "settings" ("backup" to make one, or the Contents that were
    restored), "help" (a topic word), "messages" (a charger id), "welcome" (a charger id, or None to add one),
    "restore", "move" (the Contents that were restored, or None).
    """

    language_chosen = Signal(str)
    """The user chose another language ("en", "sv", "" for the system's): the window switches at once.

    Keeping it is the page's own wish (`engine.prefer`). The appearance is switched by `theme.choose`.
    """

    restart_asked = Signal(str, object)
    """Start the engine anew, then open this section: its key and what it should show there."""

    search_asked = Signal()
    """Ctrl+F was pressed while this page is shown. Connect what should then take the focus."""

    export_asked = Signal()
    """Ctrl+E was pressed while this page is shown."""

    refresh_asked = Signal()
    """F5 was pressed while this page is shown."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        engine: Engine,
        bridge: Bridge,
        ask: Ask,
        now: Now,
        parent: QWidget | None = None,
    ) -> None:
        """`now` gives the present instant, aware UTC; screenshots and tests hand in a clock that stands still."""
        super().__init__(parent)
        self.theme = theme
        self.icons = icons
        self.engine = engine
        self.bridge = bridge
        self.ask = ask
        self.now = now

        self.build()

    def build(self) -> None:
        """Make what the page shows, once, as the last step of making the page itself."""

    def single_timer(self, interval_ms: int, then: Callable[[], None]) -> QTimer:
        """A timer that runs out once each time it is started."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(then)
        return timer

    def title(self) -> str:
        """The page's name in the user's language, for the window's title and for screen readers."""
        raise NotImplementedError

    def activated(self, about: object = None) -> None:
        """The page has just been brought to the front; `about` is what `open_page` named."""

    def deactivated(self) -> None:
        """Another page has taken its place, or the program ends: keep what was typed, stop timers, let go of what is
        only for the eye."""

    @staticmethod
    def heeds(_change: Change) -> bool:
        """Whether the page, while it is in front, wants to be told of this message or session.

        Asked on the engine's thread, often; what the picture holds is told in any case.
        """
        return True

    def go_back(self) -> bool:
        """Esc: leave a detail inside the page. False where there is nothing to leave."""
        return False
