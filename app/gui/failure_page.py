"""The page of a program that cannot work on its data: one sentence, the details, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, PAGE_PADDING
from app.gui.widgets.card import EmptyState
from app.gui.widgets.labels import label


class FailurePage(QWidget):
    """Nothing else can be done here than to read and to quit."""

    quit_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons, sentence: str, detail: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(GAP)
        self._words = EmptyState(theme, icons, "warning", sentence, self.tr("Quit"))
        self._words.acted.connect(self.quit_asked)
        column.addWidget(self._words, 1)
        particulars = label(theme, detail, tone="muted", wrap=True)
        particulars.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        particulars.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        particulars.setAccessibleName(detail)
        column.addWidget(particulars)

    def take_focus(self) -> None:
        if self._words.action is not None:
            self._words.action.setFocus()
