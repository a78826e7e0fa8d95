"""Everything about one card in one dialog: whose it is, what it may do, where, when and how much."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.core.card_book import MOST_GROUP, MOST_NAME
from app.core.card_numbers import masked
from app.core.cards import Card, Used
from app.core.prices.limits import counted_by
from app.core.site import Site
from app.core.values import replace
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.cards.card_fields import AllowanceField, ChargersField, ExpiryField
from app.gui.icons import Icons
from app.gui.page import Engine
from app.gui.page_parts import scroll_area
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import hairline
from app.gui.widgets.colour_choice import ColourChoice
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import tick
from app.gui.widgets.hours_field import HoursField
from app.gui.widgets.labels import label
from app.gui.widgets.named import NameBox, Named

translate = QCoreApplication.translate

_WIDTH_PX = 580
_HEIGHT_PX = 640


class CardDialog(Dialog):
    """Keeps the card when Save is pressed; what cannot be kept is said at its foot."""

    saved = Signal(object)
    """The card as it is known now."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        engine: Engine,
        bridge: Bridge,
        ask: Ask,
        card: Card,
        used: Used,
        now: datetime,
        parent: QWidget,
    ) -> None:
        title = card.name or translate("CardDialog", "Card %1").replace("%1", masked(card.uid))
        super().__init__(theme, title, "", parent, width_px=_WIDTH_PX, resizable=True)
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, min(_HEIGHT_PX, max(420, parent.window().height() - 60)))
        self._site: Callable[[], Site] = lambda: engine.site
        self._ask = ask
        self.card = card
        self.area = area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(2, 2, 14, 2)
        self._column.setSpacing(GAP)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self._add_number()
        self._add_who(bridge)
        self._column.addWidget(hairline())
        self.chargers = ChargersField(theme, bridge.chargers.values(), card.chargers)
        self.hours = HoursField(theme, icons, translate("CardDialog", "Only at certain hours"))
        self.hours.show_hours(card.hours)
        self.expiry = ExpiryField(theme, icons, card.expires_at, now)
        self.allowance = AllowanceField(theme, card.allowance, used, now, counted_by(bridge.books))
        for each in (self.chargers, self.hours, self.expiry, self.allowance):
            self._column.addWidget(each)
        self._column.addWidget(hairline())
        self._add_ticks()
        self._column.addStretch(1)
        self.save = self.add_yes(translate("CardDialog", "Save"), self._keep)
        self.name.setFocus()

    # What it is made of

    def _add_number(self) -> None:
        self._numbers = QVBoxLayout()
        self._numbers.setSpacing(4)
        self._column.addLayout(self._numbers)
        self._numbers.addLayout(self._number_row(self.card.uid, joined=False))
        for each in self.card.also:
            self._numbers.addLayout(self._number_row(each, joined=True))

    def _number_row(self, number: str, *, joined: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = translate("CardDialog", "Also read as") if joined else translate("CardDialog", "Number")
        told = label(self.theme, masked(number))
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show = button(self.theme, translate("CardDialog", "Show"), "link")
        show.setAccessibleName(f"{show.text()}, {words} {masked(number)}")
        show.clicked.connect(lambda: self._reveal(told, number, show))
        row.addWidget(label(self.theme, words, tone="muted"))
        row.addWidget(told)
        row.addWidget(show)
        if joined:
            apart = button(self.theme, translate("CardDialog", "Take apart"), "link")
            apart.setToolTip(translate("CardDialog", "The program then takes it for another card again."))
            apart.setAccessibleName(f"{apart.text()}, {masked(number)}")
            apart.clicked.connect(lambda: self._part(number, (told, show, apart)))
            row.addWidget(apart)
        row.addStretch(1)
        return row

    def _add_who(self, bridge: Bridge) -> None:
        name, person = translate("CardDialog", "Name"), translate("CardDialog", "Person")
        self.name = QLineEdit(self.card.name)
        self.name.setFont(self.theme.font(BODY))
        self.name.setMaxLength(MOST_NAME)
        self.name.setAccessibleName(name)
        self.name.setPlaceholderText(translate("CardDialog", "Blue tag"))
        self.colour = ColourChoice(self.theme, translate("CardDialog", "Colour"))
        self.colour.choose(self.card.colour)
        self.person = NameBox(self.theme, person, translate("CardDialog", "Nobody"))
        self.person.fill(each.name for each in bridge.people.values() if not each.erased)
        holder = bridge.people.get(self.card.person_id or 0)
        self.person.setEditText("" if holder is None else holder.name)
        self.group = QLineEdit(self.card.group)
        self.group.setFont(self.theme.font(BODY))
        self.group.setMaxLength(MOST_GROUP)
        self.group.setAccessibleName(translate("CardDialog", "Group"))
        group = Named(self.theme, translate("CardDialog", "Group"), self.group)
        group.say(translate("CardDialog", "Cards of one group may stop each other's sessions."))
        whose = Named(self.theme, person, self.person)
        whose.say(translate("CardDialog", "A new name makes a new person."))
        self._column.addWidget(Named(self.theme, name, self.name, line=False))
        self._column.addWidget(Named(self.theme, translate("CardDialog", "Colour"), self.colour, line=False))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(whose, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(group, 2, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _add_ticks(self) -> None:
        self.alone = tick(self.theme, translate("CardDialog", "One session at a time"), self.card.alone)
        self.blocked = tick(self.theme, translate("CardDialog", "Blocked: it is refused everywhere"), self.card.blocked)
        words = translate("CardDialog", "Master card: it stops any session and starts none")
        self.master = tick(self.theme, words, self.card.master)
        for each in (self.alone, self.blocked, self.master):
            self._column.addWidget(each)

    # What is done

    @staticmethod
    def _reveal(told: QLabel, number: str, show: QWidget) -> None:
        told.setText(number)
        told.setFocus()
        show.hide()

    def _part(self, number: str, row: tuple[QWidget, ...]) -> None:
        def parted(card: Card) -> None:
            self.card = card
            for each in row:
                each.hide()
            self.saved.emit(card)

        self._ask(self._site().cards.part(self.card.uid, number), busy=row[-1:], failed=self.say, done=parted)

    def wanted(self) -> Card:
        """The card as the dialog has it, its person aside."""
        colour = self.colour.colour
        if not self.card.colour and colour == "grey":
            colour = ""  # shown grey, and left so
        return replace(
            self.card,
            name=self.name.text().strip(),
            colour=colour,
            group=self.group.text().strip(),
            chargers=self.chargers.chargers,
            hours=self.hours.hours,
            expires_at=self.expiry.expires_at,
            allowance=self.allowance.allowance,
            alone=self.alone.isChecked(),
            blocked=self.blocked.isChecked(),
            master=self.master.isChecked(),
        )

    def _keep(self) -> None:
        if self.chargers.none_chosen:
            self.say(translate("CardDialog", "Choose at least one charger, or let it charge at all of them."))
            return
        wrong = self.allowance.wrong
        if wrong:
            self.say(wrong)
            self.allowance.money.setFocus()
            return
        self.say("")
        wish = keep_card(self._site(), self.wanted(), self.person.currentText().strip())
        self._ask(wish, busy=(self.save,), failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, card: Card) -> None:
        self.saved.emit(card)
        self.accept()


def keep_card(site: Site, card: Card, person: str) -> Coroutine[Any, Any, Card]:
    """For the engine's thread: known from now on, of the person of this name, who is made known where it is new."""

    async def kept() -> Card:
        person_id = None
        if person:
            person_id = (site.people.find_person(person) or await site.cards.add_person(person)).id
        mine = replace(card, person_id=person_id)
        return await (site.cards.change(mine) if site.cards.find(card.uid) is not None else site.cards.add(mine))

    return kept()
