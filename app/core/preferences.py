"""What the user can set; kept by the program in a file of its own, read and written by app/settings.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.core.displays.display import ShownCost


class Appearance(Enum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


DEFAULT_PORT = 8887


@dataclass(frozen=True, slots=True)
class Preferences:
    language: str = ""  # "en", "sv"; empty: the system's, English where there is no translation
    appearance: Appearance = Appearance.SYSTEM
    port: int = DEFAULT_PORT  # where chargers call; never moved by itself, or they would be lost
    log_days: int = 14  # how long raw messages are kept
    log_megabytes: int = 100  # and how much of them
    backup_folder: str = ""  # empty: beside the data
    prices_folder: str = ""  # price files that are put there are taken in; empty: none is watched
    issuer: str = ""  # name and address at the top of statements, a line each
    keep_people_months: int = 0  # how long sessions tell whose they were; 0: for ever
    accepted_place: str = ""  # the data folder whose bad place the user has been warned of and keeps
    shown_cost: ShownCost = ShownCost.CHARGED  # which costs chargers are told for their displays
