"""OCPP 2.1: 2.0.1's tables and what 2.1 adds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.core.commands import Command
from app.core.reports import Answer, Noted, Reckoned, Report
from app.csms.dialects import v21_tariffs, v201, v201_commands
from app.csms.dialects.common import polite, required, wire_time
from app.csms.dialects.rows import Context, Conversation, Dialect, Incoming, Kind, Outgoing, Payload, Unreadable
from app.csms.tolerance import as_bool, as_int, as_list, as_number, as_object, as_text

# No session costs more, in any currency.
MOST_MONEY = 1e12
_HASHES = ("SHA256", "SHA384", "SHA512")
# The answer to GetCertificateChainStatus holds no more.
_MOST_CERTIFICATES = 4


def _chain(payload: Payload, context: Context) -> tuple[Report, ...]:
    if not as_list(payload.get("certificateStatusRequests")):
        raise Unreadable(Kind.MISSING, "no certificateStatusRequests")
    return (Noted("certificate"),)


def _chain_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    """M07: nothing is known of any of these certificates."""
    asked = as_list(request.get("certificateStatusRequests"))[:_MOST_CERTIFICATES]
    return {"certificateStatus": [_unknown_certificate(as_object(each), now) for each in asked]}


def _unknown_certificate(asked: dict[str, Any], now: datetime) -> Payload:
    data = as_object(asked.get("certificateHashData"))
    algorithm = as_text(data.get("hashAlgorithm"), 10)
    return {
        "certificateHashData": {
            "hashAlgorithm": algorithm if algorithm in _HASHES else _HASHES[0],
            "issuerNameHash": as_text(data.get("issuerNameHash"), 128),
            "issuerKeyHash": as_text(data.get("issuerKeyHash"), 128),
            "serialNumber": as_text(data.get("serialNumber"), 40),
        },
        "source": "CRL" if as_text(asked.get("source"), 10) == "CRL" else "OCSP",
        "status": "Failed",
        "nextUpdate": wire_time(now),
    }


def _vat(payload: Payload, context: Context) -> tuple[Report, ...]:
    return (Noted("vat number", as_text(required(payload, "vatNumber"), 20)),)


def _vat_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    """The answer repeats the question."""
    reply: Payload = {"vatNumber": as_text(request.get("vatNumber"), 20), "status": "Rejected"}
    evse = as_int(request.get("evseId"))
    if evse is not None and evse >= 0:
        reply["evseId"] = evse
    return reply


def _transaction(payload: Payload, context: Context) -> tuple[Report, ...]:
    """What the charger reckoned by itself is evidence: the bill is ours (I08.FR.34)."""
    reports = _TRANSACTION.read(payload, context)
    details = as_object(payload.get("costDetails"))
    if not details:
        return reports
    name = as_text(as_object(payload.get("transactionInfo")).get("transactionId"), 255)
    if as_bool(details.get("failureToCalculate")) is True:
        return (*reports, Noted("cost by the charger", f"{name}: {as_text(details.get('failureReason'), 500)}"))
    total = as_object(details.get("totalCost"))
    sums = as_object(total.get("total"))
    currency = as_text(total.get("currency"), 3).upper()
    for field, with_vat in (("inclTax", True), ("exclTax", False)):
        figure = as_number(sums.get(field))
        if name and figure is not None and abs(figure) < MOST_MONEY:
            return (*reports, Reckoned(name, Decimal(str(figure)), currency, with_vat))
    return reports


_TRANSACTION = v201.INCOMING["TransactionEvent"]

ADDED: dict[str, Incoming] = {
    "BatterySwap": polite("battery swap", "eventType"),
    "ClosePeriodicEventStream": polite("event stream", "id"),
    "GetCertificateChainStatus": Incoming(_chain, _chain_reply),
    "NotifyDERAlarm": polite("grid", "controlType", "gridEventFault", "extraInfo"),
    "NotifyDERStartStop": polite("grid", "controlId"),
    "NotifyEVChargingNeeds": polite("car", reply={"status": "NoChargingProfile"}),
    "NotifyPeriodicEventStream": polite("event stream", "id", reply_needed=False),
    "NotifyPriorityCharging": polite("priority charging", "transactionId", "activated"),
    "NotifySettlement": polite("settlement", "pspRef", "status", "statusInfo"),
    "OpenPeriodicEventStream": polite("event stream", reply={"status": "Rejected"}),
    "PullDynamicScheduleUpdate": polite("charging profiles", "chargingProfileId", reply={"status": "Rejected"}),
    "ReportDERControl": polite("grid"),
    "VatNumberValidation": Incoming(_vat, _vat_reply),
}

INCOMING: dict[str, Incoming] = {
    **v201.INCOMING,
    "TransactionEvent": Incoming(_transaction, _TRANSACTION.reply, transaction=True),
    **ADDED,
}

OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    **v201_commands.OUTGOING,
    **v21_tariffs.OUTGOING,
}

KNOWN_ACTIONS = (
    v201.KNOWN_ACTIONS
    | frozenset(ADDED)
    | frozenset(
        (
            "AFRRSignal",
            "AdjustPeriodicEventStream",
            "ChangeTransactionTariff",
            "ClearDERControl",
            "ClearTariffs",
            "GetDERControl",
            "GetPeriodicEventStream",
            "GetTariffs",
            "NotifyAllowedEnergyTransfer",
            "NotifyWebPaymentStarted",
            "RequestBatterySwap",
            "SetDERControl",
            "SetDefaultTariff",
            "UpdateDynamicSchedule",
            "UsePriorityCharging",
        )
    )
)

DIALECT = Dialect("ocpp2.1", "2.1", INCOMING, OUTGOING, v201.ERROR_CODES, KNOWN_ACTIONS)
