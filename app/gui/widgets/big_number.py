"""The figure people look for: a large number with its unit beside it on one baseline."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, FIGURE, HEADING, SMALL

_UNIT_SIZE_PX = {FIGURE: HEADING - 2, HEADING: BODY}


class BigNumber(QLabel):
    """ "7.2 kW": the number strong, the unit muted; a screen reader says them together."""

    def __init__(
        self,
        theme: Theme,
        value: str = "",
        unit: str = "",
        size_px: int = FIGURE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value_font = theme.font(size_px, STRONG)
        self._unit_font = theme.font(_UNIT_SIZE_PX.get(size_px, SMALL), MEDIUM)
        self._gap_px = max(4, size_px // 5)
        self._value = ""
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_value(value, unit)
        theme.changed.connect(self.update)

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str, unit: str) -> None:
        """Both already written for the user's language."""
        if (value, unit) == (self._value, self._unit):
            return
        self._value, self._unit = value, unit
        self.setAccessibleName(f"{value} {unit}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        value, unit = QFontMetricsF(self._value_font), QFontMetricsF(self._unit_font)
        width = value.horizontalAdvance(self._value) + unit.horizontalAdvance(self._unit)
        height = value.capHeight() + value.descent() + 4
        return QSize(int(width) + self._gap_px + 2, int(height) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetricsF(self._value_font)
        # Figures have no descenders to speak of: standing on the optical middle they look centred.
        baseline = (self.height() + metrics.capHeight()) / 2
        painter.setFont(self._value_font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(QPointF(0, baseline), self._value)
        painter.setFont(self._unit_font)
        painter.setPen(self._theme.colour("muted"))
        across = metrics.horizontalAdvance(self._value) + self._gap_px
        painter.drawText(QPointF(across, baseline), self._unit)
