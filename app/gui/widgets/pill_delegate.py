"""Pills inside tables and lists."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import SMALL
from app.gui.widgets.pill import PillKind, paint_pill

PILL_ROLE = int(Qt.ItemDataRole.UserRole) + 100
"""A model answers this role with a `PillKind` where its display text is to be a pill."""


class PillDelegate(QStyledItemDelegate):
    """Paints those cells as pills whose model answers `PILL_ROLE`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.font(SMALL, STRONG)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        kind = index.data(PILL_ROLE)
        if kind is None:
            super().paint(painter, option, index)
            return
        settled = QStyleOptionViewItem(option)
        self.initStyleOption(settled, index)
        text, settled.text = settled.text, ""
        style = settled.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, settled, painter, settled.widget)
        area = QRectF(settled.rect).adjusted(8, 0, -8, 0)
        paint_pill(painter, area, self._theme, PillKind(kind), text, self._font)
