"""Who may charge, where the user has never said: that everyone may is told, and asked once a card was used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from app.core.card_book import SITE
from app.core.cards import Doing, Openness, Policy, Shown, Stranger
from app.gui.card_names import is_ours
from app.gui.overview.rows import Kind
from app.gui.page import Page
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, CARD_PADDING, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, set_tone
from app.gui.widgets.pill import PillKind, StateMark

translate = QCoreApplication.translate

QUESTION_HEIGHT_PX = 72


class FirstQuestion(QObject):
    """Knows whether it is to be told or asked, and keeps the answer."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        """`changed` is called where something else is to be shown."""
        super().__init__(page)
        self._page = page
        self._changed = changed
        self._card_was_used = False
        self.sending = False
        self.failure = ""

    @property
    def standing(self) -> Kind | None:
        if SITE in self._page.bridge.policies:
            return None
        return Kind.ASKS if self._card_was_used else Kind.OPEN

    def read(self) -> None:
        """Ask the log whether a card was ever shown, while nobody has answered."""
        if self.standing is Kind.OPEN:
            self._page.ask.show(self._page.engine.history.strangers, self._read)

    def _read(self, strangers: list[Stranger]) -> None:
        if strangers and not self._card_was_used:
            self._card_was_used = True
            self._changed()

    def card_used(self, shown: Shown) -> None:
        if not self._card_was_used and shown.doing is not Doing.REMOTE and not is_ours(shown.card):
            self._card_was_used = True
            self._changed()

    def choose(self, openness: Openness) -> None:
        self.sending, self.failure = True, ""
        self._changed()
        wish = self._page.engine.site.cards.set_policy(SITE, Policy(openness))
        self._page.ask(wish, failed=self._failed, done=self._kept)

    def _kept(self, _nothing: None) -> None:
        self.sending = False
        self._changed()

    def _failed(self, words: str) -> None:
        self.sending, self.failure = False, words
        self._changed()


class OpennessQuestion(Card):
    """A card was used: who may charge from now on?"""

    chosen = Signal(object)
    """The Openness."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("info")
        self.body.setContentsMargins(CARD_PADDING, 10, CARD_PADDING, 10)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        question = translate("Overview", "A card was used. Who may charge here?")
        self.title = ElidedLabel(theme, question, BODY, STRONG, "info")
        self.about = ElidedLabel(theme, tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.buttons: dict[Openness, QPushButton] = {}
        for openness, word in (
            (Openness.EVERYONE, translate("Overview", "Everyone")),
            (Openness.KNOWN, translate("Overview", "Only cards I know")),
            (Openness.ASK, translate("Overview", "Ask me")),
        ):
            made = button(theme, word)
            made.setAccessibleName(f"{question} {word}")
            made.clicked.connect(lambda _checked=False, openness=openness: self.chosen.emit(openness))
            self.buttons[openness] = made
            row.addWidget(made)
        self.body.addLayout(row)
        self.setAccessibleName(question)
        self.show_state("", enabled=True)

    def show_state(self, failure: str, *, enabled: bool) -> None:
        """`failure`: why the last answer could not be kept."""
        about = translate("Overview", "Until you choose everyone may. You can change it at any time.")
        self.about.setText(failure or about)
        set_tone(self.about, "fault" if failure else "muted")
        for made in self.buttons.values():
            made.setEnabled(enabled)


class OpennessNote(Card):
    """As long as nobody has been asked: everyone may charge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.body.setContentsMargins(CARD_PADDING, 6, CARD_PADDING, 6)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(StateMark(theme, PillKind.NEUTRAL))
        words = translate("Overview", "Everyone can charge here, with any card.")
        self.words = ElidedLabel(theme, words, tone="muted")
        row.addWidget(self.words, 1)
        self.choose = button(theme, translate("Overview", "Choose who may charge"), "quiet")
        row.addWidget(self.choose)
        self.body.addLayout(row)
        self.setAccessibleName(words)
