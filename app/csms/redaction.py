"""Blanks passwords, keys and PINs in what goes into the raw log."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from app.csms import repair

BLANK = "***"

# Cheap signs that a text may hold a secret; most frames hold none of them and cost no more than this look.
_SIGNS = (
    "password",
    "passwd",
    "authorizationkey",
    "wifi",
    "wlan",
    "secret",
    "psk",
    "puk",
    "keycode",
    "privatekey",
    "@",
)
_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase)|authorizationkey|(?:wifi|wlan).*(?:key|pass|psk)|secret|psk$|puk|privatekey"
    r"|^(?:sim|apn)?pin$",
    re.IGNORECASE,
)
# Fields that hold a value whose name stands beside it (ChangeConfiguration, SetVariables, NotifyReport …).
_VALUES = frozenset({"value", "attributeValue", "data"})
_LOGIN_IN_ADDRESS = re.compile(r"(\w+://)[^/\s@\"]+@")
_ANY_VALUE = re.compile(r'("(?:value|attributeValue|data|\w*password)"\s*:\s*)"(?:[^"\\]|\\.)*"?', re.IGNORECASE)

# What 2.x calls a PIN typed at the charger, and where it stands in a frame that cannot be read as it is.
_PIN = "keycode"
_ANY_TOKEN = re.compile(r'("(?:idToken|idTag)"\s*:\s*)"(?:[^"\\]|\\.)*"?', re.IGNORECASE)

# The most frequent messages have no place for a secret, or only for a PIN typed at the charger.
_PLAIN = frozenset(
    {
        "Heartbeat",
        "MeterValues",
        "StatusNotification",
        "StartTransaction",
        "StopTransaction",
        "BootNotification",
    }
)
_WITH_CARD = frozenset({"TransactionEvent", "Authorize"})


def call_redacted(action: str, text: str) -> str:
    """`redacted` for a charger's call, cheaper where its action says that there is nothing to find."""
    if action in _PLAIN or (action in _WITH_CARD and _PIN not in text.lower()):
        return text
    return redacted(text)


def redacted(text: str) -> str:
    """The frame with every secret blanked; the same text where it holds none."""
    small = text.lower()
    for sign in _SIGNS:
        if sign in small:
            break
    else:
        return text
    text = _LOGIN_IN_ADDRESS.sub(rf"\1{BLANK}@", text)
    repairs: list[str] = []
    try:
        frame = repair.load(text, repairs)
    except repair.Hopeless:
        repairs.append("hopeless")
    if repairs:  # the log shows what was sent, not what was made of it
        text = _ANY_TOKEN.sub(rf'\1"{BLANK}"', text) if _PIN in small else text
        return _ANY_VALUE.sub(rf'\1"{BLANK}"', text)
    blanked = _blank(frame, secret=False, depth=0)
    return text if blanked == frame else msgspec.json.encode(blanked).decode()


def _blank(thing: Any, *, secret: bool, depth: int) -> Any:
    """A copy with blanks; `secret`: a name beside or around this said that its values are secret."""
    if depth > repair.MOST_DEPTH:
        return BLANK
    if isinstance(thing, list):
        return [_blank(item, secret=secret, depth=depth + 1) for item in thing]
    if not isinstance(thing, dict):
        return thing
    secret = secret or _names_a_secret(thing)
    pin = str(thing.get("type")).strip().lower() == _PIN
    return {
        name: BLANK
        if isinstance(value, (str, int, float))
        and (_SECRET_NAME.search(name) or (secret and name in _VALUES) or (pin and name == "idToken"))
        else _blank(value, secret=secret, depth=depth + 1)
        for name, value in thing.items()
    }


def _names_a_secret(thing: dict[str, Any]) -> bool:
    variable = thing.get("variable")
    names = (thing.get("key"), thing.get("messageId"), variable.get("name") if isinstance(variable, dict) else None)
    return any(isinstance(name, str) and _SECRET_NAME.search(name) for name in names)
