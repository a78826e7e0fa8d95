"""Attempts that were turned away: who, when, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.contact import Knock, Outcome
from app.gui.figures import exact_moment
from app.gui.page_parts import empty
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, SMALL
from app.gui.welcome.progress import LET_IN
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.words import outcome_words

translate = QCoreApplication.translate

MOST_SHOWN: Final = 8


def refused(knocks: Sequence[Knock], let_in: frozenset[str]) -> list[Knock]:
    """The newest first, one for each who and why; not those who have been let in since."""
    found: dict[tuple[object, ...], Knock] = {}
    for knock in reversed(knocks):
        if knock.outcome not in LET_IN and knock.identity not in let_in:
            found.setdefault((knock.address, knock.identity, knock.outcome), knock)
    return list(found.values())[:MOST_SHOWN]


class Refusals(Card):
    """The list, or the sentence that nobody was turned away."""

    approve_asked = Signal(str)
    """The identity of a charger that the user had said is not theirs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[Knock] | None = None
        self.body.addWidget(label(theme, translate("Refusals", "Refused attempts"), EMPHASIS, STRONG))
        self.none = label(
            theme,
            translate("Refusals", "None. Whoever is turned away is listed here, with the reason."),
            tone="muted",
            wrap=True,
        )
        self.body.addWidget(self.none)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def show_knocks(self, knocks: list[Knock], now: datetime) -> None:
        if knocks == self._shown:
            return
        self._shown = knocks
        empty(self._column)
        self.none.setVisible(not knocks)
        for number, knock in enumerate(knocks):
            if number:
                self._column.addWidget(hairline())
            self._column.addWidget(self._line(knock, now))

    def _line(self, knock: Knock, now: datetime) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        who = " · ".join(filter(None, (knock.address, knock.identity)))
        column.addWidget(ElidedLabel(self._theme, who, BODY, MEDIUM))
        at = exact_moment(knock.at, now)
        times = translate("Refusals", "%1 times, last %2").replace("%1", str(knock.count)).replace("%2", at)
        why, what_to_do = outcome_words(knock)
        sentence = f"{why}. {what_to_do}" if what_to_do else f"{why}."
        column.addWidget(label(self._theme, sentence, tone="muted", wrap=True))
        column.addWidget(label(self._theme, times if knock.count > 1 else at, SMALL, tone="muted"))
        if knock.outcome is Outcome.REFUSED_BY_USER and knock.identity:
            approve = button(self._theme, translate("Refusals", "Approve it"), "link")
            approve.setProperty("identity", knock.identity)
            approve.clicked.connect(self._approve)
            row = QHBoxLayout()
            row.addWidget(approve)
            row.addStretch(1)
            column.addLayout(row)
        line.setAccessibleName(f"{who}: {sentence}")
        return line

    def _approve(self) -> None:
        self.approve_asked.emit(self.sender().property("identity"))
