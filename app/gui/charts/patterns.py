"""How a chart's series are filled: a colour each, and a pattern so that colour never stands alone."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.gui.theme import Theme

_SPACING_PX = 6.0
_ANGLES = (None, 45.0, 0.0, -45.0, 90.0)  # of the strokes; the first series is plain


def fill(painter: QPainter, path: QPainterPath, theme: Theme, series: int) -> None:
    """Fills a shape as series number `series` (from nought) is drawn everywhere."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.series_colour(series))
    painter.drawPath(path)
    angle = _ANGLES[series % len(_ANGLES)]
    if angle is None:
        return
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    stroke = QColor(theme.colour("surface"))
    stroke.setAlphaF(0.45)
    painter.setPen(QPen(stroke, 1.4))
    _hatch(painter, path.boundingRect(), angle)
    painter.restore()


def _hatch(painter: QPainter, box: QRectF, degrees: float) -> None:
    """Parallel strokes counted from the origin, so that neighbouring shapes match."""
    along = QPointF(math.cos(math.radians(degrees)), -math.sin(math.radians(degrees)))
    across = QPointF(-along.y(), along.x())
    corners = (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())
    places = [corner.x() * across.x() + corner.y() * across.y() for corner in corners]
    ends = [corner.x() * along.x() + corner.y() * along.y() for corner in corners]
    number = math.floor(min(places) / _SPACING_PX)
    while number * _SPACING_PX <= max(places):
        foot = across * (number * _SPACING_PX)
        painter.drawLine(foot + along * min(ends), foot + along * max(ends))
        number += 1
