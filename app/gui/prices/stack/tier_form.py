"""Tiers: up to so much this price, above it the next; and whose energy is counted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.prices.books import TIMED, Dimension, Scope, Tier, Tiers
from app.gui.icons import Icons
from app.gui.prices.stack.fields import AmountField, ChoiceField, Field, WrongAt, factor_of
from app.gui.prices.stack_words import scopes_of
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP
from app.gui.widgets.buttons import button, icon_button

translate = QCoreApplication.translate


class TierRow(QWidget):
    """One tier; the last one has no end."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, doubt: Callable[[Decimal], str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.upto = AmountField(
            theme, translate("Prices", "Up to"), needed=translate("Prices", "Write where this tier ends.")
        )
        self.amount = AmountField(
            theme, translate("Prices", "Price"), needed=translate("Prices", "Write what it costs."), doubt=doubt
        )
        self.drop = icon_button(icons, "trash", translate("Prices", "Remove this tier"))
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.upto, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.amount, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignBottom)
        self.upto.changed.connect(self.changed)
        self.amount.changed.connect(self.changed)


class TierForm(QWidget):
    """At least one tier ends, the last one goes on."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, currency: str, doubt: Callable[[Decimal], str]) -> None:
        super().__init__()
        self._theme, self._icons, self._currency, self._doubt = theme, icons, currency, doubt
        self._dimension = Dimension.ENERGY
        self._per = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.scope: ChoiceField[Scope] = ChoiceField(theme, translate("Prices", "Counted over"))
        self.scope.changed.connect(self.changed)
        column.addWidget(self.scope)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self.add = button(theme, translate("Prices", "Add a tier"), "link")
        self.add.clicked.connect(self._add_one)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[TierRow] = []
        self.show_tiers(None)

    def show_tiers(self, tiers: Tiers | None) -> None:
        """None: two empty ones to fill."""
        for row in list(self.rows):
            self._take(row)
        steps = tiers.steps if tiers is not None else (None, None)
        for each in steps:
            row = self._put()
            row.upto.show_value(None if each is None else each.upto)
            row.amount.show_value(None if each is None else each.amount)
        self._offer_scopes(tiers.scope if tiers is not None else Scope.SESSION)
        self._settle()

    def show_dimension(self, dimension: Dimension) -> None:
        self._dimension = dimension
        self._offer_scopes(self.scope.chosen)
        for row in self.rows:
            self._fit(row)
        self._settle()

    def show_unit(self, per: str) -> None:
        self._per = per
        self._settle()

    def _offer_scopes(self, chosen: Scope) -> None:
        self.scope.fill(scopes_of(self._dimension), chosen)

    def fields(self) -> list[Field]:
        ends: list[Field] = [row.upto for row in self.rows[:-1]]
        return [*ends, *(row.amount for row in self.rows)]

    def tiers(self) -> Tiers:
        """Raises Wrong."""
        found: list[Tier] = []
        for row in self.rows[:-1]:
            upto = row.upto.amount()
            before = found[-1].upto if found else None
            if upto <= (before or 0) and not (row.upto.untouched and before is None):
                raise WrongAt(row.upto, translate("Prices", "It ends before it begins: write the tiers in order."))
            found.append(Tier(upto, row.amount.amount()))
        found.append(Tier(None, self.rows[-1].amount.amount()))
        return Tiers(self.scope.chosen, tuple(found))

    def _add_one(self) -> None:
        """Before the last one, which has no end."""
        row = self._put(max(0, len(self.rows) - 1))
        self._settle()
        row.upto.edit.setFocus()
        self.changed.emit()

    def _put(self, place: int | None = None) -> TierRow:
        row = TierRow(self._theme, self._icons, self._doubt)
        self._fit(row)
        row.changed.connect(self.changed)
        row.dropped.connect(lambda: self._dropped(row))
        at = len(self.rows) if place is None else place
        self.rows.insert(at, row)
        self._rows.insertWidget(at, row)
        row.show()  # at once, so that it can take the keyboard
        return row

    def _fit(self, row: TierRow) -> None:
        row.upto.factor = factor_of(self._dimension)
        row.amount.negative = self._dimension is Dimension.ENERGY

    def _dropped(self, row: TierRow) -> None:
        self._take(row)
        self._settle()
        self.add.setFocus()
        self.changed.emit()

    def _take(self, row: TierRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        unit = translate("Prices", "min") if self._dimension in TIMED else "kWh"
        last = self.rows[-1] if self.rows else None
        for row in self.rows:
            row.upto.edit.setEnabled(row is not last)
            row.upto.edit.setPlaceholderText(translate("Prices", "no end") if row is last else unit)
            row.amount.edit.setPlaceholderText(self._per)
            row.drop.setEnabled(len(self.rows) > 1 and row is not last)
