"""Reports: statements for others, the year at a glance, and who owes what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import BooksChanged, CardsChanged, Change, PeopleChanged, StatementsChanged
from app.core.interfaces import History
from app.core.statements import About, Issued, Statement
from app.gui.page import Page
from app.gui.page_parts import page_head, scrolling
from app.gui.reports.draft_card import DraftCard
from app.gui.reports.issued_card import IssuedCard
from app.gui.reports.owed_pane import OwedPane
from app.gui.reports.saving import Saving
from app.gui.reports.year_pane import YearPane
from app.gui.theme.tokens import GUTTER
from app.gui.widgets.buttons import SegmentedControl

translate = QCoreApplication.translate


class ReportsPage(Page):
    """What is issued is read when it changes; the year when it is looked at."""

    def build(self) -> None:
        self.saving = Saving(self, self.say)
        self.shown = SegmentedControl(
            self.theme,
            [
                ("statements", translate("Reports", "Statements")),
                ("year", translate("Reports", "The year")),
                ("owed", translate("Reports", "Who owes what")),
            ],
            translate("Reports", "What is shown"),
        )
        self.shown.chosen.connect(self._turn)
        column = scrolling(self)
        column.addLayout(page_head(self.theme, self.title(), self.shown))
        self.draft = DraftCard(self)
        self.issued = IssuedCard(self)
        self.year = YearPane(self)
        self.owed = OwedPane(self)
        self.statements = QWidget()
        both = QVBoxLayout(self.statements)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GUTTER)
        both.addWidget(self.draft)
        both.addWidget(self.issued, 1)
        for pane in (self.statements, self.year, self.owed):
            column.addWidget(pane, 1)
        self._turn()
        self.draft.fill()
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("Reports", "Reports")

    @property
    def language(self) -> str:
        """That what is written for people is in."""
        return "sv" if self.locale().name().startswith("sv") else "en"

    def activated(self, about: object = None) -> None:
        """`about` a person's id: a statement for them; "year" or "owed": these."""
        self.draft.fill()
        if isinstance(about, int):
            self.draft.choose(About(person_id=about))
            self.turn_to("statements")
        elif isinstance(about, str) and about in ("year", "owed"):
            self.turn_to(about)
        self._read_issued()
        self._turn()

    def turn_to(self, pane: str) -> None:
        self.shown.choose(pane)
        self._turn()

    @Slot()
    def _turn(self, _key: str = "") -> None:
        panes = {"statements": self.statements, "year": self.year, "owed": self.owed}
        for key, pane in panes.items():
            pane.setVisible(key == self.shown.key)
        if self.shown.key == "year":
            self.year.refresh()
        elif self.shown.key == "statements":
            self.draft.refresh()

    @Slot(object)
    def _changed(self, changes: list[Change]) -> None:
        if any(isinstance(change, PeopleChanged | CardsChanged) for change in changes):
            self.draft.fill()
        if any(isinstance(change, StatementsChanged) for change in changes):
            self._read_issued()
        if any(isinstance(change, BooksChanged | StatementsChanged) for change in changes):
            self._turn()

    def _read_issued(self) -> None:
        self.ask.show(lambda: _issued(self.engine.history), self._show_issued)

    def _show_issued(self, issued: list[Issued]) -> None:
        self.issued.show_issued(issued)
        self.owed.show_issued(issued)

    # For the cards

    def say(self, words: str) -> None:
        if self.shown.key == "owed":
            self.owed.tell(words)
        else:
            self.draft.say(words)

    def was_issued(self, statement: Statement) -> None:
        self.say(translate("Reports", "Statement %1 is issued.").replace("%1", str(statement.number)))
        self.save_statement(statement)

    def save_statement(self, statement: Statement) -> None:
        name = translate("Reports", "Statement %1").replace("%1", str(statement.number or ""))
        title = translate("Reports", "Save the statement")
        self.saving.ask(
            title, name, lambda path, form: self.engine.papers.statement(statement, path, form), [self.draft.save]
        )


def _issued(history: History) -> list[Issued]:
    return history.money.statements()
