"""Whether a hand is about to press something, so that nothing should move."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

# A pointer that has just come to rest is read for this long as one that is about to press.
AIM_MS = 1_000
_REST_MS = 3_000


class Pointer:
    """The pointer over one widget, looked at when something wants to move."""

    def __init__(self, over: QWidget) -> None:
        self._over = over
        self._place = QPoint()
        self._at_rest = QElapsedTimer()
        self._at_rest.start()

    def aims(self) -> bool:
        """True while the pointer is over the widget and has moved within the last seconds."""
        place = QCursor.pos()
        if place != self._place:
            self._place = place
            self._at_rest.restart()
        return self._over.underMouse() and self._at_rest.elapsed() < _REST_MS
