"""The window: the rail of sections, the page in front, and what holds for all of them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.language import Language
from app.gui.rail import Rail
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import PAGE_PADDING, TITLE
from app.gui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QSystemTrayIcon

    from app.core.engine import Engine
    from app.gui.ask import Ask
    from app.gui.asking.asker import Asker
    from app.gui.bridge import Bridge
    from app.gui.failure_page import Rescue
    from app.gui.page import Now, Page
    from app.gui.troubles import TroubleBanners

_SIZE = QSize(1180, 760)
_LEAST = QSize(1024, 640)

# Where each page's class stands; imported when it is first shown.
_PAGES = {
    "overview": ("app.gui.overview.page", "OverviewPage"),
    "history": ("app.gui.history.page", "HistoryPage"),
    "cards": ("app.gui.cards.page", "CardsPage"),
    "prices": ("app.gui.later.page", "PricesPage"),
    "reports": ("app.gui.later.page", "ReportsPage"),
    "settings": ("app.gui.settings.page", "SettingsPage"),
    "help": ("app.gui.help.page", "HelpPage"),
    "who": ("app.gui.access.page", "WhoPage"),
    "messages": ("app.gui.messages.page", "MessagesPage"),
    "welcome": ("app.gui.welcome.page", "WelcomePage"),
    "restore": ("app.gui.backups.page", "RestorePage"),
    "move": ("app.gui.backups.move", "MovePage"),
}


class MainWindow(QMainWindow):
    """Shows its rail and an empty page at once; `fill` brings it to life when the engine runs."""

    quit_asked = Signal()
    restart_asked = Signal()
    """Start the engine anew, once `empty_out` has let go of the one before."""

    def __init__(self, theme: Theme, icons: Icons, language: Language, place_file: Path, *, demo: bool = False) -> None:
        super().__init__()
        self.painted = False
        self._theme = theme
        self._icons = icons
        self._language = language
        self._place_file = place_file
        self._demo = demo
        self._parts: tuple[Engine, Bridge, Ask, Now] | None = None
        self._pages: dict[str, Page] = {}
        self._current = "overview"
        self._before = "overview"
        self._about: object = None
        self.failed = False
        self._after_restart: tuple[str, object] = ("overview", None)
        self._unexpected: QWidget | None = None
        self._troubles: TroubleBanners | None = None
        self.asker: Asker | None = None
        self._tray: QSystemTrayIcon | None = None
        self._in_background = False
        self._rebuild = QTimer(self)
        self._rebuild.setSingleShot(True)
        self._rebuild.setInterval(0)
        self._rebuild.timeout.connect(self._build)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._recall_place()
        self._build()

    # What the program tells the window.

    def wake(self) -> None:
        """The window is on the screen: draw the icons, whose places were kept until now, and heed keys."""
        from app.gui.shortcuts import add_shortcuts

        add_shortcuts(self)
        self.setWindowIcon(self._icons.icon("app", "accent"))
        for each in self.findChildren(QWidget):
            each.update()

    def fill(self, engine: Engine, bridge: Bridge, ask: Ask, now: Now) -> None:
        """The engine runs: show the live page that the user has meanwhile chosen."""
        from app.gui.asking.asker import Asker

        self._parts = (engine, bridge, ask, now)
        self.asker = Asker(self, self._theme, self._icons, self._parts, lambda: self._tray)
        self.asker.stand_in(self._column)
        self._tell_bridge()
        bridge.window_asked.connect(self.come_forward)
        bridge.changed.connect(self._show_troubles)
        self.open_page(self._current, self._about)

    def show_failure(self, title: str, text: str, detail: str, rescue: Rescue | None = None) -> None:
        """The program cannot work: why, what to do about it, and the way out."""
        from app.gui.failure_page import FailurePage

        self.failed = True
        page = FailurePage(self._theme, self._icons, title, text, detail, rescue)
        page.quit_asked.connect(self.quit_asked)
        page.rescued.connect(self.restart_asked)
        self._rail.hide()  # there is nowhere to go
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.take_focus()

    @Slot(str, object)
    def _restart(self, key: str, about: object) -> None:
        self._after_restart = (key, about)
        self.restart_asked.emit()

    def empty_out(self) -> None:
        """The engine is about to end: show no page of it any more, and remember what to show of the next."""
        self.failed = False
        self._parts = self.asker = None
        self._current, self._about = self._after_restart
        self._build()

    def show_unexpected(self) -> None:
        """Something nobody had thought of went wrong; said once until it is put away."""
        if self._unexpected is None:  # made when there is something to say
            self._unexpected = self._make_unexpected()
            self._column.insertWidget(0, self._unexpected)
        self._unexpected.show()

    @Slot(object)
    def _show_troubles(self, _changes: object = None) -> None:
        """What is wrong stands on every page; the Overview has its own room for it."""
        if self._parts is None:
            return
        engine, bridge, ask, _ = self._parts
        troubles = () if self._current == "overview" else bridge.troubles
        if self._troubles is None and troubles:  # made when there is something to say
            from app.gui.troubles import TroubleBanners, accept_place

            self._troubles = TroubleBanners(self._theme)
            self._troubles.page_asked.connect(self.open_page)
            self._troubles.accepted.connect(lambda: accept_place(engine, ask))
            self._column.insertWidget(self._column.count() - 1, self._troubles)
        if self._troubles is not None:
            self._troubles.show_troubles(troubles, self._current)

    @Slot()
    def come_forward(self) -> None:
        """Out of the tray, or from under other windows, as large as it was."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """The program ends: have the page in front keep what was typed, remember the window's place and go."""
        page = self.current_page
        if page is not None:
            page.deactivated()
        self._parts = None  # they end now; whatever is still told to the window must not reach for them
        self._keep_place()
        if self._tray is not None:
            self._tray.hide()
        self.hide()

    def into_tray(self) -> bool:
        """Live in the tray instead of on the screen; False where there is none."""
        from app.gui.tray import tray_of

        self._tray = tray_of(self)
        self._in_background = self._tray is not None
        return self._in_background

    # Sections.

    @Slot(str, object)
    def open_page(self, key: str, about: object = None) -> None:
        """Bring a section to the front; before the engine runs, remember it."""
        if self.failed:
            return
        before, self._about = self._current, about
        self._current = key
        if key != before:
            self._before = before
        self._rail.choose(key)
        if self._parts is None:
            self._waiting_title.setText(self._rail.word(key))
            return
        if before != key and before in self._pages:
            self._pages[before].deactivated()
        page = self._page(key, self._parts)
        self._stack.setCurrentWidget(page)
        self._parts[1].heed(page.heeds)
        page.activated(about)
        self._show_troubles()
        self.setWindowTitle(f"{page.title()} – Laddvakt")

    @property
    def current_page(self) -> Page | None:
        """The page in front, once the engine runs."""
        return self._pages.get(self._current)

    def _page(self, key: str, parts: tuple[Engine, Bridge, Ask, Now]) -> Page:
        page = self._pages.get(key)
        if page is None:
            module, name = _PAGES[key]
            kind: type[Page] = getattr(import_module(module), name)
            engine, bridge, ask, now = parts
            page = kind(self._theme, self._icons, engine, bridge, ask, now)
            page.setAccessibleName(page.title())
            page.open_page.connect(self.open_page)
            page.language_chosen.connect(self._language.choose)
            page.restart_asked.connect(self._restart)
            self._pages[key] = page
            self._stack.addWidget(page)
        return page

    @Slot()
    def _build(self) -> None:
        """Make everything that carries words, at the start and after the language changed."""
        for page in self._pages.values():
            page.deactivated()
        self._pages.clear()
        self.setWindowTitle("Laddvakt")
        central = QWidget()
        # Takes the focus at first, so that no button wears its ring before a key is pressed.
        central.setProperty("focusPolicy", "ClickFocus")
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rail = Rail(self._theme, self._icons, demo=self._demo)
        self._rail.chosen.connect(self.open_page)
        row.addWidget(self._rail)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        self._unexpected = self._troubles = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_waiting())
        column.addWidget(self._stack, 1)
        if self.asker is not None:
            self.asker.stand_in(column)
        row.addLayout(column, 1)
        # The old one goes with its pages when the slot that may still run in it is over.
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setCentralWidget(central)
        central.setFocus()
        self.open_page(self._current)

    def _make_waiting(self) -> QWidget:
        """What stands there until the engine runs: the head of the page to come."""
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING - 4, PAGE_PADDING, PAGE_PADDING)
        self._waiting_title = label(self._theme, self._rail.word(self._current), TITLE, STRONG)
        self._waiting_title.setFixedHeight(36)
        column.addWidget(self._waiting_title)
        column.addStretch(1)
        return waiting

    def _make_unexpected(self) -> QWidget:
        from app.gui.widgets.buttons import button
        from app.gui.widgets.card import Banner

        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING - 4, PAGE_PADDING, 0)
        banner = Banner(
            self._theme,
            "fault",
            self.tr("Something unexpected went wrong."),
            self.tr("Your chargers go on charging. The details stand in the program's log."),
        )
        away = button(self._theme, self.tr("Close"))
        away.clicked.connect(holder.hide)
        banner.add_button(away)
        column.addWidget(banner)
        return holder

    # Keys.

    def tell_page(self, signal: str) -> None:
        """Have the page in front say this signal of its own."""
        page = self.current_page
        if page is not None:
            getattr(page, signal).emit()

    @Slot()
    def go_back(self) -> None:
        """Out of a page's detail, or from a page that is not on the rail to the one before it."""
        page = self.current_page
        if page is not None and page.go_back():
            return
        if not self._rail.holds(self._current):
            self.open_page(self._before if self._rail.holds(self._before) else "overview")

    # The window itself.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = True

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self._in_background:
            self.hide()
        else:
            self.quit_asked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_bridge()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_bridge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._tell_bridge()
        elif event.type() == QEvent.Type.LanguageChange and not self.failed:
            self._rebuild.start()

    def _tell_bridge(self) -> None:
        if self._parts is not None:
            self._parts[1].show_often(self.isVisible() and not self.isMinimized())

    def _recall_place(self) -> None:
        if not self._place_file.exists():
            return
        from PySide6.QtCore import QSettings

        kept = QSettings(str(self._place_file), QSettings.Format.IniFormat).value("geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def _keep_place(self) -> None:
        # A folder that is not there was never ours to make.
        if self._place_file.parent.is_dir():
            from PySide6.QtCore import QSettings

            kept = QSettings(str(self._place_file), QSettings.Format.IniFormat)
            kept.setValue("geometry", self.saveGeometry())
            kept.sync()
