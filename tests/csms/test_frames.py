"""OCPP-J frames: text to objects and back."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.csms import frames
from app.csms.frames import BadFrame, Call, CallError, CallResult, CallResultError, Fault, MessageId, Send, read
from app.csms.redaction import BLANK, call_redacted, redacted


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('[2,"1","Heartbeat",{}]', Call("1", "Heartbeat", {})),
        ('[6,"1","NotifyPeriodicEventStream",{"id":1}]', Send("1", "NotifyPeriodicEventStream", {"id": 1})),
        ('[3,"1",{"status":"Accepted"}]', CallResult("1", {"status": "Accepted"})),
        ('[4,"1","NotImplemented","no",{}]', CallError("1", "NotImplemented", "no", {})),
        ('[5,"1","FormatViolation","",{}]', CallResultError("1", "FormatViolation", "", {})),
    ],
)
def test_every_kind_of_frame_is_read(text: str, frame: object) -> None:
    repairs: list[str] = []
    assert read(text, repairs) == frame
    assert read(text.encode(), repairs) == frame
    assert repairs == []


@pytest.mark.parametrize(
    "text",
    ['[2,"17","Heartbeat",null]', '[2,"17","Heartbeat"]', '[2,"17","Heartbeat",[]]', '[2,"17","Heartbeat",{},1]'],
)
def test_rpc_06_an_empty_payload_may_be_written_in_any_way(text: str) -> None:
    repairs: list[str] = []
    assert read(text, repairs) == Call("17", "Heartbeat", {})
    assert repairs


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('[4,"1"]', CallError("1", "GenericError", "", {})),
        ('[4,"1","GenericError"]', CallError("1", "GenericError", "", {})),
        ('[4,"1","Odd",null,"text"]', CallError("1", "Odd", "", {})),
        ('[3,"1"]', CallResult("1", {})),
        ('["2","1","Heartbeat",{}]', Call("1", "Heartbeat", {})),
        ('[2.0,"1","Heartbeat",{}]', Call("1", "Heartbeat", {})),
    ],
)
def test_rpc_11_three_to_five_elements_will_do(text: str, frame: object) -> None:
    assert read(text, []) == frame


@pytest.mark.parametrize("message_id", ["x" * 5000, "RemoteStartTransaction 31", "", 17, 531531560, 10**30, 1.5, "åäö"])
def test_rpc_07_an_id_is_echoed_as_it_was_written(message_id: MessageId) -> None:
    call = read(json.dumps([2, message_id, "Heartbeat", {}]), [])
    assert json.loads(frames.result(call.id, {})) == [3, message_id, {}]
    assert type(json.loads(frames.error(call.id, "InternalError", ""))[1]) is type(message_id)


@pytest.mark.parametrize(
    ("text", "fault", "message_id"),
    [
        ("not json", Fault.NOT_JSON, None),
        ('{"a":1}', Fault.NOT_A_FRAME, None),
        ("[]", Fault.NOT_A_FRAME, None),
        ("17", Fault.NOT_JSON, None),
        ('["x","1","Heartbeat",{}]', Fault.NOT_A_FRAME, None),
        ("[2]", Fault.INCOMPLETE, None),
        ('[2,"1"]', Fault.INCOMPLETE, "1"),
        ('[2,{},"Heartbeat",{}]', Fault.INCOMPLETE, None),
        ('[2,true,"Heartbeat",{}]', Fault.INCOMPLETE, None),
        ('[2,"1",["x"],{}]', Fault.INCOMPLETE, "1"),
        ('[2,"1","Heartbeat","x"]', Fault.INCOMPLETE, "1"),
        ('[7,"1","Heartbeat",{}]', Fault.UNKNOWN_TYPE, "1"),
        ('[2,"1","A",{' + '"a":{' * 5_000, Fault.NOT_JSON, "1"),
    ],
)
def test_what_cannot_be_read_tells_as_much_as_could_be(text: str, fault: Fault, message_id: object) -> None:
    with pytest.raises(BadFrame) as caught:
        read(text, [])
    assert caught.value.fault in (fault, Fault.NOT_A_FRAME)
    assert caught.value.id == message_id


@pytest.mark.parametrize("text", ['[3,"1",17]', "[3,{},{}]", '[3,"1",{' + '"a":{' * 5_000])
def test_rpc_12_a_broken_answer_is_known_to_be_an_answer(text: str) -> None:
    with pytest.raises(BadFrame) as caught:
        read(text, [])
    assert caught.value.answer


@given(
    st.one_of(st.text(), st.binary(), st.lists(st.integers() | st.text() | st.none() | st.booleans()).map(json.dumps))
)
def test_no_bytes_raise_anything_but_bad_frame(junk: str | bytes) -> None:
    with suppress(BadFrame):
        read(junk, [])


def test_a_description_is_cut_where_the_specification_cuts_it() -> None:
    assert len(json.loads(frames.error("1", "FormatViolation", "x" * 1000))[3]) == 255


@pytest.mark.parametrize(
    "text",
    [
        '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"SESAME"}]',
        '[3,"1",{"configurationKey":[{"key":"WifiPresharedKey","value":"SESAME"},{"key":"x","value":"y"}]}]',
        '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"SESAME","variable":{"name":"BasicAuthPassword"}}]}]',
        '[2,"1","NotifyReport",{"reportData":[{"variable":{"name":"BasicAuthPassword"},'
        '"variableAttribute":[{"value":"SESAME"}]}]}]',
        '[2,"1","SetNetworkProfile",{"connectionData":{"basicAuthPassword":"SESAME"}}]',
        '[2,"1","GetLog",{"log":{"remoteLocation":"ftp://user:SESAME@192.168.1.2/x"}}]',
        '[2,"1","ChangeConfiguration",{"key":"password","value":"SESA SESAME',
        '[3,"1",{"configurationKey":[{"key":"SimPUK","value":"SESAME"}',
    ],
)
def test_a_secret_does_not_reach_the_log(text: str) -> None:
    assert "SESAME" not in redacted(text)
    assert BLANK in redacted(text)


def test_a_pin_typed_at_the_charger_does_not_reach_the_log() -> None:
    text = '[2,"1","Authorize",{"idToken":{"idToken":"1234","type":"KeyCode"}}]'
    assert "1234" not in call_redacted("Authorize", text)
    card = '[2,"1","Authorize",{"idToken":{"idToken":"04AB","type":"ISO14443"}}]'
    assert call_redacted("Authorize", card) is card


@pytest.mark.parametrize(
    "text",
    [
        '[2,"1","Authorize",{"idToken":{"idToken":"1234","type":"keycode "}}]',
        '[2,"1","Authorize",{"idToken":{"idToken":"1234","type":"KeyCode"}}',
        '[2,"1","TransactionEvent",{"idToken":{"idToken":"12\x0034","type":"KeyCode"}}]',
        '[2,"1","SendLocalList",{"localAuthorizationList":[{"idToken":{"idToken":"1234","type":"KeyCode"}}]}]',
    ],
)
def test_a_pin_does_not_reach_the_log_however_it_is_written(text: str) -> None:
    blanked = call_redacted(text.split('"')[3], text)
    assert "34" not in blanked
    assert BLANK in blanked


def test_what_holds_no_secret_is_logged_as_it_was() -> None:
    text = '[3,"1",{"configurationKey":[{"key":"HeartbeatInterval", "value":"60"}]}]'
    assert redacted(text) is text
