"""The price of a kilowatt-hour through one day: a bar a quarter, below the line where it is below nothing."""

import math
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.gui.charts.canvas import Chart, figure
from app.gui.charts.scale import value_scale
from app.gui.theme import Theme

_LABELS = 8
_LABEL_PX = 44


@dataclass(frozen=True, slots=True)
class PriceBar:
    """One span of the day."""

    start: datetime  # local
    words: str  # in the read-out: "14:00–14:15"
    price: float | None  # None: not known


class PriceBars(Chart):
    """Shows `PriceBar`s in order; `now` draws a line through the present one."""

    def __init__(self, theme: Theme, name: str, locale: QLocale) -> None:
        super().__init__(theme, name)
        self._locale = locale
        self._bars: tuple[PriceBar, ...] = ()
        self._unit = ""
        self._now: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.data_changed()

    def set_bars(self, bars: tuple[PriceBar, ...], unit: str, now: int | None) -> None:
        self._bars, self._unit, self._now = bars, unit, now
        self.data_changed()

    def sizeHint(self) -> QSize:
        return QSize(640, 170)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 130)

    def summary(self) -> str:
        known = [(bar.price, bar) for bar in self._bars if bar.price is not None]
        if not known:
            return QCoreApplication.translate("Charts", "No prices are known for this day.")
        low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
        words = QCoreApplication.translate("Charts", "Lowest at %1: %2. Highest at %3: %4.")
        parts = (low[1].words, self._figure(low[0]), high[1].words, self._figure(high[0]))
        for place, part in enumerate(parts, 1):
            words = words.replace(f"%{place}", part)
        return words

    def place_count(self) -> int:
        return len(self._bars)

    def place_at(self, position: QPointF) -> int | None:
        area = self._area()
        if not self._bars or not area.left() <= position.x() < area.right():
            return None
        return min(len(self._bars) - 1, int((position.x() - area.left()) / area.width() * len(self._bars)))

    def spoken(self, place: int) -> str:
        bar = self._bars[place]
        return f"{bar.words}: {self._figure(bar.price)}"

    def draw(self, painter: QPainter) -> None:
        area = self._area()
        low, high = self._bounds()
        zero = self._y(area, 0.0, low, high)
        self.level(painter, self.theme.colour("line"), area.left(), area.right(), zero)
        if not any(bar.price is not None for bar in self._bars):
            self.say_empty(painter, area)
            return
        slot = area.width() / len(self._bars)
        width = max(1.0, slot * 0.8)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, bar in enumerate(self._bars):
            if bar.price is None:
                continue
            tip = self._y(area, bar.price, low, high)
            ink = QColor(self.theme.colour("accent"))
            ink.setAlphaF(1.0 if place == self._now else 0.55)
            painter.setBrush(ink)
            top, bottom = min(tip, zero), max(tip, zero)
            piece = QRectF(area.left() + place * slot + (slot - width) / 2, top, width, max(1.0, bottom - top))
            painter.drawRoundedRect(piece, min(2.0, width / 3), min(2.0, piece.height() / 2))
        self._draw_labels(painter, area, slot)
        if self._now is not None:
            painter.setPen(QPen(self.theme.colour("text"), 1, Qt.PenStyle.DotLine))
            x = area.left() + (self._now + 0.5) * slot
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def draw_pointer(self, painter: QPainter, place: int) -> None:
        area = self._area()
        slot = area.width() / len(self._bars)
        veil = QColor(self.theme.colour("text"))
        veil.setAlphaF(0.08)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRect(QRectF(area.left() + place * slot, area.top(), slot, area.height()))
        bar = self._bars[place]
        self.read_out(painter, area.left() + (place + 1) * slot, [(bar.words, self._figure(bar.price))])

    def _draw_labels(self, painter: QPainter, area: QRectF, slot: float) -> None:
        labels = max(2, min(_LABELS, int(area.width() / _LABEL_PX)))
        every = max(1, math.ceil(len(self._bars) / labels))
        metrics = QFontMetricsF(self.small_font)
        for place in range(0, len(self._bars), every):
            box = QRectF(area.left() + place * slot, area.bottom() + 6, 60, metrics.height())
            self.words(painter, box, f"{self._bars[place].start:%H:%M}", Qt.AlignmentFlag.AlignLeft)

    def _bounds(self) -> tuple[float, float]:
        prices = [bar.price for bar in self._bars if bar.price is not None]
        highest = value_scale(max([*prices, 0.0]), 0.1).top
        lowest = min([*prices, 0.0])
        return (lowest * 1.15 if lowest < 0 else 0.0), highest

    def _y(self, area: QRectF, price: float, low: float, high: float) -> float:
        return area.bottom() - (price - low) / (high - low) * area.height()

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4, 8, -4, -QFontMetricsF(self.small_font).height() - 10)

    def _figure(self, price: float | None) -> str:
        if price is None:
            return QCoreApplication.translate("Charts", "not known")
        return f"{figure(self._locale, price, 2)} {self._unit}"
