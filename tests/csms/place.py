"""A small honest desk, a server on a free port, and clients on real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from app.core.contact import Direction, Knock, Outcome, RawMessage
from app.core.interfaces import Link, Receipt, utc_now
from app.core.model import Standing
from app.core.reports import (
    Answer,
    BootAnswer,
    Booted,
    CardAnswer,
    CardShown,
    Heard,
    NotApproved,
    Report,
    Stage,
    TransactionAnswer,
    TransactionTold,
    Verdict,
)
from app.csms.calls import Timing
from app.csms.passwords import Passwords
from app.csms.server import Options, Server

WAIT_S = 10.0
BOOT_16 = {"chargePointVendor": "Acme", "chargePointModel": "One", "chargePointSerialNumber": "SN-1"}
BOOT_20 = {"reason": "PowerUp", "chargingStation": {"vendorName": "Acme", "model": "One", "serialNumber": "SN-1"}}
QUICK = Timing(answer_s=0.2, slot_s=0.4, quiet_s=0.0)


class FakeDesk:
    """Knows some chargers, writes down what it is told, and decides in the simplest way."""

    def __init__(self, *known: str, approve_new: bool = True) -> None:
        self.known = {identity.casefold(): identity for identity in known}
        self.anonymous: dict[str, str] = {}  # address → id
        self.hashes: dict[str, str] = {}
        self.not_mine: set[str] = set()
        self.waiting: set[str] = set()
        self.approve_new = approve_new
        self.knocks: list[Knock] = []
        self.links: dict[str, Link] = {}
        self.ended: list[Link] = []
        self.reports: list[tuple[str, Report]] = []
        self.alive: list[str] = []
        self.log: list[RawMessage] = []
        self.written: asyncio.Future[None] | None = None  # given with every receipt
        self.fuller: Callable[[], Answer] | None = None  # given with every answer to a transaction
        self.broken = False
        self.transactions = 0
        self.interval_s = 60

    def canonical(self, identity: str) -> str | None:
        return self.known.get(identity.casefold())

    def anonymous_at(self, address: str) -> str | None:
        return self.anonymous.get(address)

    def password_hash(self, charger_id: str) -> str | None:
        return self.hashes.get(charger_id)

    def refused(self, charger_id: str) -> bool:
        return charger_id in self.not_mine

    def knocked(self, knock: Knock) -> None:
        self.knocks.append(knock)

    def connected(self, link: Link) -> None:
        if self.canonical(link.identity) is None:
            self.known[link.identity.casefold()] = link.identity
            if not self.approve_new:
                self.waiting.add(link.identity)
        older = self.links.get(link.identity)
        self.links[link.identity] = link
        if older is not None:
            older.close("a newer line")

    def receive(self, link: Link, reports: Sequence[Report]) -> Receipt:
        if self.broken:
            raise RuntimeError("the desk is broken")
        for report in reports:
            self.reports.append((link.identity, report))
        fuller = self.fuller if isinstance(reports[0], TransactionTold) else None
        return Receipt(self._decide(link, reports[0]), self.written, fuller)

    def _decide(self, link: Link, report: Report) -> Answer:
        waits = link.identity in self.waiting
        match report:
            case Booted():
                return BootAnswer(Standing.WAITING if waits else Standing.APPROVED, self.interval_s)
            case _ if waits:
                return NotApproved()
            case CardShown():
                return CardAnswer(Verdict.ACCEPTED)
            case TransactionTold(stage=Stage.BEGAN, transaction_id=None):
                self.transactions += 1
                return TransactionAnswer(str(self.transactions), Verdict.ACCEPTED)
            case TransactionTold():
                return TransactionAnswer(report.transaction_id or "0")
            case _:
                return Heard()

    def heard(self, link: Link) -> None:
        self.alive.append(link.identity)

    def disconnected(self, link: Link) -> None:
        self.ended.append(link)
        if self.links.get(link.identity) is link:
            del self.links[link.identity]

    def overheard(self, message: RawMessage) -> None:
        self.log.append(message)

    # What the tests ask.

    def told(self, kind: type[Report]) -> list[Any]:
        return [report for _, report in self.reports if isinstance(report, kind)]

    def outcomes(self) -> list[Outcome]:
        return [knock.outcome for knock in self.knocks]

    def notes(self) -> str:
        return "\n".join(message.note for message in self.log if message.direction is Direction.IN)


@dataclass
class Place:
    """A running server, its desk, and the way to it."""

    server: Server
    desk: FakeDesk
    passwords: Passwords
    clients: list[ClientConnection] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.server.bound[0][1]

    async def dial(self, path: str = "/CP1", protocol: str | None = "ocpp1.6", **options: Any) -> Client:
        """A charger's WebSocket; `protocol` None offers none."""
        protocols = protocol.split(",") if protocol else None
        options.setdefault("compression", None)
        options.setdefault("ping_interval", None)
        socket = await connect(f"ws://127.0.0.1:{self.port}{path}", subprotocols=protocols, **options)  # type: ignore[arg-type]
        self.clients.append(socket)
        return Client(socket)

    async def raw(self, request: bytes) -> bytes:
        """Everything the server says to these bytes, until it hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        try:
            return await asyncio.wait_for(reader.read(), WAIT_S)
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


@dataclass
class Client:
    """A charger that speaks when told to."""

    socket: ClientConnection

    async def say(self, *parts: object) -> None:
        await self.socket.send(json.dumps(parts))

    async def hear(self) -> list[Any]:
        return json.loads(await asyncio.wait_for(self.socket.recv(), WAIT_S))  # type: ignore[no-any-return]

    async def ask(self, action: str, payload: object = None, message_id: object = "1") -> list[Any]:
        await self.say(2, message_id, action, {} if payload is None else payload)
        return await self.hear()

    async def silent(self) -> None:
        """Nothing is on its way to us: what is asked now is answered next."""
        answer = await self.ask("Heartbeat", message_id="are-you-silent")
        assert answer[1] == "are-you-silent", answer

    async def until_closed(self) -> int | None:
        await asyncio.wait_for(self.socket.wait_closed(), WAIT_S)
        return self.socket.close_code


@asynccontextmanager
async def open_place(desk: FakeDesk | None = None, **options: Any) -> AsyncIterator[Place]:
    options.setdefault("timing", QUICK)
    options.setdefault("sweep_s", 0.02)
    passwords = Passwords()
    server = Server(desk := desk or FakeDesk(), utc_now, passwords, Options(**options))
    await server.start("127.0.0.1", 0)
    place = Place(server, desk, passwords)
    try:
        yield place
    finally:
        await asyncio.gather(*(client.close() for client in place.clients))
        await server.stop()
        passwords.close()


async def eventually(condition: Callable[[], object], what: str = "") -> None:
    """Return when the condition holds; fail when it has not after some seconds."""
    deadline = asyncio.get_running_loop().time() + WAIT_S
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, f"never happened: {what or condition}"
        await asyncio.sleep(0.005)
