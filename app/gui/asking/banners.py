"""The question on top of every page: an unknown card wants to charge, once, always or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core import card_numbers
from app.core.access import must_warn
from app.core.cards import AnswerTo, Asked, Budget, Used
from app.core.gate import ASK_FOR
from app.core.model import Charger, Person
from app.core.prices.books import Book
from app.core.values import replace
from app.gui.cards.words import unpriced_words
from app.gui.figures import energy
from app.gui.kind_words import kind_words
from app.gui.prices.words import money
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP, PAGE_PADDING
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Banner, Card
from app.gui.widgets.labels import ElidedLabel, set_tone

translate = QCoreApplication.translate

ASKED_HEIGHT_PX = 72
_TICK_MS = 1000
# The rest stands in line; whoever shows many cards must not push the page out of sight.
_MOST_SHOWN = 3


def asked_words(asked: Asked, charger: Charger | None) -> str:
    """ "An unknown card wants to charge at Garage: ••••39B"."""
    where = asked.charger_id if charger is None else charger.title
    return f"{kind_words(asked.kind).wants.replace('%1', where)}: {card_numbers.masked(asked.card)}"


def budget_words(person: Person, used: Used, book: Book | None) -> str:
    """ "Elin has charged 139 kWh of 150 kWh this month.", or for 180 kr of 200 kr: of whatever is nearly used."""
    budget, said = person.budget or Budget(), []
    if budget.energy_wh is not None and must_warn(replace(budget, money=None), used):
        words = translate("Asking", "%1 has charged %2 of %3 this month.")
        said.append(words.replace("%3", energy(budget.energy_wh)).replace("%2", energy(used.energy_wh)))
    if budget.money is not None and used.money is not None and must_warn(replace(budget, energy_wh=None), used):
        words = translate("Asking", "%1 has charged for %2 of %3 this month.")
        currency = "" if book is None else book.currency
        said.append(words.replace("%3", money(budget.money, currency)).replace("%2", money(used.money, currency)))
        said += [f"{words}." for words in filter(None, [unpriced_words(used)])]
    return " ".join(said).replace("%1", person.name)


def seconds_left(asked: Asked, now: datetime) -> int:
    return max(0, round((ASK_FOR - (now - asked.at)).total_seconds()))


class AskedNotice(Card):
    """One card that waits."""

    answered = Signal(object, object)
    """The Asked, and the user's AnswerTo."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("info")
        self.asked: Asked | None = None
        self.setFixedHeight(ASKED_HEIGHT_PX)
        self.body.setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = ElidedLabel(theme, "", BODY, STRONG, "info")
        self.left = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.left)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        self.no = button(theme, translate("Asking", "No"))
        self.always = button(theme, translate("Asking", "Always"))
        self.once = button(theme, translate("Asking", "Allow once"), "primary")
        self.buttons = {AnswerTo.NO: self.no, AnswerTo.ALWAYS: self.always, AnswerTo.ONCE: self.once}
        for said, made in self.buttons.items():
            made.clicked.connect(lambda _checked=False, said=said: self.answered.emit(self.asked, said))
            row.addWidget(made)
        self.body.addLayout(row)

    def show_asked(self, asked: Asked, charger: Charger | None, now: datetime, *, sending: bool, failure: str) -> None:
        self.asked = asked
        words = asked_words(asked, charger)
        where = asked.charger_id if charger is None else charger.title
        kind = kind_words(asked.kind)
        self.title.setText(kind.wants.replace("%1", where))
        self.setAccessibleName(words)
        left = kind.waits.replace("%1", str(seconds_left(asked, now))).replace("%2", card_numbers.masked(asked.card))
        about = translate("Asking", "Sending…") if sending else left
        self.left.setText(failure or about)
        set_tone(self.left, "fault" if failure else "muted")
        for made in self.buttons.values():
            made.setEnabled(not sending)
            made.setAccessibleName(f"{made.text()}, {words}")


class AskBanners(QWidget):
    """One notice for each card that waits, the earliest on top; takes no room where none does."""

    answered = Signal(object, object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme = theme
        self._now = now
        self._asked: Sequence[Asked] = ()
        self._chargers: dict[str, Charger] = {}
        self._sending: set[Asked] = set()
        self._failures: dict[Asked, str] = {}
        self._made: list[AskedNotice] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE_PADDING, PAGE_PADDING - 4, PAGE_PADDING, 0)
        self._column.setSpacing(GAP)
        self.note = Banner(theme, "info", "")
        self.put_away = button(theme, translate("Asking", "Close"))
        self.put_away.clicked.connect(lambda: self.tell(""))
        self.note.add_button(self.put_away)
        self.note.hide()
        self._column.addWidget(self.note)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show)
        self.hide()

    @property
    def notices(self) -> list[AskedNotice]:
        """Those that ask something now."""
        return [each for each in self._made if not each.isHidden()]

    def show_asked(self, asked: Sequence[Asked], chargers: dict[str, Charger]) -> None:
        """All that wait now."""
        self._asked, self._chargers = asked, dict(chargers)
        self._sending &= set(asked)
        for each in [each for each in self._failures if each not in asked]:
            self.tell(self._failures.pop(each))  # its notice goes, and what was wrong is still to be read
        self._show()
        self._settle()
        if asked:
            self._tick.start()
        else:
            self._tick.stop()

    def sending(self, asked: Asked) -> None:
        self._sending.add(asked)
        self._failures.pop(asked, None)
        self._show()

    def failed(self, asked: Asked, words: str) -> None:
        self._sending.discard(asked)
        self._failures[asked] = words
        self._show()

    def tell(self, words: str, text: str = "") -> None:
        """What came of the last answer, or a warning; it stands until it is put away or something else is told."""
        self.note.say(words, text)
        self.note.setHidden(not words)
        self._settle()

    def _settle(self) -> None:
        self.setVisible(bool(self._asked) or not self.note.isHidden())

    def _show(self) -> None:
        shown = sorted(self._asked, key=lambda each: each.at)[:_MOST_SHOWN]
        while len(self._made) < len(shown):
            notice = AskedNotice(self._theme)
            notice.answered.connect(self.answered)
            self._made.append(notice)
            self._column.insertWidget(self._column.count() - 1, notice)
        for notice in self._made[len(shown) :]:
            notice.hide()
        now = self._now()
        for notice, asked in zip(self._made, shown, strict=False):
            failure = self._failures.get(asked, "")
            charger = self._chargers.get(asked.charger_id)
            notice.show_asked(asked, charger, now, sending=asked in self._sending, failure=failure)
            notice.show()
