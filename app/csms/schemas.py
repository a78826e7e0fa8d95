"""The protocol's JSON schemas: strict for what we send, advice for what we receive.

They are read as data out of the folders of the `ocpp` package, whose code is not used here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
import msgspec

from app.core import card_numbers

_FOLDERS = {"1.6": "v16", "2.0.1": "v201", "2.1": "v21"}
# A violation is shown to people: longer ones repeat a whole message.
_MOST_TEXT = 300


class Part(Enum):
    REQUEST = "request"
    RESPONSE = "response"

    # Members are single objects: hashing them by identity is right, and spares a call on every look-up.
    __hash__ = object.__hash__


def fault(protocol: str, action: str, part: Part, payload: dict[str, Any]) -> str | None:
    """The first violation in words; None where there is none, or no such schema."""
    validator = _validator(protocol, action, part)
    if validator is None or validator.is_valid(payload):
        return None
    for violation in validator.iter_errors(payload):
        where = "/".join(str(step) for step in violation.instance_path)
        text = _without_cards(violation)
        text = f"{where}: {text}" if where else text
        return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"
    return None


def _without_cards(violation: jsonschema_rs.ValidationError) -> str:
    """A violation is logged and shown, and may quote what it is about: no card's number is to be read there."""
    message = card_numbers.masked_text(violation.message)
    if any(card_numbers.is_field(str(step)) for step in violation.instance_path):
        for told in _leaves(violation.instance):
            message = message.replace(told, card_numbers.masked(told))
    return message


def _leaves(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        for each in thing:
            yield from _leaves(each)
    elif isinstance(thing, str | int) and not isinstance(thing, bool) and str(thing).strip():
        yield str(thing)


def preload(protocol: str, actions: frozenset[str]) -> None:
    """Compile these actions' schemas, which reads files: for a thread, before the first charger is let in."""
    for action in actions:
        for part in Part:
            _validator(protocol, action, part)


@cache
def _names(protocol: str) -> frozenset[str]:
    return frozenset(each.name for each in (files("ocpp") / _FOLDERS[protocol] / "schemas").iterdir())


# An action may be somebody's invention, of which there is no end: so many more than the specifications have are kept.
@lru_cache(maxsize=1024)
def _validator(protocol: str, action: str, part: Part) -> jsonschema_rs.Validator | None:
    file = f"{action}Response.json" if part is Part.RESPONSE else f"{action}Request.json"
    names = _names(protocol)
    if file not in names and part is Part.REQUEST:
        file = f"{action}.json"  # 1.6, and messages without a response
    return _compiled(protocol, file) if file in names else None


@cache
def _compiled(protocol: str, file: str) -> jsonschema_rs.Validator:
    text = (files("ocpp") / _FOLDERS[protocol] / "schemas" / file).read_bytes()
    # Formats are left alone: a time without a zone is a fault of the charger's, not of the message.
    return jsonschema_rs.validator_for(msgspec.json.decode(text), validate_formats=False)
