"""The issued statements as a table: the newest first, each with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.core.statements import Issued, Standing
from app.gui.figures import kilowatt_hours, short_date
from app.gui.prices.words import money
from app.gui.reports.words import standing_word
from app.gui.widgets.pill_delegate import PILL_ROLE
from app.gui.widgets.table import NUMBER
from app.gui.widgets.table_model import Index, TableModel

translate = QCoreApplication.translate

_KINDS = {
    Standing.ISSUED: "info",
    Standing.HANDED_OVER: "info",
    Standing.PAID_IN_PART: "wait",
    Standing.PAID: "accent",
    Standing.CORRECTED: "neutral",
}


class StatementsModel(TableModel):
    NUMBER_, ISSUED, WHOSE, PERIOD, ENERGY, AMOUNT, STANDING, OPEN = range(8)
    numbers = frozenset((NUMBER_, ENERGY, AMOUNT, OPEN))

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.issued: Sequence[Issued] = ()
        self.titles = (
            translate("Reports", "No."),
            translate("Reports", "Issued"),
            translate("Reports", "For"),
            translate("Reports", "Period"),
            translate("Reports", "Energy"),
            translate("Reports", "Amount"),
            translate("Reports", "State"),
            translate("Reports", "Open"),
        )

    def rows(self) -> Sequence[Issued]:
        return self.issued

    def show(self, issued: Sequence[Issued]) -> None:
        self.beginResetModel()
        self.issued = issued
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        issued, column = self.issued[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(issued, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self.numbers:
            return NUMBER
        if role == PILL_ROLE and column == self.STANDING:
            return _KINDS[issued.standing]
        return None

    def _text(self, issued: Issued, column: int) -> str:
        statement = issued.statement
        match column:
            case self.NUMBER_:
                return str(statement.number)
            case self.ISSUED:
                return "" if statement.issued_at is None else short_date(statement.issued_at)
            case self.WHOSE:
                return statement.title or translate("Reports", "Everybody")
            case self.PERIOD:
                since = statement.wanted.since.astimezone(ZoneInfo(statement.wanted.zone))
                return f"{since:%Y-%m}"
            case self.ENERGY:
                return f"{kilowatt_hours(statement.energy_wh)} kWh"
            case self.AMOUNT:
                return "" if statement.energy_only else money(statement.total.gross, statement.currency)
            case self.STANDING:
                return standing_word(issued.standing)
            case _:
                return money(issued.open, statement.currency) if issued.open else ""
