"""Some of several: days of the week, months, chargers, cards; none of them picked means all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.page_parts import scroll_area
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, SMALL
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_DAY_PX, _MONTH_PX = 40, 36
_MOST_PX = 132
_ROW_PX = 34
_SHORT = QLocale.FormatType.ShortFormat


class Toggles(QWidget):
    """A row of buttons that stay down."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, choices: list[tuple[int, str, str]], width_px: int) -> None:
        """`choices`: (number, shown word, whole word)."""
        super().__init__()
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(theme, name, BODY, STRONG))
        row = QHBoxLayout()
        row.setSpacing(4)
        self.buttons: dict[int, QPushButton] = {}
        for number, word, whole in choices:
            made = QPushButton(word)
            made.setProperty("kind", "day")
            made.setFont(theme.font(SMALL, MEDIUM))
            made.setCheckable(True)
            made.setFixedWidth(width_px)
            made.setAccessibleName(whole)
            made.setToolTip(whole)
            made.setProperty("focusPolicy", "TabFocus")
            made.setAutoDefault(False)
            made.toggled.connect(self.changed)
            self.buttons[number] = made
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)

    def show_picked(self, picked: Iterable[int]) -> None:
        chosen = frozenset(picked)
        for number, each in self.buttons.items():
            each.setChecked(number in chosen)

    @property
    def picked(self) -> frozenset[int]:
        return frozenset(number for number, each in self.buttons.items() if each.isChecked())


def weekday_toggles(theme: Theme) -> Toggles:
    days = [(day, _capital(QLocale().dayName(day, _SHORT)), _capital(QLocale().dayName(day))) for day in range(1, 8)]
    return Toggles(theme, translate("Prices", "Days of the week"), days, _DAY_PX)


def month_toggles(theme: Theme) -> Toggles:
    months = [
        (month, _capital(QLocale().standaloneMonthName(month, _SHORT))[:3], QLocale().standaloneMonthName(month))
        for month in range(1, 13)
    ]
    return Toggles(theme, translate("Prices", "Months"), months, _MONTH_PX)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


class PickField(QWidget):
    """A tick for each; what was picked and is not known any more stays until it is unticked."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, known: Mapping[str, str], nothing: str) -> None:
        """`known`: the words for each. `nothing`: said where there is none to pick."""
        super().__init__()
        self._theme, self._known = theme, dict(known)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(theme, name, BODY, STRONG))
        self._nothing: QLabel = label(theme, nothing, tone="muted", wrap=True)
        column.addWidget(self._nothing)
        self._area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._area.setWidget(inner)
        column.addWidget(self._area)
        self.ticks: dict[str, QCheckBox] = {}

    def show_picked(self, picked: Iterable[str]) -> None:
        by_name = {each.casefold(): each for each in self._known}
        # Names are alike whatever their case; one that is known by another case keeps the one it was written in.
        written = {by_name.get(each.casefold(), each): each for each in picked}
        words = {**{each: each for each in written}, **self._known}
        for tick in self.ticks.values():
            tick.hide()
            tick.deleteLater()
        self.ticks = {}
        for each, word in sorted(words.items(), key=lambda item: item[1].casefold()):
            tick = QCheckBox(word)
            tick.setFont(self._theme.font(BODY))
            tick.setChecked(each in written)
            tick.toggled.connect(self.changed)
            self.ticks[written.get(each, each)] = tick
            self._rows.addWidget(tick)
        self._area.setVisible(bool(words))
        self._area.setFixedHeight(min(_MOST_PX, _ROW_PX * max(1, len(words))))
        self._nothing.setVisible(not words)

    @property
    def picked(self) -> frozenset[str]:
        return frozenset(each for each, tick in self.ticks.items() if tick.isChecked())
