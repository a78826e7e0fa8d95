"""One TCP connection under a WebSocket: looks at its first bytes, mends its request, knows when it was last heard."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from websockets.asyncio.server import ServerConnection
from websockets.frames import CloseCode, Frame
from websockets.protocol import OPEN, Event

from app.csms.dialects.rows import Dialect
from app.csms.inbox import Inbox

MOST_HEAD = 16_384
MOST_HEADERS = 100
# What may come before our answer to the request has gone.
MOST_EARLY = 65_536
# How long the other side has for its part of closing.
CLOSE_S = 2.0
# RFC 6455: the longest reason a close frame carries, in bytes.
MOST_REASON = 123

_TLS_HELLO = 0x16
READ_AT_ONCE = 2**14
_HEADER = re.compile(rb"([-!#$%&'*+.^_`|~0-9A-Za-z]+)[ \t]*:[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
# A body is never wanted, and the rest is written anew.
_DROPPED = frozenset({b"content-length", b"transfer-encoding", b"expect"})
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_UNSAFE_IN_PATH = re.compile(rb"[\x00-\x20\x7f-\xff]")


class Oddity(Enum):
    """What else than a WebSocket request can stand at the beginning of a connection."""

    TLS = "tls"
    SOAP = "soap"
    OTHER_METHOD = "other_method"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who a WebSocket request was let in as."""

    identity: str | None  # None: it did not say
    anonymous: bool
    stranger: bool
    path: str
    dialect: Dialect


class Porch(Protocol):
    """Who watches connections come and go before they are chargers' lines."""

    def arrived(self, wire: Wire) -> bool:
        """A TCP connection was made; False: hang up."""

    def odd(self, wire: Wire, oddity: Oddity, about: str) -> None:
        """It does not begin as a WebSocket request does."""

    def gone(self, wire: Wire) -> None: ...


class Wire(ServerConnection):
    """The websockets connection, with what its request and its traffic told.

    Frames are written here without waiting: a charger that does not read is noticed by `clogged`.
    """

    guest: Guest
    address = ""

    def __init__(self, *args: Any, porch: Porch, **options: Any) -> None:
        super().__init__(*args, **options)
        self._porch = porch
        self._head: bytes | None = b""  # None: the request was passed on
        self._early = b""  # what came before our answer to the request did
        self._inbox: Inbox | None = None  # the line's, from then on
        self.heard_at = self.loop.time()  # when any byte came last
        self.knocked = False  # why this connection was refused has been told
        self.on_lost: Callable[[], None] | None = None  # told at once when the connection is gone

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        # As delivered asyncio makes room for 256 KiB at each read, which costs more than reading a charger's words.
        transport.max_size = READ_AT_ONCE  # type: ignore[attr-defined] # of its selector transports
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]).removeprefix("::ffff:") if peer else ""
        if not self._porch.arrived(self):
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self.heard_at = self.loop.time()
        if self._inbox is not None:
            super().data_received(data)
        elif self._head is None:
            self._keep_early(data)
        elif not self.transport.is_closing() and not self.knocked:
            self._read_head(data)

    def process_event(self, event: Event) -> None:
        if self._inbox is not None and isinstance(event, Frame):
            self._inbox.put(event)
        else:
            super().process_event(event)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._inbox is not None:
            self._inbox.wake()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._head and not self.knocked:
            self._tell(Oddity.GARBAGE, self._head)
        self._porch.gone(self)
        if self.on_lost is not None:
            self.on_lost()

    # The request.

    def _read_head(self, data: bytes) -> None:
        head = (self._head or b"") + data
        self._head = head
        if head[0] == _TLS_HELLO:
            self._tell(Oddity.TLS, b"")
            self.transport.abort()
        elif (end := _END_OF_HEAD.search(head)) is not None and head[:1].isalpha():
            self._whole_head(head[: end.end()], head[end.end() :])
        elif not head[:1].isalpha() or len(head) > MOST_HEAD:
            self._tell(Oddity.GARBAGE, head)
            self.transport.abort()

    def _whole_head(self, head: bytes, rest: bytes) -> None:
        lines = head.splitlines()
        method, _, target = lines[0].partition(b" ")
        path, _, version = target.rpartition(b" ")
        if not version.startswith(b"HTTP/") or not path:
            self._tell(Oddity.GARBAGE, head)
            self.transport.abort()
            return
        if method != b"GET":
            soap = b"soap" in head.lower() or b"text/xml" in head.lower()
            self._tell(Oddity.SOAP if soap else Oddity.OTHER_METHOD, lines[0])
            self._refuse_method()
            return
        self._head = None
        super().data_received(_mended(path, lines[1:]))
        self._keep_early(rest)

    def _keep_early(self, data: bytes) -> None:
        self._early += data
        if len(self._early) > MOST_EARLY:
            self.transport.abort()

    def open_up(self, inbox: Inbox) -> None:
        """The handshake is done: frames may come, also those that came too early."""
        self._inbox = inbox
        early, self._early = self._early, b""
        if early and not self.transport.is_closing():
            self.data_received(early)

    def _refuse_method(self) -> None:
        text = b"This address speaks OCPP-J (JSON over WebSocket) with chargers, and nothing else.\n"
        self.transport.write(
            b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"Content-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(text), text)
        )
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(CLOSE_S, self.transport.abort)

    def _tell(self, oddity: Oddity, about: bytes) -> None:
        self.knocked = True
        self._porch.odd(self, oddity, about[:100].decode("latin-1"))

    # Writing, without waiting. The sans-I/O protocol below is websockets' documented interface.

    @property
    def clogged(self) -> bool:
        """The other side does not read what we write."""
        return self.paused

    def write_text(self, text: bytes) -> bool:
        """Send UTF-8 as one text frame; False where the line is closing."""
        if self.protocol.state is not OPEN or self.transport.is_closing():
            return False
        self.protocol.send_text(text)
        self.send_data()
        return True

    def write_ping(self) -> None:
        """Ping, and never mind the pong: whatever arrives shows that the other side lives (WS-14)."""
        if self.protocol.state is OPEN and not self.paused and not self.transport.is_closing():
            self.protocol.send_ping(b"")
            self.send_data()

    def begin_close(self, code: CloseCode, reason: str) -> None:
        """Say goodbye, and hang up soon even if nobody answers."""
        if self.protocol.state is OPEN and not self.transport.is_closing():
            self.protocol.send_close(code, reason.encode()[:MOST_REASON].decode("utf-8", "ignore"))
            self.send_data()
        self.loop.call_later(CLOSE_S, self.transport.abort)


def _mended(path: bytes, lines: list[bytes]) -> bytes:
    """The request as RFC 6455 wants it: chargers leave out `Connection` (WS-05), say HTTP/1.0, or write blanks."""
    headers = [match.groups() for line in lines[:MOST_HEADERS] if (match := _HEADER.fullmatch(line))]
    kept = [(name, value) for name, value in headers if name.lower() not in _DROPPED]
    if any(name.lower() == b"upgrade" and b"websocket" in value.lower() for name, value in kept):
        kept = [(name, value) for name, value in kept if name.lower() not in (b"upgrade", b"connection")]
        kept += [(b"Upgrade", b"websocket"), (b"Connection", b"Upgrade")]
    path = _UNSAFE_IN_PATH.sub(lambda match: b"%%%02X" % match[0][0], path)
    return b"GET %b HTTP/1.1\r\n" % path + b"".join(b"%b: %b\r\n" % header for header in kept) + b"\r\n"
