"""The cards of Settings about backups and about what takes room on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QSizePolicy

from app.core.backups import BackupFile, Contents, Storage
from app.gui.backups.words import last_words, restored_words, storage_lines
from app.gui.page import Page
from app.gui.page_parts import fact, form_row
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Banner, Card, hairline
from app.gui.widgets.file_dialog import OneFileDialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate


class RestoredNotice(Banner):
    """Says on the page that one comes out on after a restore that it worked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "plain", "")
        self.hide()

    def show_restored(self, contents: Contents | None) -> None:
        """None: nothing was restored just now."""
        if contents is not None:
            self.say(*restored_words(contents))
        self.setVisible(contents is not None)


class _Progress(QObject):
    """Carries how far a backup is from the thread that makes it."""

    told = Signal(int, int)


class BackupsCard(Card):
    """When the last one was made, where they are kept, one now, and the ways to restore and to move."""

    made = Signal()
    """There is a new one."""

    def __init__(self, page: Page, prefer: Callable[[Path | None], None]) -> None:
        """`prefer` keeps the folder that was chosen, None for the one beside the data."""
        super().__init__()
        self._page = page
        self._prefer = prefer
        theme = page.theme
        self.body.addWidget(label(theme, translate("Backups", "Backups"), EMPHASIS, STRONG))
        self.now = button(theme, translate("Backups", "Back up now"))
        self.now.clicked.connect(self.back_up)
        about = translate("Backups", "Made every day by itself. The last 14 days and 12 months are kept.")
        self.body.addLayout(form_row(theme, translate("Backups", "All data in one file"), self.now, about))
        self.last = label(theme, tone="muted", wrap=True)
        self.body.addWidget(self.last)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Backups", "How far the backup is"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.problem = label(theme, tone="fault", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(hairline())
        self.choose = button(theme, translate("Backups", "Choose folder…"))
        self.choose.clicked.connect(self._choose)
        words = translate("Backups", "Where backups are kept")
        advice = translate("Backups", "On another disk or a network drive they survive this one.")
        self.body.addLayout(form_row(theme, words, self.choose, advice))
        self.folder = fact(theme)
        self.body.addWidget(self.folder)
        self.beside = button(theme, translate("Backups", "Keep them beside the data"), "link")
        self.beside.clicked.connect(self._keep_beside)
        self.body.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(hairline())
        ways = QHBoxLayout()
        ways.addStretch(1)
        self.move_away = button(theme, translate("Backups", "Move to a new computer"), "quiet")
        self.move_away.clicked.connect(lambda: page.open_page.emit("move", None))
        self.restore = button(theme, translate("Backups", "Restore…"))
        self.restore.clicked.connect(lambda: page.open_page.emit("restore", None))
        ways.addWidget(self.move_away)
        ways.addWidget(self.restore)
        self.body.addLayout(ways)
        self._progress = _Progress(self)
        self._progress.told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._folders = OneFileDialog()

    def refresh(self) -> None:
        self.beside.setVisible(bool(self._page.engine.preferences.backup_folder))
        self.folder.setText(str(self._page.engine.backups.folder))
        self._page.ask(self._page.engine.backups.listed(), failed=self.failed, done=self._show_last)

    def back_up(self) -> None:
        self.problem.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        wish = self._page.engine.backups.make(self._progress.told.emit)
        self._page.ask(wish, busy=(self.now,), failed=self.failed, done=self._done)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, _made: BackupFile) -> None:
        self.bar.hide()
        self.refresh()
        self.made.emit()

    def failed(self, words: str) -> None:
        self.bar.hide()
        self.problem.setText(words)
        self.problem.show()

    def _show_last(self, kept: tuple[BackupFile, ...]) -> None:
        if kept:
            self.last.setText(last_words(kept[0].made_at, kept[0].size_bytes))
        else:
            self.last.setText(translate("Backups", "None has been made yet."))

    def _choose(self) -> None:
        if self._folders.in_front():
            return
        dialog = QFileDialog(
            self, translate("Backups", "Where backups are kept"), str(self._page.engine.backups.folder)
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        self._folders.open(dialog)

    def chosen(self, folder: str) -> None:
        self._prefer(Path(folder))

    def _keep_beside(self) -> None:
        self._prefer(None)

    def kept(self) -> None:
        """The folder is kept: a first backup shows at once whether it can be written."""
        self.refresh()
        self.back_up()


class StorageCard(Card):
    """What takes room on the disk, in words."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.body.addWidget(label(page.theme, translate("Backups", "Room on the disk"), EMPHASIS, STRONG))
        self._lines = [(label(page.theme), fact(page.theme)) for _ in range(3)]
        for name, value in self._lines:
            row = QHBoxLayout()
            row.addWidget(name, 1)
            value.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            value.setWordWrap(False)
            row.addWidget(value)
            self.body.addLayout(row)

    def refresh(self) -> None:
        self._page.ask(self._page.engine.backups.storage(), failed=self.failed, done=self._show)

    def _show(self, storage: Storage) -> None:
        for (name, value), (what, room) in zip(self._lines, storage_lines(storage), strict=True):
            name.setText(what)
            value.setText(room)
            value.setAccessibleName(f"{what}: {room}")

    def failed(self, words: str) -> None:
        self._lines[0][0].setText(words)
