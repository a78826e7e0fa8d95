"""Fields of the editor: a name above, what is wrong beneath; what nobody touched is given back exactly as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.core.prices.books import TIMED, Dimension
from app.gui.prices.figures import Wrong, figure, shown
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.named import Named

translate = QCoreApplication.translate

_MINUTE = 60
_LEAST_LETTERS = 6
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?|(\d{1,2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)

T = TypeVar("T")


class Field(Named):
    """Something that can be wrong by itself."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, control: QWidget, about: str = "") -> None:
        super().__init__(theme, name, control, line=False)
        self.control = control
        control.setAccessibleName(name)
        self._about = about
        self.right()

    def check(self) -> bool:
        """Whether it can be read; what is wrong is said beneath it."""
        try:
            self.try_read()
        except Wrong as failure:
            self.wrong(str(failure))
            return False
        self.right()
        return True

    def try_read(self) -> object:
        """Raises Wrong."""
        raise NotImplementedError

    def name_it(self, name: str) -> None:
        self.title.setText(name)
        self.control.setAccessibleName(name)

    def wrong(self, words: str) -> None:
        self.say(words, wrong=True)
        self.line.setVisible(True)

    def right(self) -> None:
        self.say(self._about)
        self.line.setVisible(bool(self._about))


class TypedField(Field, Generic[T]):
    """A line of text that means a value; empty means None."""

    def __init__(self, theme: Theme, name: str, *, example: str = "", about: str = "", needed: str = "") -> None:
        """`needed`: what is said where it is empty and must not be."""
        self.edit = QLineEdit()
        self.edit.setFont(theme.font(BODY))
        self.edit.setPlaceholderText(example)
        super().__init__(theme, name, self.edit, about)
        self._needed = needed
        self._given: T | None = None
        self._shown = ""
        self.edit.textEdited.connect(self._touched)

    def show_value(self, value: T | None) -> None:
        self._given = value
        self._shown = "" if value is None else self._text(value)
        self.edit.setText(self._shown)
        self.right()

    @property
    def untouched(self) -> bool:
        return self.edit.text() == self._shown

    def read(self) -> T | None:
        """Raises Wrong. None: it is empty."""
        if self.untouched and self._given is not None:
            return self._given
        text = self.edit.text().strip()
        if text:
            return self._value(text)
        if self._needed:
            raise Wrong(self._needed)
        return None

    def try_read(self) -> object:
        return self.read()

    def _text(self, value: T) -> str:
        raise NotImplementedError

    def _value(self, text: str) -> T:
        raise NotImplementedError

    def _touched(self) -> None:
        self.right()
        self.changed.emit()


class AmountField(TypedField[Decimal]):
    """An exact figure, with what stands behind it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        about: str = "",
        needed: str = "",
        negative: bool = False,
        doubt: Callable[[Decimal], str] | None = None,
    ) -> None:
        """`doubt`: asks about a figure that can be meant and rarely is; who leaves it as it is has answered."""
        super().__init__(theme, name, about=about, needed=needed)
        self.negative = negative
        self.factor = 1  # how many of what is kept one of what is typed is: seconds of a minute
        self._doubt = doubt
        self._answered = ""
        self.setMinimumWidth(96)

    def amount(self) -> Decimal:
        """Nought where it is empty. Raises Wrong."""
        return self.read() or Decimal(0)

    def check(self) -> bool:
        if not super().check():
            return False
        text = self.edit.text().strip()
        if self._doubt is None or not text or self.untouched or text == self._answered:
            return True
        doubt = self._doubt(self.amount())
        if not doubt:
            return True
        self._answered = text
        self.wrong(doubt)
        return False

    def _text(self, value: Decimal) -> str:
        if self.factor == 1:
            return shown(value)
        return shown((value / self.factor).quantize(Decimal("0.01")).normalize())

    def _value(self, text: str) -> Decimal:
        found = figure(text)
        if found < 0 and not self.negative:
            raise Wrong(translate("Prices", "It can never be below nothing."))
        return found * self.factor


class PercentField(AmountField):
    """A part of a hundred, kept as a part of one."""

    def _text(self, value: Decimal) -> str:
        return shown((value * 100).normalize())

    def _value(self, text: str) -> Decimal:
        found = figure(text.rstrip("% "))
        if not 0 <= found < 100:
            raise Wrong(translate("Prices", "VAT is a number of per cent, from 0 to below 100."))
        return found.scaleb(-2)


class MinutesField(TypedField[int]):
    """Minutes, kept as whole seconds."""

    def _text(self, value: int) -> str:
        return shown((Decimal(value) / _MINUTE).quantize(Decimal("0.01")).normalize())

    def _value(self, text: str) -> int:
        seconds = figure(text) * _MINUTE
        if seconds < 0:
            raise Wrong(translate("Prices", "It can never be below nothing."))
        return round(seconds)

    def seconds(self) -> int:
        return self.read() or 0


class WholeField(TypedField[int]):
    """A whole number, not below `least`."""

    def __init__(self, theme: Theme, name: str, *, least: int = 0, about: str = "", needed: str = "") -> None:
        super().__init__(theme, name, about=about, needed=needed)
        self._least = least

    def _text(self, value: int) -> str:
        return str(value)

    def _value(self, text: str) -> int:
        found = figure(text)
        if found != found.to_integral_value() or found < self._least:
            raise Wrong(translate("Prices", "Write a whole number, from %1 on.").replace("%1", str(self._least)))
        return int(found)


class TimeField(TypedField[time]):
    """A time of day; 24:00 is the midnight that ends it."""

    def _text(self, value: time) -> str:
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"

    def _value(self, text: str) -> time:
        found = _TIME.fullmatch(text)
        try:
            if found is not None:
                hour, minute, second = int(found[1] or found[4]), int(found[2] or 0), int(found[3] or 0)
                return time(0) if (hour, minute, second) == (24, 0, 0) else time(hour, minute, second)
        except ValueError:
            pass
        raise Wrong(translate("Prices", "A time is written as 22:00."))


class DayField(TypedField[date]):
    """A date as 2026-10-25."""

    def _text(self, value: date) -> str:
        return value.isoformat()

    def _value(self, text: str) -> date:
        return day_of(text)


class TextField(TypedField[str]):
    """Words; nothing of them is wrong."""

    def words(self) -> str:
        return self.read() or ""

    def _text(self, value: str) -> str:
        return value

    def _value(self, text: str) -> str:
        return text


class ChoiceField(Field, Generic[T]):
    """One of a few."""

    def __init__(self, theme: Theme, name: str, about: str = "") -> None:
        self.box = _box(theme)
        super().__init__(theme, name, self.box, about)
        self._values: list[T] = []
        self.box.currentIndexChanged.connect(self._chosen)

    def fill(self, choices: list[tuple[T, str]], chosen: T) -> None:
        """Without telling anyone; what is chosen and not among them is not shown, and the first one is."""
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for value, _ in choices]
        self.box.addItems([words for _, words in choices])
        self.box.setCurrentIndex(self._values.index(chosen) if chosen in self._values else 0)
        self.box.blockSignals(False)

    @property
    def chosen(self) -> T:
        return self._values[self.box.currentIndex()]

    def try_read(self) -> object:
        return self.chosen

    def choose(self, value: T) -> None:
        """As if the user had."""
        self.box.setCurrentIndex(self._values.index(value))

    def _chosen(self, _place: int) -> None:
        self.changed.emit()


class NameField(Field):
    """A name that is known, or any other."""

    def __init__(self, theme: Theme, name: str, about: str = "", needed: str = "") -> None:
        self.box = _box(theme)
        self.edit = QLineEdit()
        self.edit.setFont(theme.font(BODY))
        self.edit.setAccessibleName(name)
        self.box.setLineEdit(self.edit)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        super().__init__(theme, name, self.box, about)
        self._needed = needed
        self._given = self._shown = ""
        self.box.editTextChanged.connect(self._typed)

    def fill(self, names: list[str], text: str) -> None:
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(names)
        self.box.setEditText(text)
        self.edit.setCursorPosition(0)
        self.box.blockSignals(False)
        self._given = text
        self._shown = self.box.currentText()

    @property
    def text(self) -> str:
        """As it was given where nobody touched it."""
        text = self.box.currentText()
        return self._given if text == self._shown else text.strip()

    def try_read(self) -> object:
        if self._needed and not self.text:
            raise Wrong(self._needed)
        return self.text

    def _typed(self, _text: str) -> None:
        self.right()
        self.changed.emit()


def _box(theme: Theme) -> QComboBox:
    """Gives way to its neighbours, however long its words are."""
    made = QComboBox()
    made.setFont(theme.font(BODY))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_LEAST_LETTERS)
    return made


def day_of(text: str) -> date:
    """Raises Wrong."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Wrong(translate("Prices", "“%1” is no date. Write it as 2026-10-25.").replace("%1", text.strip()))


def factor_of(dimension: Dimension) -> int:
    """How many of what is kept of it one of what is typed is."""
    return _MINUTE if dimension in TIMED else 1


def side_by_side(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for each in fields:
        row.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
    return row


class WrongAt(Wrong):
    """What each field says can be meant, and together it cannot."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(words)
        self.field = field


def all_right(fields: Iterable[Field], together: Callable[[], object]) -> Field | None:
    """None where each can be read and all together; else the first that is wrong, which has said so."""
    bad = [each for each in fields if not each.check()]
    if bad:
        return bad[0]
    try:
        together()
    except WrongAt as failure:
        failure.field.wrong(str(failure))
        return failure.field
    return None
