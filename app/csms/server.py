"""Listens for chargers, lets them in, and looks after their lines."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import ssl
from asyncio.sslproto import SSLProtocol
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from websockets.asyncio.server import Server as WebSocketServer
from websockets.asyncio.server import ServerConnection, serve
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import CloseCode
from websockets.typing import Subprotocol

from app.core.interfaces import Desk, Now
from app.csms import schemas
from app.csms.calls import Timing
from app.csms.connection import Connection
from app.csms.dialects import DIALECTS
from app.csms.handshake import Door
from app.csms.limits import Doorkeeper, Limits
from app.csms.listening import CannotListen, WhyNot, open_port
from app.csms.passwords import Passwords
from app.csms.shared import Shared
from app.csms.wire import CLOSE_S, Wire

__all__ = ["CannotListen", "Options", "Passwords", "Server", "WhyNot"]

log = logging.getLogger(__name__)
# Below this the library writes every frame as it stands, cards' numbers and all.
_wire_log = logging.getLogger("app.csms.websocket")
_wire_log.setLevel(logging.INFO)

MOST_MESSAGE = 2**20
HANDSHAKE_S = 20.0
TLS_BUFFER = 2**14
# A stop waits this long for answers whose rows are being written.
STOP_S = 2.0
# So many lines are looked after before messages have their turn again.
LINES_IN_A_ROW = 50


@dataclass(frozen=True, slots=True)
class Options:
    """How the server treats chargers. Times in seconds."""

    ping_s: float = 25.0  # chargers and routers drop lines that are idle for longer (WS-16)
    sweep_s: float = 1.0
    limit_strangers: bool = True  # False where every charger that comes is approved at once
    limits: Limits = field(default_factory=Limits)
    timing: Timing = field(default_factory=Timing)


class Server:
    """The central system's front: one port for every protocol version."""

    def __init__(self, desk: Desk, now: Now, passwords: Passwords, options: Options | None = None) -> None:
        self._options = options or Options()
        self._lines: set[Connection] = set()
        self._listeners: list[WebSocketServer] = []
        self._sweeper: asyncio.Task[None] | None = None
        self._bound: tuple[tuple[str, int], ...] = ()
        self._bound_encrypted: tuple[tuple[str, int], ...] = ()
        waiting: set[str] = set()
        self._keeper = Doorkeeper(self._options.limits, desk.knocked)
        self._door = Door(desk, now, passwords, self._keeper, waiting, limit=self._options.limit_strangers)
        prefix, numbers = secrets.token_hex(4), itertools.count(1)
        self._shared = Shared(desk, now, self._door, self._options.timing, lambda: f"{prefix}-{next(numbers)}", waiting)

    @property
    def bound(self) -> tuple[tuple[str, int], ...]:
        """Where chargers can call: (host, port); empty while the server is not listening."""
        return self._bound

    @property
    def bound_encrypted(self) -> tuple[tuple[str, int], ...]:
        """Where they can call with TLS."""
        return self._bound_encrypted

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        """Listen on `host` ("" for every address) and `port` (0 for any free one), with `tls` for encrypted lines.

        May be called once more for a second port. Raises CannotListen.
        """
        listener = await open_port(host, port)
        try:
            await asyncio.get_running_loop().run_in_executor(None, _load_schemas)
            if tls is not None:
                # As delivered asyncio keeps 256 KiB a line to read into; a charger's words are short.
                SSLProtocol.max_size = TLS_BUFFER
            server = await serve(
                self._serve,
                sock=listener,
                ssl=tls,
                select_subprotocol=_only,
                compression=None,
                # Small windows: the usual ones cost 33 kB a line and win little on messages this short.
                extensions=[
                    ServerPerMessageDeflateFactory(
                        server_max_window_bits=10, client_max_window_bits=10, compress_settings={"memLevel": 3}
                    )
                ],
                process_request=self._door.process_request,  # type: ignore[arg-type] # every connection is a Wire
                process_response=self._door.process_response,  # type: ignore[arg-type]
                server_header=None,
                open_timeout=HANDSHAKE_S,
                ping_interval=None,
                close_timeout=CLOSE_S,
                max_size=MOST_MESSAGE,
                logger=_wire_log,
                create_connection=partial(Wire, porch=self._door),  # type: ignore[arg-type] # a factory will do
            )
        except BaseException:
            listener.close()
            raise
        self._listeners.append(server)
        bound = (host or "0.0.0.0", listener.getsockname()[1])  # noqa: S104 - a name for "every address"
        if tls is None:
            self._bound = (*self._bound, bound)
        else:
            self._bound_encrypted = (*self._bound_encrypted, bound)
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep(), name="csms sweeper")

    async def stop(self) -> None:
        """Take no more messages, let answers leave whose rows are being written, close every line."""
        self._bound = self._bound_encrypted = ()
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.wait([self._sweeper])
            self._sweeper = None
        listeners, self._listeners = self._listeners, []
        for listener in listeners:
            listener.close(close_connections=False)
        finishing = [asyncio.create_task(line.finish()) for line in self._lines]
        if finishing:
            await asyncio.wait(finishing, timeout=STOP_S)
            for task in finishing:
                task.cancel()
        for line in list(self._lines):
            line.hang_up(CloseCode.GOING_AWAY, "the program is closing")
        for wire in list(self._door.arriving):
            wire.transport.abort()
        for listener in listeners:
            await listener.wait_closed()

    async def _serve(self, connection: ServerConnection) -> None:
        wire = cast(Wire, connection)  # `create_connection` made it
        self._door.let_in(wire)
        line = Connection(wire, self._shared)
        self._lines.add(line)
        try:
            await line.run()
        finally:
            self._lines.discard(line)

    async def _sweep(self) -> None:
        """Look after all lines in one task: life, pings, deadlines."""
        loop = asyncio.get_running_loop()
        next_ping = loop.time() + self._options.ping_s
        while True:
            await asyncio.sleep(self._options.sweep_s)
            now = loop.time()
            ping = now >= next_ping
            if ping:
                next_ping = now + self._options.ping_s
            self._keeper.tick(now)
            for number, line in enumerate(list(self._lines)):
                if number % LINES_IN_A_ROW == LINES_IN_A_ROW - 1:
                    await asyncio.sleep(0)
                try:
                    line.tick(now, ping)
                except Exception:  # one line's trouble is no other's
                    log.exception("a line could not be looked after")


def _only(_connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """The door has left at most one."""
    return offered[0] if offered else None


def _load_schemas() -> None:
    for dialect in DIALECTS.values():
        schemas.preload(dialect.protocol, frozenset(dialect.incoming))
