"""Which power means of a month make up the power that is paid for."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.prices.books import ALWAYS, PeakRule, Window
from app.gui.icons import Icons
from app.gui.prices.stack.condition_form import ConditionForm
from app.gui.prices.stack.fields import AmountField, ChoiceField, Field
from app.gui.prices.stack.known import Known
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.fields import tick
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_PEAKS, _RESOLUTIONS = (1, 3), (60, 15)


class WindowForm(QWidget):
    """When means count, and how much of them."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.weight = AmountField(
            theme,
            translate("Prices", "Counts as much as"),
            about=translate("Prices", "1 in full, 0.5 by half. Of several that hold the first one applies."),
            needed=translate("Prices", "Write 1 where they count in full."),
        )
        self.when = ConditionForm(theme, icons, known)
        self.when.body.insertWidget(1, self.weight)
        column.addWidget(self.when)
        self.weight.changed.connect(self.changed)
        self.when.changed.connect(self.changed)
        self.when.dropped.connect(self.dropped)

    def show_window(self, window: Window) -> None:
        self.weight.show_value(window.weight)
        self.when.show_condition(window.when)

    def fields(self) -> list[Field]:
        return [self.weight, *self.when.fields()]

    def window_(self) -> Window:
        """Raises Wrong."""
        return Window(self.when.condition(), self.weight.amount())


class PeakForm(QWidget):
    """How many, how long each, of which month, and the windows in which they count."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known) -> None:
        super().__init__()
        self._theme, self._icons, self._known = theme, icons, known
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.peaks: ChoiceField[int] = ChoiceField(theme, translate("Prices", "Paid for"))
        self.resolution: ChoiceField[int] = ChoiceField(theme, translate("Prices", "Means of"))
        self.offset: ChoiceField[int] = ChoiceField(theme, translate("Prices", "Of which month"))
        for each in (self.peaks, self.resolution, self.offset):
            each.changed.connect(self.changed)
        self.distinct = tick(theme, translate("Prices", "Each of them of another day"))
        self.distinct.toggled.connect(self.changed)
        for pair, where in (
            ((self.peaks, self.resolution), Qt.AlignmentFlag.AlignTop),
            ((self.offset, self.distinct), Qt.AlignmentFlag.AlignBottom),
        ):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            for widget in pair:
                row.addWidget(widget, 1, where)
            column.addLayout(row)
        column.addWidget(label(theme, translate("Prices", "When they count"), BODY, STRONG))
        self.nothing = label(theme, translate("Prices", "At any time, in full."), tone="muted")
        column.addWidget(self.nothing)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self.add = button(theme, translate("Prices", "Only at certain times"), "link")
        self.add.clicked.connect(self.add_one)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.windows: list[WindowForm] = []
        self.show_rule(None)

    def show_rule(self, rule: PeakRule | None) -> None:
        self._given = rule
        known = rule or PeakRule()
        self.peaks.fill([(each, _peaks_word(each)) for each in _PEAKS], known.peaks)
        self.resolution.fill([(each, _resolution_word(each)) for each in _RESOLUTIONS], known.resolution_min)
        offsets = sorted({0, 1, known.month_offset})
        self.offset.fill([(each, _offset_word(each)) for each in offsets], known.month_offset)
        self.distinct.setChecked(known.distinct_days)
        for form in list(self.windows):
            self._take(form)
        for window in known.windows:
            self._put(window)
        self._settle()

    def fields(self) -> list[Field]:
        return [each for form in self.windows for each in form.fields()]

    def rule(self) -> PeakRule | None:
        """None, as it was given, where it says only what is usual. Raises Wrong."""
        found = PeakRule(
            self.peaks.chosen,
            self.distinct.isChecked(),
            self.resolution.chosen,
            self.offset.chosen,
            tuple(form.window_() for form in self.windows),
        )
        return None if self._given is None and found == PeakRule() else found

    def add_one(self) -> None:
        self._put(Window(ALWAYS, Decimal(1)))
        self._settle()
        self.windows[-1].weight.edit.setFocus()
        self.changed.emit()

    def _put(self, window: Window) -> None:
        form = WindowForm(self._theme, self._icons, self._known)
        form.show_window(window)
        form.changed.connect(self.changed)
        form.dropped.connect(lambda: self._dropped(form))
        self.windows.append(form)
        self._rows.addWidget(form)
        form.show()  # at once, so that it can take the keyboard

    def _dropped(self, form: WindowForm) -> None:
        self._take(form)
        self._settle()
        self.add.setFocus()
        self.changed.emit()

    def _take(self, form: WindowForm) -> None:
        self.windows.remove(form)
        self._rows.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _settle(self) -> None:
        self.nothing.setVisible(not self.windows)


def _peaks_word(peaks: int) -> str:
    if peaks == 1:
        return translate("Prices", "the highest")
    return translate("Prices", "the mean of the %1 highest").replace("%1", str(peaks))


def _resolution_word(minutes: int) -> str:
    return translate("Prices", "an hour") if minutes == 60 else translate("Prices", "a quarter of an hour")


def _offset_word(months: int) -> str:
    if months == 0:
        return translate("Prices", "the same month")
    if months == 1:
        return translate("Prices", "the month before")
    return translate("Prices", "%1 months before").replace("%1", str(months))
