"""Where to cut a session in two: its curve with the cut in it, and what each part then has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QLineF, QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.core.edits import Edit, energy_until
from app.core.model import Reading, Session
from app.gui.ask import Ask
from app.gui.charts.curve import PowerCurve
from app.gui.charts.power_chart import PowerChart
from app.gui.figures import clock, duration, local_zone
from app.gui.history.edit_fields import MomentField
from app.gui.history.words import exact_kwh
from app.gui.page import Engine
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP, GUTTER, HEADING, SMALL
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.card import Card
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label
from app.gui.widgets.named import Named

translate = QCoreApplication.translate

_WIDTH_PX: Final = 720
_CHART_PX: Final = 190
# A session shorter than this is cut to the second, others to the minute of the clock.
_SHORT: Final = timedelta(minutes=10)


class CutCurve(PowerChart):
    """The curve with a line where it is cut, and what comes after it dimmed; a press moves the line."""

    moved = Signal(object)
    """The instant that was pressed at."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, translate("Edits", "Power over time"), QLocale(), local_zone())
        self.setFixedHeight(_CHART_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the slider beneath it is the same by keyboard
        self._cut_s = 0.0

    def cut_at(self, at: datetime) -> None:
        self._cut_s = at.timestamp()
        self.redraw()

    @property
    def margins_px(self) -> tuple[int, int]:
        """What the axis takes at the left, and what is free at the right."""
        area = self._frame().area
        return round(area.left()), round(self.width() - area.right())

    def draw(self, painter: QPainter) -> None:
        super().draw(painter)
        frame = self._frame()
        x = frame.x(self._cut_s)
        ground = QColor(self.theme.colour("bg"))
        ground.setAlphaF(0.6)
        painter.fillRect(QRectF(QPointF(x, frame.area.top() - 2), frame.area.bottomRight()), ground)
        painter.setPen(QPen(self.theme.colour("text"), 2))
        painter.drawLine(QLineF(x, frame.area.top() - 2, x, frame.area.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._move(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(event)
        else:
            super().mouseMoveEvent(event)

    def _move(self, event: QMouseEvent) -> None:
        self.moved.emit(datetime.fromtimestamp(self._frame().time_s(event.position().x()), UTC))


class _Part(Card):
    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)
        self.body.addWidget(label(theme, words, SMALL, STRONG, tone="muted"))
        self.energy = BigNumber(theme, size_px=HEADING)
        self.body.addWidget(self.energy)
        self.when = label(theme, "", tone="muted")
        self.body.addWidget(self.when)

    def show_part(self, start: datetime, end: datetime, energy_wh: int) -> None:
        self.energy.show_value(exact_kwh(energy_wh), "kWh")
        self.when.setText(f"{clock(start)}–{clock(end)} · {duration(end - start)}")


class SplitDialog(Dialog):
    written = Signal(object)
    """The `Edit`, once it is kept."""

    def __init__(
        self,
        theme: Theme,
        engine: Engine,
        ask: Ask,
        session: Session,
        curve: PowerCurve,
        readings: Sequence[Reading],
        parent: QWidget,
    ) -> None:
        about = translate(
            "Edits",
            "The energy is divided by the meter. The second part can then be somebody else's.",
        )
        super().__init__(theme, translate("Edits", "Split session"), about, parent, width_px=_WIDTH_PX)
        self._engine = engine
        self._ask = ask
        self._session, self._booked = session, session.booked
        assert self._booked.stopped_at is not None  # noqa: S101 - asked of ended sessions alone
        self._start, self._end = self._booked.started_at, self._booked.stopped_at
        self._readings = readings
        span = self._end - self._start
        self._step = timedelta(minutes=1) if span >= _SHORT else timedelta(seconds=1)
        # Whole minutes of the clock, not of the session.
        self._zero = self._start.replace(second=0, microsecond=0) if span >= _SHORT else self._start
        steps = max(1, -((self._zero - self._end) // self._step) - 1)
        self.chart = CutCurve(theme)
        self.chart.set_curve(curve, start=self._start, end=self._end)
        self.chart.setVisible(len(curve) > 0)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(translate("Edits", "Where to split"))
        self.slider.setRange(1, steps)
        self.slider.setPageStep(max(1, steps // 10))
        beneath = QVBoxLayout()
        beneath.setSpacing(2)
        beneath.addWidget(self.chart)
        self._rail = QHBoxLayout()
        self._rail.addWidget(self.slider)
        beneath.addLayout(self._rail)
        self.body.addLayout(beneath)
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        at = translate("Edits", "Split at")
        self.field = MomentField(theme, at, self._start + span / 2)
        self.field.setMinimumWidth(190)
        row.addWidget(Named(theme, at, self.field, line=False), 0, Qt.AlignmentFlag.AlignTop)
        self.first = _Part(theme, translate("Edits", "First part"))
        self.second = _Part(theme, translate("Edits", "Second part"))
        row.addWidget(self.first, 1)
        row.addWidget(self.second, 1)
        self.body.addSpacing(GAP - BODY // 2)
        self.body.addLayout(row)
        self.save = self.add_yes(translate("Edits", "Split"), self._write)
        self.slider.valueChanged.connect(self._slid)
        self.field.dateTimeChanged.connect(self._typed)
        self.chart.moved.connect(self._pressed)
        self._at = self._start
        self._quiet = False
        self.slider.setValue((self._start + span / 2 - self._zero) // self._step)
        self._slid(self.slider.value())
        self.slider.setFocus()

    @property
    def at(self) -> datetime:
        return self._at

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        left, right = self.chart.margins_px
        half_handle = 8
        self._rail.setContentsMargins(max(0, left - half_handle), 0, max(0, right - half_handle), 0)

    def _slid(self, value: int) -> None:
        self._show(self._zero + value * self._step)

    def _pressed(self, at: datetime) -> None:
        self.slider.setValue(round((at - self._zero) / self._step))

    def _typed(self) -> None:
        if not self._quiet:
            at = self.field.after(self._start)
            self._at = at
            self._settle_slider(at)
            self._show_parts()

    def _show(self, at: datetime) -> None:
        if self._quiet:
            return
        self._at = min(max(at, self._start), self._end)
        self._quiet = True
        self.field.show_at(self._at)
        self._quiet = False
        self._show_parts()

    def _settle_slider(self, at: datetime) -> None:
        self._quiet = True
        self.slider.setValue(round((at - self._zero) / self._step))
        self._quiet = False

    def _show_parts(self) -> None:
        within = self._start < self._at < self._end
        self.save.setEnabled(within)
        self.say("" if within else translate("Edits", "Choose a moment within the session."))
        at = min(max(self._at, self._start), self._end)
        first_wh = energy_until(self._session, at, self._readings)
        self.first.show_part(self._start, at, first_wh)
        self.second.show_part(at, self._end, self._booked.energy_wh - first_wh)
        self.chart.cut_at(at)
        self.slider.setAccessibleDescription(
            f"{clock(at)}: {exact_kwh(first_wh)} kWh, {exact_kwh(self._booked.energy_wh - first_wh)} kWh"
        )

    def _write(self) -> None:
        wish = self._engine.site.bookkeeping.split(self._booked.id, self._at)
        self._ask(wish, busy=[self.save], failed=self.say, done=self._done, to_the_end=True)

    def _done(self, edit: Edit) -> None:
        self.written.emit(edit)
        self.accept()
