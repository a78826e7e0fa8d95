"""Where on this network chargers can call this computer, and which program holds a port."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

import psutil

# Adapters that no charger is on, by how their names begin.
_UNLIKELY = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vethernet",
    "tun",
    "tap",
    "wg",
    "zt",
    "utun",
    "tailscale",
    "lo",
)


def own_addresses() -> tuple[list[str], list[str]]:
    """This computer's IPv4 addresses: those a charger is likely to reach, the likeliest first, and the others.

    Reads the system's own tables; asks nobody. May take some milliseconds: not for a loop's thread.
    """
    likely: list[str] = []
    others: list[str] = []
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    for name, entries in psutil.net_if_addrs().items():
        for entry in entries:
            if entry.family != socket.AF_INET or name not in up:
                continue
            address = ipaddress.ip_address(entry.address)
            if address.is_loopback or address.is_link_local:
                continue
            unlikely = name.lower().startswith(_UNLIKELY)
            (others if unlikely else likely).append(str(address))
    towards = _towards_the_router()
    if towards in likely:
        likely.remove(towards)
        likely.insert(0, towards)
    return likely, others


def _towards_the_router() -> str | None:
    """The address of the adapter that the default route uses. Connecting a datagram socket sends nothing."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address reserved for documentation, RFC 5737
        return str(probe.getsockname()[0])
    return None


def holder_of_port(port: int) -> str | None:
    """The name of the program that listens on this TCP port, where the system tells us."""
    try:
        for connection in psutil.net_connections(kind="tcp"):
            listens = connection.status == psutil.CONN_LISTEN
            if listens and connection.laddr and connection.laddr[1] == port and connection.pid:
                return psutil.Process(connection.pid).name()
    except (psutil.Error, OSError):
        return None
    return None
