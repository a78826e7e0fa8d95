"""One session whole: its figures, whose it is, its curve, what it cost, its meter, what people changed."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.edits import Edit
from app.core.model import Session
from app.core.prices.kept import CostSum
from app.core.values import replace
from app.gui.ask import Ask
from app.gui.charts.curve import PowerCurve
from app.gui.charts.curve import PowerPoint as CurvePoint
from app.gui.charts.power_chart import PowerChart
from app.gui.figures import clock, local, local_zone, weekday_and_day
from app.gui.history.acts import Acts
from app.gui.history.changes_card import ChangesCard
from app.gui.history.cost_card import CostCard
from app.gui.history.detail_figures import FactsCard, FiguresCard, show_mark, side_by_side
from app.gui.history.detail_reading import Whole, read_whole
from app.gui.history.edit_words import Known
from app.gui.history.edits import WhoseCard
from app.gui.history.meter import MeterCard
from app.gui.history.signed_card import SignedCard
from app.gui.history.timeline import timeline
from app.gui.history.timeline_card import TimelineCard
from app.gui.history.words import Names, ending, exact_kwh, session_pill
from app.gui.icons import Icons
from app.gui.page import Engine, Now
from app.gui.page_parts import empty, scroll_area
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, GUTTER, PAGE_PADDING, TITLE
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.card import Banner, Card
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.widgets.pill import Pill

translate = QCoreApplication.translate

# The curve of a running session is read again this often.
_LIVE_MS: Final = 5_000
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
        self._whole: Whole | None = None
        self._curve = PowerCurve()
        self.session: Session | None = None
        self.acts = Acts(self, theme, icons, engine, ask, now)
        self.acts.written.connect(self._written)
        self.acts.failed.connect(self._refused)
        column = self._column()
        column.addLayout(self._head(icons))
        self.problem = Banner(theme, "fault", "")
        self.problem.hide()
        column.addWidget(self.problem)
        self.figures = FiguresCard(theme)
        self.energy, self.length, self.mean, self.peak = (
            self.figures.energy,
            self.figures.length,
            self.figures.mean,
            self.figures.peak,
        )
        self.quality, self.evidence = self.figures.quality, self.figures.evidence
        column.addWidget(self.figures)
        column.addWidget(self._parts_card())
        self.whose = WhoseCard(theme)
        self.whose.person_chosen.connect(self._assign_person)
        self.whose.vehicle_chosen.connect(self._assign_vehicle)
        self.whose.noted.connect(self._note)
        self.whose.excluded.connect(self._exclude)
        column.addWidget(self.whose)
        self._power = self._picture()
        column.addWidget(self._power, 1)
        self.timeline = TimelineCard(theme)
        self.facts_card = FactsCard(theme)
        self.facts = self.facts_card.values
        column.addLayout(side_by_side(self.timeline, self.facts_card))
        self.cost = CostCard(theme, icons)
        self.cost.anew_asked.connect(self._reckon)
        column.addWidget(self.cost)
        self.meter = MeterCard(theme, icons)
        column.addWidget(self.meter)
        self.signed = SignedCard(theme, engine, ask)
        column.addWidget(self.signed)
        self.changes = ChangesCard(theme)
        self.changes.undo_asked.connect(self._undo)
        column.addWidget(self.changes)
        column.addStretch(0)
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._tick)

    # Building

    def _column(self) -> QVBoxLayout:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scroll_area()
        inner = QWidget()
        self.area.setWidget(inner)
        outer.addWidget(self.area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING, 24)
        column.setSpacing(GUTTER)
        return column

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
        change = translate("Session", "Change")
        # The mark of a menu stands behind its word, a little apart.
        self.act = button(self._theme, f"{change}\N{EN SPACE}", icons=icons, icon="chevron-down")
        self.act.setIconSize(QSize(14, 14))
        self.act.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.act.setAccessibleName(change)
        self.act.clicked.connect(self._open_menu)
        row.addWidget(self.act)
        return row

    def _parts_card(self) -> Card:
        """The other parts of what was one session, each a press away."""
        self.parts = Card()
        self.parts.body.setContentsMargins(20, 12, 20, 12)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        self.parts.body.addLayout(self._parts)
        self.parts.hide()
        return self.parts

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

    def _open_menu(self) -> None:
        menu, beneath = self.acts.menu, self.act.mapToGlobal(self.act.rect().bottomRight())
        menu.popup(QPoint(beneath.x() - menu.sizeHint().width(), beneath.y() + 4))

    # Showing

    def show_session(self, session: Session, names: Names) -> None:
        """From now on this one."""
        self._names = names
        self.session = session
        self._whole = None
        self._curve = PowerCurve()
        self.chart.set_curve(self._curve)
        self.figures.show_peak(None)
        self.no_curve.hide()
        self.problem.hide()
        self.parts.hide()
        self.changes.hide()
        self.signed.hide()
        self.timeline.start_anew()
        self.meter.start_anew()
        self.cost.start_anew()
        self.whose.start_anew(session)
        self.area.verticalScrollBar().setValue(0)
        self._show(session)
        self._read()
        if session.open:
            self._live.start()

    def session_changed(self, session: Session) -> None:
        if self.session is None or session.id != self.session.id:
            return
        if session.amended.removed:
            self.left.emit()
            return
        before, self.session = self.session, session
        self._show(session)
        if before.open and not session.open:
            self._live.stop()
        if before.open is not session.open or before.amended != session.amended:
            self._read()

    def cost_changed(self, came_to: CostSum) -> None:
        """Of one that runs it is read anew with the curve."""
        if self.session is not None and came_to.session_id == self.session.id and came_to.final:
            self._read()

    def people_changed(self, names: Names) -> None:
        """Somebody or a card has another name, or is new."""
        self._names = names
        if self.session is not None:
            self._read()

    def rest(self) -> None:
        """Nobody looks: keep what was typed, and read no more."""
        if self.session is not None:
            self.whose.keep()
        self._asked_for += 1
        self._live.stop()
        self.session = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.acts.menu.hide()

    def take_focus(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _this_year(self) -> int:
        return local(self._now()).year

    def _tick(self) -> None:
        if self.session is not None:
            self._show(self.session)
            self._read()

    def _show(self, session: Session) -> None:
        """All that stands in the session's own value, and what is read already."""
        booked = session.booked
        place = self._names.place(session.charger_id, session.outlet)
        self.heading.setText(place)
        show_mark(self.pill, session_pill(session))
        self.when.setText(f"{weekday_and_day(booked.started_at)} · {_from_to(booked, self._this_year)}")
        self.figures.show_session(session, self._now())
        self.facts_card.show_session(session, self._this_year, self._names.cards)
        self.acts.show_session(session, place, self._whole, self._curve)
        if self._whole is not None:
            self._show_whole(session, self._whole)

    def _show_whole(self, session: Session, whole: Whole) -> None:
        known = Known(whole.people, whole.vehicles)
        now = self._now()
        if known.knows(session):
            self.whose.show_session(session, known)
        self.timeline.show_lines(
            timeline(session, whole.events, whole.edits, known, self._this_year, self._names.cards)
        )
        self.meter.show_readings(whole.readings)
        self.signed.show_signed(session, whole.signed)
        self.cost.show_costs(whole.costs, running=session.open)
        self.changes.show_edits(whole.edits, session, known, now)
        self._show_parts(whole)

    def _show_parts(self, whole: Whole) -> None:
        empty(self._parts)
        self.parts.setVisible(bool(whole.other_parts))
        for part in whole.other_parts:
            words = translate("Session", "The other part: %1, %2 kWh")
            words = words.replace("%1", _from_to(part.booked, self._this_year))
            words = words.replace("%2", exact_kwh(part.booked.energy_wh))
            show = button(self._theme, words, "link")
            show.clicked.connect(lambda _checked=False, part=part: self.show_session(part, self._names))
            self._parts.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    # Reading

    def _read(self) -> None:
        if self.session is not None:
            self._asked_for += 1
            self._ask.start(self._read_whole(self._asked_for, self.session))

    async def _read_whole(self, asked_for: int, session: Session) -> None:
        whole = await self._ask.read(read_whole, self._engine.history, session, self._now())
        if asked_for == self._asked_for and self.session is not None:
            self._whole = whole
            self._show_curve(whole, session.booked)
            self._show(self.session)

    def _show_curve(self, whole: Whole, booked: Session) -> None:
        points = [CurvePoint(point.at, float(point.power_w)) for point in whole.power]
        self._curve = PowerCurve.of(_closed(points, booked.stopped_at))
        end = max(whole.end, booked.started_at + timedelta(minutes=1))
        self.chart.set_curve(self._curve, start=booked.started_at, end=end)
        known = [power for power in self._curve.power_w if not math.isnan(power)]
        self.no_curve.setVisible(not known)
        # A few words need no room for a curve.
        drawn = bool(known) or booked.open
        self.chart.setVisible(drawn)
        self._power.setHidden(booked.turned_away and not drawn)
        vertical = QSizePolicy.Policy.Preferred if drawn else QSizePolicy.Policy.Maximum
        self._power.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self.figures.show_peak(max(known, default=None))

    # Changing

    def _assign_person(self, name: str) -> None:
        if self.session is not None:
            wish = self._engine.site.bookkeeping.assign([self.session.id], person=name)
            self._ask(wish, failed=self._refused, done=self._written, to_the_end=True)

    def _assign_vehicle(self, name: str) -> None:
        """A new vehicle is driven by whoever the session is assigned to."""
        if self.session is not None:
            driver = self.whose.person.box.currentText().strip() or None
            wish = self._engine.site.bookkeeping.assign([self.session.id], person=driver, vehicle=name)
            self._ask(wish, failed=self._refused, done=self._written, to_the_end=True)

    def _note(self, text: str) -> None:
        if self.session is not None:
            of = self.session.id
            wish = self._engine.site.bookkeeping.note(of, text)
            refused, kept = partial(self._note_refused, of, text), partial(self._note_kept, of, text)
            self._ask(wish, failed=refused, done=kept, to_the_end=True)

    def _note_kept(self, of: int, text: str, edit: Edit) -> None:
        if self.session is not None and self.session.id == of:
            self.whose.note_kept(text)
        self._written(edit)

    def _note_refused(self, of: int, text: str, words: str) -> None:
        """Said where it was typed, unless another session stands there by now."""
        if self.session is not None and self.session.id == of:
            self.whose.note_refused(text, words)
        else:
            self._refused(words)

    def _exclude(self, excluded: bool) -> None:
        if self.session is not None:
            wish = self._engine.site.bookkeeping.exclude([self.session.id], excluded)
            self._ask(wish, busy=[self.whose.left_out], failed=self._refused, done=self._written, to_the_end=True)

    def _reckon(self) -> None:
        if self.session is not None:
            wish = self._engine.site.prices.reckon_session(self.session.id)
            self._ask(wish, busy=[self.cost.anew], failed=self._refused, done=self._reckoned)

    def _reckoned(self, _nothing: None) -> None:
        self._read()

    def _undo(self, edit_id: int) -> None:
        pressed = self.changes.undo_buttons.get(edit_id)
        self.acts.undo_edit(edit_id, [pressed] if pressed is not None else [])

    def _written(self, edit: Edit) -> None:
        """It is kept: show it so, before the change is told."""
        self.problem.hide()
        part = next((part for part in edit.parts if self.session and part.session_id == self.session.id), None)
        if self.session is not None and part is not None:
            amended = part.after if edit.undone_at is None else part.before
            self.session_changed(replace(self.session, amended=amended))
        self._read()

    def _refused(self, words: str) -> None:
        self.problem.say(translate("Session", "Nothing was changed."), words)
        self.problem.show()
        self.area.verticalScrollBar().setValue(0)
        if self.session is not None:
            self._show(self.session)


def _from_to(booked: Session, this_year: int) -> str:
    if booked.stopped_at is None:
        return translate("Session", "since %1").replace("%1", clock(booked.started_at))
    return f"{clock(booked.started_at)}–{ending(booked, this_year)}"


def _closed(points: list[CurvePoint], stopped_at: datetime | None) -> list[CurvePoint]:
    """Down to nothing where the session ended, unless it is not known what flowed until then."""
    if points and stopped_at is not None and timedelta(0) < stopped_at - points[-1].at <= _KNOWN_UNTIL:
        return [*points, CurvePoint(stopped_at, 0.0)]
    return points
