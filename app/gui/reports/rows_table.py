"""A table of words in which one column has room, and where there is little, what is least asked for makes way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from app.gui.reports.rows_model import Row, RowsModel
from app.gui.theme import Theme
from app.gui.widgets.table import Table

_MOST_PX: Final = 320


@dataclass(frozen=True, slots=True)
class Filled:
    """What such a table shows."""

    titles: tuple[str, ...]
    rows: Sequence[Row]
    numbers: frozenset[int]
    stretch: int = 0  # the column that takes what room is left
    makes_way: tuple[int, ...] = ()  # the first goes first
    least_px: int = 170  # of the column with the room
    about: str = ""


class RowsTable(Table):
    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.setSortingEnabled(False)
        self.words = RowsModel(self)
        self.setModel(self.words)
        self._filled = Filled((), (), frozenset())
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fill(self, filled: Filled) -> None:
        self._filled = filled
        self.words.show(filled.titles, filled.rows, filled.numbers)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        filled, header = self._filled, self.horizontalHeader()
        for column in range(len(filled.titles)):  # a hidden one does not know what it needs
            self.setColumnHidden(column, False)
        needs = {
            column: min(_MOST_PX, max(self.sizeHintForColumn(column), header.sectionSizeHint(column)))
            for column in range(len(filled.titles))
            if column != filled.stretch
        }
        left = self.viewport().width() - sum(needs.values())
        for column in filled.makes_way:
            hidden = left < filled.least_px
            if hidden:
                left += needs.pop(column)
            self.setColumnHidden(column, hidden)
        for column, width in needs.items():
            header.resizeSection(column, width)
        if filled.titles:
            header.resizeSection(filled.stretch, max(filled.least_px, left))
