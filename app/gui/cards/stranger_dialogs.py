"""Whose is this card: it is named with the sessions that it began, or joined to a known one; and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.cards import Card, Stranger
from app.core.interfaces import SessionQuery, Totals
from app.core.site import Site
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.card_names import CardNames
from app.gui.cards.card_dialog import keep_card
from app.gui.cards.words import sessions_words
from app.gui.figures import energy
from app.gui.learning.steps import CardStep
from app.gui.page import Engine
from app.gui.page_parts import scroll_area
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import tick

translate = QCoreApplication.translate

_WIDTH_PX = 460


class WhoseDialog(Dialog):
    """Name, colour and person of a card that was shown, and the sessions that it began before anybody knew it."""

    saved = Signal(object)
    """The card as it is known now."""

    def __init__(
        self, theme: Theme, engine: Engine, bridge: Bridge, ask: Ask, stranger: Stranger, where: str, parent: QWidget
    ) -> None:
        """`where`: the title of the charger that it was held to last."""
        super().__init__(theme, translate("Cards", "Whose is it?"), "", parent, width_px=_WIDTH_PX)
        self._engine, self._ask = engine, ask
        self._number = stranger.card
        self._earlier: tuple[int, ...] = ()
        people = bridge.people.values()
        self.step = CardStep(
            theme,
            self.words_px,
            stranger.card,
            CardNames(bridge.cards.values(), people),
            ((each.id, each.name) for each in people if not each.erased),
            None,
            where,
            stranger.kind,
        )
        self.step.joined.connect(self._join)
        self.body.addWidget(self.step)
        self.earlier = tick(theme, "", on=True)
        self.body.addWidget(self.earlier)
        self.earlier.hide()
        self.save = self.add_yes(translate("Cards", "Save"), self._keep)
        self.step.name.setFocus()
        query = SessionQuery(card=stranger.card, person_id=0)
        history = engine.history
        ask.show(lambda: (tuple(history.session_ids(query)), history.totals(query)), self._show_earlier)

    def _show_earlier(self, found: tuple[tuple[int, ...], Totals]) -> None:
        """Those that it began and that nobody has."""
        self._earlier, totals = found
        words = translate("Cards", "Its earlier sessions too: %1, %2")
        words = words.replace("%1", sessions_words(len(self._earlier))).replace("%2", energy(totals.energy_wh))
        self.earlier.setText(words)
        self.earlier.setVisible(bool(self._earlier))

    @property
    def _also(self) -> tuple[int, ...]:
        return self._earlier if self.earlier.isChecked() else ()

    def _keep(self) -> None:
        card, person = self.step.wanted()
        wish = name_stranger(self._engine.site, card, person, self._also)
        self._ask(wish, busy=(self.save,), failed=self.say, done=self._kept, to_the_end=True)

    def _join(self, card: Card) -> None:
        wish = join_stranger(self._engine.site, card.uid, self._number, self._also)
        self._ask(wish, busy=(self.save, self.step), failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, card: Card) -> None:
        self.saved.emit(card)
        self.accept()


async def name_stranger(site: Site, card: Card, person: str, session_ids: Sequence[int]) -> Card:
    """On the engine's thread: it is known from now on, and these sessions are its person's."""
    kept = await keep_card(site, card, person)
    if person and session_ids:
        await site.bookkeeping.assign(session_ids, person=person)
    return kept


async def join_stranger(site: Site, uid: str, number: str, session_ids: Sequence[int]) -> Card:
    """On the engine's thread: the number is the known card's, and these sessions its person's."""
    kept = await site.cards.join(uid, number)
    person = site.people.people.get(kept.person_id or 0)
    if person is not None and session_ids:
        await site.bookkeeping.assign(session_ids, person=person.name)
    return kept


class StrangersDialog(Dialog):
    """The list of them; each of its notices is answered where it stands."""

    def __init__(self, theme: Theme, count: int, parent: QWidget) -> None:
        title = translate("Cards", "%1 cards nobody has named").replace("%1", str(count))
        about = translate("Cards", "Each was held to one of your chargers in the last 30 days.")
        super().__init__(theme, title, about, parent, width_px=760, resizable=True)
        self.setMinimumWidth(700)
        self.resize(760, min(560, max(360, parent.window().height() - 120)))
        area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.cancel.setText(translate("Cards", "Close"))
        self.notices: list[QWidget] = []

    def show_notices(self, notices: Sequence[QWidget]) -> None:
        """In this order, in place of those before."""
        for each in self.notices:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.notices = list(notices)
        for place, each in enumerate(self.notices):
            self._column.insertWidget(place, each)
