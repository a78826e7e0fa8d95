"""OCPP 2.0.1: what a charger says, and how it is answered."""

from __future__ import annotations

from datetime import datetime

from app.core.cards import CardKind, Verdict
from app.core.model import Activity, Moment
from app.core.reports import (
    Answer,
    CardAnswer,
    CardShown,
    Metered,
    Noted,
    Report,
    SettingsTold,
    Stage,
    TransactionAnswer,
    TransactionTold,
)
from app.csms.dialects.common import (
    BOOT,
    DATA_TRANSFER,
    HEARTBEAT,
    empty,
    inner,
    polite,
    required,
)
from app.csms.dialects.costs import amount, message_content
from app.csms.dialects.events import events
from app.csms.dialects.rows import Context, Dialect, Incoming, Kind, Payload
from app.csms.dialects.samples import energy_at, read_meter_values
from app.csms.dialects.signed import with_signed
from app.csms.dialects.v201_cards import shown_card, token_info
from app.csms.dialects.v201_commands import OUTGOING
from app.csms.dialects.variables import reported
from app.csms.dialects.words import count, outlet, plain, reason, status_told
from app.csms.tolerance import as_bool, as_text, read_time, written_time

STAGES = {"started": Stage.BEGAN, "updated": Stage.CONTINUED, "ended": Stage.ENDED}

CHARGING_STATES = {
    "charging": Activity.CHARGING,
    "evconnected": Activity.CONNECTED,
    "idle": Activity.IDLE,
    "suspendedev": Activity.PAUSED_BY_CAR,
    "suspendedevse": Activity.PAUSED_BY_CHARGER,
}


def _status(payload: Payload, context: Context) -> tuple[Report, ...]:
    """G01. The outlet is the EVSE. 1.6's shape on this line is read as what it means (WS-04)."""
    word = payload.get("connectorStatus", payload.get("status"))
    return (status_told(word, _evse(payload), payload, context),)


def _evse(payload: Payload) -> int | None:
    return outlet(payload.get("evseId", payload.get("connectorId")))


def _authorize(payload: Payload, context: Context) -> tuple[Report, ...]:
    """C01. What is no card is let through (C02.FR.02), and nothing else comes of it."""
    required(payload, "idToken")
    return (_token(payload, context) or Noted("start without a card"),)


def _token(payload: Payload, context: Context) -> CardShown | None:
    """The card that came along; None where none did."""
    value = payload.get("idToken")
    if value is not None and not isinstance(value, dict):
        context.notes.append("idToken not an object")
    return shown_card(value)


def _authorize_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    if isinstance(answer, CardAnswer):
        message = message_content(answer.price, answer.language)
        return {"idTokenInfo": token_info(answer.verdict, answer.group, answer.holds_until, message)}
    if shown_card(request.get("idToken")) is not None:
        raise TypeError(f"{answer!r} does not answer for a card")
    return {"idTokenInfo": token_info(Verdict.ACCEPTED)}


def _meter_values(payload: Payload, context: Context) -> tuple[Report, ...]:
    """J01."""
    number = _evse(payload)
    if number is None:
        context.notes.append("no evseId")
    values = payload.get("meterValue")
    reports = (Metered(number or 0, read_meter_values(values, context)),)
    return with_signed(reports, values, context, outlet=number or 0, transaction_id=None)


def _transaction(payload: Payload, context: Context) -> tuple[Report, ...]:
    """E01 to E07, and whatever of it a charger leaves out."""
    notes = context.notes
    info = inner(payload, "transactionInfo", context)
    stage = STAGES.get(plain(as_text(payload.get("eventType"), 20)))
    if stage is None:
        notes.append("no eventType")
        stage = Stage.CONTINUED
    number = outlet(inner(payload, "evse", context).get("id"))
    values = payload.get("meterValue")
    readings = read_meter_values(values, context)
    transaction_id = as_text(info.get("transactionId"), 255) or None
    seq = count(payload.get("seqNo"))
    if transaction_id is None:
        notes.append("no transactionId")
        if stage is Stage.CONTINUED:
            told = (Metered(number or 0, readings),)
            return with_signed(told, values, context, outlet=number or 0, transaction_id=None)
        seq = None  # a number without a transaction counts nothing
    at = read_time(payload.get("timestamp"), context.received_at, notes)
    shown = _token(payload, context)
    reports = (
        TransactionTold(
            stage,
            at,
            transaction_id=transaction_id,
            outlet=number,
            card=None if shown is None else shown.card,
            card_kind=CardKind.CARD if shown is None else shown.kind,
            meter_start_wh=None if stage is Stage.CONTINUED else energy_at(readings, Moment.BEGIN),
            meter_stop_wh=energy_at(readings, Moment.END) if stage is Stage.ENDED else None,
            readings=readings,
            activity=CHARGING_STATES.get(plain(as_text(info.get("chargingState"), 20))),
            reason=reason(info.get("stoppedReason"), notes) if stage is Stage.ENDED else None,
            seq=seq,
            offline=as_bool(payload.get("offline")) is True,
            remote_start_id=count(info.get("remoteStartId")),
            clock_corrected=at is context.received_at,
            reported_at=written_time(payload.get("timestamp")) if at is context.received_at else None,
        ),
    )
    return with_signed(reports, values, context, outlet=number or 0, transaction_id=transaction_id)


def _transaction_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    """A token that came along is answered for (E01.FR.11); a start without a card is always good (C02.FR.02).

    The cost is told so far, and at the end the whole (I02, I03); 0 is free, and none is not known.
    """
    reply: Payload = {}
    if isinstance(answer, TransactionAnswer) and answer.cost is not None:
        reply["totalCost"] = amount(answer.cost)
    id_token = request.get("idToken")
    if id_token is not None and shown_card(id_token) is None:
        reply["idTokenInfo"] = token_info(Verdict.ACCEPTED)
    elif isinstance(answer, TransactionAnswer) and answer.verdict is not None:
        reply["idTokenInfo"] = token_info(answer.verdict, answer.group, answer.holds_until)
    elif id_token is not None:
        reply["idTokenInfo"] = token_info(Verdict.ACCEPTED)
    return reply


def _report(payload: Payload, context: Context) -> tuple[Report, ...]:
    """B07. The last part is the one that promises no other (V2-04)."""
    return (SettingsTold(tuple(reported(payload.get("reportData"))), last=as_bool(payload.get("tbc")) is not True),)


INCOMING: dict[str, Incoming] = {
    "Authorize": Incoming(_authorize, _authorize_reply),
    "BootNotification": BOOT,
    "ClearedChargingLimit": polite("charging limit", "chargingLimitSource"),
    "DataTransfer": DATA_TRANSFER,
    "FirmwareStatusNotification": polite("firmware", "status"),
    "Get15118EVCertificate": polite("certificate", "action", reply={"status": "Failed", "exiResponse": ""}),
    "GetCertificateStatus": polite("certificate", reply={"status": "Failed"}),
    "Heartbeat": HEARTBEAT,
    "LogStatusNotification": polite("log", "status"),
    "MeterValues": Incoming(_meter_values, empty, transaction=True),
    "NotifyChargingLimit": polite("charging limit"),
    "NotifyCustomerInformation": polite("customer information", "data"),
    "NotifyDisplayMessages": polite("display messages"),
    "NotifyEVChargingNeeds": polite("car", reply={"status": "Rejected"}),
    "NotifyEVChargingSchedule": polite("car", reply={"status": "Accepted"}),
    "NotifyEvent": Incoming(events, empty),
    "NotifyMonitoringReport": polite("monitoring"),
    "NotifyReport": Incoming(_report, empty),
    "PublishFirmwareStatusNotification": polite("firmware", "status"),
    "ReportChargingProfiles": polite("charging profiles"),
    "ReservationStatusUpdate": polite("reservation", "reservationId", "reservationUpdateStatus"),
    "SecurityEventNotification": polite("security", "type", "techInfo"),
    "SignCertificate": polite("certificate", reply={"status": "Rejected"}),
    "StatusNotification": Incoming(_status, empty),
    "TransactionEvent": Incoming(_transaction, _transaction_reply, transaction=True),
}

ERROR_CODES = {
    Kind.MISSING: "OccurrenceConstraintViolation",
    Kind.TYPE: "TypeConstraintViolation",
    Kind.VALUE: "PropertyConstraintViolation",
    Kind.STRUCTURE: "FormatViolation",
}

KNOWN_ACTIONS = frozenset(INCOMING) | frozenset(
    (
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ClearCache",
        "ClearChargingProfile",
        "ClearDisplayMessage",
        "ClearVariableMonitoring",
        "CostUpdated",
        "CustomerInformation",
        "DeleteCertificate",
        "GetBaseReport",
        "GetChargingProfiles",
        "GetCompositeSchedule",
        "GetDisplayMessages",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "GetMonitoringReport",
        "GetReport",
        "GetTransactionStatus",
        "GetVariables",
        "InstallCertificate",
        "PublishFirmware",
        "RequestStartTransaction",
        "RequestStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SetDisplayMessage",
        "SetMonitoringBase",
        "SetMonitoringLevel",
        "SetNetworkProfile",
        "SetVariableMonitoring",
        "SetVariables",
        "TriggerMessage",
        "UnlockConnector",
        "UnpublishFirmware",
        "UpdateFirmware",
    )
)

DIALECT = Dialect("ocpp2.0.1", "2.0.1", INCOMING, OUTGOING, ERROR_CODES, KNOWN_ACTIONS)
