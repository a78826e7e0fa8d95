"""What stands on the page: the block of a person with their cards, a card's line, and the notices of strangers."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.card_numbers import masked
from app.core.cards import Stranger
from app.gui.card_names import CardNames
from app.gui.cards.view import BudgetView, CardView, Row
from app.gui.cards.words import alike_words, held_words
from app.gui.figures import number
from app.gui.icons import Icons
from app.gui.kind_words import kind_words
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.colour_choice import card_paint, colour_word
from app.gui.widgets.labels import ElidedLabel, label, tip
from app.gui.widgets.pill import Pill

translate = QCoreApplication.translate

STRANGER_HEIGHT_PX = 66
_HEAD_PX, _BUDGET_PX, _NOTE_PX, _LINE_PX, _FOLD_PX = 30, 26, 20, 40, 36
_AROUND_PX = 12
_NAME_PX = 120  # so much of a card's name is always to be read
_CHIP = (30, 20)


def block_height(row: Row) -> int:
    """How high a block is, before it is made."""
    height = 2 * _AROUND_PX + 2 + _HEAD_PX + (_LINE_PX + 1) * max(1, len(row.cards))
    height += _FOLD_PX if row.more else 0
    if row.budget is None:
        return height
    return height + _BUDGET_PX + (_NOTE_PX if row.budget.note else 0)


class ColourChip(QWidget):
    """A card in small, in its colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._colour = ""
        self.setFixedSize(*_CHIP)
        theme.changed.connect(self.update)

    def show_colour(self, colour: str) -> None:
        self._colour = colour
        self.setToolTip(colour_word(colour))
        self.setAccessibleName(colour_word(colour))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(card_paint(self._colour))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


class BudgetBar(QWidget):
    """So much of a month's budget is used."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._part, self._near = 0.0, False
        self.setFixedHeight(6)
        theme.changed.connect(self.update)

    def show_part(self, part: float, near: bool) -> None:
        self._part, self._near = part, near
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(whole, 3, 3)
        if self._part > 0:
            painter.setBrush(self._theme.colour("wait" if self._near else "accent"))
            painter.drawRoundedRect(QRectF(0, 0, max(6.0, whole.width() * self._part), whole.height()), 3, 3)


class CardLine(QWidget):
    """One card: what it is called, what it may do, when it was used."""

    opened = Signal(str)
    """The card's number: the user wants to change it."""

    menu_asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.uid = ""
        self.setFixedHeight(_LINE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.chip = ColourChip(theme)
        self.name = ElidedLabel(theme, "", BODY, MEDIUM)
        self.number = ElidedLabel(theme, tone="muted")
        self.left = ElidedLabel(theme, "", BODY, tone="muted")
        self.charged = ElidedLabel(theme, "", BODY, tone="muted")
        self.pill = Pill(theme)
        self.used = label(theme, tone="muted")
        self.more = icon_button(icons, "more", "")
        self.more.clicked.connect(self._ask_menu)
        row.addWidget(self.chip)
        row.addWidget(self.name)
        row.addWidget(self.number)
        row.addWidget(self.left)
        row.addStretch(1)
        row.addWidget(self.charged)
        row.addWidget(self.pill)
        row.addWidget(self.used)
        row.addWidget(self.more)

    def show_card(self, view: CardView, revealed: bool) -> None:
        self.uid = view.uid
        self.chip.show_colour(view.colour)
        self.name.setText(view.title)
        self.name.setMinimumWidth(min(_NAME_PX, self.name.sizeHint().width()))
        self.number.setText(view.uid if revealed else view.number)
        # A name gives way before what tells one card from another, and a number that was asked for may be long.
        self.number.setMinimumWidth(0 if revealed else self.number.sizeHint().width())
        self.left.setText(view.left)
        self.left.setVisible(bool(view.left))
        self.pill.show_state(view.state.kind, view.state.word)
        self.pill.setMinimumWidth(self.pill.sizeHint().width())
        self.pill.setToolTip(view.state.all_words if view.state.also else "")
        self.charged.setText(view.charged)
        self.charged.setVisible(bool(view.charged))
        self.used.setText(view.used)
        about = ", ".join(filter(None, (view.title, view.state.all_words, view.left, view.charged, view.used)))
        self.setAccessibleName(about)
        words = translate("Cards", "What can be done with %1").replace("%1", view.title)
        self.more.setToolTip(tip(words))
        self.more.setAccessibleName(f"{words}: {about}")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.uid)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu:
            self._ask_menu()
            return True
        return super().event(event)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.uid, self.more.mapToGlobal(self.more.rect().bottomLeft()))


class PersonBlock(Card):
    """A person, what they charged this month, and their cards; or the cards of nobody."""

    card_opened = Signal(str)
    card_menu_asked = Signal(str, QPoint)
    person_menu_asked = Signal(int, QPoint)
    """The person's number."""

    unfolded = Signal(str)
    """The key of the row: all of its cards are wanted."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._key, self._person_id = "", 0
        self.body.setContentsMargins(CARD_PADDING, _AROUND_PX, CARD_PADDING - 6, _AROUND_PX)
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.title = ElidedLabel(theme, "", EMPHASIS, STRONG)
        self.title.setMinimumHeight(_HEAD_PX)
        self.vehicles = ElidedLabel(theme, tone="muted")
        self.month = label(theme, translate("Cards", "This month"), tone="muted")
        self.energy = label(theme, "", BODY, STRONG)
        self.cost = label(theme, "", BODY, STRONG)
        self.sessions = label(theme, tone="muted")
        self.more = icon_button(icons, "more", "")
        self.more.clicked.connect(self._ask_menu)
        head.addWidget(self.title)
        head.addWidget(self.vehicles)
        head.addStretch(1)
        for each in (self.month, self.energy, self.cost, self.sessions, self.more):
            head.addWidget(each)
        self.body.addLayout(head)
        self.budget = QWidget()
        self.budget.setFixedHeight(_BUDGET_PX)
        beneath = QHBoxLayout(self.budget)
        beneath.setContentsMargins(0, 0, 6, 0)
        beneath.setSpacing(GAP)
        self.limit = label(theme, "", SMALL, tone="muted")
        self.bar = BudgetBar(theme)
        self.end = label(theme, "", SMALL, tone="muted")
        beneath.addWidget(self.limit)
        beneath.addWidget(self.bar, 1)
        beneath.addWidget(self.end)
        self.body.addWidget(self.budget)
        self.note = ElidedLabel(theme, "", SMALL, tone="muted")
        self.note.setFixedHeight(_NOTE_PX)
        self.note.setContentsMargins(0, 0, 0, 6)
        self.body.addWidget(self.note)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self.lines: list[CardLine] = []
        self._hairlines: list[QWidget] = []
        self.none = label(theme, translate("Cards", "No card yet"), tone="muted")
        self.none.setFixedHeight(_LINE_PX)
        self.body.addWidget(self.none)
        self.fold = button(theme, "", "link")
        self.fold.clicked.connect(lambda: self.unfolded.emit(self._key))
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_row(self, row: Row, revealed: frozenset[str]) -> None:
        """`revealed`: the cards whose numbers are shown."""
        self._key = row.key
        self._person_id = 0 if row.person is None else row.person.id
        self.title.setText(row.title)
        self.title.setMinimumWidth(min(_NAME_PX, self.title.sizeHint().width()))
        self.vehicles.setText(row.vehicles)
        self.energy.setText(row.energy)
        self.cost.setText(row.cost)
        self.cost.setToolTip(row.cost_about)
        self.cost.setAccessibleDescription(row.cost_about)
        self.sessions.setText(row.sessions)
        person_alone: tuple[QWidget, ...] = (self.vehicles, self.month, self.energy, self.sessions, self.more)
        for each in person_alone:
            each.setVisible(row.person is not None)
        self.cost.setVisible(bool(row.cost))
        words = translate("Cards", "What can be done with %1").replace("%1", row.title)
        self.more.setToolTip(tip(words))
        self.more.setAccessibleName(words)
        self._show_budget(row.budget)
        self._show_cards(row, revealed)
        self.fold.setVisible(bool(row.more))
        self.fold.setText(translate("Cards", "Show %1 more cards").replace("%1", number(row.more)))
        month = f"{self.month.text()} {row.energy}" if row.person is not None else ""
        self.setAccessibleName(", ".join(filter(None, (row.title, row.vehicles, month, row.cost, row.sessions))))

    def _show_budget(self, budget: BudgetView | None) -> None:
        self.budget.setVisible(budget is not None)
        self.note.setVisible(budget is not None and bool(budget.note))
        if budget is not None:
            self.note.setText(budget.note)
            self.limit.setText(budget.limit)
            self.end.setText(budget.end)
            self.bar.show_part(budget.part, budget.near)
            self.budget.setAccessibleName(", ".join(filter(None, (budget.limit, budget.end, budget.note))))

    def _show_cards(self, row: Row, revealed: frozenset[str]) -> None:
        while len(self.lines) < len(row.cards):
            rule, line = hairline(), CardLine(self._theme, self._icons)
            line.opened.connect(self.card_opened)
            line.menu_asked.connect(self.card_menu_asked)
            self._column.addWidget(rule)
            self._column.addWidget(line)
            self._hairlines.append(rule)
            self.lines.append(line)
        for place, line in enumerate(self.lines):
            there = place < len(row.cards)
            line.setVisible(there)
            self._hairlines[place].setVisible(there)
            if there:
                line.show_card(row.cards[place], row.cards[place].uid in revealed)
        self.none.setVisible(not row.cards)

    def line(self, uid: str) -> CardLine | None:
        return next((each for each in self.lines if each.isVisibleTo(self) and each.uid == uid), None)

    def _ask_menu(self) -> None:
        self.person_menu_asked.emit(self._person_id, self.more.mapToGlobal(self.more.rect().bottomLeft()))


class StrangerNotice(Card):
    """A card that nobody has named, with the two answers to it."""

    blocked = Signal(str)
    named = Signal(str)
    """The card's number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("info")
        self.card = ""
        self.body.setContentsMargins(CARD_PADDING, 10, CARD_PADDING, 10)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel(theme, "", BODY, STRONG, "info")
        self.about = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.no = button(theme, translate("Cards", "Block"))
        self.no.clicked.connect(lambda: self.blocked.emit(self.card))
        self.yes = button(theme, translate("Cards", "Whose is it?"), "primary")
        self.yes.clicked.connect(lambda: self.named.emit(self.card))
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.addLayout(row)

    def show_stranger(self, stranger: Stranger, charger: str, names: CardNames, now: datetime) -> None:
        """`charger`: the title of the one that it was held to last."""
        self.card = stranger.card
        self.title.setText(f"{kind_words(stranger.kind).stranger}  {masked(stranger.card)}")
        about = held_words(stranger, charger, now)
        for card, _likeness in names.alike(stranger.card)[:1]:
            about = f"{about} · {alike_words(card, names)}"
        self.about.setText(about)
        self.setAccessibleName(f"{self.title.text()}, {about}")
        for each in (self.no, self.yes):
            each.setAccessibleName(f"{each.text()}, {masked(stranger.card)}")


class StrangersLine(Card):
    """Several of them in one line."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("info")
        self.body.setContentsMargins(CARD_PADDING, 10, CARD_PADDING, 10)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel(theme, "", BODY, STRONG, "info")
        self.about = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.see = button(theme, translate("Cards", "See them"), "primary")
        self.see.clicked.connect(self.opened)
        row.addWidget(self.see)
        self.body.addLayout(row)

    def show_strangers(self, strangers: tuple[Stranger, ...], charger: str, now: datetime) -> None:
        title = translate("Cards", "%1 cards nobody has named").replace("%1", number(len(strangers)))
        self.title.setText(title)
        newest = strangers[0]
        about = f"{masked(newest.card)} {held_words(newest, charger, now)}"
        self.about.setText(about)
        self.setAccessibleName(f"{title}, {about}")
