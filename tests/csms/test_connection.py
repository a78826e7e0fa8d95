"""One line: order, patience, repeats and faults. Rows RC-01 to RC-10 and RPC-01 to RPC-22 of the quirks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.core.commands import (
    BadAnswer,
    BadRequest,
    NoAnswer,
    NotSupported,
    Offline,
    Raw,
    RawAnswer,
    ReadSettings,
    Refused,
    Restart,
    SetAvailable,
    TellCost,
    Unlock,
    WriteSetting,
)
from app.core.contact import Direction, TroubleKind
from app.core.interfaces import NotStored
from app.core.reports import Alive, Booted, CardShown, Metered, StatusTold, TransactionAnswer, TransactionTold
from app.csms.calls import Timing
from app.csms.connection import MOST_UNREADABLE
from app.csms.replies import MOST_WAITING
from tests.csms.place import BOOT_16, BOOT_20, QUICK, Client, FakeDesk, Place, eventually, open_place

START = {"connectorId": 1, "idTag": "AB12", "meterStart": 100, "timestamp": "2026-11-22T10:00:00Z"}
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}


async def ready(place: Place, protocol: str = "ocpp1.6", path: str = "/CP1") -> Client:
    """A charger that has introduced itself."""
    charger = await place.dial(path, protocol)
    await charger.ask("BootNotification", BOOT_16 if protocol == "ocpp1.6" else BOOT_20, "boot")
    return charger


def spawn(place: Place, command: Any, identity: str = "CP1") -> asyncio.Task[Any]:
    return asyncio.create_task(place.desk.links[identity].send(command))


# Reconnecting.


def test_rc_01_the_newest_line_wins_and_the_late_end_of_the_old_one_disturbs_nothing() -> None:
    async def story() -> None:
        async with open_place() as place:
            old = await ready(place)
            waiting = spawn(place, Unlock(1))
            await old.hear()
            new = await ready(place)
            with pytest.raises(Offline):
                await asyncio.wait_for(waiting, 10)
            assert await old.until_closed() == 1000
            await eventually(lambda: place.desk.ended)
            newest = place.desk.links["CP1"]
            assert place.desk.ended[0] is not newest
            asked = spawn(place, Unlock(1))
            call = await new.hear()
            await new.say(3, call[1], {"status": "Unlocked"})
            await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_rc_01_an_old_line_says_no_more() -> None:
    async def story() -> None:
        async with open_place() as place:
            old = await ready(place)
            place.desk.links["CP1"].close("test")
            told = len(place.desk.reports)
            await old.say(2, "9", "Heartbeat", {})
            await eventually(lambda: place.desk.ended)
            assert len(place.desk.reports) == told

    asyncio.run(story())


def test_rc_02_the_first_message_need_not_be_an_introduction() -> None:
    async def story() -> None:
        async with open_place(FakeDesk("CP1")) as place:
            charger = await place.dial()
            assert await charger.ask("StatusNotification", STATUS, "5692377") == [3, "5692377", {}]
            assert place.desk.told(StatusTold)

    asyncio.run(story())


def test_rc_03_nothing_is_asked_before_the_introduction_is_answered_and_a_moment_after() -> None:
    async def story() -> None:
        timing = Timing(quiet_s=0.3)
        async with open_place(timing=timing) as place:
            place.desk.written = asyncio.get_running_loop().create_future()
            charger = await place.dial()
            await charger.say(2, "boot", "BootNotification", BOOT_16)
            await eventually(lambda: "CP1" in place.desk.links)
            asked = spawn(place, Unlock(1))
            await charger.say(2, "1", "Authorize", {"idTag": "A"})
            loop = asyncio.get_running_loop()
            introduced = loop.time()
            place.desk.written.set_result(None)
            assert [(await charger.hear())[1] for _ in range(2)] == ["boot", "1"]
            call = await charger.hear()
            assert call[2] == "UnlockConnector"
            assert loop.time() - introduced >= timing.quiet_s - 0.02
            await charger.say(3, call[1], {"status": "Unlocked"})
            await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_rc_05_a_late_answer_is_dropped_and_holds_up_the_next_call_until_then() -> None:
    async def story() -> None:
        async with open_place(timing=Timing(answer_s=0.05, slot_s=60, quiet_s=0)) as place:
            charger = await ready(place)
            late = spawn(place, Unlock(1))
            call = await charger.hear()
            with pytest.raises(NoAnswer):
                await asyncio.wait_for(late, 10)
            second = asyncio.create_task(place.desk.links["CP1"].send(Unlock(2)))
            await charger.silent()  # the second call has not gone out
            await charger.say(3, call[1], {"status": "Unlocked"})
            following = await charger.hear()
            assert following[3] == {"connectorId": 2}
            await charger.say(3, following[1], {"status": "Unlocked"})
            await asyncio.wait_for(second, 10)
            await charger.silent()

    asyncio.run(story())


def test_rc_06_a_charger_that_answers_no_calls_is_hung_up_on_once() -> None:
    async def story() -> None:
        timing = Timing(answer_s=0.01, slot_s=0.02, quiet_s=0, strikes=3)
        async with open_place(timing=timing) as place:
            charger = await ready(place)
            asked = [spawn(place, Unlock(1)) for _ in range(3)]
            failures = await asyncio.gather(*asked, return_exceptions=True)
            assert [type(failure) for failure in failures] == [NoAnswer] * 3
            assert await charger.until_closed() == 1000
            again = await ready(place)
            asked = [spawn(place, Unlock(1)) for _ in range(4)]
            await asyncio.gather(*asked, return_exceptions=True)
            for _ in range(4):
                await again.hear()
            await again.silent()

    asyncio.run(story())


def test_rc_08_the_charger_is_answered_while_our_own_call_waits() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = spawn(place, Unlock(1))
            call = await charger.hear()
            assert (await charger.ask("Authorize", {"idTag": "A"}, "a"))[1] == "a"
            await charger.say(3, call[1], {"status": "Unlocked"})
            await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_rc_10_a_line_on_which_nothing_is_heard_is_dropped_at_last() -> None:
    async def story() -> None:
        async with open_place(timing=Timing(silence_s=0.2), ping_s=3600) as place:
            place.desk.known = {"cp1": "CP1"}
            charger = await place.dial()
            await charger.ask("Heartbeat")
            await eventually(lambda: place.desk.ended)
            assert "nothing heard" in place.desk.notes()

    asyncio.run(story())


def test_rc_11_a_burst_of_queued_messages_is_answered_in_order() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for number in range(100):
                await charger.say(2, str(number), "StatusNotification", STATUS)
            assert [(await charger.hear())[1] for _ in range(100)] == [str(number) for number in range(100)]

    asyncio.run(story())


def test_a_message_in_pieces_is_one_message_also_with_a_ping_between_them() -> None:
    async def pieces(charger: Client, text: str) -> AsyncIterator[str]:
        for letter in text:
            yield letter
            await charger.socket.ping()
        yield ""

    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            await charger.socket.send(pieces(charger, json.dumps([2, "in-pieces", "StatusNotification", STATUS])))
            await charger.say(2, "whole", "Heartbeat", {})
            assert [(await charger.hear())[1] for _ in range(2)] == ["in-pieces", "whole"]
            assert len(place.desk.told(StatusTold)) == 1

    asyncio.run(story())


def test_what_was_said_before_hanging_up_is_still_heard() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for number in range(30):
                await charger.say(2, str(number), "StartTransaction", START)
            await charger.socket.close()
            await eventually(lambda: place.desk.ended)
            assert len(place.desk.told(TransactionTold)) == 30

    asyncio.run(story())


# Answers after the disk.


def test_an_answer_leaves_only_when_its_rows_are_written_and_none_overtakes_it() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            first = place.desk.written = asyncio.get_running_loop().create_future()
            await charger.say(2, "1", "StartTransaction", START)
            await eventually(lambda: len(place.desk.reports) == 2)
            place.desk.written = None
            await charger.say(2, "2", "Heartbeat", {})
            await eventually(lambda: place.desk.told(Alive))
            assert [message.direction for message in place.desk.log].count(Direction.OUT) == 1  # the introduction's
            first.set_result(None)
            assert [(await charger.hear())[1] for _ in range(2)] == ["1", "2"]

    asyncio.run(story())


@pytest.mark.parametrize("cost", [Decimal("12.340000"), None])
def test_an_answer_leaves_as_it_is_known_by_then(cost: Decimal | None) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place, "ocpp2.0.1")
            written = place.desk.written = asyncio.get_running_loop().create_future()
            known = [TransactionAnswer("T1", cost=Decimal("0.5"))]
            place.desk.fuller = lambda: known[-1]
            event = {
                "eventType": "Ended",
                "timestamp": "2026-03-01T10:00:00Z",
                "triggerReason": "EVDeparted",
                "seqNo": 3,
                "transactionInfo": {"transactionId": "T1"},
            }
            await charger.say(2, "1", "TransactionEvent", event)
            await eventually(lambda: place.desk.told(TransactionTold))
            known.append(TransactionAnswer("T1", cost=cost))
            written.set_result(None)
            wanted = [3, "1", {} if cost is None else {"totalCost": 12.34}]
            assert await charger.hear() == wanted
            known.append(TransactionAnswer("T1", cost=Decimal(99)))
            assert await charger.ask("TransactionEvent", event, "1") == wanted, "a repeat is answered as before"

    asyncio.run(story())


def test_what_could_not_be_written_is_answered_so_that_the_charger_repeats_it() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            written = place.desk.written = asyncio.get_running_loop().create_future()
            await charger.say(2, "1", "StartTransaction", START)
            await eventually(lambda: place.desk.told(TransactionTold))
            written.set_exception(NotStored(TroubleKind.DISK_FULL, "full"))
            assert (await charger.hear())[:3] == [4, "1", "InternalError"]
            place.desk.written = None
            assert (await charger.ask("StartTransaction", START, "1"))[0] == 3  # and the repeat is decided anew
            assert len(place.desk.told(TransactionTold)) == 2

    asyncio.run(story())


def test_a_charger_whose_answers_pile_up_is_read_no_further_until_they_leave() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            written = place.desk.written = asyncio.get_running_loop().create_future()
            total = 4 * MOST_WAITING
            sending = asyncio.create_task(send_all(charger, total))
            await eventually(lambda: len(place.desk.reports) > MOST_WAITING)
            other = await place.dial("/CP2")
            place.desk.written = None
            assert (await other.ask("Heartbeat"))[0] == 3
            assert len(place.desk.told(StatusTold)) <= MOST_WAITING + 1
            written.set_result(None)
            assert [(await charger.hear())[1] for _ in range(total)] == [str(number) for number in range(total)]
            await sending

    async def send_all(charger: Client, total: int) -> None:
        for number in range(total):
            await charger.say(2, str(number), "StatusNotification", STATUS)

    asyncio.run(story())


def test_a_charger_that_does_not_read_is_not_read_from_and_loses_nothing() -> None:
    async def story() -> None:
        async with open_place() as place:
            other = await place.dial("/OTHER")
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port, limit=1024)
            writer.write(
                b"GET /CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            await reader.readuntil(b"\r\n\r\n")
            total = 400
            for number in range(total):
                frame = json.dumps([2, f"{number:050000}", "Heartbeat", {}]).encode()
                writer.write(b"\x81\xff" + len(frame).to_bytes(8, "big") + bytes(4) + frame)
            lines = place.server._lines
            await eventually(lambda: any(line._wire.clogged for line in lines))
            assert (await other.ask("Heartbeat"))[0] == 3
            assert len(place.desk.told(Alive)) < total
            for number in range(total):
                head = await asyncio.wait_for(reader.readexactly(4), 10)  # 50 kB each: the length is in two bytes
                answer = json.loads(await reader.readexactly(int.from_bytes(head[2:], "big")))
                assert int(answer[1][-9:]) == number
            writer.close()

    asyncio.run(story())


def test_a_stop_lets_answers_leave_whose_rows_are_being_written() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            written = place.desk.written = asyncio.get_running_loop().create_future()
            await charger.say(2, "1", "StartTransaction", START)
            await eventually(lambda: place.desk.told(TransactionTold))
            asyncio.get_running_loop().call_later(0.05, written.set_result, None)
            await place.server.stop()
            assert (await charger.hear())[:2] == [3, "1"]

    asyncio.run(story())


# Repeats.


def test_rpc_08_the_same_message_again_is_answered_as_before_and_done_once() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            first = await charger.ask("StartTransaction", START, "531531536")
            assert await charger.ask("StartTransaction", START, "531531536") == first
            assert len(place.desk.told(TransactionTold)) == 1
            other = await charger.ask("StartTransaction", START | {"connectorId": 2}, "531531536")
            assert other[2]["transactionId"] != first[2]["transactionId"]

    asyncio.run(story())


def test_rpc_08_a_repeat_waits_for_the_first_ones_rows() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            written = place.desk.written = asyncio.get_running_loop().create_future()
            await charger.say(2, "1", "StartTransaction", START)
            await charger.say(2, "1", "StartTransaction", START)
            await eventually(lambda: "repeated" in place.desk.notes())
            assert [message.direction for message in place.desk.log].count(Direction.OUT) == 1
            written.set_result(None)
            assert await charger.hear() == await charger.hear()
            assert len(place.desk.told(TransactionTold)) == 1

    asyncio.run(story())


def test_rpc_08_a_repeated_introduction_is_told_the_time_anew() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial()
            for _ in range(3):
                assert (await charger.ask("BootNotification", BOOT_16, "1000001"))[2]["status"] == "Accepted"
            assert len(place.desk.told(Booted)) == 3

    asyncio.run(story())


# Broken frames.


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"', "cut off"),
        (
            '[2,"1","StatusNotification",{"connectorId":1,"status":"Available","errorCode":"NoError",}]',
            "comma too many",
        ),
        (
            '[2,"1","StatusNotification",{"connectorId":1,"status":"Available","info":,"errorCode":"x"}]',
            "value missing",
        ),
        ('[2,"1","StatusNotification",{"connectorId":1,"status":"Available","info":"\x00"}]', "control characters"),
        ('\ufeff[2,"1","StatusNotification",{"connectorId":1,"status":"Available"}]\x00', "byte order mark"),
    ],
)
def test_rpc_01_to_05_broken_json_is_mended_answered_and_noted(text: str, note: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            await charger.socket.send(text)
            assert await charger.hear() == [3, "1", {}]
            assert place.desk.told(StatusTold)
            assert note in place.desk.notes()

    asyncio.run(story())


def test_rpc_01_a_cut_off_answer_still_answers_our_call() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = spawn(place, ReadSettings())
            call = await charger.hear()
            await charger.socket.send(f'[3,"{call[1]}",{{"configurationKey":[]')
            await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_an_answer_beyond_repair_fails_its_call_at_once_and_is_never_answered() -> None:
    async def story() -> None:
        async with open_place() as place:
            for protocol in ("ocpp1.6", "ocpp2.0.1"):
                charger = await ready(place, protocol)
                asked = spawn(place, Unlock(1))
                call = await charger.hear()
                await charger.socket.send(f'[3,"{call[1]}",17]')
                with pytest.raises(BadAnswer):
                    await asyncio.wait_for(asked, 10)
                await charger.silent()

    asyncio.run(story())


def test_rpc_06_an_empty_payload_may_be_missing() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for parts in ([2, "17", "Heartbeat", None], [2, "17", "Heartbeat"], [2, "17", "Heartbeat", []]):
                await charger.say(*parts)
                assert (await charger.hear())[:2] == [3, "17"]

    asyncio.run(story())


@pytest.mark.parametrize("message_id", ["", "x" * 500, 17, 531531560, 10**25, 1.5, "RemoteStartTransaction 31"])
def test_rpc_07_the_id_is_echoed_with_its_type(message_id: object) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial()
            answer = await charger.ask("Heartbeat", {}, message_id)
            assert answer[1] == message_id and type(answer[1]) is type(message_id)

    asyncio.run(story())


def test_rpc_10_an_id_with_digits_before_it_is_ours() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = spawn(place, Restart())
            call = await charger.hear()
            await charger.say(4, "5" + call[1], "FormationViolation", "Unable to process action", {})
            with pytest.raises(Refused) as caught:
                await asyncio.wait_for(asked, 10)
            assert caught.value.status == "FormationViolation"

    asyncio.run(story())


def test_rpc_11_an_error_in_any_length_is_understood() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for rest, failure in (
                (["NotImplemented", "", {}], NotSupported),
                (["GenericError"], Refused),
                (["OccurenceConstraintViolation", None, "text"], Refused),
                ([], Refused),
            ):
                asked = spawn(place, Restart())
                call = await charger.hear()
                await charger.say(4, call[1], *rest)
                with pytest.raises(failure):
                    await asyncio.wait_for(asked, 10)

    asyncio.run(story())


def test_rpc_13_a_transaction_message_is_confirmed_however_bad_it_is() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for action in ("StartTransaction", "StopTransaction", "MeterValues"):
                for payload in ({}, {"transactionId": "x", "connectorId": [], "meterValue": 7, "idTag": None}):
                    assert (await charger.ask(action, payload, action + str(payload)))[0] == 3

    asyncio.run(story())


@pytest.mark.parametrize(
    "frame", [b"\xff\xfe\x00", b"ping", b"", b"{}", b"HTTP/1.1 400 Bad Request", b"[" * 5000, b'[2,"x",{},{}]', b"[9]"]
)
def test_rpc_21_odd_frames_are_noted_and_the_line_lives(frame: bytes) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            await charger.socket.send(frame)
            await charger.socket.send(frame.decode("latin-1"))
            await charger.say(2, "after", "Heartbeat", {})
            while (await charger.hear())[1] != "after":
                pass
            assert place.desk.notes().count("unreadable") == 2

    asyncio.run(story())


def test_rpc_21_after_fifty_unreadable_frames_in_a_row_the_line_is_closed() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            for _ in range(MOST_UNREADABLE - 1):
                await charger.socket.send("ping")
            await charger.silent()  # a good one in between starts the count anew
            for _ in range(MOST_UNREADABLE):
                await charger.socket.send("ping")
            assert await charger.until_closed() == 1000

    asyncio.run(story())


@pytest.mark.parametrize("action", ["heartbeat", "HEARTBEAT", " Heartbeat"])
def test_rpc_22_an_action_in_other_letters_is_understood(action: str) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial()
            assert "currentTime" in (await charger.ask(action))[2]

    asyncio.run(story())


@pytest.mark.parametrize(
    ("protocol", "action", "payload", "report"),
    [
        ("ocpp2.0.1", "StatusNotification", STATUS, StatusTold),
        ("ocpp2.0.1", "BootNotification", BOOT_16, Booted),
        ("ocpp2.1", "StartTransaction", START, TransactionTold),
        ("ocpp2.0.1", "Authorize", {"idTag": "AB"}, CardShown),
        (
            "ocpp2.0.1",
            "MeterValues",
            {"connectorId": 1, "meterValue": [{"timestamp": "2026-11-22T10:00:00Z", "sampledValue": [{"value": "1"}]}]},
            Metered,
        ),
        ("ocpp1.6", "BootNotification", BOOT_20, Booted),
        (
            "ocpp1.6",
            "StatusNotification",
            {"timestamp": "2026-11-22T10:00:00Z", "connectorStatus": "Available", "evseId": 1, "connectorId": 1},
            StatusTold,
        ),
    ],
)
def test_ws_04_the_other_versions_message_is_answered_in_its_own_shape(
    protocol: str, action: str, payload: dict[str, Any], report: type[Any]
) -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await place.dial(protocol=protocol)
            answer = await charger.ask(action, payload)
            assert answer[0] == 3
            assert place.desk.told(report)
            assert "message" in place.desk.notes()

    asyncio.run(story())


# Asking.


def test_a_raw_call_goes_out_as_it_is_and_its_answer_comes_back_unread() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = spawn(place, Raw("ChangeConfiguration", '{"odd": [1, null], "key": 7}'))
            call = await charger.hear()
            assert call[2:] == ["ChangeConfiguration", {"odd": [1, None], "key": 7}]
            await charger.say(3, call[1], {"what": "ever"})
            answer = await asyncio.wait_for(asked, 10)
            assert isinstance(answer, RawAnswer)
            assert json.loads(answer.payload_json) == {"what": "ever"}

    asyncio.run(story())


def test_a_command_that_breaks_the_schema_is_not_sent() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            with pytest.raises(BadRequest):
                await asyncio.wait_for(spawn(place, WriteSetting("x" * 51, "1")), 10)
            await charger.silent()

    asyncio.run(story())


def test_calls_wait_in_order_and_one_whose_asker_gave_up_is_not_sent() -> None:
    async def story() -> None:
        async with open_place(timing=Timing(quiet_s=0)) as place:
            charger = await ready(place)
            asked = [spawn(place, SetAvailable(True, outlet)) for outlet in range(1, 5)]
            call = await charger.hear()
            asked[2].cancel()
            outlets = []
            for _ in range(3):
                outlets.append(call[3]["connectorId"])
                await charger.say(3, call[1], {"status": "Accepted"})
                if len(outlets) < 3:
                    call = await charger.hear()
            assert outlets == [1, 2, 4]
            await asyncio.wait(asked, timeout=10)
            await charger.silent()

    asyncio.run(story())


def test_what_has_no_hurry_lets_every_other_call_go_first() -> None:
    async def story() -> None:
        async with open_place(timing=Timing(quiet_s=0)) as place:
            charger = await ready(place)
            asked = [spawn(place, Unlock(1)), spawn(place, _COST), spawn(place, Unlock(2)), spawn(place, Unlock(3))]
            heard = []
            for _ in asked:
                call = await charger.hear()
                heard.append(call[3].get("connectorId"))
                await charger.say(3, call[1], {"status": "Accepted" if heard[-1] is None else "Unlocked"})
            assert heard == [1, 2, 3, None]
            await asyncio.wait(asked, timeout=10)

    asyncio.run(story())


def test_a_figure_that_is_not_answered_holds_up_a_command_no_longer_than_a_moment_and_is_no_strike() -> None:
    async def story() -> None:
        timing = Timing(unhurried_s=0.05, answer_s=60, slot_s=60, quiet_s=0, strikes=1)
        async with open_place(timing=timing) as place:
            charger = await ready(place)
            figure = spawn(place, _COST)
            call = await charger.hear()
            command = spawn(place, Unlock(1))
            with pytest.raises(NoAnswer):
                await asyncio.wait_for(figure, 10)
            following = await charger.hear()
            assert following[2] == "UnlockConnector"
            await charger.say(3, call[1], {"status": "Accepted"})  # late, and of nothing any more
            await charger.say(3, following[1], {"status": "Unlocked"})
            await asyncio.wait_for(command, 10)
            await charger.silent()

    asyncio.run(story())


def test_a_lost_line_fails_every_waiting_call_at_once() -> None:
    async def story() -> None:
        async with open_place(timing=Timing(quiet_s=0)) as place:
            charger = await ready(place)
            link = place.desk.links["CP1"]
            asked = [asyncio.create_task(link.send(each)) for each in (Unlock(1), Unlock(1), _COST)]
            await charger.hear()
            charger.socket.transport.abort()
            failures = await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 10)
            assert [type(failure) for failure in failures] == [Offline] * 3
            with pytest.raises(Offline):
                await link.send(Unlock(1))

    asyncio.run(story())


_COST = TellCost("1", Decimal("12.50"), datetime(2026, 3, 1, 10, tzinfo=UTC), 1500)


# Faults of our own.


@pytest.mark.logs_warnings
def test_a_fault_of_ours_costs_one_message() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            place.desk.broken = True
            assert (await charger.ask("Heartbeat"))[:3] == [4, "1", "InternalError"]
            place.desk.broken = False
            assert (await charger.ask("Heartbeat"))[0] == 3

    asyncio.run(story())


def test_the_desk_hears_that_the_charger_lives_also_from_pings_alone() -> None:
    async def story() -> None:
        async with open_place(timing=QUICK) as place:
            charger = await ready(place)
            assert place.desk.alive == []
            await charger.socket.ping()
            await eventually(lambda: place.desk.alive == ["CP1"])

    asyncio.run(story())


def test_the_raw_log_holds_every_frame_both_ways_without_secrets() -> None:
    async def story() -> None:
        async with open_place() as place:
            charger = await ready(place)
            asked = spawn(place, Raw("ChangeConfiguration", '{"key": "AuthorizationKey", "value": "SESAME"}'))
            call = await charger.hear()
            assert call[3]["value"] == "SESAME"
            await charger.say(3, call[1], {"status": "Accepted"})
            await asyncio.wait_for(asked, 10)
            assert [message.direction for message in place.desk.log] == [
                Direction.IN,
                Direction.OUT,
                Direction.OUT,
                Direction.IN,
            ]
            assert all("SESAME" not in message.text for message in place.desk.log)

    asyncio.run(story())
