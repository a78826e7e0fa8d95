"""A file of prices, looked over in plain words before it is taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from app.core.prices.folder import WaitingFile, WhyFile
from app.core.prices.series_file import BadPrices, PriceUnit, SeriesAnswers, SeriesRead, WhyPrices
from app.core.prices.survey import Survey
from app.gui.figures import number, zone_name
from app.gui.page import Page
from app.gui.page_parts import form_row
from app.gui.prices.words import bad_prices_words, sign
from app.gui.theme.tokens import BODY
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_UNITS = {
    "öre/kWh": PriceUnit("SEK", hundredths=True),
    "kr/kWh": PriceUnit("SEK"),
    "SEK/MWh": PriceUnit("SEK", per_mwh=True),
    "EUR/MWh": PriceUnit("EUR", per_mwh=True),
    "ct/kWh": PriceUnit("EUR", hundredths=True),
    "EUR/kWh": PriceUnit("EUR"),
    "p/kWh": PriceUnit("GBP", hundredths=True),
}
_MOST_NAMED = 3
_FIELD_PX = 200


class ImportPricesDialog(Dialog):
    """Reads the file at once; what it does not say is asked, and nothing is kept before the user says so."""

    def __init__(self, page: Page, file: Path) -> None:
        super().__init__(page.theme, translate("Prices", "Import prices"), file.name, page, width_px=560)
        self._page = page
        self._file = file
        self._read: SeriesRead | None = None
        self.found = label(page.theme, wrap=True)
        self.found.setFixedWidth(self.words_px)
        self.body.addWidget(self.found)
        self.doubts = label(page.theme, tone="wait", wrap=True)
        self.doubts.setFixedWidth(self.words_px)
        self.body.addWidget(self.doubts)
        self.name = QLineEdit()
        self.name.setFont(page.theme.font(BODY))
        self._row(translate("Prices", "Name of the series"), self.name)
        self.unit = QComboBox()
        self.unit.setFont(page.theme.font(BODY))
        self.unit.addItem(translate("Prices", "as the file says"), None)
        for words in _UNITS:
            self.unit.addItem(words, words)
        self._row(translate("Prices", "Prices are in"), self.unit)
        self.unit.currentIndexChanged.connect(self._look)
        self.area = QLineEdit()
        self.area.setFont(page.theme.font(BODY))
        self.area.editingFinished.connect(self._look)
        self.area_row = self._row(translate("Prices", "Area"), self.area)
        self.area_row.hide()
        self.yes: QPushButton = self.add_yes(translate("Prices", "Import"), self._keep)
        self.yes.setEnabled(False)
        self.name.setFocus()  # while the file is read there is nothing but Cancel to press
        self._look()

    def _row(self, name: str, control: QWidget) -> QWidget:
        control.setAccessibleName(name)
        control.setFixedWidth(_FIELD_PX)
        holder = QWidget()
        row = form_row(self.theme, name, control)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.body.addWidget(holder)
        return holder

    @Slot()
    def _look(self, _index: int = 0) -> None:
        chosen = self.unit.currentData()
        answers = SeriesAnswers(self.area.text().strip(), _UNITS.get(chosen), zone_name())
        self.yes.setEnabled(False)
        self._page.ask.start(self._looked(answers))

    async def _looked(self, answers: SeriesAnswers) -> None:
        try:
            read, seen = await self._page.ask.read(self._page.engine.look_at_prices, self._file, answers, zone_name())
        except (BadPrices, OSError) as failure:
            self._read = None
            self.found.clear()
            self.doubts.clear()
            self.say(bad_prices_words(failure) or translate("Prices", "The file cannot be read."))
            self.area_row.setVisible(isinstance(failure, BadPrices) and failure.why is WhyPrices.AREA)
            return
        self._read = read
        self.say("")
        self.found.setText(_found_words(read, seen))
        self.doubts.setText("\n".join(doubt_words(seen)))
        self.doubts.setVisible(seen.doubtful)
        if not self.name.text():
            self.name.setText(read.area or self._file.stem[:40])
        self.yes.setText(translate("Prices", "Import anyway") if seen.doubtful else translate("Prices", "Import"))
        self.yes.setEnabled(True)
        self.adjustSize()

    def _keep(self) -> None:
        if self._read is None:
            return
        wish = self._page.engine.keep_prices(self._read, self.name.text().strip() or self._file.stem, self._file)
        self._page.ask(wish, busy=[self.yes], failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, _sessions: int) -> None:
        self.accept()


def _found_words(read: SeriesRead, seen: Survey) -> str:
    unit = f"{sign(read.unit.currency)}/kWh"
    lines = [
        translate("Prices", "%1 prices, one for every %2 minutes, from %3 to %4.")
        .replace("%1", number(seen.prices))
        .replace("%2", number(read.resolution_s // 60))
        .replace("%3", f"{seen.samples[0].start:%Y-%m-%d %H:%M}")
        .replace("%4", f"{seen.samples[-1].end:%Y-%m-%d %H:%M}"),
        translate("Prices", "Between %1 and %2 %3.")
        .replace("%1", number(float(seen.lowest), 3))
        .replace("%2", number(float(seen.highest), 3))
        .replace("%3", unit),
    ]
    for sample in seen.samples:
        lines.append(f"{sample.start:%Y-%m-%d %H:%M}–{sample.end:%H:%M}: {number(float(sample.value), 3)} {unit}")
    return "\n".join(lines)


_WHY_FILE: dict[WhyFile, Callable[[], str]] = {
    WhyFile.NO_SERIES: lambda: translate("Prices", "Which price series does it belong to?"),
    WhyFile.WITH_TAX: lambda: translate("Prices", "Its prices have tax and VAT in them."),
    WhyFile.CURRENCY: lambda: translate("Prices", "The currencies differ (%1)."),
    WhyFile.LINK: lambda: translate("Prices", "It is a link, and links are not followed."),
    WhyFile.NO_FILE: lambda: translate("Prices", "It is no file."),
    WhyFile.UNREADABLE: lambda: translate("Prices", "The file cannot be read."),
}


def waiting_words(file: WaitingFile) -> str:
    """Why it was not taken in by itself."""
    if file.survey is not None:
        return " ".join(doubt_words(file.survey))
    if isinstance(file.why, WhyFile):
        return _WHY_FILE[file.why]().replace("%1", file.detail)
    if file.why is WhyPrices.UNIT:  # there is no field below that could say it
        return translate("Prices", "It does not say what its prices are in.")
    return bad_prices_words(BadPrices(file.why, file.line, file.detail))


def doubt_words(seen: Survey) -> list[str]:
    """What is missing or odd, a sentence each."""
    said = []
    for odd in seen.odd_days[:_MOST_NAMED]:
        words = translate("Prices", "%1 has %2 prices instead of %3.").replace("%1", odd.day.isoformat())
        said.append(words.replace("%2", number(odd.prices)).replace("%3", number(odd.expected)))
    for start, end in seen.gaps[:_MOST_NAMED]:
        words = translate("Prices", "Prices are missing from %1 to %2.")
        local = [each.astimezone(seen.samples[0].start.tzinfo) for each in (start, end)]
        said.append(words.replace("%1", f"{local[0]:%Y-%m-%d %H:%M}").replace("%2", f"{local[1]:%Y-%m-%d %H:%M}"))
    if seen.unusual:
        words = translate("Prices", "%1 a kWh is unusual. Is the unit right?")
        said.append(words.replace("%1", number(float(seen.unusual[0].value), 2)))
    return said
