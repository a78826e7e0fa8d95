"""The meter's own values of a session as a table, folded away until somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView

from app.core.model import Phases, Reading
from app.gui.figures import exact_clock, local, number
from app.gui.history.words import day_and_clock
from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.table import HEADER_HEIGHT_PX, NUMBER, Table
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

Cell = Callable[[Reading], str]

_ROW_PX: Final = 32
_MOST_ROWS: Final = 10
_WIDE: Final = 3
_LEAST_PX: Final = 56


def columns(readings: Sequence[Reading]) -> list[tuple[str, Cell]]:
    """The title of each, and what stands in it; only those in which something stands."""
    first = readings[0].at if readings else None
    made: list[tuple[str, Cell]] = [(translate("Session", "Time"), lambda reading: _when(reading.at, first))]
    made.append((translate("Session", "Meter (kWh)"), lambda reading: _thousandth(reading.energy_wh, 3)))
    made.append((translate("Session", "Power (kW)"), lambda reading: _thousandth(reading.power_w, 2)))
    for phase in range(3):
        made.append((f"L{phase + 1} (A)", lambda reading, phase=phase: _of_phase(reading.current_a, phase, 1)))  # type: ignore[misc]
    for phase in range(3):
        made.append((f"L{phase + 1} (V)", lambda reading, phase=phase: _of_phase(reading.voltage_v, phase, 0)))  # type: ignore[misc]
    made.append((translate("Session", "Battery (%)"), lambda reading: _plain(reading.soc_percent, 0)))
    return [made[0], *(column for column in made[1:] if any(column[1](reading) for reading in readings))]


class ReadingsModel(TableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readings: Sequence[Reading] = ()
        self._cells: list[Cell] = []

    def start(self, readings: Sequence[Reading]) -> None:
        """Show these; those of a session that grew are added beneath, and what is chosen stays."""
        before, wanted = len(self._readings), columns(readings)
        grown = 0 < before <= len(readings) and readings[:before] == self._readings
        titles = [title for title, _ in wanted]
        if grown and titles == self.titles:
            if len(readings) > before:
                self.beginInsertRows(QModelIndex(), before, len(readings) - 1)
                self._readings = readings
                self.endInsertRows()
            return
        self.beginResetModel()
        self._readings, self.titles, self._cells = readings, titles, [cell for _, cell in wanted]
        self.numbers = frozenset(range(1, len(titles)))
        self.endResetModel()

    def text(self) -> str:
        """Everything with its titles, tabs between."""
        lines = ["\t".join(self.titles)]
        lines += ["\t".join(cell(reading) for cell in self._cells) for reading in self._readings]
        return "\n".join(lines)

    def rows(self) -> Sequence[object]:
        return self._readings

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER if index.column() in self.numbers else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells[index.column()](self._readings[index.row()])
        return None


class MeterCard(Card):
    """ "Meter values (42)", and beneath it the table once that is pressed."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._readings: Sequence[Reading] = ()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.fold = button(theme, "", "link", icons=icons, icon="chevron-right")
        self.fold.clicked.connect(self._turn)
        row.addWidget(self.fold)
        row.addStretch(1)
        self.copy = button(theme, translate("Session", "Copy"), icons=icons, icon="copy")
        self.copy.setAccessibleName(translate("Session", "Copy all meter values"))
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        self.body.addLayout(row)
        self.table = Table(theme, translate("Session", "Meter values"))
        self.table.setSortingEnabled(False)
        self.table.verticalHeader().setMinimumSectionSize(_ROW_PX)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_LEAST_PX)
        self._header = header
        self.model = ReadingsModel(self.table)
        self.table.setModel(self.model)
        self.body.addWidget(self.table)
        self.start_anew()

    def start_anew(self) -> None:
        """Another session."""
        self._readings = ()
        self.table.hide()
        self.copy.hide()
        self.fold.setIcon(self._icons.icon("chevron-right", "accent"))
        self.hide()

    def show_readings(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self.setVisible(bool(readings))
        words = translate("Session", "Meter values (%1)").replace("%1", number(len(readings)))
        self.fold.setText(words)
        if self.table.isVisibleTo(self):
            self._fill()

    def _turn(self) -> None:
        opens = not self.table.isVisibleTo(self)
        self.fold.setIcon(self._icons.icon("chevron-down" if opens else "chevron-right", "accent"))
        if opens:
            self._fill()
        self.table.setVisible(opens)
        self.copy.setVisible(opens)

    def _fill(self) -> None:
        self.model.start(self._readings)
        # The time and the register are the widest, the rest share what is left.
        for column in range(self.model.columnCount()):
            wide = column < _WIDE
            mode = QHeaderView.ResizeMode.ResizeToContents if wide else QHeaderView.ResizeMode.Stretch
            self._header.setSectionResizeMode(column, mode)
        rows = min(_MOST_ROWS, max(1, len(self._readings)))
        self.table.setFixedHeight(HEADER_HEIGHT_PX + rows * _ROW_PX + 2)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.text())


def _when(at: datetime, first: datetime | None) -> str:
    if first is None or local(at).date() == local(first).date():
        return exact_clock(at)
    return day_and_clock(at, local(first).year)


def _thousandth(value: int | None, decimals: int) -> str:
    return "" if value is None else number(value / 1000, decimals)


def _plain(value: float | None, decimals: int) -> str:
    return "" if value is None else number(value, decimals)


def _of_phase(values: Phases | None, phase: int, decimals: int) -> str:
    return "" if values is None else _plain(values[phase], decimals)
