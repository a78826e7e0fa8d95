"""What the check of a bill found, on screen: verdict, likely reasons, the lines of both, and how it was reckoned."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.prices.bill import BillCheck, Verdict
from app.gui.page_parts import bullets, empty
from app.gui.prices.bill_words import (
    bill_line_name,
    month_words,
    note_words,
    reason_words,
    row_word,
    share_words,
    verdict_words,
)
from app.gui.prices.cost_words import line_quantity, line_rate
from app.gui.prices.words import money
from app.gui.theme import REGULAR, STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, HEADING, SMALL
from app.gui.widgets.card import hairline
from app.gui.widgets.labels import Tone, label

translate = QCoreApplication.translate

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TONES: dict[Verdict, Tone] = {Verdict.AGREES: "accent", Verdict.ROUNDING: "accent"}


class BillResult(QWidget):
    """Made anew with every figure that is typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, GAP, 0)
        self.column.setSpacing(GAP)

    def ask_for(self, words: str) -> None:
        """What is still to be typed."""
        empty(self.column)
        self.column.addWidget(label(self._theme, words, tone="muted", wrap=True))
        self.column.addStretch(1)

    def show_check(self, found: BillCheck) -> None:
        empty(self.column)
        title, about = verdict_words(found)
        self.column.addWidget(label(self._theme, title, HEADING, STRONG, _TONES.get(found.verdict, "wait"), wrap=True))
        if about:
            self.column.addWidget(label(self._theme, about, wrap=True))
        self.column.addWidget(label(self._theme, share_words(found), tone="muted", wrap=True))
        if found.reasons:
            self._head(translate("Bill", "What may be the reason"))
            self.column.addWidget(bullets(self._theme, [reason_words(each, found.currency) for each in found.reasons]))
        if found.expected is not None:
            self._head(translate("Bill", "What your prices say of %1").replace("%1", month_words(found.bill.month)))
            self.column.addWidget(self._lines(found))
        if found.rows:
            self._head(
                translate("Bill", "The bill's parts, with VAT")
                if found.rows_with_vat
                else translate("Bill", "The bill's parts, without VAT")
            )
            self.column.addWidget(self._parts(found))
        self.column.addWidget(hairline())
        for words in note_words(found):
            self.column.addWidget(label(self._theme, words, SMALL, tone="muted", wrap=True))
        self.column.addStretch(1)
        self.setAccessibleName(" ".join(filter(None, (title, about))))

    def _head(self, words: str) -> None:
        self.column.addSpacing(4)
        self.column.addWidget(label(self._theme, words, EMPHASIS, STRONG))

    def _lines(self, found: BillCheck) -> QWidget:
        holder, grid = self._grid()
        assert found.expected is not None  # noqa: S101 - asked only then
        for each in found.expected.lines:
            at = line_rate(each.line, found.currency)
            if each.line.quantity not in (1, found.bill.kwh):
                at = f"{line_quantity(each.line)} · {at}"
            self._row(grid, (bill_line_name(each), at, money(each.line.amount, found.currency)))
        sums = found.expected.total
        grid.addWidget(hairline(), grid.rowCount(), 0, 1, grid.columnCount())
        if sums.vat:
            for name, amount in ((translate("Bill", "Without VAT"), sums.net), (translate("Bill", "VAT"), sums.vat)):
                self._row(grid, (name, "", money(amount, found.currency)))
        self._row(grid, (translate("Bill", "Your prices say"), "", money(sums.gross, found.currency)), strong=True)
        self._row(grid, (translate("Bill", "The bill says"), "", money(found.bill.total, found.currency)))
        if found.difference:
            self._row(grid, (translate("Bill", "Difference"), "", _signed(found.difference, found.currency)))
        return holder

    def _parts(self, found: BillCheck) -> QWidget:
        holder, grid = self._grid()
        heads = ("", translate("Bill", "Bill"), translate("Bill", "Your prices"), translate("Bill", "Difference"))
        self._row(grid, heads, muted=True)
        for each in found.rows:
            amounts = money(each.bill, found.currency), money(each.book, found.currency)
            self._row(grid, (row_word(each), *amounts, _signed(each.difference, found.currency)))
        return holder

    def _grid(self) -> tuple[QWidget, QGridLayout]:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        return holder, grid

    def _row(self, grid: QGridLayout, words: tuple[str, ...], *, strong: bool = False, muted: bool = False) -> None:
        row = grid.rowCount()
        for column, text in enumerate(words):
            tone: Tone = "muted" if muted or 0 < column < len(words) - 1 else "text"
            made = label(self._theme, text, BODY, STRONG if strong else REGULAR, tone, wrap=not column)
            if column:
                grid.addWidget(made, row, column, _RIGHT)
            else:
                made.setAccessibleName(", ".join(filter(None, words)))
                grid.addWidget(made, row, column)


def _signed(amount: Decimal, currency: str) -> str:
    """With its sign: whether the bill is more or less."""
    words = money(abs(amount), currency)
    if not amount:
        return words
    return f"+{words}" if Fraction(amount) > 0 else f"\N{MINUS SIGN}{words}"
