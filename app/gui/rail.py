"""The rail: the sections of the window, and at its foot Settings and Help."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from app.gui.icons import Icons
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, SMALL
from app.gui.widgets.buttons import rail_button
from app.gui.widgets.labels import label
from app.gui.widgets.picture import Picture

translate = QCoreApplication.translate

_WIDTH_PX = 196


class Section(NamedTuple):
    key: str
    icon: str
    word: Callable[[], str]
    foot: bool = False


SECTIONS = (
    Section("overview", "overview", lambda: translate("Rail", "Overview")),
    Section("history", "history", lambda: translate("Rail", "History")),
    Section("cards", "cards", lambda: translate("Rail", "Cards & people")),
    Section("prices", "prices", lambda: translate("Rail", "Prices")),
    Section("reports", "reports", lambda: translate("Rail", "Reports")),
    Section("settings", "settings", lambda: translate("Rail", "Settings"), foot=True),
    Section("help", "help", lambda: translate("Rail", "Help"), foot=True),
)


class Rail(QFrame):
    """One line for each section; exactly one is chosen, or none while a page without a line is in front."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, *, demo: bool = False) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(translate("Rail", "Sections"))
        self._words = {section.key: section.word() for section in SECTIONS}
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(4)
        column.addLayout(self._name(theme, icons, demo=demo))
        column.addSpacing(8)
        for section in SECTIONS:
            if section.foot and not any(each.foot and each.key in self._buttons for each in SECTIONS):
                column.addStretch(1)
            made = rail_button(theme, icons, section.icon, self._words[section.key].replace("&", "&&"))
            made.setAccessibleName(self._words[section.key])
            made.setAutoExclusive(False)
            made.clicked.connect(lambda _checked=False, key=section.key: self._press(key))
            self._buttons[section.key] = made
            column.addWidget(made)
        # The chosen one stands in a stronger weight than the others.
        strong, usual = QFontMetrics(theme.font(BODY, STRONG)), QFontMetrics(theme.font(BODY, MEDIUM))
        widest = max(
            made.sizeHint().width() + strong.horizontalAdvance(made.text()) - usual.horizontalAdvance(made.text())
            for made in self._buttons.values()
        )
        self.setFixedWidth(max(_WIDTH_PX, widest + 25))

    def choose(self, key: str) -> None:
        """Mark this section as the one in front; one that has no line marks none."""
        for each, made in self._buttons.items():
            made.setChecked(each == key)

    def holds(self, key: str) -> bool:
        return key in self._buttons

    def word(self, key: str) -> str:
        """The section's name in the user's language; empty for a page that has no line here."""
        return self._words.get(key, "")

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    @staticmethod
    def _name(theme: Theme, icons: Icons, *, demo: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 2, 0, 2)
        row.setSpacing(10)
        row.addStrut(32)
        row.addWidget(Picture(icons.icon("bolt", "accent"), 20))
        row.addWidget(label(theme, "Laddvakt", EMPHASIS + 1, STRONG))
        if demo:
            row.addWidget(label(theme, translate("Rail", "Demo"), SMALL, tone="muted"))
        row.addStretch(1)
        return row
