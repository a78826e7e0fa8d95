"""What the learning dialog shows step by step: the wait for a card, a field for its number, the card's own form."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.core import card_numbers
from app.core.card_book import MOST_NAME
from app.core.card_numbers import Likeness
from app.core.cards import Card, CardKind
from app.core.values import replace
from app.gui.card_names import CardNames
from app.gui.kind_words import KindWords, kind_words
from app.gui.learning.countdown import Countdown
from app.gui.learning.words import alike_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, HEADING
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card as Frame
from app.gui.widgets.colour_choice import ColourChoice
from app.gui.widgets.labels import label, set_tone
from app.gui.widgets.named import NameBox, Named

translate = QCoreApplication.translate


class _Step(QWidget):
    """A column as wide as the dialog's words."""

    def __init__(self, theme: Theme, width_px: int) -> None:
        super().__init__()
        self.theme = theme
        self._width_px = width_px
        self.setFixedWidth(width_px)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)

    def head(self, words: str) -> QLabel:
        made = label(self.theme, words, HEADING, STRONG, wrap=True)
        self.column.addWidget(made)
        return made


class WaitStep(_Step):
    """Hold the card to any charger: how long that is still listened for, and who listens."""

    def __init__(self, theme: Theme, width_px: int, seconds: int) -> None:
        super().__init__(theme, width_px)
        title = self.head(translate("Learning", "Hold the card to any charger"))
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.countdown = Countdown(theme, seconds)
        self.who = label(theme, tone="muted", wrap=True)
        self.who.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        # Two lines, so that nothing jumps when a charger calls.
        self.who.setMinimumHeight(self.who.fontMetrics().lineSpacing() * 3)
        self.column.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.who)

    def show_who(self, words: str) -> None:
        """`words`: the chargers that are connected; empty where none is."""
        none = translate(
            "Learning",
            "No charger is connected right now, so no card can be heard. See in the Overview why, or type the "
            "card's number instead.",
        )
        self.who.setText(words or none)
        set_tone(self.who, "muted" if words else "wait")


class OverStep(_Step):
    """A minute has passed and nobody showed a card."""

    def __init__(self, theme: Theme, width_px: int) -> None:
        super().__init__(theme, width_px)
        self.head(translate("Learning", "No card was shown"))
        advice = translate(
            "Learning",
            "Hold it flat to the reader for a second or two. Some chargers read cards only while a car is plugged in "
            "or after a button was pressed.",
        )
        self.column.addWidget(label(theme, advice, tone="muted", wrap=True))


class TypeStep(_Step):
    """The number as it stands on the card, or as another program tells it."""

    def __init__(self, theme: Theme, width_px: int) -> None:
        super().__init__(theme, width_px)
        self.head(translate("Learning", "Type the card's number"))
        name = translate("Learning", "The card's number")
        self.number = QLineEdit()
        self.number.setFont(theme.font(BODY))
        self.number.setMaxLength(card_numbers.MOST_NUMBER)
        self.number.setAccessibleName(name)
        self.number.setPlaceholderText("04A2B3C4D5E680")
        self.named = Named(theme, name, self.number)
        about = translate("Learning", "As a charger would tell it. Capitals and small letters are the same.")
        self.named.say(about)
        self.column.addWidget(self.named)


class CardStep(_Step):
    """The card's name, colour and person; above them what is known of it already."""

    joined = Signal(object)
    """The known card that the user says this one is."""

    def __init__(
        self,
        theme: Theme,
        width_px: int,
        number: str,
        names: CardNames,
        people: Iterable[tuple[int, str]],
        person_id: int | None,
        where: str,
        kind: CardKind = CardKind.CARD,
    ) -> None:
        """`where`: the charger at which it was shown; empty where it was typed."""
        super().__init__(theme, width_px)
        self.number = number
        self.card = names.find(number)
        self._people = dict(people)
        self.column.addLayout(self._head(names, where, kind_words(kind)))
        for card, likeness in () if self.card is not None else names.alike(number):
            self.column.addWidget(self._alike(card, likeness, names))
        self.name = QLineEdit()
        self.name.setFont(theme.font(BODY))
        self.name.setMaxLength(MOST_NAME)
        self.name.setPlaceholderText(translate("Learning", "Blue tag"))
        self.name.setAccessibleName(translate("Learning", "Name"))
        self.column.addWidget(Named(theme, translate("Learning", "Name"), self.name, line=False))
        self.colour = ColourChoice(theme, translate("Learning", "Colour"))
        self.column.addWidget(Named(theme, translate("Learning", "Colour"), self.colour, line=False))
        self.person = NameBox(theme, translate("Learning", "Person"), translate("Learning", "Nobody"))
        self.person.fill(self._people.values())
        named = Named(theme, translate("Learning", "Person"), self.person)
        named.say(
            translate("Learning", "A new name makes a new person. Sessions that begin with it are booked for them.")
        )
        self.column.addWidget(named)
        chosen = person_id if person_id is not None or self.card is None else self.card.person_id
        self.person.setEditText(self._people.get(chosen or 0, ""))
        if self.card is not None:
            self.name.setText(self.card.name)
            self.colour.choose(self.card.colour)

    def _head(self, names: CardNames, where: str, kind: KindWords) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        card = self.card
        if card is not None and card.name:
            owner = names.owner(card)
            title = (
                translate("Learning", "This is %1. It belongs to %2.").replace("%2", owner)
                if owner
                else translate("Learning", "This is %1. It belongs to nobody.")
            ).replace("%1", card.name)
            column.addWidget(label(self.theme, title, HEADING, STRONG, wrap=True))
            about = translate("Learning", "The card is known already. Give it another name or another person here.")
            column.addWidget(label(self.theme, about, tone="muted", wrap=True))
        else:
            column.addWidget(label(self.theme, kind.called, HEADING, STRONG, wrap=True))
        if kind.about:
            column.addWidget(label(self.theme, kind.about, tone="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.told = label(self.theme, card_numbers.masked(self.number), tone="muted")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reveal = button(self.theme, translate("Learning", "Show number"), "link")
        self.reveal.clicked.connect(self._reveal)
        row.addWidget(self.told)
        if where:
            row.addWidget(label(self.theme, kind.shown_at.replace("%1", where), tone="muted"))
        row.addWidget(self.reveal)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _reveal(self) -> None:
        self.told.setText(self.number)
        self.reveal.hide()
        self.name.setFocus()

    def _alike(self, card: Card, likeness: Likeness, names: CardNames) -> Frame:
        frame = Frame("info")
        frame.body.setContentsMargins(14, 10, 14, 10)
        frame.body.setSpacing(6)
        words = translate("Learning", "It may be %1 as another charger reads it: %2.")
        said = words.replace("%1", names.card_words(card)).replace("%2", alike_words(likeness))
        text = label(self.theme, said, wrap=True)
        text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        frame.body.addWidget(text)
        same = button(self.theme, translate("Learning", "It is the same card"))
        same.setAccessibleName(f"{same.text()}, {names.card_words(card)}")
        same.clicked.connect(lambda: self.joined.emit(card))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(same)
        frame.body.addLayout(row)
        return frame

    def wanted(self) -> tuple[Card, str]:
        """The card as it is to be kept, its person's name beside it; empty: nobody's."""
        card = self.card or Card(self.number)
        named = replace(card, name=self.name.text().strip(), colour=self.colour.colour)
        return named, self.person.currentText().strip()
