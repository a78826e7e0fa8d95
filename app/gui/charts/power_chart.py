"""Power over time: a line with a soft area under it, small on a card or large with its axes."""

import math
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLineF, QLocale, QPointF, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.gui.charts.canvas import Chart, figure
from app.gui.charts.curve import PowerCurve, Run, nearest, runs, thinned
from app.gui.charts.scale import ValueScale, time_ticks, value_scale
from app.gui.theme import Colour, Theme

_LEAST_TOP_KW = 1.8
_LINE_PX = 1.6
_LABEL_GAP_PX = 28


class _Frame(NamedTuple):
    """The window of time and power that is drawn, and where it stands on the widget."""

    area: QRectF
    start_s: float
    end_s: float
    scale: ValueScale  # kW

    def x(self, at_s: float) -> float:
        share = (at_s - self.start_s) / (self.end_s - self.start_s)
        return self.area.left() + share * self.area.width()

    def y(self, power_w: float) -> float:
        return self.area.bottom() - power_w / 1000 / self.scale.top * self.area.height()

    def time_s(self, x: float) -> float:
        share = (x - self.area.left()) / self.area.width()
        return self.start_s + share * (self.end_s - self.start_s)


class PowerChart(Chart):
    """Shows a `PowerCurve`; times are the user's, words and figures are the locale's."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        locale: QLocale,
        zone: tzinfo,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`compact` is the picture on an outlet's card: grid values inside, no time axis."""
        super().__init__(theme, name, parent)
        self._locale = locale
        self._zone = zone
        self._compact = compact
        self._colour: Colour = "accent"
        self._curve = PowerCurve()
        self._runs: tuple[Run, ...] = ()
        self._window: tuple[float, float] | None = None
        self._least_top_kw = _LEAST_TOP_KW
        self._highest_kw = 0.0
        self._columns = 0
        # On a card the chart is a picture among controls; Tab does not stop at it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if compact else Qt.FocusPolicy.StrongFocus)
        self.data_changed()

    def set_curve(
        self,
        curve: PowerCurve,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        colour: Colour = "accent",
        limit_w: float = 0.0,
    ) -> None:
        """Shows a curve from `start` to `end` (aware; by default its own ends).

        `limit_w` is the most the outlet can give: the scale then does not jump with every reading.
        """
        self._curve = curve
        self._runs = runs(curve)
        known = (max(curve.power_w[run.first : run.end]) for run in self._runs)
        self._highest_kw = max(0.0, max(known, default=0.0) / 1000)
        self._colour = colour
        self._least_top_kw = max(_LEAST_TOP_KW, limit_w / 1000)
        start_s = start.timestamp() if start else (curve.times_s[0] if len(curve) else 0.0)
        end_s = end.timestamp() if end else (curve.times_s[-1] if len(curve) else 0.0)
        self._window = (start_s, end_s) if end_s > start_s else None
        self.data_changed()

    def set_locale(self, locale: QLocale) -> None:
        """Another language: other figures and times."""
        self._locale = locale
        self.data_changed()

    def sizeHint(self) -> QSize:
        return QSize(320, 92) if self._compact else QSize(640, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 64) if self._compact else QSize(280, 140)

    def summary(self) -> str:
        known = [power for power in self._curve.power_w if not math.isnan(power)]
        if not known or self._window is None:
            return QCoreApplication.translate("Charts", "No power readings in this time.")
        return (
            QCoreApplication.translate("Charts", "Power from %1 to %2: last %3, highest %4, lowest %5.")
            .replace("%1", self._clock(self._window[0]))
            .replace("%2", self._clock(self._window[1]))
            .replace("%3", self._kilowatts(known[-1]))
            .replace("%4", self._kilowatts(max(known)))
            .replace("%5", self._kilowatts(min(known)))
        )

    # Painting

    def draw(self, painter: QPainter) -> None:
        frame = self._frame()
        self._draw_grid(painter, frame)
        if self._window is None or not self._runs:
            self.say_empty(painter, frame.area)
        if self._window is None:
            return
        if not self._compact:
            self._draw_times(painter, frame)
        painter.save()
        # Half the pen above the top line must not be cut off.
        painter.setClipRect(frame.area.adjusted(0, -4, 0, 2))
        ink = self.theme.colour(self._colour)
        for stretch in thinned(self._curve, self._runs, frame.start_s, frame.end_s, int(frame.area.width())):
            if len(stretch) < 2:
                continue  # one reading alone is a speck, not a course
            line = QPolygonF([QPointF(frame.x(at), frame.y(power)) for at, power in stretch])
            # A run thinned to its extremes is a band: the finest pen keeps its outline, and pens
            # of one device pixel are a hundred times faster than wider ones.
            dense = line.size() > 2 * max(8.0, line.last().x() - line.first().x())
            self._draw_area(painter, frame, line, ink, smooth=not dense)
            pen = QPen(ink, 1 if dense else _LINE_PX, j=Qt.PenJoinStyle.BevelJoin)
            pen.setCosmetic(dense)
            painter.setPen(pen)
            painter.drawPolyline(line)
        painter.restore()
        if self._compact and self._scaled:
            self._label_grid(painter, frame)

    @property
    def _scaled(self) -> bool:
        """Where nothing flows there is nothing to measure: a card then shows the base line alone."""
        return bool(self._runs) and (self._highest_kw > 0 or not self._compact)

    def _frame(self) -> _Frame:
        scale = value_scale(self._highest_kw, self._least_top_kw)
        whole = QRectF(self.rect())
        if self._compact:
            # Room for the highest grid value, which stands on its line.
            area = whole.adjusted(0, QFontMetricsF(self.small_font).height() - 2, 0, -2)
        else:
            metrics = QFontMetricsF(self.small_font)
            widest = max(metrics.horizontalAdvance(self._tick(scale, tick)) for tick in scale.ticks)
            area = whole.adjusted(math.ceil(widest) + 16, metrics.height() / 2 + 4, -10, -metrics.height() - 14)
        start_s, end_s = self._window or (0.0, 1.0)
        self._columns = max(1, int(area.width()))
        return _Frame(area, start_s, end_s, scale)

    def _draw_grid(self, painter: QPainter, frame: _Frame) -> None:
        grid, area = self.theme.colour("grid"), frame.area
        base = grid if self._compact else self.theme.colour("line")
        self.level(painter, base, area.left(), area.right(), area.bottom())
        if not self._scaled:
            return
        for tick in frame.scale.ticks:
            self.level(painter, grid, area.left(), area.right(), frame.y(tick * 1000))
        if not self._compact:
            self._label_grid(painter, frame)

    def _label_grid(self, painter: QPainter, frame: _Frame) -> None:
        """Inside at the left on a card, away from what is newest; otherwise left of the area, on the grid line."""
        height = QFontMetricsF(self.small_font).height()
        for tick in frame.scale.ticks:
            y, text = frame.y(tick * 1000), self._tick(frame.scale, tick)
            if self._compact:
                box = QRectF(frame.area.left() + 1, y - height, frame.area.width() - 2, height)
                # A curve that runs behind the figure must not strike it out.
                width = QFontMetricsF(self.small_font).horizontalAdvance(text)
                ground = QColor(self.theme.colour("surface"))
                ground.setAlphaF(0.7)
                painter.fillRect(QRectF(box.left() - 1, y - height + 1, width + 4, height - 1), ground)
            else:
                box = QRectF(0, y - height / 2, frame.area.left() - 8, height)
            side = Qt.AlignmentFlag.AlignLeft if self._compact else Qt.AlignmentFlag.AlignRight
            self.words(painter, box, text, side | Qt.AlignmentFlag.AlignVCenter)

    def _draw_times(self, painter: QPainter, frame: _Frame) -> None:
        metrics, area = QFontMetricsF(self.small_font), frame.area
        sample = metrics.horizontalAdvance(self._locale.toString(QTime(22, 55), _SHORT))
        most = max(2, int(area.width() / (sample + _LABEL_GAP_PX)))
        start = datetime.fromtimestamp(frame.start_s, UTC)
        end = datetime.fromtimestamp(frame.end_s, UTC)
        clear_from = -math.inf
        for tick in time_ticks(start, end, most, self._zone):
            text = self._tick_time(tick.at, is_day=tick.is_day)
            width, x = metrics.horizontalAdvance(text), frame.x(tick.at.timestamp())
            left = min(max(x - width / 2, 0), self.width() - width)
            if left < clear_from:
                continue
            clear_from = left + width + 8
            painter.setPen(QPen(self.theme.colour("line"), 1))
            painter.drawLine(QLineF(x, area.bottom() + 1, x, area.bottom() + 4))
            box = QRectF(left, area.bottom() + 7, width, metrics.height())
            self.words(painter, box, text, Qt.AlignmentFlag.AlignLeft)

    def _draw_area(self, painter: QPainter, frame: _Frame, line: QPolygonF, ink: QColor, *, smooth: bool) -> None:
        # Its hundreds of named gradients take two milliseconds that no first window should wait for.
        from PySide6.QtGui import QLinearGradient

        ground = QPolygonF(line)
        ground.append(QPointF(line.last().x(), frame.area.bottom()))
        ground.append(QPointF(line.first().x(), frame.area.bottom()))
        fade = QLinearGradient(0, frame.area.top(), 0, frame.area.bottom())
        strong, weak = QColor(ink), QColor(ink)
        strong.setAlphaF(0.26)
        weak.setAlphaF(0.05)
        fade.setColorAt(0, strong)
        fade.setColorAt(1, weak)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.drawPolygon(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # The pointer: its places are the pixel columns, so that a key press moves by what can be seen

    def place_count(self) -> int:
        return self._columns if self._window is not None and self._runs else 0

    def place_at(self, position: QPointF) -> int | None:
        frame = self._frame()
        if not self.place_count() or not frame.area.left() <= position.x() <= frame.area.right():
            return None
        return min(self._columns - 1, int(position.x() - frame.area.left()))

    def draw_pointer(self, painter: QPainter, place: int) -> None:
        frame = self._frame()
        index = nearest(self._curve, frame.time_s(frame.area.left() + place))
        if index is None:
            return
        at_s, power_w = self._curve.times_s[index], self._curve.power_w[index]
        x, y = frame.x(at_s), frame.y(power_w)
        painter.setPen(QPen(self.theme.colour("edge"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x, frame.area.top(), x, frame.area.bottom()))
        painter.setPen(QPen(self.theme.colour("surface"), 2))
        painter.setBrush(self.theme.colour(self._colour))
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        self.read_out(painter, x, [(self._clock(at_s), self._kilowatts(power_w))])

    def spoken(self, place: int) -> str:
        frame = self._frame()
        index = nearest(self._curve, frame.time_s(frame.area.left() + place))
        if index is None:
            return self.summary()
        at_s, power_w = self._curve.times_s[index], self._curve.power_w[index]
        return f"{self._clock(at_s)}, {self._kilowatts(power_w)}"

    # Words

    def _clock(self, at_s: float) -> str:
        local = datetime.fromtimestamp(at_s, self._zone)
        clock = self._locale.toString(QTime(local.hour, local.minute), _SHORT)
        over_a_day = self._window is not None and self._window[1] - self._window[0] > 86_400
        return f"{self._day(local)} {clock}" if over_a_day else clock

    def _tick_time(self, at: datetime, *, is_day: bool) -> str:
        if is_day:
            return self._day(at)
        return self._locale.toString(QTime(at.hour, at.minute), _SHORT)

    def _day(self, at: datetime) -> str:
        month = self._locale.standaloneMonthName(at.month, QLocale.FormatType.ShortFormat)
        return f"{at.day} {month}"

    def _tick(self, scale: ValueScale, tick: float) -> str:
        return f"{figure(self._locale, tick, scale.decimals)} kW"

    def _kilowatts(self, power_w: float) -> str:
        return f"{figure(self._locale, power_w / 1000, 1)} kW"


_SHORT = QLocale.FormatType.ShortFormat
