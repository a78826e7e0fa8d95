"""A light raw client that loads a central system: many chargers on hand-made WebSocket frames in one process.

It does as little as possible for each message, so that what is measured is the server. Frames are masked with zeros,
which RFC 6455 allows and which makes masking free. Results are printed as JSON; an error in an answer or a lost line
ends it with a sentence, because a figure from a broken run is worth nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import json
import os
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlsplit

_TEXT, _PING, _PONG, _CLOSE = 0x1, 0x9, 0xA, 0x8
_FIN, _DEFLATED, _MASKED = 0x80, 0x40, 0x80
# The smallest window that any of the servers asks for.
_WINDOW_BITS = -10
_CONNECTING_AT_ONCE = 50
_WARM_UP_S = 0.5
_LAST_ANSWERS_WITHIN_S = 10.0

# Beside the meter's register: what a charger on three phases tells, nine values more.
_MEASURANDS = (
    ("Power.Active.Import", "W", ""),
    *(
        (quantity, unit, phase)
        for quantity, unit in (("Current.Import", "A"), ("Voltage", "V"))
        for phase in ("L1", "L2", "L3")
    ),
    ("SoC", "Percent", ""),
    ("Current.Offered", "A", ""),
)


# Shared by all lines: what arrives is taken out of it at once.
_ARRIVED = bytearray(65_536)


class Charger(asyncio.BufferedProtocol):
    """One line. `on_answer` is called with every CALLRESULT; what the server asks is answered with NotSupported."""

    transport: asyncio.Transport

    def __init__(self, number: int, host: str, subprotocol: str, deflate: bool) -> None:
        self.number = number
        self.transaction = "0"
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.on_answer: Callable[[bytes], None] = lambda text: None
        self._deflate = deflate
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS) if deflate else None
        self._request = (
            f"GET /LOAD-{number} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: {subprotocol}\r\n"
            + ("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" if deflate else "")
            + "\r\n"
        ).encode()
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def get_buffer(self, sizehint: int) -> bytearray:
        return _ARRIVED

    def buffer_updated(self, nbytes: int) -> None:
        self._read += memoryview(_ARRIVED)[:nbytes]
        if self.opened.done() or self._is_let_in():
            self._take_frames()

    def connection_lost(self, error: Exception | None) -> None:
        raise SystemExit(f"LOAD-{self.number}: the line was lost ({error}).")

    def _is_let_in(self) -> bool:
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._read[:end])
        if not head.startswith(b"HTTP/1.1 101"):
            raise SystemExit(f"LOAD-{self.number} was not let in: {head[:60]!r}")
        if self._deflate and b"permessage-deflate" not in head:
            raise SystemExit("The server did not take up the offer to compress.")
        del self._read[: end + 4]
        self.opened.set_result(None)
        return True

    def _take_frames(self) -> None:
        read = self._read
        while len(read) >= 2:
            length, offset = read[1] & 127, 2
            if length == 126:
                length, offset = int.from_bytes(read[2:4], "big"), 4
            if len(read) < offset + length:
                return
            first, payload = read[0], bytes(read[offset : offset + length])
            del read[: offset + length]
            if first & 15 == _TEXT:
                self._take(self._inflated(payload) if first & _DEFLATED else payload)
            elif first & 15 == _PING:
                self._write(_FIN | _PONG, payload)
            elif first & 15 == _CLOSE:
                raise SystemExit(f"LOAD-{self.number}: the server hung up ({payload[2:]!r}).")

    def _take(self, text: bytes) -> None:
        kind = text.lstrip(b"[ ")[:1]
        if kind == b"3":
            self.on_answer(text)
        elif kind == b"2":
            self.send(json.dumps([4, json.loads(text)[1], "NotSupported", "", {}]).encode())
        else:
            raise SystemExit(f"LOAD-{self.number} was answered {text[:300]!r}")

    def _inflated(self, payload: bytes) -> bytes:
        return self._inflater.decompress(payload + b"\0\0\xff\xff") if self._inflater is not None else payload

    def send(self, text: bytes) -> None:
        if self._deflate:
            deflater = zlib.compressobj(wbits=_WINDOW_BITS)
            deflated = deflater.compress(text) + deflater.flush(zlib.Z_SYNC_FLUSH)
            self._write(_FIN | _DEFLATED | _TEXT, deflated[:-4])
        else:
            self._write(_FIN | _TEXT, text)

    def call(self, message_id: object, action: str, payload: str) -> None:
        self.send(f'[2,"{message_id}","{action}",{payload}]'.encode())

    async def ask(self, action: str, payload: str) -> bytes:
        """Call, and wait for the answer."""
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.on_answer = answer.set_result
        self.call(f"ask-{action}", action, payload)
        return await answer

    def _write(self, first: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes((first, _MASKED | size)) if size < 126 else bytes((first, _MASKED | 126)) + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + payload)


# What chargers say.

Maker = Callable[[Charger, int], str]
"""(charger, number of its message) → the payload as JSON."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _heartbeat(charger: Charger, number: int) -> str:
    return "{}"


def _start_transaction(charger: Charger, number: int) -> str:
    return f'{{"connectorId":1,"idTag":"04A2B3C4","meterStart":{number},"timestamp":"{_now()}"}}'


def _samples(value_of: Callable[[float], object], unit_of: Callable[[str], dict[str, object]]) -> str:
    """All values but the register, as the inside of a JSON list."""
    samples = []
    for index, (measurand, unit, phase) in enumerate(_MEASURANDS):
        sample = {"value": value_of(230.5 + index), "context": "Sample.Periodic", "measurand": measurand}
        samples.append(sample | unit_of(unit) | ({"phase": phase} if phase else {}))
    return json.dumps(samples)[1:-1]


def _meter_values() -> Maker:
    samples = _samples(str, lambda unit: {"unit": unit})
    register = '"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unit":"Wh"'
    return lambda charger, number: (
        f'{{"connectorId":1,"transactionId":{charger.transaction},"meterValue":[{{"timestamp":"{_now()}",'
        f'"sampledValue":[{{"value":"{number}",{register}}},{samples}]}}]}}'
    )


def _transaction_event() -> Maker:
    samples = _samples(lambda value: value, lambda unit: {"unitOfMeasure": {"unit": unit}})
    register = '"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unitOfMeasure":{"unit":"Wh"}'
    kinds = {0: '"eventType":"Started","triggerReason":"CablePluggedIn"'}
    updated = '"eventType":"Updated","triggerReason":"MeterValuePeriodic"'

    def make(charger: Charger, number: int) -> str:
        now = _now()
        return (
            f'{{{kinds.get(number, updated)},"timestamp":"{now}","seqNo":{number},'
            f'"transactionInfo":{{"transactionId":"load-{charger.number}","chargingState":"Charging"}},'
            f'"evse":{{"id":1,"connectorId":1}},"meterValue":[{{"timestamp":"{now}",'
            f'"sampledValue":[{{"value":{number},{register}}},{samples}]}}]}}'
        )

    return make


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of load."""

    subprotocol: str
    maker: Callable[[], Maker]
    in_transaction: bool = False  # a StartTransaction goes before it


MESSAGES = {
    "Heartbeat": Message("ocpp1.6", lambda: _heartbeat),
    "MeterValues": Message("ocpp1.6", _meter_values, in_transaction=True),
    "StartTransaction": Message("ocpp1.6", lambda: _start_transaction),
    "TransactionEvent": Message("ocpp2.0.1", _transaction_event),
}
_BOOTS = {
    "ocpp1.6": '{"chargePointVendor":"Load","chargePointModel":"Client"}',
    "ocpp2.0.1": '{"reason":"PowerUp","chargingStation":{"vendorName":"Load","model":"Client"}}',
}


async def _opened(url: str, message: Message, count: int, deflate: bool = False) -> list[Charger]:
    """`count` chargers, connected and booted, each with a transaction running where the message needs one."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    loop = asyncio.get_running_loop()

    async def open_one(number: int) -> Charger:
        _, charger = await loop.create_connection(
            lambda: Charger(number, f"{host}:{port}", message.subprotocol, deflate), host, port
        )
        await charger.opened
        await charger.ask("BootNotification", _BOOTS[message.subprotocol])
        if message.in_transaction:
            answer = await charger.ask("StartTransaction", _start_transaction(charger, 0))
            charger.transaction = str(json.loads(answer)[2]["transactionId"])
        return charger

    chargers: list[Charger] = []
    for start in range(0, count, _CONNECTING_AT_ONCE):
        numbers = range(start, min(start + _CONNECTING_AT_ONCE, count))
        chargers += await asyncio.gather(*map(open_one, numbers))
    return chargers


# The loads.


async def _throughput(url: str, action: str, count: int, seconds: float) -> float:
    """Messages answered a second, each charger with one in flight."""
    chargers = await _opened(url, MESSAGES[action], count)
    make = MESSAGES[action].maker()
    answered = 0

    def drive(charger: Charger) -> None:
        number = 0

        def next_one(text: bytes) -> None:
            nonlocal number, answered
            number += 1
            answered += 1
            charger.call(number, action, make(charger, number))

        charger.on_answer = next_one
        charger.call(number, action, make(charger, number))

    for charger in chargers:
        drive(charger)
    await asyncio.sleep(_WARM_UP_S)
    begun, before = time.monotonic(), answered
    await asyncio.sleep(seconds)
    return (answered - before) / (time.monotonic() - begun)


async def _steady(url: str, count: int, seconds: float, settle: float) -> dict[str, object]:
    """Seconds from message to answer, `count` chargers each sending MeterValues once a second, evenly spread.

    `settle` seconds of it are let go by before it counts. Times are the system's monotonic clock's.
    """
    message = MESSAGES["MeterValues"]
    chargers = await _opened(url, message, count)
    make = message.maker()
    latencies_s: list[float] = []
    loop = asyncio.get_running_loop()
    begin = loop.time() + settle
    unanswered = 0

    async def drive(charger: Charger) -> None:
        nonlocal unanswered
        sent: dict[bytes, float] = {}

        def answered(text: bytes) -> None:
            at = sent.pop(text.split(b'"', 2)[1])
            if at >= begin:
                latencies_s.append(loop.time() - at)
            if not sent:
                all_answered.set()

        charger.on_answer = answered
        all_answered = asyncio.Event()
        due = begin - settle + charger.number / count
        number = 1
        while due < begin + seconds:
            await asyncio.sleep(due - loop.time())
            sent[str(number).encode()] = loop.time()
            charger.call(number, "MeterValues", make(charger, number))
            all_answered.clear()
            number += 1
            due += 1.0
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(all_answered.wait(), _LAST_ANSWERS_WITHIN_S)
        unanswered += len(sent)

    await asyncio.gather(*map(drive, chargers))
    return {"begun": begin, "ended": begin + seconds, "latencies_s": latencies_s, "unanswered": unanswered}


async def _burst(url: str, count: int) -> float:
    """Seconds until `count` StartTransactions, sent at once, are all answered."""
    chargers = await _opened(url, MESSAGES["StartTransaction"], count)
    remaining = count
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def answered(text: bytes) -> None:
        nonlocal remaining
        remaining -= 1
        if remaining == 0:
            done.set_result(None)

    for charger in chargers:
        charger.on_answer = answered
    begun = time.monotonic()
    for charger in chargers:
        charger.call("burst", "StartTransaction", _start_transaction(charger, charger.number))
    await asyncio.wait_for(done, 60)
    return time.monotonic() - begun


async def _hold(url: str, count: int) -> None:
    """Keep `count` chargers that speak compressed, each with its session, until standard input ends."""
    message = MESSAGES["MeterValues"]
    chargers = await _opened(url, message, count, deflate=True)
    make = message.maker()
    for charger in chargers:
        await charger.ask("MeterValues", make(charger, 1))
    print("connected", flush=True)
    await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["throughput", "steady", "burst", "hold"])
    parser.add_argument("url")
    parser.add_argument("--action", choices=MESSAGES, default="Heartbeat")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--settle", type=float, default=0)
    given = parser.parse_args()
    match given.what:
        case "throughput":
            result: object = asyncio.run(_throughput(given.url, given.action, given.count, given.seconds))
        case "steady":
            result = asyncio.run(_steady(given.url, given.count, given.seconds, given.settle))
        case "burst":
            result = asyncio.run(_burst(given.url, given.count))
        case _:
            result = asyncio.run(_hold(given.url, given.count))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
