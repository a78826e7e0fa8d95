"""Prices for people who have only a bill in their hand: flat, by day and night, or spot; from a day on."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, QDate, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.core.prices.books import Book, Fixed, Series, Side
from app.core.prices.simple import SimplePrice
from app.gui.figures import zone_name
from app.gui.page import Page
from app.gui.page_parts import form_row
from app.gui.prices.starters import Starters, title
from app.gui.prices.words import side_word
from app.gui.theme.tokens import BODY
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import date_field

translate = QCoreApplication.translate

_CURRENCIES = ("SEK", "EUR", "GBP", "NOK", "DKK", "USD", "CHF")
_MOST = Decimal(100_000)
_FIELD_PX = 170
_EVERY = ("flat", "zones", "spot")


class PriceDialog(Dialog):
    """Asks for one version of a side's prices and has it kept."""

    def __init__(self, page: Page, side: Side, book: Book | None, series: list[str]) -> None:
        super().__init__(
            page.theme,
            side_word(side),
            translate(
                "Prices", "Take the figures from your bill. They hold from the day you choose until newer ones do."
            ),
            page,
            width_px=560,
        )
        self._page = page
        self._side = side
        self._book = book
        self._starters: list[Book] = []
        self._rows: list[tuple[QWidget, tuple[str, ...]]] = []
        self.start = QComboBox()
        self.start.setFont(page.theme.font(BODY))
        self.start.addItem(translate("Prices", "Nothing"))
        self.start.activated.connect(self._start_from)
        self._row(translate("Prices", "Start from"), self.start, ())
        kinds = [
            ("flat", translate("Prices", "One price")),
            ("zones", translate("Prices", "Day and night")),
            ("spot", translate("Prices", "Spot")),
        ]
        self.kind = SegmentedControl(page.theme, kinds, translate("Prices", "Kind of price"))
        self.kind.chosen.connect(self._show_kind)
        self.body.addWidget(self.kind)
        self.flat = self._amount(translate("Prices", "Price of a kWh"), ("flat",))
        self.day = self._amount(translate("Prices", "Price of a kWh by day"), ("zones",))
        self.night = self._amount(translate("Prices", "Price of a kWh by night"), ("zones",))
        self.night_from = self._text(translate("Prices", "Night begins"), "22:00", ("zones",))
        self.night_to = self._text(translate("Prices", "Night ends"), "06:00", ("zones",))
        self.series = QComboBox()
        self.series.setFont(page.theme.font(BODY))
        self.series.addItems(series)
        self.series.setEditable(True)
        self._row(
            translate("Prices", "Price series"),
            self.series,
            ("spot",),
            translate("Prices", "Its prices are without VAT. Import its file on this page; both can come first."),
        )
        self.markup = self._amount(translate("Prices", "Supplier's markup a kWh"), ("spot",))
        every = _EVERY
        self.fees = self._amount(translate("Prices", "Transfer and energy tax a kWh"), every)
        self.session_fee = self._amount(translate("Prices", "Fee for starting"), every if side is Side.CHARGE else ())
        self.month_fee = self._amount(translate("Prices", "Monthly fee"), every)
        self.vat = self._text(translate("Prices", "VAT in per cent"), "25", every)
        self.inside = QCheckBox(translate("Prices", "The amounts above have VAT in them"))
        self.inside.setFont(page.theme.font(BODY))
        self.inside.setChecked(True)
        self.body.addWidget(self.inside)
        self.currency = QComboBox()
        self.currency.setFont(page.theme.font(BODY))
        self.currency.addItems(_CURRENCIES)
        self.currency.setCurrentText(book.currency if book is not None else _CURRENCIES[0])
        self._row(translate("Prices", "Currency"), self.currency, every if book is None else ())
        self.first_day = date_field(page.theme, page.icons, translate("Prices", "Valid from"))
        today = page.now().astimezone().date()
        first = today if book is not None and book.versions else today.replace(month=1, day=1)
        self.first_day.setDate(QDate(first.year, first.month, first.day))
        self._row(translate("Prices", "Valid from"), self.first_day, every)
        self.yes = self.add_yes(translate("Prices", "Keep these prices"), self._keep)
        self._show_kind()
        self.flat.setFocus()
        page.ask.show(Starters(page.icons.folder.parent / "prices"), self._offer)

    def _offer(self, starters: list[tuple[str, Book]]) -> None:
        """Those of this side, and of the currency that is settled."""
        for name, each in starters:
            if each.side is self._side and (self._book is None or self._book.currency == each.currency):
                self._starters.append(each)
                self.start.addItem(title(name))
        self._rows[0] = (self._rows[0][0], _EVERY if self._starters else ())
        self._show_kind()

    @Slot(int)
    def _start_from(self, place: int) -> None:
        """Fill what its newest prices say; the rest is for the bill."""
        if not place:
            return
        book = self._starters[place - 1]
        components = book.versions[-1].components
        prices = [each for each in components if each.part == "energy"]
        fees = [each.rate.amount for each in components if each not in prices and isinstance(each.rate, Fixed)]
        for each in prices:
            if isinstance(each.rate, Series):
                self.kind.choose("spot")
                self.series.setCurrentText(each.rate.series_id)
            elif isinstance(each.rate, Fixed):
                self.kind.choose("flat")
                self.flat.setText(str(each.rate.amount))
        self.fees.setText(str(sum(fees)) if fees else "")
        self.vat.setText(f"{(components[0].vat_rate * 100).normalize():f}")
        self.inside.setChecked(all(each.vat_inside for each in components))
        self.currency.setCurrentText(book.currency)
        self._show_kind()

    def _row(self, name: str, control: QWidget, kinds: tuple[str, ...], about: str = "") -> None:
        control.setAccessibleName(name)
        control.setFixedWidth(_FIELD_PX)
        holder = QWidget()
        row = form_row(self.theme, name, control, about)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.body.addWidget(holder)
        self._rows.append((holder, kinds))

    def _text(self, name: str, text: str, kinds: tuple[str, ...]) -> QLineEdit:
        field = QLineEdit(text)
        field.setFont(self.theme.font(BODY))
        self._row(name, field, kinds)
        return field

    def _amount(self, name: str, kinds: tuple[str, ...]) -> QLineEdit:
        return self._text(name, "", kinds)

    @Slot()
    def _show_kind(self, _key: str = "") -> None:
        for holder, kinds in self._rows:
            holder.setVisible(self.kind.key in kinds)

    def _keep(self) -> None:
        try:
            price = self._price()
        except _Wrong as wrong:
            self.say(str(wrong))
            wrong.field.setFocus()
            return
        wish = self._page.engine.site.prices.put_version(
            self._side, price.version(), currency=self.currency.currentText(), zone=zone_name()
        )
        self._page.ask(wish, busy=[self.yes], failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, _book: Book) -> None:
        self.accept()

    def _price(self) -> SimplePrice:
        kind = self.kind.key
        chosen = self.first_day.date()
        if kind == "spot" and not self.series.currentText().strip():
            raise _Wrong(self.series, translate("Prices", "Say which price series it follows, for example SE3."))
        return SimplePrice(
            valid_from=date(chosen.year(), chosen.month(), chosen.day()),
            flat=self._needed(self.flat) if kind == "flat" else None,
            day=self._needed(self.day) if kind == "zones" else None,
            night=self._needed(self.night) if kind == "zones" else None,
            night_from=self._time(self.night_from),
            night_to=self._time(self.night_to),
            series_id=self.series.currentText().strip() if kind == "spot" else "",
            markup=self._optional(self.markup) if kind == "spot" else Decimal(0),
            fees=self._optional(self.fees),
            session_fee=self._optional(self.session_fee),
            month_fee=self._optional(self.month_fee),
            vat_rate=self._vat(),
            vat_inside=self.inside.isChecked(),
        )

    def _needed(self, field: QLineEdit) -> Decimal:
        if not field.text().strip():
            raise _Wrong(field, translate("Prices", "Write the price of a kWh."))
        return self._optional(field)

    def _optional(self, field: QLineEdit) -> Decimal:
        text = field.text().strip()
        if not text:
            return Decimal(0)
        found = _decimal(text)
        if found is None or abs(found) > _MOST:
            raise _Wrong(field, translate("Prices", "“%1” is not an amount. Write it as 1.85.").replace("%1", text))
        return found

    def _vat(self) -> Decimal:
        found = _decimal(self.vat.text().strip() or "0")
        if found is None or not 0 <= found < 100:
            raise _Wrong(self.vat, translate("Prices", "VAT is a number of per cent, from 0 to below 100."))
        return found / 100

    def _time(self, field: QLineEdit) -> time:
        try:
            return time.fromisoformat(field.text().strip().rjust(5, "0"))
        except ValueError:
            raise _Wrong(field, translate("Prices", "A time is written as 22:00.")) from None


class _Wrong(Exception):
    def __init__(self, field: QWidget, words: str) -> None:
        super().__init__(words)
        self.field = field


def _decimal(text: str) -> Decimal | None:
    """With a point or a comma; None for what is no number."""
    try:
        found = Decimal(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
