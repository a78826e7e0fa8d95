"""Which time zone prices are by: those that most people here need in a list, any other typed."""

from __future__ import annotations

from PySide6.QtCore import QTimeZone

from app.gui.figures import zone_name

CURRENCIES = ("SEK", "EUR", "GBP", "NOK", "DKK", "USD", "CHF")
_ZONES = (
    "Europe/Stockholm",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Amsterdam",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/Paris",
    "Europe/Zurich",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
)


def zones(chosen: str = "") -> list[str]:
    """This computer's first."""
    return list(dict.fromkeys(filter(None, (chosen, zone_name(), *_ZONES))))


def is_zone(name: str) -> bool:
    """Asked of Qt, which has them in memory."""
    return (name.isascii() and "/" in name and QTimeZone(name.encode("ascii")).isValid()) or name == "UTC"
