"""The session's story as a column of lines: the time, a mark, the sentence; a long one shows its ends first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.gui.figures import clock, local, number, weekday_and_day
from app.gui.history.timeline import Line
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label
from app.gui.widgets.pill import PillKind, paint_mark

translate = QCoreApplication.translate

# A longer story is folded in its middle.
_MOST_LINES: Final = 18
_FIRST_LINES, _LAST_LINES = 8, 8
_MARK_PX, _MARK_TOP_PX = 9, 6


class _Stop(QWidget):
    """A mark on the line that runs from what was before to what comes next."""

    def __init__(self, theme: Theme, kind: PillKind, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme, self._kind, self._first, self._last = theme, kind, first, last
        self.setFixedWidth(_MARK_PX + 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(2, _MARK_TOP_PX, _MARK_PX, _MARK_PX)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        middle = round(box.center().x())
        if not self._first:
            painter.drawLine(middle, 0, middle, int(box.top()) - 3)
        if not self._last:
            painter.drawLine(middle, int(box.bottom()) + 3, middle, self.height())
        paint_mark(painter, box, self._theme, self._kind)


class TimelineCard(Card):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self._whole = False
        self.body.addWidget(label(theme, translate("Session", "What happened"), EMPHASIS, STRONG))
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.more = self._more()
        self.body.addStretch(1)

    @property
    def sentences(self) -> list[str]:
        """Those that are shown, as they stand there."""
        return [line.words for line in self._shown()]

    def show_lines(self, lines: Sequence[Line]) -> None:
        if lines != self._lines:
            self._lines = lines
            self._fill()

    def start_anew(self) -> None:
        """Another session."""
        self._lines, self._whole = (), False
        self._fill()

    def _more(self) -> QPushButton:
        made = button(self._theme, "", "link")
        made.clicked.connect(self._unfold)
        made.hide()
        return made

    def _unfold(self) -> None:
        self._whole = True
        self._fill()

    @property
    def _folded(self) -> int:
        """How many lines are not shown."""
        return 0 if self._whole or len(self._lines) <= _MOST_LINES else len(self._lines) - _FIRST_LINES - _LAST_LINES

    def _shown(self) -> list[Line]:
        if not self._folded:
            return list(self._lines)
        return [*self._lines[:_FIRST_LINES], *self._lines[-_LAST_LINES:]]

    def _fill(self) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        shown = self._shown()
        day = local(shown[0].at).date() if shown else None
        self.more = self._more()
        for place, line in enumerate(shown):
            if self._folded and place == _FIRST_LINES:
                self._add_more(grid)
            if local(line.at).date() != day:
                day = local(line.at).date()
                self._add_day(grid, line.at)
            self._add(grid, line, first=place == 0, last=place == len(shown) - 1)
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    def _add_more(self, grid: QGridLayout) -> None:
        """Where the lines are that are not shown."""
        row = grid.rowCount()
        self.more.setText(translate("Session", "Show %1 more in between").replace("%1", number(self._folded)))
        grid.addWidget(_Through(self._theme), row, 1)
        grid.addWidget(self.more, row, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setRowMinimumHeight(row, 34)
        self.more.show()

    def _add_day(self, grid: QGridLayout, at: datetime) -> None:
        row = grid.rowCount()
        words = label(self._theme, weekday_and_day(at), SMALL, tone="muted")
        words.setContentsMargins(0, 4, 0, 6)
        grid.addWidget(words, row, 2)
        grid.addWidget(_Through(self._theme), row, 1)

    def _add(self, grid: QGridLayout, line: Line, *, first: bool, last: bool) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        when = label(self._theme, clock(line.at), tone="muted")
        grid.addWidget(when, row, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(_Stop(self._theme, line.mark, first=first, last=last), row, 1)
        words = label(self._theme, line.words, wrap=True)
        words.setContentsMargins(0, 0, 0, 0 if last else 8)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setAccessibleName(f"{clock(line.at)} {line.words}")
        grid.addWidget(words, row, 2, top)


class _Through(QWidget):
    """The line between two marks, where it passes a day's name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(_MARK_PX + 4)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        middle = round(QRectF(2, 0, _MARK_PX, 1).center().x())
        painter.drawLine(middle, 0, middle, self.height())
