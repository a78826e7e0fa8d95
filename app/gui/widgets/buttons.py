"""Buttons in their kinds, and the row of segments of which one is chosen."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.gui.icons import Icons
from app.gui.theme import MEDIUM, STRONG, Colour, Theme
from app.gui.theme.tokens import BODY, CONTROL_HEIGHT
from app.gui.widgets.labels import tip

ButtonKind = Literal["default", "primary", "quiet", "danger", "link", "menu"]

_ICON_BUTTON_PX = 28
# Qt puts a word close behind its icon and has no setting for it; icons stand at the left of a
# wider space instead.
_ICON_GAP_PX = 6

_ICON_COLOUR: dict[ButtonKind, Colour] = {
    "default": "text",
    "primary": "on_accent",
    "quiet": "accent",
    "danger": "fault",
    "link": "accent",
    "menu": "text",
}


def button(
    theme: Theme,
    text: str,
    kind: ButtonKind = "default",
    *,
    icons: Icons | None = None,
    icon: str = "",
) -> QPushButton:
    """A push button; at most one `primary` per card. A click leaves no focus ring behind it."""
    made = QPushButton(text)
    made.setFont(theme.font(BODY, STRONG))
    made.setProperty("focusPolicy", "TabFocus")
    made.setAutoDefault(False)
    if icons is not None and icon:
        made.setIcon(icons.icon(icon, _ICON_COLOUR[kind]))
        made.setIconSize(QSize(16 + _ICON_GAP_PX, 16))
    made.setProperty("kind", kind)
    return made


def set_kind(made: QPushButton, kind: ButtonKind) -> None:
    """Changes the kind of a button that is on screen: style sheets look only when told to."""
    made.setProperty("kind", kind)
    made.style().unpolish(made)
    made.style().polish(made)


def icon_button(icons: Icons, icon: str, name: str, *, colour: Colour = "muted", framed: bool = False) -> QToolButton:
    """A button that is only an icon; `name` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, colour))
    made.setIconSize(QSize(20, 20))
    made.setFixedSize(_ICON_BUTTON_PX, _ICON_BUTTON_PX)
    made.setToolTip(tip(name))
    made.setAccessibleName(name)
    made.setProperty("focusPolicy", "TabFocus")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if framed:
        made.setProperty("kind", "framed")
        made.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
    return made


def rail_button(theme: Theme, icons: Icons, icon: str, text: str) -> QToolButton:
    """A checkable line of the navigation rail: icon and word, tinted while chosen."""
    made = QToolButton()
    made.setProperty("kind", "rail")
    made.setFont(theme.font(BODY, MEDIUM))
    made.setText(text)
    made.setIcon(icons.icon(icon, "muted", on="accent"))
    made.setIconSize(QSize(20 + _ICON_GAP_PX, 20))
    made.setProperty("toolButtonStyle", "ToolButtonTextBesideIcon")
    made.setCheckable(True)
    made.setAutoExclusive(True)
    made.setProperty("focusPolicy", "TabFocus")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class SegmentedControl(QFrame):
    """A few choices side by side of which exactly one holds; arrow keys move between them."""

    chosen = Signal(str)
    """The key the user chose; not emitted by `choose`."""

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (key, shown word); the first one holds at first. `name` says what is set."""
        super().__init__(parent)
        self.setProperty("segments", "true")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CONTROL_HEIGHT)
        self._keys = [key for key, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for number, (_, word) in enumerate(choices):
            segment = QPushButton(word)
            segment.setProperty("kind", "segment")
            segment.setFont(theme.font(BODY, MEDIUM))
            segment.setCheckable(True)
            segment.setChecked(number == 0)
            segment.setProperty("focusPolicy", "TabFocus")
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self._group.buttonClicked.connect(self._tell)

    @property
    def key(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Sets the choice without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def name_choice(self, key: str, word: str, spoken: str) -> None:
        """Another word on it, and more for a tool tip and a screen reader."""
        segment = self._group.button(self._keys.index(key))
        segment.setText(word)
        segment.setToolTip(spoken)
        segment.setAccessibleName(spoken)

    @Slot(QAbstractButton)
    def _tell(self, _segment: QAbstractButton) -> None:
        self.chosen.emit(self.key)
