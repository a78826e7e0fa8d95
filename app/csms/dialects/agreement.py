"""What every version's commands share: how an answer is understood, what a limit and a meter interval ask for."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from app.core.commands import (
    Accepted,
    BadAnswer,
    BadRequest,
    NotPossible,
    NotSupported,
    Raw,
    RawAnswer,
    Refused,
    Result,
    SetLimit,
    VersionMismatch,
    WhyNot,
)
from app.csms.dialects.rows import C, Outgoing, Payload, Request
from app.csms.dialects.words import plain
from app.csms.tolerance import as_object, as_text

# The words for yes, of all commands: none of them means no anywhere.
_YES = {
    "accepted": Accepted(),
    "unlocked": Accepted(),
    "scheduled": Accepted(later=True),  # CMD-02
    "rebootrequired": Accepted(reboot=True),  # CFG-09
}
_CANNOT = frozenset(("notsupported", "notimplemented"))

# What the program shows, and no more: some chargers fall over a long list (RC-04c).
MEASURANDS = "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage"

# A schedule that begins now begins in the future by the charger's clock (SC-05).
BEGUN_AGO = timedelta(minutes=1)

# A home outlet's current; more is a slip of the keyboard.
MOST_LIMIT_A = 1000.0


def agreed(action: str, payload: Payload) -> Accepted:
    """Read an answer's status; raises Refused, NotSupported or BadAnswer."""
    status = as_text(payload.get("status"), 100)
    if not status:
        raise BadAnswer(f"{action}: no status")
    return agreed_word(action, status, why(payload.get("statusInfo")))


def agreed_word(what: str, status: str, detail: str = "") -> Accepted:
    word = plain(status)
    if word in _YES:
        return _YES[word]
    if word in _CANNOT:
        raise NotSupported(what, detail)
    raise Refused(status, detail)


def why(info: object) -> str:
    """What a 2.x statusInfo says beside the status."""
    fields = as_object(info)
    return " ".join(filter(None, (as_text(fields.get("reasonCode"), 50), as_text(fields.get("additionalInfo"), 1024))))


def limit_a(command: SetLimit) -> float:
    """The limit as it is sent: in tenths, never above what was asked (RPC-20); raises NotPossible."""
    limit = command.limit_a
    if limit is None or not math.isfinite(limit) or not 0 <= limit <= MOST_LIMIT_A:
        raise NotPossible(WhyNot.BAD_VALUE, f"{limit} A")
    return math.floor(limit * 10 + 1e-6) / 10


def profile_id(command: SetLimit) -> int:
    """The same number for the same limit, so that a new one takes the old one's place and can be lifted."""
    return command.outlet * 10 + (2 if command.transaction_id is not None else 1)


def limit_agreed(action: str, command: SetLimit, payload: Payload) -> Accepted:
    """Lifting a limit that the charger no longer knows is done already."""
    if command.limit_a is None and plain(as_text(payload.get("status"), 100)) == "unknown":
        return Accepted()
    return agreed(action, payload)


def list_agreed(payload: Payload) -> Accepted:
    """The answer to SendLocalList; raises VersionMismatch too."""
    if plain(as_text(payload.get("status"), 100)) == "versionmismatch":
        raise VersionMismatch
    return agreed("SendLocalList", payload)


def simple(action: str, word: Callable[[C], Payload]) -> Outgoing[C]:
    """A row of one request whose answer is a status alone."""

    def requests(command: C, now: datetime) -> Sequence[Request]:
        return (Request(action, word(command)),)

    def read(command: C, payload: Payload) -> Result:
        return agreed(action, payload)

    return Outgoing(requests, read)


def _word_raw(command: Raw, now: datetime) -> Sequence[Request]:
    text = command.payload_json.strip() or "{}"
    try:
        json.loads(text)
        return (Request(command.action, msgspec.Raw(text.encode())),)  # to the letter, odd values and all
    except (ValueError, RecursionError) as failure:
        raise BadRequest(f"not JSON: {failure}") from failure


def _read_raw(command: Raw, payload: Payload) -> RawAnswer:
    return RawAnswer(json.dumps(payload, ensure_ascii=False))


RAW: Outgoing[Raw] = Outgoing(_word_raw, _read_raw)
