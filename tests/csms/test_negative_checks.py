"""The twenty-two negative and transport checks that no certification covers but the specifications demand."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from app.core.commands import Offline, Raw, Unlock
from app.core.contact import Outcome
from app.core.reports import Metered, TransactionTold
from app.csms.calls import Timing
from app.csms.limits import Limits
from tests.csms.place import BOOT_16, BOOT_20, Client, FakeDesk, Place, eventually, open_place

VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
START = {"connectorId": 1, "idTag": "AB12", "meterStart": 100, "timestamp": "2026-11-22T10:00:00Z"}
EVENT = {
    "eventType": "Started",
    "timestamp": "2026-11-22T10:00:00Z",
    "triggerReason": "CablePluggedIn",
    "seqNo": 0,
    "transactionInfo": {"transactionId": "T-1"},
}


def boot(protocol: str) -> dict[str, Any]:
    return BOOT_16 if protocol == "ocpp1.6" else BOOT_20


async def ready(place: Place, protocol: str = "ocpp1.6") -> Client:
    charger = await place.dial(protocol=protocol)
    assert (await charger.ask("BootNotification", boot(protocol), "boot"))[2]["status"] == "Accepted"
    return charger


async def refused(place: Place, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await place.dial(**options)
    return caught.value.response.status_code


def login(user: str, password: str) -> dict[str, dict[str, str]]:
    return {
        "additional_headers": {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}
    }


@pytest.mark.parametrize("protocol", VERSIONS)
def test_n01_an_unknown_charger_is_let_in_and_waits(protocol: str) -> None:
    async def story() -> None:
        async with open_place(FakeDesk(approve_new=False)) as place:
            charger = await place.dial("/ocpp/NEVER-SEEN", protocol)
            answer = await charger.ask("BootNotification", boot(protocol))
            assert answer[2]["status"] == "Pending"
            assert place.desk.outcomes() == [Outcome.WAITING]

    asyncio.run(story())


def test_n02_without_the_right_password_nobody_gets_past_the_door() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1")) as place:
            place.desk.hashes["CP1"] = await place.passwords.hash("right")
            assert await refused(place) == 401
            assert await refused(place, **login("CP1", "wrong")) == 401
            assert await refused(place, **login("OTHER", "right")) == 401
            assert await refused(place, additional_headers={"Authorization": "Basic !!!"}) == 401
            assert await refused(place, additional_headers={"Authorization": "Bearer right"}) == 401
            assert place.desk.links == {}
            assert set(place.desk.outcomes()) == {Outcome.NO_PASSWORD, Outcome.WRONG_PASSWORD}
            charger = await place.dial(**login("CP1", "right"))
            assert (await charger.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


@pytest.mark.parametrize(
    ("path", "identity"), [("/RDAM%7C123", "RDAM|123"), ("/a%20b", "a b"), ("/ocpp/CP1/", "CP1"), ("/a%3Ab", "a:b")]
)
def test_n03_a_percent_encoded_name_is_decoded(path: str, identity: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(path)
            await charger.ask("Heartbeat")
            assert list(place.desk.links) == [identity]

    asyncio.run(story())


def test_n04_of_several_versions_exactly_one_is_chosen() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(protocol="ocpp1.6,ocpp2.0.1")
            assert charger.socket.subprotocol == "ocpp2.0.1"
            assert (await charger.ask("BootNotification", BOOT_20))[2]["status"] == "Accepted"

    asyncio.run(story())


def test_n05_no_version_means_1_6_and_only_unknown_ones_are_refused() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(protocol=None)
            assert charger.socket.subprotocol is None
            assert (await charger.ask("BootNotification", BOOT_16))[2]["status"] == "Accepted"
            assert await refused(place, path="/CP2", protocol="ocpp1.5,ocpp9.9") == 400
            assert place.desk.knocks[-1].outcome is Outcome.NO_COMMON_VERSION
            assert "ocpp9.9" in place.desk.knocks[-1].detail

    asyncio.run(story())


def test_n06_compression_is_accepted_where_it_is_offered() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(protocol="ocpp2.0.1", compression="deflate")
            response = charger.socket.response
            assert response is not None
            assert "permessage-deflate" in response.headers["Sec-WebSocket-Extensions"]
            for number in range(20):
                assert (await charger.ask("Heartbeat", {}, str(number)))[0] == 3

    asyncio.run(story())


@pytest.mark.parametrize("protocol", VERSIONS)
@pytest.mark.parametrize("text", ["not json", '{"a":1}', "[]", '"x"', "17", '[2,"7"]', "[2]", "[[[", '[2,"7",42,{}]'])
def test_n07_what_is_no_frame_is_refused_or_dropped_and_the_line_lives(protocol: str, text: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            await charger.socket.send(text)
            if protocol == "ocpp1.6" and not text.startswith('[2,"7"'):
                await charger.silent()
                return
            answer = await charger.hear()
            assert answer[0] == 4
            assert answer[1] == ("7" if '"7"' in text else "-1")
            assert answer[2] == ("ProtocolError" if protocol == "ocpp1.6" else "RpcFrameworkError")
            assert len(answer) == 5 and isinstance(answer[4], dict)
            await charger.silent()

    asyncio.run(story())


@pytest.mark.parametrize("protocol", VERSIONS)
@pytest.mark.parametrize("kind", [0, 1, 7, 9, -2, 10**20])
def test_n08_an_unknown_message_type_is_refused_or_ignored(protocol: str, kind: int) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            await charger.say(kind, "8", "Heartbeat", {})
            if protocol != "ocpp1.6":
                assert (await charger.hear())[:3] == [4, "8", "MessageTypeNotSupported"]
            await charger.silent()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("protocol", "known_only"),
    [("ocpp1.6", "RemoteStartTransaction"), ("ocpp2.0.1", "RequestStartTransaction"), ("ocpp2.1", "SetVariables")],
)
def test_n09_an_unknown_action_is_not_implemented_and_one_not_served_not_supported(
    protocol: str, known_only: str
) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            assert (await charger.ask("MakeCoffee"))[:3] == [4, "1", "NotImplemented"]
            assert (await charger.ask(known_only))[:3] == [4, "1", "NotSupported"]

    asyncio.run(story())


@pytest.mark.parametrize("protocol", VERSIONS)
def test_n10_what_can_be_understood_is_and_what_cannot_is_refused_in_the_versions_words(protocol: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            status = (
                {"connectorId": "1", "status": "Charging ", "errorCode": "x" * 400, "extra": [1]}
                if protocol == "ocpp1.6"
                else {"evseId": "1", "connectorId": 1, "connectorStatus": "occupied", "extra": [1]}
            )
            assert await charger.ask("StatusNotification", status) == [3, "1", {}]
            assert "schema" in place.desk.notes()
            answer = await charger.ask("Authorize", {}, "2")
            assert answer[:2] == [4, "2"]
            assert answer[2] == (
                "OccurenceConstraintViolation" if protocol == "ocpp1.6" else "OccurrenceConstraintViolation"
            )

    asyncio.run(story())


@pytest.mark.parametrize("protocol", VERSIONS)
def test_n11_an_answer_to_nothing_is_ignored(protocol: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            await charger.say(3, "never-sent", {"status": "Accepted"})
            await charger.say(3, 17, {})
            await charger.say(4, "never-sent", "InternalError", "", {})
            await charger.say(3, "never-sent")
            await charger.silent()

    asyncio.run(story())


def test_n12_the_same_call_twice_is_answered_alike_and_makes_one_transaction() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            first = await charger.ask("StartTransaction", START, "s")
            assert await charger.ask("StartTransaction", START, "s") == first
            assert len(place.desk.told(TransactionTold)) == 1

    asyncio.run(story())


@pytest.mark.parametrize("protocol", VERSIONS)
def test_n13_before_approval_only_an_introduction_is_answered(protocol: str) -> None:
    async def story() -> None:
        async with open_place(FakeDesk(approve_new=False)) as place:
            charger = await place.dial(protocol=protocol)
            assert (await charger.ask("Heartbeat"))[:3] == [4, "1", "SecurityError"]
            assert (await charger.ask("BootNotification", boot(protocol), "2"))[2]["status"] == "Pending"
            transaction = ("StartTransaction", START) if protocol == "ocpp1.6" else ("TransactionEvent", EVENT)
            assert (await charger.ask(*transaction, "3"))[:3] == [4, "3", "SecurityError"]
            place.desk.waiting.clear()
            assert (await charger.ask("BootNotification", boot(protocol), "4"))[2]["status"] == "Accepted"
            assert (await charger.ask(*transaction, "3"))[0] == 3  # the refusal was not kept for the repeat

    asyncio.run(story())


def test_n14_a_second_command_waits_for_the_first_ones_answer() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            link = place.desk.links["CP1"]
            both = [asyncio.create_task(link.send(Unlock(outlet))) for outlet in (1, 2)]
            first = await charger.hear()
            await charger.silent()
            await charger.say(3, first[1], {"status": "Unlocked"})
            second = await charger.hear()
            assert [first[3], second[3]] == [{"connectorId": 1}, {"connectorId": 2}]
            await charger.say(3, second[1], {"status": "Unlocked"})
            await asyncio.wait_for(asyncio.gather(*both), 10)

    asyncio.run(story())


def test_n15_calls_that_cross_are_both_answered() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = asyncio.create_task(place.desk.links["CP1"].send(Unlock(1)))
            call = await charger.hear()
            assert (await charger.ask("Authorize", {"idTag": "A"}, call[1]))[:2] == [3, call[1]]
            await charger.say(3, call[1], {"status": "Unlocked"})
            await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_n16_the_newest_line_of_a_charger_wins() -> None:
    async def story() -> None:
        async with open_place() as place:
            old = await ready(place)
            asked = asyncio.create_task(place.desk.links["CP1"].send(Unlock(1)))
            await old.hear()
            new = await ready(place)
            with pytest.raises(Offline):
                await asyncio.wait_for(asked, 10)
            await old.until_closed()
            assert (await new.ask("Heartbeat"))[0] == 3
            assert "CP1" in place.desk.links

    asyncio.run(story())


def test_n17_a_charger_that_comes_back_need_not_introduce_itself() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1")) as place:
            charger = await ready(place)
            transaction = (await charger.ask("StartTransaction", START))[2]["transactionId"]
            await charger.socket.close()
            back = await place.dial()
            values = {"connectorId": 1, "transactionId": transaction, "meterValue": []}
            assert await back.ask("MeterValues", values, "m") == [3, "m", {}]
            assert place.desk.told(Metered)[-1].transaction_id == str(transaction)

    asyncio.run(story())


def test_n18_transaction_messages_that_make_no_sense_are_confirmed() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            stop = {"transactionId": 4711, "meterStop": "x", "timestamp": "yesterday", "reason": 7}
            assert (await charger.ask("StopTransaction", stop, "1"))[0] == 3
            for number, payload in enumerate(({}, {"connectorId": -5, "meterValue": [None, 7, {"sampledValue": "x"}]})):
                assert (await charger.ask("MeterValues", payload, f"m{number}"))[0] == 3
            newer = await ready(place, "ocpp2.0.1")
            assert (await newer.ask("TransactionEvent", {"eventType": "Odd"}, "t"))[0] == 3

    asyncio.run(story())


@pytest.mark.parametrize(
    "written", ["2026-11-22T10:00:00Z", "2026-11-22T11:00:00+01:00", "2026-11-22T10:00:00.000Z", "2026-11-22T10:00Z"]
)
def test_n19_times_in_any_form_are_understood_as_the_same_instant(written: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            await charger.ask("StartTransaction", START | {"timestamp": written})
            assert place.desk.told(TransactionTold)[0].at.isoformat() == "2026-11-22T10:00:00+00:00"

    asyncio.run(story())


def test_n20_pings_are_answered_and_our_own_find_out_the_dead() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            await asyncio.wait_for(await charger.socket.ping(), 10)

    async def half_open() -> None:
        async with open_place(ping_s=0.05, timing=Timing(silence_s=0.3)) as place:
            alive = await place.dial("/ALIVE")  # it says nothing either, but it pongs
            await alive.ask("Heartbeat")
            place.desk.interval_s = 0
            await alive.ask("BootNotification", BOOT_16, "2")
            _, writer = await asyncio.open_connection("127.0.0.1", place.port)
            writer.write(
                b"GET /DEAD HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            await eventually(lambda: Outcome.SAID_NOTHING in place.desk.outcomes())
            assert "ALIVE" in place.desk.links
            writer.close()

    asyncio.run(story())
    asyncio.run(half_open())


def test_n21_a_send_is_never_answered() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, "ocpp2.1")
            before = len(place.desk.reports)
            stream = {"id": 1, "pending": 0, "basetime": "2026-11-22T10:00:00Z", "data": [{"v": "1", "t": 0}]}
            await charger.say(6, "s1", "NotifyPeriodicEventStream", stream)
            await charger.say(6, "s2", "MakeCoffee", {})
            await charger.say(6, "s3", "Authorize", {})
            await charger.say(6, "s4", "NotifyPeriodicEventStream", {"id": []})
            await charger.silent()
            assert len(place.desk.reports) > before

    asyncio.run(story())


@pytest.mark.parametrize("payload", [{"status": "Nonsense"}, {"foo": 1}, 17, {"status": 5}])
def test_n22_a_2_1_charger_is_told_that_its_answer_cannot_be_read(payload: object) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, "ocpp2.1")
            asked = asyncio.create_task(place.desk.links["CP1"].send(Raw("ClearCache", "{}")))
            call = await charger.hear()
            await charger.say(3, call[1], payload)
            complaint = await charger.hear()
            assert complaint[:3] == [5, call[1], "FormatViolation"]
            assert len(complaint) == 5
            await asyncio.wait([asked], timeout=10)
            asked.exception()
            await charger.silent()

    asyncio.run(story())


@pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1"])
def test_n22_older_versions_hear_nothing_in_return_for_an_answer(protocol: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, protocol)
            asked = asyncio.create_task(place.desk.links["CP1"].send(Raw("ClearCache", "{}")))
            call = await charger.hear()
            await charger.say(3, call[1], {"foo": 1})
            await asyncio.wait_for(asked, 10)
            await charger.silent()

    asyncio.run(story())


# And what none of them names: one hostile neighbour costs the others nothing.


@pytest.mark.parametrize(
    "attack",
    [
        [b"\x00\xff" * 500],
        [b"not json"],
        [b"[" * 50_000],
        [b'[2,"1","Heartbeat",' + b'{"a":' * 20_000],
        [b'[2,"1","MeterValues",{"meterValue":[' + b"[" * 400 + b"]" * 400 + b"]}]"],
        [b'[2,"1","StatusNotification",{"connectorId":' + b"9" * 4_000 + b"}]"],
        [b'[2,["1"],"Heartbeat",{}]', b'[2,"1",["Heartbeat"],{}]', b'[2,"1",{},{}]', b"[3,null,null]"],
        [b'[2,"1","' + b"A" * 100_000 + b'",{}]'],
        [json.dumps([2, "1", "DataTransfer", {"vendorId": "\ud800"}]).encode()],
    ],
)
def test_no_bytes_of_one_charger_disturb_another(attack: list[bytes]) -> None:
    async def story() -> None:
        async with open_place() as place:
            good = await place.dial("/GOOD")
            for protocol in VERSIONS:
                bad = await place.dial(f"/BAD-{protocol}", protocol)
                for message in attack * 3:
                    await bad.socket.send(message)
                    assert (await good.ask("Heartbeat"))[0] == 3
                await bad.say(2, "end", "Heartbeat", {})
                while (await bad.hear())[1] != "end":
                    pass

    asyncio.run(story())


def test_a_message_beyond_a_mebibyte_ends_its_own_line_and_is_noted() -> None:
    async def story() -> None:
        async with open_place() as place:
            good = await place.dial("/GOOD")
            bad = await place.dial("/BAD")
            await bad.ask("Heartbeat")
            await bad.socket.send("x" * (2**20 + 1))
            assert await bad.until_closed() == 1009
            await eventually(lambda: "longer than 1 MiB" in place.desk.notes())
            assert (await good.ask("Heartbeat"))[0] == 3
            almost = {"vendorId": "x", "data": "y" * (2**20 - 100)}
            assert (await good.ask("DataTransfer", almost))[0] == 3

    asyncio.run(story())


def test_a_hundred_connections_from_one_address_leave_the_others_served() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("GOOD"), limits=Limits(window_s=3600)) as place:
            good = await place.dial("/GOOD")

            async def knock(number: int) -> None:
                match number % 4:
                    case 0:
                        await place.raw(b"GET / HTTP/1.1\r\n\r\n")
                    case 1:
                        await place.raw(b"\x16\x03\x01")
                    case 2:
                        await place.raw(b"\x00")
                    case _:
                        try:
                            await place.dial(f"/S-{number}")
                        except InvalidStatus as refusal:
                            assert refusal.response.status_code == 429

            knocking = [asyncio.create_task(knock(number)) for number in range(200)]
            for number in range(100):
                assert (await good.ask("Heartbeat", {}, number))[1] == number
            await asyncio.wait_for(asyncio.gather(*knocking), 30)
            assert (await good.ask("Heartbeat"))[0] == 3
            assert len(place.desk.knocks) < 100

    asyncio.run(story())
