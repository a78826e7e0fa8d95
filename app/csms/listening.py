"""Opens the port chargers call, and says in a typed way why it cannot be opened."""

from __future__ import annotations

import asyncio
import errno
import socket
from dataclasses import dataclass
from enum import Enum

# Chargers all come back at once after a power cut.
BACKLOG = 1_024
MOST_PORT = 65_535
# What one read brings at most: a flood of tiny frames must not hold the loop. Enough for a local network's speed.
RECEIVE_BUFFER = 65_536

# Windows has numbers of its own for these.
_TAKEN = {errno.EADDRINUSE, 10048}
_FORBIDDEN = {errno.EACCES, errno.EPERM, 10013}


class WhyNot(Enum):
    TAKEN = "taken"
    FORBIDDEN = "forbidden"
    NO_SUCH_ADDRESS = "no_such_address"


@dataclass
class CannotListen(Exception):
    kind: WhyNot
    host: str
    port: int
    detail: str

    def __str__(self) -> str:
        return f"cannot listen on {self.host or '*'}:{self.port}: {self.detail}"


async def open_port(host: str, port: int) -> socket.socket:
    """A listening socket on `host`, "" for every address of this computer; port 0 takes any free one.

    Raises CannotListen.
    """
    if not 0 <= port <= MOST_PORT:
        raise CannotListen(WhyNot.NO_SUCH_ADDRESS, host, port, f"ports are numbers from 0 to {MOST_PORT}")
    try:
        if host in ("", "*", "0.0.0.0", "::"):  # noqa: S104 - to be found by chargers is what the program is for
            return _open_everywhere(host, port)
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, where = found[0]
        return _open(socket.AddressFamily(family), where)
    except socket.gaierror as failure:
        raise CannotListen(WhyNot.NO_SUCH_ADDRESS, host, port, failure.strerror or str(failure)) from failure
    except OSError as failure:
        kind = WhyNot.NO_SUCH_ADDRESS
        if failure.errno in _TAKEN:
            kind = WhyNot.TAKEN
        elif failure.errno in _FORBIDDEN:
            kind = WhyNot.FORBIDDEN
        raise CannotListen(kind, host, port, failure.strerror or str(failure)) from failure


def _open_everywhere(host: str, port: int) -> socket.socket:
    """IPv6 and IPv4 on one socket where the computer can, else IPv4 alone."""
    if host != "0.0.0.0" and socket.has_dualstack_ipv6():  # noqa: S104 - see above
        return _open(socket.AF_INET6, ("::", port), both=True)
    return _open(socket.AF_INET, ("0.0.0.0", port))  # noqa: S104 - see above


def _open(family: socket.AddressFamily, where: tuple[object, ...], *, both: bool = False) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:  # Windows, where "reuse" would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        if family is socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if both else 1)
        listener.bind(where)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener
