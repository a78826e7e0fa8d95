"""Where the user wants the sessions of a time written, and how their language writes such a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.engine import SessionsFile
from app.gui.figures import zone_name

translate = QCoreApplication.translate


def titles() -> tuple[str, ...]:
    """One for each column of a file for people, in its order."""
    return (
        translate("Export", "Started"),
        translate("Export", "Ended"),
        translate("Export", "Charger"),
        translate("Export", "Outlet"),
        translate("Export", "Card"),
        translate("Export", "Energy (kWh)"),
        translate("Export", "Duration (min)"),
        translate("Export", "Quality"),
        translate("Export", "Transaction"),
    )


def sessions_file(path: Path, locale: QLocale) -> SessionsFile:
    """By its ending JSON for programs, otherwise a CSV that a spreadsheet in this language opens as it is."""
    if path.suffix.lower() == ".json":
        return SessionsFile(path, "json")
    decimal = locale.decimalPoint()
    # Where the comma is the decimal sign, spreadsheets part the columns by semicolons.
    delimiter = ";" if decimal == "," else ","
    return SessionsFile(path, "csv", titles(), delimiter, decimal, zone_name())


class ExportDialog(QObject):
    """The system's own dialog for a file to write; opened, never waited for."""

    chosen = Signal(object)
    """The `Path` to write."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.dialog: QFileDialog | None = None

    def open(self, name: str) -> None:
        """`name` is proposed for the file, without its ending."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = QFileDialog(self._parent, translate("Export", "Export sessions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [translate("Export", "Spreadsheet (*.csv)"), translate("Export", "For programs (*.json)")]
        )
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(self._settle_suffix)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if documents:
            dialog.setDirectory(documents)
        dialog.selectFile(f"{name}.csv")
        dialog.fileSelected.connect(self._selected)
        dialog.finished.connect(self._finished)
        self.dialog = dialog
        dialog.open()

    def _settle_suffix(self, name_filter: str) -> None:
        if self.dialog is not None:
            self.dialog.setDefaultSuffix("json" if ".json" in name_filter else "csv")

    def _selected(self, path: str) -> None:
        self.chosen.emit(Path(path))

    def _finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
