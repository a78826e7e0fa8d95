"""Who is let in, under which name and in which version: rows WS-01 to WS-24 of the quirks met at the door."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from app.core.contact import Outcome
from app.core.reports import Booted
from app.csms.limits import Limits
from app.csms.listening import CannotListen, WhyNot
from tests.csms.place import BOOT_16, BOOT_20, Client, FakeDesk, Place, eventually, open_place

UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n{extra}"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
# A masked close frame, so that the server hangs up when it has answered.
CLOSE = b"\x88\x80\x00\x00\x00\x00"


async def upgrade(place: Place, path: str = "/CP1", extra: str = "Connection: Upgrade\r\n") -> str:
    """The head of the server's answer to a handshake written by hand."""
    answer = await place.raw(UPGRADE.format(path=path, extra=extra).encode("latin-1") + CLOSE)
    return answer.partition(b"\r\n\r\n")[0].decode("latin-1")


async def refused(place: Place, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await place.dial(**options)
    return caught.value.response.status_code


def basic(user: str, password: bytes) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(user.encode() + b":" + password).decode()}


def protocols_of(head: str) -> list[str]:
    return [
        line.partition(":")[2].strip()
        for line in head.split("\r\n")
        if line.lower().startswith("sec-websocket-protocol:")
    ]


def test_ws_01_a_charger_that_offers_no_version_speaks_1_6_and_hears_no_echo() -> None:
    async def story() -> None:
        async with open_place() as place:
            head = await upgrade(place, extra="Connection: Upgrade\r\nOrigin: https://github.com/gilmaimon\r\n")
            assert head.startswith("HTTP/1.1 101")
            assert protocols_of(head) == []
            charger = await place.dial(protocol=None)
            assert (await charger.ask("BootNotification", BOOT_16))[2]["status"] == "Accepted"
            assert place.desk.links["CP1"].protocol == "1.6"

    asyncio.run(story())


@pytest.mark.parametrize(
    ("offer", "echo"),
    [
        ("Sec-WebSocket-Protocol: ocpp1.6, ocpp1.5\r\n", "ocpp1.6"),
        ("Sec-WebSocket-Protocol: ocpp2.1,ocpp2.0.1,ocpp1.6\r\n", "ocpp2.1"),
        ("Sec-WebSocket-Protocol: ocpp1.6,ocpp2.0.1\r\n", "ocpp2.0.1"),
        ("Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Protocol: ocpp1.6\r\n", "ocpp1.6"),
        ("Sec-WebSocket-Protocol: ocpp1.5\r\nSec-WebSocket-Protocol: ocpp1.6\r\n", "ocpp1.6"),
        ("Sec-WebSocket-Protocol: ,ocpp1.6,\r\n", "ocpp1.6"),
        ("Sec-WebSocket-Protocol: OCPP1.6\r\n", "OCPP1.6"),
        ("Sec-WebSocket-Protocol: ocpp 1.6, ocpp2.0.1\r\n", "ocpp2.0.1"),
    ],
)
def test_ws_02_exactly_one_version_is_echoed_however_the_offer_is_written(offer: str, echo: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            head = await upgrade(place, extra="Connection: Upgrade\r\n" + offer)
            assert head.startswith("HTTP/1.1 101")
            assert protocols_of(head) == [echo]

    asyncio.run(story())


def test_ws_03_the_version_belongs_to_the_line_and_nothing_is_kept_of_one_that_said_nothing() -> None:
    async def story() -> None:
        async with open_place() as place:
            probe = await place.dial(protocol="ocpp1.6")
            await probe.socket.close()
            await eventually(lambda: Outcome.SAID_NOTHING in place.desk.outcomes())
            assert place.desk.known == {}
            charger = await place.dial(protocol="ocpp2.0.1")
            assert (await charger.ask("BootNotification", BOOT_20))[2]["status"] == "Accepted"
            assert place.desk.links["CP1"].protocol == "2.0.1"

    asyncio.run(story())


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        (b"\x00\xff\x10binary", Outcome.UNREADABLE),
        ("hello", Outcome.UNREADABLE),
        ("[" + "1," * 600_000 + "1]", Outcome.TOO_LONG),
    ],
    ids=["binary", "no message", "too long"],
)
def test_a_stranger_that_says_what_cannot_be_read_is_told_of_as_such(first: str | bytes, outcome: Outcome) -> None:
    async def story() -> None:
        async with open_place() as place:
            stranger = await place.dial()
            await stranger.socket.send(first)
            if outcome is Outcome.UNREADABLE:
                await eventually(lambda: "unreadable" in place.desk.notes())
                await stranger.socket.close()
            await eventually(lambda: outcome in place.desk.outcomes())
            assert Outcome.SAID_NOTHING not in place.desk.outcomes()
            assert place.desk.known == {}

    asyncio.run(story())


def test_ws_05_a_request_without_connection_upgrade_is_mended() -> None:
    async def story() -> None:
        async with open_place() as place:
            assert (await upgrade(place, extra="")).startswith("HTTP/1.1 101")
            assert (await upgrade(place, extra="Connection: keep-alive, Upgrade\r\n")).startswith("HTTP/1.1 101")
            assert (await upgrade(place, extra="Connection: close\r\n")).startswith("HTTP/1.1 101")

    asyncio.run(story())


@pytest.mark.parametrize("origin", ["file://", "null", "https://evil.example", ""])
def test_ws_06_the_origin_is_never_looked_at(origin: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            head = await upgrade(place, extra=f"Connection: Upgrade\r\nOrigin: {origin}\r\n")
            assert head.startswith("HTTP/1.1 101")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("///charger", "charger"),  # WS-07
        ("//CP-7", "CP-7"),
        ("/ws://192.168.1.5:9000/CP_1/SERIAL_1234", "SERIAL_1234"),  # WS-09
        ("/ocpp/CP1?token=abc&x=1", "CP1"),  # WS-10
        ("/ws/webSocket?=sn", "webSocket"),
        ("/ocpp/RDAM%7C123", "RDAM|123"),  # WS-11
        ("/ocpp/RDAM%20123", "RDAM 123"),
        ("/ocpp/R%C3%A4ksm%C3%B6rg%C3%A5s", "Räksmörgås"),
        ("/ocpp/GaroCS-4133AAAA46980", "GaroCS-4133AAAA46980"),
        ("/ocpp/CP1/", "CP1"),
        ("/a%2Fb", "a/b"),
        ("/CentralSystemService/4/CBI-1", "CBI-1"),  # WS-13
        ("/" + "x" * 255, "x" * 255),
    ],
)
def test_ws_07_to_13_the_last_part_of_the_path_names_the_charger(path: str, identity: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(path)
            await charger.ask("Heartbeat")
            assert list(place.desk.links) == [identity]

    asyncio.run(story())


def test_ws_11_blanks_and_letters_beyond_ascii_may_stand_in_the_path_as_they_are() -> None:
    async def story() -> None:
        async with open_place() as place:
            assert (await upgrade(place, path="/ocpp/My Räk".encode().decode("latin-1"))).startswith("HTTP/1.1 101")
            await eventually(lambda: place.desk.knocks)
            assert place.desk.knocks[0].identity == "My Räk"

    asyncio.run(story())


@pytest.mark.parametrize("path", ["/" + "x" * 256, "/a%00b", "/a%0Ab", "/%FF%FE"])
def test_ws_11_a_name_that_cannot_be_one_is_refused_and_told(path: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            assert await refused(place, path=path) == 400
            assert place.desk.outcomes() == [Outcome.BAD_IDENTITY]

    asyncio.run(story())


def test_ws_12_names_are_compared_without_case() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("EVB-P1234")) as place:
            charger = await place.dial("/ocpp/evb-p1234")
            await charger.ask("Heartbeat")
            assert list(place.desk.links) == ["EVB-P1234"]

    asyncio.run(story())


def test_ws_08_a_nameless_charger_is_known_by_its_login_its_serial_number_or_its_address() -> None:
    async def story() -> None:
        async with open_place() as place:
            by_login = await place.dial("/", additional_headers=basic("BOX-9", b""))
            await by_login.ask("Heartbeat")
            assert set(place.desk.links) == {"BOX-9"}
            assert not place.desk.links["BOX-9"].anonymous

            by_serial = await place.dial("/")
            await by_serial.ask("BootNotification", BOOT_16)
            assert place.desk.links["SN-1"].anonymous

            by_address = await place.dial("/")
            await by_address.ask("Heartbeat")
            assert place.desk.links["at-127.0.0.1"].anonymous

            place.desk.anonymous["127.0.0.1"] = "Garage"
            place.desk.known["garage"] = "Garage"
            again = await place.dial("/")
            await again.ask("BootNotification", BOOT_16)
            assert "Garage" in place.desk.links

    asyncio.run(story())


def test_ws_08_a_serial_number_is_no_way_around_a_password() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("SN-1")) as place:
            place.desk.hashes["SN-1"] = await place.passwords.hash("secret")
            charger = await place.dial("/")
            await charger.ask("BootNotification", BOOT_16)
            assert list(place.desk.links) == ["at-127.0.0.1"]

    asyncio.run(story())


def test_ws_14_a_charger_that_never_pongs_stays_connected_while_it_talks() -> None:
    async def story() -> None:
        async with open_place(ping_s=0.02) as place:
            _, writer = await asyncio.open_connection("127.0.0.1", place.port)
            writer.write(UPGRADE.format(path="/CP1", extra="Connection: Upgrade\r\n").encode())
            frame = b'[2,"1","Heartbeat",{}]'
            for number in range(20):
                writer.write(bytes([0x81, 0x80 | len(frame), 0, 0, 0, 0]) + frame)
                await eventually(lambda number=number: len(place.desk.reports) > number)  # type: ignore[misc]
            assert "CP1" in place.desk.links
            assert place.desk.ended == []
            writer.close()
            await eventually(lambda: place.desk.ended)

    asyncio.run(story())


def test_ws_16_an_idle_charger_is_pinged() -> None:
    async def story() -> None:
        async with open_place(ping_s=0.02) as place:
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
            writer.write(UPGRADE.format(path="/CP1", extra="Connection: Upgrade\r\n").encode())
            await reader.readuntil(b"\r\n\r\n")
            ping = await asyncio.wait_for(reader.readexactly(2), 10)
            assert ping == b"\x89\x00"
            writer.close()

    asyncio.run(story())


def test_ws_18_compression_is_negotiated_only_where_it_is_offered_and_a_broken_offer_is_ignored() -> None:
    async def story() -> None:
        async with open_place() as place:
            assert "extensions" not in (await upgrade(place)).lower()
            head = await upgrade(place, extra="Connection: Upgrade\r\nSec-WebSocket-Extensions: ;;\r\n")
            assert head.startswith("HTTP/1.1 101")
            charger = await place.dial(compression="deflate")
            assert "permessage-deflate" in (charger.socket.response or head).headers["Sec-WebSocket-Extensions"]  # type: ignore[union-attr]
            answer = await charger.ask("DataTransfer", {"vendorId": "x" * 5000})
            assert answer[0] == 3

    asyncio.run(story())


def test_ws_20_tls_on_the_plain_port_is_recognised_and_a_port_probe_is_nothing() -> None:
    async def story() -> None:
        async with open_place() as place:
            assert await place.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03") == b""
            assert place.desk.outcomes() == [Outcome.ENCRYPTED_ON_PLAIN_PORT]
            for _ in range(5):
                _, writer = await asyncio.open_connection("127.0.0.1", place.port)
                writer.close()
                await writer.wait_closed()
            charger = await place.dial()
            await charger.ask("Heartbeat")
            assert place.desk.outcomes() == [Outcome.ENCRYPTED_ON_PLAIN_PORT, Outcome.WELCOME]

    asyncio.run(story())


@pytest.mark.parametrize(
    ("user", "sent"),
    [
        ("CP1", b"0123ab"),
        ("cp1", b"0123ab"),
        ("CP1", b"\x01\x23\xab"),  # the bytes the hexadecimal digits stand for
        ("CP1", b"303132336162"),  # the hexadecimal digits of the text
    ],
)
def test_ws_22_a_password_is_right_in_each_of_its_forms(user: str, sent: bytes) -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1")) as place:
            place.desk.hashes["CP1"] = await place.passwords.hash("0123ab")
            for _ in range(3):  # the second time it is known without the slow proof
                charger = await place.dial(additional_headers=basic(user, sent))
                assert (await charger.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


def test_ws_22_a_password_may_hold_colons_and_any_bytes_and_none_is_asked_of_whom_has_none() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1", "CP2")) as place:
            place.desk.hashes["CP1"] = await place.passwords.hash("a:b:ö")
            charger = await place.dial(additional_headers=basic("CP1", "a:b:ö".encode()))
            assert (await charger.ask("Heartbeat"))[0] == 3
            free = await place.dial("/CP2", additional_headers=basic("CP2", b"\xff\xfe"))
            assert (await free.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


def test_ws_23_soap_is_recognised_and_refused() -> None:
    async def story() -> None:
        async with open_place() as place:
            body = b'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"/>'
            answer = await place.raw(
                b"POST /CP1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            )
            assert answer.startswith(b"HTTP/1.1 4")
            assert place.desk.outcomes() == [Outcome.SOAP]

    asyncio.run(story())


@pytest.mark.parametrize(
    "garbage", [b"\x00\x01\x02", b"SSH-2.0-OpenSSH\r\n\r\n", b"GET\r\n\r\n", b"hello\r\n\r\n", b"G" * 20_000]
)
def test_ws_24_garbage_costs_its_own_connection_and_is_told_of_sparingly(garbage: bytes) -> None:
    async def story() -> None:
        async with open_place(limits=Limits(knocks=3)) as place:
            charger = await place.dial()
            for _ in range(10):
                assert await place.raw(garbage) == b""
            assert (await charger.ask("Heartbeat"))[0] == 3
            assert place.desk.outcomes().count(Outcome.NOT_A_CHARGER) == 3

    asyncio.run(story())


def test_ws_27_an_old_http_version_and_an_empty_host_are_no_reason() -> None:
    async def story() -> None:
        async with open_place() as place:
            request = UPGRADE.format(path="/CP1", extra="Connection: Upgrade\r\n").replace("HTTP/1.1", "HTTP/1.0")
            answer = await place.raw(request.replace("Host: x", "Host:").encode() + CLOSE)
            assert answer.startswith(b"HTTP/1.1 101")
            answer = await place.raw(request.replace("\r\n", "\n").encode() + CLOSE)
            assert answer.startswith(b"HTTP/1.1 101")

    asyncio.run(story())


def test_a_browser_is_shown_the_address_and_nothing_of_what_it_sent() -> None:
    async def story() -> None:
        async with open_place() as place:
            answer = await place.raw(b"GET /<script>alert(1)</script> HTTP/1.1\r\nHost: evil\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 200")
            assert f"ws://127.0.0.1:{place.port}/".encode() in answer
            assert b"This is Laddvakt's address for chargers" in answer
            assert "adress för laddare".encode() in answer
            assert b"script" not in answer and b"evil" not in answer
            assert place.desk.outcomes() == [Outcome.NOT_A_CHARGER]

    asyncio.run(story())


def test_a_charger_the_user_has_refused_is_sent_away_and_told_of() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1")) as place:
            place.desk.not_mine.add("CP1")
            assert await refused(place) == 403
            assert place.desk.outcomes() == [Outcome.REFUSED_BY_USER]

    asyncio.run(story())


def test_strangers_from_one_address_are_limited_and_known_chargers_never() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("MINE"), limits=Limits(handshakes=5, window_s=3600)) as place:
            for number in range(5):
                await place.dial(f"/STRANGER-{number}")
            for number in range(20):
                assert await refused(place, path=f"/MORE-{number}") == 429
            assert place.desk.outcomes().count(Outcome.TOO_MANY) == 1
            for _ in range(30):
                mine = await place.dial("/MINE")
                assert (await mine.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


def test_what_was_not_told_of_one_by_one_is_told_as_a_number() -> None:
    async def story() -> None:
        async with open_place(limits=Limits(handshakes=0, window_s=0.1)) as place:
            for number in range(7):
                assert await refused(place, path=f"/S-{number}") == 429
            await eventually(lambda: sum(knock.count for knock in place.desk.knocks) == 7)

    asyncio.run(story())


def test_open_strangers_are_limited_until_they_are_approved() -> None:
    async def story() -> None:
        desk = FakeDesk(approve_new=False)
        async with open_place(desk, limits=Limits(open_strangers=2)) as place:
            first = await place.dial("/S-1")
            await place.dial("/S-2")
            assert await refused(place, path="/S-3") == 429
            await first.ask("BootNotification", BOOT_16)
            desk.waiting.clear()
            await first.ask("BootNotification", BOOT_16, "2")
            await place.dial("/S-3")

    asyncio.run(story())


def test_where_everybody_is_approved_at_once_nobody_is_a_stranger() -> None:
    async def story() -> None:
        async with open_place(limit_strangers=False, limits=Limits(handshakes=1, open_strangers=1)) as place:
            for number in range(5):
                await place.dial(f"/S-{number}")

    asyncio.run(story())


def test_wrong_passwords_are_not_looked_at_without_end() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1"), limits=Limits(wrong_passwords=2, window_s=3600)) as place:
            place.desk.hashes["CP1"] = await place.passwords.hash("right")
            charger = await place.dial(additional_headers=basic("CP1", b"right"))
            for _ in range(2):
                assert await refused(place, additional_headers=basic("CP1", b"wrong")) == 401
            assert await refused(place, additional_headers=basic("CP1", b"wrong")) == 429
            assert (await charger.ask("Heartbeat"))[0] == 3
            again = await place.dial(additional_headers=basic("CP1", b"right"))  # what proved right is still right
            assert (await again.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


def test_the_user_learns_how_each_visit_went() -> None:
    async def story() -> None:
        async with open_place(FakeDesk(approve_new=False)) as place:
            charger = await place.dial("/ocpp/NEW")
            await charger.ask("BootNotification", BOOT_16)
            knock = place.desk.knocks[-1]
            assert (knock.outcome, knock.identity, knock.path) == (Outcome.WAITING, "NEW", "/ocpp/NEW")
            place.desk.waiting.clear()
            await charger.ask("BootNotification", BOOT_16, "2")
            assert place.desk.outcomes() == [Outcome.WAITING, Outcome.WELCOME]
            assert len(place.desk.told(Booted)) == 2

    asyncio.run(story())


def test_a_port_in_use_is_said_to_be_so() -> None:
    async def story() -> None:
        async with open_place() as place, open_place() as other:
            await other.server.stop()
            assert other.server.bound == ()
            with pytest.raises(CannotListen) as caught:
                await other.server.start("127.0.0.1", place.port)
            assert caught.value.kind is WhyNot.TAKEN
            assert caught.value.port == place.port

    asyncio.run(story())


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("no such host", 0), ("127.0.0.1", 70_000)])
def test_an_address_that_is_not_ours_is_said_to_be_so(host: str, port: int) -> None:
    async def story() -> None:
        async with open_place() as place:
            await place.server.stop()
            with pytest.raises(CannotListen) as caught:
                await place.server.start(host, port)
            assert caught.value.kind is WhyNot.NO_SUCH_ADDRESS

    asyncio.run(story())


def test_the_server_listens_on_every_address_and_can_be_started_again() -> None:
    async def story() -> None:
        async with open_place() as place:
            await place.server.stop()
            await place.server.start("", 0)
            charger: Client = await place.dial()
            assert (await charger.ask("Heartbeat"))[0] == 3
            assert place.desk.links["CP1"].address == "127.0.0.1"

    asyncio.run(story())


def test_a_stop_does_not_wait_for_connections_that_never_shook_hands() -> None:
    async def story() -> None:
        async with open_place() as place:
            _, writer = await asyncio.open_connection("127.0.0.1", place.port)
            writer.write(b"GET / HTTP/1.1\r\n")
            await writer.drain()
            charger = await place.dial()
            await charger.ask("Heartbeat")
            await asyncio.wait_for(place.server.stop(), 10)
            assert await charger.until_closed() == 1001
            writer.close()

    asyncio.run(story())
