"""Each command in each version: worded as the schema wants, and every kind of answer understood."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from app.core.commands import (
    Accepted,
    AskAgain,
    BadAnswer,
    BadRequest,
    Command,
    CommandFailed,
    NotPossible,
    NotSupported,
    Raw,
    RawAnswer,
    ReadSettings,
    Refused,
    Restart,
    SetAvailable,
    SetLimit,
    SetMeterInterval,
    SettingsRead,
    StartCharging,
    StopCharging,
    Topic,
    Unlock,
    WriteSetting,
)
from app.core.reports import Setting
from app.csms import schemas
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Dialect, Payload, Request
from app.csms.schemas import Part

NOW = datetime(2026, 3, 1, 10, 0, 5, 123456, tzinfo=UTC)
V16, V201, V21 = DIALECTS["ocpp1.6"], DIALECTS["ocpp2.0.1"], DIALECTS["ocpp2.1"]


def worded(dialect: Dialect, command: Command) -> list[Request]:
    return list(dialect.outgoing[type(command)].word(command, NOW))


def one(dialect: Dialect, command: Command) -> tuple[str, Payload]:
    (request,) = worded(dialect, command)
    return request.action, request.payload


COMMANDS: list[Command] = [
    StartCharging("04A2B3C4"),
    StartCharging("laddvakt", outlet=2, remote_start_id=77),
    StopCharging("12"),
    Unlock(2),
    Restart(),
    Restart(hard=True),
    SetAvailable(True),
    SetAvailable(False, outlet=2),
    *(AskAgain(topic) for topic in Topic),
    *(AskAgain(topic, outlet=2) for topic in Topic),
    SetLimit(1, 16.0),
    SetLimit(1, 0),
    SetLimit(0, 8.6000000000000005),
    SetLimit(1, None),
    SetLimit(2, 10.0, transaction_id="12"),
    SetLimit(2, None, transaction_id="12"),
    ReadSettings(),
    ReadSettings(("SampledDataCtrlr.TxUpdatedInterval", "EVSE#1.Power")),
    WriteSetting("OCPPCommCtrlr.HeartbeatInterval", "60"),
    SetMeterInterval(15),
]


@pytest.mark.parametrize("command", COMMANDS, ids=str)
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_command_is_worded_as_the_schema_wants(dialect: Dialect, command: Command) -> None:
    if dialect is V16 and isinstance(command, AskAgain) and command.topic is Topic.TRANSACTION:
        with pytest.raises(NotSupported):
            worded(dialect, command)
        return
    for request in worded(dialect, command):
        assert request.action in dialect.known_actions
        assert schemas.fault(dialect.protocol, request.action, Part.REQUEST, request.payload) is None


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_limit_in_tenths_passes_the_schema_and_never_exceeds_what_was_asked(dialect: Dialect) -> None:
    for hundredths in range(0, 8000, 7):
        (request,) = worded(dialect, SetLimit(1, hundredths / 100))
        assert schemas.fault(dialect.protocol, request.action, Part.REQUEST, request.payload) is None
        text = repr(request.payload)
        limit = float(text.partition("'limit': ")[2].partition("}")[0])
        assert hundredths / 100 - 0.1 < limit <= hundredths / 100 + 1e-9


@pytest.mark.parametrize("limit", [-1, float("nan"), float("inf"), 5000])
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_an_impossible_limit_is_not_sent(dialect: Dialect, limit: float) -> None:
    with pytest.raises(NotPossible):
        worded(dialect, SetLimit(1, limit))


def test_a_remote_start_carries_no_profile_and_says_where_only_if_asked() -> None:
    assert one(V16, StartCharging("TAG")) == ("RemoteStartTransaction", {"idTag": "TAG"})
    assert one(V16, StartCharging("TAG", 2)) == ("RemoteStartTransaction", {"idTag": "TAG", "connectorId": 2})
    assert one(V201, StartCharging("04a2B3C4", 2, 9)) == (
        "RequestStartTransaction",
        {"idToken": {"idToken": "04a2B3C4", "type": "ISO14443"}, "remoteStartId": 9, "evseId": 2},
    )
    assert one(V21, StartCharging("laddvakt"))[1]["idToken"] == {"idToken": "laddvakt", "type": "Central"}


def test_a_stop_in_1_6_needs_a_number() -> None:
    assert one(V16, StopCharging("12")) == ("RemoteStopTransaction", {"transactionId": 12})
    assert one(V201, StopCharging("a-b")) == ("RequestStopTransaction", {"transactionId": "a-b"})
    with pytest.raises(NotPossible):
        worded(V16, StopCharging("a-b"))


def test_a_limit_is_of_the_session_where_one_is_named_and_began_a_minute_ago() -> None:
    action, payload = one(V16, SetLimit(1, 10.06, transaction_id="12"))
    assert action == "SetChargingProfile"
    assert payload == {
        "connectorId": 1,
        "csChargingProfiles": {
            "chargingProfileId": 12,
            "transactionId": 12,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "startSchedule": "2026-03-01T09:59:05Z",
                "chargingRateUnit": "A",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 10.0}],
            },
        },
    }
    profile = one(V201, SetLimit(1, 10.0))[1]["chargingProfile"]
    assert (profile["chargingProfilePurpose"], "transactionId" in profile) == ("TxDefaultProfile", False)


@pytest.mark.parametrize(
    ("dialect", "profile", "number", "clear"),
    [(V16, "csChargingProfiles", "chargingProfileId", "id"), (V201, "chargingProfile", "id", "chargingProfileId")],
)
@pytest.mark.parametrize("transaction_id", [None, "12"])
def test_lifting_a_limit_clears_the_very_profile_that_set_it(
    dialect: Dialect, profile: str, number: str, clear: str, transaction_id: str | None
) -> None:
    set_payload = one(dialect, SetLimit(3, 10, transaction_id))[1]
    action, payload = one(dialect, SetLimit(3, None, transaction_id))
    assert action == "ClearChargingProfile"
    assert payload == {clear: set_payload[profile][number]}


def test_the_meter_interval_is_asked_for_and_the_measurands_only_if_it_can() -> None:
    requests = worded(V16, SetMeterInterval(15))
    assert [(each.payload["key"], each.payload["value"], each.optional) for each in requests] == [
        ("MeterValueSampleInterval", "15", False),
        ("MeterValuesSampledData", "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage", True),
    ]
    assert [(each.action, each.optional) for each in worded(V21, SetMeterInterval(15))] == [
        ("SetVariables", False),
        ("SetVariables", True),
    ]


def test_a_status_is_asked_of_a_connector_in_2x() -> None:
    assert one(V201, AskAgain(Topic.STATUS, 2))[1] == {
        "requestedMessage": "StatusNotification",
        "evse": {"id": 2, "connectorId": 1},
    }
    assert one(V201, AskAgain(Topic.METER, 2))[1] == {"requestedMessage": "MeterValues", "evse": {"id": 2}}


ANSWERS: list[tuple[Command, Payload, Any]] = [
    (StartCharging("T"), {"status": "Accepted"}, Accepted()),
    (StartCharging("T"), {"status": "accepted "}, Accepted()),
    (StartCharging("T"), {"status": "Rejected"}, Refused("Rejected")),
    (StopCharging("1"), {"status": "Rejected"}, Refused("Rejected")),
    (Unlock(1), {"status": "Unlocked"}, Accepted()),
    (Unlock(1), {"status": "UnlockFailed"}, Refused("UnlockFailed")),
    (Unlock(1), {"status": "NotSupported"}, NotSupported("UnlockConnector")),
    (Unlock(1), {"status": "UnknownConnector"}, Refused("UnknownConnector")),
    (Restart(), {"status": "Scheduled"}, Accepted(later=True)),
    (SetAvailable(True), {"status": "Scheduled"}, Accepted(later=True)),
    (AskAgain(Topic.METER), {"status": "NotImplemented"}, NotSupported("TriggerMessage")),
    (SetLimit(1, 6), {"status": "NotSupported"}, NotSupported("SetChargingProfile")),
    (SetLimit(1, 6), {"status": "Rejected"}, Refused("Rejected")),
    (SetLimit(1, 6), {"status": "Unknown"}, Refused("Unknown")),
    (SetLimit(1, None), {"status": "Unknown"}, Accepted()),
    (SetLimit(1, None), {"status": "Accepted"}, Accepted()),
    (Restart(), {}, BadAnswer("Reset: no status")),
    (Restart(), {"status": None}, BadAnswer("Reset: no status")),
    (Restart(), {"status": {}}, BadAnswer("Reset: no status")),
    (Raw("X", "{}"), {"a": [1, None]}, RawAnswer('{"a": [1, null]}')),
]
ANSWERS_16: list[tuple[Command, Payload, Any]] = [
    (WriteSetting("K", "1"), {"status": "RebootRequired"}, Accepted(reboot=True)),
    (WriteSetting("K", "1"), {"status": "NotSupported"}, NotSupported("ChangeConfiguration")),
    (SetMeterInterval(5), {"status": "Rejected"}, Refused("Rejected")),
    (ReadSettings(), {"configurationKey": []}, SettingsRead(())),
    (ReadSettings(), {}, SettingsRead(())),
    (ReadSettings(("A",)), {"unknownKey": ["A"]}, SettingsRead((), ("A",))),
    (
        ReadSettings(),
        {
            "configurationKey": [
                {"key": "A", "readonly": False, "value": 60},
                {"key": "B", "readonly": "true"},
                {"readonly": True, "value": "nameless"},
            ]
        },
        SettingsRead((Setting("A", "60"), Setting("B", None, read_only=True))),
    ),
    (ReadSettings(), {"configurationKey": {"key": "A", "value": "1"}}, SettingsRead((Setting("A", "1"),))),
    (ReadSettings(), {"configurationKey": [7]}, BadAnswer("GetConfiguration: a key that is not an object")),
]
PLACE = {"component": {"name": "EVSE", "evse": {"id": 1}}, "variable": {"name": "Power"}}
ANSWERS_2X: list[tuple[Command, Payload, Any]] = [
    (
        StartCharging("T"),
        {"status": "Rejected", "statusInfo": {"reasonCode": "NoCable", "additionalInfo": "plug in first"}},
        Refused("Rejected", "NoCable plug in first"),
    ),
    (
        WriteSetting("EVSE#1.Power", "1"),
        {"setVariableResult": [{"attributeStatus": "RebootRequired", **PLACE}]},
        Accepted(reboot=True),
    ),
    (
        WriteSetting("EVSE#1.Power", "1"),
        {"setVariableResult": [{"attributeStatus": "UnknownVariable", **PLACE}]},
        Refused("UnknownVariable"),
    ),
    (SetMeterInterval(5), {"setVariableResult": [{"attributeStatus": "Accepted"}]}, Accepted()),
    (SetMeterInterval(5), {"setVariableResult": []}, BadAnswer("SetVariables: no result")),
    (SetMeterInterval(5), {"setVariableResult": ["x"]}, BadAnswer("SetVariables: no status")),
    (ReadSettings(), {"status": "Accepted"}, Accepted()),
    (ReadSettings(), {"status": "NotSupported"}, NotSupported("GetBaseReport")),
    (ReadSettings(), {"status": "EmptyResultSet"}, SettingsRead(())),
    (
        ReadSettings(("EVSE#1.Power", "X.Y")),
        {
            "getVariableResult": [
                {"attributeStatus": "Accepted", "attributeValue": "7400", **PLACE},
                {"attributeStatus": "UnknownComponent", "component": {"name": "X"}, "variable": {"name": "Y"}},
            ]
        },
        SettingsRead((Setting("EVSE#1.Power", "7400", read_only=None),), ("X.Y",)),
    ),
    (ReadSettings(("X.Y",)), {"getVariableResult": [7]}, BadAnswer("GetVariables: a result that is not an object")),
]


@pytest.mark.parametrize(
    ("dialect", "command", "payload", "expected"),
    [
        *((dialect, *each) for dialect in DIALECTS.values() for each in ANSWERS),
        *((V16, *each) for each in ANSWERS_16),
        *((dialect, *each) for dialect in (V201, V21) for each in ANSWERS_2X),
    ],
    ids=lambda value: value.protocol if isinstance(value, Dialect) else None,
)
def test_answers_are_understood(dialect: Dialect, command: Command, payload: Payload, expected: Any) -> None:
    read = dialect.outgoing[type(command)].read
    if not isinstance(expected, CommandFailed):
        assert read(command, payload) == expected
        return
    with pytest.raises(type(expected)) as caught:
        read(command, payload)
    assert vars(caught.value) == vars(expected)


NAMES = [
    ("OCPPCommCtrlr.HeartbeatInterval", {"name": "OCPPCommCtrlr"}, {"name": "HeartbeatInterval"}),
    ("EVSE#1.Power", {"name": "EVSE", "evse": {"id": 1}}, {"name": "Power"}),
    ("Connector#1/2.Available", {"name": "Connector", "evse": {"id": 1, "connectorId": 2}}, {"name": "Available"}),
    ("A[x]#3.B[y.z]", {"name": "A", "instance": "x", "evse": {"id": 3}}, {"name": "B", "instance": "y.z"}),
]


@pytest.mark.parametrize(("name", "component", "variable"), NAMES)
def test_names_of_variables_go_both_ways(name: str, component: Payload, variable: Payload) -> None:
    assert one(V201, ReadSettings((name,)))[1] == {"getVariableData": [{"component": component, "variable": variable}]}
    result = {"attributeStatus": "Accepted", "attributeValue": "1", "component": component, "variable": variable}
    read = V201.outgoing[ReadSettings].read(ReadSettings((name,)), {"getVariableResult": [result]})
    assert read == SettingsRead((Setting(name, "1", read_only=None),))


@pytest.mark.parametrize("name", ["", "HeartbeatInterval", ".x", "A[x.B", "A#x.B", "A."])
def test_what_names_no_variable_is_not_sent(name: str) -> None:
    with pytest.raises(NotPossible):
        worded(V201, WriteSetting(name, "1"))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_raw_request_goes_out_to_the_letter(dialect: Dialect) -> None:
    for text in ('{"a": -1, "b": [1.50, null], "a": 2}', "[]", "7", '"\\ud800"'):
        assert one(dialect, Raw("MadeUp", text)) == ("MadeUp", msgspec.Raw(text.encode()))
    assert one(dialect, Raw("Heartbeat", "")) == ("Heartbeat", msgspec.Raw(b"{}"))


@pytest.mark.parametrize("text", ["{", "not JSON", "[" * 5000 + "]" * 5000])
def test_a_raw_request_that_is_no_json_is_refused_here(text: str) -> None:
    with pytest.raises(BadRequest):
        worded(V16, Raw("X", text))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_command_goes_on_after_an_error_where_the_request_was_optional_and_else_fails(dialect: Dialect) -> None:
    accepted = {"status": "Accepted", "setVariableResult": [{"attributeStatus": "Accepted"}]}
    talk = dialect.outgoing[SetMeterInterval].talk(SetMeterInterval(15), NOW)
    next(talk)
    assert talk.send(accepted).optional
    with pytest.raises(StopIteration) as end:
        talk.throw(Refused("FormationViolation"))
    assert end.value.value == Accepted()
    talk = dialect.outgoing[SetMeterInterval].talk(SetMeterInterval(15), NOW)
    next(talk)
    with pytest.raises(Refused):
        talk.throw(Refused("FormationViolation"))
