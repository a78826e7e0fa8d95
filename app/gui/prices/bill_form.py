"""What a bill says: one price, day and night, spot, or some of each; with the fees and taxes beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.core.prices.books import Book, Component, Fixed, Series, Side, Unit
from app.core.prices.simple import SimplePrice
from app.gui.page_parts import form_row
from app.gui.prices.figures import Wrong, doubt, figure, shown
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

FIELD_PX = 220
_EVERY = ("flat", "zones", "spot", "mixed")
_HUNDRED = 100


class Row(QWidget):
    """A field with its name at the left, and beneath it what is wrong with it."""

    def __init__(self, theme: Theme, name: str, control: QWidget, about: str = "") -> None:
        super().__init__()
        self.control = control
        control.setAccessibleName(name)
        control.setFixedWidth(FIELD_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = form_row(theme, name, control, about)
        row.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.problem = label(theme, "", SMALL, tone="fault", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.problem)
        self.problem.hide()

    def say(self, words: str) -> None:
        """Empty: nothing is wrong."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.control.setAccessibleDescription(words)
        self.control.setProperty("wrong", "true" if words else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


class BillForm(QWidget):
    """Its fields by the kind of price; `price` is what they say."""

    def __init__(self, theme: Theme, side: Side, series: list[str], currency: Callable[[], str]) -> None:
        """`currency`: what the amounts are in, as it is chosen elsewhere."""
        super().__init__()
        self._theme, self._currency = theme, currency
        self.rows: dict[QWidget, Row] = {}
        self._kinds: dict[QWidget, tuple[str, ...]] = {}
        self._answered: dict[QWidget, str] = {}  # unusual amounts that were asked about
        self._wrong: QWidget | None = None  # the first of the latest look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        kinds = [
            ("flat", translate("Prices", "One price")),
            ("zones", translate("Prices", "Day and night")),
            ("spot", translate("Prices", "Spot")),
            ("mixed", translate("Prices", "Mixed")),
        ]
        self.kind = SegmentedControl(theme, kinds, translate("Prices", "Kind of price"))
        self.kind.chosen.connect(self.show_kind)
        self._column.addWidget(self.kind)
        self._add_energy(series)
        self.transfer = self._amount(translate("Prices", "Transfer a kWh, to the grid company"), _EVERY)
        self.tax = self._amount(translate("Prices", "Energy tax a kWh"), _EVERY)
        charged = _EVERY if side is Side.CHARGE else ()
        self.session_fee = self._amount(translate("Prices", "Fee for starting"), charged)
        self.month_fee = self._amount(translate("Prices", "Monthly fee, to the supplier"), _EVERY)
        self.grid_month_fee = self._amount(translate("Prices", "Monthly fee, to the grid company"), _EVERY)
        self.vat = self._text(translate("Prices", "VAT in per cent"), "25", _EVERY)
        self.inside = self._tick(translate("Prices", "The amounts above have VAT in them"), _EVERY)
        self.inside.setChecked(True)
        self.show_kind()

    def _add_energy(self, series: list[str]) -> None:
        self.flat = self._amount(translate("Prices", "Price of a kWh"), ("flat", "mixed"))
        self.share = self._text(translate("Prices", "Per cent of each kWh at that price"), "50", ("mixed",))
        self.day = self._amount(translate("Prices", "Price of a kWh by day"), ("zones",))
        self.night = self._amount(translate("Prices", "Price of a kWh by night"), ("zones",))
        self.night_from = self._text(translate("Prices", "Night begins"), "22:00", ("zones",))
        self.night_to = self._text(translate("Prices", "Night ends"), "06:00", ("zones",))
        self.weekend = self._tick(translate("Prices", "Saturdays and Sundays cost what the night does"), ("zones",))
        self.winter = self._tick(translate("Prices", "The meter's clock does not follow summer time"), ("zones",))
        self.series = QComboBox()
        self.series.setFont(self._theme.font(BODY))
        self.series.addItems(series)
        self.series.setEditable(True)
        about = translate("Prices", "Its prices are without VAT. Import its file on this page; both can come first.")
        self._row(translate("Prices", "Price series"), self.series, ("spot", "mixed"), about)
        self.markup = self._amount(translate("Prices", "Supplier's markup a kWh"), ("spot", "mixed"))

    def _row(self, name: str, control: QWidget, kinds: tuple[str, ...], about: str = "") -> None:
        row = Row(self._theme, name, control, about)
        self._column.addWidget(row)
        self.rows[control] = row
        self._kinds[row] = kinds

    def _text(self, name: str, text: str, kinds: tuple[str, ...]) -> QLineEdit:
        field = QLineEdit(text)
        field.setFont(self._theme.font(BODY))
        self._row(name, field, kinds)
        field.textEdited.connect(lambda _text: self.rows[field].say(""))
        return field

    def _amount(self, name: str, kinds: tuple[str, ...]) -> QLineEdit:
        return self._text(name, "", kinds)

    def _tick(self, words: str, kinds: tuple[str, ...]) -> QCheckBox:
        made = QCheckBox(words)
        made.setFont(self._theme.font(BODY))
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._kinds[made] = kinds
        return made

    @Slot()
    def show_kind(self, _key: str = "") -> None:
        for widget, kinds in self._kinds.items():
            widget.setVisible(self.kind.key in kinds)

    @property
    def untouched(self) -> bool:
        """Not one amount is written."""
        fees = (self.transfer, self.tax, self.session_fee, self.month_fee, self.grid_month_fee)
        return not any(each.text().strip() for each in (self.flat, self.day, self.night, self.markup, *fees))

    def show_price(self, price: SimplePrice) -> None:
        """These figures, to be changed where the newest bill has others."""
        kind = "spot" if price.flat is None else "mixed"
        self.kind.choose(kind if price.series_id else "flat" if price.flat is not None else "zones")
        amounts = {
            self.flat: price.flat,
            self.day: price.day,
            self.night: price.night,
            self.markup: price.markup or None,
            self.transfer: price.transfer + price.fees or None,  # what came in one figure stays in one
            self.tax: price.tax or None,
            self.session_fee: price.session_fee or None,
            self.month_fee: price.month_fee or None,
            self.grid_month_fee: price.grid_month_fee or None,
        }
        for field, amount in amounts.items():
            field.setText("" if amount is None else shown(amount))
        self.share.setText(shown((price.flat_share * _HUNDRED).normalize()))
        self.night_from.setText(f"{price.night_from:%H:%M}")
        self.night_to.setText(f"{price.night_to:%H:%M}")
        self.weekend.setChecked(price.weekend_is_night)
        self.winter.setChecked(price.winter_time)
        self.series.setCurrentText(price.series_id or self.series.currentText())
        self.vat.setText(shown((price.vat_rate * _HUNDRED).normalize()))
        self.inside.setChecked(price.vat_inside)
        self.show_kind()

    def fill(self, book: Book) -> None:
        """What the newest prices of a book say; the rest is for the bill."""
        components = book.versions[-1].components
        for field in (self.flat, self.tax, self.transfer, self.month_fee):
            field.clear()
        for each in components:
            if each.part != "energy" and isinstance(each.rate, Fixed):
                (self.tax if each.part == "tax" else self.transfer).setText(shown(each.rate.amount))
            else:
                self._fill_energy(each)
        self.vat.setText(shown((components[0].vat_rate * _HUNDRED).normalize()))
        self.inside.setChecked(all(each.vat_inside for each in components))
        self.show_kind()

    def _fill_energy(self, component: Component) -> None:
        if isinstance(component.rate, Series):
            self.kind.choose("spot")
            self.series.setCurrentText(component.rate.series_id)
        elif isinstance(component.rate, Fixed):
            self.kind.choose("flat")
            self.flat.setText(shown(component.rate.amount))

    def price(self, first_day: date) -> SimplePrice | None:
        """None where something is wrong, which is then said beneath it."""
        self._wrong = None
        kind = self.kind.key
        market = kind in ("spot", "mixed")
        found = SimplePrice(
            valid_from=first_day,
            flat=self._read(self.flat, needed=True) if kind in ("flat", "mixed") else None,
            flat_share=self._percent(self.share) if kind == "mixed" else Decimal("0.5"),
            day=self._read(self.day, needed=True) if kind == "zones" else None,
            night=self._read(self.night, needed=True) if kind == "zones" else None,
            night_from=self._time(self.night_from) if kind == "zones" else time(22),
            night_to=self._time(self.night_to) if kind == "zones" else time(6),
            weekend_is_night=self.weekend.isChecked(),
            winter_time=self.winter.isChecked(),
            series_id=self._series() if market else "",
            markup=self._read(self.markup) if market else Decimal(0),
            transfer=self._read(self.transfer),
            tax=self._read(self.tax),
            session_fee=self._read(self.session_fee, unit=Unit.SESSION),
            month_fee=self._read(self.month_fee, unit=Unit.MONTH),
            grid_month_fee=self._read(self.grid_month_fee, unit=Unit.MONTH),
            vat_rate=self._percent(self.vat),
            vat_inside=self.inside.isChecked(),
        )
        wrong = self._first_wrong()
        if wrong is None:
            return found
        wrong.setFocus()
        return None

    def _first_wrong(self) -> QWidget | None:
        return self._wrong

    def say(self, field: QWidget, words: str) -> None:
        """What is wrong with it."""
        self.rows[field].say(words)
        self._wrong = self._wrong or field

    def _read(self, field: QLineEdit, *, needed: bool = False, unit: Unit = Unit.KWH) -> Decimal:
        text = field.text().strip()
        try:
            if not text:
                if needed:
                    raise Wrong(translate("Prices", "Write the price of a kWh."))
                return Decimal(0)
            found = figure(text)
            asked = doubt(found, self._currency(), unit)
            if asked and self._answered.get(field) != text:
                self._answered[field] = text
                raise Wrong(asked)
        except Wrong as failure:
            self.say(field, str(failure))
            return Decimal(0)
        self.rows[field].say("")
        return found

    def _percent(self, field: QLineEdit) -> Decimal:
        try:
            found = figure(field.text().strip() or "0")
        except Wrong as failure:
            self.say(field, str(failure))
            return Decimal(0)
        if 0 <= found < _HUNDRED:
            self.rows[field].say("")
            return found.scaleb(-2)
        if field is self.vat:
            self.say(field, translate("Prices", "VAT is a number of per cent, from 0 to below 100."))
        else:
            self.say(field, translate("Prices", "Write how many of a hundred, from 0 to below 100."))
        return Decimal(0)

    def _series(self) -> str:
        text = self.series.currentText().strip()
        if not text:
            self.say(self.series, translate("Prices", "Say which price series it follows, for example SE3."))
        return text

    def _time(self, field: QLineEdit) -> time:
        try:
            found = time.fromisoformat(field.text().strip().rjust(5, "0"))
        except ValueError:
            self.say(field, translate("Prices", "A time is written as 22:00."))
            return time(0)
        self.rows[field].say("")
        return found
