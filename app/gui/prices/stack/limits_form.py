"""What of a price is free, from when it runs and when not, and what it can come to at least and at most."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.prices.books import TIMED, Component, Condition, Dimension, Free, Scope
from app.gui.icons import Icons
from app.gui.prices.stack.condition_list import ConditionList
from app.gui.prices.stack.fields import (
    AmountField,
    ChoiceField,
    Field,
    MinutesField,
    WholeField,
    WrongAt,
    factor_of,
    side_by_side,
)
from app.gui.prices.stack.known import Known
from app.gui.prices.stack_words import scopes_of
from app.gui.prices.words import sign
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.labels import label

translate = QCoreApplication.translate


class LimitsForm(QWidget):
    """Only what the dimension can have is in sight; what a file says beyond it stays as it is."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known) -> None:
        super().__init__()
        self._dimension = Dimension.ENERGY
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.grace = MinutesField(theme, translate("Prices", "Runs only after (minutes)"))
        column.addWidget(self.grace)
        self.quiet_box = QWidget()
        inner = QVBoxLayout(self.quiet_box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(label(theme, translate("Prices", "Does not run"), BODY, STRONG))
        self.quiet = ConditionList(
            theme,
            icons,
            known,
            translate("Prices", "Add a time in which it does not run"),
            translate("Prices", "It runs at any time."),
        )
        inner.addWidget(self.quiet)
        column.addWidget(self.quiet_box)
        self.amount = AmountField(theme, translate("Prices", "The first are free (kWh)"))
        self.scope: ChoiceField[Scope] = ChoiceField(theme, translate("Prices", "Of"))
        self.free_box = self._row(column, self.amount, self.scope)
        named = sign(known.currency)
        self.floor = AmountField(
            theme, translate("Prices", "At least, a session (%1)").replace("%1", named), negative=True
        )
        self.cap = AmountField(
            theme, translate("Prices", "At most, a session (%1)").replace("%1", named), negative=True
        )
        self._row(column, self.floor, self.cap)
        self.step = WholeField(
            theme,
            translate("Prices", "Rounded up to (Wh or seconds)"),
            least=1,
            about=translate("Prices", "1: nothing is rounded up."),
        )
        column.addWidget(self.step)
        for each in (self.grace, self.quiet, self.amount, self.scope, self.floor, self.cap, self.step):
            each.changed.connect(self.changed)

    @staticmethod
    def _row(column: QVBoxLayout, *fields: QWidget) -> QWidget:
        holder = QWidget()
        holder.setLayout(side_by_side(*fields))
        column.addWidget(holder)
        return holder

    def show_limits(self, component: Component) -> None:
        self._given = component
        self._dimension = component.dimension
        free = component.free
        self.amount.factor = factor_of(self._dimension)
        self.grace.show_value(component.grace_s or None)
        self.quiet.show_conditions(component.quiet)
        self.amount.show_value(None if free is None else free.amount)
        self._offer_scopes(Scope.SESSION if free is None else free.scope)
        self.floor.show_value(component.floor)
        self.cap.show_value(component.cap)
        self.step.show_value(component.step)
        self._settle()

    def show_dimension(self, dimension: Dimension) -> None:
        self._dimension = dimension
        self.amount.factor = factor_of(self._dimension)
        self._offer_scopes(self.scope.chosen)
        self._settle()

    @staticmethod
    def filled(component: Component) -> bool:
        bounds = component.floor is not None or component.cap is not None
        return bool(bounds or component.free or component.grace_s or component.quiet or component.step != 1)

    @property
    def _counts(self) -> bool:
        """Whether an amount of it can be free."""
        return self._dimension is Dimension.ENERGY or self._dimension in TIMED

    @property
    def _quiet_shown(self) -> bool:
        return self._dimension in TIMED or bool(self._given.quiet)

    @property
    def _kept(self) -> Component:
        """What is out of sight stays as a file says it, and goes with the dimension that it was said of."""
        return self._given if self._given.dimension is self._dimension else Component(self._dimension, self._given.rate)

    def _offer_scopes(self, chosen: Scope) -> None:
        self.scope.fill(scopes_of(self._dimension), chosen)

    def fields(self) -> list[Field]:
        found: list[Field] = [self.grace] if self._dimension is Dimension.IDLE_TIME else []
        if self._quiet_shown:
            found += self.quiet.fields()
        if self._counts:
            found += [self.amount, self.step]
        return [*found, self.floor, self.cap]

    def free(self) -> Free | None:
        """Raises Wrong."""
        amount = self.amount.read()
        return None if amount is None or not self._counts else Free(amount, self.scope.chosen)

    def grace_s(self) -> int:
        """Raises Wrong."""
        return self.grace.seconds() if self._dimension is Dimension.IDLE_TIME else self._kept.grace_s

    def quiet_read(self) -> tuple[Condition, ...]:
        """Raises Wrong."""
        return self.quiet.conditions() if self._quiet_shown else ()

    def most(self) -> Decimal | None:
        """Raises Wrong."""
        floor, cap = self.floor.read(), self.cap.read()
        if floor is not None and cap is not None and cap < floor:
            raise WrongAt(self.cap, translate("Prices", "It is less than the least."))
        return cap

    def step_read(self) -> int:
        """Raises Wrong."""
        return (self.step.read() or 1) if self._counts else self._kept.step

    def _settle(self) -> None:
        timed = self._dimension in TIMED
        self.grace.setVisible(self._dimension is Dimension.IDLE_TIME)
        self.quiet_box.setVisible(self._quiet_shown)
        self.free_box.setVisible(self._counts)
        self.step.setVisible(self._counts)
        kwh, minutes = (
            translate("Prices", "The first are free (kWh)"),
            translate("Prices", "The first are free (minutes)"),
        )
        self.amount.name_it(minutes if timed else kwh)
