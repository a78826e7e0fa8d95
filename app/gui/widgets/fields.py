"""Fields to search and to set a number in, with what the style sheet cannot give them."""

from PySide6.QtWidgets import QLineEdit, QSpinBox

from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY

_INDENT_PX = 10


def search_field(theme: Theme, icons: Icons, words: str) -> QLineEdit:
    """A field with a looking glass; `words` stand in it while it is empty and name it."""
    made = QLineEdit()
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
