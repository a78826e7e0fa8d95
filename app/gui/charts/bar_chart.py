"""Stacked bars per day, week or month, with what stands under the pointer; what is negative hangs below the line."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from app.gui.charts.canvas import Chart, figure
from app.gui.charts.patterns import fill
from app.gui.charts.scale import SignedScale, signed_scale
from app.gui.theme import Theme

_WIDEST_BAR_PX = 36.0
_BAR_SHARE = 0.7
_SEAM_PX = 1.5
# Stands over a bar that something is not in.
LACKS = "+"


@dataclass(frozen=True, slots=True)
class Bar:
    """One day (week, month): a value per series."""

    label: str  # under the bar, short
    name: str  # in the read-out, whole: "Friday 6 November"
    values: tuple[float, ...]  # from the line outwards, in the order of the series
    beside: tuple[tuple[str, str], ...] = ()  # (word, figure) that the read-out has besides
    lacks: bool = False  # it is marked: something is not in it, which `beside` says


@dataclass(frozen=True, slots=True)
class BarData:
    """What a bar chart shows."""

    series: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    unit: str = "kWh"
    decimals: int = 1
    per: int = 1  # so many of the values make one of the unit: 1000 where they are whole Wh
    note: str = ""  # what a screen reader says of the whole besides


class BarChart(Chart):
    """Shows `BarData`. The legend is a widget of its own: see `Legend`."""

    def __init__(self, theme: Theme, name: str, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._locale = locale
        self._data = BarData()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.data_changed()

    def set_data(self, data: BarData) -> None:
        self._data = data
        self.data_changed()

    def set_locale(self, locale: QLocale) -> None:
        """Another language: other figures."""
        self._locale = locale
        self.data_changed()

    def sizeHint(self) -> QSize:
        return QSize(640, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def summary(self) -> str:
        totals = [sum(bar.values) for bar in self._data.bars]
        if not any(totals):
            nothing = self.empty_text or QCoreApplication.translate("Charts", "Nothing in this time.")
            return " ".join(filter(None, (nothing, self._data.note)))
        highest = max(range(len(totals)), key=totals.__getitem__)
        parts = [
            QCoreApplication.translate("Charts", "%1 in all; most on %2: %3.")
            .replace("%1", self._figure(sum(totals)))
            .replace("%2", self._data.bars[highest].name)
            .replace("%3", self._figure(totals[highest]))
        ]
        if len(self._data.series) > 1:
            for number, series in enumerate(self._data.series):
                value = sum(bar.values[number] for bar in self._data.bars)
                parts.append(f"{series}: {self._figure(value)}.")
        return " ".join(filter(None, (*parts, self._data.note)))

    def place_count(self) -> int:
        return len(self._data.bars)

    def place_at(self, position: QPointF) -> int | None:
        area = self._area(self._scale())
        count = len(self._data.bars)
        if not count or not area.left() <= position.x() < area.right():
            return None
        return min(count - 1, int((position.x() - area.left()) / area.width() * count))

    def spoken(self, place: int) -> str:
        return ", ".join(" ".join(line).strip() for line in self._lines(place))

    def draw(self, painter: QPainter) -> None:
        scale = self._scale()
        area = self._area(scale)
        height = QFontMetricsF(self.small_font).height()
        for tick in scale.ticks:
            y = _y(area, scale, tick)
            ink = self.theme.colour("grid" if tick else "line")
            self.level(painter, ink, area.left(), area.right(), y)
            text = self._tick(scale, tick)
            box = QRectF(0, y - height / 2, area.left() - 8, height)
            self.words(painter, box, text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not any(value for bar in self._data.bars for value in bar.values):
            self.say_empty(painter, area)
        for place, bar in enumerate(self._data.bars):
            self._draw_bar(painter, area, scale, place, bar)
        self._draw_labels(painter, area)

    def draw_pointer(self, painter: QPainter, place: int) -> None:
        area = self._area(self._scale())
        slot = area.width() / len(self._data.bars)
        band = QRectF(area.left() + place * slot, area.top(), slot, area.height())
        veil = QColor(self.theme.colour("text"))
        veil.setAlphaF(0.06)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(band, 4, 4)
        self.read_out(painter, band.center().x() + slot / 2, self._lines(place))

    def _lines(self, place: int) -> list[tuple[str, str]]:
        """What stands beside comes before the parts, which a low chart has no room for."""
        bar = self._data.bars[place]
        named = zip(self._data.series, bar.values, strict=True)
        parts = [(series, self._figure(value)) for series, value in named if value]
        if len(parts) == 1:
            return [(bar.name, ""), parts[0], *bar.beside]
        return [(bar.name, self._figure(sum(bar.values))), *bar.beside, *parts]

    def _draw_bar(self, painter: QPainter, area: QRectF, scale: SignedScale, place: int, bar: Bar) -> None:
        slot = area.width() / len(self._data.bars)
        width = max(1.0, min(_WIDEST_BAR_PX, slot * _BAR_SHARE))
        left = area.left() + (place + 0.5) * slot - width / 2
        if width >= 4:
            left, width = round(left), round(width)
        up = down = nought = _y(area, scale, 0.0)
        for number, value in enumerate(bar.values):
            if not value:
                continue
            tall = abs(nought - _y(area, scale, value / self._data.per))
            if value > 0:
                seam = _SEAM_PX if up < nought else 0.0
                piece = QRectF(left, up - tall, width, max(1.0, tall - seam))
                up -= tall
            else:
                seam = _SEAM_PX if down > nought else 0.0
                piece = QRectF(left, down + seam, width, max(1.0, tall - seam))
                down += tall
            path = QPainterPath()
            path.addRoundedRect(piece, min(2.5, width / 3), min(2.5, piece.height() / 2))
            fill(painter, path, self.theme, number)
        if bar.lacks:
            self._mark(painter, left + width / 2, up)

    def _mark(self, painter: QPainter, middle: float, top: float) -> None:
        """There is more than the bar shows."""
        height = QFontMetricsF(self.small_font).height()
        box = QRectF(middle - height, max(0.0, top - height), 2 * height, height)
        self.words(painter, box, LACKS, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)

    def _draw_labels(self, painter: QPainter, area: QRectF) -> None:
        """As many of the labels as have room, at a regular distance."""
        count = len(self._data.bars)
        if not count:
            return
        metrics, slot = QFontMetricsF(self.small_font), area.width() / count
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self._data.bars)
        every = max(1, math.ceil((widest + 10) / slot))
        every = next((step for step in (1, 2, 5, 7, 10, 14) if step >= every), every)
        for place in range(0, count, every):
            middle = area.left() + (place + 0.5) * slot
            box = QRectF(middle - widest, area.bottom() + 6, 2 * widest, metrics.height())
            text = self._data.bars[place].label
            self.words(painter, box, text, Qt.AlignmentFlag.AlignHCenter)

    def _scale(self) -> SignedScale:
        ups = (sum(value for value in bar.values if value > 0) for bar in self._data.bars)
        downs = (sum(value for value in bar.values if value < 0) for bar in self._data.bars)
        per = self._data.per
        return signed_scale(min(downs, default=0) / per, max(ups, default=0) / per, 1.0)

    def _area(self, scale: SignedScale) -> QRectF:
        metrics = QFontMetricsF(self.small_font)
        texts = [self._tick(scale, tick) for tick in scale.ticks]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return QRectF(self.rect()).adjusted(
            math.ceil(widest) + 12, metrics.height() / 2 + 2, -2, -metrics.height() - 10
        )

    def _tick(self, scale: SignedScale, tick: float) -> str:
        words = figure(self._locale, tick, scale.decimals if tick else 0)
        return f"{words} {self._data.unit}" if tick else words

    def _figure(self, value: float) -> str:
        return f"{figure(self._locale, value / self._data.per, self._data.decimals)} {self._data.unit}"


def _y(area: QRectF, scale: SignedScale, value: float) -> float:
    return area.bottom() - (value - scale.floor) / (scale.top - scale.floor) * area.height()
