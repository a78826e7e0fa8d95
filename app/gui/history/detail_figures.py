"""The figures people look for in a session, what stood there before, and why they are believed; and its plain facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from app.core.ledger.belief import Number, belief
from app.core.model import Evidence, Origin, Session
from app.gui.card_names import CardNames
from app.gui.figures import duration, kilowatts
from app.gui.history.edit_words import instant_beside, told_words
from app.gui.history.words import day_and_clock, exact_kwh, number_evidence, number_mark, quality_word, refusal_sentence
from app.gui.page_parts import fact
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, SMALL
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label, set_tone
from app.gui.widgets.pill import Pill, PillKind
from app.gui.words import evidence_words, stop_reason_words

translate = QCoreApplication.translate

_BETWEEN_PX = 48

# What is known only of a session that is over.
_OF_AN_END = ("ended", "meter_stop", "reason")
# The facts that are numbers to be doubted.
_NUMBERS = {
    "started": Number.STARTED_AT,
    "ended": Number.STOPPED_AT,
    "meter_start": Number.METER_START,
    "meter_stop": Number.METER_STOP,
}


def show_mark(pill: Pill, mark: tuple[PillKind, str] | None, why: str = "") -> None:
    """`why`: what the mark stands for, for whoever rests the pointer on it."""
    pill.setVisible(mark is not None)
    pill.setToolTip(why)
    pill.setAccessibleDescription(why)
    if mark is not None:
        pill.show_state(*mark)


class FiguresCard(Card):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(0)
        self.energy = BigNumber(theme)
        self.length = BigNumber(theme)
        self.mean = BigNumber(theme)
        self.peak = BigNumber(theme)
        self.energy_mark = Pill(theme)
        self._heads = []
        self.energy_told = label(theme, "", SMALL, tone="muted")
        self.length_told = label(theme, "", SMALL, tone="muted")
        nothing = label(theme, "", SMALL), label(theme, "", SMALL)
        # What stands beneath the figures, so that they keep one line.
        self._beneath = (self.energy_told, self.length_told, *nothing)
        for figure, words, told, mark in (
            (self.energy, translate("Session", "Energy"), self.energy_told, self.energy_mark),
            (self.length, translate("Session", "Duration"), self.length_told, None),
            (self.mean, translate("Session", "Mean power"), nothing[0], None),
            (self.peak, translate("Session", "Highest power"), nothing[1], None),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            head = QHBoxLayout()
            head.setSpacing(8)
            self._heads.append(label(theme, words, SMALL, tone="muted"))
            head.addWidget(self._heads[-1])
            if mark is not None:
                head.addWidget(mark)
            head.addStretch(1)
            column.addLayout(head)
            column.addWidget(figure)
            column.addWidget(told)
            row.addLayout(column)
            # It gives way where the window is narrow.
            row.addSpacerItem(QSpacerItem(_BETWEEN_PX, 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum))
        row.addStretch(1)
        self.body.addLayout(row)
        # Beside the figures, not below the fold: whoever doubts them looks here.
        self.refusal = label(theme, weight=STRONG, wrap=True)
        self.body.addWidget(self.refusal)
        self.quality = label(theme, weight=STRONG, wrap=True)
        self.evidence = fact(theme)
        self.evidence.setProperty("tone", "muted")
        self.body.addWidget(self.quality)
        self.body.addWidget(self.evidence)

    def show_session(self, session: Session, now: datetime) -> None:
        booked = session.booked
        span = (booked.stopped_at or now) - booked.started_at
        told_span = (session.stopped_at or now) - session.started_at
        self.energy.show_value(exact_kwh(booked.energy_wh), "kWh")
        self.length.show_value(duration(span), "")
        self.mean.show_value(*_mean(booked, span))
        mark = number_mark(session, Number.ENERGY)
        show_mark(self.energy_mark, mark, number_evidence(session, Number.ENERGY))
        for head in self._heads:
            # As high as the one with the mark, so that the figures stand on one line.
            head.setMinimumHeight(0 if mark is None else self.energy_mark.sizeHint().height())
        changed = session.amended.energy_wh is not None
        told_energy = told_words(session, f"{exact_kwh(session.energy_wh)} kWh") if changed else ""
        told_length = "" if duration(told_span) == duration(span) else told_words(session, duration(told_span))
        self.energy_told.setText(told_energy)
        self.length_told.setText(told_length)
        for each in self._beneath:
            each.setVisible(bool(told_energy or told_length))
        self._show_quality(session)

    def show_peak(self, power_w: float | None) -> None:
        self.peak.show_value(*(("–", "") if power_w is None else (kilowatts(power_w), "kW")))

    def _show_quality(self, session: Session) -> None:
        self.refusal.setText(refusal_sentence(session))
        self.refusal.setVisible(session.refused)
        set_tone(self.refusal, "wait" if session.turned_away else "fault")
        # Nothing was counted that could be doubted.
        self.quality.setHidden(session.turned_away)
        self.quality.setText(_quality_sentence(session))
        sentences = [evidence_words(each) for each in sorted(session.evidence, key=lambda each: each.value)]
        self.evidence.setText("\n".join(sentences))
        self.evidence.setVisible(bool(sentences))


@dataclass(frozen=True, slots=True)
class _Fact:
    name: QLabel
    value: QLabel
    mark: Pill


class FactsCard(Card):
    """Its numbers and names, two by two; where people changed one, what stood there before is beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.body.addWidget(label(theme, translate("Session", "Details"), EMPHASIS, STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        self._rows: dict[str, _Fact] = {}
        for place, (key, words) in enumerate(_facts()):
            grid.setColumnStretch(place % 2, 1)
            grid.addLayout(self._fact(theme, key, words), place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.values = {key: each.value for key, each in self._rows.items()}

    def _fact(self, theme: Theme, key: str, words: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        name = label(theme, words, SMALL, tone="muted")
        value = fact(theme)
        value.setAccessibleName(words)
        mark = Pill(theme)
        mark.hide()
        self._rows[key] = _Fact(name, value, mark)
        column.addWidget(name)
        column.addWidget(value)
        column.addWidget(mark)
        return column

    def show_session(self, session: Session, this_year: int, cards: CardNames) -> None:
        booked, reason = session.booked, session.stop_reason
        values = {
            "started": _instant(session, session.started_at, booked.started_at, this_year),
            "ended": _instant(session, session.stopped_at, booked.stopped_at, this_year),
            "meter_start": _register(session, session.meter_start_wh, Evidence.METER_START_MISSING),
            "meter_stop": _register(session, session.meter_stop_wh, Evidence.METER_STOP_MISSING),
            "card": cards.words(session.card) or "–",
            "transaction": session.transaction_id or "–",
            "reason": "–" if reason is None else stop_reason_words(reason),
            "charger": session.charger_id,
        }
        for key, row in self._rows.items():
            row.value.setText(values[key])
            hidden = session.open and key in _OF_AN_END
            row.name.setHidden(hidden)
            row.value.setHidden(hidden)
            number = _NUMBERS.get(key)
            if number is not None:
                mark = None if hidden else number_mark(session, number)
                show_mark(row.mark, mark, number_evidence(session, number))


def _facts() -> Sequence[tuple[str, str]]:
    return (
        ("started", translate("Session", "Started")),
        ("ended", translate("Session", "Ended")),
        ("meter_start", translate("Session", "Meter at start")),
        ("meter_stop", translate("Session", "Meter at end")),
        ("card", translate("Session", "Card")),
        ("reason", translate("Session", "Why it ended")),
        ("charger", translate("Session", "Charger")),
        ("transaction", translate("Session", "Transaction")),
    )


def _quality_sentence(session: Session) -> str:
    match session.origin:
        case Origin.BY_HAND:
            return translate("Session", "Somebody wrote it down; no charger told of it.")
        case Origin.SPLIT:
            return translate("Session", "It is a part of a session that somebody split.")
        case _:
            word = quality_word(belief(session, Number.ENERGY).quality)
            return translate("Session", "Its energy is %1.").replace("%1", word)


def _mean(booked: Session, span: timedelta) -> tuple[str, str]:
    hours = span.total_seconds() / 3600
    return (kilowatts(booked.energy_wh / hours), "kW") if hours > 1 / 60 else ("–", "")


def _instant(session: Session, told: datetime | None, booked: datetime | None, this_year: int) -> str:
    """The day and time; what was told before stands beneath it."""
    if booked is None:
        return "–"
    words = day_and_clock(booked, this_year)
    if told is None or told == booked:
        return words
    return f"{words}\n{told_words(session, instant_beside(told, booked, this_year))}"


def _register(session: Session, energy_wh: int | None, missing: Evidence) -> str:
    """The meter's figure, and where it stands for one that never came, what it is instead."""
    if energy_wh is None:
        return "–"
    words = f"{exact_kwh(energy_wh)} kWh"
    if missing not in session.evidence:
        return words
    first = missing is Evidence.METER_START_MISSING
    instead = translate("Session", "the first reading") if first else translate("Session", "the last reading")
    return f"{words} ({instead})"


def side_by_side(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Two cards of one height, the first a little wider."""
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(left, 6)
    row.addWidget(right, 5)
    return row
