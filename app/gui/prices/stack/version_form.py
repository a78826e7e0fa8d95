"""What is true of a version whole: its days, its note, the least and the most of a session, its holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.prices.books import Component, Condition, HolidaySet, Limit, Version
from app.gui.icons import Icons
from app.gui.prices.stack.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    PercentField,
    TextField,
    WrongAt,
    day_of,
)
from app.gui.prices.words import component_name, sign
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_DAYS_PX = 74


class LimitForm(QWidget):
    """An amount for a whole session; empty: none."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.amount = AmountField(theme, name)
        self.vat = PercentField(theme, translate("Prices", "VAT in per cent"))
        self.inside: ChoiceField[bool] = ChoiceField(theme, translate("Prices", "It is written"))
        for each, stretch in ((self.amount, 4), (self.vat, 3), (self.inside, 3)):
            row.addWidget(each, stretch, Qt.AlignmentFlag.AlignTop)
            each.changed.connect(self.changed)

    def show_limit(self, limit: Limit | None, vat_rate: Decimal) -> None:
        """`vat_rate`: what is offered where there is no limit."""
        self.amount.show_value(None if limit is None else limit.amount)
        self.vat.show_value(vat_rate if limit is None else limit.vat_rate)
        choices = [(True, translate("Prices", "with VAT")), (False, translate("Prices", "without VAT"))]
        self.inside.fill(choices, True if limit is None else limit.vat_inside)

    def fields(self) -> list[Field]:
        return [self.amount, self.vat]

    def limit(self) -> Limit | None:
        """Raises Wrong."""
        amount = self.amount.read()
        return None if amount is None else Limit(amount, self.vat.amount(), self.inside.chosen)


class DaysField(Field):
    """Dates, one after another."""

    def __init__(self, theme: Theme, name: str) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setFont(theme.font(BODY))
        self.edit.setFixedHeight(_DAYS_PX)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText("2026-12-24 2026-12-25")
        super().__init__(theme, name, self.edit)
        self.edit.textChanged.connect(self.changed)

    def days(self) -> frozenset[date]:
        """Raises Wrong."""
        return frozenset(day_of(each) for each in re.split(r"[\s,;]+", self.edit.toPlainText()) if each)

    def try_read(self) -> object:
        return self.days()


class HolidayForm(QWidget):
    """A list of days with a name, that conditions can ask for."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, holiday_set: HolidaySet) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        needed = translate("Prices", "Give these days a name.")
        self.name = TextField(theme, translate("Prices", "Name of the days"), example="SE", needed=needed)
        self.name.show_value(holiday_set.name or None)
        self.drop = icon_button(icons, "trash", translate("Prices", "Remove these days"))
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.name, 1)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.days = DaysField(theme, translate("Prices", "Dates"))
        self.days.edit.setPlainText(" ".join(each.isoformat() for each in sorted(holiday_set.days)))
        column.addWidget(self.days)
        self.name.changed.connect(self.changed)
        self.days.changed.connect(self.changed)

    def holiday_set(self) -> HolidaySet:
        """Raises Wrong."""
        return HolidaySet(self.name.words(), self.days.days())


class VersionForm(QWidget):
    """All of a version but its first day and its components."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, currency: str) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.note = TextField(theme, translate("Prices", "Note"))
        self.source = TextField(theme, translate("Prices", "Where the figures are from"))
        self.ends = DayField(
            theme,
            translate("Prices", "No longer from (date)"),
            example="2027-01-01",
            about=translate("Prices", "Empty: until newer prices begin."),
        )
        for each in (self.note, self.source, self.ends):
            column.addWidget(each)
            each.changed.connect(self.changed)
        named = sign(currency)
        self.least = LimitForm(theme, translate("Prices", "At least, a session (%1)").replace("%1", named))
        self.most = LimitForm(theme, translate("Prices", "At most, a session (%1)").replace("%1", named))
        for limit in (self.least, self.most):
            column.addWidget(limit)
            limit.changed.connect(self.changed)
        column.addWidget(label(theme, translate("Prices", "Holidays"), BODY, STRONG))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        column.addLayout(self._rows)
        self.add = button(theme, translate("Prices", "Add a list of days"), "link")
        self.add.clicked.connect(self._add_one)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.holidays: list[HolidayForm] = []

    def show_version(self, version: Version) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self.note.show_value(version.note or None)
        self.source.show_value(version.source or None)
        self.ends.show_value(version.valid_to)
        usual = version.components[0].vat_rate if version.components else Decimal(0)
        self.least.show_limit(version.least, usual)
        self.most.show_limit(version.most, usual)
        for form in list(self.holidays):
            self._take(form)
        for each in version.holiday_sets:
            self._put(each)
        self.blockSignals(False)

    @staticmethod
    def filled(version: Version) -> bool:
        """Whether it says more than a note."""
        return bool(version.valid_to or version.least or version.most or version.holiday_sets)

    def fields(self) -> list[Field]:
        sets = (field for form in self.holidays for field in (form.name, form.days))
        return [self.note, self.source, self.ends, *self.least.fields(), *self.most.fields(), *sets]

    def version(self, first_day: date, components: tuple[Component, ...]) -> Version:
        """Raises Wrong."""
        ends = self.ends.read()
        if ends is not None and ends <= first_day:
            raise WrongAt(self.ends, translate("Prices", "It is not after the date that it begins."))
        least, most = self.least.limit(), self.most.limit()
        if least is not None and most is not None and most.amount < least.amount:
            raise WrongAt(self.most.amount, translate("Prices", "It is less than the least."))
        sets = tuple(form.holiday_set() for form in self.holidays)
        self._check_names(sets, components)
        return Version(
            valid_from=first_day,
            components=components,
            valid_to=ends,
            note=self.note.words(),
            source=self.source.words(),
            least=least,
            most=most,
            holiday_sets=sets,
        )

    def names(self) -> tuple[str, ...]:
        """Of the lists of days as they are now."""
        return tuple(filter(None, (form.name.edit.text().strip() for form in self.holidays)))

    def _check_names(self, sets: tuple[HolidaySet, ...], components: tuple[Component, ...]) -> None:
        known: set[str] = set()
        for form, each in zip(self.holidays, sets, strict=True):
            if each.name in known and not form.name.untouched:
                raise WrongAt(form.name, translate("Prices", "There are days of that name already."))
            known.add(each.name)
        for component in components:
            for condition in conditions_of(component):
                if condition.holidays is not None and condition.holidays not in known:
                    words = translate("Prices", "The price “%1” asks for the days “%2”, and there are none.")
                    words = words.replace("%1", component_name(component)).replace("%2", condition.holidays)
                    raise WrongAt(self.holidays[-1].name if self.holidays else self.note, words)

    def _add_one(self) -> None:
        form = self._put(HolidaySet("", frozenset()))
        form.name.edit.setFocus()
        self.changed.emit()

    def _put(self, holiday_set: HolidaySet) -> HolidayForm:
        form = HolidayForm(self._theme, self._icons, holiday_set)
        form.changed.connect(self.changed)
        form.dropped.connect(lambda: self._dropped(form))
        self.holidays.append(form)
        self._rows.addWidget(form)
        form.show()  # at once, so that it can take the keyboard
        return form

    def _dropped(self, form: HolidayForm) -> None:
        self._take(form)
        self.add.setFocus()
        self.changed.emit()

    def _take(self, form: HolidayForm) -> None:
        self.holidays.remove(form)
        self._rows.removeWidget(form)
        form.hide()
        form.deleteLater()


def conditions_of(component: Component) -> Iterable[Condition]:
    """Everywhere that a component can ask for something."""
    windows = component.peak.windows if component.peak is not None else ()
    return (*component.when, *component.quiet, *(each.when for each in windows))
