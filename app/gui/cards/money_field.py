"""A limit in money: typed as people type it, and what it counts in a sentence."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale, QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.prices.books import Book, Side
from app.core.prices.limits import amount_text, read_amount
from app.gui.prices.words import sign
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY

translate = QCoreApplication.translate

_LONGEST = 16


class MoneyField(QLineEdit):
    """Empty: no limit."""

    def __init__(self, theme: Theme, amount: Decimal | None, book: Book | None, beside: QWidget) -> None:
        """`book`: whose costs count; None: no prices are set. `beside`: a field that it is as high as."""
        super().__init__("" if amount is None else amount_text(amount).replace(".", QLocale().decimalPoint()))
        self._beside = beside
        self._sign = "" if book is None else sign(book.currency)
        self.title = translate("MoneyLimit", "Money")
        if book is not None:
            self.title = translate("MoneyLimit", "Money, %1").replace("%1", self._sign)
        self.setFont(theme.font(BODY))
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(counted_words(book))
        self.setPlaceholderText(translate("MoneyLimit", "no limit"))
        self.setMinimumWidth(100)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._beside.sizeHint().height())

    @property
    def amount(self) -> Decimal | None:
        return read_amount(self.text().strip().removesuffix(self._sign))

    @property
    def wrong(self) -> str:
        """What is wrong with what was typed, in a sentence; empty: nothing."""
        typed = self.text().strip()
        if not typed or self.amount is not None:
            return ""
        words = translate(
            "MoneyLimit",
            "“%1” is no limit in money. Write an amount above nothing, such as %2, or leave it empty for no limit.",
        )
        return words.replace("%2", f"199{QLocale().decimalPoint()}50").replace("%1", typed)


def counted_words(book: Book | None) -> str:
    """What a limit in money counts, as prices/limits.py has it."""
    if book is None:
        return translate("MoneyLimit", "No prices are set, so a limit in money is never reached.")
    if book.side is Side.CHARGE:
        return translate("MoneyLimit", "Money counts what you charge for each session, VAT included.")
    return translate("MoneyLimit", "Money counts what you pay for each session, VAT included.")
