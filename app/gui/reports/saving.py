"""Asks where a statement or a list is to be written, and writes it by the file's ending or the kind chosen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.papers.statements_file import StatementFormat
from app.gui.page import Page
from app.gui.widgets.file_dialog import OneFileDialog, documents

translate = QCoreApplication.translate

Write = Callable[[Path, StatementFormat], Coroutine[Any, Any, Path]]

_BY_ENDING = {f".{form.value}": form for form in StatementFormat}


class Saving(QObject):
    """One question at a time, for whatever a page has to write. It goes with the page."""

    def __init__(self, page: Page, said: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page = page
        self._said = said
        self._files = OneFileDialog()

    def ask(self, title: str, name: str, write: Write, busy: Iterable[QWidget] = ()) -> None:
        """`name`: of the file, without its ending."""
        if self._files.in_front():
            return
        dialog = QFileDialog(self._page, title, f"{documents()}/{name.strip()}.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{form.name} (*.{form.value})" for form in StatementFormat])
        dialog.fileSelected.connect(lambda path: self.write(write, Path(path), dialog.selectedNameFilter(), busy))
        self._files.open(dialog)

    def ask_folder(self, title: str, then: Callable[[Path], None]) -> None:
        if self._files.in_front():
            return
        dialog = QFileDialog(self._page, title, documents())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        self._files.open(dialog)

    def write(self, write: Write, path: Path, chosen: str = "", busy: Iterable[QWidget] = ()) -> None:
        form = _BY_ENDING.get(path.suffix.lower())
        if form is None:
            form = next((each for each in StatementFormat if chosen.startswith(each.name)), StatementFormat.PDF)
            path = path.with_name(f"{path.name}.{form.value}")
        self._page.ask(write(path, form), busy=busy, failed=self._said, done=self._written)

    def _written(self, path: Path) -> None:
        self._said(translate("Reports", "Saved as %1.").replace("%1", path.name))
