"""What the user can set and where files live, also inside a bundle."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.displays.display import ShownCost
from app.core.preferences import Appearance, Preferences

APP_NAME = "Laddvakt"
MOST_MONTHS_OF_PEOPLE = 1200


def default_data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path(APP_NAME.lower(), appauthor=False, roaming=False)


def resources_folder() -> Path:
    """The resources, beside the code or unpacked beside the bundled program."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parent.parent) / "resources"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; host "" is every address of this computer, port 0 any free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """HOST:PORT, [IPv6]:PORT, :PORT or PORT alone. Raises ValueError with a sentence."""
        host, _, port = text.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not port.isdecimal() or int(port) > 65535:
            raise ValueError(f"“{text}” is not HOST:PORT, for example 0.0.0.0:8887.")
        return cls(host, int(port))


@dataclass(frozen=True, slots=True)
class Settings:
    """How one run of the program was asked for."""

    data: Path = field(default_factory=default_data_folder)
    listen: Address | None = None  # None: every address, at the port of the preferences
    tls_listen: Address | None = None
    approve_new: bool = False  # chargers that introduce themselves are approved at once
    prices_folder: Path | None = None  # in the place of the preferences'
    test_mode: bool = False  # send nothing to a charger unasked
    serving: bool = True  # False: work on the data alone, let nobody in


def load_preferences(data: Path) -> Preferences:
    """The kept preferences; what is missing or cannot be read is as it was delivered."""
    try:
        text = _file(data).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Preferences()
    import json  # where nothing was ever set the first window does not wait for it

    try:
        kept = json.loads(text)
    except ValueError:
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    delivered = Preferences()
    return Preferences(
        language=_text(kept.get("language"), delivered.language),
        appearance=_appearance(kept.get("appearance")),
        port=_whole(kept.get("port"), 1, 65535, delivered.port),
        log_days=_whole(kept.get("log_days"), 1, 3650, delivered.log_days),
        log_megabytes=_whole(kept.get("log_megabytes"), 1, 100_000, delivered.log_megabytes),
        backup_folder=_text(kept.get("backup_folder"), delivered.backup_folder),
        prices_folder=_text(kept.get("prices_folder"), delivered.prices_folder),
        issuer=_text(kept.get("issuer"), delivered.issuer),
        keep_people_months=_whole(
            kept.get("keep_people_months"), 0, MOST_MONTHS_OF_PEOPLE, delivered.keep_people_months
        ),
        accepted_place=_text(kept.get("accepted_place"), delivered.accepted_place),
        shown_cost=_shown_cost(kept.get("shown_cost"), delivered.shown_cost),
    )


def save_preferences(data: Path, preferences: Preferences) -> None:
    """Keep them, whole or not at all. Raises OSError."""
    import json

    kept = asdict(preferences) | {
        "appearance": preferences.appearance.value,
        "shown_cost": preferences.shown_cost.value,
    }
    beside = _file(data).with_suffix(".new")
    beside.write_text(json.dumps(kept, indent=2), encoding="utf-8")
    os.replace(beside, _file(data))


def language_of(preferences: Preferences) -> str:
    """Of what is worded where there is no window: the chosen one, or the system's."""
    if preferences.language:
        return preferences.language
    import locale

    system = locale.getlocale()[0] or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "sv" if system.startswith(("sv", "Swedish")) else "en"


# What a restore on another computer needs beside the data. The charger side trusts the certificates by their keys.
KEPT_WITH_DATA = ("settings.json", "tls-ec.crt", "tls-ec.key", "tls-rsa.crt", "tls-rsa.key")


def _file(data: Path) -> Path:
    return data / "settings.json"


def _text(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise


def _whole(value: object, least: int, most: int, otherwise: int) -> int:
    return value if type(value) is int and least <= value <= most else otherwise


def _appearance(value: object) -> Appearance:
    return next((each for each in Appearance if each.value == value), Appearance.SYSTEM)


def _shown_cost(value: object, otherwise: ShownCost) -> ShownCost:
    return next((each for each in ShownCost if each.value == value), otherwise)
