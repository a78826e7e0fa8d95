"""What each message means: states, faults, reasons, cards and transactions, the same from every version."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.model import Activity, Availability, Fault, FaultKind, Moment, Reading, StopReason
from app.core.reports import (
    Booted,
    CardShown,
    Heard,
    Metered,
    Noted,
    Report,
    Setting,
    SettingsTold,
    Stage,
    StatusTold,
    TransactionAnswer,
    TransactionTold,
    Verdict,
)
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Context, Kind, Unreadable

NOW = datetime(2026, 3, 1, 10, 0, 5, tzinfo=UTC)
AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
SENT = "2026-03-01T10:00:00Z"
NEWER = ["ocpp2.0.1", "ocpp2.1"]
EVERY = ["ocpp1.6", *NEWER]


def read(version: str, action: str, payload: dict[str, Any], notes: list[str] | None = None) -> tuple[Report, ...]:
    return DIALECTS[version].incoming[action].read(payload, Context(NOW, [] if notes is None else notes))


def one(version: str, action: str, payload: dict[str, Any], notes: list[str] | None = None) -> Any:
    (report,) = read(version, action, payload, notes)
    return report


STATUSES = [
    ("Available", Availability.AVAILABLE, Activity.IDLE),
    ("Preparing", Availability.OCCUPIED, Activity.CONNECTED),
    ("Charging", Availability.OCCUPIED, Activity.CHARGING),
    ("Charging ", Availability.OCCUPIED, Activity.CHARGING),
    ("SuspendedEV", Availability.OCCUPIED, Activity.PAUSED_BY_CAR),
    ("suspendedEV", Availability.OCCUPIED, Activity.PAUSED_BY_CAR),
    ("SuspendedEVSE", Availability.OCCUPIED, Activity.PAUSED_BY_CHARGER),
    ("Finishing", Availability.OCCUPIED, Activity.FINISHING),
    ("Occupied", Availability.OCCUPIED, None),
    ("Reserved", Availability.RESERVED, Activity.IDLE),
    ("Unavailable", Availability.UNAVAILABLE, None),
    ("Sleeping", Availability.UNKNOWN, None),
]


@pytest.mark.parametrize(("word", "availability", "activity"), STATUSES)
def test_1_6_statuses(word: str, availability: Availability, activity: Activity | None) -> None:
    told = {"connectorId": 1, "errorCode": "NoError", "status": word, "timestamp": SENT}
    assert one("ocpp1.6", "StatusNotification", told) == StatusTold(1, availability, activity, None, AT)


@pytest.mark.parametrize("version", NEWER)
@pytest.mark.parametrize("word", ["Available", "Occupied", "Reserved", "Unavailable"])
def test_the_general_statuses_mean_the_same_in_every_version(version: str, word: str) -> None:
    older = one("ocpp1.6", "StatusNotification", {"connectorId": 2, "errorCode": "NoError", "status": word})
    newer = one(version, "StatusNotification", {"evseId": 2, "connectorId": 1, "connectorStatus": word})
    assert newer == older


FAULTS = [
    ({"status": "Faulted", "errorCode": "NoError"}, Fault(FaultKind.OTHER)),
    ({"status": "Faulted"}, Fault(FaultKind.OTHER)),
    ({"status": "Faulted", "errorCode": "GroundFailure"}, Fault(FaultKind.EARTH_FAULT)),
    ({"status": "Faulted", "errorCode": "OtherError", "info": "x"}, Fault(FaultKind.OTHER, "x")),
    ({"status": "Faulted", "errorCode": "Ouch", "vendorErrorCode": "7"}, Fault(FaultKind.OTHER, "Ouch, 7")),
    (
        {"status": "Charging", "errorCode": "WeakSignal", "info": "-90 dBm"},
        Fault(FaultKind.WEAK_SIGNAL, "-90 dBm"),
    ),
    ({"status": "Available", "errorCode": "NoError", "info": "fine"}, None),
    ({"status": "Available", "errorCode": "null", "vendorErrorCode": "0x0000"}, None),
    ({"status": "Available", "errorCode": "0x0000"}, None),
    ({"status": "Available", "errorCode": ""}, None),
    ({"status": "Available", "errorCode": None}, None),
]


@pytest.mark.parametrize(("told", "fault"), FAULTS, ids=str)
def test_faults(told: dict[str, Any], fault: Fault | None) -> None:
    assert one("ocpp1.6", "StatusNotification", {"connectorId": 1, **told}).fault == fault


@pytest.mark.parametrize("version", NEWER)
def test_a_faulted_connector_in_2x_has_a_fault(version: str) -> None:
    told = one(version, "StatusNotification", {"evseId": 1, "connectorId": 1, "connectorStatus": "Faulted"})
    assert told.fault == Fault(FaultKind.OTHER)


REASONS = [
    (None, StopReason.LOCAL),
    ("", StopReason.LOCAL),
    ("Local", StopReason.LOCAL),
    ("Remote", StopReason.REMOTE),
    ("EVDisconnected", StopReason.CAR_DISCONNECTED),
    ("PowerLoss", StopReason.POWER_LOSS),
    ("DeAuthorized", StopReason.CARD_REFUSED),
    ("EmergencyStop", StopReason.EMERGENCY),
    ("Reboot", StopReason.RESET),
    ("HardReset", StopReason.RESET),
    ("ImmediateReset", StopReason.RESET),
    ("UnlockCommand ", StopReason.UNLOCKED),
    ("StoppedByEV", StopReason.CAR_FINISHED),
    ("EnergyLimitReached", StopReason.LIMIT_REACHED),
    ("GroundFault", StopReason.FAULT),
    ("Timeout", StopReason.TIMEOUT),
    ("Other", StopReason.OTHER),
    ("the moon", StopReason.OTHER),
]


@pytest.mark.parametrize(("word", "reason"), REASONS)
def test_reasons_mean_the_same_in_every_version(word: str | None, reason: StopReason) -> None:
    told = {} if word is None else {"reason": word}
    assert one("ocpp1.6", "StopTransaction", {"transactionId": 1, "meterStop": 1, **told}).reason is reason
    info = {"transactionId": "1"} if word is None else {"transactionId": "1", "stoppedReason": word}
    for version in NEWER:
        assert one(version, "TransactionEvent", {"eventType": "Ended", "transactionInfo": info}).reason is reason


def older_values(context: str) -> list[dict[str, Any]]:
    def sample(measurand: str, unit: str, value: float, **more: str) -> dict[str, Any]:
        return {"measurand": measurand, "unit": unit, "value": str(value), "context": context, **more}

    return [
        {
            "timestamp": SENT,
            "sampledValue": [
                sample("Energy.Active.Import.Register", "kWh", 12.345),
                *(sample("Current.Import", "A", 16.1, phase=line) for line in ("L1", "L2", "L3")),
                *(sample("Voltage", "V", 231, phase=f"{line}-N") for line in ("L1", "L2", "L3")),
                sample("Power.Active.Import", "kW", 11.1),
                sample("SoC", "Percent", 40, location="EV"),
            ],
        }
    ]


def newer_values(context: str) -> list[dict[str, Any]]:
    """The same as 2.x says it: numbers, and units in an object of their own, kilo as a multiplier."""
    values = older_values(context)
    for item in values[0]["sampledValue"]:
        unit = item.pop("unit")
        item["value"] = float(item["value"])
        item["unitOfMeasure"] = {"unit": unit.removeprefix("k"), "multiplier": 3 if unit.startswith("k") else 0}
    return values


def measured(moment: Moment) -> Reading:
    return Reading(AT, 12345, 11100, (16.1, 16.1, 16.1), (231.0, 231.0, 231.0), 40.0, moment)


def test_the_same_values_are_equal_readings_in_every_version() -> None:
    expected = Metered(2, (measured(Moment.PERIODIC),))
    assert one("ocpp1.6", "MeterValues", {"connectorId": 2, "meterValue": older_values("Sample.Periodic")}) == expected
    for version in NEWER:
        told = {"evseId": 2, "meterValue": newer_values("Sample.Periodic")}
        assert one(version, "MeterValues", told) == expected


def test_a_start_in_1_6() -> None:
    told = {"connectorId": 1, "idTag": "04A2", "meterStart": 12345, "timestamp": SENT, "reservationId": 0}
    assert one("ocpp1.6", "StartTransaction", told) == TransactionTold(
        Stage.BEGAN, AT, outlet=1, card="04A2", meter_start_wh=12345
    )


def test_a_stop_in_1_6_with_its_readings() -> None:
    told = {
        "transactionId": 7,
        "idTag": "04A2",
        "meterStop": 12345,
        "timestamp": SENT,
        "reason": "EVDisconnected",
        "transactionData": older_values("Transaction.End"),
    }
    assert one("ocpp1.6", "StopTransaction", told) == TransactionTold(
        Stage.ENDED,
        AT,
        transaction_id="7",
        card="04A2",
        meter_stop_wh=12345,
        readings=(measured(Moment.END),),
        reason=StopReason.CAR_DISCONNECTED,
    )


@pytest.mark.parametrize("version", NEWER)
def test_a_transaction_in_2x_from_start_to_end(version: str) -> None:
    def event(kind: str, seq: int, info: dict[str, Any], **more: Any) -> Any:
        told = {"eventType": kind, "timestamp": SENT, "triggerReason": "Authorized", "seqNo": seq, **more}
        return one(version, "TransactionEvent", {**told, "transactionInfo": {"transactionId": "a-1", **info}})

    card = {"idToken": {"idToken": "04A2", "type": "ISO14443"}}
    evse = {"evse": {"id": 2, "connectorId": 1}}
    began = event(
        "Started",
        0,
        {"chargingState": "EVConnected", "remoteStartId": 5},
        **card,
        **evse,
        meterValue=newer_values("Transaction.Begin"),
    )
    assert began == TransactionTold(
        Stage.BEGAN,
        AT,
        "a-1",
        2,
        "04A2",
        meter_start_wh=12345,
        readings=(measured(Moment.BEGIN),),
        activity=Activity.CONNECTED,
        seq=0,
        remote_start_id=5,
    )
    news = event("Updated", 1, {"chargingState": "SuspendedEVSE"}, offline=True)
    assert news == TransactionTold(Stage.CONTINUED, AT, "a-1", activity=Activity.PAUSED_BY_CHARGER, seq=1, offline=True)
    ended = event("Ended", 2, {"stoppedReason": "Remote"}, meterValue=newer_values("Transaction.End"))
    assert ended == TransactionTold(
        Stage.ENDED,
        AT,
        "a-1",
        meter_stop_wh=12345,
        readings=(measured(Moment.END),),
        reason=StopReason.REMOTE,
        seq=2,
    )


@pytest.mark.parametrize(
    "token", [None, {"idToken": "", "type": "NoAuthorization"}, {"type": "NoAuthorization"}, {"idToken": " \x00"}]
)
def test_a_start_by_button_has_no_card(token: Any) -> None:
    told = {"eventType": "Started", "transactionInfo": {"transactionId": "1"}, "idToken": token}
    assert one("ocpp2.0.1", "TransactionEvent", told).card is None


def test_a_time_that_could_not_be_is_ours_and_says_so() -> None:
    for sent in (None, "junk", "1970-01-01T00:00:00Z", "2036-01-01T00:00:00Z"):
        start = one("ocpp1.6", "StartTransaction", {"connectorId": 1, "idTag": "A", "meterStart": 1, "timestamp": sent})
        assert (start.at, start.clock_corrected) == (NOW, True)
        told = {"eventType": "Started", "timestamp": sent, "transactionInfo": {"transactionId": "1"}}
        event = one("ocpp2.1", "TransactionEvent", told)
        assert (event.at, event.clock_corrected) == (NOW, True)


@pytest.mark.parametrize(
    ("sent", "wrote"),
    [
        (None, None),
        ("junk", None),
        ("1970-01-01T00:00:40Z", datetime(1970, 1, 1, 0, 0, 40, tzinfo=UTC)),
        ("2036-01-01T00:00:00Z", datetime(2036, 1, 1, tzinfo=UTC)),
        (40, datetime(1970, 1, 1, 0, 0, 40, tzinfo=UTC)),
    ],
)
def test_an_impossible_time_is_kept_as_written_so_that_a_repeat_is_known(sent: object, wrote: datetime | None) -> None:
    start = one("ocpp1.6", "StartTransaction", {"connectorId": 1, "idTag": "A", "meterStart": 1, "timestamp": sent})
    assert start.reported_at == wrote
    told = {"eventType": "Started", "timestamp": sent, "transactionInfo": {"transactionId": "1"}}
    assert one("ocpp2.0.1", "TransactionEvent", told).reported_at == wrote


def test_news_of_a_transaction_without_a_name_is_news_of_the_outlet() -> None:
    told = {"eventType": "Updated", "evse": {"id": 1}, "meterValue": newer_values("Sample.Periodic"), "seqNo": 4}
    assert one("ocpp2.0.1", "TransactionEvent", told) == Metered(1, (measured(Moment.PERIODIC),))


def test_an_end_without_a_name_can_be_any_sessions_and_counts_no_events() -> None:
    ended = one("ocpp2.0.1", "TransactionEvent", {"eventType": "Ended", "timestamp": SENT, "seqNo": 4})
    assert (ended.stage, ended.transaction_id, ended.seq) == (Stage.ENDED, None, None)


TRANSACTION_NUMBERS = [(1, "1"), ("12", "12"), (2**31 - 1, "2147483647"), (0, None), (-1, None), (2**31, None)]


@pytest.mark.parametrize(("sent", "number"), [*TRANSACTION_NUMBERS, ("x", None), (None, None), ([], None)])
def test_transaction_numbers_of_1_6(sent: Any, number: str | None) -> None:
    assert one("ocpp1.6", "StopTransaction", {"transactionId": sent}).transaction_id == number
    assert one("ocpp1.6", "MeterValues", {"connectorId": 1, "transactionId": sent}).transaction_id == number


@pytest.mark.parametrize("sent", [None, -1, "x", 10**20, [], {}])
def test_an_outlet_that_cannot_be_is_not_said(sent: Any) -> None:
    notes: list[str] = []
    assert one("ocpp1.6", "MeterValues", {"connectorId": sent}, notes).outlet == 0
    assert notes == ["no connectorId"]
    assert one("ocpp1.6", "StartTransaction", {"connectorId": sent}).outlet is None
    assert one("ocpp2.0.1", "MeterValues", {"evseId": sent}).outlet == 0


def test_a_start_always_gets_a_number_and_a_word() -> None:
    reply = DIALECTS["ocpp1.6"].incoming["StartTransaction"].reply
    assert reply(TransactionAnswer("12"), {}, NOW) == {"transactionId": 12, "idTagInfo": {"status": "Accepted"}}
    refused = reply(TransactionAnswer("12", Verdict.BLOCKED), {}, NOW)
    assert refused == {"transactionId": 12, "idTagInfo": {"status": "Blocked"}}
    assert reply(Heard(), {}, NOW)["idTagInfo"] == {"status": "Accepted"}


def test_a_stop_is_answered_for_its_card_only_where_one_was_shown() -> None:
    reply = DIALECTS["ocpp1.6"].incoming["StopTransaction"].reply
    assert reply(TransactionAnswer("12"), {}, NOW) == {}
    assert reply(TransactionAnswer("12", Verdict.UNKNOWN), {}, NOW) == {"idTagInfo": {"status": "Invalid"}}


@pytest.mark.parametrize("version", NEWER)
def test_an_event_is_answered_for_its_token_only_where_one_came(version: str) -> None:
    reply = DIALECTS[version].incoming["TransactionEvent"].reply
    assert reply(TransactionAnswer("a"), {}, NOW) == {}
    assert reply(Heard(), {}, NOW) == {}
    assert reply(TransactionAnswer("a", Verdict.EXPIRED), {}, NOW) == {"idTokenInfo": {"status": "Expired"}}
    button = {"idToken": {"idToken": "", "type": "NoAuthorization"}}
    assert reply(TransactionAnswer("a"), button, NOW) == {"idTokenInfo": {"status": "Accepted"}}


@pytest.mark.parametrize("version", NEWER)
def test_states_told_as_events_are_states(version: str) -> None:
    def event(component: dict[str, Any], variable: str, value: Any) -> dict[str, Any]:
        return {
            "eventId": 1,
            "timestamp": SENT,
            "trigger": "Delta",
            "actualValue": value,
            "eventNotificationType": "HardWiredNotification",
            "component": component,
            "variable": {"name": variable},
        }

    connector = {"name": "Connector", "evse": {"id": 2, "connectorId": 1}}
    meter = {"name": "FiscalMetering", "evse": {"id": 2}}
    told = {
        "generatedAt": SENT,
        "seqNo": 0,
        "eventData": [
            event(connector, "AvailabilityState", "Occupied"),
            event({"name": "EVSE", "evse": {"id": 2}}, "AvailabilityState", "Faulted"),
            event({"name": "ChargingStation"}, "AvailabilityState", "Unavailable"),
            event(meter, "EnergyImportRegister", "1234"),
            event(connector, "Problem", "true"),
        ],
    }
    assert read(version, "NotifyEvent", told) == (
        StatusTold(2, Availability.OCCUPIED, None, None, AT),
        StatusTold(2, Availability.FAULTED, None, Fault(FaultKind.OTHER), AT),
        StatusTold(0, Availability.UNAVAILABLE, None, None, AT),
        Metered(2, (Reading(AT, energy_wh=1234),)),
        Noted("event", "Connector#2/1.Problem = true"),
    )


@pytest.mark.parametrize("version", NEWER)
def test_a_settings_report_comes_in_parts(version: str) -> None:
    part = {
        "requestId": 1,
        "generatedAt": SENT,
        "seqNo": 0,
        "tbc": True,
        "reportData": [
            {
                "component": {"name": "OCPPCommCtrlr"},
                "variable": {"name": "HeartbeatInterval"},
                "variableAttribute": [{"type": "Target", "value": "1"}, {"value": "60", "mutability": "ReadWrite"}],
            },
            {
                "component": {"name": "EVSE", "evse": {"id": 1}},
                "variable": {"name": "Power"},
                "variableAttribute": [{"type": "Actual", "mutability": "ReadOnly"}],
            },
            {"component": {"name": "Nameless"}},
        ],
    }
    settings = (Setting("OCPPCommCtrlr.HeartbeatInterval", "60"), Setting("EVSE#1.Power", None, read_only=True))
    assert one(version, "NotifyReport", part) == SettingsTold(settings, last=False)
    assert one(version, "NotifyReport", {"tbc": False}) == SettingsTold((), last=True)
    assert one(version, "NotifyReport", {}) == SettingsTold((), last=True)


def test_an_introduction_means_the_same_in_every_version() -> None:
    booted = Booted("ABB", "Terra", "S1", "1.8", "")
    older = {
        "chargePointVendor": "ABB",
        "chargePointModel": "Terra",
        "chargePointSerialNumber": "S1",
        "firmwareVersion": "1.8",
    }
    newer = {"vendorName": "ABB", "model": "Terra", "serialNumber": "S1", "firmwareVersion": "1.8"}
    assert one("ocpp1.6", "BootNotification", older) == booted
    assert one("ocpp2.1", "BootNotification", {"chargingStation": newer}) == booted
    for version in EVERY:
        assert one(version, "BootNotification", {}) == Booted()


UNREADABLE = [
    ("ocpp1.6", "Authorize", {}),
    ("ocpp1.6", "StatusNotification", {"connectorId": 1}),
    ("ocpp2.0.1", "Authorize", {}),
    ("ocpp2.0.1", "StatusNotification", {"evseId": 1}),
    ("ocpp2.0.1", "NotifyEvent", {"eventData": []}),
    ("ocpp2.1", "GetCertificateChainStatus", {}),
    ("ocpp2.1", "VatNumberValidation", {}),
]


@pytest.mark.parametrize(("version", "action", "payload"), UNREADABLE)
def test_what_means_nothing_is_unreadable(version: str, action: str, payload: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as caught:
        read(version, action, payload)
    assert caught.value.kind is Kind.MISSING


def test_a_card_is_shown_wherever_its_number_stands() -> None:
    assert one("ocpp1.6", "Authorize", {"idTag": " 04A2\x10 "}) == CardShown("04A2")
    assert one("ocpp2.0.1", "Authorize", {"idToken": {"idToken": "04A2", "type": "ISO14443"}}) == CardShown("04A2")
    assert one("ocpp2.0.1", "Authorize", {"idToken": "04A2"}) == CardShown("04A2")


def test_a_vat_number_is_repeated_in_the_answer() -> None:
    reply = DIALECTS["ocpp2.1"].incoming["VatNumberValidation"].reply
    assert reply(Heard(), {"vatNumber": "SE1", "evseId": 2}, NOW) == {
        "vatNumber": "SE1",
        "evseId": 2,
        "status": "Rejected",
    }


def test_numbers_that_no_database_holds_are_not_said() -> None:
    info = {"transactionId": "1", "remoteStartId": 10**30}
    told = one("ocpp2.0.1", "TransactionEvent", {"eventType": "Started", "seqNo": -(10**30), "transactionInfo": info})
    assert (told.seq, told.remote_start_id) == (None, None)


def test_late_readings_keep_their_own_time() -> None:
    late = AT - timedelta(days=20)
    values = [{"timestamp": late.isoformat(), "sampledValue": [{"value": "7"}]}]
    assert one("ocpp1.6", "MeterValues", {"connectorId": 1, "meterValue": values}).readings == (Reading(late, 7),)
