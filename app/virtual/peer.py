"""The `ocpp` package's ChargePoint as one end of a line, with its known faults mended.

What is kept of it: framing, routing of calls and replies, one call at a time, its payload classes, and above all
its JSON schemas, which judge every message of the central system independently of our own code.
What is mended: commands are answered beside the reading loop (a handler may itself call), names
of commands stay as the specification prints them (its conversion loses 43 names of 2.1),
unknown actions are answered in every version, and broken frames are reported instead of dropped.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, is_dataclass
from types import ModuleType
from typing import Any, Protocol

from ocpp import v16, v21, v201
from ocpp.exceptions import OCPPError
from ocpp.messages import Call, CallError, CallResult, unpack, validate_payload

from app.virtual.faults import Answering, Faults
from app.virtual.settings import Version

Json = dict[str, Any]


def raw_call(unique_id: str, action: str, payload: Any) -> str:
    """The frame of a call, with any payload."""
    return json.dumps([2, unique_id, action, payload], separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a raw call: a payload, or an error where `error_code` is not empty."""

    payload: Json
    error_code: str = ""
    error_text: str = ""


class Reply:
    """What a command is answered, and what happens once the answer has left."""

    __slots__ = ("payload", "then")

    def __init__(self, payload: Json, then: Callable[[], Awaitable[None]] | None = None) -> None:
        self.payload = payload
        self.then = then


class Pipe(Protocol):
    """What a peer needs of a socket."""

    async def recv(self) -> str | bytes: ...

    async def send(self, message: str) -> None: ...


class Owner(Protocol):
    """What a peer needs of the charger it speaks for."""

    faults: Faults

    def spawn(self, work: Awaitable[None]) -> object:
        """Runs `work` beside the caller."""

    def note(self, problem: str) -> None:
        """Takes a sentence on what the central system did wrong."""

    def answer(self, action: str, payload: Json) -> Reply | None:
        """Obeys a command; None when the charger does not know it."""


class Refused(Exception):
    """The central system answered a call with an error."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}" if description else code)
        self.code = code
        self.description = description


class Refusal(Exception):
    """A command is answered with this error; raised by commands too."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class WrongMessage(Exception):
    """A message does not keep the schema."""


class Unanswered(Exception):
    """No answer came in time."""


# Where "Rejected" is not among the words of an action's answer.
_REFUSALS: dict[str, Json] = {
    "UnlockConnector": {"status": "UnlockFailed"},
    "ClearChargingProfile": {"status": "Unknown"},
    "SendLocalList": {"status": "Failed"},
    "GetChargingProfiles": {"status": "NoProfiles"},
}


class _Mended:
    """The mended half; the package's ChargePoint of a version is the other."""

    _ocpp_version: str
    _call: ModuleType
    _call_lock: asyncio.Lock
    _response_queue: "asyncio.Queue[CallResult | CallError]"
    _response_timeout: float
    _connection: Pipe
    _get_specific_response: Callable[[str, float], Awaitable[Any]]
    call: Callable[..., Awaitable[Any]]
    start: Callable[[], Awaitable[None]]

    owner: Owner
    awaited: str | None = None  # the id of the call that waits for its reply
    last_call: str | None = None  # the frame of the newest call, for repeating it
    # The package raises the same classes for an error from the wire and for one that its own
    # validation found; an error kept here came from the wire.
    error_answer: CallError | None = None

    async def ask(self, payload: Any, unique_id: str) -> Any:
        """Sends one of the package's payloads and returns its answer as the package's object.

        Raises Refused, WrongMessage, Unanswered.
        """
        try:
            return await self.call(payload, suppress=False, unique_id=unique_id)
        except TimeoutError as late:
            raise Unanswered(f"{type(payload).__name__} was not answered") from late
        except OCPPError as error:
            answer = self.error_answer
            if answer is None or answer.unique_id != unique_id:
                raise WrongMessage(f"{type(payload).__name__}: {_cause(error)}") from error
            raise Refused(answer.error_code, answer.error_description) from error

    async def ask_raw(self, frame: str, unique_id: str) -> Answer:
        """Sends a call exactly as written and returns its answer unjudged. Raises Unanswered."""
        async with self._call_lock:
            await self._send(frame)
            try:
                got = await self._get_specific_response(unique_id, self._response_timeout)
            except TimeoutError as late:
                raise Unanswered(f"{frame[:60]} was not answered") from late
        if isinstance(got, CallError):
            return Answer(got.error_details or {}, got.error_code, got.error_description)
        return Answer(got.payload)

    async def judge(self, action: str, answer: Answer) -> None:
        """Raises WrongMessage when a raw answer does not keep the schema."""
        try:
            await validate_payload(CallResult("", answer.payload, action), self._ocpp_version)
        except OCPPError as error:
            raise WrongMessage(f"{action}: {_cause(error)}") from error

    async def _send(self, message: str) -> None:
        if message.startswith("[2"):
            self.last_call = message
            self.awaited = unpack(message).unique_id
        await self._connection.send(message)

    async def route_message(self, raw: str | bytes) -> None:
        """Takes one frame from the reading loop; never waits for what it sets off."""
        try:
            message = unpack(raw)
        except (OCPPError, TypeError, KeyError, RecursionError) as error:
            self.owner.note(f"a frame that is no OCPP: {str(raw)[:80]} ({error})")
            return
        if isinstance(message, Call):
            self.owner.spawn(self._obey(message))
        elif self.owner.faults.lose_replies > 0:
            self.owner.faults.lose_replies -= 1
        elif message.unique_id == self.awaited:
            self.awaited = None
            self.error_answer = message if isinstance(message, CallError) else None
            self._response_queue.put_nowait(message)

    async def _obey(self, command: Call) -> None:
        faults = self.owner.faults
        await asyncio.sleep(faults.answer_delay_s)
        if faults.answering is Answering.SILENT:
            return
        try:
            reply = await self._decide(command, faults.answering is Answering.REFUSE)
        except Refusal as refusal:
            await self._send_error(command, refusal.code, refusal.text)
            return
        except Exception as error:  # the outermost of one command: it is answered all the same
            self.owner.note(f"{command.action} could not be obeyed: {error!r}")
            await self._send_error(command, "InternalError", type(error).__name__)
            return
        await self._send(command.create_call_result(reply.payload).to_json())
        if reply.then is not None:
            await reply.then()

    async def _send_error(self, command: Call, code: str, text: str) -> None:
        await self._send(CallError(command.unique_id, code, text, {}).to_json())

    async def _decide(self, command: Call, refuse: bool) -> Reply:
        if not self._knows(command.action):
            raise Refusal("NotImplemented", f"{command.action} is not known here")
        try:
            await validate_payload(command, self._ocpp_version)
        except OCPPError as error:
            self.owner.note(f"{command.action} does not keep its schema: {_cause(error)}")
            raise Refusal(_FORMATION[self._ocpp_version], _cause(error)[:250]) from error
        if refuse:
            reply: Reply | None = Reply(_REFUSALS.get(command.action, {"status": "Rejected"}))
        else:
            reply = self.owner.answer(command.action, command.payload)
        if reply is None:
            raise Refusal("NotSupported", f"{command.action} is not supported here")
        try:
            await validate_payload(command.create_call_result(reply.payload), self._ocpp_version)
        except OCPPError as error:
            if refuse:
                raise Refusal("InternalError", "refused on request") from error
            raise
        return reply

    def _knows(self, action: object) -> bool:
        # The package's payload classes; asking for the schema itself here would fill its cache
        # with one that has floats where 1.6's limits need decimals.
        return is_dataclass(getattr(self._call, str(action), None))


_FORMATION = {
    "1.6": "FormationViolation",
    "2.0.1": "FormatViolation",
    "2.1": "FormatViolation",
}


def _cause(error: OCPPError) -> str:
    return str(error.details.get("cause", error)).splitlines()[0]


class _Peer16(_Mended, v16.ChargePoint):  # type: ignore[misc]
    pass


class _Peer201(_Mended, v201.ChargePoint):  # type: ignore[misc]
    pass


class _Peer21(_Mended, v21.ChargePoint):  # type: ignore[misc]
    pass


_PEERS: dict[Version, type[_Mended]] = {
    Version.V16: _Peer16,
    Version.V201: _Peer201,
    Version.V21: _Peer21,
}


Peer = _Mended


def make_peer(version: Version, identity: str, pipe: Pipe, reply_timeout_s: float, owner: Owner) -> Peer:
    """A peer that speaks `version` over `pipe` for `owner`."""
    kind: Any = _PEERS[version]
    peer: Peer = kind(identity, pipe, response_timeout=reply_timeout_s)
    peer.owner = owner
    return peer
