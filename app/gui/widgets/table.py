"""The table: tall rows, hairlines, a quiet header, the keyboard, and copying."""

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionHeader, QTableView, QWidget

from app.gui.theme import MEDIUM, Theme
from app.gui.theme.tokens import BODY, SMALL
from app.gui.widgets.pill_delegate import PillDelegate

ROW_HEIGHT_PX = 40
HEADER_HEIGHT_PX = 40

_MARK_PX = 10

# A cell that begins with one of these is a formula to the spreadsheet that it is pasted into.
_FORMULA = ("=", "+", "-", "@")

NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""What a model answers `TextAlignmentRole` with for numbers, in cells and in their header."""


class _Header(QHeaderView):
    """Draws the mark of the sorted column in what its words keep free: Qt cuts a hole for it into those at right."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == self.sortIndicatorSection() and self._table.isSortingEnabled():
            mark = QStyleOptionHeader()
            mark.initFrom(self)
            mark.rect = QRect(rect.right() - _MARK_PX - 1, rect.center().y() - _MARK_PX // 2, _MARK_PX, _MARK_PX)
            ascending = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            marks = QStyleOptionHeader.SortIndicator
            mark.sortIndicator = marks.SortDown if ascending else marks.SortUp
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorHeaderArrow, mark, painter, self)


class Table(QTableView):
    """Rows are chosen whole, sorted by their header, and copied as tab-separated text.

    `activated` (Enter, double click) means: open this row.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the table."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(theme.font(BODY))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalHeader(_Header(self))
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT_PX)
        rows.setDefaultSectionSize(ROW_HEIGHT_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setFont(theme.font(SMALL, MEDIUM))
        columns.setFixedHeight(HEADER_HEIGHT_PX)
        columns.setSortIndicatorShown(False)  # it draws that itself
        columns.setStretchLastSection(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._pills = PillDelegate(theme, self)

    def set_pill_column(self, column: int) -> None:
        """That column's cells are pills where the model answers `PILL_ROLE`."""
        self.setItemDelegateForColumn(column, self._pills)

    def selected_text(self) -> str:
        """The selected rows as the user sees them: columns in their order, tabs between."""
        model, header = self.model(), self.horizontalHeader()
        if model is None or not self.selectionModel().hasSelection():
            return ""
        shown = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in shown if not self.isColumnHidden(column)]
        lines = []
        for row in sorted(index.row() for index in self.selectionModel().selectedRows()):
            cells = (str(model.index(row, column).data() or "") for column in shown)
            lines.append("\t".join(_harmless(" ".join(cell.split())) for cell in cells))
        return "\n".join(lines)

    def copy_selected(self) -> None:
        """The selected rows to the clipboard; nothing is nothing new there."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen row is the focus mark, so coming in by keyboard chooses one."""
        super().focusInEvent(event)
        by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        model = self.model()
        if by_keyboard and model is not None and model.rowCount() and not self.has_selection():
            row = max(0, self.currentIndex().row())
            self.selectionModel().setCurrentIndex(
                model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )

    def has_selection(self) -> bool:
        return self.selectionModel().hasSelection()


def _harmless(cell: str) -> str:
    """The cell as a spreadsheet will show it, and not compute it. Plain numbers are left alone."""
    if cell.startswith(_FORMULA) and not cell.lstrip("+-").isdecimal():
        return "'" + cell
    return cell
