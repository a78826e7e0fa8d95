"""Prices for people who have only a bill in their hand: begun from a country's or from nothing, from a day on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.core.prices.books import Book, Side, Version
from app.core.prices.simple import SimplePrice, simple_of
from app.gui.figures import zone_name
from app.gui.page import Page
from app.gui.page_parts import scroll_area
from app.gui.prices.bill_form import BillForm, Row
from app.gui.prices.stack.opening import begun
from app.gui.prices.starters import Starters, about, title
from app.gui.prices.words import day_words, side_word
from app.gui.prices.zone_choice import CURRENCIES, is_zone, zones
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.fields import date_field, day_in, set_day
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDTH_PX, _HEIGHT_PX, _LEAST_PX = 600, 720, 460


class PriceDialog(Dialog):
    """Asks for one version of a side's prices and has it kept."""

    details_wanted = Signal(object)
    """The Opening of the editor of the whole stack, with what was typed here."""

    def __init__(self, page: Page, side: Side, book: Book | None, series: list[str]) -> None:
        super().__init__(
            page.theme,
            side_word(side),
            translate(
                "Prices", "Take the figures from your bill. They hold from the day you choose until newer ones do."
            ),
            page,
            width_px=_WIDTH_PX,
            resizable=True,
        )
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, min(_HEIGHT_PX, max(_LEAST_PX, page.window().height() - 40)))
        self._page = page
        self._side = side
        self._book = book
        self._starters: list[tuple[str, Book]] = []
        self.area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(2, 2, 14, 2)
        self._column.setSpacing(GAP)
        self.area.setWidget(inner)
        self.body.addWidget(self.area, 1)
        self._add_start()
        self.bill = BillForm(page.theme, side, series, lambda: self.currency.currentText())
        self._column.addWidget(self.bill)
        self._add_book(book)
        self._show_standing()
        self._column.addStretch(1)
        self.more = button(page.theme, translate("Prices", "Every detail…"), "link")
        self.more.setToolTip(translate("Prices", "Go on in the editor of all prices, with what is written here"))
        self.more.clicked.connect(self._more)
        self.foot.insertWidget(0, self.more)
        self.yes = self.add_yes(translate("Prices", "Keep these prices"), self._keep)
        self.bill.flat.setFocus()
        page.ask.show(Starters(page.icons.folder.parent / "prices"), self._offer)

    def _add_start(self) -> None:
        self.start = QComboBox()
        self.start.setFont(self.theme.font(BODY))
        self.start.addItem(translate("Prices", "Nothing"))
        self.start.activated.connect(self._start_from)
        self._start_row = Row(self.theme, translate("Prices", "Start from"), self.start)
        self._start_row.hide()
        self._column.addWidget(self._start_row)
        self.warning = label(self.theme, "", tone="wait", wrap=True)
        self.source = label(self.theme, "", SMALL, tone="muted", wrap=True)
        for each in (self.warning, self.source):
            each.hide()
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(each)

    def _add_book(self, book: Book | None) -> None:
        self.currency = QComboBox()
        self.currency.setFont(self.theme.font(BODY))
        self.currency.addItems(CURRENCIES)
        self.zone = QComboBox()
        self.zone.setFont(self.theme.font(BODY))
        self.zone.setEditable(True)
        self.zone.addItems(zones())
        self._show_zone(zone_name())
        self._rows = {
            self.currency: Row(self.theme, translate("Prices", "Currency"), self.currency),
            self.zone: Row(
                self.theme,
                translate("Prices", "Time zone"),
                self.zone,
                translate("Prices", "By whose clock day, night and dates are."),
            ),
        }
        for row in self._rows.values():
            row.setVisible(book is None)
            self._column.addWidget(row)
        if book is not None:
            self.currency.setCurrentText(book.currency)
            self._show_zone(book.zone)
        self.first_day = date_field(self.theme, self._page.icons, translate("Prices", "Valid from"))
        today = self._page.now().astimezone().date()
        set_day(self.first_day, today if book is not None and book.versions else today.replace(month=1, day=1))
        self.first_row = Row(self.theme, translate("Prices", "Valid from"), self.first_day)
        self._column.addWidget(self.first_row)

    def _show_standing(self) -> None:
        """The prices in force, where a bill can say all of them."""
        day = day_in(self.first_day)
        standing = None if self._book is None else self._book.on(day)
        price = None if standing is None else simple_of(standing)
        if price is not None:
            self.bill.show_price(price)

    def _show_zone(self, zone: str) -> None:
        self.zone.setCurrentText(zone)
        edit = self.zone.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)

    def _offer(self, starters: list[tuple[str, Book]]) -> None:
        """Those of this side, and of the currency that is settled."""
        for name, each in starters:
            if each.side is self._side and (self._book is None or self._book.currency == each.currency):
                self._starters.append((name, each))
                self.start.addItem(title(name))
        self._start_row.setVisible(bool(self._starters))

    @Slot(int)
    def _start_from(self, place: int) -> None:
        self.warning.setVisible(bool(place))
        self.source.setVisible(bool(place))
        if not place:
            return
        name, book = self._starters[place - 1]
        self.bill.fill(book)
        if self._book is None:
            self.currency.setCurrentText(book.currency)
            # A country's clock is that of its prices; prices of no country are by this computer's.
            self._show_zone(zone_name() if book.zone == "UTC" else book.zone)
        newest = book.versions[-1]
        words = translate("Prices", "A start, not advice: rates change. These are of %1. %2")
        self.warning.setText(words.replace("%1", day_words(newest.valid_from)).replace("%2", about(name)))
        self.source.setText(translate("Prices", "Source: %1").replace("%1", newest.source))

    def _price(self) -> SimplePrice | None:
        """None where something is wrong, which is brought in sight."""
        price = self.bill.price(day_in(self.first_day))
        if price is None:
            focus = self.focusWidget()
            if focus is not None and self.area.isAncestorOf(focus):
                self.area.ensureWidgetVisible(focus, 0, 80)
        return price

    def _keep(self) -> None:
        self.say("")
        price = self._price()
        if price is None or not self._zone_is_right():
            return
        wish = self._page.engine.site.prices.put_version(
            self._side, price.version(), currency=self.currency.currentText(), zone=self.zone.currentText().strip()
        )
        self._page.ask(wish, busy=[self.yes], failed=self.say, done=self._kept, to_the_end=True)

    def _zone_is_right(self) -> bool:
        name = self.zone.currentText().strip()
        right = is_zone(name)
        words = translate("Prices", "“%1” is no time zone. Write one as Europe/Stockholm.").replace("%1", name)
        self._rows[self.zone].say("" if right else words)
        return right

    def _kept(self, _book: Book) -> None:
        self.accept()

    def _more(self) -> None:
        """With what is written here where it can be read, and with nothing where nothing is."""
        first_day = day_in(self.first_day)
        if self.bill.untouched and self.bill.kind.key != "spot":
            version = Version(first_day, ())
        else:
            price = self._price()
            if price is None:
                return
            version = price.version()
        book = self._book
        if book is None:
            if not self._zone_is_right():
                return
            book = Book(self._side, self.currency.currentText(), self.zone.currentText().strip())
        self.details_wanted.emit(begun(book, version))
        self.accept()
