"""The look: tokens, the theme in force, and the style sheet made from them."""

from app.gui.theme.theme import MEDIUM, REGULAR, STRONG, Theme, ThemeChoice, new_application
from app.gui.theme.tokens import DARK, LIGHT, Colour, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "MEDIUM",
    "REGULAR",
    "STRONG",
    "Colour",
    "Theme",
    "ThemeChoice",
    "Tokens",
    "new_application",
]
