"""The list of months that something was charged in, newest first under their years, each with its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.interfaces import MonthTotals
from app.gui.figures import number
from app.gui.history.period import Period, Span, capitalised
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, SMALL

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

_HEADING_PX, _MONTH_PX, _SIDE_PX = 38, 48, 10
WIDTH_PX: Final = 208


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: all years, a year, or a month."""

    period: Period
    sessions: int
    energy_wh: int

    @property
    def name(self) -> str:
        if self.period.span is Span.MONTH:
            return capitalised(QLocale().standaloneMonthName(self.period.first.month))
        return self.period.title(QLocale())

    @property
    def energy(self) -> str:
        return f"{number(self.energy_wh / 1000)} kWh"

    @property
    def count(self) -> str:
        if self.sessions == 1:
            return translate("History", "1 session")
        return translate("History", "%1 sessions").replace("%1", number(self.sessions))

    @property
    def heading(self) -> bool:
        return self.period.span is not Span.MONTH


def entries_of(months: Sequence[MonthTotals]) -> list[Entry]:
    """All years first where there are several, then each year with its months beneath it."""
    found = []
    for year, group in groupby(months, key=lambda each: each.month[:4]):
        of_year = list(group)
        found.append(_sum_of(Period.around(Span.YEAR, date(int(year), 1, 1)), of_year))
        for each in of_year:
            first = date(int(year), int(each.month[5:7]), 1)
            found.append(Entry(Period.around(Span.MONTH, first), each.sessions, each.energy_wh))
    if sum(each.heading for each in found) > 1:
        found.insert(0, _sum_of(Period.around(Span.ALL, date.min), months))
    return found


def _sum_of(period: Period, months: Sequence[MonthTotals]) -> Entry:
    return Entry(period, sum(each.sessions for each in months), sum(each.energy_wh for each in months))


class MonthsModel(QAbstractListModel):
    """The entries; what is read aloud of one is its name, its sessions and its energy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_months(self, months: Sequence[MonthTotals]) -> None:
        entries = entries_of(months)
        if [each.period for each in entries] == [each.period for each in self.entries]:
            self.entries = entries
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def row_of(self, period: Period) -> int | None:
        """The entry of this period; of a day or a week, of the month that it begins in."""
        if period.span is Span.RANGE:
            return None
        wanted = period
        if period.span in (Span.DAY, Span.WEEK):
            wanted = Period.around(Span.MONTH, period.first)
        return next((row for row, each in enumerate(self.entries) if each.period == wanted), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join((entry.period.title(QLocale()), entry.count, entry.energy))
        return None


class _Delegate(QStyledItemDelegate):
    """A year in one line; a month with its sessions beneath it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = {True: theme.font(BODY, STRONG), False: theme.font(BODY, MEDIUM)}
        self._small = theme.font(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        heading = isinstance(model, MonthsModel) and model.entries[index.row()].heading
        return QSize(WIDTH_PX - 24, _HEADING_PX if heading else _MONTH_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, MonthsModel):
            return
        entry = model.entries[index.row()]
        colour = self._theme.colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(colour("accent_soft") if chosen else colour("hover"))
            painter.drawRoundedRect(area, 8, 8)
        inner = area.adjusted(_SIDE_PX - 1, 5, 1 - _SIDE_PX, -5)
        painter.setFont(self._small)
        painter.setPen(colour("text" if chosen else "muted"))
        right = Qt.AlignmentFlag.AlignRight
        upper = inner if entry.heading else inner.adjusted(0, 0, 0, -inner.height() / 2)
        energy_px = QFontMetrics(self._small).horizontalAdvance(entry.energy)
        painter.drawText(upper, right | Qt.AlignmentFlag.AlignVCenter, entry.energy)
        if not entry.heading:
            lower = inner.adjusted(0, inner.height() / 2, 0, 0)
            painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.count)
        font = self._fonts[entry.heading]
        painter.setFont(font)
        painter.setPen(colour("accent" if chosen else "text"))
        room = int(upper.width()) - energy_px - 8
        name = QFontMetrics(font).elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class MonthList(QListView):
    """Up and down go through the months, and the page follows."""

    chosen = Signal(object)
    """The `Period` that the user chose; not emitted by `show_period`."""

    def __init__(self, theme: Theme, model: MonthsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._months = model
        self._silent = False
        self._shown: Period | None = None
        self.setAccessibleName(translate("History", "Months"))
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFixedWidth(WIDTH_PX - 12)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self._show_again)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._months.entries:
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font(SMALL))
            painter.setPen(self._theme.colour("muted"))
            area = self.viewport().rect().adjusted(_SIDE_PX, _SIDE_PX, -_SIDE_PX, 0)
            words = translate("History", "No month has such a session.")
            painter.drawText(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, words)

    def show_period(self, period: Period) -> None:
        """Mark this one's line, if it has one."""
        self._shown = period
        self._show_again()

    def _show_again(self) -> None:
        row = None if self._shown is None else self._months.row_of(self._shown)
        self._silent = True
        if row is None:
            self.selectionModel().clear()
        else:
            index = self._months.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        self._silent = False

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._silent and current.isValid():
            self._tell(current)

    def _clicked(self, index: QModelIndex) -> None:
        """Also the line that is marked already: a click on a day's month shows the month."""
        if self._months.entries[index.row()].period != self._shown:
            self._tell(index)

    def _tell(self, index: QModelIndex) -> None:
        self._shown = self._months.entries[index.row()].period
        self.chosen.emit(self._shown)
