"""An export from the question where to the line that says it is done: its progress, its cancelling, its folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.interfaces import SessionQuery
from app.gui.ask import Ask
from app.gui.figures import number
from app.gui.history.export import ExportDialog, Kind, sessions_file
from app.gui.page import Engine, Now
from app.gui.theme import Theme
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Banner

translate = QCoreApplication.translate

# What is done sooner is not worth a bar.
_SLOW_MS: Final = 400
_LOOK_MS: Final = 150
_SHOWN_MS: Final = 30_000


class _Progress:
    """How far it is: set on the thread that writes, looked at on the window's."""

    def __init__(self) -> None:
        self.now = (0, 0)

    def tell(self, done: int, of: int) -> None:
        self.now = (done, of)


class ExportNotice(Banner):
    """The line on the page: how far, then how it ended."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "plain", "")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Export", "Progress of the export"))
        self.body.addWidget(self.bar)
        self.cancel = button(theme, translate("Export", "Cancel"))
        self.show_folder = button(theme, translate("Export", "Show folder"))
        for each in (self.cancel, self.show_folder):
            self.add_button(each)
        self.hide()

    def show_progress(self, done: int, of: int) -> None:
        words = translate("Export", "%1 of %2 sessions are written …")
        self.say(words.replace("%1", number(done)).replace("%2", number(of)))
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self._show(running=True, folder=False)

    def show_end(self, title: str, text: str = "", *, failed: bool = False, folder: bool = False) -> None:
        self.set_kind("fault" if failed else "plain")
        self.say(title, text)
        self._show(running=False, folder=folder)

    def _show(self, *, running: bool, folder: bool) -> None:
        if running:
            self.set_kind("plain")
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.show_folder.setVisible(folder)
        self.show()


class Exporting(QObject):
    """One export at a time; `notice` is for the page to place."""

    def __init__(
        self, theme: Theme, engine: Engine, ask: Ask, now: Now, page: QWidget, busy: QWidget | None = None
    ) -> None:
        """`busy`: what is disabled meanwhile."""
        super().__init__(page)
        self._engine = engine
        self._ask = ask
        self._now = now
        self._busy = [] if busy is None else [busy]
        self._query = SessionQuery()
        self._path = Path()
        self._progress = _Progress()
        self._task: asyncio.Task[None] | None = None
        self.notice = ExportNotice(theme)
        self.notice.cancel.clicked.connect(self.cancel)
        self.notice.show_folder.clicked.connect(self._show_folder)
        self.asking = ExportDialog(engine.data / "window.ini", page)
        self.asking.chosen.connect(self.write)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.timeout.connect(self._hide)

    @property
    def running(self) -> bool:
        return self._task is not None and not self._task.done()

    def open(self, query: SessionQuery, name: str) -> None:
        """Ask where to write what the query finds; `name` is proposed, without an ending."""
        if not self.running:
            self._query = query
            self.asking.open(name)

    def write(self, path: Path, kind: Kind) -> None:
        self._path = path
        self._progress = _Progress()
        self._hiding.stop()
        self.notice.hide()
        into = sessions_file(path, kind, QLocale(), self._now())
        wish = self._engine.export_sessions(self._query, into, self._progress.tell)
        self._task = self._ask(wish, busy=self._busy, failed=self._failed, done=self._done)
        self._looking.start(_SLOW_MS)

    def cancel(self) -> None:
        """What was there before stays as it was."""
        if self._task is not None and self.running:
            self._task.cancel()
            self._end(translate("Export", "The export was cancelled."), translate("Export", "Nothing was written."))

    def _look(self) -> None:
        self._looking.setInterval(_LOOK_MS)
        self.notice.show_progress(*self._progress.now)

    def _done(self, count: int) -> None:
        one = translate("Export", "1 session written to %1")
        many = translate("Export", "%1 sessions written to %2").replace("%1", number(count))
        words = (one if count == 1 else many).replace("%1" if count == 1 else "%2", self._path.name)
        self._end(words, str(self._path.parent), folder=True)

    def _failed(self, words: str) -> None:
        self._end(translate("Export", "The file was not written."), words, failed=True)

    def _end(self, title: str, text: str, *, failed: bool = False, folder: bool = False) -> None:
        self._looking.stop()
        self.notice.show_end(title, text, failed=failed, folder=folder)
        self._hiding.start(_SHOWN_MS)

    def _hide(self) -> None:
        if self.notice.show_folder.hasFocus():  # somebody is about to press it
            self._hiding.start()
        else:
            self.notice.hide()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
