"""How long sessions keep whose they were: chosen at once, and asked about before it takes anything away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QLabel

from app.gui.page import Page
from app.gui.page_parts import form_row
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Sure
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

FOR_EVER = 0
# In months.
CHOICES = (FOR_EVER, 120, 36, 12, 6)


def time_words(months: int) -> str:
    """ "for ever", "10 years", "6 months"."""
    if months == FOR_EVER:
        return translate("Settings", "for ever")
    if months == 12:
        return translate("Settings", "1 year")
    if months % 12 == 0:
        return translate("Settings", "%1 years").replace("%1", str(months // 12))
    return translate("Settings", "%1 months").replace("%1", str(months))


class PeopleCard(Card):
    """Tells the months once they are chosen and, where that takes names away, once that is wanted."""

    chosen = Signal(int)

    def __init__(self, page: Page, months: int) -> None:
        super().__init__()
        self._page = page
        self._months = months
        theme = page.theme
        self.body.addWidget(label(theme, translate("Settings", "People and cards"), EMPHASIS, STRONG))
        self.keep = QComboBox()
        self.keep.setFont(theme.font(BODY))
        self.keep.setMinimumWidth(140)
        words = translate("Settings", "Keep names and cards of sessions for")
        self.keep.setAccessibleName(words)
        about = translate(
            "Settings",
            "After this time a session loses its person, vehicle, card and note. Its energy, times and charger stay, "
            "so that totals are the same.",
        )
        self.body.addLayout(form_row(theme, words, self.keep, about))
        self.problem: QLabel = label(theme, tone="fault", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.show_months(months)
        self.keep.activated.connect(self._choose)

    def show_months(self, months: int) -> None:
        """What is kept; a time that is none of the choices stands among them."""
        self._months = months
        self.keep.clear()
        for each in sorted({*CHOICES, months}, key=lambda each: -each if each else -(10**6)):
            self.keep.addItem(time_words(each), each)
        self.keep.setCurrentIndex(self.keep.findData(months))

    def say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _choose(self, _index: int) -> None:
        months = int(self.keep.currentData())
        if months == self._months:
            return
        if months == FOR_EVER or (self._months != FOR_EVER and months > self._months):
            self._take(months)
            return
        title = translate("Settings", "Forget who charged after %1?").replace("%1", time_words(months))
        about = translate(
            "Settings",
            "Every session that is older loses its person, vehicle, card and note, now and from now on each day. This "
            "cannot be undone, but by a backup.",
        )
        sure = Sure(self._page.theme, title, about, translate("Settings", "Forget them"), "danger", self._page)
        sure.accepted.connect(lambda: self._take(months))
        sure.rejected.connect(lambda: self.show_months(self._months))
        sure.open()

    def _take(self, months: int) -> None:
        self.show_months(months)
        self.chosen.emit(months)
