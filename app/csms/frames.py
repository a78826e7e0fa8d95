"""CALL, CALLRESULT, CALLERROR, CALLRESULTERROR and SEND: text ⇄ frozen objects, no I/O (OCPP-J, section 4)."""

from __future__ import annotations

from enum import Enum

import msgspec

from app.csms import repair
from app.csms.dialects.rows import Payload

MessageId = str | int | float
"""A message's id as the charger wrote it, JSON type included: it is echoed so."""

CALL, CALLRESULT, CALLERROR, CALLRESULTERROR, SEND = 2, 3, 4, 5, 6
_ANSWERS = frozenset({CALLRESULT, CALLERROR, CALLRESULTERROR})

# OCPP-J: the longest description a CALLERROR may carry.
MOST_DESCRIPTION = 255
# The id that stands for one that could not be read (2.x, FR "-1").
UNREADABLE_ID = "-1"

# Money is a Decimal up to here, and goes out digit by digit as a number.
_encode = msgspec.json.Encoder(decimal_format="number").encode


class Call(msgspec.Struct, frozen=True, gc=False):
    id: MessageId
    action: str
    payload: Payload


class Send(msgspec.Struct, frozen=True, gc=False):
    """2.1: a message that must not be answered."""

    id: MessageId
    action: str
    payload: Payload


class CallResult(msgspec.Struct, frozen=True, gc=False):
    id: MessageId
    payload: Payload


class CallError(msgspec.Struct, frozen=True, gc=False):
    id: MessageId
    code: str
    description: str
    details: Payload


class CallResultError(msgspec.Struct, frozen=True, gc=False):
    """2.1: the charger could not read our answer."""

    id: MessageId
    code: str
    description: str
    details: Payload


Frame = Call | Send | CallResult | CallError | CallResultError


class Fault(Enum):
    """Why a frame cannot be read."""

    NOT_JSON = "not_json"
    NOT_A_FRAME = "not_a_frame"  # JSON, but not an array that begins with a message type
    UNKNOWN_TYPE = "unknown_type"
    INCOMPLETE = "incomplete"  # a message type, but not what must follow it


class BadFrame(Exception):
    """A frame that cannot be read, with as much as could be."""

    def __init__(self, fault: Fault, detail: str, message_id: MessageId | None = None, *, answer: bool = False) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.id = message_id
        self.answer = answer  # it was meant as an answer to us, and no answer is answered with an error


def read(raw: bytes | str, repairs: list[str]) -> Frame:
    """The frame in `raw`; each repair that it needed is added to `repairs`.

    From three to five elements are accepted, and null or [] for an empty payload. Raises BadFrame and nothing else.
    """
    try:
        parts = repair.load(raw, repairs)
    except repair.Hopeless as hopeless:
        raise _guess(raw, str(hopeless)) from None
    if type(parts) is not list or not parts:
        raise BadFrame(Fault.NOT_A_FRAME, "not an array")
    kind = parts[0]
    if type(kind) is not int:
        kind = _number_of(kind)
        repairs.append("message type not a number")
    message_id = parts[1] if len(parts) > 1 else None
    if not isinstance(message_id, (str, int, float)) or isinstance(message_id, bool):
        detail = "no message id" if message_id is None else "the message id is neither text nor number"
        raise BadFrame(Fault.INCOMPLETE, detail, answer=kind in _ANSWERS)
    if kind in (CALL, SEND):
        if len(parts) < 3 or type(parts[2]) is not str:
            raise BadFrame(Fault.INCOMPLETE, "no action", message_id)
        payload = parts[3] if len(parts) > 3 else None
        if type(payload) is not dict:
            payload = _empty(payload, message_id, repairs, answer=False)
        if len(parts) > 4:
            repairs.append("more than four elements")
        return Call(message_id, parts[2], payload) if kind == CALL else Send(message_id, parts[2], payload)
    if kind == CALLRESULT:
        payload = parts[2] if len(parts) > 2 else None
        if type(payload) is not dict:
            payload = _empty(payload, message_id, repairs, answer=True)
        return CallResult(message_id, payload)
    if kind in (CALLERROR, CALLRESULTERROR):
        code, description, details = (*parts[2:5], None, None, None)[:3]
        shape = CallError if kind == CALLERROR else CallResultError
        return shape(
            message_id,
            code if type(code) is str and code else "GenericError",
            description if type(description) is str else "",
            details if type(details) is dict else {},
        )
    raise BadFrame(Fault.UNKNOWN_TYPE, f"message type {kind}", message_id)


def _empty(payload: object, message_id: MessageId, repairs: list[str], *, answer: bool) -> Payload:
    """RPC-06: null, nothing and [] are the empty payload."""
    if payload is None or payload == []:
        repairs.append("no payload")
        return {}
    raise BadFrame(Fault.INCOMPLETE, "the payload is not an object", message_id, answer=answer)


def _number_of(kind: object) -> int:
    """A message type written as text or with a fraction; raises BadFrame."""
    if isinstance(kind, float) and kind.is_integer():
        return int(kind)
    if isinstance(kind, str) and kind.strip() in {"2", "3", "4", "5", "6"}:
        return int(kind)
    raise BadFrame(Fault.NOT_A_FRAME, "no message type")


def _guess(raw: bytes | str, detail: str) -> BadFrame:
    """What the beginning of a hopeless frame still tells: its type and id."""
    head = raw[:400]
    text = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    try:
        parts = repair.load(text.split("{", 1)[0], [])
    except repair.Hopeless:
        return BadFrame(Fault.NOT_JSON, detail)
    kind = parts[0] if isinstance(parts, list) and parts else None
    message_id = parts[1] if isinstance(parts, list) and len(parts) > 1 else None
    if not isinstance(message_id, str | int | float) or isinstance(message_id, bool):
        message_id = None
    return BadFrame(Fault.NOT_JSON, detail, message_id, answer=kind in _ANSWERS)


def call(message_id: str, action: str, payload: Payload | msgspec.Raw) -> bytes:
    """Raises ValueError where the payload holds what JSON cannot."""
    return _encode((CALL, message_id, action, payload))


def result(message_id: MessageId, payload: Payload) -> bytes:
    """Raises ValueError where the payload holds what JSON cannot."""
    return _encode((CALLRESULT, message_id, payload))


def error(message_id: MessageId, code: str, description: str) -> bytes:
    return _encode((CALLERROR, message_id, code, description[:MOST_DESCRIPTION], {}))


def result_error(message_id: MessageId, code: str, description: str) -> bytes:
    return _encode((CALLRESULTERROR, message_id, code, description[:MOST_DESCRIPTION], {}))
