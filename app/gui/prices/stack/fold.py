"""A section that is folded away until it says something, or somebody wants to see it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP
from app.gui.widgets.buttons import button

translate = QCoreApplication.translate


class Fold(QWidget):
    """A heading that opens and closes what is beneath it."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, title: str) -> None:
        super().__init__()
        self._icons = icons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = button(theme, title, "link")
        self.head.clicked.connect(self._turn)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.inner = QWidget()
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(22, 0, 0, 4)
        self.body.setSpacing(GAP)
        column.addWidget(self.inner)
        self.inner.hide()
        self._settle()

    @property
    def is_open(self) -> bool:
        return not self.inner.isHidden()

    def open(self, on: bool = True) -> None:
        if on is not self.is_open:
            self.inner.setVisible(on)
            self._settle()
            self.toggled.emit(on)

    def _turn(self) -> None:
        self.open(not self.is_open)

    def _settle(self) -> None:
        self.head.setIcon(self._icons.icon("chevron-down" if self.is_open else "chevron-right", "accent"))
        shown, folded = translate("Prices", "open"), translate("Prices", "folded away")
        self.head.setAccessibleDescription(shown if self.is_open else folded)
