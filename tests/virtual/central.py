"""A small central system that records what it hears and judges it with the `ocpp` schemas."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from ocpp.messages import Call, CallResult, validate_payload
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from app.virtual.settings import ChargerSettings, Version

Json = dict[str, Any]

NOW = "2026-11-23T12:00:00Z"
DROP = object()  # answered with silence


def _answers_16(action: str, payload: Json) -> Json:
    tag: Json = {"idTagInfo": {"status": "Accepted"}}
    answers: dict[str, Json] = {
        "BootNotification": {"status": "Accepted", "currentTime": NOW, "interval": 300},
        "Heartbeat": {"currentTime": NOW},
        "Authorize": tag,
        "StartTransaction": {"transactionId": 4711, **tag},
        "StopTransaction": tag,
    }
    return answers.get(action, {})


def _answers_2x(action: str, payload: Json) -> Json:
    info: Json = {"idTokenInfo": {"status": "Accepted"}}
    answers: dict[str, Json] = {
        "BootNotification": {"status": "Accepted", "currentTime": NOW, "interval": 300},
        "Heartbeat": {"currentTime": NOW},
        "Authorize": info,
        "TransactionEvent": info if "idToken" in payload else {},
    }
    return answers.get(action, {})


class Central:
    """Hears one charger. `heard` holds (action, payload) of every call, in order."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.url = ""
        self.heard: list[tuple[str, Json]] = []
        self.ids: list[str] = []
        self.frames: list[str] = []
        self.broken: list[str] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        # action → what to answer instead, given the payload; may return DROP.
        self.special: dict[str, Callable[[Json], Any]] = {}
        self._socket: ServerConnection | None = None
        self._news = asyncio.Event()
        self._replies: dict[str, asyncio.Future[list[Any]]] = {}
        self._count = 0

    async def handle(self, socket: ServerConnection) -> None:
        self.connections += 1
        self._socket = socket
        assert socket.request is not None
        self.paths.append(socket.request.path)
        self.headers.append(dict(socket.request.headers))
        try:
            async for frame in socket:
                await self._hear(socket, str(frame))
        except ConnectionClosed:
            return

    async def _hear(self, socket: ServerConnection, text: str) -> None:
        self.frames.append(text)
        try:
            frame = json.loads(text)
        except ValueError:
            self._tell()
            return
        if frame[0] == 2:
            _, unique_id, action, payload = frame
            try:
                await validate_payload(Call(unique_id, action, payload), self.version.value)
            except Exception as error:
                self.broken.append(f"{action}: {error!r}")
            answers = _answers_16 if self.version is Version.V16 else _answers_2x
            answer = self.special.get(action, lambda p: answers(action, p))(payload)
            self.heard.append((action, payload))
            self.ids.append(unique_id)
            if answer is not DROP:
                await socket.send(json.dumps([3, unique_id, answer]))
        else:
            self._replies[frame[1]].set_result(frame)
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def command(self, action: str, payload: Json) -> Json:
        """Sends a command; its answer, judged. An error is returned as {"error": code}."""
        frame = await self.command_raw(action, payload)
        if frame[0] == 4:
            return {"error": frame[2]}
        await validate_payload(CallResult(frame[1], frame[2], action), self.version.value)
        answer: Json = frame[2]
        return answer

    async def command_raw(self, action: str, payload: Any) -> list[Any]:
        self._count += 1
        unique_id = f"c{self._count}"
        reply: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()
        self._replies[unique_id] = reply
        await self.send(json.dumps([2, unique_id, action, payload]))
        async with asyncio.timeout(10):
            return await reply

    async def send(self, text: str) -> None:
        assert self._socket is not None
        await self._socket.send(text)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until something heard makes the condition true."""
        async with asyncio.timeout(10):
            while not condition():
                await self._news.wait()

    async def until_heard(self, action: str) -> None:
        await self.until(lambda: action in self.actions)

    def payloads(self, action: str) -> list[Json]:
        return [payload for heard, payload in self.heard if heard == action]

    @property
    def actions(self) -> list[str]:
        return [action for action, _ in self.heard]

    def forget(self) -> None:
        self.heard.clear()
        self.ids.clear()
        self.frames.clear()

    def settings(self, **changes: Any) -> ChargerSettings:
        """Settings for a charger of this central system that moves only when told."""
        given: dict[str, Any] = {
            "url": self.url,
            "identity": "CP 1",
            "version": self.version,
            "lively": False,
            "backoff_s": (0.01,),
            "reply_timeout_s": 5,
        }
        return ChargerSettings(**{**given, **changes})


@asynccontextmanager
async def central_system(version: Version) -> AsyncIterator[Central]:
    """A running central system; at the end every message heard must have kept its schema."""
    central = Central(version)
    async with serve(
        central.handle,
        "127.0.0.1",
        0,
        subprotocols=[version.subprotocol],  # type: ignore[list-item]
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        central.url = f"ws://127.0.0.1:{port}/ocpp"
        yield central
    assert central.broken == []
