"""What every table's model answers in the same way: how many rows and columns, and their titles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.gui.widgets.table import NUMBER

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """Rows under titles; a model of this kind says what stands in each cell."""

    titles: Sequence[str] = ()
    numbers: frozenset[int] = frozenset()
    """The columns that hold numbers, whose titles stand above them at the right."""

    def rows(self) -> Sequence[object]:
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return NUMBER if role == Qt.ItemDataRole.TextAlignmentRole and section in self.numbers else None
