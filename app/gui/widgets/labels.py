"""Words on the screen: labels in the type scale, and one that shortens itself to its width."""

from html import escape
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.gui.theme import REGULAR, Theme
from app.gui.theme.tokens import BODY

Tone = Literal["text", "muted", "accent", "wait", "fault", "info"]


def label(
    theme: Theme,
    text: str = "",
    size_px: int = BODY,
    weight: QFont.Weight = REGULAR,
    tone: Tone = "text",
    *,
    wrap: bool = False,
    fixed: bool = False,
) -> QLabel:
    """A plain-text label; the tone follows the theme, `fixed` takes the fixed-width font."""
    made = QLabel(text)
    made.setProperty("textFormat", "PlainText")
    made.setFont(theme.font(size_px, weight, fixed=fixed))
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def set_tone(made: QLabel, tone: Tone) -> None:
    """Changes the tone of a label that is on screen: style sheets look only when told to."""
    if made.property("tone") != tone:
        made.setProperty("tone", tone)
        made.style().unpolish(made)
        made.style().polish(made)


def tip(text: str) -> str:
    """A tool tip that shows this text as it is: Qt takes one with tags for a page, and would fetch its pictures."""
    if "<" not in text and "&" not in text:
        return text
    from PySide6.QtGui import Qt  # takes its time, and the first picture needs it not

    return f"<span>{escape(text)}</span>" if Qt.mightBeRichText(text) else text


class ElidedLabel(QLabel):
    """One line that ends in "…" when it does not fit; the whole text is then its tool tip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        size_px: int = BODY,
        weight: QFont.Weight = REGULAR,
        tone: Tone = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", "PlainText")
        self.setFont(theme.font(size_px, weight))
        self.setProperty("tone", tone)
        # It gives way to its neighbours; room that is over goes to a stretch, if there is one.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._settle_tool_tip()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shortest = min(metrics.horizontalAdvance(self.text()), metrics.averageCharWidth() * 4)
        return QSize(shortest, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_tool_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, self.alignment() | QtCore.Qt.TextFlag.TextSingleLine, shown)

    def _settle_tool_tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(tip(self.text()) if cut else "")
