"""The dialog that learns a card: it listens for one at every charger, and in the same place gives it a name."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.card_book import CardRefused
from app.core.cards import Card, CardKind, Shown
from app.core.changes import Change, ChargerChanged, ChargerForgotten
from app.core.gate import LEARN_FOR_S
from app.core.site import Site
from app.core.values import replace
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.card_names import CardNames
from app.gui.failures import failure_words
from app.gui.icons import Icons
from app.gui.learning.steps import CardStep, OverStep, TypeStep, WaitStep
from app.gui.learning.words import listening_words
from app.gui.page import Engine, Now
from app.gui.theme import Theme
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog

translate = QCoreApplication.translate

_WIDTH_PX = 460
_TICK_MS = 250  # the ring is drawn anew where a second has passed


class LearnCardDialog(Dialog):
    """Listens as soon as it is made, unless it is handed a number."""

    saved = Signal(object)
    """The card as it is known now."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        engine: Engine,
        bridge: Bridge,
        ask: Ask,
        now: Now,
        person_id: int | None = None,
        number: str | None = None,
        parent: QWidget | None = None,
        kind: CardKind = CardKind.CARD,
    ) -> None:
        """`person_id`: whose it will most likely be; `number`: a card of this `kind` that was shown already."""
        super().__init__(theme, translate("Learning", "Add a card"), "", parent, width_px=_WIDTH_PX)
        self.title_words.hide()  # each step says what it is about
        self._icons = icons
        self._engine = engine
        self._bridge = bridge
        self._ask = ask
        self._now = now
        self._person_id = person_id
        self._heard: Future[Shown | None] | None = None
        self.step: QWidget | None = None
        self.other = button(theme, "")
        self.other.clicked.connect(self._take_other)
        self.foot.insertWidget(0, self.other)
        self.yes = self.add_yes("", self._go_on)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self.finished.connect(self._stop_listening)
        bridge.changed.connect(self._changed)
        if number is None:
            self.listen()
        else:
            self.name_card(number, kind=kind)

    # Steps

    def listen(self) -> None:
        """The next card that is held to any charger is the one that is meant."""
        self.step = wait = WaitStep(self.theme, self.words_px, round(LEARN_FOR_S))
        self._show(wait, other=translate("Learning", "Type the number"))
        self._show_who()
        self._since = self._now()
        self._tick.start()
        self._heard = self._engine.call(self._engine.site.gate.learn(LEARN_FOR_S))
        self._ask.start(self._hear(self._heard))
        self.other.setFocus()

    def type_number(self) -> None:
        self._stop_listening()
        step = TypeStep(self.theme, self.words_px)
        self._show(step, yes=translate("Learning", "Next"), other=translate("Learning", "Hold it to a charger"))
        step.number.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        step.number.setFocus()

    def name_card(self, number: str, where: str = "", kind: CardKind = CardKind.CARD) -> None:
        """`where`: the charger at which it was shown."""
        self._stop_listening()
        people = self._bridge.people
        step = CardStep(
            self.theme,
            self.words_px,
            number,
            CardNames(self._bridge.cards.values(), people.values()),
            ((each.id, each.name) for each in people.values() if not each.erased),
            self._person_id,
            where,
            kind,
        )
        step.joined.connect(self._join)
        self._show(step, yes=translate("Learning", "Save"))
        self.yes.setEnabled(True)
        step.name.setFocus()
        step.name.selectAll()

    def _over(self) -> None:
        self._stop_listening()
        again, typed = translate("Learning", "Try again"), translate("Learning", "Type the number")
        self._show(OverStep(self.theme, self.words_px), yes=again, other=typed)
        self.yes.setEnabled(True)
        self.yes.setFocus()

    def _show(self, step: QWidget, *, yes: str = "", other: str = "") -> None:
        """This and nothing else; a word for each of the buttons that are wanted beside Cancel."""
        self.say("")
        while (item := self.body.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self.step = step
        self.body.addWidget(step)
        self.yes.setText(yes)
        self.yes.setVisible(bool(yes))
        self.other.setText(other)
        self.other.setVisible(bool(other))

    def _go_on(self) -> None:
        match self.step:
            case OverStep():
                self.listen()
            case TypeStep() as typed:
                self.name_card(typed.number.text().strip())
            case CardStep() as step:
                card, person = step.wanted()
                self._ask(_keep(self._engine.site, card, person), busy=(self.yes,), failed=self.say, done=self._kept)

    def _take_other(self) -> None:
        if isinstance(self.step, TypeStep):
            self.listen()
        else:
            self.type_number()

    # Listening

    def _count_down(self) -> None:
        if isinstance(self.step, WaitStep):
            gone = (self._now() - self._since).total_seconds()
            self.step.countdown.show_left(round(LEARN_FOR_S - gone))

    async def _hear(self, heard: Future[Shown | None]) -> None:
        try:
            shown = await asyncio.wrap_future(heard)
        except CardRefused as failure:
            self._over()
            self.say(failure_words(failure))
        else:
            self._learnt(shown)

    def _learnt(self, shown: Shown | None) -> None:
        if shown is None:
            self._over()
            return
        charger = self._bridge.chargers.get(shown.charger_id)
        self.name_card(shown.card, shown.charger_id if charger is None else charger.title, shown.kind)

    def _stop_listening(self, _result: int = 0) -> None:
        self._tick.stop()
        heard, self._heard = self._heard, None
        if heard is not None:
            heard.cancel()  # the gate then lets go of it too

    def _changed(self, batch: Sequence[Change]) -> None:
        if any(isinstance(change, ChargerChanged | ChargerForgotten) for change in batch):
            self._show_who()

    def _show_who(self) -> None:
        if isinstance(self.step, WaitStep):
            self.step.show_who(listening_words(self._bridge.chargers.values()))

    # Keeping

    def _join(self, card: Card) -> None:
        assert isinstance(self.step, CardStep)  # noqa: S101 - it is what tells this
        wish = self._engine.site.cards.join(card.uid, self.step.number)
        self._ask(wish, busy=(self.yes, self.step), failed=self.say, done=self._kept)

    def _kept(self, card: Card) -> None:
        self.saved.emit(card)
        self.accept()


async def _keep(site: Site, card: Card, person: str) -> Card:
    """On the engine's thread: its person made known where the name is new, the card added or changed."""
    person_id = None
    if person:
        known = site.people.find_person(person)
        person_id = (known or await site.cards.add_person(person)).id
    card = replace(card, person_id=person_id)
    return await (site.cards.change(card) if site.cards.find(card.uid) is not None else site.cards.add(card))
