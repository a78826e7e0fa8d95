"""The filters of History in a row: those that have something to choose from, and the button that clears them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core import card_numbers
from app.core.model import Charger, Person, Quality, Vehicle
from app.gui.card_names import CardNames
from app.gui.history.filters import Filters, Standing
from app.gui.history.period import capitalised
from app.gui.history.words import left_out_word, nobody, quality_word, running_word
from app.gui.theme import Theme
from app.gui.widgets.buttons import button
from app.gui.widgets.filter_choice import FilterChoice

translate = QCoreApplication.translate

_SPACING_PX = 8


def standing_word(standing: Standing) -> str:
    match standing:
        case Standing.MEASURED:
            return quality_word(Quality.MEASURED)
        case Standing.REBUILT:
            return quality_word(Quality.RECONSTRUCTED)
        case Standing.EDITED:
            return quality_word(Quality.EDITED)
        case Standing.DISPUTED:
            return quality_word(Quality.DISPUTED)
        case Standing.LEFT_OUT:
            return left_out_word()
        case Standing.RUNNING:
            return running_word()


class FilterBar(QWidget):
    """One control for each; a filter that would have nothing to choose from does not stand there."""

    changed = Signal()
    """The user set or cleared one."""

    cleared = Signal()
    """The user wants no filter at all: what else narrows the page is to be cleared too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING_PX)
        self.charger = FilterChoice(theme, translate("History", "Charger"), translate("History", "All chargers"))
        self.person = FilterChoice(theme, translate("History", "Person"), translate("History", "All people"))
        self.vehicle = FilterChoice(theme, translate("History", "Vehicle"), translate("History", "All vehicles"))
        self.card = FilterChoice(theme, translate("History", "Card"), translate("History", "All cards"))
        self.standing = FilterChoice(theme, translate("History", "Quality"), translate("History", "All sessions"))
        self.standing.fill([(capitalised(standing_word(each)), each) for each in Standing], None)
        self._all = (self.charger, self.person, self.vehicle, self.card, self.standing)
        for each in self._all:
            each.currentIndexChanged.connect(self._changed)
            row.addWidget(each)
        self.clear = button(theme, translate("History", "Clear filters"), "quiet")
        self.clear.clicked.connect(self.cleared)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.clear.hide()

    def filters(self, text: str) -> Filters:
        """`text`: what is searched for beside them."""
        standing = self.standing.currentData()
        return Filters(
            charger_id=self.charger.currentData(),
            person_id=self.person.currentData(),
            vehicle_id=self.vehicle.currentData(),
            card=self.card.currentData(),
            standing=None if standing is None else Standing(standing),
            text=text,
        )

    def show_clear(self, any_set: bool) -> None:
        self.clear.setVisible(any_set)

    def reset(self) -> None:
        """None of them, without telling anyone."""
        for each in self._all:
            each.reset()

    def fill(
        self,
        chargers: Mapping[str, Charger],
        people: Mapping[int, Person],
        vehicles: Mapping[int, Vehicle],
        charger_id: str | None = None,
    ) -> None:
        """What is chosen stays so; `charger_id`: this one, also if only its past is still there."""
        names = {charger.id: charger.title for charger in chargers.values()}
        wanted = charger_id or self.charger.currentData()
        if wanted is not None:
            names.setdefault(wanted, wanted)
        self.charger.fill(_by_name((name, key) for key, name in names.items()), wanted)
        self.charger.setVisible(len(names) > 1 or self.charger.is_set)
        self.person.fill(_with_nobody(people.values(), nobody()), self.person.currentData())
        self.person.setVisible(bool(people))
        none = translate("History", "No vehicle")
        self.vehicle.fill(_with_nobody(vehicles.values(), none), self.vehicle.currentData())
        self.vehicle.setVisible(bool(vehicles))
        self.card.setVisible(self.card.count() > 1)

    def fill_cards(self, numbers: Sequence[str], cards: CardNames) -> None:
        """The cards that ever began a session, by their names; those of strangers masked and last."""
        known = [(_card_choice(number, cards, numbers), number) for number in numbers if cards.find(number)]
        strange = [(cards.words(number), number) for number in numbers if not cards.find(number)]
        self.card.fill([*_by_name(known), *_by_name(strange)], self.card.currentData())
        self.card.setVisible(bool(numbers))

    def show_card(self, number: str, cards: CardNames) -> None:
        """This card alone, also if it has begun no session; `changed` is not told."""
        self.card.fill([(cards.words(number), number)], number)
        self.card.show()

    def _changed(self, _index: int) -> None:
        self.changed.emit()


def _by_name(choices: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    return sorted(choices, key=lambda choice: choice[0].casefold())


def _with_nobody(named: Iterable[Person] | Iterable[Vehicle], none: str) -> list[tuple[str, object]]:
    return [*_by_name((each.name, each.id) for each in named), (none, 0)]


def _card_choice(number: str, cards: CardNames, numbers: Iterable[str]) -> str:
    """Its name; with the end of this number where chargers tell the same card by several, or two have one name."""
    word = cards.words(number)
    alone = sum(cards.words(each) == word for each in numbers) == 1
    return word if alone else f"{word} ({card_numbers.masked(number)})"
