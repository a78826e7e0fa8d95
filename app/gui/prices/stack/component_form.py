"""All that one price of the stack can say: the common fields in sight, the rest folded until it says something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.prices.books import Component, Dimension
from app.gui.icons import Icons
from app.gui.prices.figures import Wrong
from app.gui.prices.stack.condition_list import ConditionList
from app.gui.prices.stack.fields import (
    ChoiceField,
    Field,
    NameField,
    PercentField,
    TextField,
    WholeField,
    all_right,
    side_by_side,
)
from app.gui.prices.stack.fold import Fold
from app.gui.prices.stack.known import Known
from app.gui.prices.stack.limits_form import LimitsForm
from app.gui.prices.stack.peak_form import PeakForm
from app.gui.prices.stack.rate_form import RateForm
from app.gui.prices.words import dimension_word, known_name
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP

translate = QCoreApplication.translate


class ComponentForm(QWidget):
    """Gives back what it was shown, to the digit, but for what the user changed."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known, others: Sequence[Component] = ()) -> None:
        """`others`: the rest of the stack, for the groups that there are."""
        super().__init__()
        self._parts = sorted({each.part for each in others if each.part})
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 14, 2)
        column.setSpacing(GAP)
        self.dimension: ChoiceField[Dimension] = ChoiceField(theme, translate("Prices", "Price of"))
        self.dimension.fill([(each, dimension_word(each)) for each in Dimension], Dimension.ENERGY)
        self.name = TextField(theme, translate("Prices", "Name"), example=dimension_word(Dimension.ENERGY))
        column.addLayout(side_by_side(self.dimension, self.name))
        self.rate = RateForm(theme, icons, known)
        column.addWidget(self.rate)
        self.vat = PercentField(theme, translate("Prices", "VAT in per cent"))
        self.inside: ChoiceField[bool] = ChoiceField(theme, translate("Prices", "The price is written"))
        column.addLayout(side_by_side(self.vat, self.inside))
        self.peak = Fold(theme, icons, translate("Prices", "Which power is paid for"))
        self.peak_form = PeakForm(theme, icons, known)
        self.peak.body.addWidget(self.peak_form)
        column.addWidget(self.peak)
        self.when = Fold(theme, icons, translate("Prices", "When it applies"))
        self.conditions = ConditionList(
            theme,
            icons,
            known,
            translate("Prices", "Add a condition"),
            translate("Prices", "Always. With several conditions it is enough that one of them holds."),
        )
        self.part = NameField(
            theme,
            translate("Prices", "Group"),
            translate("Prices", "In one group only one price applies at a time. Prices of different groups add up."),
        )
        self.priority = WholeField(
            theme,
            translate("Prices", "Priority"),
            about=translate("Prices", "In a group the highest goes first, of equals the first in the list."),
        )
        self.when.body.addWidget(self.conditions)
        self.when.body.addLayout(side_by_side(self.part, self.priority))
        column.addWidget(self.when)
        self.limits = Fold(theme, icons, translate("Prices", "Limits and free quantity"))
        self.limits_form = LimitsForm(theme, icons, known)
        self.limits.body.addWidget(self.limits_form)
        column.addWidget(self.limits)
        column.addStretch(1)
        self.dimension.changed.connect(self._dimension_changed)
        for each in (self.rate, self.peak_form, self.conditions, self.limits_form):
            each.changed.connect(self.changed)
        for field in (self.name, self.vat, self.inside, self.part, self.priority):
            field.changed.connect(self.changed)

    def show_component(self, component: Component) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self._given = component
        self.dimension.fill([(each, dimension_word(each)) for each in Dimension], component.dimension)
        self.name.show_value(known_name(component.name) or None)
        self.rate.show_rate(component)
        self.vat.show_value(component.vat_rate)
        choices = [(True, translate("Prices", "with VAT in it")), (False, translate("Prices", "without VAT"))]
        self.inside.fill(choices, component.vat_inside)
        self.peak_form.show_rule(component.peak)
        self.conditions.show_conditions(component.when)
        self.part.fill(self._parts, component.part)
        self.priority.show_value(component.priority)
        self.limits_form.show_limits(component)
        self.peak.open(component.peak is not None)
        self.when.open(bool(component.when or component.priority))
        self.limits.open(self.limits_form.filled(component))
        self._settle()
        self.blockSignals(False)

    def fields(self) -> list[Field]:
        found: list[Field] = [self.name, *self.rate.fields(), self.vat]
        if self.dimension.chosen is Dimension.PEAK_POWER:
            found += self.peak_form.fields()
        return [*found, *self.conditions.fields(), self.part, self.priority, *self.limits_form.fields()]

    def check(self) -> bool:
        """What is wrong is said beside its field, which is brought in sight."""
        wrong = all_right(self.fields(), self.component)
        if wrong is None:
            return True
        for fold in (self.peak, self.when, self.limits, *self.findChildren(Fold)):
            if fold.isAncestorOf(wrong):
                fold.open()
        wrong.control.setFocus()
        return False

    def component(self) -> Component:
        """Raises Wrong."""
        dimension = self.dimension.chosen
        limits = self.limits_form
        return Component(
            dimension=dimension,
            rate=self.rate.rate(),
            name=self._name(),
            part=self.part.text,
            unit=self.rate.unit.chosen,
            vat_rate=self.vat.amount(),
            vat_inside=self.inside.chosen,
            when=self.conditions.conditions(),
            priority=self.priority.read() or 0,
            quiet=limits.quiet_read(),
            free=limits.free(),
            grace_s=limits.grace_s(),
            floor=limits.floor.read(),
            cap=limits.most(),
            step=limits.step_read(),
            peak=self.peak_form.rule() if dimension is Dimension.PEAK_POWER else None,
        )

    def peek(self) -> Component | None:
        """What it says now; None while something is half typed."""
        try:
            return self.component()
        except Wrong:
            return None

    def _name(self) -> str:
        """The names that the program gives are shown as they are read, and kept as they were."""
        return self._given.name if self.name.untouched else self.name.edit.text().strip()

    def _dimension_changed(self) -> None:
        self.rate.show_dimension(self.dimension.chosen)
        self.limits_form.show_dimension(self.dimension.chosen)
        self._settle()
        if self.dimension.chosen is Dimension.PEAK_POWER:
            self.peak.open()
        self.changed.emit()

    def _settle(self) -> None:
        dimension = self.dimension.chosen
        self.name.edit.setPlaceholderText(dimension_word(dimension))
        self.peak.setVisible(dimension is Dimension.PEAK_POWER)
        self.vat.edit.setPlaceholderText(QLocale().toString(0))
