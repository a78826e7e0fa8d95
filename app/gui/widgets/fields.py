"""Fields to search in, to set a number and a day in, and to tick, with what the style sheet cannot give them."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QDateEdit, QLineEdit, QSpinBox, QToolButton

from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY

_INDENT_PX = 10


class _SearchField(QLineEdit):
    """Esc clears it; while it is empty Esc is the window's."""

    def event(self, event: QEvent) -> bool:
        # The window would take Esc for itself.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._clears(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clears(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _clears(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())


def search_field(theme: Theme, icons: Icons, words: str) -> QLineEdit:
    """A field with a looking glass; `words` stand in it while it is empty and name it."""
    made = _SearchField()
    made.setFont(theme.font(BODY))
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setClearButtonEnabled(True)
    made.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    return made


def number_field(theme: Theme, name: str, least: int, most: int, unit: str = "") -> QSpinBox:
    """A whole number within bounds, its unit behind it; `name` is what a screen reader says."""
    made = QSpinBox()
    made.setFont(theme.font(BODY))
    made.setAccessibleName(name)
    made.setRange(least, most)
    if unit:
        made.setSuffix(f" {unit}")
    # A style sheet's padding does not reach the line edit inside.
    made.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
    return made


def date_field(theme: Theme, icons: Icons, name: str) -> QDateEdit:
    """A day, typed or taken from a calendar that drops down (Alt+Down); `dateChanged` when it is whole."""
    made = QDateEdit()
    made.setFont(theme.font(BODY))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setKeyboardTracking(False)
    made.setCalendarPopup(True)
    made.setDisplayFormat(
        QLocale().dateFormat(QLocale.FormatType.ShortFormat).replace("yyyy", "yy").replace("yy", "yyyy")
    )
    calendar = made.calendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    # Red weekends are a colour without a meaning here.
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
    for part, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{part}")
        if arrow is not None:
            arrow.setIcon(icons.icon(icon, "muted"))
    return made


def day_in(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def set_day(field: QDateEdit, day: date) -> None:
    """Without telling anyone."""
    field.blockSignals(True)
    field.setDate(QDate(day.year, day.month, day.day))
    field.blockSignals(False)


def tick(theme: Theme, words: str, on: bool = False) -> QCheckBox:
    made = QCheckBox(words)
    made.setFont(theme.font(BODY))
    made.setChecked(on)
    return made
