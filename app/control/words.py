"""How the words after `do CHARGER VERB` are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line reads these words before it knows whether it needs the rest
    from app.control.verbs import Json

# What `do` can do, and what each further word is.
DO: dict[str, tuple[str, ...]] = {
    "start": ("outlet", "card"),
    "stop": ("outlet",),
    "pause": ("outlet",),
    "resume": ("outlet",),
    "unlock": ("outlet",),
    "reset": ("hard",),
    "limit": ("amps", "outlet"),
    "available": ("outlet",),
    "unavailable": ("outlet",),
    "trigger": ("topic", "outlet"),
    "settings": (),
    "set": ("name", "value"),
    "list": (),
    "away": ("who",),
    "display": ("on",),
}
# The verbs that take any number of words, and what these are.
_MANY = {"settings": "names"}
# What must not be left out, and how to ask for it.
_NEEDED = {
    "limit": (("amps",), "“limit” wants a number of amperes, or “off”."),
    "set": (("name", "value"), "“set” wants the name of a setting and its new value."),
    "trigger": (
        ("topic",),
        "“trigger” wants to know what: boot, heartbeat, status, meter, transaction, firmware or log.",
    ),
}
# The protocol's own words for what a charger can be asked to tell again, for those who know them.
_TOPICS = {
    "bootnotification": "boot",
    "heartbeat": "heartbeat",
    "statusnotification": "status",
    "metervalues": "meter",
    "transactionevent": "transaction",
    "firmwarestatusnotification": "firmware",
    "logstatusnotification": "log",
    "diagnosticsstatusnotification": "log",
}
_WHO = ("everyone", "known", "nobody")
_WANTED = {
    "on": "“on”",
    "who": "“everyone”, “known” or “nobody”",
    "outlet": "the number of an outlet",
    "amps": "a number of amperes, or “off”",
    "hard": "“hard” or “soft”",
}
_HARD = {"hard": True, "immediate": True, "soft": False, "onidle": False}


def read(verb: str, words: Sequence[str]) -> dict[str, Json]:
    """The words as what the verb is given. Raises ValueError with a sentence that says what is right."""
    if verb in _MANY:
        return {_MANY[verb]: list(words)}
    names = DO[verb]
    if len(words) > len(names):
        raise ValueError(f"“{verb}” takes at most {' and '.join(names)}.")
    given = {name: _value(name, word) for name, word in zip(names, words, strict=False)}
    needed, otherwise = _NEEDED.get(verb, ((), ""))
    if any(name not in given for name in needed):
        raise ValueError(otherwise)
    return given


def _value(name: str, word: str) -> Json:
    try:
        match name:
            case "outlet":
                return int(word)
            case "amps":
                return None if word in ("off", "none") else float(word)
            case "topic":
                return _TOPICS.get(word.lower(), word.lower())
            case "hard":
                return _HARD[word.lower()]
            case "on":
                return ("on",).index(word.lower()) == 0
            case "who":
                return _WHO[_WHO.index(word.lower())]
    except (ValueError, KeyError):
        raise ValueError(f"“{word}” is not {_WANTED[name]}.") from None
    return word
