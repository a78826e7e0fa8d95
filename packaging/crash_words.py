"""How the chargers of the crash test word what they tell, in each version of OCPP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crash_tape import BEGIN, END, TrueReading, TrueSession, iso

Payload = dict[str, object]
Words = tuple[str, Payload]  # action and payload

# What every car takes, and every meter counts: a power that is told and another that is counted would be a dispute.
POWER_W = 7_360
_CONTEXTS = {BEGIN: "Transaction.Begin", END: "Transaction.End"}


@dataclass(frozen=True, slots=True)
class Manner:
    """What differs between chargers of one version."""

    names_transaction: bool  # in MeterValues (1.6)
    tells_data: bool  # the readings of begin and end once more with the stop (1.6)


@dataclass(frozen=True, slots=True)
class Event:
    """What a TransactionEvent carries beside its session (2.x)."""

    seq: int
    offline: bool


@dataclass(frozen=True, slots=True)
class Tongue:
    """One version: a row of functions."""

    subprotocol: str
    boot: Payload
    numbers_itself: bool  # the charger gives its sessions their transaction id
    readings_at_ends: bool  # start and stop carry readings
    status: Callable[[int, bool, int], Words]
    began: Callable[[TrueSession, Event], Words]
    metered: Callable[[TrueSession, Sequence[TrueReading], Event, Manner], Words]
    ended: Callable[[TrueSession, Event, Manner], Words]


# 1.6.


def _values16(readings: Sequence[TrueReading]) -> list[Payload]:
    return [
        {
            "timestamp": iso(each.at_ms),
            "sampledValue": [
                {
                    "value": str(each.register_wh),
                    "context": _CONTEXTS.get(each.moment, "Sample.Periodic"),
                    "measurand": "Energy.Active.Import.Register",
                    "unit": "Wh",
                },
                {
                    "value": str(POWER_W),
                    "context": _CONTEXTS.get(each.moment, "Sample.Periodic"),
                    "measurand": "Power.Active.Import",
                    "unit": "W",
                },
            ],
        }
        for each in readings
    ]


def _status16(outlet: int, busy: bool, at_ms: int) -> Words:
    status = "Charging" if busy else "Available"
    return "StatusNotification", {"connectorId": outlet, "errorCode": "NoError", "status": status}


def _began16(session: TrueSession, event: Event) -> Words:
    return "StartTransaction", {
        "connectorId": session.outlet,
        "idTag": session.card or "",
        "meterStart": session.start_wh,
        "timestamp": iso(session.started_ms),
    }


def _metered16(session: TrueSession, readings: Sequence[TrueReading], event: Event, manner: Manner) -> Words:
    payload: Payload = {"connectorId": session.outlet, "meterValue": _values16(readings)}
    if manner.names_transaction:
        payload["transactionId"] = int(session.transaction_id or 0)
    return "MeterValues", payload


def _ended16(session: TrueSession, event: Event, manner: Manner) -> Words:
    payload: Payload = {
        "transactionId": int(session.transaction_id or 0),
        "meterStop": session.stop_wh,
        "timestamp": iso(session.stopped_ms or 0),
        "reason": "EVDisconnected",
    }
    if manner.tells_data:
        payload["transactionData"] = _values16([each for each in session.readings if each.moment in _CONTEXTS])
    return "StopTransaction", payload


# 2.x.


def _values2x(readings: Sequence[TrueReading]) -> list[Payload]:
    return [
        {
            "timestamp": iso(each.at_ms),
            "sampledValue": [
                {
                    "value": each.register_wh,
                    "context": _CONTEXTS.get(each.moment, "Sample.Periodic"),
                    "measurand": "Energy.Active.Import.Register",
                    "unitOfMeasure": {"unit": "Wh"},
                }
            ],
        }
        for each in readings
    ]


def _status2x(outlet: int, busy: bool, at_ms: int) -> Words:
    status = "Occupied" if busy else "Available"
    return "StatusNotification", {
        "timestamp": iso(at_ms),
        "connectorStatus": status,
        "evseId": outlet,
        "connectorId": 1,
    }


def _event2x(session: TrueSession, kind: str, why: str, at_ms: int, event: Event, **more: object) -> Words:
    info: Payload = {"transactionId": session.transaction_id}
    if kind == "Ended":
        info["stoppedReason"] = "EVDisconnected"
    else:
        info["chargingState"] = "Charging"
    payload: Payload = {
        "eventType": kind,
        "timestamp": iso(at_ms),
        "triggerReason": why,
        "seqNo": event.seq,
        "transactionInfo": info,
        "evse": {"id": session.outlet, "connectorId": 1},
        **more,
    }
    if event.offline:
        payload["offline"] = True
    return "TransactionEvent", payload


def _began2x(session: TrueSession, event: Event) -> Words:
    more: Payload = {"meterValue": _values2x([each for each in session.readings if each.moment == BEGIN])}
    if session.card is not None:
        more["idToken"] = {"idToken": session.card, "type": "ISO14443"}
    return _event2x(session, "Started", "CablePluggedIn", session.started_ms, event, **more)


def _metered2x(session: TrueSession, readings: Sequence[TrueReading], event: Event, manner: Manner) -> Words:
    values = _values2x(readings)
    return _event2x(session, "Updated", "MeterValuePeriodic", readings[-1].at_ms, event, meterValue=values)


def _ended2x(session: TrueSession, event: Event, manner: Manner) -> Words:
    values = _values2x([each for each in session.readings if each.moment == END])
    return _event2x(session, "Ended", "EVCommunicationLost", session.stopped_ms or 0, event, meterValue=values)


_BOOT2X: Payload = {"reason": "PowerUp", "chargingStation": {"vendorName": "Crash", "model": "Test"}}
_ROW2X = (_BOOT2X, True, True, _status2x, _began2x, _metered2x, _ended2x)

TONGUES = (
    Tongue(
        "ocpp1.6",
        {"chargePointVendor": "Crash", "chargePointModel": "Test"},
        False,
        False,
        _status16,
        _began16,
        _metered16,
        _ended16,
    ),
    Tongue("ocpp2.0.1", *_ROW2X),
    Tongue("ocpp2.1", *_ROW2X),
)
