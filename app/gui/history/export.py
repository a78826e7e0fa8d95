"""Where the user wants sessions written and in which kind of file, and how their language writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.papers.sessions_file import FileFormat, SessionsFile
from app.gui.figures import zone_name
from app.gui.history.export_words import wording
from app.gui.widgets.file_dialog import OneFileDialog

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be chosen."""

    key: str
    format: FileFormat
    for_people: bool

    @property
    def suffix(self) -> str:
        return self.format.value


SPREADSHEET = Kind("spreadsheet", FileFormat.CSV, for_people=True)
WORKBOOK = Kind("workbook", FileFormat.XLSX, for_people=True)
CSV = Kind("csv", FileFormat.CSV, for_people=False)
JSON = Kind("json", FileFormat.JSON, for_people=False)
KINDS = (SPREADSHEET, WORKBOOK, CSV, JSON)


def kind_words(kind: Kind) -> str:
    """As the file dialog's list wants it, the ending in parentheses."""
    words = {
        SPREADSHEET: translate("Export", "CSV for a spreadsheet (*.csv)"),
        WORKBOOK: translate("Export", "Excel workbook (*.xlsx)"),
        CSV: translate("Export", "CSV for programs (*.csv)"),
        JSON: translate("Export", "JSON for programs (*.json)"),
    }
    return words[kind]


def kind_of(path: Path, chosen: Kind) -> Kind:
    """The chosen one, unless the name that was typed ends as another."""
    suffix = path.suffix.lower().lstrip(".")
    if suffix == chosen.suffix:
        return chosen
    return next((kind for kind in KINDS if kind.suffix == suffix), chosen)


def sessions_file(path: Path, kind: Kind, locale: QLocale, written_at: datetime) -> SessionsFile:
    """For people, so that a spreadsheet in this language opens it as it is."""
    if not kind.for_people:
        return SessionsFile(path, kind.format, written_at)
    decimal = locale.decimalPoint()
    # Where the comma is the decimal sign, spreadsheets part the columns by semicolons.
    delimiter = ";" if decimal == "," else ","
    return SessionsFile(path, kind.format, written_at, wording(locale), delimiter, decimal, zone_name())


class ExportDialog(QObject):
    """The system's own dialog for a file to write; opened, never waited for. It begins where the last one ended."""

    chosen = Signal(object, object)
    """The `Path` to write, and the `Kind`."""

    def __init__(self, kept_in: Path, parent: QWidget) -> None:
        """`kept_in`: the file in which the window keeps its place."""
        super().__init__(parent)
        self._kept_in = kept_in
        self._parent = parent
        self._files = OneFileDialog()

    @property
    def dialog(self) -> QFileDialog | None:
        """The one that is open."""
        return self._files.dialog

    def open(self, name: str) -> None:
        """`name` is proposed for the file, without its ending."""
        if self._files.in_front():
            return
        dialog = QFileDialog(self._parent, translate("Export", "Export sessions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([kind_words(kind) for kind in KINDS])
        folder, kind = self._recalled()
        dialog.setDirectory(folder)
        dialog.selectNameFilter(kind_words(kind))
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(str(Path(folder) / f"{name}.{kind.suffix}"))
        dialog.filterSelected.connect(self._settle_suffix)
        dialog.fileSelected.connect(self._selected)
        self._files.open(dialog)

    def _kind(self) -> Kind:
        chosen = "" if self.dialog is None else self.dialog.selectedNameFilter()
        return next((kind for kind in KINDS if kind_words(kind) == chosen), SPREADSHEET)

    def _settle_suffix(self, _name_filter: str) -> None:
        """Another kind was chosen: the name ends as that does."""
        if self.dialog is None:
            return
        kind = self._kind()
        self.dialog.setDefaultSuffix(kind.suffix)
        for named in self.dialog.selectedFiles()[:1]:
            path = Path(named)
            if path.suffix.lower().lstrip(".") in {each.suffix for each in KINDS}:
                self.dialog.selectFile(path.with_suffix(f".{kind.suffix}").name)

    def _selected(self, named: str) -> None:
        path, chosen = Path(named), self._kind()
        kind = kind_of(path, chosen)
        self._keep(path.parent, kind)
        self.chosen.emit(path, kind)

    def _recalled(self) -> tuple[str, Kind]:
        kept = QSettings(str(self._kept_in), QSettings.Format.IniFormat)
        folder, key = str(kept.value("export/folder", "")), kept.value("export/kind")
        places = QStandardPaths.StandardLocation
        usual = (QStandardPaths.writableLocation(each) for each in (places.DocumentsLocation, places.HomeLocation))
        # Of a folder that is not there the dialog would make the one that the program was started in.
        folder = next((each for each in (folder, *usual) if each and Path(each).is_dir()), "")
        return folder, next((kind for kind in KINDS if kind.key == key), SPREADSHEET)

    def _keep(self, folder: Path, kind: Kind) -> None:
        kept = QSettings(str(self._kept_in), QSettings.Format.IniFormat)
        kept.setValue("export/folder", str(folder))
        kept.setValue("export/kind", kind.key)
