"""Reports: a statement as it would be, issued and written, and below it those that were issued and what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QStandardPaths, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMenu, QPlainTextEdit

from app.core.changes import BooksChanged, Change, PeopleChanged, StatementsChanged
from app.core.interfaces import History
from app.core.prices.books import Side
from app.core.statements import About, Issued, PaymentKind, Statement, Template, Wanted
from app.core.statements_file import StatementFormat
from app.core.values import replace as with_
from app.gui.figures import kilowatt_hours, number, zone_name
from app.gui.page import Page
from app.gui.page_parts import form_row, page_head, scrolling
from app.gui.prices.words import money, side_word
from app.gui.reports.paid_dialog import PaidDialog
from app.gui.reports.table import StatementsTable
from app.gui.reports.words import template_word
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Sure
from app.gui.widgets.file_dialog import OneFileDialog
from app.gui.widgets.labels import label, set_tone

translate = QCoreApplication.translate

_MONTHS = 18
_CHOICE_PX = 260
_LANGUAGES = (("en", "English"), ("sv", "Svenska"))
_ENDINGS = {form: form.value for form in StatementFormat}


class ReportsPage(Page):
    """The draft is made anew with every choice; what is issued is read when it changes."""

    def build(self) -> None:
        self._files = OneFileDialog()
        self._draft: Statement | None = None
        self._asked = 0  # which draft was asked for last
        column = scrolling(self)
        column.addLayout(page_head(self.theme, self.title()))
        column.addWidget(self._draft_card())
        column.addWidget(self._issued_card(), 1)
        self._fill_choices()
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("Reports", "Reports")

    def activated(self, about: object = None) -> None:
        """`about` a person's id: a statement for them."""
        self._fill_choices()
        if isinstance(about, int):
            self.whose.setCurrentIndex(place_of(self.whose, About(person_id=about)))
        self._read_issued()
        self.refresh()

    # Building

    def _draft_card(self) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, translate("Reports", "New statement"), EMPHASIS, STRONG))
        self.whose = self._choice(card, translate("Reports", "Whose sessions"))
        self.month = self._choice(card, translate("Reports", "Month"))
        self.template = self._choice(card, translate("Reports", "For"))
        for template in Template:
            self.template.addItem(template_word(template), template)
        self.side = SegmentedControl(
            self.theme, [(side.value, side_word(side)) for side in Side], translate("Reports", "Which prices")
        )
        self.side.chosen.connect(self.refresh)
        card.body.addLayout(form_row(self.theme, translate("Reports", "By which prices"), self.side))
        self.language = SegmentedControl(self.theme, _LANGUAGES, translate("Reports", "Language"))
        self.language.choose("sv" if self.locale().name().startswith("sv") else "en")
        self.language.chosen.connect(self.refresh)
        card.body.addLayout(form_row(self.theme, translate("Reports", "Language of the statement"), self.language))
        self.issuer = QPlainTextEdit(self.engine.preferences.issuer)
        self.issuer.setFont(self.theme.font(BODY))
        self.issuer.setFixedSize(_CHOICE_PX, 64)
        self.issuer.setTabChangesFocus(True)
        self.issuer.setAccessibleName(translate("Reports", "Your name and address"))
        about = translate("Reports", "Stands at the top of every statement.")
        card.body.addLayout(form_row(self.theme, translate("Reports", "Your name and address"), self.issuer, about))
        self.summary = label(self.theme, "", EMPHASIS, STRONG, wrap=True)
        self.doubts = label(self.theme, "", tone="wait", wrap=True)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.doubts)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        self.everybody = button(self.theme, translate("Reports", "Issue for everybody…"))
        self.everybody.clicked.connect(self._issue_all)
        self.save = button(self.theme, translate("Reports", "Save as…"))
        self.save.clicked.connect(self._save_draft)
        self.issue = button(self.theme, translate("Reports", "Issue"), "primary")
        self.issue.clicked.connect(self._issue)
        for each in (self.everybody, self.save, self.issue):
            foot.addWidget(each)
        card.body.addLayout(foot)
        return card

    def _issued_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(self.theme, translate("Reports", "Issued statements"), EMPHASIS, STRONG))
        head.addStretch(1)
        self.open_sum = label(self.theme, "", tone="muted")
        head.addWidget(self.open_sum)
        card.body.addLayout(head)
        self.table = StatementsTable(self.theme)
        self.model = self.table.issued
        self.table.setMinimumHeight(220)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu_at)
        self.table.activated.connect(self._open_menu)
        card.body.addWidget(self.table, 1)
        self.nothing = label(
            self.theme,
            translate("Reports", "No statement was issued yet. Issued ones stand here with what became of them."),
            tone="muted",
            wrap=True,
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.nothing, 1)
        return card

    def _choice(self, card: Card, name: str) -> QComboBox:
        made = QComboBox()
        made.setFont(self.theme.font(BODY))
        made.setAccessibleName(name)
        made.setFixedWidth(_CHOICE_PX)
        made.currentIndexChanged.connect(self.refresh)
        card.body.addLayout(form_row(self.theme, name, made))
        return made

    def _fill_choices(self) -> None:
        """Keeps what is chosen."""
        for choice, entries in ((self.whose, self._who()), (self.month, self._months())):
            chosen = choice.currentData()
            choice.blockSignals(True)
            choice.clear()
            for words, data in entries:
                choice.addItem(words, data)
            if chosen is not None:
                choice.setCurrentIndex(place_of(choice, chosen))
            choice.blockSignals(False)

    def _who(self) -> list[tuple[str, About]]:
        people = sorted(self.bridge.people.values(), key=lambda each: each.name.casefold())
        chargers = sorted(self.bridge.chargers.values(), key=lambda each: each.title.casefold())
        return [
            (translate("Reports", "Everybody's"), About()),
            *((each.name, About(person_id=each.id)) for each in people if not each.erased),
            *((each.title, About(charger_id=each.id)) for each in chargers),
        ]

    def _months(self) -> list[tuple[str, date]]:
        """The last whole month first: that is what is handed in."""
        today = self.now().astimezone().date()
        months = [_earlier(today.replace(day=1), back) for back in range(_MONTHS)]
        ordered = [*months[1:2], months[0], *months[2:]]
        return [(f"{self.locale().standaloneMonthName(each.month).capitalize()} {each.year}", each) for each in ordered]

    # The draft

    @Slot(object)
    def _changed(self, changes: list[Change]) -> None:
        if any(isinstance(change, PeopleChanged) for change in changes):
            self._fill_choices()
        if any(isinstance(change, StatementsChanged) for change in changes):
            self._read_issued()
        if any(isinstance(change, BooksChanged | StatementsChanged) for change in changes):
            self.refresh()

    @property
    def wanted(self) -> Wanted:
        month: date = self.month.currentData()
        following = _earlier(month, -1)
        since, until = (datetime(each.year, each.month, 1).astimezone(UTC) for each in (month, following))
        about: About = self.whose.currentData()
        return Wanted(
            about,
            since,
            until,
            zone_name(),
            Side(self.side.key),
            self.template.currentData(),
            self.language.key,
            self.issuer.toPlainText().strip(),
            "",
        )

    @Slot()
    def refresh(self, _index: object = None) -> None:
        if self.whose.currentData() is None or self.month.currentData() is None:
            return
        self._asked += 1
        self.ask(self._drafted(self._asked, self.wanted), busy=(), failed=self._no_draft, done=self._show_draft)

    async def _drafted(self, asked: int, wanted: Wanted) -> tuple[int, Statement]:
        return asked, await self.engine.site.statements.draft(wanted)

    def _no_draft(self, words: str) -> None:
        self._draft = None
        self.summary.setText(words)
        self.doubts.clear()

    def _show_draft(self, drafted: tuple[int, Statement]) -> None:
        asked, draft = drafted
        if asked != self._asked:
            return
        self._draft = draft
        count = translate("Reports", "%1 sessions").replace("%1", number(len(draft.rows)))
        parts = [count, f"{kilowatt_hours(draft.energy_wh)} kWh"]
        if not draft.energy_only:
            parts.append(money(draft.total.gross, draft.currency))
        self.summary.setText("  ·  ".join(parts))
        said = []
        if draft.energy_only:
            said.append(translate("Reports", "There are no such prices yet, so it proves energy alone."))
        if draft.unpriced:
            words = translate("Reports", "Prices are missing for %1 of the sessions.")
            said.append(words.replace("%1", number(draft.unpriced)))
        if draft.estimated:
            words = translate("Reports", "%1 of the sessions hold an estimate.")
            said.append(words.replace("%1", number(draft.estimated)))
        set_tone(self.doubts, "wait")
        self.doubts.setText(" ".join(said))
        self.doubts.setVisible(bool(said))
        self.issue.setEnabled(bool(draft.rows))
        self.save.setEnabled(bool(draft.rows))

    @Slot()
    def _issue(self) -> None:
        self._keep_issuer()
        wanted = self.wanted
        sure = Sure(
            self.theme,
            translate("Reports", "Issue this statement?"),
            translate(
                "Reports",
                "It gets the next number and never changes any more. If something is wrong, a new one corrects it.",
            ),
            translate("Reports", "Issue"),
            "primary",
            self,
        )
        sure.accepted.connect(lambda: self._issue_now(wanted))
        sure.open()

    def _issue_now(self, wanted: Wanted) -> None:
        wish = self.engine.site.statements.issue(wanted)
        self.ask(wish, busy=[self.issue], failed=self._say, done=self._was_issued, to_the_end=True)

    @Slot()
    def _issue_all(self) -> None:
        self._keep_issuer()
        base = self.wanted
        people = [each for each in self.bridge.people.values() if not each.erased]
        wanted = [with_(base, about=About(person_id=each.id)) for each in people]
        sure = Sure(
            self.theme,
            translate("Reports", "Issue a statement for everybody?"),
            translate("Reports", "Everybody with sessions in this month gets one, each with a number of its own."),
            translate("Reports", "Issue"),
            "primary",
            self,
        )
        sure.accepted.connect(lambda: self._issue_all_now(wanted))
        sure.open()

    def _issue_all_now(self, wanted: list[Wanted]) -> None:
        wish = self.engine.site.statements.issue_all(wanted)
        self.ask(wish, busy=[self.everybody], failed=self._say, done=self._were_issued, to_the_end=True)

    def _was_issued(self, statement: Statement) -> None:
        self._say(translate("Reports", "Statement %1 is issued.").replace("%1", str(statement.number)))
        self._choose_file(statement)

    def _were_issued(self, statements: list[Statement]) -> None:
        self._say(translate("Reports", "%1 statements are issued.").replace("%1", number(len(statements))))

    def _say(self, words: str) -> None:
        self.doubts.setText(words)
        set_tone(self.doubts, "text")
        self.doubts.show()

    def _keep_issuer(self) -> None:
        issuer = self.issuer.toPlainText().strip()
        if issuer != self.engine.preferences.issuer:
            preferred = replace(self.engine.preferences, issuer=issuer)
            self.ask(self.engine.prefer(preferred), failed=self._say, to_the_end=True)

    # Files

    @Slot()
    def _save_draft(self) -> None:
        if self._draft is not None:
            self._keep_issuer()
            self._choose_file(self._draft)

    def _choose_file(self, statement: Statement) -> None:
        if self._files.in_front():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = translate("Reports", "Statement %1").replace("%1", str(statement.number or ""))
        dialog = QFileDialog(self, translate("Reports", "Save the statement"), f"{folder}/{name.strip()}.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{each.name} (*.{ending})" for each, ending in _ENDINGS.items()])
        dialog.fileSelected.connect(lambda path: self.write(statement, Path(path), dialog.selectedNameFilter()))
        self._files.open(dialog)

    def write(self, statement: Statement, path: Path, chosen: str = "") -> None:
        """By the file's ending, or else by the kind that was chosen."""
        by_ending = {f".{ending}": form for form, ending in _ENDINGS.items()}
        form = by_ending.get(path.suffix.lower())
        if form is None:
            form = next((each for each in _ENDINGS if chosen.startswith(each.name)), StatementFormat.PDF)
            path = path.with_name(f"{path.name}.{_ENDINGS[form]}")
        wish = self.engine.write_statement(statement, path, form)
        self.ask(wish, busy=[self.save], failed=self._say, done=self._written)

    def _written(self, path: Path) -> None:
        self._say(translate("Reports", "Saved as %1.").replace("%1", path.name))

    # What was issued

    def _read_issued(self) -> None:
        self.ask.show(lambda: _issued(self.engine.history), self._show_issued)

    def _show_issued(self, issued: list[Issued]) -> None:
        self.table.show_issued(issued)
        self.table.setVisible(bool(issued))
        self.nothing.setVisible(not issued)
        sums: dict[str, Decimal] = {}
        for each in issued:
            if each.open:
                currency = each.statement.currency
                sums[currency] = sums.get(currency, Decimal(0)) + each.open
        words = ", ".join(money(amount, currency) for currency, amount in sums.items())
        self.open_sum.setText(translate("Reports", "Open: %1").replace("%1", words) if words else "")

    @Slot(QPoint)
    def _menu_at(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.menu_of(self.model.issued[index.row()]).popup(self.table.viewport().mapToGlobal(place))

    @Slot()
    def _open_menu(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            place = self.table.visualRect(index).bottomLeft()
            self.menu_of(self.model.issued[index.row()]).popup(self.table.viewport().mapToGlobal(place))

    def menu_of(self, issued: Issued) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        statement = issued.statement
        self._act(menu, translate("Reports", "Save as…"), lambda: self._choose_file(statement))
        if issued.corrected_by is None:
            self._act(menu, translate("Reports", "Handed over"), lambda: self._note(issued, PaymentKind.HANDED_OVER))
            if issued.open > 0:
                self._act(menu, translate("Reports", "Paid…"), lambda: PaidDialog(self, issued).open())
            self._act(menu, translate("Reports", "Correct by a new one…"), lambda: self._correct(issued))
        return menu

    def _act(self, menu: QMenu, words: str, then: object) -> None:
        action = QAction(words, menu)
        action.triggered.connect(then)
        menu.addAction(action)

    def _note(self, issued: Issued, kind: PaymentKind) -> None:
        self.ask(self.engine.site.statements.note(issued.statement.number, kind), failed=self._say, to_the_end=True)

    def _correct(self, issued: Issued) -> None:
        number_words = str(issued.statement.number)
        sure = Sure(
            self.theme,
            translate("Reports", "Correct statement %1?").replace("%1", number_words),
            translate("Reports", "Its sessions are reckoned anew, and a new statement takes its place and names it."),
            translate("Reports", "Correct"),
            "primary",
            self,
        )
        wish = self.engine.site.statements.correct
        sure.accepted.connect(
            lambda: self.ask(wish(issued.statement.number), failed=self._say, done=self._was_issued, to_the_end=True)
        )
        sure.open()


def place_of(choice: QComboBox, data: object) -> int:
    """Where an equal value stands, else the first: Qt's own search compares Python's values by identity."""
    return next((place for place in range(choice.count()) if choice.itemData(place) == data), 0)


def _issued(history: History) -> list[Issued]:
    return history.money.statements()


def _earlier(month: date, back: int) -> date:
    """The first day of the month so many months before; below nothing, after."""
    count = month.year * 12 + month.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)
