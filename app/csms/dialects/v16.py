"""OCPP 1.6 with its security extension: what a charger says, and how it is answered."""

from __future__ import annotations

from datetime import datetime

from app.core.cards import Verdict
from app.core.model import Moment
from app.core.reports import (
    Answer,
    CardAnswer,
    CardShown,
    Metered,
    Report,
    Stage,
    TransactionAnswer,
    TransactionTold,
)
from app.csms.dialects.common import (
    BOOT,
    DATA_TRANSFER,
    HEARTBEAT,
    empty,
    polite,
    required,
)
from app.csms.dialects.rows import Context, Dialect, Incoming, Kind, Payload
from app.csms.dialects.samples import energy_at, read_meter_values
from app.csms.dialects.signed import with_signed
from app.csms.dialects.v16_cards import VERDICTS_AT_START, tag_info, tag_kind
from app.csms.dialects.v16_commands import OUTGOING
from app.csms.dialects.words import card, energy, outlet, reason, status_told, transaction_number
from app.csms.tolerance import read_time, written_time


def _status(payload: Payload, context: Context) -> tuple[Report, ...]:
    return (status_told(payload.get("status"), outlet(payload.get("connectorId")), payload, context),)


def _authorize(payload: Payload, context: Context) -> tuple[Report, ...]:
    tag = required(payload, "idTag")
    number = card(tag) or ""
    return (CardShown(number, outlet(payload.get("connectorId")) or None, tag_kind(number)),)


def _authorize_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    if not isinstance(answer, CardAnswer):
        raise TypeError(f"{answer!r} does not answer for a card")
    return {"idTagInfo": tag_info(answer.verdict, answer.group, answer.holds_until)}


def _start(payload: Payload, context: Context) -> tuple[Report, ...]:
    at = read_time(payload.get("timestamp"), context.received_at, context.notes)
    number = outlet(payload.get("connectorId"))
    if not number:
        context.notes.append("no connectorId")
    tag = card(payload.get("idTag"))
    return (
        TransactionTold(
            Stage.BEGAN,
            at,
            outlet=number or None,
            card=tag,
            card_kind=tag_kind(tag),
            meter_start_wh=energy(payload.get("meterStart")),
            clock_corrected=at is context.received_at,
            reported_at=written_time(payload.get("timestamp")) if at is context.received_at else None,
        ),
    )


def _start_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    """A number is due whatever the verdict (1.6 §4.8); 0, which means none, only where nothing could be decided."""
    if not isinstance(answer, TransactionAnswer):
        return {"transactionId": 0, "idTagInfo": {"status": "Accepted"}}
    verdict = answer.verdict or Verdict.ACCEPTED
    return {
        "transactionId": int(answer.transaction_id),
        "idTagInfo": tag_info(verdict, answer.group, answer.holds_until, VERDICTS_AT_START),
    }


def _stop(payload: Payload, context: Context) -> tuple[Report, ...]:
    at = read_time(payload.get("timestamp"), context.received_at, context.notes)
    data = payload.get("transactionData")
    readings = read_meter_values(data, context)
    number, where = transaction_number(payload.get("transactionId")), outlet(payload.get("connectorId")) or None
    meter_stop_wh = energy(payload.get("meterStop"))
    if meter_stop_wh is None:
        context.notes.append("no meterStop")
        meter_stop_wh = energy_at(readings, Moment.END)
    tag = card(payload.get("idTag"))
    reports = (
        TransactionTold(
            Stage.ENDED,
            at,
            transaction_id=number,
            outlet=where,
            card=tag,
            card_kind=tag_kind(tag),
            meter_start_wh=energy_at(readings, Moment.BEGIN),
            meter_stop_wh=meter_stop_wh,
            readings=readings,
            reason=reason(payload.get("reason"), context.notes),
            clock_corrected=at is context.received_at,
            reported_at=written_time(payload.get("timestamp")) if at is context.received_at else None,
        ),
    )
    return with_signed(reports, data, context, outlet=where or 0, transaction_id=number)


def _stop_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    if isinstance(answer, TransactionAnswer) and answer.verdict is not None:
        return {"idTagInfo": tag_info(answer.verdict, answer.group, answer.holds_until)}
    return {}


def _meter_values(payload: Payload, context: Context) -> tuple[Report, ...]:
    number = outlet(payload.get("connectorId"))
    if number is None:
        context.notes.append("no connectorId")
    values, transaction_id = payload.get("meterValue"), transaction_number(payload.get("transactionId"))
    reports = (Metered(number or 0, read_meter_values(values, context), transaction_id),)
    return with_signed(reports, values, context, outlet=number or 0, transaction_id=transaction_id)


INCOMING: dict[str, Incoming] = {
    "Authorize": Incoming(_authorize, _authorize_reply),
    "BootNotification": BOOT,
    "DataTransfer": DATA_TRANSFER,
    "DiagnosticsStatusNotification": polite("diagnostics", "status"),
    "FirmwareStatusNotification": polite("firmware", "status"),
    "Heartbeat": HEARTBEAT,
    "LogStatusNotification": polite("log", "status"),
    "MeterValues": Incoming(_meter_values, empty, transaction=True),
    "SecurityEventNotification": polite("security", "type", "techInfo"),
    "SignCertificate": polite("certificate", reply={"status": "Rejected"}),
    "SignedFirmwareStatusNotification": polite("firmware", "status"),
    "StartTransaction": Incoming(_start, _start_reply, transaction=True),
    "StatusNotification": Incoming(_status, empty),
    "StopTransaction": Incoming(_stop, _stop_reply, transaction=True),
}

# Spelled as 1.6 spells them.
ERROR_CODES = {
    Kind.MISSING: "OccurenceConstraintViolation",
    Kind.TYPE: "TypeConstraintViolation",
    Kind.VALUE: "PropertyConstraintViolation",
    Kind.STRUCTURE: "FormationViolation",
}

KNOWN_ACTIONS = frozenset(INCOMING) | frozenset(
    (
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ChangeConfiguration",
        "ClearCache",
        "ClearChargingProfile",
        "DeleteCertificate",
        "ExtendedTriggerMessage",
        "GetCompositeSchedule",
        "GetConfiguration",
        "GetDiagnostics",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "InstallCertificate",
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SignedUpdateFirmware",
        "TriggerMessage",
        "UnlockConnector",
        "UpdateFirmware",
    )
)

DIALECT = Dialect(
    "ocpp1.6", "1.6", INCOMING, OUTGOING, ERROR_CODES, KNOWN_ACTIONS, longest_card=20, answers_tell_cost=False
)
