"""A light raw client that loads a central system: many chargers on hand-made WebSocket frames in one process.

It does as little as possible for each message, so that what is measured is the server. Frames are masked with zeros,
which RFC 6455 allows and which makes masking free.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

_MEASURANDS = (
    ("Energy.Active.Import.Register", "Wh", ""),
    ("Power.Active.Import", "W", ""),
    *((f"{quantity}", unit, phase) for quantity, unit in (("Current.Import", "A"), ("Voltage", "V"))
      for phase in ("L1", "L2", "L3")),
    ("SoC", "Percent", ""),
    ("Temperature", "Celsius", ""),
)  # fmt: skip


class Charger(asyncio.Protocol):
    """One connection; `on_reply` is called with every text frame that arrives."""

    def __init__(self, host: str, path: str, subprotocol: str, deflate: bool = False) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.on_reply: Callable[[bytes], None] = lambda text: None
        self.transport: asyncio.Transport | None = None
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: {subprotocol}\r\n"
            + ("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" if deflate else "")
            + "\r\n"
        ).encode()
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        read = self._read
        read += data
        if not self.opened.done():
            end = read.find(b"\r\n\r\n")
            if end < 0:
                return
            if not read.startswith(b"HTTP/1.1 101"):
                self.opened.set_exception(ConnectionError(read[:60].decode("latin-1")))
                return
            del read[: end + 4]
            self.opened.set_result(None)
        while len(read) >= 2:
            length, offset = read[1] & 127, 2
            if length == 126:
                length, offset = int.from_bytes(read[2:4]), 4
            if len(read) < offset + length:
                return
            opcode, text = read[0] & 15, bytes(read[offset : offset + length])
            del read[: offset + length]
            if opcode == 9:
                self._write(0x8A, text)
            elif opcode == 1:
                self.on_reply(text)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("the line was closed"))

    def send(self, text: bytes) -> None:
        self._write(0x81, text)

    def _write(self, first: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes((first, 0x80 | size)) if size < 126 else bytes((first, 0xFE)) + size.to_bytes(2)
        assert self.transport is not None
        self.transport.write(head + b"\0\0\0\0" + payload)


async def connect(url: str, name: str, subprotocol: str, deflate: bool = False) -> Charger:
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    _, charger = await asyncio.get_running_loop().create_connection(
        lambda: Charger(f"{host}:{port}", f"/{name}", subprotocol, deflate), host, port
    )
    await charger.opened
    return charger


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _samples(unit_of: Callable[[str], dict[str, object]], as_text: bool) -> list[dict[str, object]]:
    samples = []
    for index, (measurand, unit, phase) in enumerate(_MEASURANDS):
        value: object = f"{230 + index}.{index}" if as_text else 230.5 + index
        sample = {"value": value, "context": "Sample.Periodic", "measurand": measurand} | unit_of(unit)
        samples.append(sample | ({"phase": phase} if phase else {}))
    return samples


Maker = Callable[[int, int], str]
"""(charger's number, message's number) → the payload as JSON."""


def heartbeat(charger: int, number: int) -> str:
    return "{}"


def meter_values() -> Maker:
    samples = json.dumps(_samples(lambda unit: {"unit": unit}, as_text=True))
    return lambda charger, number: (
        f'{{"connectorId":1,"meterValue":[{{"timestamp":"{_now()}","sampledValue":{samples}}}]}}'
    )


def start_transaction(charger: int, number: int) -> str:
    return f'{{"connectorId":1,"idTag":"04A2B3C4","meterStart":{number},"timestamp":"{_now()}"}}'


def transaction_event() -> Maker:
    samples = json.dumps(_samples(lambda unit: {"unitOfMeasure": {"unit": unit}}, as_text=False))

    def make(charger: int, number: int) -> str:
        kind = "Started" if number == 0 else "Updated"
        return (
            f'{{"eventType":"{kind}","timestamp":"{_now()}","triggerReason":"MeterValuePeriodic","seqNo":{number},'
            f'"transactionInfo":{{"transactionId":"load-{charger}","chargingState":"Charging"}},'
            f'"evse":{{"id":1,"connectorId":1}},"meterValue":[{{"timestamp":"{_now()}","sampledValue":{samples}}}]}}'
        )

    return make


MESSAGES: dict[str, tuple[str, Callable[[], Maker]]] = {
    "Heartbeat": ("ocpp1.6", lambda: heartbeat),
    "MeterValues": ("ocpp1.6", meter_values),
    "StartTransaction": ("ocpp1.6", lambda: start_transaction),
    "TransactionEvent": ("ocpp2.0.1", transaction_event),
}
_BOOTS = {
    "ocpp1.6": '{"chargePointVendor":"Load","chargePointModel":"Client"}',
    "ocpp2.0.1": '{"reason":"PowerUp","chargingStation":{"vendorName":"Load","model":"Client"}}',
}


async def opened(url: str, action: str, count: int, deflate: bool = False) -> list[Charger]:
    """`count` chargers, connected and booted."""
    subprotocol = MESSAGES[action][0]
    chargers = []
    for start in range(0, count, 50):
        group = [
            connect(url, f"LOAD-{number}", subprotocol, deflate) for number in range(start, min(start + 50, count))
        ]
        chargers += await asyncio.gather(*group)
    answered = [asyncio.get_running_loop().create_future() for _ in chargers]
    for charger, future in zip(chargers, answered, strict=True):
        charger.on_reply = lambda text, future=future: None if future.done() else future.set_result(None)
        charger.send(f'[2,"boot","BootNotification",{_BOOTS[subprotocol]}]'.encode())
    await asyncio.gather(*answered)
    return chargers


async def throughput(url: str, action: str, count: int, seconds: float) -> float:
    """Messages answered a second, each charger with one in flight."""
    chargers = await opened(url, action, count)
    make = MESSAGES[action][1]()
    answered = 0
    until = [0.0]

    def drive(index: int, charger: Charger) -> Callable[[bytes], None]:
        number = 0

        def reply(text: bytes) -> None:
            nonlocal number, answered
            if not text.startswith(b"[3"):
                return
            number += 1
            answered += 1
            if time.monotonic() < until[0]:
                charger.send(f'[2,"{number}","{action}",{make(index, number)}]'.encode())

        return reply

    until[0] = time.monotonic() + seconds
    begun = time.monotonic()
    for index, charger in enumerate(chargers):
        charger.on_reply = drive(index, charger)
        charger.send(f'[2,"0","{action}",{make(index, 0)}]'.encode())
    await asyncio.sleep(seconds)
    return answered / (time.monotonic() - begun)


async def steady(url: str, count: int, seconds: float) -> list[float]:
    """Seconds from message to reply, `count` chargers each sending MeterValues once a second, evenly spread."""
    chargers = await opened(url, "MeterValues", count)
    make = meter_values()
    latencies: list[float] = []
    loop = asyncio.get_running_loop()

    async def drive(index: int, charger: Charger) -> None:
        sent = 0.0

        def reply(text: bytes) -> None:
            if text.startswith(b"[3"):
                latencies.append(time.monotonic() - sent)

        charger.on_reply = reply
        begun = loop.time() + index / count
        for number in range(int(seconds)):
            await asyncio.sleep(max(0.0, begun + number - loop.time()))
            sent = time.monotonic()
            charger.send(f'[2,"{number}","MeterValues",{make(index, number)}]'.encode())

    await asyncio.gather(*(drive(index, charger) for index, charger in enumerate(chargers)))
    await asyncio.sleep(1)
    return latencies


async def burst(url: str, count: int) -> float:
    """Seconds until `count` StartTransactions, sent at once, are all answered."""
    chargers = await opened(url, "StartTransaction", count)
    remaining, done = count, asyncio.get_running_loop().create_future()

    def reply(text: bytes) -> None:
        nonlocal remaining
        if text.startswith(b"[3"):
            remaining -= 1
            if remaining == 0:
                done.set_result(None)

    for charger in chargers:
        charger.on_reply = reply
    frames = [f'[2,"s","StartTransaction",{start_transaction(index, index)}]'.encode() for index in range(count)]
    begun = time.monotonic()
    for charger, frame in zip(chargers, frames, strict=True):
        charger.send(frame)
    await asyncio.wait_for(done, 60)
    return time.monotonic() - begun


async def hold(url: str, count: int) -> None:
    """Keep `count` booted chargers connected, compression negotiated, until standard input ends."""
    chargers = await opened(url, "Heartbeat", count, deflate=True)
    print("connected", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for charger in chargers:
        assert charger.transport is not None
        charger.transport.abort()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["throughput", "steady", "burst", "hold"])
    parser.add_argument("url")
    parser.add_argument("--action", default="Heartbeat")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3)
    given = parser.parse_args()
    if given.what == "throughput":
        print(json.dumps(asyncio.run(throughput(given.url, given.action, given.count, given.seconds))))
    elif given.what == "steady":
        print(json.dumps(asyncio.run(steady(given.url, given.count, given.seconds))))
    elif given.what == "burst":
        print(json.dumps(asyncio.run(burst(given.url, given.count))))
    else:
        asyncio.run(hold(given.url, given.count))


if __name__ == "__main__":
    main()
