"""One session whole: its figures, its curve, and why its numbers are believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core.interfaces import History, PowerPoint
from app.core.model import Evidence, Session
from app.gui.ask import Ask
from app.gui.charts.curve import PowerCurve
from app.gui.charts.curve import PowerPoint as CurvePoint
from app.gui.charts.power_chart import PowerChart
from app.gui.figures import clock, duration, kilowatts, local_zone, weekday_and_day
from app.gui.history.words import Names, card_words, exact_kwh, quality_word, session_pill
from app.gui.icons import Icons
from app.gui.page import Engine, Now
from app.gui.page_parts import fact
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, GUTTER, PAGE_PADDING, SMALL, TITLE
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import icon_button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.widgets.pill import Pill
from app.gui.words import evidence_words, stop_reason_words

translate = QCoreApplication.translate

# The curve of a running session is read again this often.
_LIVE_MS: Final = 5_000
# What is known only of a session that is over.
_OF_AN_END: Final = ("ended", "meter_stop", "reason")
# Readings further apart are not joined in the picture, nor is the end to the last of them.
_KNOWN_UNTIL: Final = timedelta(seconds=PowerCurve().gap_s)


class SessionDetail(QWidget):
    """Shows one session; while it runs, every new value of it that it is told of."""

    left = Signal()

    def __init__(self, theme: Theme, icons: Icons, engine: Engine, ask: Ask, now: Now) -> None:
        super().__init__()
        self._theme = theme
        self._engine = engine
        self._ask = ask
        self._now = now
        self._asked_for = 0
        self.session: Session | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        area.setWidget(inner)
        outer.addWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING, 24)
        column.setSpacing(GUTTER)
        column.addLayout(self._head(icons))
        column.addWidget(self._figures())
        column.addWidget(self._picture(), 1)
        column.addWidget(self._facts_card())
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._tick)

    # Building

    def _head(self, icons: Icons) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.back = icon_button(icons, "chevron-left", translate("Session", "Back"), framed=True)
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        self.heading = ElidedLabel(self._theme, "", TITLE, STRONG)
        self.heading.setMinimumHeight(36)
        row.addWidget(self.heading)
        self.pill = Pill(self._theme)
        row.addWidget(self.pill)
        row.addStretch(1)
        self.when = ElidedLabel(self._theme, "", BODY, tone="muted")
        row.addWidget(self.when)
        return row

    def _figures(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(48)
        self.energy = BigNumber(self._theme)
        self.length = BigNumber(self._theme)
        self.mean = BigNumber(self._theme)
        self.peak = BigNumber(self._theme)
        for figure, words in (
            (self.energy, translate("Session", "Energy")),
            (self.length, translate("Session", "Duration")),
            (self.mean, translate("Session", "Mean power")),
            (self.peak, translate("Session", "Highest power")),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label(self._theme, words, SMALL, tone="muted"))
            column.addWidget(figure)
            row.addLayout(column)
        row.addStretch(1)
        card.body.addLayout(row)
        # Beside the figures, not below the fold: whoever doubts them looks here.
        self.quality = label(self._theme, weight=STRONG)
        self.evidence = fact(self._theme)
        self.evidence.setProperty("tone", "muted")
        card.body.addWidget(self.quality)
        card.body.addWidget(self.evidence)
        return card

    def _picture(self) -> Card:
        card = Card()
        card.body.addWidget(label(self._theme, translate("Session", "Power"), EMPHASIS, STRONG))
        self.chart = PowerChart(self._theme, translate("Session", "Power over time"), QLocale(), local_zone())
        self.chart.setMinimumHeight(200)
        card.body.addWidget(self.chart, 1)
        self.no_curve = label(
            self._theme, translate("Session", "The charger sent no readings for this session."), tone="muted"
        )
        self.no_curve.hide()
        card.body.addWidget(self.no_curve)
        return card

    def _facts_card(self) -> Card:
        card = Card()
        card.body.addWidget(label(self._theme, translate("Session", "Details"), EMPHASIS, STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 130)
        grid.setColumnStretch(3, 1)
        self.facts: dict[str, QLabel] = {}
        self._of_an_end: list[QLabel] = []
        rows = (
            (("started", translate("Session", "Started")), ("meter_start", translate("Session", "Meter at start"))),
            (("ended", translate("Session", "Ended")), ("meter_stop", translate("Session", "Meter at end"))),
            (("card", translate("Session", "Card")), ("transaction", translate("Session", "Transaction"))),
            (("charger", translate("Session", "Charger")), ("reason", translate("Session", "Why it ended"))),
        )
        for number, pair in enumerate(rows):
            for place, (key, words) in enumerate(pair):
                name = label(self._theme, words, tone="muted")
                grid.addWidget(name, number, 2 * place, Qt.AlignmentFlag.AlignTop)
                value = fact(self._theme)
                value.setAccessibleName(words)
                grid.addWidget(value, number, 2 * place + 1)
                self.facts[key] = value
                if key in _OF_AN_END:
                    self._of_an_end += [name, value]
        card.body.addLayout(grid)
        return card

    # Showing

    def show_session(self, session: Session, names: Names) -> None:
        """From now on this one."""
        self._names = names
        self.session = session
        self.chart.set_curve(PowerCurve())
        self.peak.show_value("–", "")
        self.no_curve.hide()
        self._show(session)
        self._read()
        if session.open:
            self._live.start()

    def session_changed(self, session: Session) -> None:
        if self.session is not None and session.id == self.session.id:
            ended = self.session.open and not session.open
            self.session = session
            self._show(session)
            if ended:
                self._live.stop()
                self._read()

    def rest(self) -> None:
        """Nobody looks: read no more."""
        self._asked_for += 1
        self._live.stop()
        self.session = None

    def take_focus(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        if self.session is not None:
            self._show(self.session)
            self._read()

    def _show(self, session: Session) -> None:
        now = self._now()
        span = (session.stopped_at or now) - session.started_at
        self.heading.setText(self._names.place(session.charger_id, session.outlet))
        pill = session_pill(session)
        self.pill.setVisible(pill is not None)
        if pill is not None:
            self.pill.show_state(*pill)
        self.when.setText(f"{weekday_and_day(session.started_at)} · {_from_to(session)}")
        self.energy.show_value(exact_kwh(session.energy_wh), "kWh")
        self.length.show_value(duration(span), "")
        self.mean.show_value(*_mean(session, span))
        self._show_facts(session)

    def _show_facts(self, session: Session) -> None:
        reason = session.stop_reason
        values = {
            "started": _at(session.started_at),
            "ended": "–" if session.stopped_at is None else _at(session.stopped_at),
            "meter_start": _register(session, session.meter_start_wh, Evidence.METER_START_MISSING),
            "meter_stop": _register(session, session.meter_stop_wh, Evidence.METER_STOP_MISSING),
            "card": card_words(session.card) or "–",
            "transaction": session.transaction_id or "–",
            "reason": "–" if reason is None else stop_reason_words(reason),
            "charger": session.charger_id,
        }
        for key, words in values.items():
            self.facts[key].setText(words)
        for each in self._of_an_end:
            each.setVisible(not session.open)
        word = quality_word(session.quality)
        self.quality.setText(translate("Session", "Its energy is %1.").replace("%1", word))
        sentences = [evidence_words(each) for each in sorted(session.evidence, key=lambda each: each.value)]
        self.evidence.setText("\n".join(sentences))
        self.evidence.setVisible(bool(sentences))

    # The curve

    def _read(self) -> None:
        if self.session is not None:
            self._asked_for += 1
            self._ask.start(self._read_curve(self._asked_for, self.session))

    async def _read_curve(self, asked_for: int, session: Session) -> None:
        end = session.stopped_at or self._now()
        points = await self._ask.read(_power, self._engine.history, session, end)
        if asked_for == self._asked_for:
            self._show_curve(points, session, end)

    def _show_curve(self, points: Sequence[PowerPoint], session: Session, end: datetime) -> None:
        known_points = [CurvePoint(point.at, float(point.power_w)) for point in points]
        curve = PowerCurve.of(_closed(known_points, session.stopped_at))
        if end <= session.started_at:
            end = session.started_at + timedelta(minutes=1)
        self.chart.set_curve(curve, start=session.started_at, end=end)
        known = [power for power in curve.power_w if not math.isnan(power)]
        self.no_curve.setVisible(not known)
        self.peak.show_value(*((kilowatts(max(known)), "kW") if known else ("–", "")))


def _power(history: History, session: Session, end: datetime) -> list[PowerPoint]:
    return history.power(session.charger_id, session.outlet, session.started_at, end)


def _mean(session: Session, span: timedelta) -> tuple[str, str]:
    hours = span.total_seconds() / 3600
    return (kilowatts(session.energy_wh / hours), "kW") if hours > 1 / 60 else ("–", "")


def _from_to(session: Session) -> str:
    if session.stopped_at is None:
        return translate("Session", "since %1").replace("%1", clock(session.started_at))
    return f"{clock(session.started_at)}–{clock(session.stopped_at)}"


def _at(instant: datetime) -> str:
    return f"{weekday_and_day(instant)} {clock(instant)}"


def _closed(points: list[CurvePoint], stopped_at: datetime | None) -> list[CurvePoint]:
    """Down to nothing where the session ended, unless it is not known what flowed until then."""
    if points and stopped_at is not None and timedelta(0) < stopped_at - points[-1].at <= _KNOWN_UNTIL:
        return [*points, CurvePoint(stopped_at, 0.0)]
    return points


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
