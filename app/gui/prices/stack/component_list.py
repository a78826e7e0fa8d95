"""The prices of a version in their order, each a line of plain words with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.core.prices.books import Component
from app.gui.icons import Icons
from app.gui.prices.stack_words import detail_words
from app.gui.prices.words import component_name, rate_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, GAP
from app.gui.widgets.buttons import icon_button
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate


class ComponentRow(QWidget):
    """Takes the keyboard: Enter changes it, Delete removes it, Alt with an arrow moves it, Ctrl+D makes another."""

    acted = Signal(str)
    """"change", "again", "remove", "up" or "down"."""

    turned = Signal(int)
    """The arrow keys want the line before (-1) or after it (1)."""

    def __init__(
        self, theme: Theme, icons: Icons, component: Component, stack: tuple[Component, ...], currency: str
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        name, price = component_name(component), rate_words(component, currency)
        details = detail_words(component, currency, stack)
        row.addWidget(ElidedLabel(theme, name, BODY, STRONG), 1)
        row.addWidget(label(theme, price, BODY, STRONG))
        self.more = icon_button(icons, "more", translate("Prices", "What can be done with %1").replace("%1", name))
        self.more.clicked.connect(lambda: self._menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        row.addWidget(self.more)
        column.addLayout(row)
        self.details = label(theme, details, tone="muted", wrap=True)
        column.addWidget(self.details)
        self.setAccessibleName(", ".join(filter(None, (name, price, details))))
        self.menu: QMenu | None = None

    def set_read_only(self) -> None:
        self.read_only = True
        self.more.hide()

    def acts(self) -> list[tuple[str, str, str]]:
        return [
            ("change", translate("Prices", "Change…"), "Return"),
            ("again", translate("Prices", "Duplicate"), "Ctrl+D"),
            ("up", translate("Prices", "Move up"), "Alt+Up"),
            ("down", translate("Prices", "Move down"), "Alt+Down"),
            ("remove", translate("Prices", "Remove"), "Del"),
        ]

    def _menu(self, at: QPoint) -> None:
        if self.read_only:
            return
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words, keys in self.acts():
            action = self.menu.addAction(f"{words}\t{keys}")
            action.setData(key)
        self.menu.triggered.connect(lambda action: self.acted.emit(action.data()))
        self.menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act and not self.read_only:
            self.acted.emit(act)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not act:
            self.turned.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _act_of(event: QKeyEvent) -> str:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return "change"
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return "remove"
        if key == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return "again"
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return "up" if key == Qt.Key.Key_Up else "down"
        return ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.read_only:
            self.acted.emit("change")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu:
            self._menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(self._theme.colour("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class ComponentList(QWidget):
    """Its owner keeps the components; this shows them and tells what is wanted of which."""

    acted = Signal(str, int)
    """What, and the place of the line."""

    reached = Signal(QWidget)
    """The line that has the keyboard now."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.nothing = label(
            theme, translate("Prices", "No price yet: nothing costs anything."), tone="muted", wrap=True
        )
        self._column.addWidget(self.nothing)
        self.rows: list[ComponentRow] = []

    def show_components(self, components: tuple[Component, ...], currency: str, *, read_only: bool = False) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, component in enumerate(components):
            row = ComponentRow(self._theme, self._icons, component, components, currency)
            if read_only:
                row.set_read_only()
            row.acted.connect(self._at(place))
            row.turned.connect(self._from(place))
            self.rows.append(row)
            self._column.addWidget(row)
            row.show()  # at once, so that it can take the keyboard
        self.nothing.setVisible(not components)

    def focus(self, place: int) -> None:
        if self.rows:
            row = self.rows[max(0, min(place, len(self.rows) - 1))]
            row.setFocus()
            self.reached.emit(row)

    def _at(self, place: int) -> Callable[[str], None]:
        return lambda act: self.acted.emit(act, place)

    def _from(self, place: int) -> Callable[[int], None]:
        return lambda way: self.focus(place + way)
