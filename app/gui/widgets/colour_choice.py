"""The colours that cards come in: how each is painted and called, and the row of them to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.core.cards import COLOURS
from app.gui.theme import Theme

translate = QCoreApplication.translate

# A card's own colour is that of the thing in the hand, in either theme.
_PAINTS = {
    "blue": "#2F6FDE",
    "green": "#1F9D55",
    "amber": "#E0A33B",
    "violet": "#8257C9",
    "red": "#D0463B",
    "grey": "#7A877F",
    "white": "#F4F6F5",
    "black": "#1C2321",
}
_WORDS: dict[str, Callable[[], str]] = {
    "blue": lambda: translate("Colours", "Blue"),
    "green": lambda: translate("Colours", "Green"),
    "amber": lambda: translate("Colours", "Amber"),
    "violet": lambda: translate("Colours", "Violet"),
    "red": lambda: translate("Colours", "Red"),
    "grey": lambda: translate("Colours", "Grey"),
    "white": lambda: translate("Colours", "White"),
    "black": lambda: translate("Colours", "Black"),
}
_SIDE_PX = 32
_SWATCH_PX = 20


def colour_word(colour: str) -> str:
    """Empty where a card has none."""
    return _WORDS[colour]() if colour in _WORDS else ""


def card_paint(colour: str) -> QColor:
    """A card without a colour of its own is grey."""
    return QColor(_PAINTS.get(colour, _PAINTS["grey"]))


class _Swatch(QAbstractButton):
    def __init__(self, theme: Theme, colour: str) -> None:
        super().__init__()
        self._theme = theme
        self._colour = colour
        self.setCheckable(True)
        self.setFixedSize(_SIDE_PX, _SIDE_PX)
        self.setText(colour_word(colour))
        self.setAccessibleName(colour_word(colour))
        self.setToolTip(colour_word(colour))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE_PX, _SIDE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = (_SIDE_PX - _SWATCH_PX) / 2
        swatch = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(card_paint(self._colour))
        painter.drawRoundedRect(swatch, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():  # told apart by the frame, not by the colour alone
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(swatch.adjusted(-4, -4, 4, 4), 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)


class ColourChoice(QWidget):
    """A row of colours of which one is the card's; arrow keys move between them."""

    chosen = Signal(str)
    """The colour that the user chose."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        for number, colour in enumerate(COLOURS):
            swatch = _Swatch(theme, colour)
            self._group.addButton(swatch, number)
            row.addWidget(swatch)
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(lambda number: self.chosen.emit(COLOURS[number]))

    @property
    def colour(self) -> str:
        return COLOURS[self._group.checkedId()]

    def choose(self, colour: str) -> None:
        """Without telling anyone; a card that has none is shown grey."""
        self._group.button(COLOURS.index(colour if colour in COLOURS else "grey")).setChecked(True)
