"""What can be told about why a charger does not reach this computer: addresses, port, firewall."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from app.lan.addresses import holder_of_port, own_addresses


@dataclass(frozen=True, slots=True)
class Findings:
    running: bool
    listening: tuple[tuple[str, int], ...]
    addresses: tuple[str, ...]  # what to type into a charger, the likeliest first
    other_addresses: tuple[str, ...]
    port: int
    port_held_by: str | None  # another program that has the port
    firewall_hint: str | None

    def as_row(self) -> dict[str, object]:
        return {
            "running": self.running,
            "listening": [f"{host}:{port}" for host, port in self.listening],
            "addresses": list(self.addresses),
            "other_addresses": list(self.other_addresses),
            "port": self.port,
            "port_held_by": self.port_held_by,
            "firewall_hint": self.firewall_hint,
        }

    def sentences(self) -> list[str]:
        said = [
            f"The program runs and listens on port {self.port}."
            if self.listening
            else "The program runs, but listens on no port."
            if self.running
            else "The program is not running on this data folder."
        ]
        if self.port_held_by is not None:
            said.append(f"Port {self.port} is used by another program ({self.port_held_by}).")
        if self.addresses:
            said.append("Type one of these into the charger:" if self.listening else "Once it listens, chargers call:")
            said += [f"  {address}" for address in self.addresses]
        else:
            said.append("This computer is on no network that a charger could be on.")
        if self.firewall_hint is not None:
            said.append(self.firewall_hint)
        return said


def examine(listening: Sequence[tuple[str, int]] | None, preferred_port: int) -> Findings:
    """listening: where the running program listens, None where none runs. May take some milliseconds."""
    likely, others = own_addresses()
    port = listening[0][1] if listening else preferred_port
    return Findings(
        running=listening is not None,
        listening=tuple(listening or ()),
        addresses=tuple(f"ws://{address}:{port}/" for address in likely),
        other_addresses=tuple(f"ws://{address}:{port}/" for address in others),
        port=port,
        port_held_by=None if listening else holder_of_port(port),
        firewall_hint=_firewall_hint(port),
    )


def _firewall_hint(port: int) -> str | None:
    """The line that opens the port, where this system has a firewall that is ruled by one. It is shown, never run."""
    if sys.platform == "win32":
        rule = f'name="Laddvakt" dir=in action=allow protocol=TCP localport={port} remoteip=localsubnet'
        return f"If no charger gets through, run as administrator: netsh advfirewall firewall add rule {rule}"
    if shutil.which("ufw"):
        return f"If no charger gets through, open the port: sudo ufw allow {port}/tcp"
    if shutil.which("firewall-cmd"):
        return (
            "If no charger gets through, open the port: "
            f"sudo firewall-cmd --add-port={port}/tcp --permanent && sudo firewall-cmd --reload"
        )
    return None
