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

_WHY_NOT = {
    WhyNot.NO_SESSION: "Nothing is charging there.",
    WhyNot.SESSION_RUNNING: "A session is already running there.",
    WhyNot.NO_SUCH_OUTLET: "The charger has no outlet {detail}.",
    WhyNot.NOT_APPROVED: "The charger is not approved yet; approve it first.",
    WhyNot.EXISTS_ALREADY: "A charger named {detail} is already known.",
    WhyNot.BAD_VALUE: "{detail}",
}


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
