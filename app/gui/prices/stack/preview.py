"""Beside the editor: a day of the prices as they are typed, and what a session by them would cost."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.prices.books import Book, Component, Dimension, Version
from app.core.prices.cost import Cost, Flag
from app.gui.charts.price_bars import PriceBar, PriceBars
from app.gui.page_parts import empty
from app.gui.prices.cost_words import line_name, line_quantity
from app.gui.prices.stack.fields import ChoiceField
from app.gui.prices.stack.previewing import ENERGY_KWH, FROM, UNTIL, DayKind, Previewed
from app.gui.prices.words import money, sign
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, SMALL
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

_BEYOND_SESSIONS = (Dimension.CALENDAR_DAY, Dimension.CALENDAR_MONTH, Dimension.PEAK_POWER)
_WIDTH_PX = 320


def kind_word(kind: DayKind) -> str:
    match kind:
        case DayKind.WEEKDAY:
            return translate("Prices", "a weekday")
        case DayKind.SUNDAY:
            return translate("Prices", "a Sunday")
        case DayKind.WINTER:
            return translate("Prices", "a weekday in January")
        case DayKind.SUMMER:
            return translate("Prices", "a weekday in July")


class Preview(Card):
    """Shows what was reckoned; asks for another kind of day."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(_WIDTH_PX)
        self.kind: ChoiceField[DayKind] = ChoiceField(theme, translate("Prices", "What it comes to on"))
        self.kind.fill([(each, kind_word(each)) for each in DayKind], DayKind.WEEKDAY)
        self.kind.changed.connect(self.changed)
        self.body.addWidget(self.kind)
        self.day = label(theme, "", SMALL, tone="muted")
        self.body.addWidget(self.day)
        self.chart = PriceBars(theme, translate("Prices", "The price of a kWh through the day"), QLocale())
        self.chart.empty_text = translate("Prices", "No prices are known for this day.")
        self.body.addWidget(self.chart)
        sentence = translate("Prices", "A session of %1 kWh from %2 to %3 would cost")
        words = sentence.replace("%1", str(ENERGY_KWH)).replace("%2", f"{FROM:%H:%M}").replace("%3", f"{UNTIL:%H:%M}")
        self.sentence = label(theme, words, tone="muted", wrap=True)
        self.body.addWidget(self.sentence)
        self.total = label(theme, "", EMPHASIS, STRONG)
        self.body.addWidget(self.total)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.notes = label(theme, "", SMALL, tone="muted", wrap=True)
        self.body.addWidget(self.notes)
        self.body.addStretch(1)

    def show_nothing(self) -> None:
        """There is no price to reckon with."""
        self.chart.set_bars((), "", None)
        empty(self._rows)
        for each in (self.day, self.total, self.notes):
            each.clear()
        self.sentence.hide()

    def show_preview(self, seen: Previewed, book: Book, version: Version) -> None:
        date = QDate(seen.day.year, seen.day.month, seen.day.day)
        self.sentence.show()
        self.day.setText(QLocale().toString(date, QLocale.FormatType.LongFormat))
        zone = ZoneInfo(book.zone)
        bars = tuple(
            PriceBar(
                each.start.astimezone(zone),
                f"{_clock(each.start, zone)}–{_clock(each.end, zone)}",
                None if each.price is None else float(each.price),
            )
            for each in seen.prices
        )
        self.chart.set_bars(bars, f"{sign(book.currency)}/kWh", None)
        empty(self._rows)
        came_to = seen.came_to
        if came_to is None:
            self.total.setText("–")
            self.notes.setText(translate("Prices", "A price series is in another currency than these prices."))
        elif came_to.total is None:
            self.total.setText(translate("Prices", "not known"))
            self.notes.setText(_missing(came_to))
        else:
            for line in came_to.lines:
                amount = line.gross if book.vat_inside else line.net
                whole = line.dimension is Dimension.ENERGY and line.quantity == ENERGY_KWH
                quantity = "" if whole else line_quantity(line)
                self._rows.addWidget(self._line(line_name(line), quantity, money(amount, book.currency)))
            shown = came_to.total.gross if book.vat_inside else came_to.total.net
            tax = translate("Prices", "with VAT") if book.vat_inside else translate("Prices", "without VAT")
            self.total.setText(f"{money(shown, book.currency)} {tax}")
            self.notes.setText(_notes(version.components, {flag for line in came_to.lines for flag in line.flags}))
        self.notes.setVisible(bool(self.notes.text()))

    def _line(self, name: str, quantity: str, amount: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(ElidedLabel(self._theme, name), 1)
        row.addWidget(label(self._theme, quantity, tone="muted"))
        row.addWidget(label(self._theme, amount, BODY, STRONG))
        holder.setAccessibleName(" ".join(filter(None, (name, quantity, amount))))
        return holder


def _missing(came_to: Cost) -> str:
    series = sorted({each.series_id for each in came_to.missing if each.series_id})
    if not series:
        return translate("Prices", "There is no price of a kWh at that time.")
    words = translate("Prices", "The prices of %1 are not known for this day. Import them, or choose another day.")
    return words.replace("%1", ", ".join(series))


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _notes(components: tuple[Component, ...], flags: set[Flag]) -> str:
    found = []
    if any(each.dimension in _BEYOND_SESSIONS for each in components):
        found.append(translate("Prices", "Fees by day and month and the power charge are not in it."))
    if any(each.dimension is Dimension.IDLE_TIME for each in components):
        found.append(translate("Prices", "The car leaves at once, so no time after charging is in it."))
    if Flag.USED_SO_FAR_UNKNOWN in flags:
        found.append(translate("Prices", "It is counted as if nothing had been used in the month before."))
    if any(each.chargers or each.groups or each.cards for component in components for each in component.when):
        found.append(
            translate("Prices", "It is nobody's session: prices for certain chargers and cards are not in it.")
        )
    return " ".join(found)
