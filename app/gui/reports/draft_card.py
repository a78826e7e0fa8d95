"""A new statement: of whom, of which time, for whom; what it would come to; previewed, saved or issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from app.core.prices.books import Side
from app.core.prices.clock import months_before, next_month
from app.core.statements import About, Statement, Template, Wanted
from app.gui.figures import kilowatt_hours, local, midnight, number, zone_name
from app.gui.page_parts import form_row
from app.gui.prices.words import money, side_word
from app.gui.reports import choices
from app.gui.reports.batch_dialog import BatchDialog
from app.gui.reports.preview_dialog import PreviewDialog
from app.gui.reports.words import sessions_words, template_word
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Sure
from app.gui.widgets.fields import date_field, day_in, set_day
from app.gui.widgets.labels import label, set_tone

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate

_CHOICE_PX = 300
_LANGUAGES = (("en", "English"), ("sv", "Svenska"))


class DraftCard(Card):
    """Made anew with every choice."""

    def __init__(self, page: ReportsPage) -> None:
        super().__init__()
        self._page = page
        self._theme = page.theme
        self.draft: Statement | None = None
        self._asked = 0  # which draft was asked for last
        self.body.addWidget(label(self._theme, translate("Reports", "New statement"), EMPHASIS, STRONG))
        self.whose = self._choice(translate("Reports", "Whose sessions"))
        self.month = self._choice(translate("Reports", "Time"))
        self.month.currentIndexChanged.connect(self._settle_range)
        self.body.addWidget(self._range())
        self.split = QCheckBox(translate("Reports", "Divide sessions at the ends of the month"))
        self.split.setFont(self._theme.font(BODY))
        about = translate(
            "Reports",
            "Otherwise a session over midnight is whole in the month it ends in. Keep to one way: nothing is counted "
            "twice, but a part may be left out where the months differ.",
        )
        self.split.setToolTip(about)
        self.split.toggled.connect(self.refresh)
        divide = QHBoxLayout()
        divide.addStretch(1)
        divide.addWidget(self.split)
        self.body.addLayout(divide)
        self.template = self._choice(translate("Reports", "For"))
        for template in Template:
            self.template.addItem(template_word(template), template)
        self.side = SegmentedControl(
            self._theme, [(side.value, side_word(side)) for side in Side], translate("Reports", "Which prices")
        )
        self.side.chosen.connect(self._side_chosen)
        self.body.addLayout(form_row(self._theme, translate("Reports", "By which prices"), self.side))
        self.language = SegmentedControl(self._theme, _LANGUAGES, translate("Reports", "Language"))
        self.language.choose(page.language)
        self.language.chosen.connect(self.refresh)
        self.body.addLayout(form_row(self._theme, translate("Reports", "Language of the statement"), self.language))
        self.issuer = self._address(
            translate("Reports", "Your name and address"),
            translate("Reports", "Stands at the top of every statement."),
            page.engine.preferences.issuer,
        )
        self.recipient = self._address(
            translate("Reports", "To"),
            translate("Reports", "Name and address; where it is left empty, whose sessions they are."),
        )
        self.summary = label(self._theme, "", EMPHASIS, STRONG, wrap=True)
        self.doubts = label(self._theme, "", tone="wait", wrap=True)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.doubts)
        self.body.addLayout(self._foot())

    # Building

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setFont(self._theme.font(BODY))
        made.setAccessibleName(name)
        made.setFixedWidth(_CHOICE_PX)
        made.currentIndexChanged.connect(self.refresh)
        self.body.addLayout(form_row(self._theme, name, made))
        return made

    def _range(self) -> QWidget:
        """The first and the last day, where the time is no month."""
        self.range = QWidget()
        row = QHBoxLayout(self.range)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addStretch(1)
        page = self._page
        today = local(page.now()).date()
        self.first = date_field(self._theme, page.icons, translate("Reports", "First day"))
        self.last = date_field(self._theme, page.icons, translate("Reports", "Last day"))
        set_day(self.first, months_before(today, 1))
        set_day(self.last, today - timedelta(days=1))
        for words, field in ((translate("Reports", "from"), self.first), (translate("Reports", "to"), self.last)):
            field.setFixedWidth(150)
            field.dateChanged.connect(self.refresh)
            row.addWidget(label(self._theme, words, tone="muted"))
            row.addWidget(field)
        self.range.hide()
        return self.range

    def _address(self, name: str, about: str, text: str = "") -> QPlainTextEdit:
        made = QPlainTextEdit(text)
        made.setFont(self._theme.font(BODY))
        made.setFixedSize(_CHOICE_PX, 64)
        made.setTabChangesFocus(True)
        made.setAccessibleName(name)
        self.body.addLayout(form_row(self._theme, name, made, about))
        return made

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        self.everybody = button(self._theme, translate("Reports", "For everybody…"))
        self.everybody.clicked.connect(self._for_everybody)
        self.preview = button(self._theme, translate("Reports", "Preview…"))
        self.preview.clicked.connect(self.show_preview)
        self.save = button(self._theme, translate("Reports", "Save as…"))
        self.save.clicked.connect(self._save)
        self.issue = button(self._theme, translate("Reports", "Issue"), "primary")
        self.issue.clicked.connect(self._issue)
        foot.addWidget(self.everybody)
        foot.addStretch(1)
        for each in (self.preview, self.save, self.issue):
            foot.addWidget(each)
        return foot

    # What is wanted

    def fill(self) -> None:
        choices.fill(self.whose, self._theme, choices.whose(self._page.bridge))
        choices.fill(self.month, self._theme, choices.times(local(self._page.now()).date(), self._page.locale()))

    def choose(self, about: About) -> None:
        self.whose.setCurrentIndex(choices.place_of(self.whose, about))

    @Slot()
    def _settle_range(self, _index: int = 0) -> None:
        free = self.month.currentData() == choices.FREE
        self.range.setVisible(free)
        self.split.setVisible(not free)

    @Slot()
    def _side_chosen(self, key: str = "") -> None:
        """What others pay is theirs to read, what I pay is mine; a company car's stays."""
        usual = Template.TENANT if self.side.key == Side.CHARGE.value else Template.PRIVATE
        if self.template.currentData() in (Template.TENANT, Template.PRIVATE):
            self.template.setCurrentIndex(self.template.findData(usual))
        self.refresh()

    @property
    def time(self) -> tuple[datetime, datetime]:
        month = self.month.currentData()
        if isinstance(month, date):
            return midnight(month), midnight(next_month(month))
        return midnight(day_in(self.first)), midnight(day_in(self.last) + timedelta(days=1))

    @property
    def wanted(self) -> Wanted:
        about: About = self.whose.currentData()
        since, until = self.time
        return Wanted(
            about,
            since,
            until,
            zone_name(),
            Side(self.side.key),
            self.template.currentData(),
            self.language.key,
            self.issuer.toPlainText().strip(),
            self.recipient.toPlainText().strip(),
            self.split.isChecked() and self.month.currentData() != choices.FREE,
        )

    # The draft

    @Slot()
    def refresh(self, _index: object = None) -> None:
        if self.whose.currentData() is None or self.month.currentData() is None:
            return
        self._asked += 1
        wanted = self.wanted
        if wanted.since >= wanted.until:
            self._no_draft(translate("Reports", "The first day lies after the last."))
            return
        self._page.ask(self._drafted(self._asked, wanted), busy=(), failed=self._no_draft, done=self._show_draft)

    async def _drafted(self, asked: int, wanted: Wanted) -> tuple[int, Statement]:
        return asked, await self._page.engine.site.statements.draft(wanted)

    def _no_draft(self, words: str) -> None:
        self.draft = None
        self.summary.setText(words)
        self.doubts.hide()
        self._enable(False)

    def _show_draft(self, drafted: tuple[int, Statement]) -> None:
        asked, draft = drafted
        if asked != self._asked:
            return
        self.draft = draft
        self.summary.setText(draft_words(draft))
        doubts = doubts_of(draft)
        self.say(" ".join([*doubts, *signed_words(draft)]), "wait" if doubts else "text")
        self._enable(bool(draft.rows))

    def _enable(self, some: bool) -> None:
        for each in (self.issue, self.save, self.preview):
            each.setEnabled(some)

    def say(self, words: str, tone: str = "text") -> None:
        set_tone(self.doubts, "wait" if tone == "wait" else "text")
        self.doubts.setText(words)
        self.doubts.setVisible(bool(words))

    # What the user does

    def _issued_with_address(self) -> Wanted:
        """What is wanted; the address is kept for the next."""
        issuer = self.issuer.toPlainText().strip()
        engine = self._page.engine
        if issuer != engine.preferences.issuer:
            preferred = replace(engine.preferences, issuer=issuer)
            self._page.ask(engine.prefer(preferred), failed=self.say, to_the_end=True)
        return self.wanted

    async def _draft_now(self, wanted: Wanted) -> Statement:
        """With the addresses as they are typed now."""
        return await self._page.engine.site.statements.draft(wanted)

    @Slot()
    def show_preview(self) -> None:
        wanted = self._issued_with_address()
        self._page.ask(self._draft_now(wanted), busy=[self.preview], failed=self.say, done=self._open_preview)

    def _open_preview(self, draft: Statement) -> None:
        dialog = PreviewDialog(self._page, draft)
        dialog.accepted.connect(self._issue)
        dialog.open()

    @Slot()
    def _save(self) -> None:
        wanted = self._issued_with_address()
        self._page.ask(self._draft_now(wanted), busy=[self.save], failed=self.say, done=self._page.save_statement)

    @Slot()
    def _issue(self) -> None:
        """What cannot be issued says why, and nobody is asked whether they are sure of it."""
        wish = self._can_be_issued(self._issued_with_address())
        self._page.ask(wish, busy=[self.issue], failed=self.say, done=self._ask_if_sure)

    async def _can_be_issued(self, wanted: Wanted) -> Wanted:
        """Raises StatementRefused."""
        (foreseen,) = await self._page.engine.site.statements.foresee([wanted])
        refusal = foreseen.refusal()
        if refusal is not None:
            raise refusal
        return wanted

    def _ask_if_sure(self, wanted: Wanted) -> None:
        sure = Sure(
            self._theme,
            translate("Reports", "Issue this statement?"),
            translate(
                "Reports",
                "It gets the next number and never changes any more. If something is wrong, a new one corrects it.",
            ),
            translate("Reports", "Issue"),
            "primary",
            self._page,
        )
        sure.accepted.connect(lambda: self._issue_now(wanted))
        sure.open()

    def _issue_now(self, wanted: Wanted) -> None:
        wish = self._page.engine.site.statements.issue(wanted)
        self._page.ask(wish, busy=[self.issue], failed=self.say, done=self._page.was_issued, to_the_end=True)

    @Slot()
    def _for_everybody(self) -> None:
        BatchDialog(self._page, self._issued_with_address(), self.month.currentText()).open()


def draft_words(draft: Statement) -> str:
    """How many sessions, how much energy, how much money."""
    parts = [
        sessions_words(len(draft.rows)),
        f"{kilowatt_hours(draft.energy_wh)} kWh",
    ]
    if not draft.energy_only:
        parts.append(money(draft.total.gross, draft.currency))
    return "  ·  ".join(parts)


def doubts_of(draft: Statement) -> list[str]:
    said = []
    if draft.energy_only:
        said.append(translate("Reports", "There are no such prices yet, so it proves energy alone."))
    if draft.unpriced:
        words = translate("Reports", "Prices are missing for %1 of the sessions.")
        said.append(words.replace("%1", number(draft.unpriced)))
    if draft.estimated:
        words = translate("Reports", "%1 of the sessions hold an estimate.")
        said.append(words.replace("%1", number(draft.estimated)))
    return said


def signed_words(draft: Statement) -> list[str]:
    if not draft.signed:
        return []
    words = translate("Reports", "Signed meter values: %1. They are saved as a file beside it.")
    return [words.replace("%1", number(draft.signed))]
