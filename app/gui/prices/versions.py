"""A line for each version of the prices: from when to when, in force or not, and what can be done with it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.prices.books import Book, Version
from app.gui.prices.words import day_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

_DAY = timedelta(days=1)


def span_words(book: Book, version: Version) -> str:
    """The first and the last day of it."""
    since, until = day_words(version.valid_from), book.until(version)
    return (
        translate("Prices", "From %1").replace("%1", since) if until is None else f"{since} – {day_words(until - _DAY)}"
    )


def state_words(book: Book, version: Version, today: date) -> str:
    used = translate("Prices", "in use, so they stay") if version.used else translate("Prices", "not used yet")
    now = translate("Prices", "in force today")
    return f"{now}, {used}" if book.on(today) == version else used


class VersionRow(QWidget):
    """Tells which version is to be opened or copied."""

    opened = Signal(object)
    copied = Signal(object)

    def __init__(self, theme: Theme, book: Book, version: Version, today: date) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        span, state = span_words(book, version), state_words(book, version, today)
        strong = book.on(today) == version
        row.addWidget(label(theme, span, BODY, STRONG) if strong else label(theme, span))
        row.addWidget(label(theme, state, tone="accent" if strong else "muted"))
        row.addWidget(ElidedLabel(theme, version.note, tone="muted"), 1)
        open_word = translate("Prices", "Look…") if version.used else translate("Prices", "Change…")
        self.open = button(theme, open_word, "link")
        self.open.setAccessibleName(f"{open_word} {span}")
        self.open.clicked.connect(lambda: self.opened.emit(version))
        self.copy = button(theme, translate("Prices", "Copy…"), "link")
        self.copy.setToolTip(translate("Prices", "New prices that begin as these"))
        self.copy.setAccessibleName(f"{self.copy.text()} {span}")
        self.copy.clicked.connect(lambda: self.copied.emit(version))
        row.addWidget(self.open)
        row.addWidget(self.copy)
        self.setAccessibleName(", ".join(filter(None, (span, state, version.note))))
