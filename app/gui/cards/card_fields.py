"""The parts of the card dialog that bound a card: where it may charge, until when, and what a guest may take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.core.cards import Allowance, Used
from app.core.model import Charger
from app.core.prices.books import Book
from app.core.values import replace
from app.gui.cards.money_field import MoneyField, counted_words
from app.gui.cards.words import since_words, unpriced_words
from app.gui.figures import energy, local, midnight, number
from app.gui.icons import Icons
from app.gui.prices.words import money
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.fields import date_field, day_in, number_field, set_day, tick
from app.gui.widgets.labels import label
from app.gui.widgets.named import Named

translate = QCoreApplication.translate

_INDENT_PX = 30
_FIRST_OFFER = timedelta(days=30)
_GUEST_WH = 15_000
_MOST_KWH, _MOST_SESSIONS, _MOST_DAYS = 99_999, 9_999, 3_650


class _Ticked(QWidget):
    """A tick, and what it opens beneath it."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tick = tick(theme, words)
        column.addWidget(self.tick)
        self._beneath = QWidget()
        self.beneath = QVBoxLayout(self._beneath)
        self.beneath.setContentsMargins(_INDENT_PX, 0, 0, 4)
        self.beneath.setSpacing(6)
        column.addWidget(self._beneath)
        self._beneath.hide()
        self.tick.toggled.connect(self._beneath.setVisible)


class ChargersField(_Ticked):
    """All chargers, or those that are ticked; one that is gone meanwhile stays in the card until it is unticked."""

    def __init__(self, theme: Theme, chargers: Iterable[Charger], allowed: tuple[str, ...]) -> None:
        super().__init__(theme, translate("CardDialog", "Only at some chargers"))
        titles = {each.id: each.title for each in chargers if each.approved}
        known = {charger_id.casefold(): charger_id for charger_id in titles}
        chosen = {known.get(each.casefold(), each) for each in allowed}
        titles.update({each: each for each in chosen if each not in titles})
        self.choices: dict[str, QCheckBox] = {}
        for charger_id, title in sorted(titles.items(), key=lambda item: item[1].casefold()):
            self.choices[charger_id] = tick(theme, title, charger_id in chosen)
            self.beneath.addWidget(self.choices[charger_id])
        self.tick.setChecked(bool(allowed))
        self.tick.setEnabled(bool(titles))

    @property
    def none_chosen(self) -> bool:
        return self.tick.isChecked() and not self.chargers

    @property
    def chargers(self) -> tuple[str, ...]:
        if not self.tick.isChecked():
            return ()
        return tuple(charger_id for charger_id, each in self.choices.items() if each.isChecked())


class ExpiryField(_Ticked):
    """The last day on which it may charge."""

    def __init__(self, theme: Theme, icons: Icons, expires_at: datetime | None, now: datetime) -> None:
        super().__init__(theme, translate("CardDialog", "Only until a day"))
        self._given = expires_at
        self.day = date_field(theme, icons, translate("CardDialog", "Its last day"))
        self.day.setMaximumWidth(180)
        # It ends as that day ends.
        last = (expires_at or now + _FIRST_OFFER) - timedelta(microseconds=1)
        self._shown = local(last).date()
        set_day(self.day, self._shown)
        self.beneath.addWidget(self.day)
        self.tick.setChecked(expires_at is not None)

    @property
    def expires_at(self) -> datetime | None:
        if not self.tick.isChecked():
            return None
        if self._given is not None and day_in(self.day) == self._shown:
            return self._given
        return midnight(day_in(self.day) + timedelta(days=1)).astimezone(UTC)


class AllowanceField(_Ticked):
    """What a guest's card may take in all; a bound at nothing is none."""

    def __init__(self, theme: Theme, allowance: Allowance | None, used: Used, now: datetime, book: Book | None) -> None:
        """`book`: whose costs count against a limit in money."""
        super().__init__(theme, translate("CardDialog", "A guest's card, with a limit"))
        self._given, self._now = allowance, now
        self._counted_from = now if allowance is None else allowance.counted_from
        none = translate("CardDialog", "no limit")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(8)
        energy_name, sessions_name = translate("CardDialog", "Energy"), translate("CardDialog", "Sessions")
        days_name = translate("CardDialog", "Days")
        self.energy = number_field(theme, energy_name, 0, _MOST_KWH, "kWh")
        self.sessions = number_field(theme, sessions_name, 0, _MOST_SESSIONS)
        self.days = number_field(theme, days_name, 0, _MOST_DAYS)
        self._shown_kwh = _GUEST_WH // 1000 if allowance is None else round((allowance.energy_wh or 0) / 1000)
        self.energy.setValue(self._shown_kwh)
        self.sessions.setValue(0 if allowance is None else allowance.sessions or 0)
        self.days.setValue(0 if allowance is None else allowance.days or 0)
        for whole in (self.energy, self.sessions, self.days):
            whole.setSpecialValueText(none)
            whole.setMinimumWidth(100)
        self.money = MoneyField(theme, None if allowance is None else allowance.money, book, self.energy)
        fields: tuple[tuple[str, QWidget], ...] = (
            (energy_name, self.energy),
            (self.money.title, self.money),
            (sessions_name, self.sessions),
            (days_name, self.days),
        )
        for place, (name, field) in enumerate(fields):
            grid.addWidget(Named(theme, name, field, line=False), place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self.days.setToolTip(translate("CardDialog", "Days from its first use"))
        self.beneath.addLayout(grid)
        about = translate(
            "CardDialog", "When one of these is used up it starts no more. Days count from its first use."
        )
        self.counted = label(theme, f"{about} {counted_words(book)}", SMALL, tone="muted", wrap=True)
        self.beneath.addWidget(self.counted)
        self.renewal = QWidget()
        beneath = QVBoxLayout(self.renewal)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.setSpacing(6)
        words = f"{since_words(self._counted_from, now)}. {taken_words(used, book)}"
        self.told = label(theme, words, tone="muted", wrap=True)
        self.renew = button(theme, translate("CardDialog", "Start counting anew"))
        self.renew.clicked.connect(self._renew)
        beneath.addWidget(self.told)
        beneath.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
        self.beneath.addWidget(self.renewal)
        self.renewal.setVisible(allowance is not None)
        self.tick.setChecked(allowance is not None)

    def _renew(self) -> None:
        self._counted_from = self._now
        self.told.setText(translate("CardDialog", "It is counted from now on once you save."))
        self.renew.setEnabled(False)

    @property
    def wrong(self) -> str:
        """What cannot be kept of it, in a sentence; empty: nothing."""
        return self.money.wrong if self.tick.isChecked() else ""

    @property
    def allowance(self) -> Allowance | None:
        if not self.tick.isChecked():
            return None
        energy_wh: int | None = self.energy.value() * 1000 or None
        given = self._given or Allowance(self._counted_from)
        if self._given is not None and self.energy.value() == self._shown_kwh:
            energy_wh = self._given.energy_wh  # exact, also where it is no whole number
        return replace(
            given,
            counted_from=self._counted_from,
            energy_wh=energy_wh,
            sessions=self.sessions.value() or None,
            days=self.days.value() or None,
            money=self.money.amount,
        )


def taken_words(used: Used, book: Book | None) -> str:
    """What was used of it: "5.6 kWh, 2 sessions and 12.50 kr used. 1 session without a price is not counted."."""
    if used.money is None or book is None:
        words = translate("CardDialog", "%1 and %2 sessions used.")
    else:
        words = translate("CardDialog", "%1, %2 sessions and %3 used.")
        words = words.replace("%3", money(used.money, book.currency).replace(" ", "\N{NO-BREAK SPACE}"))
    words = words.replace("%1", energy(used.energy_wh)).replace("%2", number(used.sessions))
    unpriced = unpriced_words(used)
    return f"{words} {unpriced}." if unpriced else words
