"""What pages are put together from: their head, a column that scrolls, a line of a form."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, GUTTER, PAGE_PADDING, TITLE
from app.gui.widgets.labels import ElidedLabel, label


def page_column(page: QWidget) -> QVBoxLayout:
    """The page's own layout, with the room that pages keep around themselves."""
    column = QVBoxLayout(page)
    column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING, 24)
    column.setSpacing(GUTTER)
    return column


def page_head(theme: Theme, title: str, *beside: QWidget) -> QHBoxLayout:
    """The page's title, and what stands at the right of it."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    words = ElidedLabel(theme, title, TITLE, STRONG)
    words.setMinimumHeight(36)
    row.addWidget(words)
    row.addStretch(1)
    for each in beside:
        row.addWidget(each)
    return row


def scroll_area() -> QScrollArea:
    """Scrolls up and down alone, and shows nothing of itself but its bar."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area


def scrolling(page: QWidget, most_px: int = 0) -> QVBoxLayout:
    """A layout inside the page that scrolls when it is higher than the window; at most so wide, 0: as the page."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    area = scroll_area()
    inner = QWidget()
    inner.setObjectName("column")
    inner.setAutoFillBackground(False)
    column = QVBoxLayout(inner)
    column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING, 24)
    column.setSpacing(GUTTER)
    if most_px:
        inner.setMaximumWidth(most_px + 2 * PAGE_PADDING)
    area.setWidget(inner)
    outer.addWidget(area)
    return column


def form_row(theme: Theme, name: str, control: QWidget, about: str = "") -> QHBoxLayout:
    """A setting: its name, a sentence about it beneath, its control at the right."""
    row = QHBoxLayout()
    row.setSpacing(GUTTER)
    words = QVBoxLayout()
    words.setSpacing(2)
    title = label(theme, name, BODY, STRONG)
    title.setBuddy(control)
    words.addWidget(title)
    if about:
        words.addWidget(label(theme, about, tone="muted", wrap=True))
    row.addLayout(words, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
    return row


def fact(theme: Theme, words: str = "") -> QLabel:
    """A value that can be selected and copied; never anything but plain text."""
    made = label(theme, words, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def bullets(theme: Theme, lines: Iterable[str]) -> QWidget:
    """A list whose lines keep clear of their bullets where they wrap."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, line in enumerate(lines):
        grid.addWidget(label(theme, "•"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(theme, line, wrap=True), number, 1)
    return made


def empty(column: QVBoxLayout) -> None:
    """Take everything out of a layout, to fill it anew."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
