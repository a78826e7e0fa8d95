"""A filter: a quiet word while everything is shown, and what it is set to, with a cross that clears it, while not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.gui.theme import MEDIUM, Colour, Theme
from app.gui.theme.tokens import BODY
from app.gui.widgets.labels import tip

# What the style sheet keeps free at the left, and at the right for the chevron or the cross.
_LEFT_PX, _RIGHT_PX = 12, 30
_WIDEST_WORDS_PX = 150


class FilterChoice(QComboBox):
    """All of them, or one; `currentIndexChanged` tells of the user's choice and not of `fill`. Delete clears it."""

    def __init__(self, theme: Theme, name: str, everything: str, parent: QWidget | None = None) -> None:
        """`name` stands on it while nothing is chosen; `everything` is the first entry of its list."""
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._everything = everything
        self.setFont(theme.font(BODY, MEDIUM))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.addItem(everything, None)
        self.currentIndexChanged.connect(self._settle)

    @property
    def is_set(self) -> bool:
        return self.currentIndex() > 0

    def fill(self, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        """(word, value) of each; what is chosen and not among them is kept only if it is named there."""
        self.blockSignals(True)
        self.clear()
        self.addItem(self._everything, None)
        for word, value in choices:
            self.addItem(word, value)
        self.setCurrentIndex(0 if chosen is None else max(0, self.findData(chosen)))
        self.blockSignals(False)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        self._settle()

    def reset(self) -> None:
        """Everything, without telling anyone."""
        self.blockSignals(True)
        self.setCurrentIndex(0)
        self.blockSignals(False)
        self._settle()

    def words(self) -> str:
        return self.currentText() if self.is_set else self._name

    def _settle(self, _index: int = 0) -> None:
        if self.property("set") != self.is_set:
            self.setProperty("set", self.is_set)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setToolTip(tip(self.currentText()) if self.is_set else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = min(_WIDEST_WORDS_PX, self.fontMetrics().horizontalAdvance(self.words()))
        return QSize(_LEFT_PX + words + 2 + _RIGHT_PX, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        area = self.rect().adjusted(_LEFT_PX, 0, -_RIGHT_PX, 0)
        painter.setPen(self._theme.colour(self._ink()))
        words = self.fontMetrics().elidedText(self.words(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _ink(self) -> Colour:
        if not self.isEnabled():
            return "faint"
        return "accent" if self.is_set else "text"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_set and event.position().x() >= self.width() - _RIGHT_PX:
            self.setCurrentIndex(0)
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
            event.accept()
            return
        super().keyPressEvent(event)
