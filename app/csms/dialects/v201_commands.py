"""OCPP 2.0.1 and 2.1: how each command is said, and how the charger's answer is understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.commands import (
    AskAgain,
    Command,
    Raw,
    ReadSettings,
    Restart,
    Result,
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
from app.csms.dialects import v201_cards, v201_costs
from app.csms.dialects.agreement import (
    BEGUN_AGO,
    MEASURANDS,
    RAW,
    agreed,
    limit_a,
    limit_agreed,
    profile_id,
    simple,
)
from app.csms.dialects.common import wire_time
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request
from app.csms.dialects.v201_cards import token, write, wrote
from app.csms.dialects.variables import fetched, place
from app.csms.dialects.words import plain
from app.csms.tolerance import as_text

# A home outlet has one connector.
CONNECTOR = 1

# One settings report is asked for at a time: its number tells nothing.
REPORT = 1

_TOPICS = {
    Topic.INTRODUCTION: "BootNotification",
    Topic.HEARTBEAT: "Heartbeat",
    Topic.STATUS: "StatusNotification",
    Topic.METER: "MeterValues",
    Topic.TRANSACTION: "TransactionEvent",
    Topic.FIRMWARE: "FirmwareStatusNotification",
    Topic.LOG: "LogStatusNotification",
}


def _start(command: StartCharging) -> Payload:
    """F01."""
    payload: Payload = {"idToken": token(command.card), "remoteStartId": command.remote_start_id}
    if command.outlet:
        payload["evseId"] = command.outlet
    return payload


def _available(command: SetAvailable) -> Payload:
    payload: Payload = {"operationalStatus": "Operative" if command.available else "Inoperative"}
    if command.outlet:
        payload["evse"] = {"id": command.outlet}
    return payload


def _trigger(command: AskAgain) -> Payload:
    """F06. A status is a connector's, so it is asked of one (F06.FR.13)."""
    payload: Payload = {"requestedMessage": _TOPICS[command.topic]}
    if command.outlet:
        payload["evse"] = {"id": command.outlet}
        if command.topic is Topic.STATUS:
            payload["evse"]["connectorId"] = CONNECTOR
    return payload


def _limit(command: SetLimit, now: datetime) -> Sequence[Request]:
    """K01, K10. In amperes, absolute, on the lowest stack level: what nearly every charger takes (SC-01, SC-03)."""
    number = profile_id(command)
    if command.limit_a is None:
        return (Request("ClearChargingProfile", {"chargingProfileId": number}),)
    profile: Payload = {
        "id": number,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": [
            {
                "id": number,
                "startSchedule": wire_time(now - BEGUN_AGO),
                "chargingRateUnit": "A",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit_a(command)}],
            }
        ],
    }
    if command.transaction_id is not None:
        profile["chargingProfilePurpose"] = "TxProfile"
        profile["transactionId"] = command.transaction_id
    return (Request("SetChargingProfile", {"evseId": command.outlet, "chargingProfile": profile}),)


def _limit_answer(command: SetLimit, payload: Payload) -> Result:
    return limit_agreed("SetChargingProfile", command, payload)


def _read_settings(command: ReadSettings, now: datetime) -> Sequence[Request]:
    """All of them come as a report (B07), some as the answer (B06)."""
    if not command.names:
        return (Request("GetBaseReport", {"requestId": REPORT, "reportBase": "ConfigurationInventory"}),)
    return (Request("GetVariables", {"getVariableData": [place(name) for name in command.names]}),)


def _settings(command: ReadSettings, payload: Payload) -> Result:
    if command.names:
        return fetched(payload.get("getVariableResult"))
    if plain(as_text(payload.get("status"), 40)) == "emptyresultset":
        return SettingsRead(())
    return agreed("GetBaseReport", payload)


def _write_setting(command: WriteSetting, now: datetime) -> Sequence[Request]:
    return (write(command.name, command.value),)


def _write_setting_answer(command: WriteSetting, payload: Payload) -> Result:
    return wrote(payload)


def _meter_interval(command: SetMeterInterval, now: datetime) -> Sequence[Request]:
    return (
        write("SampledDataCtrlr.TxUpdatedInterval", str(command.seconds)),
        write("SampledDataCtrlr.TxUpdatedMeasurands", MEASURANDS, optional=True),
    )


def _meter_interval_answer(command: SetMeterInterval, payload: Payload) -> Result:
    return wrote(payload)


OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    StartCharging: simple("RequestStartTransaction", _start),
    StopCharging: simple("RequestStopTransaction", lambda command: {"transactionId": command.transaction_id}),
    Unlock: simple("UnlockConnector", lambda command: {"evseId": command.outlet, "connectorId": CONNECTOR}),
    Restart: simple("Reset", lambda command: {"type": "Immediate" if command.hard else "OnIdle"}),
    SetAvailable: simple("ChangeAvailability", _available),
    AskAgain: simple("TriggerMessage", _trigger),
    SetLimit: Outgoing(_limit, _limit_answer),
    ReadSettings: Outgoing(_read_settings, _settings),
    WriteSetting: Outgoing(_write_setting, _write_setting_answer),
    SetMeterInterval: Outgoing(_meter_interval, _meter_interval_answer),
    **v201_cards.OUTGOING,
    **v201_costs.OUTGOING,
    Raw: RAW,
}
