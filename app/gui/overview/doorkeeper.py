"""What the Overview knows of cards: their names, which were turned away, and whether everyone may charge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.changes import CardsChanged, CardShownChange, Change, PeopleChanged, PoliciesChanged
from app.gui.card_names import CardNames
from app.gui.overview.door import Door, Refusals
from app.gui.overview.first_question import FirstQuestion, OpennessNote, OpennessQuestion
from app.gui.overview.rows import Kind, Row
from app.gui.page import Page
from app.gui.words import Action


class Doorkeeper(QObject):
    """Hears of cards for the page, and tells it which of its rows have something else to show."""

    def __init__(self, page: Page, question_changed: Callable[[], None]) -> None:
        super().__init__(page)
        self._page = page
        self._refusals = Refusals()
        self.question = FirstQuestion(page, question_changed)
        self.look_again()

    def look_again(self) -> None:
        """A card or a person may have another name."""
        self._names = CardNames(self._page.bridge.cards.values(), self._page.bridge.people.values())

    def heard(self, batch: Sequence[Change]) -> tuple[set[str], bool]:
        """The chargers whose rows say something else now, and whether all of them may."""
        self._refusals.heard(batch)
        at: set[str] = set()
        everywhere = False
        for change in batch:
            match change:
                case CardShownChange(shown):
                    at.add(shown.charger_id)
                    self.question.card_used(shown)
                case CardsChanged() | PeopleChanged() | PoliciesChanged():
                    everywhere = True
        if everywhere:
            self.look_again()
        return at, everywhere

    def door(self, row: Row) -> Door:
        """Who may charge at this row's outlet, and the card that was turned away there."""
        refused = self._refusals.at(row.charger_id, row.number, self._page.now())
        return Door(self._names, self._page.bridge.policy(row.charger_id), refused)

    def see_card(self, row: Row, action: Action) -> None:
        """The card that was turned away here: a stranger's gets a name, any other is looked at."""
        shown = self._refusals.last(row.charger_id)
        if shown is None:
            return
        if action is Action.SEE_CARD:
            self._page.open_page.emit("cards", shown.card)
            return
        from app.gui.learning.dialog import LearnCardDialog  # wanted seldom, and not for the first picture

        page = self._page
        parts = (page.theme, page.icons, page.engine, page.bridge, page.ask, page.now)
        LearnCardDialog(*parts, number=shown.card, parent=page, kind=shown.kind).open()

    # The row that tells or asks who may charge.

    def make(self, kind: Kind) -> QWidget:
        if kind is Kind.ASKS:
            question = OpennessQuestion(self._page.theme)
            question.chosen.connect(self.question.choose)
            return question
        note = OpennessNote(self._page.theme)
        note.choose.clicked.connect(self._choose)
        return note

    def bind(self, question: OpennessQuestion) -> None:
        question.show_state(self.question.failure, enabled=not self.question.sending)

    def _choose(self) -> None:
        self._page.open_page.emit("who", None)
