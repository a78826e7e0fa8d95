"""What History says where there is nothing to list, and the way on from there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget

from app.gui.history.period import Span
from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.widgets.card import Card, EmptyState

translate = QCoreApplication.translate


class Empties(QStackedWidget):
    """One sentence and one action, by the reason why nothing is listed."""

    latest_asked = Signal()
    all_asked = Signal()
    charger_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        latest = translate("History", "Show the latest session")
        sentences = {
            Span.DAY: translate("History", "No charging this day."),
            Span.WEEK: translate("History", "No charging this week."),
            Span.MONTH: translate("History", "No charging this month."),
            Span.YEAR: translate("History", "No charging this year."),
            Span.RANGE: translate("History", "No charging between these days."),
        }
        self.in_period = {span: EmptyState(theme, icons, "history", words, latest) for span, words in sentences.items()}
        self.found = EmptyState(
            theme, icons, "search", translate("History", "No session matches."), translate("History", "Clear filters")
        )
        self.ever = EmptyState(
            theme,
            icons,
            "history",
            translate("History", "Nothing has been charged yet."),
            translate("History", "Add charger"),
            detail=translate("History", "Every session of an approved charger is kept here, for as long as you like."),
        )
        for state in self.in_period.values():
            state.acted.connect(self.latest_asked)
        self.found.acted.connect(self.all_asked)
        self.ever.acted.connect(self.charger_asked)
        self._cards: dict[EmptyState, Card] = {}
        for state in (*self.in_period.values(), self.found, self.ever):
            card = self._cards[state] = Card()
            card.body.addWidget(state, 1)
            self.addWidget(card)

    def show_reason(self, span: Span, *, filtered: bool, any_session: bool) -> None:
        """`filtered`: something hides the rest; `any_session`: there is one of some other time."""
        state = self.found if filtered else self.in_period.get(span, self.ever)
        self.setCurrentWidget(self._cards[state if any_session else self.ever])
