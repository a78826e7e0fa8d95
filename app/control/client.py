"""The command line's end of the control socket."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from app.control import FILE_NAME

# A charger may take its 30 s to answer, after others have taken theirs.
_PATIENCE_S = 180.0


class NotRunning(Exception):
    """No program runs on this data folder."""


class AskFailed(Exception):
    """The running program could not do it; the text is a sentence for the user."""


def ask(data: Path, verb: str, given: dict[str, Any], *, patience_s: float = _PATIENCE_S) -> Any:
    """Have the running program do this; its result. Raises NotRunning or AskFailed."""
    line, token = _connected(data)
    with line:
        line.settimeout(patience_s)
        line.sendall(json.dumps({"token": token, "verb": verb, "given": given}).encode() + b"\n")
        try:
            with line.makefile("rb") as reading:
                answer = json.loads(reading.readline() or b"{}")
        except (OSError, ValueError):
            raise AskFailed("The running program went away before it answered.") from None
    if "failed" in answer:
        raise AskFailed(answer["failed"])
    if "done" not in answer:
        raise AskFailed("The running program went away before it answered.")
    return answer["done"]


def _connected(data: Path) -> tuple[socket.socket, str]:
    try:
        told = json.loads((data / FILE_NAME).read_text(encoding="utf-8"))
        port, token = int(told["port"]), str(told["token"])
        return socket.create_connection(("127.0.0.1", port), timeout=5), token
    except (OSError, ValueError, KeyError, TypeError):
        raise NotRunning from None
