"""Check against my bill: its figures at the left, and beside them at once what the prices say of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.bill_reading import checked
from app.core.prices.bill import Bill, BillCheck, Part
from app.core.prices.books import Book, Side
from app.core.prices.clock import months_before
from app.core.prices.costing import WrongCurrency
from app.core.prices.typed import typed_amount
from app.gui.figures import local
from app.gui.page import Page
from app.gui.page_parts import scroll_area
from app.gui.prices.bill_result import BillResult
from app.gui.prices.bill_words import month_words, part_word
from app.gui.prices.starters import Starters
from app.gui.prices.words import side_word, sign
from app.gui.theme.tokens import BODY, GAP, SMALL
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDTH_PX, _HEIGHT_PX = 920, 600
_FORM_PX = 300
_BAR_PX = 14
_MONTHS = 36
_TYPED_MS = 250
_MOST_KWH = Decimal(10_000_000)
_WH_DIGITS = 3


class BillDialog(Dialog):
    """Reads and reckons while one types, and keeps nothing."""

    def __init__(self, page: Page, side: Side, books: dict[Side, Book]) -> None:
        super().__init__(
            page.theme,
            translate("Bill", "Check against my bill"),
            translate(
                "Bill",
                "The whole household's bill, not the car's alone: the kWh and the sum as they stand on it.",
            ),
            page,
            width_px=_WIDTH_PX,
            resizable=True,
        )
        self._page = page
        self._books = dict(books)
        self._side = side
        self._references: tuple[Book, ...] = ()
        self._asked = 0
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        form = scroll_area()
        form.setFixedWidth(_FORM_PX + _BAR_PX)
        form.setWidget(self._form())
        row.addWidget(form)
        row.addWidget(self._beside(), 1)
        self.body.addLayout(row)
        self.cancel.setText(translate("Bill", "Close"))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.look)
        page.ask.show(Starters(page.icons.folder.parent / "prices"), self._know)
        self.look()
        self.kwh.setFocus()

    def _form(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_FORM_PX)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.sides = SegmentedControl(
            self.theme, [(each.value, side_word(each)) for each in self._books], translate("Bill", "Which prices")
        )
        self.sides.choose(self._side.value)
        self.sides.chosen.connect(self._turn)
        self.sides.setVisible(len(self._books) > 1)
        column.addWidget(self.sides)
        self.month = QComboBox()
        self.month.setFont(self.theme.font(BODY))
        today = local(self._page.now()).date()
        for back in range(1, _MONTHS + 1):  # a bill of this month is not there yet
            month = months_before(today, back)
            words = month_words(month)
            self.month.addItem(f"{words[:1].upper()}{words[1:]}", month)
        self.month.currentIndexChanged.connect(self.look)
        self._field(column, translate("Bill", "Month"), self.month)
        self.kwh = self._amount(column, translate("Bill", "kWh"))
        self.total = self._amount(column, translate("Bill", "Sum to pay, %1"), money=True)
        self.unfold = button(self.theme, translate("Bill", "Compare its parts, too"), "link")
        self.unfold.clicked.connect(self._unfold)
        column.addSpacing(GAP)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self.parts = QWidget()
        parts = QVBoxLayout(self.parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(4)
        self.part_fields = {part: self._amount(parts, part_word(part)) for part in Part}
        self.parts.hide()
        column.addWidget(self.parts)
        column.addStretch(1)
        return holder

    def _beside(self) -> QWidget:
        card = Card()
        area = scroll_area()
        self.answer = BillResult(self.theme)
        area.setWidget(self.answer)
        self.answer.setAutoFillBackground(False)  # it lies on the card
        card.body.addWidget(area)
        return card

    def _field(self, column: QVBoxLayout, name: str, control: QWidget) -> None:
        title = label(self.theme, name, SMALL, tone="muted")
        title.setBuddy(control)
        control.setAccessibleName(name)
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(control)

    def _amount(self, column: QVBoxLayout, name: str, *, money: bool = False) -> QLineEdit:
        made = QLineEdit()
        made.setFont(self.theme.font(BODY))
        made.textChanged.connect(self._type)
        self._field(column, name.replace("%1", sign(self._book.currency)) if money else name, made)
        return made

    @property
    def _book(self) -> Book:
        return self._books[self._side]

    # Typing, and what comes of it

    @Slot()
    def _unfold(self) -> None:
        self.unfold.hide()
        self.parts.show()
        self.part_fields[Part.ENERGY].setFocus()

    def _know(self, starters: list[tuple[str, Book]]) -> None:
        self._references = tuple(book for _, book in starters)
        self.look()

    @Slot(str)
    def _turn(self, key: str) -> None:
        self._side = Side(key)
        self.look()

    @Slot()
    def _type(self, _text: str = "") -> None:
        self._typed.start()

    @Slot()
    def look(self, _index: int = 0) -> None:
        self._asked += 1
        try:
            bill = self._bill()
        except _Wrong as wrong:
            self.say(str(wrong))
            return
        self.say("")
        if bill is None:
            self.answer.ask_for(translate("Bill", "Write the kWh and the sum of the bill, and the answer stands here."))
            return
        self._page.ask.start(self._checked(bill, self._side, self._asked))

    async def _checked(self, bill: Bill, side: Side, asked: int) -> None:
        page = self._page
        try:
            found: BillCheck | None = await page.ask.read(
                checked, page.engine.history, side, bill, self._references, page.now()
            )
        except WrongCurrency as failure:
            found = None
            if shiboken6.isValid(self):
                self.say(translate("Prices", "The currencies differ (%1).").replace("%1", str(failure)))
        if found is not None and asked == self._asked and shiboken6.isValid(self):
            self.answer.show_check(found)

    def _bill(self) -> Bill | None:
        """None: not enough is typed yet."""
        kwh, total = self._typed_in(self.kwh), self._typed_in(self.total)
        parts = [(part, self._typed_in(field)) for part, field in self.part_fields.items()]
        if kwh is not None and not 0 <= kwh <= _MOST_KWH:
            raise _Wrong(translate("Bill", "A month has from 0 to 10 000 000 kWh."))
        if kwh is None or total is None:
            return None
        month: date = self.month.currentData()
        entered = tuple((part, amount) for part, amount in parts if amount is not None)
        return Bill(month, round(kwh, _WH_DIGITS), total, entered)

    def _typed_in(self, field: QLineEdit) -> Decimal | None:
        text = field.text().strip()
        if not text:
            return None
        found = typed_amount(text)
        if found is None:
            raise _Wrong(translate("Prices", "“%1” is not an amount. Write it as 1.85.").replace("%1", text))
        return found


class _Wrong(Exception):
    pass
