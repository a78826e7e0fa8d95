"""What is true of all prices of a side: name, currency, time zone, and whether amounts are shown with VAT."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.prices.books import Book
from app.gui.prices.stack.fields import ChoiceField, Field, NameField, TextField, WrongAt
from app.gui.prices.zone_choice import CURRENCIES, is_zone, zones
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP

translate = QCoreApplication.translate

_CURRENCY = re.compile(r"[A-Z]{3}")


class BookForm(QWidget):
    """Currency and zone stand still once sessions were priced: what they cost would be something else."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.name = TextField(theme, translate("Prices", "Name of the prices"))
        column.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.currency = NameField(theme, translate("Prices", "Currency"))
        self.zone = NameField(theme, translate("Prices", "Time zone"))
        self.display: ChoiceField[bool] = ChoiceField(theme, translate("Prices", "Amounts are shown"))
        for field in (self.currency, self.zone, self.display):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        for each in (self.name, self.currency, self.zone, self.display):
            each.changed.connect(self.changed)

    def show_book(self, book: Book) -> None:
        """Without telling anyone."""
        self.blockSignals(True)
        self.name.show_value(book.name or None)
        self.currency.fill(list(dict.fromkeys((book.currency, *CURRENCIES))), book.currency)
        self.zone.fill(zones(book.zone), book.zone)
        choices = [(True, translate("Prices", "with VAT")), (False, translate("Prices", "without VAT"))]
        self.display.fill(choices, book.vat_inside)
        fixed = any(each.used for each in book.versions)
        for each in (self.currency, self.zone):
            each.box.setEnabled(not fixed)
        self.currency.say(translate("Prices", "Sessions were priced in it.") if fixed else "")
        self.currency.line.setVisible(fixed)
        self.blockSignals(False)

    def fields(self) -> list[Field]:
        return [self.name]

    def check_together(self) -> None:
        """Raises WrongAt."""
        if not _CURRENCY.fullmatch(self.currency.text):
            raise WrongAt(self.currency, translate("Prices", "A currency is three capital letters, as SEK."))
        if not is_zone(self.zone.text):
            words = translate("Prices", "“%1” is no time zone. Write one as Europe/Stockholm.")
            raise WrongAt(self.zone, words.replace("%1", self.zone.text))
