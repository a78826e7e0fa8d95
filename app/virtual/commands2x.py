"""The OCPP 2.0.1 and 2.1 commands that the charger honours: one table, action → what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.virtual.commands import (
    Command,
    composite,
    install_for_start,
    install_profile,
    outlet_to_start,
    set_operative,
    settle_all,
    start,
    status,
    stop,
    transaction_outlet,
)
from app.virtual.device_model import REPORTING_COMMANDS
from app.virtual.display import COMMANDS_2X
from app.virtual.faults import Lists
from app.virtual.lists import mind_2x_limits, take_list
from app.virtual.outlet import Card, EndCause, Outlet
from app.virtual.peer import Json, Reply
from app.virtual.words import CardAnswer, card_answer

if TYPE_CHECKING:
    from app.virtual.body import Body


def _request_start(body: Body, asked: Json) -> Reply:
    it = outlet_to_start(body, asked.get("evseId"))
    if it is None or not install_for_start(body, asked.get("chargingProfile"), it):
        return status("Rejected")
    token = asked["idToken"]
    card = Card(token["idToken"], token["type"])
    number = asked["remoteStartId"]
    open_already = it.transaction
    answer: Json = {"status": "Accepted"}
    if open_already is not None:
        open_already.remote_start_id = number
        answer["transactionId"] = open_already.key
    return Reply(answer, lambda: start(body, it, card, number))


def _request_stop(body: Body, asked: Json) -> Reply:
    it = _outlet_of(body, asked["transactionId"])
    if it is None:
        return status("Rejected")
    return Reply({"status": "Accepted"}, lambda: stop(body, it, EndCause.REMOTE))


def _unlock(body: Body, asked: Json) -> Reply:
    it = body.outlets.get(asked["evseId"])
    if it is None or asked["connectorId"] != 1:
        return status("UnknownConnector")
    if it.transaction is not None:
        return status("OngoingAuthorizedTransaction")
    return status("Unlocked")


def _reset(body: Body, asked: Json) -> Reply:
    number = asked.get("evseId")
    if number is not None:
        it = body.outlets.get(number)
        if it is None:
            return status("Rejected")
        return Reply({"status": "Accepted"}, lambda: stop(body, it, EndCause.HARD_RESET))
    busy = any(it.transaction is not None for it in body.outlets.values())
    if asked["type"] == "OnIdle" and busy:
        return Reply({"status": "Scheduled"}, lambda: _restart_when_idle(body))
    return Reply({"status": "Accepted"}, lambda: body.restart(EndCause.HARD_RESET))


async def _restart_when_idle(body: Body) -> None:
    await body.idle()
    await body.restart(EndCause.SOFT_RESET)


def _availability(body: Body, asked: Json) -> Reply:
    number = asked["evse"]["id"] if "evse" in asked else 0
    if number and number not in body.outlets:
        return status("Rejected")
    numbers = [number] if number else list(body.outlets)
    return set_operative(body, numbers, asked["operationalStatus"] == "Operative")


def _trigger(body: Body, asked: Json) -> Reply:
    number = asked["evse"]["id"] if "evse" in asked else 0
    if number and number not in body.outlets:
        return status("Rejected")
    outlets = [it for it in body.outlets.values() if number in (0, it.number)]

    async def status_notifications() -> None:
        for it in outlets:
            await body.tell_status(it, again=True)

    async def meter_values() -> None:
        for it in outlets:
            async with it.lock:
                await body.tell_meter(it, "Trigger", apart=True)

    async def transaction_events() -> None:
        for it in outlets:
            async with it.lock:
                if it.transaction is not None:
                    await body.tell_meter(it, "Trigger")

    messages = {
        "BootNotification": body.boot_again,
        "Heartbeat": body.heartbeat,
        "StatusNotification": status_notifications,
        "MeterValues": meter_values,
        "TransactionEvent": transaction_events,
    }
    wanted = asked["requestedMessage"]
    if wanted not in messages:
        return status("NotImplemented")
    return Reply({"status": "Accepted"}, messages[wanted])


def _set_profile(body: Body, asked: Json) -> Reply:
    return install_profile(body, asked["chargingProfile"], asked["evseId"])


def _clear_profile(body: Body, asked: Json) -> Reply:
    number = asked.get("chargingProfileId")
    wanted = asked.get("chargingProfileCriteria", {})
    found = [
        profile
        for profile in body.limits.installed
        if number in (None, profile.number)
        and wanted.get("evseId") in (None, profile.outlet)
        and wanted.get("chargingProfilePurpose") in (None, profile.purpose)
        and wanted.get("stackLevel") in (None, profile.stack_level)
    ]
    removed = body.limits.remove(found)
    return Reply({"status": "Accepted" if removed else "Unknown"}, settle_all(body))


def _get_profiles(body: Body, asked: Json) -> Reply:
    wanted = asked["chargingProfile"]
    found = [
        profile
        for profile in body.limits.installed
        if asked.get("evseId") in (None, profile.outlet)
        and profile.number in wanted.get("chargingProfileId", [profile.number])
        and wanted.get("chargingProfilePurpose") in (None, profile.purpose)
        and wanted.get("stackLevel") in (None, profile.stack_level)
    ]
    if not found:
        return status("NoProfiles")

    async def report() -> None:
        # Sent as received: the package's own conversion would lose 2.1's limit_L2 and limit_L3.
        for profile in found:
            await body.tell_raw(
                "ReportChargingProfiles",
                {
                    "requestId": asked["requestId"],
                    "chargingLimitSource": "CSO",
                    "evseId": profile.outlet,
                    "chargingProfile": [profile.wire],
                    "tbc": profile is not found[-1],
                },
            )

    return Reply({"status": "Accepted"}, report)


def _composite(body: Body, asked: Json) -> Reply:
    number = asked["evseId"]
    if number and number not in body.outlets:
        return status("Rejected")
    unit = asked.get("chargingRateUnit", "A")
    plan = composite(body, number, asked["duration"], unit)
    schedule = {
        "evseId": number,
        "duration": asked["duration"],
        "scheduleStart": plan["start"],
        "chargingRateUnit": unit,
        "chargingSchedulePeriod": plan["periods"],
    }
    return Reply({"status": "Accepted", "schedule": schedule})


def _transaction_status(body: Body, asked: Json) -> Reply:
    answer: Json = {"messagesInQueue": body.line.waiting > 0}
    if "transactionId" in asked:
        answer["ongoingIndicator"] = _outlet_of(body, asked["transactionId"]) is not None
    return Reply(answer)


def _clear_cache(body: Body, asked: Json) -> Reply:
    body.cards.forget()
    return status("Accepted")


def _local_list(body: Body, asked: Json) -> Reply | None:
    if body.faults.lists is Lists.UNSUPPORTED:
        return None
    mind_2x_limits(body, asked)
    entries = {
        entry["idToken"]["idToken"]: _listed(entry.get("idTokenInfo"))
        for entry in asked.get("localAuthorizationList", [])
    }
    return take_list(body, asked["updateType"] == "Full", asked["versionNumber"], entries)


def _listed(info: Json | None) -> CardAnswer | None:
    if info is None:
        return None
    group = info.get("groupIdToken", {}).get("idToken")
    return card_answer(info["status"], group, info.get("cacheExpiryDateTime"))


def _local_list_version(body: Body, asked: Json) -> Reply | None:
    if body.faults.lists is Lists.UNSUPPORTED:
        return None
    return Reply({"versionNumber": body.cards.list_version})


def _data_transfer(body: Body, asked: Json) -> Reply:
    return status("UnknownVendorId")


def _outlet_of(body: Body, key: str) -> Outlet | None:
    return transaction_outlet(body, lambda transaction: transaction.key == key)


COMMANDS: dict[str, Command] = {
    "RequestStartTransaction": _request_start,
    "RequestStopTransaction": _request_stop,
    "UnlockConnector": _unlock,
    "Reset": _reset,
    "ChangeAvailability": _availability,
    "TriggerMessage": _trigger,
    "SetChargingProfile": _set_profile,
    "ClearChargingProfile": _clear_profile,
    "GetChargingProfiles": _get_profiles,
    "GetCompositeSchedule": _composite,
    "GetTransactionStatus": _transaction_status,
    "ClearCache": _clear_cache,
    "SendLocalList": _local_list,
    "GetLocalListVersion": _local_list_version,
    "DataTransfer": _data_transfer,
    **COMMANDS_2X,
    **REPORTING_COMMANDS,
}
