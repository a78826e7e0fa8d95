"""The running program's end of the control socket: loopback only, with a token that only its user can read."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
from pathlib import Path

from app.control import FILE_NAME
from app.control.sentences import sentence
from app.control.verbs import VERBS
from app.core.commands import CommandFailed
from app.core.interfaces import NotStored
from app.core.site import Site

log = logging.getLogger(__name__)

# A request is one line of JSON; the largest is a file of ten thousand cards.
MOST_BYTES = 8 << 20


class ControlServer:
    """Listens on 127.0.0.1 and says where in a file that only the user can read."""

    def __init__(self, site: Site, data: Path) -> None:
        self._site = site
        self._file = data / FILE_NAME
        self._token = secrets.token_urlsafe(32)
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Raises OSError."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MOST_BYTES)
        port = self._server.sockets[0].getsockname()[1]
        await asyncio.to_thread(self._announce, port)

    async def stop(self) -> None:
        if self._server is not None:
            await asyncio.to_thread(self._file.unlink, missing_ok=True)
            self._server.close()
            for client in list(self._clients):
                client.cancel()
            await asyncio.gather(*self._clients, return_exceptions=True)
            await self._server.wait_closed()

    def _announce(self, port: int) -> None:
        content = json.dumps({"port": port, "token": self._token, "pid": os.getpid()})
        beside = self._file.with_suffix(".new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as writing:
            writing.write(content)
        os.replace(beside, self._file)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = asyncio.current_task()
        if client is not None:
            self._clients.add(client)
            client.add_done_callback(self._clients.discard)
        with contextlib.suppress(OSError, ValueError, asyncio.CancelledError):
            line = await asyncio.wait_for(reader.readline(), 10)
            writer.write(json.dumps(await self._answered(line)).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _answered(self, line: bytes) -> dict[str, object]:
        try:
            asked = json.loads(line)
            token, verb, given = asked["token"], asked["verb"], asked["given"]
        except (ValueError, KeyError, TypeError):
            return {"failed": "The request cannot be read."}
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), self._token.encode()):
            return {"failed": "The request does not carry this program's token."}
        row = VERBS.get(verb) if isinstance(verb, str) else None
        if row is None or not isinstance(given, dict):
            return {"failed": f"The running program does not know “{verb}”."}
        try:
            return {"done": await row.run(self._site, given)}
        except CommandFailed as failure:
            return {"failed": sentence(failure)}
        except NotStored as failure:
            return {"failed": f"It could not be saved: {failure.detail}."}
        except Exception:  # a fault of ours must cost this one request and nothing more
            log.exception("The control verb %s failed", verb)
            return {"failed": "Something went wrong inside the program; its log says what."}
