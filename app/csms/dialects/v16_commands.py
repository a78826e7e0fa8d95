"""OCPP 1.6: how each command is said, and how the charger's answer is understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.commands import (
    AskAgain,
    Command,
    NotSupported,
    Raw,
    ReadSettings,
    Restart,
    Result,
    SetAvailable,
    SetLimit,
    SetMeterInterval,
    StartCharging,
    StopCharging,
    Topic,
    Unlock,
    WriteSetting,
)
from app.csms.dialects import v16_cards, v16_costs
from app.csms.dialects.agreement import BEGUN_AGO, MEASURANDS, RAW, agreed, limit_a, limit_agreed, profile_id, simple
from app.csms.dialects.common import wire_time
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request
from app.csms.dialects.v16_cards import ask_settings, settings_told
from app.csms.dialects.words import named_by_number

_TOPICS = {
    Topic.INTRODUCTION: "BootNotification",
    Topic.HEARTBEAT: "Heartbeat",
    Topic.STATUS: "StatusNotification",
    Topic.METER: "MeterValues",
    Topic.FIRMWARE: "FirmwareStatusNotification",
    Topic.LOG: "DiagnosticsStatusNotification",
}


def _start(command: StartCharging) -> Payload:
    """Without a charging profile, which some chargers refuse here (RS-02)."""
    payload: Payload = {"idTag": command.card}
    if command.outlet:
        payload["connectorId"] = command.outlet
    return payload


def _trigger(command: AskAgain) -> Payload:
    if command.topic not in _TOPICS:
        raise NotSupported(command.topic.value)
    payload: Payload = {"requestedMessage": _TOPICS[command.topic]}
    if command.outlet:
        payload["connectorId"] = command.outlet
    return payload


def _limit(command: SetLimit, now: datetime) -> Sequence[Request]:
    """In amperes, absolute, on the lowest stack level: what nearly every charger takes (SC-01, SC-03, SC-08)."""
    if command.limit_a is None:
        return (Request("ClearChargingProfile", {"id": profile_id(command)}),)
    profile: Payload = {
        "chargingProfileId": profile_id(command),
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": {
            "startSchedule": wire_time(now - BEGUN_AGO),
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit_a(command)}],
        },
    }
    if command.transaction_id is not None:
        profile["chargingProfilePurpose"] = "TxProfile"
        profile["transactionId"] = named_by_number(command.transaction_id)
    return (Request("SetChargingProfile", {"connectorId": command.outlet, "csChargingProfiles": profile}),)


def _limit_answer(command: SetLimit, payload: Payload) -> Result:
    return limit_agreed("SetChargingProfile", command, payload)


def _read_settings(command: ReadSettings, now: datetime) -> Sequence[Request]:
    return (ask_settings(command.names),)


def _settings(command: ReadSettings, payload: Payload) -> Result:
    return settings_told(payload)


def _meter_interval(command: SetMeterInterval, now: datetime) -> Sequence[Request]:
    return (
        Request("ChangeConfiguration", {"key": "MeterValueSampleInterval", "value": str(command.seconds)}),
        Request("ChangeConfiguration", {"key": "MeterValuesSampledData", "value": MEASURANDS}, optional=True),
    )


def _meter_interval_answer(command: SetMeterInterval, payload: Payload) -> Result:
    return agreed("ChangeConfiguration", payload)


OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    StartCharging: simple("RemoteStartTransaction", _start),
    StopCharging: simple(
        "RemoteStopTransaction", lambda command: {"transactionId": named_by_number(command.transaction_id)}
    ),
    Unlock: simple("UnlockConnector", lambda command: {"connectorId": command.outlet}),
    Restart: simple("Reset", lambda command: {"type": "Hard" if command.hard else "Soft"}),
    SetAvailable: simple(
        "ChangeAvailability",
        lambda command: {
            "connectorId": command.outlet or 0,
            "type": "Operative" if command.available else "Inoperative",
        },
    ),
    AskAgain: simple("TriggerMessage", _trigger),
    SetLimit: Outgoing(_limit, _limit_answer),
    ReadSettings: Outgoing(_read_settings, _settings),
    WriteSetting: simple("ChangeConfiguration", lambda command: {"key": command.name, "value": command.value}),
    SetMeterInterval: Outgoing(_meter_interval, _meter_interval_answer),
    **v16_cards.OUTGOING,
    **v16_costs.OUTGOING,
    Raw: RAW,
}
