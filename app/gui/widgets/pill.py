"""The pill: a word for a state, in a soft colour, with a mark whose shape says it too."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QWidget,
)

from app.gui.theme import STRONG, Colour, Theme
from app.gui.theme.tokens import SMALL

_HEIGHT_PX = 24
_SIDE_PX = 10
_MARK_PX = 9
_MARK_GAP_PX = 6


class PillKind(StrEnum):
    ACCENT = "accent"  # at work
    WAIT = "wait"  # waiting, estimated, rebuilt
    FAULT = "fault"  # broken, refused
    INFO = "info"  # wants the user
    NEUTRAL = "neutral"  # nothing to do


def _dot(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(box)


def _clock(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.4))
    painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPie(box.adjusted(1.2, 1.2, -1.2, -1.2), 0, 90 * 16)


def _triangle(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.setPen(QPen(ink, 1, j=Qt.PenJoinStyle.RoundJoin))
    inner = box.adjusted(0.3, 0.6, -0.3, -0.6)
    painter.drawPolygon(QPolygonF([QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]))


def _diamond(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.setPen(QPen(ink, 1, j=Qt.PenJoinStyle.RoundJoin))
    middle = box.center()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle.x(), box.top() + 0.3),
                QPointF(box.right() - 0.3, middle.y()),
                QPointF(middle.x(), box.bottom() - 0.3),
                QPointF(box.left() + 0.3, middle.y()),
            ]
        )
    )


def _ring(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.6))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))


class _Look(NamedTuple):
    ink: Colour
    soft: Colour
    mark: Callable[[QPainter, QRectF, QColor], None]


_LOOKS = {
    PillKind.ACCENT: _Look("accent", "accent_soft", _dot),
    PillKind.WAIT: _Look("wait", "wait_soft", _clock),
    PillKind.FAULT: _Look("fault", "fault_soft", _triangle),
    PillKind.INFO: _Look("info", "info_soft", _diamond),
    PillKind.NEUTRAL: _Look("muted", "neutral_soft", _ring),
}


def pill_colours(kind: PillKind) -> tuple[Colour, Colour]:
    """The tokens of a pill's text and of its ground."""
    return _LOOKS[kind].ink, _LOOKS[kind].soft


def pill_width(text: str, font: QFont) -> float:
    """How wide a pill wants to be, in pixels."""
    return 2 * _SIDE_PX + _MARK_PX + _MARK_GAP_PX + QFontMetricsF(font).horizontalAdvance(text)


def paint_mark(painter: QPainter, box: QRectF, theme: Theme, kind: PillKind) -> None:
    """Only the mark, for lines that say their state in a sentence."""
    look = _LOOKS[kind]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    look.mark(painter, box, theme.colour(look.ink))
    painter.restore()


def paint_pill(painter: QPainter, area: QRectF, theme: Theme, kind: PillKind, text: str, font: QFont) -> None:
    """Paints a pill at the left of `area`, centred upright, its text shortened to fit."""
    look = _LOOKS[kind]
    metrics = QFontMetricsF(font)
    width = min(area.width(), pill_width(text, font))
    box = QRectF(area.left(), area.center().y() - _HEIGHT_PX / 2, width, _HEIGHT_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(look.soft))
    painter.drawRoundedRect(box, _HEIGHT_PX / 2, _HEIGHT_PX / 2)
    mark = QRectF(box.left() + _SIDE_PX, box.center().y() - _MARK_PX / 2, _MARK_PX, _MARK_PX)
    look.mark(painter, mark, theme.colour(look.ink))
    painter.setFont(font)
    painter.setPen(theme.colour(look.ink))
    words = box.adjusted(_SIDE_PX + _MARK_PX + _MARK_GAP_PX, 0, -_SIDE_PX + 1, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


class Pill(QLabel):
    """A state word in its pill."""

    def __init__(
        self,
        theme: Theme,
        kind: PillKind = PillKind.NEUTRAL,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(SMALL, STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        theme.changed.connect(self.update)

    @property
    def kind(self) -> PillKind:
        return self._kind

    def show_state(self, kind: PillKind, text: str) -> None:
        """Another word, in its colour and with its mark."""
        self._kind = kind
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(pill_width(self.text(), self.font())) + 1, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 72), _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_pill(painter, area, self._theme, self._kind, self.text(), self.font())


class StateMark(QWidget):
    """Only the mark, as it stands before a quiet line."""

    def __init__(self, theme: Theme, kind: PillKind = PillKind.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self.setFixedSize(_MARK_PX, _MARK_PX)
        theme.changed.connect(self.update)

    def show_kind(self, kind: PillKind) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._theme, self._kind)
