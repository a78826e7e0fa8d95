"""One charger's line: its messages go to the desk and answers back, our calls go out and their answers come in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec
from websockets.frames import CloseCode

from app.core.commands import UNHURRIED, BadAnswer, BadRequest, Command, NotSupported, Refused, Result
from app.core.contact import Direction, Outcome, RawMessage
from app.core.model import Standing
from app.core.reports import Answer, BootAnswer, Booted, Heard, NotApproved, Noted, Report
from app.csms import frames, redaction, schemas
from app.csms.calls import Calls
from app.csms.dialects.rows import Context, Request, Unreadable
from app.csms.frames import BadFrame, Call, CallError, CallResult, MessageId, Send
from app.csms.framing import FRAMING
from app.csms.inbox import Inbox
from app.csms.replies import Replies, Reply
from app.csms.routing import ROUTERS, Route
from app.csms.schemas import Part
from app.csms.shared import Shared
from app.csms.wire import Wire

log = logging.getLogger(__name__)

# After so many unreadable frames in a row the line is closed.
MOST_UNREADABLE = 50
# The raw log keeps the beginning of longer frames, in characters.
MOST_LOGGED = 65_536


class Connection:
    """Implements interfaces.Link. Lives on the engine's loop; nothing here waits for the desk or the disk."""

    __slots__ = (
        "_calls",
        "_closed",
        "_complained",
        "_desk",
        "_dialect",
        "_framing",
        "_identity",
        "_inbox",
        "_introduced",
        "_is_waiting",
        "_now",
        "_patience_s",
        "_replies",
        "_router",
        "_shared",
        "_told_at",
        "_unreadable",
        "_wire",
    )

    def __init__(self, wire: Wire, shared: Shared) -> None:
        self._wire = wire
        self._shared = shared
        self._desk = shared.desk
        self._now = shared.now
        self._dialect = wire.guest.dialect
        self._router = ROUTERS[self._dialect.protocol]
        self._framing = FRAMING[self._dialect.protocol]
        self._identity = wire.guest.identity or f"at-{wire.address}"
        self._introduced = False  # the desk knows of this line
        self._closed = False  # nothing is said or heard any more
        self._is_waiting: bool | None = None  # for the user's approval; None: not known yet
        self._unreadable = 0  # frames in a row
        self._complained = ""  # the id of the last answer the charger was told is unreadable
        self._patience_s = shared.timing.silence_s
        self._told_at = 0.0  # when the desk was last told that the charger lives, in the loop's time
        self._inbox = Inbox(wire.transport, self.take, self._must_wait)
        self._replies = Replies(self._leave, self._inbox.wake)
        self._calls = Calls(lambda: self._identity, self._put_call, self._fell_mute, shared.new_id, shared.timing)

    # interfaces.Link.

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def address(self) -> str:
        return self._wire.address

    @property
    def protocol(self) -> str:
        return self._dialect.protocol

    @property
    def anonymous(self) -> bool:
        return self._wire.guest.anonymous

    @property
    def longest_card(self) -> int:
        return self._dialect.longest_card

    @property
    def answers_tell_cost(self) -> bool:
        return self._dialect.answers_tell_cost

    def supports(self, command: type[Command]) -> bool:
        return command in self._dialect.outgoing

    async def send(self, command: Command) -> Result:
        row = self._dialect.outgoing.get(type(command))
        if row is None:
            raise NotSupported(type(command).__name__)
        talk = row.talk(command, self._now())
        message_id: MessageId | None = None  # of an answer that could be read so far
        try:
            request = next(talk)
            while True:
                self._check(request)
                try:
                    unhurried = type(command) in UNHURRIED
                    message_id, payload = await self._calls.ask(request.action, request.payload, unhurried=unhurried)
                except (BadAnswer, Refused, NotSupported) as failure:
                    message_id = None
                    request = talk.throw(failure)
                else:
                    request = talk.send(payload)
        except StopIteration as end:
            result: Result = end.value
            return result
        except BadAnswer as bad:
            if message_id is not None:
                self._complain(message_id, bad.detail)
            raise

    def close(self, reason: str) -> None:
        if not self._closed:
            self._closed = True
            self._lost()
            self._wire.begin_close(CloseCode.NORMAL_CLOSURE, reason)

    # The server's side.

    async def run(self) -> None:
        """Take messages until the line ends. Returns, whatever the charger sends."""
        self._wire.on_lost = self._lost
        self._wire.open_up(self._inbox)
        try:
            await self._wire.wait_closed()
            await self._inbox.emptied()
        finally:
            self._end()

    def _must_wait(self) -> bool:
        """Too much is on its way to this charger: it is not listened to for now."""
        return self._replies.full or self._wire.paused

    def take(self, raw: bytes) -> None:
        """Handle one frame, to its answer's place in the queue. Raises nothing."""
        if self._closed:
            return
        at = self._now()
        notes: list[str] = []
        try:
            frame = frames.read(raw, notes)
        except BadFrame as bad:
            self._take_unreadable(raw, at, bad)
            return
        self._unreadable = 0
        try:
            if isinstance(frame, (Call, Send)):
                self._take_call(frame, raw, at, notes)
            else:
                self._take_answer(frame, raw, at, notes)
        except Exception:  # a fault of ours must cost this one message and nothing more
            log.exception("a message of charger %s could not be handled", self._identity)
            self._log(at, Direction.IN, redaction.redacted(_text(raw)), "could not be handled")
            if isinstance(frame, Call):
                self._replies.add(Reply(frames.error(frame.id, "InternalError", "")))

    def tick(self, now: float, ping: bool) -> None:
        """Look after the line: tell the desk that the charger lives, ping it, give it up. `now` is the loop's time."""
        heard_at = self._wire.heard_at
        if heard_at > self._told_at and self._introduced and not self._closed:
            self._told_at = heard_at
            self._desk.heard(self)
        if now - heard_at > self._patience_s:
            self._log(self._now(), Direction.IN, "", f"nothing heard for {now - heard_at:.0f} s: the line was dropped")
            self._closed = True
            self._wire.transport.abort()
        elif ping:
            self._wire.write_ping()

    def hang_up(self, code: CloseCode, reason: str) -> None:
        """Close the line, at the end of the program."""
        self._closed = True
        self._lost()
        self._wire.begin_close(code, reason)

    async def finish(self) -> None:
        """Take no more messages; return when every answer that waits for the disk has left."""
        self._closed = True
        await self._replies.left()

    # Messages and their answers.

    def _take_call(self, call: Call | Send, raw: bytes, at: datetime, notes: list[str]) -> None:
        answered = isinstance(call, Call)
        kept = self._replies.kept(call.id, raw)
        if kept is not None:
            self._log(at, Direction.IN, redaction.call_redacted(call.action, _text(raw)), "repeated")
            self._replies.add(Reply(kept.text, kept.written, kept.if_lost))
            return
        route = self._router.find(call.action, call.payload, notes)
        if route is None:
            self._take_unknown(call, raw, at, notes)
            return
        try:
            reports = route.row.read(call.payload, Context(at, notes))
        except Unreadable as refusal:
            notes.append(f"unreadable: {refusal.detail}")
            if not route.row.transaction:
                self._refuse(call, raw, at, notes, self._dialect.error_codes[refusal.kind], refusal.detail)
                return
            reports = (Noted(route.action, refusal.detail),)
        violation = schemas.fault(route.protocol, route.action, Part.REQUEST, call.payload)
        if violation is not None:
            notes.append(f"schema: {violation}")
        introduction = isinstance(reports[0], Booted)
        if not self._introduced:
            self._introduce(reports[0])
        if introduction:
            self._calls.hold()
        self._log(at, Direction.IN, redaction.call_redacted(route.action, _text(raw)), "; ".join(notes))
        receipt = self._desk.receive(self, reports)
        answer = receipt.answer
        self._learn(answer)
        if not answered:
            return
        text, sound = self._word(call, route, answer)
        reply = Reply(text, receipt.written, introduction=introduction)
        if receipt.fuller is not None:
            reply.last_word = partial(self._last_word, call, route, text, answer, receipt.fuller)
        if receipt.written is not None:
            reply.if_lost = frames.error(call.id, "InternalError", "not stored, please repeat")
        if sound and route.row.repeatable:
            self._replies.keep(call.id, raw, reply)
        self._replies.add(reply)

    def _word(self, call: Call | Send, route: Route, answer: Answer) -> tuple[bytes, bool]:
        """The answer as a frame, and whether it is one to keep for repeats: a refusal is decided anew each time."""
        if isinstance(answer, NotApproved):
            return frames.error(call.id, "SecurityError", "this charger waits for approval"), False
        payload = route.row.reply(answer, call.payload, self._now())
        violation = schemas.fault(route.protocol, route.action, Part.RESPONSE, payload)
        if violation is not None:
            log.error("our answer to %s breaks the schema: %s", route.action, violation)
            return frames.error(call.id, "InternalError", ""), False
        return frames.result(call.id, payload), True

    def _last_word(
        self, call: Call | Send, route: Route, text: bytes, answer: Answer, fuller: Callable[[], Answer]
    ) -> bytes:
        """The answer as it is known when it leaves."""
        known = fuller()
        if known == answer:
            return text
        newer, sound = self._word(call, route, known)
        return newer if sound else text

    def _take_unknown(self, call: Call | Send, raw: bytes, at: datetime, notes: list[str]) -> None:
        known = self._router.knows(call.action)
        notes.append("not served" if known else "unknown action")
        self._refuse(call, raw, at, notes, "NotSupported" if known else "NotImplemented", "")

    def _refuse(
        self, call: Call | Send, raw: bytes, at: datetime, notes: list[str], code: str, description: str
    ) -> None:
        if not self._introduced:
            self._introduce(Heard())
        self._log(at, Direction.IN, redaction.call_redacted(call.action, _text(raw)), "; ".join(notes))
        if isinstance(call, Call):
            self._replies.add(Reply(frames.error(call.id, code, description)))

    def _take_unreadable(self, raw: bytes, at: datetime, bad: BadFrame) -> None:
        self._log(at, Direction.IN, redaction.redacted(_text(raw)), f"unreadable: {bad.detail}")
        if not bad.answer:
            refusal = self._framing.refusal(bad)
            if refusal is not None:
                self._replies.add(Reply(refusal))
        elif bad.id is not None:
            self._complain(bad.id, bad.detail)
            if self._calls.match(bad.id) is not None:
                self._calls.unreadable(bad.detail)
        self._unreadable += 1
        if self._unreadable >= MOST_UNREADABLE:
            self.close("nothing readable")

    def _leave(self, reply: Reply) -> None:
        if self._wire.write_text(reply.text):
            self._log(self._now(), Direction.OUT, reply.text.decode(), "")
        if reply.introduction:
            self._calls.quiet()

    # Calls and their answers.

    def _check(self, request: Request) -> None:
        if isinstance(request.payload, msgspec.Raw):
            return
        violation = schemas.fault(self.protocol, request.action, Part.REQUEST, request.payload)
        if violation is not None:
            raise BadRequest(f"{request.action}: {violation}")

    def _put_call(self, action: str, text: bytes) -> None:
        if self._wire.write_text(text):
            self._log(self._now(), Direction.OUT, redaction.redacted(text.decode()), "")

    def _take_answer(
        self, frame: CallResult | CallError | frames.CallResultError, raw: bytes, at: datetime, notes: list[str]
    ) -> None:
        action = None if isinstance(frame, frames.CallResultError) else self._calls.match(frame.id)
        if isinstance(frame, frames.CallResultError):
            notes.append("the charger could not read our answer")
        elif action is None:
            notes.append("answers nothing that was asked")
        violation = None
        if action is not None and isinstance(frame, CallResult):
            violation = schemas.fault(self.protocol, action, Part.RESPONSE, frame.payload)
            if violation is not None:
                notes.append(f"schema: {violation}")
        self._log(at, Direction.IN, redaction.redacted(_text(raw)), "; ".join(notes))
        if action is None:
            return
        self._shared.mute.discard(self._identity)
        if violation is not None:
            self._complain(frame.id, violation)
        if isinstance(frame, CallResult):
            self._calls.answered(frame.payload)
        elif isinstance(frame, CallError):
            self._calls.failed(frame)

    def _complain(self, message_id: MessageId, detail: str) -> None:
        """Tell a 2.1 charger once that its answer cannot be read; others are never answered on an answer (RPC-12)."""
        if self._framing.complains and message_id != self._complained:
            self._complained = str(message_id)
            self._leave(Reply(frames.result_error(message_id, "FormatViolation", detail)))

    def _fell_mute(self) -> None:
        """Too many calls in a row had no answer: hang up once, so that the charger calls anew (RC-06)."""
        if self._identity not in self._shared.mute:
            self._shared.mute.add(self._identity)
            self.close("no answer to our calls")

    # The line's life.

    def _introduce(self, first: Report | Heard) -> None:
        """The first readable message: now the charger is there. A nameless one may have said its serial number."""
        if self._wire.guest.identity is None and isinstance(first, Booted) and first.serial:
            known = self._desk.canonical(first.serial)
            # A serial number proves nothing where a password is wanted.
            if known is None or self._desk.password_hash(known) is None:
                self._identity = known or first.serial
        self._introduced = True
        self._be_patient()
        self._calls.quiet()
        self._told_at = self._wire.heard_at
        self._desk.connected(self)

    def _learn(self, answer: Answer) -> None:
        """Follow what the desk thinks of this charger: how patient to be with it, whether it is a stranger still."""
        is_waiting = isinstance(answer, NotApproved)
        if isinstance(answer, BootAnswer):
            is_waiting = answer.standing is not Standing.APPROVED
            self._shared.intervals_s[self._identity] = answer.interval_s
            self._be_patient()
        if is_waiting is self._is_waiting:
            return
        self._is_waiting = is_waiting
        if is_waiting:
            self._shared.waiting.add(self._identity)
        else:
            self._shared.waiting.discard(self._identity)
            self._shared.door.approved(self._wire)
        outcome = Outcome.WAITING if is_waiting else Outcome.WELCOME
        self._shared.door.tell(self._wire, outcome, self._identity, self._dialect.name)

    def _be_patient(self) -> None:
        interval_s = self._shared.intervals_s.get(self._identity, 0)
        self._patience_s = max(self._shared.timing.silence_s, 3.0 * interval_s)

    def _lost(self) -> None:
        """Nothing can be sent any more; what was received before may still be read."""
        self._calls.close()
        self._replies.drop()

    def _end(self) -> None:
        self._closed = True
        self._lost()
        sent = self._wire.protocol.close_sent
        too_long = sent is not None and sent.code == CloseCode.MESSAGE_TOO_BIG
        if too_long:
            self._log(self._now(), Direction.IN, "", "longer than 1 MiB: the line was closed")
        if self._introduced:
            self._desk.disconnected(self)
        else:
            said = Outcome.TOO_LONG if too_long else Outcome.UNREADABLE if self._unreadable else Outcome.SAID_NOTHING
            self._shared.door.tell(self._wire, said, self._wire.guest.identity, self._dialect.name)
        self._shared.door.approved(self._wire)

    def _log(self, at: datetime, direction: Direction, text: str, note: str) -> None:
        self._desk.overheard(RawMessage(at, self._identity, direction, text[:MOST_LOGGED], note))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
