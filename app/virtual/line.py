"""The line to the central system: opened, reopened after a drop, and an outbox that loses nothing.

Messages about transactions go through the outbox: in order, with their first time stamp, again
and again until they are answered (1.6 section 3.7.1, 2.x E04). All others are asked once.
"""

import asyncio
import contextlib
import ssl
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.headers import build_authorization_basic
from websockets.typing import Subprotocol

from app.virtual.peer import (
    Answer,
    Owner,
    Peer,
    Refused,
    Unanswered,
    WrongMessage,
    make_peer,
)
from app.virtual.settings import ChargerSettings

# How often a message is sent again that was answered with an error or not at all
# (1.6: TransactionMessageAttempts; 2.x: OCPPCommCtrlr.MessageAttempts).
ATTEMPTS = 3


class ConnectionFailed(Exception):
    """The central system could not be reached; the text is a sentence for people."""


class LineLost(Exception):
    """The line is not there, or went away before the answer came."""


class Message:
    """One message of the outbox. Worded when it is sent, since 1.6 learns ids from earlier answers."""

    def __init__(self, word: Callable[[], Any], heard: Callable[[Any], None]) -> None:
        self.word = word
        self.heard = heard
        self.unique_id = str(uuid.uuid4())
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.attempts = 0


class Pipe:
    """The socket as the peer sees it; keeps the newest frames for tests to look at."""

    def __init__(self, socket: ClientConnection, frames: "deque[tuple[str, str]]") -> None:
        self._socket = socket
        self._frames = frames

    async def recv(self) -> str | bytes:
        frame = await self._socket.recv()
        self._frames.append(("in", frame if isinstance(frame, str) else repr(frame)))
        return frame

    async def send(self, message: str) -> None:
        self._frames.append(("out", message))
        await self._socket.send(message)


class Line:
    """Connects one charger. `reopened` runs after every connect but the first."""

    def __init__(
        self,
        settings: ChargerSettings,
        owner: Owner,
        reopened: Callable[[], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._owner = owner
        self._reopened = reopened
        self._peer: Peer | None = None
        self._socket: ClientConnection | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._sender: asyncio.Task[None] | None = None
        self._outbox: deque[Message] = deque()
        self._posted = asyncio.Event()
        # Set by the charger once it may speak; cleared when the line goes.
        self.ready = asyncio.Event()
        self.down = asyncio.Event()
        self.down.set()
        # While cleared, a dropped line is not opened again.
        self.may_reopen = asyncio.Event()
        self.may_reopen.set()
        # ("in" or "out", frame), newest last.
        self.frames: deque[tuple[str, str]] = deque(maxlen=2000)

    @property
    def is_up(self) -> bool:
        return self._peer is not None

    @property
    def waiting(self) -> int:
        """How many messages of the outbox are not answered yet."""
        return len(self._outbox)

    async def open(self) -> None:
        """Connects once and from then on keeps the line open.

        Raises ConnectionFailed.
        """
        if self._keeper is not None:
            return
        socket = await self._connect()
        self._keeper = asyncio.create_task(self._keep(socket))
        self._sender = asyncio.create_task(self._send_outbox())
        await asyncio.sleep(0)

    async def close(self) -> None:
        """Closes the line in order; it is not opened again by itself."""
        for task in (self._keeper, self._sender):
            if task is not None:
                task.cancel()
        socket = self._socket
        if socket is not None:
            await socket.close()
        for task in (self._keeper, self._sender):
            if task is not None:
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        self._keeper = self._sender = None

    async def drop(self, abruptly: bool) -> None:
        """Ends the line now: without a word as a power cut does, or with a closing handshake."""
        socket = self._socket
        if socket is None:
            return
        if abruptly:
            socket.transport.abort()
        else:
            await socket.close()
        await self.down.wait()

    async def ask(self, payload: Any) -> Any:
        """Asks once. Raises LineLost, Refused, WrongMessage, Unanswered."""
        peer = self._need_peer()
        return await self._unless_lost(peer.ask(payload, str(uuid.uuid4())))

    async def ask_raw(self, frame: str, unique_id: str) -> Answer:
        """Sends the frame of a call as it is; its answer unjudged. Raises LineLost, Unanswered."""
        answer: Answer = await self._unless_lost(self._need_peer().ask_raw(frame, unique_id))
        return answer

    async def judge(self, action: str, answer: Answer) -> None:
        """Raises WrongMessage when a raw answer does not keep its schema."""
        await self._need_peer().judge(action, answer)

    async def send_raw(self, text: str) -> None:
        """Puts any text on the line. Raises LineLost."""
        if self._socket is None:
            raise LineLost("there is no line")
        self.frames.append(("out", text))
        await self._socket.send(text)

    @property
    def last_call(self) -> str | None:
        """The frame of the newest call on this line."""
        return None if self._peer is None else self._peer.last_call

    async def post(self, message: Message) -> None:
        """Puts a message in the outbox; returns once it is answered, or the line is down."""
        self._outbox.append(message)
        self._posted.set()
        if not self.ready.is_set():
            return
        lost = asyncio.ensure_future(self.down.wait())
        either: set[asyncio.Future[Any]] = {message.done, lost}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        lost.cancel()

    async def emptied(self) -> None:
        """Returns once every message of the outbox has been answered."""
        while self._outbox:
            await asyncio.wait({self._outbox[-1].done})

    def _need_peer(self) -> Peer:
        if self._peer is None:
            raise LineLost("there is no line")
        return self._peer

    async def _unless_lost(self, work: Awaitable[Any]) -> Any:
        # The package would wait for its whole timeout although the line is gone.
        asking = asyncio.ensure_future(work)
        lost = asyncio.create_task(self.down.wait())
        try:
            await asyncio.wait({asking, lost}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise LineLost("the line went away before the answer came")
            return asking.result()
        except ConnectionClosed as closed:
            raise LineLost("the line went away") from closed
        finally:
            lost.cancel()
            asking.cancel()

    async def _connect(self) -> ClientConnection:
        settings = self._settings
        headers = {}
        # The library refuses an `ssl` of None at a wss:// address.
        trust: dict[str, Any] = {} if settings.tls is None else {"ssl": settings.tls}
        if settings.password is not None:
            headers["Authorization"] = build_authorization_basic(settings.identity, settings.password)
        try:
            return await connect(
                settings.address,
                subprotocols=[Subprotocol(settings.version.subprotocol)],
                additional_headers=headers,
                proxy=None,
                open_timeout=10,
                close_timeout=2,
                user_agent_header=None,
                **trust,
            )
        except (InvalidURI, ValueError) as error:  # ValueError: a port that none can be
            raise ConnectionFailed(f"{settings.address} is not a WebSocket address.") from error
        except InvalidStatus as error:
            code = error.response.status_code
            raise ConnectionFailed(f"{settings.address} refused the connection (HTTP {code}).") from error
        except InvalidHandshake as error:
            raise ConnectionFailed(f"{settings.address} does not speak OCPP: {error}.") from error
        except TimeoutError as error:
            raise ConnectionFailed(f"{settings.address} did not answer in time.") from error
        except ssl.SSLError as error:
            raise ConnectionFailed(f"{settings.address} has no certificate that is trusted here.") from error
        except (OSError, EOFError) as error:
            raise ConnectionFailed(f"{settings.address} could not be reached.") from error

    async def _keep(self, socket: ClientConnection) -> None:
        await self._live(socket, reopened=False)
        while True:
            socket = await self._reopen()
            await self._live(socket, reopened=True)

    async def _live(self, socket: ClientConnection, reopened: bool) -> None:
        peer = make_peer(
            self._settings.version,
            self._settings.identity,
            Pipe(socket, self.frames),
            self._settings.reply_timeout_s,
            self._owner,
        )
        self._socket, self._peer = socket, peer
        self.down.clear()
        if reopened:
            self._owner.spawn(self._reopened())
        try:
            await peer.start()
        except ConnectionClosed:
            pass
        finally:
            self._socket = self._peer = None
            self.ready.clear()
            self.down.set()

    async def _reopen(self) -> ClientConnection:
        attempt = 0
        waits = self._settings.backoff_s
        while True:
            await asyncio.sleep(waits[min(attempt, len(waits) - 1)])
            await self.may_reopen.wait()
            attempt += 1
            with contextlib.suppress(ConnectionFailed):
                return await self._connect()

    async def _send_outbox(self) -> None:
        while True:
            self._posted.clear()
            if not self._outbox:
                await self._posted.wait()
                continue
            await self.ready.wait()
            message = self._outbox[0]
            if await self._delivered(message):
                self._outbox.popleft()
                if not message.done.done():
                    message.done.set_result(None)

    async def _delivered(self, message: Message) -> bool:
        """Whether the message needs no further attempt."""
        peer = self._peer
        if peer is None:
            return False
        payload = message.word()
        message.attempts += 1
        try:
            answer = await self._unless_lost(peer.ask(payload, message.unique_id))
        except LineLost:
            message.attempts = 0
            if self._peer is peer:  # closed, but not yet noticed by the reading loop
                await self.down.wait()
            return False
        except (Refused, Unanswered, WrongMessage) as problem:
            # Losing one answer is everyday; a refusal, or giving up, is worth knowing.
            give_up = message.attempts >= ATTEMPTS or isinstance(problem, WrongMessage)
            if give_up or isinstance(problem, Refused):
                self._owner.note(f"{type(payload).__name__}: {problem}")
            return give_up
        message.heard(answer)
        return True
