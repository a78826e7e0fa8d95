"""How each version wants frames refused that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from app.csms import frames
from app.csms.frames import BadFrame, Fault


@dataclass(frozen=True, slots=True)
class Framing:
    """CALLERROR codes by what is wrong with a frame; None: in silence."""

    unreadable: str | None
    unknown_type: str | None
    incomplete: str
    complains: bool = False  # it has CALLRESULTERROR, for answers that cannot be read

    def refusal(self, bad: BadFrame) -> bytes | None:
        """What to say to a frame that was no answer; None: nothing."""
        code = self.unreadable
        if bad.fault is Fault.UNKNOWN_TYPE:
            code = self.unknown_type
        elif bad.fault is Fault.INCOMPLETE and bad.id is not None:
            code = self.incomplete
        if code is None:
            return None
        return frames.error(frames.UNREADABLE_ID if bad.id is None else bad.id, code, bad.detail)


FRAMING = {
    "1.6": Framing(None, None, "ProtocolError"),
    "2.0.1": Framing("RpcFrameworkError", "MessageTypeNotSupported", "RpcFrameworkError"),
    "2.1": Framing("RpcFrameworkError", "MessageTypeNotSupported", "RpcFrameworkError", complains=True),
}
