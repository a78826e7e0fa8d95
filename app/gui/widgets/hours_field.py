"""Hours of the day on days of the week, as many spans as are wanted; none: at any time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QTimeEdit, QVBoxLayout, QWidget

from app.core.cards import WEEK, Hours
from app.gui.icons import Icons
from app.gui.theme import MEDIUM, Theme
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_USUAL = Hours(time(6), time(22))
_DAY_PX = 30
_TIME_PX = 92
_INDENT_PX = 10


class HoursField(QWidget):
    """A tick for whether there are hours at all, and beneath it the spans."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: str) -> None:
        """`words`: beside the tick, "Only at certain hours"."""
        super().__init__()
        self._theme, self._icons = theme, icons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tick = QCheckBox(words)
        self.tick.setFont(theme.font(BODY))
        self.tick.toggled.connect(self._ticked)
        column.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._rows.setContentsMargins(30, 0, 0, 0)
        column.addLayout(self._rows)
        self.spans: list[Span] = []
        self.more = button(theme, translate("Hours", "Add hours"), "link")
        self.more.clicked.connect(self._add_usual)
        beneath = QHBoxLayout()
        beneath.setContentsMargins(30, 0, 0, 0)
        beneath.addWidget(self.more)
        beneath.addStretch(1)
        column.addLayout(beneath)
        self.more.hide()

    @property
    def hours(self) -> tuple[Hours, ...]:
        return tuple(span.hours for span in self.spans) if self.tick.isChecked() else ()

    def show_hours(self, hours: Iterable[Hours]) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        for span in list(self.spans):
            self._drop(span)
        for each in hours:
            self._add(each)
        self.tick.setChecked(bool(self.spans))
        self.blockSignals(False)
        self._settle()

    def _ticked(self, on: bool) -> None:
        if on and not self.spans:
            self._add(_USUAL)
        self._settle()
        self.changed.emit()

    def _add_usual(self) -> None:
        self._add(_USUAL)
        self._settle()
        self.changed.emit()

    def _add(self, hours: Hours) -> None:
        span = Span(self._theme, self._icons, hours)
        span.changed.connect(self.changed)
        span.dropped.connect(lambda: self._dropped(span))
        self.spans.append(span)
        self._rows.addWidget(span)

    def _dropped(self, span: Span) -> None:
        self._drop(span)
        if not self.spans:
            self.tick.setChecked(False)
        self._settle()
        self.changed.emit()

    def _drop(self, span: Span) -> None:
        self.spans.remove(span)
        self._rows.removeWidget(span)
        span.hide()
        span.deleteLater()

    def _settle(self) -> None:
        on = self.tick.isChecked()
        for span in self.spans:
            span.setVisible(on)
        self.more.setVisible(on)


class Span(QWidget):
    """From, until, and on which days."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, hours: Hours) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.since = self._time(theme, translate("Hours", "From"), hours.since)
        self.until = self._time(theme, translate("Hours", "Until"), hours.until)
        row.addWidget(self.since)
        row.addWidget(label(theme, "–", tone="muted"))
        row.addWidget(self.until)
        row.addSpacing(GAP - 6)
        self.days: list[QPushButton] = []
        for day in WEEK:
            made = QPushButton(QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)[:2].capitalize())
            made.setProperty("kind", "day")
            made.setFont(theme.font(SMALL, MEDIUM))
            made.setCheckable(True)
            made.setChecked(day in hours.days)
            made.setFixedWidth(_DAY_PX)
            made.setAccessibleName(QLocale().dayName(day + 1))
            made.setToolTip(QLocale().dayName(day + 1).capitalize())
            made.setProperty("focusPolicy", "TabFocus")
            made.toggled.connect(self.changed)
            self.days.append(made)
            row.addWidget(made)
        self.drop = icon_button(icons, "trash", translate("Hours", "Remove these hours"))
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.drop)
        row.addStretch(1)

    def _time(self, theme: Theme, name: str, at: time) -> QTimeEdit:
        made = QTimeEdit(QTime(at.hour, at.minute))
        made.setFont(theme.font(BODY))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        made.setFixedWidth(_TIME_PX)
        made.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        made.timeChanged.connect(self.changed)
        return made

    @property
    def hours(self) -> Hours:
        days = tuple(day for day, each in zip(WEEK, self.days, strict=True) if each.isChecked())
        return Hours(_time_in(self.since), _time_in(self.until), days)


def _time_in(field: QTimeEdit) -> time:
    chosen = field.time()
    return time(chosen.hour(), chosen.minute())
