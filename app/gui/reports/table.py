"""The list of issued statements: names have room, and where there is little, what is least asked for makes way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from app.core.statements import Issued
from app.gui.reports.model import StatementsModel
from app.gui.theme import Theme
from app.gui.widgets.table import Table

translate = QCoreApplication.translate

_LEAST_NAME_PX: Final = 150
_MAKES_WAY: Final = (StatementsModel.ISSUED, StatementsModel.ENERGY)


class StatementsTable(Table):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, translate("Reports", "Issued statements"))
        self.issued = StatementsModel(self)
        self.setModel(self.issued)
        self.setSortingEnabled(False)
        self.set_pill_column(self.issued.STANDING)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(self.issued.WHOSE, QHeaderView.ResizeMode.Stretch)

    def show_issued(self, issued: Sequence[Issued]) -> None:
        self.issued.show(issued)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        header = self.horizontalHeader()
        needs = {
            column: max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(self.issued.columnCount())
            if column != self.issued.WHOSE
        }
        left = self.viewport().width() - sum(needs.values())
        for column in _MAKES_WAY:
            hidden = left < _LEAST_NAME_PX
            if hidden:
                left += needs[column]
            if self.isColumnHidden(column) is not hidden:
                self.setColumnHidden(column, hidden)
