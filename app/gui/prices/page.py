"""Prices: today's price of a kilowatt-hour, what it is made of, and the versions of a side's book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.core.changes import BooksChanged, Change, FolderChanged
from app.core.interfaces import History
from app.core.prices.books import Book, Side, Version
from app.core.prices.day import DayPrice, day_prices
from app.core.prices.kept import SeriesInfo
from app.core.reckoning import series_of
from app.gui.charts.price_bars import PriceBar, PriceBars
from app.gui.figures import local, midnight, number, weekday_and_day
from app.gui.page import Page
from app.gui.page_parts import empty, page_head, scrolling
from app.gui.prices.bill_dialog import BillDialog
from app.gui.prices.folder_card import FolderCard
from app.gui.prices.import_dialog import ImportPricesDialog
from app.gui.prices.price_dialog import PriceDialog
from app.gui.prices.stack.dialog import StackDialog
from app.gui.prices.stack.opening import Opening, copied, opened
from app.gui.prices.stack_words import detail_words
from app.gui.prices.versions import VersionRow
from app.gui.prices.words import component_name, day_words, rate_words, side_word, sign
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card, EmptyState, hairline
from app.gui.widgets.file_dialog import OneFileDialog
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

_WINTER = (12, 15)
_TWO_DAYS = timedelta(days=2)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read for the side that is shown."""

    side: Side
    book: Book | None
    today: tuple[DayPrice, ...]
    winter: tuple[DayPrice, ...]
    series: tuple[SeriesInfo, ...]


class PricesPage(Page):
    """Reads anew when a book changes, prices come in, or the user turns to the other side."""

    def build(self) -> None:
        self._files = OneFileDialog()
        self._seen: _Seen | None = None
        column = scrolling(self)
        sides = [(side.value, side_word(side)) for side in Side]
        self.side = SegmentedControl(self.theme, sides, translate("Prices", "Which prices"))
        self.side.chosen.connect(self.refresh)
        self.take_in = button(self.theme, translate("Prices", "Import prices…"))
        self.take_in.clicked.connect(self._choose_file)
        column.addLayout(page_head(self.theme, self.title(), self.side, self.take_in))
        self.nothing = Card()
        self.state = EmptyState(
            self.theme,
            self.icons,
            "prices",
            translate("Prices", "Say what a kilowatt-hour costs, and every session gets its cost."),
            translate("Prices", "Set prices…"),
            detail=translate(
                "Prices",
                "A bill is enough: one price, day and night, or spot. Sessions of the past are priced too, from the "
                "day that the prices are valid from.",
            ),
        )
        self.state.acted.connect(self.set_prices)
        self.nothing.body.addWidget(self.state)
        column.addWidget(self.nothing)
        self.today = self._day_card(translate("Prices", "Today"))
        self.winter = self._day_card(translate("Prices", "A weekday in December"))
        for card, _, _ in (self.today, self.winter):
            column.addWidget(card)
        self.parts = Card()
        head = QHBoxLayout()
        head.addWidget(label(self.theme, translate("Prices", "What makes up the price"), EMPHASIS, STRONG), 1)
        self.every = button(self.theme, translate("Prices", "Every detail…"), "link")
        self.every.clicked.connect(self.edit_stack)
        head.addWidget(self.every)
        self.change = button(self.theme, translate("Prices", "Change from a date…"), "link")
        self.change.clicked.connect(self.set_prices)
        self.check = button(self.theme, translate("Prices", "Check against my bill…"), "link")
        self.check.clicked.connect(self.check_bill)
        head.addWidget(self.check)
        head.addWidget(self.change)
        self.parts.body.addLayout(head)
        self.part_rows = QVBoxLayout()
        self.part_rows.setSpacing(GAP)
        self.parts.body.addLayout(self.part_rows)
        column.addWidget(self.parts)
        self.others = Card()
        self.others.body.addWidget(
            label(self.theme, translate("Prices", "Versions and price series"), EMPHASIS, STRONG)
        )
        self.other_rows = QVBoxLayout()
        self.other_rows.setSpacing(GAP)
        self.others.body.addLayout(self.other_rows)
        column.addWidget(self.others)
        self.folder = FolderCard(self)
        self.folder.file_asked.connect(self.import_file)
        self.folder.show_folder(self.bridge.folder)
        column.addWidget(self.folder)
        for unread in (self.nothing, self.today[0], self.winter[0], self.parts, self.others):
            unread.hide()
        column.addStretch(1)
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("Prices", "Prices")

    def activated(self, about: object = None) -> None:
        """`about` a Side: that one."""
        if isinstance(about, Side):
            self.side.choose(about.value)
        self.refresh()

    def _day_card(self, title: str) -> tuple[Card, ElidedLabel, PriceBars]:
        card = Card()
        row = QHBoxLayout()
        row.addWidget(label(self.theme, title, EMPHASIS, STRONG))
        words = ElidedLabel(self.theme, "", BODY, tone="muted")
        row.addWidget(words, 1)
        card.body.addLayout(row)
        chart = PriceBars(self.theme, title, QLocale())
        chart.empty_text = translate("Prices", "No prices are known for this day.")
        card.body.addWidget(chart)
        return card, words, chart

    # Reading and showing

    @Slot(object)
    def _changed(self, changes: list[Change]) -> None:
        watched = any(isinstance(change, FolderChanged) for change in changes)
        if watched:
            self.folder.show_folder(self.bridge.folder)
        if watched or any(isinstance(change, BooksChanged) for change in changes):
            self.refresh()

    @Slot()
    def refresh(self, _key: str = "") -> None:
        side, now = Side(self.side.key), self.now()
        self.ask.show(lambda: _look(self.engine.history, side, now), self._show)

    def _show(self, seen: _Seen) -> None:
        if seen.side.value != self.side.key:
            return  # the user has turned to the other side meanwhile
        self._seen = seen
        book = seen.book
        self.nothing.setVisible(book is None)
        for card in (self.today[0], self.winter[0], self.parts):
            card.setVisible(book is not None)
        self.others.setVisible(book is not None or bool(seen.series))
        self._show_others(seen)
        if book is None:
            return
        self._show_day(self.today, seen.today, book, self.now())
        self._show_day(self.winter, seen.winter, book, None)
        self.winter[0].setVisible(_differs(seen.today, seen.winter))
        version = book.on(_today(book, self.now()))
        self._show_parts(book, version)

    def _show_day(
        self, shown: tuple[Card, ElidedLabel, PriceBars], prices: tuple[DayPrice, ...], book: Book, now: datetime | None
    ) -> None:
        _, words, chart = shown
        zone = ZoneInfo(book.zone)  # its day and its hours, wherever this computer is
        bars = tuple(
            PriceBar(
                each.start.astimezone(zone),
                f"{each.start.astimezone(zone):%H:%M}–{each.end.astimezone(zone):%H:%M}",
                None if each.price is None else float(each.price),
            )
            for each in prices
        )
        place = None
        if now is not None:
            place = next((place for place, each in enumerate(prices) if each.start <= now < each.end), None)
        unit = f"{sign(book.currency)}/kWh"
        chart.set_bars(bars, unit, place)
        parts = [weekday_and_day(midnight(bars[0].start.date())) if bars else "", translate("Prices", "all included")]
        known = [number(each, 2) for each in sorted(float(each.price) for each in prices if each.price is not None)]
        if known and known[0] == known[-1]:
            parts.append(translate("Prices", "%1 %2 at any time").replace("%1", known[0]).replace("%2", unit))
        elif known:
            if place is not None and prices[place].price is not None:
                parts.append(translate("Prices", "now %1").replace("%1", number(float(prices[place].price or 0), 2)))
            shape = translate("Prices", "from %1 to %2 %3")
            parts.append(shape.replace("%1", known[0]).replace("%2", known[-1]).replace("%3", unit))
        words.setText("  ·  ".join(filter(None, parts)))

    def _show_parts(self, book: Book, version: Version | None) -> None:
        empty(self.part_rows)
        if version is None:
            self.part_rows.addWidget(
                label(self.theme, translate("Prices", "No prices are in force today."), tone="wait", wrap=True)
            )
            return
        for component in version.components:
            self.part_rows.addWidget(hairline())
            detail = detail_words(component, book.currency, version.components)
            self.part_rows.addWidget(
                self._line(component_name(component), detail, rate_words(component, book.currency))
            )
        since = translate("Prices", "Valid since %1. Prices change: compare them with your newest bill.")
        self.part_rows.addWidget(hairline())
        words = since.replace("%1", day_words(version.valid_from))
        self.part_rows.addWidget(label(self.theme, words, SMALL, tone="muted", wrap=True))

    def _show_others(self, seen: _Seen) -> None:
        empty(self.other_rows)
        if seen.book is not None:
            today = _today(seen.book, self.now())
            for version in seen.book.versions:
                row = VersionRow(self.theme, seen.book, version, today)
                row.opened.connect(self._open_version)
                row.copied.connect(self._copy_version)
                self.other_rows.addWidget(row)
        for info in seen.series:
            span = ""
            if info.first is not None and info.last is not None:  # its last price ends where the next day may begin
                ends = (local(info.first).date(), local(info.last - _MOMENT).date())
                span = " – ".join(map(day_words, ends))
            count = translate("Prices", "%1 prices").replace("%1", number(info.prices))
            self.other_rows.addWidget(self._line(info.id, span, count))

    def _line(self, name: str, detail: str, value: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label(self.theme, name))
        row.addWidget(ElidedLabel(self.theme, detail, tone="muted"), 1)
        row.addWidget(label(self.theme, value, BODY, STRONG))
        holder.setAccessibleName(" ".join(filter(None, (name, detail, value))))
        return holder

    # What the user does

    @Slot()
    def set_prices(self) -> None:
        seen = self._seen
        side = Side(self.side.key)
        book = seen.book if seen is not None and seen.side is side else None
        dialog = PriceDialog(self, side, book, [each.id for each in seen.series] if seen is not None else [])
        dialog.finished.connect(self.refresh)
        dialog.details_wanted.connect(self.open_stack)
        dialog.open()

    @Slot()
    def check_bill(self) -> None:
        BillDialog(self, Side(self.side.key), self.bridge.books).open()

    @Slot()
    def edit_stack(self) -> None:
        """Every detail of the prices in force, or of the newest: as they are where that may be, else as new ones."""
        seen = self._seen
        if seen is None or seen.book is None:
            return
        today = _today(seen.book, self.now())
        version = seen.book.on(today) or seen.book.versions[-1]
        self.open_stack(copied(seen.book, version, today) if version.used else opened(seen.book, version))

    @Slot(object)
    def open_stack(self, opening: Opening) -> None:
        seen = self._seen
        dialog = StackDialog(self, opening, [each.id for each in seen.series] if seen is not None else [])
        dialog.copy_wanted.connect(self.open_stack)
        dialog.finished.connect(self.refresh)
        dialog.open()

    @Slot(object)
    def _open_version(self, version: Version) -> None:
        if self._seen is not None and self._seen.book is not None:
            self.open_stack(opened(self._seen.book, version))

    @Slot(object)
    def _copy_version(self, version: Version) -> None:
        if self._seen is not None and self._seen.book is not None:
            self.open_stack(copied(self._seen.book, version, _today(self._seen.book, self.now())))

    @Slot()
    def _choose_file(self) -> None:
        if self._files.in_front():
            return
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = translate("Prices", "Price files (*.json *.csv *.xml *.txt);;All files (*)")
        dialog = QFileDialog(self, translate("Prices", "Import prices"), start, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_file)
        self._files.open(dialog)

    @Slot(str)
    def import_file(self, name: str) -> None:
        dialog = ImportPricesDialog(self, Path(name))
        dialog.finished.connect(self.refresh)
        dialog.open()


def _look(history: History, side: Side, now: datetime) -> _Seen:
    book = next((each for each in history.money.books() if each.side is side and each.versions), None)
    infos = tuple(history.money.all_series())
    if book is None:
        return _Seen(side, None, (), (), infos)
    today = _today(book, now)
    winter = _winter_day(today)
    return _Seen(side, book, _prices(history, book, today), _prices(history, book, winter), infos)


def _today(book: Book, now: datetime) -> date:
    """By the clock that the prices are by."""
    return now.astimezone(ZoneInfo(book.zone)).date()


def _prices(history: History, book: Book, day: date) -> tuple[DayPrice, ...]:
    since = datetime(day.year, day.month, day.day, tzinfo=UTC)
    series = [history.money.series(each, since - _TWO_DAYS, since + _TWO_DAYS) for each in series_of(book)]
    return day_prices(book, series, day)


def _winter_day(today: date) -> date:
    """The weekday in the middle of the last December, by today's prices where those hold then too."""
    year = today.year if (today.month, today.day) >= _WINTER else today.year - 1
    day = date(year, *_WINTER)
    return date.fromordinal(day.toordinal() - max(0, day.weekday() - 4))


def _differs(one: tuple[DayPrice, ...], other: tuple[DayPrice, ...]) -> bool:
    """Whether the winter's day is worth a picture: it has prices, and others than today."""
    known = [each.price for each in other if each.price is not None]
    return bool(known) and known != [each.price for each in one if each.price is not None]
