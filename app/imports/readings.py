"""Meter readings as a JSON document → one session's usage, to be priced without a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.core.prices.usage import MeterPoint, Usage, last_energy_at

_TIMES = ("at", "time", "timestamp", "utc")
_ENERGIES = ("wh", "energy_wh", "value", "meter_wh")
_MOST_WH = 10**15
_YEARS = range(1970, 2200)  # beyond them a session would be as long as all of history


class BadReadings(Exception):
    """What cannot be read, as a sentence."""


def usage_from(document: Any) -> Usage:
    """A list of readings, each [time, Wh] or {"at": time, "wh": Wh}, or {"readings": […], "start": …, "stop": …}.

    Times are ISO 8601, in UTC where they say no offset; Wh is the register. Numbers are read as Decimal.
    Raises BadReadings.
    """
    about = document if isinstance(document, dict) else {}
    rows = about.get("readings") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not rows:
        raise BadReadings("There are no readings in the file: write a list of times (UTC) and Wh.")
    points = sorted((_point(row, place) for place, row in enumerate(rows, 1)), key=lambda point: point.at)
    start = _instant(about["start"], "start") if "start" in about else points[0].at
    stop = _instant(about["stop"], "stop") if "stop" in about else points[-1].at
    if stop < start:
        raise BadReadings("The stop is before the start.")
    last = about.get("last_energy_at")
    return Usage(
        start=start,
        stop=stop,
        readings=tuple(points),
        last_energy_at=last_energy_at(points, ()) if last is None else _instant(last, "last_energy_at"),
        charger=_text(about, "charger"),
        card=_text(about, "card"),
        groups=frozenset(filter(None, [_text(about, "group")])),
    )


def _point(row: Any, place: int) -> MeterPoint:
    where = f"Reading {place}"
    if isinstance(row, dict):
        at, energy = (_first(row, names) for names in (_TIMES, _ENERGIES))
    elif isinstance(row, list) and len(row) == 2:
        at, energy = row
    else:
        raise BadReadings(f"{where} is neither [time, Wh] nor an object with “at” and “wh”.")
    return MeterPoint(_instant(at, where), _energy_wh(energy, where))


def _first(row: dict[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if name in row), None)


def _instant(value: Any, where: str) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        at = None
    if at is None or at.year not in _YEARS:
        raise BadReadings(f"{where}: “{str(value)[:40]}” is not a time, for example 2026-10-25T00:00:00Z.")
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC)


def _energy_wh(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadReadings(f"{where}: “{str(value)[:40]}” is no number of Wh.")
    energy = Decimal(value)
    if (
        not energy.is_finite() or energy.adjusted() > 15 or abs(energy) > _MOST_WH
    ):  # its size first: an exponent has any
        raise BadReadings(f"{where}: {str(value)[:40]} Wh is no meter's figure.")
    return int(energy.to_integral_value())


def _text(about: dict[str, Any], name: str) -> str:
    value = about.get(name, "")
    if not isinstance(value, str):
        raise BadReadings(f"“{name}” is no text.")
    return value
