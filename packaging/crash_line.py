"""One raw WebSocket line that can be cut anywhere: in the middle of a frame, with a reset, or without a word.

Frames are masked with zeros, which RFC 6455 allows.
"""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_FIN, _MASKED = 0x80, 0x80
_OPENS_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Cut:
    """How a line ends."""

    reset: bool = False  # the other side is told so at once, and loses what it has not read yet
    silent_s: float | None = None  # the other side is not told for so many seconds


class NotLetIn(Exception):
    """The central system answered the handshake with something else."""


class Line(asyncio.Protocol):
    """`take` is called with every text; `lost` is done when the charger knows that the line is gone."""

    def __init__(self, identity: str, host: str, subprotocol: str, take: Callable[[bytes], None]) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # When the next frame is sent, the line ends: this share of the frame still gets through.
        self.cut_next: tuple[float, Cut] | None = None
        self._take = take
        self._read = bytearray()
        self._request = (
            f"GET /{identity} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: {subprotocol}\r\n\r\n"
        ).encode()

    # asyncio.Protocol.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self.lost.done():
            return
        self._read += data
        if self.opened.done() or self._is_let_in():
            self._take_frames()

    def connection_lost(self, error: Exception | None) -> None:
        self._end()

    # What the charger does.

    @property
    def up(self) -> bool:
        return self.opened.done() and not self.lost.done()

    def send(self, text: bytes) -> bool:
        """Whether all of it was put on the line."""
        frame = _frame(_TEXT, text)
        share, cut = self.cut_next or (1.0, None)
        through = int(len(frame) * share)
        self._transport.write(frame[:through])
        if cut is not None:
            self.end(cut)
        return through == len(frame)

    def end(self, cut: Cut) -> None:
        """End it now."""
        transport = self._transport
        if cut.silent_s is not None:
            transport.pause_reading()
            asyncio.get_running_loop().call_later(cut.silent_s, transport.abort)
        else:
            if cut.reset:
                peer = cast(socket.socket, transport.get_extra_info("socket"))
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        self._end()

    # Frames.

    def _end(self) -> None:
        if not self.opened.done():
            self.opened.set_exception(NotLetIn("the line was lost"))
            self.opened.exception()  # looked at, even where nobody waits any more
        if not self.lost.done():
            self.lost.set_result(None)

    def _is_let_in(self) -> bool:
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._read[:end])
        del self._read[: end + 4]
        if head.startswith(b"HTTP/1.1 101"):
            self.opened.set_result(None)
            return True
        self.opened.set_exception(NotLetIn(head[:60].decode("latin-1")))
        self._transport.abort()
        return False

    def _take_frames(self) -> None:
        read = self._read
        while len(read) >= 2 and not self.lost.done():
            length, offset = read[1] & 127, 2
            if length == 126:
                length, offset = int.from_bytes(read[2:4], "big"), 4
            if len(read) < offset + length:
                return
            kind, payload = read[0] & 15, bytes(read[offset : offset + length])
            del read[: offset + length]
            if kind == _TEXT:
                self._take(payload)
            elif kind == _PING:
                self._transport.write(_frame(_PONG, payload))
            elif kind == _CLOSE:
                self._transport.write(_frame(_CLOSE, payload[:2]))
                self._transport.close()


async def open_line(identity: str, port: int, subprotocol: str, take: Callable[[bytes], None]) -> Line:
    """Raises OSError, TimeoutError and NotLetIn."""
    loop = asyncio.get_running_loop()
    host = "127.0.0.1"
    _, line = await loop.create_connection(lambda: Line(identity, f"{host}:{port}", subprotocol, take), host, port)
    try:
        await asyncio.wait_for(asyncio.shield(line.opened), _OPENS_WITHIN_S)
    except TimeoutError:
        line.end(Cut())
        raise
    return line


def _frame(kind: int, payload: bytes) -> bytes:
    size = len(payload)
    head = bytes((_FIN | kind, _MASKED | (size if size < 126 else 126)))
    return head + (b"" if size < 126 else size.to_bytes(2, "big")) + b"\0\0\0\0" + payload
