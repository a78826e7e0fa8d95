"""Restore: choose a backup, see what is in it beside what is there now, and only then replace it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem

from app.core.backups import BackupFile, Contents, Origin
from app.gui.backups.words import comparison, made_words, reason_words
from app.gui.figures import size
from app.gui.page import Page
from app.gui.page_parts import fact, page_head, scrolling
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, GUTTER, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Sure
from app.gui.widgets.file_dialog import OneFileDialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDEST_PX = 760
_ROW_PX = 34
_MOST_ROWS = 4
_PATH = Qt.ItemDataRole.UserRole


class RestorePage(Page):
    """Nothing is replaced before the last question is answered, and what is replaced is kept."""

    def build(self) -> None:
        self._present: Contents | None = None
        self._chosen: tuple[Path, Contents] | None = None
        self._looking_into: Path | None = None
        self._files = OneFileDialog()
        back = button(self.theme, translate("Backups", "Back to Settings"))
        back.clicked.connect(lambda: self.open_page.emit("settings", None))
        column = scrolling(self, _WIDEST_PX)
        column.addLayout(page_head(self.theme, self.title(), back))
        column.addWidget(self._choice())
        self.inside = self._inside()
        column.addWidget(self.inside)
        column.addStretch(1)

    def title(self) -> str:
        return translate("Backups", "Restore a backup")

    def activated(self, about: object = None) -> None:
        self._chosen = None
        self.inside.hide()
        self.problem.hide()
        self.ask(self.engine.backups.listed(), failed=self._failed, done=self._show_kept)
        self.ask(self.engine.backups.contents(None), failed=self._no_present, done=self._keep_present)

    # Building

    def _choice(self) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, translate("Backups", "Which backup?"), EMPHASIS, STRONG))
        about = translate("Backups", "Choose one to see what is in it. Nothing is replaced before you say so.")
        card.body.addWidget(label(self.theme, about, tone="muted", wrap=True))
        self.none = label(self.theme, translate("Backups", "No backup has been made here yet."), tone="muted")
        self.none.hide()
        card.body.addWidget(self.none)
        self.kept = QListWidget()
        self.kept.setAccessibleName(translate("Backups", "Kept backups, the newest first"))
        self.kept.setFont(self.theme.font(BODY))
        self.kept.currentItemChanged.connect(self._choose_kept)
        card.body.addWidget(self.kept)
        self.problem = label(self.theme, tone="fault", wrap=True)
        self.problem.hide()
        card.body.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        self.other = button(self.theme, translate("Backups", "Choose a file…"))
        self.other.clicked.connect(self._choose_file)
        row.addWidget(self.other)
        card.body.addLayout(row)
        return card

    def _inside(self) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, translate("Backups", "What is in it"), EMPHASIS, STRONG))
        self.table = QGridLayout()
        self.table.setHorizontalSpacing(GUTTER)
        self.table.setVerticalSpacing(6)
        for column in range(3):
            self.table.setColumnStretch(column, 1)
        card.body.addLayout(self.table)
        about = translate(
            "Backups",
            "The settings and the certificates for encrypted lines come back with it. What is there now is kept as a "
            "backup first.",
        )
        card.body.addWidget(label(self.theme, about, tone="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        self.restore = button(self.theme, translate("Backups", "Restore this backup"), "primary")
        self.restore.clicked.connect(self._ask_whether)
        row.addWidget(self.restore)
        card.body.addLayout(row)
        card.hide()
        return card

    # Choosing

    def _show_kept(self, kept: tuple[BackupFile, ...]) -> None:
        self.kept.blockSignals(True)
        self.kept.clear()
        for backup in kept:
            item = QListWidgetItem(f"{made_words(backup.made_at)}   ·   {size(backup.size_bytes)}")
            item.setData(_PATH, str(backup.path))
            item.setToolTip(str(backup.path))
            self.kept.addItem(item)
        self.kept.setCurrentRow(-1)
        self.kept.blockSignals(False)
        self.kept.setFixedHeight(_ROW_PX * min(len(kept), _MOST_ROWS) + 8)
        self.kept.setVisible(bool(kept))
        self.none.setVisible(not kept)

    def _choose_kept(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.look_into(Path(item.data(_PATH)))

    def _choose_file(self) -> None:
        if self._files.in_front():
            return
        dialog = QFileDialog(self, self.title(), str(self.engine.backups.folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([translate("Backups", "Backups (*.sqlite3)"), translate("Backups", "All files (*)")])
        dialog.fileSelected.connect(self._choose_path)
        self._files.open(dialog)

    def _choose_path(self, path: str) -> None:
        self.kept.setCurrentRow(-1)
        self.look_into(Path(path))

    def look_into(self, path: Path) -> None:
        self.problem.hide()
        self._looking_into = path
        self.ask(self._contents(path), failed=self._failed, done=self._show_inside)

    async def _contents(self, path: Path) -> tuple[Path, Contents]:
        return path, await self.engine.backups.contents(path)

    def _keep_present(self, present: Contents) -> None:
        self._present = present
        if self._chosen is not None:
            self._show_inside(self._chosen)

    def _no_present(self, _words: str) -> None:
        """Damaged data cannot be compared with; the backup can be looked into all the same."""

    def _show_inside(self, chosen: tuple[Path, Contents]) -> None:
        path, contents = chosen
        if path != self._looking_into:  # another was chosen meanwhile
            return
        self._chosen = chosen
        while (item := self.table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = (
            "",
            translate("Backups", "In the backup (%1)").replace("%1", reason_words(contents.reason)),
            translate("Backups", "Here now") if self._present else "",
        )
        for column, head in enumerate(heads):
            self.table.addWidget(label(self.theme, head, SMALL, STRONG, "muted"), 0, column)
        for row, (name, here, there) in enumerate(comparison(contents, self._present), start=1):
            self.table.addWidget(label(self.theme, name, tone="muted"), row, 0)
            for column, words in ((1, here), (2, there)):
                value = fact(self.theme, words)
                value.setAccessibleName(f"{name}, {heads[column]}: {words}")
                self.table.addWidget(value, row, column)
        self.inside.show()

    def _failed(self, words: str) -> None:
        self.inside.hide()
        self.problem.setText(words)
        self.problem.show()

    # Replacing

    def _ask_whether(self) -> None:
        if self._chosen is None:
            return
        title = translate("Backups", "Replace the data?")
        about = translate(
            "Backups",
            "Laddvakt starts anew with what is in the backup. What is there now is kept as a backup. Chargers wait "
            "meanwhile and go on charging.",
        )
        sure = Sure(self.theme, title, about, translate("Backups", "Replace"), "danger", self)
        sure.accepted.connect(self._replace)
        sure.open()

    def _replace(self) -> None:
        if self._chosen is not None:
            path, _ = self._chosen
            self.ask(self._stage(path), busy=(self.restore,), failed=self._failed, done=self._staged)

    async def _stage(self, path: Path) -> Origin:
        await self.engine.backups.stage(path)
        return await self.engine.backups.origin()

    def _staged(self, here: Origin) -> None:
        """Another computer's chargers may have to be told; on the same one nothing has changed for them."""
        if self._chosen is not None:
            contents = self._chosen[1]
            stayed = contents.origin.computer and contents.origin.computer == here.computer
            self.restart_asked.emit("settings" if stayed else "move", contents)
