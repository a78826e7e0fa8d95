"""Tables of words: rows that are worded when they are shown, with numbers at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from app.gui.widgets.labels import tip
from app.gui.widgets.table import NUMBER
from app.gui.widgets.table_model import Index, TableModel

Row = tuple[str, ...]


class RowsModel(TableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def rows(self) -> Sequence[Row]:
        return self._rows

    def show(self, titles: Sequence[str], rows: Sequence[Row], numbers: frozenset[int]) -> None:
        self.beginResetModel()
        self.titles, self._rows, self.numbers = titles, rows, numbers
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = self._rows[index.row()][index.column()]
            if role == Qt.ItemDataRole.DisplayRole:
                return words
            return tip(words) if len(words) > _LONG else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.numbers:
            return NUMBER
        return None


_LONG = 24  # a cell with more may be cut, and is whole under the pointer
