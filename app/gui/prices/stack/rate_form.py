"""What one of a thing costs: an amount, tiers, or what a price series says."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.prices.books import TIMED, UNITS, Component, Dimension, Fixed, Rate, Series, Tiers, Unit
from app.gui.icons import Icons
from app.gui.prices.figures import doubt
from app.gui.prices.stack.fields import AmountField, ChoiceField, Field, NameField, WrongAt, side_by_side
from app.gui.prices.stack.known import Known
from app.gui.prices.stack.tier_form import TierForm
from app.gui.prices.words import sign, unit_word
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP

translate = QCoreApplication.translate

MAY_BE_NEGATIVE = (Dimension.ENERGY, Dimension.SESSION, Dimension.CALENDAR_DAY, Dimension.CALENDAR_MONTH)


def kinds_of(dimension: Dimension) -> list[tuple[str, str]]:
    found = [("fixed", translate("Prices", "One price"))]
    if dimension is Dimension.ENERGY or dimension in TIMED:
        found.append(("tiers", translate("Prices", "Tiers")))
    if dimension is Dimension.ENERGY:
        found.append(("series", translate("Prices", "A price series")))
    return found


class RateForm(QWidget):
    """Shows the fields of one kind; what was typed into another kind stays there, should it be wanted again."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, known: Known) -> None:
        super().__init__()
        self._dimension = Dimension.ENERGY
        self._currency = known.currency
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        needed = translate("Prices", "Write what it costs.")
        self.kind: ChoiceField[str] = ChoiceField(theme, translate("Prices", "Kind of price"))
        self.amount = AmountField(theme, translate("Prices", "Price"), needed=needed, doubt=self._doubt)
        self.unit: ChoiceField[Unit | None] = ChoiceField(theme, translate("Prices", "For each"))
        column.addLayout(side_by_side(self.kind, self.amount, self.unit))
        self.tiers = TierForm(theme, icons, known.currency, self._doubt)
        column.addWidget(self.tiers)
        self.series = QWidget()
        inner = QVBoxLayout(self.series)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        self.series_id = NameField(
            theme,
            translate("Prices", "Price series"),
            translate("Prices", "Its prices are without VAT. Import its file on this page; both can come first."),
            translate("Prices", "Say which price series it follows, for example SE3."),
        )
        self.series_id.fill(list(known.series), known.series[0] if known.series else "")
        inner.addWidget(self.series_id)
        needed = translate("Prices", "Write 1 for the whole price.")
        self.multiplier = AmountField(theme, translate("Prices", "Times"), needed=needed, negative=True)
        self.adder = AmountField(theme, translate("Prices", "Plus, a kWh"), negative=True, doubt=self._doubt)
        self.floor = AmountField(theme, translate("Prices", "Never below"), negative=True)
        self.cap = AmountField(theme, translate("Prices", "Never above"), negative=True)
        inner.addLayout(side_by_side(self.multiplier, self.adder, self.floor, self.cap))
        column.addWidget(self.series)
        self.kind.changed.connect(self._kind_changed)
        for each in (self.amount, self.unit, *self._series_fields):
            each.changed.connect(self.changed)
        self.tiers.changed.connect(self.changed)
        self._show_series(Series(""))

    @property
    def _series_fields(self) -> tuple[Field, ...]:
        return self.series_id, self.multiplier, self.adder, self.floor, self.cap

    def show_rate(self, component: Component) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self.show_dimension(component.dimension, component.unit)
        rate = component.rate
        if isinstance(rate, Fixed):
            self.kind.fill(kinds_of(component.dimension), "fixed")
            self.amount.show_value(rate.amount)
        elif isinstance(rate, Tiers):
            self.kind.fill(kinds_of(component.dimension), "tiers")
            self.tiers.show_tiers(rate)
        else:
            self.kind.fill(kinds_of(component.dimension), "series")
            self._show_series(rate)
        self._settle()
        self.blockSignals(False)

    def show_dimension(self, dimension: Dimension, unit: Unit | None = None) -> None:
        """What it is a price of; a kind of price that it cannot have becomes the usual one."""
        self._dimension = dimension
        self.kind.fill(kinds_of(dimension), self.kind.chosen if self.kind.box.count() else "fixed")
        usual = UNITS[dimension][0]
        named: list[tuple[Unit | None, str]] = [
            ((None if each is usual and unit is not usual else each), unit_word(each)) for each in UNITS[dimension]
        ]
        self.unit.fill(named, unit)
        self.unit.setEnabled(len(named) > 1)
        self.amount.negative = dimension in MAY_BE_NEGATIVE
        self.tiers.show_dimension(dimension)
        self._settle()

    def _show_series(self, rate: Series) -> None:
        names = [self.series_id.box.itemText(place) for place in range(self.series_id.box.count())]
        self.series_id.fill(names, rate.series_id or self.series_id.text)
        self.multiplier.show_value(rate.multiplier)
        self.adder.show_value(rate.adder)
        self.floor.show_value(rate.floor)
        self.cap.show_value(rate.cap)

    def fields(self) -> list[Field]:
        match self.kind.chosen:
            case "fixed":
                return [self.amount]
            case "tiers":
                return self.tiers.fields()
            case _:
                return list(self._series_fields)

    def rate(self) -> Rate:
        """Raises Wrong."""
        match self.kind.chosen:
            case "fixed":
                return Fixed(self.amount.amount())
            case "tiers":
                return self.tiers.tiers()
        floor, cap = self.floor.read(), self.cap.read()
        if floor is not None and cap is not None and cap < floor:
            raise WrongAt(self.cap, translate("Prices", "It is less than what it is never below."))
        self.series_id.try_read()
        return Series(self.series_id.text, self.multiplier.amount(), self.adder.amount(), floor, cap)

    @property
    def priced_per(self) -> Unit:
        return self.unit.chosen or UNITS[self._dimension][0]

    def _doubt(self, amount: Decimal) -> str:
        return doubt(amount, self._currency, self.priced_per)

    def _kind_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        kind = self.kind.chosen
        self.amount.setVisible(kind == "fixed")
        self.tiers.setVisible(kind == "tiers")
        self.series.setVisible(kind == "series")
        per = f"{sign(self._currency)}/{unit_word(self.priced_per)}"
        self.amount.edit.setPlaceholderText(per)
        self.tiers.show_unit(per)
