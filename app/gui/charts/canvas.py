"""What every chart shares: a picture kept until something changes, and a pointer moved over it."""

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import MEDIUM, REGULAR, Theme
from app.gui.theme.tokens import SMALL

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def figure(locale: QLocale, value: float, decimals: int) -> str:
    """A number as the locale writes it; whole numbers may come as int, which Qt would refuse."""
    nothing = abs(value) < 0.5 * 10**-decimals  # or it would be written "-0.0"
    return locale.toString(0.0 if nothing else float(value), "f", decimals)


class Chart(QWidget):
    """Keeps its picture as a pixmap; the read-out under the pointer is painted over it.

    A subclass draws the picture in `draw`, says how many places the pointer can stand at in
    `place_count`, finds the one under the mouse in `place_at` and paints it in `draw_pointer`.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the chart."""
        super().__init__(parent)
        self.theme = theme
        self.small_font = theme.font(SMALL - 1)
        self.read_out_font = theme.font(SMALL, MEDIUM)
        self.empty_text = ""  # shown in the middle while there is nothing to draw
        self._picture: QPixmap | None = None
        self._pointer: int | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.redraw)

    # For subclasses

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError

    def place_count(self) -> int:
        return 0

    def place_at(self, position: QPointF) -> int | None:
        return None

    def draw_pointer(self, painter: QPainter, place: int) -> None:
        """Paints the pointer and its read-out at a place."""

    def spoken(self, place: int) -> str:
        """What a screen reader says of a place."""
        return ""

    def summary(self) -> str:
        """What a screen reader says of the whole chart."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Throws the kept picture away and paints anew."""
        self._picture = None
        self.update()

    def data_changed(self) -> None:
        """New data: another picture, another summary; the pointer stays if its place still is."""
        if self._pointer is not None and self._pointer >= self.place_count():
            self._pointer = None
        self.setAccessibleDescription(self.summary())
        self.redraw()

    # The pointer

    @property
    def pointer(self) -> int | None:
        """The place that is read out now."""
        return self._pointer

    def point_at(self, place: int | None) -> None:
        if place != self._pointer:
            self._pointer = place
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self.place_at(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = self.place_count()
        step = _STEPS.get(Qt.Key(event.key()))
        if count and step is not None:
            start = (count if step < 0 else -1) if self._pointer is None else self._pointer
            self._point_by_key(max(0, min(count - 1, start + step)))
        elif count and event.key() == Qt.Key.Key_Home:
            self._point_by_key(0)
        elif count and event.key() == Qt.Key.Key_End:
            self._point_by_key(count - 1)
        elif event.key() == Qt.Key.Key_Escape and self._pointer is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def _point_by_key(self, place: int) -> None:
        self.point_at(place)
        self.setAccessibleDescription(self.spoken(place))

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            within = QPainter(self._picture)
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(within)
            within.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pointer is not None and self._pointer < self.place_count():
            self.draw_pointer(painter, self._pointer)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def say_empty(self, painter: QPainter, area: QRectF) -> None:
        """The owner's words for a chart with nothing in it."""
        font = self.theme.font(SMALL + 1)
        self.words(painter, area, self.empty_text, Qt.AlignmentFlag.AlignCenter, font)

    def level(self, painter: QPainter, colour: QColor, left: float, right: float, y: float) -> None:
        """A crisp grid line one pixel thick."""
        painter.fillRect(QRectF(left, round(y), right - left, 1), colour)

    def words(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        align: Qt.AlignmentFlag,
        font: QFont | None = None,
    ) -> None:
        """A muted label on the chart."""
        painter.setFont(font or self.small_font)
        painter.setPen(self.theme.colour("muted"))
        painter.drawText(box, align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, text)

    def read_out(self, painter: QPainter, x: float, lines: list[tuple[str, str]], top: float = 0) -> None:
        """A small box beside the pointer: muted word, strong value, line by line."""
        label_font = self.theme.font(SMALL, REGULAR)
        line_height = QFontMetricsF(label_font).height() + 2
        room = max(2, int((self.height() - top - 10) / line_height))
        if len(lines) > room:
            lines = [*lines[: room - 1], ("…", "")]
        labels, values = QFontMetricsF(label_font), QFontMetricsF(self.read_out_font)
        label_width = max(labels.horizontalAdvance(word) for word, _ in lines)
        value_width = max(values.horizontalAdvance(value) for _, value in lines)
        width = label_width + value_width + (12 if value_width and label_width else 0) + 20
        height = line_height * len(lines) + 10
        left = x + 10 if x + 10 + width <= self.width() else x - 10 - width
        box = QRectF(max(0.0, left), top, width, height)
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.setBrush(self.theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for number, (word, value) in enumerate(lines):
            row = QRectF(box.left() + 10, top + 5 + number * line_height, width - 20, line_height)
            self.words(painter, row, word, Qt.AlignmentFlag.AlignVCenter, label_font)
            painter.setFont(self.read_out_font)
            painter.setPen(self.theme.colour("text"))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)
