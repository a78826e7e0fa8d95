"""The design tokens: every colour, size and distance that the window is drawn with."""

from typing import Final, Literal, NamedTuple

Colour = Literal[
    "bg",
    "rail",
    "surface",
    "raised",
    "hover",
    "pressed",
    "text",
    "muted",
    "faint",
    "line",
    "edge",
    "grid",
    "accent",
    "accent_hover",
    "on_accent",
    "accent_soft",
    "wait",
    "wait_soft",
    "fault",
    "fault_soft",
    "info",
    "info_soft",
    "neutral_soft",
]


class Tokens(NamedTuple):
    """One theme's colours as `#RRGGBB`; the names say what each is for, never what it looks like."""

    dark: bool
    bg: str  # the window
    rail: str  # the navigation on the left
    surface: str  # cards, fields, tables
    raised: str  # popovers, menus, table headers
    hover: str  # a surface under the pointer
    pressed: str  # a surface being pressed
    text: str
    muted: str  # secondary text; still 4.5:1 on every surface
    faint: str  # disabled text and marks only: deliberately below 4.5:1
    line: str  # borders of cards, hairlines
    edge: str  # borders of things one can type in or tick: 3:1 against their surface
    grid: str  # chart grid
    accent: str  # primary action, charging, selection
    accent_hover: str
    on_accent: str  # text on the accent
    accent_soft: str
    wait: str  # waiting, estimated, rebuilt
    wait_soft: str
    fault: str  # faults, refused
    fault_soft: str
    info: str  # something wants the user
    info_soft: str
    neutral_soft: str  # behind a word that needs no attention
    series: tuple[str, ...]  # charts, in order; each series also has a pattern or a label


LIGHT: Final = Tokens(
    dark=False,
    bg="#F4F6F5",
    rail="#ECEFED",
    surface="#FFFFFF",
    raised="#FAFBFA",
    hover="#F1F4F2",
    pressed="#E6EBE8",
    text="#18201C",
    muted="#56625C",
    faint="#919B96",
    line="#DDE3E0",
    edge="#87928C",
    grid="#E9EDEB",
    accent="#0B7A5B",
    accent_hover="#096A4F",
    on_accent="#FFFFFF",
    accent_soft="#DDF1EA",
    wait="#8A5A00",
    wait_soft="#FBEFD5",
    fault="#B3261E",
    fault_soft="#FBE4E2",
    info="#1E5DB8",
    info_soft="#E2ECFA",
    neutral_soft="#EDF0EE",
    series=(
        "#0B7A5B",
        "#5B8DEF",
        "#E0A33B",
        "#8E7CC3",
        "#CC6B8E",
        "#3C9FB3",
        "#8B9440",
        "#94755F",
    ),
)

DARK: Final = Tokens(
    dark=True,
    bg="#111514",
    rail="#151A18",
    surface="#1A1F1D",
    raised="#212725",
    hover="#242B28",
    pressed="#2C3431",
    text="#E8EEEB",
    muted="#9DAAA4",
    faint="#66726C",
    line="#2B3330",
    edge="#6F7C76",
    grid="#252C29",
    accent="#43D2A4",
    accent_hover="#5EDDB4",
    on_accent="#06231A",
    accent_soft="#173A30",
    wait="#F2BD55",
    wait_soft="#3A2E14",
    fault="#FF8B82",
    fault_soft="#421F1C",
    info="#8DB7FF",
    info_soft="#1B2C47",
    neutral_soft="#272E2B",
    series=(
        "#43D2A4",
        "#7FA7F5",
        "#E9B75B",
        "#AD9CE0",
        "#E894B4",
        "#62C6D8",
        "#B3BE6C",
        "#C3A48F",
    ),
)

# The type scale, in pixels on the 4 px grid.
SMALL: Final = 12
BODY: Final = 14
EMPHASIS: Final = 15
HEADING: Final = 18
TITLE: Final = 22
FIGURE: Final = 34

# Distances, in pixels.
GRID: Final = 4
GAP: Final = 12  # between neighbours inside a card
GUTTER: Final = 16  # between cards
CARD_PADDING: Final = 20
PAGE_PADDING: Final = 28
CARD_RADIUS: Final = 12
CONTROL_RADIUS: Final = 8
CONTROL_HEIGHT: Final = 34
