"""What real chargers sent, word for word where it is known, and what it is read as."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Context

ODDITIES = sorted((Path(__file__).parent / "oddities").glob("*.json"))


def told(value: Any, expected: Any) -> Any:
    """`value` in the shape of `expected`, so that only what a fixture speaks of is compared."""
    if isinstance(expected, dict):
        if value is None:
            return None
        names = [name for name in expected if name != "report"]
        shown = {name: told(getattr(value, name), expected[name]) for name in names}
        return {"report": type(value).__name__, **shown} if "report" in expected else shown
    if isinstance(expected, list):
        if value is None or len(value) != len(expected):
            return value
        return [told(each, wanted) for each, wanted in zip(value, expected, strict=True)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return round(value, 2) if isinstance(value, float) else value


@pytest.mark.parametrize("path", ODDITIES, ids=lambda path: path.stem)
def test_an_oddity_is_read_as_what_was_meant(path: Path) -> None:
    oddity = json.loads(path.read_text("utf-8"))
    context = Context(datetime.fromisoformat(oddity["received_at"]), [])
    reports = DIALECTS[f"ocpp{oddity['protocol']}"].incoming[oddity["action"]].read(oddity["payload"], context)
    assert told(reports, oddity["expect"]) == oddity["expect"]
    if "notes" in oddity:
        assert context.notes == oddity["notes"]


def test_the_collection_is_found() -> None:
    assert len(ODDITIES) > 40
