"""Every failure as one English sentence for standard error."""

from __future__ import annotations

from app.core.commands import (
    BadAnswer,
    BadRequest,
    CommandFailed,
    NoAnswer,
    NotPossible,
    NotSupported,
    Offline,
    Refused,
    UnknownCharger,
    WhyNot,
)
from app.core.model import Trouble, TroubleKind

_WHY_NOT = {
    WhyNot.NO_SESSION: "Nothing is charging there.",
    WhyNot.SESSION_RUNNING: "A session is already running there.",
    WhyNot.NO_SUCH_OUTLET: "The charger has no outlet {detail}.",
    WhyNot.WHICH_OUTLET: "Several outlets could be meant; say which one.",
    WhyNot.NOT_APPROVED: "The charger is not approved yet; approve it first.",
    WhyNot.EXISTS_ALREADY: "A charger named {detail} is already known.",
    WhyNot.BAD_VALUE: "{detail}",
}


_TROUBLES = {
    TroubleKind.DISK_FULL: "The disk is full. Chargers keep their figures and send them again; free some space.",
    TroubleKind.DATA_NOT_WRITABLE: "The data folder cannot be written. Chargers keep their figures meanwhile.",
    TroubleKind.DATA_BROKEN: "The data file is damaged. Copy the data folder to a safe place before anything else.",
    TroubleKind.DATA_LOCKED: "Another program keeps the data file locked. Chargers keep their figures meanwhile.",
}


def trouble_sentence(trouble: Trouble) -> str:
    """What is wrong with this computer's part. Those of the port carry their sentence with them."""
    return _TROUBLES.get(trouble.kind, trouble.detail)


def agreed_sentence(verb: str, answer: dict[str, object]) -> str:
    """What there is to say of a charger that agreed; nothing where it simply does what it was asked."""
    if answer.get("later"):
        return "The charger will do so when the running session ends."
    if answer.get("reboot"):
        return "The charger has taken it, and heeds it after a restart."
    return "The charger has taken it." if verb == "set" else ""


def sentence(failure: CommandFailed) -> str:
    match failure:
        case UnknownCharger(charger_id):
            return f"No charger named {charger_id} is known."
        case NotPossible(why, detail):
            return _WHY_NOT[why].format(detail=detail)
        case Offline(charger_id):
            return f"{charger_id} is not connected."
        case NoAnswer(charger_id, seconds):
            return f"{charger_id} did not answer within {seconds:.0f} seconds."
        case Refused(status, detail):
            return f"The charger refused: {_joined(status, detail)}."
        case NotSupported(what, detail):
            return f"The charger cannot do this: {_joined(what, detail)}."
        case BadAnswer(detail):
            return f"The charger's answer cannot be read: {detail}."
        case BadRequest(detail):
            return f"This request breaks the protocol and was not sent: {detail}."
    return "The command failed."


def _joined(word: str, detail: str) -> str:
    return f"{word} ({detail})" if word and detail else word or detail or "it gave no reason"
