"""The page of a program that cannot work on its data: why, the details for who asks, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, PAGE_PADDING
from app.gui.widgets.buttons import button
from app.gui.widgets.card import EmptyState
from app.gui.widgets.labels import label


class FailurePage(QWidget):
    """Nothing else can be done here than to read and to quit."""

    quit_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons, title: str, text: str, detail: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(GAP)
        self._words = EmptyState(theme, icons, "warning", title, self.tr("Quit"), detail=text)
        self._words.acted.connect(self.quit_asked)
        column.addWidget(self._words, 1)
        details = button(theme, self.tr("Details"), "link")
        column.addWidget(details, 0, Qt.AlignmentFlag.AlignHCenter)
        particulars = label(theme, detail, tone="muted", wrap=True)
        particulars.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        particulars.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        particulars.setAccessibleName(detail)
        particulars.hide()
        column.addWidget(particulars)
        details.setVisible(bool(detail))
        details.clicked.connect(details.hide)
        details.clicked.connect(particulars.show)

    def take_focus(self) -> None:
        if self._words.action is not None:
            self._words.action.setFocus()
