"""The servers that Laddvakt is measured against: the `ocpp` package as delivered, and `websockets` alone.

`python packaging/bench_servers.py ocpp|websockets` listens on a free loopback port and prints its address. Neither
stores anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from ocpp.routing import on
from ocpp.v16 import ChargePoint as ChargePoint16
from ocpp.v16 import call_result as results16
from ocpp.v16.enums import Action as Action16
from ocpp.v16.enums import AuthorizationStatus, RegistrationStatus
from ocpp.v201 import ChargePoint as ChargePoint201
from ocpp.v201 import call_result as results201
from ocpp.v201.enums import Action as Action201
from ocpp.v201.enums import RegistrationStatusEnumType
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol


def _now() -> str:
    return datetime.now(UTC).isoformat()


class Plain16(ChargePoint16):  # type: ignore[misc]  # the package has no types
    """Answers at once what a 1.6 charger says."""

    @on(Action16.boot_notification)  # type: ignore[untyped-decorator]
    def booted(self, **told: object) -> object:
        return results16.BootNotification(current_time=_now(), interval=300, status=RegistrationStatus.accepted)

    @on(Action16.heartbeat)  # type: ignore[untyped-decorator]
    def heartbeat(self) -> object:
        return results16.Heartbeat(current_time=_now())

    @on(Action16.meter_values)  # type: ignore[untyped-decorator]
    def metered(self, **told: object) -> object:
        return results16.MeterValues()

    @on(Action16.start_transaction)  # type: ignore[untyped-decorator]
    def started(self, **told: object) -> object:
        return results16.StartTransaction(transaction_id=1, id_tag_info={"status": AuthorizationStatus.accepted})


class Plain201(ChargePoint201):  # type: ignore[misc]  # the package has no types
    """Answers at once what a 2.0.1 charger says."""

    @on(Action201.boot_notification)  # type: ignore[untyped-decorator]
    def booted(self, **told: object) -> object:
        status = RegistrationStatusEnumType.accepted
        return results201.BootNotification(current_time=_now(), interval=300, status=status)

    @on(Action201.transaction_event)  # type: ignore[untyped-decorator]
    def transaction(self, **told: object) -> object:
        return results201.TransactionEvent()


_PLAIN: dict[str, Any] = {"ocpp1.6": Plain16, "ocpp2.0.1": Plain201}


async def _speak_ocpp(connection: ServerConnection) -> None:
    with contextlib.suppress(ConnectionClosed):
        await _PLAIN[str(connection.subprotocol)]("charger", connection).start()


async def _say_something(connection: ServerConnection) -> None:
    """A canned answer, enough for the load client to go on."""
    with contextlib.suppress(ConnectionClosed):
        async for text in connection:
            call: list[Any] = json.loads(text)
            await connection.send(json.dumps([3, call[1], {"transactionId": 1}]))


_HANDLERS: dict[str, Callable[[ServerConnection], Awaitable[None]]] = {
    "ocpp": _speak_ocpp,
    "websockets": _say_something,
}


async def main(what: str) -> None:
    async with serve(_HANDLERS[what], "127.0.0.1", 0, subprotocols=[Subprotocol(name) for name in _PLAIN]) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"listening on ws://127.0.0.1:{port}/", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(sys.argv[1]))
