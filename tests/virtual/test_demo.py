"""The demo: two chargers in a process of their own, gone when their parent is."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, serve

from app.virtual.settings import Version
from tests.virtual.central import Central


def test_the_demo_process_charges_by_itself_and_ends_with_its_parent() -> None:
    async def story() -> None:
        chargers = {"ocpp1.6": Central(Version.V16), "ocpp2.0.1": Central(Version.V201)}

        async def handle(socket: ServerConnection) -> None:
            await chargers[str(socket.subprotocol)].handle(socket)

        async with serve(handle, "127.0.0.1", 0, subprotocols=list(chargers)) as server:  # type: ignore[arg-type]
            port = next(iter(server.sockets)).getsockname()[1]
            demo = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "app.virtual.demo",
                f"ws://127.0.0.1:{port}",
                stdin=asyncio.subprocess.PIPE,
            )
            garage, carport = chargers.values()
            await garage.until(lambda: "StartTransaction" in garage.actions)
            await carport.until(lambda: len(carport.payloads("StatusNotification")) >= 2)
            assert demo.stdin is not None
            demo.stdin.close()
            async with asyncio.timeout(20):
                assert await demo.wait() == 0
            assert garage.paths == ["/DEMO-GARAGE"]
            assert carport.paths == ["/DEMO-CARPORT"]
            assert {p["evseId"] for p in carport.payloads("StatusNotification")} == {1, 2}
            # What was open is ended in order.
            assert "StopTransaction" in garage.actions
            assert garage.broken == carport.broken == []

    asyncio.run(story())
