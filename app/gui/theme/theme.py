"""The theme in use: which tokens hold now, its fonts, and telling everyone when it switches."""

from enum import StrEnum
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.gui.theme.stylesheet import stylesheet
from app.gui.theme.tokens import BODY, DARK, LIGHT, Colour, Tokens

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
STRONG = QFont.Weight.DemiBold


class ThemeChoice(StrEnum):
    """What the user set: follow the system, or one theme always."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def new_application(argv: list[str]) -> QApplication:
    """The application with the style that the style sheet is written for.

    Said as an argument because `setStyle` hands back a style object, which costs six milliseconds.
    """
    return QApplication([*argv, "-style", "fusion"])


class Theme(QObject):
    """Holds the tokens that are in force and applies them to the application.

    `changed` is emitted after the application has its new palette and style sheet, so that whoever
    paints by hand needs only to drop its caches and update.
    """

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        icons_folder: Path,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        *,
        asleep: bool = False,
    ) -> None:
        """`icons_folder` is `resources/icons`, wherever the bundle keeps it.

        `asleep`: until `wake` the system's palette alone says whether it is dark, because Qt's own word for that is one
        of the hundred that are loaded together (see `app/gui/run.py`).
        """
        super().__init__(application)
        self._application = application
        self._icons_folder = icons_folder
        self._choice = choice
        self._fonts: dict[tuple[int, QFont.Weight, bool], QFont] = {}
        self._colours: dict[str, QColor] = {}
        # Read before the application font is replaced, because that replaces the answer too.
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._fixed_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._dark_palette = application.palette().window().color().lightness() < 128
        self.tokens = self._at_first()
        application.setFont(self.font())
        self._apply()
        if not asleep:
            self.wake()

    def wake(self) -> None:
        """Agree with the system from now on: hear of its scheme, and tell it of ours."""
        self._application.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(self._choice)

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Switches now; also tells the platform, so that title bars and native dialogs agree."""
        self._choice = choice
        hints, scheme = self._application.styleHints(), QtCore.Qt.ColorScheme
        if choice == ThemeChoice.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(scheme.Dark if choice == ThemeChoice.DARK else scheme.Light)
        self._follow()

    def colour(self, name: Colour) -> QColor:
        """The colour of a token, as Qt wants it."""
        return self.qcolor(getattr(self.tokens, name))

    def series_colour(self, index: int) -> QColor:
        """The colour of a chart's series; beyond the last they repeat, and so do their patterns."""
        return self.qcolor(self.tokens.series[index % len(self.tokens.series)])

    def qcolor(self, hex_text: str) -> QColor:
        """A shared QColor for `#RRGGBB`; copy it before changing it."""
        colour = self._colours.get(hex_text)
        if colour is None:
            colour = self._colours[hex_text] = QColor(hex_text)
        return colour

    def font(self, size_px: int = BODY, weight: QFont.Weight = REGULAR, *, fixed: bool = False) -> QFont:
        """The system's interface font (or its fixed-width one) with figures of equal width."""
        key = (size_px, weight, fixed)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(self._fixed_font if fixed else self._system_font)
            font.setPixelSize(size_px)
            font.setWeight(weight)
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return QFont(font)

    def _at_first(self) -> Tokens:
        dark = self._dark_palette if self._choice == ThemeChoice.SYSTEM else self._choice == ThemeChoice.DARK
        return DARK if dark else LIGHT

    def _wanted(self) -> Tokens:
        scheme = self._application.styleHints().colorScheme()
        if self._choice != ThemeChoice.SYSTEM or scheme == QtCore.Qt.ColorScheme.Unknown:
            return self._at_first()
        return DARK if scheme == QtCore.Qt.ColorScheme.Dark else LIGHT

    @Slot()
    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self.tokens:
            self.tokens = wanted
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(stylesheet(self.tokens, self._icons_folder))


def palette(tokens: Tokens) -> QPalette:
    """What Fusion paints with where the style sheet says nothing."""
    role = QPalette.ColorRole
    table = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.fault,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
    }
    result = QPalette()
    for where, colour in table.items():
        result.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.faint))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.line))
    return result
