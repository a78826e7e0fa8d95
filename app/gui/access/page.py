"""Who may charge: the rule that holds everywhere, and every charger with its own and what holds when we are off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout

from app.core.card_book import SITE
from app.core.cards import Policy
from app.core.changes import (
    AwayChanged,
    Change,
    ChargerChanged,
    ChargerForgotten,
    PeopleChanged,
    PoliciesChanged,
)
from app.gui.access.away_panel import change_rules, set_up, show_in
from app.gui.access.charger_row import ChargerRow
from app.gui.access.policy_form import PolicyForm
from app.gui.page import Page
from app.gui.page_parts import empty, page_head, scrolling
from app.gui.theme import STRONG
from app.gui.theme.tokens import EMPHASIS
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDEST_PX = 760


class WhoPage(Page):
    """The site's rule is kept when Save is pressed; a charger's in a dialog of its own."""

    def build(self) -> None:
        column = scrolling(self, _WIDEST_PX)
        people = button(self.theme, translate("Access", "Cards & people").replace("&", "&&"), "quiet")
        people.clicked.connect(lambda: self.open_page.emit("cards", None))
        column.addLayout(page_head(self.theme, self.title(), people))
        column.addWidget(self._everywhere())
        column.addWidget(self._chargers())
        column.addStretch(1)
        self.bridge.changed.connect(self._changed)
        self._shown = False
        self._meant = ""
        self._scrolling = self.single_timer(0, self._scroll)  # when its rows have found their places

    def title(self) -> str:
        return translate("Access", "Who may charge")

    def activated(self, about: object = None) -> None:
        """`about`: the charger that is meant."""
        self._shown = True
        self.form.show_policy(self._site, self.bridge.people)
        self._say("")
        self._fill()
        self._meant = about if isinstance(about, str) else ""
        self._scrolling.start()

    def deactivated(self) -> None:
        self._shown = False

    def _scroll(self) -> None:
        row, area = self.rows.get(self._meant), self.findChild(QScrollArea)
        if row is not None and area is not None:
            area.ensureWidgetVisible(row)
            row.change.setFocus()

    @staticmethod
    def heeds(_change: Change) -> bool:
        return False

    # Building

    def _everywhere(self) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, translate("Access", "Everywhere"), EMPHASIS, STRONG))
        about = translate("Access", "This holds at every charger that has no rules of its own.")
        card.body.addWidget(label(self.theme, about, tone="muted", wrap=True))
        self.form = PolicyForm(self.theme, self.icons, lock=False)
        self.form.changed.connect(self._settle)
        card.body.addWidget(self.form)
        self.problem = label(self.theme, tone="fault", wrap=True)
        card.body.addWidget(self.problem)
        self.save = button(self.theme, translate("Access", "Save"), "primary")
        self.save.clicked.connect(self._keep)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        card.body.addLayout(row)
        return card

    def _chargers(self) -> Card:
        self.card = Card()
        self.card.body.addWidget(label(self.theme, translate("Access", "Chargers"), EMPHASIS, STRONG))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.card.body.addLayout(self._list)
        self.rows: dict[str, ChargerRow] = {}
        return self.card

    # Showing

    @property
    def _site(self) -> Policy:
        return self.bridge.policies.get(SITE) or Policy()

    def _fill(self) -> None:
        """Every charger of ours, by name."""
        ours = sorted(
            (each for each in self.bridge.chargers.values() if each.approved), key=lambda each: each.title.casefold()
        )
        if list(self.rows) != [each.id for each in ours]:
            empty(self._list)
            self.rows = {}
            for place, charger in enumerate(ours):
                if place:
                    self._list.addWidget(hairline())
                row = ChargerRow(self.theme, charger.id)
                row.change_asked.connect(self._change)
                row.set_asked.connect(self._set_up)
                self.rows[charger.id] = row
                self._list.addWidget(row)
        for row in self.rows.values():
            show_in(row, self)
        self.card.setVisible(bool(ours))

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if not self._shown:
            return
        kinds = ChargerChanged | ChargerForgotten | PoliciesChanged | PeopleChanged | AwayChanged
        if any(isinstance(change, kinds) for change in batch):
            self._fill()
        if any(isinstance(change, PeopleChanged) for change in batch):
            self.form.show_people(self.bridge.people.values())
        self._settle()

    def _settle(self) -> None:
        unsaid = SITE not in self.bridge.policies
        self.save.setEnabled(self.form.complete and (unsaid or self.form.policy != self._site))

    # Acting

    def _keep(self) -> None:
        self._say("")
        wish = self.engine.site.cards.set_policy(SITE, self.form.policy)
        self.ask(wish, busy=(self.save,), failed=self._say, done=self._kept)

    def _kept(self, _nothing: None) -> None:
        self._settle()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self._settle()

    def _change(self, charger_id: str) -> None:
        change_rules(self, charger_id, self)

    def _set_up(self, charger_id: str) -> None:
        set_up(self, self.rows[charger_id])
