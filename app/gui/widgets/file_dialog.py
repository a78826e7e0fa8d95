"""The system's own dialogs for files and folders: opened, never waited for, and one at a time."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog


class OneFileDialog:
    """What a button opens: pressed again, the dialog comes forward."""

    def __init__(self) -> None:
        self.dialog: QFileDialog | None = None

    def in_front(self) -> bool:
        """Whether it was open already; it has come forward then."""
        if self.dialog is None:
            return False
        self.dialog.raise_()
        return True

    def open(self, dialog: QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._finished)
        dialog.open()

    def _finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def documents() -> str:
    """Where people keep what they write."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
