"""A person in one dialog: their name, what they drive, and what they may take in a month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.card_book import MOST_NAME
from app.core.cards import AtTheEnd, Budget
from app.core.model import Person, Vehicle
from app.core.prices.books import Book
from app.core.prices.limits import counted_by
from app.core.site import Site
from app.core.values import replace
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.cards.money_field import MoneyField, counted_words
from app.gui.icons import Icons
from app.gui.page import Engine
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import number_field, tick
from app.gui.widgets.labels import label
from app.gui.widgets.named import Named

translate = QCoreApplication.translate

_WIDTH_PX = 480
_MOST_KWH = 99_999
_USUAL_KWH = 300


class PersonDialog(Dialog):
    """Keeps the person when Save is pressed; None is a new one."""

    saved = Signal(object)
    """The person as they are known now."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        engine: Engine,
        bridge: Bridge,
        ask: Ask,
        person: Person | None,
        parent: QWidget,
        month: str = "",
    ) -> None:
        """`month`: what this month comes to, in words."""
        title = translate("PersonDialog", "Add person") if person is None else person.name
        super().__init__(theme, title, month, parent, width_px=_WIDTH_PX)
        self._engine, self._ask, self._icons = engine, ask, icons
        self._person = person
        name = translate("PersonDialog", "Name")
        self.name = self._line(
            name, "" if person is None else person.name, translate("PersonDialog", "Anna, or Flat 3")
        )
        self.body.addWidget(Named(theme, name, self.name, line=False))
        self.body.addWidget(label(theme, translate("PersonDialog", "Vehicles"), BODY, STRONG))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.vehicles: list[tuple[Vehicle, QLineEdit]] = []
        self._taken: list[Vehicle] = []  # no longer this person's
        theirs = [each for each in bridge.vehicles.values() if person is not None and each.person_id == person.id]
        for vehicle in sorted(theirs, key=lambda each: each.name.casefold()):
            self._add_vehicle(vehicle)
        self.more = button(theme, translate("PersonDialog", "Add vehicle"), "link")
        self.more.clicked.connect(self._add_empty)
        more = QHBoxLayout()
        more.addWidget(self.more)
        more.addStretch(1)
        self.body.addLayout(more)
        self._add_budget(None if person is None else person.budget, counted_by(bridge.books))
        self.save = self.add_yes(translate("PersonDialog", "Save"), self._keep)
        self.name.setFocus()

    def _line(self, name: str, text: str, nothing: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setFont(self.theme.font(BODY))
        made.setMaxLength(MOST_NAME)
        made.setAccessibleName(name)
        made.setPlaceholderText(nothing)
        made.setMinimumWidth(self.words_px - 60)
        return made

    # Vehicles

    def _add_empty(self) -> None:
        self._add_vehicle(Vehicle(0, "")).setFocus()

    def _add_vehicle(self, vehicle: Vehicle) -> QLineEdit:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        field = self._line(translate("PersonDialog", "Vehicle"), vehicle.name, "XC40")
        away = icon_button(self._icons, "trash", translate("PersonDialog", "Not this person's vehicle any more"))
        away.clicked.connect(lambda: self._take_away(vehicle, field, holder))
        row.addWidget(field, 1)
        row.addWidget(away)
        self._rows.addWidget(holder)
        self.vehicles.append((vehicle, field))
        return field

    def _take_away(self, vehicle: Vehicle, field: QLineEdit, holder: QWidget) -> None:
        self.vehicles.remove((vehicle, field))
        if vehicle.id:
            self._taken.append(vehicle)
        self._rows.removeWidget(holder)
        holder.hide()
        holder.deleteLater()
        self.more.setFocus()

    # Budget

    def _add_budget(self, budget: Budget | None, book: Book | None) -> None:
        self._budget = budget
        self.budget = tick(self.theme, translate("PersonDialog", "A budget for each month"), budget is not None)
        self.body.addWidget(self.budget)
        self._beneath = QWidget()
        column = QVBoxLayout(self._beneath)
        column.setContentsMargins(30, 0, 0, 0)
        column.setSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        energy, warn = translate("PersonDialog", "Energy a month"), translate("PersonDialog", "Warn at")
        self.energy = number_field(self.theme, energy, 0, _MOST_KWH, "kWh")
        self._shown_kwh = _USUAL_KWH if budget is None else round((budget.energy_wh or 0) / 1000)
        self.energy.setSpecialValueText(translate("PersonDialog", "no limit"))
        self.energy.setValue(self._shown_kwh)
        self.money = MoneyField(self.theme, None if budget is None else budget.money, book, self.energy)
        self.warn = number_field(self.theme, warn, 1, 100, "%")
        self.warn.setValue(Budget().warn_percent if budget is None else budget.warn_percent)
        row.addWidget(Named(self.theme, energy, self.energy, line=False), 1)
        row.addWidget(Named(self.theme, self.money.title, self.money, line=False), 1)
        row.addWidget(Named(self.theme, warn, self.warn, line=False), 1)
        column.addLayout(row)
        column.addWidget(label(self.theme, counted_words(book), SMALL, tone="muted", wrap=True))
        end = translate("PersonDialog", "When it is used up")
        self.end = QComboBox()
        self.end.setFont(self.theme.font(BODY))
        self.end.setAccessibleName(end)
        self.end.addItem(translate("PersonDialog", "Only tell me"), AtTheEnd.WARN)
        self.end.addItem(translate("PersonDialog", "Stop charging"), AtTheEnd.STOP)
        self.end.addItem(translate("PersonDialog", "Refuse the next start"), AtTheEnd.REFUSE)
        self.end.setCurrentIndex(0 if budget is None else list(AtTheEnd).index(budget.at_the_end))
        column.addWidget(Named(self.theme, end, self.end, line=False))
        self.body.addWidget(self._beneath)
        self._beneath.setVisible(budget is not None)
        self.budget.toggled.connect(self._beneath.setVisible)

    def wanted_budget(self) -> Budget | None:
        if not self.budget.isChecked():
            return None
        energy_wh: int | None = self.energy.value() * 1000 or None
        if self._budget is not None and self.energy.value() == self._shown_kwh:
            energy_wh = self._budget.energy_wh
        return replace(
            self._budget or Budget(),
            energy_wh=energy_wh,
            money=self.money.amount,
            at_the_end=AtTheEnd(self.end.currentData()),
            warn_percent=self.warn.value(),
        )

    # Keeping

    def _keep(self) -> None:
        if self.budget.isChecked() and self.money.wrong:
            self.say(self.money.wrong)
            self.money.setFocus()
            return
        self.say("")
        vehicles = [replace(each, name=field.text().strip()) for each, field in self.vehicles]
        vehicles = [each for each in vehicles if each.name or each.id]
        name = self.name.text().strip()
        wish = keep_person(self._engine.site, self._person, name, self.wanted_budget(), vehicles, self._taken)
        self._ask(wish, busy=(self.save,), failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, person: Person) -> None:
        self.saved.emit(person)
        self.accept()


async def keep_person(
    site: Site,
    person: Person | None,
    name: str,
    budget: Budget | None,
    vehicles: Sequence[Vehicle],
    taken: Sequence[Vehicle],
) -> Person:
    """On the engine's thread; `taken`: vehicles that are nobody's from now on."""
    book = site.cards
    if person is None:
        kept = await book.add_person(name, budget)
    else:
        kept = await book.change_person(replace(person, name=name, budget=budget))
    for each in taken:
        await book.put_vehicle(replace(each, person_id=None))
    for each in vehicles:
        if site.people.vehicles.get(each.id) != replace(each, person_id=kept.id):
            await book.put_vehicle(replace(each, person_id=kept.id))
    return kept
