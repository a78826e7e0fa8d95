"""The look holds what it promises: contrast, one set of tokens, and a switch that reaches all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.gui.icons import NAMES, Icons
from app.gui.theme import DARK, LIGHT, Theme, ThemeChoice, Tokens
from app.gui.theme.stylesheet import stylesheet
from app.gui.widgets.pill import PillKind, pill_colours

# The offscreen platform says this of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ICONS = Path(__file__).parents[2] / "resources" / "icons"
SURFACES = ("bg", "rail", "surface", "raised", "hover", "pressed", "accent_soft")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ICONS, ThemeChoice.LIGHT)
    yield made
    made.choose(ThemeChoice.SYSTEM)
    made.deleteLater()


def luminance(hex_text: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = []
    for start in (1, 3, 5):
        value = int(hex_text[start : start + 2], 16) / 255
        channels.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("ink", ["text", "muted"])
def test_text_can_be_read_on_every_surface(tokens: Tokens, surface: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, surface)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", list(PillKind))
def test_a_pill_can_be_read_on_its_own_colour(tokens: Tokens, kind: PillKind) -> None:
    ink, soft = pill_colours(kind)
    assert contrast(getattr(tokens, ink), getattr(tokens, soft)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_coloured_words_can_be_read_where_they_stand(tokens: Tokens) -> None:
    for ink in (tokens.accent, tokens.wait, tokens.fault, tokens.info):
        assert contrast(ink, tokens.surface) >= 4.5
        assert contrast(ink, tokens.bg) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5
    assert contrast(tokens.fault, tokens.fault_soft) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.surface) >= 3
    for surface in SURFACES[:-1]:
        assert contrast(tokens.accent, getattr(tokens, surface)) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_uses_no_colour_that_is_not_a_token(tokens: Tokens) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", stylesheet(tokens, ICONS)))
    assert used <= {value for value in tokens if isinstance(value, str)}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_marks_of_the_style_sheet_exist_and_have_the_tokens_colours(tokens: Tokens) -> None:
    marks = set(re.findall(r'url\("([^"]+)"\)', stylesheet(tokens, ICONS)))
    assert marks
    for mark in marks:
        inks = {"check": tokens.on_accent, "cross": tokens.accent}
        ink = inks.get(Path(mark).stem.split("-")[0], tokens.muted)
        assert f'stroke="{ink}"' in Path(mark).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_there_and_draws_something(theme: Theme, name: str) -> None:
    image = Icons(ICONS, theme).pixmap(name, 20, "text", 2.0).toImage()
    assert (image.width(), image.height()) == (40, 40)
    assert painted_pixels(image) > 20


def test_no_icon_file_is_left_out_of_the_family() -> None:
    assert {path.stem for path in ICONS.glob("*.svg")} == set(NAMES)


def test_an_icon_handed_out_follows_the_theme(theme: Theme) -> None:
    icon = Icons(ICONS, theme).icon("stop", "accent")
    assert LIGHT.accent in inks(icon)
    theme.choose(ThemeChoice.DARK)
    assert DARK.accent in inks(icon)
    assert LIGHT.accent not in inks(icon)


def test_a_checked_or_disabled_icon_has_its_own_colour(theme: Theme) -> None:
    icon = Icons(ICONS, theme).icon("stop", "muted", on="accent")
    assert LIGHT.accent in inks(icon, state=QIcon.State.On)
    assert LIGHT.faint in inks(icon, mode=QIcon.Mode.Disabled)


def test_a_copied_icon_outlives_what_qt_clones_of_it(theme: Theme) -> None:
    icon = Icons(ICONS, theme).icon("bolt")
    for _ in range(20):
        copy = QIcon(icon)
        copy.addPixmap(icon.pixmap(8, 8))
        assert not copy.pixmap(20, 20).isNull()


def test_switching_tells_once_and_repaints_what_is_shown(theme: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("Stop")
    qtbot.addWidget(button)
    button.show()
    assert surface_of(button) == LIGHT.surface
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.tokens.bg))
    theme.choose(ThemeChoice.DARK)
    theme.choose(ThemeChoice.DARK)
    assert heard == [DARK.bg]
    assert surface_of(button) == DARK.surface
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(DARK.bg)


def test_without_a_choice_the_system_decides(theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.choose(ThemeChoice.SYSTEM)
    dark_system = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.tokens is (DARK if dark_system else LIGHT)


def test_figures_are_of_equal_width_in_every_font(theme: Theme) -> None:
    font = theme.font(22, QFont.Weight.DemiBold)
    assert font.pixelSize() == 22
    assert font.featureValue(QFont.Tag("tnum")) == 1


def painted_pixels(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


def inks(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> set[str]:
    image = icon.pixmap(40, 40, mode, state).toImage()
    colours = (image.pixelColor(x, y) for x in range(40) for y in range(40))
    return {colour.name().upper() for colour in colours if colour.alpha() == 255}


def surface_of(button: QPushButton) -> str:
    return button.grab().toImage().pixelColor(6, 17).name().upper()
