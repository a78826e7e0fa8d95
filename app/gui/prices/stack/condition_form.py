"""When and for whom a price holds, as a form: hours, days and dates in sight, the rest beneath."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.core.prices.books import ALWAYS, Condition
from app.gui.icons import Icons
from app.gui.prices.figures import Wrong
from app.gui.prices.stack.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    MinutesField,
    TimeField,
    WrongAt,
    side_by_side,
)
from app.gui.prices.stack.fold import Fold
from app.gui.prices.stack.known import Known
from app.gui.prices.stack.picks import PickField, month_toggles, weekday_toggles
from app.gui.prices.when_words import condition_words
from app.gui.theme import Theme
from app.gui.widgets.buttons import icon_button
from app.gui.widgets.card import Card
from app.gui.widgets.fields import tick
from app.gui.widgets.labels import label

translate = QCoreApplication.translate


class ConditionForm(Card):
    """All that is filled in must hold; what is empty does not matter."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known) -> None:
        super().__init__()
        self._known = known
        head = QHBoxLayout()
        self.told = label(theme, "", wrap=True, tone="muted")
        head.addWidget(self.told, 1)
        self.drop = icon_button(icons, "trash", translate("Prices", "Remove this condition"))
        self.drop.clicked.connect(self.dropped)
        head.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        midnight = translate("Prices", "midnight")
        self.from_time = TimeField(theme, translate("Prices", "From (time)"), example=midnight)
        self.to_time = TimeField(theme, translate("Prices", "Until (time)"), example=midnight)
        self.holidays: ChoiceField[tuple[str | None, bool]] = ChoiceField(theme, translate("Prices", "Holidays"))
        self.body.addLayout(side_by_side(self.from_time, self.to_time, self.holidays))
        self.weekdays = weekday_toggles(theme)
        self.months = month_toggles(theme)
        self.body.addWidget(self.weekdays)
        self.body.addWidget(self.months)
        self.from_date = DayField(theme, translate("Prices", "From (date)"), example="2026-11-01")
        self.to_date = DayField(theme, translate("Prices", "Before (date)"), example="2027-04-01")
        self.body.addLayout(side_by_side(self.from_date, self.to_date))
        self.winter = tick(theme, translate("Prices", "The meter's clock does not follow summer time"))
        self.winter.toggled.connect(self._told_changed)
        self.body.addWidget(self.winter)
        self.more = Fold(theme, icons, translate("Prices", "By energy, time, charger or card"))
        self.body.addWidget(self.more)
        self.min_energy = AmountField(theme, translate("Prices", "After (kWh in the session)"))
        self.max_energy = AmountField(theme, translate("Prices", "Up to (kWh in the session)"))
        self.min_duration = MinutesField(theme, translate("Prices", "After (minutes from the start)"))
        self.max_duration = MinutesField(theme, translate("Prices", "In the first (minutes)"))
        self.more.body.addLayout(side_by_side(self.min_energy, self.max_energy))
        self.more.body.addLayout(side_by_side(self.min_duration, self.max_duration))
        none = translate("Prices", "There are none yet.")
        self.chargers = PickField(theme, translate("Prices", "Only at these chargers"), known.chargers, none)
        self.groups = PickField(theme, translate("Prices", "Only for cards of these groups"), known.groups, none)
        self.cards = PickField(theme, translate("Prices", "Only for these cards"), known.cards, none)
        for pick in (self.chargers, self.groups, self.cards):
            self.more.body.addWidget(pick)
            pick.changed.connect(self._told_changed)
        for field in self.fields():
            field.changed.connect(self._told_changed)
        for row in (self.weekdays, self.months):
            row.changed.connect(self._told_changed)
        self.show_condition(ALWAYS)

    def show_condition(self, when: Condition) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self.from_time.show_value(when.from_time)
        self.to_time.show_value(when.to_time)
        self.weekdays.show_picked(when.weekdays)
        self.months.show_picked(when.months)
        self.from_date.show_value(when.from_date)
        self.to_date.show_value(when.to_date)
        self.offer_holidays(self._known.holidays, (when.holidays, when.only_holidays))
        self.winter.setChecked(when.winter_time)
        self.min_energy.show_value(when.min_energy_kwh)
        self.max_energy.show_value(when.max_energy_kwh)
        self.min_duration.show_value(when.min_duration_s)
        self.max_duration.show_value(when.max_duration_s)
        self.chargers.show_picked(when.chargers)
        self.groups.show_picked(when.groups)
        self.cards.show_picked(when.cards)
        bounds = (when.min_energy_kwh, when.max_energy_kwh, when.min_duration_s, when.max_duration_s)
        self.more.open(bool(when.chargers or when.groups or when.cards) or any(each is not None for each in bounds))
        self.blockSignals(False)
        self._tell()

    def offer_holidays(self, names: tuple[str, ...], chosen: tuple[str | None, bool]) -> None:
        """Sets that the version has, and the one that is chosen."""
        choices: list[tuple[tuple[str | None, bool], str]] = []
        if chosen[0] is None:
            choices.append((chosen, translate("Prices", "any day")))
        else:
            choices.append(((None, False), translate("Prices", "any day")))
        for name in dict.fromkeys((*names, *([chosen[0]] if chosen[0] is not None else []))):
            choices.append(((name, True), translate("Prices", "only on days of “%1”").replace("%1", name)))
            choices.append(((name, False), translate("Prices", "not on days of “%1”").replace("%1", name)))
        self.holidays.fill(choices, chosen)
        self.holidays.setVisible(len(choices) > 1)

    def fields(self) -> list[Field]:
        return [
            *(self.from_time, self.to_time, self.holidays, self.from_date, self.to_date),
            *(self.min_energy, self.max_energy, self.min_duration, self.max_duration),
        ]

    def condition(self) -> Condition:
        """Raises Wrong."""
        first, last = self.from_date.read(), self.to_date.read()
        if first is not None and last is not None and last <= first:
            raise WrongAt(self.to_date, translate("Prices", "It is not after the date that it begins."))
        self._check_order(self.min_energy, self.max_energy)
        self._check_order(self.min_duration, self.max_duration)
        name, only = self.holidays.chosen
        return Condition(
            from_time=self.from_time.read(),
            to_time=self.to_time.read(),
            weekdays=self.weekdays.picked,
            months=self.months.picked,
            from_date=first,
            to_date=last,
            holidays=name,
            only_holidays=only,
            winter_time=self.winter.isChecked(),
            min_energy_kwh=self.min_energy.read(),
            max_energy_kwh=self.max_energy.read(),
            min_duration_s=self.min_duration.read(),
            max_duration_s=self.max_duration.read(),
            chargers=self.chargers.picked,
            groups=self.groups.picked,
            cards=self.cards.picked,
        )

    @staticmethod
    def _check_order(least: AmountField | MinutesField, most: AmountField | MinutesField) -> None:
        """A condition that can never hold was not meant; one that a file says so is left as it is."""
        first, last = least.read(), most.read()
        if first is not None and last is not None and last <= first and not (least.untouched and most.untouched):
            raise WrongAt(most, translate("Prices", "It is not more than where it begins."))

    def _told_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """What it says in words, as long as it can be read."""
        try:
            words = condition_words(self.condition())
        except Wrong:
            return
        self.told.setText(words[:1].upper() + words[1:])
