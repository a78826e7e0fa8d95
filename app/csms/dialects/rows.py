"""What a dialect is made of: a row for each message a charger sends, and one for each command it can be given."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import msgspec

from app.core.commands import BadAnswer, BadRequest, Command, CommandFailed, NotSupported, Refused, Result
from app.core.reports import Answer, Report

Payload = dict[str, Any]
"""A decoded JSON object, as it crossed the wire."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the payload."""

    received_at: datetime
    notes: list[str]  # a reader appends each repair it made, in short words such as "no timestamp"


class Kind(Enum):
    """Why a payload cannot be read."""

    MISSING = "missing"  # a field without which it means nothing
    TYPE = "type"  # a field holds the wrong kind of thing
    VALUE = "value"  # the right kind of thing with an impossible value
    STRUCTURE = "structure"  # not the shape of this message at all


class Unreadable(Exception):
    """Nothing sensible can be made of the payload, however kindly it is read."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Incoming:
    """One action a charger may send.

    `read` gives at least one report and raises only Unreadable; where `transaction` is set it raises nothing.
    `reply` words the answer to the first report. It is given the request too, whose values some answers must repeat.
    """

    read: Callable[[Payload, Context], tuple[Report, ...]]
    reply: Callable[[Answer, Payload, datetime], Payload]  # (core's answer, the request, now in UTC)
    transaction: bool = False  # never refused for its content: the charger would repeat it for ever
    repeatable: bool = True  # a repeat gets the kept reply; False where the reply carries the time
    reply_needed: bool = True  # False: 2.1 SEND, which must not be answered
    while_waiting: bool = False  # answered also before the user's approval


@dataclass(frozen=True, slots=True)
class Request:
    """One call to a charger, worded."""

    action: str
    payload: Payload | msgspec.Raw  # Raw: JSON text that goes out as it is
    optional: bool = False  # whatever the charger answers, the command goes on


C = TypeVar("C", bound=Command)

Talk = Generator[Request, Payload, Result]
"""Gives requests and is sent their answers, or thrown BadAnswer, Refused or NotSupported; returns the result."""


@dataclass(frozen=True, slots=True)
class Outgoing(Generic[C]):
    """How one command is said, and how the answer is understood.

    `word` gives the requests to send one after the other (`datetime` is now in UTC); it raises BadRequest or
    NotPossible. `read` is applied to the answer of each and raises Refused, NotSupported or BadAnswer, which ends the
    command unless that request was optional. The command's result is that of its first request.
    """

    word: Callable[[C, datetime], Sequence[Request]]
    read: Callable[[C, Payload], Result]

    def talk(self, command: C, now: datetime) -> Talk:
        result: Result | None = None
        failure: CommandFailed = BadRequest("nothing to send")
        for request in self.word(command, now):
            try:
                told = self.read(command, (yield request))
            except (BadAnswer, Refused, NotSupported) as refusal:
                failure = refusal
                if not request.optional:
                    raise
            else:
                result = result or told
        if result is None:
            raise failure
        return result


@dataclass(frozen=True, slots=True)
class Conversation(Generic[C]):
    """How a command is said whose next request hangs on the answer to the one before."""

    talk: Callable[[C, datetime], Talk]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One protocol version, as two tables and the few words that differ between versions."""

    name: str  # the WebSocket subprotocol, e.g. "ocpp1.6"
    protocol: str  # the version alone, e.g. "1.6"
    incoming: Mapping[str, Incoming]
    outgoing: Mapping[type[Command], Outgoing[Any] | Conversation[Any]]
    error_codes: Mapping[Kind, str]  # the CALLERROR code for each way of being unreadable
    # Every action of the version in either direction: others are NotImplemented, these at worst NotSupported.
    known_actions: frozenset[str]
    longest_card: int = 36  # how many characters of a card's number it can name
    answers_tell_cost: bool = True  # there is room in them for a price and for what a session costs
